"""The solver's last solution read off: which literals are true, as meetings, meeting days and who attends."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ortools.sat.python import cp_model

from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Lunch, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.themes import Theme
from scheduler.domain.verbs import Literal
from scheduler.law.deadlines import agenda_deadline
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.solution import PartialSolution


def solution_of(problem: Problem, choices: Decisions, solver: cp_model.CpSolver) -> PartialSolution:
    """Read the meetings and meeting days of the solver's last solution."""
    reader = _Reader(problem, choices, solver)
    return PartialSolution(tuple(reader.meetings()), tuple(reader.occurrences()))


class _Reader:
    """Puts questions to one solution."""

    def __init__(self, problem: Problem, choices: Decisions, solver: cp_model.CpSolver) -> None:
        self.problem, self.choices, self.solver = problem, choices, solver

    def _is(self, literal: Literal) -> bool:
        return literal is not self.choices.no and bool(self.solver.boolean_value(literal))

    def _day(self, placed: Sitting | Gathering) -> date | None:
        days = (day for day in self.choices.open_days(placed) if self._is(self.choices.held_on(placed, day)))
        return next(days, None)

    def occurrences(self) -> list[Occurrence]:
        """Return the meeting days in order of date, with their numbers, not yet counting heads."""
        found = []
        for gathering in self.choices.gatherings:
            day = self._day(gathering)
            if day is not None:
                found.append(self._occurrence(gathering, day))
        return numbered(found)

    def _occurrence(self, gathering: Gathering, day: date) -> Occurrence:
        themes = (t for t in self.problem.themes.values() if self._is(self.choices.has_theme(gathering, t.code)))
        rooms = self.choices.lunch_rooms_for(gathering)
        room = next((room for room in rooms if self._is(self.choices.lunch_in(gathering, room))), None)
        used = (room, *(self._room(sitting) for sitting in self.choices.sittings_at(gathering)))
        return occurrence_of(self.problem, gathering, day, used, next(themes, None))

    def _room(self, sitting: Sitting) -> str | None:
        rooms = self.choices.rooms_for(sitting)
        return next((room for room in rooms if self._is(self.choices.in_room(sitting, room))), None)

    def meetings(self) -> list[Meeting]:
        """Return the meetings that are held, in order of date, start and body, not yet named."""
        found = []
        for sitting in self.choices.sittings:
            day = self._day(sitting)
            if day is not None:
                found.append(self._meeting(sitting, day))
        return sorted(found, key=lambda meeting: (meeting.date, meeting.start, meeting.body))

    def _meeting(self, sitting: Sitting, day: date) -> Meeting:
        start = next(start for start in sitting.starts if self._is(self._starting(sitting, day, start)))
        return meeting_of(self.problem, sitting, (day, start), self._room(sitting), self._attendance(sitting, day))

    def _starting(self, sitting: Sitting, day: date, start: int) -> Literal:
        if sitting.gathering is None:
            return self.choices.held_at(sitting, day, start)
        return self.choices.starts_at(sitting, start)

    def _attendance(self, sitting: Sitting, day: date) -> tuple[Attendance, ...]:
        rows = []
        for membership in self.problem.memberships_on(sitting.body.code, day):
            deputies = (s for s in membership.substitutes if self._is(self.choices.deputises(sitting, membership, s)))
            deputy = next(deputies, None)
            if self._is(self.choices.attends(sitting, membership)):
                outcome = ATTENDS
            else:
                outcome = APOLOGIES if deputy is None else SUBSTITUTE
            rows.append(Attendance(membership.person, membership.role, membership.voting, outcome, deputy))
        return tuple(rows)


def meeting_of(
    problem: Problem, sitting: Sitting, moment: tuple[date, int], room: str | None, attendance: tuple[Attendance, ...]
) -> Meeting:
    """Return a meeting that is held at a day and start, in a room, with those who sit there; not yet named."""
    body, (day, start) = sitting.body, moment
    return Meeting(
        uid="",
        body=body.code,
        sequence=sitting.own_number or 0,
        date=day,
        start=start,
        end=start + sitting.duration,
        venue=None if room is None else problem.rooms[room].venue,
        room=room,
        meeting_day=body.meeting_day,
        session=body.session,
        status=problem.settings.status,
        attendance=attendance,
        agenda_deadline=agenda_deadline(problem, body, day),
        title=sitting.title,
        extra=sitting.extra and sitting.gathering is None,
        waived=sitting.waivers,
    )


def occurrence_of(
    problem: Problem, gathering: Gathering, day: date, rooms: tuple[str | None, ...], theme: Theme | None
) -> Occurrence:
    """Return an occurrence that is held on a day, not yet counting heads.

    Parameters
    ----------
    problem : Problem
        The input.
    gathering : Gathering
        What is held.
    day : date
        When.
    rooms : tuple of str or None
        That of its lunch, then those of its meetings.
    theme : Theme or None
        Of its lunch.

    """
    lunch = problem.lunch_of(gathering.meeting_day.code)
    venues = (problem.rooms[one].venue for one in rooms if one is not None)
    return Occurrence(
        meeting_day=gathering.meeting_day.code,
        sequence=gathering.number,
        date=day,
        venue=gathering.meeting_day.venue or next(venues, None),
        theme=None if theme is None else theme.code,
        speaker=None if theme is None else theme.speaker,
        lunch=None if lunch is None else Lunch(lunch.code, lunch.start, lunch.end, rooms[0], 0),
    )


def numbered(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences in order of date, those of each meeting day numbered on from their lowest number."""
    found = list(occurrences)
    first: dict[str, int] = {}
    for one in found:
        first[one.meeting_day] = min(one.sequence, first.get(one.meeting_day, one.sequence))
    in_order = []
    for one in sorted(found, key=lambda occurrence: (occurrence.date, occurrence.meeting_day)):
        in_order.append(replace(one, sequence=first[one.meeting_day]))
        first[one.meeting_day] += 1
    return in_order
