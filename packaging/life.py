"""A short real life of an installed program: each step as an officer takes it, and what must have come of it.

Asked by check_wheel.py of a wheel in a Python, and by check_one_folder.py of the one-folder build.
"""

import http.cookiejar
import json
import os
import re
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

EXAMPLE = "trafford-2015-16"
SECONDS = 900
HELD_BACK = {"PYTHONPATH", "PYTHONHOME", "SOURCE_DATE_EPOCH", "VIRTUAL_ENV"}
"""Of the environment: what could lend the program something that it does not bring."""


class Failed(Exception):
    """A step did not come to what it should."""


@dataclass(frozen=True)
class Installed:
    """A program, the version that it should be, and the folder in which it is tried."""

    program: Sequence[str | Path]
    version: str
    place: Path

    def told(self, *arguments: object) -> str:
        """Return what a command prints; Failed where it fails, or warns."""
        command = [*map(str, self.program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.place, env=environment(), capture_output=True, text=True, check=False, timeout=SECONDS
        )
        if done.returncode or re.search(r"Traceback|\w+Warning: ", done.stderr):
            told = f"{done.stdout[-2000:]}{done.stderr[-4000:]}"
            raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{told}")
        return done.stdout


def lives(installed: Installed, more: Mapping[str, Callable[[Installed], None]] | None = None) -> bool:
    """Take each step in an empty folder, and print how long it took; False after the first that is wrong."""
    for name, step in {**STEPS, **(more or {})}.items():
        began = monotonic()
        try:
            step(installed)
        except (Failed, subprocess.SubprocessError, OSError) as trouble:
            print(f"  {name:14}failed: {trouble}")
            return False
        print(f"  {name:14}{monotonic() - began:6.1f} s", flush=True)
    return True


def environment() -> dict[str, str]:
    """Return the environment of a user who has nothing else of ours."""
    return {name: value for name, value in os.environ.items() if name not in HELD_BACK}


def _says_its_version(one: Installed) -> None:
    _same(one.told("--version"), f"meeting-day, version {one.version}\n")


def _has_its_handbook(one: Installed) -> None:
    _has(one.told("help", "plan"), "--time-limit")
    _has(one.told("plan", "--help"), "--time-limit")


def _writes_an_example(one: Installed) -> None:
    one.told("new", "blank.xlsx")
    one.told("new", "year.xlsx", "--example", EXAMPLE)
    _there(one.place, "blank.xlsx", "year.xlsx")


def _validates(one: Installed) -> None:
    _same(json.loads(one.told("validate", "year.xlsx", "--json"))["faults"], [])


def _plans(one: Installed) -> None:
    one.told("plan", "year.xlsx", "--time-limit", 600)
    _there(one.place / "outputs/year", "plan.json", "calendar.xlsx", "consultation.xlsx", "index.html", "feeds", "data")


def _checks(one: Installed) -> None:
    _same(json.loads(one.told("check", "year.xlsx", "outputs/year", "--json"))["breaches"], [])


def _compares_scenarios(one: Installed) -> None:
    scenarios = one.place / "scenarios.csv"
    scenarios.write_text("scenario,change,subject,value\nTuesdays,weekdays,TPDAY,Tue\n", encoding="utf-8")
    one.told("sweep", "year.xlsx", "--scenarios", scenarios, "--workers", 1, "--time-limit", 20, "--json")


def _exports(one: Installed) -> None:
    one.told("export", "outputs/year", "-o", "again")
    _there(one.place / "again", "calendar.xlsx", "feeds")


def _makes_papers(one: Installed) -> None:
    one.told("papers", "outputs/year", "TPDAY#1")
    one.told("report", "outputs/year")
    _there(one.place / "outputs/year", "papers", "council-report.docx")


def _publishes(one: Installed) -> None:
    one.told("confirm", "outputs/year")
    one.told("publish", "outputs/year", "--to", "site", "--base-url", "https://meetings.example.gov.uk")
    _there(one.place, "site/index.html", "site.register.json")


def _serves(one: Installed) -> None:
    arguments = ("serve", "outputs/year", "--register", "site.register.json", "--port", "0")
    with started(one.program, one.place, *arguments) as address:
        _has(Browser(address).shown(address), "<title>")


def _opens_the_desk(one: Installed) -> None:
    """Open it, begin a year from an example, and have that planned: by children of the desk, and by theirs."""
    with started(one.program, one.place, "desk", "desk", "--port", "0", "--no-browser") as address:
        browser = Browser(address)
        overview = browser.sent("/begin/example", {"name": EXAMPLE})
        _has(overview, "can be planned")
        year = urllib.parse.urlsplit(browser.at).path.rstrip("/")
        asks = {"minutes": "own", "own_minutes": "1", "options": "1", "near": "afresh", "reason": "To try it"}
        browser.shown(f"{year}/plan")
        browser.sent(f"{year}/plan", asks)
        until = monotonic() + SECONDS
        while not (one.place / "desk" / year.split("/")[2] / "plan" / "plan.json").exists():
            if monotonic() > until:
                raise Failed(f"the desk made no plan: {_text(browser.shown(browser.at))}")
            sleep(0.5)
        _has(browser.shown(f"{year}/"), "67 meetings")


STEPS = {
    "version": _says_its_version,
    "help": _has_its_handbook,
    "new": _writes_an_example,
    "validate": _validates,
    "plan": _plans,
    "check": _checks,
    "export": _exports,
    "sweep": _compares_scenarios,
    "papers": _makes_papers,
    "publish": _publishes,
    "serve": _serves,
    "desk": _opens_the_desk,
}


class Browser:
    """As much of a browser as forms need: cookies, and the hidden fields of the page that it shows."""

    def __init__(self, address: str, *handlers: urllib.request.BaseHandler) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, *handlers)
        self._base = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(address))
        self.at = address
        self._page = self.shown(address)

    def shown(self, path: str) -> str:
        """Return a page."""
        return self._asked(urllib.request.Request(urllib.parse.urljoin(self._base, path)))  # noqa: S310 - it is at this machine

    def sent(self, path: str, values: dict[str, str]) -> str:
        """Return the page that follows on the form for a path being filled in on the page that is shown, and sent."""
        form = next((one for one in self._page.split("<form")[1:] if f'action="{path}"' in one), None)
        if form is None:
            raise Failed(f"no form for {path} on {self.at}: {_text(self._page)}")
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.split("</form>")[0]))
        data = urllib.parse.urlencode(hidden | values).encode()
        request = urllib.request.Request(urllib.parse.urljoin(self._base, path), data, {"Origin": self._base})  # noqa: S310 - the same
        return self._asked(request)

    def _asked(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=SECONDS) as answer:
            self.at, self._page = answer.geturl(), answer.read().decode()
        return self._page


