"""What is already in the diary: placed meetings keep their people and rooms from all others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scheduler.domain.plan import Meeting, Occurrence
from scheduler.domain.problem import Absence, Problem, moment

WHOLE_DAY = 24 * 60


def committed(problem: Problem, meetings: Iterable[Meeting], occurrences: Iterable[Occurrence]) -> Problem:
    """Return the problem with its people and every room away wherever they are already placed.

    Stricter than the rules, never laxer: the way to any other venue is always added, and members of a
    meeting day keep its lunch free.
    """
    meetings, occurrences = list(meetings), list(occurrences)
    people = {person for row in problem.memberships for person in (row.person, *row.substitutes)}
    absences = [
        *_people_sitting(problem, meetings, people),
        *_people_at_lunch(meetings, occurrences, people),
        *_people_with_full_days(problem, meetings, people),
        *_rooms_booked(problem, meetings, occurrences),
    ]
    return replace(problem, absences=(*problem.absences, *absences))


def rooms_committed(problem: Problem, meetings: Iterable[Meeting]) -> Problem:
    """Return the problem with every room away wherever it is already booked, and everybody free."""
    return replace(problem, absences=(*problem.absences, *_rooms_booked(problem, list(meetings), [])))


def _away(kind: str, who: str, day: date, start: int, end: int) -> Absence:
    return Absence(kind, who, moment(day, start), moment(day, end), "already placed elsewhere")


def _people_sitting(problem: Problem, meetings: list[Meeting], people: set[str]) -> Iterable[Absence]:
    venues = sorted({room.venue for room in problem.rooms.values()})
    for meeting in meetings:
        way = max((problem.travel_minutes(meeting.venue, venue) for venue in venues), default=0)
        for _, person in meeting.present():
            if person in people:
                yield _away("person", person, meeting.date, meeting.start - way, meeting.end + way)


def _people_at_lunch(meetings: list[Meeting], occurrences: list[Occurrence], people: set[str]) -> Iterable[Absence]:
    for occurrence in occurrences:
        if occurrence.lunch is not None:
            sitting = [m for m in meetings if (m.meeting_day, m.date) == (occurrence.meeting_day, occurrence.date)]
            members = {row.person for meeting in sitting for row in meeting.attendance}
            for person in sorted(members & people):
                yield _away("person", person, occurrence.date, occurrence.lunch.start, occurrence.lunch.end)


def _people_with_full_days(problem: Problem, meetings: list[Meeting], people: set[str]) -> Iterable[Absence]:
    most = problem.settings.max_meetings_per_person_per_day
    if most is not None:
        load: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
        for meeting in meetings:
            for _, person in meeting.present():
                if person in people:
                    load[person, meeting.date].add(meeting.meeting_day or f"{meeting.body} {meeting.start}")
        for (person, day), things in sorted(load.items()):
            if len(things) >= most:
                yield _away("person", person, day, 0, WHOLE_DAY)


def _rooms_booked(problem: Problem, meetings: list[Meeting], occurrences: list[Occurrence]) -> Iterable[Absence]:
    booked = [(meeting.room, meeting.date, meeting.start, meeting.end) for meeting in meetings]
    lunches = [(occurrence.date, occurrence.lunch) for occurrence in occurrences if occurrence.lunch is not None]
    booked += [(lunch.room, day, lunch.start, lunch.end) for day, lunch in lunches]
    for code, day, start, end in booked:
        if code is not None:
            room = problem.rooms[code]
            for part in sorted(problem.parts_of_room[code]):
                yield _away("room", part, day, start - room.setup_minutes, end + room.clear_minutes)
