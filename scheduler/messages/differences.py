"""What differs between two calendars, in sentences that the screen and the history share."""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.difference import (
    DROPPED,
    EVERYTHING,
    NEW,
    Change,
    DayChange,
    day_difference,
    difference,
)
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, occurrence_title, room_title
from scheduler.domain.wording import clock, counted, long_date, short_date
from scheduler.outputs.naming import lunch_words, seat_words

MOST_SHOWN = 12
"""Changes that are shown on the screen; the sheet Changes has them all."""


def change_sentences(problem: Problem, before: Plan, after: Plan) -> Iterator[str]:
    """Say everything a reader acts on that differs between two calendars, a line for each meeting and lunch.

    Parameters
    ----------
    problem : Problem
        The input that names bodies, people and rooms.
    before, after : Plan
        The two calendars.

    """
    for change in difference(before, after, EVERYTHING):
        yield change_sentence(problem, change)
    yield from lunch_sentences(problem, before, after)


def lunch_sentences(problem: Problem, before: Plan, after: Plan) -> Iterator[str]:
    """Say what is otherwise of the lunches of meeting days: theme, speaker, time and room."""
    for day in day_difference(before, after):
        yield _lunch_sentence(problem, day)


def changes_shown(lines: Sequence[str], since: str) -> Iterator[str]:
    """Yield how many changes there are since an earlier calendar, the first of them, and where the others are."""
    if not lines:
        yield f"Nothing has changed since {since}."
        return
    yield f"{counted(len(lines), 'change')} since {since}:"
    yield from (f"  {line}" for line in lines[:MOST_SHOWN])
    if lines[MOST_SHOWN:]:
        yield f"  and {len(lines) - MOST_SHOWN} more: see the sheet Changes of calendar.xlsx."


def change_sentence(problem: Problem, change: Change) -> str:
    """Say what becomes of one meeting: from where to where, its deadlines, and who is there otherwise than before."""
    parts = [move_sentence(problem, change)]
    if change.kind not in (NEW, DROPPED):
        parts += _other_details(problem, change)
    return "; ".join(parts)


def move_sentence(problem: Problem, change: Change) -> str:
    """Say what becomes of the place of one meeting: from where to where."""
    title = f"{body_title(problem, change.meeting.body)} ({change.meeting.name})"
    was, now = ("" if one is None else _where(problem, one) for one in (change.before, change.after))
    if change.kind == DROPPED:
        return f"{title}: {was} is cancelled"
    if change.kind == NEW:
        return f"{title}: {'held after all' if change.held_after_all else 'new'}, {now}"
    if now == was:
        return f"{title}: {now} as before"
    instead = _instead_of(problem, change)
    return f"{title}: {now} instead of {instead}" if instead else f"{title}: from {was} to {now}"


def _instead_of(problem: Problem, change: Change) -> str:
    """Say at what time and in which room a meeting was that stays on its day; nothing where the day is another."""
    was, now = change.before, change.after
    if was is None or now is None or was.date != now.date:
        return ""
    room = "in no room" if was.room is None else f"in {room_title(problem, was.room)}"
    parts = [f"at {clock(was.start)}"] if was.start != now.start else []
    return " ".join([*parts, *([room] if was.room != now.room else [])])


def _where(problem: Problem, meeting: Meeting) -> str:
    room = "" if meeting.room is None else f" in {room_title(problem, meeting.room)}"
    return f"{long_date(meeting.date)} at {clock(meeting.start)}{room}"


def _other_details(problem: Problem, change: Change) -> Iterator[str]:
    was, now = change.before, change.after
    if was is None or now is None:
        return
    if change.titles is not None:
        yield f"called {change.titles[1]} (was {change.titles[0]})"
    if was.end - was.start != now.end - now.start:
        yield f"until {clock(now.end)} (was until {clock(was.end)})"
    if was.status != now.status:
        yield f"{now.status} (was {was.status})"
    if "agenda deadline" in change.details:
        yield f"agenda out by {_day(now.agenda_deadline)} (was {_day(was.agenda_deadline)})"
    if "report deadline" in change.details:
        yield f"reports in by {_day(now.report_due)} (was {_day(was.report_due)})"
    if "agenda" in change.details:
        yield f"on the agenda: {', '.join(_projects(problem, now)) or 'no reports of projects'}"
    if "attendance" in change.details:
        yield from seat_words(problem, change)


def _projects(problem: Problem, meeting: Meeting) -> Iterator[str]:
    for code in meeting.agenda_items:
        yield problem.projects[code].title if code in problem.projects else code


def _day(day: date | None) -> str:
    return "no day" if day is None else short_date(day)


def _lunch_sentence(problem: Problem, change: DayChange) -> str:
    now, was = (", ".join(lunch_words(problem, one, change.details)) for one in (change.after, change.before))
    return f"Lunch of {occurrence_title(problem, change.after)}: {now} (was {was})"
