"""Forward plan: decisions by month, which notice of them is due next, what is late, and the files to hand out."""

from itertools import groupby
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, g, render_template

from scheduler.commands.forward_plan import DecisionShown, file_in, files_in, forward_plan
from scheduler.desk.navigation import address_of
from scheduler.desk.screens.downloads import DIARY, SPREADSHEET, handed
from scheduler.domain.wording import month_name

SCREEN = Blueprint("forward_plan", __name__)
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".xlsx": SPREADSHEET,
    ".ics": DIARY,
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml; charset=utf-8",
}


@SCREEN.get("/years/<year>/in/<calendar>/papers/forward-plan")
def index() -> str:
    """Show the notices that are late, those to be given next, every decision, and the files."""
    found = forward_plan(g.calendar.problem, g.calendar.plan, g.calendar.day)
    months = [(name, list(held)) for name, held in groupby(found.decisions, key=_month_of)]
    files = [(path, words, PurePosixPath(path).suffix[1:]) for path, words in files_in(g.calendar.folder).items()]
    return render_template(
        "papers/forward_plan.html", found=found, months=months, files=files, workbook=address_of("workbook")
    )


def _month_of(one: DecisionShown) -> str:
    return month_name(one.date) if one.date is not None else "Day not known"


@SCREEN.get("/years/<year>/in/<calendar>/papers/forward-plan/<path:path>")
def file(path: str) -> Response:
    """Hand out one of the files of the calendar."""
    content = file_in(g.calendar.folder, path)
    if content is None:
        abort(404)
    name = PurePosixPath(path)
    return handed(content, _KINDS[name.suffix], name.name)
