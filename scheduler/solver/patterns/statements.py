"""What rules and wishes say, recorded instead of put to a solver: the verbs of `domain/verbs.py` over symbols.

A weighted constraint network (Schiex, Fargier and Verfaillie 1995, "Valued constraint satisfaction problems: hard and
easy problems", IJCAI) is read off what is recorded: no rule is said a second time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import Expression, InTurn, Literal, Placed
from scheduler.domain.verbs import Relation as AnyRelation
from scheduler.solver.patterns.elsewhere import NotAPattern, OpenChoices, OpenDemands
from scheduler.solver.patterns.expressions import (
    NO,
    YES,
    Both,
    Bounded,
    Excess,
    Group,
    Mode,
    Operand,
    Relation,
    Some,
    Sum,
    Symbol,
    summed,
)
from scheduler.solver.patterns.layers import At, Day, Held, Layer, Matched, Matching, Record, Starting


@dataclass(frozen=True)
class Cast:
    """Who is there to be spoken of.

    Parameters
    ----------
    sittings, gatherings : sequence
        What is shown; of meetings that are alike perhaps only one.
    layers : mapping of what is in turn to Layer
        Where each of them is read.
    turns : mapping of str to sequence
        What each body with meetings of its own holds in turn.
    days_in_turn : mapping of str to sequence of Gathering
        The occurrences of each meeting day in turn.
    standing : mapping of Placed to bool
        What is placed already and belongs to no network, each with whether it is a fact.

    """

    sittings: Sequence[Sitting]
    gatherings: Sequence[Gathering]
    layers: Mapping[InTurn, Layer]
    turns: Mapping[str, Sequence[InTurn]] = field(default_factory=dict)
    days_in_turn: Mapping[str, Sequence[Gathering]] = field(default_factory=dict)
    standing: Mapping[Placed, bool] = field(default_factory=dict)


class Recorder(OpenChoices):
    """The decisions as symbols: days and starts are choices of layers, rooms and seats are settled elsewhere."""

    no: Literal = NO

    def __init__(self, problem: Problem, cast: Cast, rule: str | None = None) -> None:
        """Show who is there; to a rule that looks no further than a week, not those of which it is not asked."""
        super().__init__()
        self.problem, self.cast = problem, cast
        self.sittings: Sequence[Sitting] = [one for one in cast.sittings if rule not in one.waived]
        self.gatherings: Sequence[Gathering] = [one for one in cast.gatherings if rule not in one.waived]
        self.matches = False
        """Whether a matching was asked for."""
        self._records: dict[InTurn, Record] = {
            way: record for layer in cast.layers.values() for way, record in zip(layer.ways, layer.records, strict=True)
        }
        self._by_body: defaultdict[str, list[Sitting]] = defaultdict(list)
        self._by_gathering: defaultdict[Gathering, list[Sitting]] = defaultdict(list)
        for sitting in self.sittings:
            self._by_body[sitting.body.code].append(sitting)
            if sitting.gathering is not None:
                self._by_gathering[sitting.gathering].append(sitting)

    def is_fact(self, placed: InTurn) -> bool:
        """Whether it has been held already, or called."""
        layer = self.cast.layers.get(self._moved_by(placed))
        if layer is not None:
            return layer.fact
        return not isinstance(placed, Turn) and self.cast.standing.get(placed, False)

    def sittings_of(self, body: str) -> Sequence[Sitting]:
        """Return the meetings of a body that are shown, in order of date."""
        return self._by_body[body]

    def gatherings_of(self, meeting_day: str) -> Sequence[Gathering]:
        """Return the occurrences of a meeting day that are shown, in order of date."""
        return [one for one in self.gatherings if one.meeting_day.code == meeting_day]

    def sittings_at(self, gathering: Gathering) -> Sequence[Sitting]:
        """Return the meetings of all bodies that sit at one occurrence."""
        return self._by_gathering[gathering]

    def in_turn(self, subject: Body | MeetingDay) -> Sequence[InTurn]:
        """Return what a body or meeting day holds for its cadence, in order of date."""
        if isinstance(subject, MeetingDay):
            return self.cast.days_in_turn.get(subject.code, ())
        if subject.code in self.cast.turns:
            return self.cast.turns[subject.code]
        return [sitting for sitting in self._by_body[subject.code] if not sitting.extra]

    # -- days and starts

    def record_of(self, placed: Placed) -> Record | None:
        """Return where a way of holding a meeting, or an occurrence, is read; None where it stands already."""
        return self._records.get(placed)

    @staticmethod
    def _moved_by(placed: InTurn) -> InTurn:
        """Return what has the date of something: a meeting of a meeting day has its occurrence's."""
        return placed.gathering if isinstance(placed, Sitting) and placed.gathering is not None else placed

    def _alive(self, placed: InTurn, day: date) -> bool:
        """Whether it sits on a day at all: not a body that is not founded, or dissolved, at an occurrence."""
        return not isinstance(placed, Sitting) or placed.gathering is None or placed.body.alive_on(day)

    def open_days(self, placed: InTurn) -> Sequence[date]:
        """Return the days that no rule has yet ruled out."""
        if isinstance(placed, Turn):
            return sorted({day for one in placed.sittings for day in self.open_days(one)})
        if placed in self.cast.standing:
            return placed.days
        days = list(self._records[self._moved_by(placed)].on)
        return days if placed in self._records else [day for day in days if self._alive(placed, day)]

    def placements(self, sitting: Sitting) -> Sequence[tuple[date, int]]:
        """Return the days and starts that no rule has yet ruled out."""
        return [(day, start) for day in self.open_days(sitting) for start in sitting.starts]

    def held(self, placed: InTurn) -> Literal:
        """Whether it is held at all."""
        if placed in self.cast.standing:
            return YES
        mover = self._moved_by(placed)
        if isinstance(mover, Turn):
            return Held(self.cast.layers[mover])
        record = self._records[mover]
        if record.layer.fact:
            return YES
        if placed is not mover and len(self.open_days(placed)) < len(record.on):
            return self.any_of(self.held_on(placed, day) for day in self.open_days(placed))
        return Held(record.layer, record if len(record.layer.records) > 1 else None)

    def held_on(self, placed: InTurn, day: date) -> Literal:
        """Whether it is held on the day."""
        record = self._records.get(placed)
        if record is not None:
            return record.on.get(day, NO)
        if isinstance(placed, Turn):
            return self.any_of(self.held_on(one, day) for one in placed.sittings)
        if placed in self.cast.standing:
            return YES if day in placed.days else NO
        return self._records[self._moved_by(placed)].on.get(day, NO) if self._alive(placed, day) else NO

    def starts_at(self, sitting: Sitting, start: int) -> Literal:
        """Whether it starts then, whatever the day."""
        if start not in sitting.starts:
            return NO
        if len(sitting.starts) == 1:
            return self.held(sitting)
        if sitting.gathering is not None:
            return self.elsewhere()
        return self.any_of(self.held_at(sitting, day, start) for day in self.open_days(sitting))

    def held_at(self, sitting: Sitting, day: date, start: int) -> Literal:
        """Whether it is held on the day, starting then."""
        there = self.held_on(sitting, day)
        if there is NO or start not in sitting.starts:
            return NO
        if len(sitting.starts) == 1 or there is YES:
            return there
        if sitting.gathering is not None:
            self.left_open = True
            return Starting(there, sitting, start)
        record = self._records[sitting]
        node = (there.slot - record.first_slot) * len(sitting.starts) + sitting.starts.index(start)
        return At(record.layer, record.first_node + node)

    def held_during(self, sitting: Sitting, placements: Iterable[tuple[date, int]]) -> Sequence[Literal]:
        """Return choices of which one is yes where the meeting is held at one of these days and starts."""
        starts: dict[date, list[int]] = {}
        for day, start in placements:
            starts.setdefault(day, []).append(start)
        found: list[Literal] = []
        for day, some in starts.items():
            if len(some) == len(sitting.starts):
                found.append(self.held_on(sitting, day))
            else:
                found += [self.held_at(sitting, day, start) for start in some]
        return [literal for literal in found if literal is not NO]

    def day_number(self, placed: InTurn) -> Expression:
        """Return the day, counted from the calendar's first; meaningless for what is not held."""
        if placed in self.cast.standing and not isinstance(placed, Turn):
            return (placed.days[0] - self.problem.settings.start_date).days
        if isinstance(placed, Turn):
            return Day(self.cast.layers[placed])
        return Day(self._records[self._moved_by(placed)].layer)

    # -- plain combinations

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Return a choice that is yes where any of these is; of several that are all no, one that others bound."""
        given = list(literals)
        possible = [one for one in given if one is not NO]
        if any(one is YES for one in possible):
            return YES
        if not possible:
            return Bounded() if len(given) > 1 else NO
        return possible[0] if len(possible) == 1 else Some(possible)

    def both(self, one: Literal, two: Literal) -> Literal:
        """Return a choice that is yes where both are."""
        if one is NO or two is NO:
            return NO
        if one is YES or two is YES:
            return two if one is YES else one
        return Both(one, two)

    def excess(self, *expressions: Expression, most: int, unit: int = 1, when: Sequence[Literal] = ()) -> Expression:
        """Return how far the largest expression exceeds zero where all of `when` hold, in units begun."""
        if not expressions:
            return 0
        return Excess([summed(one) for one in expressions], max(most, 0), unit, when)

    def one_of(self, number: int) -> Sequence[Literal]:
        """Return so many choices of which exactly one is yes."""
        group = Group(number)
        return [Mode(group, one) for one in range(number)]

    # -- what is settled elsewhere

    def matching(self, rows: int, columns: Sequence[Literal]) -> Sequence[Sequence[Literal]]:
        """Return choices that match each row to at most one column that holds, and no column twice."""
        layers = [one.layer for one in columns if isinstance(one, Held) and one.record is None]
        if len(layers) < len(columns):
            raise NotAPattern("it matches meetings of an earlier calendar with some that are told apart.")
        self.matches = True
        found = Matching(rows, layers)
        return [[Matched(found, row, column) for column in range(len(columns))] for row in range(rows)]

    # -- who belongs to a body

    def members(self, sitting: Sitting) -> Sequence[Membership]:
        """Return the memberships in force on some day the meeting may be held."""
        days = self.open_days(sitting)
        rows = self.problem.memberships_of_body.get(sitting.body.code, ())
        return tuple(row for row in rows if any(map(row.in_force_on, days)))

    def in_force(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the meeting is held, on a day when the membership is in force."""
        days = self.open_days(sitting)
        if not days or (membership.in_force_on(days[0]) and membership.in_force_on(days[-1])):
            return self.held(sitting)
        inside = [day for day in days if membership.in_force_on(day)]
        return sum(self.held_on(sitting, day) for day in inside)

    def people_at(self, sitting: Sitting) -> Sequence[str]:
        """Return everyone who might sit at the meeting, for themselves or for another."""
        return sorted({person for row in self.members(sitting) for person in (row.person, *row.substitutes)})


