"""A desk with the moving year."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from desk.logged_in import client_of
from desk.move.moving_year import TODAY, write_moving_year
from flask.testing import FlaskClient

from scheduler.commands.at_hand import at_hand
from scheduler.commands.standing import Standing
from scheduler.desk.access import PLANNER, VIEWER
from scheduler.desk.years import Years


@pytest.fixture(scope="session")
def moving_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with the year `moving`, planned."""
    folder = tmp_path_factory.mktemp("moving-desk")
    write_moving_year(folder / "moving")
    return folder


@pytest.fixture
def folder(moving_folder: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(moving_folder, tmp_path / "desk"))


@pytest.fixture(scope="module")
def at_moving(moving_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An officer who looks at the moving year, and changes nothing."""
    return client_of(Path(shutil.copytree(moving_folder, tmp_path_factory.mktemp("looking") / "desk")), "moving")


@pytest.fixture
def officer(folder: Path) -> FlaskClient:
    """Somebody who may do everything."""
    return client_of(folder, "moving")


@pytest.fixture
def planner(folder: Path) -> FlaskClient:
    """Somebody who may plan, and not publish."""
    return client_of(folder, "moving", PLANNER)


@pytest.fixture
def viewer(folder: Path) -> FlaskClient:
    """Somebody who may look."""
    return client_of(folder, "moving", VIEWER)


def standing_of(folder: Path) -> Standing:
    """Return the calendar of the moving year as the desk has it in memory."""
    year = Years(folder).named("moving")
    found = at_hand(year.folder_of("calendar"), datetime.fromisoformat(TODAY))
    return Standing(found.problem, found.plan)


@pytest.fixture(scope="session")
def standing(moving_folder: Path) -> Standing:
    """The calendar as it stands."""
    return standing_of(moving_folder)
