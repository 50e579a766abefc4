"""What a client says it has, and what it can unpack."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from server.asking import application, ask
from werkzeug.http import http_date

from scheduler.server.application import Application
from scheduler.server.clock import present_moment
from scheduler.server.edition import edition

PATH = "/feeds/public.ics"
CHANGED = present_moment() - timedelta(hours=2)


def serving() -> Application:
    made = application()
    made.edition = edition({PATH[1:]: b"a feed" * 100}, frozenset(), CHANGED)
    return made


SITE = serving()
TAG = ask(SITE, PATH).headers["ETag"]
NOT_MODIFIED = "304 Not Modified"


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("{}", True),
        ("W/{}", True),
        ("*", True),
        ('"x", {}', True),
        ('"x",W/{}', True),
        (' ,, "x" ,\t{} , ', True),
        ('"a,b", {}', True),
        ("nonsense, {}", True),
        ("{}, nonsense", True),
        ('"x"', False),
        ("", False),
        ('"x", *', False),
        ('"{}', False),
        ("nonsense", False),
        (",", False),
    ],
)
def test_a_tag_is_found_in_a_list_of_tags(wanted: str, *, named: bool) -> None:
    assert (ask(SITE, PATH, if_none_match=wanted.format(TAG)).status == NOT_MODIFIED) is named


@given(st.text(st.characters(max_codepoint=255), max_size=200))
def test_any_text_of_a_condition_is_answered(text: str) -> None:
    for name in ("if_none_match", "if_modified_since", "accept_encoding", "range", "if_range", "if_match"):
        got = ask(SITE, PATH, validated=False, **{name: text})
        assert got.status in {"200 OK", NOT_MODIFIED}


@pytest.mark.parametrize(
    "text", ['"' * 16_000, "," * 16_000 + "x", " ," * 8_000 + "x", "a;" * 8_000, "gzip;q=" * 2_000]
)
def test_a_long_header_is_read_at_once(text: str) -> None:
    for name in ("if_none_match", "if_modified_since", "accept_encoding"):
        assert ask(SITE, PATH, **{name: text}).status == "200 OK"
    assert ask(SITE, PATH, if_none_match='"x",' * 4_000 + TAG).status == NOT_MODIFIED


@pytest.mark.parametrize(
    ("seconds", "unchanged"), [(0, True), (1, True), (3_600, True), (-1, False), (7_205 + 3_600, False), (10**9, False)]
)
def test_a_date_counts_from_the_last_change_until_now(seconds: int, *, unchanged: bool) -> None:
    date = CHANGED + timedelta(seconds=seconds)
    forms = (http_date(date), f"{date:%A, %d-%b-%y %H:%M:%S GMT}", f"{date:%a %b %e %H:%M:%S %Y}")
    given = [ask(SITE, PATH, if_modified_since=form).status == NOT_MODIFIED for form in forms]
    assert given == [unchanged] * 3


@pytest.mark.parametrize(
    "since", ["Tue, 24 Nov 99999999 09:30:00 GMT", "Tue, 24 Nov 2026 09:30:00 +99999999", "yesterday", ""]
)
def test_what_is_no_date_is_passed_over(since: str) -> None:
    assert ask(SITE, PATH, if_modified_since=since).status == "200 OK"


def test_a_part_is_not_sent_and_nothing_is_asked_for_to_be_changed() -> None:
    whole = ask(SITE, PATH)
    assert ask(SITE, PATH, range="bytes=0-9") == whole
    assert ask(SITE, PATH, if_match='"x"') == whole


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
    assert (ask(SITE, PATH, accept_encoding=accepted).headers.get("Content-Encoding") == "gzip") is zipped
