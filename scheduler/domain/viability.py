"""Whether bodies can sit at the same time: the question, the answer, and the day and the stretches it is asked of.

The day is an input cut down to one day on which everyone is free, so that every rule about seats and rooms can be
asked of it, by the solver and by the checker; the stretches are the days between two changes of membership.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scheduler.domain.bodies import Body, Cadence, QuorumRule
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import APOLOGIES, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem

SUBSTITUTE_NAMED, SEAT_GIVEN = "substitute", "seat"
"""The kinds of nomination."""
PEOPLE, ROOMS, TIME = "people", "rooms", "time"
"""What may stand in the way."""
NINE = 9 * 60
"""When the day begins of bodies that have no session in common; minutes after midnight."""
EVERY_WEEKDAY = frozenset(range(7))
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Together:
    """Bodies that would sit at the same time, and the day whose memberships count."""

    bodies: tuple[str, ...]
    day: date
    session: Session | None = None
    """The session they would sit in; None for bodies that have none in common."""
    asked: tuple[str, ...] = ()
    """Every body asked about, those included that do not exist on the day; empty where they are the bodies."""

    @property
    def ever(self) -> tuple[str, ...]:
        """The bodies, with those that exist on other days."""
        return self.asked or self.bodies


@dataclass(frozen=True)
class Price:
    """What a way to seat everyone costs, by the weights of the wishes `apologies` and `substitutes`."""

    apologies: int
    substitutes: int


@dataclass(frozen=True)
class Allocation:
    """Who sits where while bodies sit at the same time, for every membership in force."""

    attendance: dict[str, tuple[Attendance, ...]]
    failing: tuple[str, ...] = ()
    """Bodies that do not have all they need."""
    proven: bool = True
    """Whether it was shown that no other is better."""


@dataclass(frozen=True)
class Overlap:
    """Two bodies and the people who sit on both."""

    bodies: tuple[str, str]
    people: tuple[str, ...]


@dataclass(frozen=True)
class QuorumPart:
    """A part of a composite quorum: how many are needed, and how many are there."""

    of: QuorumRule
    best: int


@dataclass(frozen=True)
class Quorum:
    """What a body needs of its voting members, and what it has after the best allocation."""

    body: str
    needed: int
    best: int
    voting: int
    """All its voting members."""
    parts: tuple[QuorumPart, ...] = ()
    leaders: tuple[str, ...] = ()
    """Everyone who may preside; nobody need where there is none."""
    presiding: tuple[str, ...] = ()
    """Those of them who are there in person."""


@dataclass(frozen=True)
class Blocker:
    """What cannot be had while the bodies sit together: a smallest set of needs, and the people who deny them."""

    kind: str
    bodies: tuple[str, ...]
    message: str
    people: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nomination:
    """Somebody to be named as a member's substitute, or to be given the member's seat with its role."""

    kind: str
    person: str
    body: str
    substitute: str | None
    """Who is nominated; None for somebody who is not in the input and would have to be found."""


@dataclass(frozen=True)
class Nominations:
    """The fewest nominations that make it possible, and what it then costs."""

    rows: tuple[Nomination, ...]
    proven: bool = True
    """Whether it was shown that no fewer would do."""
    then: Allocation | None = None
    """Who then sits where; None where people are still to be found."""
    price: Price | None = None


@dataclass(frozen=True)
class Slot:
    """Bodies that sit at the same time, one slot after another."""

    bodies: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    rooms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slots:
    """The fewest consecutive slots in which all bodies can sit without any nomination; none where no number will do."""

    slots: tuple[Slot, ...]
    proven: bool = True
    """Whether it was shown that no fewer would do."""
    fits: bool | None = None
    """Whether they end in time for the session; None without a session."""
    allocation: Allocation | None = None
    price: Price | None = None
    more: tuple["Slots", ...] = ()
    """One slot more, two more and so on, for as long as each costs less and they end in time."""
    unlimited: tuple[Slot, ...] = ()
    """Where there are none: those that would do, were it not for the most meetings anybody may have on one day."""


@dataclass(frozen=True)
class Stretch:
    """Days of the calendar between two changes of membership, first and last included, and the answer there."""

    first: date
    last: date
    bodies: tuple[str, ...]
    """Those that exist then."""
    viable: bool | None
    """None where it was not found out in time."""
    price: Price | None = None
    """None where it is not viable."""
    allocation: Allocation | None = None


@dataclass(frozen=True)
class Viability:
    """The answer."""

    together: Together
    viable: bool
    allocation: Allocation
    price: Price
    overlaps: tuple[Overlap, ...]
    quorums: tuple[Quorum, ...]
    blockers: tuple[Blocker, ...]
    nominations: Nominations | None
    """None where no nomination of people in the input can help, or none was found in time."""
    to_be_found: Nominations | None
    """Where those cannot: the fewest people to be found; None where even that would not help, or none was found."""
    slots: Slots
    stretches: tuple[Stretch, ...]
    rooms: dict[str, str] | None = None
    """The room of each body while they sit together; None where the input has no rooms, so that none were asked for."""
    none_can_help: bool = False
    """Whether it was shown that no nomination of people in the input can help."""
    nobody_can_help: bool = False
    """Whether it was shown that even people who are to be found cannot."""

    @property
    def people_viable(self) -> bool:
        """Whether the memberships allow it, whatever becomes of rooms and times."""
        return not self.allocation.failing

    @property
    def with_cause(self) -> frozenset[str]:
        """The kinds of thing that stand in the way."""
        return frozenset(blocker.kind for blocker in self.blockers)


def overlaps_of(problem: Problem, together: Together) -> tuple[Overlap, ...]:
    """Return each two of the bodies with the people who sit on both, in the order of the tables."""
    members = {code: {row.person for row in problem.memberships_on(code, together.day)} for code in together.bodies}
    return tuple(
        Overlap((one, two), tuple(person for person in problem.people if person in members[one] & members[two]))
        for number, one in enumerate(together.bodies)
        for two in together.bodies[number + 1 :]
    )


def voters_shared(problem: Problem, together: Together, overlap: Overlap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the shared people who vote on both bodies, and those who have no vote on one of them."""
    voting = [
        {row.person for row in problem.memberships_on(body, together.day) if row.voting} for body in overlap.bodies
    ]
    both = tuple(person for person in overlap.people if all(person in one for one in voting))
    return both, tuple(person for person in overlap.people if person not in both)


