"""Changes of membership as an officer types them into a form: people and bodies by name, a by-election as one row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial

from scheduler.domain.names import name_key, person_key
from scheduler.domain.people import VOTING_ROLES, Membership, Person
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_changes import JOIN, LEAVE, ROLE, SUBSTITUTE, SeatChange
from scheduler.domain.tables import ROLES
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import listed
from scheduler.errors import InputFaults
from scheduler.reading.called import Called
from scheduler.reading.imports.codes import person_codes
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.headers import LONGEST_COMPARED
from scheduler.reading.tables.texts import CellFault, shown

REPLACE = "replace"
"""One goes out and another comes in, on the same seats: what a by-election does."""
KINDS = (JOIN, LEAVE, REPLACE, ROLE, SUBSTITUTE)
FORM = "membership"
"""What the table of a fault is called that is in a row of the form."""
LONGEST = 200
"""Letters of a name that is typed."""
_ANSWERS = {"": None, "yes": True, "no": False}
_WHO = {JOIN: "who joins", LEAVE: "who leaves", REPLACE: "who goes out", ROLE: "who has another role"}
_WHO_ELSE = {REPLACE: "who comes in their place", SUBSTITUTE: "who may deputise"}


@dataclass(frozen=True)
class TypedChange:
    """One row of the form, all of it as it was typed."""

    number: int
    """Of the row, the first being 1."""
    kind: str = JOIN
    person: str = ""
    """Who joins, leaves, has another role, or is deputised for."""
    body: str = ""
    """Where; blank for every body on which they sit, where somebody leaves or is replaced."""
    other: str = ""
    """Who comes in their place, or who may deputise."""
    role: str = ""
    voting: str = ""
    """`yes`, `no`, or blank as is usual for the role."""
    start: str = ""
    new: bool = False
    """Whether who joins, comes or deputises is not in the input yet."""
    organisation: str = ""
    category: str = ""
    email: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in it."""
        typed = self.person, self.body, self.other, self.start, self.organisation, self.category, self.email
        return not any(typed) and not self.new

    @property
    def newcomer_column(self) -> str:
        """The field that names whoever may be new."""
        return "person" if self.kind == JOIN else "other"


def seat_changes_typed(problem: Problem, rows: Sequence[TypedChange], start: date | None) -> tuple[SeatChange, ...]:
    """Return the changes that the rows of a form ask for; blank rows ask for nothing.

    Parameters
    ----------
    problem : Problem
        The input whose memberships they change.
    rows : sequence of TypedChange
        What was typed.
    start : date, optional
        The first day of changes that give none of their own.

    Raises
    ------
    InputFaults
        If any row cannot be understood; with every fault, its row the row's number and its column the field's name.

    """
    reader = _Reader(problem, start)
    reader.know_newcomers(rows)
    changes = tuple(change for row in rows if not row.blank for change in reader.changes(row))
    reader.see_that_they_sit_there(rows, changes)
    if not changes and not reader.faults:
        first = rows[0] if rows else TypedChange(1)
        reader.fault(first, "person", "Nothing is to change yet", "Write who joins, leaves or is replaced.")
    if reader.faults:
        raise InputFaults(tuple(reader.faults))
    return changes


