"""People, bodies and seats as a reader comes upon them: each once, vacancies and strange roles told, pools spread."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.domain.found import Found, FoundBody, FoundPerson, FoundSeat, LeftOut, Source
from scheduler.domain.names import name_key, person_key
from scheduler.domain.people import VOTING_ROLES
from scheduler.domain.seat_marks import SUBSTITUTE, role_in_words
from scheduler.domain.tables import ROLES
from scheduler.reading.imports.written_names import is_vacant
from scheduler.reading.tables.texts import cut

MORE_IN_CELL = "only the name is read: what else stands in the cell may be private"
MOST_DEPUTIES = 200
"""Of one body: more than the largest council has members."""
NO_NAME = "it is no name"
VACANT = "nobody has the seat"
NO_ROLE = "it is no role of a member, and is taken for a member's"


@dataclass
class Gathering:
    """What is found, while it is being read."""

    people: dict[str, FoundPerson] = field(default_factory=dict)
    """By identity where there is one, else by how names are compared."""
    bodies: dict[str, FoundBody] = field(default_factory=dict)
    seats: dict[tuple[str, str], FoundSeat] = field(default_factory=dict)
    """By body and person, as `body` and `person` return them."""
    left_out: list[LeftOut] = field(default_factory=list)
    _pools: defaultdict[str, list[tuple[str, Source]]] = field(default_factory=lambda: defaultdict(list))

    def leave_out(self, what: str, why: str, source: Source) -> None:
        """Tell of something that is not taken over."""
        self.left_out.append(LeftOut(cut(what), why, source))

    def person(self, found: FoundPerson) -> str:
        """Take a person, whose blanks a later mention fills in; return what seats call them, blank for a vacancy."""
        if is_vacant(found.name):
            self.leave_out(found.name, VACANT, found.source)
            return ""
        key = found.identity or person_key(found.name)
        if not key:
            self.leave_out(found.name, NO_NAME, found.source)
            return ""
        before = self.people.get(key)
        if before is None:
            self.people[key] = found
        else:
            blanks = ("organisation", "category", "email", "group", "end_date")
            more = {name: getattr(found, name) for name in blanks if not getattr(before, name)}
            self.people[key] = replace(before, **more)
        return found.identity or self.people[key].name

    def body(self, found: FoundBody) -> str:
        """Take a body, and return what seats call it."""
        key = found.identity or name_key(found.name)
        if not key:
            self.leave_out(found.name, NO_NAME, found.source)
            return ""
        kept = self.bodies.setdefault(key, found)
        return kept.identity or kept.name

    def seat(self, found: FoundSeat, role: str = "") -> None:
        """Take a seat in the role that its source says in words; a substitute joins the pool of the body."""
        means = role_in_words(role) if role.strip() else "member"
        if means is None:
            self.leave_out(f"{role} ({self._shown(found.person)}, {self._shown(found.body)})", NO_ROLE, found.source)
            means = "member"
        self.mark(found, means)

    def mark(self, found: FoundSeat, role: str) -> None:
        """Take a seat in a role of the contract, or of SUBSTITUTE; of a person's two on one body the higher stays."""
        if not found.body or not found.person:
            return
        if role == SUBSTITUTE:
            self._pools[found.body].append((found.person, found.source))
            return
        seat = replace(found, role=role)
        key = found.body, found.person
        before = self.seats.setdefault(key, seat)
        if before is seat:
            return
        if (before.role, _days(before)) == (role, _days(seat)):
            return
        overlap = _first(before) <= _last(seat) and _first(seat) <= _last(before)
        if before.role != role and overlap:
            stays, goes = sorted((before, seat), key=lambda one: ROLES.index(one.role))
            why = f"{stays.source.words} has this person there as {stays.role.replace('_', '-')}"
        else:
            stays, goes = sorted((before, seat), key=lambda one: (_last(one), _first(one)), reverse=True)
            why = f"{stays.source.words} has this person there for another time, which ends later"
        self.seats[key] = replace(stays, substitutes=stays.substitutes or goes.substitutes)
        said = goes.role.replace("_", "-")
        self.leave_out(f"{self._shown(goes.person)} as {said} of {self._shown(goes.body)}", why, goes.source)

    def _shown(self, words: str) -> str:
        """Return the name of a person or body that seats call by identity."""
        known = self.people.get(words) or self.bodies.get(words)
        return words if known is None else known.name

    def found(self, authority: str = "") -> Found:
        """Return all that was found; each body's pool of substitutes stands at its voting members, of any group."""
        seats = list(self.seats.values())
        for body, pool in self._pools.items():
            fitting = [place for place, seat in enumerate(seats) if seat.body == body and _votes(seat)]
            for person, source in pool if not fitting else ():
                self.leave_out(
                    self._shown(person), "a substitute of a body whose members this file does not name", source
                )
            deputies = tuple(dict.fromkeys(person for person, _ in pool))
            for person, source in pool[MOST_DEPUTIES:]:
                self.leave_out(self._shown(person), f"more than {MOST_DEPUTIES} substitutes of one body", source)
            for place in fitting:
                seat = seats[place]
                own = seat.substitutes
                others = deputies[:MOST_DEPUTIES]
                if seat.person in others:
                    others = tuple(one for one in others if one != seat.person)
                seats[place] = replace(seat, substitutes=own or others, pooled=not own)
        return Found(
            authority,
            bodies=tuple(self.bodies.values()),
            people=tuple(self.people.values()),
            seats=tuple(seats),
            left_out=tuple(self.left_out),
        )


def _votes(seat: FoundSeat) -> bool:
    return seat.role in VOTING_ROLES if seat.voting is None else seat.voting


def _days(seat: FoundSeat) -> tuple[date | None, date | None]:
    return seat.start_date, seat.end_date


def _first(seat: FoundSeat) -> date:
    return seat.start_date or date.min


def _last(seat: FoundSeat) -> date:
    return seat.end_date or date.max
