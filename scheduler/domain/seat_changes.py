"""Changes of membership: somebody joins a body, leaves it, or may be deputised for; nominations; cells to be changed.

A change is made in the problem; what it means for the tables of the input is told as amendments, row by row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from scheduler.domain.changes import join, leave, name_substitutes, take_role
from scheduler.domain.people import VOTING_ROLES, Membership, Person, usual_attendance
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.table_places import TablePlaces
from scheduler.domain.tables import TABLES
from scheduler.domain.titles import body_title, people_titles, person_title
from scheduler.domain.viability import SUBSTITUTE_NAMED, Nomination
from scheduler.domain.wording import long_date
from scheduler.errors import CannotChange, InputFaults

JOIN, LEAVE, SUBSTITUTE, ROLE = "join", "leave", "substitute", "role"
_MEMBERSHIPS = "memberships"
ACTIONS = (LEAVE, ROLE, JOIN, SUBSTITUTE)
"""In the order in which those of one day are made, so that one person can take another's seat, or another role."""

_COLUMNS = {"subject": "person"}
"""What a column of scenarios is called in a table of changes."""


@dataclass(frozen=True)
class SeatChange:
    """One change of membership, from a day on or as if from the beginning."""

    action: str
    person: str
    body: str
    role: str = "member"
    start: date | None = None
    """The first day on which it holds."""
    substitutes: tuple[str, ...] = ()
    """Who may deputise, best first; in addition to those already named, for the action `substitute`."""
    newcomer: Person | None = None
    """The person, where the input does not know them yet."""
    table: str = ""
    row: int | None = None
    """Where it is written, if it is."""
    voting: bool | None = None
    """Whether who joins, or has another role, votes; None as is usual for the role."""

    def of(self, problem: Problem) -> Problem:
        """Return the problem with this change made; raise CannotChange where it contradicts what is there."""
        if self.newcomer is not None:
            problem = replace(problem, people={**problem.people, self.person: self.newcomer})
        if self.action == LEAVE:
            return leave(problem, self.person, self.body, self.start)
        if self.action == ROLE:
            return take_role(problem, self.person, self.body, self.role, self.start, voting=self.voting)
        if self.action == JOIN:
            return join(problem, self.person, self.body, self.role, self.start, self.substitutes, voting=self.voting)
        return name_substitutes(problem, self.person, self.body, self.substitutes, self.start)

    def words(self, problem: Problem) -> str:
        """Say it in a sentence."""
        who = self.newcomer.name if self.newcomer is not None else person_title(problem, self.person)
        what = body_title(problem, self.body)
        since = "" if self.start is None else f" from {long_date(self.start)}"
        deputies = people_titles(problem, self.substitutes) if self.substitutes else ""
        if self.action == LEAVE:
            return f"{who} leaves {what}{since}."
        vote = {None: "", True: ", with a vote", False: ", without a vote"}[self.voting]
        if self.action == ROLE:
            return f"{who} is {self.role.replace('_', '-')} of {what}{since}{vote}."
        if self.action == JOIN:
            role = "" if self.role == "member" else f" as {self.role.replace('_', '-')}"
            return f"{who} joins {what}{role}{since}{vote}{f', with {deputies} to deputise' if deputies else ''}."
        return f"{deputies} may deputise for {who} at {what}{since}."


def with_changes(problem: Problem, changes: Iterable[SeatChange]) -> Problem:
    """Return the problem with every change made day after day, those who leave first; substitutes are named last.

    Raises
    ------
    InputFaults
        If changes contradict the input or each other; with every one that does.

    """
    changes = tuple(changes)
    faults = []
    for change in sorted(changes, key=_order):
        try:
            problem = change.of(problem)
        except CannotChange as trouble:
            faults.append(_fault(change, trouble))
    if not faults:
        faults = [_fault(change, idle) for change in changes for idle in _idle_deputies(problem, change)]
    if faults:
        raise InputFaults(tuple(sorted(faults, key=lambda fault: fault.row or 0)))
    return problem


def _order(change: SeatChange) -> tuple[bool, date, int]:
    return change.action == SUBSTITUTE, change.start or date.min, ACTIONS.index(change.action)


def _fault(change: SeatChange, trouble: CannotChange) -> Fault:
    column = None if change.row is None else _COLUMNS.get(trouble.column, trouble.column)
    return Fault(change.table, change.row, column, trouble.message, trouble.remedy)


