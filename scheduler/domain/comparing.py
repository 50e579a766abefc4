"""How a comparison of scenarios reads: outcomes, goals and differences in words, for the screen and the workbook."""

from collections.abc import Sequence

from scheduler.domain.plan import Tier
from scheduler.domain.scenarios import FAILED, FEASIBLE, INFEASIBLE, OPTIMAL, OUT_OF_TIME, STOPPED, Result
from scheduler.domain.wish_words import TIER_WORDS
from scheduler.domain.wording import short_date

OUTCOME_WORDS = {
    OPTIMAL: "proven best",
    FEASIBLE: "a plan",
    INFEASIBLE: "no plan",
    OUT_OF_TIME: "time ran out",
    FAILED: "failed",
    STOPPED: "stopped",
}
"""Outcome -> what an officer calls it."""

SLOTS = "slots"
_TITLES = {SLOTS: "Slots", "held": "Not held"}
"""Goals that a column of numbers should not call by the name of their tier: `Meetings held` would read as so many."""


def goals_of(results: Sequence[Result]) -> tuple[str, ...]:
    """Return the goals that any of the results has, the most important first."""
    return tuple(dict.fromkeys(goal.name for result in results for goal in result.goals))


def goal_title(name: str) -> str:
    """Name a goal: `Apologies`."""
    return _TITLES.get(name) or TIER_WORDS.get(name, (name, ""))[0]


def at_best(goal: Tier) -> str:
    """Say how low a goal could be where that is not proven: `10 at best`; nothing where it is."""
    if goal.proven:
        return ""
    return "not proven fewest" if goal.name == SLOTS else f"{goal.bound} at best"


def dates_of(result: Result) -> dict[str, list[str]]:
    """Return the dates of each meeting day, as `Thu 19 Nov 2015`."""
    found: dict[str, list[str]] = {}
    for code, day in result.meeting_days:
        found.setdefault(code, []).append(short_date(day))
    return found
