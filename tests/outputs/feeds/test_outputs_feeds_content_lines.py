import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.outputs.feeds.rfc5545 import content_line, paragraph_line, text_line, utc_time
from scheduler.outputs.naming import cleaned, on_one_line

ANY_TEXT = st.text(st.characters() | st.sampled_from('\\;,:"\r\n\x00🏛ŵé')) | st.text("é🏛a\u0301", min_size=20)


def unfolded(line: bytes) -> str:
    return line.replace(b"\r\n ", b"").decode()


def read_back(line: bytes) -> str:
    event = b"BEGIN:VEVENT\r\nUID:1\r\n" + line + b"END:VEVENT\r\n"
    calendar = Calendar.from_ical(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-\r\n" + event + b"END:VCALENDAR\r\n")
    (parsed,) = calendar.events
    assert parsed.errors == []
    return str(parsed["SUMMARY"])


@given(ANY_TEXT)
def test_text_survives_the_trip_or_is_cleaned(text: str) -> None:
    assert read_back(text_line("SUMMARY", text)) == on_one_line(text)
    assert read_back(paragraph_line("SUMMARY", text)) == cleaned(text)


@given(ANY_TEXT)
def test_lines_are_at_most_75_octets_of_whole_characters(text: str) -> None:
    line = paragraph_line("DESCRIPTION", text)
    assert line.endswith(b"\r\n")
    for part in line.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(part) <= 75
        part.decode()


@pytest.mark.parametrize("length", [0, 73, 74, 75, 76, 147, 148, 149, 150, 300])
def test_a_line_is_folded_only_where_it_must_be(length: int) -> None:
    line = content_line("X", "y" * length)
    parts = line.split(b"\r\n")[:-1]
    assert [len(part) for part in parts[:-1]] == [75] * (len(parts) - 1)
    assert unfolded(line) == f"X:{'y' * length}\r\n"
    assert len(parts) == 1 + max(0, -(-(length + 2 - 75) // 74))


def test_special_characters_are_escaped() -> None:
    assert text_line("SUMMARY", 'a\\b;c,d:e"f\ng') == b'SUMMARY:a\\\\b\\;c\\,d:e"f g\r\n'
    assert paragraph_line("DESCRIPTION", "one\r\ntwo") == b"DESCRIPTION:one\\ntwo\r\n"


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2026-08-03T09:30:00Z", "20260803T093000Z"),
        ("2026-08-03T09:30:00.250000+00:00", "20260803T093000Z"),
        ("2026-08-03T10:30:00+01:00", "20260803T093000Z"),
        ("2026-08-03T09:30", "20260803T093000Z"),
        ("2026-08-03", "20260803T000000Z"),
    ],
)
def test_moments_are_written_in_utc(iso: str, written: str) -> None:
    assert utc_time(iso) == written
