"""A real browser opens the pages of a published site, as a resident, a member and an officer do."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import decision
from clients.strict_parser import seen_by_strict_parser
from outputs.invented_council import invented_plan, invented_problem
from playwright.sync_api import Browser
from real_browser import barriers, chromium

from scheduler.domain.problem import Problem
from scheduler.outputs.site import private_path, site
from scheduler.outputs.site.files import Mark, write_site
from scheduler.outputs.site.register import OFFICERS, Register, member_name, private_address

BASE = "https://meetings.example.gov.uk"
BEFORE = Register(bytes(32))
REGISTER = BEFORE.rotated([member_name("NHS")], "2026-09-01T00:00:00Z")
PAGES = {
    "public": "index.html",
    "subscribe": "subscribe.html",
    "decisions": "forward-plan.html",
    "member": private_path(private_address(REGISTER, "LDR") or "", ".html"),
    "officers": private_path(REGISTER.address(OFFICERS) or "", ".html"),
    "withdrawn": private_path(private_address(BEFORE, "NHS") or "", ".html"),
    "listing": "m/index.html",
}
WIDTHS = (1440, 375, 320)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def deciding() -> Problem:
    """Return the invented council with an executive that announces decisions."""
    problem = invented_problem()
    executive = replace(problem.bodies["AUD"], legal_kind="executive")
    matters = (
        decision("D1", "AUD", number=1, key=True, private=True, reason="Prices", noticed_on="2026-10-01"),
        decision("D2", "AUD", number=9),
    )
    return replace(problem, bodies=problem.bodies | {"AUD": executive}, decisions={one.code: one for one in matters})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    files = site(deciding(), invented_plan(), REGISTER, BASE, dt.datetime(2026, 9, 2, tzinfo=dt.UTC))
    write_site(place, files, frozenset(), Mark(REGISTER.fingerprint, 2))
    return place


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_is_wider_than_its_window_or_asks_for_anything(browser: Browser, folder: Path, path: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((folder / path).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (asked, complaints) == ([(folder / path).as_uri()], [])
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_barrier_is_found(browser: Browser, folder: Path, path: str) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    page.goto((folder / path).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert barriers(page) == []
    page.close()


def test_an_address_is_taken_whole_with_one_click(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "subscribe.html").as_uri())
    page.locator(".address").first.click()
    assert page.evaluate("getSelection().toString()") == f"{BASE}/feeds/public.ics"
    page.close()


def test_one_meeting_can_be_saved_by_itself(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    address = page.get_by_role("link", name="Save to my calendar: Audit Committee, Fri 23 Oct").get_attribute("href")
    page.close()
    (event,) = seen_by_strict_parser((folder / str(address)).read_bytes())
    assert (event.title, event.start) == ("Audit Committee", dt.datetime(2026, 10, 23, 17, 30, tzinfo=dt.UTC))
