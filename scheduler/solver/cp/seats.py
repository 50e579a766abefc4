"""Seat assignment with soft constraints: every rule about seats, for meetings whose day and time stand.

Each demand of one rule on one subject holds only where its guard does (assumption literals; Eén and Sörensson 2003,
"Temporal induction by incremental SAT solving"), so that the same model tells who sits where, which demands cannot be
kept, and which of them stand in each other's way.
"""

from collections.abc import Mapping
from functools import cached_property

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import FirmReason, Reason
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import SEATS, Expression, Horizon, Literal
from scheduler.rules import about
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.model import Constraints
from scheduler.solver.cp.runs import search
from scheduler.wishes import WISHES

Key = tuple[str, str]
"""A rule and the subject it is about."""
SECONDS = 10.0
"""How long it may take to see what is demanded of an empty room: no choice is left, so that it never does."""


class SeatModel:
    """Who sits at each of some meetings, all of which are held.

    Parameters
    ----------
    choices : Decisions
        The meetings, each with one day, and nobody yet demanded at them.
    rooms : mapping of Sitting to str
        The room of each meeting that has one.
    guarded : bool
        Whether demands can be lifted; otherwise all of them hold, which makes for shorter proofs.

    """

    def __init__(self, choices: Decisions, rooms: Mapping[Sitting, str] | None = None, *, guarded: bool = True) -> None:
        self.choices = choices
        choices.one_seat_each = True
        self.post = Constraints(choices, guarded=guarded)
        for rule in about(SEATS):
            choices.look(Horizon.MEETING, rule.RULE.name)
            rule.enforce(choices.problem, choices, self.post)
        choices.look(Horizon.MEETING)
        for placed in choices.placed:
            self.model.add(choices.held(placed) == 1)
        for sitting, room in (rooms or {}).items():
            self.model.add(choices.in_room(sitting, room) == 1)

    @property
    def problem(self) -> Problem:
        """The input, or the part of it that the meetings are of."""
        return self.choices.problem

    @property
    def model(self) -> cp_model.CpModel:
        """The solver's model."""
        return self.choices.model

    @property
    def guards(self) -> Mapping[Key, Literal]:
        """The guard of each demand."""
        return self.post.guards

    @property
    def reasons(self) -> Mapping[Key, Reason]:
        """What each demand says."""
        return self.post.reasons

    @cached_property
    def of_presence(self) -> frozenset[Key]:
        """The demands that are broken where nobody is there: quorums, chairs, those required.

        All others set limits to where people may be, and whoever stays away keeps them.
        """
        empty = self.model.clone()
        empty.clear_objective()
        for sitting in self.choices.sittings:
            for row in self.choices.members(sitting):
                empty.add(self.choices.attends(sitting, row) == 0)
                for substitute in row.substitutes:
                    empty.add(self.choices.deputises(sitting, row, substitute) == 0)
        empty.maximize(sum(self.guards.values()))
        found = search(empty, SECONDS, "")
        return frozenset(key for key, guard in self.guards.items() if not found.solver.boolean_value(guard))

    @property
    def limits(self) -> list[Key]:
        """The demands that whoever stays away keeps, in the order in which they were made."""
        return [key for key in self.guards if key not in self.of_presence]

    def points(self, tier: str) -> Expression:
        """Return what the seats cost in the points of a tier of wishes: `apologies` or `substitutes`."""
        return sum(wish.cost(self.problem, self.choices) for wish in WISHES if wish.WISH.tier == tier)

    def firm(self, key: Key) -> bool:
        """Whether nobody can give the demand up."""
        return isinstance(self.reasons[key], FirmReason)

    def keep(self, *keys: Key) -> None:
        """Lift these demands no more."""
        for key in keys:
            self.model.add(self.guards[key] == 1)
