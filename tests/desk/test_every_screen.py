"""Every screen in a real browser, in each of its states: no barrier, at 1366 and 320 pixels, and with keys alone."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from bs4 import BeautifulSoup
from desk.a_forward_plan import decide
from desk.a_structure import tie
from desk.browsing import (
    HIDDEN_FOCUS,
    SETTLED,
    SMALL_TARGETS,
    WIDER,
    Keys,
    Served,
    free_port,
    serving,
    structure,
    window,
)
from playwright.sync_api import Browser, Page
from real_browser import barriers
from rounds import THOROUGH
from small_input import TABLES, write_input

from scheduler.commands.plans import Asked, plan
from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.application import create
from scheduler.desk.bin import BIN
from scheduler.desk.consultations import Answer, Consultation, Consultations
from scheduler.desk.desk import Desk
from scheduler.desk.store import Store

WIDE, NARROW = 1366, 320
TABS = 30
"""Stops of the Tab key that are gone to by pressing it, in the thorough run."""

THROWN = "away.20991001T120000Z.0123abcd"
"""A year in the bin."""
SMALL, DRAFT = "/years/small/in/calendar", "/years/small/in/tuesdays"
SCREENS: dict[str, tuple[str, ...]] = {
    "edits.ask": tuple(f"{SMALL}/edit/{command}/HWB/2" for command in ("cancel", "pin", "unpin")),
    "edits.swap": (f"{SMALL}/swap/HWB/2", f"{SMALL}/swap/HWB/2?with=GB/1"),
    "help.handbook": ("/help/handbook", "/help/handbook?sought=quorum", "/help/handbook?sought=xyzzy"),
    "help.page": tuple(f"/help/handbook/{topic}" for topic in ("change", "glossary", "python")),
    "help.topics": ("/help",),
    "help.words": ("/help/words",),
    "meetings.ask_why": (f"{SMALL}/meetings/HWB/2/why?day=2015-11-23",),
    "meetings.show": (f"{SMALL}/meetings/HWB/2", f"{SMALL}/meetings/HWB/9"),
    "move.adding": (f"{SMALL}/add/HWB", f"{SMALL}/add/HWB?day=2015-11-23"),
    "move.chain": (f"{SMALL}/others/1",),
    "move.show": (
        f"{SMALL}/move/HWB/2",
        f"{SMALL}/move/HWB/2?day=2015-11-23",
        f"{SMALL}/move/HWB/2?day=2015-11-22",
        f"{DRAFT}/move/GB/1?day=2015-11-24",
        "/years/long/in/calendar/move/GB/1?day=2016-03-15",
    ),
    "day.another": (f"{SMALL}/day/",),
    "day.day": (f"{SMALL}/day/2015-11-02", f"{SMALL}/day/2015-11-04"),
    "faults.faults": ("/years/small/faults", "/years/blank/faults", "/years/faulty/faults"),
    "faults.law": ("/years/small/faults/law",),
    "faults.warnings": ("/years/small/faults/warnings",),
    "log_in.back": ("/log-in/back",),
    "membership.ask": (
        f"{SMALL}/membership",
        f"{SMALL}/membership?kind-1=join&person-1=ANN&body-1=GB&start-1=2015-11-02&ask=yes",
        f"{SMALL}/membership?kind-1=join&ask=yes",
    ),
    "membership.repaired": (f"{SMALL}/membership/repairs/1",),
    "start.import_files": ("/begin/files",),
    "start.look_at": ("/years/small/begun",),
    "start.next_year": ("/begin/next-year", "/begin/next-year?year=small"),
    "start.open_workbook": ("/begin/workbook",),
    "start.years": ("/",),
    "users.user": ("/users/nobody",),
    "users.users": ("/users",),
    "workbook.delete": ("/years/blank/delete",),
    "workbook.workbook": ("/years/small/workbook", "/years/faulty/workbook"),
    "clashes.show": (f"{SMALL}/clashes", f"{SMALL}/clashes?one=HWB&other=GB&order=name"),
    "compare.ask": (f"{DRAFT}/draft",),
    "compare.look": (
        "/years/small/compare",
        "/years/small/compare?a=calendar&b=draft:tuesdays&c=step:calendar:1&all=1",
        "/years/blank/compare",
    ),
    "consult.ask": ("/years/small/consult/answers/1", "/years/small/consult/answers/2"),
    "consult.look": ("/years/small/consult", "/years/blank/consult"),
    "consult.one": ("/years/small/consult/1",),
    "consult.summary": ("/years/small/consult/summary",),
    "consultee.ask": ("/consult/pages/say", "/consult/pages/say?meeting=MEETING"),
    "consultee.page": ("/consult/pages", "/consult/pages?view=months&told=kept", "/consult/nowhere"),
    "days.day": (
        f"{SMALL}/days/2015-11-02",
        f"{SMALL}/days/2015-11-02?for=caretaker",
        f"{SMALL}/days/2015-11-02?for=caterer",
        f"{SMALL}/days/2015-11-02?for=reception",
    ),
    "papers.index": (f"{SMALL}/papers",),
    "report.look": (f"{SMALL}/papers/report", f"{DRAFT}/papers/report?anyway=To+be+seen"),
    "notices.look": (f"{SMALL}/papers/notices", f"{DRAFT}/papers/notices?since=1", f"{SMALL}/papers/notices?since=9"),
    "forward_plan.index": (f"{SMALL}/papers/forward-plan", "/years/deciding/in/calendar/papers/forward-plan"),
    "day_papers.day": (f"{SMALL}/papers/days/2015-11-02", f"{SMALL}/papers/days/2015-11-02?names=yes"),
    "day_papers.index": (f"{SMALL}/papers/days",),
    "attendance.look": (f"{SMALL}/papers/attendance", "/years/long/in/calendar/papers/attendance"),
    "days.index": (f"{SMALL}/days",),
    "structure.index": (
        f"{SMALL}/papers/structure",
        "/years/structured/in/calendar/papers/structure?communities=top",
    ),
    "programme.index": (f"{SMALL}/papers/work-programme", "/years/structured/in/calendar/papers/work-programme"),
    "lunch_tables.look": (f"{SMALL}/papers/tables",),
    "bin.look": ("/bin",),
    "bin.one": (f"/bin/{THROWN}",),
    "bin.ask": ("/bin/all",),
    "days.occurrence": (f"{SMALL}/days/NONE/1",),
    "history.ask": (f"{SMALL}/history/back/1",),
    "history.difference": (f"{SMALL}/history/difference?from=1&to=1",),
    "history.steps": (f"{SMALL}/history", f"{DRAFT}/history"),
    "jobs.jobs": ("/years/small/jobs",),
    "jobs.show": ("/years/small/jobs/1",),
    "log_in.account": ("/account",),
    "log_in.gone": ("/logged-out",),
    "log_in.page": ("/log-in",),
    "options.ask": (f"{SMALL}/options/1/take",),
    "options.compare": (f"{SMALL}/options",),
    "options.of_year": ("/years/small/options",),
    "options.show": (f"{SMALL}/options/1",),
    "overview.year": ("/years/small/", "/years/blank/", "/years/faulty/"),
    "plan.ask": ("/years/small/plan", "/years/blank/plan", "/years/faulty/plan"),
    "publish.look": (f"{SMALL}/publish", f"{DRAFT}/publish"),
    "publish.private_links": (f"{SMALL}/publish/links",),
    "viability.ask": (
        "/years/small/viability",
        "/years/small/viability?bodies=HWB&bodies=GB&ask=yes",
        "/years/small/viability?bodies=HWB&ask=yes",
        "/years/blank/viability",
    ),
    "year.year": (
        f"{SMALL}/year",
        f"{DRAFT}/year",
        "/years/blank/in/calendar/year",
        "/years/long/in/calendar/year",
        *(f"{SMALL}/year?view={view}" for view in ("bodies", "month", "list", "one")),
    ),
}
"""Addresses by the endpoint that answers them, in each state."""
NO_PAGES = {
    "day_papers.download",
    "attendance.file",
    "report.download",
    "faults.problems",
    "forward_plan.file",
    "help.picture",
    "meetings.event",
    "membership.workbook",
    "lunch_tables.file",
    "move.days",
    "notices.outbox",
    "publish.letters",
    "start.blank",
    "static",
    "structure.download",
    "workbook.amended",
    "workbook.download",
    "workbook.earlier",
    "workbook.outputs",
    "year.feed",
}
"""Endpoints that answer with a file."""
NOWHERE = ("/nowhere", "/years/nowhere/", f"{SMALL}/days/2015-11-01")
FIRST_STATES = {addresses[0] for addresses in SCREENS.values()}
ADDRESSES = sorted({address for addresses in SCREENS.values() for address in addresses} | set(NOWHERE))


@pytest.fixture(scope="module")
def state(planned_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with a year that is planned and has a draft, one not planned, one with faults, one of months."""
    folder = Path(shutil.copytree(planned_folder, tmp_path_factory.mktemp("states") / "desk"))
    shutil.copytree(folder / "small" / "plan", folder / "small" / "drafts" / "tuesdays")
    write_input(folder / "blank" / "workbook")
    rooms = "room,name,venue,capacity\nCR1,Committee Room 1,Town Hall,many\n"
    write_input(folder / "faulty" / "workbook", rooms=rooms, memberships="person,body,role\nEVE,HWB,chair\n")
    settings = TABLES["settings"].replace("2015-11-27", "2016-05-27")
    write_input(folder / "long" / "workbook", settings=settings)
    plan(Asked(folder / "long" / "workbook", folder / "long" / "plan", 20))
    for year, title in (("blank", "Year that is not planned"), ("faulty", "Year with faults"), ("long", "Long year")):
        (folder / year / "year.json").write_text(f'{{"title": "{title}", "today": "2015-10-01"}}', encoding="utf-8")
    shutil.copytree(folder / "small", folder / "deciding")
    decide(folder / "deciding" / "plan")
    shutil.copytree(folder / "small", folder / "structured")
    tie(folder / "structured" / "plan")
    shutil.copytree(folder / "small", folder / BIN / THROWN)
    (folder / BIN / THROWN / "site.register.json").touch()
    _consult(folder)
    _attend(folder / "long" / "plan")
    return folder


