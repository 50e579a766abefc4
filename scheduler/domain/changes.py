"""Every change that a scenario may make, in words and in deed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import VOTING_ROLES, Membership, usual_attendance
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.domain.scenarios import Change, Scenario
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import WEEKDAY_NAMES, clock, counted, listed, long_date
from scheduler.errors import CannotChange


def only_on(code: str, weekdays: frozenset[int]) -> Change:
    """Let a body or meeting day sit on these weekdays only."""
    return Change(f"{code} only on {_names(weekdays)}", partial(sits_only_on, code=code, weekdays=weekdays))


def rather_on(code: str, weekdays: frozenset[int]) -> Change:
    """Let a body or meeting day prefer these weekdays."""
    return Change(f"{code} rather on {_names(weekdays)}", partial(prefers, code=code, weekdays=weekdays))


def joining(person: str, seat: tuple[str, str]) -> Change:
    """Let a person join a body in a role."""
    body, role = seat
    words = f"{person} joins {body}" + ("" if role == "member" else f" as {role.replace('_', '-')}")
    return Change(words, partial(join, person=person, body=body, role=role))


def leaving(person: str, body: str) -> Change:
    """Let a person leave a body."""
    return Change(f"{person} leaves {body}", partial(leave, person=person, body=body))


def lacking_room(room: str) -> Change:
    """Take a room away."""
    return Change(f"no {room}", partial(without_room, room=room))


def session_from_to(session: tuple[str, str], hours: tuple[int, int]) -> Change:
    """Give a session of a meeting day other hours."""
    start, end = hours
    return Change(
        f"{':'.join(session)} from {clock(start)} to {clock(end)}",
        partial(session_runs, session=session, start=start, end=end),
        check=partial(sessions_fit, session=session),
    )


def starting_at(body: str, times: tuple[int, ...]) -> Change:
    """Give a body other start times."""
    words = f"{body} starts at {listed([clock(time) for time in times], 'or')}"
    return Change(words, partial(starts_at, body=body, times=times))


def closing(days: tuple[date, date], reason: str | None) -> Change:
    """Close days to everything."""
    first, last = days
    when = long_date(first) if first == last else f"{long_date(first)} to {long_date(last)}"
    words = f"closed on {when}" if first == last else f"closed from {when}"
    because = f"{words}: {reason}" if reason else words
    return Change(because, partial(closed_on, first=first, last=last, reason=reason or "Closed in this scenario"))


def meeting_so_often(code: str, numbers: tuple[int, int]) -> Change:
    """Give a body or meeting day another number of meetings a year."""
    least, most = numbers
    number = str(least) if least == most else f"{least} to {most}"
    return Change(f"{code} meets {number} times a year", partial(meets, code=code, least=least, most=most))


def each_weekday(problem: Problem) -> Iterator[Scenario]:
    """Yield a scenario for each weekday that each meeting day might have and is not confined to already."""
    for meeting_day in problem.meeting_days.values():
        now = problem.days_kept_to(meeting_day).weekdays
        for weekday in sorted(now | MONDAY_TO_FRIDAY):
            only = frozenset({weekday})
            if only != now:
                yield Scenario(f"{meeting_day.code} on {_names(only)}", (only_on(meeting_day.code, only),))


def _names(weekdays: frozenset[int]) -> str:
    return listed([f"{WEEKDAY_NAMES[day]}s" for day in sorted(weekdays)])


def join(
    problem: Problem,
    person: str,
    body: str,
    role: str = "member",
    start: date | None = None,
    substitutes: tuple[str, ...] = (),
    *,
    voting: bool | None = None,
) -> Problem:
    """Return the problem with one membership more, its attendance, and its vote if not given, as is usual for the role.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    role : str
        A role of the contract.
    start : date, optional
        The first day of the membership; left out, it is in force all year.
    substitutes : tuple of str
        Who may deputise, best first.
    voting : bool, optional
        Whether they vote; left out, as is usual for the role.

    Raises
    ------
    CannotChange
        If the person is a member of the body already, on that day or later, or is to deputise for themselves. One who
        sits there as a member of another body may have a row of their own with another role.

    """
    seats = (row for row in problem.all_memberships if _is_seat(row, person, body) and row.lasts_to(start))
    if any(row.members_of is None or row.role == role for row in seats):
        message = f"{person_title(problem, person)} is a member of {body_title(problem, body)} already"
        raise CannotChange(message, "Let them leave it first, or name somebody else.")
    _refuse_oneself(problem, person, substitutes)
    votes = role in VOTING_ROLES if voting is None else voting
    seat = Membership(person, body, role, votes, usual_attendance(role), substitutes=substitutes, start_date=start)
    return replace(problem, memberships=(*problem.memberships, seat))


def take_role(
    problem: Problem, person: str, body: str, role: str, start: date | None = None, *, voting: bool | None = None
) -> Problem:
    """Return the problem in which a member of a body has another role there; who deputises for them stays.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    role : str
        A role of the contract.
    start : date, optional
        The first day on which they have it; left out, they always have.
    voting : bool, optional
        Whether they vote; left out, as they did, unless that followed from the role.

    Raises
    ------
    CannotChange
        If the person is no member of the body, on that day or later, or has that role already.

    """
    kept: list[Membership] = []
    found = False
    for row in problem.memberships:
        if not (_is_seat(row, person, body) and row.lasts_to(start)):
            kept.append(row)
            continue
        other = _in_role(row, role, voting)
        if (other.role, other.voting) == (row.role, row.voting):
            message = (
                f"{person_title(problem, person)} is {role.replace('_', '-')} of {body_title(problem, body)} already"
            )
            raise CannotChange(message, "Choose another role, or clear the row.", "role")
        found = True
        if start is not None and (row.start_date is None or row.start_date < start):
            kept += [replace(row, end_date=start - timedelta(days=1)), replace(other, start_date=start)]
        else:
            kept.append(other)
    if not found and any(_is_seat(row, person, body) and row.lasts_to(start) for row in problem.all_memberships):
        return join(problem, person, body, role, start, voting=voting)
    if not found:
        raise _no_member(problem, person, body)
    return replace(problem, memberships=tuple(kept))


def _in_role(row: Membership, role: str, voting: bool | None) -> Membership:  # noqa: FBT001 - as `take_role` has it
    """Return a seat in another role: what followed from the old one follows from the new."""
    usually = row.voting == (row.role in VOTING_ROLES)
    votes = voting if voting is not None else role in VOTING_ROLES if usually else row.voting
    attendance = usual_attendance(role) if row.attendance == usual_attendance(row.role) else row.attendance
    return replace(row, role=role, voting=votes, attendance=attendance)


def leave(problem: Problem, person: str, body: str, start: date | None = None) -> Problem:
    """Return the problem without a person's membership of a body; whoever they deputise for, they still may.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    start : date, optional
        The first day on which they are no longer a member; left out, they never were.

    Raises
    ------
    CannotChange
        If the person is no member of the body, on that day or later.

    """
    kept: list[Membership] = []
    found = False
    for row in problem.memberships:
        if not (_is_seat(row, person, body) and row.lasts_to(start)):
            kept.append(row)
            continue
        found = True
        if start is not None and (row.start_date is None or row.start_date < start):
            kept.append(replace(row, end_date=start - timedelta(days=1)))
    through = [row for row in problem.all_memberships if _is_seat(row, person, body) and row.members_of is not None]
    if not found and any(row.lasts_to(start) for row in through):
        name, source = person_title(problem, person), body_title(problem, through[-1].members_of or "")
        message = f"{name} sits on {body_title(problem, body)} as a member of {source}"
        raise CannotChange(message, f"Let them leave {through[-1].members_of} instead.")
    if not found:
        raise _no_member(problem, person, body)
    return replace(problem, memberships=tuple(kept))


def name_substitutes(
    problem: Problem, person: str, body: str, substitutes: tuple[str, ...], start: date | None = None
) -> Problem:
    """Return the problem in which more people may deputise for a member, after those who already may.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    substitutes : tuple of str
        Who may deputise, best first.
    start : date, optional
        The first day on which they may; left out, they always may.

    Raises
    ------
    CannotChange
        If the person is no member of the body, on that day or later, or is to deputise for themselves.

    """
    _refuse_oneself(problem, person, substitutes)
    kept: list[Membership] = []
    found = False
    for row in problem.memberships:
        if not (_is_seat(row, person, body) and row.lasts_to(start)):
            kept.append(row)
            continue
        found = True
        more = tuple(dict.fromkeys((*row.substitutes, *substitutes)))
        if start is not None and (row.start_date is None or row.start_date < start):
            kept += [replace(row, end_date=start - timedelta(days=1)), replace(row, substitutes=more, start_date=start)]
        else:
            kept.append(replace(row, substitutes=more))
    for row in problem.all_memberships:
        if row.members_of is not None and _is_seat(row, person, body) and row.lasts_to(start):
            found = True
            kept.append(own_seat(row, substitutes, start))
    if not found:
        raise _no_member(problem, person, body)
    return replace(problem, memberships=tuple(kept))


def own_seat(row: Membership, substitutes: tuple[str, ...], start: date | None) -> Membership:
    """Return a row of their own for one who sits as a member of another body, with further people to deputise."""
    first = row.start_date if start is None or (row.start_date or start) > start else start
    more = tuple(dict.fromkeys((*row.substitutes, *substitutes)))
    return replace(row, members_of=None, substitutes=more, start_date=first)


def _no_member(problem: Problem, person: str, body: str) -> CannotChange:
    members = sorted({row.person for row in problem.memberships_of_body.get(body, ())})
    message = f"{person_title(problem, person)} is no member of {body_title(problem, body)}"
    return CannotChange(message, f"Its members are {', '.join(members)}." if members else "It has no members.")


def _refuse_oneself(problem: Problem, person: str, substitutes: tuple[str, ...]) -> None:
    if person in substitutes:
        message = f"{person_title(problem, person)} cannot deputise for themselves"
        raise CannotChange(message, "Name somebody else.", "substitute")


def _is_seat(row: Membership, person: str, body: str) -> bool:
    return (row.person, row.body) == (person, body)


MIDNIGHT = 24 * 60


def sits_only_on(problem: Problem, code: str, weekdays: frozenset[int]) -> Problem:
    """Return the problem with a body, or a meeting day, on these weekdays only; dates already fixed stay fixed.

    The weekday of a fixed date is closed on every day but that one: a fixed meeting is exempt from no rule, and
    would else make every other weekday impossible.
    """
    rows = [row for row in problem.fixed_meetings if code in (row.body, row.meeting_day)]
    fixed = {row.date for row in rows if row.date is not None}
    strays = {day.weekday() for day in fixed} - weekdays
    names = listed([f"{WEEKDAY_NAMES[day]}s" for day in sorted(weekdays)])
    closed = (
        ClosedDate(day, day, f"{code} sits on {names} only, but for dates that are fixed", applies_to=(code,))
        for day in problem.days
        if day.weekday() in strays and day not in fixed
    )
    changed = with_fields(problem, code, weekdays=weekdays | strays)
    return replace(changed, closed_dates=(*problem.closed_dates, *closed)) if strays else changed


def prefers(problem: Problem, code: str, weekdays: frozenset[int]) -> Problem:
    """Return the problem with a body, or a meeting day, that would rather sit on these weekdays."""
    return with_fields(problem, code, preferred_weekdays=weekdays)


def meets(problem: Problem, code: str, least: int, most: int) -> Problem:
    """Return the problem with a body, or a meeting day, that meets from `least` to `most` times in the year.

    Raises
    ------
    CannotChange
        If the body meets as often as its meeting day does, or the numbers are beyond the calendar's days.

    """
    body = problem.bodies.get(code)
    if body is not None and body.meeting_day is not None:
        message = f"{body.name} meets as often as its meeting day {body.meeting_day} does"
        raise CannotChange(message, f"Write {body.meeting_day} instead.")
    if most > len(problem.days):
        raise CannotChange(f"the calendar has only {counted(len(problem.days), 'day')}", "Write fewer.", "value")
    return with_fields(problem, code, cadence=Cadence(minimum=least, maximum=most))


def with_fields(problem: Problem, code: str, **fields: object) -> Problem:
    """Return the problem with other fields of the body or meeting day of that code, or of both."""
    bodies: dict[str, Body] = dict(problem.bodies)
    if code in bodies:
        bodies[code] = replace(bodies[code], **fields)  # type: ignore[arg-type] # mypy knows no fields by name
    meeting_days: dict[str, MeetingDay] = dict(problem.meeting_days)
    if code in meeting_days:
        meeting_days[code] = replace(meeting_days[code], **fields)  # type: ignore[arg-type] # the same
    return replace(problem, bodies=bodies, meeting_days=meeting_days)


def starts_at(problem: Problem, body: str, times: tuple[int, ...]) -> Problem:
    """Return the problem with a body that starts at one of these times, in minutes after midnight.

    Raises
    ------
    CannotChange
        If a session sets its start, or its meeting would not be over by midnight.

    """
    changed = problem.bodies[body]
    if changed.session is not None:
        message = f"{changed.name} starts when its session {changed.meeting_day}:{changed.session} does"
        raise CannotChange(message, f"Change session {changed.meeting_day}:{changed.session} instead.")
    minutes = problem.duration_of(changed)
    if max(times) + minutes >= MIDNIGHT:
        message = f"a meeting of {minutes} minutes from {clock(max(times))} would not be over by midnight"
        raise CannotChange(message, "Write an earlier start.", "value")
    return replace(problem, bodies={**problem.bodies, body: replace(changed, start_times=times)})


def session_runs(problem: Problem, session: tuple[str, str], start: int, end: int) -> Problem:
    """Return the problem with other hours of a session; `sessions_fit` is for when all are changed."""
    changed = replace(problem.sessions[session], start=start, end=end)
    return replace(problem, sessions={**problem.sessions, session: changed})


def sessions_fit(problem: Problem, session: tuple[str, str]) -> None:
    """Raise CannotChange if the session overlaps another of its meeting day, or is too short for a body of it."""
    own = problem.sessions[session]
    for other in problem.sessions.values():
        if (
            other is not own
            and other.meeting_day == own.meeting_day
            and own.start < other.end
            and other.start < own.end
        ):
            message = f"{own.code} overlaps {other.code}, which runs from {clock(other.start)} to {clock(other.end)}"
            raise CannotChange(message, f"Write other hours, or a row that moves {other.code} as well.", "value")
    length = own.end - own.start
    for body in problem.bodies_of_session[session]:
        if problem.duration_of(body) > length:
            message = f"{body.name} sits for {problem.duration_of(body)} minutes, and {own.code} would have {length}"
            raise CannotChange(message, "Write longer hours.", "value")


def closed_on(problem: Problem, first: date, last: date, reason: str) -> Problem:
    """Return the problem with days on which nothing is held.

    Raises
    ------
    CannotChange
        If none of them is a day of the calendar.

    """
    settings = problem.settings
    if last < settings.start_date or first > settings.end_date:
        ends = f"{long_date(settings.start_date)} to {long_date(settings.end_date)}"
        raise CannotChange(f"the calendar runs from {ends}, and this is outside", "Write days of the calendar.")
    return replace(problem, closed_dates=(*problem.closed_dates, ClosedDate(first, last, reason)))


def without_room(problem: Problem, room: str) -> Problem:
    """Return the problem without a room, and without every room that is made of it.

    Raises
    ------
    CannotChange
        If a body may sit only there, a meeting is fixed there, or no room is left.

    """
    gone = {code for code, parts in problem.parts_of_room.items() if room in parts}
    bodies = sorted(body.code for body in problem.bodies.values() if body.room in gone)
    if bodies:
        message = f"{listed(bodies)} may sit only there, by the column room of bodies"
        raise CannotChange(message, "Take away another room, or give these bodies none of their own.")
    fixed = [row for row in problem.fixed_meetings if row.room in gone]
    if fixed:
        days = sorted({row.date for row in fixed if row.date is not None})
        when = f" on {listed([long_date(day) for day in days])}" if days else ""
        message = f"a meeting is fixed there{when}"
        raise CannotChange(message, "Take away another room, or fix that meeting elsewhere.")
    rooms = {code: kept for code, kept in problem.rooms.items() if code not in gone}
    if not rooms:
        raise CannotChange("no room would be left", "Take away fewer rooms.")
    absences = tuple(row for row in problem.absences if not (row.kind == "room" and row.who in gone))
    equipment = tuple(row for row in problem.equipment if row.room not in gone)
    return replace(problem, rooms=rooms, absences=absences, equipment=equipment)
