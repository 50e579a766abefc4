"""The rows of a calendar that somebody made or edited by hand, whatever form it has.

A list with headings is read cell by cell, so that each fault has its cell. A calendar of another form (bodies by
months, a year planner, lines, an .ics) is read as an import reads it; what that leaves out is warned of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from scheduler.domain.found import Found, FoundMeeting, LeftOut
from scheduler.domain.meeting_words import is_cancelled
from scheduler.domain.names import name_key
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import CONSULTATION_EDITIONS, listed
from scheduler.reading.imports.calendar_files import meetings_in
from scheduler.reading.imports.calendars import OTHER_TABLES, PREFERRED, take_calendars
from scheduler.reading.imports.content import READ_FORMS, Content, kind_of
from scheduler.reading.imports.days_and_times import Times, times_in
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.grids import grids_of
from scheduler.reading.imports.lists import HEADER_WITHIN, ListRow, ListTable, days_of, list_of
from scheduler.reading.plans.values import MOST_FAULTS
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.headers import Unreadable, refuse_other_kinds
from scheduler.reading.tables.texts import CellFault, Raw, shown, text_of

TABLE = "calendar"
GIVE_A_CALENDAR = (
    "Give a table body, date, start, end, room, a calendar of bodies by months, or a year planner, as .xlsx, .csv, "
    ".docx or .html; or an .ics, or a plan.json."
)
OUR_NUMBERS = frozenset(("number", "revision"))
"""The headings that together say that a number is that of a meeting of ours."""
LEAST = frozenset(("status", "note", *OUR_NUMBERS))
"""Roles that alone make no row."""
_KINDS_READ = frozenset(("workbook", "csv", "html", "word", "calendar"))
_OF_SYSTEMS = frozenset(("html", "xml", "json"))


@dataclass(frozen=True)
class RowByHand:
    """One meeting as it is written: where, and its cells by what they are."""

    table: str
    """What faults call the table."""
    number: int | None
    cells: dict[str, Raw]
    """`body`, `date`, `start`, `end`, `room`, `venue`, `status`, `title`, `note`, `number`, `revision`, `weekday`."""
    places: dict[str, str] = field(default_factory=dict)
    """The cell of each as Excel names it, where the calendar is a sheet."""


@dataclass(frozen=True)
class ByHandTable:
    """The rows of a calendar made by hand, whether they say which meeting is which, and what had better be seen."""

    rows: tuple[RowByHand, ...]
    has_numbers: bool = False
    warnings: tuple[Fault, ...] = ()


def read_by_hand(path: Path, data: bytes) -> ByHandTable:
    """Return the rows of a calendar made by hand.

    Of a workbook's sheets it is the one called Meetings, or Last year, or else the first visible one that is one.

    Raises
    ------
    Unreadable
        If the file is no calendar of any form that is read.

    """
    try:
        content = _content(path, data)
        if content.kind == "calendar":
            return _found_rows(meetings_in(content))
        if (found := _of_a_system(content)) is not None:
            return _found_rows(found)
        grids = grids_of(content, hidden=True)
        _refuse_the_consultation_edition(content.name, grids)
        return _table(content, grids)
    except Unreadable as trouble:
        remedy = trouble.remedy.replace(READ_FORMS, GIVE_A_CALENDAR)
        raise Unreadable(trouble.message, remedy, trouble.row) from None


def _content(path: Path, data: bytes) -> Content:
    if path.suffix.lower() in (".xlsx", ".xlsm") and not data.lstrip().startswith(b"<"):
        refuse_other_kinds(path, data)
    return Content(path.name, data, kind_of(path.name, data))


def _of_a_system(content: Content) -> Found | None:
    """Return the meetings of a saved answer or page of a council's system (modern.gov, OParl); None of other files."""
    if content.kind not in _OF_SYSTEMS:
        return None
    from scheduler.reading.imports import tables  # noqa: PLC0415 - slow to load, and few calendars are of a system
    from scheduler.reading.imports.joining import joined  # noqa: PLC0415 - the same
    from scheduler.reading.imports.sources import FORMS  # noqa: PLC0415 - the same

    form = next((one for one in FORMS if one not in tables.FORMS and one.recognises(content)), None)
    if form is not None:
        found = joined(form.read(content))
        if not found.meetings:
            raise Unreadable(f"{content.name} is {form.words}, and holds no meetings", READ_FORMS)
        return found
    if content.kind not in _KINDS_READ:
        raise Unreadable(f"{content.name} seems to be {content.kind.upper()}, and no calendar", READ_FORMS)
    return None


