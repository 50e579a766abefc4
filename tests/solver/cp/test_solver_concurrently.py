"""Parts done beside one another: joined in order, ended together, and never left behind."""

import signal
import threading

import pytest

from scheduler.solver.cp.parallel_parts import concurrently

pytestmark = pytest.mark.timeout(60)


def never():
    return False


def until(stop):
    """Work until told to end."""
    while not stop():
        threading.Event().wait(0.01)
    return "ended"


def test_what_parts_find_comes_in_the_order_of_the_parts_whichever_ends_first():
    first_has_ended = threading.Event()

    def slow(_stop):
        first_has_ended.wait()
        return 1

    def quick(_stop):
        first_has_ended.set()
        return 2

    assert concurrently(never, slow, quick) == [1, 2]


def test_nothing_to_do_is_done_at_once():
    assert concurrently(never) == []


def test_parts_run_beside_one_another_and_not_in_the_calling_thread():
    meeting_point = threading.Barrier(2)

    def part(_stop):
        meeting_point.wait()
        return threading.current_thread()

    assert threading.current_thread() not in concurrently(never, part, part)


def test_parts_end_when_all_is_over():
    over = threading.Event()

    def ends_it(_stop):
        over.set()
        return "over"

    assert concurrently(over.is_set, until, ends_it) == ["ended", "over"]


def test_what_a_part_raises_ends_the_others_and_is_raised_here():
    ended = []

    def fails(_stop):
        raise LookupError("no such body")

    with pytest.raises(LookupError, match="no such body"):
        concurrently(never, lambda stop: ended.append(until(stop)), fails)
    assert ended == ["ended"]


def test_of_several_that_fail_the_first_in_order_is_told():
    both = threading.Barrier(2)

    def fails(trouble):
        def part(_stop):
            both.wait()
            raise trouble

        return part

    with pytest.raises(KeyError):
        concurrently(never, fails(KeyError("one")), fails(LookupError("two")))


def test_ctrl_c_in_the_calling_thread_ends_every_part():
    ended, both = [], threading.Barrier(2)

    def asks_to_stop(stop):
        both.wait()
        signal.raise_signal(signal.SIGINT)
        ended.append(until(stop))

    def goes_on(stop):
        both.wait()
        ended.append(until(stop))

    with pytest.raises(KeyboardInterrupt):
        concurrently(never, asks_to_stop, goes_on)
    assert ended == ["ended", "ended"]
