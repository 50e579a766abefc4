"""What a client says it has, and what it can unpack."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.server.conditions import names_tag, takes_gzip, unchanged_since

TAG = '"abc"'
CHANGED = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ("*", True),
        (" * ", True),
        ('"x", "abc"', True),
        ('"x",W/"abc"', True),
        (' ,, "x" ,\t"abc" , ', True),
        ('"a,b", "abc"', True),
        ('"ABC"', False),
        ('"x"', False),
        ('"abc-gzip"', False),
        ("", False),
        ("abc", False),
        ('w/"abc"', False),
        ('"abc" "abc"', False),
        ('"abc', False),
        ('abc"', False),
        ('"x", *', False),
        ('"abc", nonsense', False),
        ('nonsense, "abc"', False),
        ('"a b", "abc"', False),
        ('W/ "abc"', False),
    ],
)
def test_a_tag_is_named_only_in_a_list_of_tags(wanted: str, *, named: bool) -> None:
    assert names_tag(wanted, TAG) is named


@given(st.text(max_size=200))
def test_any_text_of_a_condition_is_answered(text: str) -> None:
    assert names_tag(text, TAG) in {True, False}
    assert unchanged_since(text, CHANGED, MOMENT) in {True, False}
    assert takes_gzip(text) in {True, False}


def test_a_long_list_of_tags_is_read_at_once() -> None:
    assert names_tag('"x",' * 4_000 + TAG, TAG) is True
    assert names_tag('"' * 16_000, TAG) is False
    assert names_tag("," * 16_000 + "x", TAG) is False
    assert names_tag(" ," * 8_000 + "x", TAG) is False


@pytest.mark.parametrize(
    ("since", "unchanged"),
    [
        ("Tue, 24 Nov 2026 09:30:00 GMT", True),
        ("Tue, 24 Nov 2026 09:30:01 GMT", True),
        ("Tue, 24 Nov 2026 09:29:59 GMT", False),
        ("Tuesday, 24-Nov-26 09:30:00 GMT", True),
        ("Tue Nov 24 09:30:00 2026", True),
        ("Tue Nov 24 09:29:59 2026", False),
        ("Tue, 24 Nov 2026 12:00:00 GMT", True),
        ("Tue, 24 Nov 2026 12:00:01 GMT", False),
        ("Fri, 24 Nov 2056 09:30:00 GMT", False),
        ("Tue, 24 Nov 99999999 09:30:00 GMT", False),
        ("Tue, 24 Nov 2026 09:30:00 +99999999", False),
        ("yesterday", False),
        ("", False),
    ],
)
def test_a_date_counts_from_the_last_change_until_now(since: str, *, unchanged: bool) -> None:
    assert unchanged_since(since, CHANGED, MOMENT) is unchanged


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("gzip, deflate, br", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("*", True),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("gzip; q=0.001", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("*, gzip;q=0", False),
        ("*;q=0", False),
        ("gzip;q=0.5, identity", False),
        ("gzip;q=nonsense", False),
        ("gzip;level=9", False),
        ("notgzip", False),
    ],
)
def test_gzip_is_sent_only_where_it_is_wanted(accepted: str, *, zipped: bool) -> None:
    assert takes_gzip(accepted) is zipped
