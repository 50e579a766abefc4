"""Headings in an officer's words: all there, told apart, and short enough to stand over a column."""

import pytest

from scheduler.domain.headings import HEADINGS, heading_of, sheet_title
from scheduler.domain.tables import SETTINGS, TABLES
from scheduler.reading.tables.texts import word_key

NAMES = {
    table.name: [column.name for column in table.columns] + (list(SETTINGS) if table.name == "settings" else [])
    for table in TABLES.values()
}


def test_every_column_and_setting_has_words_and_nothing_else_has() -> None:
    assert list(HEADINGS) == [(table, name) for table, names in NAMES.items() for name in names]


@pytest.mark.parametrize("table", TABLES)
def test_no_words_of_a_table_are_those_or_the_name_of_another_of_its_columns(table: str) -> None:
    meant: dict[str, str] = {word_key(name): name for name in NAMES[table]}
    for name in NAMES[table]:
        assert meant.setdefault(word_key(heading_of(table, name)), name) == name


@pytest.mark.parametrize(("table", "column"), HEADINGS)
def test_a_heading_is_a_few_words_as_people_write_them(table: str, column: str) -> None:
    words = heading_of(table, column)
    assert len(words) <= 45
    assert words[0].isupper()
    assert "_" not in words
    assert not word_key(words).startswith("note"), "a column of notes is not read"


def test_a_table_without_words_of_its_own_is_called_by_its_name() -> None:
    assert sheet_title("closed_dates") == "Closed dates"
