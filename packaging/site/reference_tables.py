"""Of every table of the input and every setting: what it is for and how it is written."""

from collections.abc import Iterable, Mapping

from markdown_tables import table

from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.outputs.template import words
from scheduler.outputs.template.words import entry_of

INTRODUCTION = """# Tables and columns

A workbook has a sheet for each table, a folder of CSV files a file `TABLE.csv`. A column is known by its heading in
words, as the workbook has it, and by its name.

The tables {needed} must be there. In each table the columns marked **must be filled** must be; all else may be left
out.
"""
SETTINGS_INTRODUCTION = """# Settings

The sheet Settings has one row for each setting: its words, or its name, and its value.

"""


def tables_page() -> str:
    """Return the page of every table and its columns."""
    names = [f"[{sheet_title(name)}](#{name.replace('_', '-')})" for name, one in TABLES.items() if one.needed]
    parts = [INTRODUCTION.format(needed=f"{', '.join(names[:-1])} and {names[-1]}")]
    for name, one in TABLES.items():
        only_if = f" {words.ONLY_IF[name]}" if name in words.ONLY_IF else ""
        parts.append(f"## {sheet_title(name)}\n")
        parts.append(f"{words.TABLES[name]}{only_if} Its name is `{name}`.\n")
        parts.append(_table("column", name, one.columns, words.COLUMNS[name]))
    return "\n".join(parts)


def settings_page() -> str:
    """Return the page of the settings."""
    return SETTINGS_INTRODUCTION + _table("setting", "settings", SETTINGS.values(), words.SETTINGS)


def _table(what: str, of: str, columns: Iterable[Column], meanings: Mapping[str, str]) -> str:
    rows = [
        (
            f"{heading_of(of, one.name)} (`{one.name}`)",
            f"{'**Must be filled.** ' if one.needed else ''}{meanings[one.name]}",
            entry_of(one),
        )
        for one in columns
    ]
    return table((what, "what it is for", "how it is written"), rows)
