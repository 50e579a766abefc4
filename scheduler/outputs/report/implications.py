"""What follows from the calendar in law, in money and for access: counted where it can be, else left to an officer."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import bookings
from scheduler.domain.wording import clock, counted
from scheduler.outputs.lunches import in_pounds
from scheduler.outputs.naming import in_words
from scheduler.outputs.report.parts import Points, Section, to_complete
from scheduler.wishes.evening_weekdays import EVENING
from scheduler.wishes.room_cost import pounds

ACCESS = ("step_free", "hearing_loop")
"""Features of rooms that bear on who can take part."""


def implications(problem: Problem, plan: Plan) -> tuple[Section, ...]:
    """Return the sections below the heading Implications."""
    return (
        Section("Legal implications", tuple(_legal()), 2),
        Section("Financial implications", tuple(_financial(problem, plan)), 2),
        Section("Equalities", tuple(_equalities(problem, plan)), 2),
    )


def _legal() -> Iterator[str]:
    yield (
        "The law that was observed is set out above. A date in the calendar is not itself notice of a meeting: notice "
        "is given of each meeting in its turn."
    )
    yield to_complete("any comment of the Monitoring Officer")


def _financial(problem: Problem, plan: Plan) -> Iterator[str]:
    booked = [one.room for one in bookings(problem, plan)]
    free = sum(not room.cost_per_hour for room in booked)
    if len(booked) > free:
        rest = f" {counted(free, 'booking is', 'bookings are')} of rooms without a charge." if free else ""
        yield (
            f"At the charges known for each room the hire of rooms comes to £{pounds(problem, plan):,}, setting up and "
            f"clearing included, for {counted(len(booked) - free, 'booking')}.{rest}"
        )
    elif booked:
        yield f"The {counted(len(booked), 'booking')} of rooms in the calendar bear no charge."
    lunches = [one.lunch for one in plan.occurrences if one.lunch is not None]
    if lunches:
        heads = sum(lunch.headcount for lunch in lunches)
        served = f"{counted(len(lunches), 'lunch is', 'lunches are')} planned, for {heads} people in all"
        each = problem.settings.cost_per_head
        if each is None:
            yield f"{served}. {to_complete('what a lunch costs')}"
        else:
            yield f"{served}; at {in_pounds(each)} a head that is {in_pounds(each * heads)}."
    yield to_complete("any comment of the Section 151 Officer, and from which budget this is met")


def _equalities(problem: Problem, plan: Plan) -> Iterator[str | Points]:
    evening = sum(one.start >= EVENING for one in plan.live)
    rest = len(plan.live) - evening
    yield (
        f"{counted(evening, 'meeting starts', 'meetings start')} at {clock(EVENING)} or later and {rest} earlier, "
        "which bears on who can come: people in work, carers, and those who depend on public transport."
    )
    items = tuple(_features(problem, plan))
    if items:
        yield "The rooms in which meetings are held are said to have:"
        yield Points(items)
    yield to_complete("any comment on equality, or a link to the assessment")


def _features(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say of each feature that a room is said to have, in how many meetings the room has it."""
    rooms = [problem.rooms[one.room] for one in plan.live if one.room in problem.rooms]
    for feature in ACCESS:
        having = sum(feature in room.features for room in rooms)
        if having:
            which = "every meeting" if having == len(rooms) else f"{having} of the {len(rooms)} meetings"
            yield f"{in_words(feature)}: at {which} in a room."
