"""What rules a day out for a meeting, whatever else may move: the calendar, the law, its own people and rooms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.dates.closed_dates import closures
from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.absences import person_away, room_taken
from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.difference import settled
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.other_dates import Asked
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.rooms import Room
from scheduler.domain.sittings import session_starts
from scheduler.domain.titles import people_titles, person_title
from scheduler.domain.wording import WEEKDAY_NAMES, clock, counted, listed, long_date
from scheduler.rules.room_capacity import lunch_guests


@dataclass(frozen=True)
class Openness:
    """Whether a day is open to a meeting: what rules it out, and the starts that are left."""

    because: tuple[Reason, ...]
    """All that rules the day out; empty where something is left."""
    starts: tuple[int, ...]
    """The starts at which nothing rules it out, the present one first; in a meeting day, only one that is asked for."""


def openness(problem: Problem, asked: Asked, day: date, start: int | None = None) -> Openness:
    """Tell whether a day is open to a meeting (or to its whole meeting day), whatever becomes of all others.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar as its baseline and the moment of asking.
    asked : Asked
        The meeting, as the calendar has it.
    day : date
        The day that is asked for.
    start : int, optional
        The only start that would do, in minutes after midnight; left out, any of the body's own.

    """
    settings = problem.settings
    because = [*what_binds(problem, asked)]
    if not settings.start_date <= day <= settings.end_date:
        first, last = long_date(settings.start_date), long_date(settings.end_date)
        message = f"The calendar runs from {first} to {last}."
        return Openness((*because, Reason("closed_date", long_date(day), message)), ())
    because += _day_reasons(problem, asked, day)
    if asked.occurrence is not None:
        because += [*_sessions(problem, asked.mover, day), *_no_such_slot(problem, asked, start)]
        return Openness(_each_once(because), () if start is None or asked.whole_day else (start,))
    body = problem.bodies[asked.code]
    allowed = tuple(sorted(set(problem.start_times_of(body)), key=lambda time: (time != asked.start, time)))
    if start is not None and start not in allowed:
        times = listed([clock(time) for time in sorted(allowed)], "or")
        because.append(Reason("start_time", body.code, f"{body.name} starts only at {times}."))
    wanted = allowed if start is None else tuple(time for time in allowed if time == start)
    found = {time: tuple(hindrances(problem, body, day, time)) for time in wanted}
    because += _at_every_start(found)
    return Openness(_each_once(because), tuple(time for time, reasons in found.items() if not reasons))


def _each_once(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return each reason once, and each closure once for all the bodies of a meeting day."""
    found: dict[tuple[str, str, str], Reason] = {}
    for reason in reasons:
        found.setdefault((reason.rule, reason.subject, "" if reason.rule == "closed_date" else reason.message), reason)
    return tuple(found.values())


def _at_every_start(found: dict[int, tuple[Reason, ...]]) -> Iterator[Reason]:
    """Yield what stands in the way at each start, saying when, unless one start is left."""
    if not found or not all(found.values()):
        return
    for reason in dict.fromkeys(reason for reasons in found.values() for reason in reasons):
        times = [time for time, reasons in found.items() if reason in reasons]
        if len(times) == len(found):
            yield reason
        else:
            at = listed([clock(time) for time in sorted(times)])
            yield Reason(reason.rule, reason.subject, f"At {at}: {reason.message}")


def what_binds(problem: Problem, asked: Asked) -> Iterator[Reason]:
    """Yield why a meeting cannot leave its day at all: it has been held or called, or the input fixes it there."""
    for meeting, why in settled(problem):
        if meeting.uid in asked.uids:
            yield Reason("fixed", meeting.body, why)
    bodies = {meeting.body for meeting in asked.meetings}
    for row in problem.fixed_meetings:
        theirs = row.body in bodies or (row.body is None and row.meeting_day == asked.mover)
        here = row.date == asked.date and (asked.occurrence is not None or row.start in (None, asked.start))
        if theirs and here:
            code = row.body or row.meeting_day or ""
            named: Body | MeetingDay = problem.bodies[code] if row.body else problem.meeting_days[code]
            yield Reason("fixed", code, f"The input fixes {named.name} to {long_date(row.date)}.")


def _day_reasons(problem: Problem, asked: Asked, day: date) -> Iterator[Reason]:
    """Yield what rules out the day for the meeting day, and for each body that would sit."""
    if asked.occurrence is None:
        yield from _of_body(problem, problem.bodies[asked.code], day)
        return
    meeting_day = problem.meeting_days[asked.mover]
    yield from _closed(problem, meeting_day.name, (meeting_day.code,), day)
    yield from _weekday(meeting_day, problem.weekdays_of_meeting_day(meeting_day), day)
    yield from _period(problem, meeting_day, meeting_day.cadence, day)
    for body in problem.bodies_of_meeting_day(meeting_day.code):
        if body.alive_on(day):
            yield from _of_body(problem, body, day)
        elif body.code == asked.code:
            yield from _lifetime(problem, body, day)


