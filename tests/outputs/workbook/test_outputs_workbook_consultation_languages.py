"""The consultation edition in Welsh, and with the sheets of both languages; and that it is never read for a plan."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from outputs.in_languages import SETTINGS, alike, writing_to
from outputs.invented_council import invented_plan, invented_problem
from outputs.workbook.reopened import table_rows

from scheduler.domain.problem import Problem
from scheduler.languages import IN_BOTH, IN_ENGLISH, IN_WELSH
from scheduler.outputs.workbook import consultation_bytes
from scheduler.reading.plans.rows_by_hand import read_by_hand
from scheduler.reading.tables.headers import Unreadable

ENGLISH_SHEETS = ["Cover", "Year planner", "Dates", "By body"]
WELSH_SHEETS = ["Clawr", "Cynllunydd blwyddyn", "Dyddiadau", "Fesul corff"]


@cache
def council() -> Problem:
    """Return the invented council with a Welsh name of whatever has one."""
    found = invented_problem()
    return replace(
        found,
        settings=replace(found.settings, welsh_title="Calendr", welsh_authority="Cyngor"),
        bodies={code: replace(one, welsh_name=f"Corff {code}") for code, one in found.bodies.items()},
        rooms={
            code: replace(one, welsh_name=f"Ystafell {code}", welsh_venue="Neuadd") for code, one in found.rooms.items()
        },
    )


@cache
def made(language: str) -> bytes:
    return consultation_bytes(writing_to(council(), language), invented_plan())


@cache
def book(language: str) -> Workbook:
    return openpyxl.load_workbook(BytesIO(made(language)))


def texts(sheet: Worksheet) -> set[str]:
    return {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}


def test_in_welsh_no_cell_is_english() -> None:
    assert book(IN_WELSH).sheetnames == WELSH_SHEETS
    codes = set(council().bodies) | {one.body for one in invented_plan().meetings}
    for english, welsh in zip(book(IN_ENGLISH), book(IN_WELSH), strict=True):
        words = {word for text in alike(texts(english), texts(welsh)) for word in re.findall(r"[A-Z/a-z]+", text)}
        assert words <= codes | {"Hybrid"}


def test_in_both_each_language_has_its_own_sheets_the_welsh_first() -> None:
    assert book(IN_BOTH).sheetnames == [*WELSH_SHEETS, *ENGLISH_SHEETS]
    for language in (IN_WELSH, IN_ENGLISH):
        for sheet in book(language):
            assert texts(book(IN_BOTH)[sheet.title]) == texts(sheet)
    assert book(IN_BOTH).properties.title == "Calendr / Aldermoor Partnership 2026-27"
    assert book(IN_BOTH).properties.creator == "Cyngor / Aldermoor Borough Council"


def test_its_dates_are_dates_written_in_their_language() -> None:
    english, welsh = (book(IN_BOTH)[name] for name in ("Dates", "Dyddiadau"))
    of_english, of_welsh = (
        [cell for row in sheet.iter_rows() for cell in row if cell.is_date] for sheet in (english, welsh)
    )
    assert [cell.value for cell in of_welsh] == [cell.value for cell in of_english]
    assert len(of_welsh) == len(invented_plan().meetings)
    assert {cell.number_format for cell in of_english} == {"[$-809]ddd d mmm yyyy"}
    assert {cell.number_format for cell in of_welsh} == {"[$-452]ddd d mmm yyyy"}
    assert table_rows(welsh)[0] == (
        "Dyddiad", "Amser", "Enw", "Corff", "Lle", "Sut y'i cynhelir", "Agored", "Statws",
    )  # fmt: skip
    assert welsh.column_dimensions["A"].width > english.column_dimensions["A"].width
    assert [row[6] for row in table_rows(welsh)[1:3]] == ["Ydy", "Nac ydy"]


@pytest.mark.parametrize("language", SETTINGS)
def test_in_each_language_it_is_known_and_not_read_for_a_calendar(language: str, tmp_path: Path) -> None:
    path = tmp_path / "council.xlsx"
    path.write_bytes(made(language))
    with pytest.raises(Unreadable, match=r"council\.xlsx is the consultation edition"):
        read_by_hand(path, path.read_bytes())
