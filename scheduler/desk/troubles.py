"""What goes wrong, as a page: what happened, what to do, and what was typed, still there; never a traceback."""

import errno
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from flask import Flask, render_template, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from scheduler.commands.receiving import MOST_FILES
from scheduler.desk import forms
from scheduler.desk.access.door import MOST_OF_A_FILE
from scheduler.desk.desk import here
from scheduler.errors import (
    BrokenPlan,
    CannotChange,
    CannotPublish,
    CannotUndo,
    CannotWrite,
    ChangedMeanwhile,
    DamagedHistory,
    InputFaults,
    MeetingDayError,
    Refused,
)

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_MAY_PASS = (409, 429, 500, 503, 507)
"""Of the answers to what was sent: the same may be done later."""
_KEPT_HEADERS = ("Retry-After", "Allow")
Answer = tuple[str, int, dict[str, str]]
GO_BACK = "Go back with your browser's Back button: what you typed is still there."


@dataclass(frozen=True)
class Trouble:
    """What a page says of something that went wrong."""

    status: int
    title: str
    sentences: tuple[str, ...]
    """What happened, and what to do."""
    faults: tuple[str, ...] = ()
    """Each of several things that are wrong."""


_WORDS: dict[int, tuple[str, tuple[str, ...]]] = {
    400: ("This cannot be understood", ("Something of what was sent is missing or damaged.", GO_BACK)),
    401: (
        "You are not logged in",
        ("Log in, or open the address that meeting-day showed when it started. Nothing was done.",),
    ),
    403: ("You may not do this", ("Your role does not allow it, or the page was too old. Nothing was done.",)),
    404: ("There is no such page", ("It may have been deleted or renamed. Begin at the start page.",)),
    405: ("This cannot be opened by itself", ("Go back, and use the button on the page.",)),
    409: ("Somebody else was quicker", ("Nothing was done. Load the page again, and look at what is there now.",)),
    413: (
        "That is more than can be sent at once",
        (
            f"At most {MOST_OF_A_FILE >> 20} MB can be sent, and at most {MOST_FILES} files. Nothing was kept.",
            "A workbook of one year is a few hundred kilobytes. See whether the right file was chosen.",
            GO_BACK,
        ),
    ),
    429: ("Too many tries", ("Wait a minute, and try again.",)),
    431: (
        "Your browser sends too much beside its question",
        ("Remove the cookies of this address in your browser, and try again.",),
    ),
    500: (
        "Something went wrong in meeting-day itself",
        (
            "This is a fault of the program and not yours. What was saved before is as it was.",
            "Try again. If it happens again, please report it, with what you were doing.",
        ),
    ),
    503: ("meeting-day is busy", ("Try again in a minute. Nothing was done.",)),
    507: (
        "The disk is full",
        ("Nothing was kept, and what was there is as it was. Make room on the disk, and send it again.", GO_BACK),
    ),
}


def register(application: Flask) -> None:
    """Have an application answer whatever goes wrong by a page."""
    application.register_error_handler(HTTPException, _of_http)
    application.register_error_handler(MeetingDayError, _of_ours)
    application.register_error_handler(Exception, _of_any)


def trouble_of(problem: MeetingDayError) -> Trouble:
    """Return what to say of an error of this program's own."""
    if isinstance(problem, InputFaults):
        return Trouble(422, "This cannot be used as it is", (), tuple(one.sentence for one in problem.faults))
    if isinstance(problem, Refused):
        said = tuple(filter(None, (problem.message, problem.remedy)))
        return Trouble(409, "This was not done", said, problem.reasons)
    if isinstance(problem, BrokenPlan):
        return _words(500)
    titles: tuple[tuple[type[MeetingDayError], int, str], ...] = (
        (ChangedMeanwhile, 409, "Somebody else was quicker"),
        (CannotWrite, 507, "This could not be written"),
        (CannotChange, 422, "This contradicts what is there"),
        (CannotUndo, 409, "This cannot be undone"),
        (DamagedHistory, 500, "A part of the history is damaged"),
        (CannotPublish, 409, "This cannot be published"),
    )
    status, title = next(
        ((status, title) for kind, status, title in titles if isinstance(problem, kind)), (422, "This was not done")
    )
    return Trouble(status, title, (str(problem), "Nothing else was changed."))


def trouble_of_the_system(problem: OSError | sqlite3.Error) -> Trouble:
    """Return what to say where the system refuses something."""
    if isinstance(problem, sqlite3.Error):
        full = "full" in str(problem)
        return _words(507) if full else _words(503) if "locked" in str(problem) else _words(500)
    if problem.errno in DISK_FULL:
        return _words(507)
    said = f"The system says “{problem.strerror or problem}”. What was there is as it was."
    return Trouble(500, "A file cannot be read or written", (said, "Tell whoever keeps this machine."))


def _words(status: int) -> Trouble:
    title, sentences = _WORDS.get(status, _WORDS[500] if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _WORDS[400])
    return Trouble(status, title, sentences)


def _of_http(problem: HTTPException) -> Answer:
    status = problem.code or 500
    found = _words(status)
    usual = type(problem).description
    if problem.description and problem.description != usual:  # said by a screen, in its own words
        found = Trouble(status, found.title, (problem.description,))
    kept = [(name, value) for name, value in problem.get_headers() if name in _KEPT_HEADERS]
    return _page(found, dict(kept))


def _of_ours(problem: MeetingDayError) -> Answer:
    if isinstance(problem, BrokenPlan):
        _log(problem)
    return _page(trouble_of(problem))


def _of_any(problem: Exception) -> Answer:
    found = trouble_of_the_system(problem) if isinstance(problem, OSError | sqlite3.Error) else _words(500)
    if found.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _log(problem)
    return _page(found)


def _log(problem: Exception) -> None:
    """Write where something failed, and nothing of what was sent."""
    here().log.trouble(problem)


def _page(trouble: Trouble, headers: Mapping[str, str] = MappingProxyType({})) -> Answer:
    try:
        page = render_template("trouble.html", trouble=trouble, typed=_typed(), again=_again(trouble))
    except Exception:  # noqa: BLE001 - the database may be gone, of which every page shows something
        page = _plain(trouble)
    return page, trouble.status, dict(headers)


def plain_page(status: int) -> str:
    """Return the page for what never came as far as a screen."""
    return _plain(_words(status))


def _plain(trouble: Trouble) -> str:
    """Return the page made of nothing but its words."""
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in (*trouble.sentences, *trouble.faults))
    title = escape(trouble.title)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} - meeting-day</title>'
        '<link rel="stylesheet" href="/static/desk.css"></head>'
        f'<body><main><h1>{title}</h1>{words}<p><a href="/">Go to the start page</a></p></main></body></html>'
    )


def _typed() -> list[tuple[str, str]]:
    """Return what somebody had typed, by the names of the fields."""
    return [(name, value) for name, value in forms.typed() if value.strip()]


def _again(trouble: Trouble) -> list[tuple[str, str]]:
    """Return the fields with which the same may be sent again, where that could go better; files cannot be."""
    if trouble.status not in _MAY_PASS or request.mimetype == "multipart/form-data":
        return []
    return forms.typed()
