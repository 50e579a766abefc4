"""Real calendar programs subscribe to `serve`: a life of meetings, and the right hour in winter and in summer."""

import datetime as dt
import gzip
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from clients.programs import (
    KHAL,
    PAIR,
    PROGRAMS,
    ask_radicale,
    radicale,
    read_by_ical_js,
    run,
    seen_by_khal,
)
from clients.strict_parser import Seen, feeds_in, seen_by_strict_parser
from outputs.invented_council import invented_plan, invented_problem, uid
from real_browser import chromium
from server.asking import application
from small_input import TABLES, write_input

from scheduler.commands.plans import Asked, Solved, plan
from scheduler.commands.serving import source
from scheduler.outputs.site import site
from scheduler.outputs.site.register import Register, member_name, private_address, read_register
from scheduler.server.application import Application
from scheduler.server.edition import edition
from scheduler.server.listening import Server
from scheduler.server.serving import Watch

MOMENT = dt.datetime(2015, 10, 5, 9, 0, tzinfo=dt.UTC)
BASE = "https://meetings.example.gov.uk"


@contextmanager
def serving(asked: Application) -> Iterator[str]:
    """Answer on a free port of this machine, and yield the address."""
    server = Server(asked, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join()


class Fetched:
    """What one GET brought."""

    def __init__(self, address: str, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(address, headers=named)  # noqa: S310 - on loopback
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - on loopback
                self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        except HTTPError as answer:
            self.status, self.headers, self.body = answer.code, answer.headers, answer.read()
            answer.close()


@pytest.fixture(scope="module")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every feed of the invented council as it came over the network, zipped; one person's link is withdrawn."""
    register = Register(bytes(32)).rotated([member_name("NHS")], "2026-09-01T00:00:00Z")
    files = site(invented_problem(), invented_plan(), register, BASE, dt.datetime(2026, 9, 2, tzinfo=dt.UTC))
    asked = application()
    asked.edition = edition(files, frozenset(), MOMENT)
    folder = tmp_path_factory.mktemp("served")
    with serving(asked) as address:
        for path in files:
            if path.endswith(".ics"):
                got = Fetched(f"{address}/{quote(path)}", Accept_Encoding="gzip")
                again = Fetched(f"{address}/{quote(path)}", Accept_Encoding="gzip", If_None_Match=got.headers["ETag"])
                assert (got.status, again.status, again.body) == (200, 304, b"")
                place = folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(gzip.decompress(got.body))
                assert place.read_bytes() == files[path]
    return folder


@pytest.mark.parametrize("time_zone", ["Europe/London", "America/New_York"])
def test_the_engine_of_thunderbird_and_a_strict_parser_agree_on_every_start(
    served_folder: Path, tmp_path: Path, time_zone: str
) -> None:
    found, _ = read_by_ical_js(served_folder, tmp_path, time_zone)
    assert found == feeds_in(served_folder)
    register = Register(bytes(32))
    own = {one.uid: one.start for one in found[f"m/{private_address(register, 'LDR')}.ics"]}
    assert own[uid("HWB1")] == dt.datetime(2026, 11, 19, 9, 30, tzinfo=dt.UTC)
    assert own[uid("HWB2")] == dt.datetime(2027, 5, 20, 8, 30, tzinfo=dt.UTC)
    (notice,) = found[f"m/{private_address(register, 'NHS')}.ics"]
    assert notice[1:] == (
        "This calendar link has been withdrawn - ask Aldermoor Borough Council",
        dt.date(2026, 9, 1),
        dt.date(2026, 10, 1),
    )


@pytest.mark.thorough
def test_radicale_takes_every_feed_that_only_the_site_has(
    served_folder: Path, feeds_folder: Path, tmp_path: Path, free_port: int
) -> None:
    others = {path.read_bytes() for path in feeds_folder.rglob("*.ics")}
    expected = {
        path: seen
        for path, seen in feeds_in(served_folder).items()
        if (served_folder / path).read_bytes() not in others
    }
    found = {}
    with radicale(tmp_path, free_port) as server:
        for number, path in enumerate(expected):
            status, _ = ask_radicale("PUT", f"{server}/clerk/{number}/", (served_folder / path).read_bytes())
            assert (path, status) == (path, 201)
            found[path] = seen_by_strict_parser(ask_radicale("GET", f"{server}/clerk/{number}/")[1])
    assert found == expected
    assert len(found) > 1


@pytest.mark.slow
def test_a_browser_shows_every_page_under_its_policy_and_asks_for_nothing_else() -> None:
    register = Register(bytes(32))
    files = site(invented_problem(), invented_plan(), register, BASE, dt.datetime(2026, 9, 2, tzinfo=dt.UTC))
    paths = ["index.html", "subscribe.html", f"m/{private_address(register, 'LDR')}.html"]
    asked: list[str] = []
    complaints: list[str] = []
    served = application()
    served.edition = edition(files, frozenset(), MOMENT)
    with serving(served) as address, chromium() as browser:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url.removeprefix(f"{address}/")))
        page.on("console", lambda message: complaints.append(message.text))
        looks = []
        for path in paths:
            page.goto(f"{address}/{path}")
            looks.append(page.evaluate("getComputedStyle(document.body).fontFamily"))
    assert (asked, complaints) == (paths, [])
    assert [look.startswith(("Times", '"Times')) for look in looks] == [False] * 3


