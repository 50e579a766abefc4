"""Attendance completed: whoever is free comes, every absence has its reason, and the heads at each lunch are counted.

What costs nothing in the model is assigned greedily, in order of date; the rules about seats say who is free.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import in_parts, in_the_way, person_away
from scheduler.domain.titles import body_title
from scheduler.domain.verbs import SEATS
from scheduler.rules import about, broken, furthest, person_load


def with_headcounts(
    problem: Problem, occurrences: Iterable[Occurrence], meetings: list[Meeting]
) -> tuple[Occurrence, ...]:
    """Return the occurrences with the heads at each lunch counted, facts as they are."""
    return tuple(one if problem.is_fact(one) else _with_headcount(one, meetings) for one in occurrences)


def _with_headcount(occurrence: Occurrence, meetings: list[Meeting]) -> Occurrence:
    """Count those who attend a session of the day, substitutes included, and the speaker."""
    if occurrence.lunch is None:
        return occurrence
    here = {
        person
        for meeting in meetings
        if meeting.live and meeting.meeting_day == occurrence.meeting_day and meeting.date == occurrence.date
        for _, person in meeting.present()
    }
    headcount = len(here) + (occurrence.speaker is not None)
    return replace(occurrence, lunch=replace(occurrence.lunch, headcount=headcount))


def breaches_of_seats(problem: Problem, meetings: Sequence[Meeting]) -> Counter[tuple[object, ...]]:
    """Count the breaches of rules about seats among some meetings, by all they concern but not their words."""
    live = tuple(one for one in meetings if one.live and (one.body in problem.bodies or problem.is_fact(one)))
    days = [meeting.date for meeting in live] or [problem.settings.start_date]
    plan = Plan("", min(days), max(days), meetings=live)
    breaches = broken(problem, plan, about(SEATS))
    return Counter((one.rule, one.bodies, one.people, one.rooms, one.dates) for one in breaches)


def breaks_anew(problem: Problem, person: str, meeting: Meeting, meetings: Sequence[Meeting]) -> bool:
    """Whether a rule about seats would newly be broken if somebody who is not there came to a meeting.

    Parameters
    ----------
    problem : Problem
        The input.
    person : str
        Who would sit there for themselves, in the place of any substitute.
    meeting : Meeting
        One of the meetings.
    meetings : sequence of Meeting
        All that a rule about seats may look to from it.

    """
    rows = tuple(row for row in meeting.attendance if row.person != person)
    there = replace(meeting, attendance=(*rows, Attendance(person, "member", voting=True, outcome=ATTENDS)))
    after = [there if other is meeting else other for other in meetings]
    return bool(breaches_of_seats(problem, after) - breaches_of_seats(problem, meetings))


def with_reasons(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Let members who are free attend, and say of everybody else why they do not.

    Parameters
    ----------
    problem : Problem
        The input.
    meetings : list of Meeting
        All meetings of the calendar, with an outcome for each membership; cancelled ones keep nobody from another, and
        stay as they are. So do facts.

    """
    live = [meeting for meeting in meetings if meeting.live]
    diary = _Diary(problem, live)
    asked = [number for number, meeting in enumerate(live) if not problem.is_fact(meeting)]
    for number in asked:
        diary.seat_those_free(number)
    explained = (
        replace(meeting, attendance=tuple(diary.explained(number, row) for row in meeting.attendance))
        if not problem.is_fact(meeting)
        else meeting
        for number, meeting in enumerate(diary.meetings)
    )
    return [next(explained) if meeting.live else meeting for meeting in meetings]


def explained(problem: Problem, meetings: Sequence[Meeting], others: Sequence[Meeting]) -> list[Meeting]:
    """Say why whoever is not at some live meetings is not there, given the others of their days; all are seated."""
    diary = _Diary(problem, [*meetings, *others])
    return [
        replace(meeting, attendance=tuple(diary.explained(number, row) for row in meeting.attendance))
        for number, meeting in enumerate(meetings)
    ]


class _Diary:
    """Where everybody sits on each day, and lunches."""

    def __init__(self, problem: Problem, meetings: Sequence[Meeting]) -> None:
        self.problem = problem
        self.meetings = list(meetings)
        """The meetings as they are by now."""
        self.sits: dict[tuple[str, date], list[Meeting]] = {}
        self.lunches_of: dict[tuple[str, date], list[Session]] = {}
        number_of = {id(meeting): number for number, meeting in enumerate(meetings)}
        self.parts: dict[int, list[int]] = {}
        """For each meeting, by its number, the numbers of all that a rule about seats may look to from it."""
        for part in in_parts(meetings, furthest(problem, about(SEATS))):
            numbers = [number_of[id(meeting)] for meeting in part]
            self.parts.update(dict.fromkeys(numbers, numbers))
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
        theirs = self.sits[person, meeting.date]
        theirs.remove(next(other for other in theirs if other.uid == meeting.uid))

    def seat_those_free(self, number: int) -> None:
        """Seat the members who are free: the model leaves open an absence that costs nothing."""
        for place, row in enumerate(self.meetings[number].attendance):
            meeting = self.meetings[number]
            absent = row.outcome != ATTENDS and self.why_away(row.person, meeting) is None
            if absent and not self.breaks_anew(row.person, number):
                self.note(row.person, meeting)
                if row.substitute is not None:
                    self.strike(row.substitute, meeting)
                rows = list(meeting.attendance)
                rows[place] = replace(row, outcome=ATTENDS, substitute=None)
                self.meetings[number] = replace(meeting, attendance=tuple(rows))

    def explained(self, number: int, row: Attendance) -> Attendance:
        """Return the row with the reason why the member is not there."""
        if row.outcome == ATTENDS:
            return row
        why = self.why_away(row.person, self.meetings[number])
        if why is None and self.breaks_anew(row.person, number):
            why = "may not sit at more meetings then"
        if why is None:
            why = "a substitute sits instead" if row.outcome == SUBSTITUTE else "not expected"
        return replace(row, reason=why)

    def breaks_anew(self, person: str, number: int) -> bool:
        """Whether a rule about seats would newly be broken if somebody came to a meeting."""
        part = [self.meetings[other] for other in self.parts[number]]
        return breaks_anew(self.problem, person, self.meetings[number], part)

    def why_away(self, person: str, meeting: Meeting) -> str | None:
        """Say what is known to keep somebody from a meeting; None where nothing is."""
        away = person_away(self.problem, person, meeting.date, meeting.start, meeting.end)
        if away is not None:
            return away
        theirs = self.sits.get((person, meeting.date), ())
        for other in theirs:
            if other.uid != meeting.uid and in_the_way(self.problem, meeting, other):
                together = "at the same time" if meeting.overlaps(other) else "too near in time"
                if not meeting.overlaps(other) and meeting.venue != other.venue:
                    together += " to travel between"
                return f"sits at {body_title(self.problem, other.body)} {together}"
        others = [other for other in theirs if other.uid != meeting.uid]
        if not person_load.within_limit(self.problem, [*others, meeting]):
            return "has as many meetings that day as anyone may have"
        return "is expected at a lunch at the same time" if self.lunches(person, meeting) else None

    def lunches(self, person: str, meeting: Meeting) -> bool:
        """Whether the meeting is held over the lunch of a meeting day the person is a member of, and is no part of."""
        return any(
            lunch.start < meeting.end and meeting.start < lunch.end
            for lunch in self.lunches_of.get((person, meeting.date), ())
            if lunch.meeting_day != meeting.meeting_day
        )
