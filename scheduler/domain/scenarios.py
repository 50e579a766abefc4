"""What if: changes to an input by name, and what became of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from scheduler.domain.plan import Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault, UngrantedWish
from scheduler.domain.wording import short_date
from scheduler.errors import CannotChange, InputFaults

TABLE = "scenarios"
AS_IT_IS = "As it is"
OPTIMAL, FEASIBLE, INFEASIBLE, OUT_OF_TIME = "optimal", "feasible", "infeasible", "out_of_time"
FAILED, STOPPED = "failed", "stopped"
NOT_COMPARED = (FAILED, STOPPED)

Edit: TypeAlias = Callable[[Problem], Problem]


@dataclass(frozen=True)
class Change:
    """One change: what it does, in words and in deed; `row` is where its table says so."""

    words: str
    edit: Edit
    row: int | None = None
    check: Callable[[Problem], None] | None = None
    """Raises CannotChange where it contradicts the other changes, once all of them are made."""


@dataclass(frozen=True)
class Scenario:
    """Changes that are made together."""

    name: str
    changes: tuple[Change, ...] = ()

    def of(self, problem: Problem) -> Problem:
        """Return the problem with all changes made, in their order.

        Raises
        ------
        InputFaults
            If changes contradict the input or each other; with the row of each.

        """
        faults: list[Fault] = []
        changed = problem
        for change in self.changes:
            try:
                changed = change.edit(changed)
            except CannotChange as trouble:
                faults.append(_fault(change, trouble))
        for change in self.changes:
            try:
                if change.check is not None and not faults:
                    change.check(changed)
            except CannotChange as trouble:
                faults.append(_fault(change, trouble))
        if faults:
            raise InputFaults(tuple(faults))
        return changed


def _fault(change: Change, trouble: CannotChange) -> Fault:
    return Fault(TABLE, change.row, trouble.column, trouble.message, trouble.remedy)


@dataclass(frozen=True)
class Result:
    """What became of one scenario."""

    scenario: str
    outcome: str
    """`optimal`, `feasible`, `infeasible`, `out_of_time`, `failed` or `stopped`."""
    changes: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    """Sentences: why there is no plan, or why it failed."""
    meetings: int | None = None
    meeting_days: tuple[tuple[str, date], ...] = ()
    slots: Tier | None = None
    """The slots that the boards of meeting days take; None where there are no meeting days."""
    tiers: tuple[Tier, ...] = ()
    wishes: tuple[UngrantedWish, ...] = ()
    """What its plan does not grant."""
    wish_weights: Mapping[str, int] = field(default_factory=dict)
    """The weights that its input gives to wishes."""
    day_names: Mapping[str, str] = field(default_factory=dict)
    """What each meeting day is called, by its code."""

    @property
    def goals(self) -> tuple[Tier, ...]:
        """The slots, if any, and then every tier."""
        return (*(() if self.slots is None else (self.slots,)), *self.tiers)

    def goal(self, name: str) -> Tier | None:
        """Return how good it is in one goal, if that is known."""
        return next((goal for goal in self.goals if goal.name == name), None)

    def difference(self, name: str, base: "Result") -> int | None:
        """Return by how much it is worse in a goal than another result; None where one of them has no plan."""
        own, other = self.goal(name), base.goal(name)
        return None if own is None or other is None or self is base else own.value - other.value


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


def goals_of(results: Sequence[Result]) -> tuple[str, ...]:
    """Return the goals that any of the results has, the most important first."""
    return tuple(dict.fromkeys(goal.name for result in results for goal in result.goals))


def dates_of(result: Result) -> dict[str, list[str]]:
    """Return the dates of each meeting day, by its name, as `Thu 19 Nov 2015`."""
    found: dict[str, list[str]] = {}
    for code, day in result.meeting_days:
        found.setdefault(result.day_names.get(code, code), []).append(short_date(day))
    return found
