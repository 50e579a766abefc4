"""The plan of a lunch as a picture: round tables with their numbers and names, the door, and where the speaker stands.

Lengths in units of the picture; on A4 on its side one is a fifth of a millimetre. Tables stand row by row from the top
left, where the door is, so that those near it are the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, log, pi, sin

from markupsafe import Markup

from scheduler.domain.lunch_tables import SPEAKERS_TABLE
from scheduler.languages import phrase, said
from scheduler.outputs.letters import DIGIT, cut, wrapped
from scheduler.outputs.lunch_tables.shown import LunchShown, SeatShown
from scheduler.outputs.pages.templates import rendered

LETTERS, LINE = 13, 15
"""Size of the names, and from one line of them to the next."""
_RADIUS, _CHAIR, _BESIDE, _NAMES = 40, 6, 12, 142
"""Of a table and a chair; from a chair to its name; and the width of names."""
_HALF = _RADIUS + 2 * _CHAIR + _BESIDE + _NAMES
_GAP, _MARGIN, _TOP = 14, 34, 52
_PLAN = phrase("A plan of the room with {number} round tables, in rows from the top left, where the door is.")
_MOST_LINES = 3
_WIDE = 1.9
"""How much wider than high a picture is to be, about: a page of A4 on its side below its heading."""


@dataclass(frozen=True)
class Chair:
    """A chair at a table, and the name beside it."""

    x: float
    y: float
    name_x: float
    anchor: str
    lines: tuple[tuple[float, str], ...]
    """The baseline of each line, and its words."""
    part: str


@dataclass(frozen=True)
class TableDrawn:
    """A round table with its chairs."""

    number: int
    x: float
    y: float
    near: bool
    """Whether it is near the door."""
    chairs: tuple[Chair, ...]


@dataclass(frozen=True)
class Picture:
    """A room with its tables."""

    width: float
    height: float
    radius: int
    chair: int
    tables: tuple[TableDrawn, ...]
    speaker: TableDrawn | None
    """The table before which the speaker stands; None where nobody speaks."""
    door: float
    """How far down the left wall the middle of the door is."""
    words: str
    """What the picture shows, for who does not see it."""
    letters: int = LETTERS
    """Size of the names."""


def drawn(one: LunchShown, place: str) -> Markup:
    """Return the plan of a lunch as SVG; `place` begins the ids within it, which no other on a page may have."""
    return Markup(rendered("lunch_tables/picture.html", picture=picture_of(one), place=place))  # noqa: S704 - each value in it is escaped by the template


def picture_of(one: LunchShown) -> Picture:
    """Return the plan of a lunch as a picture."""
    tables = [one.at(table) for table in range(1, one.lunch.tables + 1)]
    columns = _columns(tables)
    rows = [tables[first : first + columns] for first in range(0, len(tables), columns)]
    top: float = _TOP
    drawn: list[TableDrawn] = []
    door = 0.0
    for row, seated in enumerate(rows):
        height = max(map(_height, seated))
        door = door or top + height / 2
        for column, seats in enumerate(seated):
            number = row * columns + column + 1
            x = _MARGIN + _HALF + column * (2 * _HALF + _GAP)
            drawn.append(_table(number, x, top + height / 2, seats, near=number <= one.near))
        top += height + _GAP
    speaks = any(seat.guest.speaks for seat in one.seats)
    return Picture(
        width=2 * _MARGIN + columns * (2 * _HALF + _GAP) - _GAP,
        height=top + _MARGIN - _GAP,
        radius=_RADIUS,
        chair=_CHAIR,
        tables=tuple(drawn),
        speaker=drawn[SPEAKERS_TABLE - 1] if speaks else None,
        door=door,
        words=f"{said(_PLAN, number=len(tables))} {said('Who sits at each is in the lists after it.')}",
    )


def _columns(tables: Sequence[Sequence[SeatShown]]) -> int:
    """Return how many tables stand in a row, so that the picture is as wide as paper on its side."""
    height = sum(map(_height, tables)) / len(tables) + _GAP
    width = 2 * _HALF + _GAP

    def misses(columns: int) -> float:
        return abs(log(columns * width / (_TOP + ceil(len(tables) / columns) * height) / _WIDE))

    return min(range(1, len(tables) + 1), key=misses)


def _sides(seats: Sequence[SeatShown]) -> tuple[Sequence[SeatShown], Sequence[SeatShown]]:
    """Return who sits on the right of a table from the top down, and who on the left."""
    half = ceil(len(seats) / 2)
    return seats[:half], seats[half:]


def _lines(seat: SeatShown) -> tuple[str, ...]:
    """Return a guest's name in lines beside a chair; what does not fit is cut."""
    width = _NAMES / (LETTERS * DIGIT)
    found = wrapped(seat.name, width)
    if len(found) <= _MOST_LINES:
        return found
    return (*found[: _MOST_LINES - 1], cut(" ".join(found[_MOST_LINES - 1 :]), width))


def _height(seats: Sequence[SeatShown]) -> float:
    """Return how high a table is with the names beside it."""
    sides = (sum(len(_lines(seat)) * LINE + 7 for seat in side) for side in _sides(seats))
    return max(2 * (_RADIUS + 2 * _CHAIR) + 12, *sides)


def _table(number: int, x: float, y: float, seats: Sequence[SeatShown], *, near: bool) -> TableDrawn:
    chairs = []
    for side, seated in zip((1, -1), _sides(seats), strict=True):
        heights = [len(_lines(seat)) * LINE + 7 for seat in seated]
        top = y - sum(heights) / 2
        for place, (seat, height) in enumerate(zip(seated, heights, strict=True)):
            turn = pi * ((place + 0.5) / len(seated) - 0.5)
            around = _RADIUS + _CHAIR + 2
            first = top + (height - len(_lines(seat)) * LINE) / 2 + LETTERS
            chairs.append(
                Chair(
                    x=round(x + side * around * cos(turn), 1),
                    y=round(y + around * sin(turn), 1),
                    name_x=x + side * (_RADIUS + 2 * _CHAIR + _BESIDE),
                    anchor="start" if side > 0 else "end",
                    lines=tuple((round(first + at * LINE, 1), line) for at, line in enumerate(_lines(seat))),
                    part=seat.part,
                )
            )
            top += height
    return TableDrawn(number, x, round(y, 1), near, tuple(chairs))
