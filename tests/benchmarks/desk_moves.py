"""Time Move: how soon the year is coloured for a meeting and a day tells its price, over HTTP and in process.

python tests/benchmarks/desk_moves.py FOLDER [YEAR ...] [--meetings 12] [--days 5] [--solving]

FOLDER is a desk with planned years, which is copied. With --solving a year is planned meanwhile, as a niced child does.
Also compared, of every day that is asked about: the colour of the year with the panel of the day.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

import requests
from desk_load import Officer, Process, running

from scheduler.commands.at_hand import at_hand
from scheduler.commands.open_days import open_days
from scheduler.commands.standing import Standing, TakesSolver, seated_elsewhere
from scheduler.commands.telling import told_of
from scheduler.domain.edits import Move

COLOUR_BAR = 1.0
PRICE_BARS = ((100, 0.1), (10_000, 0.25))
"""Seconds: of the colours of a year, and of a day's price in a year of so many meetings at most."""
SEED = 15
SECONDS = 120.0


def main() -> None:
    """Read the command line, and print a line for each figure."""
    parser = argparse.ArgumentParser(description="Time a meeting picked up and the price of a day.")
    parser.add_argument("folder", type=Path, help="a desk with planned years")
    parser.add_argument("years", nargs="*", help="which of its years; all where none is named")
    parser.add_argument("--meetings", type=int, default=12, help="how many meetings are picked up")
    parser.add_argument("--days", type=int, default=5, help="how many days of each are asked about")
    parser.add_argument("--solving", action="store_true", help="plan a year meanwhile")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(asked.folder, Path(name) / "desk"))
        years = asked.years or sorted(one.parent.name for one in folder.glob("*/year.json"))
        for year in years:
            for line in _in_process(folder / year / "plan", asked.meetings, asked.days):
                print(f"{year}, {line}", flush=True)
        with running(folder) as desk:
            if asked.solving:
                with Officer(desk) as officer:
                    officer.send(f"/years/{years[0]}/plan", "plan", near="afresh", minutes="15", reason="A benchmark")
            for year in years:
                for line in _over_http(desk, folder, year, asked):
                    print(f"{year}, {line}", flush=True)


def _names(standing: Standing, number: int) -> list[tuple[str, int]]:
    """Return meetings, and whole meeting days, that may be picked up."""
    live = [one for one in standing.plan.live if not standing.problem.is_fact(one)]
    known = {(one.body, one.sequence) for one in live if one.meeting_day is None}
    days = {one.meeting_day for one in live if one.meeting_day is not None}
    known |= {(one.meeting_day, one.sequence) for one in standing.plan.occurrences if one.meeting_day in days}
    names = sorted(known)
    return Random(SEED).sample(names, min(number, len(names)))


def _seconds(of: Callable[[], object]) -> float:
    begin = perf_counter()
    of()
    return perf_counter() - begin


def _line(what: str, seconds: list[float], bar: float) -> str:
    seconds.sort()
    half, most = seconds[len(seconds) // 2], seconds[min(len(seconds) - 1, len(seconds) * 95 // 100)]
    within = sum(one <= bar for one in seconds)
    return (
        f"{what}: p50 {half * 1000:.0f} ms, p95 {most * 1000:.0f} ms, slowest {seconds[-1] * 1000:.0f} ms; "
        f"{within} of {len(seconds)} within {bar * 1000:.0f} ms"
    )


def _in_process(plan: Path, meetings: int, days: int) -> Iterator[str]:
    """Time the questions themselves; what takes a solver is told apart, for the desk asks it in a child."""
    found = at_hand(plan)
    standing = Standing(found.problem, found.plan, seated_elsewhere)
    _ = standing.values, standing.pounds
    bar = next(bar for most, bar in PRICE_BARS if len(found.plan.live) <= most)
    chance, colours, prices, elsewhere = Random(SEED), [], [], 0
    for name in _names(standing, meetings):
        try:
            colours.append(_seconds(lambda name=name: open_days(standing, *name)))  # type: ignore[misc]
        except TakesSolver:
            elsewhere += 1
        for day in chance.sample(found.problem.days, days):
            try:
                prices.append(_seconds(lambda name=name, day=day: told_of(standing, Move(*name, day), (), ())))  # type: ignore[misc]
            except TakesSolver:
                elsewhere += 1
    yield f"{len(found.plan.live)} meetings, in process: {elsewhere} questions take a solver"
    yield _line("in process, the year is coloured", colours, COLOUR_BAR)
    yield _line("in process, a day's price", prices, bar)


def _over_http(desk: Process, folder: Path, year: str, asked: argparse.Namespace) -> Iterator[str]:
    """Time the pages, and compare the colour of each day with its panel."""
    found = at_hand(folder / year / "plan")
    standing = Standing(found.problem, found.plan)
    bar = next(bar for most, bar in PRICE_BARS if len(found.plan.live) <= most)
    chance, colours, prices, apart = Random(SEED), [], [], 0
    with requests.Session() as officer:
        officer.get(desk.address, timeout=SECONDS)
        base = f"http://{desk.base}/years/{year}"
        officer.get(f"{base}/in/calendar/year", timeout=SECONDS)
        for body, number in _names(standing, asked.meetings):
            address = f"{base}/in/calendar/move/{body}/{number}"
            page = officer.get(address, timeout=SECONDS)
            if page.status_code != requests.codes.ok or "data-pick" not in page.text:
                continue
            colours.append(page.elapsed.total_seconds())
            kinds = dict(
                reversed(pair)
                for pair in re.findall(r'<td class="open-(\w+)[^"]*"><a href="[^"]*" data-day="([0-9-]+)"', page.text)
            )
            for day in chance.sample(sorted(kinds), min(asked.days, len(kinds))):
                panel = officer.get(address, params={"day": day}, headers={"X-Part": "panel"}, timeout=SECONDS)
                prices.append(panel.elapsed.total_seconds())
                tag = re.search(r'<strong class="tag (\w+)">', panel.text)
                apart += tag is not None and tag[1] != kinds[day]
    solving = " while a year is planned" if asked.solving else ""
    yield _line(f"over HTTP{solving}, the year is coloured", colours, COLOUR_BAR)
    yield _line(f"over HTTP{solving}, a day's price", prices, bar)
    yield f"over HTTP, {apart} of {len(prices)} days are of another colour than their panel"


if __name__ == "__main__":
    main()
