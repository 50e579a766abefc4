"""The Harrow example: what the structure paper says holds."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.dates.closed_dates import may_sit
from scheduler.dates.reports import latest_feeder_day
from scheduler.domain.bodies import Cadence
from scheduler.domain.problem import Problem
from scheduler.law.deadlines import agenda_deadline
from scheduler.reading import read_input

FOLDER = Path(__file__).parents[2] / "inputs" / "harrow-2011-12"
BOARD_DAY = date(2011, 7, 12)
DAY_AFTER = date(2011, 7, 13)


@pytest.fixture(scope="module")
def harrow() -> Problem:
    problem, warnings = read_input(FOLDER)
    assert warnings == ()
    return problem


def test_the_board_meets_up_to_four_times_and_first_on_12_july(harrow: Problem) -> None:
    assert harrow.bodies["HSPB"].cadence == Cadence(minimum=1, maximum=4)
    assert [(fixed.body, fixed.date) for fixed in harrow.fixed_meetings] == [("HSPB", BOARD_DAY)]
    assert agenda_deadline(harrow, harrow.bodies["HSPB"], BOARD_DAY) == date(2011, 7, 4)
    assert next(day for day in harrow.days if may_sit(harrow, harrow.bodies["HSPB"], day)) == BOARD_DAY


def test_the_board_shrinks_to_fourteen_seats(harrow: Problem) -> None:
    assert harrow.voting_members("HSPB", BOARD_DAY) == 20
    assert harrow.voting_members("HSPB", DAY_AFTER) == 14


def test_the_chair_of_the_chief_executives_sits_ex_officio(harrow: Problem) -> None:
    chairs = [row.person for row in harrow.memberships_on("HCE", DAY_AFTER) if row.role == "chair"]
    seats = [row.person for row in harrow.memberships_on("HSPB", DAY_AFTER) if "ex officio" in (row.on_behalf_of or "")]
    assert seats == chairs == ["CEX"]


def test_assembly_and_summit_go_in_tandem_up_to_twice(harrow: Problem) -> None:
    assert harrow.meeting_days["TANDEM"].cadence == Cadence(minimum=0, maximum=2)
    assert [body.code for body in harrow.bodies_of_meeting_day("TANDEM")] == ["ASM", "SUMMIT"]
    assert not may_sit(harrow, harrow.bodies["ASM"], BOARD_DAY)
    assert may_sit(harrow, harrow.bodies["ASM"], DAY_AFTER)


def test_the_assembly_holds_the_present_board_and_the_reference_groups(harrow: Problem) -> None:
    assembly = {row.person for row in harrow.memberships_on("ASM", DAY_AFTER)}
    board = {row.person for row in harrow.memberships_on("HSPB", BOARD_DAY) if row.voting}
    assert board <= assembly
    for group in ("GREENER", "HSRA", "VCSF"):
        assert {row.person for row in harrow.memberships_on(group, DAY_AFTER) if row.presides} & assembly


def test_safeguarding_reports_quarterly_to_the_chief_executives(harrow: Problem) -> None:
    lines = [(line.to_body, line.kind) for line in harrow.reporting if line.from_body == "LSCB"]
    assert lines == [("HCE", "report"), ("HSPB", "escalate")]
    assert harrow.bodies["LSCB"].cadence == harrow.bodies["HCE"].cadence == Cadence(per_period=1)


def test_the_chief_executives_can_sit_ahead_of_12_july(harrow: Problem) -> None:
    line = next(line for line in harrow.reporting if line.to_body == "HSPB" and line.kind == "report")
    assert latest_feeder_day(harrow, line, BOARD_DAY) == date(2011, 7, 1)


def test_groups_being_disbanded_have_an_end_and_a_successor(harrow: Problem) -> None:
    ending = {body.code: (body.end_date, body.successor) for body in harrow.bodies.values() if body.successor}
    assert ending == {
        "AHWB": (date(2011, 7, 31), "HWPG"),
        "CCMG": (BOARD_DAY, "BTG"),
        "SDEMG": (BOARD_DAY, "HCE"),
        "HWWG": (BOARD_DAY, "HWPG"),
    }


def test_those_who_attend_as_and_when_needed_are_optional(harrow: Problem) -> None:
    assert [row.person for row in harrow.memberships_on("HCE", DAY_AFTER) if row.optional] == ["ICO", "CNWL"]


def test_some_fifty_meetings_are_held_at_most(harrow: Problem) -> None:
    cadences = [
        harrow.meeting_days[body.meeting_day].cadence if body.meeting_day else body.cadence
        for body in harrow.bodies.values()
    ]
    owed = sum((cadence.per_period or 0) * 4 + (cadence.minimum or 0) for cadence in cadences)
    hoped = sum((cadence.maximum or 0) - (cadence.minimum or 0) for cadence in cadences)
    assert (owed, hoped) == (34, 17)
