"""What a meeting by itself costs in each room: the costs of an assignment, asked of the wishes themselves.

They are asked once for each body, start and length, by the face that counts a plan anew.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from scheduler.domain.plan import Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import DATES, DAY, MEMBERSHIPS, MOVER, ROOMS, SEATS, YEAR
from scheduler.solver.patterns.network import Calendar, Floats
from scheduler.wishes import WISHES, ungranted
from scheduler.wishes.protocol import WishFile

TIER = "rooms"


class RoomPrices:
    """What a meeting, or a lunch, by itself costs in each room; the same whatever its day and people.

    A wish of the tier that looks at people, dates or several bodies is left out: it costs nothing at least.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.wishes = [wish for wish in wishes_of_a_day() if wish.WISH.touches.isdisjoint((DATES, SEATS, MEMBERSHIPS))]
        self.wishes_of_a_year = [
            wish
            for wish in WISHES
            if wish.WISH.tier == TIER
            and (wish.WISH.horizon, wish.WISH.scope, wish.WISH.touches) == (YEAR, MOVER, {ROOMS})
        ]
        self.of = cache(self._of)
        self.of_lunch = cache(self._of_lunch)

    def _of(self, body: str, start: int, end: int) -> Floats:
        """Return the price of each room for a body's meeting, of shape (rooms,)."""
        day, rooms = self.problem.days[0], self.problem.rooms.values()
        there = (Meeting(body, body, 1, day, start, end, room.venue, room.code) for room in rooms)
        return np.array([self._price(Plan("", day, day, meetings=(one,))) for one in there], np.float64)

    def _of_lunch(self, meeting_day: str, start: int, end: int) -> Floats:
        """Return the price of each room for the lunch of a meeting day, of shape (rooms,)."""
        day, rooms = self.problem.days[0], self.problem.rooms.values()
        lunches = (Lunch("", start, end, room.code, 0) for room in rooms)
        there = (Occurrence(meeting_day, 1, day, lunch=lunch) for lunch in lunches)
        return np.array([self._price(Plan("", day, day, occurrences=(one,))) for one in there], np.float64)

    def of_year(self, body: str, rooms: Iterable[str]) -> int:
        """Return what it costs further that a body's year uses these rooms, beside those of its facts.

        It is asked of one meeting in each: what a wish says of the rooms of a year, it says of each room once.
        """
        day = self.problem.days[0]
        facts = tuple(one for one in self.problem.held if one.body == body)
        there = tuple(Meeting(room, body, 1, day, 0, 1, self.problem.rooms[room].venue, room) for room in rooms)
        return self._price(Plan("", day, day, meetings=(*facts, *there)), self.wishes_of_a_year)

    def _price(self, plan: Plan, wishes: Sequence[WishFile] | None = None) -> int:
        asked = self.wishes if wishes is None else wishes
        return sum(row.cost for wish in asked for row in ungranted(self.problem, plan, wish))

    def at(self, calendar: Calendar, number: int, node: int) -> Sequence[Floats]:
        """Return the price of each room for each piece of a network at a node."""
        network = calendar.networks[number]
        return [
            (self.of_lunch if network.of_meeting_day and piece.body == network.code else self.of)(
                piece.body, int(piece.start[node]), int(piece.end[node])
            )
            for piece in calendar.pieces[number]
        ]


def wishes_of_a_day() -> list[WishFile]:
    """Return the wishes of the tier that look no further than a day."""
    return [wish for wish in WISHES if wish.WISH.tier == TIER and wish.WISH.horizon <= DAY]
