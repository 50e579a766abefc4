"""The start: the years of this desk, and where a new one comes from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.beginnings import Begun, begin_example, begin_from_files, begin_next_year, blank_workbook
from scheduler.commands.how_far import HowFar, how_far
from scheduler.commands.input_findings import InputFindings
from scheduler.commands.receiving import receive
from scheduler.desk import access, forms
from scheduler.desk.desk import here
from scheduler.desk.screens import uploads
from scheduler.desk.screens.downloads import SPREADSHEET, handed
from scheduler.desk.workbooks import Workbook
from scheduler.desk.years import PLAN, UnknownPlace, Year
from scheduler.domain.wording import counted
from scheduler.errors import InputFaults, MeetingDayError

SCREEN = Blueprint("start", __name__)
BEGUN = "begun.json"
"""What to look at in a workbook that was made of something, beside it."""


@dataclass(frozen=True)
class Example:
    """A council's year that comes with the program."""

    name: str
    title: str
    words: str


EXAMPLES = (
    Example(
        "trafford-2015-16",
        "A partnership of a borough",
        "Trafford 2015-16: forty-two boards that meet together on four days, each with a lunch.",
    ),
    Example(
        "harrow-2011-12",
        "A strategic partnership that was reorganised",
        "Harrow 2011-12: groups that end in the year, and those that take their place.",
    ),
    Example(
        "district-2027-28",
        "A district council",
        "Marlbeck 2027-28 (made up): Council, Cabinet, scrutiny, planning, licensing, and an election.",
    ),
    Example(
        "reorganisation-2027-28",
        "Councils that end, and the one that takes over",
        "Thornshire 2027-28 (made up): a county, three districts and a shadow authority, up to vesting day.",
    ),
)


@dataclass(frozen=True)
class Shown:
    """A year as it stands in the list."""

    year: Year
    findings: InputFindings | None
    """None where the workbook cannot even be looked at; `trouble` says why."""
    far: HowFar
    is_stale: bool
    trouble: str = ""


@SCREEN.get("/")
def years() -> str:
    """Show the years, and the ways to begin one."""
    shown = sorted(map(_shown, here().years.all()), key=lambda one: (one.year.title.casefold(), one.year.code))
    in_bin = len(here().years.bin.all())
    return render_template("start/years.html", shown=shown, examples=EXAMPLES, in_bin=in_bin)


def _shown(year: Year) -> Shown:
    workbook = Workbook(year)
    far = how_far(year.folder / PLAN)
    try:
        return Shown(year, workbook.findings(here().work), far, workbook.is_stale)
    except MeetingDayError as trouble:
        return Shown(year, None, far, is_stale=False, trouble=str(trouble))


# -- a workbook that somebody has


@SCREEN.get("/begin/workbook")
@access.may(access.PLANNER)
def open_workbook() -> str:
    """Ask for a workbook."""
    return render_template("start/workbook.html", faults=(), title="", accept=uploads.WORKBOOKS)


@SCREEN.post("/begin/workbook")
@access.takes_files
def opened() -> AnyResponse | tuple[str, int]:
    """Make a year of a workbook that was sent."""
    form = forms.sent()
    told: list[str] = []
    try:
        with uploads.arrived() as files:

            def fill(folder: Path) -> str:
                received = here().work.call(receive, files, folder)
                told.extend(received.told)
                _keep(folder, received.findings)
                return received.findings.title or received.stem

            year = here().years.make(form.text("title"), fill)
    except InputFaults as trouble:
        said = uploads.said_of(trouble)
        page = render_template(
            "start/workbook.html", faults=said, title=form.text("title"), accept=uploads.WORKBOOKS
        )  # fmt: skip
        return page, 422
    for sentence in told:
        forms.tell(sentence, forms.WARNING)
    return _led_on(year)


def _keep(folder: Path, findings: InputFindings) -> None:
    """Keep what was found in the workbook of a year that is being made."""
    Workbook(Year(folder.parent)).keep(findings)


