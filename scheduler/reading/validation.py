"""A problem made in Python, validated as a workbook is: its fields written as cells of the input's tables, and read.

Every row stands where a workbook would have it (the first below the headings is row 2), so that a fault names the same
place in the same words. What only Python can get wrong is a fault too: a value of another type, a row of another class,
a code kept under another's key.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from scheduler.domain.bodies import LAST_WEEK, Body, Cadence, LawWaiver, Link, QuorumRule, ReportingLine
from scheduler.domain.calendar import Absence, ClosedDate, FixedMeeting, Period, Settings
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rooms import Room, Travel
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.domain.themes import Project, Speaker, Theme
from scheduler.domain.wording import WEEKDAY_NAMES
from scheduler.reading.parsing import parse
from scheduler.reading.plans.values import WrongValue, moment
from scheduler.reading.rows import begin_of
from scheduler.reading.tables.days import WRITE_MOMENT
from scheduler.reading.tables.headers import RawInput, RawRow, RawTable
from scheduler.reading.tables.names_of_days import WRITE_WEEKDAYS
from scheduler.reading.tables.texts import CellFault, Raw, cleaned, shown
from scheduler.wishes.tiers import EXCHANGE

FIRST_ROW = 2
WRITE_APART = "Write each code apart, without ;."
A_MICROSECOND, A_MINUTE, A_DAY = timedelta(microseconds=1), timedelta(minutes=1), timedelta(days=1)
MINUTES = 60

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
    return replace(problem, **{**stated, "absences": absences}), warnings


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
            message = f"{name}: {shown(value)} is {_type_of(value)}, and a Plan is wanted"
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
    return values


def _numbered(name: str, rows: Iterable[dict[str, Raw]]) -> RawTable:
    """Return a table of these cells, its rows numbered as a spreadsheet numbers them."""
    numbered = tuple(RawRow(number, cells) for number, cells in enumerate(rows, start=FIRST_ROW))
    return RawTable(name, numbered, frozenset(column.name for column in TABLES[name].columns))


def _cells(name: str, values: Cells) -> dict[str, Raw]:
    written = ((column.name, cell_of(column, values.get(column.name))) for column in TABLES[name].columns)
    return {column: cell for column, cell in written if cell is not None}


def cell_of(column: Column, value: object) -> Raw:
    """Write a value as a cell of its column: None where it is blank, a CellFault where its type is another."""
    if value is None:
        return None
    kind = _KINDS["last_moment" if (column.kind, column.name) == ("moment", "end") else column.kind]
    if not kind.fits(value):
        return CellFault(f"{shown(value)} is {_type_of(value)}, and {kind.wanted} is wanted", f"Give {kind.wanted}.")
    try:
        return kind.write(value)
    except CellFault as fault:
        return fault


@dataclass(frozen=True)
class _Kind:
    """What a kind of column holds in Python: how it is called, whether a value is one, and its cell."""

    wanted: str
    fits: Callable[[Any], bool]
    write: Callable[[Any], Raw]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or isinstance(value, Fraction)


def _is_amount(value: object) -> bool:
    return _is_number(value) or isinstance(value, float)


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime)


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _several(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, tuple | list | frozenset | set) and all(map(fits, value))


def _in_order(values: Collection[Value]) -> Iterable[Value]:
    """Return values as they stand, those of a set sorted."""
    return sorted(values) if isinstance(values, frozenset | set) else values


def _as_it_is(value: object) -> Raw:
    return value


def _text(value: str) -> Raw:
    return cleaned(value) or None


def _list(values: Collection[str]) -> Raw:
    """Write texts with `;` between."""
    plain = [_text(value) for value in _in_order(values)]
    for value in plain:
        if isinstance(value, CellFault):
            raise value
        if value is None or ";" in str(value):
            raise CellFault(f"{shown(value or '')} is blank or has a semicolon, and one code is wanted", WRITE_APART)
    return "; ".join(map(str, plain)) or None


def _clock(minutes: int) -> str:
    """Write minutes after midnight, beyond the day's as they come, such as 25:00; CellFault below zero."""
    if minutes < 0:
        raise CellFault(
            f"{minutes} is no number of minutes after midnight", "Give minutes after midnight, such as 570 for 09:30."
        )
    hours, rest = divmod(minutes, MINUTES)
    return f"{hours:02}:{rest:02}"


