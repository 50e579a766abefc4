"""Records of attendance: every word for whether somebody came, every fault by its cell, and what is told of each."""

import datetime as dt

import pytest
from builders import body, calendar, council, meeting, member, person
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from rounds import rounds
from written_inputs import csv_bytes

from scheduler.domain.attendance_register import (
    ABSENT,
    APOLOGISED,
    IN_ATTENDANCE,
    PRESENT,
    ApprovedAbsence,
    AttendanceRegister,
    Mark,
)
from scheduler.domain.plan import CANCELLED
from scheduler.errors import InputFaults
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.day_papers.sign_in import sign_in_workbook
from scheduler.reading.requests.attendance import read_records

PROBLEM = council(
    body("GB", start_times="10:00"),
    body("HWB", start_times="10:30"),
    person("EVE", name="Eve Stranger"),
    person("ZOE"),
    member("ANN", "GB", "chair"),
    member("BOB", "GB"),
    member("CAT", "GB", substitutes=("ZED", "YAN")),
    member("PAT", "GB", "clerk"),
    member("BOB", "HWB", "chair"),
    member("DAN", "HWB", substitutes=("ZED",)),
)
PLAN = calendar(
    PROBLEM,
    meeting(PROBLEM, "GB", "2015-11-19", substitutes={"CAT": "ZED"}),
    meeting(PROBLEM, "GB", "2016-01-14"),
    meeting(PROBLEM, "GB", "2016-02-04", status=CANCELLED),
    meeting(PROBLEM, "HWB", "2015-11-19"),
    meeting(PROBLEM, "HWB", "2016-03-03", "10:00"),
    meeting(PROBLEM, "HWB", "2016-03-03", "14:00"),
)
DAY = "2015-11-19"
HEADINGS = ["date", "body", "person", "came", "substitute_for", "signed_for"]


def workbook(folder, *rows, headings=HEADINGS, name="record.xlsx", title="Sign-in", above=()):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in (*above, headings, *rows):
        sheet.append(list(row))
    book.save(folder / name)
    return folder / name


EMPTY = AttendanceRegister()


def read(*paths, kept=EMPTY, as_of=None, correct=False, problem=PROBLEM, plan=PLAN):
    return read_records(paths, problem, plan, kept, as_of, correct=correct)


def marks(found):
    return {(mark.meeting, mark.person): mark.says for mark in found.register.marks}


def faults(*paths, **asked):
    with pytest.raises(InputFaults) as raised:
        read(*paths, **asked)
    return [(fault.cell or fault.row, fault.message) for fault in raised.value.faults]


def of_warnings(found):
    return [(fault.cell, fault.message) for fault in found.warnings]


@pytest.mark.parametrize(
    ("cell", "came"),
    [
        *((word, PRESENT) for word in ("yes", "P", "Present", "Attended", "x", "\N{CHECK MARK}", True, 1, "in person")),
        *((word, APOLOGISED) for word in ("Apologies", "A", "apols", "APOLOGY")),
        *((word, ABSENT) for word in ("no", "Absent", "did not attend", "\N{BALLOT X}", False, 0)),
        *((word, IN_ATTENDANCE) for word in ("in attendance", "Observer", "also present")),
    ],
)
def test_every_word_for_whether_somebody_came(tmp_path, cell, came):
    found = read(workbook(tmp_path, [DAY, "GB", "ANN", cell]))
    assert marks(found) == {("gb-1", "ANN"): (came, None)}


def test_a_councils_own_table_is_read_by_its_own_words(tmp_path):
    rows = [["Thursday 19 November 2015", "Growth Board", "Cllr Ann", "P"], ["19/11/2015", "GB Board", "bob", "apols"]]
    headings = ["Meeting date", "Committee", "Member", "Attendance"]
    problem = council(body("GB", name="GB Board", aliases=("Growth Board",)), member("ANN", "GB"), member("BOB", "GB"))
    plan = calendar(problem, meeting(problem, "GB", DAY))
    path = tmp_path / "minutes.csv"
    path.write_bytes(csv_bytes([["Attendance 2015-16"], [], headings, *rows]))
    found = read(path, problem=problem, plan=plan)
    assert marks(found) == {("gb-1", "ANN"): (PRESENT, None), ("gb-1", "BOB"): (APOLOGISED, None)}
    assert [mark.source for mark in found.new] == ["minutes.csv, row 4", "minutes.csv, row 5"]


