"""Who would have to make room: placed meetings that hold people, or rooms, which others want."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Choices, Expression
from scheduler.solver.cp.extract import Draft


class Blocking:
    """The meetings that are placed, by day, with the people each holds.

    With `for_rooms` every meeting that takes a room at the same time is in the way, whoever sits there.
    """

    def __init__(self, problem: Problem, meetings: Iterable[Meeting], *, for_rooms: bool) -> None:
        self.problem = problem
        self.for_rooms = for_rooms
        self.on_day: defaultdict[date, list[tuple[Meeting, set[str]]]] = defaultdict(list)
        self.expected: dict[str, set[str]] = {}
        self.way = max((row.minutes for row in problem.travel), default=0)
        for meeting in meetings:
            self.on_day[meeting.date].append((meeting, {person for _, person in meeting.present()}))

    def meetings(self, body: str, day: date, start: int, end: int) -> list[Meeting]:
        """Return the meetings at that time that hold somebody, or perhaps some room, that the body wants."""
        if body not in self.expected:
            rows = self.problem.memberships_of_body[body]
            self.expected[body] = {row.person for row in rows if not row.optional}
        return [
            meeting
            for meeting, people in self.on_day.get(day, ())
            if meeting.start < end + self.way and start < meeting.end + self.way
            if not people.isdisjoint(self.expected[body]) or (self.for_rooms and meeting.room is not None)
        ]

    def costs(self, choices: Choices, heat: Counter[str]) -> list[Expression]:
        """Return what it costs to hold each meeting where others are in the way: more, the oftener they were."""
        costs = []
        for sitting in choices.sittings:
            for day, start in choices.placements(sitting):
                met = self.meetings(sitting.body.code, day, start, start + sitting.duration)
                if met:
                    price = sum(1 + heat[meeting.body] for meeting in met)
                    costs.append(price * choices.held_at(sitting, day, start))
        return costs

    def bodies(self, drafted: Draft) -> Counter[str]:
        """Return how often each body is in the way of what is drafted."""
        return Counter(
            meeting.body
            for wanted in drafted.meetings
            for meeting in self.meetings(wanted.body, wanted.date, wanted.start, wanted.end)
        )
