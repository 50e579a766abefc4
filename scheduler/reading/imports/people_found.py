"""The people and seats that were found, as rows of an input: those of the year to be planned, each seat once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.domain.found import Found, FoundPerson, FoundSeat, LeftOut
from scheduler.domain.imported import Entry, ImportedRow
from scheduler.domain.names import person_key
from scheduler.domain.people import VOTING_ROLES
from scheduler.domain.wording import long_date
from scheduler.reading.imports.codes import person_codes

_COUNCILLOR = ("cllr", "councillor", "cynghorydd")


@dataclass(frozen=True)
class People:
    """The rows of people and of memberships."""

    rows: tuple[ImportedRow, ...]
    seats: tuple[ImportedRow, ...]
    sizes: Mapping[str, int]
    """Body -> how many have a seat there; none for a body without members."""
    voting: Mapping[str, int]
    left_out: tuple[LeftOut, ...]


def people_of(found: Found, codes: Mapping[str, str], known: Mapping[str, str], first_day: date | None) -> People:
    """Return the people in office on or after a first day, and their seats.

    Parameters
    ----------
    found : Found
        All that was found.
    codes : mapping of str to str
        Body -> its code.
    known : mapping of str to str
        Codes of people of a workbook in hand, by how names are compared.
    first_day : date, optional
        Of the year to be planned.

    """
    gone = {person.name: person for person in found.people if _over(person.end_date, first_day)}
    left = [_gone(person) for person in gone.values()]
    staying = [person for person in found.people if person.name not in gone]
    fresh = [person.name for person in staying if person_key(person.name) not in known]
    people = {one.name: known[person_key(one.name)] for one in staying if person_key(one.name) in known}
    people |= person_codes(fresh, known.values())
    seats: dict[tuple[str, str], FoundSeat] = {}
    for seat in found.seats:
        if seat.person not in people or seat.body not in codes:
            continue
        other = seats.setdefault((seat.person, seat.body), seat)
        if _over(seat.end_date, first_day):
            why = f"it ends on {long_date(seat.end_date)}, before the year begins" if seat.end_date else ""
            left.append(LeftOut(f"{seat.person} on {seat.body}", why, seat.source))
            seats.pop((seat.person, seat.body), None)
        elif other is not seat and other.role != seat.role:
            why = f"{other.source.words} has this person as {other.role.replace('_', ' ')}"
            left.append(LeftOut(f"{seat.person} as {seat.role.replace('_', ' ')} of {seat.body}", why, seat.source))
    of_body: defaultdict[str, int] = defaultdict(int)
    voting: Counter[str] = Counter()
    for seat in seats.values():
        of_body[seat.body] += 1
        voting[seat.body] += seat.role in VOTING_ROLES if seat.voting is None else seat.voting
    substitutes = {id(seat): tuple(_substitutes(seat, people, left)) for seat in seats.values()}
    ordered = sorted(seats.values(), key=lambda one: (codes[one.body], people[one.person]))
    return People(
        tuple(_person(person, people[person.name]) for person in sorted(staying, key=lambda one: people[one.name])),
        tuple(_seat(seat, people[seat.person], codes[seat.body], substitutes[id(seat)]) for seat in ordered),
        dict(of_body),
        dict(voting),
        tuple(left),
    )


def _over(last: date | None, first_day: date | None) -> bool:
    return last is not None and first_day is not None and last < first_day


def _gone(person: FoundPerson) -> LeftOut:
    until = "" if person.end_date is None else long_date(person.end_date)
    return LeftOut(person.name, f"in office until {until}, before the year begins", person.source)


def _person(person: FoundPerson, code: str) -> dict[str, Entry]:
    row = {"person": Entry(code), "name": Entry(person.name)}
    for column in ("organisation", "email", "group"):
        if getattr(person, column):
            row[column] = Entry(getattr(person, column))
    first = person.name.casefold().partition(" ")[0].rstrip(".")
    if person.category:
        row["category"] = Entry(person.category)
    elif first in _COUNCILLOR:
        row["category"] = Entry("councillor", f"the name begins with {person.name.partition(' ')[0]}")
    return row


def _substitutes(seat: FoundSeat, people: Mapping[str, str], left: list[LeftOut]) -> Iterator[str]:
    """Yield the codes of those who may deputise, each once; who is not among the people is left out."""
    for name in dict.fromkeys(seat.substitutes):
        if name in people and name != seat.person:
            yield people[name]
        elif name != seat.person:
            why = "who may deputise is not among the people of the year"
            left.append(LeftOut(f"{name} for {seat.person} on {seat.body}", why, seat.source))


def _seat(seat: FoundSeat, person: str, body: str, substitutes: tuple[str, ...]) -> dict[str, Entry]:
    row = {"person": Entry(person), "body": Entry(body), "role": Entry(seat.role)}
    if substitutes:
        row["substitute"] = Entry(";".join(substitutes))
    if seat.voting is not None:
        row["voting"] = Entry("yes" if seat.voting else "no")
    if seat.on_behalf_of:
        row["on_behalf_of"] = Entry(seat.on_behalf_of)
    for column in ("start_date", "end_date"):
        day = getattr(seat, column)
        if day is not None:
            row[column] = Entry(day.isoformat())
    return row
