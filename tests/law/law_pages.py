"""The table of the rows in scheduler/law/README.md, and the record of what each has said and when that was looked up.

`python tests/law/law_pages.py` writes both anew after a row has changed: the record only grows.
"""

import csv
from itertools import groupby
from pathlib import Path

from scheduler.domain.wording import listed
from scheduler.law.row import Row
from scheduler.law.rows import ROWS

ROOT = Path(__file__).parents[2]
README, RECORD = ROOT / "scheduler" / "law" / "README.md", Path(__file__).with_name("checked.csv")
HEADINGS = ("matter", "for whom", "what it says", "instrument", "in force", "checked on", "certainty")
COLUMNS = ("row", "says", "instrument", "checked_on")


def table() -> str:
    """Return the rows as a table in Markdown."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *map(cells, ROWS)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cells(row: Row) -> tuple[str, ...]:
    """Return what the table says of a row."""
    first, last = row.start_date or "", row.end_date or ""
    span = f"{first} to {last}".strip() if first or last else ""
    by = "" if row.day is None else f" (on {row.day})"
    names = f": {listed(row.names)}" if row.names else ""
    says = f"{row.says}{by}{names}"
    return (f"`{row.matter}`", row.for_whom, says, row.instrument, span, str(row.checked_on), row.certainty)


def line(row: Row) -> dict[str, str]:
    """Return the line of the record for a row as it stands: its number, or its words where it has none."""
    said = [row.amount or row.words, *row.posts, *row.names, *([str(row.day)] if row.day else [])]
    return dict(zip(COLUMNS, (row.key, "; ".join(said), row.instrument, str(row.checked_on)), strict=True))


def record() -> dict[str, list[dict[str, str]]]:
    """Return the record: of each row by its key, what it has said, the last line last."""
    with RECORD.open(encoding="utf-8", newline="") as file:
        lines = sorted(csv.DictReader(file), key=lambda one: one["row"])
    return {key: list(group) for key, group in groupby(lines, key=lambda one: one["row"])}


def written(before: str) -> str:
    """Return the page with its table made anew."""
    head, _, rest = before.partition(f"| {HEADINGS[0]} | {HEADINGS[1]} |")
    return head + table() + "\n" + rest.partition("\n\n")[2]


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    known = record() if RECORD.exists() else {}
    new = [line(row) for row in ROWS if line(row) != known.get(row.key, [{}])[-1]]
    with RECORD.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        if not known:
            writer.writeheader()
        writer.writerows(new)
