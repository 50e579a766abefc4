"""A real browser opens the page from the output folder, as an officer does."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from real_browser import barriers, chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


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


CUT = """[...document.querySelectorAll('.chip, .whole-day')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""
"""The codes of which a part cannot be seen."""
PAPERS = {"A4": (841.9, 595.3), "A3": (1190.6, 841.9)}
"""On their sides, in points."""
MARGINS = 51
"""9 mm on either side, in points."""


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, pytest.param(320, marks=pytest.mark.thorough)])
def test_no_barrier_is_found(browser: Browser, output_folder: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((output_folder / "index.html").as_uri())
    for details in page.locator("details").all():
        details.locator("summary").first.click()
    assert barriers(page) == []
    page.close()


@pytest.mark.slow
def test_the_page_is_never_wider_than_the_window_and_no_code_is_cut(browser: Browser, output_folder: Path) -> None:
    for width in (2560, 1920, 1366, 1200, 768, 375, 320):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((output_folder / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(CUT) == []
        assert page.evaluate(
            "[...document.querySelectorAll('.scroll')].map(one => one.scrollWidth - one.clientWidth)"
        ) == [0]
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
    expect(page).to_have_url(re.compile("#year$"))
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("role") == "region"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    audit = "Fri 23 Oct 18:30 to 20:30 Audit Committee"
    expect(page.locator(":target")).to_contain_text(audit, use_inner_text=True)
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
def test_the_list_is_first_on_a_phone_and_beside_the_planner_on_a_wide_screen(
    browser: Browser, output_folder: Path
) -> None:
    page = browser.new_page()
    page.goto((output_folder / "index.html").as_uri())
    for width, beside in ((320, False), (1366, True), (2560, True)):
        page.set_viewport_size({"width": width, "height": 900})
        listed, planned = (page.locator(place).bounding_box() for place in ("#meetings", "#year"))
        assert listed is not None
        assert planned is not None
        if beside:
            assert (listed["x"] + listed["width"] <= planned["x"], listed["y"], planned["y"]) == (
                True,
                planned["y"],
                listed["y"],
            )
            assert listed["height"] <= 900
        else:
            assert listed["y"] + listed["height"] <= planned["y"]
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "size"), PAPERS.items(), ids=PAPERS)
def test_it_prints_on_either_paper_with_no_sheet_half_empty(
    browser: Browser, output_folder: Path, paper: str, size: tuple[float, float]
) -> None:
    page = browser.new_page()
    page.goto((output_folder / "index.html").as_uri())
    printed = page.pdf(format=paper, landscape=True, print_background=True)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((size[0] - MARGINS) / 0.75), "height": round((size[1] - MARGINS) / 0.75)})
    months = [one.bounding_box() for one in page.locator(".planner").all()]
    cut = page.evaluate(CUT)
    hidden = [one.is_visible() for one in page.locator("nav, .filters, #feeds, details").all()]
    page.close()
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", printed)}
    ((left, top, width, height),) = boxes
    assert (left, top) == (0, 0)
    assert (width, height) == pytest.approx(size, abs=2)
    rows = sorted({round(one["y"]) for one in months if one is not None})
    assert len(rows) == {"A4": 4, "A3": 3}[paper]
    assert cut == []
    assert any(hidden) is False
    sheets = len(re.findall(rb"/Type /Page\b", printed))
    assert sheets <= {"A4": 5, "A3": 3}[paper]
