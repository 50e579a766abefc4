"""The council's report: what it will say in brief, its papers to download, and what the council's own site shows."""

from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, abort, g, render_template

from scheduler.commands.report_shown import NAMES, ReportShown, SiteShown, paper, report_shown, site_shown
from scheduler.desk import access, forms
from scheduler.desk.desk import here
from scheduler.desk.screens import uploads
from scheduler.desk.screens.downloads import SPREADSHEET, WORD, handed
from scheduler.errors import InputFaults, MeetingDayError, Refused

SCREEN = Blueprint("report", __name__)
KINDS = {"report": WORD, "pdf": "application/pdf", "keying": SPREADSHEET}
ANSWERS = ".xml"


@SCREEN.get("/years/<year>/in/<calendar>/papers/report")
def look() -> tuple[str, int]:
    """Show what the report will say, and where its papers are to be had."""
    return _page()


@SCREEN.get("/years/<year>/in/<calendar>/papers/report/<name>")
def download(name: str) -> Response | tuple[str, int]:
    """Hand out the report, its PDF, or the keying sheet; nothing is written into the calendar's folder."""
    what = next((one for one, called in NAMES.items() if called == name), None)
    if what is None:
        abort(404)
    folder, moment, anyway = _asked()
    try:
        content = here().work.call(paper, folder, what, moment, anyway)
    except Refused:
        return _page()
    except MeetingDayError as trouble:
        return _page(troubles=[("papers", str(trouble))], code=409)
    return handed(content, KINDS[what], name)


@SCREEN.post("/years/<year>/in/<calendar>/papers/report/site")
@access.takes_files
def compare() -> tuple[str, int]:
    """Say what the council's own site shows wrongly, by answers that were saved; nothing of them is kept."""
    try:
        with uploads.arrived() as files:
            places = []
            for one in files:
                place = one.path.with_name(f"{one.path.name}-of") / one.name
                place.parent.mkdir()
                one.path.rename(place)
                places.append(place)
            return _page(site=here().work.call(site_shown, g.calendar.folder, places))
    except InputFaults as trouble:
        return _page(troubles=uploads.said_of(trouble), code=422)


def _asked() -> tuple[Path, datetime | None, str | None]:
    return g.calendar.folder, g.calendar.loaded.moment, forms.anyway_asked()


def _page(
    site: SiteShown | None = None, troubles: list[tuple[str, str]] | None = None, code: int = 200
) -> tuple[str, int]:
    shown: ReportShown | None = None
    said = list(troubles or ())
    reasons: tuple[str, ...] = ()
    asked = _asked()
    try:
        shown = g.calendar.once_for("report", asked, lambda: here().work.call(report_shown, *asked))
    except Refused as refused:
        said.append(("anyway", refused.message))
        reasons, code = refused.reasons, max(code, 409)
    page = render_template(
        "papers/report.html",
        shown=shown,
        site=site,
        troubles=said,
        reasons=reasons,
        anyway=asked[2] or "",
        names=NAMES,
        accept=ANSWERS,
    )
    return page, code
