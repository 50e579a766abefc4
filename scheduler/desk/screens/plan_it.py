"""Plan it: how long, how many calendars, near to what, as of which day, and why; then it is put in the queue."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.how_far import how_far
from scheduler.desk import forms
from scheduler.desk.access import takes_files
from scheduler.desk.calendars import Calendar
from scheduler.desk.desk import here
from scheduler.desk.moments import day_of
from scheduler.desk.navigation import address_of
from scheduler.desk.work.asks import Ask
from scheduler.desk.work.kinds import MEMBERS_HAVE_IT
from scheduler.desk.workbooks import Workbook
from scheduler.desk.years import CALENDAR, UnknownPlace
from scheduler.domain.wording import counted
from scheduler.errors import MeetingDayError
from scheduler.server.clock import present_moment

SCREEN = Blueprint("plan", __name__)
MINUTES = ("1", "5", "15", "60")
OWN = "own"
MOST_MINUTES = 24 * 60
MOST_OPTIONS = 5
NEAR, AFRESH, ANOTHER_YEAR, FILE = "near", "afresh", "year", "file"
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".docx", ".html", ".htm", ".ics", ".json")
"""Of files that an earlier calendar may be in."""


@dataclass
class Typed:
    """What the form holds, and what of it is wrong."""

    calendar: str = CALENDAR
    minutes: str = "5"
    own_minutes: str = ""
    options: str = "1"
    near: str = NEAR
    year: str = ""
    as_of: str = ""
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    """The field that has something wrong -> what."""

    @property
    def seconds(self) -> float:
        """The time that is given; 0 where none was understood."""
        words = self.own_minutes if self.minutes == OWN else self.minutes
        try:
            minutes = float(words.replace(",", "."))
        except ValueError:
            return 0.0
        return minutes * 60 if 0 < minutes <= MOST_MINUTES else 0.0

    @property
    def day(self) -> date | None:
        """The day that is taken for today."""
        return forms.day_in(self.as_of)


@SCREEN.get("/years/<year>/plan")
def ask() -> str:
    """Ask how the year is to be planned."""
    calendar = _calendar(request.args.get("in", CALENDAR))
    return _page(Typed(calendar.name, near=NEAR if calendar.exists else AFRESH, as_of=_day_offered(calendar)))


@SCREEN.post("/years/<year>/plan")
@takes_files
def queue() -> tuple[str, int] | Response:
    """Put the planning of the year in the queue."""
    form = forms.sent()
    names = ("minutes", "own_minutes", "options", "near", "year", "as_of")
    minutes, own_minutes, options, near, year, as_of = map(form.text, names)
    typed = Typed(form.text("in") or CALENDAR, minutes, own_minutes, options, near, year, as_of, form.reason)
    calendar = _calendar(typed.calendar)
    forms.see_that_it_may_change(calendar)
    file = request.files.get("file")
    name, content = ("", b"") if file is None or not file.filename else (Path(file.filename).name, file.read())
    typed.wrong = dict(_wrong(typed, calendar, name))
    if typed.wrong:
        return _page(typed), 422
    several = int(typed.options) > 1
    values = dict(_values(typed, name))
    asked = Ask(g.year.code, "options" if several else "plan", values, g.who.name, typed.reason)
    try:
        job = here().work.queue(asked, {name: content} if typed.near == FILE else {})
    except MeetingDayError as trouble:
        typed.wrong = {"": str(trouble)}
        return _page(typed), 409
    return redirect(url_for("jobs.show", number=job.number), 303)


def _values(typed: Typed, file: str) -> Iterator[tuple[str, Any]]:
    """Yield what a job is told."""
    yield "calendar", typed.calendar
    yield MEMBERS_HAVE_IT, _calendar(typed.calendar).is_published
    yield "seconds", typed.seconds
    yield "options", int(typed.options)
    if typed.day is not None:
        present = typed.day == day_of(present_moment())
        moment = present_moment() if present else datetime.combine(typed.day, time())
        yield "as_of", moment.isoformat()
    if typed.near == NEAR:
        yield "near_words", "the calendar that is there"
    elif typed.near == AFRESH:
        yield "afresh", True
        yield "near_words", "nothing: it was planned afresh"
    elif typed.near == ANOTHER_YEAR:
        yield "baseline_year", typed.year
        yield "near_words", here().years.named(typed.year).title
    else:
        yield "baseline_file", file
        yield "near_words", file


def _wrong(typed: Typed, calendar: Calendar, file: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a form, by field."""
    if not typed.seconds:
        place = "own_minutes" if typed.minutes == OWN else "minutes"
        yield place, f"Write how many minutes it may take: a number up to {MOST_MINUTES:,}."
    if not 1 <= (forms.number_in(typed.options) or 0) <= MOST_OPTIONS:
        yield "options", f"Choose how many calendars to look for: 1 to {MOST_OPTIONS}."
    if typed.near == NEAR and not calendar.exists:
        yield "near", "There is no calendar yet to keep near to. Choose to begin afresh."
    if typed.near not in (NEAR, AFRESH, ANOTHER_YEAR, FILE):
        yield "near", "Choose what the calendar is to be near to."
    if typed.near == ANOTHER_YEAR and typed.year not in dict(_other_years()):
        yield "year", "Choose the year whose calendar it is to be near to."
    if typed.near == FILE and not file.lower().endswith(SUFFIXES):
        yield "file", "Choose the file of an earlier calendar: a workbook, a table, a page or an .ics file."
    if typed.as_of and typed.day is None:
        yield "as_of", "Write the day as a date, for example 24/11/2026."
    elif not typed.as_of and _in_force(calendar):
        yield "as_of", "Say what day it is: what has been held or called by then stays as it is."


