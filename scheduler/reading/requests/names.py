"""The codes of an input as a command line or a table of changes names them: as the input spells them, or a fault."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from scheduler.domain.people import Person
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import ROLES, Column
from scheduler.errors import InputFaults
from scheduler.reading.plans.values import MOST_SHOWN
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.headers import LONGEST_COMPARED, nearest
from scheduler.reading.tables.texts import CellFault, code_key, parts_of, shown, word_key

_CODE = Column("code", "code")
_ROLE = Column("role", "choice", choices=ROLES)


class Names:
    """Every code of the input, and the names that people write instead."""

    def __init__(self, problem: Problem, people: Mapping[str, Person] | None = None) -> None:
        """Know the codes of an input; `people`, if given, takes the place of its own."""
        everybody = problem.people if people is None else people
        bodies = {body.code: (body.name, *body.aliases) for body in problem.bodies.values()}
        days = {day.code: (day.name,) for day in problem.meeting_days.values()}
        before = [(alias, body.code) for body in problem.bodies.values() for alias in body.aliases]
        self._bodies = _Kind("a body", bodies, before)
        self._hosts = _Kind("a body or a meeting day", {**days, **bodies}, before)
        self._people = _Kind(
            "a person",
            {person.code: (person.name,) for person in everybody.values()},
            [(alias, person.code) for person in everybody.values() for alias in person.aliases],
        )
        self._rooms = _Kind("a room", {room.code: (room.name,) for room in problem.rooms.values()})
        self._sessions = {f"{day}:{session}": (day, session) for day, session in problem.sessions}
        self._by_title = _Kind("a session", {title: (title.partition(":")[2],) for title in self._sessions})

    def body(self, value: object) -> str:
        """Read the code of a body."""
        return self._bodies.code(value)

    def body_or_meeting_day(self, value: object) -> str:
        """Read the code of a body or of a meeting day."""
        return self._hosts.code(value)

    def person(self, value: object) -> str:
        """Read the code of a person."""
        return self._people.code(value)

    def people(self, value: object) -> tuple[str, ...]:
        """Read the codes of people, `ANN;BOB`."""
        return tuple(dict.fromkeys(self._people.code(part) for part in parts_of(value)))

    def person_and_rest(self, text: str) -> tuple[str, str]:
        """Read `ANN:…`: a person, and what follows the colon, whatever it is; a code may have a colon of its own."""
        parts = text.split(":")
        for number in range(len(parts) - 1, 0, -1):
            if self._people.has(":".join(parts[:number])):
                return self.person(":".join(parts[:number])), ":".join(parts[number:])
        if len(parts) == 1:
            raise CellFault(f"{shown(text)} is no person and body", "Write a colon between them, such as ANN:HWB.")
        return self.person(parts[0]), ":".join(parts[1:])

    def body_and_person(self, text: str) -> tuple[str, str]:
        """Read `HWB:BOB`: a body and a person; either may have a colon in its code."""
        parts = text.split(":")
        if len(parts) == 1:
            raise CellFault(f"{shown(text)} is no body and deputy", "Write PERSON:BODY:DEPUTY.")
        splits = [(":".join(parts[:number]), ":".join(parts[number:])) for number in range(len(parts) - 1, 0, -1)]
        known = (split for split in splits if self._bodies.has(split[0]) and self._people.has(split[1]))
        body, person = next(known, splits[0])
        return self.body(body), self.person(person)

    def person_at(self, text: str) -> tuple[str, str, str]:
        """Read `ANN:HWB`, or `ANN:HWB:chair`: a person, a body, and a role in it."""
        person, rest = self.person_and_rest(text)
        return (person, *self.seat(rest))

    def room(self, value: object) -> str:
        """Read the code of a room."""
        return self._rooms.code(value)

    def session(self, value: object) -> tuple[str, str]:
        """Read `TPDAY:LUNCH`: a meeting day and a session of it."""
        return self._sessions[self._by_title.code(value)]

    def seat(self, value: object) -> tuple[str, str]:
        """Read `HWB`, or `HWB:chair`: a body, and a role in it."""
        text = str(read_cell(_CODE, value))
        body, colon, role = text.rpartition(":")
        if not colon or self._bodies.has(text):
            return self._bodies.code(text), "member"
        return self._bodies.code(body), str(read_cell(_ROLE, role.strip()))


class _Kind:
    """The codes of one kind of thing."""

    def __init__(self, what: str, names: Mapping[str, Iterable[str]], before: Iterable[tuple[str, str]] = ()) -> None:
        """Know the codes and names of some things, and the present code of each that has another than before."""
        self._what = what
        self._spelt = {**{_key(alias): code for alias, code in before}, **{_key(code): code for code in names}}
        self._meant: dict[str, str] = {}
        for code, others in names.items():
            for name in (code, *others):
                self._meant.setdefault(word_key(name), code)

    def has(self, text: str) -> bool:
        """Whether the text is a code of this kind."""
        return _key(text) in self._spelt

    def code(self, value: object) -> str:
        """Return the code as the input spells it."""
        text = str(read_cell(_CODE, value))
        if not self.has(text):
            near = get_close_matches(word_key(text)[:LONGEST_COMPARED], self._meant, 1)
            meant = f"Did you mean {self._meant[near[0]]}? " if near else ""
            raise CellFault(f"{shown(text)} is not the code of {self._what} of the input", f"{meant}Write its code.")
        return self._spelt[_key(text)]


def _key(code: str) -> str:
    """Return a code as it is compared; spaces around a colon make no difference."""
    return ":".join(code_key(part) for part in code.split(":"))


def bodies_named(names: Sequence[str], problem: Problem) -> frozenset[str]:
    """Return the codes of the bodies that are named, by their code or in full.

    Raises
    ------
    InputFaults
        With every name that is no body's.

    """
    known = {code_key(name): body.code for body in problem.bodies.values() for name in (*body.aliases, body.name)}
    known |= {code_key(code): code for code in problem.bodies}
    unknown = dict.fromkeys(name for name in names if code_key(name) not in known)
    if unknown:
        raise InputFaults(tuple(_unknown(name, problem) for name in unknown))
    return frozenset(known[code_key(name)] for name in names)


def _unknown(name: str, problem: Problem) -> Fault:
    near = nearest(name, problem.bodies)
    message = f"“{name[:MOST_SHOWN]}” is no body of the input."
    return Fault("", None, None, message, f"{near}Write a body's code, such as {next(iter(problem.bodies), 'HWB')}.")
