"""Grids of members and bodies, either way round, as councils hand them round after the annual meeting."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.domain.found import Found
from scheduler.domain.seat_marks import MARKS, SUBSTITUTE
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.grid import Grid, grid_of
from scheduler.reading.imports.members_grid import members_grid_of
from scheduler.reading.imports.people_tables import take_people
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault

Lines = list[list[object]]
BODIES = ("Planning Committee", "Audit Board", "Cabinet")


def sheet(lines: Lines) -> Grid:
    cells = {
        row: {column: value for column, value in enumerate(line, start=1) if value != ""}
        for row, line in enumerate(lines, start=1)
    }
    return grid_of("grid.xlsx", "sheet", "Sheet1", cells, "Sheet1")


def turned(lines: Lines) -> Lines:
    return [list(line) for line in zip(*lines, strict=True)]


def read(lines: Lines) -> Found:
    found, taken = take_people((sheet(lines),))
    assert taken == {0}
    return found


def seats(found: Found) -> set[tuple[str, str, str]]:
    return {(seat.person, seat.body, seat.role) for seat in found.seats}


def told(found: Found) -> list[tuple[str, str]]:
    return [(one.what, one.source.place) for one in found.left_out]


GRID: Lines = [
    ["", "Planning Committee", "Audit Board", "Cabinet"],
    ["Cllr A Bee", "C", "", "X"],
    ["Cllr C Dee", "M", "VC", ""],
    ["Cllr E Eff", "S", "Member", "Vice-Chair"],
    ["Cllr G Aitch", "✓", "Sub", date(2026, 5, 21)],
]
SEATS = {
    ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr A Bee", "Cabinet", "member"),
    ("Cllr C Dee", "Planning Committee", "member"), ("Cllr C Dee", "Audit Board", "vice_chair"),
    ("Cllr E Eff", "Audit Board", "member"), ("Cllr E Eff", "Cabinet", "vice_chair"),
    ("Cllr G Aitch", "Planning Committee", "member"), ("Cllr G Aitch", "Cabinet", "member"),
}  # fmt: skip


@pytest.mark.parametrize("lines", [GRID, turned(GRID), [["Seats 2026/27", "", "", ""], ["", "", "", ""], *GRID]])
def test_a_grid_either_way_round(lines: Lines) -> None:
    found = read(lines)
    assert seats(found) == SEATS
    assert {(seat.person, seat.body): seat.start_date for seat in found.seats if seat.start_date} == {
        ("Cllr G Aitch", "Cabinet"): date(2026, 5, 21)
    }
    assert {(seat.person, seat.body): seat.substitutes for seat in found.seats if seat.substitutes} == {
        ("Cllr A Bee", "Planning Committee"): ("Cllr E Eff",), ("Cllr C Dee", "Planning Committee"): ("Cllr E Eff",),
        ("Cllr G Aitch", "Planning Committee"): ("Cllr E Eff",), ("Cllr C Dee", "Audit Board"): ("Cllr G Aitch",),
        ("Cllr E Eff", "Audit Board"): ("Cllr G Aitch",),
    }  # fmt: skip
    assert sorted(body.name for body in found.bodies) == sorted(BODIES)
    assert told(found) == []


def test_a_grid_in_a_csv_file() -> None:
    text = ",Planning Committee,Cabinet\nA Bee,C,x\nC Dee,,X\n"
    found = read_source(Content("grid.csv", text.encode(), "csv"))
    assert seats(found) == {
        ("A Bee", "Planning Committee", "chair"), ("A Bee", "Cabinet", "member"), ("C Dee", "Cabinet", "member"),
    }  # fmt: skip


@pytest.mark.parametrize("turn", [list, turned])
def test_what_stands_beside_a_grid(turn: object) -> None:
    lines: Lines = [
        ["", "Party", "E-mail", "Telephone", "Ward", "Planning Committee", "Audit Board", "Total"],
        ["Cllr A Bee", "Green", "a@anytown.example", "01632 960123", "North", "C", "X", 2],
        ["Cllr C Dee", "Labour", "", "01632 960124", "South", "", "X", 1],
        ["Vacancy", "Labour", "", "", "", "X", "", 1],
    ]
    found = read(turn(lines))  # type: ignore[operator] # either of two functions
    assert [(one.name, one.group, one.email) for one in found.people] == [
        ("Cllr A Bee", "Green", "a@anytown.example"), ("Cllr C Dee", "Labour", ""),
    ]  # fmt: skip
    assert seats(found) == {
        ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr A Bee", "Audit Board", "member"),
        ("Cllr C Dee", "Audit Board", "member"),
    }  # fmt: skip
    assert sorted(what for what, _ in told(found)) == ["Telephone", "Total", "Vacancy", "Ward"]
    assert "01632" not in repr(found)


def test_strange_marks_and_strays_are_told() -> None:
    broken = CellFault("the formula in it has never been worked out", "Save it.")
    lines: Lines = [
        ["", "Planning Committee", "Audit Board", ""],
        ["Cllr A Bee\n1 High Street", "C", "perhaps", ""],
        ["Cllr C Dee", "M", broken, "M"],
        ["", "M", "", ""],
        ["01632 960123", "M", "M", ""],
        ["Cllr E Eff", "", "", ""],
        ["Cllr G Aitch", "", "", ""],
    ]
    found = read(lines)
    assert seats(found) == {
        ("Cllr A Bee", "Planning Committee", "chair"), ("Cllr C Dee", "Planning Committee", "member"),
    }  # fmt: skip
    assert told(found) == [
        ("a row without a name", "Sheet1, row 4"), ("a column", "Sheet1!D1"), ("Cllr A Bee", "Sheet1!A2"),
        ("a cell", "Sheet1!A5"), ("perhaps (Cllr A Bee, Audit Board)", "Sheet1!C2"),
        ("a cell (Cllr C Dee, Audit Board)", "Sheet1!C3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        [["Body", "May", "June"], ["Planning Committee", date(2026, 5, 5), date(2026, 6, 2)]],
        [["", "Planning Committee"], ["May 2026", date(2026, 5, 5)], ["June 2026", date(2026, 6, 2)]],
        [["", "Monday", "Tuesday"], ["Planning Committee", "X", ""]],
        [["", "Apples", "Pears"], ["Shop", "x", ""]],
        [["", "Planning Committee"], ["Cllr A Bee", "good"], ["Cllr C Dee", "bad"]],
        [["", "Cabinet", "Cabinet"], ["Cllr A Bee", "X", ""]],
        [["", "Cabinet"], ["Cllr A Bee", ""]],
        [["Planning Committee"], ["Cllr A Bee"]],
        [["", "Cabinet"]],
        [["", "Total"], ["Cllr A Bee", "X"]],
    ],
)
def test_what_is_no_grid_of_members_is_left_to_others(lines: Lines) -> None:
    assert members_grid_of(sheet(lines)) is None
    assert take_people((sheet(lines),))[1] == frozenset()


def test_a_blank_file_has_no_grid() -> None:
    assert take_people((sheet([]),)) == (Found(), frozenset())
    with pytest.raises(Unreadable):
        read_source(Content("grid.csv", b",Cabinet\nMay 2026,X\n", "csv"))


@settings(max_examples=rounds(60), suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.data())
def test_grids_at_random_either_way_round(data: st.DataObject) -> None:
    marks = ["", "", *(mark for each in MARKS.values() for mark in each)]
    people = [f"Cllr {name}" for name in ("Ash", "Birch", "Cedar", "Dogwood")[: data.draw(st.integers(2, 4))]]
    rows: Lines = [[who, *(data.draw(st.sampled_from(marks)) for _ in BODIES)] for who in people]
    lines: Lines = [["", *BODIES], ["Cllr Elm", "C", "C", "C"], *rows]
    role_of = {mark: role for role, each in MARKS.items() for mark in each}
    wanted = {
        (str(line[0]), body, role_of[str(mark)])
        for line in lines[1:]
        for body, mark in zip(BODIES, line[1:], strict=True)
        if mark and role_of[str(mark)] != SUBSTITUTE
    }
    assert seats(read(lines)) == seats(read(turned(lines))) == wanted


def test_headings_of_a_list_beside_a_grid() -> None:
    lines: Lines = [
        ["Anytown Council: committee places", "", "", "", ""],
        ["Surname", "First name", "Group", "Planning (11 members)", "Audit (9)"],
        ["Bee", "Ann", "Green", "C", ""],
        ["Dee", "Carl", "Con", "M", "VC"],
        ["Total", "", "", "2", "1"],
    ]
    found = read(lines)
    assert [(one.name, one.group) for one in found.people] == [("Ann Bee", "Green"), ("Carl Dee", "Con")]
    assert [(one.name, one.seats) for one in found.bodies] == [("Planning", 11), ("Audit", 9)]
    assert seats(found) == {
        ("Ann Bee", "Planning", "chair"), ("Carl Dee", "Planning", "member"), ("Carl Dee", "Audit", "vice_chair"),
    }  # fmt: skip
    assert told(found) == [("Total", "Sheet1!A5")]


def test_the_corner_says_which_way_a_grid_goes() -> None:
    lines: Lines = [["Committee", "Ann Bee", "Carl Dee"], ["Planning", "C", "M"], ["Audit", "", "X"]]
    assert seats(read(lines)) == {
        ("Ann Bee", "Planning", "chair"), ("Carl Dee", "Planning", "member"), ("Carl Dee", "Audit", "member"),
    }  # fmt: skip


def test_a_list_of_members_is_no_grid() -> None:
    lines: Lines = [["Name", "Party", "Role"], ["Cllr A Bee", "Green", "Chair"], ["Cllr C Dee", "Con", "Member"]]
    assert members_grid_of(sheet(lines)) is None
