"""The days and starts that are left to a body or a meeting day, and what has taken the others."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.dates.closed_dates import why_closed
from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.absences import person_away, room_taken, weekdays_title
from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.sittings import session_starts
from scheduler.domain.wording import counted, listed
from scheduler.rules.room_capacity import lunch_guests

Starts = Mapping[date, tuple[int, ...]]
"""Day -> the starts that are possible on it; a meeting day has one, whenever it is."""


@dataclass(frozen=True)
class Stage:
    """Something that takes days away: its rule, what is left after it, and that in words (`{}` for the number)."""

    rule: str
    words: str
    starts: Starts


@dataclass(frozen=True)
class Left:
    """What is left to a body, or to a meeting day, after each of the rules that take days away from it alone."""

    code: str
    name: str
    cadence: Cadence
    min_gap_days: int | None
    max_gap_days: int | None
    duration: int
    life: tuple[date, date]
    """First and last day on which it exists."""
    stages: tuple[Stage, ...]
    rooms: frozenset[str] = frozenset()
    """The rooms that might suit it on some day; none where it needs none."""

    @property
    def starts(self) -> Starts:
        """What is left in the end."""
        return self.stages[-1].starts

    def after(self, stage: Stage) -> "Left":
        """Return what is left after one more stage."""
        return replace(self, stages=(*self.stages, stage))


ONE_DAY = timedelta(days=1)
Cause = tuple[str, str]
"""The rule that somebody's absence breaks, and why in words."""


class People:
    """Who can come to the meetings of one body; whom other meetings hold is left out of account."""

    def __init__(self, problem: Problem, body: Body, duration: int) -> None:
        self.problem, self.body, self.duration = problem, body, duration
        people = {person for row in problem.memberships_of_body[body.code] for person in (row.person, *row.substitutes)}
        self.away = {person: _days_away(problem, person) for person in people}
        self.rules = problem.quorum_rules_of(body.code)
        self.causes: Counter[Cause] = Counter()

    def starts(self, day: date, starts: Sequence[int]) -> tuple[int, ...]:
        """Return those of the starts at which everybody can be there who must; count what hinders the others."""
        hindered = [(start, self._hindrance(day, start)) for start in starts]
        possible = tuple(start for start, cause in hindered if cause is None)
        if not possible:
            self.causes.update({cause for _, cause in hindered if cause is not None})
        return possible

    @property
    def chief_cause(self) -> Cause | None:
        """What hinders the most days, None where nothing does."""
        return max(self.causes, key=lambda cause: (self.causes[cause], cause), default=None)

    def _hindrance(self, day: date, start: int) -> Cause | None:
        rows = self.problem.memberships_on(self.body.code, day)
        there = {row: self._free(row.person, day, start) for row in rows}
        filled = {row: free or self._deputised(row, day, start) for row, free in there.items()}
        for row in rows:
            if row.required and not filled[row]:
                return "unavailable", f"{self.problem.people[row.person].name}, who must be there, is away"
        leaders = [row for row in rows if row.presides]
        if leaders and not any(there[row] for row in leaders):
            return "presiding", "the chair and every vice-chair are away"
        voting = sum(filled[row] for row in rows if row.voting)
        needed = self.problem.quorum_on(self.body.code, day)
        if voting < needed:
            return "quorum", f"so many are away that its quorum of {needed} cannot be reached"
        for rule in self.rules:
            if sum(filled[row] for row in rows if self.problem.matches(rule, row)) < rule.minimum:
                return "quorum_rule", f"too few are there for its quorum who are {rule.of_whom}"
        return None

    def _free(self, person: str, day: date, start: int) -> bool:
        if day not in self.away[person] and self.problem.people[person].weekdays is None:
            return True
        return person_away(self.problem, person, day, start, start + self.duration) is None

    def _deputised(self, row: Membership, day: date, start: int) -> bool:
        return any(
            not self.problem.is_member(person, self.body.code, day) and self._free(person, day, start)
            for person in row.substitutes
        )


