"""Thornshire's reorganisation: each council ends, begins and is asked the law by itself, and feeds go on."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from builders import calendar, meeting

from scheduler.domain.attendance_register import PRESENT, AttendanceRegister, Mark
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.law.warnings import warnings
from scheduler.outputs.feeds import feeds, feeds_as_planned
from scheduler.outputs.feeds.year import YearEvents, revised
from scheduler.outputs.pages.meetings import listing
from scheduler.outputs.pages.planner import Year
from scheduler.outputs.who_came.six_months import six_months
from scheduler.outputs.workbook.by_body import by_body_sheet
from scheduler.outputs.workbook.cover import cover_sheet
from scheduler.outputs.workbook.meetings import meetings_sheet
from scheduler.reading.imports.next_year import next_year
from scheduler.reading.parsing import read_with_rows

INPUT = Path(__file__).parents[2] / "inputs" / "reorganisation-2027-28"
HELD = (
    ("JC-JOINT", "2027-04-20"), ("NTC-COUNCIL", "2027-05-18"), ("LIN-PLANNING", "2028-03-09"),
    ("PLANNING", "2028-03-08"), ("LIN-COUNCIL", "2028-03-14"), ("NTC-PLANNING", "2028-04-12"),
)  # fmt: skip


@pytest.fixture(scope="module")
def problem() -> Problem:
    return read_with_rows(INPUT)[0]


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Plan:
    held = (meeting(problem, code, on=day, start="10:00", end="12:00", room="CA") for code, day in HELD)
    return calendar(problem, *held)


def found(problem: Problem, plan: Plan | None, matter: str) -> list[str]:
    return [one.message for one in warnings(problem, plan) if one.matter == matter]


def with_meeting(problem: Problem, plan: Plan, code: str, day: str, **fields: str) -> Plan:
    return replace(
        plan, meetings=(*plan.meetings, meeting(problem, code, on=day, start="10:00", end="12:00", **fields))
    )


def test_the_law_of_each_council_has_nothing_against_the_input(problem: Problem) -> None:
    assert warnings(problem) == ()


def test_a_council_that_ends_in_time_is_warned_of_no_reorganisation(problem: Problem) -> None:
    late = replace(problem, settings=replace(problem.settings, vesting_day=dt.date(2028, 4, 20)))
    assert found(problem, None, "reorganisation") == []
    assert [one.split(" may end")[0] for one in found(late, None, "reorganisation")] == [
        "Linbeck District Council", "Wendmoor District Council"
    ]  # fmt: skip


def test_a_shadow_authority_meets_soon_after_its_election(problem: Problem, plan: Plan) -> None:
    late = replace(plan, meetings=tuple(one for one in plan.meetings if one.body != "NTC-COUNCIL"))
    assert found(problem, plan, "shadow_meeting") == []
    (told,) = found(problem, with_meeting(problem, late, "NTC-COUNCIL", "2027-06-02"), "shadow_meeting")
    assert told.startswith(
        "Council (North Thornshire) first meets on Wednesday 2 June 2027; the law has it by Thursday 20 May 2027"
    )


def test_a_council_that_ends_sets_no_budget_for_the_year_after(problem: Problem, plan: Plan) -> None:
    budgets = with_meeting(problem, plan, "LIN-COUNCIL", "2028-02-22", title="Budget")
    budgets = with_meeting(problem, budgets, "NTC-COUNCIL", "2028-02-24", title="Budget")
    (told,) = found(problem, budgets, "first_budget")
    assert told.startswith("Council (Linbeck) has a budget meeting on Tuesday 22 February 2028, and its council ends")


def test_each_authority_is_asked_for_an_audit_committee_by_itself(problem: Problem) -> None:
    without = replace(
        problem,
        bodies={code: one for code, one in problem.bodies.items() if code not in ("OSG-AUDIT", "NTC-AUDIT")},
        memberships=tuple(one for one in problem.memberships if one.body not in ("OSG-AUDIT", "NTC-AUDIT")),
    )
    borough, shadow = found(without, None, "audit_committee")
    assert borough.startswith("Osgarth Borough Council: There is no audit committee")
    assert shadow.startswith("North Thornshire Council: From Saturday 1 April 2028, there is no audit committee")


def summaries(feed: bytes) -> list[str]:
    lines = feed.decode().replace("\r\n ", "").split("\r\n")
    return [line.partition(":")[2] for line in lines if line.startswith("SUMMARY")]


def uids(feed: bytes) -> set[str]:
    return {line.removeprefix("UID:") for line in feed.decode().split("\r\n") if line.startswith("UID:")}


def test_the_feed_of_a_body_goes_on_with_its_successors_meetings(problem: Problem, plan: Plan) -> None:
    made = feeds(problem, plan)
    own, heirs = made["bodies/LIN-PLANNING.ics"], made["bodies/NTC-PLANNING.ics"]
    assert summaries(own) == [
        "Provisional: Planning Committee (Linbeck)",
        "Planning Committee (Linbeck) has ended: what follows is of Planning Committee (North Thornshire)",
        "Provisional: Planning Committee (North Thornshire)",
    ]
    assert uids(heirs) < uids(own)
    assert summaries(feeds_as_planned(problem, plan)["bodies/LIN-PLANNING.ics"]) == [
        "Provisional: Planning Committee (Linbeck)"
    ]


def test_where_vesting_day_is_put_forward_the_note_in_the_feed_is_revised(problem: Problem, plan: Plan) -> None:
    """Published with a stamp of its own day, it could never be published again with an earlier one."""
    first = revised(problem, replace(plan, generated="2027-03-01T09:00:00Z"))
    earlier = replace(problem.bodies["LIN-PLANNING"], end_date=dt.date(2028, 2, 29))
    sooner = replace(problem, bodies={**problem.bodies, "LIN-PLANNING": earlier}, baseline=first)
    second = revised(sooner, replace(first, generated="2027-09-20T09:00:00Z"))
    (_, last, before), (_, now, after) = (
        YearEvents(asked, made, made).heirs["LIN-PLANNING"][0] for asked, made in ((problem, first), (sooner, second))
    )
    assert (last, now, before.uid) == (dt.date(2028, 3, 31), dt.date(2028, 2, 29), after.uid)
    assert [(one.revision, one.changed) for one in (before, after)] == [
        (0, "2027-03-01T09:00:00Z"), (1, "2027-09-20T09:00:00Z")
    ]  # fmt: skip


def test_each_authority_has_a_feed_that_goes_on_as_well(problem: Problem, plan: Plan) -> None:
    made = feeds(problem, plan)
    assert sorted(path for path in made if path.startswith("authorities/")) == [
        f"authorities/{code}.ics" for code in ("JC", "LIN", "NTC", "OSG", "TCC", "WEN")
    ]
    assert summaries(made["authorities/LIN.ics"]) == [
        "Provisional: Planning Committee (Linbeck)",
        "Provisional: Council (Linbeck)",
        "Provisional: Planning Committee (North Thornshire)",
    ]


def test_a_member_with_two_hats_reads_whose_each_meeting_is(problem: Problem, plan: Plan) -> None:
    own = feeds(problem, plan)["people/L09.ics"]
    assert summaries(own) == [
        "Provisional: Council (North Thornshire)",
        "Provisional: Planning Committee (Linbeck)",
        "Provisional: Council (Linbeck)",
        "Provisional: Planning Committee (North Thornshire)",
    ]
    text = own.decode().replace("\r\n ", "")
    assert "It is a meeting of North Thornshire Council (shadow authority)." in text
    assert "It is a meeting of North Thornshire Council.\\n" in text


def test_lists_and_the_page_say_whose_each_meeting_is(problem: Problem, plan: Plan) -> None:
    sheet = meetings_sheet(problem, plan)
    assert [row[-1] for row in sheet.rows] == [
        "Thornshire Implementation Joint Committee",
        "North Thornshire Council (shadow authority)",
        "Thornshire County Council",
        "Linbeck District Council",
        "Linbeck District Council",
        "North Thornshire Council",
    ]
    by_body = by_body_sheet(problem, plan)
    assert [row[2] for row in by_body.rows] == [
        "Thornshire County Council",
        *["Linbeck District Council"] * 2,
        "Thornshire Implementation Joint Committee",
        *["North Thornshire Council"] * 2,
    ]
    assert "Linbeck District Council, predecessor: 2 meetings of 6 bodies." in cover_sheet(problem, plan, (), [
        sheet, replace(sheet, name="Changes")
    ]).about  # fmt: skip
    titles = [title for _, title in listing(Year(problem, plan)).authorities]
    assert titles == [
        "Thornshire County Council", "Linbeck District Council", "Thornshire Implementation Joint Committee",
        "North Thornshire Council",
    ]  # fmt: skip


def test_six_months_are_counted_at_each_council_by_itself(problem: Problem, plan: Plan) -> None:
    """Who comes to the new council and never to the old one vacates office at the old one: s.85."""
    there = next(one for one in plan.meetings if one.body == "NTC-COUNCIL")
    register = AttendanceRegister((Mark(there.uid, there.body, there.date, "L09", PRESENT),))
    told = six_months(problem, plan, register, dt.date(2027, 9, 1))
    assert told is not None
    days = {one.authority: one.last_day for one in told.councillors if one.person == "L09"}
    assert days == {
        "Linbeck District Council": dt.date(2027, 10, 1),
        "North Thornshire Council": dt.date(2027, 11, 18),
    }


def test_next_year_carries_the_new_council_and_the_trail_of_the_old(plan: Plan) -> None:
    problem, rows = read_with_rows(INPUT)
    made = next_year(problem, rows, plan, "year")
    bodies = {row["body"].text: {name: cell.text for name, cell in row.items()} for row in made.tables["bodies"]}
    assert bodies["LIN-PLANNING"] == {
        "body": "LIN-PLANNING", "name": "Planning Committee", "open_to_public": "yes", "end_date": "2028-03-31",
        "successor": "NTC-PLANNING", "authority": "LIN",
    }  # fmt: skip
    assert (bodies["PLANNING"]["authority"], bodies["NTC-PLANNING"]["meetings_min"]) == ("TCC", "1")
    assert "NTC-BOARD" not in bodies  # it ended, and nobody took over
    assert {row["body"].text for row in made.tables["memberships"]} <= {
        code for code, cells in bodies.items() if "meetings_min" in cells
    }
    settings = {row["setting"].text: row["value"].text for row in made.tables["settings"]}
    assert settings["authority"] == "North Thornshire Council"
