"""Decision variables of time: a time-indexed model, one choice for each day and start of each meeting.

Sousa and Wolsey 1992, "A time indexed formulation of non-preemptive single machine scheduling problems", Mathematical
Programming 54. What is to be placed are the meetings and meeting days that the cadences ask for; what is placed already
of the rest stands among them as constants.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import TypeVar

from ortools.sat.python import cp_model

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import Expression, Horizon, InTurn, Literal, Placed
from scheduler.solver.cp.candidates import Candidates

MINUTES_A_DAY = 24 * 60
AnyPlaced = TypeVar("AnyPlaced", Sitting, Gathering)


def _unhurried() -> None:
    """Let a model be built for as long as it takes."""


def ways(placed: InTurn) -> tuple[Sitting, ...]:
    """Return the sittings by which a meeting of a body may be held; none of an occurrence of a meeting day."""
    if isinstance(placed, Turn):
        return placed.sittings
    return (placed,) if isinstance(placed, Sitting) else ()


@dataclass
class _OnDays:
    """The meetings of a body, or occurrences of a meeting day, on some days: for each to be placed, its choices."""

    free: list[list[Literal]]
    standing: int
    """How many stand there already."""
    _number: Expression = None

    def number(self, model: cp_model.CpModel) -> Expression:
        """Return how many of those to be placed are held there, in one variable where they are several."""
        if self._number is None:
            self._number = sum(chain.from_iterable(self.free))
            if len(self.free) > 1:
                number = model.new_int_var(0, len(self.free), "")
                model.add(number == self._number)
                self._number = number
        return self._number


class DateDecisions:
    """A day for each occurrence of a meeting day, a day and a start for each meeting.

    What is placed already is among them with constants for choices: `no`, or `yes`. `sittings` and `gatherings` are
    those to be placed; a rule that looks further than one meeting sees the fixed ones too (`look`).

    A day ruled out before the choices are first asked for is left out of the model; `pruning`
    off keeps them all, so that an explanation can blame what ruled them out.
    """

    def __init__(self, problem: Problem, candidates: Candidates, *, pruning: bool) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.check: Callable[[], None] = _unhurried
        """Asked with every choice and demand; raises where the model is given up in the middle."""
        self.fixed = candidates.fixed
        """What is placed already, and how."""
        self.free_sittings: Sequence[Sitting] = candidates.sittings
        self.free_gatherings: Sequence[Gathering] = candidates.gatherings
        self._fixed_sittings = [placed for placed in self.fixed if isinstance(placed, Sitting)]
        self._fixed_gatherings = [placed for placed in self.fixed if isinstance(placed, Gathering)]
        self._turns = candidates.in_turn
        self._asking: str | None = None
        self.look(Horizon.MEETING)
        self.pruning = pruning
        self.no: Literal = self.model.new_constant(0)
        self.yes: Literal = ~self.no
        """A choice that is settled: yes."""
        self.day_of_calendar = {day: number for number, day in enumerate(problem.days)}
        self.placed: Sequence[Placed] = [*self.sittings, *self.gatherings]
        self._ruled_out: dict[Placed, set[date]] = {placed: set() for placed in self.placed}
        self._by_body: dict[str, list[Sitting]] = {body: [] for body in problem.bodies}
        everything = [*self.gatherings, *self._fixed_gatherings]
        self._by_gathering: dict[Gathering, list[Sitting]] = {gathering: [] for gathering in everything}
        for sitting in [*self.sittings, *self._fixed_sittings]:
            self._by_body.setdefault(sitting.body.code, []).append(sitting)
            if sitting.gathering is not None:
                self._by_gathering[sitting.gathering].append(sitting)
        for code in sorted({sitting.body.code for sitting in self._fixed_sittings}):
            self._by_body[code].sort(key=lambda sitting: (sitting.days, sitting.starts))
        self._on: dict[Placed, dict[date, Literal]] = {}
        self._at: dict[tuple[Sitting, date, int], Literal] = {}
        self._of_days: dict[tuple[bool, str, tuple[date, ...]], _OnDays] = {}
        self._start: dict[Sitting, dict[int, Literal]] = {}
        self._held: dict[InTurn, Literal] = {}
        self._turn_on: dict[tuple[Turn, date], Literal] = {}
        self._number: dict[Placed, Expression] = {}
        self._minute: dict[Sitting, Expression] = {}

    def look(self, horizon: Horizon, rule: str | None = None) -> None:
        """Show the meetings that a rule or wish of a horizon sees: beyond one meeting, the fixed ones too.

        A rule that looks no further than a week does not see those of which it is not asked.
        """
        far = horizon > Horizon.MEETING
        self._asking = rule if horizon < Horizon.YEAR else None
        self._free_shown = self._shown(self.free_sittings)
        self.sittings = [*self._free_shown, *self._shown(self._fixed_sittings)] if far else self._free_shown
        gatherings = [*self.free_gatherings, *self._fixed_gatherings] if far else self.free_gatherings
        self.gatherings = self._shown(gatherings)

    def _shown(self, placed: Sequence[AnyPlaced]) -> Sequence[AnyPlaced]:
        """Return those of which the rule that looks is asked."""
        if self._asking is None or not any(self._asking in one.waived for one in placed):
            return placed
        return [one for one in placed if self._asking not in one.waived]

    # -- ruling out

    def rule_out(self, placed: Placed, day: date) -> bool:
        """Leave a day out of the model; False if it is already in it."""
        if isinstance(placed, Sitting) and placed.gathering is not None and placed not in self.fixed:
            placed = placed.gathering
        if placed in self.fixed:
            return True
        if not self.pruning or placed in self._on:
            return False
        self._ruled_out[placed].add(day)
        return True

    # -- days and starts

    def is_fact(self, placed: InTurn) -> bool:
        """Whether it has been held already, or called: no rule is asked of it alone, and it costs nothing."""
        there = None if isinstance(placed, Turn) else self.fixed.get(placed)
        return there is not None and self.problem.is_fact(there)

    def sittings_of(self, body: str) -> Sequence[Sitting]:
        """Return the meetings of a body in order of date, then those beside its cadence; none where it is not here."""
        return self._shown(self._by_body.get(body, []))

    def gatherings_of(self, meeting_day: str) -> Sequence[Gathering]:
        """Return the occurrences of a meeting day in order of date, then those beside its cadence."""
        everything = [*self.free_gatherings, *self._fixed_gatherings]
        found = [gathering for gathering in everything if gathering.meeting_day.code == meeting_day]
        return sorted(found, key=lambda gathering: gathering.days) if self._fixed_gatherings else found

    def sittings_at(self, gathering: Gathering) -> Sequence[Sitting]:
        """Return the meetings of all bodies that sit at one occurrence."""
        return self._shown(self._by_gathering[gathering])

    def in_turn(self, subject: Body | MeetingDay) -> Sequence[InTurn]:
        """Return what a body or meeting day holds for its cadence, in order of date."""
        if isinstance(subject, MeetingDay):
            return [gathering for gathering in self.gatherings_of(subject.code) if not gathering.extra]
        sittings = [sitting for sitting in self._by_body[subject.code] if not sitting.extra]
        if subject.code not in self._turns:
            return sittings
        return [*(sitting for sitting in sittings if sitting in self.fixed), *self._turns[subject.code]]

    def series(self) -> Sequence[Sequence[InTurn]]:
        """Return what follows its own rhythm: the occurrences of each meeting day, the meetings of each other body."""
        subjects: list[Body | MeetingDay] = [*self.problem.meeting_days.values()]
        subjects += [body for body in self.problem.bodies.values() if body.meeting_day is None]
        return [[placed for placed in self.in_turn(one) if placed not in self.fixed] for one in subjects]

    def _days(self, placed: Placed) -> dict[date, Literal]:
        if placed not in self._on:
            self._on[placed] = self._make_days(placed)
        return self._on[placed]

    def _make_days(self, placed: Placed) -> dict[date, Literal]:
        if placed in self.fixed:
            (day,) = placed.days
            if isinstance(placed, Sitting):
                self._at[placed, day, placed.starts[0]] = self.yes
            return {day: self.yes}
        if isinstance(placed, Sitting) and placed.gathering is not None:
            days = self._days(placed.gathering)
            return {day: literal for day, literal in days.items() if placed.body.alive_on(day)}
        open_days = [day for day in placed.days if day not in self._ruled_out[placed]]
        if isinstance(placed, Gathering):
            return {day: self._yes_or_no(f"{placed.name} on {day}") for day in open_days}
        days = {}
        for day in open_days:
            at = {start: self._yes_or_no(f"{placed.name} on {day} at {start}") for start in placed.starts}
            self._at.update({(placed, day, start): literal for start, literal in at.items()})
            if len(at) == 1:
                (days[day],) = at.values()
            else:
                days[day] = self._yes_or_no(f"{placed.name} on {day}")
                self.model.add(sum(at.values()) == days[day])
        return days

    def _yes_or_no(self, name: str) -> Literal:
        self.check()
        return self.model.new_bool_var(name)

    def open_days(self, placed: InTurn) -> Sequence[date]:
        """Return the days that no rule has yet ruled out."""
        if isinstance(placed, Turn):
            return sorted({day for sitting in placed.sittings for day in self._days(sitting)})
        return list(self._days(placed))

    def placements(self, sitting: Sitting) -> Sequence[tuple[date, int]]:
        """Return the days and starts that no rule has yet ruled out."""
        days = self._days(sitting)
        return [(day, start) for day in days for start in sitting.starts]

    def held(self, placed: InTurn) -> Literal:
        """Whether it is held at all."""
        if isinstance(placed, Turn):
            if placed not in self._held:
                self._held[placed] = self._one_of([self.held(sitting) for sitting in placed.sittings])
            return self._held[placed]
        if placed in self.fixed:
            return self.yes
        if placed not in self._held:
            gathering = placed.gathering if isinstance(placed, Sitting) else None
            days = self._days(placed)
            if isinstance(placed, Gathering) and any(sitting in self.fixed for sitting in self._by_gathering[placed]):
                self._held[placed] = self.yes
                self.model.add_exactly_one(days.values())
            elif gathering is not None and len(days) == len(self._days(gathering)):
                self._held[placed] = self.held(gathering)
            else:
                self._held[placed] = self._yes_or_no(f"{placed.name} held")
                self.model.add(sum(days.values()) == self._held[placed])
                if gathering is None:
                    self.model.add_at_most_one(days.values())
        return self._held[placed]

    def _one_of(self, literals: Sequence[Literal]) -> Literal:
        """Return a choice that is yes exactly where one of these, no two of which hold, does."""
        literals = [literal for literal in literals if literal is not self.no]
        if len(literals) <= 1:
            return literals[0] if literals else self.no
        literal = self._yes_or_no("")
        self.model.add(sum(literals) == literal)
        return literal

    def held_on(self, placed: InTurn, day: date) -> Literal:
        """Whether it is held on the day."""
        if isinstance(placed, Turn):
            if (placed, day) not in self._turn_on:
                self._turn_on[placed, day] = self._one_of([self.held_on(one, day) for one in placed.sittings])
            return self._turn_on[placed, day]
        return self._days(placed).get(day, self.no)

    def beyond(self, most: int, crowd: Iterable[tuple[Body | MeetingDay, tuple[date, ...]]]) -> Expression:
        """Return by how many the meetings of some bodies and meeting days, each on its own days, exceed a number.

        What stands already counts, and by how many it exceeds the number by itself is taken off.
        """
        parts = [self._on_days(subject, days) for subject, days in crowd]
        left = max(most - sum(part.standing for part in parts), 0)
        could = sum(len(part.free) for part in parts)
        if could <= left:
            return 0
        return self.excess(sum(part.number(self.model) for part in parts) - left, most=could - left)

    def _on_days(self, subject: Body | MeetingDay, days: tuple[date, ...]) -> "_OnDays":
        is_body = isinstance(subject, Body)
        key = is_body, subject.code, days
        if key not in self._of_days:
            placed: Sequence[Placed] = self.sittings_of(subject.code) if is_body else self.gatherings_of(subject.code)
            there = [(one, [day for day in days if day in self._days(one)]) for one in placed]
            free = [[self.held_on(one, day) for day in its] for one, its in there if its and one not in self.fixed]
            self._of_days[key] = _OnDays(free, sum(one in self.fixed for one, its in there if its))
        return self._of_days[key]

    def starts_at(self, sitting: Sitting, start: int) -> Literal:
        """Whether it starts then, whatever the day."""
        if sitting not in self._start:
            if sitting in self.fixed or sitting.gathering is None or len(sitting.starts) == 1:
                self._start[sitting] = self._starts_of_days(sitting)
            else:
                literals = {s: self._yes_or_no(f"{sitting.name} at {s}") for s in sitting.starts}
                self._start[sitting] = literals
                self.model.add(sum(literals.values()) == self.held(sitting))
        return self._start[sitting].get(start, self.no)

    def _starts_of_days(self, sitting: Sitting) -> dict[int, Literal]:
        if len(sitting.starts) == 1:
            return {sitting.starts[0]: self.held(sitting)}
        by_start: dict[int, list[Literal]] = {start: [] for start in sitting.starts}
        for day, start in self.placements(sitting):
            by_start[start].append(self.held_at(sitting, day, start))
        literals = {start: self._yes_or_no(f"{sitting.name} at {start}") for start in by_start}
        for start, literal in literals.items():
            self.model.add(sum(by_start[start]) == literal)
        return literals

    def held_at(self, sitting: Sitting, day: date, start: int) -> Literal:
        """Whether it is held on the day, starting then."""
        days = self._days(sitting)
        if sitting.gathering is None:
            return self._at.get((sitting, day, start), self.no)
        if day not in days or start not in sitting.starts:
            return self.no
        if len(sitting.starts) == 1:
            return days[day]
        if (sitting, day, start) not in self._at:
            here, then = days[day], self.starts_at(sitting, start)
            literal = self._yes_or_no(f"{sitting.name} on {day} at {start}")
            self.model.add_implication(literal, here)
            self.model.add_implication(literal, then)
            self.model.add_bool_or(literal, ~here, ~then)
            self._at[sitting, day, start] = literal
        return self._at[sitting, day, start]

    def held_during(self, sitting: Sitting, placements: Iterable[tuple[date, int]]) -> Sequence[Literal]:
        """Return choices of which one is yes where the meeting is held at one of these days and starts."""
        starts: dict[date, list[int]] = {}
        for day, start in placements:
            starts.setdefault(day, []).append(start)
        all_starts = len(sitting.starts)
        found: list[Literal] = []
        for day, some in starts.items():
            if len(some) == all_starts:
                found.append(self.held_on(sitting, day))
            else:
                found += [self.held_at(sitting, day, start) for start in some]
        return [literal for literal in found if literal is not self.no]

    def day_number(self, placed: InTurn) -> Expression:
        """Return the day, counted from the calendar's first; 0 for what is not held."""
        if isinstance(placed, Turn):
            return sum(self.day_number(sitting) for sitting in placed.sittings)
        if isinstance(placed, Sitting) and placed.gathering is not None and placed not in self.fixed:
            placed = placed.gathering
        if placed in self.fixed:
            return self.day_of_calendar[placed.days[0]]
        if placed not in self._number:
            number = self.model.new_int_var(0, len(self.day_of_calendar), f"{placed.name} day")
            days = self._days(placed)
            self.model.add(sum(self.day_of_calendar[day] * literal for day, literal in days.items()) == number)
            self._number[placed] = number
        return self._number[placed]

    def minute_number(self, sitting: Sitting | Turn) -> Expression:
        """Return the start, in minutes from the calendar's first midnight; 0 for what is not held."""
        if isinstance(sitting, Turn):
            return sum(self.minute_number(one) for one in sitting.sittings)
        if sitting in self.fixed:
            return self.day_of_calendar[sitting.days[0]] * MINUTES_A_DAY + sitting.starts[0]
        if sitting not in self._minute:
            last = (len(self.day_of_calendar) + 1) * MINUTES_A_DAY
            minute = self.model.new_int_var(0, last, f"{sitting.name} minute")
            if sitting.gathering is None:
                whole = sum(
                    (self.day_of_calendar[day] * MINUTES_A_DAY + start) * self.held_at(sitting, day, start)
                    for day, start in self.placements(sitting)
                )
                self.model.add(minute == whole)
            else:
                starts = sum(start * self.starts_at(sitting, start) for start in sitting.starts)
                day = self.day_number(sitting)
                held = self.held(sitting)
                self.model.add(minute == MINUTES_A_DAY * day + starts).only_enforce_if(held)
                self.model.add(minute == 0).only_enforce_if(~held)
            self._minute[sitting] = minute
        return self._minute[sitting]

    def put_in_order(self) -> None:
        """Let the numbers of a body's meetings, and of a meeting day's occurrences, follow their dates.

        Of the ways in which rows leave a meeting one is taken, and each row is about one meeting.
        """
        for series in self.series():
            sittings = [one for placed in series for one in ways(placed)]
            if not sittings or len({start for sitting in sittings for start in sitting.starts}) == 1:
                self._in_order([(one, self.day_number(one)) for one in series])
            else:
                turns = [one for one in series if isinstance(one, Sitting | Turn)]
                self._in_order([(one, self.minute_number(one)) for one in turns])
            for row in dict.fromkeys(one for sitting in sittings for one in sitting.ones):
                self.model.add_at_most_one(self.held(sitting) for sitting in sittings if row in sitting.ones)

    def _in_order(self, placed: list[tuple[InTurn, Expression]]) -> None:
        for (one, first), (two, second) in pairwise(placed):
            subject = one.meeting_day if isinstance(one, Gathering) else one.body
            if one.days == two.days or subject.cadence.per_period is None:
                self.model.add_implication(self.held(two), self.held(one))
            self.model.add(first < second).only_enforce_if(self.held(one), self.held(two))

    # -- plain combinations

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Return a choice that is yes where any of these is (and, cost permitting, only there)."""
        literals = list(literals)
        if len(literals) <= 1:
            return literals[0] if literals else self.no
        if any(literal is self.yes for literal in literals):
            return self.yes
        some = self._yes_or_no("")
        for literal in literals:
            self.model.add_implication(literal, some)
        return some

    def both(self, one: Literal, two: Literal) -> Literal:
        """Return a choice that is yes where both are (and, cost permitting, only there)."""
        if self.fixed and (one is self.no or two is self.no):
            return self.no
        if one is self.yes or two is self.yes:
            return two if one is self.yes else one
        together = self._yes_or_no("")
        self.model.add_bool_or(~one, ~two, together)
        return together

    def excess(self, *expressions: Expression, most: int, unit: int = 1, when: Sequence[Literal] = ()) -> Expression:
        """Return how far the largest expression exceeds zero where all of `when` hold, in units begun."""
        over = self.model.new_int_var(0, max(most, 0), "")
        for expression in expressions:
            bound = self.model.add(unit * over >= expression)
            if when:
                bound.only_enforce_if(*when)
        return over

    def one_of(self, number: int) -> Sequence[Literal]:
        """Return so many choices of which exactly one is yes."""
        literals = [self._yes_or_no("") for _ in range(number)]
        self.model.add_exactly_one(literals)
        return literals

    def matching(self, rows: int, columns: Sequence[Literal]) -> Sequence[Sequence[Literal]]:
        """Return choices that match each row to at most one column that holds, and no column twice."""
        matches = [[self._yes_or_no("") for _ in columns] for _ in range(rows)]
        for row in matches:
            self.model.add_at_most_one(row)
        for number, holds in enumerate(columns):
            self.model.add(sum(row[number] for row in matches) <= holds)
        return matches
