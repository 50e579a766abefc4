"""Outlook's CSV: its headings, what each meeting says, no formulas, and the import reads it back."""

import csv
import datetime as dt
import io

from builders import body, calendar, council, meeting, room
from reading.imports.made_files import content

from scheduler.outputs.data import data_files
from scheduler.reading.imports.sources import read_source

COUNCIL = council(
    body("GB", name="Growth Board"),
    body("EVIL", name='=HYPERLINK("https://evil.example")\r\n,"'),
    body("ONL", name="Online Group", attendance_mode="online"),
    room("CR1", name="Committee Room 1", venue="Town Hall"),
)
PLAN = calendar(
    COUNCIL,
    meeting(COUNCIL, "GB", "2015-11-19", "10:00", room="CR1", venue="Town Hall", status="confirmed"),
    meeting(COUNCIL, "EVIL", "2016-01-14", "14:00", status="confirmed"),
    meeting(COUNCIL, "ONL", "2016-03-31", "09:30", status="cancelled"),
    meeting(COUNCIL, "ONL", "2016-06-16", "18:30"),
)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_meeting_is_a_line_under_outlooks_headings() -> None:
    data = data_files(COUNCIL, PLAN)["outlook.csv"]
    assert data.startswith(b'\xef\xbb\xbf"Subject","Start Date","Start Time"')
    assert data.count(b"\r\n") == data.count(b"\n") == 5
    first, evil, cancelled, provisional = rows(data)
    assert len(first) == 22
    assert (first["Subject"], first["Start Date"], first["Start Time"], first["End Time"], first["Location"]) == (
        "Growth Board", "19/11/2015", "10:00:00", "12:00:00", "Committee Room 1, Town Hall",
    )  # fmt: skip
    assert evil["Subject"] == '\'=HYPERLINK("https://evil.example") ,"'
    assert (cancelled["Subject"], cancelled["Show time as"], cancelled["Location"]) == (
        "CANCELLED: Online Group", "3", "Online",
    )  # fmt: skip
    assert (provisional["Subject"], provisional["Show time as"]) == ("Provisional: Online Group", "1")


def test_each_body_has_its_own_file() -> None:
    files = data_files(COUNCIL, PLAN)
    assert sorted(path for path in files if path.startswith("outlook/")) == [
        "outlook/EVIL.csv", "outlook/GB.csv", "outlook/ONL.csv",
    ]  # fmt: skip
    assert [row["Subject"] for row in rows(files["outlook/GB.csv"])] == ["Growth Board"]


def test_what_is_written_reads_back_alike() -> None:
    found = read_source(content("outlook.csv", data_files(COUNCIL, PLAN)["outlook.csv"]))
    first, _, cancelled, provisional = found.meetings
    assert (first.body, first.date, first.start, first.end, first.place) == (
        "Growth Board", dt.date(2015, 11, 19), 600, 720, "Committee Room 1, Town Hall",
    )  # fmt: skip
    assert (cancelled.date, cancelled.cancelled) == (dt.date(2016, 3, 31), True)
    assert (provisional.date, provisional.start, provisional.cancelled) == (dt.date(2016, 6, 16), 1110, False)
