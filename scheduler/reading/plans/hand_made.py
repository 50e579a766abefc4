"""A calendar made by hand as a plan: its meetings in order, numbered, with the reports and the days they make.

Our own list of meetings, edited, is one too: it says which meeting is which, and how often each was revised.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from scheduler.domain.plan import Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.uids import meeting_uid
from scheduler.errors import InputFaults
from scheduler.law.deadlines import hearing
from scheduler.reading.plans.meetings_by_hand import RowReader
from scheduler.reading.plans.rows_by_hand import read_by_hand
from scheduler.reading.plans.values import MOST_FAULTS, MOST_MEETINGS, ReadPlan, too_many_on_a_day
from scheduler.reading.tables.headers import Unreadable

KEEP_ONE_YEAR = "Keep only the meetings of this calendar."


def plan_from_table(path: Path, content: bytes, problem: Problem) -> ReadPlan:
    """Return the calendar of a table, and what it does not say.

    Raises
    ------
    Unreadable
        If the file is no calendar of any form that is read.
    InputFaults
        If cells of it mean nothing, with all of them.

    """
    table = read_by_hand(path, content)
    reader = RowReader(problem, has_numbers=table.has_numbers)
    for row in table.rows:
        reader.take(row)
        if len(reader.meetings) > MOST_MEETINGS:
            message = f"{path.name} has more than {MOST_MEETINGS:,} meetings"
            raise Unreadable(message, KEEP_ONE_YEAR, row.number)
        if len(reader.faults) >= MOST_FAULTS:
            break
    faults = reader.all_faults()
    if faults:
        raise InputFaults(tuple(faults[:MOST_FAULTS]))
    meetings = list(reader.each_once())
    crowd = too_many_on_a_day(meeting.date for meeting in meetings)
    if crowd is not None:
        raise Unreadable(crowd, KEEP_ONE_YEAR)
    live = [meeting for meeting in meetings if meeting.live]
    settings = problem.settings
    plan = Plan(
        settings.title,
        settings.start_date,
        settings.end_date,
        settings.timezone,
        meetings=tuple(_numbered(problem, meetings)),
        occurrences=tuple(_occurrences(problem, live)),
    )
    return ReadPlan(
        plan,
        has_attendance=False,
        has_rooms=any(meeting.room is not None for meeting in live),
        has_numbers=table.has_numbers,
        warnings=(*table.warnings, *reader.all_warnings()),
    )


def _numbered(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings in order of date, start and body, numbered within their body, reports on their agendas.

    Those without a number of their own have the next in order of date, the cancelled ones after the others.
    """
    highest: Counter[str] = Counter()
    for meeting in meetings:
        highest[meeting.body] = max(highest[meeting.body], meeting.sequence)
    ordered = sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    numbered = []
    for meeting in sorted(ordered, key=lambda meeting: not meeting.live):
        number = meeting.sequence
        if number == 0:
            highest[meeting.body] = number = highest[meeting.body] + 1
        numbered.append(replace(meeting, uid=meeting_uid(problem, meeting.body, number), sequence=number))
    items = _agendas(problem, [meeting for meeting in numbered if meeting.live])
    numbered.sort(key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    return [replace(meeting, agenda_items=tuple(items.get(meeting.uid, ()))) for meeting in numbered]


def _agendas(problem: Problem, meetings: list[Meeting]) -> dict[str, list[str]]:
    """Return by meeting the projects whose due report it is the last in time for."""
    theirs: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        theirs.setdefault(meeting.body, []).append(meeting)
    items: dict[str, list[str]] = {}
    for project in problem.projects.values():
        held = theirs.get(project.reports_to or "", [])
        heard = [hearing(problem, project, due, held) for due in project.report_due]
        for uid in dict.fromkeys(meeting.uid for meeting in heard if meeting is not None):
            items.setdefault(uid, []).append(project.code)
    return items


def _occurrences(problem: Problem, meetings: list[Meeting]) -> list[Occurrence]:
    """Return an occurrence of its meeting day for each date on which a body of it sits."""
    found = []
    for code in problem.meeting_days:
        venues: dict[date, set[str]] = {}
        for meeting in meetings:
            if meeting.meeting_day == code:
                venues.setdefault(meeting.date, set()).update([meeting.venue] if meeting.venue else [])
        lunch = problem.lunch_of(code)
        table = None if lunch is None else Lunch(lunch.code, lunch.start, lunch.end, None, 0)
        for number, day in enumerate(sorted(venues), start=1):
            venue = min(venues[day], default=problem.meeting_days[code].venue)
            found.append(Occurrence(code, number, day, venue, lunch=table))
    return sorted(found, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))
