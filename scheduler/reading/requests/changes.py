"""Changes as tables or words ask for them: scenarios to compare, and memberships as an officer hears of them.

Scenarios are a table scenario, change, subject, value; changes of membership a table person, body, action, role,
voting, date, substitute, or words of a command line. A table is a CSV file or a sheet.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from scheduler.domain import changes
from scheduler.domain.people import Person
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import AS_IT_IS, TABLE, Change, Scenario
from scheduler.domain.seat_changes import ACTIONS, JOIN, LEAVE, ROLE, SUBSTITUTE, SeatChange
from scheduler.domain.tables import ROLES, Column, Table
from scheduler.errors import InputFaults
from scheduler.reading.requests.names import Names
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.headers import Findings, RawRow, RawTable
from scheduler.reading.tables.names_of_days import read_weekdays
from scheduler.reading.tables.numbers import read_whole
from scheduler.reading.tables.sources import LooseRows, loose_table
from scheduler.reading.tables.texts import CellFault, code_key, shown
from scheduler.reading.tables.times import read_time, read_times

Reader: TypeAlias = Callable[[Names, object], Any]
WRITE_HOURS = "Write when it starts and ends, such as 13:00-14:00."
WRITE_DAYS = "Write a day such as 2026-11-19, or 2026-11-19 to 2026-11-23."
WRITE_NUMBERS = "Write a number such as 4, or 2 to 4."
_HOURS = re.compile(r"\s*(?:-|\N{EN DASH}|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_DAYS = re.compile(r"\s+(?:-|\N{EN DASH}|to|until)\s+", re.IGNORECASE)
_PAIR = 2
MOST_SCENARIOS = 100
_PERSON, _BODY = Column("person", "code", needed=True), Column("body", "code", needed=True)
_ACTION = Column("action", "choice", needed=True, choices=ACTIONS)
_ROLE, _DATE = Column("role", "choice", choices=ROLES), Column("date", "date")
_SUBSTITUTE = Column("substitute", "codes")
_VOTING = Column("voting", "yesno")
_NEWCOMER = (
    Column("name", "text"),
    Column("organisation", "text"),
    Column("category", "text"),
    Column("email", "text"),
    Column("group", "text"),
)
CHANGES = Table("changes", (_PERSON, _BODY, _ACTION, _ROLE, _VOTING, _DATE, _SUBSTITUTE, *_NEWCOMER), needed=True)


@dataclass(frozen=True)
class Kind:
    """How a change of one kind is read, and what it makes of subject and value."""

    subject: Reader
    value: Reader | None
    """None where it has no value."""
    make: Callable[[Any, Any], Change]
    value_needed: bool = True
    once: bool = True
    """Whether a second such row for one subject would undo the first."""


def _weekdays(names: Names, value: object) -> frozenset[int]:
    return read_weekdays(value)


def _hours(names: Names, value: object) -> tuple[int, int]:
    parts = _HOURS.split(value.strip()) if isinstance(value, str) else []
    if len(parts) != _PAIR:
        raise CellFault(f"{shown(value)} is no pair of times", WRITE_HOURS)
    start, end = (read_time(part) for part in parts)
    if end <= start:
        raise CellFault(f"{shown(value)} ends before it starts", WRITE_HOURS)
    return start, end


def _times(names: Names, value: object) -> tuple[int, ...]:
    return read_times(value)


def _ends(value: object, what: str, remedy: str) -> tuple[object, object]:
    """Return both ends of a pair that is written in one cell; of a single value, it twice."""
    parts = _DAYS.split(value.strip()) if isinstance(value, str) else [value]
    if len(parts) > _PAIR:
        raise CellFault(f"{shown(value)} is neither {what}", remedy)
    return parts[0], parts[-1]


def _days(names: Names, value: object) -> tuple[date, date]:
    first, last = (read_date(part) for part in _ends(value, "a day nor a pair of days", WRITE_DAYS))
    if last < first:
        raise CellFault(f"{shown(value)} ends before it starts", WRITE_DAYS)
    return first, last


def _reason(names: Names, value: object) -> str:
    return str(read_cell(Column("value", "text"), value))


def _numbers(names: Names, value: object) -> tuple[int, int]:
    least, most = (read_whole(part) for part in _ends(value, "a number nor a pair of numbers", WRITE_NUMBERS))
    if most < least:
        raise CellFault(f"{shown(value)} has the larger number first", WRITE_NUMBERS)
    return least, most


KINDS = {
    "weekdays": Kind(Names.body_or_meeting_day, _weekdays, changes.only_on),
    "preferred_weekdays": Kind(Names.body_or_meeting_day, _weekdays, changes.rather_on),
    "cadence": Kind(Names.body_or_meeting_day, _numbers, changes.meeting_so_often),
    "join": Kind(Names.person, Names.seat, changes.joining, once=False),
    "leave": Kind(Names.person, Names.body, changes.leaving, once=False),
    "without_room": Kind(Names.room, None, lambda room, _: changes.lacking_room(room), once=False),
    "session": Kind(Names.session, _hours, changes.session_from_to),
    "start_times": Kind(Names.body, _times, changes.starting_at),
    "closed": Kind(_days, _reason, changes.closing, value_needed=False, once=False),
}
"""Every change by the word for it."""


_CHANGE = Column("change", "choice", needed=True, choices=tuple(KINDS))


SCENARIOS = Table(
    TABLE,
    (Column("scenario", "text", needed=True), _CHANGE, Column("subject", "text", needed=True), Column("value", "text")),
    needed=True,
)


def read_scenarios(path: Path, problem: Problem) -> tuple[tuple[Scenario, ...], tuple[Fault, ...]]:
    """Return the scenarios of a file in the order of their first rows, and what had better be looked at.

    Parameters
    ----------
    path : Path
        A table scenario, change, subject, value as `.csv` or `.xlsx`; rows with one scenario's name belong together.
    problem : Problem
        The input whose bodies, people and rooms they change.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    findings = Findings()
    reader = _ScenarioRows(problem, loose_table(path, SCENARIOS, findings), findings)
    scenarios = reader.scenarios()
    reader.raise_faults()
    return scenarios, tuple(findings.warnings)


