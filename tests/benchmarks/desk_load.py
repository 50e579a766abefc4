"""How the desk bears officers: pages while a year is solved, many at once with nothing lost, memory, and being killed.

python tests/benchmarks/desk_load.py [FOLDER] [--seconds 30] [--readers 20] [--writers 3] [--kills 10]

FOLDER is a desk with planned years, which is copied; without it, three small years are planned.
"""

import argparse
import contextlib
import http.client
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil
from forms_on_pages import fields_of
from small_input import write_input

from scheduler.commands.at_hand import at_hand
from scheduler.commands.history import history
from scheduler.commands.plans import Asked, plan

PAGE_BAR, MEMORY_BAR = 0.150, 300
"""Seconds within which 95 of 100 pages come while a year is solved; megabytes with three years open."""
SECONDS_TO_START = 60
CALENDAR = "in/calendar"
PAGES = ("", f"{CALENDAR}/year", f"{CALENDAR}/year?view=list", f"{CALENDAR}/days", f"{CALENDAR}/clashes", "jobs")
"""That readers look at, of each year."""
COMMENTED = "consult"
"""The page on which writers comment."""
SEED = 15


class Refused(Exception):
    """The desk answered otherwise than it should."""


@dataclass
class Process:
    """A desk that runs in a process of its own."""

    popen: subprocess.Popen[str]
    address: str

    @property
    def base(self) -> str:
        """Its host and port."""
        return urlsplit(self.address).netloc

    @property
    def megabytes(self) -> float:
        """What the process that answers holds in memory."""
        return psutil.Process(self.popen.pid).memory_info().rss / 2**20

    def kill(self) -> None:
        """End it at once, with every child, as a power cut does."""
        for one in [*psutil.Process(self.popen.pid).children(recursive=True), psutil.Process(self.popen.pid)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.send_signal(signal.SIGKILL)
        self.popen.wait()


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Process]:
    """Run the desk of a folder until this ends."""
    command = (sys.executable, "-m", "scheduler", "desk", str(folder), "--port", "0", "--no-browser", "--by", "Officer")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as popen:
        try:
            address = popen.stdout.readline().strip() if popen.stdout is not None else ""
            if not address:
                raise Refused(f"the desk ended with {popen.wait(SECONDS_TO_START)}")
            yield Process(popen, address)
        finally:
            if popen.poll() is None:
                popen.terminate()
                try:
                    popen.wait(10)
                except subprocess.TimeoutExpired:
                    Process(popen, address).kill()


@dataclass
class Officer:
    """A browser: one connection and its cookie."""

    process: Process
    cookie: str = ""
    took: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(self.process.base, timeout=60)

    def __enter__(self) -> Self:
        """Come in."""
        entrance = urlsplit(self.process.address)
        answer, _ = self._ask("GET", f"{entrance.path or '/'}?{entrance.query}")
        self.cookie = "; ".join(
            value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"
        )
        if not self.cookie:
            raise Refused(f"the desk let nobody in: {answer.status}")
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[http.client.HTTPResponse, str]:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://{self.process.base}",
                "Sec-Fetch-Site": "same-origin",
            }
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer, answer.read().decode("utf-8", "replace")

    def look(self, path: str) -> str:
        """Return a page, and keep how long it took."""
        began = time.perf_counter()
        answer, text = self._ask("GET", path)
        self.took.append(time.perf_counter() - began)
        if answer.status != 200:
            raise Refused(f"{path}: {answer.status}")
        return text

    def send(self, page: str, action: str, **typed: str) -> int:
        """Fill in the form of a page whose action ends so, send it, and return the status of the answer."""
        try:
            fields = {**fields_of(self.look(page), action), **typed}
        except StopIteration:
            raise Refused(f"{page} has no form that goes to {action}") from None
        answer, _ = self._ask("POST", self._action(page, action), urlencode(fields))
        return answer.status

    def _action(self, page: str, action: str) -> str:
        """Return the address of a form of a year by the end of it."""
        return "/".join((*page.split("/")[:3], action))


def comment(officer: Officer, year: str, text: str) -> bool:
    """Write a comment, and say whether the desk took it."""
    return officer.send(f"/years/{year}/{COMMENTED}", "comments", text=text) == 303


def comments_in(folder: Path) -> set[str]:
    """Return every comment that is kept."""
    with contextlib.closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        return {text for (text,) in database.execute("SELECT text FROM comments")}


def quantile(times: list[float], part: float = 0.95) -> float:
    """Return the time within which such a part of them lies."""
    return sorted(times)[max(0, round(part * len(times)) - 1)] if times else 0.0


def three_years(folder: Path) -> Path:
    """Return a desk with three small years, planned."""
    for number in range(3):
        year = folder / f"year-{number + 1}"
        write_input(year / "workbook")
        (year / "year.json").write_text(f'{{"title": "Year {number + 1}", "today": "2015-10-01"}}', encoding="utf-8")
        plan(Asked(year / "workbook", year / "plan", 20))
    return folder


def years_of(folder: Path) -> list[str]:
    """Return the planned years of a desk."""
    return sorted(one.parent.parent.name for one in folder.glob("*/plan/plan.json"))