FIXED = "body,date,start\nHWB,2015-11-10,10:00\nHWB,{second},10:00\nGB,2015-11-17,14:00\n"
MOVED = FIXED.format(second="2015-11-26")
FIRST = FIXED.format(second="2015-11-24")
ONLY_ONE = FIXED.replace("HWB,{second},10:00\n", "")
CONFIRMED = TABLES["settings"] + "status,confirmed\n"


class Household:
    """People with vdirsyncer and khal, each of whom subscribes to one feed and looks at it."""

    def __init__(self, home: Path, **addresses: str) -> None:
        self.home, self.addresses = home, addresses
        settings = [f'[general]\nstatus_path = "{home}/status"\n']
        for name, address in addresses.items():
            (home / name / "calendar").mkdir(parents=True)
            (home / name / "khal.conf").write_text(KHAL.format(folder=home / name))
            settings.append(PAIR.format(number=name, address=address, folder=home / name / "calendar"))
        (home / "settings").write_text("".join(settings))
        self._vdirsyncer = (PROGRAMS / "vdirsyncer", "-c", home / "settings")
        run(*self._vdirsyncer, "discover", folder=home)

    def sync(self) -> str:
        return run(*self._vdirsyncer, "sync", folder=self.home)

    def look(self, name: str) -> list[tuple[str, str]]:
        """See that khal shows what is served, and return titles and local starts."""
        seen = seen_by_khal(self.home / name, ("2015-10-01", "2016-09-30"))
        served = seen_by_strict_parser(Fetched(self.addresses[name]).body)
        assert sorted(one[1:] for one in seen) == sorted(one[1:] for one in served)
        return sorted((one.title, shown(one)) for one in seen)


def shown(one: Seen) -> str:
    start = one.start
    return start.strftime("%d %b %H:%M") if isinstance(start, dt.datetime) else start.strftime("%d %b")


class Council:
    """The small council, whose plan is made again with each change of its input."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inputs = folder / "year", folder / "inputs"
        self.tables: dict[str, str] = {"settings": CONFIRMED, "fixed_meetings": FIRST}
        self.day = 5
        self.folder.mkdir()
        self.application = application()
        self.watch = Watch(source(self.folder, "http://127.0.0.1"), self.application)

    def plans(self, **tables: str) -> None:
        """Change the input, find the plan that moves least, and let the server see it."""
        self.tables |= tables
        baseline = self.folder if (self.folder / "plan.json").exists() else None
        as_of = dt.datetime(2015, 10, self.day, 9, 0, tzinfo=dt.UTC)
        found = plan(Asked(write_input(self.inputs, **self.tables), self.folder, 10, baseline, as_of))
        assert isinstance(found, Solved)
        self.day += 1
        self.watch.look()

    def own_path(self, person: str) -> str:
        register = read_register(self.folder.with_name("year.register.json"))
        assert register is not None
        return f"m/{private_address(register, person)}.ics"


@pytest.mark.slow
def test_vdirsyncer_and_khal_follow_a_life_of_move_cancel_join_and_leave(tmp_path: Path) -> None:
    council = Council(tmp_path)
    council.plans()
    first, second, growth = (
        ("Health Board", "10 Nov 10:00"),
        ("Health Board", "24 Nov 10:00"),
        ("Growth Board", "17 Nov 14:00"),
    )
    with serving(council.application) as address:
        bob, officer = (f"{address}/{council.own_path(person)}" for person in ("BOB", "DPH"))
        home = Household(tmp_path / "home", bob=bob, officer=officer, public=f"{address}/feeds/public.ics")
        home.sync()
        assert home.look("bob") == [growth, first, second]
        assert home.look("officer") == home.look("public") == [first, second]
        before = Fetched(bob).headers["ETag"]
        assert Fetched(bob, If_None_Match=before).body == b""
        assert "Copying" not in home.sync()

        council.plans(fixed_meetings=MOVED)
        moved = ("Health Board", "26 Nov 10:00")
        assert Fetched(bob, If_None_Match=before).status == 200
        home.sync()
        assert home.look("bob") == [growth, first, moved]
        assert home.look("public") == [first, moved]

        council.plans(fixed_meetings=ONLY_ONE, bodies=TABLES["bodies"].replace("Health Board,2", "Health Board,1"))
        cancelled = ("CANCELLED: Health Board", "26 Nov 10:00")
        home.sync()
        assert home.look("bob") == [cancelled, growth, first]
        assert home.look("public") == [cancelled, first]

        council.plans(memberships=TABLES["memberships"] + "DPH,GB,\n")
        home.sync()
        assert home.look("officer") == [cancelled, growth, first]

        council.plans(memberships="person,body,role\nANN,HWB,chair\nDPH,HWB,adviser\nBOB,GB,chair\nDPH,GB,\n")
        home.sync()
        assert home.look("bob") == [growth]
        assert "Copying" not in home.sync()
