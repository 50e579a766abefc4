"""A clash that an apology pays for is not forbidden: no bound of apologies may be above such a plan."""

from dataclasses import replace

from builders import absence, body, council, member
from test_solver_pattern_search import the_plan, tiers_of

from scheduler.domain.problem import Problem
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.first_plan import Patterns, first_plan
from scheduler.solver.search.pattern_search import PatternSearch


def paid_for() -> Problem:
    """Return two boards of which each is best at the same time: who sits on both then goes to one of them."""
    return council(
        *(body(code, meetings=1, weekdays="Thu", quorum=1, attendance_mode="online") for code in ("GB", "HB")),
        *(member(who, "GB") for who in ("ANN", "BOB", "DOT", "EVE")),
        *(member(who, "HB") for who in ("ANN", "CAT", "FAY", "GUS")),
        *(absence("person", who, "2015-11-19 13:00", "2015-11-19 22:00") for who in ("BOB", "DOT", "CAT", "FAY")),
        default_start_times=(600, 840),
        start_date="2015-11-16",
        end_date="2015-11-20",
    )


def test_no_bound_of_apologies_is_above_a_plan_with_a_clash() -> None:
    problem = paid_for()
    objective = PlanObjective(problem, Clock(20, silence))
    assert objective.minimise_all()
    incumbent, patterns = Incumbent(problem), Patterns.of(problem, lambda _blocks: (), lambda: None)
    assert first_plan(patterns, incumbent, Clock(20, silence))
    quick = replace(DEFAULT, chain_steps=20, idle_restarts=1)
    search = PatternSearch(patterns, incumbent, Clock(20, silence, quick), lambda: None)
    search.run(lambda: False)
    apologies = incumbent.prices(incumbent.solutions)["apologies"]
    assert (search.bounds["apologies"], objective.value("apologies"), apologies) == (0, 2, 4)
    assert (search.seats_open, search.proven) == (True, False)


def test_who_gives_way_at_a_clash_is_left_to_the_model() -> None:
    plan = the_plan(paid_for())
    assert tiers_of(plan)["apologies"][0] == 2
