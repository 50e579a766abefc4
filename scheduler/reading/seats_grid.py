"""The seats grid of an input, members down and bodies across, as rows of `memberships`: one for each cell with a mark.

A seat that the list of memberships has too stays as the list has it. `S` puts its person into a pool that may deputise,
in the order of the grid, for each voting member of the body whose own row names no substitute: of the same political
group, where both have one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scheduler.domain.seat_marks import SEATS, SUBSTITUTE, UNSPECIFIC, role_of_mark
from scheduler.domain.table_places import letter_of
from scheduler.domain.wording import listed
from scheduler.reading.references import Codes
from scheduler.reading.rows import Findings, Row, Rows, votes
from scheduler.reading.tables.headers import GridRow, RawGrid, column_of
from scheduler.reading.tables.texts import CellFault, code_key, shown, text_of, word_key

_MEMBERSHIPS, _PEOPLE, _BODIES = "memberships", "people", "bodies"
_SKIPPED = frozenset((
    "name", "group", "politicalgroup", "party", "politicalparty", "ward", "division", "organisation", "category",
    "number", "seats", "total", "totals", "vacancies", "vacant", "vacantseat", "vacancy", "quorum",
))  # fmt: skip
"""Headings and first cells of what councils write beside a grid: not read, unless somebody is called so."""
_NOTE = "note"
MOST_DEPUTIES = 200
"""Of one body: more than the largest council has members."""
WRITE_MARK = (
    "Write C (chair), V (vice-chair), M or X (member), S (substitute), O (observer), A (adviser), K (clerk) or CO "
    "(co-opted), or clear the cell."
)


Doubled = dict[tuple[str, str], tuple[int, int]]
"""Seats that the list has too, by person and body: the row and the column of their cell, counted from 1."""


@dataclass(frozen=True)
class Added:
    """What a grid has beside the seats that it gives."""

    doubled: Doubled = field(default_factory=dict)
    pools: dict[str, list[Row]] = field(default_factory=dict)
    """The deputies of each body, in the order of the grid."""


@dataclass
class _Seat:
    """A cell with a mark: whose it is, on which body, in what role, and the row that it is read as."""

    row: Row
    role: str
    unspecific: bool


@dataclass
class _Names:
    """Codes along one edge of the grid: by row or column, None where what stands there names nothing."""

    of: dict[int, str | None] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    """Where each code stands first."""


def add_seats(grid: RawGrid, rows: Rows, codes: Codes, findings: Findings) -> Added:
    """Add the memberships of a grid to the rows of an input, whose codes are resolved; note whatever is wrong in it.

    The deputies that it names wait until every member is known: see `add_deputies`.

    Parameters
    ----------
    grid : RawGrid
        The sheet or file as it was found.
    rows : Rows
        The rows of every table; those of `memberships` grow.
    codes : Codes
        The people and bodies of the input.
    findings : Findings
        Where faults and warnings are added.

    """
    return _Reader(grid, rows, codes, findings).read()


class _Reader:
    """A grid while it is read."""

    def __init__(self, grid: RawGrid, rows: Rows, codes: Codes, findings: Findings) -> None:
        self.rows = rows
        self.codes = codes
        self.findings = findings
        start = next((number for number, row in enumerate(grid.rows) if max(row.cells) > 1), len(grid.rows))
        self.header = grid.rows[start] if start < len(grid.rows) else None
        self.lines = grid.rows[start + 1 :]
        self.strange: set[str] = set()
        """Marks that a fault has told of."""

    def read(self) -> Added:
        """Add every seat to the memberships; return what is the list's, and the deputies."""
        bodies = None if self.header is None else self._bodies(self.header)
        if bodies is None:
            return Added()
        doubled: Doubled = {}
        listed_seats = self._listed()
        pools: defaultdict[str, list[Row]] = defaultdict(list)
        for seat in self._seats(bodies, self._people()):
            person, body = seat.row.get("person"), seat.row.get("body")
            before = listed_seats.get((person, body))
            if before is not None:
                self._compare(seat, before)
            if seat.role == SUBSTITUTE and person is not None and body is not None:
                pools[body].append(seat.row)
            elif seat.role != SUBSTITUTE and before is None:
                self.rows[_MEMBERSHIPS].append(seat.row)
            elif before is not None:
                doubled[person, body] = seat.row.number, column_of(seat.row.at or "")
        return Added(doubled, dict(pools))

    def _place(self, number: int, column: int) -> Row:
        return Row(SEATS.lower(), number, {}, at=letter_of(column))

    def _bodies(self, header: GridRow) -> _Names | None:
        """Return the body over each column; None, and one fault, where people stand there."""
        texts = {column: cell for column, cell in header.cells.items() if column > 1}
        plain = [text_of(cell) for cell in texts.values() if not isinstance(cell, CellFault)]
        if plain and not any(self.codes.find((_BODIES,), text) for text in plain):
            people = [text for text in plain if self.codes.find((_PEOPLE,), text)]
            if people:
                message = f"{shown(people[0])} stands where a body is wanted: people go down the grid and bodies across"
                place = self._place(header.number, min(texts))
                self.findings.contradiction(place, "", message, "Turn the grid round (Paste Special, Transpose).")
                self.findings.unreadable |= {_MEMBERSHIPS}
                return None
        return self._named(((header.number, column, cell) for column, cell in texts.items()), _BODIES, down=False)

    def _people(self) -> _Names:
        """Return the person before each row."""
        cells = ((row.number, 1, row.cells[1]) for row in self.lines if 1 in row.cells)
        return self._named(cells, _PEOPLE, down=True)

    def _named(self, cells: Iterable[tuple[int, int, object]], table: str, *, down: bool) -> _Names:
        """Return the codes along an edge, and note, once each, what names nothing and what stands there twice."""
        found = _Names()
        for number, column, cell in cells:
            key, place = (number if down else column), self._place(number, column)
            if isinstance(cell, CellFault):
                self.findings.contradiction(place, "", cell.message, cell.remedy)
                found.of[key] = None
                continue
            text = text_of(cell)
            code = next(iter(self.codes.find((table,), text)), None)
            if code is None and _is_skipped(text):
                continue
            found.of[key] = code
            if code is None and table not in self.findings.unreadable:
                meant = self.codes.suggestion((table,), text, self.findings)
                message = f"{shown(text)} names nothing in the table {table}, and the whole {_line(down)} is about it"
                self.findings.contradiction(place, "", message, f"{meant}Write it as {table} does, or add it there.")
            elif code is not None and found.first.setdefault(code, key) != key:
                where = f"row {found.first[code]}" if down else f"column {letter_of(found.first[code])}"
                message = f"{code} has a {_line(down)} of the grid already: {where}"
                self.findings.contradiction(place, "", message, "Put the marks of both into one, and clear the other.")
                found.of[key] = None
        return found

    def _seats(self, bodies: _Names, people: _Names) -> Iterator[_Seat]:
        """Yield a seat for each mark, row by row; one whose person, body or role is not known is faulty there."""
        homeless: set[int] = set()
        for line in self.lines:
            known = line.number in people.of
            if 1 in line.cells and not known:
                continue
            marks = {column: cell for column, cell in sorted(line.cells.items()) if column > 1}
            under = [column for column in marks if column in bodies.of]
            homeless |= self._strays(line, marks, bodies, homeless)
            if not known and under:
                place = self._place(line.number, under[0])
                message = f"{_shown(marks[under[0]])} stands in a row without a person"
                self.findings.contradiction(place, "", message, "Write the person in column A, or clear the row.")
            for column in under:
                seat = self._seat(line.number, column, marks[column])
                _fill(seat.row, "person", people.of.get(line.number))
                _fill(seat.row, "body", bodies.of[column])
                yield seat

    def _strays(self, line: GridRow, marks: Iterable[int], bodies: _Names, told: set[int]) -> set[int]:
        """Return the columns without a heading in which a row has something, noting each that is not told of yet."""
        headings = self.header.cells if self.header is not None else {}
        strays = {column for column in marks if column not in bodies.of and column not in headings}
        for column in sorted(strays - told):
            message = f"{_shown(line.cells[column])} stands in a column without a heading"
            remedy = "Write the body over the column, or clear it."
            self.findings.contradiction(self._place(line.number, column), "", message, remedy)
        return strays

    def _seat(self, number: int, column: int, cell: object) -> _Seat:
        row = self._place(number, column)
        if isinstance(cell, CellFault):
            self.findings.contradiction(row, "", cell.message, cell.remedy)
            row.faulty.add("role")
            return _Seat(row, "", unspecific=True)
        text = text_of(cell)
        role = role_of_mark(text)
        if role is None:
            if word_key(text) not in self.strange:
                self.strange.add(word_key(text))
                self.findings.contradiction(row, "", f"{shown(text)} is no mark of a seat", WRITE_MARK)
            row.faulty.add("role")
        elif role not in ("member", SUBSTITUTE):
            row.values["role"] = role
        return _Seat(row, role or "", unspecific=role is None or text.casefold() in UNSPECIFIC)

    def _listed(self) -> dict[tuple[str, str], list[Row]]:
        """Return the rows of the list by person and body."""
        found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows[_MEMBERSHIPS]:
            if "person" in row.values and "body" in row.values:
                found[row.get("person"), row.get("body")].append(row)
        return dict(found)

    def _compare(self, seat: _Seat, before: list[Row]) -> None:
        """Warn of a seat that the list has in another role; a mark that says no role differs from none."""
        roles = [row.get("role", "member") for row in before]
        if seat.unspecific or seat.role in roles or not all(row.fine("role") for row in before):
            return
        numbers = listed([str(row.number) for row in before])
        said = listed([role.replace("_", "-") for role in dict.fromkeys(roles)])
        message = (
            f"{seat.row.get('person')} sits on {seat.row.get('body')} as {said} by the list of memberships (row "
            f"{numbers}), and the grid says {seat.role.replace('_', '-')}: the list is followed"
        )
        self.findings.warning(seat.row, "", message, "Make both say the same, or clear one of them.")


