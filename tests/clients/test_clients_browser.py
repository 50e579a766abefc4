"""A real browser opens the page from the output folder, as an officer does."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
A3_LANDSCAPE = (1190.55, 841.89)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """A page as it was opened, with what it asked for and what it complained of."""

    def __init__(self, browser: Browser, output_folder: Path, width: int) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.address = (output_folder / "index.html").as_uri()
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(self.address)

    def shown(self, selector: str) -> list[str]:
        """Return the text of each element of these that can be seen."""
        return [text_of(one) for one in self.page.locator(selector).all() if one.is_visible()]


def text_of(locator: Locator) -> str:
    return " ".join(locator.inner_text().split())


@pytest.fixture(params=[1440, 320], ids=["wide", "narrow"])
def visit(browser: Browser, output_folder: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    opened = Visit(browser, output_folder, request.param)
    yield opened
    opened.page.close()


@pytest.mark.slow
def test_nothing_but_the_page_is_asked_for_and_nothing_is_amiss(visit: Visit) -> None:
    assert visit.page.title() == "Aldermoor Partnership 2026-27"
    assert (visit.asked, visit.complaints) == ([visit.address], [])


@pytest.mark.slow
def test_no_barrier_is_found(browser: Browser, output_folder: Path) -> None:
    for width in (1440, 320):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((output_folder / "index.html").as_uri())
        for details in page.locator("details").all():
            details.locator("summary").first.click()
        found = Axe().run(page, options={"runOnly": WCAG})
        assert found.violations_count == 0, found.generate_report()
        page.close()


@pytest.mark.slow
def test_the_page_is_never_wider_than_the_window(browser: Browser, output_folder: Path) -> None:
    for width in (1440, 320):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((output_folder / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.close()


def test_filters_hide_without_any_script_what_they_leave_out(visit: Visit) -> None:
    page = visit.page
    assert len(visit.shown(".meeting")) == 11
    page.get_by_label("Which meetings").select_option("Children's Trust Board")
    assert visit.shown(".month h3") == ["November 2026", "May 2027"]
    assert visit.shown(".meeting .name") == ["Children's Trust Board"] * 2
    assert visit.shown(".nothing") == []
    page.get_by_label("When", exact=True).select_option("May 2027")
    assert visit.shown(".month h3") == ["May 2027"]
    assert len(visit.shown(".meeting")) == 1
    page.get_by_label("When", exact=True).select_option("June 2027")
    assert visit.shown(".month") == ["June 2027 No such meeting this month."]
    page.get_by_label("When", exact=True).select_option("January 2027")
    assert visit.shown(".month") == ["January 2027 No such meeting this month."]
    page.get_by_label("Which meetings").select_option("Open to the public")
    assert visit.shown(".meeting .name") == ["Audit Committee"]
    page.get_by_label("Which meetings").select_option("On a meeting day")
    page.get_by_label("When", exact=True).select_option("The whole year")
    assert len(visit.shown(".meeting")) == 6
    page.get_by_label("Which meetings").select_option("All meetings")
    assert len(visit.shown(".meeting")) == 11


def test_keys_alone_reach_the_calendar_and_its_meetings(browser: Browser, output_folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((output_folder / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert text_of(page.locator(":focus")) == "Skip to the calendar"
    assert page.locator(":focus").bounding_box()["x"] > 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#year")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("role") == "region"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert text_of(page.locator(":target")).startswith("Fri 23 Oct 18:30 to 20:30 Audit Committee")
    page.close()


def test_links_lead_to_every_other_output(browser: Browser, output_folder: Path) -> None:
    page = browser.new_page()
    page.goto((output_folder / "index.html").as_uri())
    addresses = page.eval_on_selector_all("a", "links => links.map(link => link.href)")
    files = {Path(unquote(address.removeprefix("file://"))) for address in addresses if "#" not in address}
    page.close()
    outputs = (path for path in output_folder.rglob("*") if not path.is_relative_to(output_folder / "history"))
    written = {path for path in outputs if path.is_file() and path.parent.name != "meetings"}
    assert files == written - {output_folder / "plan.json", output_folder / "index.html"}


@pytest.mark.slow
def test_it_prints_on_a3_with_the_whole_year_on_the_first_sheet(browser: Browser, output_folder: Path) -> None:
    page = browser.new_page()
    page.goto((output_folder / "index.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1512, "height": 1047})  # A3 less its margins, at 96 dots to the inch
    bottom = page.evaluate("document.querySelector('.planner').getBoundingClientRect().bottom")
    hidden = [one.is_visible() for one in page.locator("nav, .filters, #feeds, details").all()]
    page.close()
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", printed)}
    ((left, top, width, height),) = boxes
    assert (left, top) == (0, 0)
    assert (width, height) == pytest.approx(A3_LANDSCAPE, abs=2)
    assert bottom <= 1047
    assert any(hidden) is False
