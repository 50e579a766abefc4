"""Scenarios as a CSV file or a sheet, and every fault of them at once."""

from datetime import date, time

import pytest
from builders import body, council, meeting_day, member, person, room, session
from openpyxl import Workbook
from written_inputs import pack, parts_of, worksheet

from scheduler.errors import InputFaults
from scheduler.reading.requests.changes import MOST_SCENARIOS, read_scenarios
from scheduler.reading.tables.sources import MOST_ROWS

COUNCIL = council(
    body("GB", name="Growth Board", aliases=("Economic Board",)),
    body("A:B"),
    body("TP", meeting_day="DAY", session="AM"),
    meeting_day("DAY"),
    session("AM"),
    session("LUNCH"),
    room("CR1"),
    room("CR2"),
    person("ANN", name="Councillor Ann Other"),
    member("BOB", "GB"),
)
HEADER = "scenario,change,subject,value\n"


def write(folder, text, name="what-if.csv"):
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / name


def sheet(folder, rows, title="Scenarios", name="what-if.xlsx"):
    workbook = Workbook()
    workbook.active.title = "First"
    workbook.active.append(["nothing"])
    made = workbook.create_sheet(title)
    for row in rows:
        made.append(row)
    workbook.save(folder / name)
    return folder / name


def words_of(path):
    scenarios, _ = read_scenarios(path, COUNCIL)
    return [(scenario.name, [change.words for change in scenario.changes]) for scenario in scenarios]


def faults_of(path):
    with pytest.raises(InputFaults) as caught:
        read_scenarios(path, COUNCIL)
    return [(fault.table, fault.row, fault.column, fault.message, fault.remedy) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("weekdays,DAY,Tue;Wed", "DAY only on Tuesdays and Wednesdays"),
        ("Preferred weekdays,gb,Friday", "GB rather on Fridays"),
        ("cadence,GB,4", "GB meets 4 times a year"),
        ("cadence,DAY,2 to 4", "DAY meets 2 to 4 times a year"),
        ("join,ann,GB", "ANN joins GB"),
        ("join,Cllr Ann Other,growth board", "ANN joins GB"),
        ("session,lunch,13:00-14:00", "DAY:LUNCH from 13:00 to 14:00"),
        ("join,ANN,gb : Vice chair", "ANN joins GB as vice-chair"),
        ("join,ANN,A:B", "ANN joins A:B"),
        ("join,ANN,A:B:clerk", "ANN joins A:B as clerk"),
        ("leave,BOB,GB", "BOB leaves GB"),
        ("without_room,CR1,", "no CR1"),
        ("session,DAY:LUNCH,13:00-14:00", "DAY:LUNCH from 13:00 to 14:00"),
        ("session,day : lunch,1pm to 2pm", "DAY:LUNCH from 13:00 to 14:00"),
        ("start_times,GB,10:00;14:00", "GB starts at 10:00 or 14:00"),
        ("closed,2016-03-01,", "closed on Tuesday 1 March 2016"),
        ("closed,01/03/2016 to 04/03/2016,Works", "closed from Tuesday 1 March 2016 to Friday 4 March 2016: Works"),
    ],
)
def test_each_change_is_read(tmp_path, row, words):
    assert words_of(write(tmp_path, f"{HEADER}One,{row}\n")) == [("One", [words])]


def test_rows_of_one_name_belong_together_wherever_they_stand(tmp_path):
    text = f"{HEADER}Fewer,without_room,CR1,\nSwap,leave,BOB,GB\n fewer ,cadence,GB,2\n"
    assert words_of(write(tmp_path, text)) == [
        ("Fewer", ["no CR1", "GB meets 2 times a year"]),
        ("Swap", ["BOB leaves GB"]),
    ]
    scenarios, _ = read_scenarios(tmp_path / "what-if.csv", COUNCIL)
    assert [change.row for change in scenarios[0].changes] == [2, 4]


