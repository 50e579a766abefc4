"""Seats dealt without a solver are as good as those that the solver finds, on random days of random councils."""

from dataclasses import replace
from random import Random

import pytest
from builders import absence, body, council, meeting, member, room
from random_calendars import DAYS, STARTS, a_council
from rounds import rounds

from scheduler.checking.breaches import price_of_seats
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.attendance import breaches_of_seats
from scheduler.solver.cp.seat_dealing import MOST_STEPS_WHERE_SURE, _Dealing, dealt, sharing_people
from scheduler.solver.repair.seat_assignment import seated_together

SEEDS = range(rounds(120))


def a_day(seed: int) -> tuple[Problem, list[Meeting]]:
    """Return a council and some meetings of it on one day, each by itself."""
    chance = Random(f"a day {seed}")  # noqa: S311 - the same days every time
    problem, on = a_council(seed), chance.choice(DAYS)
    made = [
        replace(meeting(problem, code, on, chance.choice(STARTS)), uid=code, meeting_day=None, session=None)
        for code in ("GB", "HB", "XB", "YB", "ZB")
        if chance.random() < 0.8
    ]
    return problem, sorted(made, key=lambda one: (one.start, one.body))


def price(problem: Problem, meetings: list[Meeting]) -> tuple[int, ...]:
    plan = Plan("", meetings[0].date, meetings[0].date, meetings=tuple(meetings))
    return sum(breaches_of_seats(problem, meetings).values()), *price_of_seats(problem, plan)


@pytest.mark.parametrize("tens", range(0, len(SEEDS), 30))
def test_the_seats_dealt_are_as_good_as_the_solvers(tens: int) -> None:
    exact = 0
    for seed in SEEDS[tens : tens + 30]:
        problem, meetings = a_day(seed)
        if meetings:
            found = dealt(problem, meetings)
            ours, best = price(problem, [*found.meetings]), price(problem, seated_together(problem, meetings))
            if found.exact:
                assert ours == best if best[0] == 0 else ours[0] >= best[0], seed
                assert bool(ours[0]) == bool(best[0]), seed
            exact += found.exact
    assert exact > len(SEEDS[tens : tens + 30]) * 5 // 6


def two_at_once(*rows, **of_b):
    problem = council(body("A"), body("B", **of_b), room(), room("R2"), *rows)
    first, second = meeting(problem, "A"), meeting(problem, "B", room="R2")
    return problem, [replace(first, uid="a"), replace(second, uid="b")]


def outcomes(meetings):
    return {one.body: [(row.person, row.outcome, row.substitute) for row in one.attendance] for one in meetings}


def test_who_is_wanted_at_two_meetings_goes_where_nobody_may_deputise():
    problem, meetings = two_at_once(
        member("ANN", "A", substitutes=("DEP",)), member("ANN", "B"), member("BOB", "B"), quorum=2
    )
    found = dealt(problem, meetings)
    assert outcomes(found.meetings)["A"] == [("ANN", "substitute", "DEP")]
    assert (found.apologies, found.substitutes, found.exact) == (0, 1, True)


def test_however_many_are_wanted_at_two_meetings_each_goes_where_it_is_cheapest():
    people = [f"P{number:02}" for number in range(20)]
    with_deputies = [member(one, "A", substitutes=(f"{one}-DEP",)) for one in people[:10]]
    without = [member(one, "A") for one in people[10:]]
    problem, meetings = two_at_once(*with_deputies, *without, *(member(one, "B") for one in people))
    found = dealt(problem, meetings)
    assert outcomes(found.meetings)["A"][:10] == [(one, "substitute", f"{one}-DEP") for one in people[:10]]
    assert (found.substitutes, found.exact) == (10, True)


def test_what_others_hold_is_kept():
    problem, (first, second) = two_at_once(member("ANN", "A"), member("ANN", "B"))
    found = dealt(problem, [second], [first])
    assert outcomes(found.meetings) == {"B": [("ANN", "apologies", None)]}


