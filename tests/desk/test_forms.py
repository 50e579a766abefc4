"""Forms: sent once, on the version that was seen; messages after a redirect."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from flask import Blueprint, redirect, render_template_string
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from scheduler.commands.by_hand import Asked, Requested, by_hand
from scheduler.desk import forms
from scheduler.desk.screens import SCREENS
from scheduler.domain.edits import Pin
from scheduler.outputs.history import Step

PAGE = """{% extends "base.html" %}{% block main %}
{% call parts.form(url_for("trial.save")) %}<input name="day">{% endcall %}{% endblock %}"""


@pytest.fixture(autouse=True)
def trial(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A screen of a form, and what was saved by it."""
    screen = Blueprint("trial", __name__)
    saved: list[str] = []

    @screen.get("/years/<year>/in/<calendar>/trial")
    def show() -> str:
        return render_template_string(PAGE)

    @screen.post("/years/<year>/in/<calendar>/trial")
    def save() -> Response:
        saved.append(forms.sent().text("day"))
        forms.tell(f"Saved {saved[-1]}.")
        return redirect("/years/small/", 303)

    monkeypatch.setattr("scheduler.desk.application.SCREENS", (*SCREENS, screen))
    return saved


def _form(client: FlaskClient) -> dict[str, str]:
    page = client.get("/years/small/in/calendar/trial")
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))


def _pin(folder: Path) -> None:
    """Do something else to the calendar, as another officer."""
    plan = folder / "small" / "plan"
    asked = Asked(plan / "input", plan, Step("pin", by="Deputy"), accept=True, as_of=datetime(2015, 10, 1))
    by_hand(asked, lambda _typed: Requested(Pin("HWB", 1)))


def test_a_form_is_done_and_its_sender_is_told_once(officer: FlaskClient, trial: list[str]) -> None:
    answer = officer.post("/years/small/in/calendar/trial", data={**_form(officer), "day": " Thursday "})
    assert (answer.status_code, answer.location, trial) == (303, "/years/small/", ["Thursday"])
    assert "Saved Thursday." in officer.get("/years/small/").text
    assert "Saved Thursday." not in officer.get("/years/small/").text


def test_a_form_sent_twice_is_done_once_and_leads_to_the_same_page(officer: FlaskClient, trial: list[str]) -> None:
    form = {**_form(officer), "day": "Thursday"}
    officer.post("/years/small/in/calendar/trial", data=form)
    again = officer.post("/years/small/in/calendar/trial", data=form)
    assert (again.status_code, again.location, trial) == (303, "/years/small/", ["Thursday"])


def test_a_form_that_is_not_whole_is_refused(officer: FlaskClient, trial: list[str]) -> None:
    form = _form(officer)
    del form["once"]
    answer = officer.post("/years/small/in/calendar/trial", data=form)
    assert (answer.status_code, trial) == (400, [])


def test_a_stale_form_is_refused_with_both_versions_and_may_be_sent_again(
    officer: FlaskClient, folder: Path, trial: list[str]
) -> None:
    form = {**_form(officer), "day": "<b>Thursday</b>"}
    _pin(folder)
    answer = officer.post("/years/small/in/calendar/trial", data=form)
    assert (answer.status_code, trial) == (409, [])
    assert "`plan`" in answer.text
    assert "pin, by Deputy" in answer.text
    assert "&lt;b&gt;Thursday&lt;/b&gt;" in answer.text
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert officer.post("/years/small/in/calendar/trial", data=again).status_code == 303
    assert trial == ["&lt;b&gt;Thursday&lt;/b&gt;"]


def test_a_version_that_no_step_wrote_is_told_as_such(officer: FlaskClient, trial: list[str]) -> None:
    answer = officer.post("/years/small/in/calendar/trial", data={**_form(officer), "version": "other"})
    assert (answer.status_code, trial) == (409, [])
    assert "put there by no step" in answer.text


def test_a_form_that_was_being_done_when_a_desk_ended_may_be_sent_again(officer: FlaskClient, trial: list[str]) -> None:
    store = officer.application.extensions["desk"].store
    done, undone = _form(officer), _form(officer)
    assert officer.post("/years/small/in/calendar/trial", data={**done, "day": "Monday"}).status_code == 303
    with store.writing() as database:
        database.execute("INSERT INTO sent_forms (once, moment) VALUES (?, ?)", (undone["once"], "2999-01-01"))
    assert officer.post("/years/small/in/calendar/trial", data={**undone, "day": "Tuesday"}).status_code == 409
    forms.forget_old(store)
    assert officer.post("/years/small/in/calendar/trial", data={**undone, "day": "Tuesday"}).status_code == 303
    assert officer.post("/years/small/in/calendar/trial", data={**done, "day": "Monday"}).status_code == 303
    assert trial == ["Monday", "Tuesday"]


def test_a_full_disk_keeps_nobody_from_reading_what_was_told(officer: FlaskClient) -> None:
    assert officer.post("/years/small/in/calendar/trial", data={**_form(officer), "day": "Monday"}).status_code == 303
    store = officer.application.extensions["desk"].store
    store._connection.execute("PRAGMA query_only = ON")  # noqa: SLF001 - as a disk that takes nothing
    assert [("Saved Monday." in officer.get("/years/small/").text) for _ in range(2)] == [True, True]
    store._connection.execute("PRAGMA query_only = OFF")  # noqa: SLF001 - it takes something again
    assert [("Saved Monday." in officer.get("/years/small/").text) for _ in range(2)] == [True, False]