def test_a_sheet_holds_real_dates_times_and_numbers(tmp_path):
    rows = [
        ["Scenario", "Change", "Subject", "Value", "Note"],
        ["One", "closed", date(2016, 3, 1), None, "a note"],
        ["One", "start_times", "GB", time(18, 30), None],
        ["One", "cadence", "GB", 4, None],
    ]
    words = ["closed on Tuesday 1 March 2016", "GB starts at 18:30", "GB meets 4 times a year"]
    assert words_of(sheet(tmp_path, rows)) == [("One", words)]


def test_without_a_sheet_of_that_name_the_first_is_read(tmp_path):
    message = "the headings cannot be read: row 1 has “nothing”"
    assert faults_of(sheet(tmp_path, [["scenario"]], title="Other"))[0][3] == message


def test_a_strange_column_is_warned_of(tmp_path):
    _, warnings = read_scenarios(write(tmp_path, "scenario,change,subject,valeu\nOne,without_room,CR1,\n"), COUNCIL)
    assert [(warning.row, warning.remedy.partition("?")[0]) for warning in warnings] == [(1, "Did you mean value")]


@pytest.mark.parametrize(
    ("row", "column", "words", "remedy"),
    [
        ("One,weekday,DAY,Tue", "change", "“weekday” is not one of the words", "Did you mean Weekdays?"),
        ("One,weekdays,DYA,Tue", "subject", "“DYA” is not the code of a body or a meeting day", "Did you mean DAY?"),
        ("One,weekdays,DAY,Tues;Wensday", "value", "“Wensday” is no day of the week", "Did you mean Wednesday?"),
        ("One,weekdays,DAY,", "value", "value is blank, and weekdays needs it", "Fill in value."),
        ("One,weekdays,,Tue", "subject", "subject is blank, and every row of scenarios needs it", "Fill in subject"),
        ("One,,DAY,Tue", "change", "change is blank", "Fill in change"),
        (",weekdays,DAY,Tue", "scenario", "scenario is blank", "Fill in scenario"),
        ("as IT is,weekdays,DAY,Tue", "scenario", "“as IT is” is always compared", "Write another name."),
        ("One,join,Councillor Ann Otter,GB", "subject", "is not the code of a person", "Did you mean ANN?"),
        ("One,join,ZZZ,GB", "subject", "“ZZZ” is not the code of a person of the input", "Write its code."),
        ("One,join,ANN,Economic Bord", "value", "is not the code of a body of the input", "Did you mean GB?"),
        ("One,join,ANN,GB:chairmn", "value", "“chairmn” is not one of the words", "Did you mean Chair?"),
        ("One,join,ANN,BG:chair", "value", "“BG” is not the code of a body", "Write its code."),
        ("One,without_room,CR1,CR2", "value", "without_room has no value", "Clear the cell."),
        ("One,session,LUNHC,13:00-14:00", "subject", "is not the code of a session", "Did you mean DAY:LUNCH?"),
        ("One,session,DAY:LUNCH,13:00", "value", "“13:00” is no pair of times", "such as 13:00-14:00"),
        ("One,session,DAY:LUNCH,14:00-13:00", "value", "“14:00-13:00” ends before it starts", "13:00-14:00"),
        ("One,closed,2016-03-04 to 2016-03-01,", "subject", "ends before it starts", "Write a day such as"),
        ("One,closed,1 to 2 to 3,", "subject", "neither a day nor a pair of days", "Write a day such as"),
        ("One,cadence,GB,4 to 2", "value", "has the larger number first", "Write a number such as 4"),
        ("One,cadence,GB,1 to 2 to 3", "value", "neither a number nor a pair", "Write a number such as 4"),
        ("One,start_times,GB,25:00", "value", "no time between 00:00 and 23:59", "09:30"),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(tmp_path, row, column, words, remedy):
    (table, number, where, message, advice), *others = faults_of(write(tmp_path, f"{HEADER}{row}\n"))
    assert (table, number, where, others) == ("scenarios", 2, column, [])
    assert words in message
    assert remedy in advice


def test_every_fault_is_told_at_once_in_the_order_of_the_rows(tmp_path):
    text = f"{HEADER}One,weekdays,DYA,Tu\n,join,ANN,GB\n\nTwo,leave,BOBB,G\n"
    assert [fault[1:3] for fault in faults_of(write(tmp_path, text))] == [
        (2, "subject"),
        (2, "value"),
        (3, "scenario"),
        (5, "subject"),
        (5, "value"),
    ]


def test_a_row_that_undoes_another_of_its_scenario_is_a_fault(tmp_path):
    rows = "One,weekdays,DAY,Tue\nTwo,weekdays,DAY,Wed\none,cadence,DAY,2\nOne,weekdays,day,Wed\n"
    assert faults_of(write(tmp_path, f"{HEADER}{rows}")) == [
        (
            "scenarios", 5, "subject", "row 2 of this scenario changes weekdays of the same subject",
            "Keep one of the two rows.",
        )
    ]  # fmt: skip


def test_rows_that_add_to_each_other_are_none(tmp_path):
    rows = "One,leave,BOB,GB\nOne,join,BOB,GB:chair\nOne,join,BOB,TP\nOne,without_room,CR1,\nOne,without_room,CR2,\n"
    assert len(words_of(write(tmp_path, f"{HEADER}{rows}"))[0][1]) == 5


def test_a_name_stands_on_one_line(tmp_path):
    assert words_of(write(tmp_path, f'{HEADER}"Later\n lunch",without_room,CR1,\n')) == [("Later lunch", ["no CR1"])]


def test_an_error_of_the_spreadsheet_is_a_fault_once(tmp_path):
    rows = [["scenario", "change", "subject", "value"], ["One", "without_room", "CR1", None]]
    path = sheet(tmp_path, rows)
    workbook = Workbook()
    workbook.active.title = "Scenarios"
    for row in rows:
        workbook.active.append(row)
    workbook.active["C2"] = "#N/A"
    workbook.active["C2"].data_type = "e"
    workbook.save(path)
    assert [fault[:3] for fault in faults_of(path)] == [("scenarios", 2, "subject")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the table is blank"),
        (HEADER, "there are no scenarios"),
        ("change,subject,value\nleave,BOB,GB\n", "the column scenario is missing"),
        (HEADER + "One,leave,BOB,GB\n" * MOST_ROWS, "more than 1,000 rows"),
        (HEADER + "".join(f"{n},leave,BOB,GB\n" for n in range(MOST_SCENARIOS + 1)), "more than 100 scenarios"),
        (b"\xff\xfe\x00", "UTF-16"),
        (HEADER + 'One,"leave\n', "quotation mark"),
    ],
)
def test_a_file_that_is_no_table_of_scenarios_is_refused(tmp_path, text, words):
    assert [words in fault[3] for fault in faults_of(write(tmp_path, text))] == [True]


NO_WORKBOOKS = [("a.xlsx", b""), ("a.xlsx", b"PK\x03\x04 no"), ("a.ods", b"PK"), ("a.xls", b"x")]


@pytest.mark.parametrize(("name", "content"), NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused(tmp_path, name, content):
    assert len(faults_of(write(tmp_path, content, name))) == 1


def test_a_sheet_with_too_much_on_it_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("scheduler.reading.tables.headers.MOST_ROWS", 100)
    parts = parts_of(worksheet('<row><c t="str"><v>x</v></c></row>' * 102), "Scenarios")
    assert "more than 100 rows" in faults_of(pack(tmp_path / "what-if.xlsx", parts))[0][3]


def test_what_is_not_there_and_what_is_a_folder(tmp_path):
    assert faults_of(tmp_path / "none.csv")[0][3].endswith("none.csv is not there")
    assert faults_of(tmp_path)[0][3].endswith("is a folder")
