"""Lunch tables on the desk: made by a job, looked at as pictures and lists, stale when the calendar has changed."""

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk.logged_in import client_of
from flask.testing import FlaskClient
from small_input import write_input

from scheduler.commands.plans import Asked, Solved, plan
from scheduler.desk.access import PLANNER, VIEWER
from scheduler.desk.work.asks import DONE, REFUSED, Ask
from scheduler.desk.work.kinds import KINDS, Doing
from scheduler.desk.work.progress import Recorder

SCREEN = "/years/fed/in/calendar/papers/tables"


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with a year that has a lunch, planned."""
    folder = tmp_path_factory.mktemp("fed-desk")
    source = write_input(
        folder / "fed" / "workbook",
        meeting_days="meeting_day,name,meetings_min,meetings_max\nPD,Partnership Day,1,1\n",
        sessions="meeting_day,session,kind,start,end\nPD,AM,boards,10:00,12:00\nPD,LUNCH,lunch,12:00,13:00\n",
        bodies="body,name,meeting_day,session\nHWB,Health Board,PD,AM\n",
        people="person,name,access\nANN,Councillor Ann,\nBOB,Councillor Bob,ramp\nDPH,Director of Public Health,\n",
        memberships="person,body,role\nANN,HWB,chair\nBOB,HWB,\nDPH,HWB,adviser\n",
    )
    (folder / "fed" / "year.json").write_text('{"title": "Fed", "today": "2015-10-01"}', encoding="utf-8")
    assert isinstance(plan(Asked(source, folder / "fed" / "plan", 20)), Solved)
    return folder


@pytest.fixture
def desk(fed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(fed, tmp_path / "desk"))


def made(desk: Path, tmp_path: Path, **values: object):
    ask = Ask("fed", "tables", {"calendar": "calendar", "seconds": 30, **values})
    job = tmp_path / "job"
    job.mkdir(exist_ok=True)
    with Recorder(job, 30) as recorder:
        return KINDS["tables"].do(Doing(ask, desk, job, recorder))


def shown(client: FlaskClient) -> BeautifulSoup:
    answer = client.get(SCREEN)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def status(client: FlaskClient, name: str) -> int:
    with client.get(f"{SCREEN}/{name}") as answer:
        return answer.status_code


def test_none_are_made_yet_and_a_planner_has_them_made_by_a_job(desk: Path) -> None:
    planner = client_of(desk, "fed", PLANNER)
    page = shown(planner)
    assert "No tables are made yet." in page.text
    form = page.select_one("main form")
    fields = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    answer = planner.post(SCREEN, data=fields)
    assert answer.status_code == 303
    asked = planner.get(answer.location)
    assert "Seating everybody at the lunches" in asked.text
    assert shown(client_of(desk, "fed", VIEWER)).select_one("main form") is None


def test_what_was_made_is_shown_and_handed_out(desk: Path, tmp_path: Path) -> None:
    answer = made(desk, tmp_path)
    assert answer.outcome == DONE
    assert answer.sentences[0] == "1 lunch: 3 places at 1 table."
    assert not any("Wrote" in sentence for sentence in answer.sentences)
    planner, viewer = client_of(desk, "fed", PLANNER), client_of(desk, "fed", VIEWER)
    page = shown(planner)
    assert len(page.select("main svg")) == 1
    assert "Councillor Ann" in page.select_one("main svg").text
    names = [link["href"].rpartition("/")[2] for link in page.select("main a[download]")]
    assert names == ["tables.html", "place-cards.docx", "tables.xlsx", "tables.json"]
    assert {status(planner, name) for name in names} == {200}
    assert "tables.xlsx" not in shown(viewer).text
    assert status(viewer, "tables.xlsx") == 403
    assert status(viewer, "other") == 404
    assert "ramp" not in page.text


def test_what_is_stale_is_told(desk: Path, tmp_path: Path) -> None:
    made(desk, tmp_path)
    path = desk / "fed" / "plan" / "tables" / "tables.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["lunches"][0]["seats"][0]["person"] = "ZOE"
    path.write_text(json.dumps(document), encoding="utf-8")
    page = shown(client_of(desk, "fed", PLANNER))
    assert "The calendar has changed since the tables were made." in page.text
    assert "no longer there: ZOE" in page.text


def test_what_cannot_be_is_told_without_paths_or_options(desk: Path, tmp_path: Path) -> None:
    (desk / "fed" / "plan" / "input" / "people.csv").write_text("person,name\nANN,Ann\nBOB,Bob\nDPH,Dph\n", "utf-8")
    answer = made(desk, tmp_path)
    assert answer.outcome == REFUSED
    assert "--" not in " ".join(answer.sentences)
    assert made(desk, tmp_path, anyway="seen").outcome == DONE


def test_tables_that_cannot_be_read_are_said_to_be_so(desk: Path, tmp_path: Path) -> None:
    made(desk, tmp_path)
    (desk / "fed" / "plan" / "tables" / "tables.json").write_text("{", encoding="utf-8")
    assert "The tables cannot be read" in shown(client_of(desk, "fed", PLANNER)).text