def price_of(problem: Problem, day: date, allocation: Allocation) -> Price:
    """Return what an allocation costs, counted afresh."""
    apologies = substitutes = 0
    for body, attendance in allocation.attendance.items():
        members = {(row.person, row.role): row for row in problem.memberships_on(body, day)}
        for row in attendance:
            member = members[row.person, row.role]
            if row.outcome == APOLOGIES:
                apologies += member.apology_weight
            elif row.outcome == SUBSTITUTE and row.substitute is not None:
                substitutes += member.substitutes.index(row.substitute) + 1
    return Price(apologies, substitutes)


def people_of(problem: Problem, day: date, allocation: Allocation) -> tuple[int, int]:
    """Count the people who send apologies, those aside who need not come, and those who are deputised for.

    A seat that the input lacks, because somebody else is nominated to it, counts.
    """
    apologies = substitutes = 0
    for body, attendance in allocation.attendance.items():
        weight = {(row.person, row.role): row.apology_weight for row in problem.memberships_on(body, day)}
        sent = ((row.person, row.role) for row in attendance if row.outcome == APOLOGIES)
        apologies += sum(weight.get(seat, 1) > 0 for seat in sent)
        substitutes += sum(row.outcome == SUBSTITUTE for row in attendance)
    return apologies, substitutes


@dataclass(frozen=True)
class Day:
    """The day: where and when each body would sit, one slot after another."""

    problem: Problem
    """The input cut down to it: everyone free, no body in a session, one meeting for each, whatever the date."""
    starts: dict[str, int]
    rooms: dict[str, str]

    def plan(self, attendance: dict[str, tuple[Attendance, ...]]) -> Plan:
        """Return the calendar of that day with these people there."""
        settings = self.problem.settings
        meetings = [self._meeting(body, attendance[body]) for body in self.problem.bodies]
        in_order = sorted(meetings, key=lambda meeting: (meeting.start, meeting.body))
        return Plan(settings.title, settings.start_date, settings.end_date, settings.timezone, tuple(in_order))

    def _meeting(self, code: str, attendance: tuple[Attendance, ...]) -> Meeting:
        start, room = self.starts[code], self.rooms.get(code)
        end = start + self.problem.duration_of(self.problem.bodies[code])
        venue = None if room is None else self.problem.rooms[room].venue
        day = self.problem.settings.start_date
        return Meeting(code, code, 1, day, start, end, venue, room, attendance=attendance)