def test_the_meeting_may_be_named_in_its_place(tmp_path):
    headings = ["date", "meeting", "name", "came"]
    rows = [[DAY, "GB Board (Annual Meeting)", "Councillor Ann", "yes"], [DAY, "GB#1", "BOB", "yes"]]
    found = read(workbook(tmp_path, *rows, headings=headings))
    assert sorted(marks(found)) == [("gb-1", "ANN"), ("gb-1", "BOB")]


def test_where_each_mark_stands_is_kept(tmp_path):
    path = workbook(tmp_path, [DAY, "GB", "ANN", "yes"], above=(["Sign-in of the day"], []))
    (mark,) = read(path).new
    assert mark == Mark("gb-1", "GB", dt.date(2015, 11, 19), "ANN", PRESENT, None, "record.xlsx, 'Sign-in'!D4")


def test_every_sheet_with_the_headings_is_read_and_no_other(tmp_path):
    book = Workbook()
    book.active.append(["What this is"])
    for title, code in (("One", "ANN"), ("Two", "BOB"), ("Hidden", "PAT")):
        sheet = book.create_sheet(title)
        sheet.append(HEADINGS[:4])
        sheet.append([DAY, "GB", code, "yes"])
    book.create_sheet("Lists").append(["yes", "no"])
    book["Hidden"].sheet_state = book["Lists"].sheet_state = "hidden"
    book.save(tmp_path / "days.xlsx")
    found = read(tmp_path / "days.xlsx")
    assert sorted(marks(found)) == [("gb-1", "ANN"), ("gb-1", "BOB")]
    assert of_warnings(found) == [("", "the sheet “Hidden” is hidden, and is not read")]


def test_a_substitute_is_in_the_place_that_is_said_or_that_the_calendar_has(tmp_path):
    said = [[DAY, "GB", "YAN", "yes", "CAT", None], [DAY, "GB", "CAT", "apologies", None, None]]
    assert marks(read(workbook(tmp_path, *said))) == {
        ("gb-1", "YAN"): (PRESENT, "CAT"),
        ("gb-1", "CAT"): (APOLOGISED, None),
    }
    signed = workbook(tmp_path, [DAY, "GB", "CAT", None, None, "Councillor Yan"])
    assert marks(read(signed)) == {("gb-1", "YAN"): (PRESENT, "CAT")}
    by_calendar = workbook(tmp_path, [DAY, "GB", "ZED", "yes"], [DAY, "HWB", "ZED", "no"])
    assert marks(read(by_calendar)) == {("gb-1", "ZED"): (PRESENT, "CAT")}
    sent = workbook(tmp_path, [DAY, "GB", "CAT", "substitute sent"])
    assert marks(read(sent)) == {("gb-1", "ZED"): (PRESENT, "CAT")}
    by_list = workbook(tmp_path, ["2016-01-14", "GB", "YAN", "yes"])
    assert marks(read(by_list)) == {("gb-2", "YAN"): (PRESENT, "CAT")}


def test_whoever_else_was_there_is_also_present(tmp_path):
    found = read(workbook(tmp_path, [DAY, "GB", "Eve Stranger", "yes"], [DAY, "GB", "ZOE", "no"]))
    assert marks(found) == {("gb-1", "EVE"): (IN_ATTENDANCE, None)}
    assert [cell for cell, _ in of_warnings(found)] == ["'Sign-in'!C2", "'Sign-in'!C3"]
    both = workbook(tmp_path, ["2016-01-14", "GB", "CAT", "yes"], ["2016-01-14", "GB", "YAN", "yes"])
    assert marks(read(both))["gb-2", "YAN"] == (IN_ATTENDANCE, None)


def test_who_is_on_nobodys_list_may_be_a_substitute_all_the_same(tmp_path):
    found = read(workbook(tmp_path, [DAY, "GB", "EVE", "yes", "BOB"]))
    assert marks(found) == {("gb-1", "EVE"): (PRESENT, "BOB")}
    assert "not among the substitutes" in of_warnings(found)[0][1]