def _refuse_the_consultation_edition(name: str, grids: Iterable[Grid]) -> None:
    """Raise Unreadable for `consultation.xlsx`: its times and places are words, and its rows no whole calendar."""
    cells = (cell for grid in grids if grid.layout == "sheet" for row in grid.rows[:HEADER_WITHIN] for cell in row)
    if any(isinstance(cell, str) and cell.startswith(tuple(CONSULTATION_EDITIONS.values())) for cell in cells):
        raise Unreadable(
            f"{name} is the consultation edition, which is written for members to read, and never read back",
            "Give calendar.xlsx, which lies beside it.",
        )


def _table(content: Content, grids: tuple[Grid, ...]) -> ByHandTable:
    visible = [grid for grid in grids if not grid.hidden]
    for among, hidden in ((visible, False), ([grid for grid in grids if grid.hidden], True)):
        lists = [table for grid in among if (table := _list(grid)) is not None]
        lists = [table for table in lists if table.rows] or lists
        if content.kind == "workbook" and lists:
            kept = _preferred(lists)
            others = [] if name_key(kept.grid.title) in PREFERRED else [one for one in lists if one is not kept]
            warnings = [*map(_not_read, others), *([_was_hidden(kept.grid)] if hidden else [])]
            return _list_rows([kept], warnings)
        if lists:
            return _list_rows(lists, [])
        found, _ = take_calendars(tuple(among))
        if found.meetings:
            return _found_rows(found)
    raise Unreadable(
        f"{content.name} holds no table with the headings body, date and start{_headings(visible)}", READ_FORMS
    )


def _headings(grids: Sequence[Grid]) -> str:
    """Return the words of the first row of several cells, for whoever wonders which headings were found."""
    rows = (row for grid in grids for row in grid.rows)
    texts = ([text_of(value) for value in dict.fromkeys(row) if isinstance(value, str) and value] for row in rows)
    first = next((row for row in texts if len(row) > 1), [])
    return f"; its headings are {listed([shown(text) for text in first[:8]])}" if first else ""


def _list(grid: Grid) -> ListTable | None:
    return list_of(grid) if grid.rows and name_key(grid.title) not in OTHER_TABLES else None


def _preferred(lists: Sequence[ListTable]) -> ListTable:
    by_title = {name_key(table.grid.title): table for table in reversed(lists)}
    return next((by_title[title] for title in PREFERRED if title in by_title), lists[0])


def _not_read(table: ListTable) -> Fault:
    message = f"The sheet {shown(table.grid.title)} has such a table too, and is not read."
    return Fault(TABLE, None, None, message, "Put all meetings on one sheet, and call it Meetings.")


def _was_hidden(grid: Grid) -> Fault:
    message = f"The sheet {shown(grid.title)} is hidden, and was read, since no visible sheet is a calendar."
    return Fault(TABLE, None, None, message, "Unhide it, or give the calendar that is meant.")


# -- lists