def _of_body(problem: Problem, body: Body, day: date) -> Iterator[Reason]:
    yield from _closed(problem, body.name, body.tags, day)
    if body.meeting_day is None or day.weekday() in problem.weekdays_of_meeting_day(
        problem.meeting_days[body.meeting_day]
    ):
        yield from _weekday(body, problem.weekdays_of(body), day)
    yield from _lifetime(problem, body, day)
    yield from _notice(problem, body, day)
    if body.meeting_day is None:
        yield from _period(problem, body, body.cadence, day)


def _closed(problem: Problem, name: str, tags: tuple[str, ...], day: date) -> Iterator[Reason]:
    for closed in closures(problem, day, tags):
        if closed.startswith("public holiday"):
            yield Reason("closed_date", closed, f"{long_date(day)} is a {closed}.")
        else:
            yield Reason("closed_date", closed, f"{long_date(day)} is closed to {name}: {closed}.")


def _weekday(subject: Body | MeetingDay, allowed: frozenset[int], day: date) -> Iterator[Reason]:
    if day.weekday() not in allowed:
        names = listed([WEEKDAY_NAMES[weekday] for weekday in sorted(allowed)], "or") or "day that does not exist"
        held = "sits" if isinstance(subject, Body) else "is held"
        message = f"{subject.name} {held} only on a {names}, and {long_date(day)} is none."
        yield Reason("weekday", subject.code, message)


def _lifetime(problem: Problem, body: Body, day: date) -> Iterator[Reason]:
    if not body.alive_on(day):
        first = long_date(body.start_date or problem.settings.start_date)
        last = long_date(body.end_date or problem.settings.end_date)
        yield Reason("lifetime", body.code, f"{body.name} exists only from {first} to {last}.")


def _period(problem: Problem, subject: Body | MeetingDay, cadence: Cadence, day: date) -> Iterator[Reason]:
    if cadence.per_period is not None and problem.period_of(day) is None:
        message = f"{subject.name} meets so often in each period, and {long_date(day)} lies in none."
        yield Reason("cadence", subject.code, message)


def _notice(problem: Problem, body: Body, day: date) -> Iterator[Reason]:
    """Yield why the meeting could not be called in time."""
    deadline, published = agenda_deadline(problem, body, day), problem.settings.publication_date
    days = f"{counted(body.notice_clear_days, 'clear working day')} of notice"
    if deadline is not None and published is not None and deadline < published:
        message = (
            f"{body.name} needs {days}, by {long_date(deadline)}, "
            f"before the calendar is published on {long_date(published)}."
        )
        yield Reason("notice", body.code, message)
    standing = {} if problem.baseline is None else {meeting.date for meeting in problem.baseline.of_body(body.code)}
    today = problem.planned_on
    if (deadline or day) < today and day not in standing:
        if deadline is None:
            message = f"{long_date(day)} has passed: it is {long_date(today)}."
        else:
            message = f"{body.name} needs {days}, by {long_date(deadline)}, and it is {long_date(today)}."
        yield Reason("notice", body.code, message)


def _sessions(problem: Problem, meeting_day: str, day: date) -> Iterator[Reason]:
    """Yield what keeps a body from every slot of its session, and the lunch from every room."""
    for body in problem.bodies_of_meeting_day(meeting_day):
        session = problem.session_of(body)
        if session is not None and body.alive_on(day):
            latest = session.end - problem.duration_of(body)
            starts = [start for start in session_starts(problem, body, session) if start <= latest]
            yield from _at_every_start({start: tuple(hindrances(problem, body, day, start)) for start in starts})
    yield from lunch_hindrances(problem, meeting_day, day)


def _no_such_slot(problem: Problem, asked: Asked, start: int | None) -> Iterator[Reason]:
    """Yield why a meeting day, or a body of it, cannot start when it is asked to."""
    if start is None:
        return
    first = min(session.start for session in problem.sessions.values() if session.meeting_day == asked.mover)
    body = None if asked.whole_day else problem.bodies[asked.code]
    session = None if body is None else problem.session_of(body)
    allowed: tuple[int, ...] = (first,)
    if body is not None and session is not None:
        latest = session.end - problem.duration_of(body)
        allowed = tuple(time for time in session_starts(problem, body, session) if time <= latest)
    if start not in allowed:
        times = listed([clock(time) for time in allowed], "or") or "no time at all"
        name = problem.meeting_days[asked.mover].name if body is None else body.name
        yield Reason("start_time", asked.code, f"{name} starts only at {times}, as its session has it.")


MOST_ROOMS_NAMED = 3


