"""Pictures of the desk: three for the README, and one of every screen for looking at.

python tests/benchmarks/desk_pictures.py [--screens FOLDER] [--widths 1366 320] [--only days] [--desk FOLDER]

With --desk the desk is kept in a folder, so that the example is planned once for many pictures.
"""

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk.browsing import free_port, serving, window
from picture import OUTPUTS, compact
from playwright.sync_api import Browser, Page, sync_playwright
from real_browser import CHROMIUM, FLAGS

from scheduler.commands.plans import Asked, plan
from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.desk import Desk

ROOT = Path(__file__).parents[2]
EXAMPLE, YEAR = "trafford-2015-16", "trafford"
DAY = "2015-10-06"
"""That is taken for today: the example's calendar has been published, and nothing of it held."""
SECONDS_TO_PLAN = 60
WIDTH, HEIGHT = 1366, 1080
IN = f"/years/{YEAR}/in/calendar"
SCREENS = (
    "/",
    "/help",
    "/users",
    "/account",
    "/nowhere",
    f"/years/{YEAR}/",
    *(f"/years/{YEAR}/{page}" for page in ("faults", "plan", "jobs", "options", "compare", "consult", "viability")),
    f"{IN}/year",
    *(f"{IN}/year?view={view}" for view in ("bodies", "month", "list", "one")),
    f"{IN}/meetings/HWB/2",
    f"{IN}/move/HWB/2",
    f"{IN}/move/HWB/2?day=2016-03-10",
    f"{IN}/days",
    f"{IN}/days/2015-11-19",
    *(f"{IN}/days/2015-11-19?for={whom}" for whom in ("caretaker", "caterer", "reception")),
    *(f"{IN}/{page}" for page in ("clashes", "membership", "viability", "compare", "consult", "publish", "history")),
)
"""Those that are not there are shown as what an officer then sees."""


def example_desk(folder: Path, port: int) -> Desk:
    """Return a desk with the example, planned where it is not."""
    year = folder / YEAR
    if not year.exists():
        shutil.copytree(ROOT / "inputs" / EXAMPLE, year / "workbook")
    if not (year / "plan").exists():
        plan(Asked(year / "workbook", year / "plan", SECONDS_TO_PLAN))
    year.joinpath("year.json").write_text(f'{{"title": "Trafford Partnership 2015-16", "today": "{DAY}"}}', "utf-8")
    return Desk(folder, at_this_machine("127.0.0.1", port, Who("Committee Services Manager", PUBLISHER)))


def name_of(address: str) -> str:
    """Return the name of the file of a screen's picture."""
    return re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "start"


def pictures_of_screens(desk: Path, folder: Path, widths: list[int], only: str) -> None:
    """Write a picture of every screen, in each width."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        port = free_port()
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serving(example_desk(desk, port), port) as served:
            for width in widths:
                with window(chromium, served, width=width) as page:
                    for address in SCREENS:
                        if only in address:
                            picture(page, address, folder / f"{name_of(address)}-{width}.png")
        chromium.close()


def picture(page: Page, address: str, file: Path) -> None:
    """Write a picture of a whole page."""
    page.goto(address)
    page.screenshot(path=file, full_page=True)
    print(f"{file}: {page.title()}")


DRAFT = "later"
MOVED, CHOSEN = f"/years/{YEAR}/in/{DRAFT}/move/LWSG/2", ".months td.open-price a[data-day^='2016-02']"
"""The meeting that is moved in the pictures of the README, and a day to which it is."""


def pictures_for_readme(desk: Path, to: Path) -> None:
    """Write three pictures: a year that is coloured, what a move costs, and a draft compared with the calendar."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place) / "desk"
        example_desk(desk, 80)
        shutil.copytree(desk, folder)
        shutil.copytree(folder / YEAR / "plan", folder / YEAR / "drafts" / DRAFT)
        port = free_port()
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serving(example_desk(folder, port), port) as served, window(chromium, served, width=WIDTH) as page:
            page.goto(MOVED)
            page.locator(CHOSEN).first.click()
            page.get_by_role("button", name="Apply to the draft").wait_for()
            page.mouse.move(0, 0)  # what is under the pointer is told in the panel
            page.evaluate("document.activeElement.blur()")
            keep(chromium, page, to / "desk-move.png", "body", HEIGHT)
            keep(chromium, page, to / "desk-price.png", ".panel.price")
            page.get_by_role("button", name="Apply to the draft").click()
            page.wait_for_url("**/meetings/**")
            page.goto(f"/years/{YEAR}/compare?a=calendar&b=draft:{DRAFT}")
            keep(chromium, page, to / "desk-compare.png", "body", HEIGHT)
        chromium.close()


def keep(chromium: Browser, page: Page, file: Path, part: str, most: int = 10_000, across: int = 10_000) -> None:
    """Write a picture of a part of a page, of so many pixels from its top and left at most, in few colours."""
    page.evaluate("scrollTo(0, 0)")
    box = page.locator(part).bounding_box()
    if box is None:
        raise SystemExit(f"{page.url} has no {part}.")
    box["height"], box["width"] = min(box["height"], most), min(box["width"], across)
    file.write_bytes(compact(chromium, page.screenshot(full_page=True, clip=box)))
    print(f"{file}: {file.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screens", type=Path)
    parser.add_argument("--widths", type=int, nargs="+", default=[WIDTH])
    parser.add_argument("--only", default="")
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--to", type=Path, default=OUTPUTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        desk = asked.desk or Path(place)
        if asked.screens is not None:
            pictures_of_screens(desk, asked.screens, asked.widths, asked.only)
        else:
            pictures_for_readme(desk, asked.to)


if __name__ == "__main__":
    main()
