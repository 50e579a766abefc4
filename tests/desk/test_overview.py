"""The first page of a year: how far it is, what to do next, and the day that is taken for today."""

import json
import re
import shutil
from pathlib import Path

from flask.testing import FlaskClient

ADDRESS = "/years/small/"


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_it_says_how_far_a_year_is(officer: FlaskClient) -> None:
    page = officer.get(ADDRESS)
    assert page.status_code == 200
    assert "3 meetings in the calendar." in page.text
    assert "It can be planned." in page.text
    assert "0 of 3 meetings confirmed." in page.text
    assert "Nobody has it yet." in page.text
    assert re.search(r"November 2015.*?3 meetings", page.text, re.DOTALL)


def test_an_unknown_year_is_not_there(officer: FlaskClient) -> None:
    assert officer.get("/years/other/").status_code == 404


def test_a_year_without_a_calendar_leads_to_planning(officer: FlaskClient, folder: Path) -> None:
    shutil.rmtree(folder / "small" / "plan")
    page = officer.get(ADDRESS).text
    assert "Nothing has been planned yet." in page
    assert "meetings in the calendar" not in page


def test_a_workbook_with_faults_comes_first(officer: FlaskClient, folder: Path) -> None:
    shutil.rmtree(folder / "small" / "plan")
    (folder / "small" / "workbook" / "bodies.csv").write_text(
        "body,name,meetings_min\nHWB,Health Board,many\n", "utf-8"
    )
    page = officer.get(ADDRESS).text
    assert re.search(r"\d+ faults? to put right\.", page)


def test_a_damaged_calendar_is_told(officer: FlaskClient, folder: Path) -> None:
    (folder / "small" / "plan" / "plan.json").write_text("{", encoding="utf-8")
    page = officer.get(ADDRESS)
    assert page.status_code == 200
    assert "The calendar cannot be read: its file was changed or damaged." in page.text


def test_the_calendar_before_the_damage_is_put_back(officer: FlaskClient, folder: Path) -> None:
    plan = folder / "small" / "plan" / "plan.json"
    dates = [one["date"] for one in json.loads(plan.read_text(encoding="utf-8"))["meetings"]]
    plan.write_text("{", encoding="utf-8")
    answer = officer.post(f"{ADDRESS}put-back", data=_hidden(officer.get(ADDRESS).text))
    assert (answer.status_code, answer.location) == (303, ADDRESS)
    page = officer.get(ADDRESS).text
    assert "The calendar of step 1 is there again." in page
    assert "3 meetings in the calendar." in page
    assert [one["date"] for one in json.loads(plan.read_text(encoding="utf-8"))["meetings"]] == dates
    officer.post(f"{ADDRESS}put-back", data=_hidden(officer.get(ADDRESS).text))
    assert "is there again" not in officer.get(ADDRESS).text


def test_once_members_have_it_a_planner_puts_nothing_back(planner: FlaskClient, folder: Path) -> None:
    (folder / "small" / "plan" / "plan.json").write_text("{", encoding="utf-8")
    hidden = _hidden(planner.get(ADDRESS).text)
    (folder / "small" / "site.register.json").write_text("{}", encoding="utf-8")
    assert planner.post(f"{ADDRESS}put-back", data=hidden).status_code == 403
    assert "Put the last calendar back" not in planner.get(ADDRESS).text


def test_another_day_is_taken_for_today_and_the_present_again(officer: FlaskClient, folder: Path) -> None:
    page = officer.get(ADDRESS).text
    assert "Thursday 1 October 2015 is taken for today: it was chosen for this year." in page
    answer = officer.post(f"{ADDRESS}today", data={**_hidden(page), "day": "2015-10-20"})
    assert (answer.status_code, answer.location) == (303, ADDRESS)
    page = officer.get(ADDRESS).text
    assert "Tuesday 20 October 2015 is taken for today in this year." in page
    assert "Tuesday 20 October 2015 is taken for today: it was chosen for this year." in page
    officer.post(f"{ADDRESS}today", data={**_hidden(page), "day": ""})
    page = officer.get(ADDRESS).text
    assert "The year is over, so it is looked at as of the day on which it was planned." in page


def test_a_day_that_is_none_is_told_beside_what_was_typed(officer: FlaskClient) -> None:
    answer = officer.post(f"{ADDRESS}today", data={**_hidden(officer.get(ADDRESS).text), "day": "next week"})
    assert answer.status_code == 422
    assert "Choose a day, such as 2026-09-01" in answer.text
    assert 'value="next week"' in answer.text


def test_a_viewer_is_offered_no_other_day(viewer: FlaskClient) -> None:
    page = viewer.get(ADDRESS).text
    assert "What has been held by then, or called, is not moved." in page
    assert "Take another day for today" not in page
