"""Closed dates from calendar files of school terms and holidays."""

from datetime import date
from pathlib import Path

import pytest
from busy_files import calendar_file, event
from raw_council import fault_places, raw, rows_of

from scheduler.domain.problem import ClosedDate, Problem, Settings
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.ics.closed import LONGEST_TITLE, MOST_STRETCHES, ClosedRow, closed_stretches
from scheduler.reading.ics.components import EXPORT_LESS
from scheduler.reading.ics.files import OF_THIS_YEAR, PUT_BESIDE
from scheduler.reading.ics.periods import PUT_RIGHT
from scheduler.reading.parsing import parse
from scheduler.reading.tables.headers import RawInput
from scheduler.reading.validation import validated

SETTINGS = Settings("Meetings", date(2015, 11, 1), date(2016, 10, 31))
HALF_TERM = event(
    "SUMMARY:Half term", "DTSTART;VALUE=DATE:20160215", "DTEND;VALUE=DATE:20160220", "TRANSP:TRANSPARENT", uid="half"
)


def stretches_of(folder: Path, *parts: str, non_working: bool = False) -> tuple[list[str], list[str]]:
    """Return the days that the parts of a file close, as `2016-02-15/2016-02-19 title`, and what is doubtful."""
    (folder / "terms.ics").write_bytes(calendar_file(*parts))
    found, faults, warnings = closed_stretches([ClosedRow(2, "terms.ics", non_working)], folder, SETTINGS)
    assert faults == []
    return [f"{one.start_date}/{one.end_date} {one.title}" for one in found[2]], [one.message for one in warnings]


def test_whole_days_are_closed_up_to_the_day_before_the_end(tmp_path: Path) -> None:
    one_day = event("SUMMARY:Inset day", "DTSTART;VALUE=DATE:20151127", uid="inset")
    assert stretches_of(tmp_path, HALF_TERM, one_day) == (
        ["2015-11-27/2015-11-27 Inset day", "2016-02-15/2016-02-19 Half term"],
        [],
    )


def test_events_repeat_and_their_changed_repeats_have_titles_of_their_own(tmp_path: Path) -> None:
    weekly = "DTSTART;VALUE=DATE:20160104", "RRULE:FREQ=WEEKLY;COUNT=3"
    parts = (
        event("SUMMARY:Assembly", *weekly, uid="a"),
        event("SUMMARY:Fair", "RECURRENCE-ID;VALUE=DATE:20160111", "DTSTART;VALUE=DATE:20160112", uid="a"),
    )
    assert stretches_of(tmp_path, *parts) == (
        ["2016-01-04/2016-01-04 Assembly", "2016-01-12/2016-01-12 Fair", "2016-01-18/2016-01-18 Assembly"],
        [],
    )


def test_events_of_one_time_stay_apart_by_their_titles(tmp_path: Path) -> None:
    parts = [event(f"SUMMARY:{name}", "DTSTART;VALUE=DATE:20160104", uid=name) for name in ("B", "A")]
    assert stretches_of(tmp_path, *parts) == (["2016-01-04/2016-01-04 A", "2016-01-04/2016-01-04 B"], [])


@pytest.mark.parametrize(
    ("summary", "title"),
    [
        (r"SUMMARY:Term\, autumn\; Year\n7 \\ 8", "Term, autumn; Year 7 \\ 8"),
        ("SUMMARY;LANGUAGE=en:Term: spring", "Term: spring"),
        ("SUMMARY:  Ysgol  yn \t dechrau ", "Ysgol yn dechrau"),
        ("SUMMARY:Te\r\n rm", "Term"),
        ("SUMMARY:" + 300 * "x", LONGEST_TITLE * "x"),
    ],
)
def test_a_title_is_one_line_of_plain_text(tmp_path: Path, summary: str, title: str) -> None:
    found, _ = stretches_of(tmp_path, event(summary, "DTSTART;VALUE=DATE:20160104"))
    assert found == [f"2016-01-04/2016-01-04 {title}"]


def test_cancelled_events_close_nothing(tmp_path: Path) -> None:
    parts = HALF_TERM, event("STATUS:CANCELLED", "DTSTART;VALUE=DATE:20160104", uid="gone")
    assert stretches_of(tmp_path, *parts) == (["2016-02-15/2016-02-19 Half term"], [])


