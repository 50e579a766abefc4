"""The examples written as councils might write them: other headings, titles above, names for codes, merged cells."""

import csv
from dataclasses import fields
from io import StringIO
from pathlib import Path
from random import Random
from shutil import copy

import pytest
from openpyxl import Workbook

from scheduler.domain.headings import HEADINGS, heading_of, sheet_title
from scheduler.domain.headings_otherwise import COLUMNS_OTHERWISE, SETTINGS_OTHERWISE, TABLES_OTHERWISE
from scheduler.domain.names import name_key
from scheduler.domain.problem import Problem
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.reading import read_input

INPUTS = Path(__file__).parents[2] / "inputs"
NAMED = {"bodies": "body", "people": "person", "rooms": "room", "meeting_days": "meeting_day", "speakers": "speaker"}


class Council:
    """An example, and how somebody happens to write it."""

    def __init__(self, example: str, seed: int) -> None:
        self.example = example
        self.random = Random(seed)  # noqa: S311 - what is drawn has to be the same again
        self.tables = {
            path.stem: list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
            for path in sorted((INPUTS / example).glob("*.csv"))
        }
        self.names = {table: self._names_in(table) for table in NAMED}

    def _names_in(self, table: str) -> dict[str, str]:
        """Return by code the names that no other row of the table has, nor any code."""
        if table not in self.tables:
            return {}
        header, *rows = self.tables[table]
        code, name = header.index(NAMED[table]), header.index("name")
        keys = [name_key(row[name]) for row in rows] + [name_key(row[code]) for row in rows]
        return {row[code]: row[name] for row in rows if keys.count(name_key(row[name])) == 1 and ";" not in row[name]}

    def workbook(self, path: Path) -> Path:
        """Write it."""
        workbook = Workbook()
        workbook.remove(workbook.active)
        for table, (header, *rows) in self.tables.items():
            sheet = workbook.create_sheet(self._title(table))
            for line in self.random.choice(
                [[], [[f"{table} of the council"]], [["Draft 3"], [], ["by the clerk", "x"]]]
            ):
                sheet.append(line)
            start = sheet.max_row if sheet.max_row > 1 or sheet["A1"].value else 0
            columns = {column.name: column for column in TABLES[table].columns}
            sheet.append([self._heading(table, name) for name in header])
            for row in rows:
                written = {name: self._cell(columns.get(name), text) for name, text in zip(header, row, strict=False)}
                if table == "settings":
                    written["setting"] = self._setting(written["setting"])
                sheet.append(list(written.values()))
            if table == "memberships":
                self._merge(sheet, start + 2, header.index("body") + 1)
        workbook.save(path)
        for calendar in (INPUTS / self.example).glob("*.ics"):
            copy(calendar, path.parent)
        return path

    def _merge(self, sheet, first: int, column: int) -> None:  # type: ignore[no-untyped-def]
        """Merge cells of a column that say the same one below the other."""
        row = first
        while row <= sheet.max_row:
            last = row
            while last < sheet.max_row and sheet.cell(last + 1, column).value == sheet.cell(row, column).value:
                last += 1
            if last > row and self.random.random() < 0.5:
                sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
            row = last + 1

    def _title(self, table: str) -> str:
        return self.random.choice([table, sheet_title(table), f"{table} - Table 1", *TABLES_OTHERWISE[table]])

    def _heading(self, table: str, name: str) -> str:
        if (table, name) not in HEADINGS:
            return name
        words = [name, name.upper(), heading_of(table, name), f"{heading_of(table, name)} *"]
        others = COLUMNS_OTHERWISE.get((table, name), ())
        return self.random.choice([*words, *others])

    def _setting(self, name: str) -> str:
        known = SETTINGS_OTHERWISE.get(name, ())
        return self.random.choice([name, HEADINGS["settings", name], *known]) if name in SETTINGS else name

    def _cell(self, column: Column | None, text: str) -> str:
        """Write names for codes, here and there, with other dashes, spaces and signs; a classification has no name."""
        if (
            column is None
            or column.name == "applies_to"
            or not column.refers_to
            or not set(column.refers_to) <= NAMED.keys()
        ):
            return text
        parts = text.split(";") if column.kind == "codes" else [text]
        return ";".join(self._named(column, part.strip()) for part in parts)

    def _named(self, column: Column, code: str) -> str:
        found = [self.names[table][code] for table in column.refers_to if code in self.names[table]]
        if len(found) != 1 or self.random.random() < 0.5:
            return code
        name = found[0].replace(" and ", self.random.choice([" and ", " & ", "  AND "]))
        return self.random.choice([name, name.upper(), name.replace("'", "\u2019"), name.replace(" ", "-")])


def plain(problem: Problem) -> dict[str, object]:
    return {field.name: getattr(problem, field.name) for field in fields(problem) if field.name != "input_sha256"}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    "example", ["trafford-2015-16", "harrow-2011-12", "district-2027-28", "reorganisation-2027-28"]
)
def test_an_example_is_the_same_however_it_is_written(tmp_path: Path, example: str, seed: int) -> None:
    wanted, told = read_input(INPUTS / example)
    found, warnings = read_input(Council(example, seed).workbook(tmp_path / "year.xlsx"))
    assert plain(found) == plain(wanted)
    assert len(warnings) == len(told)
