"""What a scenario does not grant, beside the calendar as it is, in words that the sheet and the screen share."""

from collections.abc import Iterator

from scheduler.domain.scenarios import SLOTS, Result
from scheduler.domain.wording import counted
from scheduler.outputs.naming import goal_title
from scheduler.wishes.quantities import could_be_better, differences, quantities


def not_granted(result: Result) -> tuple[str, ...]:
    """Say what the plan of a scenario does not grant, the most important first; nothing where there is no plan."""
    if not result.tiers:
        return ()
    words = (_slots_words(result), *(one.words for one in quantities(result.wish_weights, result.wishes)))
    return tuple(filter(None, words)) or ("every wish granted",)


def compared_with(result: Result, base: Result) -> tuple[str, ...]:
    """Say what a scenario grants less, and more, than the calendar as it is; nothing where one has no plan."""
    if result is base or not result.tiers or not base.tiers:
        return ()
    own, other = (quantities(one.wish_weights, one.wishes) for one in (result, base))
    more = result.difference(SLOTS, base)
    slots = counted(abs(more), f"{'more' if more > 0 else 'fewer'} slot") if more else ""
    return tuple(filter(None, (slots, *differences(own, other)))) or ("as much is granted",)


def _slots_words(result: Result) -> str:
    return "" if result.slots is None else f"{counted(result.slots.value, 'slot')} of meeting days"


def open_ends(result: Result) -> Iterator[str]:
    """Say of each goal that is not proven what is known of it."""
    for goal in result.goals:
        if not goal.proven:
            words = "not proven fewest" if goal.name == SLOTS else could_be_better(goal)
            yield f"{goal_title(goal.name)}: {words}"
