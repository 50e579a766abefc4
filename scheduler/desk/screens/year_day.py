"""One day: its meetings by time, what is due on it, who is not free, and each room with when it is free."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.year_view import DayNote, RoomOnDay, YearView, name_of_day, rooms_on
from scheduler.desk import forms
from scheduler.desk.screens.year import base, view_of_year
from scheduler.desk.screens.year_choices import APOLOGIES, CLOSURES, MOVED_SINCE, TERMS, Choices
from scheduler.desk.screens.year_wall import NO_NOTE, Mark, Painter
from scheduler.domain.plan import APOLOGIES as SENDS_APOLOGIES
from scheduler.domain.plan import Meeting
from scheduler.domain.titles import person_title, room_title
from scheduler.domain.wording import clock, short_date

SCREEN = Blueprint("day", __name__)

ALL = Choices(show=(CLOSURES, TERMS, APOLOGIES, MOVED_SINCE))
"""What the signs of a day say."""


@dataclass(frozen=True)
class Sitting:
    """A meeting of the day."""

    mark: Mark
    away: tuple[str, ...]
    """Who is not there, and who deputises."""


@dataclass(frozen=True)
class Due:
    """What is due on the day for a meeting on another."""

    mark: Mark
    words: str
    """`Agenda to publish`, `Reports due`."""
    day: str
    """Of the meeting."""


@dataclass(frozen=True)
class Bar:
    """A stretch of a room's day in the picture of it, in minutes after the first hour that is shown."""

    kind: str
    """`free` or `taken`."""
    start: int
    length: int


@dataclass(frozen=True)
class RoomLine:
    """A room on the day."""

    name: str
    venue: str
    capacity: int
    taken: tuple[tuple[str, str, str], ...]
    """Hours, what takes it, and the place of the meeting, blank where it is none."""
    free: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class WholeDay:
    """All that there is to say of a day."""

    date: dt.date
    within: bool
    """Whether it is a day of the calendar."""
    note: DayNote
    occasions: tuple[tuple[str, str], ...]
    """The meeting days, and the hours and the room of their lunches."""
    sittings: tuple[Sitting, ...]
    due: tuple[Due, ...]
    rooms: tuple[RoomLine, ...]
    hours: tuple[int, int]
    """Of the picture: the first and the last hour."""
    before: dt.date | None
    """The last day before it with a meeting."""
    after: dt.date | None


@SCREEN.get("/years/<year>/in/<calendar>/day/<date>")
def day(date: str) -> str:
    """Show a day."""
    found = forms.day_in(date)
    if found is None:
        abort(404)
    return render_template("year/day.html", day=whole_day(view_of_year(), found), base=base())


@SCREEN.get("/years/<year>/in/<calendar>/day/")
def another() -> AnyResponse:
    """Lead to the day that was typed; without one that can be read, to the first day of the calendar."""
    found = forms.day_in(request.args.get("date", "")) or g.calendar.plan.start_date
    return redirect(url_for(".day", date=found.isoformat()))


def whole_day(year: YearView, date: dt.date) -> WholeDay:
    """Return all that there is to say of a day."""
    painter = Painter(year, ALL)
    plan = year.plan
    held = [one for one in year.meetings if one.date == date]
    rooms = rooms_on(year.problem, plan, date)
    hours = _hours(rooms)
    return WholeDay(
        date,
        plan.start_date <= date <= plan.end_date,
        year.notes.get(date, NO_NOTE),
        tuple(_occasions(year, date)),
        tuple(Sitting(painter.mark(one), tuple(_away(year, one))) for one in held),
        tuple(_due(painter, date)),
        tuple(_room(painter, one, hours) for one in rooms),
        hours,
        max((one.date for one in year.meetings if one.date < date), default=None),
        min((one.date for one in year.meetings if one.date > date), default=None),
    )


def _occasions(year: YearView, date: dt.date) -> Iterator[tuple[str, str]]:
    for one in year.plan.occurrences:
        if one.date == date:
            lunch = one.lunch
            room = "" if lunch is None or lunch.room is None else f" in {room_title(year.problem, lunch.room)}"
            words = "" if lunch is None else f"lunch {clock(lunch.start)} to {clock(lunch.end)}{room}"
            yield name_of_day(year.problem, one.meeting_day), words


def _away(year: YearView, meeting: Meeting) -> Iterator[str]:
    for row in meeting.attendance if meeting.live else ():
        name = person_title(year.problem, row.person)
        if row.outcome == SENDS_APOLOGIES:
            yield f"{name} sends apologies"
        elif row.substitute is not None:
            yield f"{person_title(year.problem, row.substitute)} deputises for {name}"


def _due(painter: Painter, date: dt.date) -> Iterator[Due]:
    for meeting in painter.year.plan.live:
        for words, due in (
            ("Reports due", meeting.report_due),
            ("Agenda to publish", meeting.agenda_deadline),
        ):
            if due == date:
                yield Due(painter.mark(meeting), words, short_date(meeting.date))


def _hours(rooms: tuple[RoomOnDay, ...]) -> tuple[int, int]:
    """Return the first and the last whole hour of what is open or taken, in minutes."""
    edges = [edge for one in rooms for edge in (*one.hours, *(edge for t in one.taken for edge in (t.start, t.end)))]
    if not edges:
        return 0, 0
    return min(edges) // 60 * 60, -(-max(edges) // 60) * 60


def _room(painter: Painter, one: RoomOnDay, hours: tuple[int, int]) -> RoomLine:
    first, last = hours
    spans = [("free", *span) for span in one.free] + [("taken", taken.start, taken.end) for taken in one.taken]
    return RoomLine(
        one.room.name,
        one.room.venue,
        one.room.capacity,
        tuple(
            (
                _span(taken.start, taken.end),
                taken.words,
                "" if taken.meeting is None else painter.mark(taken.meeting).place,
            )
            for taken in one.taken
        ),
        tuple(_span(*span) for span in one.free),
        tuple(Bar(kind, max(start, first) - first, min(end, last) - max(start, first)) for kind, start, end in spans),
    )


def _span(start: int, end: int) -> str:
    return f"{clock(max(0, start))} to {clock(min(end, 24 * 60))}"
