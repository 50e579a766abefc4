"""Every address of the desk, asked for by everybody: a new screen cannot forget whose it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.access.opened import Opened, ask, at_machine, log_in, with_users
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, Rule

from scheduler.desk.access import PLANNER, PUBLISHER, ROLES, VIEWER, role_asked

FOR_EVERYBODY = {
    "static",
    "log_in.page",
    "log_in.come_in",
    "log_in.gone",
    "log_in.to_provider",
    "log_in.back",
}
"""What nobody need be logged in for."""
BY_ADDRESS = {"consultee.page", "consultee.ask", "consultee.say", "consultee.take_back"}
"""The same, at an address that nobody can guess: it has an argument `token`, which is written into no log."""
OF_VIEWERS = {"log_in.go_out", "log_in.change_password", "comments.add"}
"""What viewers do, though they change nothing: log out, another password of their own, a word on a calendar."""
VALUES = {"Number": 1, "PathConverter": "HWB", "FloatConverter": 1.0}
ANSWERED = {200, 204, 301, 302, 303, 304, 308, 400, 404, 405, 409, 413, 422}
"""What a view or what finds its place may say to somebody who is let in."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return with_users(tmp_path_factory.mktemp("walked"))


@pytest.fixture(scope="module")
def somebody(desk: Opened) -> dict[str, FlaskClient]:
    """A browser of each role, and one of nobody, as ``."""
    found = {"": desk.browser()}
    for name, role in (("Ann", PUBLISHER), ("Ben", PLANNER), ("Cat", VIEWER)):
        found[role] = desk.browser()
        assert log_in(found[role], name).status_code == 303
    return found


def asked(desk: Opened) -> Iterator[tuple[Rule, str]]:
    """Yield every address and method."""
    for rule in desk.application.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, method


def value_for(converter: BaseConverter) -> object:
    """Return something that may stand in an address in the place of an argument."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return VALUES.get(type(converter).__name__, "small")


def address_of(desk: Opened, rule: Rule) -> str:
    values = {name: value_for(one) for name, one in rule._converters.items()}  # noqa: SLF001 - it has no other face
    adapter = desk.application.url_map.bind("desk.example.gov.uk")
    return str(adapter.build(rule.endpoint, values, method=min(rule.methods or {"GET"})))


def test_only_what_is_named_here_is_for_everybody(desk: Opened) -> None:
    views = desk.application.view_functions
    found = {rule.endpoint for rule, method in asked(desk) if role_asked(views[rule.endpoint], method) is None}
    assert found == FOR_EVERYBODY | BY_ADDRESS
    assert {rule.endpoint for rule, _ in asked(desk) if "token" in rule.arguments} == BY_ADDRESS


def test_whatever_changes_something_takes_a_planner(desk: Opened) -> None:
    views = desk.application.view_functions
    lenient = {
        rule.endpoint
        for rule, method in asked(desk)
        if method not in ("GET", "HEAD") and role_asked(views[rule.endpoint], method) == VIEWER
    }
    assert lenient <= OF_VIEWERS


def test_nobody_gets_nothing_and_each_role_what_is_theirs(desk: Opened, somebody: dict[str, FlaskClient]) -> None:
    wrong = []
    for rule, method in asked(desk):
        needed = role_asked(desk.application.view_functions[rule.endpoint], method)
        if needed is None or method == "HEAD":
            continue
        for role, client in somebody.items():
            with ask(client, method, address_of(desk, rule)) as answer:
                status, page, headers = answer.status_code, answer.data, answer.headers
            if role == "":
                right = status == 401 and b"Log in" in page
            elif ROLES.index(role) < ROLES.index(needed):
                right = status == 403 and b"This takes a" in page
            elif method == "GET":
                right = status in ANSWERED
            else:  # no form of this session sent it
                right = status == 403 and b"Nothing was done" in page
            safe = headers["Cache-Control"] == "no-store" and headers["X-Frame-Options"] == "DENY"
            if not right or not safe or "default-src 'none'" not in headers["Content-Security-Policy"]:
                wrong.append(f"{role or 'nobody'} {method} {rule}: {status}")
    assert wrong == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_lead_nowhere(desk: Opened, somebody: dict[str, FlaskClient], method: str) -> None:
    assert ask(somebody[""], method, "/account").status_code == 401
    assert ask(somebody[PUBLISHER], method, "/account").status_code in (403, 405)
    headers = {"X-HTTP-Method-Override": "GET", "X-Original-URL": "/log-in", "X-Rewrite-URL": "/log-in"}
    assert ask(somebody[""], "GET", "/account", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "/years/../desk.sqlite3",
        "/years/%2e%2e/",
        "/years/..%2f..%2fetc/",
        "/years/.bin/",
        "/years/small%00/",
        "/years/small/in/..%2f..%2fplan/year",
        "/years/small/in/../drafts/year",
        "/years/small/in/%2e%2e/year",
        "/years/C:/",
        "/years/\\\\server\\share/",
        "/static/../desk.py",
        "/static/..%2f..%2fdesk.py",
        "/static/%2e%2e/desk.py",
        "/static//etc/passwd",
        "/static/C:/x",
        "/users/..%2f..%2fdesk.sqlite3",
        "//etc/passwd",
        "/years/" + "a" * 5_000 + "/",
    ],
)
def test_no_address_leads_out_of_the_desk(desk: Opened, somebody: dict[str, FlaskClient], address: str) -> None:
    with ask(somebody[PUBLISHER], "GET", address) as answer:
        assert answer.status_code in (308, 404)
        assert "SQLite" not in answer.text
        assert "Traceback" not in answer.text
        assert (answer.location or "/").startswith(("/", "https://desk.example.gov.uk/"))


def test_a_role_that_changes_counts_at_the_next_request(tmp_path: Path) -> None:
    desk = with_users(tmp_path)
    client = desk.browser()
    log_in(client, "Ben")
    assert ask(client, "GET", "/users").status_code == 403
    desk.access.users.give_role("Ben", PUBLISHER)
    assert ask(client, "GET", "/users").status_code == 200
    desk.access.users.give_role("ben", VIEWER)
    assert ask(client, "GET", "/users").status_code == 403
    desk.access.users.remove("Ben")
    assert ask(client, "GET", "/account").status_code == 401


def test_the_officer_at_the_machine_may_do_what_they_are_let_to(tmp_path: Path) -> None:
    for role in ROLES:
        desk = at_machine(tmp_path / role, "Officer", role)
        client = desk.browser()
        ask(client, "GET", f"/account?token={desk.access.token}")
        assert ask(client, "GET", "/users").status_code == (200 if role == PUBLISHER else 403)
