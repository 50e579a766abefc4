"""A seats grid of an input: the memberships that it gives, and whatever is wrong in it, at its cell."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_council import Place, body, faults_of, raw, rows_of
from rounds import rounds
from written_inputs import csv_bytes, write_folder, write_workbook

from scheduler.domain.people import Membership
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_marks import MARKS, SUBSTITUTE, role_in_words, role_of_mark
from scheduler.domain.tables import ROLES
from scheduler.reading import places_of, read_input
from scheduler.reading.parsing import parse, seated_by_grid
from scheduler.reading.seats_grid import MOST_DEPUTIES
from scheduler.reading.tables.headers import GridRow, RawGrid, RawInput
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.texts import CellFault

BOARDS = [body(), body(body="ASM", name="Assembly"), body(body="SUM", name="Summit")]
YEAR = [["setting", "value"], ["title", "Year"], ["start_date", "2015-11-01"], ["end_date", "2016-10-31"]]


def grid_of(*lines: str) -> RawGrid:
    """Return a grid written as `ANN | C | | S`, its first line in row 1; a blank line is a blank row."""
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = {column: text.strip() for column, text in enumerate(line.split("|"), start=1) if text.strip()}
        if cells:
            rows.append(GridRow(number, dict(cells)))
    return RawGrid("Seats", tuple(rows))


def with_grid(grid: RawGrid, *listed: str, **tables: object) -> RawInput:
    found = raw(**{"bodies": BOARDS, "memberships": rows_of(*listed), **tables})  # type: ignore[arg-type]
    return replace(found, seats=grid)


def read(grid: RawGrid, *listed: str, **tables: object) -> tuple[tuple[Membership, ...], tuple[Fault, ...]]:
    problem, warnings = parse(with_grid(grid, *listed, **tables))
    return problem.memberships, tuple(one for one in warnings if one.table != "bodies")


def faults(grid: RawGrid, *listed: str, **tables: object) -> list[tuple[Place, str]]:
    return [((one.table, one.row, one.column), one.message) for one in faults_of(with_grid(grid, *listed, **tables))]


def roles(memberships: tuple[Membership, ...]) -> list[tuple[str, str, str]]:
    return [(row.person, row.body, row.role) for row in memberships]


def test_every_mark_is_a_role_of_the_contract_or_a_substitute() -> None:
    assert set(MARKS) == {*ROLES, SUBSTITUTE}
    assert {mark: role_of_mark(mark) for marks in MARKS.values() for mark in marks} == {
        mark: role for role, marks in MARKS.items() for mark in marks
    }


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("c", "chair"), (" V ", "vice_chair"), ("vc", "vice_chair"), ("✓", "member"), ("✔", "member"), ("x", "member"),
        ("(C)", "chair"), ("co", "co_opted"), ("Vice-Chairman", "vice_chair"), ("Deputy Chair", "vice_chair"),
        ("Co-opted Member", "co_opted"), ("Named Substitute", SUBSTITUTE), ("SUB", SUBSTITUTE), ("Q", None),
        ("Ch", "chair"), ("Chr.", "chair"), ("VCh", "vice_chair"), ("V/Ch", "vice_chair"), ("V-Chair", "vice_chair"),
        ("", None), ("M;S", None), ("9", None),
    ],
)  # fmt: skip
def test_marks_and_words_of_roles(text: str, role: str | None) -> None:
    assert role_of_mark(text) == role


def test_words_alone_are_no_marks() -> None:
    assert [role_in_words(text) for text in ("C", "Chairman", "chair_person", "Chair of Chairs")] == [
        None, "chair", None, None,
    ]  # fmt: skip


def test_each_mark_is_a_membership() -> None:
    memberships, warnings = read(
        grid_of("Member | GB | asm | SUM", "ANN | C | M |", "", "bob | VC | X | O", "CAT | K | CO | A", "DAN | | ✓ | ")
    )
    assert warnings == ()
    assert memberships == (
        Membership("ANN", "GB", "chair"),
        Membership("ANN", "ASM"),
        Membership("BOB", "GB", "vice_chair"),
        Membership("BOB", "ASM"),
        Membership("BOB", "SUM", "observer", voting=False),
        Membership("CAT", "GB", "clerk", voting=False, attendance="required"),
        Membership("CAT", "ASM", "co_opted", voting=False),
        Membership("CAT", "SUM", "adviser", voting=False),
        Membership("DAN", "ASM"),
    )


@pytest.mark.parametrize("lines", [(), ("Person",), ("Person", "ANN", "BOB"), ("Person | GB",), ("Person | GB", "ANN")])
def test_a_grid_without_marks_seats_nobody(lines: tuple[str, ...]) -> None:
    assert read(grid_of(*lines), "person=ANN | body=GB")[0] == (Membership("ANN", "GB"),)


def test_what_stands_beside_a_grid_is_not_read() -> None:
    grid = grid_of(
        "Seats of the year", "", "Councillor | Party | GB | Total | Notes", "ANN | Green | C | 4 | away in May",
        "Total | | 7", "Note to self | | x",
    )  # fmt: skip
    assert roles(read(grid)[0]) == [("ANN", "GB", "chair")]


def test_a_body_may_be_called_as_what_is_not_read() -> None:
    bodies = [body(), body(body="Total", name="Total Place")]
    assert roles(read(grid_of("| Total | GB", "ANN | M | C"), bodies=bodies)[0]) == [
        ("ANN", "Total", "member"),
        ("ANN", "GB", "chair"),
    ]


# -- substitutes


def substitutes(grid: RawGrid, *listed: str, **tables: object) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row.person, row.body): row.substitutes for row in read(grid, *listed, **tables)[0]}


def test_a_pool_deputises_for_every_voting_member_of_its_body() -> None:
    grid = grid_of("| GB | ASM", "ANN | C | M", "BOB | S | M", "CAT | K | S", "DAN | S | ")
    assert substitutes(grid) == {
        ("ANN", "GB"): ("BOB", "DAN"), ("ANN", "ASM"): ("CAT",), ("BOB", "ASM"): ("CAT",), ("CAT", "GB"): (),
    }  # fmt: skip


def test_a_pool_sits_for_members_of_its_own_group() -> None:
    people = rows_of(
        "person=ANN | name=Ann | group=Labour", "person=BOB | name=Bob | group=labour",
        "person=CAT | name=Cat | group=Green", "person=DAN | name=Dan", "person=EVE | name=Eve | group=Green",
    )  # fmt: skip
    grid = grid_of("| GB", "ANN | M", "BOB | S", "CAT | S", "DAN | S", "EVE | M")
    assert substitutes(grid, people=people) == {("ANN", "GB"): ("BOB", "DAN"), ("EVE", "GB"): ("CAT", "DAN")}
    assert substitutes(grid, "person=DAN | body=GB", people=people)["DAN", "GB"] == ("BOB", "CAT")


def test_a_row_of_the_list_keeps_its_own_substitutes() -> None:
    listed = ("person=ANN | body=GB | substitute=DAN", "person=BOB | body=GB")
    assert substitutes(grid_of("| GB", "CAT | S"), *listed) == {("ANN", "GB"): ("DAN",), ("BOB", "GB"): ("CAT",)}


def test_who_can_deputise_for_nobody_is_warned_of() -> None:
    people = rows_of(
        "person=ANN | name=Ann | group=Labour", "person=BOB | name=Bob | group=Green", "person=CAT | name=Cat",
    )  # fmt: skip
    memberships, warnings = read(grid_of("| GB | ASM", "ANN | C | ", "BOB | S | ", "CAT | S | S"), people=people)
    assert [(row.person, row.substitutes) for row in memberships] == [("ANN", ("CAT",))]
    assert [(one.row, one.column, one.message.partition(":")[0]) for one in warnings] == [
        (3, "B", "BOB can deputise for nobody on GB"), (4, "C", "CAT can deputise for nobody on ASM"),
    ]  # fmt: skip


def test_more_substitutes_than_any_council_has_members_are_refused() -> None:
    people = [{"person": f"P{number}", "name": f"P{number}"} for number in range(MOST_DEPUTIES + 3)]
    lines = (f"P{number} | {'S' if number else 'C'}" for number in range(MOST_DEPUTIES + 3))
    assert faults(grid_of("| GB", *lines), people=people) == [
        (("seats", MOST_DEPUTIES + 3, "B"), "GB has more than 200 substitutes by this grid")
    ]


# -- beside the list


def test_a_seat_of_both_is_the_lists() -> None:
    memberships, warnings = read(
        grid_of("| GB | ASM", "ANN | C | X", "BOB | X | M", "CAT | V | "),
        "person=ANN | body=GB | role=chair | start_date=2016-01-01", "person=BOB | body=GB | role=clerk",
        "person=CAT | body=GB",
    )  # fmt: skip
    assert roles(memberships) == [
        ("ANN", "GB", "chair"), ("BOB", "GB", "clerk"), ("CAT", "GB", "member"), ("ANN", "ASM", "member"),
        ("BOB", "ASM", "member"),
    ]  # fmt: skip
    assert warnings == (
        Fault(
            "seats", 4, "B",
            "CAT sits on GB as member by the list of memberships (row 4), and the grid says vice-chair: the list is "
            "followed",
            "Make both say the same, or clear one of them.",
        ),
    )  # fmt: skip


def test_a_member_by_the_list_may_be_in_the_pool() -> None:
    memberships, warnings = read(
        grid_of("| GB", "ANN | C", "BOB | S"), "person=BOB | body=GB | start_date=2016-02-01"
    )  # fmt: skip
    assert [(row.person, row.substitutes) for row in memberships] == [("BOB", ()), ("ANN", ("BOB",))]
    assert [(one.row, one.column) for one in warnings] == [(3, "B")]


def test_members_of_and_the_grid_go_together() -> None:
    problem, _ = parse(with_grid(grid_of("| GB", "ANN | C", "BOB | M"), "body=ASM | members_of=GB"))
    assert [row.person for row in problem.memberships_of_body["ASM"]] == ["ANN", "BOB"]


def test_a_role_with_a_fault_of_its_own_differs_from_nothing() -> None:
    assert faults(grid_of("| GB", "ANN | C"), "person=ANN | body=GB | role=king") == [
        (("memberships", 2, "role"), "“king” is not one of the words this column knows")
    ]


def test_the_column_of_chairs_and_the_grid_go_together() -> None:
    bodies = [body(chair="ANN"), body(body="ASM", name="Assembly", chair="DAN")]
    memberships, warnings = read(grid_of("| GB | ASM", "ANN | X | M", "BOB | V | S"), bodies=bodies)
    assert [(row.person, row.body, row.role, row.substitutes) for row in memberships] == [
        ("ANN", "GB", "chair", ()), ("ANN", "ASM", "member", ("BOB",)), ("BOB", "GB", "vice_chair", ()),
        ("DAN", "ASM", "chair", ("BOB",)),
    ]  # fmt: skip
    assert warnings == ()


# -- faults


def test_a_person_or_a_body_that_is_not_there_is_one_fault() -> None:
    grid = grid_of("| GB | ASMM | SUM", "ANN | C | M | M", "EVE | M | M | M", "BOB | M | M | X")
    assert faults(grid) == [
        (("seats", 1, "C"), "“ASMM” names nothing in the table bodies, and the whole column is about it"),
        (("seats", 3, "A"), "“EVE” names nothing in the table people, and the whole row is about it"),
    ]


def test_what_was_meant_is_asked() -> None:
    found = faults_of(with_grid(grid_of("| ASMM | GB", "ANNE | C")))
    assert [one.remedy for one in found] == [
        "Did you mean ASM? Write it as bodies does, or add it there.",
        "Did you mean ANN? Write it as people does, or add it there.",
    ]


def test_nobody_complains_of_codes_where_their_table_is_not_read() -> None:
    found = with_grid(grid_of("| GB", "EVE | M"))
    del found.tables["people"]
    assert faults_of(found) == ()


def test_who_stands_twice_is_told_with_the_other_place() -> None:
    grid = grid_of("| GB | ASM | gb", "ANN | C | | M", "BOB | M | M | ", "ann | | M | ")
    assert faults(grid) == [
        (("seats", 1, "D"), "GB has a column of the grid already: column B"),
        (("seats", 4, "A"), "ANN has a row of the grid already: row 2"),
    ]


def test_a_strange_mark_is_told_of_once() -> None:
    assert faults(grid_of("| GB | ASM", "ANN | Q | q", "BOB | M;S | C")) == [
        (("seats", 2, "B"), "“Q” is no mark of a seat"),
        (("seats", 3, "B"), "“M;S” is no mark of a seat"),
    ]


def test_marks_in_no_row_or_column_of_anybody() -> None:
    assert faults(grid_of("| GB", "ANN | C | M", "| M", "BOB | | M")) == [
        (("seats", 2, "C"), "“M” stands in a column without a heading"),
        (("seats", 3, "B"), "“M” stands in a row without a person"),
    ]


def test_a_grid_that_stands_the_other_way_is_one_fault() -> None:
    bodies = [body(quorum=3)]
    assert faults(grid_of("| ANN | BOB", "GB | C | M"), bodies=bodies) == [
        (("seats", 1, "B"), "“ANN” stands where a body is wanted: people go down the grid and bodies across")
    ]


def test_cells_that_cannot_be_had_are_faults_at_their_place() -> None:
    broken = CellFault("the formula in it has never been worked out", "Save it.")
    rows = (
        GridRow(1, {1: broken, 2: "GB", 3: broken}),
        GridRow(2, {1: "ANN", 2: broken, 3: "M"}),
        GridRow(3, {1: broken, 2: "M"}),
        GridRow(4, {2: broken}),
        GridRow(5, {1: "BOB", 9: broken}),
    )
    assert faults(RawGrid("Seats", rows)) == [
        (("seats", 1, "C"), broken.message), (("seats", 2, "B"), broken.message), (("seats", 3, "A"), broken.message),
        (("seats", 4, "B"), "a cell stands in a row without a person"), (("seats", 4, "B"), broken.message),
        (("seats", 5, "I"), "a cell stands in a column without a heading"),
    ]  # fmt: skip


def test_a_seat_with_a_fault_may_be_any_that_a_quorum_needs() -> None:
    assert faults(
        grid_of("| GB | ASM", "ANN | C | ", "EVE | M | ", "BOB | Q | "), bodies=[body(quorum=3), BOARDS[1]]
    ) == [
        (("seats", 3, "A"), "“EVE” names nothing in the table people, and the whole row is about it"),
        (("seats", 4, "B"), "“Q” is no mark of a seat"),
    ]


# -- as a sheet or a file


GRID = [["Person", "GB"], ["ANN", "C"]]


@pytest.mark.parametrize("title", ["Seats", "seats grid", "Membership grid", "Committee_membership"])
def test_a_sheet_or_file_of_seats_stands_for_the_memberships(title: str, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "year.xlsx", {"settings": YEAR, title: GRID, "memberships": []})
    folder = write_folder(tmp_path / "year", {"settings.csv": csv_bytes(YEAR), f"{title}.csv": csv_bytes(GRID)})
    (folder / "memberships.csv").unlink()
    for source in (path, folder):
        problem, warnings = read_input(source)
        assert (problem.memberships, warnings) == ((Membership("ANN", "GB", "chair"),), ())
        sheet = title if source == path else f"{title}.csv"
        assert places_of(source).seats == ((sheet, 2, 2),)


def test_a_list_that_is_called_committee_membership_is_a_list(tmp_path: Path) -> None:
    rows = [["Person", "Body"], ["ANN", "GB"]]
    folder = write_folder(
        tmp_path / "year", {"settings.csv": csv_bytes(YEAR), "Committee membership.csv": csv_bytes(rows)}
    )
    (folder / "memberships.csv").unlink()
    problem, _ = read_input(folder)
    assert problem.memberships == (Membership("ANN", "GB"),)
    assert read_tables(folder).seats is None


def test_two_grids_and_an_unreadable_one_are_each_one_fault(tmp_path: Path) -> None:
    bodies = [["body", "name", "quorum", "meetings_max"], ["GB", "Growth Board", 5, 4]]
    files = {"settings.csv": csv_bytes(YEAR), "bodies.csv": csv_bytes(bodies), "seats.csv": csv_bytes(GRID)}
    two = write_folder(tmp_path / "two", {**files, "Seats grid.csv": csv_bytes(GRID)})
    open_quote = write_folder(tmp_path / "quote", {**files, "seats.csv": b'person,GB\nANN,"C\n'})
    for folder in (two, open_quote):
        (folder / "memberships.csv").unlink()
    assert faults_of(read_tables(two)) == (
        Fault(
            "seats", None, None, "there are two files for the seats grid: “Seats grid.csv” and “seats.csv”",
            "Keep one of them.",
        ),
    )  # fmt: skip
    (fault,) = faults_of(read_tables(open_quote))
    assert (fault.table, fault.row) == ("seats", 2)


def test_the_grid_is_part_of_the_fingerprint(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "year", {"seats.csv": csv_bytes(GRID)})
    before = read_tables(folder).sha256
    (folder / "seats.csv").write_bytes(csv_bytes([["Person", "GB"], ["ANN", "M"]]))
    assert read_tables(folder).sha256 != before


def test_the_seats_of_a_grid_are_known_whatever_else_is_wrong() -> None:
    found = with_grid(
        grid_of("| GB | ASM | MOON", "ANN | C | q | M", "BOB | S | X | ", "EVE | M | |"), "person=BOB | body=ASM"
    )  # fmt: skip
    assert seated_by_grid(found) == {("ANN", "GB"), ("ANN", "ASM"), ("BOB", "ASM")}
    assert seated_by_grid(raw()) == frozenset()


# -- the same council as a list and as a grid


@st.composite
def councils(draw: st.DrawFn) -> tuple[dict[str, str], list[str], dict[tuple[str, str], str]]:
    """Draw people with their groups, bodies, and the mark of each who sits."""
    people = {f"P{number}": draw(st.sampled_from(["", "Red", "Blue"])) for number in range(draw(st.integers(1, 6)))}
    boards = [f"B{number}" for number in range(draw(st.integers(1, 4)))]
    marks = ["", "", *(mark for each in MARKS.values() for mark in each)]
    return people, boards, {(who, where): draw(st.sampled_from(marks)) for who in people for where in boards}


def as_list(people: dict[str, str], seats: dict[tuple[str, str], str]) -> list[str]:
    """Return the rows of the list that say what a grid does, its pools written out by themselves."""
    rows = []
    for (who, where), mark in seats.items():
        role = next((role for role, marks in MARKS.items() if mark in marks), None)
        if role in (None, SUBSTITUTE):
            continue
        pool = [one for one in people if seats[one, where] == "S"]
        fitting = [one for one in pool if "" in (people[who], people[one]) or people[who] == people[one]]
        deputies = ";".join(fitting) if role in ("chair", "vice_chair", "member") else ""
        rows.append(f"person={who} | body={where} | role={role} | substitute={deputies}")
    return rows


@pytest.mark.slow
@settings(max_examples=rounds(150), suppress_health_check=list(HealthCheck), derandomize=True)
@given(councils())
def test_a_council_as_a_list_and_as_a_grid_is_the_same(
    drawn: tuple[dict[str, str], list[str], dict[tuple[str, str], str]],
) -> None:
    people, boards, seats = drawn
    tables = {
        "people": [
            {"person": who, "name": who, **({"group": group} if group else {})} for who, group in people.items()
        ],
        "bodies": [body(body=where, name=where) for where in boards],
    }
    lines = (" | ".join([who, *(seats[who, where] for where in boards)]) for who in people)
    gridded, _ = parse(with_grid(grid_of(" | ".join(["", *boards]), *lines), **tables))
    listed, _ = parse(with_grid(grid_of(), *as_list(people, seats), **tables))
    said = [one.name for one in fields(gridded) if one.name != "input_facts"]  # of what the tables say, not the problem
    assert [getattr(gridded, name) for name in said] == [getattr(listed, name) for name in said]


def test_faults_of_a_sheet_name_its_cells_and_come_with_the_memberships(tmp_path: Path) -> None:
    grid = [["Seats of the year"], [], ["", "GB", "AUDIT"], ["ANN", "C", ""], ["EVE", "M", ""], ["Cllr Ann", "", "M"]]
    bodies = [["body", "name"], ["GB", "Growth Board"], ["AUD", "Audit"]]
    sheets = {
        "settings": YEAR,
        "Seats grid": grid,
        "bodies": bodies,
        "rooms": [["room", "name", "venue", "capacity"], ["CR1"]],
    }
    people = [["person", "name"], ["ANN", "Councillor Ann"]]
    path = write_workbook(tmp_path / "year.xlsx", {**sheets, "people": people})
    found = faults_of(read_tables(path))
    assert [(one.table, one.row, one.column, one.cell) for one in found][:2] == [
        ("seats", 5, "A", "'Seats grid'!A5"), ("seats", 6, "A", "'Seats grid'!A6"),
    ]  # fmt: skip
    assert {one.table for one in found[2:]} == {"rooms"}


def test_names_do_as_well_as_codes(tmp_path: Path) -> None:
    grid = [["", "Growth board"], ["Cllr Ann", "C"]]
    path = write_workbook(tmp_path / "year.xlsx", {"settings": YEAR, "Seats": grid, "memberships": []})
    assert read_input(path)[0].memberships == (Membership("ANN", "GB", "chair"),)


def test_headings_that_name_nobody_at_all() -> None:
    assert faults(grid_of("| Moon | Mars", "ANN | C | S", "EVE | S | ")) == [
        (("seats", 1, "B"), "“Moon” names nothing in the table bodies, and the whole column is about it"),
        (("seats", 1, "C"), "“Mars” names nothing in the table bodies, and the whole column is about it"),
        (("seats", 3, "A"), "“EVE” names nothing in the table people, and the whole row is about it"),
    ]
