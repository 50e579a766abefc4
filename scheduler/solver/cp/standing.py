"""Rooms as an assignment problem: days, times and people stand, and every rule that a change of room may break is kept.

Carter and Tovey 1992, "When is the classroom assignment problem hard?", Operations Research 40, supplement 1. Each day
is a small problem by itself; what ties the days together are the wishes that look over the year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ortools.sat.python import cp_model_helper

from scheduler.domain.people import Membership
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import ROOMS, Expression, Horizon, InTurn, Literal, Placed
from scheduler.rules import touching
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates, candidates
from scheduler.solver.cp.decisions import MINUTES_A_DAY
from scheduler.solver.cp.hints import paired
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.model import Constraints, tier_costs
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.cp.solution_reader import solution_of

Standing = Mapping[Placed, Meeting | Occurrence]
"""Meetings and meeting days of one day and one start each, and how they are held."""


class StandingDecisions(Decisions):
    """The choices in a calendar that stands: a room for each meeting and each lunch, constants for all else.

    Parameters
    ----------
    problem : Problem
        The input.
    there : mapping
        What is held of what is to be placed; a meeting at a meeting day names that as it is among these.
    fixed : mapping
        What is placed already: facts.

    """

    def __init__(self, problem: Problem, there: Standing, fixed: Standing) -> None:
        gatherings = tuple(one for one in there if isinstance(one, Gathering))
        sittings = tuple(one for one in there if isinstance(one, Sitting))
        super().__init__(problem, Candidates(gatherings, sittings, fixed), pruning=True)
        self.there = there

    def rule_out(self, placed: Placed, day: date) -> bool:
        """Return that nothing is to be done: the day stands."""
        del placed, day
        return True

    def _make_days(self, placed: Placed) -> dict[date, Literal]:
        (day,) = placed.days
        if isinstance(placed, Sitting):
            self._at[placed, day, placed.starts[0]] = self.yes
        return {day: self.yes}

    def held(self, placed: InTurn) -> Literal:
        """Whether it is held at all: yes."""
        del placed
        return self.yes

    def day_number(self, placed: InTurn) -> Expression:
        """Return the day, counted from the calendar's first."""
        return self.day_of_calendar[placed.days[0]]

    def minute_number(self, sitting: Sitting | Turn) -> Expression:
        """Return the start, in minutes from the calendar's first midnight."""
        start = sitting.starts[0] if isinstance(sitting, Sitting) else 0
        return self.day_of_calendar[sitting.days[0]] * MINUTES_A_DAY + start

    def has_theme(self, gathering: Gathering, theme: str) -> Literal:
        """Whether the lunch takes the theme."""
        there = self.there.get(gathering)
        if isinstance(there, Occurrence):
            return self.yes if there.theme == theme else self.no
        return super().has_theme(gathering, theme)

    def people_at(self, sitting: Sitting) -> Sequence[str]:
        """Return everyone who sits at the meeting, for themselves or for another."""
        if sitting not in self.there:
            return super().people_at(sitting)
        return sorted({row.sits for row in self._seats(sitting) if row.sits is not None})

    def pairs_sharing_people(self) -> Iterable[tuple[Sitting, Sitting, Sequence[str]]]:
        """Yield every two meetings of one day, one at least to be placed, that somebody sits at, and those people."""
        for one, two, people in super().pairs_sharing_people():
            if one.days == two.days:
                yield one, two, people

    def _seats(self, sitting: Sitting) -> Sequence[Attendance]:
        there = self.there[sitting]
        return there.attendance if isinstance(there, Meeting) else ()

    def _take_a_seat(self, sitting: Sitting, row: Membership) -> None:
        theirs = (seat for seat in self._seats(sitting) if (seat.person, seat.role) == (row.person, row.role))
        seat = next(theirs, None)
        self._attends[sitting, row] = self.yes if seat is not None and seat.outcome == ATTENDS else self.no
        for substitute in row.substitutes:
            deputises = seat is not None and (seat.outcome, seat.substitute) == (SUBSTITUTE, substitute)
            self._deputises[sitting, row, substitute] = self.yes if deputises else self.no

    def settled(self, cost: Expression) -> bool:
        """Whether an expression is the same whatever the rooms."""
        if isinstance(cost, int):
            return True
        return all(variable.index == self.no.index for variable in cp_model_helper.FlatIntExpr(cost).vars)


