"""Lists of members, of bodies with their members, and of seats, as tables: councils' own, DemocracyClub's, OpenSlides'.

A row is a person, a person's seat, or a body with its chair and members. What is private is never looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scheduler.domain.found import Found, FoundBody, FoundPerson, FoundSeat, Source
from scheduler.domain.names import name_key
from scheduler.domain.seat_marks import SUBSTITUTE, role_in_words
from scheduler.domain.wording import counted
from scheduler.reading.imports.columns import UNREAD, Columns, columns_of
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.members_grid import members_grid_of, read_members_grid
from scheduler.reading.imports.seats import MORE_IN_CELL, VACANT, Gathering
from scheduler.reading.imports.written_names import (
    LONGEST_NAME,
    bodies_in,
    body_in_title,
    email_in,
    is_body_name,
    is_titled,
    is_vacant,
    name_in,
    names_between,
    without_brackets,
)
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.headers import COPY_TABLES, Unreadable
from scheduler.reading.tables.texts import CellFault, text_of

_TO = re.compile(r"\s+(?:-|\u2013|to|until|till)\s+|\s*\u2013\s*", re.IGNORECASE)
_YES, _NO = ("yes", "y", "true", "1", "voting", "full"), ("no", "n", "false", "0", "nonvoting")
_TOTALS = ("total", "totals", "grandtotal", "quorum", "seats")
_OPENSLIDES = frozenset(("forwardtocommittees", "organizationtags"))
"""Headings that only OpenSlides' list of committees has."""
OF_MEMBERS, OF_BODIES, GRID = "a list of members", "a list of bodies with their members", "a grid of members and bodies"
MOST_ROWS = 20_000
OUTSIDE = "others call the meetings of outside bodies"
OPENSLIDES = "OpenSlides' list of committees"
NOT_SAID_OF_WHICH = "it is not said of which of several bodies"
NO_SEAT = "an office that is no seat on a body"
NO_DAY = "no day is said"
_LISTED = ("chair", "vice_chair", "name", "substitute", "clerk")
"""The columns of a list of bodies that name people, the highest office first."""


def take_people(grids: tuple[Grid, ...]) -> tuple[Found, frozenset[int]]:
    """Return the people, bodies and seats of those tables that are lists of them, and which tables these are."""
    gathering = Gathering()
    taken: dict[int, str] = {}
    bodies = frozenset(name_key(one) for grid in grids for one in _bodies_across(grid))
    for place, grid in enumerate(grids):
        if not grid.rows:
            continue
        if _is_of_outside_bodies(grid):
            what = f"{grid.title or 'outside bodies'} ({counted(len(grid.rows), 'row')})"
            gathering.leave_out(what, OUTSIDE, grid.source(0))
            taken[place] = "appointments to outside bodies"
        elif _is_openslides(grid):
            _read_openslides(grid, gathering)
            taken[place] = OPENSLIDES
        elif (found := members_grid_of(grid)) is not None:
            read_members_grid(grid, found, gathering)
            taken[place] = GRID
        elif (columns := columns_of(grid)) is not None:
            rows = _List(grid, columns, gathering, bodies)
            rows.read()
            taken[place] = OF_BODIES if rows.by_body else OF_MEMBERS
    read_as = dict.fromkeys((grids[place].file, words) for place, words in taken.items())
    return replace(gathering.found(), read_as=tuple(read_as)), frozenset(taken)


def _bodies_across(grid: Grid) -> Iterator[str]:
    """Yield the names of bodies that cells of a list hold alone: they are known where commas stand between them."""
    columns = columns_of(grid)
    if columns is not None and "bodies" in columns.of:
        for row in range(columns.row + 1, len(grid.rows)):
            text = grid.text(row, columns.of["bodies"])
            if "," not in text:
                yield from (body for body, _ in bodies_in(text))


