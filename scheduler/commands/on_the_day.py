"""What an officer asks of a day: which days there are, and what happens on one of them, for whoever runs it."""

import datetime as dt
from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.lunches import LunchOfDay, lunch_of_day
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.on_the_day import Booking, Item, Rounds, bookings, everybody, running_order


@dataclass(frozen=True)
class DayInBrief:
    """A day with meetings, in a line of a list. Times in minutes after midnight."""

    date: dt.date
    occurrences: tuple[tuple[str, str, int], ...]
    """The meeting days that it is an occurrence of: name, code and number."""
    start: int
    end: int
    meetings: int
    rooms: int
    people: int
    lunches: int
    """Who eats there."""


@dataclass(frozen=True)
class WholeDay:
    """All that happens on a day."""

    date: dt.date
    occurrences: tuple[tuple[str, str, int], ...]
    items: tuple[Item, ...]
    bookings: tuple[Booking, ...]
    lunches: tuple[LunchOfDay, ...]
    people: tuple[Rounds, ...]

    @property
    def movers(self) -> tuple[Rounds, ...]:
        """Who sits in more than one room."""
        return tuple(one for one in self.people if one.changes_rooms)


def days_of(problem: Problem, plan: Plan) -> tuple[DayInBrief, ...]:
    """Return every day on which anything is held, in order of date."""
    booked: dict[dt.date, set[str]] = {}
    for booking in bookings(problem, plan):
        booked.setdefault(booking.date, set()).add(booking.room.code)
    found = []
    for day in sorted({meeting.date for meeting in plan.live}):
        held = [meeting for meeting in plan.live if meeting.date == day]
        there = {person for meeting in held for _, person in meeting.present()}
        lunches = [one.lunch for one in plan.occurrences if one.date == day and one.lunch is not None]
        found.append(
            DayInBrief(
                date=day,
                occurrences=_occurrences(problem, plan, day),
                start=min(meeting.start for meeting in held),
                end=max(meeting.end for meeting in held),
                meetings=len(held),
                rooms=len(booked.get(day, ())),
                people=len(there),
                lunches=sum(lunch.headcount for lunch in lunches),
            )
        )
    return tuple(found)


def date_of(plan: Plan, meeting_day: str, number: int) -> dt.date | None:
    """Return the date of an occurrence of a meeting day; None where there is none of that number."""
    return next((one.date for one in plan.occurrences_of(meeting_day) if one.sequence == number), None)


def whole_day(problem: Problem, plan: Plan, day: dt.date, clear_days_to_order: int) -> WholeDay | None:
    """Return all that happens on a day; None where nothing is held.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    day : date
        The day.
    clear_days_to_order : int
        Clear working days that the caterer asks for between the order and the lunch.

    """
    items = running_order(problem, plan, day)
    if not items:
        return None
    return WholeDay(
        date=day,
        occurrences=_occurrences(problem, plan, day),
        items=items,
        bookings=tuple(booking for booking in bookings(problem, plan) if booking.date == day),
        lunches=tuple(
            lunch_of_day(problem, plan, one, one.lunch, clear_days_to_order)
            for one in plan.occurrences
            if one.date == day and one.lunch is not None
        ),
        people=everybody(problem, plan, day),
    )


def _occurrences(problem: Problem, plan: Plan, day: dt.date) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (name_of_day(problem, one.meeting_day), one.meeting_day, one.sequence)
        for one in plan.occurrences
        if one.date == day
    )
