"""Where nobody may have more than so many meetings a day, placed meetings count for those placed after them."""

from dataclasses import replace
from random import Random

import pytest
from builders import absence, body, member, reports, room
from every_plan import best_plan
from pieces import MON, TUE, WED, week
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.domain.problem import Problem
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

PEOPLE = ("ANN", "BOB", "CAT")


def council_with_a_limit(seed: int) -> Problem:
    """Make two or three boards of three days, with a few people who may have one or two meetings a day."""
    chance = Random(seed)  # noqa: S311 - a council made up for a test
    people = PEOPLE[: chance.choice([2, 3, 3])]
    codes = "ABC"[: chance.choice([2, 3])]
    rows = [room()]
    twice = chance.choice([*codes, None])
    for code in codes:
        fields = {"meetings": 2 if code == twice else 1, "quorum": chance.choice([0, 1, None])}
        if chance.random() < 0.3:
            fields["min_gap_days"] = 1
        if chance.random() < 0.3:
            fields["start_times"] = chance.choice(["10:00", "14:00"])
        if chance.random() < 0.3:
            fields["weekdays"] = chance.choice(["Mon;Tue", "Tue;Wed"])
        rows.append(body(code, **fields))
        for who in chance.sample(people, chance.choice([1, 2])):
            others = [other for other in people if other != who]
            deputies = (chance.choice(others),) if chance.random() < 0.25 else ()
            attendance = chance.choice(["expected", "expected", "required", "optional"])
            rows.append(member(who, code, attendance=attendance, substitutes=deputies))
    if chance.random() < 0.3:
        rows.append(absence("person", chance.choice(people), *[chance.choice([MON, TUE, WED])] * 2))
    if chance.random() < 0.2:
        rows.append(reports("A", "B", 0, 2))
    problem = week(*rows, last=WED)
    most = chance.choice([1, 1, 2])
    return replace(problem, settings=replace(problem.settings, max_meetings_per_person_per_day=most))


QUICK = (6, 10, 14, 15, 8, 7, 4, 5, 11, 3, 1, 12)
"""Councils of which every plan is soon listed: first one meeting a day, then two, then no plan at all."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", QUICK[: rounds(len(QUICK))])
def test_it_ends_in_the_best_plan_there_is_or_says_that_there_is_none(seed):
    problem = council_with_a_limit(seed)
    best, outcome = best_plan(problem), solve(problem, 60)
    if best is None:
        assert isinstance(outcome, Infeasible)
    else:
        assert isinstance(outcome, Solved)
        assert check(problem, outcome.plan) == ()
        assert (slots_used(problem, outcome.plan), *recount(problem, outcome.plan)[0].values()) == best


def test_a_part_goes_to_a_day_on_which_its_members_may_still_have_all_its_meetings():
    """B would rather meet twice on Monday, when its member has another meeting already and may have no third."""
    problem = week(
        body("A", meetings=2, start_times="10:00", min_gap_days=1),
        body("B", meetings=2, start_times="14:00;18:00", preferred_weekdays="Mon"),
        *(member("ANN", code, attendance="required") for code in "AB"),
        room(),
        last=TUE,
    )
    problem = replace(problem, settings=replace(problem.settings, max_meetings_per_person_per_day=2))
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert sorted(one.date.isoformat() for one in outcome.plan.of_body("B")) == [MON, TUE]
