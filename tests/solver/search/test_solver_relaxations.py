"""Easier problems: never dearer than the harder one, and as dear where they say so."""

from dataclasses import replace

import pytest
from builders import absence, body, calendar, fixed, meeting, member, person, room
from every_plan import best_plan
from hypothesis import HealthCheck, given, settings
from pieces import MON, TUE, blocks, week
from rounds import rounds
from test_solver_property import councils

from scheduler.domain.bodies import QuorumRule
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import relax_people, relax_rooms, with_one_start

QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "derandomize": True}


def one_by_one(problem):
    """Yield the problem of each body with meetings of its own, and its best plan, where it has one."""
    for block in blocks(problem):
        if block.meeting_day is None:
            alone = Incumbent(problem).alone([block])
            best = best_plan(alone)
            if best is not None:
                yield alone, best


@pytest.mark.slow
@settings(max_examples=rounds(60), **QUIETLY)
@given(councils())
def test_a_problem_without_rooms_is_never_dearer(problem):
    for alone, best in one_by_one(problem):
        assert best_plan(relax_rooms(alone))[:-1] <= best[:-1]


@pytest.mark.slow
@settings(max_examples=rounds(60), **QUIETLY)
@given(councils())
def test_a_problem_without_people_needs_no_dearer_rooms(problem):
    for alone, (slots, held, *_, rooms) in one_by_one(problem):
        easier = best_plan(relax_people(alone))
        assert (easier[0], easier[1], easier[-1]) <= (slots, held, rooms)


@pytest.mark.slow
@settings(max_examples=rounds(60), **QUIETLY)
@given(councils())
def test_a_problem_with_one_start_is_as_dear_as_with_all(problem):
    for alone, _ in one_by_one(problem):
        easier = relax_rooms(alone)
        assert best_plan(with_one_start(easier)) == best_plan(easier)


def starts(*rows, **fields):
    wanted = {"meetings": 1, "start_times": "10:00;14:00", "min_gap_days": 1, **fields}
    return week(body("A", **wanted), member("ANN", "A", substitutes=("DEP",)), room(), *rows)


def merged(problem):
    return with_one_start(problem).bodies["A"].start_times == (600,)


@pytest.mark.parametrize(
    ("problem", "one"),
    [
        (starts(), True),
        (starts(absence("person", "ANN", MON)), True),
        (starts(absence("person", "ANN", f"{MON} 13:00", f"{MON} 15:00")), False),
        (starts(absence("person", "DEP", f"{MON} 13:00", f"{TUE} 00:00")), False),
        (starts(absence("person", "BOB", f"{MON} 13:00", f"{MON} 15:00"), person("BOB")), True),
        (starts(min_gap_days=None), False),
        (starts(body("B", meetings=1)), False),
        (starts(fixed(MON, body="A", start="14:00")), False),
    ],
)
def test_start_times_are_one_only_where_they_make_no_difference(problem, one):
    assert merged(problem) == one


def test_start_times_make_a_difference_to_a_published_calendar():
    problem = starts()
    assert not merged(replace(problem, baseline=calendar(problem, meeting(problem, "A", MON, "14:00"))))


def test_without_rooms_none_is_looked_for():
    easier = relax_rooms(starts(fixed(MON, body="A", room="CR1"), room_features=("loop",), venue="Library"))
    only = easier.bodies["A"]
    assert (only.online, only.venue, only.room, only.room_features) == (True, None, None, ())
    assert [row.room for row in easier.fixed_meetings] == [None]


def test_without_people_their_fewest_seats_are_kept():
    easier = relax_people(starts(member("BOB", "A"), QuorumRule("A", 1, category="nhs"), quorum=2))
    assert (easier.memberships, easier.quorum_rules, easier.bodies["A"].quorum) == ((), (), None)
    assert easier.bodies["A"].extra_seats == 2
