"""Smaller models: each meeting only on days near where an even spread over the year would put it."""

from collections.abc import Sequence
from datetime import timedelta

from scheduler.domain.verbs import Placed
from scheduler.solving.placing import Placing

REACH = 0.75
"""How far from its even place a meeting may go, in shares of the days from one meeting to the next."""
LEAST_REACH = timedelta(days=24)
"""Never less than this: a recess or a run of bank holidays must fit in."""


def narrow(choices: Placing) -> None:
    """Leave out of a model the days that are far from where an even spread puts each meeting and meeting day."""
    for placed in choices.series():
        for one in placed:
            if one.days:
                _narrow(choices, one, placed)


def _narrow(choices: Placing, one: Placed, placed: Sequence[Placed]) -> None:
    alike = [other for other in placed if other.days == one.days]
    middle = one.days[len(one.days) * (2 * alike.index(one) + 1) // (2 * len(alike))]
    span = one.days[-1] - one.days[0]
    reach = max(REACH * span / len(alike), LEAST_REACH)
    for day in one.days:
        if abs(day - middle) > reach:
            choices.rule_out(one, day)