def _times(values: Collection[int]) -> Raw:
    return "; ".join(map(_clock, _in_order(values))) or None


def _dates(values: Collection[date]) -> Raw:
    return "; ".join(day.isoformat() for day in _in_order(values)) or None


def _weekdays(values: Collection[int]) -> Raw:
    """Write weekdays by their names; none at all as a list of no names, which no reader takes for a blank."""
    for number in values:
        if not 0 <= number < len(WEEKDAY_NAMES):
            raise CellFault(f"{shown(number)} is no day of the week", WRITE_WEEKDAYS)
    return "; ".join(WEEKDAY_NAMES[number] for number in sorted(values)) or ";"


def _weeks(values: Collection[int]) -> Raw:
    return "; ".join("last" if week == LAST_WEEK else str(week) for week in sorted(values)) or None


def _months(values: Collection[int]) -> Raw:
    return "; ".join(map(str, sorted(values))) or None


def _quorum(value: int | Fraction) -> Raw:
    return value if isinstance(value, int) else f"{value.numerator}/{value.denominator}"


def _first_moment(given: datetime) -> Raw:
    """Write the start of an absence, to the minute and never later: a midnight as the day that begins."""
    minute = _local(given).replace(second=0, microsecond=0)
    return minute if minute.time() != time() else minute.date()


def _last_moment(given: datetime) -> Raw:
    """Write the end of an absence, to the minute and never earlier: a midnight as the day that is over."""
    minute = (_local(given) + A_MINUTE - A_MICROSECOND).replace(second=0, microsecond=0)
    return minute if minute.time() != time() else minute.date() - A_DAY


def _local(given: datetime) -> datetime:
    if given.tzinfo is not None:
        raise CellFault(f"{shown(given)} has a time zone, and local times have none", WRITE_MOMENT)
    return begin_of(given)


def _not_of(table: str, row: int | None, value: object, wanted: type) -> Fault:
    article = "an" if wanted.__name__[0] in "AEIOU" else "a"
    message = f"{shown(value)} is {_type_of(value)}, and {article} {wanted.__name__} is wanted"
    return Fault(table, row, None, message, f"Give {article} {wanted.__name__}.")


def _type_of(value: object) -> str:
    """Name the type of a value, and of what it is made of: `of the type tuple[str]`."""
    name = type(value).__name__
    parts = sorted({type(part).__name__ for part in value}) if isinstance(value, tuple | list | set | frozenset) else []
    return f"of the type {name}[{' | '.join(parts)}]" if parts else f"of the type {name}"


_KINDS = {
    "text": _Kind("a text (str)", _is_text, _text),
    "code": _Kind("a code (str)", _is_text, _text),
    "choice": _Kind("a word (str)", _is_text, _text),
    "codes": _Kind("a tuple of codes (str)", _several(_is_text), _list),
    "list": _Kind("a tuple of texts (str)", _several(_is_text), _list),
    "date": _Kind("a day (date)", _is_date, _as_it_is),
    "dates": _Kind("a tuple or frozenset of days (date)", _several(_is_date), _dates),
    "moment": _Kind("a day and a time (datetime)", _is_moment, _first_moment),
    "last_moment": _Kind("a day and a time (datetime)", _is_moment, _last_moment),
    "time": _Kind("a number of minutes after midnight (int)", _is_whole, _clock),
    "times": _Kind("a tuple of minutes after midnight (int)", _several(_is_whole), _times),
    "whole": _Kind("a whole number (int)", _is_whole, _as_it_is),
    "number": _Kind("an amount (int, float or Fraction)", _is_amount, _as_it_is),
    "quorum": _Kind("a number of members (int) or a share of them (Fraction)", _is_number, _quorum),
    "yesno": _Kind("a yes or no (bool)", _is_yes_or_no, _as_it_is),
    "weekdays": _Kind("a frozenset of weekdays, Monday 0 (int)", _several(_is_whole), _weekdays),
    "weeks": _Kind("a frozenset of weeks of the month, 1 to 5, -1 for the last (int)", _several(_is_whole), _weeks),
    "months": _Kind("a frozenset of months, 1 to 12 (int)", _several(_is_whole), _months),
}
