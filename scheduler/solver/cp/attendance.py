"""Who comes to each lunch, counted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scheduler.domain.absences import person_away
from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence
from scheduler.domain.problem import Problem


def with_headcounts(occurrences: Iterable[Occurrence], meetings: list[Meeting]) -> tuple[Occurrence, ...]:
    """Return the occurrences with the heads at each lunch counted."""
    return tuple(_with_headcount(occurrence, meetings) for occurrence in occurrences)


def _with_headcount(occurrence: Occurrence, meetings: list[Meeting]) -> Occurrence:
    """Count those who attend a session of the day, substitutes included, and the speaker."""
    if occurrence.lunch is None:
        return occurrence
    here = {
        person
        for meeting in meetings
        if meeting.meeting_day == occurrence.meeting_day and meeting.date == occurrence.date
        for _, person in meeting.present()
    }
    headcount = len(here) + (occurrence.speaker is not None)
    return replace(occurrence, lunch=replace(occurrence.lunch, headcount=headcount))


def with_reasons(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Let members who are free attend, and say of everybody else why they do not.

    Parameters
    ----------
    problem : Problem
        The input.
    meetings : list of Meeting
        All meetings of the calendar, with an outcome for each membership.

    """
    diary = _Diary(problem, meetings)
    meetings = [_welcome(problem, diary, meeting) for meeting in meetings]
    return [
        replace(meeting, attendance=tuple(_explained(problem, diary, meeting, row) for row in meeting.attendance))
        for meeting in meetings
    ]


class _Diary:
    """Where everybody sits on each day, and lunches."""

    def __init__(self, problem: Problem, meetings: list[Meeting]) -> None:
        self.problem = problem
        self.sits: dict[tuple[str, date], list[Meeting]] = {}
        self.lunches_of: dict[tuple[str, date], list[Session]] = {}
        for meeting in meetings:
            for _, person in meeting.present():
                self.note(person, meeting)
            lunch = None if meeting.meeting_day is None else problem.lunch_of(meeting.meeting_day)
            if lunch is not None:
                for row in meeting.attendance:
                    self.lunches_of.setdefault((row.person, meeting.date), []).append(lunch)

    def note(self, person: str, meeting: Meeting) -> None:
        """Write a meeting in somebody's diary."""
        self.sits.setdefault((person, meeting.date), []).append(meeting)

    def strike(self, person: str, meeting: Meeting) -> None:
        """Take a meeting out of somebody's diary."""
        self.sits[person, meeting.date].remove(meeting)

    def lunches(self, person: str, meeting: Meeting) -> bool:
        """Whether the meeting is held over the lunch of a meeting day the person is a member of, and is no part of."""
        return any(
            lunch.start < meeting.end and meeting.start < lunch.end
            for lunch in self.lunches_of.get((person, meeting.date), ())
            if lunch.meeting_day != meeting.meeting_day
        )

    def elsewhere(self, person: str, meeting: Meeting) -> Meeting | None:
        """Return the meeting that keeps the person from this one, the way between them included."""
        for other in self.sits.get((person, meeting.date), ()):
            minutes = self.problem.travel_minutes(meeting.venue, other.venue)
            if other.uid != meeting.uid and meeting.overlaps(other, minutes):
                return other
        return None

    def has_room_for(self, person: str, meeting: Meeting) -> bool:
        """Whether another meeting that day is within the setting's limit."""
        most = self.problem.settings.max_meetings_per_person_per_day
        others = {other.meeting_day or other.uid for other in self.sits.get((person, meeting.date), ())}
        return most is None or len(others | {meeting.meeting_day or meeting.uid}) <= most


def _welcome(problem: Problem, diary: _Diary, meeting: Meeting) -> Meeting:
    """Seat the members who are free: where an absence costs nothing, the model does not mind whether they come."""
    rows = []
    for row in meeting.attendance:
        free = (
            row.outcome != ATTENDS
            and person_away(problem, row.person, meeting.date, meeting.start, meeting.end) is None
            and diary.elsewhere(row.person, meeting) is None
            and diary.has_room_for(row.person, meeting)
            and not diary.lunches(row.person, meeting)
        )
        if free:
            diary.note(row.person, meeting)
            if row.substitute is not None:
                diary.strike(row.substitute, meeting)
        rows.append(replace(row, outcome=ATTENDS, substitute=None) if free else row)
    return replace(meeting, attendance=tuple(rows))


def _explained(problem: Problem, diary: _Diary, meeting: Meeting, row: Attendance) -> Attendance:
    if row.outcome == ATTENDS:
        return row
    why = person_away(problem, row.person, meeting.date, meeting.start, meeting.end)
    other = diary.elsewhere(row.person, meeting)
    if why is None and other is not None:
        together = "at the same time" if meeting.overlaps(other) else "too near in time to travel between"
        why = f"sits at {problem.bodies[other.body].name} {together}"
    if why is None and not diary.has_room_for(row.person, meeting):
        why = "has as many meetings that day as anyone may have"
    if why is None and diary.lunches(row.person, meeting):
        why = "is expected at a lunch at the same time"
    if why is None:
        why = "a substitute sits instead" if row.outcome == SUBSTITUTE else "not expected"
    return replace(row, reason=why)
