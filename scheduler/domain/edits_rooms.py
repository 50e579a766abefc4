"""A room that cannot be used."""

from dataclasses import replace

from scheduler.domain.problem import Problem
from scheduler.domain.wording import listed, long_date
from scheduler.errors import CannotChange


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
    fixed = sorted(row.date for row in problem.fixed_meetings if row.room in gone)
    if fixed:
        message = f"a meeting is fixed there on {listed([long_date(day) for day in fixed])}"
        raise CannotChange(message, "Take away another room, or fix that meeting elsewhere.")
    rooms = {code: kept for code, kept in problem.rooms.items() if code not in gone}
    if not rooms:
        raise CannotChange("no room would be left", "Take away fewer rooms.")
    absences = tuple(row for row in problem.absences if not (row.kind == "room" and row.who in gone))
    return replace(problem, rooms=rooms, absences=absences)
