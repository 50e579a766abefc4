"""A grid of members and bodies, either way round: a mark, a role in words or a day in each cell where somebody sits."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from scheduler.domain.found import FoundBody, FoundPerson, FoundSeat, Source
from scheduler.domain.names import name_key
from scheduler.domain.seat_marks import role_of_mark
from scheduler.reading.imports.columns import MOST_ROWS_ABOVE, NO_HEADING, PRIVATE, UNREAD, kind_of
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.seats import MORE_IN_CELL, VACANT, Gathering
from scheduler.reading.imports.written_names import (
    email_in,
    is_body_name,
    is_private,
    is_titled,
    is_vacant,
    name_in,
    without_brackets,
)
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.texts import CellFault, text_of

LEAST_MARKED = 0.6
"""Of the filled cells beside names, so many at least are marks, roles or days."""
MOST_LOOKED_AT = 2_000
"""Filled cells by which a grid is told; all of them are read only once it is one."""
MOST_LABELS = 1_000
"""Names along an edge by which it is told whose they are."""
HALF = 0.5
_BESIDE = frozenset(map(name_key, (
    "ward", "division", "total", "totals", "seats", "quorum", "notes", "note", "no.", "number", "vacancies",
)))  # fmt: skip
"""What stands along an edge, beside the headings of lists, and is neither a person nor a body."""
_IS_TIME = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)\b|january|february|march|april|june|july|august"
    r"|september|october|november|december|(?:mon|tues|wednes|thurs|fri)day",
    re.IGNORECASE,
)
"""What stands along the edge of a calendar, and in nobody's name."""
Place: TypeAlias = tuple[int, int]
"""Row and column, counted from 0."""
_READ_BESIDE = ("group", "email", "first")
"""The columns of a list that are read where they stand beside a grid."""
_SIZED = re.compile(r"(.*\S)\s*\(\s*(\d{1,3})(?:\s+(?:seats|members|places|cllrs|councillors))?\s*\)", re.IGNORECASE)
STRANGE_MARK = "no mark of a seat: not C, V, M, X, S, a word for a role, or a day"


@dataclass(frozen=True)
class MembersGrid:
    """Where the edges of a grid are: the row of its headings, and whether bodies go across."""

    row: int
    across: bool


def members_grid_of(grid: Grid) -> MembersGrid | None:
    """Return where the edges of a grid of members and bodies are; None where the table is none."""
    for row in range(min(len(grid.rows) - 1, MOST_ROWS_ABOVE)):
        across = _labels(grid.text(row, column) for column in range(1, len(grid.rows[row])))
        below = range(row + 1, min(len(grid.rows), row + 1 + MOST_LABELS))
        down = _labels(grid.text(one, 0) for one in below)
        if not across or not down or len(set(across)) < len(across) or not _is_marked(grid, row):
            continue
        corner = kind_of(grid.text(row, 0))
        bodies_go_across = _share(across, is_body_name) + _share(down, is_titled) + (corner in ("name", "surname"))
        bodies_go_down = _share(down, is_body_name) + _share(across, is_titled) + (corner == "bodies")
        people = down if bodies_go_across >= bodies_go_down else across
        if max(bodies_go_across, bodies_go_down) > 0 and _share(people, _is_time) < HALF:
            return MembersGrid(row, bodies_go_across >= bodies_go_down)
    return None


def _labels(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text and not _stands_beside(text)]


def _share(labels: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, labels)) / len(labels)


def _is_marked(grid: Grid, row: int) -> bool:
    """Whether most of what stands below headings and beside names is marks."""
    lines = (one for one in range(row + 1, len(grid.rows)) if not _stands_beside(grid.text(one, 0)))
    columns = [one for one in range(1, len(grid.rows[row])) if not _stands_beside(grid.text(row, one))]
    filled = ((line, column) for line in lines for column in columns if grid.rows[line][column] != "")
    cells = list(islice(filled, MOST_LOOKED_AT))
    marked = sum(_meaning(grid, one, column) is not None for one, column in cells)
    return bool(cells) and marked >= LEAST_MARKED * len(cells)


@lru_cache(MOST_LABELS)
def _stands_beside(label: str) -> bool:
    """Whether a row or column is neither a person's nor a body's."""
    return name_key(label) in _BESIDE or is_private(label) or bool(kind_of(label))


def _is_time(label: str) -> bool:
    return bool(_IS_TIME.search(label))


