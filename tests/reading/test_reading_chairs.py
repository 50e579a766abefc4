"""The column `chair` of bodies: a membership, wherever else the seat stands."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from raw_council import SOUND, body, faults_of, parse, problem_of, raw, rows_of

from scheduler.commands.rows_kept import amended_input
from scheduler.domain.people import Membership
from scheduler.domain.seat_changes import JOIN, LEAVE, SeatChange, amendments, with_changes
from scheduler.reading import places_of, read_input
from tests.reading.written_inputs import Table, csv_bytes, write_folder, write_workbook

BOARD = body(chair="Cllr Ann")
MEMBERS = rows_of("person=BOB | body=GB", "person=CAT | body=GB")
SETTINGS: Table = [["setting", "value"], ["title", "Year"], ["start_date", "2015-11-01"], ["end_date", "2016-10-31"]]


def test_who_chairs_by_the_body_is_seated() -> None:
    people = [{"person": code, "name": code.title()} for code in ("ANN", "BOB", "CAT")]
    problem = problem_of(people=people, bodies=[BOARD], memberships=MEMBERS)
    assert problem.memberships[-1] == Membership("ANN", "GB", "chair")


@pytest.mark.parametrize("role", ["", "chair", "member"])
def test_a_membership_that_says_no_other_role_becomes_the_chairs(role: str) -> None:
    members = [*MEMBERS, *rows_of(f"person=ANN | body=GB | role={role} | end_date=2016-05-01")]
    problem = problem_of(bodies=[body(chair="ANN")], memberships=members)
    assert [(one.person, one.role) for one in problem.memberships] == [
        ("BOB", "member"), ("CAT", "member"), ("ANN", "chair"),
    ]  # fmt: skip


def test_a_membership_in_another_role_is_followed_and_told() -> None:
    members = [*MEMBERS, *rows_of("person=ANN | body=GB | role=vice-chair", "person=DAN | body=GB | role=chair")]
    problem, warnings = parse(raw(bodies=[body(chair="ANN")], memberships=members))
    assert [one.role for one in problem.memberships] == ["member", "member", "vice_chair", "chair"]
    assert [(fault.table, fault.row, fault.column, fault.message) for fault in warnings] == [
        ("bodies", 2, "chair", "ANN chairs GB by this cell, and DAN by memberships, row 5"),
        (
            "bodies", 2, "chair",
            "ANN chairs GB by this cell, and is vice-chair by memberships, row 4: that is followed",
        ),
    ]  # fmt: skip


def test_a_chair_who_is_nobody_is_a_fault_at_the_cell() -> None:
    (fault,) = faults_of(raw(bodies=[body(chair="Eve")], memberships=SOUND["memberships"]))
    assert (fault.table, fault.row, fault.column) == ("bodies", 2, "chair")
    assert fault.message == "“Eve” names nothing in the table people"


@pytest.mark.parametrize("nobody", ["Vacant", "vacancy", "TBC", "To be confirmed", "-", "n/a"])
def test_a_chair_that_is_vacant_is_nobody(nobody: str) -> None:
    problem = problem_of(bodies=[body(chair=nobody)], memberships=MEMBERS)
    assert [one.role for one in problem.memberships] == ["member", "member"]


def tables() -> dict[str, Table]:
    people = [["person", "name"], *([code, code.title()] for code in ("ANN", "BOB", "CAT"))]
    bodies = [["body", "name", "Chairman", "meetings_max"], ["GB", "Growth Board", "Ann", 4]]
    return {
        "settings": SETTINGS,
        "people": people,
        "bodies": bodies,
        "memberships": [["person", "body"], ["BOB", "GB"], ["CAT", "GB"]],
    }


@pytest.mark.parametrize("kind", ["workbook", "folder"])
@pytest.mark.parametrize(
    ("changes", "seats"),
    [
        ([SeatChange(LEAVE, "ANN", "GB")], {("BOB", "member"), ("CAT", "member")}),
        (
            [SeatChange(LEAVE, "ANN", "GB"), SeatChange(JOIN, "ANN", "GB", "member")],
            {("BOB", "member"), ("CAT", "member"), ("ANN", "member")},
        ),
        ([SeatChange(LEAVE, "BOB", "GB")], {("CAT", "member"), ("ANN", "chair")}),
    ],
)
def test_a_change_of_the_chair_is_written_where_it_stands(
    tmp_path: Path, kind: str, changes: list[SeatChange], seats: set[tuple[str, str]]
) -> None:
    if kind == "workbook":
        source = write_workbook(tmp_path / "year.xlsx", tables())
    else:
        source = write_folder(tmp_path / "year", {f"{name}.csv": csv_bytes(rows) for name, rows in tables().items()})
    before, _ = read_input(source)
    after = with_changes(before, changes)
    made, _ = amended_input(source, before, amendments(before, after))
    assert {(one.person, one.role) for one in made.memberships} == seats


def test_a_chair_whom_the_list_has_too_keeps_the_role_there(tmp_path: Path) -> None:
    given = {**tables(), "memberships": [["person", "body"], ["ANN", "GB"], ["BOB", "GB"], ["CAT", "GB"]]}
    source = write_workbook(tmp_path / "year.xlsx", given)
    assert dict(places_of(source).chairs) == {("ANN", "GB"): ("bodies", 2, 3)}
    before, _ = read_input(source)
    after = with_changes(before, [SeatChange(LEAVE, "ANN", "GB", start=before.settings.start_date.replace(day=20))])
    made, files = amended_input(source, before, amendments(before, after))
    assert [(one.person, one.role, one.end_date is None) for one in made.memberships] == [
        ("ANN", "chair", False), ("BOB", "member", True), ("CAT", "member", True),
    ]  # fmt: skip
    (tmp_path / "after.xlsx").write_bytes(files["year.xlsx"])
    assert load_workbook(tmp_path / "after.xlsx")["bodies"]["C2"].value is None
