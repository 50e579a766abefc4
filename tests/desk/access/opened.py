"""Desks opened for tests of who may come in: at this machine, behind a proxy, with users; and a clock that is set."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.access.entrance import Asked, Entrance, entrance
from scheduler.desk.access.users import Users
from scheduler.desk.application import create
from scheduler.desk.desk import Desk
from scheduler.desk.store import FILE, Store

NAME = "desk.example.gov.uk"
HERE = f"https://{NAME}"
PASSWORD = "seven quiet herons"  # noqa: S105 - nobody's
OTHER = "eleven loud magpies"


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def goes_on(self, **time: float) -> None:
        self.moment += timedelta(**time)


class Opened:
    """A desk, its application and its log."""

    def __init__(self, folder: Path, way_in: Entrance) -> None:
        self.lines: list[str] = []
        self.clock = Clock()
        self.desk = Desk(folder, way_in, self.lines.append, self.clock)
        self.access = self.desk.access
        self.application: Flask = create(self.desk)

    def browser(self, *, address: str = "203.0.113.9") -> FlaskClient:
        """Return a browser at some address, which says of everything that it sends where it comes from."""
        client = self.application.test_client()
        base = HERE if self.access.entrance.is_secure else "http://127.0.0.1:8070"
        client.environ_base.update(REMOTE_ADDR="127.0.0.1")
        if self.access.entrance.is_secure:
            client.environ_base.update(HTTP_X_FORWARDED_FOR=address)
        client.base_url = base  # type: ignore[attr-defined] # for `ask`
        return client


def at_machine(folder: Path, name: str = "Officer", role: str = PUBLISHER) -> Opened:
    """Open a desk for one officer at this machine."""
    return Opened(folder, at_this_machine("127.0.0.1", 8070, Who(name, role)))


@cache
def _database_with_users() -> bytes:
    """Return a desk's database with three users, made once: a password takes its time."""
    with TemporaryDirectory() as made:
        store = Store(Path(made) / FILE)
        for name, role in (("Ann", "publisher"), ("Ben", "planner"), ("Cat", "viewer")):
            Users(store).add(name, role, PASSWORD)
        store.close()
        return (Path(made) / FILE).read_bytes()


def keep_users(folder: Path) -> Path:
    """Put Ann, Ben and Cat into a desk's folder, where nobody is kept yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / FILE).exists():
        (folder / FILE).write_bytes(_database_with_users())
    return folder


def with_users(folder: Path, **asked: Any) -> Opened:
    """Open a desk beyond this machine, with the users Ann, a publisher, Ben, a planner, and Cat, a viewer."""
    users = Users(Store(keep_users(folder) / FILE))
    return Opened(folder, entrance(Asked(public_names=(NAME,), **asked), 8070, users, ""))


def ask(client: FlaskClient, method: str, address: str, **given: Any) -> TestResponse:
    """Ask as a browser does, from a page of the desk."""
    base = client.base_url  # type: ignore[attr-defined] # set above
    headers = {} if method == "GET" else {"Origin": base, "Sec-Fetch-Site": "same-origin"}
    headers |= given.pop("headers", {})
    return client.open(address, method=method, base_url=base, headers=headers, **given)


def log_in(client: FlaskClient, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
    """Send the log-in page."""
    return ask(client, "POST", "/log-in", data={"name": name, "password": password, **fields})


def hidden(page: str, name: str) -> str:
    """Return what a hidden field of a page carries."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return found[1]


def fields(client: FlaskClient, address: str = "/account") -> dict[str, str]:
    """Return what a form of this session carries, by a page that has one."""
    page = ask(client, "GET", address).text
    return {name: hidden(page, name) for name in ("csrf", "once")}
