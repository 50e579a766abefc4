"""The year in a real browser: read by keyboard alone, with and without JavaScript; filters stay; phones; barriers."""

import re

import pytest
from desk.browsing import SMALL_TARGETS as TOO_SMALL
from desk.browsing import WIDER, Keys, follow, structure, window
from playwright.sync_api import Browser, Page, expect
from real_browser import barriers

pytestmark = pytest.mark.slow
YEAR = "/years/rich/in/calendar/year"
EVERYTHING = "show=closures&show=terms&show=deadlines&show=apologies&show=busy&show=moved"


def day_with_focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('td')?.dataset.day ?? ''"))


def test_the_year_is_read_by_keys_alone(keys: Keys) -> None:
    page = keys.page
    page.goto(f"{YEAR}?view=months")
    keys.to("link", "One person, body or room")
    for _ in range(10):
        if day_with_focus(page):
            break
        page.keyboard.press("Tab")
    assert day_with_focus(page) == "2015-12-07"
    keys.see()
    for key, day in (
        ("ArrowDown", "2015-12-08"),
        ("ArrowUp", "2015-12-07"),
        ("ArrowUp", "2015-12-06"),
        ("Home", "2015-12-01"),
        ("ArrowUp", "2015-12-01"),
        ("End", "2015-12-31"),
        ("PageDown", "2016-01-31"),
        ("PageDown", "2016-02-29"),
        ("PageUp", "2016-01-29"),
        ("ArrowRight", "2016-02-26"),
        ("ArrowLeft", "2016-01-22"),
        ("PageDown", "2016-02-22"),
        ("ArrowDown", "2016-02-23"),
        ("PageDown", "2016-03-23"),
        ("End", "2016-03-31"),
        ("ArrowDown", "2016-03-31"),
        ("ArrowRight", "2016-03-31"),
    ):
        page.keyboard.press(key)
        assert (key, day_with_focus(page)) == (key, day)
        keys.see()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/day/2016-03-31")
    page.go_back()
    expect(page).to_have_url(re.compile("view=months$"))


def test_letters_do_what_they_say_to_the_meeting_of_the_day(keys: Keys) -> None:
    page = keys.page
    for key, there in (("Enter", "/meetings/HWB/1"), ("m", "/move/HWB/1"), ("p", "/edit/unpin/HWB/1")):
        page.goto(f"{YEAR}?view=months&body=HWB")
        page.evaluate("import('/static/grid.js').then(grid => grid.goTo('2015-12-07'))")
        page.wait_for_function("document.activeElement.dataset.day === '2015-12-07'")
        with page.expect_navigation():
            page.keyboard.press(key)
        assert page.url.endswith(there)
    page.goto(f"{YEAR}?view=month&month=2015-12")
    page.evaluate("import('/static/grid.js').then(grid => grid.goTo('2015-12-07'))")
    page.wait_for_function("document.activeElement.dataset.day === '2015-12-07'")
    page.keyboard.press("ArrowRight")
    assert day_with_focus(page) == "2015-12-08"
    page.keyboard.press("ArrowDown")
    assert day_with_focus(page) == "2015-12-15"
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement.className") == "keys-hint"


def test_tab_goes_from_the_day_to_its_meetings_and_then_out(keys: Keys) -> None:
    page = keys.page
    page.goto(f"{YEAR}?view=months&dense=yes")
    page.evaluate("import('/static/grid.js').then(grid => grid.goTo('2016-02-29'))")
    page.wait_for_function("document.activeElement.dataset.day === '2016-02-29'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.meeting") == "HWB/3"
    page.keyboard.press("Tab")
    assert day_with_focus(page) == ""


def test_filters_stay_over_views_and_back(either_page: Page) -> None:
    page = either_page
    page.goto(f"{YEAR}?view=months")
    page.get_by_text("Filter and show").click()
    page.get_by_label("Body", exact=True).select_option("HWB")
    page.get_by_label("Apologies").check()
    follow(page.get_by_role("button", name="Show", exact=True))
    assert "body=HWB" in page.url
    assert page.locator("a[data-meeting]").count() == 5
    for words in ("Bodies by month", "List", "One month"):
        follow(page.get_by_role("link", name=words))
        assert page.get_by_role("link", name=re.compile("Body: Health Board")).is_visible()
    follow(page.get_by_role("navigation", name="This year").get_by_role("link", name="History"))
    follow(page.get_by_role("navigation", name="This year").get_by_role("link", name="Year", exact=True))
    assert "view=month&body=HWB" in page.url
    page.go_back()
    page.go_back()
    assert page.get_by_role("link", name=re.compile("Body: Health Board")).is_visible()
    follow(page.get_by_role("link", name=re.compile("Body: Health Board")))
    assert "body=" not in page.url


def test_without_scripts_links_lead_through_the_year_in_order_of_time(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(f"{YEAR}?view=months")
    places = page.eval_on_selector_all("td[data-day] a", "all => all.map(one => one.closest('td').dataset.day)")
    assert places == sorted(places)
    follow(page.locator('td[data-day="2016-02-29"]').locator("xpath=../th/a"))
    assert page.url.endswith("/day/2016-02-29")
    assert structure(page) == []


@pytest.mark.parametrize(
    "address",
    [
        f"year?view=months&{EVERYTHING}",
        f"year?view=months&dense=yes&{EVERYTHING}",
        f"year?view=bodies&{EVERYTHING}",
        f"year?view=month&month=2016-02&{EVERYTHING}",
        f"year?view=list&{EVERYTHING}",
        "year?view=one&one=person/BOB",
        "year?view=one&one=room/CR1",
        "year?view=months&text=nothing-at-all",
        "day/2016-02-29",
    ],
)
def test_no_view_has_a_barrier_and_all_flow_into_a_phone(page: Page, address: str) -> None:
    page.goto(f"/years/rich/in/calendar/{address}")
    assert structure(page) == []
    assert page.evaluate(TOO_SMALL) == []
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(WIDER) == []


def test_a_phone_shows_each_meeting_in_words(chromium: Browser, served_desk: object) -> None:
    with window(chromium, served_desk, width=320) as page:
        page.goto(f"{YEAR}?view=months")
        assert "Health Board (Special Meeting), 10:00 to 12:00, Committee Room 1" in page.inner_text("main")
        assert page.locator('td[data-day="2015-12-02"]').is_hidden()


def test_a_long_code_stays_within_its_month_where_thirteen_stand_side_by_side(page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 900})
    page.goto(f"{YEAR}?view=months")
    page.locator(".row").evaluate("row => { row.className = 'row of-13' }")
    chip = page.locator(".wall .chip").first
    chip.evaluate("one => { [...one.childNodes].find(node => node.nodeType === 3).data = 'LICENSING' }")
    text, month = chip.evaluate(
        """one => {
          const range = document.createRange()
          range.selectNodeContents([...one.childNodes].find(node => node.nodeType === 3))
          return [range.getBoundingClientRect().right, one.closest("table").getBoundingClientRect().right]
        }"""
    )
    assert text <= month
