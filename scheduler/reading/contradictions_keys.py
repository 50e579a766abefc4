"""Codes given twice, and ways given twice with different minutes."""

from scheduler.reading.cell_text import code_key
from scheduler.reading.parse_rows import Findings, Row, Rows
from scheduler.reading.references import KEYS


def check_keys(rows: Rows, findings: Findings) -> None:
    """Note every key that a table gives twice, whatever its case."""
    for table, column in KEYS.items():
        _once(rows[table], (column,), findings)
    _once(rows["sessions"], ("meeting_day", "session"), findings)
    _check_ways(rows["travel"], findings)


def _once(rows: list[Row], columns: tuple[str, ...], findings: Findings) -> None:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if all(column in row.values for column in columns):
            key = tuple(code_key(row.get(column)) for column in columns)
            before = first.setdefault(key, row)
            if before is not row:
                code = " ".join(row.get(column) for column in columns)
                message = f"{code} is given twice: here and in row {before.number}"
                remedy = f"Give each {columns[-1]} a code of its own (case makes no difference), or clear one row."
                findings.contradiction(row, columns[-1], message, remedy)


def _check_ways(rows: list[Row], findings: Findings) -> None:
    """Note a way with other minutes than an earlier row has, in either direction."""
    first: dict[frozenset[str], Row] = {}
    for row in rows:
        ends = frozenset(row.get(column) for column in ("from_venue", "to_venue"))
        if None not in ends and "minutes" in row.values:
            before = first.setdefault(ends, row)
            if before.get("minutes") != row.get("minutes"):
                message = (
                    f"the way takes {row.get('minutes')} minutes here and {before.get('minutes')} in row "
                    f"{before.number}, and a row holds in both directions"
                )
                findings.contradiction(row, "minutes", message, "Clear one of the two rows.")
