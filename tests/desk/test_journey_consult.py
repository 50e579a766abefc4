"""A consultation from both sides in real browsers: with scripts, without, on a phone, and with nothing but keys."""

import csv
import re
from pathlib import Path

import pytest
from desk.browsing import Keys, Served, follow, window
from playwright.sync_api import Browser, Page, expect
from real_browser import SECONDS, barriers

pytestmark = pytest.mark.slow

CONSULT = "/years/small/consult"
TITLE = "Health Board on Monday 9 November 2015"


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "small" / "workbook" / "closed_dates.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(page: Page) -> str:
    """Have somebody asked, and return the address of their page."""
    page.goto(CONSULT)
    page.get_by_label("Who is asked").fill("Anytown Police")
    page.get_by_label("Introduction").fill("Please tell us what does not suit you.")
    follow(page.get_by_role("button", name="Make their page"))
    return page.get_by_label("Address of their page").input_value()


def test_somebody_is_asked_answers_and_is_answered(
    either_page: Page, chromium: Browser, folder: Path, request: pytest.FixtureRequest
) -> None:
    officer, scripts = either_page, "no scripts" not in request.node.name
    address = asked(officer)
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=scripts, locale="en-GB")
    police = context.new_page()
    police.set_default_timeout(1000 * SECONDS)
    police.goto(address)
    follow(police.get_by_role("link", name=re.compile(f"This date does not suit us.*{TITLE}")))
    follow(police.get_by_role("button", name="Send the answer"))
    expect(police.get_by_role("alert")).to_contain_text("Say in a few words why")
    police.get_by_label("This date does not suit us because").fill("We police the match")
    follow(police.get_by_role("button", name="Send the answer"))
    expect(police.get_by_role("status")).to_contain_text("Your answer is kept.")
    officer.goto(CONSULT)
    follow(officer.get_by_role("link", name=re.compile(f"Accept it or not.*{TITLE}")))
    follow(officer.get_by_role("button", name="Accept", exact=True))
    expect(officer.locator("#told")).to_contain_text("Accepted: the workbook says so now.")
    assert [(row["start_date"], row["applies_to"]) for row in rows(folder)] == [("2015-11-09", "HWB")]
    police.reload()
    expect(police.get_by_text("Accepted", exact=True)).to_be_visible()
    officer.goto(f"{CONSULT}/1")
    follow(officer.get_by_role("button", name="Withdraw the page"))
    police.reload()
    expect(police.get_by_role("heading", level=1)).to_have_text("This page has been withdrawn")
    context.close()


def test_a_consultee_needs_nothing_but_keys(page: Page, chromium: Browser, served_desk: Served) -> None:
    address = asked(page)
    with window(chromium, served_desk, pointer=False) as opened:
        police = Keys(opened)
        opened.goto(address)
        assert barriers(opened) == []
        police.follow("link", re.compile(TITLE))
        police.type("This date does not suit us because", "We police the match")
        police.follow("button", "Send the answer")
        expect(opened.get_by_role("status")).to_contain_text("Your answer is kept.")
        police.follow("link", "Days do not suit us, or something else")
        police.date("First day", "2015-11-11")
        police.type("Because", "Remembrance")
        police.follow("button", "Send the answer")
        expect(opened.get_by_role("heading", name="Wednesday 11 November 2015")).to_be_visible()


def test_an_officer_needs_nothing_but_keys(keys: Keys, folder: Path) -> None:
    keys.page.goto(CONSULT)
    keys.type("Who is asked", "Anytown Police")
    keys.follow("button", "Make their page")
    address = keys.page.get_by_label("Address of their page").input_value()
    keys.page.request.post(address, form={"about": "days", "first": "2015-11-11", "reason": "Remembrance"})
    keys.page.goto(CONSULT)
    keys.follow("link", re.compile("Accept it or not"))
    keys.choose("Whom the days do not suit", "Growth Board: does not meet then")
    keys.follow("button", "Accept")
    assert [(row["start_date"], row["applies_to"]) for row in rows(folder)] == [("2015-11-11", "GB")]
