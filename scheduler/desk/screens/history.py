"""The history of a calendar: every step, what differs between two of them, and the way back to one."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.history import NOW, UNDO, Entry, History, differing, history, undo
from scheduler.desk import forms
from scheduler.desk.calendars import traces_of
from scheduler.desk.desk import here
from scheduler.desk.moments import moment_words
from scheduler.desk.years import CALENDAR
from scheduler.domain.wording import listed, long_date, rule_words
from scheduler.errors import MeetingDayError
from scheduler.messages.differences import change_sentences
from scheduler.messages.history import summary

SCREEN = Blueprint("history", __name__)
_DONE = {
    "found": "Found in the folder",
    "plan": "Planned",
    "confirm": "Confirmed",
    "publish": "Published",
    "serve": "Served",
    "undo": "Gone back",
    "move": "Moved by hand",
    "cancel": "Cancelled by hand",
    "add": "Added by hand",
    "swap": "Swapped by hand",
    "pin": "Pinned",
    "unpin": "Unpinned",
    "change": "Members changed",
    "change --repair": "Members changed, and meetings moved to suit",
    "accept": "Taken over from a table",
    "draft": "Draft begun",
    "take": "Draft made the calendar",
}
"""What each command does, in an officer's words; one that is not here is named as it is typed."""


@dataclass(frozen=True)
class Row:
    """A step as the page shows it."""

    number: int
    when: str
    what: str
    by: str
    why: str
    changed: str
    is_last: bool


@SCREEN.get("/years/<year>/in/<calendar>/history")
def steps() -> str:
    """List the steps of a calendar, the last first."""
    past = here().work.call(history, g.calendar.folder)
    rows = [row_of(past, entry) for entry in reversed(past.entries)]
    return render_template("history/steps.html", rows=rows, past=past)


def row_of(past: History, entry: Entry) -> Row:
    """Return a step as a page shows it."""
    recorded = entry.recorded
    step = recorded.step
    return Row(
        recorded.number,
        _when(recorded, past.timezone),
        _what(recorded),
        step.by,
        step.reason,
        step.about or entry.changed,
        recorded is past.entries[-1].recorded,
    )


def _what(recorded: Any) -> str:  # noqa: ANN401 - a step, whose type is none of the nouns
    step = recorded.step
    what = _DONE.get(step.command, step.command.capitalize())
    return what if step.back_to is None else f"{what} to step {step.back_to}"


def _when(recorded: Any, timezone: str) -> str:  # noqa: ANN401 - the same
    return moment_words(recorded.moment, timezone)


def _told(recorded: Any, timezone: str) -> str:  # noqa: ANN401 - the same
    by = f", by {recorded.step.by}" if recorded.step.by else ""
    return f"{_what(recorded)}{by}, on {_when(recorded, timezone)}"


@SCREEN.get("/years/<year>/in/<calendar>/history/difference")
def difference() -> tuple[str, int] | str:
    """Say what differs between two steps."""
    one, other = (request.args.get(name, "") for name in ("from", "to"))
    try:
        found = here().work.call(differing, g.calendar.folder, one, other or NOW)
    except MeetingDayError as trouble:
        return render_template("history/not_compared.html", trouble=str(trouble)), 404
    sentences = list(change_sentences(found.problem, *found.plans))
    if found.input_files:
        sentences.append(f"The workbook differs: {listed(found.input_files)}.")
    names = ["now" if step is None else f"step {step.number}" for step in found.steps]
    facts = [
        (name.capitalize(), _told(step, found.timezone))
        for name, step in zip(names, found.steps, strict=True)
        if step is not None
    ]
    facts.append(("In short", summary(*found.plans).capitalize()))
    now = f"draft:{g.calendar.name}" if g.calendar.is_draft else CALENDAR
    sides = [now if step is None else f"step:{g.calendar.name}:{step.number}" for step in found.steps]
    return render_template("history/difference.html", names=names, sentences=sentences, facts=facts, sides=sides)


@SCREEN.get("/years/<year>/in/<calendar>/history/back/<int:number>")
def ask(number: int) -> tuple[str, int] | str:
    """Ask whether to go back to a step, and say what would become of the calendar."""
    return _question(number)


@SCREEN.post("/years/<year>/in/<calendar>/history/back/<int:number>")
def go_back(number: int) -> tuple[str, int] | Response:
    """Go back to a step."""
    form = forms.sent()
    reason = form.reason
    step = replace(UNDO, reason=reason, by=g.who.name)
    try:
        done = forms.done(
            g.calendar,
            undo,
            g.calendar.folder,
            str(number),
            g.calendar.loaded.moment,
            taken=step,
        )
    except MeetingDayError as trouble:
        return _question(number, trouble=str(trouble), reason=reason, status=409)
    forms.tell(f"The calendar is as it was at step {number}: {summary(done.before, done.after)}.")
    for sentence in _stayed(done):
        forms.tell(sentence, forms.WARNING)
    return redirect(url_for("history.steps"), 303)


def _question(number: int, trouble: str = "", reason: str = "", status: int = 200) -> tuple[str, int]:
    found: dict[str, Any] = {}
    key = number, traces_of(g.calendar.folder), g.calendar.loaded.moment
    try:
        found = g.calendar.once_for("back", key, lambda: _would_be(number))
    except MeetingDayError as unread:
        trouble, status = trouble or str(unread), max(status, 409)
    published = g.calendar.is_published
    page = render_template(
        "history/back.html", number=number, found=found, trouble=trouble, reason=reason, published=published
    )
    return page, status


def _would_be(number: int) -> dict[str, Any]:
    """Return what would become of the calendar, in words."""
    would = here().work.call(undo, g.calendar.folder, str(number), g.calendar.loaded.moment, write=False)
    return {
        "sentences": list(change_sentences(would.problem, would.before, would.after)),
        "summary": summary(would.before, would.after),
        "stayed": _stayed(would),
        "when": _told(would.back_to, would.after.timezone),
    }


def _stayed(undone: Any) -> list[str]:  # noqa: ANN401 - what `undo` answers, whose type is not needed to run
    """Say what of the step cannot be again, and which rules are broken then."""
    titles = {code: body.name for code, body in undone.problem.bodies.items()}
    return [
        *(
            f"{titles.get(one.body, one.body)} on {long_date(one.date)} stays as it is now: {why}"
            for one, why in undone.stayed
        ),
        *(f"A rule is broken then: {rule_words(one.rule)}: {one.message}" for one in undone.breaches),
    ]
