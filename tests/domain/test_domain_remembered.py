"""What is counted of a problem is counted once, and keeps no problem in memory that nobody uses any more."""

import gc
import weakref

from builders import body, council, day, equipment, person, session

from scheduler.dates.clear_days import clear_working_days
from scheduler.domain.cadences import met_before
from scheduler.domain.lending import lending
from scheduler.domain.problem import Problem
from scheduler.domain.remembered import of_problem
from scheduler.domain.sittings import pauses


def test_it_is_counted_once_for_each_problem() -> None:
    counted: list[Problem] = []

    @of_problem
    def number(problem: Problem) -> int:
        counted.append(problem)
        return len(counted)

    first, second = council(body()), council(body())
    assert [number(first), number(first), number(second), number(first)] == [1, 1, 2, 1]
    assert counted == [first, second]


def test_no_problem_is_kept_for_what_was_counted_of_it() -> None:
    problem = council(body(), person("ANN"), session(), equipment(body="GB"))
    assert met_before(problem, problem.bodies["GB"]) == ()
    assert clear_working_days(problem, day("2015-11-02"), day("2015-11-06")) == 3
    assert lending(problem).needed("GB", None) == {"webcastingkit": 1}
    assert pauses(problem, problem.sessions["DAY", "AM"]) == (0,)
    kept = weakref.ref(problem)
    del problem
    gc.collect()
    assert kept() is None
