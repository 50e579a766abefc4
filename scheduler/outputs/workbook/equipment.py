"""Each booking of each thing that is lent or built in, for whoever carries it."""

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import Booking
from scheduler.domain.titles import body_title
from scheduler.outputs.equipment import from_where, uses, with_a_capital
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.workbook.writing import CATEGORY, DATE_COLUMN, NUMBER, TIME, Column, DataSheet

EQUIPMENT = "Equipment"

_USES = (
    DATE_COLUMN,
    Column("start", "Set up from", 10, TIME),
    Column("end", "Clear by", 10, TIME),
    Column("equipment", "Equipment", 24, CATEGORY),
    Column("needed", "How many", 10, NUMBER),
    Column("remain", "Left to lend", 10, NUMBER),
    Column("room", "Room", 26, CATEGORY),
    Column("venue", "Venue", 24, CATEGORY),
    Column("occasion", "For", 36, CATEGORY),
    Column("where", "From where, and where to", 52),
)


def equipment_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every booking of equipment, set-up and clearing of its room included."""
    return DataSheet(
        name=EQUIPMENT,
        title=f"{plan.title}: equipment",
        about=(
            "Everything that meetings and lunches need in their rooms, from when a room is set up until it is cleared.",
        ),
        columns=_USES,
        rows=tuple(
            (
                use.booking.date,
                use.booking.start,
                use.booking.end,
                use.thing,
                use.needed,
                use.remain,
                use.booking.room.name,
                use.booking.room.venue,
                _occasion(problem, use.booking),
                with_a_capital(from_where(use)),
            )
            for use in uses(problem, plan)
        ),
        nothing="No meeting needs any equipment.",
        frozen_columns=1,
        for_whom="The caretaker",
    )


def _occasion(problem: Problem, booking: Booking) -> str:
    if booking.bodies:
        return body_title(problem, booking.bodies[0])
    return f"{name_of_day(problem, booking.lunch_of or '')}: lunch"
