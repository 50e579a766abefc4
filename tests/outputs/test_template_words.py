"""There are words for every table and column, and every example is described."""

from pathlib import Path

from scheduler.domain.tables import TABLES
from scheduler.outputs.template import words

INPUTS = Path(__file__).parents[2] / "inputs"
README = (INPUTS / "README.md").read_text(encoding="utf-8")


def test_there_are_words_for_every_table_and_column_and_no_others() -> None:
    assert {table: list(columns) for table, columns in words.COLUMNS.items()} == {
        name: [column.name for column in table.columns] for name, table in TABLES.items()
    }
    assert list(words.TABLES) == list(TABLES)


def test_every_example_is_described() -> None:
    folders = sorted(folder.name for folder in INPUTS.iterdir() if folder.is_dir())
    assert sorted(line.split("`")[1] for line in README.split("\n") if line.startswith("| `") and "/`" in line) == [
        f"{name}/" for name in folders
    ]
