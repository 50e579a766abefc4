"""Time one meeting by hand: what follows from an edit, and what each day of the year is, at 67, 300 and 550 meetings.

python tests/benchmarks/by_hand.py                          # plans the three calendars first: five minutes
python tests/benchmarks/by_hand.py --plans FOLDER           # keeps them there, or takes those that are there already
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from councils import write_council
from partnership import SOURCE

from scheduler.commands.edits import Standing, consequences, open_days
from scheduler.commands.plans import Asked, Solved, plan
from scheduler.commands.sources import moment_of_planning
from scheduler.domain.edits import Move
from scheduler.reading import read_input
from scheduler.reading.plans.files import read_plan

SECONDS = {"partnership": 30.0, "county": 60.0, "city": 90.0}
BARS = {"partnership": (0.050, 0.5), "county": (0.100, 0.5), "city": (0.100, 0.5)}
"""Seconds that an edit, and the days of a year, may take."""
EDITS, YEARS = 60, 12


def main() -> None:
    """Read the command line, and print a line for each size."""
    parser = argparse.ArgumentParser(description="Time what follows from one meeting moved by hand.")
    parser.add_argument("--plans", type=Path, help="where the calendars are, or are to be kept")
    parser.add_argument("sizes", nargs="*", default=[*SECONDS], help="some of the sizes")
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = arguments.plans or Path(name)
        for size in arguments.sizes:
            for line in _figures(size, _standing(folder, size)):
                print(line, flush=True)


def _standing(folder: Path, size: str) -> Standing:
    source = SOURCE if size == "partnership" else folder / size
    if not source.exists():
        write_council(source, size, 1)
    there = folder / f"{size}-plan"
    if not there.exists() and not isinstance(plan(Asked(source, there, time_limit=SECONDS[size])), Solved):
        sys.exit(f"{source} has no plan within {SECONDS[size]:.0f} s.")
    problem, _ = read_input(source)
    found = read_plan(there, problem).plan
    first = problem.settings.start_date
    moment = moment_of_planning(problem, found, datetime(first.year, first.month, 1, tzinfo=UTC))
    return Standing(replace(problem.knowing(found), baseline=found, as_of=moment), found)


def _figures(size: str, standing: Standing) -> Iterator[str]:
    chance = Random(size)
    meetings = [one for one in standing.plan.live if not standing.problem.is_fact(one)]
    known = {(one.body, one.sequence) for one in meetings if one.meeting_day is None}
    known |= {(one.meeting_day, one.sequence) for one in standing.plan.occurrences}
    names = sorted(known)
    _seconds(lambda: (standing.values, standing.pounds))
    moves = [Move(*chance.choice(names), chance.choice(standing.problem.days)) for _ in range(EDITS)]
    yield _line(size, len(meetings), "an edit", [_seconds(lambda m=m: consequences(standing, m)) for m in moves], 0)
    asked = chance.sample(names, min(YEARS, len(names)))
    seconds = [_seconds(lambda n=n: open_days(standing, *n)) for n in asked]
    yield _line(size, len(meetings), "the days of a year", seconds, 1)


def _line(size: str, meetings: int, what: str, seconds: list[float], bar: int) -> str:
    seconds.sort()
    median, tenth = seconds[len(seconds) // 2], seconds[len(seconds) * 9 // 10]
    within = sum(one <= BARS[size][bar] for one in seconds)
    return (
        f"{size}, {meetings} meetings, {what}: median {median * 1000:.0f} ms, nine in ten {tenth * 1000:.0f} ms, "
        f"slowest {seconds[-1] * 1000:.0f} ms of CPU; {within} of {len(seconds)} within {BARS[size][bar] * 1000:.0f} ms"
    )


def _seconds(of: Callable[[], object]) -> float:
    begin = process_time()
    of()
    return process_time() - begin


if __name__ == "__main__":
    main()