@contextmanager
def started(program: Sequence[str | Path], place: Path, *arguments: str) -> Iterator[str]:
    """Start what goes on until it is ended, give the address that it tells, and end it."""
    command = [*map(str, program), *arguments]
    with (
        (place / "told.log").open("w+b") as log,
        subprocess.Popen(command, cwd=place, env=environment(), stdout=log, stderr=log) as process,
    ):
        try:
            yield _address(Path(log.name), process)
        finally:
            process.terminate()  # as Ctrl-C does, which a shell keeps from what runs in the background
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                raise Failed(f"{' '.join(command)} did not end") from None


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the first address that a program tells."""
    until = monotonic() + SECONDS
    while process.poll() is None and monotonic() < until:
        found = re.search(r"http://[^\s/]+/\S*(?=\s)", log.read_text(encoding="utf-8"))
        if found:
            return found.group().rstrip(".")
        sleep(0.1)
    raise Failed(f"it tells no address: {log.read_text(encoding='utf-8')}")


def _there(folder: Path, *names: str) -> None:
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise Failed(f"{folder} lacks {', '.join(missing)}")


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise Failed(f"{found!r}, and not {wanted!r}")


def _has(page: str, words: str) -> None:
    if words not in page:
        raise Failed(f"“{words}” is not on the page: {_text(page)}")


def _text(page: str) -> str:
    """Return the words of a page's main part."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.rpartition("<main")[2]).split())[:1000]
