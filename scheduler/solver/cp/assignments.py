"""Decision variables of assignment: a room for each meeting and lunch, and who sits in each seat.

Rooms are optional intervals (Laborie and Rogerie 2008, "Reasoning with conditional time-intervals"); a seat is filled
by its member, by one of the named substitutes, or by nobody.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import Session
from scheduler.domain.people import Membership
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Expression, Literal, Placed
from scheduler.domain.wording import monday_of
from scheduler.solver.cp.candidates import Candidates
from scheduler.solver.cp.decisions import MINUTES_A_DAY, DateDecisions


class RoomDecisions(DateDecisions):
    """A room for each meeting that needs one and for each lunch, and a venue for each meeting day."""

    def __init__(self, problem: Problem, candidates: Candidates, *, pruning: bool) -> None:
        super().__init__(problem, candidates, pruning=pruning)
        self._rooms_ruled_out: dict[Placed, set[str]] = {placed: set() for placed in self.placed}
        self._rooms: dict[Placed, dict[str, Literal]] = {}
        self._venues: dict[tuple[Placed, str], Literal] = {}
        self._intervals: dict[tuple[Placed, str], Any] = {}

    def rule_out_room(self, placed: Placed, room: str) -> bool:
        """Leave a room out of the model for a meeting or a lunch; False if it is already in it."""
        if placed in self.fixed:
            return True
        if not self.pruning or placed in self._rooms:
            return False
        self._rooms_ruled_out[placed].add(room)
        return True

    def _rooms_of(self, placed: Placed) -> dict[str, Literal]:
        if placed in self.fixed:
            room = self._fixed_room(placed)
            return {} if room is None else {room: self.yes}
        if placed not in self._rooms:
            if isinstance(placed, Sitting):
                with_room = not placed.body.online
            else:
                with_room = self.problem.lunch_of(placed.meeting_day.code) is not None
            rooms = [room for room in self.problem.rooms if with_room and room not in self._rooms_ruled_out[placed]]
            literals = {room: self.model.new_bool_var(f"{placed.name} in {room}") for room in rooms}
            self.model.add_at_most_one(literals.values())
            for literal in literals.values():
                self.model.add_implication(literal, self.held(placed))
            self._rooms[placed] = literals
        return self._rooms[placed]

    def _fixed_room(self, placed: Placed) -> str | None:
        """Return the room of what is placed already; none where the input knows it no longer."""
        there = self.fixed[placed]
        lunch = None if isinstance(there, Meeting) else there.lunch
        room = there.room if isinstance(there, Meeting) else None if lunch is None else lunch.room
        return room if room in self.problem.rooms else None

    def rooms_for(self, sitting: Sitting) -> Sequence[str]:
        """Return the rooms no rule has yet ruled out; none for an online meeting."""
        return list(self._rooms_of(sitting))

    def in_room(self, sitting: Sitting, room: str) -> Literal:
        """Whether the meeting sits in the room."""
        return self._rooms_of(sitting).get(room, self.no)

    def lunch_rooms_for(self, gathering: Gathering) -> Sequence[str]:
        """Return the lunch rooms no rule has yet ruled out; none where there is no lunch."""
        return list(self._rooms_of(gathering))

    def lunch_in(self, gathering: Gathering, room: str) -> Literal:
        """Whether the lunch is in the room."""
        return self._rooms_of(gathering).get(room, self.no)

    def venues_for(self, sitting: Sitting) -> Collection[str]:
        """Return the venues at which it may be held; none for an online meeting."""
        there = self.fixed.get(sitting)
        if there is not None:
            return {there.venue} if there.venue is not None else ()
        return {self.problem.rooms[room].venue for room in self._rooms_of(sitting)}

    def at_venue(self, placed: Placed, venue: str) -> Literal:
        """Whether it is at the venue."""
        there = self.fixed.get(placed)
        if there is not None:
            return self.yes if there.venue == venue else self.no
        if (placed, venue) not in self._venues:
            if isinstance(placed, Gathering):
                literal: Literal = self.model.new_bool_var(f"{placed.name} at {venue}")
            else:
                rooms = self._rooms_of(placed)
                in_it = [literal for room, literal in rooms.items() if self.problem.rooms[room].venue == venue]
                literal = self._one_of(in_it)
            self._venues[placed, venue] = literal
        return self._venues[placed, venue]

    def bookings(self, room: str) -> Sequence[Any]:
        """Return every booking that would take the room, as intervals with set-up and clearing."""
        free = [
            self._interval(placed, chosen)
            for placed in self.placed
            if self._asking not in placed.waived
            for chosen in self._rooms_of(placed)
            if room in self.problem.parts_of_room[chosen]
        ]
        return [*free, *(self._taken(first, last) for first, last in self._fixed_times(room))] if free else free

    def _fixed_times(self, room: str) -> list[tuple[int, int]]:
        """Return when what is placed already takes the room, in minutes of the calendar: times apart, in order."""
        times = []
        for placed in self.fixed:
            chosen = self._fixed_room(placed) if self._to_come(placed) else None
            if chosen is not None and room in self.problem.parts_of_room[chosen]:
                start, length = self._time_in_room(placed)
                times.append(self.problem.rooms[chosen].booked(start, start + length))
        apart: list[tuple[int, int]] = []
        for first, last in sorted(times):
            if apart and first < apart[-1][1]:
                apart[-1] = apart[-1][0], max(last, apart[-1][1])
            else:
                apart.append((first, last))
        return apart

    def carried(self, number: Callable[[Placed, str], int], most: int) -> Sequence[tuple[Any, int]]:
        """Return the bookings for which something is carried to a room, as intervals, with how many.

        What stands already is counted as no more than `most` at any moment, so that the rest makes it no worse.
        """
        free = [
            (self._interval(placed, room), many)
            for placed in self.placed
            if self._asking not in placed.waived
            for room in self._rooms_of(placed)
            for many in (number(placed, room),)
            if many
        ]
        standing = self._standing_numbers(number) if free else []
        return [*free, *((self._taken(first, last), min(many, most)) for first, last, many in standing if most)]

    def _standing_numbers(self, number: Callable[[Placed, str], int]) -> list[tuple[int, int, int]]:
        """Return how many of something stand in rooms from one minute of the calendar to another: times apart."""
        changes: defaultdict[int, int] = defaultdict(int)
        for placed in self.fixed:
            room = self._fixed_room(placed) if self._to_come(placed) and self._asking not in placed.waived else None
            many = 0 if room is None else number(placed, room)
            if room is not None and many:
                start, length = self._time_in_room(placed)
                first, last = self.problem.rooms[room].booked(start, start + length)
                changes[first] += many
                changes[last] -= many
        moments = sorted(changes)
        levels = accumulate(changes[moment] for moment in moments)
        return [(first, last, many) for (first, last), many in zip(pairwise(moments), levels, strict=False) if many]

    def _to_come(self, placed: Placed) -> bool:
        """Whether what is placed already could still be in anybody's way: nothing new is held on a past day."""
        return placed.days[0] >= self.problem.open_from

    def _taken(self, first: int, last: int) -> Any:  # noqa: ANN401 - the solver's interval is opaque here
        return self.model.new_fixed_size_interval_var(first, last - first, "")

    def _time_in_room(self, placed: Placed) -> tuple[Expression, int]:
        """Return when a meeting or a lunch starts, in minutes of the calendar, and how many it takes."""
        if isinstance(placed, Sitting):
            return self.minute_number(placed), placed.duration
        there = self.fixed.get(placed)
        lunch = there.lunch if isinstance(there, Occurrence) else self.problem.lunch_of(placed.meeting_day.code)
        minute, length = (0, 0) if lunch is None else (lunch.start, lunch.end - lunch.start)
        return MINUTES_A_DAY * self.day_number(placed) + minute, length

    def _interval(self, placed: Placed, room: str) -> Any:  # noqa: ANN401 - the solver's interval is opaque here
        if (placed, room) not in self._intervals:
            booked = self.problem.rooms[room].booked
            start, length = self._time_in_room(placed)
            (first, last), (begin, end) = booked(start, start + length), booked(0, length)
            self._intervals[placed, room] = self.model.new_optional_interval_var(
                first,
                end - begin,
                last,
                self._rooms_of(placed)[room],
                f"{placed.name} in {room}",
            )
        return self._intervals[placed, room]