@dataclass
class Crowd:
    """What became of many officers at once."""

    pages: list[float]
    written: set[str]
    kept: set[str]
    troubles: list[str]


def crowd(process: Process, folder: Path, readers: int, writers: int, seconds: float, turns: int = 1) -> Crowd:
    """Let so many read and so many write for a while, and each so many times at least."""
    ends, years = time.monotonic() + seconds, years_of(folder)
    found = Crowd([], set(), set(), [])

    def read(number: int) -> None:
        with Officer(process) as officer:
            turn = number
            while turn < number + turns or time.monotonic() < ends:
                officer.look(f"/years/{years[turn % len(years)]}/{PAGES[turn // len(years) % len(PAGES)]}")
                turn += 1
            found.pages.extend(officer.took)

    def write(number: int) -> None:
        with Officer(process) as officer:
            turn = 0
            while turn < turns or time.monotonic() < ends:
                text = f"Comment {turn} of writer {number}"
                if comment(officer, years[turn % len(years)], text):
                    found.written.add(text)
                turn += 1

    def carefully(do: Callable[[int], None], number: int) -> None:
        try:
            do(number)
        except (Refused, OSError, http.client.HTTPException) as trouble:
            found.troubles.append(f"{type(trouble).__name__}: {trouble}")

    threads = [threading.Thread(target=carefully, args=(read, number)) for number in range(readers)]
    threads += [threading.Thread(target=carefully, args=(write, number)) for number in range(writers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found.kept = comments_in(folder)
    return found


def solving(officer: Officer, year: str) -> int:
    """Have a year planned afresh, and return the status of the answer."""
    return officer.send(f"/years/{year}/plan", "plan", near="afresh", minutes="1", reason="A benchmark")


@dataclass
class Killed:
    """What a desk that was killed had taken, and what was there afterwards."""

    taken: set[str]
    kept: set[str]
    integrity: str
    meetings: list[int]
    steps: list[int]


def kill_at_random(folder: Path, chance: random.Random, longest: float) -> Killed:
    """Kill a desk while an officer writes and a year is planned, and look at what is left.

    Parameters
    ----------
    folder : Path
        A desk with planned years.
    chance : Random
        Says when.
    longest : float
        Seconds until it is killed, at most.

    """
    taken = comments_in(folder) if (folder / "desk.sqlite3").exists() else set()
    years = years_of(folder)
    with running(folder) as process:

        def write() -> None:
            with contextlib.suppress(OSError, http.client.HTTPException, Refused), Officer(process) as officer:
                turn = 0
                solving(officer, years[0])
                while True:
                    text = f"Comment {turn} before {chance.random()}"
                    if comment(officer, years[turn % len(years)], text):
                        taken.add(text)
                    turn += 1

        writer = threading.Thread(target=write)
        writer.start()
        time.sleep(chance.uniform(0.05, longest))
        process.kill()
        writer.join()
    with contextlib.closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        ((integrity,),) = database.execute("PRAGMA integrity_check")
    places = [folder / year / "plan" for year in years]
    return Killed(
        taken,
        comments_in(folder),
        integrity,
        [len(at_hand(place).plan.live) for place in places],
        [len(history(place).entries) for place in places],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--kills", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "desk"
        if asked.folder is None:
            three_years(folder)
        else:
            shutil.copytree(asked.folder, folder)
        years = years_of(folder)
        with running(folder) as process, Officer(process) as officer:
            for year in years[:3]:
                for page in PAGES:
                    officer.look(f"/years/{year}/{page}")
            print(f"memory with {len(years[:3])} years open: {process.megabytes:.0f} MB (bar {MEMORY_BAR} MB)")
            status = solving(officer, years[0])
            officer.took.clear()
            ends = time.monotonic() + asked.seconds
            while time.monotonic() < ends:
                for page in PAGES:
                    officer.look(f"/years/{years[0]}/{page}")
                    time.sleep(0.05)
            print(
                f"pages while a year is solved (asked: {status}): {len(officer.took)}, "
                f"median {1000 * statistics.median(officer.took):.0f} ms, p95 {1000 * quantile(officer.took):.0f} ms "
                f"(bar {1000 * PAGE_BAR:.0f} ms)"
            )
            found = crowd(process, folder, asked.readers, asked.writers, asked.seconds)
            print(
                f"{asked.readers} reading, {asked.writers} writing: {len(found.pages)} pages, "
                f"p95 {1000 * quantile(found.pages):.0f} ms; {len(found.written)} comments taken, "
                f"{len(found.written - found.kept)} lost; troubles: {found.troubles or 'none'}; "
                f"memory {process.megabytes:.0f} MB"
            )
        chance = random.Random(SEED)
        for number in range(asked.kills):
            killed = kill_at_random(folder, chance, longest=6)
            print(
                f"killed {number + 1}: {len(killed.taken)} comments taken, {len(killed.taken - killed.kept)} lost, "
                f"database {killed.integrity}, meetings {killed.meetings}, steps {killed.steps}"
            )


if __name__ == "__main__":
    main()
