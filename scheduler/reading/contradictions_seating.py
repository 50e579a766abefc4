"""Contradictions of lunch seating: oneself, together and apart at once, tables that are too full or are not there."""

from collections.abc import Iterator

from scheduler.domain.lunch_tables import tables_needed
from scheduler.domain.wording import counted, listed
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows


def check_seating(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what of the table seating can never be, and warn of people who are at no lunch."""
    size = found.settings().table_size
    at_lunches = _at_lunches(rows)
    for row in rows["seating"]:
        _check_row(row, size, at_lunches, findings)
    companies = _Companies(size)
    for row in rows["seating"]:
        companies.take(row, findings)
    for row in rows["seating"]:
        companies.check_apart(row, findings)


def _at_lunches(rows: Rows) -> frozenset[str]:
    """Return everybody who may eat at a lunch: members of its bodies, and who may deputise for them."""
    days = {row.get("meeting_day") for row in rows["sessions"] if row.get("kind") == "lunch"} - {None}
    bodies = {row.get("body") for row in rows["bodies"] if row.get("meeting_day") in days}
    people: set[str] = {row.get("chair") for row in rows["bodies"] if row.get("body") in bodies} - {None}
    seated_by = {(row.get("members_of"), row.get("body")) for row in rows["memberships"]}
    while more := {source for source, body in seated_by if body in bodies and source not in (None, *bodies)}:
        bodies |= more
    for row in rows["memberships"]:
        if row.get("body") in bodies:
            people.update(filter(None, (row.get("person"), *row.get("substitute", ()))))
    return frozenset(people)


def _check_row(row: Row, size: int, at_lunches: frozenset[str], findings: Findings) -> None:
    person, table = row.get("person"), row.get("table")
    for column in ("with", "apart"):
        if person is not None and person in row.get(column, ()):
            message = f"{person} cannot be seated with themselves or apart from themselves"
            findings.fault(row, column, message, "Write somebody else, or clear the cell.")
    if row.blank("table", "with", "apart"):
        message = "the row asks for nothing: table, with and apart are blank"
        findings.warning(row, "person", message, "Fill in one of them, or clear the row.")
    most = tables_needed(len(at_lunches) + 1, size)
    if table == 0:
        findings.fault(row, "table", "tables are numbered from 1", "Write 1 or more.")
    elif table is not None and at_lunches and table > most:
        message = f"no lunch has a table {table}: it has {counted(most, 'table')} of {size} at most"
        findings.fault(row, "table", message, f"Write a number from 1 to {most}.")
    if person is not None and person not in at_lunches:
        message = f"{person} is at no lunch: no member of a body of a meeting day with a lunch, and nobody's substitute"
        findings.warning(row, "person", message, "Clear the row, or look at the table memberships.")


class _Companies:
    """Who sits at one table because rows say so, one through another, and at which table."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.of: dict[str, set[str]] = {}
        """By person, everybody of their table, one set for all of them."""
        self.table: dict[str, int] = {}

    def take(self, row: Row, findings: Findings) -> None:
        """Note where a row puts its person, and with whom, unless that cannot be."""
        person = row.get("person")
        if person is None:
            return
        for other in row.get("with", ()):
            self._join(row, person, other, findings)
        if row.get("table") is not None:
            self._place(row, person, findings)

    def _company(self, person: str) -> set[str]:
        return self.of.setdefault(person, {person})

    def _table_of(self, person: str) -> int | None:
        return next((self.table[one] for one in sorted(self._company(person)) if one in self.table), None)

    def _join(self, row: Row, person: str, other: str, findings: Findings) -> None:
        company, more = self._company(person), self._company(other)
        tables = {table for table in (self._table_of(person), self._table_of(other)) if table is not None}
        if len(company | more) > self.size:
            message = f"{listed(sorted(company | more))} are to sit at one table, and a table seats {self.size}"
            findings.contradiction(row, "with", message, "Clear the cell, or write fewer people.")
        elif len(tables) > 1:
            numbers = listed([str(table) for table in sorted(tables)])
            message = f"{person} and {other} are to sit together, and at tables {numbers}"
            findings.contradiction(row, "with", message, "Clear the cell, or write one table.")
        else:
            company |= more
            self.of |= dict.fromkeys(company, company)

    def _place(self, row: Row, person: str, findings: Findings) -> None:
        table, before = row.get("table"), self._table_of(person)
        there = {one for one in self.of if self._table_of(one) == table} | self._company(person)
        if before not in (None, table):
            message = f"{person} is to sit at table {table}, and at table {before} by another row"
            findings.contradiction(row, "table", message, "Clear one of the two.")
        elif len(there) > self.size:
            message = f"{len(there)} people are to sit at table {table}, and it seats {self.size}"
            findings.contradiction(row, "table", message, "Write another table.")
        else:
            self.table[person] = table

    def check_apart(self, row: Row, findings: Findings) -> None:
        """Note whom a row keeps apart though they are to sit at one table."""
        person = row.get("person")
        for other in row.get("apart", ()) if person is not None else ():
            table = self._table_of(person)
            if other in self._company(person):
                others = ", ".join(self._between(person, other))
                through = f", through {others}" if others else ""
                message = f"{person} and {other} are never to sit together, and are to sit together{through}"
                findings.contradiction(row, "apart", message, "Clear the cell, or one of the cells with.")
            elif table is not None and table == self._table_of(other):
                message = f"{person} and {other} are never to sit together, and both are to sit at table {table}"
                findings.contradiction(row, "apart", message, "Clear the cell, or write another table.")

    def _between(self, person: str, other: str) -> Iterator[str]:
        yield from sorted(self._company(person) - {person, other})
