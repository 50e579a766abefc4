"""Real calendar programs read the feeds: the same events, at the right hour in winter and in summer."""

import datetime as dt
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import vobject
from clients.programs import (
    KHAL,
    PAIR,
    PROGRAMS,
    ask_radicale,
    found_in,
    radicale,
    read_by_ical_js,
    run,
    seen_by_khal,
    served,
)
from clients.strict_parser import Seen, feeds_in, in_utc, seen_by_strict_parser
from icalendar import Calendar
from outputs.invented_council import invented_plan, uid

from scheduler.domain.problem import moment

LONDON = ZoneInfo("Europe/London")


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_strict_parser_reads_the_meetings_of_the_plan_at_their_hour(feeds_folder: Path) -> None:
    for path in feeds_folder.rglob("*.ics"):
        Calendar.from_ical(path.read_bytes()).validate()
    seen = seen_by_strict_parser((feeds_folder / "all.ics").read_bytes())
    meetings = sorted(
        (
            meeting.uid,
            moment(meeting.date, meeting.start).replace(tzinfo=LONDON).astimezone(dt.UTC),
            moment(meeting.date, meeting.end).replace(tzinfo=LONDON).astimezone(dt.UTC),
        )
        for meeting in invented_plan().meetings
    )
    known = {meeting.uid for meeting in invented_plan().meetings}
    assert [(one.uid, one.start, one.end) for one in seen if one.uid in known] == meetings
    starts = {one.uid: one.start for one in seen}
    assert starts[uid("AUD1")] == utc("2026-10-23 17:30")
    assert starts[uid("HWB1")] == utc("2026-11-19 09:30")
    assert starts[uid("AUD3")] == utc("2027-03-29 17:30")
    assert starts[uid("HWB2")] == utc("2027-05-20 08:30")


def test_vobject_reads_the_same(feeds_folder: Path) -> None:
    found = {}
    for path in sorted(feeds_folder.rglob("*.ics")):
        calendar = vobject.readOne(path.read_text("utf-8"))
        calendar.validate(raiseException=True)
        found[path.relative_to(feeds_folder).as_posix()] = sorted(
            Seen(event.uid.value, event.summary.value, in_utc(event.dtstart.value), in_utc(event.dtend.value))
            for event in calendar.contents.get("vevent", [])
        )
    assert found == feeds_in(feeds_folder)


@pytest.mark.parametrize("time_zone", ["Europe/London", "America/New_York"])
def test_the_engine_of_thunderbird_reads_the_same_wherever_it_runs(
    feeds_folder: Path, tmp_path: Path, time_zone: str
) -> None:
    found, status = read_by_ical_js(feeds_folder, tmp_path, time_zone)
    assert found == feeds_in(feeds_folder)
    assert (status[uid("HWB1")], status[uid("HWB2")], status[uid("AUD3")]) == ("CONFIRMED", "TENTATIVE", "CANCELLED")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["all.ics", "people/NHS.ics"])
def test_khal_imports_a_feed_and_lists_it_at_the_right_hour(feeds_folder: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))
    run(PROGRAMS / "khal", "-c", tmp_path / "khal.conf", "import", "--batch", feeds_folder / path, folder=tmp_path)
    assert seen_by_khal(tmp_path) == seen_by_strict_parser((feeds_folder / path).read_bytes())


@pytest.mark.slow
def test_radicale_takes_every_feed_and_gives_it_back(feeds_folder: Path, tmp_path: Path, free_port: int) -> None:
    expected = feeds_in(feeds_folder)
    found = {}
    with radicale(tmp_path, free_port) as server:
        for number, path in enumerate(expected):
            address = f"{server}/clerk/{number}/"
            status, _ = ask_radicale("PUT", address, (feeds_folder / path).read_bytes())
            assert (path, status) == (path, 201)
            found[path] = seen_by_strict_parser(ask_radicale("GET", address)[1])
    assert found == expected


@pytest.mark.slow
def test_vdirsyncer_copies_every_event_once_and_then_finds_nothing_to_do(feeds_folder: Path, tmp_path: Path) -> None:
    expected = feeds_in(feeds_folder)
    settings = [f'[general]\nstatus_path = "{tmp_path}/status"\n']
    copies = {}
    with served(feeds_folder) as address:
        for number, path in enumerate(expected):
            copies[path] = tmp_path / "copies" / str(number)
            copies[path].mkdir(parents=True)
            settings.append(PAIR.format(number=number, address=f"{address}/{quote(path)}", folder=copies[path]))
        (tmp_path / "settings").write_text("".join(settings))
        vdirsyncer = (PROGRAMS / "vdirsyncer", "-c", tmp_path / "settings")
        run(*vdirsyncer, "discover", folder=tmp_path)
        run(*vdirsyncer, "sync", folder=tmp_path)
        copied = {path: sorted(found_in(folder)) for path, folder in copies.items()}
        assert "Copying" not in run(*vdirsyncer, "sync", folder=tmp_path)
    assert copied == {path: sorted((one.title, one.start, one.end) for one in seen) for path, seen in expected.items()}
