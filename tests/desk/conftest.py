"""A desk with a small year that is planned, and officers who are logged in to it."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from small_input import write_input

from scheduler.commands.plans import Asked, Solved, plan
from scheduler.desk.access import PLANNER, PUBLISHER, VIEWER, Access
from scheduler.desk.application import create
from scheduler.desk.desk import Desk


@pytest.fixture(scope="session")
def planned_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with the year `small`, planned."""
    folder = tmp_path_factory.mktemp("desk")
    year = folder / "small"
    write_input(year / "workbook")
    (year / "year.json").write_text('{"title": "Small year", "today": "2015-10-01"}', encoding="utf-8")
    outcome = plan(Asked(year / "workbook", year / "plan", 20))
    assert isinstance(outcome, Solved)
    return folder


@pytest.fixture
def folder(planned_folder: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(planned_folder, tmp_path / "desk"))


def _client(folder: Path, role: str) -> FlaskClient:
    desk = Desk(folder, Access("Officer", role))
    client = create(desk).test_client()
    assert client.get(f"/years/small/?token={desk.access.token}").status_code == 303
    return client


@pytest.fixture
def officer(folder: Path) -> FlaskClient:
    """Somebody who may do everything."""
    return _client(folder, PUBLISHER)


@pytest.fixture
def planner(folder: Path) -> FlaskClient:
    """Somebody who may plan, and not publish."""
    return _client(folder, PLANNER)


@pytest.fixture
def viewer(folder: Path) -> FlaskClient:
    """Somebody who may look."""
    return _client(folder, VIEWER)
