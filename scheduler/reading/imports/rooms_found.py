"""The rooms of a calendar that was found, and which room each meeting and each body takes.

What no source says is guessed: a room for meetings without a place, its building, and seats enough for its bodies.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.found import Found, FoundMeeting, FoundRoom
from scheduler.domain.imported import Entry, ImportedRow
from scheduler.domain.names import name_key
from scheduler.domain.wording import counted, listed
from scheduler.reading.imports.calendars_found import Calendar, is_online
from scheduler.reading.imports.codes import body_codes

USUAL_MINUTES = 120
"""How long a meeting is taken to sit where no source says it: the setting's own default."""
SEATS_OF_A_COUNCIL, SEATS_OF_A_COMMITTEE = 60, 30
"""Seats that are guessed for a body of which no members are known."""
FEWEST_SEATS, ROUNDED_TO = 20, 10
MOST_PREFERRED = 3
MADE_UP = "Meeting Room {}"


@dataclass(frozen=True)
class Rooms:
    """The rows of rooms, and what meetings and bodies take of them."""

    rows: tuple[ImportedRow, ...]
    codes: Mapping[str, str]
    """Name as a meeting's place has it -> code."""
    preferred: Mapping[str, Entry]
    """Body -> its rooms, the commonest first."""
    online: frozenset[str] = frozenset()
    """Bodies all of whose meetings were online."""
    guessed: Mapping[FoundMeeting, str] = field(default_factory=dict)
    """The code of a room for a meeting of which no source says where it was, where others have a room."""


def rooms_of(found: Found, calendar: Calendar, sizes: Mapping[str, int], known: Mapping[str, str]) -> Rooms:
    """Return the rooms.

    Parameters
    ----------
    found : Found
        All that was found.
    calendar : Calendar
        The year's meetings by body.
    sizes : mapping of str to int
        Body -> how many have to find a seat.
    known : mapping of str to str
        Codes of a workbook in hand, by how names are compared.

    """
    places = {room.name: room for room in found.rooms if not is_online(room.name)}
    held = {name: [one for one in body.every if not one.cancelled] for name, body in calendar.meetings.items()}
    used = {name: Counter(one.place for one in theirs if one.place in places) for name, theirs in held.items()}
    nowhere = [one for theirs in held.values() for one in theirs if not one.place]
    made = (
        []
        if places or known or not found.meetings
        else [MADE_UP.format(number) for number in range(1, most_at_once(nowhere) + 1)]
    )
    names = [*places, *made]
    fresh = [name for name in names if name_key(name) not in known]
    codes = {name: known[name_key(name)] for name in names if name_key(name) in known}
    codes |= body_codes(fresh, known.values())
    blank = [name for name in names if name not in places or places[name].capacity is None]
    guessed = _guessed(held, used, _suited(names, places, sizes)) if places else {}
    may_sit = _with_guesses(used, held, guessed)
    rows = [
        _row(places.get(name), name, codes[name], _seats(name, blank or names, used, may_sit, sizes), places)
        for name in names
    ]
    preferred = {
        body: Entry(
            ";".join(codes[place] for place, _ in _commonest(counts)[:MOST_PREFERRED]),
            f"{listed([f'{place} in {number}' for place, number in _commonest(counts)[:MOST_PREFERRED]])} of "
            f"{counted(len(held[body]), 'meeting')}",
        )
        for body, counts in used.items()
        if counts
    }
    online = frozenset(
        name for name, theirs in held.items() if theirs and all(one.place and is_online(one.place) for one in theirs)
    )
    return Rooms(tuple(rows), codes, preferred, online, {meeting: codes[place] for meeting, place in guessed.items()})


