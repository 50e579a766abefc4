"""The record of what each row of law has said, and when that was looked up.

`python tests/law/law_pages.py` adds to it after a row has changed: the record only grows.
"""

import csv
from itertools import groupby
from pathlib import Path

from scheduler.law.row import Row
from scheduler.law.rows import ROWS

RECORD = Path(__file__).with_name("checked.csv")
COLUMNS = ("row", "says", "instrument", "checked_on")


def line(row: Row) -> dict[str, str]:
    """Return the line of the record for a row as it stands: its number, or its words where it has none."""
    said = [row.amount or row.words, *row.posts, *row.names, *([str(row.day)] if row.day else [])]
    return dict(zip(COLUMNS, (row.key, "; ".join(said), row.instrument, str(row.checked_on)), strict=True))


def record() -> dict[str, list[dict[str, str]]]:
    """Return the record: of each row by its key, what it has said, the last line last."""
    with RECORD.open(encoding="utf-8", newline="") as file:
        lines = sorted(csv.DictReader(file), key=lambda one: one["row"])
    return {key: list(group) for key, group in groupby(lines, key=lambda one: one["row"])}


if __name__ == "__main__":
    known = record() if RECORD.exists() else {}
    new = [line(row) for row in ROWS if line(row) != known.get(row.key, [{}])[-1]]
    with RECORD.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        if not known:
            writer.writeheader()
        writer.writerows(new)