def _attend(plan: Path) -> None:
    """Have a register of attendance kept beside a plan, with somebody away from the first of its meetings."""
    first = json.loads((plan / "plan.json").read_text(encoding="utf-8"))["meetings"][0]
    marks = [
        {"meeting": first["uid"], "body": first["body"], "date": first["date"], "person": person, "came": came}
        for person, came in (("BOB", "present"), ("ANN", "apologies"))
    ]
    (plan / "attendance").mkdir()
    document = json.dumps({"format": "meeting-day-attendance/1", "marks": marks, "approved": []})
    (plan / "attendance" / "record.json").write_text(document, encoding="utf-8")


def _consult(folder: Path) -> None:
    """Have somebody asked about the year, at an address that is known here, and answer."""
    store = Store(folder / "desk.sqlite3")
    consultations = Consultations(store)
    until, police = date(2015, 10, 20), "Anytown Police"
    number = consultations.begin(Consultation(0, "small", "calendar", police, (), until, "Please look.", "", "", ""))
    with store.writing() as database:
        database.execute("UPDATE consultations SET token = ?", (sha256(b"pages").hexdigest(),))
    for title, day in (("Monday 2 November 2015", date(2015, 11, 2)), ("A remark", None)):
        consultations.keep(Answer(0, number, "", title, day, day, "We police the match", "", "", "", "", ""))
    store.close()