class _List:
    """A list while it is read, row by row."""

    def __init__(self, grid: Grid, columns: Columns, gathering: Gathering, bodies: frozenset[str]) -> None:
        self.grid, self.columns, self.gathering, self.known_bodies = grid, columns, gathering, bodies
        self.by_body = "bodies" in columns.of and columns.has_members_of_bodies
        self.body = "" if "bodies" in columns.of else self._titled()
        """The body that rows without one of their own are about."""

    def _titled(self) -> str:
        """Return the body that the title of the table, or a row above its headings, is about."""
        above = [self.grid.text(row, 0) for row in range(self.columns.row)]
        titles = (*reversed(above), self.grid.title.replace("_", " "), *self.grid.above[:1])
        return next((body for title in titles if (body := body_in_title(title))), "")

    def read(self) -> None:
        """Take every row; tell of the columns that are not read.

        Raises
        ------
        Unreadable
            If there are more rows than any council's list has.

        """
        if len(self.grid.rows) > MOST_ROWS:
            raise Unreadable(f"{self.grid.file} has a list of more than {MOST_ROWS:,} rows", COPY_TABLES)
        groups = () if self.by_body else ((column, UNREAD) for column, _ in self.columns.groups)
        for column, why in sorted((*self.columns.unread, *groups)):
            heading = self.grid.text(self.columns.row, column)
            what = f"the column {heading}" if heading else "a column"
            self.gathering.leave_out(what, why, self.grid.source(self.columns.row, column))
        places = (*self.columns.of.values(), *(column for column, _ in self.columns.groups if self.by_body))
        heading_row = [self.grid.text(self.columns.row, column) for column in places]
        for row in range(self.columns.row + 1, len(self.grid.rows)):
            texts = [self.grid.text(row, column) for column in places]
            if texts == heading_row or not any(texts):
                continue
            if self.by_body:
                self._read_body(row)
            elif not self._starts_section(row):
                self._read_row(row)

    def text(self, row: int, kind: str) -> str:
        """Return a cell with its lines, blank where the list has no such column or the cell cannot be had."""
        column = self.columns.of.get(kind)
        return "" if column is None else self._text_at(row, column)

    def _text_at(self, row: int, column: int) -> str:
        value = self.grid.rows[row][column]
        if isinstance(value, CellFault):
            self.gathering.leave_out("a cell", value.message, self.grid.source(row, column))
            return ""
        return text_of(value)

    def source(self, row: int, kind: str | None = None) -> Source:
        """Return where a row, or its cell of a kind, stands."""
        return self.grid.source(row, None if kind is None else self.columns.of.get(kind))

    # -- a row is a person

    def _starts_section(self, row: int) -> bool:
        """Whether a row is no person but the name of the body that the rows below it are about."""
        texts = list(dict.fromkeys(filter(None, (self.grid.text(row, one) for one in range(len(self.grid.rows[row]))))))
        if len(texts) != 1 or "bodies" in self.columns.of or not is_body_name(texts[0]):
            return False
        self.body = body_in_title(texts[0]) or texts[0]
        return True

    def _name(self, row: int) -> str:
        """Return the name of a row as it is said, and tell where its cell holds more."""
        if "surname" in self.columns.of and "first" in self.columns.of:
            parts = (self.text(row, kind) for kind in ("title", "first", "surname"))
            return " ".join(" ".join(parts).split())
        kind = "name" if "name" in self.columns.of else "surname"
        heading = name_key(self.grid.text(self.columns.row, self.columns.of[kind]))
        name, more = name_in(self.text(row, kind), surname_first=heading.startswith("surname"))
        if more:
            self.gathering.leave_out(name or "a cell", MORE_IN_CELL, self.source(row, kind))
        title = self.text(row, "title")
        return name if not title or not name or is_titled(name) else f"{title} {name}"

    def _read_row(self, row: int) -> None:
        """Take the person of a row, or all whom its name names."""
        said = self._name(row)
        for one in names_between(said) if is_titled(said) else [said]:
            self._read_person(row, one)

    def _read_person(self, row: int, said: str) -> None:
        name, office, group = without_brackets(said)
        if not name or name_key(name) in _TOTALS:
            self.gathering.leave_out(name or "a row without a name", "it names nobody", self.source(row))
            return
        seats = self._seats_of(row)
        if len(seats) == 1 and office:
            seats = [(body, role or office) for body, role in seats]
        elif office:
            self.gathering.leave_out(f"{office} ({name})", NOT_SAID_OF_WHICH, self.source(row))
        if is_vacant(name):
            where = "".join(f", {body}" for body, _ in seats[:1])
            self.gathering.leave_out(f"{said}{where}", VACANT, self.source(row))
            return
        start, end = self._day(row, "start"), self._day(row, "end") or self._end_of_term(row)
        person = self.gathering.person(
            FoundPerson(
                name,
                self.source(row),
                identity=self._identity(row),
                organisation=" ".join(self.text(row, "organisation").split()) if not seats else "",
                category=" ".join(self.text(row, "category").split()),
                email=email_in(self.text(row, "email")),
                group=" ".join(self.text(row, "group").split()) or group,
                end_date=None if seats else end,
            )
        )
        for body, role in seats:
            found = FoundSeat(
                self.gathering.body(FoundBody(body, self.source(row))),
                person,
                self.source(row),
                on_behalf_of=" ".join(self.text(row, "organisation").split()),
                voting=self._voting(row),
                start_date=start,
                end_date=end,
                substitutes=tuple(person for person, _ in self._people(row, self.columns.of.get("substitute"))),
            )
            self.gathering.seat(found, role)

    def _identity(self, row: int) -> str:
        """Return by what a person's own system calls them, where the list says it."""
        said = "_".join(self.text(row, "identity").split())
        return f"list person {said[:LONGEST_NAME]}" if said else ""

    def _seats_of(self, row: int) -> list[tuple[str, str]]:
        """Return the bodies of a row, each with the words of the role there."""
        bodies = bodies_in(self.text(row, "bodies"), self.known_bodies)
        said = self.text(row, "role")
        roles = [part.strip() for part in re.split(r"[\n;]", said) if part.strip()]
        if not bodies and self.body:
            return [(self.body, roles[0] if roles else "")]
        if len(bodies) <= 1 or len(roles) == len(bodies):
            own = [roles[place] if place < len(roles) else "" for place in range(len(bodies))]
            seats = [(body, role or other) for (body, role), other in zip(bodies, own, strict=True)]
            return seats or self._offices(row, said)
        if said and role_in_words(said) != "member":
            self.gathering.leave_out(said, NOT_SAID_OF_WHICH, self.source(row, "role"))
        return bodies

    def _offices(self, row: int, said: str) -> list[tuple[str, str]]:
        """Return the seats that offices name by themselves, `Chair of Planning`; tell of offices that are none."""
        offices = bodies_in(said)
        for office, role in offices:
            if not role and role_in_words(office) != "member":
                self.gathering.leave_out(office, NO_SEAT, self.source(row, "role"))
        return [(body, role) for body, role in offices if role]

    def _day(self, row: int, kind: str) -> date | None:
        column = self.columns.of.get(kind)
        value = "" if column is None else self.grid.rows[row][column]
        if value == "":
            return None
        try:
            return read_date(value)
        except CellFault as fault:
            self.gathering.leave_out(text_of(value), fault.message, self.source(row, kind))
            return None

    def _end_of_term(self, row: int) -> date | None:
        """Return the last day of a term of office, `4 May 2023 to 6 May 2027`."""
        column = self.columns.of.get("term")
        value = "" if column is None else self.grid.rows[row][column]
        if value == "":
            return None
        try:
            return read_date(_TO.split(value)[-1] if isinstance(value, str) else value)
        except CellFault:
            self.gathering.leave_out(f"term of office {text_of(value)}", NO_DAY, self.source(row, "term"))
            return None

    def _voting(self, row: int) -> bool | None:
        key = name_key(self.text(row, "voting"))
        return True if key in _YES else False if key in _NO else None

    # -- a row is a body

    def _read_body(self, row: int) -> None:
        bodies = bodies_in(self.text(row, "bodies"))
        if not bodies:
            self.gathering.leave_out("a row without a body", "it names no body", self.source(row))
            return
        body = self.gathering.body(FoundBody(bodies[0][0], self.source(row, "bodies")))
        columns = [(self.columns.of.get(kind), kind, "") for kind in _LISTED]
        for column, kind, group in (*columns, *((column, "name", group) for column, group in self.columns.groups)):
            own = {"name": "member", "substitute": SUBSTITUTE}.get(kind, kind)
            for person, office in self._people(row, column, group):
                role = role_in_words(office) if own == "member" and office else None
                self.gathering.mark(FoundSeat(body, person, self.grid.source(row, column)), role or own)

    def _people(self, row: int, column: int | None, group: str = "") -> Iterator[tuple[str, str]]:
        """Yield the people that a cell names, one on each line or with something between them, and their roles."""
        for text in names_between("" if column is None else self._text_at(row, column)):
            source = self.grid.source(row, column)
            plain, more = name_in(text)
            name, office, party = without_brackets(plain)
            if more:
                self.gathering.leave_out(name or "a cell", MORE_IN_CELL, source)
            person = self.gathering.person(FoundPerson(name, source, group=party or group)) if name else ""
            if person:
                yield person, office


