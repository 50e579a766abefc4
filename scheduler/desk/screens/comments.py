"""Comments: written below whatever they are about, and taken away by who wrote them."""

from flask import Blueprint, abort, g, redirect, url_for
from werkzeug.wrappers import Response

from scheduler.desk import forms
from scheduler.desk.comments import LONGEST, Comment, Comments
from scheduler.desk.desk import here

SCREEN = Blueprint("comments", __name__)
_LONGEST_SUBJECT = 300


@SCREEN.app_template_global("comments_about")
def about(subject: str) -> tuple[Comment, ...]:
    """Return what was written about something in the year of this request: `meeting:UID`, `draft:NAME`, `year`."""
    return Comments(here().store, g.year.code).about(subject)


@SCREEN.post("/years/<year>/comments")
def add() -> Response:
    """Keep a comment."""
    form = forms.sent()
    subject, text = form.text("about"), form.text("text")
    if not 0 < len(subject) <= _LONGEST_SUBJECT:
        abort(
            400, "It is not known what this comment is about. Please write it below the meeting or draft it is about."
        )
    if text:
        Comments(here().store, g.year.code).add(subject, g.who.name, text)
        forms.tell("Your comment is kept.")
        if len(text) > LONGEST:
            forms.tell(f"It was cut after {LONGEST} characters.", forms.WARNING)
    else:
        forms.tell("Nothing was written, so nothing is kept.", forms.WARNING)
    return redirect(_back(form), 303)


@SCREEN.post("/years/<year>/comments/<int:number>/remove")
def remove(number: int) -> Response:
    """Take a comment away."""
    form = forms.sent()
    if not Comments(here().store, g.year.code).remove(number, g.who.name):
        abort(403)
    forms.tell("Your comment is gone.")
    return redirect(_back(form), 303)


def _back(form: forms.Form) -> str:
    """Return the page of this year that the form was on."""
    overview = url_for("overview.year")
    asked = form.text("back")
    return asked if asked.startswith(overview) and "\\" not in asked and "//" not in asked else overview