def _meaning(grid: Grid, row: int, column: int) -> tuple[str, date | None] | None:
    """Return the role that a cell means, and the day on which it begins where it is a day."""
    value = grid.rows[row][column]
    if isinstance(value, CellFault):
        return None
    role = role_of_mark(grid.text(row, column))
    if role is not None:
        return role, None
    try:
        return "member", read_date(value)
    except CellFault:
        return None


def read_members_grid(grid: Grid, edges: MembersGrid, gathering: Gathering) -> None:
    """Take the people, bodies and seats of a grid."""
    lines = [row for row in range(edges.row + 1, len(grid.rows)) if grid.text(row, 0)]
    columns = [column for column in range(1, len(grid.rows[edges.row])) if grid.text(edges.row, column)]
    _tell_of_strays(grid, edges, lines, columns, gathering)
    heads = {(edges.row, column): grid.text(edges.row, column) for column in columns}
    firsts = {(row, 0): grid.text(row, 0) for row in lines}
    persons, boards = (firsts, heads) if edges.across else (heads, firsts)
    beside = {place: text for place, text in {**heads, **firsts}.items() if _stands_beside(text)}
    for place, text in beside.items():
        _tell_of_beside(grid, place, text, gathering)
    people = {
        place: person
        for place, text in persons.items()
        if place not in beside and (person := _person(grid, edges, place, beside, gathering))
    }
    bodies = {
        place: _body(text, grid.source(*place), gathering) for place, text in boards.items() if place not in beside
    }
    for one, person in people.items():
        for other, body in bodies.items():
            row, column = (one[0], other[1]) if edges.across else (other[0], one[1])
            _take_cell(grid, row, column, FoundSeat(body, person, grid.source(row, column)), gathering)


def _body(text: str, source: Source, gathering: Gathering) -> str:
    """Take a body of the edge, and how many seats stand behind its name: `Planning Committee (11)`."""
    sized = _SIZED.fullmatch(text)
    name, seats = (text, None) if sized is None else (sized[1], int(sized[2]))
    return gathering.body(FoundBody(name, source, seats=seats))


def _take_cell(grid: Grid, row: int, column: int, seat: FoundSeat, gathering: Gathering) -> None:
    value = grid.rows[row][column]
    meaning = _meaning(grid, row, column)
    if meaning is not None:
        gathering.mark(replace(seat, start_date=meaning[1]), meaning[0])
    elif value != "":
        text = grid.text(row, column) or "a cell"
        gathering.leave_out(f"{text} ({seat.person}, {seat.body})", STRANGE_MARK, seat.source)


def _person(grid: Grid, edges: MembersGrid, place: Place, beside: Mapping[Place, str], gathering: Gathering) -> str:
    """Take a person of the edge, with the group and the e-mail that stand beside; return what seats call them."""
    row, column = place
    value = grid.rows[row][column]
    plain, more = name_in(text_of(value))
    name, _, group = without_brackets(plain)
    if more:
        gathering.leave_out(name or "a cell", MORE_IN_CELL, grid.source(row, column))
    if is_vacant(name):
        gathering.leave_out(name, VACANT, grid.source(row, column))
        return ""
    said: dict[str, str] = {}
    for (other_row, other_column), heading in beside.items():
        if (other_column > 0) == edges.across:
            text = grid.text(row, other_column) if edges.across else grid.text(other_row, column)
            said.setdefault(kind_of(heading), text)
    found = FoundPerson(
        " ".join(filter(None, (said.get("first"), name))),
        grid.source(row, column),
        group=said.get("group") or group,
        email=email_in(said.get("email", "")),
    )
    return gathering.person(found) if name else ""


def _tell_of_beside(grid: Grid, place: Place, heading: str, gathering: Gathering) -> None:
    if kind_of(heading) not in _READ_BESIDE:
        why = PRIVATE if is_private(heading) else UNREAD
        gathering.leave_out(heading, why, grid.source(*place))


def _tell_of_strays(grid: Grid, edges: MembersGrid, lines: list[int], columns: list[int], gathering: Gathering) -> None:
    """Tell of rows and columns with something in them and no name at their head."""
    for row in range(edges.row + 1, len(grid.rows)):
        if row not in lines and any(grid.text(row, column) for column in columns):
            gathering.leave_out("a row without a name", "it names nobody", grid.source(row))
    for column in range(1, len(grid.rows[edges.row])):
        if column not in columns and any(grid.text(row, column) for row in lines):
            gathering.leave_out("a column", NO_HEADING, grid.source(edges.row, column))
