"""The command `attendance`: told first, kept with --accept, reported from what is kept, and the papers it writes."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from shutil import copytree

import pytest
from accessible_documents import faults_of
from builders import body, calendar, council, meeting, member, person
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.attendance import Wanted, attendance, made_in
from scheduler.commands.attendance_shown import attendance_shown, keep_attendance
from scheduler.domain.attendance_register import AttendanceRegister
from scheduler.messages.attendance import ELSEWHERE, record_sentences, report_sentences
from scheduler.outputs.who_came.report import attendance_report
from scheduler.outputs.who_came.return_document import return_document
from scheduler.outputs.who_came.sheets import SHEETS, attendance_workbook
from scheduler.reading.requests.attendance import Records, read_records

AS_OF = ("--as-of", "2015-11-27T18:00")


def run(*arguments, code=0):
    shown = CliRunner().invoke(main, ["attendance", *map(str, arguments)])
    assert shown.exit_code == code, shown.output
    return shown


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """Return a folder that was planned; tests copy it."""
    folder = tmp_path_factory.mktemp("planned")
    source = write_input(folder / "year")
    assert CliRunner().invoke(main, ["plan", str(source), "-o", str(folder / "plan")]).exit_code == 0
    return folder / "plan"


@pytest.fixture
def plan(planned, tmp_path):
    return copytree(planned, tmp_path / "plan")


def record(folder, *rows, name="record.csv"):
    path = folder / name
    path.write_text("\n".join(["date,body,number,person,came", *rows]) + "\n", encoding="utf-8")
    return path


def dates(plan):
    return {
        f"{one['body']}{one['sequence']}": one["date"]
        for one in json.loads((plan / "plan.json").read_text())["meetings"]
    }


@pytest.fixture
def signed(plan, tmp_path):
    when = dates(plan)
    rows = [f"{when['HWB1']},HWB,1,ANN,yes", f"{when['HWB1']},HWB,1,BOB,apologies", f"{when['HWB1']},HWB,1,DPH,yes"]
    return record(tmp_path, *rows)


def test_it_is_told_first_and_kept_when_it_is_accepted(plan, signed):
    told = run(plan, signed, *AS_OF)
    assert told.stdout.splitlines()[0] == "3 marks of 1 meeting:"
    assert "2 present and 1 apology." in told.stdout.splitlines()[1]
    assert told.stderr.endswith(f"Nothing is kept yet: add --accept to write it into {plan}.\n")
    assert not (plan / "attendance").exists()
    kept = run(plan, signed, *AS_OF, "--accept")
    assert f"Wrote {plan / 'attendance'}: record.json" in kept.stderr
    assert sorted(path.name for path in (plan / "attendance").iterdir()) == [
        "attendance.xlsx",
        "record.json",
        "return-by-member.docx",
    ]
    again = run(plan, signed, *AS_OF)
    assert again.stdout.splitlines()[0] == "The register has all of it already: 3 marks."


def test_without_a_record_it_is_told_from_what_is_kept(plan, signed):
    assert "has no register yet" in run(plan).stderr
    run(plan, signed, "--accept")
    told = run(plan, *AS_OF)
    assert "1 meeting with a record: 50 % of the votes were there." in told.stdout
    assert "Six months' absence: none of 2 councillors is near it." in told.stdout
    assert "2 meetings were held without a record:" in told.stdout
    assert "No quorum: Health Board on" in told.stdout
    assert "Say with --as-of what day it is" in run(plan).stdout


def test_a_correction_is_made_only_if_it_is_said(plan, signed, tmp_path):
    run(plan, signed, "--accept")
    other = record(tmp_path, f"{dates(plan)['HWB1']},HWB,1,BOB,yes", name="corrected.csv")
    refused = run(plan, other, "--accept", code=2)
    assert (
        "the register has Councillor Bob as apologies (from record.csv, row 3), and this row says present"
        in refused.stderr
    )
    told = run(plan, other, "--correct", "--accept")
    assert "Corrected: Councillor Bob at Health Board on" in told.stdout
    register = json.loads((plan / "attendance" / "record.json").read_text())
    assert {mark["person"]: mark["came"] for mark in register["marks"]} == {
        "ANN": "present",
        "BOB": "present",
        "DPH": "present",
    }


def test_the_register_goes_on_when_the_year_is_planned_anew(plan, signed, tmp_path):
    run(plan, signed, "--accept")
    before = (plan / "attendance" / "record.json").read_bytes()
    again = CliRunner().invoke(main, ["plan", str(tmp_path.parent / "none"), "-o", str(plan)])
    assert again.exit_code == 2
    source = write_input(tmp_path / "later", people="person,name,category,aliases\nANNA,Councillor Ann,councillor,ANN\n"
    "BOB,Councillor Bob,councillor,\nDPH,Director of Public Health,officer,\n",
    memberships="person,body,role\nANNA,HWB,chair\nBOB,HWB,\nDPH,HWB,adviser\nBOB,GB,chair\n")  # fmt: skip
    planned = CliRunner().invoke(main, ["plan", str(source), "-o", str(plan), "--as-of", "2015-11-01"])
    assert planned.exit_code == 0, planned.output
    assert (plan / "attendance" / "record.json").read_bytes() == before
    document = json.loads(run(plan, *AS_OF, "--json").stdout)
    assert document["meetings"][0]["outcomes"] == {"ANNA": "here", "BOB": "apologies"}


def test_a_register_that_was_put_right_by_hand_goes_on(plan, signed, tmp_path):
    run(plan, signed, "--accept")
    (plan / "papers.json").unlink()
    for made in ("attendance.xlsx", "return-by-member.docx"):
        (plan / "attendance" / made).unlink()
    file = plan / "attendance" / "record.json"
    file.write_text(file.read_text().replace('"apologies"', '"absent"'))
    run(plan, record(tmp_path, f"{dates(plan)['GB1']},GB,1,BOB,yes", name="next.csv"), "--accept")
    marks = [(one["body"], one["person"], one["came"]) for one in json.loads(file.read_text())["marks"]]
    assert sorted(marks) == [
        ("GB", "BOB", "present"),
        ("HWB", "ANN", "present"),
        ("HWB", "BOB", "absent"),
        ("HWB", "DPH", "present"),
    ]


def test_a_register_that_is_a_link_is_not_written_over(plan, signed, tmp_path):
    run(plan, signed, "--accept")
    file = plan / "attendance" / "record.json"
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")
    assert "attendance/record.json would be lost" in run(plan, code=2).stderr
    assert file.is_symlink()


def test_two_officers_who_accept_at_once_lose_no_mark(plan, tmp_path):
    when = dates(plan)
    files = [
        record(tmp_path, f"{when[meeting]},{meeting[:-1]},{meeting[-1]},{who},yes", name=f"{meeting}{who}.csv")
        for meeting in ("HWB1", "HWB2")
        for who in ("ANN", "BOB", "DPH")
    ]
    with ThreadPoolExecutor(len(files)) as pool:
        written = list(pool.map(lambda file: attendance(Wanted(plan, (file,), accept=True)).written, files))
    assert written == [plan / "attendance"] * len(files)
    marks = json.loads((plan / "attendance" / "record.json").read_text())["marks"]
    assert len(marks) == len(files)


def test_what_it_would_tell_can_be_written_elsewhere(plan, signed, tmp_path):
    run(plan, signed, *AS_OF, "-o", tmp_path / "look")
    assert min(path.name for path in (tmp_path / "look").iterdir()) == "attendance.xlsx"
    assert not (plan / "attendance").exists()
    assert "give one of the two" in run(plan, signed, "--accept", "-o", tmp_path / "x", code=2).stderr
    assert "give one" in run(plan, "--accept", code=2).stderr


def test_faults_are_told_by_row_and_as_a_document(plan, tmp_path):
    wrong = record(tmp_path, "2015-11-01,HWB,,ANN,yes", f"{dates(plan)['HWB1']},HWB,,NOBODY,perhaps")
    shown = run(plan, wrong, code=2)
    assert shown.stderr.splitlines()[-1] == "3 faults to put right."
    document = json.loads(run(plan, wrong, "--json", code=2).stdout)
    assert [(fault["table"], fault["row"], fault["column"]) for fault in document["faults"]] == [
        ("record.csv", 2, "date"),
        ("record.csv", 3, "came"),
        ("record.csv", 3, "person"),
    ]


def test_a_damaged_register_is_refused_and_stays_as_it_is(plan, signed):
    run(plan, signed, "--accept")
    file = plan / "attendance" / "record.json"
    file.write_text("{")
    assert "attendance/record.json is no JSON object" in run(plan, code=2).stderr
    assert file.read_text() == "{"
    file.unlink()
    file.mkdir()
    assert "attendance" in run(plan, code=2).stderr


@pytest.mark.timeout(60)
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["a pipe", "a device"])
def test_a_register_that_is_no_file_keeps_nobody_waiting(plan, make):
    (plan / "attendance").mkdir()
    make(plan / "attendance" / "record.json")
    told = run(plan, code=2)
    assert "record.json is no file. Put a file in its place, or give another." in " ".join(told.output.split())


def test_a_moment_with_a_zone_is_told_by_the_councils_clock(plan, signed):
    document = json.loads(run(plan, signed, "--as-of", "2015-11-27T23:59:00+00:00", "--json").stdout)
    assert document["as_of"] == "2015-11-27"
    assert [one["person"] for one in document["six_months"]["councillors"]] == ["ANN", "BOB"]
    assert document["records"]["new"][0]["source"] == "record.csv, row 2"
    assert document["return"][0]["percentage"] == 100


def year():
    """Return a problem and a calendar in which there is something to tell of everything."""
    problem = council(
        body("FC", name="Full Council", legal_kind="full_council", start_times="18:00"),
        body("GB", quorum=2, start_times="10:00"),
        *(person(code, category="councillor") for code in ("ANN", "BOB", "CAT", "ZED", "EVE", "FAY")),
        *(member(code, "FC") for code in ("ANN", "BOB", "CAT", "EVE")),
        member("ANN", "GB", "chair"),
        member("BOB", "GB"),
        member("CAT", "GB", substitutes=("ZED",)),
        member("FAY", "GB"),
    )
    days = ("2015-11-19", "2015-12-10", "2016-01-14", "2016-02-11", "2016-03-10", "2016-06-09")
    plan = calendar(
        problem, *(meeting(problem, "GB", one) for one in days), *(meeting(problem, "FC", one) for one in days[2:])
    )
    return problem, plan


ROWS = [
    *("2015-11-19,GB,1,ANN,yes", "2015-11-19,GB,1,BOB,no", "2015-11-19,GB,1,EVE,yes"),
    *("2015-12-10,GB,2,ANN,yes", "2015-12-10,GB,2,BOB,apologies", "2015-12-10,GB,2,CAT,apologies"),
    *("2016-01-14,GB,3,ANN,yes", "2016-01-14,GB,3,ZED,yes", "2016-01-14,FC,1,ANN,yes", "2016-01-14,FC,1,CAT,yes"),
    *("2016-02-11,GB,4,ANN,yes", "2016-02-11,GB,4,BOB,yes", "2015-11-19,GB,1,FAY,approved"),
]


def test_the_sentences_say_what_has_to_be_looked_at(tmp_path):
    problem, plan = year()
    records = read_records([record(tmp_path, *ROWS)], problem, plan, AttendanceRegister())
    told = list(record_sentences(problem, records))
    assert told[0] == "12 marks of 5 meetings:"
    assert told[-1] == "  Absence of Councillor Fay approved on Thursday 19 November 2015."
    assert "(1 of them in another's place)" in "\n".join(told)
    report = attendance_report(problem, plan, records.register, datetime(2016, 5, 20))
    words = "\n".join(report_sentences(report))
    for sentence in (
        "2 councillors have to be looked at under the law on six months' absence:",
        "Councillor Eve has attended nothing that the register knows since Sunday 1 November 2015. The last day to att",
        "please check at once. Of 2 meetings of theirs since there is no record: see whether they were there.",
        "an absence is approved with no last day named (on Thursday 19 November 2015).",
        "Local Government Act 1972 s.85: 6 months;",
        "No quorum: GB Board on Thursday 19 November 2015 at 10:00: 1 vote of the 2 needed.",
        "Councillor Fay: meetings of every body, 4 of 4 meetings.",
        "The council may wish to look at how often these meet; nothing is cancelled by saying so:",
        "Without breaking a rule of the calendar it could stand down on Thursday 9 June 2016.",
    ):
        assert sentence in words
    assert words.count("without a record") == 1


def test_the_workbook_and_the_return_are_whole_and_the_same_each_time(tmp_path):
    problem, plan = year()
    records = read_records([record(tmp_path, *ROWS)], problem, plan, AttendanceRegister())
    report = attendance_report(problem, plan, records.register, datetime(2016, 5, 20))
    assert attendance_workbook(report) == attendance_workbook(report)
    book = load_workbook(BytesIO(attendance_workbook(report)))
    assert book.sheetnames == [
        *("Six months", "Who came", "No record", "Missed", "Stand down"),
        *("Return by member", "Return by body", "By month", "Register"),
    ]
    assert len(SHEETS) == len(book.sheetnames)
    returned = return_document(report)
    assert returned == return_document(report)
    assert faults_of(returned) == []
    table = Document(BytesIO(returned)).tables[0]
    assert [cell.text for cell in table.rows[0].cells][-1] == "As a substitute"
    assert [cell.text for cell in table.rows[1].cells] == ["Councillor Ann", "5", "5", "100 %", "0", "0", "0", "0"]
    without_day = attendance_report(problem, plan, records.register, None)
    assert "Six months" not in load_workbook(BytesIO(attendance_workbook(without_day))).sheetnames


def test_a_return_of_nothing_says_so():
    problem, plan = year()
    report = attendance_report(problem, plan, AttendanceRegister(), None)
    assert load_workbook(BytesIO(attendance_workbook(report)))["Return by member"]["A2"].value == (
        "No meeting has a record yet."
    )
    assert faults_of(return_document(report)) == []
    assert "There is no record of any meeting yet." in [
        one.text for one in Document(BytesIO(return_document(report))).paragraphs
    ]


def test_nothing_new_is_told_so():
    problem, _ = year()
    assert list(record_sentences(problem, Records(AttendanceRegister(), (), (), 4, (), ()))) == [
        "The register has all of it already: 4 marks."
    ]


def test_a_screen_is_shown_the_same_in_plain_words(plan, signed):
    wanted = Wanted(plan, (signed,), datetime(2015, 11, 28))
    shown = attendance_shown(wanted)
    assert (shown.marks, shown.meetings, shown.near, shown.changes) == (3, 1, (), True)
    assert shown.brought[0] == "3 marks of 1 meeting:"
    assert shown.elsewhere == ELSEWHERE
    assert shown.law.startswith("Local Government Act 1972 s.85: 6 months;")
    assert shown.grid.rows == (("Health Board", (50,)),)
    who_came = next(table for table in shown.tables if table.name == "Who came")
    (row,) = who_came.rows
    assert row[1:4] == ("10:00", "HWB", "Health Board")
    assert [who_came.headings[place] for place in who_came.numbers] == ["Members", "Votes there", "Quorum"]
    assert keep_attendance(replace(wanted, accept=True)) == 1
    later = attendance_shown(replace(wanted, as_of=None))
    assert (later.changes, later.law, later.tables[0].name) == (False, "", "Who came")
    assert attendance_shown(replace(wanted, records=())).brought == ()
    assert sorted(made_in(plan)) == ["attendance.xlsx", "return-by-member.docx"]