def _commonest(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _seats(
    name: str,
    names: Sequence[str],
    used: Mapping[str, Mapping[str, int]],
    may_sit: Mapping[str, Mapping[str, int]],
    sizes: Mapping[str, int],
) -> Entry:
    """Return how many a room is guessed to seat: the largest body that sat there, or is guessed to have sat there.

    One room, of the largest body that any room has, takes every body.
    """
    theirs = {body: sizes[body] for body, places in may_sit.items() if name in places}
    everybody = max(sizes.values(), default=FEWEST_SEATS)
    largest = max(names, key=lambda one: (max((sizes[b] for b, p in may_sit.items() if one in p), default=0), one))
    if not theirs or name == largest:
        seats, why = everybody, "big enough for the largest body"
    else:
        body = max(theirs, key=lambda one: (theirs[one], one))
        sat = "which sat there" if name in used[body] else "which may have sat there"
        seats, why = theirs[body], f"big enough for {body}, {sat}"
    seats = max(FEWEST_SEATS, -(-seats // ROUNDED_TO) * ROUNDED_TO)
    return Entry(str(seats), f"no source says how many it seats; {why}")


def _row(
    room: FoundRoom | None, name: str, code: str, seats: Entry, places: Mapping[str, FoundRoom]
) -> dict[str, Entry]:
    venues = Counter(one.venue for one in places.values() if one.venue)
    usual = min(venues, key=lambda venue: (-venues[venue], venue), default="Town Hall")
    if room is None:
        return {
            "room": Entry(code, "no source names a room"),
            "name": Entry(name, "no source names a room; so many meetings were at one time"),
            "venue": Entry(usual, "no source names a building"),
            "capacity": seats,
        }
    venue = Entry(room.venue) if room.venue else Entry(usual, "no source says in which building it is")
    known = seats if room.capacity is None else Entry(str(room.capacity))
    return {"room": Entry(code), "name": Entry(name), "venue": venue, "capacity": known}


def times_of(meeting: FoundMeeting) -> tuple[int, int]:
    """Return from when until when a meeting is taken to be, all day where no source says when it starts."""
    if meeting.start is None:
        return 0, 24 * 60
    ends = meeting.end is not None and meeting.end > meeting.start
    return meeting.start, (meeting.end or 0) if ends else meeting.start + USUAL_MINUTES


def most_at_once(meetings: Iterable[FoundMeeting]) -> int:
    """Return how many meetings overlap at most, one at least; those without a time count as one after another."""
    days: defaultdict[date, list[FoundMeeting]] = defaultdict(list)
    for meeting in meetings:
        if meeting.start is not None:
            days[meeting.date].append(meeting)
    most = 1
    for held in days.values():
        spans = [times_of(one) for one in held]
        most = max(most, *(sum(first <= start < last for first, last in spans) for start, _ in spans))
    return most


def _suited(names: Sequence[str], places: Mapping[str, FoundRoom], sizes: Mapping[str, int]) -> dict[str, list[str]]:
    """Body -> the rooms, those that a source says are too small for it last."""
    capacities = {name: places[name].capacity for name in names}
    return {
        body: sorted(names, key=lambda name: (seats := capacities[name]) is not None and seats < size)
        for body, size in sizes.items()
    }


def _with_guesses(
    used: Mapping[str, Mapping[str, int]],
    held: Mapping[str, Sequence[FoundMeeting]],
    guessed: Mapping[FoundMeeting, str],
) -> dict[str, Counter[str]]:
    """Body -> how often it sat in each room, guesses included."""
    return {
        body: Counter(counts) + Counter(guessed[meeting] for meeting in held[body] if meeting in guessed)
        for body, counts in used.items()
    }


def _guessed(
    held: Mapping[str, Sequence[FoundMeeting]],
    used: Mapping[str, Mapping[str, int]],
    suited: Mapping[str, Sequence[str]],
) -> dict[FoundMeeting, str]:
    """Return the name of a room that is free for each meeting without a place: the usual one of its body, else any."""
    taken: defaultdict[date, list[tuple[str, tuple[int, int]]]] = defaultdict(list)
    rooms = {name for names in suited.values() for name in names}
    for meetings in held.values():
        for meeting in meetings:
            if meeting.place in rooms:
                taken[meeting.date].append((meeting.place, times_of(meeting)))
    found: dict[FoundMeeting, str] = {}
    for body, meetings in held.items():
        order = [*(place for place, _ in _commonest(used.get(body, {}))), *suited[body]]
        for meeting in (one for one in meetings if not one.place):
            span = times_of(meeting)
            free = (one for one in order if not any(_clash(one, span, *other) for other in taken[meeting.date]))
            place = next(free, order[0])
            taken[meeting.date].append((place, span))
            found[meeting] = place
    return found


def _clash(place: str, span: tuple[int, int], other: str, others: tuple[int, int]) -> bool:
    return place == other and span[0] < others[1] and others[0] < span[1]
