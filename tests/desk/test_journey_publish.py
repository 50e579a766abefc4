"""Confirm and publish, and go back, in a real browser: with scripts, without, and with nothing but keys."""

import json
import re
from pathlib import Path

import pytest
from desk.browsing import Keys, follow
from playwright.sync_api import Page, expect
from real_browser import barriers

pytestmark = pytest.mark.slow

PUBLISH = "/years/small/in/calendar/publish"
SITE = "https://meetings.example.gov.uk"


def statuses(folder: Path) -> set[str]:
    plan = json.loads((folder / "small" / "plan" / "plan.json").read_text(encoding="utf-8"))
    return {one["status"] for one in plan["meetings"]}


def test_a_calendar_is_confirmed_published_and_gone_back_from(either_page: Page, folder: Path) -> None:
    page = either_page
    page.goto(PUBLISH)
    follow(page.get_by_role("link", name="Confirm them"))
    page.get_by_label("By whose decision").fill("Council, minute 7")
    follow(page.get_by_role("button", name="Confirm"))
    expect(page.locator("#told")).to_contain_text("3 meetings are confirmed: of Health Board and Growth Board.")
    assert page.evaluate("document.activeElement.id") == "told"
    assert statuses(folder) == {"confirmed"}
    follow(page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("alert")).to_contain_text("Where will the site be on the web?")
    page.get_by_role("alert").get_by_role("link").click()
    page.get_by_label("Where the site is on the web").fill(SITE)
    follow(page.get_by_role("button", name="Publish"))
    expect(page.locator("#told")).to_contain_text(f"Everybody may see {SITE}/index.html")
    assert (folder / "small" / "site" / "index.html").is_file()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the letters with each member's own link").click()
    assert download.value.suggested_filename == "letters-small.xlsx"
    follow(page.get_by_role("link", name="Private links", exact=True))
    page.get_by_label("Choose Councillor Ann").check()
    follow(page.get_by_role("button", name="Give new links to those chosen"))
    expect(page.locator("#told")).to_contain_text("Councillor Ann has new links.")
    page.goto("/years/small/in/calendar/history")
    follow(page.get_by_role("link", name="Go back to step 1"))
    page.get_by_label("Why").fill("Not yet")
    follow(page.get_by_role("button", name="Go back to step 1"))
    expect(page.locator("#told")).to_contain_text("The calendar is as it was at step 1")
    assert "provisional" in statuses(folder)  # notice of the first meetings has been served


def test_it_is_done_with_nothing_but_keys(keys: Keys, folder: Path) -> None:
    keys.page.goto(PUBLISH)
    keys.type("By whose decision", "Council, minute 7")
    keys.follow("button", "Confirm")
    assert statuses(folder) == {"confirmed"}
    keys.type("Where the site is on the web", SITE)
    keys.follow("button", "Publish")
    expect(keys.page.locator("#told")).to_contain_text("Published.")
    assert (folder / "small" / "site" / "index.html").is_file()
    keys.follow("link", re.compile("Private links"))
    assert keys.page.get_by_role("heading", level=1).inner_text() == "Private links"
    assert barriers(keys.page) == []


def test_a_draft_is_compared_and_made_the_calendar(either_page: Page, folder: Path) -> None:
    page = either_page
    page.goto("/years/small/compare")
    page.get_by_label("Try something in a draft called").fill("By-election")
    follow(page.get_by_role("button", name="Begin the draft"))
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    page.goto("/years/small/compare")
    page.get_by_label("Compare", exact=True).select_option("calendar")
    page.get_by_label("with", exact=True).first.select_option("draft:by-election")
    follow(page.get_by_role("button", name="Compare"))
    expect(page.get_by_text("Every meeting is in its place in all of them.")).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("Make it the calendar, rename it or take it away")))
    follow(page.get_by_role("button", name="Make it the calendar"))
    expect(page.locator("#told")).to_contain_text("The draft by-election is the calendar now")
    steps = (folder / "small" / "plan" / "history" / "steps").iterdir()
    assert len(list(steps)) == 2