def _days_away(problem: Problem, person: str) -> set[date]:
    """Return every day on which a person may be away for some of it."""
    rows = problem.absences_of.get(("person", person), ())
    return {
        row.start.date() + ONE_DAY * number
        for row in rows
        if row.strength == "hard"
        for number in range((row.end.date() - row.start.date()).days + 1)
    }


def suitable_rooms(problem: Problem, body: Body, venue: str | None = None) -> list[Room]:
    """Return the rooms with what the body asks for, where it asks for them, large enough on the day it needs least."""
    return [room for room in _rooms_with(problem, body, venue) if room.capacity >= problem.fewest_seats[body.code]]


def _rooms_with(problem: Problem, body: Body, venue: str | None) -> list[Room]:
    return [
        room
        for room in problem.rooms.values()
        if set(body.room_features) <= room.features
        and body.room in (None, room.code)
        and body.venue in (None, room.venue)
        and venue in (None, room.venue)
    ]


def is_open(problem: Problem, room: Room, start: int, end: int) -> bool:
    """Whether the room and all its parts are open from set-up to clearing."""
    begin, finish = start - room.setup_minutes, end + room.clear_minutes
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    return all(
        (part.open_from is None or part.open_from <= begin) and (part.open_to is None or finish <= part.open_to)
        for part in parts
    )


def free_starts(
    problem: Problem, rooms: Sequence[Room], seats: Callable[[date], int], starts: Starts, duration: int
) -> Starts:
    """Return the days and starts at which one of the rooms has seats enough, and is open and free, set-up included."""
    every = {start for some in starts.values() for start in some}
    open_then = {s: [room for room in rooms if is_open(problem, room, s, s + duration)] for s in every}
    found: dict[date, tuple[int, ...]] = {}
    for day, some in starts.items():
        needed = seats(day)
        free = tuple(s for s in some if any(_takes(problem, room, needed, day, s, duration) for room in open_then[s]))
        if free:
            found[day] = free
    return found


def _takes(problem: Problem, room: Room, seats: int, day: date, start: int, duration: int) -> bool:
    return room.capacity >= seats and room_taken(problem, room.code, day, start, start + duration) is None


def room_words(problem: Problem, body: Body, venue: str | None = None) -> str:
    """Say what room a body needs, and how large the largest such room is: why none suits it, or which do."""
    wanted = [feature.replace("_", " ") for feature in body.room_features]
    of_kind = "room" + (f" with {listed(wanted)}" if wanted else "")
    place = body.venue or venue
    where = f" at {place}" if place else ""
    if body.room is not None:
        of_kind = problem.rooms[body.room].name
    seats = problem.fewest_seats[body.code]
    rooms = _rooms_with(problem, body, venue)
    if not rooms:
        return f"it needs {counted(seats, 'seat')}, and there is no {of_kind}{where}"
    largest = max(rooms, key=lambda room: room.capacity)
    named = f"{largest.name} has {largest.capacity}" if body.room else f"{largest.name}, has {largest.capacity}"
    intro = "" if body.room else f"the largest {of_kind}{where}, "
    return f"it needs {counted(seats, 'seat')}, and {intro}{named}"


def left_for_body(problem: Problem, body: Body) -> Left:
    """Return the days and starts left to a body after its weekdays, closures, life, notice, rooms and people."""
    starts = tuple(sorted(set(problem.start_times_of(body))))
    duration = problem.duration_of(body)
    stages = _dates(problem, body, starts)
    rooms = [] if body.online else suitable_rooms(problem, body)
    if not body.online:
        stages.append(_rooms(problem, body, duration, stages[-1].starts))
    stages.append(_people(problem, body, duration, stages[-1].starts))
    first, last = problem.settings.start_date, problem.settings.end_date
    return Left(
        code=body.code,
        name=body.name,
        cadence=body.cadence,
        min_gap_days=body.min_gap_days,
        max_gap_days=body.max_gap_days,
        duration=duration,
        life=(max(first, body.start_date or first), min(last, body.end_date or last)),
        stages=tuple(stages),
        rooms=frozenset(room.code for room in rooms),
    )


