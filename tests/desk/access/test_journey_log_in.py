"""Journeys of several officers in a real browser, by https through a proxy: in, out, and what is typed never lost."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk.access.opened import OTHER, PASSWORD, keep_users
from desk.access.small_provider import CLIENT, SECRET, provider
from desk.access.small_proxy import proxy
from desk.browsing import SETTLED, Visit, follow, structure
from playwright.sync_api import Browser, Page, expect
from real_browser import SECONDS, barriers

from scheduler.desk.access.entrance import Asked, ProviderAsked
from scheduler.desk.listening import Running, opened

pytestmark = pytest.mark.slow


class Team:
    """A desk with users, as it is reached by https."""

    def __init__(self, base: str, running: Running, lines: list[str]) -> None:
        self.base, self.running, self.lines = base, running, lines
        self.access = running.desk.access


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with reached_by_https(tmp_path) as found:
        yield found


@contextmanager
def reached_by_https(tmp_path: Path, provider: ProviderAsked | None = None) -> Iterator[Team]:
    """Open a desk with users behind a proxy with TLS for as long as this lasts."""
    lines: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))
    name = f"localhost:{listener.getsockname()[1]}"
    folder = keep_users(tmp_path / "desk")
    with opened(folder, 0, Asked(public_names=(name,), provider=provider), lines.append) as running:
        thread = threading.Thread(target=running.run, daemon=True)
        thread.start()
        with proxy(tmp_path, listener, running.desk.access.entrance.port):
            yield Team(f"https://{name}", running, lines)
        running.stop()
        thread.join(SECONDS)


@contextmanager
def browser(chromium: Browser, team: Team, *, scripts: bool = True) -> Iterator[Page]:
    """Open a window of somebody who is not in yet; it asks nobody else and complains of nothing."""
    context = chromium.new_context(
        viewport={"width": 1366, "height": 900},
        java_script_enabled=scripts,
        locale="en-GB",
        base_url=team.base,
        ignore_https_errors=True,
    )
    visit = Visit(context, team.base)
    yield context.new_page()
    context.close()
    assert visit.complaints == []


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(password)
    follow(page.get_by_role("button", name="Log in"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_officer_comes_in_keeps_a_user_and_goes_out(chromium: Browser, team: Team, *, scripts: bool) -> None:
    with browser(chromium, team, scripts=scripts) as page:
        page.goto("/users")
        log_in(page, "Ann", "something else")
        expect(page.get_by_role("alert")).to_contain_text("do not belong together")
        expect(page.get_by_label("Your name")).to_have_value("Ann")
        log_in(page, "Ann")
        expect(page).to_have_url(f"{team.base}/users")
        page.get_by_label("Name", exact=True).fill("Dot")
        page.get_by_label("Planner").check()
        page.get_by_label("Password, if it is one of the desk").fill(OTHER)
        follow(page.get_by_role("button", name="Add the user"))
        expect(page.get_by_role("status").first).to_contain_text("Dot is a planner now.")
        follow(page.get_by_role("link", name="Ann").first)
        page.goto("/account")
        follow(page.get_by_role("button", name="Log out"))
        expect(page.get_by_role("heading", level=1)).to_have_text("You are logged out")
        page.go_back()
        page.reload()
        expect(page.get_by_label("Password")).to_be_visible()
    assert [line for line in team.lines if PASSWORD in line or OTHER in line] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_was_typed_survives_a_session_that_is_gone(chromium: Browser, team: Team, *, scripts: bool) -> None:
    with browser(chromium, team, scripts=scripts) as page:
        page.goto("/users")
        log_in(page, "Ann")
        page.get_by_label("Name", exact=True).fill("Eve")
        page.get_by_label("By the council's own log-in").check()
        team.access.sessions.end_all("Ann")
        follow(page.get_by_role("button", name="Add the user"))
        expect(page.get_by_text("What you typed is kept")).to_be_visible()
        log_in(page, "Ann")
        expect(page.get_by_text("You can send it now.")).to_be_visible()
        follow(page.get_by_role("button", name="Send it again"))
        expect(page.get_by_role("status").first).to_contain_text("Eve is a viewer now.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_officer_comes_in_by_the_council_s_own_log_in(chromium: Browser, tmp_path: Path, *, scripts: bool) -> None:
    with (
        provider() as known,
        reached_by_https(tmp_path, ProviderAsked(known.issuer, CLIENT, SECRET)) as team,
        chromium.new_context(base_url=team.base, java_script_enabled=scripts, ignore_https_errors=True) as context,
    ):
        page = context.new_page()
        page.set_default_timeout(1000 * SECONDS)
        page.goto("/users")
        follow(page.get_by_role("button", name="Log in with your council account"))
        expect(page).to_have_url(f"{team.base}/users")
        expect(page.get_by_role("heading", level=1)).to_have_text("Users")
        assert [cookie["name"] for cookie in context.cookies()] == ["__Host-desk"]
        assert [line for line in team.lines if SECRET in line or "code-" in line] == []


def wrong(page: Page) -> list[tuple[str, int, list[str]]]:
    """Return what is wrong with a page, wide and on a phone."""
    found = []
    for width in (1366, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found.append((page.url, width, [*structure(page), *barriers(page)]))
    return [one for one in found if one[2]]


def test_the_pages_of_coming_in_have_no_barrier(chromium: Browser, team: Team) -> None:
    with browser(chromium, team) as page:
        page.goto("/log-in")
        found = wrong(page)
        log_in(page, "Ann", "something else")
        found += wrong(page)
        log_in(page, "Ann")
        for address in ("/account", "/users", "/users/Ben"):
            page.goto(address)
            found += wrong(page)
        team.access.sessions.end_all("Ann")
        follow(page.get_by_role("button", name="Give this role"))
        expect(page.get_by_text("What you typed is kept")).to_be_visible()
        found += wrong(page)
        log_in(page, "Ann")
        expect(page.get_by_text("You can send it now.")).to_be_visible()
        found += wrong(page)
        assert found == []
