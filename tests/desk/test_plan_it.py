"""Plan it: what is asked, what is refused with what was typed, and what the queue is told."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from forms_on_pages import fields_of
from small_input import write_input

from scheduler.commands.publications import PUBLISH
from scheduler.desk.desk import Desk
from scheduler.desk.work import calls
from scheduler.desk.work.asks import Ask
from scheduler.desk.years import Year
from scheduler.outputs.history import note

PLAN = "/years/small/plan"


def desk_of(client: FlaskClient) -> Desk:
    found: Desk = client.application.extensions["desk"]
    return found


@pytest.fixture
def desk(officer: FlaskClient) -> Iterator[Desk]:
    """The desk; what is queued is written down and not done."""
    found = desk_of(officer)
    found.work.start = lambda: None  # type: ignore[method-assign] # the queue stands still
    yield found
    found.work.close()


def sent(client: FlaskClient, **typed: object) -> tuple[int, str, str]:
    """Fill in the form; return the status of the answer, where it leads to, and its text."""
    fields = {**fields_of(client.get(PLAN).text, "/plan"), **typed}
    answer = client.post(PLAN, data=fields, content_type="multipart/form-data")
    return answer.status_code, answer.location or "", answer.text


@pytest.mark.slow
def test_the_year_is_planned_and_its_page_says_what_came_of_it(officer: FlaskClient) -> None:
    status, led_to, _ = sent(officer, minutes="1", reason="First look")
    assert (status, led_to) == (303, "/years/small/jobs/1")
    work = desk_of(officer).work
    job = work.ended(1, 60)
    work.close()
    assert (job.outcome, job.ask.by, job.ask.reason) == ("done", "Officer", "First look")
    shown = officer.get(led_to).text
    assert "Small calendar: 3 meetings. No rule is broken; no better plan exists." in shown
    assert "As of Thursday 1 October 2015, which is taken for today." in shown
    assert "data-poll" not in shown


def test_the_queue_is_told_what_was_chosen(officer: FlaskClient, desk: Desk) -> None:
    sent(officer, minutes="own", own_minutes="2,5", options="3", near="afresh", as_of="2015-10-02")
    ask = desk.work.jobs[1].ask
    assert (ask.kind, ask.year) == ("options", "small")
    assert ask.values == {
        "calendar": "calendar",
        "members_have_it": False,
        "seconds": 150.0,
        "options": 3,
        "as_of": "2015-10-02T00:00:00",
        "afresh": True,
        "near_words": "nothing: it was planned afresh",
    }


def test_a_calendar_in_a_file_is_handed_over_by_its_name(officer: FlaskClient, desk: Desk) -> None:
    file = (io.BytesIO(b"body,date\n"), "../../last.csv")
    sent(officer, near="file", file=file, as_of="")
    job = desk.work.jobs[1]
    assert (job.ask.values["baseline_file"], "as_of" in job.ask.values) == ("last.csv", False)
    assert (job.folder / "files" / "last.csv").read_bytes() == b"body,date\n"


def test_another_year_may_be_the_pattern(officer: FlaskClient, desk: Desk, folder: Path) -> None:
    assert "Another year of this desk" not in officer.get(PLAN).text
    write_input(folder / "unplanned" / "workbook")
    (folder / "small").rename(folder / "last")
    (folder / "last" / "year.json").write_text('{"title": "Last year"}', encoding="utf-8")
    write_input(folder / "small" / "workbook")
    (folder / "small" / "year.json").write_text('{"title": "Small year"}', encoding="utf-8")
    assert "Last year" in officer.get(PLAN).text
    assert sent(officer, near="near")[0] == 422
    assert sent(officer, near="year", year="unplanned")[0] == 422
    assert sent(officer, near="year", year="last")[0] == 303
    values = desk.work.jobs[1].ask.values
    assert (values["baseline_year"], values["near_words"]) == ("last", "Last year")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"minutes": "own", "own_minutes": "soon"}, "own_minutes", "Write how many minutes it may take"),
        ({"minutes": "own", "own_minutes": "nan"}, "own_minutes", "Write how many minutes it may take"),
        ({"minutes": "0"}, "minutes", "Write how many minutes it may take"),
        ({"options": "9"}, "options", "Choose how many calendars to look for: 1 to 5."),
        ({"options": "x"}, "options", "Choose how many calendars to look for: 1 to 5."),
        ({"near": "far"}, "near", "Choose what the calendar is to be near to."),
        ({"near": "file"}, "file", "Choose the file of an earlier calendar"),
        ({"near": "file", "file": (io.BytesIO(b"MZ"), "setup.exe")}, "file", "Choose the file of an earlier calendar"),
        ({"as_of": "tomorrow"}, "as_of", "Write the day as a date"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    officer: FlaskClient, desk: Desk, typed: dict[str, object], field: str, words: str
) -> None:
    status, _, page = sent(officer, reason="The chair asked", **typed)
    assert status == 422
    assert f'<a href="#{field}">{words}' in page
    assert 'value="The chair asked"' in page
    assert list(desk.work.jobs.waiting()) == []


def test_a_calendar_in_force_needs_the_day(officer: FlaskClient, desk: Desk, folder: Path) -> None:
    note(folder / "small" / "plan", PUBLISH)
    assert "The calendar has been published, so this must be known" in officer.get(PLAN).text
    assert sent(officer, as_of="")[0] == 422
    plan = folder / "small" / "plan" / "plan.json"
    plan.write_text(plan.read_text(encoding="utf-8").replace('"provisional"', '"confirmed"'), encoding="utf-8")
    assert "3 meetings are confirmed, so this must be known" in officer.get(PLAN).text


def test_only_a_publisher_plans_what_is_published(planner: FlaskClient, viewer: FlaskClient, folder: Path) -> None:
    desk_of(planner).work.start = lambda: None  # type: ignore[method-assign] # the queue stands still
    assert sent(planner)[0] == 303
    Year(folder / "small").register.write_text("{}", encoding="utf-8")
    assert sent(planner)[0] == 403
    assert sent(viewer)[0] == 403


def test_what_cannot_be_is_said_before(officer: FlaskClient, desk: Desk, folder: Path) -> None:
    write_input(folder / "small" / "workbook", memberships="person,body,role\nANN,NOBODY,chair\n")
    assert "1 fault in the workbook must be put right first." in officer.get(PLAN).text
    shutil.rmtree(folder / "small" / "workbook")
    assert "Nothing can be planned before." in officer.get(PLAN).text


def test_while_the_desk_is_busy_the_page_comes_all_the_same(
    officer: FlaskClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "SECONDS_FOR_A_TURN", 0.01)
    for _ in range(calls.MOST_AT_ONCE):
        assert calls.TURNS.acquire(timeout=1)
    try:
        assert "The desk is busy with what others have asked." in officer.get(PLAN).text
    finally:
        for _ in range(calls.MOST_AT_ONCE):
            calls.TURNS.release()


def test_a_year_that_is_over_is_offered_no_day(officer: FlaskClient, desk: Desk, folder: Path) -> None:
    (folder / "small" / "year.json").write_text('{"title": "Small year"}', encoding="utf-8")
    assert fields_of(officer.get(PLAN).text, "/plan")["as_of"] == ""
    (folder / "small" / "plan").rename(folder / "small" / "elsewhere")
    assert fields_of(officer.get(PLAN).text, "/plan")["as_of"] == ""
    shutil.rmtree(folder / "small" / "workbook")
    assert len(fields_of(officer.get(PLAN).text, "/plan")["as_of"]) == len("2026-01-01")


def test_a_draft_is_planned_by_its_name(officer: FlaskClient, desk: Desk, folder: Path) -> None:
    (folder / "small" / "drafts").mkdir()
    (folder / "small" / "plan").rename(folder / "small" / "drafts" / "tuesdays")
    page = officer.get(f"{PLAN}?in=tuesdays").text
    assert "Plan the draft tuesdays" in page
    answer = officer.post(PLAN, data=fields_of(page, "/plan"))
    assert answer.status_code == 303
    assert desk.work.jobs[1].ask.values["calendar"] == "tuesdays"
    assert "Plan the year" in officer.get(f"{PLAN}?in=none").text


def test_what_cannot_be_queued_is_told_with_what_was_typed(
    officer: FlaskClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.desk.work.jobs.MOST_WAITING", 1)
    desk.work.jobs.add(Ask("small", "plan", {"seconds": 60}), {})
    assert "Something waits to be solved for this year" in officer.get(PLAN).text
    status, _, page = sent(officer, reason="The chair asked")
    assert (status, "Too much is waiting to be solved." in page, "The chair asked" in page) == (409, True, True)
