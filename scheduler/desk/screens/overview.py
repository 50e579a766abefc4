"""A year's first page: how far it is, what is stale, what to do next, and the day that is taken for today."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.commands.history import UNDO, undo
from scheduler.commands.how_far import HowFar, how_far
from scheduler.commands.input_findings import InputFindings
from scheduler.desk import forms
from scheduler.desk.calendars import Calendar
from scheduler.desk.desk import here
from scheduler.desk.months import begun_in
from scheduler.desk.navigation import address_of
from scheduler.desk.work.kinds import KINDS
from scheduler.desk.workbooks import Workbook
from scheduler.desk.years import CALENDAR, CHOSEN_DAY
from scheduler.domain.wording import counted, long_date, month_name
from scheduler.errors import MeetingDayError

SCREEN = Blueprint("overview", __name__)
GOOD, TO_DO, LATER = "good", "stale", ""
LATEST_JOBS = 5


@dataclass(frozen=True)
class Stage:
    """One stage of a year's life, and how it stands there."""

    title: str
    words: tuple[str, ...]
    state: str
    """`GOOD`, `TO_DO` where something waits for the officer, or `LATER`."""
    address: str
    """Of the screen; blank where there is none for whoever is at work."""
    action: str
    """What is done there."""


@dataclass(frozen=True)
class Month:
    """A month of the year's picture."""

    title: str
    meetings: int
    address: str


@SCREEN.get("/years/<year>/")
def year() -> str:
    """Show how far a year is."""
    return _page()


@SCREEN.post("/years/<year>/today")
def choose_day() -> Response | tuple[str, int]:
    """Choose the day that is taken for today in this year, or the present day again."""
    form = forms.sent()
    typed = form.text("day")
    if not typed:
        g.year.tell(**{CHOSEN_DAY: ""})
        forms.tell("The present day is taken for today again.")
        return redirect(url_for(".year"), 303)
    day = forms.day_in(typed)
    if day is None:
        wrong = "Choose a day, such as 2026-09-01 for Tuesday 1 September 2026, or leave it blank for the present day."
        return _page(typed, wrong), 422
    g.year.tell(**{CHOSEN_DAY: day.isoformat()})
    forms.tell(f"{long_date(day)} is taken for today in this year.")
    return redirect(url_for(".year"), 303)


@SCREEN.post("/years/<year>/put-back")
def put_back() -> Response:
    """Put the calendar of the last step back, where what is there now cannot be read."""
    forms.sent()
    calendar = here().calendars.of(g.year, CALENDAR)
    forms.see_that_it_may_change(calendar)
    if how_far(calendar.folder).damaged:
        step = replace(UNDO, by=g.who.name, reason="It could not be read.")
        done = here().work.call(undo, calendar.folder, taken=step)
        forms.tell(f"The calendar of step {done.back_to.number} is there again. What was there is kept in the history.")
    return redirect(url_for(".year"), 303)


def _page(typed: str = "", wrong: str = "") -> str:
    calendar = here().calendars.of(g.year, CALENDAR)
    so_far = how_far(calendar.folder)
    findings, unread = _found()
    stages = tuple(_stages(so_far, findings, unread))
    jobs = here().work.jobs.of_year(g.year.code)
    return render_template(
        "overview.html",
        stages=stages,
        following=next((one for one in stages if one.state == TO_DO and one.address), None),
        months=_months(calendar) if so_far.meetings else (),
        so_far=so_far,
        jobs=[(KINDS[job.ask.kind].title, job) for job in jobs[:LATEST_JOBS] if job.ask.kind in KINDS],
        moment=_moment(calendar, so_far),
        typed=typed or (g.year.chosen_day.isoformat() if g.year.chosen_day else ""),
        wrong=wrong,
    )


def _found() -> tuple[InputFindings | None, str]:
    """Return what is found in the workbook, or why it cannot be read."""
    try:
        return Workbook(g.year).findings(here().work), ""
    except MeetingDayError as trouble:
        return None, str(trouble)