@dataclass(frozen=True, eq=False)
class Demand:
    """What a rule demands: a relation where all of `when` are yes, or (without one) that any literal is yes."""

    reason: Reason
    relation: Relation | bool | None = None
    when: Sequence[Symbol] = ()
    literals: Sequence[Symbol] = ()

    @property
    def expressions(self) -> Sequence[Operand]:
        """All that it speaks of."""
        total = [self.relation.sum] if isinstance(self.relation, Relation) else []
        return [*total, *self.when, *self.literals]


class Demands(OpenDemands):
    """Hears what rules demand, and hands it on in their order."""

    def __init__(self, choices: Recorder, hear: Callable[[Demand], None]) -> None:
        self.choices, self.hear = choices, hear

    def forbid(self, placed: Placed, day: date, reason: Reason) -> None:
        """Rule out a day; of an occurrence, where a body that exists then cannot sit on it."""
        if isinstance(placed, Sitting) and placed.gathering is not None:
            if placed.body.alive_on(day):
                self.forbid(placed.gathering, day, reason)
            return
        record = self.choices.record_of(placed)
        if record is not None and not record.layer.fact:
            record.on.pop(day, None)

    def require(
        self, relation: AnyRelation, reason: Reason, when: Sequence[Literal] = (), of: Sequence[InTurn] = ()
    ) -> None:
        """Hand on a demand; what is demanded of a choice that has only bounds becomes one of them."""
        if self._not_asked(reason, of) or relation is True:
            return
        exempt = [~self.choices.held(one) for one in self._ways_not_asked(reason, of)]
        if isinstance(relation, Relation) and not when and self._bounds(relation):
            return
        self.hear(Demand(reason, relation, [*when, *exempt]))

    @staticmethod
    def _bounds(relation: Relation) -> bool:
        """Take `one <= others` for a bound of `one`, where that is a choice that has only bounds."""
        bounded = [symbol for factor, symbol in relation.sum.terms if isinstance(symbol, Bounded) and factor == 1]
        if len(bounded) != 1 or relation.most is None or relation.least is not None:
            return False
        others = [(-factor, symbol) for factor, symbol in relation.sum.terms if symbol is not bounded[0]]
        bounded[0].at_most.append(Sum(relation.most - relation.sum.constant, others, len(others)))
        return True

    def any_of(self, literals: Iterable[Literal], reason: Reason, of: Sequence[InTurn] = ()) -> None:
        """Hand on a demand that at least one holds."""
        if self._not_asked(reason, of):
            return
        exempt = map(self.choices.held, self._ways_not_asked(reason, of))
        self.hear(Demand(reason, literals=[*literals, *exempt]))

    def at_most_one(self, literals: Iterable[Literal], *reasons: Reason) -> None:
        """Hand on a demand that no two hold."""
        possible = [one for one in literals if one is not NO]
        if len(possible) > 1:
            self.hear(Demand(reasons[0], sum(possible, summed(0)) <= 1))

    @staticmethod
    def _not_asked(reason: Reason, of: Sequence[InTurn]) -> bool:
        return any(reason.rule in one.waived for one in of if not isinstance(one, Turn))

    @staticmethod
    def _ways_not_asked(reason: Reason, of: Sequence[InTurn]) -> list[Sitting]:
        return [one for turn in of if isinstance(turn, Turn) for one in turn.sittings if reason.rule in one.waived]
