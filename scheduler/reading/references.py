"""Codes that name rows of other tables: each spelt as its own table spells it, or a fault with what was meant."""

from scheduler.domain.tables import TABLES, Column
from scheduler.domain.wording import listed
from scheduler.reading.cell_text import code_key, shown, word_key
from scheduler.reading.parse_rows import Findings, Row, Rows
from scheduler.reading.spellings import spellings

KEYS = {
    name: table.columns[0].name
    for name, table in TABLES.items()
    if name in {"periods", "bodies", "people", "meeting_days", "rooms", "themes", "speakers", "projects"}
}
"""The column that names a row of each table."""

KINDS = {"person": "people", "room": "rooms", "speaker": "speakers"}
"""The table that each kind of `unavailability` and `busy_calendars` speaks of."""


class Codes:
    """Every code of every table, as it is spelt there, and the names that people write instead."""

    def __init__(self, rows: Rows) -> None:
        self.spelt: dict[str, dict[str, str]] = {name: {} for name in KEYS}
        self._meant: dict[str, dict[str, str]] = {name: {} for name in KEYS}
        self._classifications = {word_key(text): text for text in spellings(rows, "classification")}
        for name, key in KEYS.items():
            for row in rows[name]:
                if key in row.values:
                    self._add(name, row.get(key), (row.get("name"), row.get("title"), *row.get("aliases", ())))

    def _add(self, table: str, code: str, names: tuple[str | None, ...]) -> None:
        spelling = self.spelt[table].setdefault(code_key(code), code)
        for name in (code, *names):
            if name:
                self._meant[table].setdefault(word_key(name), spelling)

    def find(self, tables: tuple[str, ...], code: str) -> list[str]:
        """Return the code as each of the tables that has it spells it."""
        key = code_key(code)
        return [self.spelt[table][key] for table in tables if key in self.spelt[table]]

    def classified(self, text: str) -> list[str]:
        """Return the classification as the bodies have it, if it is one."""
        word = word_key(text)
        return [self._classifications[word]] if word in self._classifications else []

    def suggestion(self, tables: tuple[str, ...], text: str, findings: Findings) -> str:
        """Return `Did you mean …? ` for a code that names nothing there, or where else it stands, or nothing."""
        for table in tables:
            meant = findings.suggestion(word_key(text), self._meant[table])
            if meant:
                return meant
        elsewhere = [table for table in KINDS.values() if table not in tables and self.find((table,), text)]
        return f"It is in the table {listed(elsewhere)}. " if elsewhere else ""


def resolve_references(rows: Rows, codes: Codes, findings: Findings) -> None:
    """Spell every code as its own table does; note those that name nothing."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers_to and column.refers_to != ("sessions",):
                for row in rows[name]:
                    if column.name in row.values:
                        _resolve(row, column, codes, findings)
    _resolve_sessions(rows, findings)


def _resolve(row: Row, column: Column, codes: Codes, findings: Findings) -> None:
    tables = column.refers_to
    if column.name == "who":
        if "kind" not in row.values:
            return
        tables = (KINDS[row.get("kind")],)
    value = row.get(column.name)
    given = value if isinstance(value, tuple) else (value,)
    spelt: list[str] = []
    for code in given:
        found = codes.find(tables, code)
        if column.name == "applies_to":
            found += codes.classified(code)
        if not found and not findings.unreadable.isdisjoint(tables):
            row.faulty.add(column.name)
            del row.values[column.name]
            return
        if not found:
            wanted = f"Write a code of the table {listed(tables, 'or')}, or add it there."
            remedy = f"{codes.suggestion(tables, code, findings)}{wanted}"
            findings.fault(row, column.name, f"{shown(code)} names nothing in the table {listed(tables, 'or')}", remedy)
        spelt += found
    if column.name in row.values:
        row.values[column.name] = tuple(dict.fromkeys(spelt)) if isinstance(value, tuple) else spelt[0]


def _resolve_sessions(rows: Rows, findings: Findings) -> None:
    """Spell the session of each body as `sessions` does; the same code may stand in several meeting days."""
    spelt: dict[str, dict[str, str]] = {}
    doubtful = "sessions" in findings.unreadable
    for row in rows["sessions"]:
        if "meeting_day" in row.values and "session" in row.values:
            spelt.setdefault(row.get("meeting_day"), {}).setdefault(code_key(row.get("session")), row.get("session"))
        else:
            doubtful = True
    for row in rows["bodies"]:
        day, session = row.get("meeting_day"), row.get("session")
        if day is None or session is None:
            _complain_of_half(row, findings)
        elif code_key(session) in spelt.get(day, {}):
            row.values["session"] = spelt[day][code_key(session)]
        elif doubtful:
            row.faulty.add("session")
        else:
            meant = findings.suggestion(code_key(session), spelt.get(day, {}))
            message = f"{shown(session)} is no session of the meeting day {day}"
            findings.fault(
                row, "session", message, f"{meant}Write a session of {day}, or add it to the table sessions."
            )


def _complain_of_half(row: Row, findings: Findings) -> None:
    """Note a body with a meeting day and no session, or a session and no meeting day."""
    for given, wanting in (("meeting_day", "session"), ("session", "meeting_day")):
        if given in row.values and row.blank(wanting):
            message = f"{given} is filled in and {wanting} is blank: a body sits in a session of a meeting day"
            findings.contradiction(row, wanting, message, f"Fill in {wanting}, or clear {given} as well.")