def test_everything_that_cannot_be_is_told_at_once_by_its_cell(tmp_path):
    path = workbook(
        tmp_path,
        [DAY, "GB", "ANNE", "yes"],
        [DAY, "GBB", "BOB", "yes"],
        ["2015-11-20", "GB", "BOB", "yes"],
        ["2016-02-04", "GB", "BOB", "yes"],
        ["tomorrow", "GB", "BOB", "yes"],
        [DAY, "GB", "BOB", "perhaps"],
        [None, "GB", "BOB", "yes"],
        [DAY, None, "BOB", "yes"],
        [DAY, "GB", None, "yes"],
        ["2016-03-03", "HWB", "BOB", "yes"],
        [DAY, "GB", "BOB", "remotely"],
        [DAY, "GB", "BOB", "substitute"],
        [DAY, "GB", "ANN", "yes", None, "ZED"],
    )
    found = faults(path)
    assert [cell for cell, _ in found] == [
        *("'Sign-in'!C2", "'Sign-in'!B3", "'Sign-in'!A4", "'Sign-in'!A5", "'Sign-in'!A6", "'Sign-in'!D7"),
        *("'Sign-in'!A8", "'Sign-in'!B9", "'Sign-in'!C10", "'Sign-in'!A11", "'Sign-in'!D12", "'Sign-in'!D13"),
        "'Sign-in'!F14",
    ]
    words = dict(found)
    assert words["'Sign-in'!A4"] == "GB Board has no meeting on Friday 20 November 2015"
    assert words["'Sign-in'!A5"] == "the meeting of GB Board on Thursday 4 February 2016 is cancelled in the calendar"
    assert words["'Sign-in'!A11"] == "HWB Board has 2 meetings on Thursday 3 March 2016"
    with pytest.raises(InputFaults) as raised:
        read(path)
    remedies = {fault.cell: fault.remedy for fault in raised.value.faults}
    assert remedies["'Sign-in'!C2"] == "Did you mean ANN? Write its code."
    assert remedies["'Sign-in'!A4"] == (
        "Its meetings nearest to that day are on Thursday 19 November 2015 and Thursday 14 January 2016."
    )


def test_a_number_or_a_start_says_which_of_two_meetings(tmp_path):
    headings = ["date", "body", "number", "start", "person", "came"]
    first = ["2016-03-03", "HWB", 2, None, "BOB", "yes"]
    second = ["2016-03-03", "HWB", None, "14:00", "DAN", "yes"]
    assert sorted(marks(read(workbook(tmp_path, first, second, headings=headings)))) == [
        ("hwb-2", "BOB"),
        ("hwb-3", "DAN"),
    ]
    late = [DAY, "GB", None, "10:20", "ANN", "yes"]
    assert sorted(marks(read(workbook(tmp_path, late, headings=headings)))) == [("gb-1", "ANN")]
    ((_, told),) = faults(workbook(tmp_path, [DAY, "GB", 7, None, "ANN", "yes"], headings=headings))
    assert told == "the meeting of GB Board on Thursday 19 November 2015 is number 1 at 10:00"


def test_a_meeting_of_a_body_without_any_is_told_so(tmp_path):
    problem = council(body("GB"), body("NEW"), member("ANN", "GB"))
    plan = calendar(problem, meeting(problem, "GB", DAY))
    with pytest.raises(InputFaults) as raised:
        read(workbook(tmp_path, [DAY, "NEW", "ANN", "yes"]), problem=problem, plan=plan)
    assert raised.value.faults[0].remedy == "It has none in the calendar."


def test_what_is_not_held_yet_has_nobody_there(tmp_path):
    path = workbook(tmp_path, ["2016-01-14", "GB", "ANN", "yes"])
    assert len(read(path, as_of=dt.date(2016, 1, 14)).new) == 1
    ((_, told),) = faults(path, as_of=dt.date(2016, 1, 13))
    assert told.endswith("is not held yet, as of Wednesday 13 January 2016")


def test_two_marks_of_one_person_must_agree(tmp_path):
    one, same = [DAY, "GB", "ANN", "yes"], [DAY, "GB", "Councillor Ann", "P"]
    assert len(read(workbook(tmp_path, one, same)).new) == 1
    ((cell, told),) = faults(workbook(tmp_path, one, [DAY, "GB", "ANN", "no"]))
    assert (cell, "record.xlsx, 'Sign-in'!D2 says present, this row absent" in told) == ("'Sign-in'!D3", True)
    other = workbook(tmp_path, [DAY, "GB", "ANN", "apologies"], name="other.xlsx")
    ((_, told),) = faults(workbook(tmp_path, one), other)
    assert told == (
        "two marks of Councillor Ann at GB Board on Thursday 19 November 2015 at 10:00: "
        "record.xlsx, 'Sign-in'!D2 says present, this row apologies"
    )


