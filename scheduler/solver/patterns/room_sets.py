"""Which rooms would do for a meeting at a day and start: unary constraints read off the rules, kept as bit sets.

Node consistency (Mackworth 1977, "Consistency in networks of relations", Artificial Intelligence 8): the rules about
rooms that look at one meeting state themselves by their own `enforce` to a recorder, once for each class of meetings
that they cannot tell apart; bookings and absences are asked of the rooms themselves. What a rule says of a
room in another form than "not this room", or "not this room then", is left to the model of rooms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import cast

import numpy as np

from scheduler.domain.bodies import Body
from scheduler.domain.lending import lending
from scheduler.domain.meant import asked_of
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.seating import Booking, bookings, room_taken
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Placed, Post
from scheduler.rules import about, equipment, fixed, room_missing, unavailable
from scheduler.solver.patterns.network import WORD, Bits, Ints, Lent, Rooms


def rooms_of(problem: Problem) -> Rooms:
    """Return the rooms of an input as arrays."""
    rooms = list(problem.rooms.values())
    parts = [problem.parts_of_room[room.code] for room in rooms]
    venues = sorted({room.venue for room in rooms})
    venue = np.array([venues.index(room.venue) for room in rooms], np.int64)
    between = [[problem.travel_minutes(here, there) for there in venues] for here in venues]
    return Rooms(
        tuple(problem.rooms),
        np.array([room.setup_minutes for room in rooms], np.int64),
        np.array([room.clear_minutes for room in rooms], np.int64),
        np.array([[bool(one & two) for two in parts] for one in parts], np.bool_).reshape(len(rooms), len(rooms)),
        venue,
        np.array(between, np.int64).reshape(len(venues), len(venues))[np.ix_(venue, venue)],
    )


class RoomSets:
    """Which rooms would do for each meeting, and for each lunch of a meeting day, were it alone in the calendar.

    Parameters
    ----------
    problem : Problem
        The input.
    standing : sequence of Meeting or Occurrence
        What stands already, facts among it: its rooms are taken.

    """

    def __init__(self, problem: Problem, standing: Sequence[Meeting | Occurrence] = ()) -> None:
        self.problem = problem
        self.rooms = rooms_of(problem)
        self._number_of = {code: number for number, code in enumerate(self.rooms.codes)}
        self._standing = standing
        self._lending = lending(problem)
        self._said: dict[tuple[object, ...], _Statement] = {}
        self._free: dict[tuple[int, int], Bits] = {}

    def at(self, sitting: Sitting, day: Ints, start: Ints) -> Bits:
        """Return the rooms that would do for a meeting at days of the calendar and starts, of shape (nodes, words).

        No bit where it needs none, as online, or where none would do.
        """
        if sitting.body.online:
            return np.zeros((len(day), self.rooms.words), np.uint64)
        meeting_day = None if sitting.gathering is None else sitting.gathering.meeting_day.code
        key = (sitting.body.code, meeting_day, sitting.duration, sitting.starts, sitting.ones, sitting.waived)
        said = self._statement(key, sitting)
        found = said.allowed(day, start)
        if unavailable.RULE.name not in sitting.waived:
            for minute in np.unique(start).tolist():
                there = start == minute
                found[there] &= self._unbooked(minute, minute + sitting.duration)[day[there]]
        for date_of_row, at, room in self._dated_rows(sitting.body):
            there = day == (date_of_row - self.problem.days[0]).days
            found[there if at is None else there & (start == at)] &= self._bits([room])
        return found

    def lunches(self, gathering: Gathering, day: Ints) -> Bits:
        """Return the rooms that would do for the lunch of a meeting day, of shape (nodes, words); none without one."""
        lunch = self.problem.lunch_of(gathering.meeting_day.code)
        if lunch is None:
            return np.zeros((len(day), self.rooms.words), np.uint64)
        said = self._statement((gathering.meeting_day.code, gathering.waived), gathering)
        found = said.allowed(day, np.full(len(day), lunch.start))
        if unavailable.RULE.name not in gathering.waived:
            found &= self._unbooked(lunch.start, lunch.end)[day]
        return found

    # -- what rules say

    def _statement(self, key: tuple[object, ...], placed: Placed) -> "_Statement":
        if key not in self._said:
            said = self._said[key] = _Statement(self._rooms_given(placed))
            days = {day: number for number, day in enumerate(self.problem.days)}
            shown = _Recorder(self.rooms, said, replace(placed, days=self.problem.days), days)
            for rule in (one for one in about(ROOMS) if one.RULE.horizon is MEETING):
                if rule.RULE.name not in placed.waived:
                    try:
                        rule.enforce(self.problem, cast("Choices", shown), cast("Post", shown))
                    except _OtherVerbError:
                        continue
        return self._said[key]

    def _rooms_given(self, placed: Placed) -> Bits:
        """Return the rooms at the venue of a meeting day, or the one that a row about one meeting gives."""
        found = self._bits(self.problem.rooms)
        gathering = placed.gathering if isinstance(placed, Sitting) else placed
        if gathering is not None:
            found &= self._bits(room.code for room in room_missing.suited(self.problem, gathering.meeting_day))
        if equipment.RULE.name not in placed.waived and self._lending.limits:
            body = placed.body.code if isinstance(placed, Sitting) else None
            day = placed.meeting_day.code if isinstance(placed, Gathering) else None
            found &= self._bits(code for code in self.problem.rooms if self._lending.within(body, day, code))
        for one in placed.ones if isinstance(placed, Sitting) else ():
            if one.row.room is not None and not one.waives(fixed.RULE.name):
                found &= self._bits([one.row.room])
        return found

    def _dated_rows(self, body: Body) -> Iterator[tuple[date, int | None, str]]:
        """Yield the day, the start and the room of each row that gives a meeting of a day its room."""
        for one in asked_of(self.problem, body):
            row = one.row
            if row.date is not None and row.room is not None and not row.cancelled and not one.waives(fixed.RULE.name):
                yield row.date, row.start, row.room

    def _bits(self, codes: Iterable[str]) -> Bits:
        return self.rooms.bits(self._number_of[code] for code in codes)

    # -- what rooms are taken by

    def _unbooked(self, start: int, end: int) -> Bits:
        """Return the rooms free on each day for a meeting from start to end, set-up and clearing included."""
        if (start, end) not in self._free:
            free = np.tile(self._bits(self.problem.rooms), (len(self.problem.days), 1))
            for number, days in self._absent.items():
                room, word, bit = self.rooms.codes[number], number // WORD, ~np.uint64(1 << number % WORD)
                for day in days:
                    if room_taken(self.problem, room, self.problem.days[day], start, end) is not None:
                        free[day, word] &= bit
            for day, other, begin, finish in self._booked:
                for number in np.flatnonzero(self.rooms.shared[other]).tolist():
                    first, last = self.problem.rooms[self.rooms.codes[number]].booked(start, end)
                    if first < finish and begin < last:
                        free[day, number // WORD] &= ~np.uint64(1 << number % WORD)
            self._free[start, end] = free
        return self._free[start, end]

    @cached_property
    def _absent(self) -> dict[int, list[int]]:
        """The days near which each room, or a part of it, is taken by an absence."""
        problem, first, found = self.problem, self.problem.days[0], {}
        for code, parts in problem.parts_of_room.items():
            rows = [row for part in parts for row in problem.absences_of.get(("room", part), ())]
            near = {
                row.start.date() + timedelta(days=number) - first
                for row in rows
                for number in range(-1, (row.end.date() - row.start.date()).days + 2)
            }
            days = sorted(gap.days for gap in near if 0 <= gap.days < len(problem.days))
            if days:
                found[self._number_of[code]] = days
        return found

    def _bookings(self, waiving: str | None = None) -> list[Booking]:
        """Return those of what stands already, without the meetings of which a rule is not asked."""
        problem, first, last = self.problem, self.problem.days[0], self.problem.days[-1]
        there = (one for one in self._standing if isinstance(one, Meeting))
        meetings = tuple(one for one in there if all(waiver.rule != waiving for waiver in one.waived))
        occurrences = tuple(one for one in self._standing if isinstance(one, Occurrence))
        plan = Plan("", first, last, meetings=meetings, occurrences=occurrences)
        return [one for one in bookings(problem, plan) if first <= one.date <= last]

    @cached_property
    def _booked(self) -> list[tuple[int, int, int, int]]:
        """The day, room, first and last minute of each booking of what stands already."""
        first = self.problem.days[0]
        return [
            ((one.date - first).days, self._number_of[one.room.code], one.start, one.end) for one in self._bookings()
        ]

    # -- what is carried to rooms

    @cached_property
    def lent(self) -> Lent:
        """How much of what is carried to rooms there is, and what stands already has of it."""
        first, limits = self.problem.days[0], self._lending.limits
        there = self._bookings(equipment.RULE.name) if limits else []
        standing = [
            ((one.booking.date - first).days, number, one.booking.start, one.booking.end, one.number)
            for number, limit in enumerate(limits)
            for one in self._lending.towards(limit, there)
        ]
        most = np.array([limit.most for limit in limits], np.int64)
        return Lent(most, np.array(sorted(standing), np.int64).reshape(-1, 5))

    def carried(self, body: str | None, meeting_day: str | None) -> Ints:
        """Return how much is carried to each room for a meeting of a body, or a lunch, of shape (limits, rooms)."""
        limits = self._lending.limits if self._lending.needed(body, meeting_day) else ()
        found = [
            [self._lending.counted(limit, body, meeting_day, room) for room in self.rooms.codes] for limit in limits
        ]
        return np.array(found, np.int64).reshape(len(limits), len(self.rooms.codes))


class _Statement:
    """What rules say of the rooms of one meeting: which never do, and which do not on some days, or from some starts.

    Parameters
    ----------
    whenever : array of shape (words,)
        The rooms that may do at all.

    """

    def __init__(self, whenever: Bits) -> None:
        self.whenever = whenever
        self.not_on: dict[int, Bits] = {}
        self.not_from: dict[int, Bits] = {}
        self.not_at: dict[tuple[int, int], Bits] = {}

    def rule_out(self, rooms: Bits, day: int | None, start: int | None) -> None:
        """Note rooms that would not do on a day, from a start, at a day and start, or ever."""
        if day is not None and start is not None:
            self.not_at[day, start] = self.not_at.get((day, start), np.zeros_like(rooms)) | rooms
        elif day is not None:
            self.not_on[day] = self.not_on.get(day, np.zeros_like(rooms)) | rooms
        elif start is not None:
            self.not_from[start] = self.not_from.get(start, np.zeros_like(rooms)) | rooms
        else:
            self.whenever = self.whenever & ~rooms

    def allowed(self, day: Ints, start: Ints) -> Bits:
        """Return the rooms left at days and starts, of shape (nodes, words)."""
        found = np.tile(self.whenever, (len(day), 1))
        for number, rooms in self.not_on.items():
            found[day == number] &= ~rooms
        for minute, rooms in self.not_from.items():
            found[start == minute] &= ~rooms
        for (number, minute), rooms in self.not_at.items():
            found[(day == number) & (start == minute)] &= ~rooms
        return found


class _OtherVerbError(Exception):
    """A rule speaks of more than the rooms of one meeting."""


@dataclass(frozen=True)
class _Choice:
    """A choice of the recorder: a room, or a day, a start, or both; any other is none of these, and so are sums."""

    room: int | None = None
    day: int | None = None
    start: int | None = None

    def __add__(self, _other: object) -> "_Choice":
        return _Choice()

    def __le__(self, _other: object) -> "_Choice":
        return _Choice()

    __radd__ = __add__
    __ge__ = __le__


class _Recorder:
    """The choices, and the post, of one meeting (or the lunch of one meeting day) that notes what is said of its rooms.

    It is held, and has no rooms, people or neighbours to be asked for; a rule that asks for more is not heard.
    """

    guarded = False
    partial = False
    no = _Choice()

    def __init__(self, rooms: Rooms, said: _Statement, placed: Placed, days: dict[date, int]) -> None:
        self._rooms = rooms
        self._number_of = {code: number for number, code in enumerate(rooms.codes)}
        self._said = said
        self._days = days
        self.sittings = (placed,) if isinstance(placed, Sitting) else ()
        self.gatherings = (placed,) if isinstance(placed, Gathering) else ()

    def __getattr__(self, verb: str) -> object:
        raise _OtherVerbError(verb)

    # -- choices

    def is_fact(self, _placed: Placed) -> bool:
        """No: facts are asked nothing."""
        return False

    def held(self, _placed: Placed) -> int:
        """Nothing that is counted of it is demanded here."""
        return 0

    def open_days(self, _placed: Placed) -> Sequence[date]:
        """Return all days."""
        return tuple(self._days)

    def placements(self, sitting: Sitting) -> Sequence[tuple[date, int]]:
        """Return all days with every start."""
        return [(day, start) for day in self._days for start in sitting.starts]

    def held_on(self, _placed: Placed, day: date) -> _Choice:
        """Whether it is held on the day."""
        return _Choice(day=self._days[day])

    def held_at(self, _sitting: Sitting, day: date, start: int) -> _Choice:
        """Whether it is held on the day, starting then."""
        return _Choice(day=self._days[day], start=start)

    def starts_at(self, _sitting: Sitting, start: int) -> _Choice:
        """Whether it starts then, whatever the day."""
        return _Choice(start=start)

    def held_during(self, _sitting: Sitting, placements: Iterable[tuple[date, int]]) -> Sequence[_Choice]:
        """Return a choice for each of these."""
        return [_Choice(day=self._days[day], start=start) for day, start in placements]

    def rooms_for(self, _sitting: Sitting) -> Sequence[str]:
        """None: what is demanded of them together is the business of the model of rooms."""
        return ()

    def lunch_rooms_for(self, _gathering: Gathering) -> Sequence[str]:
        """None, likewise."""
        return ()

    def in_room(self, _placed: Placed, room: str) -> _Choice:
        """Whether it sits in the room."""
        return _Choice(room=self._number_of[room])

    lunch_in = in_room

    def has_theme(self, _gathering: Gathering, _theme: str) -> _Choice:
        """Whether the lunch takes the theme: nothing about a room alone."""
        return self.no

    # -- the post

    def keeps(self, _key: tuple[str, str]) -> bool:
        """Yes: nothing is lifted."""
        return True

    def forbid_room(self, _placed: Placed, room: str, _reason: Reason) -> None:
        """Rule out a room."""
        self._said.rule_out(self._rooms.bits([self._number_of[room]]), None, None)

    def at_most_one(self, literals: Iterable[_Choice], *_reasons: Reason) -> None:
        """Rule out a room on some days, or from some starts."""
        literals = list(literals)
        rooms = self._rooms.bits(one.room for one in literals if one.room is not None)
        for one in literals:
            if one.room is None and one != self.no:
                self._said.rule_out(rooms, one.day, one.start)

    def require(self, *_demand: object) -> None:
        """Leave a demand on several choices to the model of rooms."""
