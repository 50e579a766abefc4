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

from clients.test_clients_browser import CHROMIUM, FLAGS
from desk.browsing import free_port, serving, window
from playwright.sync_api import Page, sync_playwright

from scheduler.commands.plans import Asked, plan
from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.desk import Desk

ROOT = Path(__file__).parents[2]
EXAMPLE, YEAR = "trafford-2015-16", "trafford"
DAY = "2015-10-06"
"""That is taken for today: the example's calendar has been published, and nothing of it held."""
SECONDS_TO_PLAN = 60
WIDTH = 1366
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screens", type=Path)
    parser.add_argument("--widths", type=int, nargs="+", default=[WIDTH])
    parser.add_argument("--only", default="")
    parser.add_argument("--desk", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if asked.screens is not None:
            pictures_of_screens(asked.desk or Path(place), asked.screens, asked.widths, asked.only)


if __name__ == "__main__":
    main()