def _page(typed: Typed) -> str:
    calendar = _calendar(typed.calendar)
    jobs = here().work.jobs.of_year(g.year.code)
    return render_template(
        "plan/ask.html",
        typed=typed,
        calendar=calendar,
        in_force=_in_force(calendar),
        years=list(_other_years()),
        live=[job for job in jobs if job.live],
        earlier=len(jobs),
        cannot=_cannot(),
        faults=address_of("faults"),
        suffixes=",".join(SUFFIXES),
        numbers=[(1, "1: the best"), *((one, f"{one} that truly differ") for one in range(2, MOST_OPTIONS + 1))],
    )


def _cannot() -> str:
    """Say why the workbook cannot be planned as it is; blank where it can."""
    try:
        faults = Workbook(g.year).findings(here().work).faults
    except MeetingDayError as trouble:
        return str(trouble)
    return f"{counted(len(faults), 'fault')} in the workbook must be put right first." if faults else ""


def _calendar(name: str) -> Calendar:
    """Return the calendar or draft that is planned; the calendar where there is no such draft."""
    try:
        return here().calendars.of(g.year, name)
    except UnknownPlace:
        return here().calendars.of(g.year, CALENDAR)


def _day_offered(calendar: Calendar) -> str:
    """Return the day that is offered for today; blank for a year that is over."""
    day = calendar.day_offered
    try:
        last = Workbook(g.year).findings(here().work).last_day
    except MeetingDayError:
        last = ""
    over = day is not None and not g.year.chosen_day and bool(last) and day.isoformat() > last
    return "" if day is None or over else day.isoformat()


def _in_force(calendar: Calendar) -> str:
    """Say why it must be known what day it is; blank where nothing of the calendar is in force."""
    so_far = how_far(calendar.folder)
    if so_far.confirmed:
        return f"{counted(so_far.confirmed, 'meeting')} {'is' if so_far.confirmed == 1 else 'are'} confirmed"
    return "The calendar has been published" if so_far.published_on else ""


def _other_years() -> Iterator[tuple[str, str]]:
    """Yield the code and the title of each other year that has a calendar."""
    for year in here().years.all():
        if year.code != g.year.code and here().calendars.of(year, CALENDAR).exists:
            yield year.code, year.title
