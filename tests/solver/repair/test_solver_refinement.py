"""The nearest calendar proven in a small part: what the whole model proves, of councils made by chance."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from builders import absence, body, council, fixed, member, room

from scheduler.rules import broken
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation
from scheduler.solver.solve import solve

FIRST_DAY = date(2015, 11, 2)
BY_PARTS = SearchParameters(whole_meetings=0)


def a_council(chance):
    """Return a council of a few boards that share people and rooms, with its calendar as the baseline."""
    people = [f"P{number}" for number in range(chance.randint(3, 7))]
    weeks = chance.randint(3, 6)
    rows = [room(f"CR{number}") for number in range(chance.randint(1, 2))]
    for code in (f"B{number}" for number in range(chance.randint(3, 6))):
        gap, starts = chance.choice((0, 3, 7)), chance.choice(("10:00", "10:00;14:00", "10:00;11:00;14:00"))
        days = chance.choice(("Mon;Tue;Wed;Thu;Fri", "Tue;Thu", "Wed;Thu;Fri"))
        rows.append(body(code, meetings=chance.randint(1, 3), min_gap_days=gap, start_times=starts, weekdays=days))
        there = chance.sample(people, chance.randint(2, min(4, len(people))))
        others = [person for person in people if person not in there]
        for place, person in enumerate(there):
            deputy = {"substitutes": chance.choice(others)} if others and chance.random() < 0.3 else {}
            needed = {"attendance": "required"} if chance.random() < 0.4 else {}
            rows.append(member(person, code, "member" if place else "chair", **deputy, **needed))
    rows += [
        absence("person", person, str(FIRST_DAY + timedelta(days=chance.randrange(7 * weeks - 4))))
        for person in people
        if chance.random() < 0.5
    ]
    last = FIRST_DAY + timedelta(days=7 * weeks - 3)
    settings = {"start_date": str(FIRST_DAY), "end_date": str(last)}
    problem = council(*rows, **settings, max_meetings_per_person_per_day=chance.choice((None, 1, 2)))
    found = solve(problem, 20)
    if not isinstance(found, Solved):
        return None
    return replace(problem, baseline=found.plan, as_of="2015-10-01T00:00:00Z")


@pytest.mark.parametrize("seed", range(16))
def test_a_part_proves_what_the_whole_model_proves(seed):
    chance = Random(seed)  # noqa: S311 - examples, and the same each time
    problem = a_council(chance)
    if problem is None:
        return
    meeting = chance.choice(problem.baseline.live)
    day = str(FIRST_DAY + timedelta(days=7 * chance.randrange(3) + chance.randrange(5)))
    if day == str(meeting.date):
        return
    asked = replace(problem, fixed_meetings=(fixed(day, body=meeting.body),))
    wanted = (replace(fixed(day, body=meeting.body), number=meeting.sequence),)
    whole = least_perturbation(asked, wanted, Clock(60, silence))
    part = least_perturbation(asked, wanted, Clock(60, silence, BY_PARTS))
    assert type(part) is type(whole)
    if isinstance(whole, Perturbation):
        assert (part.fewest, part.exact) == (whole.fewest, whole.exact)
        assert part.plan.tiers == whole.plan.tiers
        assert not list(broken(asked, part.plan))
