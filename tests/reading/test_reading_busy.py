"""Busy calendars as absences, and the files that are refused before, or instead of, being read."""

import datetime as dt
import os
from pathlib import Path

import pytest
from busy_files import calendar_file, event, refusal

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.reading.busy import BusyRow, busy_absences
from scheduler.reading.busy_lines import MOST_COMPONENTS

SETTINGS = Settings("Meetings", dt.date(2015, 11, 1), dt.date(2016, 10, 31))
DAY = calendar_file(event("DTSTART:20151119T100000", "DTEND:20151119T110000"))
BESIDE = "Put the file beside the input, and write its name as it is there, such as gmca.ics."


def absences(folder: Path, *files: str, who: tuple[str, ...] = ("ANN",)):
    rows = [BusyRow(number, "person", who, file) for number, file in enumerate(files, start=2)]
    return busy_absences(rows, folder, SETTINGS)


def fault(folder: Path, file: str) -> tuple[str, str]:
    """Return what is wrong with a file, and what to do; it is said at the row, and nothing else is found."""
    found, faults, warnings = absences(folder, file)
    assert (found, warnings) == ([], [])
    assert [(one.table, one.row, one.column) for one in faults] == [("busy_calendars", 2, "file")]
    return faults[0].message, faults[0].remedy


def test_every_event_makes_each_of_them_unavailable(tmp_path):
    (tmp_path / "away.ics").write_bytes(DAY)
    start, end = dt.datetime(2015, 11, 19, 10), dt.datetime(2015, 11, 19, 11)
    wanted = [Absence("person", who, start, end, "busy in away.ics", "hard") for who in ("ANN", "BOB")]
    assert absences(tmp_path, "away.ics", who=("ANN", "BOB")) == (wanted, [], [])


def test_events_count_a_day_before_and_after_the_calendar(tmp_path):
    series = event("DTSTART:20150101T220000", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    (tmp_path / "away.ics").write_bytes(calendar_file(series))
    found, _, _ = absences(tmp_path, "away.ics")
    assert (found[0].start.date(), found[-1].start.date()) == (dt.date(2015, 10, 31), dt.date(2016, 11, 1))


def test_times_are_local_to_the_calendar(tmp_path):
    (tmp_path / "away.ics").write_bytes(calendar_file(event("DTSTART:20151119T100000Z", "DURATION:PT1H")))
    paris = Settings("Meetings", dt.date(2015, 11, 1), dt.date(2016, 10, 31), timezone="Europe/Paris")
    found, _, _ = busy_absences([BusyRow(2, "room", ("CR1",), "away.ics")], tmp_path, paris)
    assert [(one.kind, one.who, one.start) for one in found] == [("room", "CR1", dt.datetime(2015, 11, 19, 11))]


def test_a_faulty_file_does_not_keep_others_from_being_read(tmp_path):
    (tmp_path / "away.ics").write_bytes(DAY)
    found, faults, _ = absences(tmp_path, "gone.ics", "away.ics", "gone.ics")
    assert len(found) == 1
    assert [one.row for one in faults] == [2, 4]


def test_a_doubt_is_a_warning_at_the_row(tmp_path):
    (tmp_path / "away.ics").write_bytes(calendar_file(event("DTEND:20151119T110000")))
    message = "“away.ics” has 1 event without a start that can be read, left out"
    remedy = "Put it right in the calendar program, and export the calendar again."
    assert absences(tmp_path, "away.ics") == ([], [], [Fault("busy_calendars", 2, "file", message, remedy)])


def test_a_file_may_lie_in_a_folder_beside_the_input(tmp_path):
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "away.ics").write_bytes(DAY)
    assert len(absences(tmp_path, "calendars/away.ics")[0]) == 1


@pytest.mark.parametrize("file", ["gone.ics", "a\0b.ics", "x" * 300, "away.ics/more.ics"])
def test_a_file_that_is_not_there_is_a_fault(tmp_path, file):
    (tmp_path / "away.ics").write_bytes(DAY)
    message, remedy = fault(tmp_path, file)
    shown = file if len(file) < 61 else f"{'x' * 60}…"
    assert (message, remedy) == (f"there is no file “{shown}” beside the input", BESIDE)


def test_a_folder_that_is_not_there_holds_no_file(tmp_path):
    assert fault(tmp_path / "gone", "away.ics")[0] == "there is no file “away.ics” beside the input"


@pytest.mark.parametrize("file", ["../away.ics", "inner/../../away.ics", "/etc/passwd"])
def test_a_path_is_never_followed(tmp_path, file):
    (tmp_path / "away.ics").write_bytes(DAY)
    inner = tmp_path / "input"
    inner.mkdir()
    message = f"“{file}” is a path, and the name of a file beside the input is wanted"
    assert fault(inner, file) == (message, BESIDE)


def test_a_link_out_of_the_folder_is_never_followed(tmp_path):
    (tmp_path / "away.ics").write_bytes(DAY)
    inner = tmp_path / "input"
    inner.mkdir()
    (inner / "link.ics").symlink_to(tmp_path / "away.ics")
    assert fault(inner, "link.ics")[0] == "“link.ics” leads to a file that does not lie beside the input"


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "away.ics").write_bytes(DAY)
    (tmp_path / "link.ics").symlink_to("away.ics")
    assert len(absences(tmp_path, "link.ics")[0]) == 1


