"""Every change that a scenario may make, in words and in deed."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from scheduler.domain.edits import join, leave
from scheduler.domain.edits_days import (
    closed_on,
    meets,
    prefers,
    session_runs,
    sessions_fit,
    sits_only_on,
    starts_at,
)
from scheduler.domain.edits_rooms import without_room
from scheduler.domain.problem import MONDAY_TO_FRIDAY, Problem
from scheduler.domain.scenarios import Change, Scenario
from scheduler.domain.wording import WEEKDAY_NAMES, clock, listed, long_date


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
        now = problem.weekdays_of_meeting_day(meeting_day)
        for weekday in sorted(now | MONDAY_TO_FRIDAY):
            only = frozenset({weekday})
            if only != now:
                yield Scenario(f"{meeting_day.code} on {_names(only)}", (only_on(meeting_day.code, only),))


def _names(weekdays: frozenset[int]) -> str:
    return listed([f"{WEEKDAY_NAMES[day]}s" for day in sorted(weekdays)])
