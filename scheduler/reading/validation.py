"""A problem made in Python, validated as a workbook is: its fields written as cells of the input's tables, and read.

Every row stands where a workbook would have it (the first below the headings is row 2), so that a fault names the same
place in the same words. What only Python can get wrong is a fault too: a value of another type, a row of another class,
a code kept under another's key.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from scheduler.domain.authorities import Authority
from scheduler.domain.bodies import Body, Cadence, LawWaiver, Link, QuorumRule, ReportingLine
from scheduler.domain.calendar import Absence, ClosedDate, FixedMeeting, Period, Settings
from scheduler.domain.links import FOLLOWS
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rooms import Equipment, Room, Travel
from scheduler.domain.tables import SETTINGS, TABLES
from scheduler.domain.themes import Decision, Project, SeatingRow, Speaker, Theme, Translation
from scheduler.reading.parsing import parse
from scheduler.reading.plans.values import WrongValue, moment
from scheduler.reading.tables.headers import RawInput, RawRow, RawTable
from scheduler.reading.tables.texts import Raw, shown
from scheduler.reading.written_cells import cell_of, type_of
from scheduler.wishes.tiers import EXCHANGE

FIRST_ROW = 2
A_MINUTE = timedelta(minutes=1)

Value = TypeVar("Value")
Cells = dict[str, Any]
"""The values of one row by the contract's columns, as Python has them; None where a cell is blank."""


@dataclass(frozen=True)
class _Source:
    """Where a table's rows stand in a problem, and which columns are fields of another name."""

    attribute: str
    row: type
    renamed: Mapping[str, str]
    key: tuple[str, ...] = ()
    """The fields by which a dict keeps the rows; empty where they stand in a tuple."""


_SOURCES = {
    "periods": _Source("periods", Period, {"period": "code"}),
    "bodies": _Source("bodies", Body, {"body": "code"}, ("code",)),
    "people": _Source("people", Person, {"person": "code"}, ("code",)),
    "memberships": _Source("memberships", Membership, {"substitute": "substitutes"}),
    "quorum_rules": _Source("quorum_rules", QuorumRule, {}),
    "meeting_days": _Source("meeting_days", MeetingDay, {"meeting_day": "code"}, ("code",)),
    "sessions": _Source("sessions", Session, {"session": "code"}, ("meeting_day", "code")),
    "rooms": _Source("rooms", Room, {"room": "code"}, ("code",)),
    "travel": _Source("travel", Travel, {}),
    "unavailability": _Source("absences", Absence, {}),
    "closed_dates": _Source("closed_dates", ClosedDate, {}),
    "reporting": _Source("reporting", ReportingLine, {}),
    "links": _Source("links", Link, {}),
    "law_waivers": _Source("law_waivers", LawWaiver, {}),
    "themes": _Source("themes", Theme, {"theme": "code"}, ("code",)),
    "speakers": _Source("speakers", Speaker, {"speaker": "code"}, ("code",)),
    "fixed_meetings": _Source("fixed_meetings", FixedMeeting, {}),
    "projects": _Source("projects", Project, {"project": "code"}, ("code",)),
    "equipment": _Source("equipment", Equipment, {}),
    "seating": _Source("seating", SeatingRow, {"with": "together"}),
    "decisions": _Source("decisions", Decision, {"decision": "code"}, ("code",)),
    "authorities": _Source("authorities", Authority, {"authority": "code"}, ("code",)),
    "translations": _Source("translations", Translation, {}, ("english",)),
}
_CADENCE = {"per_period": "per_period", "meetings_min": "minimum", "meetings_max": "maximum"}
NO_FIELDS = (("closed_dates", "file"), ("bodies", "chair"))
"""What no problem states: its closed dates are those of the file, and its memberships say who chairs."""
_OF_TABLES = ("settings", "wish_weights", "exchanges", *(source.attribute for source in _SOURCES.values()))
"""The fields of a problem that its tables state; all others are kept as they are."""


def validated(problem: Problem) -> tuple[Problem, tuple[Fault, ...]]:
    """Return a problem as it would be read from a workbook that says the same, and what had better be looked at.

    Codes are spelt alike and blanks filled in as the reader does; what has been read before stays as it is.

    Raises
    ------
    InputFaults
        If anything is wrong with it; with every fault at once, by the contract's table, row and column.

    """
    faults: list[Fault] = []
    tables = {"settings": _settings(problem.settings, faults), "wishes": _wishes(problem, faults)}
    tables |= {name: _table(name, source, problem, faults) for name, source in _SOURCES.items()}
    faults += _moment_of_planning(problem.as_of)
    faults += _plans(problem)
    found, warnings = parse(RawInput(tables, Path(), problem.input_sha256, faults))
    absences = tuple(map(_to_the_second, found.absences, problem.absences))
    stated = {name: getattr(found, name) for name in _OF_TABLES}
    bodies = {code: _as_named(body, problem.bodies.get(code)) for code, body in found.bodies.items()}
    return replace(problem, **{**stated, "absences": absences, "bodies": bodies}), warnings


def _as_named(found: Body, given: Body | None) -> Body:
    """Return a body with what its own authority calls it, which no cell has where its name says whose it is."""
    known = found.own_name or given is None or found.name != given.name
    return found if known or given is None else replace(found, own_name=given.own_name)


def _to_the_second(found: Absence, given: Absence) -> Absence:
    """Return an absence with the seconds and the uid that calendar files have, and cells have not."""
    start = given.start if abs(given.start - found.start) < A_MINUTE else found.start
    end = given.end if abs(given.end - found.end) < A_MINUTE else found.end
    return replace(found, start=start, end=end, uid=given.uid)


