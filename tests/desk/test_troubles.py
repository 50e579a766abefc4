"""Pages of what goes wrong: in words, with what was typed, and never a traceback."""

import errno
import re
import sqlite3
from pathlib import Path

import pytest
from desk.logged_in import client_of
from flask import Blueprint, abort, render_template_string, request
from flask.testing import FlaskClient

from scheduler.desk import application, forms
from scheduler.desk.access import for_everybody
from scheduler.desk.desk import EXTENSION
from scheduler.desk.screens import SCREENS
from scheduler.domain.reasons import Breach, Fault
from scheduler.errors import (
    BrokenPlan,
    CannotUndo,
    CannotWrite,
    ChangedMeanwhile,
    InputFaults,
    MeetingDayError,
    Refused,
)

TROUBLES: dict[str, tuple[Exception, int, str]] = {
    "faults": (InputFaults((Fault("bodies", 2, "quorum", "no number", "Write 3.", "Bodies!I2"),)), 422, "Bodies!I2"),
    "refused": (Refused("It is not done", ("two rules are broken",), "Move it"), 409, "two rules are broken"),
    "broken": (BrokenPlan((Breach("gap", "too near"),)), 500, "fault of the program"),
    "meanwhile": (ChangedMeanwhile("Ann has changed it"), 409, "Ann has changed it"),
    "unwritten": (CannotWrite("The disk is full"), 507, "The disk is full"),
    "undone": (CannotUndo("nothing to go back to"), 409, "nothing to go back to"),
    "other": (MeetingDayError("a thing of its own"), 422, "a thing of its own"),
    "full": (OSError(errno.ENOSPC, "No space left on device"), 507, "Make room on the disk"),
    "locked-file": (PermissionError(errno.EACCES, "Permission denied"), 500, "“Permission denied”"),
    "full-database": (sqlite3.OperationalError("database or disk is full"), 507, "Make room on the disk"),
    "busy-database": (sqlite3.OperationalError("database is locked"), 503, "Try again in a minute"),
    "damaged-database": (sqlite3.DatabaseError("malformed"), 500, "fault of the program"),
    "bug": (KeyError("hunter2-secret"), 500, "fault of the program"),
}  # fmt: skip


FORM = '{% extends "base.html" %}{% block main %}{% call parts.form("/done") %}{% endcall %}{% endblock %}'


@pytest.fixture(scope="module")
def troubles() -> Blueprint:
    """Return a screen with a page for each trouble."""
    screen = Blueprint("troubles", __name__)

    def raises(name: str) -> str:
        raise TROUBLES[name][0]

    def aborts(status: int) -> str:
        if request.args.get("words"):
            abort(status, request.args["words"])
        abort(status)

    def done() -> str:
        forms.sent()
        abort(409)

    screen.add_url_rule("/raises/<name>", "raises", raises, methods=["GET", "POST"])
    screen.add_url_rule("/aborts/<int:status>", "aborts", aborts, methods=["GET", "POST"])
    screen.add_url_rule("/done", "done", done, methods=["POST"])
    screen.add_url_rule("/form", "form", lambda: render_template_string(FORM))
    screen.add_url_rule("/open", "open", for_everybody(lambda: 1 / 0))
    return screen


@pytest.fixture
def troubled(troubles: Blueprint, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """An officer, where that screen is among the others."""
    monkeypatch.setattr(application, "SCREENS", (*SCREENS, troubles))
    return client_of(folder, "small")


def csrf_of(client: FlaskClient) -> str:
    page = client.get("/form").get_data(as_text=True)
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", TROUBLES)
def test_each_trouble_is_a_page_in_words(troubled: FlaskClient, name: str) -> None:
    answer = troubled.get(f"/raises/{name}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == TROUBLES[name][1]
    assert TROUBLES[name][2] in page
    assert "Traceback" not in page
    assert "hunter2" not in page
    assert "<h1>" in page


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 415, 429, 500, 502, 503])
def test_each_status_has_its_words(troubled: FlaskClient, status: int) -> None:
    answer = troubled.get(f"/aborts/{status}")
    assert answer.status_code == status
    assert "<h1>" in answer.get_data(as_text=True)


def test_what_a_screen_says_is_shown(troubled: FlaskClient) -> None:
    assert "The hall is let" in troubled.get("/aborts/400?words=The hall is let").get_data(as_text=True)


def test_what_was_typed_is_still_there_but_for_secrets(troubled: FlaskClient) -> None:
    sent = {
        "csrf": csrf_of(troubled),
        "once": "1",
        "reason": "<b>The hall is let</b>",
        "password": "hunter2",
        "empty": "",
    }
    page = troubled.post("/raises/meanwhile", data=sent).get_data(as_text=True)
    assert "&lt;b&gt;The hall is let&lt;/b&gt;" in page
    assert "hunter2" not in page
    assert "Send it again" in page
    assert '<input type="hidden" name="reason"' in page
    assert sent["csrf"] in page  # of the new form
    page = troubled.post("/raises/faults", data=sent).get_data(as_text=True)
    assert "The hall is let" in page
    assert "Send it again" not in page


def test_what_failed_may_be_sent_again(troubled: FlaskClient) -> None:
    sent = {"csrf": csrf_of(troubled), "once": "one form"}
    assert [troubled.post("/done", data=sent).status_code for _ in range(2)] == [409, 409]


def test_a_bug_is_logged_by_its_place_alone(troubled: FlaskClient) -> None:
    lines: list[str] = []
    troubled.application.extensions[EXTENSION].log.say = lines.append
    troubled.get("/raises/bug?secret=abc")  # what is raised says "hunter2"
    (line,) = lines
    assert "KeyError in test_troubles.py" in line
    assert "abc" not in line
    assert "hunter2" not in line


def test_a_page_is_told_even_where_the_database_is_gone(troubled: FlaskClient, folder: Path) -> None:
    store = troubled.application.extensions[EXTENSION].store
    with store.writing() as database:
        database.execute("DROP TABLE messages")
    answer = troubled.get("/raises/unwritten")
    assert answer.status_code == 507
    assert "<p>The disk is full</p>" in answer.get_data(as_text=True)


def test_a_way_of_asking_that_is_not_there_says_which_are(troubled: FlaskClient) -> None:
    answer = troubled.get("/done")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_nobody_need_be_logged_in_to_be_told(troubled: FlaskClient) -> None:
    answer = troubled.application.test_client().get("/open")
    assert answer.status_code == 500
    assert "fault of the program" in answer.get_data(as_text=True)
