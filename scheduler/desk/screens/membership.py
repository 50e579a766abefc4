"""Membership: who joins, leaves or is replaced, what follows from it, and the calendar that moves least."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.membership import TypedChange, what_follows
from scheduler.commands.plans import Step
from scheduler.desk import access, forms
from scheduler.desk.calendars import INPUT_FOLDER
from scheduler.desk.desk import here
from scheduler.desk.screens import membership_answer as answers
from scheduler.desk.screens.jobs import job_of_calendar
from scheduler.desk.screens.membership_form import (
    KIND_WORDS,
    MOST_ROWS,
    ROLE_WORDS,
    VOTE_WORDS,
    Typed,
    as_values,
    asks_for_the_day,
    from_values,
    wrong,
)
from scheduler.desk.screens.titles import Titles, is_day
from scheduler.desk.screens.workbook import sent
from scheduler.desk.work.asks import DONE, NO_PLAN, Ask, Job
from scheduler.desk.work.kinds import REPAIRED
from scheduler.desk.workbooks import PLANNED_FROM, StaleWorkbook, Workbook
from scheduler.desk.years import CALENDAR, name_in_addresses
from scheduler.errors import InputFaults, MeetingDayError

SCREEN = Blueprint("membership", __name__)
WRITE_IT = "Write it there too, or the next plan goes back on it."
SECONDS = (("30", "half a minute"), ("60", "a minute"), ("300", "five minutes"))


@SCREEN.get("/years/<year>/in/<calendar>/membership")
def ask() -> tuple[str, int]:
    """Ask what changes, and say what follows from it."""
    typed = Typed.of(request.args)
    if typed.blank or not {"ask", "kind-1"} & set(request.args) or {"add", "remove"} & set(request.args):
        return _page(typed), 200
    try:
        following = here().work.call(what_follows, g.calendar.folder, typed.rows, typed.as_of)
    except InputFaults as trouble:
        return _page(typed, faults=list(wrong(trouble, typed))), 422
    return _page(typed, answer=answers.shown(following)), 200


@SCREEN.post("/years/<year>/in/<calendar>/membership")
def repair() -> tuple[str, int] | Response:
    """Have the calendar found that moves least."""
    form = forms.sent()
    typed = Typed.of(form.values)
    seconds = form.text("seconds")
    try:
        as_of = typed.as_of
        words = here().work.call(what_follows, g.calendar.folder, typed.rows, as_of).words
    except InputFaults as trouble:
        return _page(typed, faults=list(wrong(trouble, typed))), 422
    values: dict[str, Any] = {
        "calendar": g.calendar.name,
        "version": g.calendar.version,
        "rows": as_values(typed.rows),
        "words": list(words),
        "today": typed.today,
        "seconds": int(seconds) if seconds in dict(SECONDS) else 60,
    }
    if as_of is not None:
        values["as_of"] = as_of.isoformat()
    job = here().work.queue(Ask(g.year.code, "repair", values, g.who.name, " ".join(words)))
    return redirect(url_for("jobs.show", number=job.number), 303)


@SCREEN.get("/years/<year>/in/<calendar>/membership/repairs/<int:job>")
def repaired(job: int) -> str | Response:
    """Show what moves at least, and what else could be done."""
    found = job_of_calendar(job, "repair")
    if found.live:
        return redirect(url_for("jobs.show", number=job), 303)
    return _repaired(found)


@SCREEN.post("/years/<year>/in/<calendar>/membership/repairs/<int:job>")
@access.may(access.PLANNER)
def keep(job: int) -> tuple[str, int] | Response:
    """Keep a repaired calendar as a draft, or put it in the place of the one it was found for."""
    found = job_of_calendar(job, "repair")
    form = forms.sent()
    name = name_in_addresses(form.text("name"))
    if found.outcome != DONE:
        abort(404)
    as_draft = form.text("keep") == "draft"
    if as_draft and not name:
        return _repaired(found, [("name", "The draft needs a name. Write one of letters and figures.")]), 422
    if as_draft and name in (CALENDAR, *g.year.drafts):
        return _repaired(found, [("name", f"There is one called {name} already. Choose another name.")]), 422
    values = found.ask.values
    step = Step("change --repair", form.reason, g.who.name, about=" ".join(values["words"]))
    place, begun = found.folder / REPAIRED, g.calendar.folder
    told = values["version"], step, datetime.fromisoformat(values["as_of"]) if "as_of" in values else None
    try:
        if as_draft:
            draft = g.year.place_of_draft(name)
            here().work.call("scheduler.commands.membership_repairs:draft_of_repair", place, begun, draft, *told)
        else:
            here().work.call("scheduler.commands.membership_repairs:accept_repair", place, begun, *told)
    except MeetingDayError as trouble:
        return _repaired(found, [("", str(trouble))]), 409
    if as_draft:
        forms.tell(f"Kept as the draft {name}. The calendar itself is as it was.")
        return redirect(url_for("membership.ask", calendar=name), 303)
    forms.tell(f"{' '.join(values['words'])} The calendar is repaired; History has the way back.")
    if not g.calendar.is_draft:
        _keep_in_the_workbook(values, told[-1])
    return redirect(url_for("membership.ask"), 303)


def _keep_in_the_workbook(values: Mapping[str, Any], as_of: datetime | None) -> None:
    """Make the change in the officer's workbook too, or the next plan would go back on it."""
    workbook = Workbook(g.year)
    version, stale = workbook.version, workbook.is_stale
    rows = tuple(TypedChange(**row) for row in values["rows"])
    try:
        with workbook.changing(version, g.who.name, " ".join(values["words"])) as changing:
            here().work.call("scheduler.commands.membership_repairs:amend_memberships", changing.source, rows, as_of)
    except (StaleWorkbook, MeetingDayError, OSError) as trouble:
        forms.tell(f"The workbook does not have this change: {trouble} {WRITE_IT}", forms.WARNING)
        return
    if not stale:
        g.year.tell(**{PLANNED_FROM: workbook.version})
    forms.tell("The workbook has the change too; what it was before is kept.")


