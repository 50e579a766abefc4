"""The council's own calendar, come back in somebody's diary, keeps nobody from its meetings."""

import re
import shutil
from pathlib import Path

import pytest
from small_input import TABLES, write_input

import scheduler
from scheduler.domain.uids import likely_uids

BODIES = (
    "body,name,aliases,meetings_min,notice_clear_days,meeting_day,session,legal_kind\n"
    "HWB,Health Board,WELL,2,5,,,executive\nGB,Growth Board,,,,PD,AM,\n"
)
MADE_OF = {
    "bodies": BODIES,
    "meeting_days": "meeting_day,name,meetings_min\nPD,Partnership Day,1\n",
    "sessions": "meeting_day,session,kind,start,end\nPD,AM,boards,10:00,12:00\nPD,L,lunch,12:00,13:00\n",
    "projects": "project,title,reports_to,report_due\nP1,Parks,HWB,2015-11-26\n",
    "busy_calendars": "kind,who,file\nperson,ANN;BOB,diary.ics\nroom,CR1,diary.ics\n",
}
NOTHING = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a plan and, in the input, a diary of whatever its feeds hold."""
    home = tmp_path_factory.mktemp("own")
    source = write_input(home / "input", **MADE_OF)
    (source / "diary.ics").write_bytes(NOTHING)
    scheduler.write(scheduler.solve(scheduler.read(source), time_limit=20), home / "year")
    everything = b"".join(path.read_bytes() for path in sorted((home / "year" / "feeds").rglob("*.ics")))
    # as a program has them that knows of no free time, and puts marks of its own around the uids
    everything = re.sub(rb"(TRANSP|X-MICROSOFT-CDO-BUSYSTATUS):[A-Z]+\r\n", b"", everything)
    (source / "diary.ics").write_bytes(re.sub(rb"UID:(.*)\r\n", rb"UID:import-\1@example.org\r\n", everything))
    return home


def copied(home: Path, folder: Path, **tables: str) -> Path:
    shutil.copytree(home / "input", folder)
    return write_input(folder, **{**MADE_OF, **tables})


def test_the_uids_of_a_plan_are_known_before_it_is(home: Path) -> None:
    problem = scheduler.read(home / "input")
    uids = scheduler.read_plan(home / "year", problem).uids
    assert len(uids) == 23
    assert uids <= likely_uids(problem)


def test_own_events_make_nobody_busy(home: Path) -> None:
    assert scheduler.read(home / "input").absences == ()


def test_an_event_at_the_same_time_that_is_not_the_councils_does(home: Path, tmp_path: Path) -> None:
    source = copied(home, tmp_path / "input")
    diary = (source / "diary.ics").read_bytes()
    (source / "diary.ics").write_bytes(re.sub(rb"UID:.{9}", b"UID:import-0", diary))
    assert {absence.who for absence in scheduler.read(source).absences} == {"ANN", "BOB", "CR1"}


def test_neither_do_they_when_the_body_has_another_code(home: Path, tmp_path: Path) -> None:
    renamed = {"bodies": BODIES.replace("HWB", "X").replace("WELL", "HWB").replace("X,", "WELL,")}
    renamed |= {name: text.replace("HWB", "WELL") for name, text in {**TABLES, **MADE_OF}.items() if name != "bodies"}
    assert scheduler.read(copied(home, tmp_path / "input", **renamed)).absences == ()


def test_neither_do_they_under_another_name_of_the_authority_once_the_plan_is_known(home: Path, tmp_path: Path) -> None:
    settings = TABLES["settings"].replace("Anytown", "City of Anytown")
    problem = scheduler.read(copied(home, tmp_path / "input", settings=settings))
    plan = scheduler.read_plan(home / "year", problem)
    assert {absence.who for absence in problem.absences} == {"ANN", "BOB", "CR1"}
    assert problem.knowing(plan).absences == ()
    assert [breach for breach in scheduler.check(problem, plan).breaches if breach.rule == "unavailable"] == []
    again = scheduler.solve(problem, time_limit=20, baseline=plan)
    assert [meeting.date for meeting in again.plan.meetings] == [meeting.date for meeting in plan.meetings]
