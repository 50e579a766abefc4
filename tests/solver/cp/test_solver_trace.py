"""The trace of a search: plans and bounds step by step, the same whatever the clock says."""

from threading import Thread

from scheduler.domain.plan import TierTrace
from scheduler.solver.cp.trace import MOST_STEPS, Trace


def test_each_tier_has_its_value_in_every_plan_and_its_bound_after_every_step():
    trace = Trace()
    trace.plan({"apologies": 5, "dates": 80})
    trace.bound({"apologies": 2})
    trace.plan({"apologies": 3, "dates": 95})
    trace.bound({"dates": 40})
    trace.plan({"apologies": 3, "dates": 60})
    assert trace.of({"apologies": (3, 3), "dates": (60, 50)}) == (
        TierTrace("apologies", (5, 3, 3), (2, 2, 3)),
        TierTrace("dates", (80, 95, 60), (0, 40, 50)),
    )


def test_a_step_that_changes_nothing_is_none():
    trace = Trace()
    for _ in range(3):
        trace.plan({"dates": 7})
        trace.bound({"dates": 7})
    assert trace.of({"dates": (7, 7)}) == (TierTrace("dates", (7,), (7,)),)


def test_a_plan_that_is_no_better_is_no_step():
    trace = Trace()
    for apologies, dates in ((3, 50), (2, 90), (3, 10), (2, 95), (2, 80)):
        trace.plan({"apologies": apologies, "dates": dates})
    assert [one.values for one in trace.of({"apologies": (2, 0), "dates": (80, 0)})] == [(3, 2, 2), (50, 90, 80)]


def test_a_bound_never_falls_nor_passes_the_last():
    trace = Trace()
    for bound in (4, 9, 2, 6):
        trace.bound({"dates": bound})
    assert trace.of({"dates": (8, 6)})[0].bounds == (4, 6)


def test_what_was_found_without_a_trace_has_its_last_step_alone():
    assert Trace().of({"rooms": (12, 0)}) == (TierTrace("rooms", (12,), (0,)),)


def test_of_very_many_steps_an_even_choice_is_kept_with_the_first_and_the_last():
    trace = Trace()
    steps = list(range(10 * MOST_STEPS, 0, -1))
    for value in steps:
        trace.plan({"dates": value})
    (found,) = trace.of({"dates": (1, 0)})
    assert MOST_STEPS / 2 < len(found.values) <= MOST_STEPS + 1
    assert (found.values[0], found.values[-1]) == (steps[0], 1)
    gaps = {one - two for one, two in zip(found.values[:-2], found.values[1:-1], strict=True)}
    assert len(gaps) == 1


def test_plans_and_bounds_told_from_two_threads_are_the_same_as_from_one():
    def plans(trace):
        for value in range(500, 0, -1):
            trace.plan({"dates": value})

    def bounds(trace):
        for bound in range(500):
            trace.bound({"dates": bound})

    together, alone = Trace(), Trace()
    threads = [Thread(target=part, args=(together,)) for part in (plans, bounds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    plans(alone)
    bounds(alone)
    assert together.of({"dates": (1, 499)}) == alone.of({"dates": (1, 499)})