@SCREEN.get("/years/<year>/in/<calendar>/membership/repairs/<int:job>/workbook")
def workbook(job: int) -> Response:
    """Hand over the amended workbook, or its tables packed together."""
    found = job_of_calendar(job, "repair")
    folder = found.folder / REPAIRED / INPUT_FOLDER
    if found.outcome != DONE or not folder.is_dir():
        abort(404)
    return sent(folder, f"{g.year.title}, amended")


def _page(typed: Typed, *, answer: "answers.Shown | None" = None, faults: forms.Faults = ()) -> str:
    asks = asks_for_the_day()
    if asks and not typed.today and not faults:
        typed = replace(typed, today=g.calendar.day.isoformat())
    return render_template(
        "membership/membership.html",
        typed=typed,
        answer=answer,
        faults=faults,
        wrong=dict(reversed(faults)),
        titles=Titles(g.calendar.problem),
        kinds=list(KIND_WORDS.items()),
        bodies_for=_bodies,
        is_day=is_day,
        roles=ROLE_WORDS,
        votes=VOTE_WORDS,
        most=MOST_ROWS,
        asks_for_the_day=asks,
        seconds=SECONDS,
        letters=answers.LETTERS,
        meanings=answers.MEANINGS,
        may_repair=forms.may_change(g.calendar),
    )


def _bodies(row: TypedChange) -> list[tuple[str, str]]:
    """Return the bodies to choose from; what was typed and is none of them, too."""
    titles = Titles(g.calendar.problem)
    typed = titles.code(row.body)
    strange = [] if not typed or typed in g.calendar.problem.bodies else [(typed, typed)]
    return [("", "Every body they sit on"), *titles.bodies, *strange]


def _repaired(job: Job, faults: forms.Faults = ()) -> str:
    answer = job.answer
    typed = Typed(from_values(job.ask.values["rows"]), job.ask.values.get("today", ""))
    ways = [] if answer is None else answer.document.get("other_ways", [])
    return render_template(
        "membership/repaired.html",
        job=job,
        answer=answer,
        found=job.outcome == DONE,
        impossible=job.outcome == NO_PLAN,
        typed=typed,
        faults=faults,
        wrong=dict(faults),
        ways=[(way, _trying(typed, way)) for way in ways],
        stale=job.ask.values["version"] != g.calendar.version,
        may_keep=forms.may_change(g.calendar),
    )


def _trying(typed: Typed, way: dict[str, Any]) -> str:
    """Return where another way is tried: the form with what it does besides; blank where it is no membership."""
    person, body, other = (way[name] for name in ("person", "body", "substitute"))
    called = {code: _called(way, code) for code in (person, other) if code}
    fields = {
        "substitute": {"kind": "substitute", "person": called.get(person), "other": called.get(other), "body": body},
        "appoint": {"kind": "join", "person": called.get(other), "body": body},
    }.get(way["kind"], {})
    if not fields or None in fields.values():
        return ""
    values: dict[str, Any] = typed.with_row(**fields)
    return url_for("membership.ask", ask="yes", **values)


def _called(way: dict[str, Any], code: str) -> str:
    """Return what somebody is called in the form; whoever is new is called as they were typed."""
    if code in g.calendar.problem.people:
        return Titles(g.calendar.problem).typed(code)
    return str(way["names"][code])
