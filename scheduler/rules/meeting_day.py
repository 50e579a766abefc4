"""Every body of a meeting day sits in its session of every occurrence: one date, one venue, in order, as arranged.

`simultaneous` bodies start together at the session's start; `staggered` ones never overlap; `either` is together
where memberships make it viable, else in as few consecutive slots as needed. Source: seed report S0 4.1-4.3
(Trafford 2015: boards in the morning, lunch for all, One Trafford Board early in the afternoon).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations, pairwise

from scheduler.domain.absences import person_away, room_taken
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Room
from scheduler.domain.seating import place_of, required_missing
from scheduler.domain.sittings import Gathering, Sitting, pauses
from scheduler.domain.titles import body_title, lunch_title, meeting_title, occurrence_title, room_title
from scheduler.domain.verbs import DATES, DAY, LUNCHES, MEMBERSHIPS, ROOMS, SEATS, TIMES, Choices, Expression, Post
from scheduler.domain.wording import clock, counted, listed
from scheduler.rules import (
    fixed,
    presiding,
    quorum,
    quorum_rule,
    reporting,
    room_capacity,
    room_clash,
    room_features,
    room_hours,
)
from scheduler.rules.protocol import Rule

RULE = Rule(
    "meeting_day",
    source="Trafford Partnership 2015 4.1-4.3 (the quarterly whole day)",
    about=TIMES,
    touches={DATES, TIMES, ROOMS, SEATS, MEMBERSHIPS, LUNCHES},
    horizon=DAY,
    ease=35,
)
ARRANGED = {
    "simultaneous": "at the same time",
    "staggered": "one after another",
    "either": "at the same time, or in slots one after another",
}


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

    def fewer_slots(self, slots: int) -> list[list[Meeting]] | None:
        """Return an arrangement in fewer slots than this many, None if none was found."""
        if slots == 1 or len(self.sitting) > MOST_BODIES:
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
            self._known[group] = _Seating(self.problem, self._free, group).found()
        return self._known[group]

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
        """Whether fixed meetings, reports and bookings are kept as well as before."""
        moved = dict(zip(chain(*groups), chain(*arranged), strict=True))
        after = replace(self.plan, meetings=tuple(moved.get(meeting, meeting) for meeting in self.plan.meetings))
        return self._broken(after) <= self._broken(self.plan)

    def _broken(self, plan: Plan) -> Counter[object]:
        """Count what a plan breaks of the rules that moving a meeting may break, by whom and when."""
        rules = (fixed, reporting, room_clash)
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
            way = problem.travel_minutes(place_of(problem, meeting), self.occurrence.venue)
            if meeting.start < session.end + way and session.start < meeting.end + way:
                return False
        others = [meeting for meeting in elsewhere if meeting.meeting_day != self.occurrence.meeting_day]
        most = problem.settings.max_meetings_per_person_per_day
        return most is None or len(others) < most

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


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Bring every body of an occurrence to one venue, each in its session as arranged.

    That they all sit on its date needs no stating: they have no date of their own.
    """
    for gathering in choices.gatherings:
        _at_one_venue(problem, choices, gathering, post)
        for session, sittings in _by_session(choices, gathering):
            _inside_the_session(choices, session, sittings, post)
            _as_arranged(problem, choices, session, sittings, post)


def slots(choices: Choices) -> Expression:
    """Return the slots that all sessions with the arrangement `either` take: to be made as few as can be."""
    return sum(
        choices.any_of(choices.starts_at(sitting, start) for sitting in sittings)
        for gathering in choices.gatherings
        for session, sittings in _by_session(choices, gathering)
        if session.arrangement == "either" and len(sittings) > 1
        for start in sorted({start for sitting in sittings for start in sitting.starts})
    )


def slots_used(problem: Problem, plan: Plan) -> int:
    """Count the slots that all sessions with the arrangement `either` take in a plan."""
    starts = {
        (occurrence.meeting_day, meeting.session, meeting.date, meeting.start)
        for occurrence in plan.occurrences
        for meeting in plan.of_occurrence(occurrence)
        for session in [problem.session_of(problem.bodies[meeting.body])]
        if session is not None and session.arrangement == "either"
        if len(problem.bodies_of_session[session.meeting_day, session.code]) > 1
    }
    return len(starts)


def _by_session(choices: Choices, gathering: Gathering) -> list[tuple[Session, list[Sitting]]]:
    found: dict[Session, list[Sitting]] = {}
    for sitting in choices.sittings_at(gathering):
        if sitting.session is not None:
            found.setdefault(sitting.session, []).append(sitting)
    return list(found.items())


