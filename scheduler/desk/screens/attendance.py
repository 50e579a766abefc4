"""Attendance: who came, from records that are told first and then kept; six months' absence on top."""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from re import fullmatch

from flask import Blueprint, Response, abort, g, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.attendance import Wanted, made_in
from scheduler.commands.attendance_shown import AttendanceShown, attendance_shown, keep_attendance
from scheduler.desk import access, forms
from scheduler.desk.desk import here
from scheduler.desk.screens import uploads
from scheduler.desk.years import ARRIVING
from scheduler.domain.wording import counted
from scheduler.errors import InputFaults, Refused

SCREEN = Blueprint("attendance", __name__)
LOOKED_AT = "looked at on the desk"
"""Why what is kept is shown though the calendar may break a rule: nothing is written."""
READ = ".xlsx,.xlsm,.csv"


@SCREEN.get("/years/<year>/in/<calendar>/papers/attendance")
def look() -> str:
    """Show what the register tells as it is kept."""
    return _page(_shown(Wanted(g.calendar.folder, as_of=g.calendar.loaded.moment, anyway=LOOKED_AT)))


def _shown(wanted: Wanted) -> AttendanceShown:
    found: AttendanceShown = here().work.call(attendance_shown, wanted)
    return found


def _page(
    shown: AttendanceShown, troubles: Sequence[tuple[str, str]] = (), token: str = "", *, correct: bool = False
) -> str:
    return render_template(
        "papers/attendance.html",
        shown=shown,
        troubles=troubles,
        token=token,
        correct=correct,
        made=list(made_in(g.calendar.folder)),
        accept=READ,
        may_write=forms.may_change(g.calendar),
    )


@SCREEN.get("/years/<year>/in/<calendar>/papers/attendance/<name>")
def file(name: str) -> Response:
    """Send what was made of the register."""
    place = made_in(g.calendar.folder).get(name)
    if place is None:
        abort(404)
    return send_file(place, as_attachment=True, download_name=name, max_age=0, etag=False)


@SCREEN.post("/years/<year>/in/<calendar>/papers/attendance/records")
@access.takes_files
def tell() -> tuple[str, int]:
    """Tell what records say; nothing is kept before that is asked."""
    form = forms.sent()
    moment, correct = g.calendar.loaded.moment, form.ticked("correct")
    try:
        with _waiting() as (token, folder), uploads.arrived() as files:
            for number, one in enumerate(files):
                (folder / str(number)).mkdir()
                shutil.move(one.path, folder / str(number) / one.name)
            wanted = Wanted(g.calendar.folder, _records(token), moment, correct=correct, anyway=LOOKED_AT)
            return _page(_shown(wanted), token=token, correct=correct), 200
    except InputFaults as trouble:
        kept = _shown(Wanted(g.calendar.folder, as_of=moment, anyway=LOOKED_AT))
        return _page(kept, uploads.said_of(trouble), correct=correct), 422


@SCREEN.post("/years/<year>/in/<calendar>/papers/attendance/keep")
@access.may(access.PLANNER)
def keep() -> tuple[str, int] | AnyResponse:
    """Keep what records say, and write what follows from it; without records, write that anew."""
    form = forms.sent()
    token, correct = form.text("token"), form.ticked("correct")
    records = _records(token) if token else ()
    if token and not records:
        forms.tell("The records are no longer here. Choose them again.", forms.WARNING)
        return redirect(url_for("attendance.look"), 303)
    wanted = Wanted(
        g.calendar.folder,
        records,
        g.calendar.loaded.moment,
        accept=True,
        correct=correct,
        anyway=form.anyway or None,
    )
    try:
        meetings = here().work.call(keep_attendance, wanted)
    except Refused as trouble:
        shown = _shown(Wanted(g.calendar.folder, records, wanted.as_of, correct=correct, anyway=LOOKED_AT))
        sentences = (trouble.message, *trouble.reasons, "Say below why it is kept all the same.")
        said = [("anyway", one) for one in sentences]
        return _page(shown, said, token, correct=correct), 409
    _forget(token)
    known = counted(meetings, "meeting")
    forms.tell(f"The register has a record of {known}. The workbook and the return were written from it.")
    return redirect(url_for("attendance.look"), 303)


@contextmanager
def _waiting() -> Iterator[tuple[str, Path]]:
    """Give a folder in which records wait until they are kept; it goes where they cannot be read, or the desk ends."""
    token = secrets.token_hex(16)
    folder = here().folder / f"{ARRIVING}{token}"
    folder.mkdir()
    try:
        yield token, folder
    except BaseException:  # the end of the desk too: no record is left waiting
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _records(token: str) -> tuple[Path, ...]:
    """Return the records that wait under a token; none where there are none any more."""
    if not fullmatch("[0-9a-f]{32}", token):
        abort(400)
    folder = here().folder / f"{ARRIVING}{token}"
    return tuple(path for path in sorted(folder.rglob("*")) if path.is_file())


def _forget(token: str) -> None:
    if token:
        shutil.rmtree(here().folder / f"{ARRIVING}{token}", ignore_errors=True)
