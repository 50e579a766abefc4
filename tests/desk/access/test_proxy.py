"""A proxy that says who asks, in a header that nobody else is believed to send."""

from pathlib import Path
from typing import Any

import pytest
from desk.access.opened import Opened, ask, fields, with_users
from flask.testing import FlaskClient


def behind_a_proxy(folder: Path, **asked: Any) -> Opened:
    return with_users(folder, identity_header="X-Forwarded-User", proxies=("127.0.0.1", "10.0.0.0/24"), **asked)


def by_proxy(desk: Opened, name: str, peer: str = "127.0.0.1") -> FlaskClient:
    client = desk.browser()
    client.environ_base.update(REMOTE_ADDR=peer, HTTP_X_FORWARDED_USER=name)
    return client


def test_whom_the_proxy_names_is_in_and_their_forms_are_theirs(tmp_path: Path) -> None:
    desk = behind_a_proxy(tmp_path)
    client = by_proxy(desk, "ann", "10.0.0.7")
    page = ask(client, "GET", "/users")
    assert (page.status_code, "Ann</a> (you)" in page.text) == (200, True)
    assert ask(client, "GET", "/account").headers.getlist("Set-Cookie") == []
    csrf = fields(client)["csrf"]
    client.environ_base["HTTP_X_FORWARDED_USER"] = "Ben"  # another officer at the same browser
    assert ask(client, "GET", "/users").status_code == 403
    assert fields(client)["csrf"] != csrf
    assert ask(client, "POST", "/log-out", data={"csrf": csrf, "once": "1"}).status_code == 403
    assert ask(client, "POST", "/log-out", data=fields(client)).status_code == 303
    assert "own log-in" in ask(client, "GET", "/logged-out").text


@pytest.mark.parametrize("name", ["", " ", "Mallory, Ann", "Ann\u0000", "Ann\u007f"])
def test_a_header_that_names_nobody_lets_nobody_in(tmp_path: Path, name: str) -> None:
    answer = ask(by_proxy(behind_a_proxy(tmp_path), name), "GET", "/account")
    assert (answer.status_code, "did not say who you are" in answer.text) == (401, True)


def test_only_the_proxy_is_believed(tmp_path: Path) -> None:
    desk = behind_a_proxy(tmp_path)
    answer = ask(by_proxy(desk, "Ann", "10.0.1.7"), "GET", "/account")
    assert (answer.status_code, "through its proxy only" in answer.text) == (403, True)
    plain = with_users(tmp_path)
    assert ask(by_proxy(plain, "Ann"), "GET", "/account").status_code == 401


def test_names_that_the_desk_does_not_know_are_refused_or_viewers(tmp_path: Path) -> None:
    name = "Zo\u00eb".encode().decode("latin-1")
    answer = ask(by_proxy(behind_a_proxy(tmp_path), name), "GET", "/account")
    assert (answer.status_code, "does not know Zo\u00eb" in answer.text) == (403, True)
    desk = behind_a_proxy(tmp_path, unknown_names="viewer")
    page = ask(by_proxy(desk, name), "GET", "/account").text
    assert "You are a viewer" in page
    assert "Zo\u00eb" in page
    latin = by_proxy(desk, "Zo\u00eb")
    assert "Zo\u00eb" in ask(latin, "GET", "/account").text
    with ask(latin, "GET", "/static/desk.css") as sheet:
        assert sheet.status_code == 200


def test_passwords_are_not_asked_for_behind_such_a_proxy(tmp_path: Path) -> None:
    answer = ask(desk := by_proxy(behind_a_proxy(tmp_path), ""), "POST", "/log-in", data={"name": "Ann"})
    assert answer.status_code == 405
    assert 'name="password"' not in ask(desk, "GET", "/log-in").text
