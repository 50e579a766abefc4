"""A calendar with some meetings elsewhere: their rooms, the seats of their days, lunches and agendas made anew.

All others stay where they are. A meeting keeps its room where that is free, else it takes the best that is; seats are
dealt exactly, without a solver while that is quick; a lunch keeps its theme.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from scheduler.checking.integrity import agendas
from scheduler.checking.parts import Calendar
from scheduler.checking.touched import Change, Part, around, in_order
from scheduler.domain.lending import lending
from scheduler.domain.plan import ATTENDS, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import DATES, DAY, ROOMS, SEATS
from scheduler.law.deadlines import agenda_deadline, report_deadline
from scheduler.rules import about, broken, equipment, furthest, room_missing, touching
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.attendance import explained, with_headcounts
from scheduler.solver.cp.seat_dealing import dealt, sharing_people
from scheduler.wishes import TIERS, WISHES, ungranted


@dataclass(frozen=True)
class Moved:
    """What moves as one: a meeting, or an occurrence of a meeting day with all that sit in it."""

    meetings: tuple[Meeting, ...]
    occurrence: Occurrence | None = None
    room_given: bool = False
    """Whether it is to be in the room it has, whatever rule that breaks."""

    @property
    def things(self) -> tuple[Meeting | Occurrence, ...]:
        """The meetings, and the occurrence."""
        return self.meetings if self.occurrence is None else (*self.meetings, self.occurrence)

    def at(self, problem: Problem, day: date, start: int | None = None, room: str | None = None) -> "Moved":
        """Return it on a day, and a meeting of its own perhaps at a start and in a room, whatever rule that breaks."""
        meetings = []
        for meeting in self.meetings:
            body = problem.bodies[meeting.body]
            if self.occurrence is None or body.alive_on(day):
                begin = meeting.start if start is None else start
                end = begin + meeting.end - meeting.start
                there = replace(meeting, date=day, start=begin, end=end)
                deadline = agenda_deadline(problem, body, day)
                due = None if meeting.report_due is None else report_deadline(problem, body, deadline)
                there = replace(there, agenda_deadline=deadline, report_due=due)
                if room is not None and self.occurrence is None:
                    there = replace(there, room=room, venue=problem.rooms[room].venue)
                meetings.append(there)
        occurrence = None if self.occurrence is None else replace(self.occurrence, date=day)
        return Moved(tuple(meetings), occurrence, room is not None and occurrence is None)


def then(first: Change, second: Change) -> Change:
    """Return two changes, one after the other, as one."""
    made, lost = {_moment(one) for one in first.come}, {_moment(one) for one in second.gone}
    held, left = {_place(one) for one in first.days_come}, {_place(one) for one in second.days_gone}
    return Change(
        (*first.gone, *(one for one in second.gone if _moment(one) not in made)),
        (*(one for one in first.come if _moment(one) not in lost), *second.come),
        (*first.days_gone, *(one for one in second.days_gone if _place(one) not in held)),
        (*(one for one in first.days_come if _place(one) not in left), *second.days_come),
    )


def _moment(one: Meeting) -> tuple[object, ...]:
    return one.uid, one.date, one.start


def _place(one: Occurrence) -> tuple[object, ...]:
    return one.meeting_day, one.sequence, one.date


@dataclass(frozen=True)
class Placed:
    """A calendar with a change, and the change itself."""

    calendar: Calendar
    change: Change
    exact: bool
    """Whether the seats are shown to be the best."""


Seating: TypeAlias = Callable[[Problem, Sequence[Meeting]], list[Meeting]]
"""Seats everybody at meetings whose seats take a solver."""


@dataclass
class Placing:
    """How a calendar is made with some meetings elsewhere.

    Parameters
    ----------
    problem : Problem
        The input, with the rows that an edit leaves.
    calendar : Calendar
        The calendar as it stands.
    seating : callable
        Seats people where dealing by itself is not enough.

    """

    problem: Problem
    calendar: Calendar
    seating: Seating
    _prices: dict[tuple[str, str, date | None, int], tuple[int, ...]] = field(default_factory=dict)
    lifted: Calendar | None = None
    """The calendar without what was last taken out of it."""
    _lifting: Change | None = None
    _bare: dict[int, Meeting] = field(default_factory=dict)
    _days: dict[date, Counter[str]] = field(default_factory=dict)

    def bare(self, meeting: Meeting) -> Meeting:
        """Return a meeting of the calendar without its seats."""
        if id(meeting) not in self._bare:
            self._bare[id(meeting)] = replace(meeting, attendance=())
        return self._bare[id(meeting)]

    def broken_about_rooms(self, day: date, plan: Plan) -> Counter[str]:
        """Return what is broken about rooms on a day of the calendar as it stands; it is counted once."""
        if day not in self._days:
            self._days[day] = _of_rooms(self.problem, plan)
        return self._days[day]

    def made(self, gone: Sequence[Moved], come: Sequence[Moved], cancelled: Sequence[Meeting] = ()) -> Placed:
        """Return the calendar with some things taken out of it, and others put in.

        Parameters
        ----------
        gone, come : sequence of Moved
            What is taken out, and what is put in.
        cancelled : sequence of Meeting
            Meetings that are put in, and are not to be held.

        """
        before = [meeting for moved in gone for meeting in moved.meetings]
        days_before = [moved.occurrence for moved in gone if moved.occurrence is not None]
        lifted = self._without(Change(tuple(before), (), tuple(days_before)))
        rooms = _Rooms(self, lifted)
        for moved in come:
            rooms.find(moved)
        now, exact = self._seats(lifted, before, rooms.meetings)
        for meeting in self._agendas(lifted, {m.body for m in (*before, *rooms.meetings)}, now):
            now[meeting.uid] = meeting
        new = {meeting.uid for meeting in rooms.meetings}
        others = [
            (was, now[was.uid])
            for day in sorted({meeting.date for meeting in now.values()})
            for was in lifted.meetings_on.get(day, ())
            if was.uid in now and was.uid not in new and now[was.uid] != was
        ]
        touched = {meeting.date for meeting in (*before, *now.values())}
        days = self._occurrences(lifted, days_before, rooms.occurrences, now, touched)
        change = Change(
            (*before, *(was for was, _ in others)),
            (*(now[meeting.uid] for meeting in rooms.meetings), *cancelled, *(made for _, made in others)),
            (*days_before, *(was for was, _ in days if was is not None)),
            tuple(made for _, made in days),
        )
        return Placed(self.calendar.changed(change, self.problem), change, exact)

    def _without(self, change: Change) -> Calendar:
        """Return the calendar without some meetings; the same one each time for the same ones."""
        if self.lifted is None or self._lifting != change:
            self._lifting, self.lifted = change, self.calendar.changed(change, self.problem)
            self._days.clear()
        return self.lifted

    # -- seats

    def _seats(
        self, lifted: Calendar, gone: Sequence[Meeting], come: Sequence[Meeting]
    ) -> tuple[dict[str, Meeting], bool]:
        """Return by uid what comes, and all whose seats hang together with what goes or comes; and whether exactly."""
        found: dict[str, Meeting] = {}
        exact = True
        horizon = furthest(self.problem, about(SEATS))
        for days in dict.fromkeys(around(day, horizon) for day in sorted({one.date for one in (*gone, *come)})):
            stay = [meeting for day in days for meeting in lifted.meetings_on.get(day, ()) if meeting.live]
            here = [meeting for meeting in come if meeting.date in days]
            left = [meeting for meeting in gone if meeting.date in days and meeting.live]
            wanted = {one.uid for one in sharing_people(self.problem, [*stay, *here], {one.uid for one in here})}
            wanted |= {one.uid for one in sharing_people(self.problem, [*stay, *left], {one.uid for one in left})}
            together = in_order([*stay, *here])
            asked = [one for one in together if one.uid in wanted and not self.problem.is_fact(one)]
            if asked:
                made, sure = self._dealt(asked, [one for one in together if one not in asked])
                found.update({meeting.uid: meeting for meeting in made})
                exact = exact and sure
        return found, exact

    def _dealt(self, asked: Sequence[Meeting], others: Sequence[Meeting]) -> tuple[list[Meeting], bool]:
        hands = dealt(self.problem, asked, others, sure=True)
        meetings, uids = list(hands.meetings), {meeting.uid for meeting in asked}
        if not hands.exact:
            meetings = [one for one in self.seating(self.problem, [*asked, *others]) if one.uid in uids]
        if any(row.outcome != ATTENDS for meeting in meetings for row in meeting.attendance):
            meetings = explained(self.problem, meetings, others)
        return meetings, hands.exact

    # -- agendas and lunches

    def _agendas(self, lifted: Calendar, bodies: set[str], now: dict[str, Meeting]) -> Iterator[Meeting]:
        """Yield the meetings of some bodies with other reports on their agendas than they have."""
        if not any(project.reports_to in bodies for project in self.problem.projects.values()):
            return
        movers = frozenset(lifted.mover_of(body) for body in bodies)
        there = {meeting.uid: meeting for meeting in lifted.of_movers(movers).meetings} | now
        meetings = in_order(one for one in there.values() if one.body in bodies and one.live)
        due = agendas(self.problem, replace(lifted.header, meetings=meetings))
        for meeting in meetings:
            items = tuple(code for code in self.problem.projects if code in due.get(id(meeting), ()))
            if items != meeting.agenda_items and not self.problem.is_fact(meeting):
                yield replace(meeting, agenda_items=items)

    def _occurrences(
        self,
        lifted: Calendar,
        gone: Sequence[Occurrence],
        come: Sequence[Occurrence],
        now: dict[str, Meeting],
        days: set[date],
    ) -> list[tuple[Occurrence | None, Occurrence]]:
        """Return the occurrences that are new or otherwise than they were: numbered in order of date, heads counted."""
        codes = {one.meeting_day for one in (*gone, *come)}
        there: list[tuple[Occurrence | None, Occurrence]] = [
            (one, one)
            for day, held in lifted.occurrences_on.items()
            for one in held
            if day in days or one.meeting_day in codes
        ]
        there += [(None, one) for one in come]
        numbers = Counter[str]()
        found = []
        for was, one in sorted(there, key=lambda pair: (pair[1].date, pair[1].meeting_day)):
            numbers[one.meeting_day] += 1
            number = numbers[one.meeting_day] if one.meeting_day in codes else one.sequence
            meetings = {m.uid: m for m in lifted.meetings_on.get(one.date, ()) if m.live}
            meetings |= {m.uid: m for m in now.values() if m.date == one.date}
            made = with_headcounts(self.problem, [replace(one, sequence=number)], [*meetings.values()])[0]
            if made != was:
                found.append((was, made))
        return found

    # -- rooms

    def price(self, meeting: Meeting, lifted: Calendar) -> tuple[int, ...]:
        """Return what the room of a meeting comes to in each tier, the most important first."""
        room = meeting.room or ""
        whatever_day, of_day = (
            (meeting.uid, room, None, meeting.start),
            (meeting.uid, room, meeting.date, meeting.start),
        )
        if whatever_day not in self._prices:
            theirs = lifted.of_movers(frozenset((lifted.mover(meeting),))).meetings
            bodys = [self.bare(one) for one in theirs if one.body == meeting.body]
            self._prices[whatever_day] = self._priced(lifted, [*bodys, meeting], dated=False)
        if of_day not in self._prices:
            self._prices[of_day] = self._priced(lifted, [meeting], dated=True)
        return tuple(map(sum, zip(self._prices[whatever_day], self._prices[of_day], strict=True)))

    def _priced(self, lifted: Calendar, meetings: Sequence[Meeting], *, dated: bool) -> tuple[int, ...]:
        """Return what wishes about rooms come to, those that look at the day or the others, without any seats."""
        bare = in_order(replace(one, attendance=()) for one in meetings)
        plan = replace(lifted.header, meetings=bare)
        mover = frozenset((lifted.mover(meetings[-1]),))
        problem = lifted.there(Part(movers=mover, around=mover))[0]
        total = dict.fromkeys(TIERS, 0)
        for wish in WISHES:
            touches = wish.WISH.touches
            if ROOMS in touches and (DATES in touches) == dated and wish.WISH.tier != "unmoved":
                total[wish.WISH.tier] += sum(row.cost for row in ungranted(problem, plan, wish))
        return tuple(total.values())


@dataclass
class _Rooms:
    """The rooms of what comes into a calendar, found one after another."""

    placing: Placing
    lifted: Calendar
    meetings: list[Meeting] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)

    def find(self, moved: Moved) -> None:
        """Put a meeting, or all of a meeting day with its lunch, in rooms."""
        problem, occurrence = self.placing.problem, moved.occurrence
        for meeting in moved.meetings:
            body = problem.bodies[meeting.body]
            if moved.room_given or body.online:
                self.meetings.append(meeting if moved.room_given else replace(meeting, room=None, venue=None))
                continue
            suited = [
                r for r in room_missing.suited(problem, body) if occurrence is None or r.venue == occurrence.venue
            ]
            ways = [replace(meeting, room=room.code, venue=room.venue) for room in suited]
            own = [meeting] if meeting.room in problem.rooms else []
            self.meetings.append(self._best(own, ways) or replace(meeting, room=None, venue=None))
        if occurrence is not None:
            self.occurrences.append(replace(occurrence, lunch=self._lunch(occurrence)))

    def _best(self, own: Sequence[Meeting], ways: Sequence[Meeting]) -> Meeting | None:
        """Return a meeting in its own room, or the cheapest that is free; or, unequipped, in one all the same.

        What is lacking is then told, and not that there is no room.
        """
        if own and not self._clashes(own[0], ()):
            return own[0]
        ways = sorted(ways, key=lambda way: (self.placing.price(way, self.lifted), way.room))
        found = next((way for way in ways if not self._clashes(way, ())), None)
        if found is None and lending(self.placing.problem).limits:
            return next((way for way in (*own, *ways) if not self._clashes(way, (), equipped=False)), None)
        return found

    def _lunch(self, occurrence: Occurrence) -> Lunch | None:
        """Return the lunch in its own room where that is free, else in the cheapest that is; in none where none is."""
        lunch, problem = occurrence.lunch, self.placing.problem
        if lunch is None:
            return None
        rooms = [room for room in problem.rooms.values() if room.venue == occurrence.venue]
        rooms.sort(key=lambda room: (room.code != lunch.room, room.cost_per_hour, room.capacity, room.code))
        for room in rooms:
            there = replace(lunch, room=room.code)
            if not self._clashes(None, (replace(occurrence, lunch=there),)):
                return there
        return replace(lunch, room=None)

    def _clashes(self, meeting: Meeting | None, held: Sequence[Occurrence], *, equipped: bool = True) -> bool:
        """Whether a rule about rooms is broken by a meeting, or a lunch, that is not without it.

        Where it need not be `equipped`, what is lent is not asked about.
        """
        day = meeting.date if meeting is not None else held[0].date
        mine_there = [one for one in self.meetings if one.date == day]
        bare = [self.placing.bare(one) for one in self.lifted.meetings_on.get(day, ())]
        bare += [replace(one, attendance=()) for one in mine_there]
        days = [*self.lifted.occurrences_on.get(day, ()), *(one for one in self.occurrences if one.date == day)]
        without = replace(self.lifted.header, meetings=in_order(bare), occurrences=tuple(days))
        mine = [] if meeting is None else [replace(meeting, attendance=())]
        sitting = mine or [one for one in self.meetings if one.date == day and one.meeting_day == held[0].meeting_day]
        alone = replace(self.lifted.header, meetings=tuple(sitting), occurrences=tuple(held))
        of_one = broken(self.placing.problem, alone, _of_one_room())
        if any(bool(breach.bodies) == bool(mine) for breach in of_one):  # a lunch is no body's
            return True
        plan = replace(without, meetings=in_order([*bare, *mine]), occurrences=(*days, *held))
        broken_there = _of_rooms(self.placing.problem, plan, equipped=equipped)
        if not broken_there:
            return False
        as_it_is = self.lifted is self.placing.lifted and not mine_there and not self.occurrences
        before = self.placing.broken_about_rooms(day, without) if as_it_is else _of_rooms(self.placing.problem, without)
        return bool(broken_there - before)


def _of_one_room() -> list[RuleFile]:
    """Return the rules about rooms that look at one meeting."""
    return [rule for rule in about(ROOMS) if rule.RULE.horizon < DAY]


def _of_rooms(problem: Problem, plan: Plan, *, equipped: bool = True) -> Counter[str]:
    """Count what is broken about rooms, in words, whoever sits in them, and perhaps whatever they have lent."""
    rules = [rule for rule in touching(ROOMS) if rule.RULE.horizon == DAY and rule.RULE.about in (ROOMS, SEATS)]
    rules = [rule for rule in rules if equipped or rule.RULE.name != equipment.RULE.name]
    found = (breach for breach in broken(problem, plan, rules) if breach.rooms or not breach.people)
    return Counter(breach.message for breach in found)  # of people nothing is asked: nobody is seated here
