"""The calendar programs that the tests run, and how what they show is read."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from zoneinfo import ZoneInfo

import pytest
from clients.strict_parser import Seen, in_utc, seen_by_strict_parser

LONDON = ZoneInfo("Europe/London")
HERE = Path(__file__).parent
PROGRAMS = Path(sys.executable).parent


def run(*command: str | Path, folder: Path, time_zone: str = "Europe/London") -> str:
    """Run a program that keeps its files in the folder, and return what it prints."""
    home = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **home, "TZ": time_zone, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def read_by_ical_js(folder: Path, home: Path, time_zone: str) -> tuple[dict[str, list[Seen]], dict[str, str]]:
    """Return what the engine of Thunderbird reads in each feed below a folder, and each event's status by its uid."""
    printed = json.loads(run("node", HERE / "read_with_ical.mjs", folder, folder=home, time_zone=time_zone))

    def value(text: str, *, whole_day: bool) -> dt.datetime | dt.date:
        return dt.date.fromisoformat(text) if whole_day else dt.datetime.fromisoformat(text)

    found = {
        path: sorted(
            Seen(uid, title, value(start, whole_day=whole_day), value(end, whole_day=whole_day))
            for uid, title, _, start, end, whole_day in events
        )
        for path, events in printed.items()
    }
    return found, {event[0]: event[2] for events in printed.values() for event in events}


KHAL = """\
[calendars]
[[year]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def seen_by_khal(folder: Path, span: tuple[str, str] = ("2026-10-01", "2027-09-30")) -> list[Seen]:
    """List what khal has in its calendar."""
    shown = "{uid}|{title}|{all-day}|{start-long-full}|{end-long-full}"
    listing = run(
        *(
            PROGRAMS / "khal",
            "-c",
            folder / "khal.conf",
            "list",
            "--once",
            "--day-format",
            "",
            "--format",
            shown,
            *span,
        ),
        folder=folder,
    )
    found = []
    for line in listing.splitlines():
        event, title, whole_day, *times = line.split("|")
        start, end = (dt.datetime.fromisoformat(one).replace(tzinfo=LONDON) for one in times)
        if whole_day == "True":
            found.append(Seen(event, title, start.date(), end.date() + dt.timedelta(days=1)))
        else:
            found.append(Seen(event, title, in_utc(start), in_utc(end)))
    return sorted(found)


@contextmanager
def radicale(store: Path, port: int) -> Iterator[str]:
    """Run a Radicale server and yield its address."""
    options = ("--config", "", "--auth-type", "none", "--storage-filesystem-folder", store)
    with subprocess.Popen(
        [sys.executable, "-m", "radicale", *options, "--server-hosts", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/.web/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - on loopback
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nothing answers at {address}")


def ask_radicale(method: str, address: str, body: bytes | None = None) -> tuple[int, bytes]:
    headers = {
        "Authorization": f"Basic {b64encode(b'clerk:').decode()}",
        "Content-Type": "text/calendar; charset=utf-8",
    }
    request = urllib.request.Request(address, data=body, method=method, headers=headers)  # noqa: S310 - on loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - on loopback
        return answer.status, answer.read()


PAIR = """
[pair feed{number}]
a = "web{number}"
b = "disk{number}"
collections = null
[storage web{number}]
type = "http"
url = "{address}"
[storage disk{number}]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
"""


def found_in(folder: Path) -> Iterator[tuple[str, dt.datetime | dt.date, dt.datetime | dt.date]]:
    """Yield each event of a folder of single events; vdirsyncer gives them uids of its own."""
    for path in folder.glob("*.ics"):
        (event,) = seen_by_strict_parser(path.read_bytes())
        yield event.title, event.start, event.end


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {".ics": "text/calendar; charset=utf-8"}  # noqa: RUF012 - as the class it extends has it

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder as any web server would, and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
