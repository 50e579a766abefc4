"""How a rule's demands reach the model: plainly, or each with a guard that an explanation can lift."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Literal, Placed, Relation
from scheduler.solver.cp.attending import Attending


class Posting:
    """Puts demands to the model.

    With `guarded`, every demand of one rule on one subject holds only where their common guard does;
    `guards` keeps them by rule and subject, with the first reason given for each. With `lifted`, what some rules
    demand of some subjects is left out.
    """

    def __init__(self, choices: Attending, *, guarded: bool, lifted: Collection[tuple[str, str]] | None = None) -> None:
        self.choices = choices
        self.guarded = guarded
        self.partial = guarded or lifted is not None
        self.lifted = lifted or ()
        self.guards: dict[tuple[str, str], Literal] = {}
        self.reasons: dict[tuple[str, str], Reason] = {}

    def _guards(self, reason: Reason) -> list[Literal]:
        if not self.guarded:
            return []
        key = reason.rule, reason.subject
        if key not in self.guards:
            self.guards[key] = self.choices.model.new_bool_var(" ".join(key))
        return [self.guards[key]]

    def holds(self, reason: Reason) -> bool:
        """Whether the reason is not left out; it is kept with the others."""
        key = reason.rule, reason.subject
        self.reasons.setdefault(key, reason)
        return self.keeps(key)

    def keeps(self, key: tuple[str, str]) -> bool:
        """Whether what a rule demands of a subject is not left out."""
        return key not in self.lifted

    def forbid(self, placed: Placed, day: date, reason: Reason) -> None:
        """Rule out a day."""
        if not self.holds(reason):
            return
        if isinstance(placed, Sitting) and placed.gathering is not None and not placed.body.alive_on(day):
            return
        if not self.choices.rule_out(placed, day):
            self.require_none([self.choices.held_on(placed, day)], reason)

    def forbid_room(self, placed: Placed, room: str, reason: Reason) -> None:
        """Rule out a room for a meeting, or for the lunch of an occurrence."""
        if self.holds(reason) and not self.choices.rule_out_room(placed, room):
            if isinstance(placed, Gathering):
                there = self.choices.lunch_in(placed, room)
            else:
                there = self.choices.in_room(placed, room)
            self.require_none([there], reason)

    def require_none(self, literals: Iterable[Literal], reason: Reason) -> None:
        """Demand that none of these holds."""
        for literal in literals if self.holds(reason) else ():
            if literal is not self.choices.no:
                self.choices.model.add_bool_or(~literal, *(~guard for guard in self._guards(reason)))

    def require(self, relation: Relation, reason: Reason, when: Sequence[Literal] = ()) -> None:
        """Demand a relation between expressions, where all of `when` hold."""
        if not self.holds(reason):
            return
        enforcement = [*when, *self._guards(reason)]
        if isinstance(relation, bool):
            if not relation:
                self.choices.model.add_bool_or(~literal for literal in enforcement)
            return
        constraint = self.choices.model.add(relation)
        if enforcement:
            constraint.only_enforce_if(*enforcement)

    def any_of(self, literals: Iterable[Literal], reason: Reason) -> None:
        """Demand that at least one holds."""
        if self.holds(reason):
            self.choices.model.add_bool_or(*literals, *(~guard for guard in self._guards(reason)))

    def at_most_one(self, literals: Iterable[Literal], *reasons: Reason) -> None:
        """Demand that no two hold, for each of the reasons."""
        literals = [literal for literal in literals if literal is not self.choices.no]
        holding = [reason for reason in reasons if self.holds(reason)]
        if holding and not self.guarded:
            self.choices.model.add_at_most_one(literals)
        for reason in holding if self.guarded else ():
            self.choices.model.add(sum(literals) <= 1).only_enforce_if(*self._guards(reason))

    def no_overlap(self, bookings: Sequence[Any], reason: Reason) -> None:
        """Demand that no two bookings overlap."""
        if not self.holds(reason):
            return
        constraint = self.choices.model.add_no_overlap(bookings)
        for guard in self._guards(reason):
            constraint.only_enforce_if(guard)
