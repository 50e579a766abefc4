"""Other councils' workbooks laid beside a joint one: nothing lost, nothing twice, nothing taken for one in silence."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from given_files import workbook
from openpyxl import load_workbook
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.councils import join_councils
from scheduler.domain.imported import Import
from scheduler.domain.problem import Problem
from scheduler.domain.uids import meeting_uid
from scheduler.errors import CannotWrite, InputFaults
from scheduler.reading import read_input


def lines(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


COUNTY = {
    "settings": lines(
        "setting,value",
        "title,Joint calendar",
        "authority,Dales County Council",
        "start_date,2015-11-02",
        "end_date,2016-03-31",
        "vesting_day,2016-03-01",
    ),
    "authorities": lines(
        "authority,name,part",
        "CO,Dales County Council,predecessor",
        "ESK,,predecessor",
    ),
    "bodies": lines(
        "body,name,classification,meetings_min,venue",
        "PLAN,Planning Committee,committee,1,County Hall",
        "CAB,Cabinet,executive,1,County Hall",
    ),
    "people": lines(
        "person,name,organisation,email,aliases",
        "P1,Councillor Ann,Dales County Council,ann@example.org,A0",
        "P2,Councillor Bob,Dales County Council,,",
        "P3,Director of Public Health,Public Health,,",
        "P4,Councillor Cat,Dales County Council,,",
    ),
    "memberships": lines(
        "person,body,role",
        "P1,PLAN,chair",
        "P2,Planning Committee,",
        "Councillor Bob,CAB,chair",
        "P3,CAB,adviser",
        "P4,CAB,",
    ),
    "rooms": lines(
        "room,name,venue,capacity",
        "CC,Council Chamber,County Hall,60",
        "TH,Chamber,Town Hall,40",
    ),
    "closed_dates": lines(
        "start_date,end_date,reason,applies_to",
        "2015-12-21,2016-01-01,Christmas,",
        "2016-02-15,2016-02-19,Recess,",
        "2016-02-22,,Away day,committee",
    ),
}
ESKDALE = {
    "settings": lines(
        "setting,value",
        "title,Eskdale 2015-16",
        "authority,Eskdale District Council",
        "start_date,2015-11-02",
        "end_date,2016-03-31",
        "polling_day,2016-02-04;2016-02-11",
        "default_start_times,18:30",
        "contact,Ask Eskdale",
        "busy_week,2",
        "holidays,GB-WLS",
    ),
    "periods": lines(
        "period,start_date,end_date",
        "Q1,2015-11-02,2015-12-31",
        "Q2,2016-01-01,2016-03-31",
    ),
    "bodies": lines(
        "body,name,aliases,classification,meetings_min,per_period,venue,successor",
        "PLAN,Planning Committee,PC,committee,1,,Town Hall,",
        "AUD,Audit Committee,P1,committee,,1,County Hall,PLAN",
    ),
    "people": lines(
        "person,name,organisation,email",
        "P1,Cllr Ann,Eskdale District Council,ANN@example.org",
        "P2,Cllr Cat,Eskdale District Council,cat@example.org",
        "P3,Director of Public Health,Public Health,dph@example.org",
        "P4,Cllr Dan,Eskdale District Council,",
    ),
    "memberships": lines(
        "person,body,role,substitute",
        "P1,PLAN,chair,P4",
        "P2,AUD,chair,",
        "P4,AUD,,",
        "P3,AUD,adviser,",
    ),
    "rooms": lines(
        "room,name,venue,capacity",
        "R1,Council Chamber,County Hall,60",
        "R2,Chamber,Town Hall,25",
    ),
    "closed_dates": lines(
        "start_date,end_date,reason,applies_to",
        "2015-12-21,2016-01-01,Christmas holidays,",
        "2016-03-01,,Fair,",
    ),
    "fixed_meetings": lines(
        "body,date,title",
        "PLAN,2016-01-20,Local plan",
    ),
    "reporting": lines(
        "from_body,to_body",
        "AUD,PLAN",
    ),
    "unavailability": lines(
        "kind,who,start,end,reason",
        "person,P1,2016-01-11,2016-01-15,away",
        "room,R2,2016-01-11 09:00,2016-01-11 12:30,works",
    ),
    "busy_calendars": lines(
        "kind,who,file",
        "person,P4,dan.ics",
    ),
    "law_waivers": lines(
        "body,matter,reason",
        ",reorganisation,We know",
    ),
    "wishes": lines(
        "wish,weight",
        "busy_week,9",
    ),
}
DIARY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20151001T000000Z\r\n"
    "DTSTART:20160120T090000Z\r\nDTEND:20160120T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def told_of(done: Import) -> list[str]:
    return [one.sentence for one in done.made.joined]


def eskdale(folder: Path, **tables: str) -> Path:
    folder.mkdir()
    for name, text in {**ESKDALE, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "dan.ics").write_text(DIARY, encoding="utf-8", newline="")
    return folder


def join(sources: Sequence[Path], codes: Sequence[str], into: Path, output: Path) -> Import:
    return join_councils(sources, codes, into, output, lambda _: None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("councils")
    (place / "county.xlsx").write_bytes(workbook(**COUNTY))
    eskdale(place / "eskdale")
    return place


@pytest.fixture(scope="module")
def done(folder: Path) -> Import:
    return join([folder / "eskdale"], ["esk"], folder / "county.xlsx", folder / "joint.xlsx")


@pytest.fixture(scope="module")
def joint(folder: Path, done: Import) -> Problem:
    assert done.faults == ()
    return read_input(folder / "joint.xlsx")[0]


def test_the_council_is_an_authority_by_its_own_settings(joint: Problem) -> None:
    found = joint.authorities["ESK"]
    assert (found.name, found.short_name, found.part) == ("Eskdale District Council", "Eskdale", "predecessor")
    assert (found.polling_day, found.contact) == ((dt.date(2016, 2, 4), dt.date(2016, 2, 11)), "Ask Eskdale")


def test_bodies_get_the_councils_code_in_front_wherever_they_are_named(joint: Problem) -> None:
    assert {code: body.authority for code, body in joint.bodies.items()} == {
        "PLAN": None, "CAB": None, "ESK-PLAN": "ESK", "ESK-AUD": "ESK"
    }  # fmt: skip
    assert joint.bodies["ESK-AUD"].successor == "ESK-PLAN"
    assert joint.bodies["ESK-PLAN"].start_times == (18 * 60 + 30,)
    assert [(one.from_body, one.to_body) for one in joint.reporting] == [("ESK-AUD", "ESK-PLAN")]
    assert [(one.body, one.title) for one in joint.fixed_meetings] == [("ESK-PLAN", "Local plan")]


def test_its_meetings_keep_the_identity_of_its_own_workbook(folder: Path, joint: Problem) -> None:
    own, _ = read_input(folder / "eskdale")
    for code in own.bodies:
        assert meeting_uid(joint, f"ESK-{code}", 3) == meeting_uid(own, code, 3)
    assert meeting_uid(joint, "PC", 3) == meeting_uid(own, "PC", 3)


def test_who_has_two_hats_is_one_person_and_told(done: Import, joint: Problem) -> None:
    assert list(joint.people) == ["P1", "P2", "P3", "P4", "ESK-P2", "ESK-P4"]
    assert (joint.people["P1"].aliases, joint.people["P3"].aliases) == (("A0", "ESK-P1"), ("ESK-P3",))
    assert joint.people["P3"].email == "dph@example.org"
    assert {(one.person, one.role) for one in joint.memberships if one.body == "ESK-PLAN"} == {("P1", "chair")}
    assert [words.partition(". ")[0] for words in told_of(done) if words.startswith("people")] == [
        "people!B2: Councillor Ann is taken for Cllr Ann of Eskdale District Council, too: the same e-mail address",
        (
            "people!B4: Director of Public Health is taken for Director of Public Health of Eskdale District Council, "
            "too: the same name and organisation"
        ),
        "people!B5: Cllr Cat of Eskdale District Council is kept apart, as ESK-P2",
    ]
    away = [one for one in joint.absences if one.kind == "person" and one.reason == "away"]
    assert [one.who for one in away] == ["P1"]


def test_two_people_taken_for_one_are_two_again_by_hand(folder: Path, done: Import) -> None:
    assert done.made.joined
    book = load_workbook(folder / "joint.xlsx")
    sheet = book["people"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["aliases"]).value = "A0"
    sheet.append(["ESK-P1", "Cllr Ann"])
    book.save(folder / "apart.xlsx")
    apart, _ = read_input(folder / "apart.xlsx")
    assert {one.person for one in apart.memberships if one.body == "ESK-PLAN"} == {"ESK-P1"}


def test_a_building_is_the_same_where_a_room_of_it_is(done: Import, joint: Problem) -> None:
    assert {code: (room.venue, room.capacity) for code, room in joint.rooms.items()} == {
        "CC": ("County Hall", 60), "TH": ("Town Hall", 40), "ESK-R2": ("Town Hall (Eskdale)", 25)
    }  # fmt: skip
    assert (joint.bodies["ESK-PLAN"].venue, joint.bodies["ESK-AUD"].venue) == ("Town Hall (Eskdale)", "County Hall")
    shut = [(one.who, one.start.hour, one.end.minute) for one in joint.absences if one.kind == "room"]
    assert shut == [("ESK-R2", 9, 30)]
    assert [words.partition(" is ")[0] for words in told_of(done) if "Hall" in words] == [
        "rooms!B2: County Hall", "Town Hall of Eskdale District Council",
    ]  # fmt: skip


def test_closed_days_stay_those_of_the_bodies_that_they_were_for(joint: Problem) -> None:
    assert {one.reason: one.applies_to for one in joint.closed_dates} == {
        "Christmas": (), "Recess": ("PLAN", "CAB"), "Away day": ("PLAN",), "Fair": ("ESK-PLAN", "ESK-AUD"),
    }  # fmt: skip


def test_periods_of_its_own_are_a_set_of_its_own(joint: Problem) -> None:
    assert [(one.code, one.cycle) for one in joint.periods] == [("ESK-Q1", "ESK"), ("ESK-Q2", "ESK")]
    assert joint.bodies["ESK-AUD"].cycle == "ESK"


def test_its_diaries_go_along(folder: Path, joint: Problem) -> None:
    assert (folder / "ESK-dan.ics").read_bytes() == DIARY.encode()
    assert [(one.who, one.start) for one in joint.absences if one.reason not in ("away", "works")] == [
        ("ESK-P4", dt.datetime(2016, 1, 20, 9))
    ]  # fmt: skip


def test_what_cannot_go_along_is_told(done: Import) -> None:
    assert [(one.what, one.why.partition(":")[0]) for one in done.made.left_out] == [
        (
            "Meetings that fill a member's week: 2",
            "it would hold for the whole calendar, whose settings do not give it",
        ),
        ("Public holidays of: GB-WLS", "it would hold for the whole calendar, whose settings do not give it"),
        ("busy_week, 9", "how much a wish counts holds for the whole calendar"),
    ]


def test_where_both_say_otherwise_the_workbook_in_hand_stays_and_both_cells_are_told(
    folder: Path, tmp_path: Path
) -> None:
    later = ESKDALE["settings"].replace("end_date,2016-03-31", "end_date,2016-03-24")
    source = eskdale(tmp_path / "eskdale", settings=later)
    told = join([source], ["ESK"], folder / "county.xlsx", tmp_path / "joint.xlsx").differences
    assert sorted((one.cell, one.has, one.found) for one in told) == [
        ("people!C2", "Dales County Council", "Eskdale District Council"),
        ("settings!B5", "Thursday 31 March 2016", "Thursday 24 March 2016"),
    ]


def test_a_name_that_two_have_from_now_on_gives_way_to_the_code(done: Import, joint: Problem) -> None:
    assert {one.person for one in joint.memberships if one.body == "PLAN"} == {"P1", "P2"}
    (cell,) = [one for one in done.guesses if one.table == "memberships"]
    assert (cell.cell, cell.value) == ("memberships!B3", "PLAN")


def test_nothing_is_added_twice(folder: Path, done: Import, joint: Problem, tmp_path: Path) -> None:
    assert done.guesses
    for name in ("joint.xlsx", "ESK-dan.ics"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    again = join([folder / "eskdale"], ["ESK"], tmp_path / "joint.xlsx", tmp_path / "again.xlsx")
    assert (again.guesses, again.faults) == ((), ())
    second, _ = read_input(tmp_path / "again.xlsx")
    same = (getattr(second, one.name) == getattr(joint, one.name) for one in fields(Problem))
    assert [one.name for one, equal in zip(fields(Problem), same, strict=True) if not equal] == ["input_sha256"]


def test_several_councils_are_joined_at_once(folder: Path, tmp_path: Path) -> None:
    rye = {
        name: ESKDALE[name] for name in ("people", "memberships", "rooms", "bodies", "periods")
    } | {"settings": ESKDALE["settings"].replace("Eskdale", "Ryedale")}  # fmt: skip
    other = tmp_path / "rye"
    other.mkdir()
    for name, text in rye.items():
        (other / f"{name}.csv").write_text(text, encoding="utf-8")
    done = join([folder / "eskdale", other], ["ESK", "RYE"], folder / "county.xlsx", tmp_path / "joint.xlsx")
    assert done.faults == ()
    joint, _ = read_input(tmp_path / "joint.xlsx")
    assert [body.name for body in joint.bodies.values()] == [
        "Planning Committee (CO)", "Cabinet", "Planning Committee (Eskdale)", "Audit Committee (Eskdale)",
        "Planning Committee (Ryedale)", "Audit Committee (Ryedale)",
    ]  # fmt: skip
    assert joint.people["P1"].aliases == ("A0", "ESK-P1", "RYE-P1")
    assert joint.people["ESK-P2"].aliases == ("RYE-P2",)
    assert joint.bodies["RYE-AUD"].cycle == "RYE"


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [
        ("Dales County Council", "DCC", "it is of Dales County Council, and so is the workbook that it is to go into"),
        (
            "Fell District Council",
            "CO",
            "it is of Fell District Council, and CO is the code of Dales County Council there",
        ),
        ("Eskdale District Council", " ", "“ ” is no code of an authority"),
        ("Eskdale District Council", "A;B", "“A;B” is no code of an authority"),
    ],
)
def test_a_code_that_would_mean_two_councils_is_refused(
    folder: Path, tmp_path: Path, settings: str, code: str, message: str
) -> None:
    source = eskdale(tmp_path / "it", settings=ESKDALE["settings"].replace("Eskdale District Council", settings))
    with pytest.raises(InputFaults) as refused:
        join([source], [code], folder / "county.xlsx", tmp_path / "joint.xlsx")
    assert [fault.message for fault in refused.value.faults] == [message]
    assert not (tmp_path / "joint.xlsx").exists()


def test_a_council_known_by_another_code_is_refused(folder: Path, done: Import, tmp_path: Path) -> None:
    assert done.faults == ()
    with pytest.raises(InputFaults) as refused:
        join([folder / "eskdale"], ["EDC"], folder / "joint.xlsx", tmp_path / "again.xlsx")
    assert [fault.remedy for fault in refused.value.faults] == ["Say --as ESK."]


def test_faults_of_every_council_are_told_at_once(folder: Path, tmp_path: Path) -> None:
    one = eskdale(tmp_path / "one", reporting="from_body,to_body\nAUD,NOBODY\n")
    two = write_input(tmp_path / "two", people="person,name\nANN,Ann\nANN,Ann\n")
    with pytest.raises(InputFaults) as refused:
        join([one, two], ["ONE", "TWO"], folder / "county.xlsx", tmp_path / "joint.xlsx")
    assert {fault.table for fault in refused.value.faults} >= {"one: reporting", "two: people"}


def test_a_path_in_the_workbook_in_hand_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.ics").write_text(DIARY, encoding="utf-8")
    within = tmp_path / "within"
    within.mkdir()
    diaries = lines("kind,who,file", "person,P2,../outside.ics", "person,P2,/etc/passwd")
    (within / "county.xlsx").write_bytes(workbook(**COUNTY, busy_calendars=diaries))
    done = join([folder / "eskdale"], ["ESK"], within / "county.xlsx", within / "joint.xlsx")
    assert [fault.message.partition(" is a path")[0] for fault in done.faults] == ["“../outside.ics”", "“/etc/passwd”"]


def test_a_diary_of_that_name_that_is_another_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ESK-dan.ics").write_text("another", encoding="utf-8")
    with pytest.raises(CannotWrite, match=r"ESK-dan\.ics is there already"):
        join([folder / "eskdale"], ["ESK"], folder / "county.xlsx", tmp_path / "joint.xlsx")
    assert not (tmp_path / "joint.xlsx").exists()


@pytest.mark.parametrize("given", ["--as A", "--into a.xlsx --as A --as B", "--into a.xlsx --as A --year last"])
def test_every_source_needs_a_code_and_a_workbook_to_go_into(given: str) -> None:
    result = CliRunner().invoke(main, ["import", "eskdale", "-o", "joint.xlsx", *given.split()])
    assert (result.exit_code, "--as goes with --into, once for each SOURCE" in result.output) == (2, True)