def _stages(so_far: HowFar, findings: InputFindings | None, unread: str) -> Iterator[Stage]:
    yield _workbook(findings, unread)
    faulty = findings is None or bool(findings.faults)
    yield _calendar(so_far, faulty=faulty)
    words = "A page each for group leaders, the police, the fire service: what does not suit them comes back here."
    yield Stage("Consult", (words,), LATER, address_of("consult") if so_far.meetings else "", "Consult")
    yield _publication(so_far)


def _workbook(findings: InputFindings | None, unread: str) -> Stage:
    address = address_of("faults")
    if findings is None:
        return Stage("Workbook", (unread,), TO_DO, address, "See what is wrong")
    law = findings.open_law
    words = [
        f"{counted(len(findings.faults), 'fault')} to put right." if findings.faults else "It can be planned.",
        *([f"{counted(len(findings.warnings), 'thing')} to look at."] if findings.warnings else []),
        *([f"{counted(law, 'law warning')} without an answer."] if law else []),
    ]
    state = TO_DO if findings.faults else GOOD
    return Stage("Workbook", tuple(words), state, address, "Put it right" if findings.faults else "Look at it")


def _calendar(so_far: HowFar, *, faulty: bool) -> Stage:
    address = address_of("plan")
    if so_far.damaged:
        words = "The calendar cannot be read: its file was changed or damaged. Its history has the last one whole."
        return Stage("Calendar", (words,), TO_DO, "", "")
    if not so_far.meetings:
        words = "Nothing has been planned yet."
        return Stage("Calendar", (words,), LATER if faulty else TO_DO, address, "Plan it")
    held = f"{counted(so_far.meetings, 'meeting')} in the calendar."
    if Workbook(g.year).is_stale:
        words = "The workbook was changed since: plan it again, and as little as can be is moved."
        return Stage("Calendar", (held, words), LATER if faulty else TO_DO, address, "Plan it again")
    return Stage("Calendar", (held,), GOOD, address_of("year"), "Look at the year")


def _publication(so_far: HowFar) -> Stage:
    address = address_of("publish")
    if not so_far.meetings:
        return Stage("Confirm and publish", ("Once there is a calendar.",), LATER, "", "")
    if so_far.published_on and not so_far.changed_since:
        words = f"Members have this calendar, since {long_date(so_far.published_on)}."
        return Stage("Confirm and publish", (words,), GOOD, address, "See what members have")
    confirmed = f"{so_far.confirmed} of {counted(so_far.meetings, 'meeting')} confirmed."
    if so_far.published_on:
        words = f"The calendar was changed since it was published, {long_date(so_far.published_on)}."
        return Stage("Confirm and publish", (confirmed, words), TO_DO, address, "See what changes for whom")
    return Stage("Confirm and publish", (confirmed, "Nobody has it yet."), TO_DO, address, "Confirm and publish")


def _months(calendar: Calendar) -> tuple[Month, ...]:
    """Return each month of the calendar with its number of meetings."""
    plan = calendar.plan
    held = Counter(one.date.replace(day=1) for one in plan.live)
    firsts = begun_in(min([plan.start_date.replace(day=1), *held]), max([plan.end_date, *held]))
    address = address_of("year")
    return tuple(
        Month(month_name(one), held[one], f"{address}?view=month&month={one:%Y-%m}" if address else "")
        for one in firsts
    )


def _moment(calendar: Calendar, so_far: HowFar) -> str:
    """Say which day is taken for today."""
    if g.year.chosen_day is not None:
        return f"{long_date(g.year.chosen_day)} is taken for today: it was chosen for this year."
    if so_far.meetings and calendar.loaded.moment is None:
        return "The year is over, so it is looked at as of the day on which it was planned."
    return f"Today is {long_date(calendar.day)}."
