"""What is counted of a problem once, outside its own class, and kept with it.

A desk and `serve` read a year anew after each step, all year long: what remembers must not keep the earlier ones alive.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from scheduler.domain.problem import Problem

Counted = TypeVar("Counted")


def of_problem(count: Callable[[Problem], Counted]) -> Callable[[Problem], Counted]:
    """Have something counted once for each problem, and kept where its cached properties are."""
    name = f"{count.__module__}.{count.__qualname__}"

    @wraps(count)
    def remembered(problem: Problem) -> Counted:
        kept = vars(problem)
        if name not in kept:
            kept.setdefault(name, count(problem))
        return cast("Counted", kept[name])

    return remembered