def _idle_deputies(problem: Problem, change: SeatChange) -> Iterator[CannotChange]:
    """Yield the complaint about each substitute who could never sit: a member of the body from that day on for good."""
    for deputy in change.substitutes:
        for row in problem.memberships_of_body[change.body]:
            begins = row.start_date is None or (change.start is not None and row.start_date <= change.start)
            if row.person == deputy and begins and row.end_date is None:
                name, body = person_title(problem, deputy), body_title(problem, change.body)
                message = f"{name} is a member of {body}, and so deputises for nobody there"
                yield CannotChange(message, "Name somebody who is no member.", "substitute")


SAME_BOTH, SAME_ORGANISATION, SAME_CATEGORY, OTHER = range(4)
"""How near somebody is to the member they would sit for, the nearest first."""


def nearness(problem: Problem, member: str, other: str) -> int:
    """Return how near one person is to another: of the same organisation, the same category, both or neither."""
    one, two = problem.people[member], problem.people[other]
    same_organisation = one.organisation is not None and one.organisation == two.organisation
    same_category = one.category == two.category
    if same_organisation:
        return SAME_BOTH if same_category else SAME_ORGANISATION
    return SAME_CATEGORY if same_category and one.category is not None else OTHER


def with_nominations(problem: Problem, nominations: Iterable[Nomination], day: date) -> Problem:
    """Return the problem with nominations made in the memberships of the day; people to be found cannot be."""
    made = {(row.person, row.body): row for row in nominations if row.substitute is not None}
    rows = tuple(
        _changed(row, made[row.person, row.body]) if (row.person, row.body) in made and row.in_force_on(day) else row
        for row in problem.all_memberships
    )
    return replace(problem, memberships=rows)


def _changed(row: Membership, nomination: Nomination) -> Membership:
    who = nomination.substitute or ""
    if nomination.kind == SUBSTITUTE_NAMED:
        return replace(row, substitutes=(*row.substitutes, who))
    return replace(row, person=who, substitutes=tuple(deputy for deputy in row.substitutes if deputy != who))


Value = str | int | date | time | None
"""What a cell is to hold; None for nothing."""


Cell = tuple[str, int, int]
"""What its sheet or file is called, its row and its column, counted from 1."""


@dataclass(frozen=True)
class WrittenCell:
    """A cell, and what is written into it."""

    cell: Cell
    value: Value


@dataclass(frozen=True)
class Places:
    """Where the tables of an input stand in its sheets or files, and the seats that are no rows of memberships."""

    tables: TablePlaces
    seats: tuple[Cell, ...] = ()
    """The cell of each membership that the grid gives, or the `chair` of a body; they come after those of the table."""
    doubled: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    """The cells of the grid whose seat, by person and body, the table has too, and so gives."""
    chairs: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    """The cells that say who chairs a body, by person and body."""


@dataclass(frozen=True)
class Amendment:
    """The rows of one table that change. Rows are counted from 0, those without anything in them left out."""

    table: str
    changed: dict[int, dict[str, Value]]
    """Row -> the columns that change."""
    cleared: tuple[int, ...]
    """Rows that are to go."""
    added: tuple[tuple[int | None, dict[str, Value]], ...]
    """Rows to come at the end: the row they are a copy of, if any, and the columns that differ from it."""
    blanked: tuple[Cell, ...] = ()
    """Cells of the seats grid, or of chairs, that are to hold nothing."""

    @property
    def columns(self) -> list[str]:
        """The columns that are written to, in the order of the contract."""
        cells = [*self.changed.values(), *(cells for _, cells in self.added)]
        used = {column for row in cells for column in row}
        return [column.name for column in TABLES[self.table].columns if column.name in used]


def amendments(before: Problem, after: Problem) -> tuple[Amendment, ...]:
    """Return what turns the tables of one input into those of another that differs in memberships and people only."""
    newcomers = [person for code, person in after.people.items() if code not in before.people]
    people = tuple(
        (
            None,
            _filled(
                person=one.code,
                name=one.name,
                organisation=one.organisation,
                category=one.category,
                email=one.email,
                group=one.group,
            ),
        )
        for one in newcomers
    )
    seats = _of_memberships(before.memberships, after.memberships)
    return (Amendment("people", {}, (), people), seats) if people else (seats,)


