"""Changes of membership as a table or in the words of the command line, and every fault of them at once."""

from datetime import date

import pytest
from builders import body, council, day, member, person
from openpyxl import Workbook

from scheduler.domain.people import Person
from scheduler.domain.seat_changes import JOIN, LEAVE, ROLE, SUBSTITUTE, SeatChange
from scheduler.errors import InputFaults
from scheduler.reading.requests.changes import read_seat_changes, seat_changes_in_words
from scheduler.reading.tables.sources import MOST_ROWS

COUNCIL = council(
    body("GB", name="Growth Board", aliases=("Economic Board",)),
    body("A:B"),
    person("ANN", name="Councillor Ann Other", category="councillor"),
    person("CAT"),
    person("C:T"),
    person("A"),
    member("BOB", "GB"),
)
HEADER = "person,body,action,role,date,substitute,name,organisation,category\n"
FEBRUARY = day("2016-02-01")


def write(folder, text, name="changes.csv"):
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / name


def changes_of(path, start=None):
    changes, warnings = read_seat_changes(path, COUNCIL, start)
    assert warnings == ()
    return changes


def faults_of(path):
    with pytest.raises(InputFaults) as caught:
        read_seat_changes(path, COUNCIL)
    return [(fault.table, fault.row, fault.column, fault.message, fault.remedy) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("row", "change"),
    [
        ("ann,gb,Join,,,,", SeatChange(JOIN, "ANN", "GB", table="changes", row=2)),
        (
            "CAT,GB,join,Vice chair,01/02/2016,ann; bob;ann,",
            SeatChange(JOIN, "CAT", "GB", "vice_chair", FEBRUARY, ("ANN", "BOB"), table="changes", row=2),
        ),
        ("BOB,a : b,leave,,2016-02-01,,", SeatChange(LEAVE, "BOB", "A:B", start=FEBRUARY, table="changes", row=2)),
        (
            "BOB,GB,substitute,,,C:T,",
            SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("C:T",), table="changes", row=2),
        ),
        (
            "NEW,GB,join,,,,Councillor New,Green,councillor",
            SeatChange(
                JOIN, "NEW", "GB", newcomer=Person("NEW", "Councillor New", "Green", "councillor"),
                table="changes", row=2,
            ),
        ),
    ],
)  # fmt: skip
def test_each_change_is_read(tmp_path, row, change):
    assert changes_of(write(tmp_path, f"{HEADER}{row}\n")) == (change,)


def test_a_date_of_its_own_goes_before_the_date_of_all(tmp_path):
    path = write(tmp_path, "person,body,action,date\nANN,GB,join,2016-02-01\n\nBOB,GB,leave,\n")
    found = [(change.row, change.start) for change in changes_of(path, day("2016-03-01"))]
    assert found == [(2, FEBRUARY), (4, day("2016-03-01"))]


def test_somebody_new_may_be_named_once_and_meant_everywhere(tmp_path):
    text = f"{HEADER}BOB,GB,substitute,,,NEW,\nNEW,A:B,join,,,,Councillor New\nnew,GB,join,,,,\n"
    changes = changes_of(write(tmp_path, text))
    assert [(change.person, change.substitutes, change.newcomer) for change in changes] == [
        ("BOB", ("NEW",), None),
        ("NEW", (), Person("NEW", "Councillor New")),
        ("NEW", (), Person("NEW", "Councillor New")),
    ]


def test_a_sheet_called_changes_is_read_with_its_real_dates(tmp_path):
    workbook = Workbook()
    workbook.active.append(["nothing"])
    sheet = workbook.create_sheet("Changes")
    for row in (["Person", "Body", "Action", "Date", "Note"], ["ANN", "GB", "join", date(2016, 2, 1), "by-election"]):
        sheet.append(row)
    workbook.save(tmp_path / "changes.xlsx")
    change = SeatChange(JOIN, "ANN", "GB", start=FEBRUARY, table="changes", row=2)
    assert changes_of(tmp_path / "changes.xlsx") == (change,)


