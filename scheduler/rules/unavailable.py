"""Nobody sits and no room is booked while unavailable, and nobody required is away without a substitute.

A required person whom another meeting holds is `person_clash`. Source: standing orders on substitutes; councils
consult on the dates of other authorities (Gwynedd: police and fire; Greater Manchester's last Friday).
"""

from collections.abc import Iterator

from scheduler.domain.bookings import bookings
from scheduler.domain.plan import ATTENDS, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.seating import required_missing
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.whereabouts import person_away

RULE = "unavailable"
SOURCE = "diaries of members, rooms and other authorities (Gwynedd; Greater Manchester)"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who attend while away, required people who are missing, and rooms that are not free."""
    for meeting in plan.live:
        title = meeting_title(problem, meeting)
        for row in meeting.attendance:
            away = person_away(problem, row.person, meeting.date, meeting.start, meeting.end)
            if row.outcome == ATTENDS and away is not None:
                message = f"{person_title(problem, row.person)} attends {title}, and is not available: {away}."
                yield Breach(RULE, message, bodies=(meeting.body,), people=(row.person,), dates=(meeting.date,))
        for person, elsewhere in required_missing(problem, plan, meeting):
            if elsewhere is None:
                away = person_away(problem, person, meeting.date, meeting.start, meeting.end)
                cause = "no reason is known" if away is None else away
                message = (
                    f"{person_title(problem, person)} is required at {title}, is not there ({cause}), "
                    "and nobody deputises."
                )
                yield Breach(RULE, message, bodies=(meeting.body,), people=(person,), dates=(meeting.date,))
    for booking in bookings(problem, plan):
        for part in sorted(problem.parts_of_room[booking.room.code]):
            absence = next(problem.absent("room", part, booking.date, booking.start, booking.end), None)
            if absence is not None:
                name = problem.rooms[part].name
                message = (
                    f"{name} is not available for {booking.title}, set-up and clearing included: {absence.reason}."
                )
                yield Breach(RULE, message, bodies=booking.bodies, rooms=(part,), dates=(booking.date,))