def test_an_optional_members_deputy_sits_where_the_quorum_needs_them():
    problem = council(
        body("A", quorum=2),
        member("ANN", "A"),
        member("BOB", "A", attendance="optional", substitutes=("DEP",)),
        room(),
        absence("person", "BOB", "2015-11-19"),
    )
    found = dealt(problem, [meeting(problem, "A")])
    assert outcomes(found.meetings) == {"A": [("ANN", "attends", None), ("BOB", "substitute", "DEP")]}


def test_meetings_hang_together_by_people_at_one_time():
    problem, meetings = two_at_once(member("ANN", "A"), member("ANN", "B"))
    later = replace(meetings[1], start=16 * 60, end=18 * 60)
    assert sharing_people(problem, meetings, {"a"}) == meetings
    assert sharing_people(problem, [meetings[0], later], {"a"}) == [meetings[0]]


def test_who_is_wanted_at_very_many_meetings_at_once_is_left_to_the_solver():
    codes = [f"B{number}" for number in range(9)]
    rows = [body(code, quorum=0) for code in codes]
    problem = council(*rows, *(member("ANN", code) for code in codes), *(room(f"R{code}") for code in codes))
    meetings = [replace(meeting(problem, code, room=f"R{code}"), uid=code) for code in codes]
    assert dealt(problem, meetings).exact is False
    few = dealt(problem, meetings[:8])
    assert (few.exact, few.apologies) == (True, 7 * dealt(problem, meetings[:2]).apologies)


def test_very_many_ways_to_share_out_deputies_are_not_all_tried():
    """Of eight who are away each has the same four deputies: four sit, and that is as many as can be."""
    away, deputies = [f"P{number}" for number in range(8)], ("D1", "D2", "D3", "D4")
    rows = [member("ANN", "A", "chair"), *(member(one, "A", substitutes=deputies) for one in away)]
    absences = [absence("person", one, "2015-11-19") for one in away]
    problem = council(body("A"), room(), *rows, *absences)
    found = dealt(problem, [meeting(problem, "A")])
    sitting = [who for _, outcome, who in outcomes(found.meetings)["A"] if outcome == "substitute"]
    assert found.exact is False
    assert len(sitting) == len(set(sitting))
    assert set(sitting) <= set(deputies)


def test_many_who_are_torn_and_break_a_rule_are_left_to_the_solver():
    """Ten sit on both boards, and each board wants eight: at any way of theirs one of them is without its quorum."""
    people = [f"P{number}" for number in range(10)]
    problem = council(
        body("A", quorum=8),
        body("B", quorum=8),
        room(),
        room("R2"),
        *(member(one, code) for one in people for code in "AB"),
    )
    meetings = [replace(meeting(problem, "A"), uid="a"), replace(meeting(problem, "B", room="R2"), uid="b")]
    found = dealt(problem, meetings)
    assert found.exact is False
    there = [{row.person for row in one.attendance if row.outcome == "attends"} for one in found.meetings]
    assert there[0] | there[1] == set(people)
    assert not there[0] & there[1]


def test_a_search_that_may_take_longer_is_given_up_too_once_deputies_can_be_shared_in_too_many_ways():
    """Nine are torn between two boards, twelve deputies may sit for any of them, and no way keeps every rule."""
    torn, deputies = [f"P{number}" for number in range(9)], tuple(f"D{number:02}" for number in range(12))
    seats = [row for one in torn for row in (member(one, "A", substitutes=deputies), member(one, "B"))]
    problem, meetings = two_at_once(*seats, quorum=10)
    dealing = _Dealing(problem, tuple(meetings), (), sure=True)
    found = dealing.result()
    assert found.exact is False
    assert MOST_STEPS_WHERE_SURE <= dealing.steps <= MOST_STEPS_WHERE_SURE + len(torn) + 1