def _dates(problem: Problem, body: Body, starts: tuple[int, ...]) -> list[Stage]:
    allowed = problem.weekdays_of(body)
    days: Starts = {day: starts for day in problem.days if day.weekday() in allowed}
    stages = [Stage("weekday", f"its days are {weekdays_title(allowed)}, {{}} in all", days)]
    stages.append(_only(days, body.alive_on, "lifetime", "{} of them in its lifetime"))
    days = stages[-1].starts
    stages.append(
        _only(
            days,
            lambda day: why_closed(problem, day, body.tags) is None,
            "closed_date",
            "{} of them open, neither closed to it nor public holidays",
        )
    )
    return [*stages, after_notice(problem, body, stages[-1].starts)]


def _only(days: Starts, keeps: Callable[[date], bool], rule: str, words: str) -> Stage:
    return Stage(rule, words, {day: starts for day, starts in days.items() if keeps(day)})


def after_notice(problem: Problem, body: Body, days: Starts) -> Stage:
    """Return the days for which notice can be given after the calendar is published."""
    published = problem.settings.publication_date

    def in_time(day: date) -> bool:
        deadline = None if published is None else agenda_deadline(problem, body, day)
        return deadline is None or published is None or deadline >= published

    return _only(days, in_time, "notice", "{} of them late enough for notice after the calendar is published")


def _rooms(problem: Problem, body: Body, duration: int, days: Starts) -> Stage:
    rooms = suitable_rooms(problem, body)
    if not rooms:
        fits = any(set(body.room_features) <= room.features for room in problem.rooms.values())
        return Stage("room_capacity" if fits else "room_features", room_words(problem, body), {})

    def seats(day: date) -> int:
        return problem.seats_needed(body.code, day)

    found = free_starts(problem, rooms, seats, days, duration)
    return Stage("unavailable", "{} of them when a room that suits it is open and free", found)


def _people(problem: Problem, body: Body, duration: int, days: Starts) -> Stage:
    people = People(problem, body, duration)
    found = {day: possible for day, starts in days.items() if (possible := people.starts(day, starts))}
    rule, why = people.chief_cause or ("unavailable", "")
    return Stage(rule, f"{{}} of them when those who must be there can be (on most others {why})", found)


def left_for_meeting_day(problem: Problem, meeting_day: MeetingDay) -> Left:
    """Return the days left to a meeting day after all that takes some from it, from its bodies, or from its lunch."""
    bodies = problem.bodies_of_meeting_day(meeting_day.code)
    stages = _dates_of_day(problem, meeting_day, bodies)
    for body in bodies:
        stages += _body(problem, meeting_day, body, stages[-1].starts)
    lunch = problem.lunch_of(meeting_day.code)
    if lunch is not None:
        stages.append(_lunch(problem, meeting_day, lunch, stages[-1].starts))
    return Left(
        code=meeting_day.code,
        name=meeting_day.name,
        cadence=meeting_day.cadence,
        min_gap_days=meeting_day.min_gap_days,
        max_gap_days=meeting_day.max_gap_days,
        duration=0,
        life=(problem.settings.start_date, problem.settings.end_date),
        stages=tuple(stages),
    )


def _dates_of_day(problem: Problem, meeting_day: MeetingDay, bodies: tuple[Body, ...]) -> list[Stage]:
    allowed = problem.weekdays_of_meeting_day(meeting_day)
    days: Starts = {day: (0,) for day in problem.days if day.weekday() in allowed}
    stages = [Stage("weekday", f"its days are {weekdays_title(allowed)}, {{}} in all", days)]

    def is_open(day: date) -> bool:
        tags = (meeting_day.code, *(tag for body in bodies if body.alive_on(day) for tag in body.tags))
        return why_closed(problem, day, tags) is None

    open_days: Starts = {day: starts for day, starts in days.items() if is_open(day)}
    stages.append(Stage("closed_date", "{} of them open, neither closed to it nor public holidays", open_days))
    return stages