@dataclass
class _Reader:
    """Reads rows, and gathers what is wrong with them."""

    problem: Problem
    start: date | None
    faults: list[Fault] = field(default_factory=list)
    newcomers: dict[str, Person] = field(default_factory=dict)
    """Whoever is new, by how their name is compared: the same person in several rows."""
    newcomer_of: dict[int, Person | None] = field(default_factory=dict)
    """By the number of the row; None where it has a fault."""

    def __post_init__(self) -> None:
        self._people, self._bodies = Called(person_key), Called()
        for person in self.problem.people.values():
            self._people.add(person.code, (person.name,), person.aliases)
        for body in self.problem.bodies.values():
            self._bodies.add(body.code, body.names, body.aliases)

    def fault(self, row: TypedChange, column: str, message: str, remedy: str) -> None:
        """Note a fault of a row."""
        self.faults.append(Fault(FORM, row.number, column, message, remedy))

    def know_newcomers(self, rows: Sequence[TypedChange]) -> None:
        """Learn of whoever is new in any row, so that every row may name them."""
        self.newcomer_of = {row.number: self._newcomer(row) for row in rows if row.new and not row.blank}

    def changes(self, row: TypedChange) -> Iterator[SeatChange]:
        """Yield the changes of a row; none where it has a fault."""
        before = len(self.faults)
        if row.kind not in KINDS:
            self.fault(row, "kind", f"{shown(row.kind)} is no change of membership", "Choose one of the list.")
            return
        newcomer = self.newcomer_of.get(row.number)
        new = {row.newcomer_column: newcomer} if row.new else {}
        person = self._person(row, "person", _WHO.get(row.kind, "who it is about"), new)
        other = self._person(row, "other", _WHO_ELSE[row.kind], new) if row.kind in _WHO_ELSE else None
        body, start = self._body(row), self._start(row)
        role = self._choice(row, "role", ROLES)
        if row.kind == ROLE and not row.role:
            self.fault(row, "role", "It is not said which role they have then", "Choose one.")
        self._choice(row, "voting", tuple(filter(None, _ANSWERS)))
        if len(self.faults) == before and person is not None and (other is not None or row.kind not in _WHO_ELSE):
            change = partial(SeatChange, start=start, table=FORM, row=row.number, newcomer=newcomer)
            yield from self._made(row, change, (person, other or ""), body, role)

    def _made(
        self,
        row: TypedChange,
        change: Callable[..., SeatChange],
        who: tuple[str, str],
        body: str | None,
        role: str | None,
    ) -> Iterator[SeatChange]:
        person, other = who
        voting = _ANSWERS[row.voting]
        if row.kind == JOIN:
            yield change(JOIN, person, body, role or "member", voting=voting)
        elif row.kind == ROLE:
            yield change(ROLE, person, body, role, voting=voting)
        elif row.kind == SUBSTITUTE:
            yield change(SUBSTITUTE, person, body, substitutes=(other,))
        else:
            seats = self._seats(person, body, change(LEAVE, person, "").start)
            if not seats:
                self._refuse_who_sits_nowhere(row, person, body)
            for code, rows in seats.items():
                yield replace(change(LEAVE, person, code), newcomer=None)
                seated = dict.fromkeys((role or one.role, _unusual(one, role, voting)) for one in rows)
                for as_what, votes in seated if row.kind == REPLACE else ():
                    yield change(JOIN, other, code, as_what, voting=votes)

    def _refuse_who_sits_nowhere(self, row: TypedChange, person: str, body: str | None) -> None:
        where = "any body" if body is None else body_title(self.problem, body)
        sits = listed([body_title(self.problem, code) for code in self._seats(person, None, self.start)])
        remedy = f"They sit on {sits}" if sits else "Name somebody who sits somewhere"
        column = "person" if body is None else "body"
        self.fault(row, column, f"{person_title(self.problem, person)} is no member of {where}", remedy)

    def see_that_they_sit_there(self, rows: Sequence[TypedChange], changes: Sequence[SeatChange]) -> None:
        """Note a fault for whoever has another role, or a substitute, where they neither sit nor join."""
        joining = {(change.person, change.body) for change in changes if change.action == JOIN}
        by_number = {row.number: row for row in rows}
        for change in changes:
            sits = (change.person, change.body) in joining or self._seats(change.person, change.body, change.start)
            if change.action in (ROLE, SUBSTITUTE) and not sits:
                self._refuse_who_sits_nowhere(by_number[change.row or 0], change.person, change.body)

    def _seats(self, person: str, body: str | None, start: date | None) -> dict[str, list[Membership]]:
        """Return the rows of a person's own by body, of those that last to the day: of one body or of all."""
        found: dict[str, list[Membership]] = {}
        for row in self.problem.memberships:
            if row.person == person and body in (None, row.body) and row.lasts_to(start):
                found.setdefault(row.body, []).append(row)
        if not found and body is not None:
            through = [one for one in self.problem.memberships_of_body[body] if one.person == person]
            return {body: through} if through else {}  # to leave it is refused, with the reason
        return found

    def _person(self, row: TypedChange, column: str, what: str, new: Mapping[str, Person | None]) -> str | None:
        if column in new:
            newcomer = new[column]
            return None if newcomer is None else newcomer.code
        text = getattr(row, column)
        if not text:
            self.fault(row, column, f"It is not said {what}", "Write a name.")
            return None
        return self._known(row, column, text)

    def _known(self, row: TypedChange, column: str, text: str) -> str | None:
        code = self._people.code(text[:LONGEST])
        if code is None and person_key(text) in self.newcomers:
            return self.newcomers[person_key(text)].code
        if code is None:
            several = self._people.all_called(text[:LONGEST])
            if several:
                self.fault(row, column, f"{shown(text)} is the name of {len(several)} people",
                           f"Write the code of the one that is meant: {listed(several, 'or')}.")  # fmt: skip
                return None
            names = {person_key(one.name)[:LONGEST_COMPARED]: one.name for one in self.problem.people.values()}
            near = get_close_matches(person_key(text)[:LONGEST_COMPARED], names, 1)
            meant = f"Did you mean {names[near[0]]}? " if near else ""
            new = "" if column != row.newcomer_column else "Tick “Somebody new” if they are not in the workbook yet."
            self.fault(row, column, f"There is nobody called {shown(text)}", f"{meant}{new}" or "Write another name.")
        return code

    def _newcomer(self, row: TypedChange) -> Person | None:
        column = row.newcomer_column
        name = " ".join(getattr(row, column).split())
        if row.kind in (LEAVE, ROLE):
            self.fault(row, "new", "Somebody new can neither leave nor have another role", "Clear the box.")
            return None
        if not name or len(name) > LONGEST:
            self.fault(row, column, "Somebody new needs a name", f"Write it, in at most {LONGEST} letters.")
            return None
        if self._people.code(name) is not None:
            self.fault(row, column, f"{shown(name)} is known already", "Clear the box “Somebody new”.")
            return None
        email = row.email.strip()
        if email and ("@" not in email or len(email) > LONGEST or any(one.isspace() for one in email)):
            self.fault(row, "email", f"{shown(email)} is no e-mail address", "Write one such as ann@council.example.")
            return None
        key = person_key(name)
        if key not in self.newcomers:
            taken = [*self.problem.people, *(one.code for one in self.newcomers.values())]
            code = person_codes((name,), taken)[name]
            category = row.category or self._category(row)
            self.newcomers[key] = Person(
                code, name, row.organisation[:LONGEST] or None, category[:LONGEST] or None, email or None
            )
        return self.newcomers[key]

    def _category(self, row: TypedChange) -> str:
        """Return the category of whoever is replaced, which the new person is taken to have too."""
        code = self._people.code(row.person[:LONGEST]) if row.kind == REPLACE else None
        return "" if code is None else self.problem.people[code].category or ""

    def _body(self, row: TypedChange) -> str | None:
        if not row.body:
            if row.kind not in (LEAVE, REPLACE):
                self.fault(row, "body", "It is not said which body", "Choose one.")
            return None
        code = self._bodies.code(row.body[:LONGEST])
        if code is None:
            several = self._bodies.all_called(row.body[:LONGEST])
            names = {name_key(one.name)[:LONGEST_COMPARED]: one.name for one in self.problem.bodies.values()}
            near = get_close_matches(name_key(row.body)[:LONGEST_COMPARED], names, 1)
            meant = f"Did you mean {names[near[0]]}?" if near else "Choose one of the list."
            remedy = f"Write the code of the one that is meant: {listed(several, 'or')}." if several else meant
            self.fault(row, "body", f"There is no body called {shown(row.body)}", remedy)
        return code

    def _start(self, row: TypedChange) -> date | None:
        if not row.start:
            return self.start
        try:
            return read_date(row.start)
        except CellFault as trouble:
            self.fault(row, "start", trouble.message, trouble.remedy)
            return None

    def _choice(self, row: TypedChange, column: str, known: Sequence[str]) -> str | None:
        value: str = getattr(row, column)
        if value and value not in known:
            self.fault(row, column, f"{shown(value)} is none of the list", "Choose one of the list.")
        return value or None


def _unusual(row: Membership, role: str | None, voting: bool | None) -> bool | None:  # noqa: FBT001 - as it was typed
    """Return whether who takes a seat votes, where that is said or is otherwise than is usual for the seat's role."""
    if voting is not None or role is not None or row.voting == (row.role in VOTING_ROLES):
        return voting
    return row.voting
