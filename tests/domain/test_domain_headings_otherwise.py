"""What councils call tables and columns: every word leads to one table, or to one column of its table."""

import pytest

from scheduler.domain.headings import HEADINGS, sheet_title
from scheduler.domain.headings_otherwise import COLUMNS_OTHERWISE, MEMBERS, SETTINGS_OTHERWISE, TABLES_OTHERWISE
from scheduler.domain.names import name_key
from scheduler.domain.tables import SETTINGS, TABLES
from scheduler.reading.requests.attendance_rows import ATTENDANCE


def test_every_word_is_for_a_table_and_a_column_that_there_is() -> None:
    assert TABLES_OTHERWISE.keys() <= TABLES.keys()
    tables = (*TABLES.values(), ATTENDANCE)
    known = {(table.name, column.name) for table in tables for column in table.columns}
    assert COLUMNS_OTHERWISE.keys() <= known


def test_no_word_leads_to_two_tables() -> None:
    meant = {name_key(sheet_title(name)): name for name in TABLES}
    for table, words in TABLES_OTHERWISE.items():
        for word in words:
            assert meant.setdefault(name_key(word), table) == table, word
    assert not meant.keys() & {name_key(word) for word in MEMBERS}


@pytest.mark.parametrize("table", TABLES)
def test_no_word_leads_to_two_columns(table: str) -> None:
    names = [column.name for column in TABLES[table].columns]
    meant = {name_key(name): name for name in names}
    meant |= {name_key(HEADINGS[table, name]): name for name in names}
    for name in names:
        for word in COLUMNS_OTHERWISE.get((table, name), ()):
            assert name_key(word), name
            assert meant.setdefault(name_key(word), name) == name, word


def test_no_word_leads_to_two_settings() -> None:
    meant = {name_key(words): name for name in SETTINGS for words in (name, HEADINGS["settings", name])}
    for name, words in SETTINGS_OTHERWISE.items():
        for word in words:
            assert meant.setdefault(name_key(word), name) == name, word