def _of_memberships(before: Sequence[Membership], after: Sequence[Membership]) -> Amendment:
    changed: dict[int, dict[str, Value]] = {}
    added: list[tuple[int | None, dict[str, Value]]] = []
    standing: set[int] = set()
    for row in after:
        origin = _origin(row, before)
        if origin is None:
            added.append((None, _fresh(row)))
            continue
        cells = _differences(before[origin], row)
        if origin in standing:
            added.append((origin, cells))
        elif cells:
            changed[origin] = cells
        standing.add(origin)
    cleared = tuple(number for number in range(len(before)) if number not in standing)
    return Amendment(_MEMBERSHIPS, changed, cleared, tuple(added))


def out_of_the_grid(amendment: Amendment, memberships: Sequence[Membership], places: Places) -> Amendment:
    """Return what an amendment is once the seats that it changes stand in the list: a cell elsewhere holds a role only.

    Parameters
    ----------
    amendment : Amendment
        Of memberships, or of another table, which is left as it is.
    memberships : Sequence[Membership]
        Those of the input, the list's first.
    places : Places
        Where they stand.

    """
    if amendment.table != _MEMBERSHIPS or not (places.seats or places.doubled or places.chairs):
        return amendment
    listed = len(places.tables[_MEMBERSHIPS].rows) if _MEMBERSHIPS in places.tables else 0
    pairs = [(row.person, row.body) for row in memberships]
    touched: set[tuple[Value, Value]] = {pairs[number] for number in (*amendment.changed, *amendment.cleared)}
    for origin, cells in amendment.added:
        touched.add((cells.get("person"), cells.get("body")) if origin is None else pairs[origin])
    unseated = [pair for pair in places.chairs if pair in touched]
    written = {
        number: {"role": memberships[number].role}
        for number, pair in enumerate(pairs) if pair in unseated and number not in amendment.cleared
    }  # fmt: skip
    amendment = replace(
        amendment,
        changed={
            number: {**written.get(number, {}), **amendment.changed.get(number, {})}
            for number in sorted({*written, *amendment.changed})
        },
    )
    doubled = {places.doubled[pairs[number]] for number in amendment.cleared if pairs[number] in places.doubled}
    gone = sorted(number for number in (*amendment.changed, *amendment.cleared) if number >= listed)
    moved = [(number, cells) for number, cells in amendment.changed.items() if number >= listed]
    added = [
        (origin, cells) if origin is None or origin < listed else (None, {**_fresh(memberships[origin]), **cells})
        for origin, cells in (*moved, *amendment.added)
    ]
    return Amendment(
        _MEMBERSHIPS,
        {number: cells for number, cells in amendment.changed.items() if number < listed},
        tuple(number for number in amendment.cleared if number < listed),
        tuple(added),
        tuple(
            sorted(
                {
                    *doubled,
                    *(places.chairs[pair] for pair in unseated),
                    *(places.seats[number - listed] for number in gone),
                }
            )
        ),
    )


_OF_A_SEAT = ("person", "members_of", "body", "role", "voting", "attendance", "on_behalf_of")
"""What makes two rows rows of one seat."""


def _origin(row: Membership, before: Sequence[Membership]) -> int | None:
    """Return the row that a membership comes of: the same seat, at a time that the row covers."""
    for number, old in enumerate(before):
        same = all(getattr(old, name) == getattr(row, name) for name in _OF_A_SEAT)
        if same and _covers(old, row):
            return number
    return None


def _covers(old: Membership, row: Membership) -> bool:
    starts = old.start_date is None or (row.start_date is not None and row.start_date >= old.start_date)
    ends = old.end_date is None or (row.end_date is not None and row.end_date <= old.end_date)
    return starts and ends


def _differences(old: Membership, row: Membership) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    if old.substitutes != row.substitutes:
        cells["substitute"] = _list(row)
    if old.start_date != row.start_date:
        cells["start_date"] = row.start_date
    if old.end_date != row.end_date:
        cells["end_date"] = row.end_date
    return cells


def _fresh(row: Membership) -> dict[str, Value]:
    """Return the cells of a row of its own; vote and attendance only where they do not follow from the role."""
    return _filled(
        person=row.person,
        body=row.body,
        role=None if row.role == "member" else row.role,
        voting=None if row.voting == (row.role in VOTING_ROLES) else "yes" if row.voting else "no",
        attendance=None if row.attendance == usual_attendance(row.role) else row.attendance,
        on_behalf_of=row.on_behalf_of,
        substitute=_list(row),
        start_date=row.start_date,
        end_date=row.end_date,
    )


def _list(row: Membership) -> str | None:
    return ";".join(row.substitutes) or None


def _filled(**cells: Value) -> dict[str, Value]:
    return {name: value for name, value in cells.items() if value is not None}