def hindrances(problem: Problem, body: Body, day: date, start: int) -> Iterator[Reason]:
    """Yield what keeps a body from meeting on a day from a start, in minutes after midnight, were it the only one."""
    end = start + problem.duration_of(body)
    rows = problem.memberships_on(body.code, day)
    fillable = [row for row in rows if _can_be_filled(problem, row, day, start, end)]
    for row in rows:
        if row.required and row not in fillable:
            yield Reason("unavailable", row.person, _required(problem, body, row, day, start, end))
    leaders = [row.person for row in rows if row.presides]
    if leaders and all(person_away(problem, person, day, start, end) is not None for person in leaders):
        away = f"nobody could preside: {people_titles(problem, leaders)} {'is' if len(leaders) == 1 else 'are'} away"
        yield Reason("presiding", body.code, f"{body.name} needs its chair or a vice-chair, and {away}.")
    voting, needed = sum(row.voting for row in fillable), problem.quorum_on(body.code, day)
    if voting < needed:
        message = f"{body.name} has a quorum of {needed}, and only {counted(voting, 'voting member')} could be there."
        yield Reason("quorum", body.code, message)
    for rule in problem.quorum_rules_of(body.code):
        number = sum(problem.matches(rule, row) for row in fillable)
        if number < rule.minimum:
            message = f"{body.name} needs at least {rule.minimum} of {rule.of_whom}, and only {number} could be there."
            yield Reason("quorum_rule", f"{body.code} {rule.of_whom}", message)
    if not body.online:
        yield from _no_room(problem, body, day, start, end)


def _can_be_filled(problem: Problem, row: Membership, day: date, start: int, end: int) -> bool:
    """Whether the member, or somebody named to deputise, is free of absences."""
    return person_away(problem, row.person, day, start, end) is None or any(
        person_away(problem, substitute, day, start, end) is None
        for substitute in row.substitutes
        if not problem.is_member(substitute, row.body, day)
    )


def _required(problem: Problem, body: Body, row: Membership, day: date, start: int, end: int) -> str:
    name, why = person_title(problem, row.person), person_away(problem, row.person, day, start, end)
    deputies = "no substitute is named"
    if row.substitutes:
        deputies = f"so {'is' if len(row.substitutes) == 1 else 'are'} {people_titles(problem, row.substitutes)}"
    return f"{name} is required at {body.name} and is not available ({why}), and {deputies}."


def _no_room(problem: Problem, body: Body, day: date, start: int, end: int) -> Iterator[Reason]:
    meeting_day = None if body.meeting_day is None else problem.meeting_days[body.meeting_day]
    venue = None if meeting_day is None else meeting_day.venue
    suited = [
        room
        for room in problem.rooms.values()
        if set(body.room_features) <= room.features
        and body.room in (None, room.code)
        and body.venue in (None, room.venue)
        and venue in (None, room.venue)
    ]
    yield from _none_free(
        problem, (body.code, body.name), suited, problem.seats_needed(body.code, day), (day, start, end)
    )


def lunch_hindrances(problem: Problem, meeting_day: str, day: date) -> Iterator[Reason]:
    """Yield why there is no room for the lunch of a meeting day on a day."""
    lunch, venue = problem.lunch_of(meeting_day), problem.meeting_days[meeting_day].venue
    if lunch is not None:
        at_venue = [room for room in problem.rooms.values() if venue in (None, room.venue)]
        named = meeting_day, f"The lunch of {problem.meeting_days[meeting_day].name}"
        seats = lunch_guests(problem, meeting_day, day)
        yield from _none_free(problem, named, at_venue, seats, (day, lunch.start, lunch.end))


def _none_free(
    problem: Problem, subject: tuple[str, str], suited: Sequence[Room], seats: int, when: tuple[date, int, int]
) -> Iterator[Reason]:
    """Yield a reason where no room would do: none suits, none is large enough, none is open, or none is free."""
    code, name = subject
    large = [room for room in suited if room.capacity >= seats]
    open_then = [room for room in large if _open(problem, room, *when[1:])]
    taken = {room.name: room_taken(problem, room.code, *when) for room in open_then}
    if not suited:
        yield Reason("room_features", code, f"{name} has no room that suits it.")
    elif not large:
        yield Reason(
            "room_capacity", code, f"{name} needs {counted(seats, 'seat')}, and no room that suits it has so many."
        )
    elif not open_then:
        rooms = _named([room.name for room in large])
        yield Reason("room_hours", code, f"{name} could only use {rooms}, which is not open then, set-up included.")
    elif all(why is not None for why in taken.values()):
        rooms = _named([f"{room} ({why})" for room, why in taken.items()])
        yield Reason("unavailable", code, f"{name} could only use what is not available that day: {rooms}.")


def _named(rooms: Sequence[str]) -> str:
    """Name some rooms, and say how many more there are."""
    more = len(rooms) - MOST_ROOMS_NAMED
    return listed([*rooms[:MOST_ROOMS_NAMED], *([counted(more, "other room")] if more > 0 else [])])


def _open(problem: Problem, room: Room, start: int, end: int) -> bool:
    """Whether the room and all its parts are open from set-up to clearing."""
    begin, finish = start - room.setup_minutes, end + room.clear_minutes
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    opens = max((part.open_from for part in parts if part.open_from is not None), default=begin)
    shuts = min((part.open_to for part in parts if part.open_to is not None), default=finish)
    return opens <= begin and finish <= shuts
