"""A council's year as an officer lives it, command by command, and those who subscribe to its calendars.

After each step the site is published, and whoever subscribed reads it again with programs that members use.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner
from clients.programs import PAIR, PROGRAMS, found_in, run
from clients.strict_parser import feeds_in, in_utc, seen_by_strict_parser
from icalendar import Calendar

from scheduler.cli import main
from scheduler.outputs.site import private_path
from scheduler.outputs.site.register import Register, feed_name, private_address, read_register

ADDRESS = "https://meetings.example.gov.uk"
KEPT = dt.timedelta(days=180)
"""How long subscribers have what has been held."""

Row = dict[str, str]


class Council:
    """A council's input as CSV files, changed as an officer changes it."""

    def __init__(self, folder: Path, tables: dict[str, Sequence[Row]]) -> None:
        self.folder = folder
        folder.mkdir()
        for table, rows in tables.items():
            self._write(table, list(rows))

    def add(self, table: str, **row: str) -> None:
        """Add a row to a table, which is made where there is none."""
        self._write(table, [*self._read(table), row])

    def change(self, table: str, where: Row, **values: str) -> None:
        """Change the values of every row that is as said."""
        rows = self._read(table)
        found = [row for row in rows if all(row.get(name) == value for name, value in where.items())]
        assert found, (table, where)
        for row in found:
            row.update(values)
        self._write(table, rows)

    def remove(self, table: str, **where: str) -> None:
        """Take every row out that is as said."""
        rows = self._read(table)
        left = [row for row in rows if any(row.get(name) != value for name, value in where.items())]
        assert len(left) < len(rows), (table, where)
        self._write(table, left)

    def _read(self, table: str) -> list[Row]:
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return []
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))

    def _write(self, table: str, rows: list[Row]) -> None:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8")


class Told(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    words: str


def asked(*command: object) -> Told:
    """Run a command as an officer types it; whatever happens, no traceback."""
    result = CliRunner().invoke(main, [str(word) for word in command])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Told(result.exit_code, result.output)


def plan_in(folder: Path) -> dict[str, object]:
    """Return the plan that a folder holds."""
    found: dict[str, object] = json.loads((folder / "plan.json").read_bytes())
    return found


class Sent(NamedTuple):
    """What was last sent of one event."""

    revision: int
    stamp: dt.datetime
    facts: tuple[str, ...]
    text: bytes


class Subscriber:
    """Somebody who took a feed in once, and holds each new version against what they have."""

    def __init__(self) -> None:
        self.sent: dict[str, Sent] = {}
        self.feed, self.uids = b"", set[str]()

    def take(self, feed: bytes) -> set[str]:
        """Take the feed in again, and return the uids that are in it; nothing is there twice or goes backwards."""
        if feed != self.feed:
            self.feed, self.uids = feed, self._taken(feed)
        return self.uids

    def _taken(self, feed: bytes) -> set[str]:
        events = Calendar.from_ical(feed).events
        uids = [str(event["UID"]) for event in events]
        assert len(set(uids)) == len(uids)
        for event in events:
            uid, text = str(event["UID"]), event.to_ical()
            facts = tuple(str(event.get(name)) for name in ("SUMMARY", "LOCATION", "STATUS")) + tuple(
                str(in_utc(event[name].dt)) for name in ("DTSTART", "DTEND")
            )
            now = Sent(int(event["SEQUENCE"]), event["DTSTAMP"].dt, facts, text)
            before = self.sent.get(uid)
            if before is not None:
                assert now.revision >= before.revision, text
                assert now.stamp >= before.stamp, text
                assert event["LAST-MODIFIED"].dt >= event["CREATED"].dt, text
                if now.facts != before.facts:
                    assert now.revision > before.revision, (before.text, text)
                if now.text != before.text:
                    assert now.stamp > before.stamp, (before.text, text)
            self.sent[uid] = now
        return set(uids)


class Readers:
    """Everybody who reads the published site: each feed's subscriber, and vdirsyncer with a store of its own."""

    def __init__(self, site: Path, register: Path, home: Path, address: str) -> None:
        self.site, self.register, self.home, self.address = site, register, home, address
        self.subscribers: dict[str, Subscriber] = {}
        home.mkdir()

    def read(self, plan: dict[str, object], people: Sequence[str]) -> None:
        """Read everything again: every feed whole, nothing lost or doubled, and the copies of vdirsyncer the same."""
        register = read_register(self.register)
        assert register is not None
        feeds = {path: (self.site / path).read_bytes() for path in feeds_in(self.site)}
        found = {path: self.subscribers.setdefault(path, Subscriber()).take(feed) for path, feed in feeds.items()}
        everything = found[_officers(register, "all.ics")]
        meetings = [one for one in _meetings(plan) if one["status"] != "cancelled"]
        made_on = dt.date.fromisoformat(str(plan["generated"])[:10])
        theirs = {str(one["uid"]) for one in meetings if dt.date.fromisoformat(str(one["date"])) >= made_on - KEPT}
        assert theirs - everything == set()
        for person in people:
            own = {
                str(one["uid"])
                for one in meetings
                if str(one["uid"]) in theirs and any(row["person"] == person for row in _attendance(one))
            }
            assert own - found[private_path(private_address(register, person) or "")] == set()

    def synchronise(self, register: Register, people: Sequence[str]) -> None:
        """Let vdirsyncer bring its copies up to date, and hold them against the feeds."""
        wanted = ["feeds/public.ics", *(private_path(private_address(register, person) or "") for person in people)]
        folders = [self.home / f"feed{number}" for number, _ in enumerate(wanted)]
        pairs = (
            PAIR.format(number=number, address=f"{self.address}/{path}", folder=folders[number])
            for number, path in enumerate(wanted)
        )
        settings = self.home / "settings"
        settings.write_text(f'[general]\nstatus_path = "{self.home}/status"\n' + "".join(pairs), encoding="utf-8")
        for folder in folders:
            folder.mkdir(exist_ok=True)
        vdirsyncer = (PROGRAMS / "vdirsyncer", "-c", settings)
        if not (self.home / "status").exists():
            run(*vdirsyncer, "discover", folder=self.home)
        run(*vdirsyncer, "sync", "--force-delete", folder=self.home)
        for path, folder in zip(wanted, folders, strict=True):
            there = seen_by_strict_parser((self.site / path).read_bytes())
            assert sorted(map(str, found_in(folder))) == sorted(
                str((one.title, one.start, one.end)) for one in there
            ), path


def _officers(register: Register, path: str) -> str:
    return private_path(register.address(feed_name(path)) or "")


def _meetings(plan: dict[str, object]) -> list[dict[str, object]]:
    meetings = plan["meetings"]
    assert isinstance(meetings, list)
    return meetings


def _attendance(meeting: dict[str, object]) -> list[dict[str, object]]:
    rows = meeting["attendance"]
    assert isinstance(rows, list)
    return rows
