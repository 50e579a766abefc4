"""A member's own meetings, as their private page lists them: when, where, how, and their part; nobody else is named."""

import datetime as dt
from collections.abc import Iterable, Mapping

from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import clock, day_and_month, month_name
from scheduler.languages import said
from scheduler.outputs.feeds.plan_events import title_of
from scheduler.outputs.naming import choice_said, how_held, place, place_of_month, role_said
from scheduler.outputs.pages.meetings import Entry, Month

Own = tuple[Plan, Meeting, list[Attendance]]
"""The calendar of a year, a meeting of it, and what it says of one person there."""


def meetings_of_each(plan: Plan) -> Mapping[str, list[Own]]:
    """Return the meetings of each person, in order, by code: looked for once for everybody, who may be thousands."""
    found: dict[str, list[Own]] = {}
    held = [(year, one) for year in plan.years for one in year.meetings]
    for year, meeting in sorted(held, key=lambda pair: (pair[1].date, pair[1].start, pair[1].body)):
        rows: dict[str, list[Attendance]] = {}
        for row in meeting.attendance:
            for person in {row.person, row.substitute} - {None}:
                rows.setdefault(str(person), []).append(row)
        for person, theirs in rows.items():
            found.setdefault(person, []).append((year, meeting, theirs))
    return found


def own_meetings(problem: Problem, person: str, own: Iterable[Own]) -> tuple[Month, ...]:
    """Return the meetings where a person sits, deputises or sends apologies, month by month; cancelled ones too.

    Parameters
    ----------
    problem : Problem
        The input.
    person : str
        The person's code.
    own : iterable of Own
        Their meetings, also of the years before that members still have.

    """
    found: dict[dt.date, list[Entry]] = {}
    for year, meeting, rows in own:
        entry = _entry(problem, year, meeting, rows, person)
        found.setdefault(meeting.date.replace(day=1), []).append(entry)
    return tuple(Month(place_of_month(first), month_name(first), "month", tuple(rows)) for first, rows in found.items())


def _part(row: Attendance, person: str) -> str:
    if row.person != person:
        return said("You sit there for another member.")
    if row.outcome == ATTENDS:
        return said("You attend.") if row.role == "member" else said("You attend as {role}.", role=role_said(row.role))
    return (
        said("You do not attend: a substitute sits in your place.")
        if row.outcome == SUBSTITUTE
        else said("You send apologies.")
    )


def _entry(problem: Problem, plan: Plan, meeting: Meeting, rows: list[Attendance], person: str) -> Entry:
    apologies = any(row.person == person and row.outcome == APOLOGIES for row in rows)
    tags = (
        (meeting.status, choice_said(meeting.status)),
        ("away", said("Apologies") if apologies and meeting.live else ""),
        ("held", how_held(problem, meeting)),
    )
    return Entry(
        place=f"meeting-{meeting.uid}",
        classes=f"meeting {meeting.status}",
        iso=meeting.date.isoformat(),
        date=day_and_month(meeting.date),
        hours=said("{first} to {last}", first=clock(meeting.start), last=clock(meeting.end)),
        name=title_of(problem, plan, meeting),
        tags=tuple(tag for tag in tags if tag[1]),
        where=place(problem, meeting.room, meeting.venue),
        agenda=" ".join(_part(row, person) for row in rows) if meeting.live else said("It will not be held."),
        download=None,
    )
