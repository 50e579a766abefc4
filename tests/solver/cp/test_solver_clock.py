"""The budget of a search, kept by a timer that is set by hand: shared out, kept back, and cut short by the user."""

import pytest

from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, TimeIsUp

TUNED = SearchParameters(late_seconds=1, stopping_seconds=3, overrun_seconds=3)


class Timer:
    """Seconds, as far as somebody has let them pass."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def timer():
    return Timer()


def clock_of(timer, seconds=60.0, **more):
    return Clock(seconds, parameters=TUNED, timer=timer, **more)


def test_time_passes_from_when_the_command_began(timer):
    clock = clock_of(timer, began=95.0)
    assert clock.left == 55
    timer.seconds += 50
    assert (clock.left, clock.late) == (5, False)


def test_a_moment_past_the_end_is_left_to_confirm_what_is_known(timer):
    clock = clock_of(timer)
    timer.seconds += 60.5
    clock.check()
    timer.seconds += 0.5
    with pytest.raises(TimeIsUp):
        clock.check()


def test_time_is_kept_for_what_follows_but_never_more_than_half(timer):
    clock = clock_of(timer)
    clock.plan_found()
    clock.keep(6)
    assert clock.left == 54
    clock.keep(2)
    assert clock.left == 58
    clock.keep(300)
    assert clock.left == 30


def test_a_first_plan_may_take_some_of_the_time_kept_for_writing_it(timer):
    clock = clock_of(timer)
    clock.keep(6)
    assert clock.left == 57
    clock.keep(2)
    assert clock.left == 60
    clock.keep(2, besides=10)
    assert clock.left == 50
    clock.plan_found()
    assert clock.left == 48


def test_an_earlier_deadline_stands_whatever_is_kept(timer):
    clock = clock_of(timer)
    clock.plan_found()
    clock.deadline = timer.seconds + 10
    clock.keep(5)
    assert clock.left == 10
    clock.keep(55)
    assert clock.left == 10
    timer.seconds += 31
    assert clock.left == -21


def test_a_share_ends_with_its_part_and_with_the_whole(timer):
    clock = clock_of(timer)
    half = clock.share(0.5)
    assert half.left == 30
    timer.seconds += 20
    assert (half.left, half.share(0.5).left) == (10, 5)
    clock.deadline = timer.seconds + 4
    assert half.left == 4
    timer.seconds += 200
    assert clock.share(0.5).left == clock.left == -196


def test_an_interrupt_ends_everything_at_once_where_a_plan_stands(timer):
    clock, stopped = clock_of(timer), []
    share = clock.share(0.9)
    share.running.add(lambda: stopped.append(True))
    clock.plan_found()
    clock.interrupt()
    assert (stopped, share.interrupted, share.late, clock.late) == ([True], True, True, True)


def test_an_interrupt_leaves_a_moment_for_a_first_plan_and_ends_with_it(timer):
    clock = clock_of(timer)
    clock.running.add(lambda: pytest.fail("a search for a first plan goes on"))
    clock.interrupt()
    assert (clock.interrupted, clock.left) == (True, 3)
    clock.running.clear()
    clock.plan_found()
    assert clock.late


def test_an_interrupt_gives_no_more_time_than_there_was(timer):
    clock = clock_of(timer, seconds=2)
    clock.interrupt()
    assert clock.left == 2
