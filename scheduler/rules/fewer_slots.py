"""Whether the bodies of a session could sit in fewer slots, all else as planned: shown by arranging them so.

It errs on the side of silence. Whoever and whatever is taken at any time of the session counts as taken for all
of it, only one order of the slots is tried, and a search that grows too long is given up. What it finds is no
opinion: the arrangement keeps the rules it is checked against.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.seating import person_away, place_of, required_missing, room_taken
from scheduler.domain.sittings import pauses
from scheduler.rules import (
    equipment,
    fixed,
    link,
    person_load,
    presiding,
    quorum,
    quorum_rule,
    reporting,
    room_capacity,
    room_clash,
    room_features,
    room_hours,
)

MOST_BODIES = 9
"""Bodies of one session for which every way to group them is looked at."""
PATIENCE = 150
"""Steps after which the search for seats in one slot is given up."""

Group = tuple[Meeting, ...]
"""Meetings of one slot."""

Seats = dict[tuple[int, str, str], Attendance]
"""Which meeting of a slot, which membership (person, role) -> who sits there."""


@dataclass(frozen=True)
class SessionOfDay:
    """One session of one occurrence, and the meetings that the plan puts there."""

    problem: Problem
    plan: Plan
    occurrence: Occurrence
    session: Session
    sitting: Sequence[Meeting]

    @property
    def nobody_twice(self) -> bool:
        """Whether only such slots count as cost no apology more: nobody is wanted in two places at once."""
        return self.session.arrangement == "fewest_apologies"

    def fewer_slots(self, slots: int) -> list[list[Meeting]] | None:
        """Return an arrangement in fewer slots than this many, None if none was found."""
        if slots == 1 or len(self.sitting) > MOST_BODIES:
            return None
        if self.nobody_twice and not all(people <= self._free for people in self._wanted.values()):
            return None
        pause = pauses(self.problem, self.session)[-1]
        for groups in sorted(self._groupings(tuple(self.sitting), slots - 1), key=len):
            minutes = sum(max(_duration(meeting) for meeting in group) for group in groups)
            if minutes + pause * (len(groups) - 1) <= self.session.end - self.session.start:
                arranged = self._arranged(groups, pause)
                if arranged is not None:
                    return arranged
        return None

    def _groupings(self, meetings: Group, most: int) -> Iterator[list[Group]]:
        """Yield every way to part meetings into at most so many groups, no two of which are known to clash."""
        if not meetings:
            yield []
            return
        first, *others = meetings
        for groups in self._groupings(tuple(others), most):
            if len(groups) < most:
                yield [(first,), *groups]
            for number, group in enumerate(groups):
                if all(self._viable((first, other)) for other in group):
                    yield [*groups[:number], (first, *group), *groups[number + 1 :]]

    def _viable(self, group: Group) -> bool:
        """Whether the bodies of these meetings can sit at the same time, with a seat for all they need."""
        if group not in self._known:
            wanted = [person for meeting in group for person in self._wanted[meeting]]
            too_many = self.nobody_twice and len(set(wanted)) < len(wanted)
            self._known[group] = not too_many and _Seating(self.problem, self._free, group).found()
        return self._known[group]

    @cached_property
    def _wanted(self) -> dict[Meeting, frozenset[str]]:
        """Whose place is at each meeting: who is there as planned, and every member who could be."""
        found = {}
        for meeting in self.sitting:
            rows = self.problem.memberships_on(meeting.body, meeting.date)
            members = {row.person for row in rows if not row.optional and row.person in self._free}
            found[meeting] = frozenset(members.union(person for _, person in meeting.present()))
        return found

    @cached_property
    def _known(self) -> dict[Group, bool]:
        """The groups that have been looked at."""
        return {}

    def _arranged(self, groups: list[Group], pause: int) -> list[list[Meeting]] | None:
        """Give each group its start and rooms, in order, if its bodies can sit together."""
        arranged, start = [], self.session.start
        for group in groups:
            rooms = self._rooms(group, ())
            if rooms is None or not self._viable(group):
                return None
            arranged.append(
                [
                    replace(
                        meeting, start=start, end=start + _duration(meeting), room=None if room is None else room.code
                    )
                    for meeting, room in zip(group, rooms, strict=True)
                ]
            )
            start += pause + max(_duration(meeting) for meeting in group)
        return arranged if self._keeps_the_rest(groups, arranged) else None

    def _keeps_the_rest(self, groups: list[Group], arranged: list[list[Meeting]]) -> bool:
        """Whether fixed meetings, reports, links and bookings are kept as well as before."""
        moved = dict(zip(chain(*groups), chain(*arranged), strict=True))
        after = replace(self.plan, meetings=tuple(moved.get(meeting, meeting) for meeting in self.plan.meetings))
        return self._broken(after) <= self._broken(self.plan)

    def _broken(self, plan: Plan) -> Counter[object]:
        """Count what a plan breaks of the rules that moving a meeting may break, by whom and when."""
        rules = (fixed, reporting, link, room_clash, equipment)
        found = (breach for rule in rules for breach in rule.breaches(self.problem, plan))
        return Counter((breach.rule, breach.bodies, breach.dates) for breach in found)

    @cached_property
    def _rest(self) -> Plan:
        """The rest of the day, as planned."""
        day = self.occurrence.date
        return replace(
            self.plan,
            meetings=tuple(m for m in self.plan.live if m.date == day and m not in self.sitting),
            occurrences=tuple(o for o in self.plan.occurrences if o.date == day),
        )

    @cached_property
    def _free(self) -> frozenset[str]:
        """Everybody who is free for the whole session."""
        return frozenset(person for person in self.problem.people if self._is_free(person))

    def _is_free(self, person: str) -> bool:
        problem, session = self.problem, self.session
        if person_away(problem, person, self.occurrence.date, session.start, session.end) is not None:
            return False
        elsewhere = self._rest.engagements.get(person, ())
        for meeting in elsewhere:
            own = meeting.meeting_day == self.occurrence.meeting_day
            way = 0 if own else problem.travel_minutes(place_of(problem, meeting), self.occurrence.venue)
            if meeting.start < session.end + way and session.start < meeting.end + way:
                return False
        others = [meeting for meeting in elsewhere if meeting.meeting_day != self.occurrence.meeting_day]
        most = person_load.limit(problem)
        return most is None or person_load.load(others) < most

    def _rooms(self, group: Sequence[Meeting], taken: tuple[Room, ...]) -> tuple[Room | None, ...] | None:
        """Give each meeting a room of its own, None to those that need none; None if they cannot all have one."""
        if not group:
            return ()
        if self.problem.bodies[group[0].body].online or not self._in_rooms:
            rest = self._rooms(group[1:], taken)
            return None if rest is None else (None, *rest)
        parts = self.problem.parts_of_room
        for room in self._rooms_for[group[0]]:
            if not any(parts[room.code] & parts[other.code] for other in taken):
                rest = self._rooms(group[1:], (*taken, room))
                if rest is not None:
                    return (room, *rest)
        return None

    @cached_property
    def _in_rooms(self) -> bool:
        """Whether the plan says anything of rooms."""
        return any(meeting.room is not None for meeting in self.plan.live)

    @cached_property
    def _rooms_for(self) -> dict[Meeting, list[Room]]:
        """The rooms each meeting could have for the whole session, its own first."""
        found: dict[Meeting, list[Room]] = {}
        for meeting in self.sitting:
            rooms = [room for room in self.problem.rooms.values() if self._suits(meeting, room)]
            own = [room for room in rooms if room.code == meeting.room]
            found[meeting] = own + [room for room in rooms if room not in own]
        return found

    def _suits(self, meeting: Meeting, room: Room) -> bool:
        day, start, end = self.occurrence.date, self.session.start, self.session.end
        if room.venue != self.occurrence.venue or room_taken(self.problem, room.code, day, start, end) is not None:
            return False
        there = replace(meeting, room=room.code, venue=room.venue, start=start, end=end)
        trial = replace(self._rest, meetings=(*self._rest.meetings, there))
        rules = (room_features, room_capacity, room_hours, room_clash)
        return not any(meeting.body in breach.bodies for rule in rules for breach in rule.breaches(self.problem, trial))


class _Seating:
    """The search for seats in one slot: everybody sits in one place, at their own body or for another."""

    def __init__(self, problem: Problem, free: frozenset[str], group: Sequence[Meeting]) -> None:
        self.problem = problem
        self.group = group
        self.patience = PATIENCE
        self.options: dict[str, Seats] = {}
        for number, meeting in enumerate(group):
            for row in problem.memberships_on(meeting.body, meeting.date):
                key = number, row.person, row.role
                sits = Attendance(row.person, row.role, row.voting, ATTENDS)
                self.options.setdefault(row.person, {})[key] = sits
                for deputy in row.substitutes:
                    if not problem.is_member(deputy, meeting.body, meeting.date):
                        sits = Attendance(row.person, row.role, row.voting, SUBSTITUTE, deputy)
                        self.options.setdefault(deputy, {})[key] = sits
        for person in [person for person in self.options if person not in free]:
            del self.options[person]
        self.undecided = sorted(
            (person for person, seats in self.options.items() if len(seats) > 1),
            key=lambda person: (len(self.options[person]), person),
        )

    def found(self) -> bool:
        """Whether seats were found with which every body of the slot keeps its rules."""
        sure: Seats = {}
        for seats in self.options.values():
            if len(seats) == 1:
                _fill(sure, seats)
        return self._search(0, sure)

    def _search(self, position: int, seats: Seats) -> bool:
        self.patience -= 1
        hopeful = dict(seats)
        for person in self.undecided[position:]:
            _fill(hopeful, self.options[person])
        if self.patience < 0 or not self._content(hopeful):
            return False
        if position == len(self.undecided) or self._content(seats):
            return True
        for key, row in self.options[self.undecided[position]].items():
            if (key not in seats or seats[key].outcome == SUBSTITUTE) and self._search(
                position + 1, {**seats, key: row}
            ):
                return True
        return self._search(position + 1, seats)

    def _content(self, seats: Seats) -> bool:
        """Whether every body of the slot has its quorum, its required people and somebody to preside."""
        meetings = tuple(
            replace(meeting, attendance=tuple(row for key, row in seats.items() if key[0] == number))
            for number, meeting in enumerate(self.group)
        )
        first = meetings[0].date
        trial = Plan("", first, first, meetings=meetings)
        missing = any(True for meeting in meetings for _ in required_missing(self.problem, trial, meeting))
        rules = (quorum, quorum_rule, presiding)
        return not missing and not any(True for rule in rules for _ in rule.breaches(self.problem, trial))


def _fill(seats: Seats, more: Seats) -> None:
    """Add seats, members in person before their substitutes."""
    for key, row in more.items():
        if key not in seats or row.outcome == ATTENDS:
            seats[key] = row


def _duration(meeting: Meeting) -> int:
    return meeting.end - meeting.start
