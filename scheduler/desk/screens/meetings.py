"""A meeting, or a whole meeting day: who comes, the quorum, deadlines, why this date, and what was done to it."""

import datetime as dt
from typing import cast

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.meeting_facts import DayFacts, MeetingFacts, day_facts, done_to, meeting_facts
from scheduler.commands.year_view import feed_of
from scheduler.desk import forms
from scheduler.desk.asking import asked
from scheduler.desk.desk import here
from scheduler.desk.screens.downloads import DIARY, handed
from scheduler.desk.work.asks import Ask
from scheduler.domain.other_dates import asked_about
from scheduler.domain.wording import clock, counted, long_date, rule_words

SCREEN = Blueprint("meetings", __name__)
SECONDS_FOR_WHY = 60


@SCREEN.get("/years/<year>/in/<calendar>/meetings/<path:body>/<int:number>")
def show(body: str, number: int) -> str:
    """Show all there is to know of a meeting, or of a whole meeting day."""
    steps = done_to(g.calendar.folder, f"{body}#{number}")
    common = {
        "name": f"{body}#{number}",
        "steps": steps,
        "when": [recorded.local(g.calendar.plan.timezone) for recorded in steps],
        "undo": _step_before(),
        "may_write": forms.may_change(g.calendar),
        "due_words": due_words,
    }
    if body in g.calendar.problem.meeting_days:
        return render_template("meetings/day.html", facts=_facts(body, number), **common)
    facts = cast("MeetingFacts", _facts(body, number))
    mine = g.calendar.plan.meetings
    return render_template(
        "meetings/meeting.html",
        facts=facts,
        quorum=quorum_words(facts),
        waived=[(rule_words(one.rule), one.reason) for one in facts.meeting.waived],
        with_it=asked_about(g.calendar.plan, facts.meeting).meetings[1:] if facts.meeting.live else (),
        siblings=[one for one in mine if one.body == body and one.sequence != number],
        **common,
    )


def _facts(body: str, number: int) -> MeetingFacts | DayFacts:
    """Return what is kept of a meeting, or of a whole meeting day; 404 where there is none."""
    kept, key = g.calendar.kept, ("facts", body, number)
    if key not in kept:
        question = day_facts if body in g.calendar.problem.meeting_days else meeting_facts
        try:
            kept[key] = asked(g.calendar, question, body, number)
        except KeyError:
            abort(404)
    return cast("MeetingFacts | DayFacts", kept[key])


def quorum_words(facts: MeetingFacts) -> tuple[str, ...]:
    """Say how many voting members are there, of how many, and how many have to be; of each kind that is asked for."""
    found = facts.presence
    spare = found.there - found.needed
    said = f"{found.there} of {counted(found.of, 'voting member')}; quorum {found.needed}"
    more = f", {spare} to spare" if spare > 0 else ", none to spare" if spare == 0 else f", {-spare} too few"
    kinds = (f"{of_whom}: {there} there, {needed} needed" for of_whom, there, needed in found.rules)
    return (f"{said}{more}", *kinds)


def due_words(day: dt.date) -> str:
    """Say when something is due, counted from the day that is taken for today."""
    left = (day - g.calendar.problem.planned_on).days
    when = "today" if left == 0 else f"in {counted(left, 'day')}" if left > 0 else f"{counted(-left, 'day')} ago"
    return f"{long_date(day)} ({when})"


def _step_before() -> int | None:
    """Return the step to go back to where something was done a moment ago; None on any other visit."""
    if "done" not in request.args or not forms.may_change(g.calendar):
        return None
    steps = done_to(g.calendar.folder)
    return steps[-2].number if steps[1:] else None


@SCREEN.get("/years/<year>/in/<calendar>/meetings/<path:body>/<int:number>/meeting.ics")
def event(body: str, number: int) -> Response:
    """Send a meeting as one event for a diary, as the output folder has it."""
    meeting = next((one for one in g.calendar.plan.meetings if (one.body, one.sequence) == (body, number)), None)
    found = None if meeting is None else feed_of(g.calendar.folder, "meetings", meeting.uid.partition("@")[0])
    if found is None:
        abort(404)
    return handed(found, DIARY, "meeting.ics")


@SCREEN.get("/years/<year>/in/<calendar>/meetings/<path:body>/<int:number>/why")
def ask_why(body: str, number: int) -> str:
    """Ask of which day somebody wants to know why the meeting is not there."""
    return _why_page(body, number)


@SCREEN.post("/years/<year>/in/<calendar>/meetings/<path:body>/<int:number>/why")
def why(body: str, number: int) -> tuple[str, int] | AnyResponse:
    """Have it found out why a meeting is not on a day, or which days around it are the best."""
    form = forms.sent()
    said, start = form.text("day"), form.text("start")
    day = forms.day_in(said)
    if said and day is None:
        return _why_page(body, number, f"“{said[:40]}” is no day. Choose one of the calendar."), 400
    values = {
        "calendar": g.calendar.name,
        "meeting": f"{body}#{number}",
        "day": None if day is None else day.isoformat(),
        "start": start or None,
        "as_of": g.calendar.loaded.as_of,
        "seconds": SECONDS_FOR_WHY,
    }
    _facts(body, number)
    job = here().work.queue(Ask(g.year.code, "why", values, by=g.who.name))
    return redirect(url_for("jobs.show", number=job.number), 303)


def _why_page(body: str, number: int, trouble: str = "") -> str:
    facts = _facts(body, number)
    date = facts.occurrence.date if isinstance(facts, DayFacts) else facts.meeting.date
    start = None if isinstance(facts, DayFacts) else clock(facts.meeting.start)
    settings = g.calendar.problem.settings
    return render_template(
        "meetings/why.html",
        body=body,
        number=number,
        title=facts.name,
        date=date,
        start=start,
        trouble=trouble,
        day=request.values.get("day", ""),
        first=settings.start_date,
        last=settings.end_date,
    )
