"""Confirmed themes against the lunches there are, and the days on which their speakers can come."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from scheduler.domain.absences import when_away
from scheduler.domain.meeting_days import Session
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.themes import Theme
from scheduler.domain.wording import counted, long_date, on_days
from scheduler.solver.explain.left import Left


def themes_without_a_lunch(problem: Problem, left: Left) -> Iterator[Reason]:
    """Yield the confirmed themes of a meeting day that no lunch could take."""
    confirmed = [t for t in problem.themes.values() if t.meeting_day == left.code and t.status == "confirmed"]
    lunch = problem.lunch_of(left.code)
    if lunch is None:
        for theme in confirmed:
            yield Reason("theme", theme.code, f"{theme.title} is a confirmed theme, and {left.name} has no lunch.")
        return
    lunches = _most(problem, left)
    if len(confirmed) > lunches:
        themes = counted(len(confirmed), "confirmed theme")
        message = f"{left.name} has {themes}, and {counted(lunches, 'lunch', 'lunches')} at most."
        yield Reason("theme", left.code, message)
    for day, number in Counter(theme.date for theme in confirmed if theme.date is not None).items():
        if number > 1:
            yield Reason("theme", left.code, f"{number} confirmed themes are for the one lunch of {long_date(day)}.")
    for theme in confirmed:
        yield from _no_day(problem, left, lunch, theme)


def _most(problem: Problem, left: Left) -> int:
    cadence = left.cadence
    return cadence.per_period * len(problem.periods) if cadence.per_period is not None else cadence.maximum or 0


def _no_day(problem: Problem, left: Left, lunch: Session, theme: Theme) -> Iterator[Reason]:
    days = sorted(day for day in left.starts if theme.date in (None, day))
    if not days and theme.date is not None:
        message = f"{theme.title} is confirmed for {long_date(theme.date)}, and {left.name} cannot be held then."
        yield Reason("theme", theme.code, message)
    elif days and theme.speaker is not None and not any(_comes(problem, theme.speaker, lunch, day) for day in days):
        speaker = problem.speakers[theme.speaker]
        away = f"is away {when_away(problem, 'speaker', speaker.code)}"
        when = f"can come only {on_days(speaker.available)}" if speaker.available else away
        message = (
            f"{theme.title} is a confirmed theme, and its speaker, {speaker.name}, {when}: "
            f"on none of the {counted(len(days), 'day')} on which {left.name} could be held for it."
        )
        yield Reason("speaker", speaker.code, message)


def _comes(problem: Problem, code: str, lunch: Session, day: date) -> bool:
    available = problem.speakers[code].available
    booked = any(problem.absent("speaker", code, day, lunch.start, lunch.end))
    return not booked and (not available or day in available)