def _moment_of_planning(as_of: object) -> Iterator[Fault]:
    """Yield a fault where the moment of planning is neither blank nor a moment."""
    try:
        moment(as_of if isinstance(as_of, str) else repr(as_of))
    except WrongValue:
        remedy = "Give a moment in UTC, such as 2026-11-19T09:30:00Z, or an empty text."
        yield Fault("", None, None, f"as_of: {shown(as_of)} is no moment", remedy)


def _plans(problem: Problem) -> Iterator[Fault]:
    """Yield a fault for each field that holds a plan where it is something else."""
    for name, value in (("baseline", problem.baseline), ("placed", problem.placed)):
        if value is not None and not isinstance(value, Plan):
            message = f"{name}: {shown(value)} is {type_of(value)}, and a Plan is wanted"
            yield Fault("", None, None, message, "Give a Plan, such as read_plan gives, or None.")


def _settings(settings: Settings, faults: list[Fault]) -> RawTable:
    """Write the settings as rows of a name and a value; those that are None are left out."""
    if not isinstance(settings, Settings):
        faults.append(_not_of("settings", None, settings, Settings))
        return RawTable("settings")
    given = ((name, cell_of(column, getattr(settings, name))) for name, column in SETTINGS.items())
    return _numbered("settings", ({"setting": name, "value": cell} for name, cell in given if cell is not None))


def _wishes(problem: Problem, faults: list[Fault]) -> RawTable:
    """Write weights, and exchanges of tiers, as rows of one table."""
    given = (problem.wish_weights, problem.exchanges)
    if not all(isinstance(one, Mapping) for one in given):
        faults += [_not_of("wishes", None, one, dict) for one in given if not isinstance(one, Mapping)]
        return RawTable("wishes")
    weights, exchanges = given
    rows = [{"wish": name, "weight": weight} for name, weight in weights.items()]
    rows += [{"wish": EXCHANGE, "tier": tier, "weight": weight} for tier, weight in exchanges.items()]
    return _numbered("wishes", (_cells("wishes", row) for row in rows))


def _table(name: str, source: _Source, problem: Problem, faults: list[Fault]) -> RawTable:
    """Write the rows of one table; a table without columns where they are not what they should be."""
    rows = getattr(problem, source.attribute)
    if not isinstance(rows, dict if source.key else list | tuple):
        faults.append(_not_of(name, None, rows, dict if source.key else tuple))
        return RawTable(name)
    things: list[Any] = list(rows.values()) if isinstance(rows, dict) else list(rows)
    misfits = [
        _not_of(name, number, *misfit)
        for number, thing in enumerate(things, start=FIRST_ROW)
        if (misfit := _of_other_class(thing, source.row))
    ]
    if misfits:
        faults += misfits
        return RawTable(name)
    if isinstance(rows, dict):
        faults += _misplaced(name, source, rows)
    return _numbered(name, (_cells(name, _values(name, source, thing)) for thing in things))


def _of_other_class(thing: object, wanted: type) -> tuple[object, type] | None:
    """Return what is not of its class, a row or its cadence, and the class."""
    if not isinstance(thing, wanted):
        return thing, wanted
    cadence = getattr(thing, "cadence", Cadence())
    return None if isinstance(cadence, Cadence) else (cadence, Cadence)


def _misplaced(name: str, source: _Source, rows: Mapping[Any, Any]) -> Iterator[Fault]:
    """Yield a fault for each row that is kept under a key that is not its own."""
    for number, (key, thing) in enumerate(rows.items(), start=FIRST_ROW):
        own = tuple(getattr(thing, part) for part in source.key)
        if key != (own if len(own) > 1 else own[0]):
            code = ", ".join(map(shown, own))
            message = f"{code} is kept under another key, {shown(key)}"
            yield Fault(name, number, TABLES[name].columns[len(own) - 1].name, message, f"Keep it under {code}.")


def _values(name: str, source: _Source, thing: Any) -> Cells:  # noqa: ANN401 - a row of any of the classes
    """Return the values of one row by the table's columns."""
    values = {
        column.name: getattr(thing, source.renamed.get(column.name, column.name))
        for column in TABLES[name].columns
        if column.name not in _CADENCE and (name, column.name) not in NO_FIELDS
    }
    if hasattr(thing, "cadence"):
        values |= {column: getattr(thing.cadence, field) for column, field in _CADENCE.items()}
    if values.get("preferred_weekdays") in ((), frozenset()):
        values["preferred_weekdays"] = None
    if isinstance(thing, Link) and thing.kind != FOLLOWS and thing.minutes == Link.minutes:
        values["minutes"] = None  # filled in where the cell was blank: only what follows has them
    return values


def _numbered(name: str, rows: Iterable[dict[str, Raw]]) -> RawTable:
    """Return a table of these cells, its rows numbered as a spreadsheet numbers them."""
    numbered = tuple(RawRow(number, cells) for number, cells in enumerate(rows, start=FIRST_ROW))
    return RawTable(name, numbered, frozenset(column.name for column in TABLES[name].columns))


def _cells(name: str, values: Cells) -> dict[str, Raw]:
    written = ((column.name, cell_of(column, values.get(column.name))) for column in TABLES[name].columns)
    return {column: cell for column, cell in written if cell is not None}


def _not_of(table: str, row: int | None, value: object, wanted: type) -> Fault:
    article = "an" if wanted.__name__[0] in "AEIOU" else "a"
    message = f"{shown(value)} is {type_of(value)}, and {article} {wanted.__name__} is wanted"
    return Fault(table, row, None, message, f"Give {article} {wanted.__name__}.")
