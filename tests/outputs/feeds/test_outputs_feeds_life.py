"""A meeting from its planning to its end, as the body, a member and the public have it in their calendars."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import (
    body,
    calendar,
    council,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    project,
    room,
    session,
    theme,
)
from icalendar import Calendar
from outputs.feeds.a_life import Seen, planned, read_back, seen

from scheduler.domain.plan import CONFIRMED, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds import feeds, feeds_as_planned
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.plan_json import plan_bytes

OCTOBER, NOVEMBER, DECEMBER = "2015-10-01T09:00:00Z", "2015-11-02T09:00:00Z", "2015-12-01T09:00:00Z"
AT_FIRST, AGAIN, LATER = "10-01 09:00:00", "11-02 09:00:00", "12-01 09:00:00"
HWB, BOB, PUBLIC = "bodies/HWB.ics", "people/BOB.ics", "public.ics"
HEALTH, GROWTH = "Health Board", "Growth Board"
BOARDS = (
    body("HWB", name=HEALTH, open_to_public=True),
    body("GB", name=GROWTH),
    room("CR1", name="Committee Room 1"),
    room("CR2", name="Committee Room 2"),
    person("ANN", name="Councillor Ann"),
    person("BOB", name="Councillor Bob"),
    person("CAT", name="Councillor Cat"),
)
CHAIRS = (member("ANN", "HWB", "chair"), member("ANN", "GB", "chair"))
MEMBERS = (*CHAIRS, member("BOB", "HWB"))


def council_of(*memberships: object, **bodies: dict[str, object]) -> Problem:
    rows = [replace(row, **bodies.get(row.code, {})) for row in BOARDS]
    return council(*rows, *memberships)


PROBLEM = council_of(*MEMBERS)
DATES = (("HWB", "2015-11-19"), ("GB", "2015-12-03"), ("HWB", "2016-02-18"))


def plan_of(problem: Problem, moment: str, before: Plan | None = None, dates: object = DATES, **more: object) -> Plan:
    return planned(problem, moment, before, *(meeting(problem, of, on, **more) for of, on in dates))


@pytest.fixture
def first() -> Plan:
    return plan_of(PROBLEM, OCTOBER)


def confirmed(problem: Problem, before: Plan, moment: str = NOVEMBER) -> Plan:
    meetings = tuple(replace(one, status=CONFIRMED) for one in before.meetings)
    after = replace(before, meetings=meetings, generated=moment)
    return read_back(revised(replace(problem, baseline=before), after))


def test_a_planned_meeting_is_provisional(first: Plan) -> None:
    provisional = f"Provisional: {HEALTH}"
    of_hwb = {
        "HWB#1": Seen(provisional, "2015-11-19T10:00", 0, AT_FIRST),
        "HWB#2": Seen(provisional, "2016-02-18T10:00", 0, AT_FIRST),
    }
    assert [seen(PROBLEM, first, path) for path in (HWB, BOB, PUBLIC)] == [of_hwb] * 3


def test_a_plan_made_again_changes_nothing(first: Plan) -> None:
    again = plan_of(PROBLEM, NOVEMBER, first)
    assert feeds(PROBLEM, again) == feeds(PROBLEM, first)
    assert revised(PROBLEM, again) == again


def test_a_confirmed_meeting_is_revised_once(first: Plan) -> None:
    after = confirmed(PROBLEM, first)
    of_hwb = {
        "HWB#1": Seen(HEALTH, "2015-11-19T10:00", 1, AGAIN),
        "HWB#2": Seen(HEALTH, "2016-02-18T10:00", 1, AGAIN),
    }
    assert [seen(PROBLEM, after, path) for path in (HWB, BOB, PUBLIC)] == [of_hwb] * 3
    assert plan_bytes(confirmed(PROBLEM, after)) == plan_bytes(after)


def test_a_change_at_the_same_moment_still_moves_forward(first: Plan) -> None:
    after = confirmed(PROBLEM, first, OCTOBER)
    assert seen(PROBLEM, after, HWB)["HWB#1"] == Seen(HEALTH, "2015-11-19T10:00", 1, "10-01 09:00:01")


def test_a_moved_meeting_keeps_its_uid_and_leaves_the_others_alone(first: Plan) -> None:
    before = confirmed(PROBLEM, first)
    moved = plan_of(PROBLEM, DECEMBER, before, (("HWB", "2015-11-19"), ("GB", "2015-12-03"), ("HWB", "2016-02-25")))
    assert [one.uid for one in moved.meetings] == [one.uid for one in first.meetings]
    of_hwb = {
        "HWB#1": Seen(HEALTH, "2015-11-19T10:00", 1, AGAIN),
        "HWB#2": Seen(HEALTH, "2016-02-25T10:00", 2, LATER),
    }
    assert [seen(PROBLEM, moved, path) for path in (HWB, BOB, PUBLIC)] == [of_hwb] * 3


def test_a_cancelled_meeting_stays_until_its_date_has_passed(first: Plan) -> None:
    cancelled = plan_of(PROBLEM, NOVEMBER, confirmed(PROBLEM, first, OCTOBER), DATES[:2])
    of_hwb = {
        "HWB#1": Seen(HEALTH, "2015-11-19T10:00", 1, "10-01 09:00:01"),
        "HWB#2": Seen(f"CANCELLED: {HEALTH}", "2016-02-18T10:00", 2, AGAIN),
    }
    assert [seen(PROBLEM, cancelled, path) for path in (HWB, BOB, PUBLIC)] == [of_hwb] * 3
    written = feeds(PROBLEM, cancelled)[BOB].partition(b"CANCELLED: ")[2]
    assert b"\r\nSTATUS:CANCELLED\r\n" in written
    assert b"\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n" in written
    on_the_day = plan_of(PROBLEM, "2016-02-18T09:00:00Z", cancelled, DATES[:2])
    assert seen(PROBLEM, on_the_day, HWB)["HWB#2"] == of_hwb["HWB#2"]
    the_day_after = plan_of(PROBLEM, "2016-02-19T09:00:00Z", on_the_day, DATES[:2])
    assert list(seen(PROBLEM, the_day_after, HWB)) == ["HWB#1"]


def test_a_dissolved_body_keeps_its_name_while_its_meetings_are_cancelled(first: Plan) -> None:
    without = council(*(row for row in BOARDS if row.code != "GB"), *(one for one in MEMBERS if one.body != "GB"))
    after = plan_of(without, NOVEMBER, first, (DATES[0], DATES[2]))
    assert seen(without, after, "bodies/GB.ics") == {
        "GB#1": Seen(f"CANCELLED: {GROWTH}", "2015-12-03T10:00", 1, AGAIN),
    }
    again = plan_of(without, DECEMBER, after, (DATES[0], DATES[2]))
    assert feeds(without, again)["bodies/GB.ics"] == feeds(without, after)["bodies/GB.ics"]
    assert seen(without, after, HWB) == seen(PROBLEM, first, HWB)


def test_a_body_with_an_end_leaves_what_comes_after_cancelled(first: Plan) -> None:
    ending = council_of(*MEMBERS, HWB={"end_date": meeting(PROBLEM, "HWB", "2015-12-31").date})
    after = plan_of(ending, NOVEMBER, first, DATES[:2])
    assert seen(ending, after, PUBLIC) == {
        "HWB#1": Seen(f"Provisional: {HEALTH}", "2015-11-19T10:00", 0, AT_FIRST),
        "HWB#2": Seen(f"CANCELLED: {HEALTH}", "2016-02-18T10:00", 1, AGAIN),
    }


def test_who_joins_finds_the_meetings_and_nobody_else_sees_a_change(first: Plan) -> None:
    joined = council_of(*MEMBERS, member("CAT", "HWB"))
    assert list(seen(PROBLEM, first, "people/CAT.ics")) == ["No meetings at present"]
    after = plan_of(joined, NOVEMBER, first)
    assert list(seen(joined, after, "people/CAT.ics")) == ["HWB#1", "HWB#2"]
    before, now = feeds(PROBLEM, first), feeds(joined, after)
    assert [path for path in before if before[path] != now[path]] == ["people/CAT.ics", "busy/CAT.ics"]


def test_who_leaves_loses_the_meetings_and_nobody_else_sees_a_change(first: Plan) -> None:
    left = council_of(*CHAIRS)
    after = plan_of(left, NOVEMBER, first)
    assert seen(left, after, BOB) == {
        "No meetings at present": Seen("No meetings at present", "2015-11-01", 0, AT_FIRST)
    }
    before, now = feeds(PROBLEM, first), feeds(left, after)
    assert [path for path in before if before[path] != now[path]] == [BOB, "busy/BOB.ics"]


def test_who_leaves_and_comes_back_in_another_part_sees_that_as_a_change(first: Plan) -> None:
    gone = plan_of(council_of(*CHAIRS), OCTOBER, first)
    back = council_of(*CHAIRS, member("BOB", "HWB", "adviser"))
    after = plan_of(back, OCTOBER, gone)
    assert seen(back, after, BOB)["HWB#1"].stamp == "10-01 09:00:02"
    assert seen(back, after, HWB) == seen(PROBLEM, first, HWB)
    as_before = plan_of(PROBLEM, OCTOBER, gone)
    later = {name: one._replace(stamp="10-01 09:00:02") for name, one in seen(PROBLEM, first, BOB).items()}
    assert seen(PROBLEM, as_before, BOB) == later


def test_who_leaves_at_a_date_keeps_what_is_before_it(first: Plan) -> None:
    left = council_of(*CHAIRS, replace(MEMBERS[-1], end_date=meeting(PROBLEM, "HWB", "2015-12-31").date))
    after = plan_of(left, NOVEMBER, first)
    assert list(seen(left, after, BOB)) == ["HWB#1"]
    assert seen(left, after, BOB)["HWB#1"] == seen(PROBLEM, first, BOB)["HWB#1"]


def test_apologies_move_the_moment_in_the_members_own_feed_only(first: Plan) -> None:
    dates = [meeting(PROBLEM, of, on) for of, on in DATES]
    away = planned(PROBLEM, NOVEMBER, first, meeting(PROBLEM, "HWB", "2015-11-19", apologies=["BOB"]), *dates[1:])
    before, now = feeds(PROBLEM, first), feeds(PROBLEM, away)
    assert [path for path in before if before[path] != now[path]] == [BOB, "busy/BOB.ics"]
    assert seen(PROBLEM, away, BOB) == {
        "HWB#1": Seen(f"Provisional: {HEALTH}", "2015-11-19T10:00", 0, AGAIN),
        "HWB#2": Seen(f"Provisional: {HEALTH}", "2016-02-18T10:00", 0, AT_FIRST),
    }
    next_day = "2015-11-03T09:00:00Z"
    assert feeds(PROBLEM, planned(PROBLEM, next_day, away, away.meetings[0], *dates[1:])) == now
    back = planned(PROBLEM, next_day, away, *dates)
    assert seen(PROBLEM, back, BOB)["HWB#1"].stamp == "11-03 09:00:00"
    assert seen(PROBLEM, back, HWB) == seen(PROBLEM, first, HWB)


def test_who_has_no_part_in_a_meeting_any_more_sees_that_as_a_change(first: Plan) -> None:
    dates = [meeting(PROBLEM, of, on) for of, on in DATES]
    left_out = tuple(row for row in dates[0].attendance if row.person != "BOB")
    after = planned(PROBLEM, NOVEMBER, first, replace(dates[0], attendance=left_out), *dates[1:])
    assert seen(PROBLEM, after, BOB)["HWB#1"] == Seen(f"Provisional: {HEALTH}", "2015-11-19T10:00", 0, AGAIN)
    assert seen(PROBLEM, after, HWB) == seen(PROBLEM, first, HWB)


def test_what_has_been_held_stays_as_it_was_told(first: Plan) -> None:
    dates = [meeting(PROBLEM, of, on) for of, on in DATES]
    away = planned(PROBLEM, NOVEMBER, first, meeting(PROBLEM, "HWB", "2015-11-19", apologies=["BOB"]), *dates[1:])
    assert feeds(PROBLEM, planned(PROBLEM, DECEMBER, away, *dates)) == feeds(PROBLEM, away)


def test_the_moment_moves_for_a_member_though_their_own_part_moved_a_second_before(first: Plan) -> None:
    dates = [meeting(PROBLEM, of, on) for of, on in DATES]
    away = planned(PROBLEM, OCTOBER, first, meeting(PROBLEM, "HWB", "2015-11-19", apologies=["BOB"]), *dates[1:])
    assert seen(PROBLEM, away, BOB)["HWB#1"].stamp == "10-01 09:00:01"
    moved = meeting(PROBLEM, "HWB", "2015-11-20", apologies=["BOB"])
    moved = planned(PROBLEM, OCTOBER, away, moved, *dates[1:])
    assert [seen(PROBLEM, moved, path)["HWB#1"].stamp for path in (BOB, HWB)] == ["10-01 09:00:02"] * 2


def test_a_deputy_is_told_and_the_member_too() -> None:
    problem = council_of(*CHAIRS, replace(MEMBERS[-1], substitutes=("CAT",)))
    first = plan_of(problem, OCTOBER)
    after = plan_of(problem, NOVEMBER, first, substitutes={"BOB": "CAT"})
    assert [seen(problem, after, path)["HWB#1"].stamp for path in (HWB, BOB, "people/CAT.ics")] == [
        AT_FIRST, AGAIN, AT_FIRST,
    ]  # fmt: skip
    renamed = replace(problem, people={**problem.people, "CAT": person("CAT", name="Councillor Katherine")})
    again = plan_of(renamed, DECEMBER, after, substitutes={"BOB": "CAT"})
    assert [seen(renamed, again, path)["HWB#1"].stamp for path in (HWB, BOB, "people/CAT.ics")] == [
        AT_FIRST, LATER, AT_FIRST,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "revision", "title"),
    [
        ({"HWB": {"name": "Wellbeing Board"}}, 1, "Provisional: Wellbeing Board"),
        ({"CR1": {"name": "The Green Room"}}, 1, f"Provisional: {HEALTH}"),
        ({"CR1": {"venue": "Library"}}, 1, f"Provisional: {HEALTH}"),
        ({"HWB": {"attendance_mode": "hybrid"}}, 0, f"Provisional: {HEALTH}"),
        ({"CR2": {"name": "Another room"}}, None, None),
    ],
)
def test_words_that_are_shown_count_and_others_do_not(
    first: Plan, changes: dict[str, dict[str, object]], revision: int | None, title: str | None
) -> None:
    problem = council_of(*MEMBERS, **changes)
    after = plan_of(problem, NOVEMBER, first)
    if revision is None:
        assert seen(problem, after, HWB) == seen(PROBLEM, first, HWB)
    else:
        assert seen(problem, after, HWB)["HWB#1"] == Seen(title, "2015-11-19T10:00", revision, AGAIN)
        exported = read_back(revised(problem, replace(first, generated=NOVEMBER)))
        if "venue" not in changes.get("CR1", {}):
            assert seen(problem, exported, HWB) == seen(problem, after, HWB)
    assert revised(problem, after) == after


def test_a_plan_without_fingerprints_is_taken_as_it_stands(first: Plan) -> None:
    bare = replace(first, shown={})
    renamed = council_of(*MEMBERS, HWB={"name": "Wellbeing Board"})
    after = plan_of(renamed, NOVEMBER, bare)
    assert seen(renamed, after, HWB)["HWB#1"] == Seen("Provisional: Wellbeing Board", "2015-11-19T10:00", 0, AT_FIRST)
    moved = plan_of(PROBLEM, NOVEMBER, bare, (("HWB", "2015-11-20"), *DATES[1:]))
    assert seen(PROBLEM, moved, BOB)["HWB#1"] == Seen(f"Provisional: {HEALTH}", "2015-11-20T10:00", 1, AGAIN)


def test_past_meetings_stay_for_half_a_year(first: Plan) -> None:
    last_day = plan_of(PROBLEM, "2016-05-17T09:00:00Z", first)
    assert list(seen(PROBLEM, last_day, HWB)) == ["HWB#1", "HWB#2"]
    day_after = plan_of(PROBLEM, "2016-05-18T09:00:00Z", first)
    assert list(seen(PROBLEM, day_after, HWB)) == ["HWB#2"]
    assert f"meetings/{first.meetings[0].uid}.ics" not in feeds(PROBLEM, day_after)
    assert feeds_as_planned(PROBLEM, day_after)[HWB].count(b"BEGIN:VEVENT") == 2


NEXT_YEAR = {"start_date": "2016-11-01", "end_date": "2017-10-31"}


def test_last_years_meetings_stay_until_they_are_half_a_year_old(first: Plan) -> None:
    following = replace(PROBLEM, settings=council(**NEXT_YEAR).settings)
    dates = (("HWB", "2016-11-17"),)
    after = plan_of(following, "2016-03-01T09:00:00Z", first, dates)
    assert [(one.name, one.revision) for one in after.meetings] == [("HWB#3", 0)]
    assert seen(following, after, BOB) == {
        **seen(PROBLEM, first, BOB),
        "HWB#3": Seen(f"Provisional: {HEALTH}", "2016-11-17T10:00", 0, "03-01 09:00:00"),
    }
    assert list(seen(following, after, "all.ics")) == ["HWB#1", "GB#1", "HWB#2", "HWB#3"]
    assert feeds_as_planned(following, after)["all.ics"].count(b"BEGIN:VEVENT") == 1
    last_day = plan_of(following, "2016-05-17T09:00:00Z", after, dates)
    assert list(seen(following, last_day, BOB)) == ["HWB#1", "HWB#2", "HWB#3"]
    later = plan_of(following, "2016-05-18T09:00:00Z", last_day, dates)
    assert list(seen(following, later, BOB)) == ["HWB#2", "HWB#3"]
    assert plan_of(following, "2016-11-01T09:00:00Z", later, dates).earlier == ()


def test_last_years_cancelled_meeting_is_there_until_its_date_has_passed(first: Plan) -> None:
    cancelled = plan_of(PROBLEM, NOVEMBER, first, DATES[:2])
    following = replace(PROBLEM, settings=council(**NEXT_YEAR).settings)
    before = plan_of(following, "2016-02-01T09:00:00Z", cancelled, ())
    assert [one.name for one in before.earlier[0].meetings] == ["HWB#1", "GB#1", "HWB#2"]
    on_the_day = plan_of(following, "2016-02-18T09:00:00Z", before, ())
    assert list(seen(following, on_the_day, HWB)) == ["HWB#1", "HWB#2"]
    after = plan_of(following, "2016-02-19T09:00:00Z", on_the_day, ())
    assert [one.name for one in after.earlier[0].meetings] == ["HWB#1", "GB#1"]


DAY = (
    body("HWB", name=HEALTH, meeting_day="DAY", session="AM"),
    member("ANN", "HWB", "chair"),
    meeting_day(name="Partnership Day"),
    session(),
    session("LUNCH"),
    room(),
    room("CR2"),
    theme("HEALTH", title="Health"),
    theme("WORK", title="Work"),
)
DAY_TITLE, LUNCH = "Provisional: Partnership Day", "Provisional: Lunch: Theme {}"


def test_a_meeting_day_and_its_lunch_are_each_revised_for_what_they_show() -> None:
    problem = council(*DAY)

    def plan(moment: str, before: Plan | None, problem: Problem = problem, **more: object) -> Plan:
        held = meeting(problem, "HWB")
        return planned(problem, moment, before, held, occurrence(problem, **{"theme": "HEALTH", **more}))

    first = plan(OCTOBER, None)
    lunch = "Provisional: Lunch: Health"
    assert seen(problem, first, HWB) == {
        DAY_TITLE: Seen(DAY_TITLE, "2015-11-19", 0, AT_FIRST),
        "HWB#1": Seen(f"Provisional: {HEALTH}", "2015-11-19T09:00", 0, AT_FIRST),
        lunch: Seen(lunch, "2015-11-19T12:30", 0, AT_FIRST),
    }
    elsewhere = plan(NOVEMBER, first, lunch_room="CR2")
    assert seen(problem, elsewhere, HWB) == {
        **seen(problem, first, HWB),
        lunch: Seen(lunch, "2015-11-19T12:30", 1, AGAIN),
    }
    renamed = replace(problem, themes={**problem.themes, "HEALTH": theme("HEALTH", title="Good health")})
    found = seen(renamed, plan(DECEMBER, elsewhere, renamed, lunch_room="CR2"), HWB)
    assert found == {
        "HWB#1": seen(problem, first, HWB)["HWB#1"],
        DAY_TITLE: Seen(DAY_TITLE, "2015-11-19", 0, LATER),
        "Provisional: Lunch: Good health": Seen("Provisional: Lunch: Good health", "2015-11-19T12:30", 2, LATER),
    }
    approved = seen(problem, confirmed(problem, first), HWB)
    assert [one[2:] for one in approved.values()] == [(1, AGAIN)] * 3


def test_last_years_meeting_day_stays_with_its_own_uid() -> None:
    problem = council(*DAY)
    first = planned(problem, OCTOBER, None, meeting(problem, "HWB"), occurrence(problem, theme="HEALTH"))
    following = council(*DAY, **NEXT_YEAR)
    held = meeting(following, "HWB", "2016-11-17"), occurrence(following, on="2016-11-17", theme="WORK")
    after = planned(following, "2016-03-01T09:00:00Z", first, *held)
    kept = feeds(problem, first)["meeting-days/DAY.ics"].partition(b"BEGIN:VEVENT")[2].partition(b"END:VCALENDAR")[0]
    assert kept in feeds(following, after)["meeting-days/DAY.ics"]
    assert feeds(following, after)["meeting-days/DAY.ics"].count(b"BEGIN:VEVENT") == 6


@pytest.mark.parametrize(("today", "kept"), [("2015-11-19", []), ("2015-11-20", [dt.date(2015, 11, 19)])])
def test_what_a_new_plan_leaves_out_is_kept_as_held_once_its_date_has_passed(today: str, kept: list[dt.date]) -> None:
    problem = council(*DAY, body())
    before = planned(problem, OCTOBER, None, meeting(problem, "HWB"), meeting(problem, "GB"), occurrence(problem))
    after = revised(replace(problem, baseline=before), calendar(problem, generated=f"{today}T09:00:00Z"))
    assert [[one.date for one in year.meetings] for year in after.earlier] == [kept * 2] * len(kept)
    assert [one.date for year in after.earlier for one in year.occurrences] == kept


@pytest.mark.parametrize(
    ("first_day", "last_day", "kept"),
    [
        ("2015-11-20", "2016-10-31", True),
        ("2015-11-19", "2016-10-31", False),
        ("2014-11-01", "2015-11-19", False),
        ("2014-11-01", "2015-11-18", True),
    ],
)
def test_what_is_ahead_is_kept_of_another_calendar_where_this_one_has_not_its_date(
    first_day: str, last_day: str, *, kept: bool
) -> None:
    problem = council(*DAY)
    before = planned(problem, OCTOBER, None, meeting(problem, "HWB"), occurrence(problem))
    other = council(*DAY, start_date=first_day, end_date=last_day)
    after = revised(replace(other, baseline=before), calendar(other, generated="2015-10-02T09:00:00Z"))
    left = [(len(year.meetings), len(year.occurrences)) for year in after.earlier]
    assert left == ([(1, 1)] if kept else [])


def test_a_report_is_due_from_the_first_day_of_the_calendar_to_the_last_and_goes_to_the_meeting_of_its_day() -> None:
    due = ("2015-10-31", "2015-11-01", "2015-11-19", "2016-10-31", "2016-11-01")
    problem = council(*BOARDS, *MEMBERS, project("CARE", "HWB", *due))
    feed = Calendar.from_ical(feeds(problem, plan_of(problem, OCTOBER))["deadlines.ics"])
    found = {str(one["DTSTART"].dt): str(one.get("DESCRIPTION")) for one in feed.events}
    assert found == {
        "2015-11-01": f"No meeting of {HEALTH} can hear it by then.",
        "2015-11-19": f"It goes to {HEALTH} on Thursday 19 November 2015 at 10:00.",
        "2016-10-31": f"It goes to {HEALTH} on Thursday 18 February 2016 at 10:00.",
    }


def test_a_deadline_moves_with_its_meeting() -> None:
    problem = council_of(*MEMBERS, HWB={"notice_clear_days": 5})
    first = plan_of(problem, OCTOBER)
    after = plan_of(problem, NOVEMBER, first, (("HWB", "2015-11-20"), *DATES[1:]))
    before, now = (seen(problem, plan, "deadlines.ics") for plan in (first, after))
    assert {name: one[1:] for name, one in before.items()} == {
        f"Provisional: Reports due: {HEALTH}": ("2016-02-09", 0, AT_FIRST),
        f"Provisional: Publish agenda: {HEALTH}": ("2016-02-10", 0, AT_FIRST),
        f"Provisional: Notice expires: {HEALTH}": ("2016-02-17", 0, AT_FIRST),
    }
    assert now == before
    written = feeds(problem, after)["deadlines.ics"]
    assert written.count(b"SEQUENCE:1") == 3
    assert written.count(b"SEQUENCE:0") == 3


def test_what_is_left_of_last_year_is_named_as_it_was_though_the_input_holds_it_no_more() -> None:
    noticed = {"HWB": {"notice_clear_days": 5}}
    problem = council_of(*MEMBERS, **noticed)
    first = plan_of(problem, OCTOBER)
    rows = [row for row in BOARDS if row.code not in ("HWB", "CR1")]
    following = council(*rows, *(one for one in MEMBERS if one.body != "HWB"), **NEXT_YEAR)
    after = plan_of(following, "2016-02-01T09:00:00Z", first, ())
    before, now = feeds(problem, first), feeds(following, after)
    placed = [path for path in (HWB, BOB) if b"LOCATION:Committee Room 1\\, Town Hall\r\n" in now[path]]
    assert placed == [HWB, BOB]
    assert list(seen(following, after, BOB)) == ["HWB#1", "HWB#2"]
    assert [one.title for one in seen(following, after, HWB).values()] == [f"Provisional: {HEALTH}"] * 2
    assert now["deadlines.ics"].count(b"Notice expires: Health Board") == before["deadlines.ics"].count(b"Notice")


def created(problem: Problem, plan: Plan) -> set[bytes]:
    return {
        line for feed in feeds(problem, plan).values() for line in feed.splitlines() if line.startswith(b"CREATED:")
    }


def test_an_event_was_made_when_it_was_first_shown_whatever_becomes_of_it(first: Plan) -> None:
    at_first = created(PROBLEM, first)
    assert at_first == {b"CREATED:20151001T090000Z"}
    after = confirmed(PROBLEM, plan_of(PROBLEM, NOVEMBER, first, dates=(("HWB", "2015-11-20"), *DATES[1:])))
    assert created(PROBLEM, after) == at_first


def test_a_plan_of_an_older_version_tells_of_its_events_what_it_knows(first: Plan) -> None:
    older = replace(first, shown={uid: replace(shown, created="") for uid, shown in first.shown.items()})
    assert created(PROBLEM, confirmed(PROBLEM, older)) == {b"CREATED:20151001T090000Z"}


def test_a_public_event_names_the_page_where_it_stands_and_no_other_does(first: Plan) -> None:
    found = feeds(PROBLEM, first, page="https://x.org/index.html")
    urls = [line for line in found[PUBLIC.removeprefix("feeds/")].splitlines() if line.startswith(b"URL:")]
    assert urls == [b"URL:https://x.org/index.html#month-2015-11", b"URL:https://x.org/index.html#month-2016-02"]
    assert b"URL:" not in found["deadlines.ics"]


def sequences(problem: Problem, plan: Plan) -> dict[str, tuple[int, str]]:
    """Return the revision and the moment of every event in any feed."""
    found = {}
    for feed in feeds(problem, plan).values():
        for event in Calendar.from_ical(feed).events:
            found[str(event["UID"])] = int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt.isoformat()
    return found


def test_what_was_gone_and_comes_back_never_goes_backwards(first: Plan) -> None:
    without = plan_of(PROBLEM, NOVEMBER, first, dates=DATES[:1])
    again = plan_of(PROBLEM, DECEMBER, without, dates=(DATES[0], ("HWB", "2016-02-19")))
    sent: dict[str, tuple[int, str]] = {}
    for plan in (first, without, again):
        now = sequences(PROBLEM, plan)
        assert {uid: (sent[uid], now[uid]) for uid in now if uid in sent and now[uid] < sent[uid]} == {}
        sent |= now
    assert [one.date.isoformat() for one in again.live if one.body == "HWB"] == ["2015-11-19", "2016-02-19"]


def test_a_meeting_that_the_calendar_had_forgotten_comes_back_revised(first: Plan) -> None:
    forgotten = replace(first, meetings=first.meetings[:1], generated=NOVEMBER)
    back = revised(replace(PROBLEM, baseline=forgotten), replace(first, generated=DECEMBER))
    assert [meeting.revision for meeting in back.meetings] == [0, 1, 1]


def test_a_meeting_that_was_held_keeps_the_day_its_reports_were_due(first: Plan) -> None:
    held = tuple(
        replace(one, report_due=dt.date(2015, 11, 2), agenda_deadline=dt.date(2015, 11, 3)) for one in first.meetings
    )
    before = replace(first, meetings=held)
    problem = replace(PROBLEM, baseline=before, as_of="2015-12-20T09:00:00Z")
    again = revised(problem, replace(before, generated=DECEMBER))
    assert [one.report_due for one in again.meetings][:2] == [dt.date(2015, 11, 2)] * 2
