"""A new plan is picked up whole; a broken one, or none, leaves what is served as it is."""

import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta, tzinfo
from http.client import HTTPConnection
from pathlib import Path

import pytest
from server.asking import Got, application, ask
from server.listening import listening
from server.small_plans import write_plan

from scheduler.commands.serving import Source, source
from scheduler.outputs.site.register import private_address, read_register, write_register
from scheduler.server.serving import Watch, opened

HERE = "http://127.0.0.1:8080"
MOMENT = datetime(2015, 11, 2, 9, 30, tzinfo=UTC)
PUBLIC, OTHER = "/feeds/public.ics", "/robots.txt"


class Clock:
    """Shows the moment that it is set to."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment


class Watched:
    """A watch that looks when it is told to."""

    def __init__(self, looked_at: Source) -> None:
        self.source = looked_at
        self.lines: list[str] = []
        self.clock = Clock()
        self.application = application(self.lines)
        self.watch = Watch(looked_at, self.application, clock=self.clock)

    def ask(self, path: str, **headers: str) -> Got:
        got = ask(self.application, path, **headers)
        self.lines.pop()
        return got

    def said(self) -> list[str]:
        """Return what was said since the last time."""
        said = [line[21:] for line in self.lines]
        self.lines.clear()
        return said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "year", "2015-11-10", "2015-11-24")


@pytest.fixture
def watched(folder: Path) -> Watched:
    made = Watched(source(folder, HERE))
    made.watch.look()
    assert made.said() == [f"Serving the plan in {folder}."]
    return made


def test_a_folder_without_a_plan_answers_503_until_there_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "year"
    folder.mkdir()
    watched = Watched(source(folder, HERE))
    for _ in range(3):
        watched.watch.look()
    (said,) = watched.said()
    assert said.startswith(f"The plan in {folder} cannot be served: ")
    assert said.endswith(" Until it can be, every address answers 503.")
    assert watched.ask(PUBLIC).status == "503 Service Unavailable"
    write_plan(folder, "2015-11-10")
    watched.watch.look()
    assert watched.said() == [f"Serving the plan in {folder}."]
    assert watched.ask(PUBLIC).status == "200 OK"


def test_a_new_plan_is_picked_up_and_what_stays_keeps_its_date(watched: Watched) -> None:
    before, other = watched.ask(PUBLIC), watched.ask(OTHER)
    watched.clock.moment += timedelta(hours=1)
    watched.watch.look()
    assert watched.said() == []
    write_plan(watched.source.folder, "2015-11-11", "2015-11-24")
    watched.watch.look()
    assert watched.said() == [f"Serving the plan in {watched.source.folder}."]
    after = watched.ask(PUBLIC)
    assert (before.body.count(b"DTSTART;TZID=Europe/London:20151110"), after.body.count(b"20151111T")) == (1, 2)
    assert [got.headers["Last-Modified"] for got in (before, after, watched.ask(OTHER))] == [
        "Mon, 02 Nov 2015 09:30:00 GMT",
        "Mon, 02 Nov 2015 10:30:00 GMT",
        "Mon, 02 Nov 2015 09:30:00 GMT",
    ]
    assert watched.ask(OTHER) == other
    assert watched.ask(PUBLIC, if_none_match=before.headers["ETag"]) == after
    assert watched.ask(OTHER, if_none_match=other.headers["ETag"]).status == "304 Not Modified"


def test_a_broken_plan_leaves_the_last_good_one_and_is_complained_of_once(watched: Watched) -> None:
    before = watched.ask(PUBLIC)
    plan = watched.source.folder / "plan.json"
    good = plan.read_bytes()
    for broken in (b"", b"[]", good[:-20]):
        plan.write_bytes(broken)
        for _ in range(25):
            watched.watch.look()
        assert [line.endswith(" The plan read before is still served.") for line in watched.said()] == [True]
        assert watched.ask(PUBLIC) == before
    plan.unlink()
    watched.watch.look()
    assert watched.ask(PUBLIC) == before
    watched.said()
    plan.write_bytes(good)
    watched.watch.look()
    assert watched.said() == [f"Serving the plan in {watched.source.folder}."]
    assert watched.ask(PUBLIC) == before


def test_what_failed_is_tried_again_after_a_while(watched: Watched) -> None:
    settings = watched.source.folder / "input" / "settings.csv"
    good = settings.read_bytes()
    settings.unlink()
    (watched.source.folder / "plan.json").touch()
    watched.watch.look()
    assert [line.endswith("still served.") for line in watched.said()] == [True]
    settings.write_bytes(good)
    for _ in range(9):
        watched.watch.look()
    assert watched.said() == []
    watched.watch.look()
    assert watched.said() == [f"Serving the plan in {watched.source.folder}."]


class Failing(tzinfo):
    """A time zone that knows no time."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        raise ZeroDivisionError(moment)


