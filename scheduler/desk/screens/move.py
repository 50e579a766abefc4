"""Move: a meeting is picked up and colours the year; a day tells what it costs; then it is applied.

One meeting more of a body is put into the year in the same way. Nothing is written before it is applied.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from scheduler.commands.telling import NOT_ASKED, told_of
from scheduler.desk import forms
from scheduler.desk.asking import asked, days_of, days_to_add
from scheduler.desk.desk import here
from scheduler.desk.screens.jobs import job_of_calendar
from scheduler.desk.screens.move_days import ANY, COLOURS, FILTERS, SHOWN, Colour, Filters, coloured, painted
from scheduler.desk.screens.what_follows import TITLES, Follows, follows, written
from scheduler.desk.work.asks import Ask
from scheduler.desk.work.kinds import MEMBERS_HAVE_IT
from scheduler.domain.by_hand import asked_of
from scheduler.domain.difference import settled
from scheduler.domain.edits import AT_A_PRICE, FREE, OTHERS_MOVE, RULED_OUT, Add, Move, OpenDay
from scheduler.domain.other_dates import Asked
from scheduler.domain.reasons import Waiver
from scheduler.domain.titles import room_title, subject_title
from scheduler.domain.wording import clock, long_date, rule_words

SCREEN = Blueprint("move", __name__)
PANEL = "panel"
"""The id of the part of the page that tells of a day."""
NOT_YET_TOLD = "the reason that you give below"
SECONDS_FOR_OTHERS = 60


@dataclass(frozen=True)
class Question:
    """A day that is asked about, as it stands in the address or in a form."""

    day: dt.date | None
    start: int | None
    room: str | None
    waive: tuple[str, ...]
    reason: str
    faults: tuple[tuple[str, str], ...]
    """Field and sentence of what cannot be read."""

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The rules that are not asked of the meeting, this once."""
        return tuple(Waiver(rule, self.reason or NOT_YET_TOLD) for rule in self.waive)

    @property
    def values(self) -> dict[str, Any]:
        """It as an address has it."""
        return {
            "day": None if self.day is None else self.day.isoformat(),
            "start": None if self.start is None else clock(self.start),
            "room": self.room,
            "waive": list(self.waive) or None,
            "reason": self.reason or None,
        }


@dataclass(frozen=True)
class Subject:
    """What is picked up."""

    code: str
    name: str
    number: int | None
    """None for one meeting more."""
    asked: Asked | None
    fact: str
    """Why it cannot be touched any more; blank where it can."""

    @property
    def here(self) -> dt.date | None:
        """The day it is on."""
        return None if self.asked is None else self.asked.date

    @property
    def mover(self) -> str:
        """The code of what moves: the body, or the meeting day that it sits in."""
        return self.code if self.asked is None else self.asked.mover

    @property
    def has_own_place(self) -> bool:
        """Whether it has a start and a room of its own; a whole meeting day has those of its sessions."""
        return self.code not in g.calendar.problem.meeting_days and self.mover == self.code

    def days(self) -> tuple[OpenDay, ...]:
        """Return what each day of the year is to it."""
        if self.number is None:
            return days_to_add(g.calendar, self.code, all_asked="ask" in request.args)
        return days_of(g.calendar, self.code, self.number)

    def edit(self, question: Question) -> Move | Add:
        """Return what is to be done."""
        day = question.day or dt.date.min
        if self.number is None:
            return Add(self.code, day, question.start, question.room)
        return Move(self.code, self.number, day, question.start, question.room)


def subject_of(code: str, number: int) -> Subject:
    """Return the meeting of an address, or the whole meeting day; 404 where there is none that is held."""
    problem, plan = g.calendar.problem, g.calendar.plan
    try:
        found = asked_of(plan, code, number)
    except (KeyError, StopIteration):
        abort(404)
    fact = next((why for one, why in settled(problem) if one.uid in found.uids), "")
    if not found.meetings[0].live:
        fact = f"{subject_title(problem, code)} on {long_date(found.date)} is cancelled."
    return Subject(code, subject_title(problem, code), number, found, fact)


@SCREEN.get("/years/<year>/in/<calendar>/move/<path:body>/<int:number>")
def show(body: str, number: int) -> tuple[str, int]:
    """Show the year as it is to a meeting, and what a day costs."""
    return _page(subject_of(body, number))


@SCREEN.get("/years/<year>/in/<calendar>/add/<path:body>")
def adding(body: str) -> tuple[str, int]:
    """Show the year as it is to one meeting more."""
    return _page(_one_more(body))