class _ScenarioRows(LooseRows):
    """Reads rows as changes, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, table: RawTable, findings: Findings) -> None:
        super().__init__(table, findings)
        self.names = Names(problem)
        self.first: dict[tuple[str, str, object], int] = {}
        """Scenario, change and subject -> the row where they stand first."""

    def scenarios(self) -> tuple[Scenario, ...]:
        """Return every scenario with its changes."""
        spelt: dict[str, str] = {}
        changes: dict[str, list[Change]] = {}
        for row in self.table.rows:
            name = self._name(row)
            change = self._change(row, name)
            if name is not None:
                key = code_key(name)
                spelt.setdefault(key, name)
                changes.setdefault(key, []).extend([] if change is None else [change])
        if not self.table.rows and not self.findings.faults:
            self.fault(None, None, "there are no scenarios", "Write one change on each row.")
        if len(spelt) > MOST_SCENARIOS:
            self.fault(None, "scenario", f"there are more than {MOST_SCENARIOS} scenarios", "Keep fewer.")
        return tuple(Scenario(spelt[key], tuple(made)) for key, made in changes.items())

    def _name(self, row: RawRow) -> str | None:
        name = self.read(row, SCENARIOS.columns[0])
        if name is not None and code_key(name) == code_key(AS_IT_IS):
            self.fault(row, "scenario", f"{shown(name)} is always compared, without changes", "Write another name.")
        return None if name is None else " ".join(str(name).split())

    def _change(self, row: RawRow, name: str | None) -> Change | None:
        word = self.read(row, _CHANGE)
        if word is None:
            return None
        kind = KINDS[str(word)]
        subject, value = self._subject(row, kind), self._value(row, str(word), kind)
        if subject is None or (value is None and kind.value is not None and kind.value_needed):
            return None
        if name is not None and kind.once:
            first = self.first.setdefault((code_key(name), str(word), subject), row.number)
            if first != row.number:
                message = f"row {first} of this scenario changes {word} of the same subject"
                self.fault(row, "subject", message, "Keep one of the two rows.")
        made = kind.make(subject, value)
        return Change(made.words, made.edit, row.number, made.check)

    def _subject(self, row: RawRow, kind: Kind) -> Any:  # noqa: ANN401 - what it is depends on the change
        if self.blank(row, "subject"):
            return None
        return self.understood(row, "subject", lambda cell: kind.subject(self.names, cell))

    def _value(self, row: RawRow, word: str, kind: Kind) -> Any:  # noqa: ANN401 - what it is depends on the change
        given = "value" in row.cells
        read = kind.value
        if read is None:
            if given:
                self.fault(row, "value", f"{word} has no value", "Clear the cell.")
            return None
        if not given:
            if kind.value_needed:
                self.fault(row, "value", f"value is blank, and {word} needs it", "Fill in value.")
            return None
        return self.understood(row, "value", lambda cell: read(self.names, cell))


def read_seat_changes(
    path: Path, problem: Problem, start: date | None = None
) -> tuple[tuple[SeatChange, ...], tuple[Fault, ...]]:
    """Return the changes of a file in the order of its rows, and what had better be looked at.

    Parameters
    ----------
    path : Path
        A table person, body, action, role, voting, date, substitute as `.csv` or `.xlsx`.
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
    reader = _SeatChangeRows(problem, start, loose_table(path, CHANGES, findings), findings)
    found = reader.changes()
    reader.raise_faults()
    return found, tuple(findings.warnings)