def test_a_substitute_who_signed_and_came_nowhere_is_a_fault(tmp_path):
    rows = [[DAY, "GB", "ZED", "no"], [DAY, "GB", "CAT", "no", None, "ZED"]]
    ((cell, told),) = faults(workbook(tmp_path, *rows))
    assert cell == "'Sign-in'!F3"
    assert told.startswith("Councillor Zed is said to have signed for a member, and did not come")
    agreed = [[DAY, "GB", "ZED", "yes"], [DAY, "GB", "CAT", "no", None, "ZED"]]
    assert marks(read(workbook(tmp_path, *agreed)))["gb-1", "ZED"] == (PRESENT, "CAT")
    turned = [agreed[1], agreed[0]]
    assert marks(read(workbook(tmp_path, *turned)))["gb-1", "ZED"] == (PRESENT, "CAT")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["CAT", "yes"], ["ZED", "yes"]], "Councillor Cat is marked present (record.xlsx, 'Sign-in'!D2), and so is"),
        ([["YAN", "yes", "CAT"], ["ZED", "yes", "CAT"]], "both took the place of Councillor Cat"),
        (
            [["ANN", "yes", "CAT"]],
            "Councillor Ann is a member of GB Board, and cannot take the place of Councillor Cat",
        ),
        ([["ZED", "yes", "DAN"]], "Councillor Dan is no member of GB Board on Thursday 19 November 2015"),
    ],
)
def test_nobody_sits_where_they_cannot(tmp_path, rows, words):
    ((_, told),) = faults(workbook(tmp_path, *([DAY, "GB", *row] for row in rows)))
    assert words in told


def test_somebody_at_two_meetings_at_once_is_warned_of(tmp_path):
    found = read(workbook(tmp_path, [DAY, "GB", "BOB", "yes"], [DAY, "HWB", "BOB", "yes"]))
    assert "at the same time" in of_warnings(found)[0][1]
    assert len(found.new) == 2


def test_a_cross_beside_ticks_may_mean_either(tmp_path):
    rows = [[DAY, "GB", "ANN", "\N{CHECK MARK}"], [DAY, "GB", "BOB", "x"]]
    assert faults(workbook(tmp_path, *rows)) == [("'Sign-in'!D3", "“x” stands beside ticks, and may mean either")]


def test_the_register_is_not_written_over_unless_it_is_said(tmp_path):
    kept = read(workbook(tmp_path, [DAY, "GB", "ANN", "yes"], [DAY, "GB", "BOB", "no"], name="first.xlsx")).register
    later = workbook(tmp_path, [DAY, "GB", "ANN", "yes"], [DAY, "GB", "BOB", "apologies"])
    ((cell, told),) = faults(later, kept=kept)
    assert cell == "'Sign-in'!C3"
    assert told == (
        "the register has Councillor Bob as absent (from first.xlsx, 'Sign-in'!D3), and this row says apologies"
    )
    found = read(later, kept=kept, correct=True)
    assert (found.new, found.known) == ((), 1)
    assert [(one.came, two.came) for one, two in found.corrected] == [(ABSENT, APOLOGISED)]
    assert marks(found)["gb-1", "BOB"] == (APOLOGISED, None)


def test_an_absence_that_was_approved_is_read(tmp_path):
    headings = ["date", "body", "person", "came", "until"]
    rows = [[DAY, "GB", "ANN", "approved", "2016-06-30"], [DAY, None, "BOB", "Leave of absence", None]]
    found = read(workbook(tmp_path, *rows, headings=headings))
    source = "record.xlsx, 'Sign-in'!D"
    assert found.approved == (
        ApprovedAbsence("ANN", dt.date(2015, 11, 19), "GB", dt.date(2016, 6, 30), f"{source}2"),
        ApprovedAbsence("BOB", dt.date(2015, 11, 19), None, None, f"{source}3"),
    )
    assert read(workbook(tmp_path, *rows, headings=headings), kept=found.register).approved == ()
    other = workbook(tmp_path, [DAY, "GB", "ANN", "approved", None], headings=headings)
    ((_, told),) = faults(other, kept=found.register)
    assert told.startswith("the register has the absence of Councillor Ann as until Thursday 30 June 2016")
    assert read(other, kept=found.register, correct=True).approved[0].until is None
    wrong = [[DAY, "GB", "ANN", "approved", "2015-01-01"], [DAY, "GB", "NOBODY", "approved", None]]
    assert [cell for cell, _ in faults(workbook(tmp_path, *wrong, headings=headings))] == [
        "'Sign-in'!E2",
        "'Sign-in'!C3",
    ]
    twice = [[DAY, "GB", "ANN", "approved", None], [DAY, "HWB", "ANN", "approved", None]]
    assert "told twice" in faults(workbook(tmp_path, *twice, headings=headings))[0][1]


