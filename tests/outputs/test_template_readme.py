"""inputs/README.md is the contract's tables in officers' words, and cannot fall behind them."""

from pathlib import Path

import pytest

from scheduler.domain.tables import SETTINGS, TABLES
from scheduler.outputs.template import words
from scheduler.outputs.template.words import entry_of

README = (Path(__file__).parents[2] / "inputs" / "README.md").read_text(encoding="utf-8")
SECTIONS = {section.split("\n", 1)[0]: section.split("\n") for section in README.split("\n## ")[1:]}


def rows_of(section: list[str], heading: str) -> list[str]:
    start = next(number for number, line in enumerate(section) if line.startswith(f"| {heading} |")) + 2
    ended = (number for number in range(start, len(section)) if not section[number].startswith("|"))
    return section[start : next(ended, len(section))]


def needed(thing: bool) -> str:  # noqa: FBT001 - a mark in a column
    return "**yes**" if thing else ""


def test_every_table_has_a_section_in_order() -> None:
    assert [title for title in SECTIONS if title.islower()] == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained(table: str) -> None:
    assert SECTIONS[table][2] == words.TABLES[table]
    assert rows_of(SECTIONS[table], "column") == [
        f"| `{column.name}` | {needed(column.needed)} | {words.COLUMNS[table][column.name]} | {entry_of(column)} |"
        for column in TABLES[table].columns
    ]


def test_every_setting_is_explained() -> None:
    assert rows_of(SECTIONS["settings"], "setting") == [
        f"| `{setting.name}` | {needed(setting.needed)} | {words.SETTINGS[setting.name]} |"
        for setting in SETTINGS.values()
    ]


def test_there_are_words_for_every_table_and_column_and_no_others() -> None:
    assert {table: list(columns) for table, columns in words.COLUMNS.items()} == {
        name: [column.name for column in table.columns] for name, table in TABLES.items()
    }
    assert list(words.TABLES) == list(TABLES)


def test_the_tables_that_must_be_there_are_named() -> None:
    names = [f"`{table.name}`" for table in TABLES.values() if table.needed]
    assert f"The tables {', '.join(names[:-1])} and {names[-1]} must be there" in README


def test_every_example_is_described() -> None:
    folders = sorted(folder.name for folder in (Path(__file__).parents[2] / "inputs").iterdir() if folder.is_dir())
    assert sorted(line.split("`")[1] for line in README.split("\n") if line.startswith("| `") and "/`" in line) == [
        f"{name}/" for name in folders
    ]
