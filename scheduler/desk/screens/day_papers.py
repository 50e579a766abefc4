"""Papers of each day: what is printed for it, made when it is asked for, and handed out one by one or together."""

import datetime as dt
from itertools import groupby

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.papers import archive_of
from scheduler.desk import forms
from scheduler.desk.calendars import traces_of
from scheduler.desk.desk import here
from scheduler.desk.screens.days import known_days
from scheduler.desk.screens.downloads import ARCHIVE, SPREADSHEET, WORD, handed
from scheduler.domain.day_papers import PAPERS
from scheduler.domain.wording import month_name
from scheduler.errors import Refused

SCREEN = Blueprint("day_papers", __name__)
ALL = "all.zip"

Files = tuple[tuple[str, bytes], ...]


@SCREEN.get("/years/<year>/in/<calendar>/papers/days")
def index() -> str:
    """List every day with meetings, month by month."""
    months = [(name, list(days)) for name, days in groupby(known_days(), key=lambda day: month_name(day.date))]
    return render_template("day_papers/index.html", months=months)


@SCREEN.get("/years/<year>/in/<calendar>/papers/days/<day>")
def day(day: str) -> str:
    """Show which papers a day has, or why it gets none."""
    date = _day(day)
    files: Files = ()
    refused = None
    try:
        files = _papers(date)
    except Refused as trouble:
        refused = trouble
    made = dict(files)
    return render_template(
        "day_papers/day.html",
        date=date,
        papers=[(paper, len(made[paper.file])) for paper in PAPERS if paper.file in made],
        refused=refused,
        asked=_asked(),
        everything=ALL,
    )


@SCREEN.get("/years/<year>/in/<calendar>/papers/days/<day>/<file>")
def download(day: str, file: str) -> Response:
    """Hand out one paper of a day, or all of them in an archive."""
    date = _day(day)
    try:
        made = _papers(date)
    except Refused:
        return redirect(url_for("day_papers.day", day=day))
    if file == ALL:
        return handed(archive_of(made), ARCHIVE, f"{date.isoformat()}.zip")
    content = dict(made).get(file)
    if content is None:
        abort(404)
    return handed(content, SPREADSHEET if file.endswith(".xlsx") else WORD, f"{date.isoformat()}-{file}")


def _day(text: str) -> dt.date:
    """Return the day of an address; it is not found where nothing is held on it."""
    found = forms.day_in(text)
    if found is None or found not in {day.date for day in known_days()}:
        abort(404)
    return found


def _asked() -> dict[str, str]:
    """Return what is asked of the papers: `names` of private meetings on doors, and why they are made `anyway`."""
    names = "yes" if request.args.get("names") else ""
    anyway = forms.anyway_asked() or ""
    return {key: value for key, value in (("names", names), ("anyway", anyway)) if value}


def _papers(date: dt.date) -> Files:
    """Return the papers of a day: as they were made before, where nothing that they are made of has changed."""
    folder, asked = g.calendar.folder, _asked()
    key = date, tuple(asked.items()), traces_of(folder / "history", folder / "tables" / "tables.json")
    made: Files = g.calendar.once_for(
        "papers of a day",
        key,
        lambda: here().work.call(
            "scheduler.commands.day_papers:papers_of_day",
            folder,
            date,
            names_on_doors="names" in asked,
            anyway=asked.get("anyway"),
        ),
    )
    return made