def test_events_with_times_are_told_and_not_read(tmp_path: Path) -> None:
    parts = HALF_TERM, event("SUMMARY:Parents' evening", "DTSTART:20160302T180000", "DTEND:20160302T200000", uid="p")
    what = "“terms.ics” has 1 event with times of the day, and whole days are wanted (line 10, Wednesday 2 March 2016)"
    assert stretches_of(tmp_path, *parts) == (["2016-02-15/2016-02-19 Half term"], [f"{what}: it is not read"])
    for year, uid in (("20140302", "old"), ("20161102", "next")):
        other = event(f"DTSTART:{year}T180000", f"DTEND:{year}T200000", uid=uid)
        assert stretches_of(tmp_path, HALF_TERM, other) == (["2016-02-15/2016-02-19 Half term"], [])


def test_what_cannot_be_read_closes_its_day_and_is_told(tmp_path: Path) -> None:
    part = event("SUMMARY:Term", "DTSTART;VALUE=DATE:20160104", "DTEND:soon")
    what = "“terms.ics” has 1 event whose end cannot be read (line 3, Monday 4 January 2016): its day is closed"
    assert stretches_of(tmp_path, part) == (["2016-01-04/2016-01-04 Term"], [what])
    part = event("SUMMARY:Term", "DTSTART:soon", "DTEND:later")
    (message, outside) = stretches_of(tmp_path, part)[1]
    assert message == "“terms.ics” has 1 event whose day cannot be read (line 3): it makes no day closed"
    assert outside.startswith("no whole-day event of “terms.ics” lies in the calendar")


def test_days_before_the_calendar_count_only_where_notice_may_count_back_over_them(tmp_path: Path) -> None:
    parts = HALF_TERM, event("SUMMARY:Autumn", "DTSTART;VALUE=DATE:20151026", "DTEND;VALUE=DATE:20151031", uid="o")
    assert stretches_of(tmp_path, *parts)[0] == ["2016-02-15/2016-02-19 Half term"]
    before = "2015-10-26/2015-10-30 Autumn"
    assert stretches_of(tmp_path, *parts, non_working=True)[0] == [before, "2016-02-15/2016-02-19 Half term"]


def test_a_file_of_another_year_is_warned_of_once(tmp_path: Path) -> None:
    (tmp_path / "old.ics").write_bytes(calendar_file(event("DTSTART;VALUE=DATE:20120104")))
    found, faults, warnings = closed_stretches([ClosedRow(2, "old.ics"), ClosedRow(3, "old.ics")], tmp_path, SETTINGS)
    days = "from Sunday 1 November 2015 to Monday 31 October 2016"
    message = f"no whole-day event of “old.ics” lies in the calendar, {days}"
    assert (found, faults) == ({2: (), 3: ()}, [])
    assert warnings == [Fault("closed_dates", 2, "file", message, OF_THIS_YEAR)]


def test_files_are_guarded_as_busy_calendars_are(tmp_path: Path) -> None:
    (tmp_path / "page.ics").write_bytes(b"<html>")
    many = [event("DTSTART;VALUE=DATE:20160101", f"SUMMARY:{number}", uid=str(number)) for number in range(501)]
    (tmp_path / "many.ics").write_bytes(calendar_file(*many))
    files = ["none.ics", "../terms.ics", "page.ics", "many.ics"]
    rows = [ClosedRow(number, file) for number, file in enumerate(files, start=2)]
    found, faults, warnings = closed_stretches(rows, tmp_path, SETTINGS)
    assert (found, warnings) == ({}, [])
    assert [(fault.table, fault.row, fault.column) for fault in faults] == [
        ("closed_dates", number, "file") for number in (2, 3, 4, 5)
    ]
    assert [fault.remedy for fault in faults[:2]] == [PUT_BESIDE, PUT_BESIDE]
    message = f"“many.ics” has more than {MOST_STRETCHES} whole-day events in the days of this calendar"
    assert (faults[3].message, faults[3].remedy) == (message, EXPORT_LESS)
    assert PUT_RIGHT not in [fault.remedy for fault in faults]


