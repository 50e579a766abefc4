"""The pictures of the handbook: an officer goes through the district in the desk, and each screen is drawn on the way.

python tests/benchmarks/handbook_pictures.py [--only tutorial-move] [--desk FOLDER]

With --desk the desk is kept in a folder, so that the district is planned once for many pictures.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk.browsing import free_port, serving, window
from desk_pictures import keep
from playwright.sync_api import Page, sync_playwright
from real_browser import CHROMIUM, FLAGS

from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.desk import Desk
from scheduler.handbook.pages import PICTURES as FOLDER

WIDTH, SECONDS = 1100, 330
"""Of the window in pixels; and for the district to be planned, at most."""
DAY = "2027-03-01"
"""That is taken for today: the district's calendar is about to be published."""


@dataclass(frozen=True)
class Picture:
    """A picture: how an officer comes there from the overview of the year, and what of the page is drawn."""

    name: str
    steps: Callable[[Page, str], object]
    part: str = "main"
    most: int = 800
    """Pixels from the top of that part."""
    across: int = WIDTH
    """Pixels from its left."""
    width: int = WIDTH
    """Of the window."""


def screen(address: str) -> Callable[[Page, str], object]:
    """Return the steps to a screen of the year, or of its calendar."""
    return lambda page, year: page.goto(year + address)


def joining_the_cabinet(page: Page, year: str) -> None:
    """Ask what follows when a member of Planning takes a seat in the Cabinet."""
    page.goto(f"{year}in/calendar/membership")
    page.get_by_label("What changes").select_option(label="goes out and somebody else comes in")
    page.locator("[name=person-1]").fill("C06")
    page.locator("[name=other-1]").fill("C12")
    page.get_by_label("Body").first.select_option(label="Cabinet")
    page.get_by_label("From").first.fill("2027-09-20")
    page.get_by_role("button", name="See what follows").click()
    page.get_by_role("heading", name="Meeting by meeting").wait_for()


def consulted(page: Page, year: str) -> None:
    """Make a page for a group leader, and look at it as they do."""
    page.goto(f"{year}consult")
    page.get_by_label("Who is asked").fill("Leader of the Fellowship group")
    page.get_by_role("button", name="Make their page").click()
    page.wait_for_url("**/consult/*")
    page.goto(page.locator("input[value*='/consult/']").input_value())


PICTURES = (
    Picture("tutorial-year", screen("in/calendar/year"), ".wall", 640, 900, 1366),
    Picture("tutorial-move-days", screen("in/calendar/move/JCC/2"), ".months", 900),
    Picture("tutorial-move", screen("in/calendar/move/JCC/2?day=2027-09-14"), ".panel.price"),
    Picture("tutorial-publish", screen("in/calendar/publish"), most=760),
    Picture("membership", joining_the_cabinet, "#answer", 520),
    Picture("consultee", consulted, most=620),
)
"""Of the year when it is planned."""
START, PLANNED, PAGE = "tutorial-start", "tutorial-planned", "tutorial-page"
"""Of the desk before there is a year, of the search when it is over, and of the year's own page."""
NAMES = frozenset((START, PLANNED, PAGE, *(one.name for one in PICTURES)))
"""Every picture that is made here."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--desk", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        os.chdir(
            asked.desk.parent if asked.desk else place
        )  # so that a screen that names the folder shows its name alone
        port = free_port()
        folder = Path(asked.desk.name if asked.desk else "meeting-day")
        desk = Desk(folder, at_this_machine("127.0.0.1", port, Who("Ann Clerk", PUBLISHER)))
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=(*FLAGS, "--lang=en-GB"))
        with serving(desk, port) as served, window(chromium, served, width=WIDTH) as page:
            page.context.set_default_timeout(1000 * SECONDS)

            def draw(name: str, part: str, most: int, across: int = WIDTH) -> None:
                if asked.only in name:
                    page.evaluate("document.activeElement.blur()")
                    keep(chromium, page, FOLDER / f"{name}.png", part, most, across)

            if not list(desk.folder.glob("*/plan")):
                draw(START, "main", 1200)
                page.locator("li, article, section, div").filter(has_text="A district council").get_by_role(
                    "button", name="Try it"
                ).last.click()
                page.get_by_role("link", name="Plan it").first.click()
                page.get_by_role("button", name="Plan it").click()
                page.get_by_role("link", name="See the year").wait_for()
                draw(PLANNED, "main", 620)
            (planned,) = desk.folder.glob("*/plan")
            settings = planned.parent / "year.json"
            settings.write_text(re.sub(r"^\{", f'{{"today": "{DAY}", ', settings.read_text("utf-8"), count=1), "utf-8")
            for one in PICTURES:
                if asked.only in one.name:
                    page.set_viewport_size({"width": one.width, "height": 900})
                    one.steps(page, f"/years/{planned.parent.name}/")
                    page.mouse.move(0, 0)
                    draw(one.name, one.part, one.most, one.across)
            draw_page = chromium.new_page(viewport={"width": WIDTH, "height": 900})
            draw_page.goto((planned / "index.html").resolve().as_uri())
            if asked.only in PAGE:
                keep(chromium, draw_page, FOLDER / f"{PAGE}.png", "body", 700)
        chromium.close()


if __name__ == "__main__":
    main()
