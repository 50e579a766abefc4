"""Parts of a search that are done elsewhere: joined in order, and lost ones left out."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from scheduler.solver.cp.parallel_parts import joined

SECONDS = 30


def never():
    return False


def test_parts_are_joined_in_the_order_in_which_they_were_given():
    second_has_ended = Event()

    def first():
        assert second_has_ended.wait(SECONDS)
        return "first"

    def second():
        second_has_ended.set()
        return "second"

    with ThreadPoolExecutor(2) as pool:
        assert joined([pool.submit(first), pool.submit(second)], never) == ["first", "second"]


def test_a_part_that_is_lost_leaves_the_others():
    with ThreadPoolExecutor(1) as pool:
        parts = [pool.submit(divmod, 7, 0), pool.submit(divmod, 7, 2)]
        assert joined(parts, never) == [None, (3, 1)]


def test_whoever_is_to_stop_waits_for_nothing_more():
    ended, not_begun = Future(), Future()
    ended.set_result(1)
    assert joined([ended, not_begun], lambda: True) == [1, None]
    assert not not_begun.done()
