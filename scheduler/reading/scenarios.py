"""Scenarios to compare: a table scenario, change, subject, value as a CSV file or a sheet."""

from pathlib import Path
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import AS_IT_IS, TABLE, Change, Scenario
from scheduler.domain.tables import Column, Table
from scheduler.reading.cell_text import code_key, shown
from scheduler.reading.headers import Findings
from scheduler.reading.loose_tables import LooseRows, loose_table
from scheduler.reading.raw import RawRow, RawTable
from scheduler.reading.scenario_changes import KINDS, Kind
from scheduler.reading.scenario_names import Names

_CHANGE = Column("change", "choice", needed=True, choices=tuple(KINDS))
SCENARIOS = Table(
    TABLE,
    (Column("scenario", "text", needed=True), _CHANGE, Column("subject", "text", needed=True), Column("value", "text")),
    needed=True,
)
MOST_SCENARIOS = 100


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
    reader = _Reader(problem, loose_table(path, SCENARIOS, findings), findings)
    scenarios = reader.scenarios()
    reader.raise_faults()
    return scenarios, tuple(findings.warnings)


class _Reader(LooseRows):
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