def _body(problem: Problem, meeting_day: MeetingDay, body: Body, days: Starts) -> list[Stage]:
    """Return what one body leaves of the days; those on which it does not exist are not its matter."""
    session = problem.session_of(body)
    if session is None:
        return []
    starts, duration = session_starts(problem, body, session), problem.duration_of(body)
    weekdays = problem.weekdays_of(body)
    there: Starts = {day: s for day, s in days.items() if not body.alive_on(day) or day.weekday() in weekdays}
    stages = [Stage("weekday", f"{{}} of them {weekdays_title(weekdays)} for {body.name}", there)]
    notice = after_notice(problem, body, {day: s for day, s in there.items() if body.alive_on(day)}).starts
    there = {day: s for day, s in there.items() if not body.alive_on(day) or day in notice}
    stages.append(Stage("notice", f"{{}} of them late enough for notice of {body.name}", there))
    possible: Starts = dict.fromkeys((day for day in there if body.alive_on(day)), starts)
    if not body.online:
        rule, words, possible = _rooms_of_day(problem, meeting_day, body, duration, possible)
        there = {day: s for day, s in there.items() if not body.alive_on(day) or day in possible}
        stages.append(Stage(rule, words, there))
    people = People(problem, body, duration)
    able = {day for day, some in possible.items() if people.starts(day, some)}
    rule, why = people.chief_cause or ("unavailable", "")
    there = {day: s for day, s in there.items() if not body.alive_on(day) or day in able}
    words = f"{{}} of them when those who must be at {body.name} can be (on most others {why})"
    return [*stages, Stage(rule, words, there)]


def _rooms_of_day(
    problem: Problem, meeting_day: MeetingDay, body: Body, duration: int, days: Starts
) -> tuple[str, str, Starts]:
    rooms = suitable_rooms(problem, body, meeting_day.venue)
    if not rooms:
        return "room_capacity", f"no room suits {body.name}: {room_words(problem, body, meeting_day.venue)}", {}

    def seats(day: date) -> int:
        return problem.seats_needed(body.code, day)

    words = f"{{}} of them when a room that suits {body.name} is open and free"
    return "unavailable", words, free_starts(problem, rooms, seats, days, duration)


def _lunch(problem: Problem, meeting_day: MeetingDay, lunch: Session, days: Starts) -> Stage:
    rooms = [room for room in problem.rooms.values() if meeting_day.venue in (None, room.venue)]
    guests = {day: lunch_guests(problem, meeting_day.code, day) for day in days}
    then: Starts = dict.fromkeys(days, (lunch.start,))
    found: Starts = dict.fromkeys(free_starts(problem, rooms, guests.__getitem__, then, lunch.end - lunch.start), (0,))
    if found or not guests:
        return Stage("unavailable", "{} of them when a room with seats for the whole lunch is open and free", found)
    return _no_room_for_lunch(problem, meeting_day, rooms, min(guests.values()))


def _no_room_for_lunch(problem: Problem, meeting_day: MeetingDay, rooms: list[Room], guests: int) -> Stage:
    where = f" at {meeting_day.venue}" if meeting_day.venue else ""
    largest = max(rooms, key=lambda room: room.capacity, default=None)
    if largest is None:
        has = f"there is no room{where}"
    elif largest.capacity < guests:
        has = f"the largest room{where}, {largest.name}, has {largest.capacity}"
    else:
        has = f"no room{where} with so many is open and free on any of these days"
    return Stage("room_capacity", f"its lunch needs {counted(guests, 'seat')}, and {has}", {})
