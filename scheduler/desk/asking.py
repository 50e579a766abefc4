"""Questions about a calendar in memory: answered here, or in a child where they take a solver."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

from scheduler.commands.open_days import open_days
from scheduler.commands.standing import Standing, TakesSolver
from scheduler.commands.telling import Swappable, days_open_to, open_days_to_add, swaps
from scheduler.desk.calendars import Calendar, Loaded
from scheduler.desk.desk import here
from scheduler.domain.edits import OpenDay

Given = ParamSpec("Given")
Found = TypeVar("Found")


def asked(
    calendar: Calendar,
    question: Callable[Concatenate[Standing, Given], Found],
    *given: Given.args,
    **named: Given.kwargs,
) -> Found:
    """Return what a question about a calendar is answered.

    Parameters
    ----------
    calendar : Calendar
        The calendar.
    question : callable
        A function of `commands`, which takes a `Standing` first.

    Raises
    ------
    KeyError
        If the calendar has no such meeting.

    """
    loaded = calendar.loaded
    try:
        return question(loaded.standing, *given, **named)
    except TakesSolver:
        return asked_in_child(loaded, question, *given, **named)


def asked_in_child(
    loaded: Loaded,
    question: Callable[Concatenate[Standing, Given], Found],
    *given: Given.args,
    **named: Given.kwargs,
) -> Found:
    """Return what a question about a calendar is answered in a child, which may take a solver."""
    problem, plan = loaded.at_hand.problem, loaded.at_hand.plan
    found = here().work.call("scheduler.commands.standing:asked_here", problem, plan, question, *given, **named)
    return cast("Found", found)


def days_of(calendar: Calendar, body: str, number: int) -> tuple[OpenDay, ...]:
    """Return what each day of the year is to a meeting; it is counted once for each version of the calendar."""
    loaded, key = calendar.loaded, ("days", body, number)
    if key not in loaded.kept:
        with loaded.counting:
            if key not in loaded.kept:
                loaded.kept[key] = _counted(loaded, body, number)
    return cast("tuple[OpenDay, ...]", loaded.kept[key])


def _counted(loaded: Loaded, body: str, number: int) -> tuple[OpenDay, ...]:
    """Return what each day is to a meeting: the few that take a solver are asked in a child."""
    try:
        return open_days(loaded.standing, body, number)
    except TakesSolver as found:
        told, left = found.told, found.left
    others = asked_in_child(loaded, open_days, body, number, left)
    return tuple(sorted((*told, *others), key=lambda day: day.date))


def days_to_add(calendar: Calendar, body: str, *, all_asked: bool) -> tuple[OpenDay, ...]:
    """Return what each day of the year is to one meeting more of a body.

    What would follow on each is asked only on request, once for each version, in a child: it takes some seconds.
    """
    loaded, key = calendar.loaded, ("days", body)
    if key not in loaded.kept and all_asked:
        loaded.kept[key] = asked_in_child(loaded, open_days_to_add, body)
    if key not in loaded.kept:
        return asked(calendar, days_open_to, body)
    return cast("tuple[OpenDay, ...]", loaded.kept[key])


def swaps_of(calendar: Calendar, body: str, number: int) -> tuple[Swappable, ...]:
    """Return what a meeting could be swapped with; counted once for each version, in a child."""
    loaded, key = calendar.loaded, ("swaps", body, number)
    if key not in loaded.kept:
        loaded.kept[key] = asked_in_child(loaded, swaps, body, number, days_of(calendar, body, number))
    return cast("tuple[Swappable, ...]", loaded.kept[key])
