"""A desk with a small year that is planned, and officers who are logged in to it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.browsing import Keys, Served, free_port, serving, window
from desk.logged_in import client_of, desk_of
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from real_browser import chromium as a_chromium
from small_input import write_input
from werkzeug.security import generate_password_hash

from scheduler.commands.plans import Asked, Solved, plan
from scheduler.desk.access import PLANNER, PUBLISHER, VIEWER, users

OWN_METHOD = users._METHOD  # noqa: SLF001 - what the desk itself does
SMALL = "scrypt:1024:8:1"


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """Passwords of tests take no time: their scrypt is a small one; one test holds what the desk's own costs."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(users, "_METHOD", SMALL)
        patched.setattr(users, "_OF_NOBODY", generate_password_hash("nobody's", SMALL))
        yield


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


@pytest.fixture
def officer(folder: Path) -> FlaskClient:
    """Somebody who may do everything."""
    return client_of(folder, "small", PUBLISHER)


@pytest.fixture
def planner(folder: Path) -> FlaskClient:
    """Somebody who may plan, and not publish."""
    return client_of(folder, "small", PLANNER)


@pytest.fixture
def viewer(folder: Path) -> FlaskClient:
    """Somebody who may look."""
    return client_of(folder, "small", VIEWER)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of a module's journeys: Playwright's loop must not outlive it, for other tests have loops too."""
    with a_chromium() as started:
        yield started


@pytest.fixture
def served_desk(folder: Path) -> Iterator[Served]:
    """The desk at an address of this machine, for somebody who may do everything."""
    port = free_port()
    with serving(desk_of(folder, port=port), port) as served:
        yield served


@pytest.fixture
def page(chromium: Browser, served_desk: Served) -> Iterator[Page]:
    """A window 1366 pixels wide in which an officer is logged in."""
    with window(chromium, served_desk) as opened:
        yield opened


@pytest.fixture
def page_without_scripts(chromium: Browser, served_desk: Served) -> Iterator[Page]:
    """The same with JavaScript off."""
    with window(chromium, served_desk, scripts=False) as opened:
        yield opened


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.thorough)],
    ids=["scripts", "no scripts"],
)
def either_page(chromium: Browser, served_desk: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The same twice: with JavaScript and without."""
    with window(chromium, served_desk, scripts=request.param) as opened:
        yield opened


@pytest.fixture
def keys(chromium: Browser, served_desk: Served) -> Iterator[Keys]:
    """A window in which nothing but the keyboard may be used."""
    with window(chromium, served_desk, pointer=False) as opened:
        yield Keys(opened)
