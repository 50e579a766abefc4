"""Lunch tables: the plan of each lunch as a picture, everybody by name, what is stale, and making them anew."""

from flask import Blueprint, Response, abort, g, redirect, render_template, send_file, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.lunch_tables_shown import FILES, WITH_NEEDS, file_of_tables, has_lunches, tables_looked_at
from scheduler.desk import access, forms
from scheduler.desk.desk import here
from scheduler.desk.work.asks import Ask
from scheduler.errors import InputFaults

SCREEN = Blueprint("lunch_tables", __name__)
SECONDS = 30


@SCREEN.get("/years/<year>/in/<calendar>/papers/tables")
def look() -> str:
    """Show the tables that there are, or that there are none yet."""
    calendar = g.calendar
    found, trouble = None, ""
    try:
        found = tables_looked_at(calendar.folder, calendar.problem, calendar.plan)
    except InputFaults as wrong:
        trouble = str(wrong)
    may_write = g.who.may(access.PLANNER)
    pictures = [] if found is None else [Markup(lunch.picture) for lunch in found.lunches]  # noqa: S704 - escaped by the template that drew it
    return render_template(
        "papers/lunch_tables.html",
        found=found,
        trouble=trouble,
        pictures=pictures,
        files={name: words for name, words in FILES.items() if may_write or name != WITH_NEEDS},
        has_lunches=has_lunches(calendar.plan),
        may_write=may_write,
    )


@SCREEN.post("/years/<year>/in/<calendar>/papers/tables")
@access.may(access.PLANNER)
def make() -> AnyResponse:
    """Have the tables made."""
    form = forms.sent()
    values = {
        "calendar": g.calendar.name,
        "seconds": SECONDS,
        "as_of": g.calendar.loaded.as_of,
        "afresh": form.ticked("afresh"),
        "anyway": form.anyway,
    }
    job = here().work.queue(Ask(g.year.code, "tables", values, by=g.who.name))
    return redirect(url_for("jobs.show", number=job.number), 303)


@SCREEN.get("/years/<year>/in/<calendar>/papers/tables/<name>")
def file(name: str) -> Response:
    """Hand out one of the files; the workbook has access needs, and is for planners."""
    place = file_of_tables(g.calendar.folder, name)
    if place is None:
        abort(404)
    if name == WITH_NEEDS and not g.who.may(access.PLANNER):
        abort(403)
    return send_file(place, as_attachment=True, download_name=name, max_age=0, etag=False)