def _at_one_venue(problem: Problem, choices: Choices, gathering: Gathering, post: Post) -> None:
    meeting_day = gathering.meeting_day
    reason = Reason(RULE.name, meeting_day.code, _one_venue(meeting_day))
    placed = [(sitting, choices.rooms_for(sitting), choices.in_room) for sitting in choices.sittings_at(gathering)]
    placed_in = [(room, there(sitting, room)) for sitting, rooms, there in placed for room in rooms]
    placed_in += [(room, choices.lunch_in(gathering, room)) for room in choices.lunch_rooms_for(gathering)]
    venues = sorted({problem.rooms[room].venue for room, _ in placed_in})
    post.at_most_one([choices.at_venue(gathering, venue) for venue in venues], reason)
    for room, literal in placed_in:
        venue = problem.rooms[room].venue
        if meeting_day.venue in (None, venue):
            post.require(literal <= choices.at_venue(gathering, venue), reason)
        else:
            post.require(literal == 0, reason)


def _one_venue(meeting_day: MeetingDay) -> str:
    venue = "" if meeting_day.venue is None else f", {meeting_day.venue}"
    return f"Everything on one {meeting_day.name} is at one venue{venue}."


def _inside_the_session(choices: Choices, session: Session, sittings: Sequence[Sitting], post: Post) -> None:
    for sitting in sittings:
        message = f"{sitting.body.name} sits within its session, {clock(session.start)} to {clock(session.end)}."
        for start in sitting.starts:
            if start + sitting.duration > session.end:
                post.require(choices.starts_at(sitting, start) == 0, Reason(RULE.name, sitting.body.code, message))


