"""Polling days, and rows about annual and budget meetings: what is contradictory in them."""

import pytest
from raw_council import body, faults_of, raw, rows_of, warning_places

from scheduler.reading.parsing import parse

FULL = {"bodies": [body(legal_kind="full_council")]}
ROW = "body=GB | title=Annual Meeting"
YEAR = {"start_date": "2027-05-07", "end_date": "2028-05-12", "polling_day": "2027-05-06"}
A_VALUE = ("settings", 5, "value")


def places(
    *rows: str, settings: dict[str, object] | None = None, **tables: list
) -> list[tuple[int | None, str | None]]:
    found = faults_of(raw({**YEAR, **(settings or {})}, fixed_meetings=rows_of(*rows), **{**FULL, **tables}))
    return [(fault.row, fault.column) for fault in found]


# -- polling days


@pytest.mark.parametrize(
    ("polling_day", "message"),
    [
        ("2016-05-05", None),
        ("2016-05-05; 2015-05-07", "the polling day Thursday 7 May 2015 settles nothing of the calendar"),
        ("2016-11-17", "the polling day Thursday 17 November 2016 settles nothing of the calendar"),
        ("2016-07-14", "Thursday 14 July 2016 is not the first Thursday in May, and is taken for a by-election"),
        ("2016-05-04", "Wednesday 4 May 2016 is not the first Thursday in May, and is taken for a by-election"),
    ],
)
def test_polling_days_that_settle_nothing_or_are_of_by_elections_are_warned_of(
    polling_day: str, message: str | None
) -> None:
    _, warnings = parse(raw({"polling_day": polling_day}))
    assert [one.message for one in warnings] == ([] if message is None else [message])


@pytest.mark.parametrize("polling_day", ["2027-05-06", "2028-06-01"])
def test_an_election_shortly_before_or_after_the_calendar_settles_its_days(polling_day: str) -> None:
    span = {"start_date": "2027-05-07", "end_date": "2028-04-20"}
    expected = [] if polling_day == "2027-05-06" else [A_VALUE]
    assert warning_places({**span, "polling_day": polling_day}) == expected
    assert warning_places({**span, "polling_day": "2028-05-04"}) == []


@pytest.mark.parametrize("polling_day", ["2031-05-01", "1975-02-20"])
def test_a_polling_day_beyond_the_known_years_is_a_fault(polling_day: str) -> None:
    (fault,) = faults_of(raw({"polling_day": f"2016-05-05; {polling_day}"}))
    assert (fault.table, fault.row, fault.column) == A_VALUE
    assert "is beyond what can be planned" in fault.message


def test_a_polling_day_that_cannot_be_read_is_one_fault() -> None:
    (fault,) = faults_of(raw({"polling_day": "soon"}))
    assert (fault.table, fault.row, fault.column) == A_VALUE


# -- annual and budget meetings


@pytest.mark.parametrize(
    "rows",
    [
        (ROW,),
        (ROW, ROW),
        (ROW, "body=GB | title=Budget"),
        (ROW, "body=GB | title=Annual Meeting | date=2027-05-19"),
        (f"{ROW} | date=2027-05-19", f"{ROW} | date=2027-05-19 | start=19:00"),
        (f"{ROW} | number=1 | date=2027-05-19", f"{ROW} | number=1 | start=19:00 | earliest=2027-05-11"),
        (f"{ROW} | date=2027-05-19", f"{ROW} | date=2028-05-10"),
        (f"{ROW} | date=2027-05-19", "body=GB | date=2027-05-26"),
    ],
)
def test_rows_about_one_annual_meeting_in_a_year_agree(rows: tuple[str, ...]) -> None:
    assert places(*rows) == []


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ((ROW, ROW, ROW), (4, "title")),
        ((f"{ROW} | date=2027-05-19", f"{ROW} | date=2027-05-26"), (3, "title")),
        ((f"{ROW} | date=2027-05-19", f"{ROW} | earliest=2027-05-20"), (3, "title")),
        (("body=GB | title=Budget", "body=GB | title=Budget"), (3, "title")),
    ],
)
def test_a_second_annual_meeting_in_a_year_is_a_contradiction(rows: tuple[str, ...], place: tuple[int, str]) -> None:
    assert places(*rows) == [place]


def test_an_annual_meeting_without_a_lawful_day_in_the_calendar_is_told_why() -> None:
    autumn = {"start_date": "2027-09-01", "end_date": "2028-02-12"}
    (fault,) = faults_of(raw({**YEAR, **autumn, "polling_day": None}, fixed_meetings=rows_of(ROW), **FULL))
    assert (fault.row, fault.column) == (2, "title")
    assert fault.message == "the calendar has no day left on which the law lets GB hold this meeting"
    assert places(ROW, settings={**autumn, "polling_day": None}, bodies=[body(legal_kind="committee")]) == []


def test_a_row_whose_date_cannot_be_read_is_one_fault() -> None:
    assert places(f"{ROW} | date=soon", ROW, ROW, ROW)[:1] == [(2, "date")]


def test_without_a_calendar_no_window_is_missed() -> None:
    assert places(ROW, settings={"start_date": None}) == [(None, "setting")]
