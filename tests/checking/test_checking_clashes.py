import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, person, room, session

from scheduler.checking import check, clashes
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Clash

NINETEENTH = day("2015-11-19")


def two_boards(*rows: object) -> Problem:
    return council(
        body("GB", quorum=1, presiding="chair"),
        body("HWB", quorum=1, presiding="chair"),
        room("CR1"),
        room("CR2"),
        room("FAR", venue="Library"),
        *rows,
    )


def found(problem: Problem, plan: Plan) -> tuple[Clash, ...]:
    return clashes(problem, plan, check(problem, plan))


def at_once(
    problem: Problem, hwb_start: str = "10:00", hwb_room: str = "CR2", gb: dict | None = None, hwb: dict | None = None
) -> Plan:
    return calendar(
        problem,
        meeting(problem, "GB", room="CR1", **(gb or {})),
        meeting(problem, "HWB", start=hwb_start, room=hwb_room, **(hwb or {})),
    )


def test_clashes_of_meetings_that_share_nobody_are_none() -> None:
    problem = two_boards(member("ANN", "GB"), member("BOB", "HWB"))
    assert found(problem, at_once(problem)) == ()


def test_clashes_of_meetings_on_other_days_are_none() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    plan = calendar(problem, meeting(problem, "GB"), meeting(problem, "HWB", "2015-11-20"))
    assert found(problem, plan) == ()


@pytest.mark.parametrize(
    ("start", "where", "clash"),
    [
        ("10:00", "CR2", True),
        ("11:59", "CR2", True),
        ("12:00", "CR2", False),
        ("12:00", "FAR", True),
        ("12:29", "FAR", True),
        ("12:30", "FAR", False),
    ],
)
def test_clashes_include_travel(start: str, where: str, *, clash: bool) -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    apart = f"{start[3:].lstrip('0') or 0} minutes apart where 30 are needed" if start >= "12:00" else ""
    expected = Clash(("GB", "HWB"), (NINETEENTH,), ("ANN",), broken=True, apart=apart)
    assert found(problem, at_once(problem, start, where)) == ((expected,) if clash else ())


@pytest.mark.parametrize(
    ("gb", "hwb", "people"),
    [
        ({}, {}, ("ANN", "BOB")),
        ({"attendance": "optional"}, {}, ("BOB",)),
        ({}, {"attendance": "optional"}, ("BOB",)),
        ({"end_date": "2015-11-18"}, {}, ("BOB",)),
        ({"role": "observer"}, {"role": "clerk"}, ("ANN", "BOB")),
    ],
)
def test_clashes_name_the_members_they_share(gb: dict, hwb: dict, people: tuple[str, ...]) -> None:
    problem = two_boards(
        member("ANN", "GB", **gb), member("ANN", "HWB", **hwb), member("BOB", "GB"), member("BOB", "HWB")
    )
    assert [clash.people for clash in found(problem, at_once(problem))] == [people]


def test_clashes_that_apologies_carry_break_nothing() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), member("BOB", "GB"))
    plan = at_once(problem, gb={"apologies": ["ANN"]})
    assert check(problem, plan) == ()
    assert [clash.broken for clash in found(problem, plan)] == [False]


def test_clashes_that_a_substitute_carries_break_nothing() -> None:
    problem = two_boards(member("ANN", "GB", attendance="required", substitutes=("SUE",)), member("ANN", "HWB"))
    plan = at_once(problem, gb={"substitutes": {"ANN": "SUE"}})
    assert check(problem, plan) == ()
    assert [clash.broken for clash in found(problem, plan)] == [False]


def test_clashes_carried_by_a_substitute_who_is_not_named_are_broken() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), member("BOB", "GB", substitutes=("SUE",)))
    plan = at_once(problem, gb={"substitutes": {"ANN": "SUE"}})
    assert [clash.broken for clash in found(problem, plan)] == [True]


