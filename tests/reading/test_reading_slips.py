"""One fault for one slip, however many rows it spoils."""

from pathlib import Path

import pytest
from raw_council import BODY, SOUND, body, faults_of, raw, rows_of

from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.parsing import parse, read_input
from scheduler.reading.slips import also_in, rows_in_words, told_once
from scheduler.reading.tables.texts import CellFault
from tests.reading.written_inputs import write_workbook


def said(found: tuple[Fault, ...]) -> list[tuple[str, int | None, str | None, str]]:
    return [(fault.table, fault.row, fault.column, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([3], "row 3"),
        ([3, 4], "rows 3 and 4"),
        ([2, 3, 4, 5, 6], "rows 2, 3, 4, 5 and 6"),
        ([2, 3, 4, 5, 6, 7], "rows 2, 3, 4, 5, 6 and 1 more"),
    ],
)
def test_rows_in_words(rows: list[int], words: str) -> None:
    assert rows_in_words(rows) == words


def test_places_of_several_tables_begin_with_its_own() -> None:
    places = [("links", 2), ("bodies", 4), ("bodies", 5), ("links", 3)]
    assert also_in(places, "bodies") == "rows 4 and 5, and links, rows 2 and 3"
    assert also_in(places[:1], "bodies") == "links, row 2"
    assert also_in([], "bodies") == ""


def test_an_unknown_code_is_told_once_with_every_row_that_names_it() -> None:
    members = [*SOUND["memberships"], *rows_of(*["person=ANN | body=HWB"] * 2, "person=BOB | body=hwb")]
    found = raw(memberships=members, reporting=rows_of("from_body=HWB | to_body=GB"))
    assert said(faults_of(found)) == [
        (
            "memberships",
            5,
            "body",
            "“HWB” names nothing in the table bodies (also in rows 6 and 7, and reporting, row 2)",
        )
    ]


def test_codes_of_a_row_whose_code_cannot_be_read_are_no_slips_of_their_own() -> None:
    fault = CellFault("the formula in it has never been worked out", "Save it.")
    rows = [BODY, {"body": fault, "name": "Health Board"}]
    members = [*SOUND["memberships"], *rows_of(*["person=ANN | body=HWB"] * 50, "person=BOB | body=health board")]
    found = raw(bodies=rows, memberships=members)
    found.faults.append(Fault("bodies", 3, "body", fault.message, fault.remedy))
    named = [("bodies", 3, "body", fault.message)]
    assert said(faults_of(found)) == named
    another = raw(bodies=rows, memberships=[*members, *rows_of("person=CAT | body=Zzz")])
    another.faults.append(Fault("bodies", 3, "body", fault.message, fault.remedy))
    assert said(faults_of(another)) == [
        *named,
        ("memberships", 5, "body", "“HWB” names nothing in the table bodies (also in rows 6, 7, 8, 9, 10 and 44 more)"),
        ("memberships", 56, "body", "“Zzz” names nothing in the table bodies"),
    ]


def test_a_column_of_one_kind_of_nonsense_is_one_fault() -> None:
    people = [{"person": f"P{n}", "name": "", "weekdays": f"no idea {n}"} for n in range(8)]
    found = faults_of(raw(people=[*SOUND["people"], *people[:6]]))
    assert said(found) == [
        ("people", 6, "name", "name is blank, and every row of people needs it (also in rows 7, 8, 9, 10 and 11)"),
        ("people", 6, "weekdays", f"{_no_day(0)} (likewise in rows 7, 8, 9, 10 and 11)"),
    ]


def _no_day(number: int) -> str:
    return f"“no idea {number}” is no day of the week"


def test_a_few_cells_of_a_kind_are_told_each() -> None:
    people = [{"person": f"P{n}", "name": "N", "organisation": f"O{n}", "weekdays": f"no idea {n}"} for n in range(40)]
    found = raw(people=[*SOUND["people"], *people[:4], *({**one, "weekdays": "Mon"} for one in people[4:])])
    assert [fault.message for fault in faults_of(found)] == [_no_day(number) for number in range(4)]


def test_two_of_a_kind_are_told_each_and_faults_without_rows_too() -> None:
    faults = [Fault("bodies", 2, "name", "blank", "x"), Fault("bodies", 3, "name", "blank", "x")]
    nowhere = [Fault("", None, None, "gone", "x")] * 9
    assert told_once([*faults, *nowhere], {}) == [*faults, *nowhere]


def test_warnings_are_told_once_too() -> None:
    bodies = [body(body=f"B{n}", name=f"B{n}", venue="Barn") for n in range(4)]
    members = [{"person": "ANN", "body": f"B{n}"} for n in range(4)]
    _, warnings = parse(raw(bodies=bodies, memberships=members))
    assert [fault.message for fault in warnings if fault.column == "venue"] == [
        "“Barn” is a venue where no room is (also in rows 3, 4 and 5)"
    ]


def test_in_a_workbook_the_first_cell_is_named(tmp_path: Path) -> None:
    members = [["body", "person"], ["GB", "ANN"], ["GB", "EVE"], ["GB", "EVE"]]
    settings = [["setting", "value"], ["title", "Year"], ["start_date", "2015-11-01"], ["end_date", "2016-10-31"]]
    with pytest.raises(InputFaults) as refused:
        read_input(write_workbook(tmp_path / "year.xlsx", {"memberships": members, "settings": settings}))
    (fault,) = refused.value.faults
    assert fault.sentence == (
        "memberships!B3 (memberships, row 3, column person): “EVE” names nothing in the table people (also in row 4). "
        "Write a code of the table people, or add it there."
    )
