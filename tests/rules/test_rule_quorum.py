from fractions import Fraction

import pytest
from builders import body, calendar, council, day, meeting, member

from scheduler.domain.plan import Attendance
from scheduler.domain.reasons import Breach
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable
from scheduler.solver.cp.model import build

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
HWB_TITLE = "HWB Board on Thursday 19 November 2015 at 10:00"
PEOPLE_RULES = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)


@pytest.mark.parametrize(
    ("rule", "members", "apologies", "present"),
    [
        (None, 2, 0, None),
        (None, 2, 1, "1 voting member of the 2"),
        (None, 8, 5, None),
        (None, 8, 6, "2 voting members of the 3"),
        (None, 13, 9, None),
        (None, 13, 10, "3 voting members of the 4"),
        (4, 8, 4, None),
        (4, 8, 5, "3 voting members of the 4"),
        (Fraction(1, 4), 9, 6, None),
        (Fraction(1, 4), 9, 7, "2 voting members of the 3"),
        (4, 3, 0, "3 voting members of the 4"),
        (None, 0, 0, None),
    ],
)
def test_quorum(rule: int | Fraction | None, members: int, apologies: int, present: str | None) -> None:
    people = [f"P{number}" for number in range(members)]
    problem = council(body("GB", quorum=rule), *(member(code) for code in people), member("OBS", role="observer"))
    plan = calendar(problem, meeting(problem, apologies=people[:apologies]))
    message = f"{GB_TITLE} is not quorate: {present} it needs."
    breach = Breach("quorum", message, bodies=("GB",), dates=(NINETEENTH,))
    assert tuple(quorum.breaches(problem, plan)) == (() if present is None else (breach,))


def test_quorum_counts_a_substitute_with_the_vote_of_the_member() -> None:
    problem = council(body("GB", quorum=2), member("ANN", substitutes=("SUE",)), member("BOB"), member("CAT"))
    plan = calendar(problem, meeting(problem, apologies=["BOB"], substitutes={"ANN": "SUE"}))
    assert tuple(quorum.breaches(problem, plan)) == ()


def test_quorum_does_not_count_a_member_who_has_left() -> None:
    problem = council(body("GB", quorum=1), member("ANN", end_date="2015-11-18"), member("BOB"))
    gone = Attendance("ANN", "member", voting=True, outcome="attends")
    plan = calendar(problem, meeting(problem, attendance=(gone,)))
    assert len(tuple(quorum.breaches(problem, plan))) == 1


@pytest.mark.parametrize(
    ("seats", "share", "kind", "needed"),
    [
        (None, None, "informal", 3),
        (15, None, "committee", 4),
        (40, None, "committee", 6),
        (15, None, "parish_council", 5),
        (None, None, "parish_council", 3),
        (15, Fraction(1, 3), "committee", 5),
        (None, Fraction(1, 3), "committee", 2),
    ],
)
def test_a_share_is_of_the_seats_and_the_convention_never_more_than_the_members(
    seats: int | None, share: Fraction | None, kind: str, needed: int
) -> None:
    people = [member(f"M{number}") for number in range(6)]
    problem = council(body("GB", seats=seats, quorum=share, legal_kind=kind), *people)
    assert quorum.needed(problem, "GB", NINETEENTH) == needed


def test_a_start_is_barred_and_the_reason_told_where_seats_are_vacant() -> None:
    leaving = member("CAT", end_date="2015-12-31"), member("DAN", end_date="2015-12-31")
    problem = council(body("GB", quorum=3, meetings=2), member("ANN"), member("BOB"), *leaving)
    (bar,) = quorum.blocks(problem, problem.bodies["GB"], day("2016-01-04"), 600)
    assert bar.reason.message == (
        "GB Board has a quorum of 3, and on Monday 4 January 2016 only 2 voting members are left; fill the seats."
    )
    assert bar.cause == "it has a quorum of 3, and only 2 voting members are left; fill the seats"
    _, post = build(problem, rules=[quorum])
    message = (
        "GB Board needs its quorum, 3 of its voting members, and from Friday 1 January 2016 only 2 voting members are "
        "left; fill the seats."
    )
    assert {reason.message for reason in post.reasons.values()} == {message}
