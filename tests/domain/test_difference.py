import datetime as dt
from dataclasses import replace

import pytest

from scheduler.domain.difference import Change, difference
from scheduler.domain.plan import Attendance, Meeting, Plan

FIRST, LAST = dt.date(2026, 5, 1), dt.date(2027, 4, 30)
AUDIT = Meeting(
    "audit-1", "AUD", 1, dt.date(2026, 6, 4), 600, 720, "Town Hall", "CR1",
    attendance=(
        Attendance("ANN", "chair", voting=True, outcome="attends"),
        Attendance("BOB", "member", voting=True, outcome="substitute", substitute="CAT", reason="on leave"),
    ),
)  # fmt: skip
CABINET = Meeting("cabinet-1", "CAB", 1, dt.date(2026, 6, 2), 840, 960, "Town Hall", "CR2")


def plan(*meetings: Meeting) -> Plan:
    return Plan("Year", FIRST, LAST, meetings=meetings)


def test_difference_of_a_plan_and_itself_is_nothing() -> None:
    assert difference(plan(AUDIT, CABINET), plan(AUDIT, CABINET)) == ()


@pytest.mark.parametrize(
    ("now", "kind", "details"),
    [
        (replace(AUDIT, date=dt.date(2026, 6, 11)), "moved", ("date",)),
        (replace(AUDIT, start=630, end=750), "moved", ("time",)),
        (replace(AUDIT, end=750), "moved", ("time",)),
        (replace(AUDIT, room="CR2"), "moved", ("place",)),
        (replace(AUDIT, venue="Library"), "moved", ("place",)),
        (replace(AUDIT, status="confirmed"), "status", ("status",)),
        (replace(AUDIT, date=dt.date(2026, 6, 5), status="confirmed"), "moved", ("date", "status")),
    ],
)
def test_difference_of_one_meeting_says_what_differs(now: Meeting, kind: str, details: tuple[str, ...]) -> None:
    assert difference(plan(AUDIT), plan(now)) == (Change(kind, AUDIT, now, details),)


def test_difference_ignores_what_nobody_sees() -> None:
    now = replace(AUDIT, revision=3, changed="2026-05-01T00:00:00Z", attendance=())
    assert difference(plan(AUDIT), plan(now)) == ()


def test_difference_where_a_meeting_is_cancelled() -> None:
    now = replace(AUDIT, status="cancelled")
    assert difference(plan(AUDIT), plan(now)) == (Change("cancelled", AUDIT, now),)


def test_difference_where_a_meeting_is_gone() -> None:
    (change,) = difference(plan(AUDIT, CABINET), plan(CABINET))
    assert change == Change("cancelled", AUDIT, None)
    assert change.meeting == AUDIT


def test_difference_where_a_meeting_is_new() -> None:
    assert difference(plan(CABINET), plan(CABINET, AUDIT)) == (Change("new", None, AUDIT),)


def test_difference_where_a_cancelled_meeting_is_held_after_all() -> None:
    was = replace(AUDIT, status="cancelled")
    assert difference(plan(was), plan(AUDIT)) == (Change("new", was, AUDIT),)


def test_difference_where_a_meeting_stays_cancelled_is_nothing() -> None:
    was = replace(AUDIT, status="cancelled")
    assert difference(plan(was), plan(was)) == ()
    assert difference(plan(was), plan()) == ()
    assert difference(plan(), plan(was)) == ()


def test_difference_is_in_order_of_date() -> None:
    later = replace(AUDIT, date=dt.date(2026, 7, 1))
    found = difference(plan(AUDIT), plan(later, CABINET))
    assert [(change.kind, change.meeting.uid) for change in found] == [("new", "cabinet-1"), ("moved", "audit-1")]


def test_people_are_all_it_concerns_once_each() -> None:
    clerk = Attendance("DAN", "clerk", voting=False, outcome="attends")
    now = replace(AUDIT, date=dt.date(2026, 7, 1), attendance=(clerk,))
    (change,) = difference(plan(AUDIT), plan(now))
    assert change.people == ("ANN", "BOB", "CAT", "DAN")


def test_change_of_no_meeting_is_refused() -> None:
    with pytest.raises(ValueError, match="a change of no meeting"):
        _ = Change("moved", None, None).meeting
