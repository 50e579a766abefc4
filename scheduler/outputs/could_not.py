"""What a calendar could not do, and why, as a councillor reads it: for the page and for a sheet of one printed page.

A wish that is granted has no row. The most important comes first; of each wish there is how much of it is not granted,
and the first of whom or what it is about, with the reason. Then what is not proven: that there could not be less.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.naming import in_words
from scheduler.wishes import wish_words
from scheduler.wishes.quantities import could_be_better, quantities
from scheduler.wishes.tiers import tier_title


@dataclass(frozen=True)
class CouldNot:
    """One wish that is not granted in full."""

    title: str
    """What it asks for, in an officer's words."""
    amount: str
    """How much of it is not granted, in its own units."""
    reasons: tuple[str, ...]
    """Of whom or what, and why, the gravest first: a sentence each."""


def could_not(problem: Problem, plan: Plan) -> tuple[CouldNot, ...]:
    """Return every wish that is not granted in full, the most important first."""
    titles = wish_words()
    amounts: dict[str, list[str]] = {}
    for one in quantities(problem.wish_weights, plan.wishes):
        amounts.setdefault(one.wish, []).append(one.words)
    return tuple(
        CouldNot(titles.get(wish, in_words(wish)), "; ".join(words), tuple(_reasons(plan, wish)))
        for wish, words in amounts.items()
    )


def _reasons(plan: Plan, wish: str) -> Iterator[str]:
    rows = sorted((row for row in plan.wishes if row.wish == wish), key=lambda row: -row.cost)
    yield from dict.fromkeys(f"{row.subject}: {row.why}" for row in rows)


def open_proofs(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each tier of which it is not proven that there could not be less: its name, and what is known of it."""
    for tier in plan.tiers:
        if not tier.proven:
            words = could_be_better(tier)
            yield tier_title(tier.name), f"{words[0].upper()}{words[1:]}."


PROVEN = "No: it is proven that no calendar that keeps every rule does better."
NOT_KNOWN = "This calendar was not made by the planner, so nothing is known of how good it is."


def shared_out(wanted: Sequence[int], most: int) -> list[int]:
    """Share lines out: one to each, then as many as each wants in their order, as long as there are any.

    Parameters
    ----------
    wanted : sequence of int
        How many lines each would take; none takes less than one.
    most : int
        How many there are.

    """
    left = max(0, most - len(wanted))
    given = []
    for lines in wanted:
        more = min(left, max(0, lines - 1))
        given.append(1 + more)
        left -= more
    return given