def day_of(problem: Problem, together: Together, slots: Sequence[Slot]) -> Day:
    """Cut an input down to one day with these slots; rooms are asked for only where a session sets the hours."""
    session = together.session
    starts: dict[str, int] = {}
    rooms: dict[str, str] = {}
    next_start = NINE
    for slot in slots:
        start = next_start if slot.start is None else slot.start
        starts.update(dict.fromkeys(slot.bodies, start))
        rooms.update(slot.rooms if session is not None else {})
        next_start = start + max(problem.duration_of(problem.bodies[body]) for body in slot.bodies)
    cut = one_day(problem, together, rooms, one_after_another=len(slots) > 1)
    bodies = {code: replace(body, start_times=(starts[code],)) for code, body in cut.bodies.items()}
    fixed = tuple(FixedMeeting(together.day, body=code, start=starts[code]) for code in together.bodies)
    return Day(replace(cut, bodies=bodies, fixed_meetings=fixed), starts, rooms)


def one_day(
    problem: Problem, together: Together, with_room: Collection[str] = (), *, one_after_another: bool = False
) -> Problem:
    """Cut an input down to one day: everyone free, no body in a session, one meeting for each, whatever the date.

    Parameters
    ----------
    problem : Problem
        The input.
    together : Together
        The bodies, and the day whose memberships count.
    with_room : collection of str
        The bodies that are to have rooms; the others meet online.
    one_after_another : bool
        Whether they sit in slots, so that outside a session the most meetings of anybody's day count.

    """
    limited = together.session is None and one_after_another
    most = problem.settings.max_meetings_per_person_per_day if limited else None
    return replace(
        problem,
        settings=replace(
            problem.settings,
            start_date=together.day,
            end_date=together.day,
            publication_date=None,
            max_meetings_per_person_per_day=most,
            max_meetings_per_person_per_week=None,
        ),
        periods=(),
        bodies={code: _body(problem, code, in_room=code in with_room) for code in together.bodies},
        people={code: replace(person, weekdays=None) for code, person in problem.people.items()},
        memberships=tuple(row for code in together.bodies for row in problem.memberships_on(code, together.day)),
        quorum_rules=tuple(rule for rule in problem.quorum_rules if rule.body in together.bodies),
        meeting_days={},
        sessions={},
        absences=(),
        closed_dates=(),
        reporting=(),
        links=(),
        themes={},
        speakers={},
        projects={},
        fixed_meetings=(),
        baseline=None,
        placed=None,
    )


def _body(problem: Problem, code: str, *, in_room: bool) -> Body:
    body = problem.bodies[code]
    return replace(
        body,
        meeting_day=None,
        session=None,
        cadence=Cadence(minimum=1, maximum=1),
        min_gap_days=None,
        max_gap_days=None,
        weekdays=EVERY_WEEKDAY,
        duration_minutes=problem.duration_of(body),
        notice_clear_days=0,
        attendance_mode="in_person" if in_room else "online",
        start_date=None,
        end_date=None,
    )


def stretches_of(problem: Problem, bodies: Sequence[str]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each stretch, in order; bodies are founded and dissolved between them too."""
    first, last = problem.settings.start_date, problem.settings.end_date
    ends = [(problem.bodies[body].start_date, problem.bodies[body].end_date) for body in bodies]
    ends += [(row.start_date, row.end_date) for body in bodies for row in problem.memberships_of_body[body]]
    begins = {first}
    for start, end in ends:
        begins |= set() if start is None else {start}
        begins |= set() if end is None else {end + ONE_DAY}
    inside = sorted(day for day in begins if first <= day <= last)
    for begin, following in zip(inside, [*inside[1:], last + ONE_DAY], strict=True):
        yield begin, following - ONE_DAY


def alive(problem: Problem, bodies: Sequence[str], day: date) -> tuple[str, ...]:
    """Return those of the bodies that exist on the day."""
    return tuple(body for body in bodies if problem.bodies[body].alive_on(day))


def joined(problem: Problem, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches with those that follow one another and have the same answer made one."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and _answer(problem, found[-1]) == _answer(problem, stretch):
            found[-1] = replace(found[-1], last=stretch.last)
        else:
            found.append(stretch)
    return tuple(found)


def _answer(problem: Problem, stretch: Stretch) -> tuple[object, ...]:
    people = None if stretch.allocation is None else people_of(problem, stretch.first, stretch.allocation)
    return stretch.bodies, stretch.viable, stretch.price, people
