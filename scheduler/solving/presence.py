"""Who sits where, and the words for who does not."""

from dataclasses import replace
from datetime import date

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.whereabouts import person_away


def with_reasons(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Let optional members who are free attend, and say of everybody else why they do not.

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
    """Where everybody sits on each day."""

    def __init__(self, problem: Problem, meetings: list[Meeting]) -> None:
        self.problem = problem
        self.sits: dict[tuple[str, date], list[Meeting]] = {}
        for meeting in meetings:
            for _, person in meeting.present():
                self.note(person, meeting)

    def note(self, person: str, meeting: Meeting) -> None:
        """Write a meeting in somebody's diary."""
        self.sits.setdefault((person, meeting.date), []).append(meeting)

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


def _membership(problem: Problem, meeting: Meeting, row: Attendance) -> Membership:
    rows = problem.memberships_on(meeting.body, meeting.date)
    return next(membership for membership in rows if membership.person == row.person)


def _welcome(problem: Problem, diary: _Diary, meeting: Meeting) -> Meeting:
    """Seat the optional members who are free: the model does not mind whether they come."""
    rows = []
    for row in meeting.attendance:
        free = (
            row.outcome == APOLOGIES
            and _membership(problem, meeting, row).optional
            and person_away(problem, row.person, meeting.date, meeting.start, meeting.end) is None
            and diary.elsewhere(row.person, meeting) is None
            and diary.has_room_for(row.person, meeting)
        )
        if free:
            diary.note(row.person, meeting)
        rows.append(replace(row, outcome=ATTENDS) if free else row)
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
    if why is None:
        why = "a substitute sits instead" if row.outcome == SUBSTITUTE else "not expected"
    return replace(row, reason=why)
