"""Options side by side, the year of one, and taking one: what it says, what it changes, and who may."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from forms_on_pages import fields_of
from small_input import write_input

from scheduler.commands.choosing import choices, take, who_differs
from scheduler.commands.comparing import PersonLine
from scheduler.commands.options import Planned, plan_options
from scheduler.commands.plans import Asked, Step
from scheduler.desk.years import Year
from scheduler.outputs.history import past_of

OPTIONS = "/years/small/in/calendar/options"


@pytest.fixture(scope="module")
def with_options(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with a year of which there are three calendars to choose from."""
    folder = tmp_path_factory.mktemp("desk")
    year = folder / "small"
    write_input(year / "workbook", unavailability="person,start_date,end_date\nBOB,2015-11-09,2015-11-13\n")
    (year / "year.json").write_text('{"title": "Small year", "today": "2015-10-01"}', encoding="utf-8")
    asked = Asked(year / "workbook", year / "plan", 20, as_of=datetime(2015, 10, 1))
    assert isinstance(plan_options(asked, 3), Planned)
    return folder


@pytest.fixture
def folder(with_options: Path, tmp_path: Path) -> Path:
    """A copy of it for one test, in the place of the year that other tests have."""
    return Path(shutil.copytree(with_options, tmp_path / "desk"))


def dates(folder: Path) -> set[tuple[str, str]]:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return {(one["body"], one["date"]) for one in plan["meetings"]}


def test_they_stand_side_by_side(officer: FlaskClient) -> None:
    page = officer.get(OPTIONS).text
    assert "2 other calendars that truly differ from the one that stands." in page
    for words in ("Option 1: the calendar now", "Option 2", "Option 3", "Whom it suits, and whom not"):
        assert words in page
    assert page.count('class="small-year"') == 3
    everything = officer.get(f"{OPTIONS}?show=everything").text
    assert everything.count("<tr>") >= page.count("<tr>")
    led = officer.get("/years/small/options")
    assert (led.status_code, led.location) == (303, OPTIONS)


def test_one_of_them_is_shown_with_its_whole_year(officer: FlaskClient) -> None:
    page = officer.get(f"{OPTIONS}/2").text
    assert "Option 2: its year" in page
    assert officer.get(f"{OPTIONS}/2?show=everything").text.count("<tr>") >= page.count("<tr>")
    for number in (1, 4):
        gone = officer.get(f"{OPTIONS}/{number}")
        assert (gone.status_code, "There is no such option any more." in gone.text) == (404, True)


def test_one_is_taken_and_can_be_given_back(officer: FlaskClient, folder: Path) -> None:
    plan = folder / "small" / "plan"
    before, wanted = dates(plan), dates(plan / "options" / "2")
    page = officer.get(f"{OPTIONS}/2/take").text
    assert "It becomes the calendar." in page
    answer = officer.post(f"{OPTIONS}/2/take", data={**fields_of(page, "/take"), "reason": "Group leaders chose it"})
    assert (answer.status_code, answer.location) == (303, OPTIONS)
    assert "Option 2 is now the calendar: " in officer.get(OPTIONS).text
    assert dates(plan) == wanted
    assert before in [dates(one) for one in sorted((plan / "options").iterdir())]
    step = past_of(plan).steps[-1].step
    assert (step.command, step.by, step.reason) == ("plan --take", "Officer", "Group leaders chose it")
    undone = officer.get("/years/small/in/calendar/history/back/1").text
    officer.post("/years/small/in/calendar/history/back/1", data=fields_of(undone, "/back/1"))
    assert dates(plan) == before


def test_what_is_refused_is_told_with_the_reason_still_there(officer: FlaskClient, folder: Path) -> None:
    plan = folder / "small" / "plan"
    text = (plan / "plan.json").read_text(encoding="utf-8").replace('"provisional"', '"confirmed"')
    (plan / "plan.json").write_text(text, encoding="utf-8")
    page = officer.get(f"{OPTIONS}/2/take").text
    answer = officer.post(f"{OPTIONS}/2/take", data={**fields_of(page, "/take"), "reason": "Group leaders"})
    assert answer.status_code == 409
    assert "It was not taken, and nothing was changed" in answer.text
    assert 'value="Group leaders"' in answer.text


def test_who_may_take_one(planner: FlaskClient, viewer: FlaskClient, folder: Path) -> None:
    assert "Take this one" not in viewer.get(OPTIONS).text
    page = planner.get(f"{OPTIONS}/2/take").text
    Year(folder / "small").register.write_text("{}", encoding="utf-8")
    assert "This calendar has been published." in planner.get(f"{OPTIONS}/2/take").text
    assert planner.post(f"{OPTIONS}/2/take", data=fields_of(page, "/take")).status_code == 403


def test_a_workbook_that_was_changed_since_is_told_of(officer: FlaskClient, folder: Path) -> None:
    year = folder / "small" / "year.json"
    year.write_text('{"title": "Small year", "today": "2015-10-01", "planned_from": "another"}', encoding="utf-8")
    assert "The workbook was changed after these were found." in officer.get(OPTIONS).text
    assert "The workbook was changed after this option was found." in officer.get(f"{OPTIONS}/2/take").text


def test_where_there_are_none_it_says_how_to_find_some(officer: FlaskClient, folder: Path) -> None:
    shutil.rmtree(folder / "small" / "plan" / "options")
    assert choices(folder / "small" / "plan") is None
    page = officer.get(OPTIONS).text
    assert "There are no calendars to choose from" in page
    assert officer.get(f"{OPTIONS}/2").status_code == 404


def test_what_taking_one_would_change_is_told(folder: Path) -> None:
    found = choices(folder / "small" / "plan")
    assert found is not None
    first, *others = found.choices
    assert (first.gains, first.loses, first.changes, first.differing) == ((), (), (), 0)
    for one in others:
        assert len(one.changes) >= one.differing > 0
        assert sum(other for _, other in one.days) == one.differing


def test_who_gains_and_who_loses_is_named_the_most_first() -> None:
    people = [
        PersonLine("Ann", apologies=(1, 2), substitutes=(0, 1), heavy_weeks=(0, 0)),
        PersonLine("Bob", apologies=(0, 3), substitutes=(2, 1), heavy_weeks=(1, 1)),
        PersonLine("Cay", apologies=(1, 1), substitutes=(0, 0), heavy_weeks=(2, 0)),
    ]
    assert list(who_differs(people, 1, 1)) == ["Bob: 3 apologies more", "Ann: 1 apology more and 1 substitute more"]
    assert list(who_differs(people, 1, -1)) == ["Cay: 2 heavy weeks fewer", "Bob: 1 substitute fewer"]


def test_taking_one_without_a_change_says_so(folder: Path) -> None:
    plan = folder / "small" / "plan"
    shutil.copyfile(plan / "plan.json", plan / "options" / "2" / "plan.json")
    said = take(plan, 2, None, Step("plan --take"))
    assert said == "Option 2 is now the calendar: Nothing has changed. The one before is among the options."