@SCREEN.get("/years/<year>/in/<calendar>/move/<path:body>/<int:number>/days")
def days(body: str, number: int) -> Response:
    """Return what each day is to a meeting, for the grid of the year."""
    subject = subject_of(body, number)
    found = {} if subject.fact else painted(g.calendar.problem, subject.days(), subject.here)
    return jsonify(name=f"{subject.name} ({body}#{number})", days=found, fact=subject.fact)


@SCREEN.post("/years/<year>/in/<calendar>/move/<path:body>/<int:number>")
def apply(body: str, number: int) -> tuple[str, int] | Response:
    """Move the meeting."""
    return _applied(subject_of(body, number), "move")


@SCREEN.post("/years/<year>/in/<calendar>/add/<path:body>")
def add(body: str) -> tuple[str, int] | Response:
    """Add a meeting."""
    return _applied(_one_more(body), "add")


@SCREEN.post("/years/<year>/in/<calendar>/move/<path:body>/<int:number>/others")
def others(body: str, number: int) -> tuple[str, int] | Response:
    """Have the fewest other meetings looked for that would make room."""
    subject = subject_of(body, number)
    form, question = forms.sent(), _question(request.form)
    if question.faults or question.day is None:
        return _page(subject, question, status=400)
    values = {
        "calendar": g.calendar.name,
        "body": body,
        "number": number,
        **question.values,
        "version": form.text(forms.VERSION),
        "as_of": g.calendar.loaded.as_of,
        "seconds": SECONDS_FOR_OTHERS,
    }
    job = here().work.queue(Ask(g.year.code, "others", values, by=g.who.name, reason=question.reason))
    return redirect(url_for("jobs.show", number=job.number), 303)


@SCREEN.get("/years/<year>/in/<calendar>/others/<int:job>")
def chain(job: int) -> str:
    """Show which other meetings would make room, before anything is moved."""
    may_write = forms.may_change(g.calendar)
    return render_template("move/chain.html", found=_found(job), job=job, titles=TITLES, may_write=may_write)


@SCREEN.post("/years/<year>/in/<calendar>/others/<int:job>")
def make_room(job: int) -> Response:
    """Move the meeting, and those others."""
    form, found = forms.sent(), _found(job)
    names = ("calendar", "body", "number", "day", "start", "room", "waive", "displaced", "as_of", "seconds")
    values = {**{name: found.get(name) for name in names}, "version": form.text(forms.VERSION)}
    values[MEMBERS_HAVE_IT] = g.calendar.is_published
    made = here().work.queue(Ask(g.year.code, "make room", values, by=g.who.name, reason=form.reason))
    return redirect(url_for("jobs.show", number=made.number), 303)


def _found(number: int) -> Mapping[str, Any]:
    """Return what a job of this calendar found; 404 where there is none such."""
    answer = job_of_calendar(number, "others").answer
    if answer is None or "possible" not in answer.document:
        abort(404)
    return answer.document


def _one_more(code: str) -> Subject:
    problem = g.calendar.problem
    if code not in problem.bodies and code not in problem.meeting_days:
        abort(404)
    body = problem.bodies.get(code)
    if body is not None and body.meeting_day is not None:
        code = body.meeting_day
    return Subject(code, subject_title(problem, code), None, None, "")


# -- what is asked


def _question(values: MultiDict[str, str]) -> Question:
    """Read what is asked of a day; what cannot be read is told, and left out."""
    problem, faults = g.calendar.problem, []
    day = start = None
    said_day, said_start, room = (values.get(name, "").strip() for name in ("day", "start", "room"))
    if said_day:
        day = forms.day_in(said_day)
        if day is None:
            faults.append(("day", f"“{said_day[:40]}” is no day. Choose one of the calendar."))
    if day is not None and not problem.settings.start_date <= day <= problem.settings.end_date:
        faults.append(("day", f"{long_date(day)} lies outside this calendar."))
        day = None
    if said_start:
        try:
            time = dt.time.fromisoformat(said_start)
            start = 60 * time.hour + time.minute
        except ValueError:
            faults.append(("start", f"“{said_start[:40]}” is no time. Write it as 18:30."))
    if room and room not in problem.rooms:
        faults.append(("room", f"“{room[:40]}” is no room of this year."))
        room = ""
    waive = tuple(dict.fromkeys(rule[:60] for rule in values.getlist("waive") if rule))
    return Question(day, start, room or None, waive, values.get("reason", "").strip(), tuple(faults))


def _filters() -> Filters:
    only = request.args.get("only", ANY)
    return Filters(only if only in SHOWN else ANY, "weekdays" in request.args)


# -- what is shown