class _SeatChangeRows(LooseRows):
    """Reads rows as changes of membership, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, start: date | None, table: RawTable, findings: Findings) -> None:
        super().__init__(table, findings)
        self.problem, self.start = problem, start
        self.known = {code_key(code): person for code, person in problem.people.items()}
        self.newcomers = {code_key(person.code): person for person in self._newcomers()}
        everybody = {**problem.people, **{person.code: person for person in self.newcomers.values()}}
        self.names = Names(problem, everybody)

    def _newcomers(self) -> Iterable[Person]:
        """Yield the people that the input does not know and a row names in full, each once."""
        known, input_names = set(self.known), Names(self.problem)
        for row in self.table.rows:
            if "name" in row.cells and "person" in row.cells:
                code, name, organisation, category, email, group = (
                    self._quietly(row, c) for c in (_PERSON, *_NEWCOMER)
                )
                if code is None or name is None or input_names.is_person(code):
                    continue
                if code_key(code) not in known:
                    known.add(code_key(code))
                    yield Person(code, name, organisation, category, email, group=group)

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
        role, voting = self._maybe(row, _ROLE), self._maybe(row, _VOTING)
        start = self._maybe(row, _DATE) or self.start
        deputies = self._deputies(row)
        if action == LEAVE and "substitute" in row.cells:
            self.fault(row, "substitute", "who leaves needs no substitute", "Clear the cell, or write join.")
        if action == SUBSTITUTE and deputies == ():
            self.fault(row, "substitute", "substitute is blank, and says who may deputise", "Name at least one person.")
        for column in ("role", "voting"):
            if action in (LEAVE, SUBSTITUTE) and column in row.cells:
                message = f"a {'role' if column == 'role' else 'vote'} is for who joins, and this row says {action}"
                self.fault(row, column, message, "Clear the cell.")
        if action == ROLE and "substitute" in row.cells:
            self.fault(
                row, "substitute", "who deputises is left as it is", "Clear the cell, or write a row substitute."
            )
        if action == ROLE and "role" not in row.cells:
            self.fault(row, "role", "role is blank, and says which one it is", "Choose one.")
        if person is None or body is None or action is None or deputies is None:
            return None
        newcomer = self.newcomers.get(code_key(person))
        self._compare(row, newcomer or self.known[code_key(person)], new=newcomer is not None)
        told = action, person, body, role or "member", start, deputies, newcomer, CHANGES.name, row.number
        return SeatChange(*told, voting=voting)

    def _compare(self, row: RawRow, person: Person, *, new: bool) -> None:
        """Complain of a row that calls a person otherwise than the input, or an earlier row, does."""
        for column in _NEWCOMER:
            wanted = getattr(person, column.name)
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
                self.findings.warnings.append(Fault(CHANGES.name, row.number, column.name, message, remedy))

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