@pytest.fixture(scope="module")
def served(state: Path) -> Iterator[Served]:
    port = free_port()
    desk = Desk(state, at_this_machine("127.0.0.1", port, Who("Officer", PUBLISHER)))
    with serving(desk, port) as found:
        yield found


@pytest.fixture(scope="module")
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A window for all screens, to which each comes with what axe needs."""
    with window(chromium, served, width=WIDE) as page:
        page.context.add_init_script(AXE_SCRIPT)
        yield page


def test_no_screen_is_forgotten(folder: Path) -> None:
    desk = Desk(folder, at_this_machine("localhost", 80, Who("Officer", PUBLISHER)))
    rules = create(desk).url_map.iter_rules()
    assert {rule.endpoint for rule in rules if "GET" in (rule.methods or ())} - NO_PAGES == set(SCREENS)


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_screen_flows_into_a_phone_and_has_no_barrier(page: Page, address: str, pytestconfig: pytest.Config) -> None:
    """Of each screen its first state is looked at for barriers on a phone too, and all of them in the thorough run."""
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.goto(address)
    assert structure(page) == []
    assert page.evaluate(WIDER) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert page.evaluate(SMALL_TARGETS) == []
    if address in FIRST_STATES or pytestconfig.getoption(THOROUGH):
        assert barriers(page) == []
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.evaluate(SETTLED)
    assert page.evaluate(SMALL_TARGETS) == []
    assert barriers(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate(HIDDEN_FOCUS) == []


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_screen_is_gone_through_by_the_tab_key(page: Page, address: str) -> None:
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(address)
    keys = Keys(page)
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if not keys.see():
            break


def test_every_screen_has_a_title_of_its_own(state: Path) -> None:
    desk = Desk(state, at_this_machine("localhost", 80, Who("Officer", PUBLISHER)))
    client = create(desk).test_client()
    assert client.get(f"/?token={desk.access.token}").status_code == 303
    titles = {}
    for endpoint, (address, *_) in SCREENS.items():
        answer = client.get(address)
        if answer.status_code == 200:
            titles[endpoint] = BeautifulSoup(answer.text, "html.parser").title.text
    assert {title: number for title, number in Counter(titles.values()).items() if number > 1} == {}