def test_a_link_to_itself_is_no_file(tmp_path):
    (tmp_path / "link.ics").symlink_to("link.ics")
    assert fault(tmp_path, "link.ics")[0] == "there is no file “link.ics” beside the input"


def test_only_a_plain_file_is_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.ics")
    (tmp_path / "folder.ics").mkdir()
    assert [fault(tmp_path, name)[0] for name in ("pipe.ics", "folder.ics", ".")] == [
        "“pipe.ics” is no plain file",
        "“folder.ics” is no plain file",
        "“.” is no plain file",
    ]


def test_a_file_that_may_not_be_opened_is_a_fault(tmp_path, monkeypatch):
    (tmp_path / "away.ics").write_bytes(DAY)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    remedy = "Close it in other programs, and see that you may read it."
    assert fault(tmp_path, "away.ics") == ("“away.ics” cannot be opened: Permission denied", remedy)


def test_a_file_may_not_be_larger_than_a_years_calendar(tmp_path):
    (tmp_path / "away.ics").write_bytes(b"\n" * (2 * 1024**2 + 1))
    assert fault(tmp_path, "away.ics") == ("“away.ics” is larger than 2 MB", "Export only the calendar's year.")


def test_all_calendars_together_are_bounded(tmp_path):
    series = (
        event(f"DTSTART:20150101T{hour:02d}0000", "DURATION:PT1H", "RRULE:FREQ=DAILY", uid=str(hour))
        for hour in range(13)
    )
    (tmp_path / "away.ics").write_bytes(calendar_file(*series))
    found, faults, _ = absences(tmp_path, "away.ics", "away.ics", who=tuple(map(str, range(40))))
    assert len(found) == 13 * 368 * 40
    message = "with “away.ics”, the busy calendars hold more than 300,000 days of events"
    assert faults == [Fault("busy_calendars", 3, "file", message, "Export only the calendar's year.")]


EVERY_DAY = "DTSTART:20150101T{:02d}0000", "DURATION:{}", "RRULE:FREQ=DAILY"


def daily(number: int, length: str) -> str:
    start, duration, rule = EVERY_DAY
    return event(start.format(number), duration.format(length), rule, uid=str(number))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.ics is no calendar file"),
        (b"<html>login</html>", "a.ics is no calendar file"),
        (DAY.decode().encode("utf-16"), "a.ics is no calendar file"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "a.ics is no calendar file"),
        (DAY + b"BEGIN:VCARD\nEND:VCARD\n", "a.ics is no calendar file"),
        (DAY.removesuffix(b"END:VCALENDAR\r\n"), "a.ics breaks off before its end"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "a.ics is damaged: its entries do not end where they should"),
        (b"END:VCALENDAR\n", "a.ics is damaged: its entries do not end where they should"),
        (b"END:\n", "a.ics is damaged: its entries do not end where they should"),
        (b"BEGIN:VCALENDAR\nX" + b"x" * 65_536, "a.ics has a line longer than any calendar's"),
        (b"BEGIN:VEVENT\n" * (MOST_COMPONENTS + 1), "a.ics has more than 10,000 entries"),
        (
            calendar_file(*(daily(number, "PT1H") for number in range(14))),
            "a.ics has more than 5,000 events, or events on more than 30,000 days",
        ),
        (
            calendar_file(daily(0, "P3000W")),
            "a.ics has more than 5,000 events, or events on more than 30,000 days",
        ),
        (
            calendar_file(event("DTSTART:20151119T100000", "DURATION:PT1H", "RRULE:FREQ=SECONDLY")),
            "a.ics has an event of Thursday 19 November 2015 that repeats by the minute or second",
        ),
        (
            calendar_file(
                *(
                    event(
                        "DTSTART:16010101T100000",
                        "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;COUNT=9",
                        uid=uid,
                    )
                    for uid in "abcdefghijklmnopqrstuvwxyz"
                )
            ),
            "a.ics has an event of Monday 1 January 1601 that repeats too often to be read",
        ),
    ],
)
def test_a_file_that_is_no_years_calendar_is_refused(content, message):
    assert refusal(content) == message


def test_lines_may_end_and_be_folded_in_any_way():
    folded = DAY.replace(b"DTSTART", b"DTST\r\n ART").replace(b"DTEND", b"DT\r\n\tEND")
    files = [b"\xef\xbb\xbf" + DAY, folded, folded.replace(b"\r\n", b"\n"), folded.replace(b"\r\n", b"\r")]
    odd = DAY.replace(b"DTSTART", b"\xff\xfe;=\r\nUID\r\n:\r\n\r\nDTSTART")
    assert [refusal(content) for content in (*files, odd)] == [""] * 5


def test_no_file_takes_long(tmp_path):
    """Whatever it asks for, its cost is bounded: the worst rules are given up after a fixed number of days."""
    nothing = event("DTSTART:00010101T100000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=200")
    (tmp_path / "away.ics").write_bytes(calendar_file(*(nothing.replace("one", str(number)) for number in range(100))))
    assert absences(tmp_path, "away.ics") == ([], [], [])
