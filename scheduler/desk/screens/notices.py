"""Notices: who is told of what has changed, by which way and by which law, and the outbox to look at first."""

from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, g, render_template, request

from scheduler.commands.history import history
from scheduler.commands.notices import Shown, shown, zipped
from scheduler.desk import forms
from scheduler.desk.access import PLANNER, may
from scheduler.desk.desk import here
from scheduler.desk.screens.downloads import ARCHIVE, handed
from scheduler.desk.screens.history import row_of
from scheduler.errors import MeetingDayError, Refused

SCREEN = Blueprint("notices", __name__)
KINDS = {"person": "Members and officers", "speaker": "Speakers", "venue": "Keepers of the rooms"}
"""The parts of the list, in order."""


@SCREEN.get("/years/<year>/in/<calendar>/papers/notices")
def look() -> tuple[str, int]:
    """Show who is told what since a step, and who must be told by law."""
    return _page()


@SCREEN.get("/years/<year>/in/<calendar>/papers/notices/outbox.zip")
@may(PLANNER)
def outbox() -> Response | tuple[str, int]:
    """Hand out everything as one archive; nothing is written, and nothing is sent."""
    try:
        content = here().work.call(zipped, *_asked())
    except MeetingDayError:
        return _page()
    return handed(content, ARCHIVE, "notices.zip")


def _page() -> tuple[str, int]:
    found: Shown | None = None
    trouble = ""
    reasons: tuple[str, ...] = ()
    try:
        found = g.calendar.once_for("notices", _asked(), lambda: here().work.call(shown, *_asked()))
    except Refused as refused:
        trouble, reasons = refused.message, refused.reasons
    except MeetingDayError as unread:
        trouble = str(unread)
    told = () if found is None else found.told
    page = render_template(
        "papers/notices.html",
        found=found,
        trouble=trouble,
        reasons=reasons,
        since=_since() or "",
        anyway=forms.anyway_asked() or "",
        steps=_steps(),
        parts_of=[(words, [one for one in told if one.kind == kind]) for kind, words in KINDS.items()],
    )
    return page, 409 if trouble else 200


def _asked() -> tuple[Path, str | None, datetime | None, str | None]:
    return g.calendar.folder, _since(), g.calendar.loaded.moment, forms.anyway_asked()


def _since() -> str | None:
    return request.args.get("since", "").strip() or None


def _steps() -> list[tuple[str, str]]:
    """Return what notices can be counted from, the latest first: a value and words."""
    past = here().work.call(history, g.calendar.folder)
    rows = [row_of(past, entry) for entry in reversed(past.entries)]
    steps = [
        (
            str(row.number),
            f"Step {row.number}, {row.when}: {row.what}{f', by {row.by}' if row.by else ''} ({row.changed})",
        )
        for row in rows
    ]
    return [("", "The last publication, or the beginning"), *steps]