@pytest.mark.parametrize(
    ("row", "column", "words", "remedy"),
    [
        (",GB,join", "person", "person is blank, and every row of changes needs it", "Fill in person"),
        ("ANN,,join", "body", "body is blank, and every row of changes needs it", "Fill in body"),
        ("ANN,GB,", "action", "action is blank, and every row of changes needs it", "Fill in action"),
        ("ANN,GB,joins", "action", "“joins” is not one of the words", "Did you mean Join?"),
        ("ANNE,GB,join", "person", "“ANNE” is not the code of a person of the input", "Did you mean ANN?"),
        ("ZZZ,GB,join", "person", "“ZZZ” is not the code", "Write its code. For somebody new, add a column name"),
        ("ANN,Growth,join", "body", "“Growth” is not the code of a body", "Write its code."),
        ("ANN,Economic Bord,join", "body", "is not the code of a body", "Did you mean GB?"),
        ("ANN,GB,join,chairmn", "role", "“chairmn” is not one of the words", "Did you mean Chair?"),
        ("ANN,GB,join,,tomorrow", "date", "“tomorrow” is no date", "2026-11-19"),
        ("ANN,GB,join,,42401", "date", "“42401”", "2026-11-19"),
        ("BOB,GB,leave,,,CAT", "substitute", "who leaves needs no substitute", "Clear the cell, or write join."),
        ("BOB,GB,leave,chair", "role", "a role is for who joins, and this row says leave", "Clear the cell."),
        ("BOB,GB,substitute,chair,,CAT", "role", "a role is for who joins", "Clear the cell."),
        ("BOB,GB,substitute", "substitute", "substitute is blank, and says who may deputise", "at least one"),
        ("BOB,GB,substitute,,,;", "substitute", "substitute is blank, and says who may deputise", "at least one"),
        ("BOB,GB,substitute,,,CAT;CTA", "substitute", "“CTA” is not the code of a person", "Did you mean CAT?"),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(tmp_path, row, column, words, remedy):
    (table, number, where, message, advice), *others = faults_of(write(tmp_path, f"{HEADER}{row}\n"))
    assert (table, number, where, others) == ("changes", 2, column, [])
    assert words in message
    assert remedy in advice


def test_every_fault_is_told_at_once_in_the_order_of_the_rows(tmp_path):
    text = f"{HEADER}ANNE,BG,joins\n,GB,join\n\nBOB,GB,leave,chair,never,CAT\n"
    assert [fault[1:3] for fault in faults_of(write(tmp_path, text))] == [
        (2, "person"), (2, "body"), (2, "action"), (3, "person"), (5, "date"), (5, "substitute"), (5, "role"),
    ]  # fmt: skip


@pytest.mark.parametrize("columns", ["person,body,action", "person,body,action,substitute"])
def test_a_substitute_needs_the_column_too(tmp_path, columns):
    (fault,) = faults_of(write(tmp_path, f"{columns}\nBOB,GB,substitute\n"))
    assert fault[:4] == ("changes", 2, "substitute", "substitute is blank, and says who may deputise")


def test_a_missing_column_is_told_once(tmp_path):
    found = faults_of(write(tmp_path, "person,action\nANN,join\nBOB,leave\n"))
    assert [fault[:4] for fault in found] == [("changes", 1, "body", "the column body is missing")]


def test_a_table_without_changes_is_a_fault(tmp_path):
    found = faults_of(write(tmp_path, HEADER))
    assert found == [("changes", None, None, "there are no changes", "Write one change on each row.")]


def test_a_strange_column_is_warned_of(tmp_path):
    _, warnings = read_seat_changes(write(tmp_path, "person,body,action,dat\nANN,GB,join,\n"), COUNCIL)
    assert [(warning.row, warning.remedy.partition("?")[0]) for warning in warnings] == [(1, "Did you mean date")]


def test_another_name_for_somebody_known_is_warned_of_and_the_inputs_kept(tmp_path):
    text = f"{HEADER}ANN,GB,join,,,,Councillor Ann Else,Green,councillor\n"
    changes, warnings = read_seat_changes(write(tmp_path, text), COUNCIL)
    assert [change.newcomer for change in changes] == [None]
    has = "ANN is known already, and has another {} in the input: {}"
    assert [(warning.table, warning.row, warning.column, warning.message) for warning in warnings] == [
        ("changes", 2, "name", has.format("name", "“Councillor Ann Other”")),
        ("changes", 2, "organisation", has.format("organisation", "none")),
    ]


def test_two_names_for_somebody_new_are_a_fault(tmp_path):
    text = f"{HEADER}NEW,GB,join,,,,One\nNEW,A:B,join,,,,Two,Green\n"
    has = "NEW has another {} in an earlier row: {}"
    assert [fault[1:4] for fault in faults_of(write(tmp_path, text))] == [
        (3, "name", has.format("name", "“One”")),
        (3, "organisation", has.format("organisation", "none")),
    ]


def test_a_code_that_cannot_be_read_is_told_once(tmp_path):
    found = faults_of(write(tmp_path, f"{HEADER}{'N' * 300},GB,join,,,,New\nA;B,GB,join,,,,New\n"))
    assert [fault[1:3] for fault in found] == [(2, "person"), (3, "person")]


def test_a_file_that_is_no_table_says_what_to_give(tmp_path):
    give = (
        "Give a table person, body, action, role, voting, date, substitute, name, organisation, category, email, group "
        "as .csv or .xlsx."
    )
    for path in (tmp_path / "none.csv", tmp_path):
        ((table, row, column, _, remedy),) = faults_of(path)
        assert (table, row, column, remedy) == ("changes", None, None, give)


def test_too_many_rows_are_refused(tmp_path):
    rows = "ANN,GB,join\n" * MOST_ROWS
    ((*_, message, remedy),) = faults_of(write(tmp_path, f"person,body,action\n{rows}"))
    assert (message, remedy) == ("changes.csv has more than 1,000 rows", "Keep fewer changes.")


# -- in words


def said(joins=(), leaves=(), substitutes=(), start=None):
    return seat_changes_in_words(COUNCIL, joins, leaves, substitutes, start)


@pytest.mark.parametrize(
    ("options", "change"),
    [
        ({"joins": ["ann:gb"]}, SeatChange(JOIN, "ANN", "GB")),
        ({"joins": [" Ann : GB : Vice chair "]}, SeatChange(JOIN, "ANN", "GB", "vice_chair")),
        ({"joins": ["ANN:A:B"]}, SeatChange(JOIN, "ANN", "A:B")),
        ({"joins": ["ANN:A:B:clerk"]}, SeatChange(JOIN, "ANN", "A:B", "clerk")),
        ({"joins": ["C:T:A:B:chair"]}, SeatChange(JOIN, "C:T", "A:B", "chair")),
        ({"joins": ["A:A:B"]}, SeatChange(JOIN, "A", "A:B")),
        ({"leaves": ["C:T:GB"], "start": FEBRUARY}, SeatChange(LEAVE, "C:T", "GB", start=FEBRUARY)),
        ({"substitutes": ["BOB:GB:cat"]}, SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("CAT",))),
        ({"substitutes": ["BOB:A:B:C:T"]}, SeatChange(SUBSTITUTE, "BOB", "A:B", substitutes=("C:T",))),
        ({"substitutes": ["C:T:GB:A"]}, SeatChange(SUBSTITUTE, "C:T", "GB", substitutes=("A",))),
    ],
)
def test_options_are_read(options, change):
    assert said(**options) == (change,)


def test_every_fault_of_the_options_is_told_at_once():
    with pytest.raises(InputFaults) as caught:
        said(
            ["ANN", "ANNE:GB", "ANN:BG", "ANN:GB:chairmn"],
            ["ANN", "BOB:"],
            ["BOB", "BOB:GB", "BOB:GB:CTA", "BOB:BG:CAT"],
        )
    assert [(fault.message, fault.remedy) for fault in caught.value.faults] == [
        ("--join ANN: “ANN” is no person and body", "Write a colon between them, such as ANN:HWB."),
        ("--join ANNE:GB: “ANNE” is not the code of a person of the input", "Did you mean ANN? Write its code."),
        ("--join ANN:BG: “BG” is not the code of a body of the input", "Write its code."),
        (
            "--join ANN:GB:chairmn: “chairmn” is not one of the words this column knows",
            "Did you mean Chair? Write Chair, Vice-chair, Member, Co-opted, Adviser, Observer or Clerk.",
        ),
        ("--leave ANN: “ANN” is no person and body", "Write a colon between them, such as ANN:HWB."),
        ("--leave BOB:: “” is not the code of a body of the input", "Write its code."),
        ("--substitute BOB: “BOB” is no person and body", "Write a colon between them, such as ANN:HWB."),
        ("--substitute BOB:GB: “GB” is no body and deputy", "Write PERSON:BODY:DEPUTY."),
        (
            "--substitute BOB:GB:CTA: “CTA” is not the code of a person of the input",
            "Did you mean CAT? Write its code.",
        ),
        ("--substitute BOB:BG:CAT: “BG” is not the code of a body of the input", "Write its code."),
    ]


def test_another_role_and_a_vote_are_read(tmp_path):
    path = write(tmp_path, "person,body,action,role,voting\nBOB,GB,role,chair,\nCAT,GB,join,adviser,yes\n")
    assert changes_of(path) == (
        SeatChange(ROLE, "BOB", "GB", "chair", table="changes", row=2),
        SeatChange(JOIN, "CAT", "GB", "adviser", table="changes", row=3, voting=True),
    )


def test_somebody_new_may_have_an_address(tmp_path):
    path = write(tmp_path, "person,body,action,name,email\nNEW,GB,join,Councillor New,new@council.example\n")
    assert changes_of(path)[0].newcomer == Person("NEW", "Councillor New", email="new@council.example")


def test_what_another_role_needs_and_what_it_has_not(tmp_path):
    path = write(
        tmp_path,
        "person,body,action,role,voting,substitute\nBOB,GB,role,,,\nBOB,GB,role,chair,,CAT\nBOB,GB,leave,,no,\n",
    )
    assert faults_of(path) == [
        ("changes", 2, "role", "role is blank, and says which one it is", "Choose one."),
        (
            "changes", 3, "substitute", "who deputises is left as it is",
            "Clear the cell, or write a row substitute.",
        ),
        ("changes", 4, "voting", "a vote is for who joins, and this row says leave", "Clear the cell."),
    ]  # fmt: skip
