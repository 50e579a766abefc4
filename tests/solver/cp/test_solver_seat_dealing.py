"""Seats dealt without a solver are as good as those that the solver finds, on random days of random councils."""

from dataclasses import replace
from random import Random

import pytest
from builders import absence, body, council, meeting, member, room
from random_calendars import DAYS, STARTS, a_council

from scheduler.checking.breaches import price_of_seats
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.attendance import breaches_of_seats
from scheduler.solver.cp.seat_dealing import dealt, sharing_people
from scheduler.solver.repair.seat_assignment import seated_together

SEEDS = range(120)


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
    assert exact > 25


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
