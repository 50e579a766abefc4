"""Membership changes as an officer hears of them: a table person, body, action, role, date, substitute; or words."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.domain.people import Person
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_changes import ACTIONS, JOIN, LEAVE, SUBSTITUTE, SeatChange
from scheduler.domain.tables import ROLES, Column, Table
from scheduler.errors import InputFaults
from scheduler.reading.requests.names import Names
from scheduler.reading.tables.cells import CellFault, code_key, read_cell, shown
from scheduler.reading.tables.headers import Findings, RawRow, RawTable
from scheduler.reading.tables.loose_tables import LooseRows, loose_table

TABLE = "changes"
_PERSON, _BODY = Column("person", "code", needed=True), Column("body", "code", needed=True)
_ACTION = Column("action", "choice", needed=True, choices=ACTIONS)
_ROLE, _DATE = Column("role", "choice", choices=ROLES), Column("date", "date")
_SUBSTITUTE = Column("substitute", "codes")
_NEWCOMER = (Column("name", "text"), Column("organisation", "text"), Column("category", "text"))
CHANGES = Table(TABLE, (_PERSON, _BODY, _ACTION, _ROLE, _DATE, _SUBSTITUTE, *_NEWCOMER), needed=True)


def read_seat_changes(
    path: Path, problem: Problem, start: date | None = None
) -> tuple[tuple[SeatChange, ...], tuple[Fault, ...]]:
    """Return the changes of a file in the order of its rows, and what had better be looked at.

    Parameters
    ----------
    path : Path
        A table person, body, action, role, date, substitute as `.csv` or `.xlsx`.
    problem : Problem
        The input whose memberships they change.
    start : date, optional
        The first day of changes that give no date of their own.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    findings = Findings()
    reader = _Reader(problem, start, loose_table(path, CHANGES, findings), findings)
    changes = reader.changes()
    reader.raise_faults()
    return changes, tuple(findings.warnings)


