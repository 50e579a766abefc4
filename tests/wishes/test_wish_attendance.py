import pytest
from builders import body, calendar, council, meeting, member

from scheduler.domain.plan import Attendance
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import apologies, substitutes

TITLE = "GB Board on Thursday 19 November 2015 at 10:00"


def test_apologies_where_everybody_attends_cost_nothing() -> None:
    problem = council(body("GB"), member("ANN"))
    assert tuple(apologies.score(problem, calendar(problem, meeting(problem)))) == ()


@pytest.mark.parametrize(
    ("role", "fields", "cost"),
    [
        ("chair", {}, 3),
        ("vice_chair", {}, 2),
        ("member", {}, 2),
        ("co_opted", {}, 1),
        ("co_opted", {"voting": True}, 2),
        ("member", {"voting": False}, 1),
        ("adviser", {}, 1),
        ("clerk", {}, 1),
        ("chair", {"voting": False}, 3),
        ("chair", {"attendance": "optional"}, 0),
        ("observer", {"attendance": "optional"}, 0),
    ],
)
def test_apologies_weigh_by_role_and_vote(role: str, fields: dict[str, object], cost: int) -> None:
    problem = council(body("GB"), member("ANN", role=role, **fields))
    plan = calendar(problem, meeting(problem, apologies=["ANN"]))
    row = UngrantedWish("apologies", TITLE, cost, "Councillor Ann sends apologies: is away.")
    assert tuple(apologies.score(problem, plan)) == ((row,) if cost else ())


def test_apologies_are_priced_by_the_input() -> None:
    problem = council(body("GB"), member("ANN", role="chair"), member("BOB"), wishes={"apologies": 10})
    plan = calendar(problem, meeting(problem, apologies=["ANN", "BOB"]))
    assert [row.cost for row in apologies.score(problem, plan)] == [30, 20]


def test_apologies_of_weight_nought_are_left_out() -> None:
    problem = council(body("GB"), member("ANN"), wishes={"apologies": 0})
    assert tuple(apologies.score(problem, calendar(problem, meeting(problem, apologies=["ANN"])))) == ()


def test_apologies_of_a_cancelled_meeting_cost_nothing() -> None:
    problem = council(body("GB"), member("ANN"))
    plan = calendar(problem, meeting(problem, apologies=["ANN"], status="cancelled"))
    assert tuple(apologies.score(problem, plan)) == ()


def test_apologies_without_a_membership_or_a_reason_are_told_and_cost_nothing() -> None:
    problem = council(body("GB"), member("ANN"))
    rows = tuple(Attendance(who, "member", voting=True, outcome="apologies") for who in ("ANN", "STRANGER"))
    plan = calendar(problem, meeting(problem, attendance=rows))
    assert tuple(apologies.score(problem, plan)) == (
        UngrantedWish("apologies", TITLE, 2, "Councillor Ann sends apologies: no reason is given."),
    )


@pytest.mark.parametrize(("deputy", "cost"), [("SUE", 1), ("TOM", 2), ("ULA", 3)])
def test_substitutes_cost_their_place_in_the_list(deputy: str, cost: int) -> None:
    problem = council(body("GB"), member("ANN", substitutes=("SUE", "TOM", "ULA")), member("BOB"))
    plan = calendar(problem, meeting(problem, apologies=["BOB"], substitutes={"ANN": deputy}))
    why = f"Councillor {deputy.title()} sits for Councillor Ann: is away."
    assert tuple(substitutes.score(problem, plan)) == (UngrantedWish("substitutes", TITLE, cost, why),)


def test_substitutes_who_are_not_named_come_after_the_last() -> None:
    problem = council(body("GB"), member("BOB"), member("ANN", substitutes=("SUE",)))
    row = Attendance("ANN", "member", voting=True, outcome="substitute", substitute="TOM")
    stray = Attendance("ZOE", "member", voting=True, outcome="substitute", substitute="TOM")
    empty = Attendance("BOB", "member", voting=True, outcome="substitute")
    plan = calendar(problem, meeting(problem, attendance=(row, stray, empty)))
    assert [(wish.cost, wish.why) for wish in substitutes.score(problem, plan)] == [
        (2, "TOM sits for Councillor Ann: no reason is given."),
        (1, "TOM sits for ZOE: no reason is given."),
    ]


def test_substitutes_are_priced_by_the_input() -> None:
    problem = council(body("GB"), member("ANN", substitutes=("SUE", "TOM")), wishes={"substitutes": 7})
    plan = calendar(problem, meeting(problem, substitutes={"ANN": "TOM"}))
    assert [row.cost for row in substitutes.score(problem, plan)] == [14]
