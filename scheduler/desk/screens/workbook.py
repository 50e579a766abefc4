"""The workbook of a year: what it is called, taken away, replaced by another, and the whole year deleted."""

import secrets
from pathlib import Path

from flask import Blueprint, Response, abort, g, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.how_far import how_far
from scheduler.commands.input_changes import input_changes
from scheduler.commands.receiving import plain_name, receive
from scheduler.commands.sources import kept_input
from scheduler.commands.taken_away import packed_folder
from scheduler.desk import access, forms
from scheduler.desk.desk import here
from scheduler.desk.screens import uploads
from scheduler.desk.screens.faults import tabs
from scheduler.desk.workbooks import StaleWorkbook, Workbook, said_of_change
from scheduler.desk.years import ARRIVING, PLAN
from scheduler.domain.wording import counted, long_date
from scheduler.errors import InputFaults

SCREEN = Blueprint("workbook", __name__)
LONGEST_TITLE = 120


@SCREEN.get("/years/<year>/workbook")
def workbook() -> str:
    """Show what can be done with the workbook."""
    return _page()


def _page(faults: forms.Faults = (), title: str | None = None) -> str:
    book = Workbook(g.year)
    findings = book.findings(here().work)
    return render_template(
        "faults/workbook.html",
        workbook=book,
        findings=findings,
        far=how_far(g.year.folder / PLAN),
        changes=[(one, said_of_change(one)) for one in book.changes()],
        faults=faults,
        title=g.year.title if title is None else title,
        accept=uploads.WORKBOOKS,
        tabs=tabs(findings),
    )


# -- taken away


@SCREEN.get("/years/<year>/workbook/download")
def download() -> Response:
    """Send the workbook as it is, with its diaries where it names some."""
    return sent(Workbook(g.year).folder, g.year.title)


@SCREEN.get("/years/<year>/workbook/amended")
def amended() -> Response:
    """Send the workbook with what was done to meetings by hand."""
    folder = g.year.folder / PLAN
    try:
        kept = here().work.call(kept_input, folder)
    except InputFaults:
        abort(404, "Nothing has been planned yet, so nothing was done by hand. Take the workbook as it is.")
    return sent(kept if kept.is_dir() else kept.parent, f"{g.year.title} with changes by hand")


@SCREEN.get("/years/<year>/workbook/outputs.zip")
def outputs() -> Response:
    """Send all that was written of the calendar."""
    folder = g.year.folder / PLAN
    if not how_far(folder).meetings:
        abort(404, "Nothing has been planned yet. Plan the year first.")
    return _packed(folder, g.year.title)


@SCREEN.get("/years/<year>/workbook/earlier/<int:number>")
def earlier(number: int) -> Response:
    """Send the workbook as it was before a change."""
    found = next((one for one in Workbook(g.year).changes() if one.number == number), None)
    if found is None:
        abort(404)
    return sent(found.before, f"{g.year.title}, before change {number}")


def sent(folder: Path, title: str) -> Response:
    """Send the one file of a folder, or a zip of all; none that is but a link to a file elsewhere."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()]
    if len(files) != 1:
        return _packed(folder, title)
    name = f"{plain_name(title)}{files[0].suffix}"
    return send_file(files[0], as_attachment=True, download_name=name, max_age=0, etag=False)


def _packed(folder: Path, title: str) -> Response:
    """Send a zip of a folder, made in a process of its own and taken away as soon as it was sent."""
    target = here().folder / f"{ARRIVING}{secrets.token_hex(8)}"
    try:
        here().work.call(packed_folder, folder, target)
        file = target.open("rb")
    finally:
        target.unlink(missing_ok=True)
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=f"{plain_name(title)}.zip")


# -- changed


@SCREEN.post("/years/<year>/workbook/title")
@access.may(access.PLANNER)
def rename() -> AnyResponse | tuple[str, int]:
    """Call the year otherwise."""
    title = " ".join(forms.sent().text("title").split())
    if not title or len(title) > LONGEST_TITLE:
        said = f"Write what the year is called, in at most {LONGEST_TITLE} letters."
        return _page([("title", said)], title), 422
    g.year.tell(title=title)
    forms.tell(f"The year is called {title} now.")
    return redirect(url_for("workbook.workbook"), 303)


@SCREEN.post("/years/<year>/workbook/replace")
@access.takes_files
def replace() -> AnyResponse | tuple[str, int]:
    """Put another workbook in the place of this one, and tell what it changes."""
    form = forms.sent()
    book = Workbook(g.year)
    try:
        with uploads.arrived() as files, book.changing(form.text("seen"), g.who.name, "Replaced", anew=True) as change:
            received = here().work.call(receive, files, change.folder)
            change.lines = here().work.call(input_changes, g.year.source, change.source)
    except InputFaults as trouble:
        return _page(uploads.said_of(trouble)), 422
    except StaleWorkbook as trouble:
        return _page([(uploads.FIELD, f"{trouble} Look at it, and choose the file again.")]), 409
    book.keep(received.findings)
    for sentence in received.told:
        forms.tell(sentence, forms.WARNING)
    wrong = len(received.findings.faults)
    next_step = f"{counted(wrong, 'thing')} must be put right in it." if wrong else "It can be planned."
    forms.tell(f"The workbook was replaced; what is otherwise now stands below, with the earlier one. {next_step}")
    return redirect(url_for("workbook.workbook", _anchor="changes"), 303)


# -- deleted


@SCREEN.get("/years/<year>/delete")
@access.may(access.PUBLISHER)
def delete() -> str:
    """Ask whether the year is to be deleted."""
    return render_template("faults/delete.html", far=how_far(g.year.folder / PLAN), faults=())


@SCREEN.post("/years/<year>/delete")
@access.may(access.PUBLISHER)
def deleted() -> AnyResponse | tuple[str, int]:
    """Take the year away, into the bin of this desk."""
    form = forms.sent()
    if form.text("sure") != "yes":
        said = [("sure", "Tick the box if you are sure; otherwise leave the page.")]
        return render_template("faults/delete.html", far=how_far(g.year.folder / PLAN), faults=said), 422
    title = g.year.title
    thrown = here().years.bin.put(g.year.folder)
    until = f"a publisher can put it back until {long_date(thrown.until)}"
    forms.tell(f"{title} was deleted. It lies whole in the bin of this desk: {until}.")
    return redirect(url_for("start.years"), 303)
