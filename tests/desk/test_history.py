"""The history of a calendar: what is told agrees with the command; going back, and what stands against it."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from desk.sending import DAY, hidden, moved, run
from flask.testing import FlaskClient

HISTORY = "/years/small/in/calendar/history"


def dates(folder: Path) -> dict[str, str]:
    plan = json.loads((folder / "small" / "plan" / "plan.json").read_text(encoding="utf-8"))
    return {f"{one['body']}#{one['sequence']}": one["date"] for one in plan["meetings"]}


def test_every_step_is_listed_as_the_command_lists_it(officer: FlaskClient, folder: Path) -> None:
    moved(folder)
    page = officer.get(HISTORY).text
    told = json.loads(run("history", folder / "small" / "plan", "--json"))["steps"]
    assert [step["number"] for step in told] == [1, 2]
    assert re.findall(r'id="step-(\d+)"', page) == ["2", "1"]
    assert all((step["about"] or step["changed"]) in page for step in told)
    assert "Moved by hand, by Ann" in page
    assert "<q>The hall is let</q>" in page
    assert "As it is now" in page


def test_what_differs_is_told_as_the_command_tells_it(officer: FlaskClient, folder: Path) -> None:
    moved(folder)
    told = json.loads(run("history", folder / "small" / "plan", "--diff", "1", "2", "--json"))
    page = officer.get(f"{HISTORY}/difference?from=1&to=2").text
    assert told["sentences"]
    assert all(sentence in page for sentence in told["sentences"])
    assert "The workbook differs" in page
    assert "Nothing differs." in officer.get(f"{HISTORY}/difference?from=2").text


def test_steps_that_are_not_there_are_not_compared(officer: FlaskClient) -> None:
    page = officer.get(f"{HISTORY}/difference?from=9&to=%3Cscript%3E")
    assert page.status_code == 404
    assert "there is no step 9" in page.text
    assert "<script>" not in page.text


def test_going_back_is_asked_first_and_is_a_step(officer: FlaskClient, folder: Path) -> None:
    before = dates(folder)
    moved(folder)
    question = officer.get(f"{HISTORY}/back/1").text
    assert "1 meeting moved" in question
    assert "from Thursday 12 November 2015" in question
    assert dates(folder)["HWB#2"] == "2015-11-12"
    sent = officer.post(f"{HISTORY}/back/1", data={**hidden(question), "reason": "A slip"})
    assert (sent.status_code, sent.location) == (303, HISTORY)
    assert dates(folder) == before
    page = officer.get(HISTORY).text
    assert "The calendar is as it was at step 1: 1 meeting moved." in page
    assert "Gone back to step 1, by Officer" in page
    assert "<q>A slip</q>" in page


def test_a_form_on_an_older_version_changes_nothing(officer: FlaskClient, folder: Path) -> None:
    moved(folder)
    question = officer.get(f"{HISTORY}/back/1").text
    moved(folder, "2015-11-13")
    assert officer.post(f"{HISTORY}/back/1", data=hidden(question)).status_code == 409
    assert dates(folder)["HWB#2"] == "2015-11-13"


def test_what_has_been_held_stays_and_is_named(officer: FlaskClient, folder: Path) -> None:
    moved(folder)
    (folder / "small" / "year.json").write_text('{"title": "Small year", "today": "2015-11-20"}', encoding="utf-8")
    question = officer.get(f"{HISTORY}/back/1").text
    assert "Health Board on Thursday 12 November 2015 stays as it is now" in question
    officer.post(f"{HISTORY}/back/1", data=hidden(question))
    assert dates(folder)["HWB#2"] == "2015-11-12"
    assert "stays as it is now" in officer.get(HISTORY).text


def test_a_step_that_cannot_be_gone_back_to_says_why(officer: FlaskClient, folder: Path) -> None:
    assert officer.get(f"{HISTORY}/back/9").status_code == 409
    moved(folder)
    question = officer.get(f"{HISTORY}/back/1").text
    for kept in (folder / "small" / "plan" / "history" / "objects").iterdir():
        kept.write_bytes(b"spoilt")
    refused = officer.post(f"{HISTORY}/back/1", data={**hidden(question), "reason": "Typed & kept"})
    assert refused.status_code == 409
    assert "is not what was kept there" in refused.text
    assert "Nothing was changed." in refused.text
    assert dates(folder)["HWB#2"] == "2015-11-12"


def test_damaged_and_newer_steps_are_named(officer: FlaskClient, folder: Path) -> None:
    moved(folder)
    first, _ = sorted((folder / "small" / "plan" / "history" / "steps").iterdir())
    first.write_text("{", encoding="utf-8")
    assert f"The step {first.name} is damaged" in officer.get(HISTORY).text


def test_a_calendar_without_a_history_says_so(officer: FlaskClient, folder: Path) -> None:
    for step in (folder / "small" / "plan" / "history" / "steps").iterdir():
        step.unlink()
    assert "No step is known yet." in officer.get(HISTORY).text


@pytest.mark.parametrize("who", ["viewer", "planner"])
def test_who_may_not_go_back_is_refused(who: str, folder: Path, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(who)
    moved(folder)
    plan = folder / "small" / "plan"
    run("publish", plan, "--to", folder / "small" / "site", "--base-url", "https://x.example.org", "--as-of", DAY)
    question = client.get(f"{HISTORY}/back/1").text
    assert client.post(f"{HISTORY}/back/1", data=hidden(question)).status_code == 403
    assert dates(folder)["HWB#2"] == "2015-11-12"


def test_the_moment_of_a_step_is_a_day(officer: FlaskClient) -> None:
    when = re.search(r"<td>(\w+ \d+ \w+ \d{4}) at \d\d:\d\d</td>", officer.get(HISTORY).text)
    assert when is not None
    assert datetime.strptime(when[1], "%A %d %B %Y").year >= 2024
