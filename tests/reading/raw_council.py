"""A small council as its tables stand before anything is understood: `raw(bodies=[{"body": "GB", ...}])`.

A table that is named replaces the sound one below; a row's number is its place in the list and one more.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import TABLES
from scheduler.errors import InputFaults
from scheduler.reading.parsing import parse
from scheduler.reading.tables.headers import RawInput, RawRow, RawTable

Cells = Mapping[str, object]
Place = tuple[str, int | None, str | None]

NOWHERE = Path("/nowhere")

SETTINGS: dict[str, object] = {"title": "Meetings", "start_date": "2015-11-01", "end_date": "2016-10-31"}
BODY: Cells = {"body": "GB", "name": "Growth Board", "meetings_min": 1, "meetings_max": 4}
SOUND: dict[str, list[Cells]] = {
    "bodies": [BODY],
    "people": [{"person": code, "name": f"Councillor {code.title()}"} for code in ("ANN", "BOB", "CAT", "DAN")],
    "memberships": [
        {"person": "ANN", "body": "GB", "role": "chair"},
        {"person": "BOB", "body": "GB"},
        {"person": "CAT", "body": "GB"},
    ],
    "rooms": [{"room": "CR1", "name": "Committee Room 1", "venue": "Town Hall", "capacity": 20}],
}
DAY: dict[str, list[Cells]] = {
    "meeting_days": [{"meeting_day": "DAY", "name": "Whole day", "meetings_max": 4}],
    "sessions": [
        {"meeting_day": "DAY", "session": "MORNING", "kind": "boards", "start": "09:30", "end": "12:30"},
        {"meeting_day": "DAY", "session": "LUNCH", "kind": "lunch", "start": "12:30", "end": "13:30"},
    ],
}
PERIODS: list[Cells] = [
    {"period": "Q1", "start_date": "2015-11-01", "end_date": "2016-04-30"},
    {"period": "Q2", "start_date": "2016-05-01", "end_date": "2016-10-31"},
]


def body(**cells: object) -> Cells:
    """Return the sound body with other cells; None clears one."""
    return {name: value for name, value in {**BODY, **cells}.items() if value is not None}


def rows_of(*values: str) -> list[Cells]:
    """Return rows written as `column=value | column=value`."""
    pairs = ([cell.split("=", 1) for cell in value.split(" | ")] for value in values)
    return [{name: text for name, text in row if text} for row in pairs]


def raw(settings: Mapping[str, object] | None = None, **tables: Sequence[Cells]) -> RawInput:
    """Return a council's tables: the sound ones, those named replaced; settings are added, None takes one away."""
    chosen = {name: value for name, value in {**SETTINGS, **(settings or {})}.items() if value is not None}
    written: dict[str, Sequence[Cells]] = {
        "settings": [{"setting": name, "value": value} for name, value in chosen.items()],
        **SOUND,
        **tables,
    }
    found = {
        name: RawTable(
            name,
            tuple(RawRow(number, dict(cells)) for number, cells in enumerate(rows, start=2)),
            frozenset(column.name for column in TABLES[name].columns),
        )
        for name, rows in written.items()
    }
    return RawInput(found, NOWHERE, "0" * 64)


def problem_of(settings: Mapping[str, object] | None = None, **tables: Sequence[Cells]) -> Problem:
    """Return the problem the tables state; they must be without faults and warnings."""
    problem, warnings = parse(raw(settings, **tables))
    assert warnings == ()
    return problem


def faults_of(found: RawInput) -> tuple[Fault, ...]:
    """Return every fault of the tables."""
    try:
        parse(found)
    except InputFaults as refused:
        return tuple(refused.faults)
    return ()


def fault_places(settings: Mapping[str, object] | None = None, **tables: Sequence[Cells]) -> list[Place]:
    """Return where the faults of the tables are."""
    return [(fault.table, fault.row, fault.column) for fault in faults_of(raw(settings, **tables))]


def warning_places(settings: Mapping[str, object] | None = None, **tables: Sequence[Cells]) -> list[Place]:
    """Return where the warnings of tables without faults are."""
    _, warnings = parse(raw(settings, **tables))
    return [(warning.table, warning.row, warning.column) for warning in warnings]