def _is_of_outside_bodies(grid: Grid) -> bool:
    """Whether a list is of appointments to bodies whose meetings others call."""
    headings = [grid.text(row, column) for row in range(min(len(grid.rows), 2)) for column in range(len(grid.rows[0]))]
    return any(name_key(text).startswith(("outsidebody", "outsidebodies")) for text in (grid.title, *headings))


# -- OpenSlides' list of committees


def _is_openslides(grid: Grid) -> bool:
    return not _OPENSLIDES.isdisjoint(name_key(grid.text(0, column)) for column in range(len(grid.rows[0])))


def _read_openslides(grid: Grid, gathering: Gathering) -> None:
    """Take the bodies of OpenSlides' list of committees; meetings and managers that it would make are no calendar."""
    headings = {name_key(grid.text(0, column)): column for column in range(len(grid.rows[0]))}
    for key, column in headings.items():
        if key != "name" and any(grid.text(row, column) for row in range(1, len(grid.rows))):
            heading = grid.text(0, column)
            gathering.leave_out(f"the column {heading}", "a setting of OpenSlides", grid.source(0, column))
    for row in range(1, len(grid.rows)):
        name = grid.text(row, headings["name"]) if "name" in headings else ""
        if name:
            gathering.body(FoundBody(name, grid.source(row)))
        else:
            gathering.leave_out("a row without a name", "it names no body", grid.source(row))