class _Reader(LooseRows):
    """Reads rows as changes of membership, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, start: date | None, table: RawTable, findings: Findings) -> None:
        super().__init__(table, findings)
        self.start = start
        self.known = {code_key(code): person for code, person in problem.people.items()}
        self.newcomers = {code_key(person.code): person for person in self._newcomers()}
        everybody = {**problem.people, **{person.code: person for person in self.newcomers.values()}}
        self.names = Names(problem, everybody)

    def _newcomers(self) -> Iterable[Person]:
        """Yield the people that the input does not know and a row names in full, each once."""
        known = set(self.known)
        for row in self.table.rows:
            if "name" in row.cells and "person" in row.cells:
                code, name, organisation, category = (self._quietly(row, c) for c in (_PERSON, *_NEWCOMER))
                if code is not None and name is not None and code_key(code) not in known:
                    known.add(code_key(code))
                    yield Person(code, name, organisation, category)

    def _quietly(self, row: RawRow, column: Column) -> str | None:
        """Return what a cell says; its faults are told of when the row is read."""
        try:
            return str(read_cell(column, row.cells[column.name])) if column.name in row.cells else None
        except CellFault:
            return None

    def changes(self) -> tuple[SeatChange, ...]:
        """Return every change."""
        if not self.table.rows and not self.findings.faults:
            self.fault(None, None, "there are no changes", "Write one change on each row.")
        made = (self._change(row) for row in self.table.rows)
        return tuple(change for change in made if change is not None)

    def _change(self, row: RawRow) -> SeatChange | None:
        person = self._code(row, "person", self._person)
        body = self._code(row, "body", self.names.body)
        action = self.read(row, _ACTION)
        role = self._maybe(row, _ROLE)
        start = self._maybe(row, _DATE) or self.start
        deputies = self._deputies(row)
        if action == LEAVE and "substitute" in row.cells:
            self.fault(row, "substitute", "who leaves needs no substitute", "Clear the cell, or write join.")
        if action == SUBSTITUTE and deputies == ():
            self.fault(row, "substitute", "substitute is blank, and says who may deputise", "Name at least one person.")
        if action in (LEAVE, SUBSTITUTE) and "role" in row.cells:
            self.fault(row, "role", f"a role is for who joins, and this row says {action}", "Clear the cell.")
        if person is None or body is None or action is None or deputies is None:
            return None
        newcomer = self.newcomers.get(code_key(person))
        self._compare(row, newcomer or self.known[code_key(person)], new=newcomer is not None)
        return SeatChange(action, person, body, role or "member", start, deputies, newcomer, TABLE, row.number)

    def _compare(self, row: RawRow, person: Person, *, new: bool) -> None:
        """Complain of a row that calls a person otherwise than the input, or an earlier row, does."""
        told = zip(_NEWCOMER, (person.name, person.organisation, person.category), strict=True)
        for column, wanted in told:
            given = self._quietly(row, column)
            if given is None or given == wanted:
                continue
            has = "none" if wanted is None else shown(wanted)
            if new:
                message = f"{person.code} has another {column.name} in an earlier row: {has}"
                self.fault(row, column.name, message, "Write the same, or leave it blank.")
            else:
                message = f"{person.code} is known already, and has another {column.name} in the input: {has}"
                remedy = "The input's is kept. If this is somebody else, give them a code of their own."
                self.findings.warnings.append(Fault(TABLE, row.number, column.name, message, remedy))

    def _code(self, row: RawRow, column: str, read: Callable[[object], str]) -> str | None:
        return None if self.blank(row, column) else self.understood(row, column, read)

    def _person(self, cell: object) -> str:
        try:
            return self.names.person(cell)
        except CellFault as trouble:
            remedy = f"{trouble.remedy} For somebody new, add a column name, and fill it in."
            raise CellFault(trouble.message, remedy) from None

    def _maybe(self, row: RawRow, column: Column) -> Any:  # noqa: ANN401 - what it is depends on the column
        if column.name not in row.cells:
            return None
        return self.understood(row, column.name, lambda cell: read_cell(column, cell))

    def _deputies(self, row: RawRow) -> tuple[str, ...] | None:
        if "substitute" not in row.cells:
            return ()
        named: tuple[str, ...] | None = self.understood(row, "substitute", self.names.people)
        return named


def seat_changes_in_words(
    problem: Problem, joins: Iterable[str], leaves: Iterable[str], substitutes: Iterable[str], start: date | None
) -> tuple[SeatChange, ...]:
    """Return the changes that a command line names.

    Parameters
    ----------
    problem : Problem
        The input whose memberships they change.
    joins, leaves, substitutes : Iterable[str]
        `PERSON:BODY` or `PERSON:BODY:ROLE`; `PERSON:BODY`; `PERSON:BODY:DEPUTY`.
    start : date, optional
        The first day on which they hold.

    Raises
    ------
    InputFaults
        If any of them names what the input does not know; with every one that does.

    """
    names = Names(problem)
    faults: list[Fault] = []
    found: list[SeatChange] = []

    for option, texts, read in (
        ("--join", joins, _joining), ("--leave", leaves, _leaving), ("--substitute", substitutes, _deputising),
    ):  # fmt: skip
        for text in texts:
            try:
                found.append(read(names, text, start))
            except CellFault as trouble:
                faults.append(Fault("", None, None, f"{option} {text}: {trouble.message}", trouble.remedy))
    if faults:
        raise InputFaults(tuple(faults))
    return tuple(found)


def _joining(names: Names, text: str, start: date | None) -> SeatChange:
    return SeatChange(JOIN, *names.person_at(text), start=start)


def _leaving(names: Names, text: str, start: date | None) -> SeatChange:
    person, rest = names.person_and_rest(text)
    return SeatChange(LEAVE, person, names.body(rest), start=start)


def _deputising(names: Names, text: str, start: date | None) -> SeatChange:
    person, rest = names.person_and_rest(text)
    body, deputy = names.body_and_person(rest)
    return SeatChange(SUBSTITUTE, person, body, start=start, substitutes=(deputy,))
