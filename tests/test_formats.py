"""The page on formats names every format that the code knows, with its number; older and newer ones are tried here."""

import json
import re
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from outputs.invented_council import invented_plan, invented_problem

from scheduler.desk.store import SCHEMA, NewerStore, Store
from scheduler.errors import CannotPublish, CannotWrite, InputFaults
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import past_of, stamp_of
from scheduler.outputs.papers import papers_in, write_papers
from scheduler.outputs.plan_json import plan_bytes
from scheduler.outputs.site.register import new_register, read_register, write_register
from scheduler.reading import read_input
from scheduler.reading.plans.attendance_kept import register_from_json
from scheduler.reading.plans.lunch_tables import read_tables
from scheduler.reading.plans.plan_json import plan_from_json
from scheduler.reading.tables.headers import Unreadable

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "scheduler" / "handbook" / "reference" / "formats.md").read_text(encoding="utf-8")
FORMAT = re.compile(r"meeting-day-[a-z]+/[0-9]+")


@pytest.fixture
def year(tmp_path: Path) -> Path:
    write_output(invented_problem(), invented_plan(), tmp_path / "year")
    write_papers(tmp_path / "year", {"council-report.docx": b"report"}, stamp_of(tmp_path / "year"))
    return tmp_path / "year"


def test_the_page_names_every_format_and_no_other() -> None:
    known = {one for path in (ROOT / "scheduler").rglob("*.py") for one in FORMAT.findall(path.read_text("utf-8"))}
    examples = {"meeting-day-plan/2"}  # in the docstring that says what a newer one is
    assert set(FORMAT.findall(PAGE)) == known - examples
    assert f"`user_version`, now {len(SCHEMA)} " in PAGE


def test_a_plan_that_names_no_format_is_of_the_first_and_lacks_what_came_later() -> None:
    document = json.loads(plan_bytes(invented_plan()))
    for key in ("format", "earlier", "events", "by_hand", "search"):
        document.pop(key, None)
    older = plan_from_json("plan.json", json.dumps(document).encode())
    assert older.meetings == plan_from_json("plan.json", plan_bytes(invented_plan())).meetings


def newer(path: Path) -> None:
    """Make a file one of a later format."""
    text = path.read_text(encoding="utf-8")
    assert FORMAT.search(text)
    path.write_text(FORMAT.sub(lambda found: f"{found[0].partition('/')[0]}/99", text, count=1), encoding="utf-8")


def test_a_newer_plan_is_refused_in_words_and_left(year: Path) -> None:
    newer(year / "plan.json")
    before = (year / "plan.json").read_bytes()
    with pytest.raises(Unreadable, match="newer version of meeting-day, which writes the format meeting-day-plan/99"):
        plan_from_json("plan.json", before)
    assert (year / "plan.json").read_bytes() == before


def test_a_newer_step_is_named_and_the_others_are_shown(year: Path) -> None:
    steps = year / "history" / "steps"
    (first,) = steps.iterdir()
    content = first.read_bytes().replace(b"meeting-day-step/1", b"meeting-day-step/99")
    later = f"0002-{sha256(content).hexdigest()[:16]}.json"
    (steps / later).write_bytes(content)
    past = past_of(year)
    assert ([one.number for one in past.steps], past.newer, past.damaged, past.last) == ([1], (later,), (), 2)


def test_a_newer_register_is_refused_in_words_and_an_older_one_read(tmp_path: Path) -> None:
    path = tmp_path / "site.register.json"
    write_register(path, new_register())
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({key: document[key] for key in document if key not in ("sent", "anyway", "timezone")}))
    found = read_register(path)
    assert found is not None
    assert (found.sent, found.anyway, found.timezone) == ({}, (), "UTC")
    newer(path)
    with pytest.raises(CannotPublish, match="newer version of meeting-day, in the format meeting-day-register/99"):
        read_register(path)


def test_newer_attendance_is_refused_in_words_and_an_older_one_read() -> None:
    older = b'{"format": "meeting-day-attendance/1"}'
    assert register_from_json("record.json", older, invented_problem()).marks == ()
    with pytest.raises(InputFaults) as refused:
        register_from_json("record.json", older.replace(b"/1", b"/99"), invented_problem())
    assert "written by a newer version of meeting-day" in refused.value.faults[0].message


def test_newer_tables_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "tables.json").write_text('{"format": "meeting-day-tables/99"}')
    with pytest.raises(InputFaults) as refused:
        read_tables(tmp_path)
    assert "a newer version of meeting-day made it" in refused.value.faults[0].message


def test_newer_papers_are_left_alone(year: Path) -> None:
    assert list(papers_in(year)) == ["council-report.docx"]
    newer(year / "papers.json")
    with pytest.raises(CannotWrite, match="newer version of meeting-day, in the format meeting-day-papers/99"):
        write_papers(year, {"council-report.docx": b"another"}, stamp_of(year))
    assert (year / "council-report.docx").read_bytes() == b"report"


def test_a_newer_database_is_refused_in_words_and_each_older_one_brought_up_to_date(tmp_path: Path) -> None:
    for known in range(len(SCHEMA) + 1):
        path = tmp_path / f"{known}.sqlite3"
        with sqlite3.connect(path) as database:
            for script in SCHEMA[:known]:
                database.executescript(script)
            database.execute(f"PRAGMA user_version = {known}")
        database.close()
        store = Store(path)
        assert store.is_there
        store.close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(NewerStore, match="written by a newer edition of meeting-day"):
        Store(path)


def test_tables_and_columns_that_are_not_known_are_warned_of_by_name(tmp_path: Path) -> None:
    (tmp_path / "settings.csv").write_text(
        "setting,value\ntitle,Year\nstart_date,2015-11-02\nend_date,2015-11-27\ntea_time,15:30\n"
    )
    (tmp_path / "bodies.csv").write_text("body,name,carpet\nHWB,Health Board,red\n")
    (tmp_path / "banquets.csv").write_text("banquet\nX\n")
    (tmp_path / "rooms.csv").write_text("room,name,venue,capacity\nCR1,Room 1,Hall,20\n")
    (tmp_path / "people.csv").write_text("person,name\nANN,Ann\n")
    (tmp_path / "memberships.csv").write_text("person,body\nANN,HWB\n")
    problem, warnings = read_input(tmp_path)
    assert set(problem.bodies) == {"HWB"}
    said = "\n".join(one.message for one in warnings)
    for name in ("carpet", "banquets", "tea_time"):
        assert name in said