def test_a_record_without_its_columns_or_without_marks_is_refused(tmp_path):
    assert "nobody is marked" in faults(workbook(tmp_path, [DAY, "GB", "ANN", None]))[0][1]
    two = workbook(tmp_path, [DAY, "GB", "ANN", None]), workbook(tmp_path, [DAY, "GB", "BOB", None], name="b.xlsx")
    assert faults(*two) == [(None, "nobody is marked in them")]
    assert "columns" in faults(workbook(tmp_path, ["GB"], headings=["body"]))[0][1]
    no_body = workbook(tmp_path, [DAY, "ANN", "yes"], headings=["date", "person", "came"])
    assert faults(no_body) == [(None, "neither body nor meeting heads a column")]
    no_person = workbook(tmp_path, [DAY, "GB", "yes"], headings=["date", "body", "came"])
    assert faults(no_person) == [(None, "neither person nor name heads a column")]


def test_files_that_are_no_tables_are_told_of_each(tmp_path):
    (tmp_path / "notes.txt").write_text("Everybody came.")
    good = workbook(tmp_path, [DAY, "GB", "ANN", "perhaps"])
    with pytest.raises(InputFaults) as raised:
        read(tmp_path / "notes.txt", tmp_path / "gone.xlsx", good)
    assert [fault.table for fault in raised.value.faults] == ["notes.txt", "gone.xlsx", "record.xlsx"]
    assert raised.value.faults[1].remedy.startswith("Give a sign-in workbook filled in, or a table date, body, person")


def test_a_formula_without_its_value_says_nothing_and_is_told(tmp_path):
    path = workbook(tmp_path, [DAY, "GB", "ANN", '=IF(1,"yes","no")'], ["=TODAY()", "GB", "BOB", "yes"])
    assert [cell for cell, _ in faults(path)] == ["'Sign-in'!D2", "'Sign-in'!A3"]


def test_a_record_of_more_rows_than_any_council_has_is_refused(tmp_path):
    (tmp_path / "long.csv").write_bytes(csv_bytes([HEADINGS[:4], *([[DAY, "GB", "ANN", "yes"]] * 20_001)]))
    assert faults(tmp_path / "long.csv") == [(None, "long.csv has more than 20,000 rows")]


def test_what_no_longer_is_a_body_keeps_the_seats_of_the_calendar(tmp_path):
    fewer = council(body("GB"), body("HWB"), member("BOB", "HWB"), person("ANN"))
    found = read(workbook(tmp_path, [DAY, "GB", "ANN", "yes"]), problem=fewer)
    assert marks(found) == {("gb-1", "ANN"): (IN_ATTENDANCE, None)}


@settings(max_examples=rounds(10))
@given(st.data())
def test_the_sign_in_workbook_gives_exactly_the_marks_put_on_it(tmp_path_factory, data):
    made = sign_in_workbook(Day(PROBLEM, PLAN, dt.date(2015, 11, 19)))
    path = tmp_path_factory.mktemp("signed") / "sign-in.xlsx"
    path.write_bytes(made)
    book = load_workbook(path)
    sheet = book["Sign-in"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Date")
    columns = {cell.value: cell.column for cell in header}
    wanted = {}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        cells = {name: sheet.cell(row, column) for name, column in columns.items()}
        who, instead = cells["Person"].value, cells["Substitute for"].value
        came = data.draw(st.sampled_from([None, "yes", "no", "apologies"]))
        if who is None or came is None:
            continue
        there = wanted.get(("GB", instead)) if instead else None
        if instead and (came != "yes" or there == (PRESENT, None)):
            continue
        cells["Came"].value = came
        said = {"yes": PRESENT, "no": ABSENT, "apologies": APOLOGISED}[came]
        wanted[cells["Body"].value, who] = (said, instead if said == PRESENT else None)
    book.save(path)
    if wanted:
        found = read(path)
        assert {(mark.body, mark.person): mark.says for mark in found.new} == wanted
    else:
        assert "nobody is marked" in faults(path)[0][1]
