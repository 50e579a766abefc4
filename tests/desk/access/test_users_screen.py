"""The screen on which publishers keep the users of the desk."""

from pathlib import Path

import pytest
from desk.access.opened import OTHER, PASSWORD, Opened, ask, at_machine, fields, log_in, with_users
from flask.testing import FlaskClient

NEW = {"name": "Dot  Fell", "role": "planner", "comes_in_by": "password", "new_password": OTHER}


@pytest.fixture
def desk(tmp_path: Path) -> Opened:
    return with_users(tmp_path)


@pytest.fixture
def ann(desk: Opened) -> FlaskClient:
    client = desk.browser()
    log_in(client, "Ann")
    return client


def send(client: FlaskClient, address: str, **values: str) -> tuple[int, str]:
    """Send a form; return the status and the page that follows."""
    answer = ask(client, "POST", address, data={**fields(client), **values})
    if answer.status_code == 303:
        return 303, ask(client, "GET", answer.location or "/").text
    return answer.status_code, answer.text


def test_users_are_listed_with_their_roles(ann: FlaskClient) -> None:
    page = ask(ann, "GET", "/users").text
    for words in ("Ann</a> (you)", "Ben</a>", "Cat</a>", "Publisher", "a password of the desk"):
        assert words in page


def test_a_user_is_added_and_comes_in(desk: Opened, ann: FlaskClient) -> None:
    status, page = send(ann, "/users", **NEW)
    assert (status, "Dot Fell is a planner now." in page) == (303, True)
    assert OTHER not in page
    assert log_in(desk.browser(), "dot fell", OTHER).status_code == 303
    assert any("Ann added Dot Fell, a planner." in line for line in desk.lines)


def test_a_user_of_the_council_s_own_log_in_has_no_password(desk: Opened, ann: FlaskClient) -> None:
    status, page = send(ann, "/users", **{**NEW, "comes_in_by": "council"})
    assert (status, "own log-in" in page) == (303, True)
    assert [user.has_password for user in desk.access.users.all() if user.name == "Dot Fell"] == [False]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "ann"}, "There is a user called ann already."),
        ({"name": ""}, "A user needs a name."),
        ({"new_password": "short"}, "A password has at least 12 characters."),
        ({"role": "king"}, "There is no role called king."),
    ],
)
def test_what_will_not_do_is_said_beside_what_was_typed(
    desk: Opened, ann: FlaskClient, given: dict[str, str], said: str
) -> None:
    status, page = send(ann, "/users", **{**NEW, **given})
    assert (status, said in page) == (422, True)
    if "name" not in given:
        assert 'value="Dot Fell"' in page or 'value="Dot  Fell"' in page
    assert OTHER not in page
    assert len(desk.access.users.all()) == 3


def test_a_user_gets_another_role_and_password_is_logged_out_and_taken_away(desk: Opened, ann: FlaskClient) -> None:
    ben = desk.browser()
    log_in(ben, "Ben")
    assert "Another password" in ask(ann, "GET", "/users/Ben").text
    assert "Ben is a viewer now." in send(ann, "/users/Ben/role", role="viewer")[1]
    assert "You are a viewer" in ask(ben, "GET", "/account").text
    assert "Ben has another password now" in send(ann, "/users/ben/password", new_password=OTHER)[1]
    assert ask(ben, "GET", "/account").status_code == 401
    assert log_in(ben, "Ben", OTHER).status_code == 303
    assert "Ben is logged out everywhere." in send(ann, "/users/Ben/out")[1]
    assert ask(ben, "GET", "/account").status_code == 401
    assert "Ben is no user any more." in send(ann, "/users/Ben/remove")[1]
    assert log_in(ben, "Ben", OTHER).status_code == 401
    status, page = send(ann, "/users/Ben/role", role="viewer")
    assert (status, "There is no user called Ben." in page) == (404, True)


@pytest.mark.parametrize(
    ("what", "values", "said"),
    [
        ("role", {"role": "viewer"}, "Nobody would be left"),
        ("role", {"role": "king"}, "There is no role called king."),
        ("password", {"new_password": "short"}, "A password has at least 12 characters."),
        ("remove", {}, "Nobody would be left"),
    ],
)
def test_what_cannot_be_done_to_a_user_is_said(ann: FlaskClient, what: str, values: dict[str, str], said: str) -> None:
    status, page = send(ann, f"/users/Ann/{what}", **values)
    assert (status, said in page) == (422, True)


def test_a_publisher_s_own_session_stays_where_they_give_themselves_another_password(ann: FlaskClient) -> None:
    assert send(ann, "/users/Ann/password", new_password=OTHER)[0] == 303
    assert ask(ann, "GET", "/account").status_code == 200
    assert PASSWORD != OTHER


def test_at_the_machine_it_says_that_no_user_is_needed(tmp_path: Path) -> None:
    machine = at_machine(tmp_path / "machine")
    client = machine.browser()
    ask(client, "GET", f"/users?token={machine.access.token}")
    page = ask(client, "GET", "/users").text
    assert "whoever started it may do everything" in page
    assert "There are no users yet." in page
