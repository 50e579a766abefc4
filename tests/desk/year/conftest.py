"""A desk with the rich year."""

import shutil
from pathlib import Path

import pytest
from desk.logged_in import client_of
from desk.year.rich_year import write_rich_year
from flask.testing import FlaskClient

from scheduler.commands.sources import read_kept
from scheduler.commands.year_view import YearView


@pytest.fixture(scope="session")
def rich_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with the year `rich`, planned."""
    folder = tmp_path_factory.mktemp("rich-desk")
    write_rich_year(folder / "rich")
    return folder


@pytest.fixture
def folder(rich_folder: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(rich_folder, tmp_path / "desk"))


@pytest.fixture(scope="module")
def at_rich(rich_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An officer who looks at the rich year, and changes nothing."""
    return client_of(Path(shutil.copytree(rich_folder, tmp_path_factory.mktemp("looking") / "desk")), "rich")


@pytest.fixture(scope="session")
def rich(rich_folder: Path) -> YearView:
    """The rich year by itself."""
    return YearView(*read_kept(rich_folder / "rich" / "plan"))
