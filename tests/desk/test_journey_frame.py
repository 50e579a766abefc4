"""The frame of every screen, in a real browser."""

import re

import pytest
from desk.browsing import Keys, structure
from playwright.sync_api import Page, expect
from real_browser import barriers

pytestmark = pytest.mark.slow


def test_keys_alone_skip_to_the_main_content_and_reach_the_navigation(keys: Keys) -> None:
    keys.page.goto("/years/small/")
    keys.page.keyboard.press("Tab")
    keys.press("link", "Skip to the main content")
    expect(keys.page).to_have_url(re.compile("#main$"))
    keys.page.goto("/years/small/")
    keys.follow("link", re.compile("Overview"))
    assert keys.page.get_by_role("heading", level=1).inner_text() == "Small year"


def test_the_menu_is_folded_on_a_phone_and_open_on_a_desk(page: Page) -> None:
    page.goto("/years/small/")
    overview = page.get_by_role("navigation", name="This year").get_by_role("link", name="Overview")
    assert overview.is_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    overview.wait_for(state="hidden")
    page.get_by_text("Menu", exact=True).click()
    expect(overview).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 900})
    expect(overview).to_be_visible()


def test_the_overview_has_no_barrier(page: Page) -> None:
    page.goto("/years/small/")
    assert structure(page) == []
    assert barriers(page) == []


def test_the_overview_is_whole_without_scripts(page_without_scripts: Page) -> None:
    page_without_scripts.goto("/years/small/")
    assert structure(page_without_scripts) == []