def _page(
    subject: Subject, question: Question | None = None, status: int = 0, troubles: forms.Faults = ()
) -> tuple[str, int]:
    problem, plan = g.calendar.problem, g.calendar.plan
    question = _question(request.args) if question is None else question
    faults = [*question.faults, *troubles]
    status = status or (400 if faults else 200)
    shown = {
        "subject": subject,
        "question": question,
        "address": _address(subject),
        "to": partial(_address, subject),
        "panel": PANEL,
        "faults": faults,
        "may_write": forms.may_change(g.calendar),
    }
    if request.headers.get("X-Part") == PANEL:
        return render_template("move/panel.html", price=_price(subject, question), **shown), status
    filters = _filters()
    year = coloured(problem, plan, subject.mover, subject.here, () if subject.fact else subject.days(), filters)
    price = _price(subject, question)
    page = render_template(
        "move/move.html",
        price=price,
        year=year,
        filters=filters,
        choices=FILTERS,
        **shown,
    )
    return page, status


def _address(subject: Subject, **values: Any) -> str:  # noqa: ANN401 - what `url_for` takes
    if subject.number is None:
        return url_for("move.adding", body=subject.code, **values)
    return url_for("move.show", body=subject.code, number=subject.number, **values)


@dataclass(frozen=True)
class Price:
    """What a day costs."""

    day: dt.date
    colour: Colour
    follows: Follows
    in_the_way: tuple[tuple[str, int, str], ...]
    """Body, number and name of each meeting whose moving could make room."""
    starts: tuple[tuple[str, str], ...]
    rooms: tuple[tuple[str, str], ...]
    waivable: tuple[tuple[str, str], ...]
    """The rules that would be broken, or are waived."""
    stays: bool
    """Whether it is the day, start and room that it has."""

    @property
    def verdict(self) -> str:
        """Whether it can be, in a sentence."""
        if self.colour is COLOURS[RULED_OUT] and self.follows.broken:
            return "It cannot be, whatever else moves."
        return self.follows.verdict


def _price(subject: Subject, question: Question) -> Price | None:
    """Return what the day costs that is asked about; None where none is, or the meeting cannot be touched."""
    if question.day is None or subject.fact:
        return None
    problem, plan = g.calendar.problem, g.calendar.plan
    edit = subject.edit(question)
    known = subject.days()
    found = follows(problem, plan, asked(g.calendar, told_of, edit, question.waivers, known))
    day = next(one for one in known if one.date == question.day)
    return Price(
        question.day,
        COLOURS[_verdict(found, day, question)],
        found,
        tuple((one.body, one.sequence, f"{subject_title(problem, one.body)} ({one.name})") for one in day.in_the_way),
        tuple(_starts(subject)),
        tuple((room.code, room_title(problem, room.code)) for room in problem.rooms.values()),
        (*((rule, rule_words(rule)) for rule in question.waive), *found.rules),
        question.day == subject.here and question.start is None and question.room is None,
    )


def _verdict(found: Follows, day: OpenDay, question: Question) -> str:
    """Return what a day is with what else is asked for: its own colour where nothing is."""
    if (question.start, question.room, question.waive) == (None, None, ()) and day.verdict != NOT_ASKED:
        return day.verdict
    if found.barred or found.broken:
        return OTHERS_MOVE if found.broken and day.verdict != RULED_OUT else RULED_OUT
    return AT_A_PRICE if found.dearer else FREE


def _starts(subject: Subject) -> list[tuple[str, str]]:
    """Return the starts to choose from: the body's own."""
    problem = g.calendar.problem
    body = problem.bodies.get(subject.code)
    if body is None or not subject.has_own_place:
        return []
    return [(clock(start), clock(start)) for start in sorted(set(problem.start_times_of(body)))]


# -- what is done


def _applied(subject: Subject, command: str) -> tuple[str, int] | Response:
    form, question = forms.sent(), _question(request.form)
    if question.faults:
        return _page(subject, question, status=400)
    if question.day is None:
        return _page(subject, question, status=400, troubles=[("day", "Choose a day first.")])
    if question.waive and not question.reason:
        trouble = ("reason", "Say why a rule is not kept, this once: it is shown wherever the meeting is.")
        return _page(subject, question, status=400, troubles=[trouble])
    why_not = written(form, subject.edit(question), command, question.waive)
    if why_not:
        return _page(subject, question, status=409, troubles=[("", f"Nothing was done. {one}") for one in why_not])
    if subject.number is None:
        return redirect(url_for("year.year"), 303)
    return redirect(url_for("meetings.show", body=subject.code, number=subject.number, done="yes"), 303)
