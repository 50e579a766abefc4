"""An input with a seats grid, its memberships amended: who changes goes from the grid to the list, nobody else."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from builders import day, person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from rounds import rounds

from scheduler.commands.rows_kept import amended_input
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import JOIN, LEAVE, SUBSTITUTE, SeatChange, amendments, with_changes
from scheduler.errors import InputFaults
from scheduler.reading import read_input

Rows = list[list[str]]
PEOPLE = ("ANN", "BOB", "CAT", "DAN", "EVE")
BODIES = ("GB", "ASM")
TABLES: dict[str, Rows] = {
    "settings": [["setting", "value"], ["title", "Year"], ["start_date", "2015-11-01"], ["end_date", "2016-10-31"]],
    "bodies": [["body", "name"], *([code, f"{code} Board"] for code in BODIES)],
    "people": [["person", "name"], *([code, f"Councillor {code}"] for code in PEOPLE)],
    "rooms": [["room", "name", "venue", "capacity"], ["CR1", "Committee Room 1", "Town Hall", "20"]],
}
GRID = [["Members"], [], ["", "GB", "ASM"], ["ANN", "C", "M"], ["BOB", "M", "S"], ["CAT", "S", "V"]]
LIST = [["person", "body", "role"], ["DAN", "GB", "clerk"]]
DAYS = tuple(map(day, ("2015-12-01", "2016-02-01", "2016-06-01")))


def csv_text(rows: Rows) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def folder(path: Path, tables: dict[str, Rows]) -> Path:
    path.mkdir()
    for name, rows in tables.items():
        (path / f"{name}.csv").write_bytes(csv_text(rows).encode("utf-8-sig"))
    return path


def workbook(path: Path, tables: dict[str, Rows]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


Make = Callable[[Path, dict[str, Rows]], Path]


def amended(source: Path, changes: list[SeatChange]) -> tuple[Problem, Problem, dict[str, bytes]]:
    """Return an input as it is wanted, as it reads once amended, and its files."""
    before, _ = read_input(source)
    after = with_changes(before, changes)
    again, files = amended_input(source, before, amendments(before, after))
    return after, again, files


def seats(problem: Problem) -> list[object]:
    return sorted(problem.memberships, key=repr)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("make", [folder, workbook])
def test_who_leaves_or_is_changed_stands_in_the_list(tmp_path: Path, make: Make, *, listed: bool) -> None:
    tables = {**TABLES, "Seats": GRID, **({"memberships": LIST} if listed else {})}
    changes = [
        SeatChange(LEAVE, "ANN", "GB", start=day("2016-02-01")),
        SeatChange(LEAVE, "CAT", "ASM"),
        SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("EVE",)),
    ]
    after, again, _ = amended(make(tmp_path / "year", tables), changes)
    assert seats(again) == seats(after)


def test_the_grid_loses_those_marks_and_keeps_every_other_cell(tmp_path: Path) -> None:
    tables = {**TABLES, "Seats": GRID}
    changes = [SeatChange(LEAVE, "ANN", "GB", start=day("2016-02-01")), SeatChange(LEAVE, "CAT", "ASM")]
    _, _, files = amended(folder(tmp_path / "year", tables), changes)
    wanted = [["Members"], [], ["", "GB", "ASM"], ["ANN", "", "M"], ["BOB", "M", "S"], ["CAT", "S", ""]]
    assert files["Seats.csv"] == csv_text(wanted).encode("utf-8-sig")
    assert files["memberships.csv"].decode().splitlines() == [
        "person,body,role,substitute,end_date", "ANN,GB,chair,CAT,2016-01-31",
    ]  # fmt: skip


def test_the_sheet_loses_those_marks_and_keeps_every_other_cell(tmp_path: Path) -> None:
    source = workbook(tmp_path / "year", {**TABLES, "Seats": GRID, "memberships": LIST})
    _, _, files = amended(source, [SeatChange(LEAVE, "BOB", "GB")])
    (tmp_path / "made.xlsx").write_bytes(files["year.xlsx"])
    made = load_workbook(tmp_path / "made.xlsx")
    assert [[cell.value for cell in row] for row in made["Seats"].iter_rows(min_row=3)] == [
        [None, "GB", "ASM"], ["ANN", "C", "M"], ["BOB", None, "S"], ["CAT", "S", "V"],
    ]  # fmt: skip
    assert [[cell.value for cell in row] for row in made["memberships"].iter_rows()] == LIST


def test_who_joins_is_deputised_for_by_the_pool_as_everybody_is(tmp_path: Path) -> None:
    source = folder(tmp_path / "year", {**TABLES, "Seats": GRID})
    _, again, files = amended(source, [SeatChange(JOIN, "EVE", "GB")])
    assert {row.person: row.substitutes for row in again.memberships_of_body["GB"]} == {
        "ANN": ("CAT",), "BOB": ("CAT",), "EVE": ("CAT",),
    }  # fmt: skip
    assert files["Seats.csv"] == (source / "Seats.csv").read_bytes()


def test_amendments_of_other_tables_leave_the_grid_alone(tmp_path: Path) -> None:
    source = folder(tmp_path / "year", {**TABLES, "Seats": GRID})
    newcomer = person("FAY", name="Fay")
    _, again, files = amended(source, [SeatChange(JOIN, "FAY", "ASM", newcomer=newcomer, start=DAYS[0])])
    assert "FAY" in again.people
    assert files["Seats.csv"] == (source / "Seats.csv").read_bytes()


@st.composite
def grids(draw: st.DrawFn) -> dict[str, Rows]:
    """Draw a grid without pools, and a list and chairs beside it."""
    marks = st.sampled_from(["", "", "C", "V", "M", "X", "O", "K", "CO"])
    grid = [["", *BODIES], *([who, *(draw(marks) for _ in BODIES)] for who in PEOPLE)]
    pairs = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(BODIES))
    listed = [
        [who, where, draw(st.sampled_from(["", "chair", "member"]))] for who, where in sorted(draw(st.sets(pairs)))
    ]
    chairs = [["body", "name", "chair"], *([one, one, draw(st.sampled_from(["", *PEOPLE]))] for one in BODIES)]
    return {**TABLES, "bodies": chairs, "Seats grid": grid, "memberships": [["person", "body", "role"], *listed]}


@st.composite
def seat_changes(draw: st.DrawFn) -> SeatChange:
    action, who = draw(st.sampled_from([JOIN, LEAVE, SUBSTITUTE])), draw(st.sampled_from(PEOPLE))
    deputies = tuple(one for one in draw(st.sampled_from([PEOPLE[:1], PEOPLE[3:]])) if one != who)
    return SeatChange(
        action,
        who,
        draw(st.sampled_from(BODIES)),
        draw(st.sampled_from(["member", "vice_chair"])) if action == JOIN else "member",
        draw(st.one_of(st.none(), st.sampled_from(DAYS))),
        deputies if action == SUBSTITUTE else (),
    )


def possible(problem: Problem, changes: list[SeatChange]) -> list[SeatChange]:
    """Return those changes that contradict nothing."""
    made: list[SeatChange] = []
    for change in changes:
        try:
            with_changes(problem, [*made, change])
        except InputFaults:
            continue
        made.append(change)
    return made


@settings(max_examples=rounds(40), suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    grids(),
    st.lists(seat_changes(), min_size=1, max_size=5),
    st.sampled_from([folder, folder, folder, folder, folder, workbook]),
)
def test_an_amended_input_with_a_grid_reads_as_wanted(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, Rows], changes: list[SeatChange], make: Make
) -> None:
    source = make(tmp_path_factory.mktemp("amended") / "year", tables)
    after, again, _ = amended(source, possible(read_input(source)[0], changes))
    assert seats(again) == seats(after)
    assert again.people == after.people
