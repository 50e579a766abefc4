"""Workbooks, CSV files, pages and documents: each of their tables is read by whoever understands it."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from scheduler.domain.found import Found, LeftOut, Source, together
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.wording import CONSULTATION_EDITIONS, OFFICERS_EDITION, counted
from scheduler.reading.imports.calendars import take_calendars
from scheduler.reading.imports.content import Content, Form
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.grids import grids_of
from scheduler.reading.imports.people_tables import take_people
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import cut

Taker: TypeAlias = Callable[[tuple[Grid, ...]], tuple[Found, frozenset[int]]]
"""What somebody understands of the tables of a file, and which of them, by their places, they took."""

TAKERS: tuple[Taker, ...] = (take_calendars, take_people)
"""Whoever understands tables, the more particular before the more general."""
_SETTINGS = tuple(heading_of("settings", column) for column in ("setting", "value"))
_COVER_WITHIN = 5
"""Rows of a cover among which it says which edition it is."""
_KINDS = ("workbook", "csv", "html", "word")
NOT_UNDERSTOOD = "neither a calendar nor a list of bodies, members or seats"


def tables_in(content: Content) -> Found:
    """Return what all tables of a file hold together; what nobody understands is told.

    Raises
    ------
    Unreadable
        If the file is hostile, or half of what it seems to be.

    """
    grids, parts, taken = _understood(content)
    hidden = tuple(one for grid in grids for one in grid.left_out)
    strange = tuple(_strange(grid) for place, grid in enumerate(grids) if place not in taken and _is_table(grid))
    return together((*parts, Found(left_out=(*hidden, *strange))))


@lru_cache(maxsize=1)
def _understood(content: Content) -> tuple[tuple[Grid, ...], tuple[Found, ...], frozenset[int]]:
    """Return the tables of a file, what is understood of them, and which are taken; kept from telling to reading."""
    grids = grids_of(content)
    _refuse_what_is_our_own(content.name, grids)
    parts, taken = _taken(grids)
    return grids, tuple(parts), taken


def _refuse_what_is_our_own(name: str, grids: tuple[Grid, ...]) -> None:
    """Raise Unreadable for an input, and for a calendar written here: other commands read them whole."""
    for grid in grids:
        if grid.title == sheet_title("settings") and grid.rows and grid.rows[0][: len(_SETTINGS)] == _SETTINGS:
            raise Unreadable(
                f"{name} is an input of meeting-day itself",
                f"Import into it with --into {name}, or give it and its plan to meeting-day next-year.",
            )
        top = [cell for row in grid.rows[:_COVER_WITHIN] for cell in row if isinstance(cell, str)]
        if any(OFFICERS_EDITION in cell or cell.startswith(tuple(CONSULTATION_EDITIONS.values())) for cell in top):
            raise Unreadable(
                f"{name} is a calendar that meeting-day has written",
                "Make next year's input with meeting-day next-year, of the input and the folder of the plan.",
            )


def _taken(grids: tuple[Grid, ...]) -> tuple[list[Found], frozenset[int]]:
    """Return what each taker understands of the tables that those before it left, and which are taken."""
    parts: list[Found] = []
    taken: frozenset[int] = frozenset()
    for take in TAKERS:
        places = [place for place in range(len(grids)) if place not in taken]
        found, which = take(tuple(grids[place] for place in places))
        parts.append(found)
        taken |= {places[one] for one in which}
    return parts, taken


def _is_table(grid: Grid) -> bool:
    return bool(grid.rows) and (grid.layout != "lines" or len(grid.rows[0]) > 1)


def _strange(grid: Grid) -> LeftOut:
    rows = counted(len(grid.rows), "row")
    what = f"{grid.title or grid.label or 'a table'} ({rows})"
    return LeftOut(cut(what), NOT_UNDERSTOOD, Source(grid.file, grid.place(0)))


def _recognised(content: Content) -> bool:
    if content.kind not in _KINDS:
        return False
    try:
        return bool(_understood(content)[2])
    except Unreadable:
        return True  # to be read, it says what is wrong


FORMS = (Form("tables", _recognised, tables_in),)