def _as_arranged(problem: Problem, choices: Choices, session: Session, sittings: Sequence[Sitting], post: Post) -> None:
    """Keep slots apart, and let each follow the one before it at once or after re-setting a room."""
    name = problem.meeting_days[session.meeting_day].name
    message = f"On {name}, the bodies of {session.code} sit {ARRANGED[session.arrangement]}."
    reason = Reason(RULE.name, f"{session.meeting_day} {session.code}", message)
    for one, two in combinations(sittings, 2):
        for start in one.starts:
            for other_start in two.starts:
                together = start == other_start and session.arrangement != "staggered"
                if not together and one.overlaps_when(start, two, other_start):
                    post.at_most_one([choices.starts_at(one, start), choices.starts_at(two, other_start)], reason)
    for sitting in sittings:
        for start in sitting.starts:
            if start > session.start:
                earlier = [
                    choices.starts_at(other, start - pause - other.duration)
                    for other in sittings
                    if other is not sitting
                    for pause in pauses(problem, session)
                ]
                post.any_of([~choices.starts_at(sitting, start), *earlier], reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that are not where their meeting day wants them, and days that are not whole."""
    held = Counter((occurrence.meeting_day, occurrence.date) for occurrence in plan.occurrences)
    for meeting in plan.live:
        body = problem.bodies[meeting.body]
        if (meeting.meeting_day, meeting.session) != (body.meeting_day, body.session):
            given = _session_words(meeting.meeting_day, meeting.session)
            message = f"is planned {given}, and belongs {_session_words(body.meeting_day, body.session)}"
        elif meeting.meeting_day is not None and (meeting.meeting_day, meeting.date) not in held:
            message = f"sits on a date when {problem.meeting_days[meeting.meeting_day].name} is not held"
        else:
            continue
        yield _breach(f"{meeting_title(problem, meeting)} {message}.", [meeting])
    for number, occurrence in enumerate(plan.occurrences):
        title = occurrence_title(problem, occurrence)
        earlier = plan.occurrences[:number]
        if any((other.meeting_day, other.date) == (occurrence.meeting_day, occurrence.date) for other in earlier):
            yield _breach(f"{title} is planned more than once.", (), occurrence)
        sitting = plan.of_occurrence(occurrence)
        yield from _wrong_bodies(problem, occurrence, sitting)
        yield from _wrong_venue(problem, occurrence, sitting)
        yield from _wrong_lunch(problem, occurrence)
        for session in problem.sessions.values():
            if session.meeting_day == occurrence.meeting_day:
                there = sorted((m for m in sitting if m.session == session.code), key=lambda m: (m.start, m.body))
                yield from _wrong_times(problem, session, there)
                if session.arrangement == "either" and there:
                    yield from _wrong_slots(problem, session, there)
                    yield from _too_many_slots(SessionOfDay(problem, plan, occurrence, session, there))


def _breach(message: str, meetings: Sequence[Meeting], occurrence: Occurrence | None = None) -> Breach:
    return Breach(
        RULE.name,
        message,
        bodies=tuple(meeting.body for meeting in meetings),
        rooms=tuple(sorted({meeting.room for meeting in meetings if meeting.room is not None})),
        dates=((occurrence or meetings[0]).date,),
    )


def _session_words(meeting_day: str | None, session: str | None) -> str:
    return "by itself" if meeting_day is None else f"in {session or 'no session'} of {meeting_day}"


def _wrong_bodies(problem: Problem, occurrence: Occurrence, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    title = occurrence_title(problem, occurrence)
    for body in problem.bodies_of_meeting_day(occurrence.meeting_day):
        sittings = [meeting for meeting in sitting if meeting.body == body.code]
        if not sittings and body.alive_on(occurrence.date):
            message = f"{body.name} does not sit at {title}, and should."
            yield Breach(RULE.name, message, bodies=(body.code,), dates=(occurrence.date,))
        if len(sittings) > 1:
            yield _breach(f"{body.name} sits {counted(len(sittings), 'time')} at {title}.", sittings)


def _wrong_venue(problem: Problem, occurrence: Occurrence, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    title = occurrence_title(problem, occurrence)
    wanted = problem.meeting_days[occurrence.meeting_day].venue
    if wanted is not None and occurrence.venue != wanted:
        yield _breach(
            f"{title} is held at {occurrence.venue or 'no venue'}, and should be at {wanted}.", (), occurrence
        )
    rooms = [(meeting.room, meeting_title(problem, meeting), [meeting]) for meeting in sitting]
    if occurrence.lunch is not None:
        rooms.append((occurrence.lunch.room, lunch_title(problem, occurrence), []))
    for code, what, meetings in rooms:
        room = problem.rooms.get(code or "")
        if room is not None and room.venue != occurrence.venue:
            where = f"{room_title(problem, room.code)} at {room.venue}"
            day_at = occurrence.venue or "no venue"
            message = f"{where} is planned for {what}, and {title} is held at {day_at}."
            yield _breach(message, meetings, occurrence)


def _wrong_lunch(problem: Problem, occurrence: Occurrence) -> Iterator[Breach]:
    session, lunch = problem.lunch_of(occurrence.meeting_day), occurrence.lunch
    title = occurrence_title(problem, occurrence)
    if session is None:
        if lunch is not None:
            yield _breach(f"{title} has a lunch, and the day has no session for one.", (), occurrence)
    elif lunch is None:
        yield _breach(f"{title} has no lunch.", (), occurrence)
    elif (lunch.session, lunch.start, lunch.end) != (session.code, session.start, session.end):
        hours = f"{session.code}, {clock(session.start)} to {clock(session.end)}"
        yield _breach(f"{title}: its lunch is not in its session ({hours}).", (), occurrence)


def _wrong_times(problem: Problem, session: Session, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    for meeting in sitting:
        if meeting.start < session.start or meeting.end > session.end:
            hours = f"{clock(session.start)} to {clock(session.end)}"
            yield _breach(f"{meeting_title(problem, meeting)} does not fit in its session ({hours}).", [meeting])
    if session.arrangement == "simultaneous":
        for meeting in sitting:
            if meeting.start != session.start:
                message = f"should start with the others of its session at {clock(session.start)}"
                yield _breach(f"{meeting_title(problem, meeting)} {message}.", [meeting])
    elif session.arrangement == "staggered":
        for one, two in combinations(sitting, 2):
            if one.overlaps(two):
                titles = f"{meeting_title(problem, one)} and {meeting_title(problem, two)}"
                yield _breach(f"{titles} overlap, and the bodies of their session sit one after another.", [one, two])


def _wrong_slots(problem: Problem, session: Session, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    starts = sorted({meeting.start for meeting in sitting})
    slots = [[meeting for meeting in sitting if meeting.start == start] for start in starts]
    if len(slots) == 1 and starts[0] != session.start:
        message = f"{meeting_title(problem, sitting[0])} and all of its session should start at {clock(session.start)}."
        yield _breach(message, sitting)
    for earlier, later in pairwise(slots):
        if max(meeting.end for meeting in earlier) > later[0].start:
            names = listed([body_title(problem, meeting.body) for meeting in [*earlier, *later]])
            when = f"{clock(earlier[0].start)} and {clock(later[0].start)}"
            message = f"{names} sit neither at the same time nor one slot after another, at {when}."
            yield _breach(message, [*earlier, *later])


def _too_many_slots(session_of_day: SessionOfDay) -> Iterator[Breach]:
    problem, sitting = session_of_day.problem, session_of_day.sitting
    slots = len({meeting.start for meeting in sitting})
    fewer = session_of_day.fewer_slots(slots)
    if fewer is not None:
        shown = ", then ".join(listed([body_title(problem, meeting.body) for meeting in slot]) for slot in fewer)
        message = (
            f"{occurrence_title(problem, session_of_day.occurrence)}: its session {session_of_day.session.code} takes "
            f"{slots} slots, and {len(fewer)} would do: {shown}."
        )
        yield _breach(message, sitting)