def test_a_fault_of_ours_is_named_with_its_place_and_stops_nothing(folder: Path) -> None:
    watched = Watched(source(folder, HERE, as_of=datetime(2015, 11, 2, tzinfo=Failing())))
    watched.watch.look()
    watched.watch.look()
    first, second = watched.said()
    assert first == (
        f"The plan in {folder} cannot be served: this is a fault of meeting-day, not of your input. "
        "Until it can be, every address answers 503."
    )
    assert second.startswith(
        "This is a fault of meeting-day. Please report it: ZeroDivisionError in test_server_serving.py:"
    )


def test_a_link_that_is_taken_back_is_noticed_and_then_gone_without_a_restart(watched: Watched) -> None:
    register = read_register(watched.source.register)
    assert register is not None
    path = f"/m/{private_address(register, 'ANN')}.ics"
    own = watched.ask(path)
    assert b"withdrawn" not in own.body
    write_register(watched.source.register, register.revoked(["member:ann"], ""))
    watched.watch.look()
    notice = watched.ask(path, if_none_match=own.headers["ETag"])
    assert (notice.status, notice.body.count(b"\r\nBEGIN:VEVENT\r\n")) == ("200 OK", 1)
    assert notice.headers["Cache-Control"] == "private, max-age=900"
    watched.clock.moment += timedelta(days=30, seconds=-1)
    watched.watch.look()
    assert watched.ask(path) == notice
    watched.clock.moment += timedelta(seconds=1)
    watched.watch.look()
    assert watched.ask(path).status == "410 Gone"


@pytest.mark.slow
def test_a_folder_swapped_under_load_gives_old_or_new_bytes_and_no_error(folder: Path) -> None:
    found: Counter[tuple[int, bytes]] = Counter()
    ended = threading.Event()
    with listening() as site:
        watch = Watch(source(folder, HERE), site.application, seconds=0.02)
        watch.look()
        watch.start()

        def load() -> None:
            connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
            while not ended.is_set():
                connection.request("GET", PUBLIC)
                answer = connection.getresponse()
                found[answer.status, answer.read()] += 1
            connection.close()

        clients = [threading.Thread(target=load) for _ in range(3)]
        for client in clients:
            client.start()
        for number in range(6):
            write_plan(folder, "2015-11-10" if number % 2 else "2015-11-11", "2015-11-24")
            begun = time.monotonic()
            while sum("Serving" in line for line in site.lines) < number + 2 and time.monotonic() < begun + 60:
                time.sleep(0.01)
        ended.set()
        for client in clients:
            client.join()
        watch.stop()
    assert {status for status, _ in found} == {200}
    assert sorted(body.count(b"20151111T") for _, body in found) == [0, 2]
    assert all(body.endswith(b"END:VCALENDAR\r\n") for _, body in found)


def test_a_site_is_served_from_the_first_look_to_the_end(folder: Path) -> None:
    lines: list[str] = []
    with opened("127.0.0.1", 0, lines.append) as site:
        looked_at = source(folder, f"http://127.0.0.1:{site.port}")
        site.take(looked_at, may_zip=False)
        thread = threading.Thread(target=site.run)
        thread.start()
        connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        connection.request("GET", PUBLIC, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Content-Encoding")) == (200, None)
        assert answer.read().endswith(b"END:VCALENDAR\r\n")
        connection.close()
        site.stop()
        thread.join(60)
        assert not thread.is_alive()
    new = "is new: every private link follows from it. Keep it private, and in your backups."
    begun = [f"Serving the plan in {folder}.", f"The register {looked_at.register} {new}"]
    assert [line[21:] for line in lines[:2]] == begun
    with opened("127.0.0.1", 0, lines.append) as again:
        again.take(looked_at)
    assert [line[21:] for line in lines[3:]] == [f"Serving the plan in {folder}."]
