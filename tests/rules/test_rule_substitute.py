import pytest
from builders import absence, body, calendar, council, day, meeting, member, room

from scheduler.domain.plan import Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
HWB_TITLE = "HWB Board on Thursday 19 November 2015 at 10:00"
PEOPLE_RULES = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)


def two_boards(*rows: object, **settings: object) -> Problem:
    return council(body("GB"), body("HWB"), room("CR1"), room("CR2"), room("FAR", venue="Library"), *rows, **settings)


def deputising(*rows: object, **fields: object) -> tuple[Problem, Meeting]:
    problem = two_boards(
        member("ANN", "GB", substitutes=("SUE", "TOM")), member("BOB", "GB", substitutes=("SUE",)), *rows
    )
    return problem, meeting(problem, "GB", room="CR1", **fields)


def test_substitute_who_is_named_and_free_is_kept() -> None:
    problem, there = deputising(substitutes={"ANN": "TOM"})
    assert tuple(substitute.breaches(problem, calendar(problem, there))) == ()


def faults(problem: Problem, *meetings: Meeting) -> list[tuple[str, tuple[str, ...]]]:
    found = tuple(substitute.breaches(problem, calendar(problem, *meetings)))
    assert all((breach.rule, breach.bodies, breach.dates) == ("substitute", ("GB",), (NINETEENTH,)) for breach in found)
    return [(breach.message.removeprefix(f"{GB_TITLE}: "), breach.people) for breach in found]


def test_substitute_who_is_not_named_is_broken() -> None:
    problem, there = deputising(substitutes={"BOB": "TOM"})
    assert faults(problem, there) == [
        ("Councillor Tom is not named to deputise for Councillor Bob.", ("BOB", "TOM")),
    ]


def test_substitute_who_is_a_member_is_broken() -> None:
    problem, there = deputising(member("SUE", "GB", "observer"), substitutes={"ANN": "SUE"})
    assert faults(problem, there) == [
        ("Councillor Sue deputises for Councillor Ann, and is a member there.", ("ANN", "SUE")),
    ]


def test_substitute_who_was_a_member_is_kept() -> None:
    problem, there = deputising(member("SUE", "GB", end_date="2015-11-18"), substitutes={"ANN": "SUE"})
    assert faults(problem, there) == []


def test_substitute_for_two_people_is_broken() -> None:
    problem, there = deputising(substitutes={"ANN": "SUE", "BOB": "SUE"})
    assert faults(problem, there) == [
        (
            "Councillor Sue deputises for more than one person, Councillor Ann and Councillor Bob.",
            ("SUE", "ANN", "BOB"),
        ),
    ]


def test_substitute_who_is_away_is_broken() -> None:
    problem, there = deputising(absence("person", "SUE", "2015-11-19", reason="On leave"), substitutes={"ANN": "SUE"})
    assert faults(problem, there) == [
        ("Councillor Sue deputises for Councillor Ann, and is not available: On leave.", ("ANN", "SUE")),
    ]


@pytest.mark.parametrize(("start", "kept"), [("10:00", False), ("14:00", True)])
def test_substitute_who_sits_elsewhere_is_broken(start: str, *, kept: bool) -> None:
    problem, there = deputising(member("SUE", "HWB"), substitutes={"ANN": "SUE"})
    fault = f"Councillor Sue deputises for Councillor Ann, and sits at the same time at {HWB_TITLE}."
    elsewhere = meeting(problem, "HWB", start=start, room="CR2")
    assert faults(problem, there, elsewhere) == ([] if kept else [(fault, ("ANN", "SUE"))])


@pytest.mark.parametrize(
    ("outcome", "deputy", "fault", "people"),
    [
        ("substitute", None, "Councillor Ann is to be deputised for, and nobody is put down.", ("ANN",)),
        (
            "attends",
            "SUE",
            "Councillor Ann needs no substitute, and Councillor Sue is put down as one.",
            ("ANN", "SUE"),
        ),
        (
            "apologies",
            "SUE",
            "Councillor Ann needs no substitute, and Councillor Sue is put down as one.",
            ("ANN", "SUE"),
        ),
    ],
)
def test_substitute_and_outcome_that_disagree_are_broken(
    outcome: str, deputy: str | None, fault: str, people: tuple[str, ...]
) -> None:
    row = Attendance("ANN", "member", voting=True, outcome=outcome, substitute=deputy)
    problem, there = deputising(attendance=(row,))
    assert faults(problem, there) == [(fault, people)]