def add_deputies(added: Added, rows: Rows, findings: Findings) -> None:
    """Name each body's pool as the substitutes of its voting members who have none of their own; warn of idle ones."""
    groups = {row.get("person"): code_key(row.get("group", "")) for row in rows[_PEOPLE]}
    members: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows[_MEMBERSHIPS] if added.pools else ():
        if {"person", "body"} <= row.values.keys() and votes(row) and row.blank("substitute"):
            members[row.get("body")].append(row)
    for body, pool in added.pools.items():
        if len(pool) > MOST_DEPUTIES:
            message = f"{body} has more than {MOST_DEPUTIES} substitutes by this grid"
            findings.contradiction(pool[MOST_DEPUTIES], "", message, "Keep those who are asked.")
            continue
        sitting: set[str] = set()
        for row in members[body]:
            own = groups.get(row.get("person"), "")
            fitting = tuple(
                person
                for one in pool
                if (person := one.get("person")) != row.get("person")
                and (not own or groups.get(person, "") in ("", own))
            )
            if fitting:
                row.values["substitute"] = fitting
                sitting.update(fitting)
        for row in pool:
            if row.get("person") not in sitting:
                message = (
                    f"{row.get('person')} can deputise for nobody on {body}: no voting member of the same group "
                    "is there without a substitute of their own"
                )
                remedy = "Mark the members of the body in the grid, or clear the S."
                findings.warning(row, "", message, remedy)


def _fill(row: Row, column: str, code: str | None) -> None:
    """Put a code into a row, which is faulty where there is none: the edge of the grid has its fault."""
    if code is None:
        row.faulty.add(column)
    else:
        row.values[column] = code


def _is_skipped(text: str) -> bool:
    key = word_key(text)
    return key in _SKIPPED or key.startswith(_NOTE)


def _line(down: bool) -> str:  # noqa: FBT001 - which edge of the grid
    return "row" if down else "column"


def _shown(cell: object) -> str:
    return "a cell" if isinstance(cell, CellFault) else shown(cell)