class Decisions(RoomDecisions):
    """Each member is there in person, deputised for by a named substitute, or sends apologies."""

    def __init__(self, problem: Problem, candidates: Candidates, *, pruning: bool) -> None:
        super().__init__(problem, candidates, pruning=pruning)
        self.one_seat_each = pruning
        """Whether nobody can have two seats at one meeting; where the rule that forbids it is lifted, somebody may."""
        self._members: dict[Sitting, tuple[Membership, ...]] = {}
        self._attends: dict[tuple[Sitting, Membership], Literal] = {}
        self._deputises: dict[tuple[Sitting, Membership, str], Literal] = {}
        self._overlapping: dict[tuple[Sitting, Sitting], Literal] = {}
        self._overlapping_any: dict[tuple[Sitting, str], Literal] = {}
        self._same_day: dict[tuple[Placed, Placed], Literal] = {}
        self._over_lunch: dict[tuple[Gathering, Sitting, tuple[date, ...]], Literal] = {}
        self._themes: dict[tuple[Gathering, str], Literal] = {}

    def members(self, sitting: Sitting) -> Sequence[Membership]:
        """Return the memberships in force on some day the meeting may be held."""
        if sitting not in self._members and sitting in self.fixed:
            self._members[sitting] = self._seated(sitting)
        if sitting not in self._members:
            days = self.open_days(sitting)
            rows = self.problem.memberships_of_body[sitting.body.code]
            members = tuple(row for row in rows if any(row.in_force_on(day) for day in days))
            self._members[sitting] = members
            for row in members:
                self._take_a_seat(sitting, row)
        return self._members[sitting]

    def _seated(self, sitting: Sitting) -> tuple[Membership, ...]:
        """Return the memberships whose seats are filled at a fixed meeting by people whom free ones might want."""
        if self.is_fact(sitting):
            in_a_week_to_come = sitting.days[0] >= monday_of(self.problem.open_from)
            return self._sitting_there(sitting) if in_a_week_to_come else ()
        there, found = self.fixed[sitting], []
        rows = there.attendance if isinstance(there, Meeting) else ()
        seats = {(row.person, row.role): row for row in rows if row.sits in self._wanted_people}
        for row in self.problem.memberships_on(sitting.body.code, sitting.days[0]) if seats else ():
            seat = seats.get((row.person, row.role))
            if seat is not None:
                found.append(row)
                self._attends[sitting, row] = self.yes if seat.outcome == ATTENDS else self.no
                for substitute in row.substitutes:
                    filled = seat.outcome == SUBSTITUTE and seat.substitute == substitute
                    self._deputises[sitting, row, substitute] = self.yes if filled else self.no
        return tuple(found)

    def _sitting_there(self, sitting: Sitting) -> tuple[Membership, ...]:
        """Return a seat for each of those at a fact whom free meetings may want, whoever is a member by now."""
        there = self.fixed[sitting]
        people = {person for _, person in there.present()} if isinstance(there, Meeting) else set()
        rows = [
            Membership(person, sitting.body.code, attendance="required")
            for person in sorted(people & self._wanted_people)
        ]
        self._attends.update({(sitting, row): self.yes for row in rows})
        return tuple(rows)

    @cached_property
    def _wanted_people(self) -> frozenset[str]:
        """Everybody who might sit at a meeting that is to be placed, or is wanted at a lunch."""
        rows = self.problem.memberships_of_body
        lunches = (body.code for one in self.free_gatherings for body in self._bodies_at(one))
        bodies = sorted({*(sitting.body.code for sitting in self.free_sittings), *lunches})
        return frozenset(person for body in bodies for row in rows[body] for person in (row.person, *row.substitutes))

    def _bodies_at(self, gathering: Gathering) -> tuple[Body, ...]:
        return self.problem.bodies_of_meeting_day(gathering.meeting_day.code)

    def _take_a_seat(self, sitting: Sitting, row: Membership) -> None:
        """Make the choices of one member at one meeting: there, deputised for, or neither."""
        name = f"{row.person} at {sitting.name}"
        self._attends[sitting, row] = self.model.new_bool_var(name)
        for substitute in row.substitutes:
            self._deputises[sitting, row, substitute] = self.model.new_bool_var(f"{substitute} for {name}")
        choices = [self._attends[sitting, row], *(self._deputises[sitting, row, s] for s in row.substitutes)]
        self.model.add(sum(choices) <= self.in_force(sitting, row))

    def in_force(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the meeting is held, on a day when the membership is in force."""
        days = self.open_days(sitting)
        inside = [day for day in days if membership.in_force_on(day)]
        if len(inside) == len(days):
            return self.held(sitting)
        return sum(self.held_on(sitting, day) for day in inside)

    def attends(self, sitting: Sitting, membership: Membership) -> Literal:
        """Whether the member is there in person."""
        self.members(sitting)
        return self._attends.get((sitting, membership), self.no)

    def deputises(self, sitting: Sitting, membership: Membership, substitute: str) -> Literal:
        """Whether the substitute sits there for the member."""
        self.members(sitting)
        return self._deputises.get((sitting, membership, substitute), self.no)

    def seat_filled(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the member or a substitute is there."""
        deputies = (self.deputises(sitting, membership, substitute) for substitute in membership.substitutes)
        return self.attends(sitting, membership) + sum(deputies)

    def people_at(self, sitting: Sitting) -> Sequence[str]:
        """Return everyone who might sit at the meeting, for themselves or for another."""
        people = {person for row in self.members(sitting) for person in (row.person, *row.substitutes)}
        return sorted(people)

    def sits(self, person: str, sitting: Sitting) -> Expression:
        """Whether the person sits at the meeting, for themselves or for another."""
        members = self.members(sitting)
        own = [self.attends(sitting, row) for row in members if row.person == person]
        other = [self.deputises(sitting, row, person) for row in members if person in row.substitutes]
        return sum((*own, *other)) if self.one_seat_each else self.any_of([*own, *other])

    def pairs_sharing_people(self) -> Iterable[tuple[Sitting, Sitting, Sequence[str]]]:
        """Yield every two meetings, one at least to be placed, that somebody might sit at, and those people."""
        sittings_of: defaultdict[str, list[int]] = defaultdict(list)
        for number, sitting in enumerate(self.sittings):
            for person in self.people_at(sitting):
                sittings_of[person].append(number)
        shared: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for person in sorted(sittings_of):
            theirs = sittings_of[person]
            free = [number for number in theirs if number < len(self._free_shown)]
            for pair in ((one, two) for place, one in enumerate(free) for two in theirs[place + 1 :]):
                shared[pair].append(person)
        for one, two in sorted(shared):
            yield self.sittings[one], self.sittings[two], shared[one, two]

    def _both_fixed(self, one: Placed, two: Placed) -> bool:
        return one in self.fixed and two in self.fixed

    def overlapping(self, one: Sitting, two: Sitting) -> Literal:
        """Whether the two are held at the same time."""
        if self._both_fixed(one, two):
            return self.no
        if (one, two) not in self._overlapping:
            self._overlapping[one, two] = self._overlapping[two, one] = self._make_overlapping(one, two)
        return self._overlapping[one, two]

    def _make_overlapping(self, one: Sitting, two: Sitting) -> Literal:
        pairs = [(s, t) for s in one.starts for t in two.starts if one.overlaps_when(s, two, t)]
        if not pairs:
            return self.no
        if one.gathering is not None and one.gathering is two.gathering:
            return self._where([(self.starts_at(one, s), self.starts_at(two, t)) for s, t in pairs])
        in_order = one.gathering is None and not one.extra and not two.extra
        if one.body is two.body and in_order and one not in self.fixed and two not in self.fixed:
            return self._overlapping_in_order(one, two)
        common = [day for day in self.open_days(one) if self.held_on(two, day) is not self.no]
        if len(pairs) == len(one.starts) * len(two.starts):
            return self._where([(self.held_on(one, day), self.held_on(two, day)) for day in common])
        at = [(self.held_at(one, day, s), self.held_at(two, day, t)) for day in common for s, t in pairs]
        return self._where([(here, there) for here, there in at if here is not self.no and there is not self.no])

    def overlapping_any(self, sitting: Sitting, body: str) -> Literal:
        """Whether the meeting is held at the same time as any of a body's, which has meetings of its own."""
        if (sitting, body) not in self._overlapping_any:
            self._overlapping_any[sitting, body] = self._make_overlapping_any(sitting, body)
        return self._overlapping_any[sitting, body]

    def _make_overlapping_any(self, sitting: Sitting, body: str) -> Literal:
        others = [other for other in self.sittings_of(body) if not self._both_fixed(sitting, other)]
        open_days = {other: frozenset(self.open_days(other)) for other in others}
        pairs = []
        for start in sitting.starts:
            then = {o: [s for s in o.starts if sitting.overlaps_when(start, o, s)] for o in others}
            for day in self.open_days(sitting):
                at_once = [(o, [(day, s) for s in starts]) for o, starts in then.items() if day in open_days[o]]
                there = [literal for other, times in at_once for literal in self.held_during(other, times)]
                if there:
                    pairs.append((self.held_at(sitting, day, start), sum(there)))
        if not pairs:
            return self.no
        literal = self.model.new_bool_var("")
        for here, there_too in pairs:
            self.model.add(literal >= here + there_too - 1)
        return literal

    def _overlapping_in_order(self, one: Sitting, two: Sitting) -> Literal:
        """Whether two meetings of one body, which follow one another by their numbers, are held at the same time."""
        first, second = sorted((one, two), key=lambda sitting: sitting.number)
        if first.number == second.number or (len(first.starts) == 1 and first.starts == second.starts):
            return self.no
        literal = self.model.new_bool_var("")
        apart = self.model.add(self.minute_number(second) - self.minute_number(first) >= first.duration)
        apart.only_enforce_if(self.held(first), self.held(second), ~literal)
        return literal

    def _where(self, pairs: Sequence[tuple[Literal, Literal]]) -> Literal:
        """Return a choice that is yes where both of any pair hold."""
        if not pairs:
            return self.no
        if len(pairs) == 1 and any(one is self.yes for one in pairs[0]):
            return self.both(*pairs[0])
        literal = self.model.new_bool_var("")
        for one, two in pairs:
            self.model.add_bool_or(~one, ~two, literal)
        return literal

    def same_day(self, one: Placed, two: Placed) -> Literal:
        """Whether the two are held on the same day."""
        if self._both_fixed(one, two):
            return self.no
        if (one, two) not in self._same_day:
            common = [day for day in self.open_days(one) if self.held_on(two, day) is not self.no]
            literal = self._where([(self.held_on(one, day), self.held_on(two, day)) for day in common])
            self._same_day[one, two] = self._same_day[two, one] = literal
        return self._same_day[one, two]

    def over_lunch(self, gathering: Gathering, sitting: Sitting, days: Iterable[date]) -> Literal:
        """Whether the meeting takes some of the lunch's time on one of the days."""
        lunch = self.problem.lunch_of(gathering.meeting_day.code)
        if lunch is None or self._both_fixed(gathering, sitting):
            return self.no
        days = tuple(days)
        if (gathering, sitting, days) not in self._over_lunch:
            self._over_lunch[gathering, sitting, days] = self._make_over_lunch(lunch, gathering, sitting, days)
        return self._over_lunch[gathering, sitting, days]

    def _make_over_lunch(self, lunch: Session, gathering: Gathering, sitting: Sitting, days: Sequence[date]) -> Literal:
        starts = [s for s in sitting.starts if s < lunch.end and lunch.start < s + sitting.duration]
        at = [(self.held_on(gathering, day), self.held_at(sitting, day, start)) for day in days for start in starts]
        return self._where([(here, there) for here, there in at if here is not self.no and there is not self.no])

    def has_theme(self, gathering: Gathering, theme: str) -> Literal:
        """Whether the lunch takes the theme."""
        if self.problem.themes[theme].meeting_day != gathering.meeting_day.code:
            return self.no
        there = self.fixed.get(gathering)
        if isinstance(there, Occurrence):
            return self.yes if there.theme == theme else self.no
        if (gathering, theme) not in self._themes:
            literal = self.model.new_bool_var(f"{theme} at {gathering.name}")
            self.model.add_implication(literal, self.held(gathering))
            self._themes[gathering, theme] = literal
        return self._themes[gathering, theme]
