"""No two bookings of a room overlap, set-up and clearing included; a combined room takes all its parts.

Source: Trafford Town Hall's Committee Rooms 2 and 3, used as one; West Berkshire's protocol for meeting rooms.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.seating import Booking, bookings
from scheduler.domain.titles import room_title
from scheduler.domain.verbs import DATES, DAY, ROOMS, TIMES, Choices, Post
from scheduler.domain.wording import listed
from scheduler.rules.other_rooms import for_those_who_need
from scheduler.rules.protocol import NEVER, Remedy, Rule

RULE = Rule(
    "room_clash",
    source="Trafford Town Hall's rooms used as one; councils' room protocols",
    about=ROOMS,
    touches={DATES, TIMES, ROOMS},
    horizon=DAY,
    ease=NEVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let no two bookings take a room, or a part of it, at once."""
    for room in problem.rooms.values():
        bookings = choices.bookings(room.code)
        if len(bookings) > 1:
            message = f"{room.name} holds one meeting at a time, set-up and clearing included."
            reason = FirmReason(RULE.name, room.code, message)
            post.no_overlap(bookings, reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find bookings that need the same room at the same time."""
    of_day = defaultdict[dt.date, list[Booking]](list)
    for booking in bookings(problem, plan):
        of_day[booking.date].append(booking)
    for _, taken in sorted(of_day.items()):
        taken.sort(key=lambda booking: (booking.start, booking.end))
        for number, one in enumerate(taken):
            for two in taken[number + 1 :]:
                if two.start >= one.end:
                    break
                shared = problem.parts_of_room[one.room.code] & problem.parts_of_room[two.room.code]
                if shared and not (one.fact and two.fact):
                    rooms = listed([room_title(problem, code) for code in sorted(shared)])
                    message = f"{one.title} and {two.title} both need {rooms}, set-up and clearing included."
                    yield Breach(
                        RULE.name,
                        message[0].upper() + message[1:],
                        bodies=one.bodies + two.bodies,
                        rooms=tuple(sorted({one.room.code, two.room.code})),
                        dates=(one.date,),
                    )


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield another room for each body that can sit in no other."""
    yield from for_those_who_need(problem, reason.subject)
