"""Leave a published calendar where it is: fewest people first, then fewest days, then rooms."""

from collections.abc import Iterator

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, room_title
from scheduler.domain.wording import clock, counted, long_date
from scheduler.wishes.pricing import Ungranted, priced

WISH = "unmoved"
TIER = "unmoved"
WEIGHT = 1

MOVED = 1_000_000
"""Units for a meeting on another date or at another time, or no longer held."""
A_MEMBERSHIP = 1_000
"""Units for each membership in force that the move concerns."""
MOST_DAYS = 999
"""Units, one a day, for the distance of the move; all of them where the meeting is no longer held."""
OTHER_ROOM = 100_000
"""Units for a meeting that only changes its room."""


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    if problem.baseline is None:
        return
    planned = {meeting.uid: meeting for meeting in plan.live}
    for before in problem.baseline.live:
        if before.body in problem.bodies:
            units, why = _change(problem, before, planned.get(before.uid))
            yield meeting_title(problem, before), units, why


def _change(problem: Problem, before: Meeting, now: Meeting | None) -> tuple[int, str]:
    members = len(problem.memberships_on(before.body, before.date))
    concerns = f"which concerns {counted(members, 'membership')}"
    if now is None:
        return MOVED + A_MEMBERSHIP * members + MOST_DAYS, f"It is no longer held, {concerns}."
    if (now.date, now.start) != (before.date, before.start):
        days = min(MOST_DAYS, abs((now.date - before.date).days))
        where = f"{long_date(now.date)} at {clock(now.start)}"
        return MOVED + A_MEMBERSHIP * members + days, f"It moves to {where}, {concerns}."
    if now.room != before.room:
        room = "no room" if now.room is None else room_title(problem, now.room)
        return OTHER_ROOM, f"It moves to another room: {room}."
    return 0, "It stays."
