"""How the desk bears an hour of officers: memory, open files, children, growth of its folder, and what went wrong.

python tests/benchmarks/soak_desk.py [FOLDER] [--minutes 60] [--think 3] [--planners 3] [--viewers 2] [--samples FILE]

FOLDER is a desk with planned years, which is copied; without it, three small years and the Trafford Partnership's are
planned. Each officer logs in, does some errands with thought between, logs out, and comes back.
"""

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from desk_load import quantile, three_years, years_of
from machine import machine
from scripted_officers import NAME, PASSWORD, Browser, Officer, Told
from watched import Sample, Watch, an_hour, second_half, size_of

from scheduler.commands.plans import Asked, plan
from scheduler.desk.access.users import Users
from scheduler.desk.store import FILE, Store

SEED = 17
EVERY = 10.0
"""Seconds between two looks at the processes."""
FAULT = re.compile(r"Traceback|\b[A-Z]\w*Error\b| 5\d\d \d+$")
"""In a line of the desk's log."""
ERRANDS_OF_A_SESSION = 6
TRAFFORD = Path(__file__).parents[2] / "inputs" / "trafford-2015-16"
ROW = "{:>7} {:>9} {:>6} {:>8} {:>9} {:>12} {:>12}"


def four_years(folder: Path) -> Path:
    """Return a desk with three small years and the Trafford Partnership's, planned."""
    three_years(folder)
    year = folder / "trafford"
    shutil.copytree(TRAFFORD, year / "workbook")
    (year / "year.json").write_text('{"title": "Trafford", "today": "2015-10-01"}', encoding="utf-8")
    plan(Asked(year / "workbook", year / "plan", 60))
    return folder


@contextlib.contextmanager
def running(folder: Path, log: Path) -> Iterator[tuple[int, int]]:
    """Run the desk of a folder as behind a proxy until this ends; yield its process and its port."""
    command = (sys.executable, "-m", "scheduler", "desk", str(folder), "--port", "0", "--no-browser")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            (*command, "--public-name", NAME), stdout=subprocess.PIPE, stderr=kept, text=True, env=environment
        ) as popen,
    ):
        try:
            address = popen.stdout.readline().strip() if popen.stdout is not None else ""
            yield popen.pid, port_of(popen.pid, address)
        finally:
            popen.terminate()
            popen.wait(60)


def port_of(process: int, address: str) -> int:
    """Return the port on which a process listens; SystemExit where it has ended."""
    for _ in range(100):
        for one in psutil.Process(process).net_connections("tcp"):
            if one.status == psutil.CONN_LISTEN:
                return int(one.laddr.port)
        time.sleep(0.1)
    raise SystemExit(f"The desk does not listen: {address}")


def staff(planners: int, viewers: int) -> list[tuple[str, str]]:
    """Return the officers and their roles: one publishes."""
    return [
        ("Publisher 1", "publisher"),
        *((f"Planner {number}", "planner") for number in range(1, planners + 1)),
        *((f"Viewer {number}", "viewer") for number in range(1, viewers + 1)),
    ]