def _led_on(year: Year) -> AnyResponse:
    """Lead to what is next for a new year: its faults, or its first page."""
    findings = Workbook(year).findings(here().work)
    if findings.faults:
        forms.tell(f"{year.title} was opened. {counted(len(findings.faults), 'thing')} must be put right first.")
        return redirect(url_for("faults.faults", year=year.code), 303)
    forms.tell(f"{year.title} was opened, and can be planned.")
    return redirect(url_for("overview.year", year=year.code), 303)


@SCREEN.get("/begin/blank.xlsx")
@access.may(access.PLANNER)
def blank() -> Response:
    """Send a workbook to fill in."""
    return handed(here().work.call(blank_workbook), SPREADSHEET, "calendar-to-fill-in.xlsx")


# -- an example


@SCREEN.post("/begin/example")
def example() -> AnyResponse:
    """Make a year of an example."""
    form = forms.sent()
    name = form.text("name")
    if name not in [one.name for one in EXAMPLES]:
        abort(400, "There is no such example. Go to the start page, and choose one of them.")

    def fill(folder: Path) -> str:
        begun = here().work.call(begin_example, name, folder)
        _keep(folder, begun.findings)
        return begun.findings.title

    return _led_on(here().years.make("", fill))


# -- what the council has already


@SCREEN.get("/begin/files")
@access.may(access.PLANNER)
def import_files() -> str:
    """Ask for what a council has."""
    return render_template(
        "start/files.html", faults=(), title="", of_last_year="no", accept=uploads.ANYTHING_READ
    )  # fmt: skip


@SCREEN.post("/begin/files")
@access.takes_files
def imported() -> AnyResponse | tuple[str, int]:
    """Make a year of what was sent."""
    form = forms.sent()
    last = form.text("of_last_year") == "yes"
    try:
        with uploads.arrived() as files:
            year = _begun(
                form.text("title"),
                lambda folder: here().work.call(begin_from_files, files, folder, of_last_year=last),
            )
    except InputFaults as trouble:
        page = render_template(
            "start/files.html", faults=uploads.said_of(trouble), title=form.text("title"),
            of_last_year="yes" if last else "no", accept=uploads.ANYTHING_READ,
        )  # fmt: skip
        return page, 422
    return redirect(url_for("start.look_at", year=year.code), 303)


def _begun(title: str, begin: Callable[[Path], Begun]) -> Year:
    """Make a year of something, and keep what to look at in it."""

    def fill(folder: Path) -> str:
        begun = begin(folder)
        _keep(folder, begun.findings)
        (folder.parent / BEGUN).write_text(json.dumps(begun.looked, ensure_ascii=False), encoding="utf-8")
        return begun.findings.title

    return here().years.make(title, fill)


@SCREEN.get("/years/<year>/begun")
def look_at() -> str:
    """Show what to look at in a workbook that was made of something."""
    try:
        looked = json.loads((g.year.folder / BEGUN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        abort(404)
    return render_template("start/look_at.html", looked=looked, findings=Workbook(g.year).findings(here().work))


# -- last year's calendar


@SCREEN.get("/begin/next-year")
@access.may(access.PLANNER)
def next_year() -> str:
    """Ask of which year the next is wanted."""
    planned = _planned()
    only = planned[0][0] if len(planned) == 1 else ""
    return render_template("start/next_year.html", faults=(), planned=planned, chosen=only, title="")


def _planned() -> list[tuple[str, str]]:
    return [(year.code, year.title) for year in here().years.all() if how_far(year.folder / PLAN).meetings]


@SCREEN.post("/begin/next-year")
def made_next_year() -> AnyResponse | tuple[str, int]:
    """Make the year after one of this desk."""
    form = forms.sent()
    try:
        before = here().years.named(form.text("of"))
        year = _begun(
            form.text("title"), lambda folder: here().work.call(begin_next_year, before.folder / PLAN, folder)
        )  # fmt: skip
    except UnknownPlace:
        said = [("of", "Choose the year that the new one follows.")]
    except InputFaults as trouble:
        said = [("of", fault.sentence) for fault in trouble.faults]
    else:
        return redirect(url_for("start.look_at", year=year.code), 303)
    page = render_template(
        "start/next_year.html", faults=said, planned=_planned(), chosen=form.text("of"), title=form.text("title")
    )
    return page, 422