def parsed(folder: Path, *closed: str) -> tuple[Problem, tuple[Fault, ...]]:
    found = raw(closed_dates=rows_of(*closed))
    return parse(RawInput(found.tables, folder, found.sha256))


def test_each_event_is_a_row_with_the_rows_strength(tmp_path: Path) -> None:
    nameless = event("DTSTART;VALUE=DATE:20160530", "DTEND;VALUE=DATE:20160604", uid="n")
    (tmp_path / "terms.ics").write_bytes(calendar_file(HALF_TERM, nameless))
    problem, warnings = parsed(tmp_path, "file=terms.ics | strength=avoid | applies_to=GB | non_working=yes")
    rest = ("avoid", ("GB",), True)
    half_term = ClosedDate(date(2016, 2, 15), date(2016, 2, 19), "Half term", *rest)
    assert problem.closed_dates == (half_term, ClosedDate(date(2016, 5, 30), date(2016, 6, 3), "terms.ics", *rest))
    assert (problem.busy_files, warnings) == (("terms.ics",), ())
    problem, _ = parsed(tmp_path, "file=terms.ics | reason=School holidays")
    assert [row.reason for row in problem.closed_dates] == ["Half term", "School holidays"]
    assert validated(problem)[0].closed_dates == problem.closed_dates


def test_days_beside_a_file_are_not_read_and_warned_of(tmp_path: Path) -> None:
    (tmp_path / "terms.ics").write_bytes(calendar_file(HALF_TERM))
    problem, warnings = parsed(tmp_path, "file=terms.ics | start_date=2016-01-04 | end_date=2016-01-05 | reason=School")
    assert [row.start_date for row in problem.closed_dates] == [date(2016, 2, 15)]
    assert [(one.column, one.message) for one in warnings] == [
        ("start_date", "start_date and end_date beside a file: its events give the days, and these are not read")
    ]


def test_a_file_that_is_not_there_shows_though_the_settings_are_wrong(tmp_path: Path) -> None:
    found = raw({"end_date": "soon"}, closed_dates=rows_of("file=terms.ics"))
    with pytest.raises(InputFaults) as refused:
        parse(RawInput(found.tables, tmp_path, found.sha256))
    places = [(fault.table, fault.row, fault.column) for fault in refused.value.faults]
    assert places == [("settings", 4, "value"), ("closed_dates", 2, "file")]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ("strength=open", ["start_date", "reason"]),
        ("reason=Recess", ["start_date"]),
        ("start_date=2016-01-04", ["reason"]),
        ("start_date=2016-01-04 | end_date=2016-01-03 | reason=Recess", ["end_date"]),
    ],
)
def test_a_closed_date_has_days_and_a_reason_or_a_file(cells: str, columns: list[str]) -> None:
    assert fault_places(closed_dates=rows_of(cells)) == [("closed_dates", 2, column) for column in columns]


@pytest.mark.parametrize(
    ("cells", "warned"),
    [
        ("start_date=2016-05-02 | strength=open", False),
        ("start_date=2016-04-25 | end_date=2016-05-02 | strength=open", False),
        ("start_date=2016-05-03 | strength=open", True),
        ("start_date=2014-05-05 | strength=open", True),
        ("start_date=2016-05-03 | strength=closed", False),
    ],
)
def test_a_row_that_reopens_no_public_holiday_is_warned_of(tmp_path: Path, cells: str, *, warned: bool) -> None:
    _, warnings = parsed(tmp_path, f"{cells} | reason=We meet")
    assert [one.column for one in warnings] == (["strength"] if warned else [])


@pytest.mark.parametrize(("start", "warned"), [("20160502", False), ("20160503", True)])
def test_a_file_that_reopens_no_public_holiday_is_warned_of(tmp_path: Path, start: str, *, warned: bool) -> None:
    (tmp_path / "open.ics").write_bytes(calendar_file(event(f"DTSTART;VALUE=DATE:{start}")))
    _, warnings = parsed(tmp_path, "file=open.ics | strength=open")
    assert [one.column for one in warnings] == (["strength"] if warned else [])
