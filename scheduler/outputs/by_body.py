"""The calendar as bodies by months: which bodies meet, the months from its first meeting to its last, and its meetings.

The sheet `By body` of the workbooks and the first annex of the council's report are made of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem

Month: TypeAlias = tuple[int, int]
"""Year and month."""
MONTHS_A_YEAR = 12


def months_of(plan: Plan) -> tuple[Month, ...]:
    """Return every month from the first meeting to the last, those without one among them."""
    numbers = [one.date.year * MONTHS_A_YEAR + one.date.month - 1 for one in plan.meetings]
    if not numbers:
        return ()
    return tuple(
        (number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1) for number in range(min(numbers), max(numbers) + 1)
    )


def by_body(
    problem: Problem, plan: Plan, months: Sequence[Month]
) -> Iterator[tuple[str, tuple[tuple[Meeting, ...], ...]]]:
    """Yield each body that meets, with its meetings in each of the months; cancelled ones too.

    They are in the input's order, those of one authority together.

    Parameters
    ----------
    problem : Problem
        With every body of the plan (`scheduler.domain.gone`).
    plan : Plan
        Its calendar.
    months : sequence of Month
        Those that are asked for.

    """
    found: defaultdict[str, defaultdict[Month, list[Meeting]]] = defaultdict(lambda: defaultdict(list))
    for one in plan.meetings:
        found[one.body][one.date.year, one.date.month].append(one)
    authorities = [one.code for one in problem.with_bodies]
    place = {code: authorities.index(problem.authority_of(body).code) for code, body in problem.bodies.items()}
    for code in sorted(problem.bodies, key=place.__getitem__):
        if code in found:
            yield code, tuple(tuple(found[code].get(month, ())) for month in months)
