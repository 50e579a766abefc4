"""Journeys of Move in a real browser: with a price and undone, others making room, keys alone, no scripts, a drag."""

import re
from datetime import date
from pathlib import Path

import pytest
from desk.browsing import Keys, Served, follow
from desk.move.conftest import standing_of
from desk.move.test_move import IN, dates, first
from desk.move.test_one_meeting_jobs import FOLLOWED, day_that_takes_others
from playwright.sync_api import Page, expect

from scheduler.commands.open_days import open_days
from scheduler.domain.edits import AT_A_PRICE, RULED_OUT
from scheduler.domain.wording import long_date

pytestmark = pytest.mark.slow

PRICE = re.compile("at a price", re.IGNORECASE)


def day_link(page: Page, day: date) -> str:
    return f'[data-pick] a[data-day="{day}"]'


def test_a_meeting_is_moved_with_its_price_and_the_move_undone(either_page: Page, folder: Path) -> None:
    page, before = either_page, dates(folder)
    day = first(standing_of(folder), AT_A_PRICE)
    page.goto(f"{IN}/meetings/HWB/2")
    follow(page.get_by_role("link", name="Move", exact=True))
    page.locator(day_link(page, day)).click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text(long_date(day))
    expect(panel).to_contain_text(PRICE)
    expect(page).to_have_url(re.compile(f"day={day}"))
    assert dates(folder) == before
    page.get_by_label("Why").fill("The hall is let")
    follow(page.get_by_role("button", name="Apply to the calendar"))
    expect(page.locator("#told")).to_contain_text("Done. Health Board (HWB#2)")
    assert dates(folder)["HWB#2"] == day.isoformat()
    follow(page.get_by_role("button", name="Undo"))
    expect(page.locator("#told")).to_contain_text("The calendar is as it was")
    assert dates(folder) == before


def test_others_make_room_once_they_were_shown(either_page: Page, folder: Path, served_desk: Served) -> None:
    page = either_page
    body, number, day = day_that_takes_others(folder)
    try:
        page.goto(f"{IN}/move/{body}/{number}?day={day}")
        follow(page.get_by_role("button", name="Find the fewest others that would move"))
        job = served_desk.desk.work.ended(int(page.url.rsplit("/", 1)[1]), FOLLOWED)
        page.goto(f"/years/moving/jobs/{job.number}")
        follow(page.get_by_role("link", name="See what would move"))
        expect(page.get_by_role("main")).to_contain_text("no rule is broken then")
        follow(page.get_by_role("button", name="Apply to the calendar"))
        served_desk.desk.work.ended(int(page.url.rsplit("/", 1)[1]), FOLLOWED)
        assert dates(folder)[f"{body}#{number}"] == day
    finally:
        served_desk.desk.work.close()


def test_keys_alone_move_a_meeting_and_put_one_back(keys: Keys, folder: Path) -> None:
    page, standing = keys.page, standing_of(folder)
    here = standing.subject("HWB", 2).meetings[0].date
    page.goto(f"{IN}/move/HWB/2")
    days = page.locator("[data-pick] a[tabindex='0']")
    expect(days).to_have_count(1)
    keys.to("link", re.compile(f"^{here.day}{long_date(here)}|{long_date(here)}: here now"))
    page.keyboard.press("ArrowRight")
    tomorrow = date.fromordinal(here.toordinal() + 1)
    focused = page.locator("[data-pick] a:focus")
    expect(focused).to_have_attribute("data-day", tomorrow.isoformat())
    expect(page.locator("#panel h2")).to_contain_text(long_date(tomorrow))
    expect(page.locator("#said")).to_contain_text(long_date(tomorrow))
    expect(focused).to_have_attribute("data-day", tomorrow.isoformat())
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("data-day", date.fromordinal(here.toordinal() + 8).isoformat())
    day = first(standing, AT_A_PRICE)
    for _ in range(200):
        now = date.fromisoformat(focused.get_attribute("data-day") or "")
        if now == day:
            break
        page.keyboard.press("ArrowRight" if now < day else "ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    keys.type("Why", "By keys alone")
    keys.follow("button", "Apply to the calendar")
    assert dates(folder)["HWB#2"] == day.isoformat()
    page.goto(f"{IN}/move/HWB/2?day={here}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{IN}/move/HWB/2")


def test_the_panel_follows_the_pointer_and_rests_on_what_was_chosen(page: Page, folder: Path) -> None:
    standing = standing_of(folder)
    chosen, other = first(standing, AT_A_PRICE), first(standing, RULED_OUT)
    page.goto(f"{IN}/move/HWB/2")
    page.locator(day_link(page, chosen)).click()
    heading = page.locator("#panel h2")
    expect(heading).to_contain_text(long_date(chosen))
    page.locator(day_link(page, other)).evaluate("one => document.activeElement.blur()")
    applying = page.get_by_role("button", name="Apply to the calendar")
    page.get_by_label("Why").fill("The hall is let")
    page.get_by_role("heading", level=1).click()
    page.locator(day_link(page, other)).hover()
    expect(heading).to_contain_text(long_date(other))
    expect(applying).to_have_count(0)
    page.get_by_role("heading", level=1).hover()
    expect(heading).to_contain_text(long_date(chosen))
    expect(applying).to_have_count(1)
    possible = [one.date for one in open_days(standing, "HWB", 2) if one.verdict == AT_A_PRICE and one.date != chosen]
    page.locator(day_link(page, possible[0])).hover()
    expect(heading).to_contain_text(long_date(possible[0]))
    expect(applying).to_have_count(0)
    page.get_by_role("heading", level=1).hover()
    expect(applying).to_have_count(1)
    assert page.get_by_label("Why").input_value() == "The hall is let"
    assert page.locator('form.apply input[name="day"]').input_value() == chosen.isoformat()
    page.go_back()
    expect(heading).to_contain_text("No day is chosen")


def test_a_meeting_is_dragged_onto_a_day_of_the_year(page: Page, folder: Path) -> None:
    before, day = dates(folder), first(standing_of(folder), AT_A_PRICE)
    page.goto(f"{IN}/year?view=months")
    source = page.locator('[data-grid] a[data-meeting="HWB/2"]')
    target = page.locator(f'[data-grid] td[data-day="{day}"]')
    target.scroll_into_view_if_needed()
    there, here = target.bounding_box(), source.bounding_box()
    assert there is not None
    assert here is not None
    page.mouse.move(here["x"] + 5, here["y"] + 5)
    page.mouse.down()
    page.mouse.move(here["x"] + 30, here["y"] + 30)
    expect(target).to_have_class(re.compile("paint-price"))
    page.mouse.move(there["x"] + there["width"] / 2, there["y"] + there["height"] / 2)
    page.mouse.up()
    page.wait_for_url(f"**{IN}/move/HWB/2?day={day}")
    expect(page.locator("#panel h2")).to_contain_text(long_date(day))
    assert dates(folder) == before


def test_a_dragged_meeting_goes_back_with_escape(page: Page, folder: Path) -> None:
    page.goto(f"{IN}/year?view=months")
    source = page.locator('[data-grid] a[data-meeting="HWB/2"]')
    source.scroll_into_view_if_needed()
    here = source.bounding_box()
    assert here is not None
    page.mouse.move(here["x"] + 5, here["y"] + 5)
    page.mouse.down()
    page.mouse.move(here["x"] + 60, here["y"] + 40)
    expect(page.locator(".carried")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".carried")).to_have_count(0)
    page.mouse.up()
    assert page.url.endswith(f"{IN}/year?view=months")
    assert page.locator('[class*="paint-"]').count() == 0