def standing(problem: Problem, solution: PartialSolution) -> StandingDecisions | None:
    """Return the choices of rooms in a calendar as it is; None where it holds what the input does not ask for."""
    there, asked = solution.without_facts(problem), candidates(problem)
    found: dict[Placed, Meeting | Occurrence] = {}
    gathering_of: dict[Gathering, Gathering] = {}
    for gathering, occurrence in _matched(asked.gatherings, there.occurrences):
        one = gathering if len(gathering.days) == 1 else replace(gathering, days=(occurrence.date,))
        found[one], gathering_of[gathering] = occurrence, one
    at_day = {(meeting.body, meeting.date): meeting for meeting in there.meetings if meeting.meeting_day is not None}
    pairs: dict[Sitting, Meeting] = {}
    for sitting in asked.sittings:
        where = None if sitting.gathering is None else gathering_of.get(sitting.gathering)
        meeting = None if where is None else at_day.get((sitting.body.code, where.days[0]))
        if meeting is not None:
            pairs[replace(sitting, gathering=where)] = meeting
    for body, in_turn in asked.in_turn.items():
        own = [meeting for meeting in there.meetings if meeting.body == body and meeting.meeting_day is None]
        extras = [one for one in asked.sittings if one.body.code == body and one.extra and one.gathering is None]
        pairs |= paired([*in_turn, *extras], sorted(own, key=lambda meeting: (meeting.date, meeting.start)))
    for sitting, meeting in pairs.items():
        found[replace(sitting, days=(meeting.date,), starts=(meeting.start,))] = meeting
    if len(found) < len(there.meetings) + len(there.occurrences):
        return None
    return StandingDecisions(problem, found, asked.fixed)


def _matched(
    gatherings: Sequence[Gathering], occurrences: Sequence[Occurrence]
) -> Iterable[tuple[Gathering, Occurrence]]:
    """Yield meeting days with where they are held: those beside the cadence first, then in their turn."""
    waiting = sorted(occurrences, key=lambda occurrence: occurrence.date)
    for gathering in sorted(gatherings, key=lambda one: not one.extra):
        alike = (one for one in waiting if one.meeting_day == gathering.meeting_day.code)
        occurrence = next((one for one in alike if one.date in gathering.days), None)
        if occurrence is not None:
            waiting.remove(occurrence)
            yield gathering, occurrence


class RoomObjective(LexicographicObjective):
    """The model of rooms for a calendar that stands; as goals, what the wishes that look at rooms cost in each tier.

    Parameters
    ----------
    choices : StandingDecisions
        The calendar as it is, its rooms where a search begins.
    clock : Clock
        How long the searches may take.

    """

    def __init__(self, choices: StandingDecisions, clock: Clock) -> None:
        self.choices = choices
        post = Constraints(choices, guarded=False)
        for rule in touching(ROOMS):
            choices.look(rule.RULE.horizon, rule.RULE.name)
            rule.enforce(choices.problem, choices, post)
        choices.look(Horizon.MEETING)
        costs = tier_costs(choices.problem, choices, ROOMS)
        super().__init__(
            choices.model, {name: cost for name, cost in costs.items() if not choices.settled(cost)}, clock
        )
        self._begin_where_it_is()

    def _begin_where_it_is(self) -> None:
        for placed, there in self.choices.there.items():
            if isinstance(placed, Sitting) and isinstance(there, Meeting):
                rooms = {room: self.choices.in_room(placed, room) for room in self.choices.rooms_for(placed)}
                here = there.room
            elif isinstance(placed, Gathering) and isinstance(there, Occurrence):
                rooms = {room: self.choices.lunch_in(placed, room) for room in self.choices.lunch_rooms_for(placed)}
                here = None if there.lunch is None else there.lunch.room
            for room, literal in rooms.items():
                self.model.add_hint(literal, room == here)

    def partial_solution(self) -> PartialSolution:
        """Return the calendar with the rooms of the last solution."""
        return solution_of(self.choices.problem, self.choices, self.solution.solver)