def soaked(port: int, people: Sequence[tuple[str, str]], years: Sequence[str], seconds: float, think: float) -> Told:
    """Let officers work for so long; the publisher in the last year, the others in the rest."""
    told, ends = Told(), time.monotonic() + seconds

    def work(number: int, name: str, role: str) -> None:
        chance = random.Random(SEED + number)
        turn = number
        while time.monotonic() < ends:
            year = years[-1] if role == "publisher" else years[turn % (len(years) - 1)]
            pause = lambda: time.sleep(chance.expovariate(1 / think))  # noqa: E731 - as short as it is
            browser = Browser(port, f"203.0.113.{number + 1}", told, pause)
            Officer(browser, name, role, year, chance).session(ERRANDS_OF_A_SESSION)
            browser.close()
            turn += 1

    threads = [threading.Thread(target=work, args=(number, *one)) for number, one in enumerate(people)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told


def table(samples: Sequence[Sample], sizes: Sequence[tuple[float, int, float]], rows: int = 13) -> Iterator[str]:
    """Yield the samples as a table of so many rows."""
    yield ROW.format("minute", "desk MB", "files", "threads", "children", "their MB", "folder MB")
    last = samples[-1].seconds
    for number in range(rows):
        at = last * number / (rows - 1)
        one = min(samples, key=lambda found: abs(found.seconds - at))
        size = min(sizes, key=lambda found: abs(found[0] - at))
        yield ROW.format(
            f"{one.seconds / 60:.0f}", f"{one.megabytes:.0f}", one.files, one.threads, one.children,
            f"{one.children_megabytes:.0f}", f"{size[2]:.1f}",
        )  # fmt: skip


def report(told: Told, samples: Sequence[Sample], sizes: Sequence[tuple[float, int, float]]) -> Iterator[str]:
    """Yield what was found, line by line."""
    yield from table(samples, sizes)
    later = second_half(samples)
    yield (
        f"In the second half the desk grew by {an_hour([(one.seconds, one.megabytes) for one in later]):+.1f} MB "
        f"and {an_hour([(one.seconds, float(one.files)) for one in later]):+.1f} open files an hour; "
        f"children at most {max(one.children for one in samples)}, "
        f"with {max(one.children_megabytes for one in samples):.0f} MB."
    )
    (_, files, size), (_, last_files, last_size) = sizes[0], sizes[-1]
    yield f"The folder grew from {files} files, {size:.1f} MB, to {last_files} files, {last_size:.1f} MB."
    for kind, took in sorted(told.took.items()):
        figures = " ".join(f"p{round(100 * part)} {1000 * quantile(took, part):.0f}" for part in (0.5, 0.95, 0.99))
        yield f"{kind:10} {len(took):6} requests, ms: {figures}"
    yield f"errands: {dict(told.errands)}"
    yield f"statuses: {dict(sorted(told.statuses.items()))}; refused in words: {dict(told.refused)}"
    yield f"troubles: {len(told.troubles)}"
    yield from told.troubles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--think", type=float, default=3, help="Seconds of thought after each answer, on average.")
    parser.add_argument("--planners", type=int, default=3)
    parser.add_argument("--viewers", type=int, default=2)
    parser.add_argument("--samples", type=Path, help="Where every sample is written as it comes.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, log = Path(place) / "desk", Path(place) / "log"
        if asked.folder is None:
            four_years(folder)
        else:
            shutil.copytree(asked.folder, folder)
        people = staff(asked.planners, asked.viewers)
        users = Users(Store(folder / FILE))
        for name, role in people:
            users.add(name, role, PASSWORD)
        years, sizes = years_of(folder), list[tuple[float, int, float]]()

        def keep(one: Sample) -> None:
            if not sizes or one.seconds - sizes[-1][0] >= 6 * EVERY:
                sizes.append((one.seconds, *size_of(folder)))
            if asked.samples is not None:
                with asked.samples.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({**asdict(one), "folder": sizes[-1][1:]}) + "\n")

        with running(folder, log) as (process, port), Watch(process, EVERY, keep) as watch:
            told = soaked(port, people, years, asked.minutes * 60, asked.think)
        heard = f"{len(people)} officers, {len(years)} years, {asked.think:g} s of thought"
        print(f"{asked.minutes:g} minutes, {heard}")
        where = machine(None, asked.minutes * 60)
        print(", ".join(f"{name} {where[name]}" for name in ("cpus", "load", "system", "python", "commit")))
        for line in report(told, watch.samples, sizes):
            print(line)
        wrong = [line for line in log.read_text(encoding="utf-8").splitlines() if FAULT.search(line)]
        print(f"lines of the desk's log that tell of a fault: {len(wrong)}")
        for line in wrong[:20]:
            print(line)


if __name__ == "__main__":
    main()
