"""A table made by hand as an edition of the calendar that stands, and the newest of what several calendars hold."""

from dataclasses import replace
from datetime import date

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session, theme

from scheduler.commands.baselines import is_of_authority, laid_over, newest
from scheduler.domain.plan import Meeting, Plan, Shown
from scheduler.domain.uids import meeting_uid
from scheduler.reading.plans.values import ReadPlan

PROBLEM = council(
    body("GB", aliases=("OLD",)), body("TP", meeting_day="DAY", session="AM"), meeting_day(), session("AM"),
    session("LUNCH"), member("ANN", "GB"), room("CR1", venue="Town Hall"), room("CR2", venue="Annexe"), theme("AIR"),
)  # fmt: skip
MOMENT = "2015-10-01T09:00:00Z"
BEFORE_ALL = date(2015, 11, 1)


def of_ours(*held: Meeting) -> Plan:
    """Return a calendar whose meetings bear this authority's uids."""
    found = calendar(PROBLEM, *held, occurrence(PROBLEM, on="2015-12-03", theme="AIR"), generated=MOMENT)
    meetings = (replace(one, uid=meeting_uid(PROBLEM, one.body, one.sequence)) for one in found.meetings)
    return replace(found, meetings=tuple(meetings))


STANDING = of_ours(
    meeting(PROBLEM, "GB", "2015-11-19", status="confirmed", revision=2, changed=MOMENT),
    meeting(PROBLEM, "GB", "2016-01-14", revision=1, changed=MOMENT),
    meeting(PROBLEM, "GB", "2016-02-11", status="cancelled", revision=1, changed=MOMENT),
    meeting(PROBLEM, "TP", "2015-12-03"),
)


def table(*rows: Meeting, has_numbers: bool, has_rooms: bool = True) -> ReadPlan:
    """Return a table, as it is read: without attendance, numbered in order of date where it has no numbers."""
    found = calendar(PROBLEM, *(replace(one, attendance=()) for one in rows))
    days = [replace(one, date=row.date) for row in rows if row.body == "TP" for one in STANDING.occurrences]
    plan = replace(found, occurrences=tuple(replace(one, theme=None, lunch=None) for one in days))
    return ReadPlan(plan, has_attendance=False, has_rooms=has_rooms, has_numbers=has_numbers)


def edition(read: ReadPlan, today: date = BEFORE_ALL) -> dict[str, tuple[str, str, int]]:
    """Return date, status and revision of each meeting of a table laid over the calendar that stands."""
    found = laid_over(PROBLEM, read, STANDING, today)
    assert {one.uid for one in found.meetings} >= {one.uid for one in STANDING.meetings}
    return {one.name: (one.date.isoformat(), one.status, one.revision) for one in found.meetings}


def test_a_meeting_that_stands_in_both_keeps_what_the_table_does_not_say() -> None:
    rows = (replace(one, date=day("2015-11-26") if one.name == "GB#1" else one.date) for one in STANDING.meetings)
    found = laid_over(PROBLEM, table(*rows, has_numbers=True), STANDING, BEFORE_ALL)
    first = STANDING.meetings[0]
    assert found.meetings[0] == replace(first, date=day("2015-11-26"), agenda_deadline=None)
    assert found.meetings[1:] == STANDING.meetings[1:]
    assert (found.occurrences, found.shown, found.generated) == (STANDING.occurrences, {}, MOMENT)


@pytest.mark.parametrize("has_numbers", [True, False])
def test_rows_are_matched_by_their_numbers_or_by_their_dates(*, has_numbers: bool) -> None:
    moved = [meeting(PROBLEM, "GB", "2015-11-26", sequence=1), meeting(PROBLEM, "GB", "2016-01-14", sequence=2)]
    found = edition(table(*moved, meeting(PROBLEM, "TP", "2015-12-03"), has_numbers=has_numbers))
    assert found == {
        "GB#1": ("2015-11-26", "confirmed", 2),
        "GB#2": ("2016-01-14", "provisional", 1),
        "GB#3": ("2016-02-11", "cancelled", 1),
        "TP#1": ("2015-12-03", "provisional", 0),
    }


