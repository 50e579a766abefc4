"""Meeting days: what happens on a day, for whoever runs it, the caretaker, the caterer and the reception."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from textwrap import wrap

from flask import Blueprint, abort, g, render_template, request

from scheduler.commands.on_the_day import DayInBrief, WholeDay, date_of, days_of, whole_day
from scheduler.desk import forms
from scheduler.domain.wording import clock, long_date, month_name

SCREEN = Blueprint("days", __name__)
VIEWS = (
    ("", "Run sheet"),
    ("caretaker", "For the caretaker"),
    ("caterer", "For the caterer"),
    ("reception", "For the reception"),
)
"""Who a page is for: a value of `for`, and the words of its tab."""
MOST_NOTICE = 20
"""Clear working days that caterers ask for, at most."""

HOUR = 60
LABEL, WIDTH, LANE, HEAD, GAP = 170, 1000, 58, 26, 4
"""Of the timeline, in its own units: the names of rooms, all of it, one lane, the hours above, and between lanes."""
LETTER, LINES, FEWEST_LETTERS, CUT = 7.1, 2, 5, "\N{HORIZONTAL ELLIPSIS}"
"""Of a box: the width of a letter, lines for what it is, letters of one at least, and what stands for the rest."""


@dataclass(frozen=True)
class Box:
    """A meeting or a lunch in the timeline; what is `around` it is set-up and clearing."""

    x: float
    y: int
    width: float
    around: tuple[float, float]
    """Where set-up begins, and how wide all of it is."""
    lines: tuple[str, ...]
    hours: str
    words: str
    is_lunch: bool


@dataclass(frozen=True)
class Lane:
    """A room of the timeline; what overlaps in it stands one below another."""

    lines: tuple[str, ...]
    y: int
    height: int


@dataclass(frozen=True)
class Timeline:
    """A day by rooms, drawn."""

    height: int
    hours: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Stay:
    """What is in a room, and from when to when the room is taken. Times in minutes after midnight."""

    room: str
    taken: tuple[int, int]
    start: int
    end: int
    words: str
    is_lunch: bool


@SCREEN.get("/years/<year>/in/<calendar>/days")
def index() -> str:
    """List every day with meetings, month by month."""
    found = known_days()
    months = [(name, list(days)) for name, days in groupby(found, key=lambda day: month_name(day.date))]
    return render_template("days/index.html", months=months, whole=[day for day in found if day.occurrences])


def known_days() -> tuple[DayInBrief, ...]:
    """Return every day with meetings of the calendar that is looked at."""
    kept = g.calendar.kept
    if "days" not in kept:
        kept["days"] = days_of(g.calendar.problem, g.calendar.plan)
    found: tuple[DayInBrief, ...] = kept["days"]
    return found


@SCREEN.get("/years/<year>/in/<calendar>/days/<day>")
def day(day: str) -> str:
    """Show what happens on a date."""
    found = forms.day_in(day)
    if found is None:
        abort(404)
    return _page(found)


@SCREEN.get("/years/<year>/in/<calendar>/days/<path:meeting_day>/<int:number>")
def occurrence(meeting_day: str, number: int) -> str:
    """Show what happens on an occurrence of a meeting day."""
    found = date_of(g.calendar.plan, meeting_day, number)
    if found is None:
        abort(404)
    return _page(found)


def _page(date: dt.date) -> str:
    given = forms.number_in(request.args.get("notice", ""))
    notice = g.calendar.problem.settings.catering_days if given is None else min(given, MOST_NOTICE)
    found = whole_day(g.calendar.problem, g.calendar.plan, date, notice)
    if found is None:
        abort(404)
    for_whom = request.args.get("for", "")
    words = dict(VIEWS).get(for_whom)
    if words is None:
        abort(404)
    names = [name for name, *_ in found.occurrences]
    title = f"{', '.join(names)}: {long_date(date)}" if names else long_date(date)
    before, after = _neighbours(date)
    return render_template(
        f"days/{for_whom or 'day'}.html",
        day=found,
        title=title,
        for_whom=for_whom,
        views=VIEWS,
        notice=notice,
        timeline=timeline(_stays(found)),
        before=before,
        after=after,
    )


def _neighbours(date: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return the days with meetings before and after a day."""
    days = sorted({meeting.date for meeting in g.calendar.plan.live})
    place = days.index(date)
    return days[place - 1] if place else None, days[place + 1] if place + 1 < len(days) else None


def _stays(day: WholeDay) -> Iterator[Stay]:
    """Yield what is in each room, or online, or nowhere yet."""
    taken = {
        (one.room.name, one.start, one.end, one.occasion if one.meeting is None else one.meeting.uid): one
        for one in day.bookings
    }
    lunches = {(one.start, one.end, one.room): f"{one.occasion}: lunch" for one in day.lunches}
    for item in day.items:
        words = lunches[item.start, item.end, item.room] if item.meeting is None else item.occasion
        found = taken.get((item.room, item.start, item.end, words if item.meeting is None else item.meeting.uid))
        times = (item.start, item.end) if found is None else (found.set_up_from, found.clear_by)
        yield Stay(item.room, times, item.start, item.end, words, item.meeting is None)


def timeline(stays: Iterable[Stay]) -> Timeline:
    """Draw a day: rooms below one another, hours across."""
    found = sorted(stays, key=lambda stay: (stay.room, stay.taken, stay.words))
    first = min(stay.taken[0] for stay in found) // HOUR
    last = max(ceil(max(stay.taken[1] for stay in found) / HOUR), first + 1)
    scale = (WIDTH - LABEL - 1) / (last - first) / HOUR

    def across(minutes: int) -> float:
        return round(LABEL + (minutes - first * HOUR) * scale, 1)

    lanes: list[Lane] = []
    boxes: list[Box] = []
    y = HEAD
    for room, within in groupby(found, key=lambda stay: stay.room):
        ends: list[int] = []
        for stay in within:
            row = next((number for number, end in enumerate(ends) if end <= stay.taken[0]), len(ends))
            ends[row : row + 1] = [stay.taken[1]]
            boxes.append(_box(stay, across, y + row * LANE))
        lanes.append(Lane(tuple(_broken(room, int((LABEL - 12) / LETTER))), y, len(ends) * LANE))
        y += len(ends) * LANE
    hours = tuple((across(hour * HOUR), clock(hour * HOUR)) for hour in range(first, last + 1))
    return Timeline(y, hours, tuple(lanes), tuple(boxes))


def _box(stay: Stay, across: Callable[[int], float], y: int) -> Box:
    """Return the box of a stay, its words broken into as many lines as there is room for."""
    x, end = across(stay.start), across(stay.end)
    begin = across(stay.taken[0])
    return Box(
        x=x,
        y=y + GAP // 2,
        width=round(end - x, 1),
        around=(begin, round(across(stay.taken[1]) - begin, 1)),
        lines=tuple(_broken(stay.words, int((end - x - 10) / LETTER))),
        hours=f"{clock(stay.start)} to {clock(stay.end)}",
        words=stay.words,
        is_lunch=stay.is_lunch,
    )


def _broken(words: str, letters: int) -> list[str]:
    """Break words into lines of so many letters; what there is no room for is cut off."""
    return wrap(words, max(letters, FEWEST_LETTERS), max_lines=LINES, placeholder=CUT)
