"""Invitations in real calendar programs, and twelve months in which notices and feeds say the same.

The engine of Thunderbird takes each invitation into a person's calendar and answers it; Radicale keeps what it wrote,
vdirsyncer copies it, khal shows it.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clients.a_year import Council, Row, asked
from clients.programs import HERE, KHAL, PROGRAMS, ask_radicale, radicale, run, seen_by_khal
from clients.strict_parser import in_utc
from icalendar import Calendar

from scheduler.commands.sources import read_kept
from scheduler.outputs.feeds import feeds
from scheduler.outputs.naming import feed_path

ORGANISER = "mailto:democratic.services@example.gov.uk"
PEOPLE = ("AVA", "BEN", "CAL", "DOT", "CLK")
COLUMNS = ("SUMMARY", "LOCATION", "STATUS", "SEQUENCE", "DESCRIPTION", "TRANSP")
Kept = tuple[object, ...]


def tables(first: str = "2026-05-04", last: str = "2027-04-30") -> dict[str, list[Row]]:
    settings = {
        "title": "Aldermoor meetings",
        "authority": "Aldermoor Borough Council",
        "start_date": first,
        "end_date": last,
        "organiser": "Democratic Services <democratic.services@example.gov.uk>",
        "contact": "Democratic Services",
    }
    own = {"min_gap_days": "42", "start_times": "18:00;19:00", "duration_minutes": "90"}
    day = {"meeting_day": "DAY", "session": "AM"}
    seats = {"COU": PEOPLE[:4], "PLN": ("BEN", "CAL"), "HWB": ("AVA", "DOT"), "CTB": ("BEN", "CAL", "DOT")}
    return {
        "settings": [{"setting": name, "value": value} for name, value in settings.items()],
        "bodies": [
            {
                "body": "COU",
                "name": "Council",
                "meetings_min": "3",
                "meetings_max": "3",
                "notice_clear_days": "5",
                "weekdays": "Wed",
                **own,
            },
            {
                "body": "PLN",
                "name": "Planning Committee",
                "meetings_min": "4",
                "meetings_max": "4",
                "weekdays": "Tue",
                **own,
            },
            {"body": "HWB", "name": "Health Board", **day},
            {"body": "CTB", "name": "Children's Board", "quorum": "2", **day},
        ],
        "meeting_days": [
            {
                "meeting_day": "DAY",
                "name": "Partnership Day",
                "meetings_min": "2",
                "meetings_max": "2",
                "weekdays": "Thu",
            }
        ],
        "sessions": [
            {"meeting_day": "DAY", "session": "AM", "kind": "boards", "start": "09:30", "end": "12:30"},
            {"meeting_day": "DAY", "session": "LUNCH", "kind": "lunch", "start": "12:30", "end": "13:30"},
        ],
        "people": [
            {"person": code, "name": f"Councillor {code.title()}", "email": f"{code.lower()}@example.gov.uk"}
            for code in PEOPLE
        ],
        "memberships": [
            {"person": person, "body": body, "role": "chair" if place == 0 else "member"}
            for body, people in seats.items()
            for place, person in enumerate(people)
        ]
        + [{"person": "CLK", "body": "COU", "role": "clerk"}],
        "rooms": [
            {"room": "CH", "name": "Council Chamber", "venue": "Town Hall", "capacity": "60"},
            {"room": "CR1", "name": "Committee Room 1", "venue": "Town Hall", "capacity": "20"},
            {"room": "CR2", "name": "Committee Room 2", "venue": "Town Hall", "capacity": "20"},
        ],
    }


def read_back(event: object) -> Kept:
    """Return what a program shows of an event, and when it last changed."""
    moments = (str(in_utc(event[name].dt)) for name in ("DTSTAMP", "DTSTART", "DTEND"))
    return (*(str(event.get(name)) for name in COLUMNS), *moments)


class Life:
    """An officer's folder, and the calendars of those who take in each invitation that they are sent."""

    def __init__(self, home: Path) -> None:
        self.council = Council(home / "council", tables())
        self.home, self.plan, self.calendars = home, home / "year", home / "calendars"
        self.today, self.steps, self.seen = "2026-03-02", 0, {person: {} for person in PEOPLE}

    def do(self, command: str, *words: object) -> None:
        """Take a step, tell everybody, and hold what they then have against their feeds."""
        told = asked(command, *words, "--as-of", f"{self.today}T09:00")
        assert told.code == 0, f"{command} {words}: {told.words}"
        outbox = self.home / f"outbox {self.steps}"
        since = ("--since", self.steps) if self.steps else ()
        self.steps += 1
        written = asked("notices", self.plan, *since, "-o", outbox, "--as-of", f"{self.today}T09:00", "--json")
        assert written.code == 0, written.words
        self.agree(self.taken(outbox))

    def taken(self, outbox: Path) -> dict[str, list[list[str | None]]]:
        found = run("node", HERE / "take_invitations.mjs", outbox / "invitations", self.calendars, folder=self.home)
        printed: dict[str, list[list[str | None]]] = json.loads(found)
        return printed

    def agree(self, taken: dict[str, list[list[str | None]]]) -> None:
        """See that everybody has what their feed has, and was told of what changed in it and of nothing else."""
        problem, plan = read_kept(self.plan)
        written = feeds(problem, plan)
        for person in PEOPLE:
            now = dict(ahead(written.get(feed_path("people", person), b""), self.today))
            kept = dict(self.kept(person))
            assert kept == now, person
            before = {uid: one for uid, one in self.seen[person].items() if uid in now or one[-1][:10] >= self.today}
            changed = {uid for uid in {*before, *now} if shown(before.get(uid)) != shown(now.get(uid))}
            assert {row[0] for row in taken.get(person, [])} == changed, person
            assert {row[2] for row in taken.get(person, [])} <= {"added", "updated", "removed"}
            self.seen[person] = now

    def kept(self, person: str) -> Iterator[tuple[str, Kept]]:
        for path in sorted((self.calendars / person).glob("*.ics")):
            (event,) = Calendar.from_ical(path.read_bytes()).events
            if str(event["DTSTART"].dt.date()) >= self.today:
                yield str(event["UID"]), read_back(event)

    def plan_again(self, source: Path | None = None) -> None:
        self.do("plan", source or self.council.folder, "-o", self.plan, "--time-limit", 20)

    def by_hand(self, command: str, *words: object) -> None:
        self.do(command, self.council.folder, self.plan, *words, "--accept")

    def date_of(self, body: str, number: int) -> dt.date:
        return next(one.date for one in read_kept(self.plan)[1].live if (one.body, one.sequence) == (body, number))