@pytest.mark.parametrize(
    "rows",
    [
        (member("ANN", "GB", attendance="required"), member("ANN", "HWB"), member("BOB", "GB")),
        (member("ANN", "GB"), member("ANN", "HWB")),
        (member("ANN", "GB", "chair"), member("ANN", "HWB"), member("BOB", "GB")),
        (member("ANN", "GB"), member("ANN", "HWB"), member("BOB", "GB"), QuorumRule("GB", 1, person="ANN")),
    ],
)
def test_clashes_that_cost_a_required_person_a_quorum_or_a_chair_are_broken(rows: tuple[object, ...]) -> None:
    problem = two_boards(*rows)
    plan = at_once(problem, gb={"apologies": ["ANN"]})
    assert [clash.broken for clash in found(problem, plan)] == [True]


def test_clashes_are_not_blamed_for_a_quorum_lost_to_others() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), member("BOB", "HWB", "chair"))
    plan = at_once(problem, hwb={"apologies": ["ANN", "BOB"]})
    assert {breach.rule for breach in check(problem, plan)} == {"quorum", "presiding"}
    (clash,) = found(problem, plan)
    assert clash.broken

    both_away = at_once(problem, gb={"apologies": ["ANN"]}, hwb={"apologies": ["ANN", "BOB"]})
    assert [clash.broken for clash in found(problem, both_away)] == [False]


@pytest.mark.parametrize(
    "rows",
    [
        (member("BOB", "GB", "chair"),),
        (member("BOB", "GB"), QuorumRule("GB", 1, person="BOB")),
        (member("BOB", "GB", "adviser"), member("CAT", "GB"), QuorumRule("GB", 1, role="chair")),
    ],
)
def test_clashes_are_not_blamed_for_a_lack_that_their_people_could_not_mend(rows: tuple[object, ...]) -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), member("DAN", "GB"), *rows)
    plan = at_once(problem, gb={"apologies": ["ANN", "BOB"]})
    assert [breach.rule for breach in check(problem, plan)] in (["quorum_rule"], ["presiding"])
    assert [clash.broken for clash in found(problem, plan)] == [False]


def test_clashes_that_leave_fewer_of_a_category_than_a_quorum_needs_are_broken() -> None:
    problem = two_boards(
        person("ANN", category="nhs"),
        member("ANN", "GB"),
        member("ANN", "HWB"),
        member("BOB", "GB"),
        QuorumRule("GB", 1, category="nhs"),
        QuorumRule("GB", 1, person="BOB"),
    )
    assert [clash.broken for clash in found(problem, at_once(problem, gb={"apologies": ["ANN"]}))] == [True]


def test_clashes_are_not_blamed_for_what_breaks_on_another_day_or_elsewhere() -> None:
    problem = two_boards(
        member("ANN", "GB"), member("ANN", "HWB"), member("BOB", "GB"), body("XB"), member("ANN", "XB")
    )
    plan = calendar(
        problem,
        meeting(problem, "GB", room="CR1", apologies=["ANN"]),
        meeting(problem, "HWB", room="CR2"),
        meeting(problem, "XB", room="CR1", start="12:00"),
        meeting(problem, "XB", room="FAR", start="12:10"),
    )
    assert [(clash.bodies, clash.broken) for clash in found(problem, plan)] == [
        (("GB", "HWB"), False),
        (("GB", "XB"), False),
        (("HWB", "XB"), True),
        (("XB", "XB"), True),
    ]


def test_clashes_leave_out_cancelled_meetings_and_bodies_the_input_does_not_know() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    assert found(problem, at_once(problem, gb={"status": "cancelled"})) == ()
    smaller = council(body("GB"), member("ANN", "GB"), room("CR1"))
    assert found(smaller, at_once(problem)) == ()


def test_clashes_of_one_meeting_day() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", quorum=1),
        body("SCB", meeting_day="DAY", session="AM", quorum=1),
        member("ANN", "HWB"),
        member("ANN", "SCB"),
        member("BOB", "SCB"),
    )
    plan = calendar(problem, meeting(problem, "HWB"), meeting(problem, "SCB", apologies=["ANN"]))
    assert clashes(problem, plan, ()) == (Clash(("HWB", "SCB"), (NINETEENTH,), ("ANN",), broken=False),)