@pytest.mark.parametrize("has_numbers", [True, False])
def test_a_row_that_says_cancelled_cancels_that_meeting(*, has_numbers: bool) -> None:
    rows = [
        meeting(PROBLEM, "GB", "2015-11-19", sequence=1, status="cancelled"),
        meeting(PROBLEM, "GB", "2016-01-14", sequence=2, status="confirmed"),
        meeting(PROBLEM, "GB", "2016-03-10", sequence=4),
        meeting(PROBLEM, "TP", "2015-12-03"),
    ]
    found = edition(table(*rows, has_numbers=has_numbers))
    assert [found[name] for name in ("GB#1", "GB#2", "GB#4")] == [
        ("2015-11-19", "cancelled", 2),
        ("2016-01-14", "confirmed", 1),
        ("2016-03-10", "provisional", 0),
    ]


def test_what_the_table_leaves_out_is_cancelled_unless_it_has_been_held() -> None:
    rows = [meeting(PROBLEM, "TP", "2015-12-03")]
    found = edition(table(*rows, has_numbers=True), date(2015, 12, 1))
    assert (found["GB#1"], found["GB#2"]) == (("2015-11-19", "confirmed", 2), ("2016-01-14", "cancelled", 1))


def test_a_table_without_rooms_leaves_the_rooms_as_they_are() -> None:
    rows = [replace(one, room=None, venue=None) for one in STANDING.meetings]
    found = laid_over(PROBLEM, table(*rows, has_numbers=True, has_rooms=False), STANDING, BEFORE_ALL)
    assert [one.room for one in found.meetings] == [one.room for one in STANDING.meetings]


def test_a_meeting_day_moves_with_its_meetings_and_keeps_its_theme() -> None:
    rows = [one for one in STANDING.meetings if one.body == "GB"]
    found = laid_over(
        PROBLEM, table(*rows, meeting(PROBLEM, "TP", "2015-12-10"), has_numbers=True), STANDING, BEFORE_ALL
    )
    assert [(one.date.day, one.theme) for one in found.occurrences] == [(10, "AIR")]


def test_the_newest_of_each_meeting_and_event_is_taken() -> None:
    def shown(revision: int, changed: str) -> Shown:
        return Shown("", "", "0" * 16, "0" * 16, revision, changed)

    def with_revisions(plan: Plan, *revisions: int) -> Plan:
        meetings = (replace(one, revision=new) for one, new in zip(plan.meetings, revisions, strict=True))
        return replace(plan, meetings=tuple(meetings))

    one = replace(with_revisions(STANDING, 1, 5, 0, 0), shown={"a": shown(2, "x"), "b": shown(0, "y")})
    other = replace(with_revisions(STANDING, 3, 2, 0, 0), shown={"a": shown(1, "z"), "b": shown(0, "z")})
    other = replace(other, meetings=tuple(replace(m, room="CR2") for m in other.meetings))
    found = newest(one, other)
    assert [(m.revision, m.room) for m in found.meetings] == [(3, "CR2"), (5, "CR1"), (0, "CR1"), (0, "CR1")]
    assert (found.shown["a"].revision, found.shown["b"].changed) == (2, "z")
    assert newest(one) == one


def test_what_only_another_calendar_holds_is_kept_beside() -> None:
    other = of_ours(*STANDING.meetings[:2], meeting(PROBLEM, "GB", "2016-04-14", sequence=9))
    found = newest(STANDING, other)
    assert found.meetings == STANDING.meetings
    assert [one.date.isoformat() for year in found.earlier for one in year.meetings] == ["2016-04-14"]


def test_an_authority_is_known_by_the_uids_of_its_meetings() -> None:
    other = council(body("GB"), authority="Othertown")
    assert is_of_authority(PROBLEM, STANDING)
    assert not is_of_authority(other, STANDING)
    assert is_of_authority(other, replace(STANDING, meetings=()))
    of_old = replace(STANDING.meetings[0], body="GB", uid=meeting_uid(PROBLEM, "OLD", 1))
    assert is_of_authority(PROBLEM, replace(STANDING, meetings=(of_old,)))
