"""How a rule's demands reach the model: plainly, or each with a guard that an explanation can lift."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Literal, Placed, Relation
from scheduler.solving.attending import Attending


class Posting:
    """Puts demands to the model.

    With `guarded`, every demand of one rule on one subject holds only where their common guard does;
    `guards` keeps them by rule and subject, with the first reason given for each.
    """

    def __init__(self, choices: Attending, *, guarded: bool) -> None:
        self.choices = choices
        self.guarded = guarded
        self.guards: dict[tuple[str, str], Literal] = {}
        self.reasons: dict[tuple[str, str], Reason] = {}

    def _guards(self, reason: Reason) -> list[Literal]:
        if not self.guarded:
            return []
        key = reason.rule, reason.subject
        if key not in self.guards:
            self.guards[key] = self.choices.model.new_bool_var(" ".join(key))
            self.reasons[key] = reason
        return [self.guards[key]]

    def forbid(self, placed: Placed, day: date, reason: Reason) -> None:
        """Rule out a day."""
        if isinstance(placed, Sitting) and placed.gathering is not None and not placed.body.alive_on(day):
            return
        if not self.choices.rule_out(placed, day):
            self.require_none([self.choices.held_on(placed, day)], reason)

    def forbid_room(self, placed: Placed, room: str, reason: Reason) -> None:
        """Rule out a room for a meeting, or for the lunch of an occurrence."""
        if not self.choices.rule_out_room(placed, room):
            if isinstance(placed, Gathering):
                there = self.choices.lunch_in(placed, room)
            else:
                there = self.choices.in_room(placed, room)
            self.require_none([there], reason)

    def require_none(self, literals: Iterable[Literal], reason: Reason) -> None:
        """Demand that none of these holds."""
        for literal in literals:
            if literal is not self.choices.no:
                self.choices.model.add_bool_or(~literal, *(~guard for guard in self._guards(reason)))

    def require(self, relation: Relation, reason: Reason, when: Sequence[Literal] = ()) -> None:
        """Demand a relation between expressions, where all of `when` hold."""
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
        self.choices.model.add_bool_or(*literals, *(~guard for guard in self._guards(reason)))

    def at_most_one(self, literals: Iterable[Literal], *reasons: Reason) -> None:
        """Demand that no two hold, for each of the reasons."""
        literals = [literal for literal in literals if literal is not self.choices.no]
        if not self.guarded:
            self.choices.model.add_at_most_one(literals)
        for reason in reasons if self.guarded else ():
            self.choices.model.add(sum(literals) <= 1).only_enforce_if(*self._guards(reason))

    def no_overlap(self, bookings: Sequence[Any], reason: Reason) -> None:
        """Demand that no two bookings overlap."""
        constraint = self.choices.model.add_no_overlap(bookings)
        for guard in self._guards(reason):
            constraint.only_enforce_if(guard)
