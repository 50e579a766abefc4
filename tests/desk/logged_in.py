"""Somebody who is logged in to a desk, without a browser."""

from pathlib import Path

from flask.testing import FlaskClient

from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.application import create
from scheduler.desk.desk import Desk


def desk_of(folder: Path, role: str = PUBLISHER, host: str = "localhost", port: int = 80) -> Desk:
    """Return the desk of a folder on this machine, whoever opens it there having a role."""
    return Desk(folder, at_this_machine(host, port, Who("Officer", role)))


def client_of(folder: Path, year: str, role: str = PUBLISHER) -> FlaskClient:
    """Return somebody who is logged in to the desk in a folder, by way of a year in it."""
    desk = desk_of(folder, role)
    client = create(desk).test_client()
    assert client.get(f"/years/{year}/?token={desk.access.token}").status_code == 303
    return client