def ahead(feed: bytes, today: str) -> Iterator[tuple[str, Kept]]:
    """Yield the events of a feed that take time, are held, and are not over; a whole day is told by its meetings."""
    for event in Calendar.from_ical(feed).events if feed else ():
        start = event["DTSTART"].dt
        if isinstance(start, dt.datetime) and event["STATUS"] != "CANCELLED" and str(start.date()) >= today:
            yield str(event["UID"]), read_back(event)


def shown(kept: Kept | None) -> Kept | None:
    """Return what somebody reads in an event: all but how often it changed, and when."""
    return None if kept is None else tuple(one for place, one in enumerate(kept) if place not in (3, len(COLUMNS)))


@pytest.mark.slow
@pytest.mark.thorough
def test_twelve_months_in_which_notices_say_what_feeds_say(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.plan_again()
    life.today = "2026-04-01"
    life.do("confirm", life.plan)
    planning = life.date_of("PLN", 2)
    life.by_hand("move", "PLN#2", planning + dt.timedelta(days=7), "19:00", "--reason", "The road is shut")
    life.do("undo", life.plan)
    life.today = "2026-05-11"
    life.by_hand("cancel", "PLN#3", "--reason", "No business")
    life.by_hand("add", "COU", "2026-09-16", "18:00")
    leaving = ("--leave", "CAL:PLN", "--join", "AVA:PLN", "--from", "2026-06-01")
    life.do("change", life.council.folder, life.plan, *leaving, "--repair", life.plan)
    life.today = "2026-06-15"
    life.do("undo", life.plan)
    life.council.change("rooms", {"room": "CR1"}, name="The Great Hall")
    life.plan_again()
    life.today = "2026-10-01"
    life.by_hand("move", "DAY#2", life.date_of("HWB", 2) + dt.timedelta(days=7))
    away = str(life.date_of("COU", 3))
    evening = {"start": f"{away} 17:00", "end": f"{away} 22:00"}
    life.council.add("unavailability", kind="person", who="DOT", **evening, reason="Abroad")
    life.council.change("bodies", {"body": "PLN"}, name="Planning and Highways Committee")
    life.plan_again()
    life.today = "2027-03-08"
    following = Council(tmp_path / "following", tables("2027-05-03", "2028-04-28"))
    life.plan_again(following.folder)
    assert life.steps == 12
    assert all(life.seen.values())


@pytest.mark.slow
def test_an_invitation_is_accepted_updated_and_cancelled_in_real_programs(tmp_path: Path, free_port: int) -> None:
    """The engine of Thunderbird answers, Radicale keeps it, vdirsyncer copies it and khal shows it."""
    life = Life(tmp_path)
    life.plan_again()
    meeting = next(one for one in read_kept(life.plan)[1].live if one.body == "PLN")
    store = life.calendars / "BEN" / f"{meeting.uid}.ics"
    later = meeting.date + dt.timedelta(days=7)
    with programs(tmp_path / "programs", free_port) as shown_after:
        assert accepted(store)
        assert shown_after(store) == [("Provisional: Planning Committee", meeting.date)]
        life.by_hand("move", "PLN#1", later)
        assert accepted(store)
        assert shown_after(store) == [("Provisional: Planning Committee", later)]
        life.by_hand("cancel", "PLN#1")
        assert not store.exists()
        assert shown_after(store) == []


def accepted(store: Path) -> bool:
    """Whether the meeting that a person keeps says that they come, and who is to be answered."""
    (event,) = Calendar.from_ical(store.read_bytes()).events
    return (event["ATTENDEE"].params["PARTSTAT"], str(event["ORGANIZER"])) == ("ACCEPTED", ORGANISER)


SETTINGS = """\
[general]
status_path = "{folder}/status"
[pair own]
a = "server"
b = "disk"
collections = null
[storage server]
type = "http"
url = "{address}"
username = "clerk"
password = ""
[storage disk]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""


@contextmanager
def programs(folder: Path, port: int) -> Iterator[Callable[[Path], list[tuple[str, dt.date]]]]:
    """Run a server, and yield what asks a program that copies what is on it and one that shows the copy."""
    (folder / "calendar").mkdir(parents=True)
    vdirsyncer = (PROGRAMS / "vdirsyncer", "-c", folder / "settings")
    with radicale(folder / "server", port) as server:
        address = f"{server}/clerk/own/"
        ask_radicale("MKCALENDAR", address)
        (folder / "settings").write_text(SETTINGS.format(folder=folder, address=address))
        (folder / "khal.conf").write_text(KHAL.format(folder=folder))
        run(*vdirsyncer, "discover", folder=folder)

        def shown_after(store: Path) -> list[tuple[str, dt.date]]:
            if store.exists():
                ask_radicale("PUT", f"{address}{store.name}", store.read_bytes())
            else:
                ask_radicale("DELETE", f"{address}{store.name}")
            run(*vdirsyncer, "sync", "--force-delete", folder=folder)
            found = seen_by_khal(folder, ("2026-03-01", "2028-05-01"))
            return [(one.title, dt.date.fromisoformat(str(one.start)[:10])) for one in found]

        yield shown_after
