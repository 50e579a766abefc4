"""What else can be done to one meeting by hand: swap, cancel, pin, unpin; told first, and then applied."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.telling import Swappable, told_of
from scheduler.desk import forms
from scheduler.desk.asking import asked, days_of, swaps_of
from scheduler.desk.screens.move import Subject, subject_of
from scheduler.desk.screens.what_follows import follows, written
from scheduler.domain.edits import Cancel, Edit, Pin, Swap, Unpin
from scheduler.domain.titles import subject_title
from scheduler.domain.wording import long_date

SCREEN = Blueprint("edits", __name__)
CANCEL, PIN, UNPIN, SWAP = "cancel", "pin", "unpin", "swap"
PANEL = "follows"


@dataclass(frozen=True)
class Words:
    """What a page of an edit says."""

    title: str
    button: str
    grave: bool = False


WORDS = {
    CANCEL: Words("Cancel", "Cancel the meeting", grave=True),
    PIN: Words("Pin", "Pin it"),
    UNPIN: Words("Unpin", "Unpin it"),
    SWAP: Words("Swap", "Swap the two"),
}
EXPLAINED = {
    CANCEL: "It keeps its number, and is shown as cancelled until its day has passed.",
    PIN: "It stays on its day, at its time and in its room, whatever is planned anew.",
    UNPIN: "It may be moved again when the calendar is planned anew.",
    SWAP: "The two take each other's days.",
}


@SCREEN.get("/years/<year>/in/<calendar>/edit/<any(cancel, pin, unpin):command>/<path:body>/<int:number>")
def ask(command: str, body: str, number: int) -> tuple[str, int]:
    """Show what follows from an edit."""
    return _page(command, subject_of(body, number), replace="replace" in request.args)


@SCREEN.post("/years/<year>/in/<calendar>/edit/<any(cancel, pin, unpin):command>/<path:body>/<int:number>")
def apply(command: str, body: str, number: int) -> tuple[str, int] | Response:
    """Make an edit."""
    subject, form = subject_of(body, number), forms.sent()
    replace = form.ticked("replace")
    if subject.fact:
        return _page(command, subject, replace=replace, status=409)
    why_not = written(form, _edit(command, body, number, replace=replace), command)
    if why_not:
        return _page(command, subject, replace=replace, status=409, troubles=why_not)
    return redirect(url_for("meetings.show", body=body, number=number, done="yes"), 303)


@SCREEN.get("/years/<year>/in/<calendar>/swap/<path:body>/<int:number>")
def swap(body: str, number: int) -> tuple[str, int]:
    """Show what a meeting could be swapped with, and what follows."""
    return _swap_page(subject_of(body, number), _other(request.args.get("with", "")))


@SCREEN.post("/years/<year>/in/<calendar>/swap/<path:body>/<int:number>")
def apply_swap(body: str, number: int) -> tuple[str, int] | Response:
    """Swap two meetings."""
    subject, form = subject_of(body, number), forms.sent()
    other = _other(form.text("with"))
    if subject.fact or other is None or other == (body, number):
        return _swap_page(subject, other, 400, ("Choose the meeting that it is swapped with.",))
    why_not = written(form, Swap((body, number), other), SWAP)
    if why_not:
        return _swap_page(subject, other, 409, why_not)
    return redirect(url_for("meetings.show", body=body, number=number, done="yes"), 303)


def _edit(command: str, body: str, number: int, *, replace: bool) -> Edit:
    if command == CANCEL:
        return Cancel(body, number, replace)
    return Pin(body, number) if command == PIN else Unpin(body, number)


def _other(said: str) -> tuple[str, int] | None:
    """Read the meeting that another is swapped with, `HWB/2`; 404 where there is none such, None where it is a fact."""
    if not said:
        return None
    code, _, number = said.rpartition("/")
    found = forms.number_in(number)
    if found is None:
        abort(404)
    return None if subject_of(code, found).fact else (code, found)


def _page(
    command: str, subject: Subject, *, replace: bool, status: int = 200, troubles: Sequence[str] = ()
) -> tuple[str, int]:
    """Return the page of an edit that needs nothing to be chosen."""
    found = None
    if not subject.fact and subject.number is not None:
        edit = _edit(command, subject.code, subject.number, replace=replace)
        known = days_of(g.calendar, subject.code, subject.number) if replace else None
        told = asked(g.calendar, told_of, edit, (), known)
        found = follows(g.calendar.problem, g.calendar.plan, told)
    page = render_template(
        "edits/edit.html",
        subject=subject,
        words=WORDS[command],
        explained=EXPLAINED[command],
        command=command,
        replace=replace,
        found=found,
        troubles=[("", one) for one in troubles],
        may_write=forms.may_change(g.calendar),
        part=PANEL,
    )
    return page, status


def _swap_page(
    subject: Subject, other: tuple[str, int] | None, status: int = 200, troubles: Sequence[str] = ()
) -> tuple[str, int]:
    problem, plan = g.calendar.problem, g.calendar.plan
    found, candidates = None, []
    if not subject.fact and subject.number is not None:
        one = subject.code, subject.number
        candidates = [_choice(swappable) for swappable in swaps_of(g.calendar, *one)]
        if other is not None and other != one:
            told = asked(g.calendar, told_of, Swap(one, other), (), None)
            found = follows(problem, plan, told)
    page = render_template(
        "edits/swap.html",
        subject=subject,
        words=WORDS[SWAP],
        explained=EXPLAINED[SWAP],
        other=other,
        other_name="" if other is None else subject_title(problem, other[0]),
        candidates=candidates,
        found=found,
        troubles=[("with", one) for one in troubles],
        may_write=forms.may_change(g.calendar),
        part=PANEL,
    )
    return page, status


def _choice(one: Swappable) -> tuple[str, str]:
    name = subject_title(g.calendar.problem, one.code)
    price = "at a price" if one.dearer else "at no price"
    return f"{one.code}/{one.number}", f"{long_date(one.date)}: {name} ({one.code}#{one.number}), {price}"
