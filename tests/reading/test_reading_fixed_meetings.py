"""Rows about one meeting: what they say, and what contradicts itself in them."""

from datetime import date

import pytest
from raw_council import DAY, PERIODS, body, fault_places, problem_of, raw, rows_of

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.parsing import parse

IN_THE_DAY = {"bodies": [body(meeting_day="DAY", session="MORNING", meetings_min=None, meetings_max=None)], **DAY}


def faults_of(*rows: str, **tables: list) -> list[Fault]:
    with pytest.raises(InputFaults) as caught:
        parse(raw(fixed_meetings=rows_of(*rows), **tables))
    return list(caught.value.faults)


def test_every_column_of_a_row_is_read() -> None:
    problem = problem_of(
        fixed_meetings=rows_of(
            "body=gb | number=2 | title=Budget | earliest=2016-02-01 | latest=29/02/2016 | start=18:30 | room=cr1"
            " | duration_minutes=180 | waive=Notice; closed date | reason=The law's own date.",
            "body=GB | date=2016-01-07 | extra=yes | title=Extraordinary",
            "body=GB | number=3 | cancelled=yes",
        )
    )
    assert problem.fixed_meetings == (
        FixedMeeting(
            body="GB",
            number=2,
            title="Budget",
            earliest=date(2016, 2, 1),
            latest=date(2016, 2, 29),
            start=1110,
            room="CR1",
            duration_minutes=180,
            waive=("notice", "closed_date"),
            reason="The law's own date.",
        ),
        FixedMeeting(date(2016, 1, 7), body="GB", extra=True, title="Extraordinary"),
        FixedMeeting(body="GB", number=3, cancelled=True),
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("body=GB | start=10:00", "date"),
        ("body=GB | room=CR1 | reason=Nothing", "date"),
        ("body=GB | title=Off | cancelled=yes", "cancelled"),
        ("body=GB | number=5", "number"),
        ("body=GB | number=0", "number"),
        ("body=GB | earliest=2016-03-01 | latest=2016-02-28", "latest"),
        ("body=GB | earliest=2016-11-01", "earliest"),
        ("body=GB | latest=2015-10-31", "latest"),
        ("body=GB | date=2016-03-02 | latest=2016-03-01", "date"),
        ("body=GB | date=2016-03-02 | extra=yes | cancelled=yes", "cancelled"),
        ("body=GB | date=2016-03-02 | waive=notice", "reason"),
        ("body=GB | date=2016-03-02 | waive=noticed | reason=Why not", "waive"),
        ("body=GB | date=2016-03-02 | duration_minutes=0", "duration_minutes"),
        ("body=GB | date=2016-03-02 | start=23:00 | duration_minutes=60", "duration_minutes"),
    ],
)
def test_a_row_that_cannot_be_is_a_fault_at_its_cell(row: str, column: str) -> None:
    assert [(fault.table, fault.row, fault.column) for fault in faults_of(row)] == [("fixed_meetings", 2, column)]


@pytest.mark.parametrize(
    ("one", "two", "column"),
    [
        ("body=GB | number=2 | title=Budget", "body=GB | number=2 | title=Annual Meeting", "title"),
        ("body=GB | number=2 | date=2016-03-02", "body=GB | number=2 | date=2016-03-03", "date"),
        ("body=GB | number=2 | date=2016-03-02", "body=GB | number=2 | cancelled=yes", "cancelled"),
        ("body=GB | date=2016-03-02 | room=CR1", "body=GB | date=2016-03-02 | cancelled=yes", "cancelled"),
        ("body=GB | date=2016-03-02 | title=A", "body=GB | date=2016-03-02 | title=B", "title"),
    ],
)
def test_two_rows_about_one_meeting_may_not_contradict_each_other(one: str, two: str, column: str) -> None:
    assert [(fault.row, fault.column) for fault in faults_of(one, two)] == [(3, column)]


def test_each_row_is_held_against_all_before_it_but_those_that_say_the_same() -> None:
    rows = ("number=2 | title=A", "date=2016-03-02", "number=2 | title=A", "number=2 | title=B", "number=2 | title=A")
    dated = ("date=2016-03-03 | title=C", "number=3 | date=2016-03-03 | title=D")
    found = [(fault.row, fault.column, fault.message.split()[1]) for fault in faults_of(*rows_in_gb(*rows, *dated))]
    assert found == [(5, "title", "2"), (6, "title", "5"), (8, "title", "7")]


def rows_in_gb(*rows: str) -> list[str]:
    return [f"body=GB | {row}" for row in rows]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("body=GB | number=2 | title=Budget", "body=GB | number=2 | date=2016-03-02"),
        ("body=GB | date=2016-03-02 | start=10:00", "body=GB | date=2016-03-02 | start=14:00"),
        ("body=GB | date=2016-03-02 | number=1", "body=GB | date=2016-03-03 | number=2"),
    ],
)
def test_two_rows_may_say_more_of_one_meeting_or_be_about_two(one: str, two: str) -> None:
    assert len(problem_of(fixed_meetings=rows_of(one, two)).fixed_meetings) == 2


def test_a_rule_that_is_none_is_met_with_the_nearest() -> None:
    (fault,) = faults_of("body=GB | date=2016-03-02 | waive=notise | reason=The law's own date.")
    assert fault.message == "“notise” is no rule"
    assert fault.remedy == "Did you mean notice? Write a name of the table of rules in the README."


def test_a_number_counts_the_cadence_and_the_extras() -> None:
    rows = ("body=GB | date=2016-03-02 | extra=yes", "body=GB | number=5 | title=Last")
    assert len(problem_of(fixed_meetings=rows_of(*rows)).fixed_meetings) == 2
    (fault,) = faults_of(
        "body=GB | number=3", bodies=[body(per_period=1, meetings_min=None, meetings_max=None)], periods=PERIODS
    )
    assert fault.message == "GB has 2 meetings in the calendar, and this is number 3"


def test_a_body_of_a_meeting_day_has_no_extra_of_its_own() -> None:
    (fault,) = faults_of("body=GB | date=2016-03-02 | extra=yes", **IN_THE_DAY)
    assert (fault.column, fault.remedy) == ("extra", "Write DAY under meeting_day instead of the body.")
    (fault,) = faults_of("meeting_day=DAY | date=2016-03-02 | duration_minutes=60", **IN_THE_DAY)
    assert fault.message == "a meeting day lasts as long as its sessions"


def test_what_never_meets_may_have_an_extra() -> None:
    never = [body(meetings_min=None, meetings_max=None)]
    assert len(problem_of(bodies=never, fixed_meetings=rows_of("body=GB | extra=yes")).fixed_meetings) == 1
    assert fault_places(bodies=never, fixed_meetings=rows_of("body=GB | title=A")) == [("fixed_meetings", 2, "body")]