def _list_rows(lists: Sequence[ListTable], warnings: list[Fault]) -> ByHandTable:
    rows: list[RowByHand] = []
    roles: set[str] = set()
    for table in lists:
        roles |= set(table.header.values())
        rows += [one for row in table.rows if row.cells.keys() - LEAST for one in _meetings(table.grid, row)]
        warnings += [
            _left_out(LeftOut(text, "a line that is no meeting", table.grid.source(number)))
            for number, text in table.notes
        ]
        warnings += [_left_out(one) for one in table.grid.left_out]
    return ByHandTable(tuple(rows), roles >= OUR_NUMBERS, tuple(warnings[:MOST_FAULTS]))


def _left_out(one: LeftOut) -> Fault:
    place = one.source.place
    cell = place if "!" in place else ""
    where = f"{TABLE}, {place}" if place and not cell else TABLE
    what = f"{shown(one.what)}: " if one.what else ""
    return Fault(where, None, None, f"{what}{one.why}", "See whether a meeting is missing.", cell)


def _meetings(grid: Grid, row: ListRow) -> Iterator[RowByHand]:
    """Yield a row for each date of a row of the list."""
    base = {role: value for role, value in row.cells.items() if not role.startswith("date")}
    table = f"{TABLE}, {grid.label}" if grid.layout == "table" else TABLE
    number = grid.row_numbers[row.row]
    sheet = grid.layout == "sheet"
    places = {role: grid.place(row.row, column) for role, column in row.columns.items()} if sheet else {}
    dates = [role for role in row.cells if role.startswith("date")]
    for role in dates or ["date"]:
        for value, beside, times in _dates(row, role):
            cells = dict(base) if value is None else {**base, "date": value}
            if is_cancelled(beside):
                cells["status"] = beside
            yield RowByHand(table, number, {**cells, **_times(cells, times)}, {**places, "date": places.get(role, "")})


def _dates(row: ListRow, role: str) -> Iterator[tuple[Raw | None, str, Times]]:
    """Yield each day that a cell says, with what stands beside it; what cannot be read stays as it is."""
    value = row.cells.get(role)
    if value is None or isinstance(value, CellFault) or _is_date(value):
        yield value, "", Times()
        return
    found = days_of(row, role)
    if found.faults or found.ranges or not found.days:
        yield (found.faults[0] if found.faults else value), "", Times()
        return
    for day, beside, times in found.each():
        yield day, beside, times_in(value) if isinstance(value, datetime) else times


def _is_date(value: Raw) -> bool:
    try:
        read_date(value)
    except CellFault:
        return False
    return True


def _times(cells: dict[str, Raw], beside: Times) -> dict[str, Raw]:
    """Return the start and the end of a row where one cell says both, or the date says them."""
    said = times_in(cells["start"]) if "start" in cells else beside
    if said.start is None or said.fault is not None:
        return {}
    found: dict[str, Raw] = {"start": _clock(said.start)}
    if said.end is not None and "end" not in cells:
        found["end"] = _clock(said.end)
    return found


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


# -- other forms


def _found_rows(found: Found) -> ByHandTable:
    return ByHandTable(tuple(map(_row, found.meetings)), warnings=tuple(_told(found.left_out)))


def _row(one: FoundMeeting) -> RowByHand:
    cells: dict[str, Raw] = {"body": one.body, "date": one.date}
    if one.start is not None:
        cells["start"] = _clock(one.start)
    if one.end is not None:
        cells["end"] = _clock(one.end)
    cells |= {"venue": one.place} if one.place else {}
    cells |= {"status": "cancelled"} if one.cancelled else {}
    sheet = "!" in one.source.place
    places = dict.fromkeys(cells, one.source.place) if sheet else {}
    table = TABLE if sheet or not one.source.place else f"{TABLE}, {one.source.place}"
    return RowByHand(table, None, cells, places)


def _told(left_out: Iterable[LeftOut]) -> list[Fault]:
    told = list(left_out)
    found = [_left_out(one) for one in told[:MOST_FAULTS]]
    if len(told) > MOST_FAULTS:
        more = f"{len(told) - MOST_FAULTS:,} more such places are not told"
        found.append(Fault(TABLE, None, None, more, "Put these right first."))
    return found
