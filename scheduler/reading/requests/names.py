"""The codes of an input as a command line or a table of changes names them: as the input spells them, or a fault."""

from collections.abc import Callable, Mapping, Sequence

from scheduler.domain.names import name_key, person_key
from scheduler.domain.people import Person
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import ROLES, Column
from scheduler.domain.wording import listed
from scheduler.errors import InputFaults
from scheduler.reading.called import Called
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.texts import CellFault, code_key, parts_of, shown

_CODE = Column("code", "code")
_ROLE = Column("role", "choice", choices=ROLES)


class Names:
    """Every code of the input, and the names that people write instead."""

    def __init__(self, problem: Problem, people: Mapping[str, Person] | None = None) -> None:
        """Know the codes of an input; `people`, if given, takes the place of its own."""
        self._bodies, self.hosts = _Kind("a body"), _Kind("a body or a meeting day")
        self._people = _Kind("a person", person_key)
        self._rooms, self._by_title = _Kind("a room"), _Kind("a session")
        for body in problem.bodies.values():
            self._bodies.add(body.code, body.names, body.aliases)
            self.hosts.add(body.code, body.names, body.aliases)
        for day in problem.meeting_days.values():
            self.hosts.add(day.code, (day.name,))
        for person in (problem.people if people is None else people).values():
            self._people.add(person.code, (person.name,), person.aliases)
        for room in problem.rooms.values():
            self._rooms.add(room.code, (room.name, f"{room.name}, {room.venue}"))
        self._sessions = {f"{day}:{session}": (day, session) for day, session in problem.sessions}
        for title, (_, session) in self._sessions.items():
            self._by_title.add(title, (session,))

    def body(self, value: object) -> str:
        """Read the code of a body."""
        return self._bodies.meant(value)

    def body_or_fault(self, value: object) -> str | CellFault:
        """Read the code of a body, or return what is wrong with it."""
        try:
            return self.body(value)
        except CellFault as trouble:
            return trouble

    def body_or_meeting_day(self, value: object) -> str:
        """Read the code of a body or of a meeting day."""
        return self.hosts.meant(value)

    def person(self, value: object) -> str:
        """Read the code of a person."""
        return self._people.meant(value)

    def is_person(self, text: str) -> bool:
        """Whether the text means a person."""
        return self._people.has(text)

    def people(self, value: object) -> tuple[str, ...]:
        """Read the codes of people, `ANN;BOB`."""
        return tuple(dict.fromkeys(self._people.meant(part) for part in parts_of(value)))

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
        return self._rooms.meant(value)

    def session(self, value: object) -> tuple[str, str]:
        """Read `TPDAY:LUNCH`: a meeting day and a session of it."""
        return self._sessions[self._by_title.meant(value)]

    def seat(self, value: object) -> tuple[str, str]:
        """Read `HWB`, or `HWB:chair`: a body, and a role in it."""
        text = str(read_cell(_CODE, value))
        body, colon, role = text.rpartition(":")
        if not colon or self._bodies.has(text):
            return self._bodies.meant(text), "member"
        return self._bodies.meant(body), str(read_cell(_ROLE, role.strip()))


class _Kind(Called):
    """What things of one kind are called; spaces around a colon make no difference."""

    def __init__(self, what: str, key: Callable[[str], str] = name_key) -> None:
        super().__init__(key, _exactly)
        self._what = what

    def has(self, text: str) -> bool:
        """Whether the text means one of this kind."""
        return self.code(text) is not None

    def meant(self, value: object) -> str:
        """Return the code as the input spells it, or raise a CellFault that says what might be meant."""
        text = str(read_cell(_CODE, value))
        code = self.code(text)
        if code is not None:
            return code
        several = self.all_called(text)
        if several:
            message = f"{shown(text)} is the name of {listed(several)}"
            raise CellFault(message, "Write the code of the one that is meant.")
        message = f"{shown(text)} is not the code of {self._what} of the input"
        raise CellFault(message, f"{self.suggestion(text)}Write its code.")


def _exactly(code: str) -> str:
    return ":".join(code_key(part) for part in code.split(":"))


def bodies_named(names: Sequence[str], problem: Problem) -> frozenset[str]:
    """Return the codes of the bodies that are named, by their code or in full.

    Raises
    ------
    InputFaults
        With every name that is no body's.

    """
    known = Names(problem)
    found: dict[str, str | CellFault] = {name: known.body_or_fault(name) for name in names}
    faults = [one for one in found.values() if isinstance(one, CellFault)]
    if faults:
        raise InputFaults(tuple(Fault("", None, None, one.message, one.remedy) for one in faults))
    return frozenset(one for one in found.values() if isinstance(one, str))
