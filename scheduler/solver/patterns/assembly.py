"""A calendar made of the years of its networks: meetings with their seats and rooms, read as solutions are.

Each meeting has the best seats that it could have alone. Where somebody is wanted at two meetings at once, or at more
than anyone may have, the seats of all that hang together by people are dealt again, by branch and bound
(`cp/seat_dealing.py`). Themes and lunches are left to the model, with the dates fixed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from scheduler.domain.plan import Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.seating import in_parts, in_the_way, part_of
from scheduler.domain.sittings import Gathering
from scheduler.domain.verbs import SEATS
from scheduler.rules import about, broken, furthest, person_load
from scheduler.solver.cp.candidates import candidates
from scheduler.solver.cp.seat_dealing import dealt, sharing_people
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.cp.solution_reader import meeting_of, numbered, occurrence_of
from scheduler.solver.patterns.calendars import NEVER
from scheduler.solver.patterns.network import Calendar, Network, Piece, Year
from scheduler.solver.patterns.seatings import Seated, Seatings

Housed = Mapping[tuple[int, int], Sequence[int]]
"""For a network's number and a node of it, the number of each piece's room; -1 where it has none."""


def partial_solution(
    seatings: Seatings,
    calendar: Calendar,
    seats: Sequence[Mapping[str, Seated]],
    years: Sequence[Year | None],
    rooms: Housed | None = None,
) -> PartialSolution:
    """Return the meetings and meeting days of years, without facts.

    Parameters
    ----------
    seatings : Seatings
        Of the input.
    calendar : Calendar
        The networks.
    seats : sequence of mapping of str to Seated
        Of each network, the seats of each body.
    years : sequence of Year or None
        Of each network; None for one that is placed elsewhere.
    rooms : mapping of (int, int) to sequence of int, optional
        Left out, nothing has a room yet.

    """
    made = [
        _Year(seatings.problem, calendar, number, year, seats[number], rooms or {})
        for number, year in enumerate(years)
        if year is not None
    ]
    meetings = [meeting for one in made for meeting in one.meetings()]
    parts = in_parts(meetings, furthest(seatings.problem, about(SEATS)))
    found = [meeting for part in parts for meeting in _without_clashes(seatings, part)]
    occurrences = numbered(occurrence for one in made for occurrence in one.occurrences())
    return PartialSolution(
        tuple(sorted(found, key=lambda one: (one.date, one.start, one.body))),
        tuple(occurrences),
    )


class _Year:
    """One network's year, while it is written down."""

    def __init__(
        self,
        problem: Problem,
        calendar: Calendar,
        number: int,
        year: Year,
        seats: Mapping[str, Seated],
        rooms: Housed,
    ) -> None:
        self.problem, self.calendar, self.number, self.seats, self.rooms = problem, calendar, number, seats, rooms
        self.network: Network = calendar.networks[number]
        self.pieces: tuple[Piece, ...] = calendar.pieces[number]
        layers = enumerate(year.nodes.tolist())
        self.nodes = [node for layer, node in layers if node >= 0 and not self.network.fixed[layer]]
        """Where its meetings are, facts aside."""

    def meetings(self) -> Iterator[Meeting]:
        """Yield the meetings, each with the seats that are best for it alone."""
        for node in self.nodes:
            on = self.problem.days[self.network.day[node]]
            rooms = dict(zip((piece.body for piece in self.pieces), self._rooms(node), strict=True))
            starts = {piece.body: int(piece.start[node]) for piece in self.pieces}
            for sitting in self.network.ways[self.network.way_of[node]]:
                body = sitting.body.code
                if starts[body] != NEVER:
                    attendance = self.seats[body].attendance(node)
                    yield meeting_of(self.problem, sitting, (on, starts[body]), rooms[body], attendance)

    def _rooms(self, node: int) -> list[str | None]:
        given = self.rooms.get((self.number, node), [-1] * len(self.pieces))
        return [None if room < 0 else self.calendar.rooms[room] for room in given]

    def occurrences(self) -> Iterator[Occurrence]:
        """Yield the occurrences of a meeting day, without themes."""
        if self.network.of_meeting_day:
            for gathering, node in zip(self._gatherings(), self.nodes, strict=False):
                lunch_last = self._rooms(node)
                lunch = lunch_last[-1] if self.pieces and self.pieces[-1].body == self.network.code else None
                rooms = (lunch, *lunch_last)
                yield occurrence_of(self.problem, gathering, self.problem.days[self.network.day[node]], rooms, None)

    def _gatherings(self) -> list[Gathering]:
        everything = candidates(self.problem).gatherings
        return [gathering for gathering in everything if gathering.meeting_day.code == self.network.code]


def _without_clashes(seatings: Seatings, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return the meetings of a day, or a week, the seats of those dealt again that people are wanted at two of."""
    problem = seatings.problem
    named = [replace(meeting, uid=f"{number}") for number, meeting in enumerate(meetings)]
    seeds = {meeting.uid for meeting in _clashing(problem, named)}
    if not seeds:
        return list(meetings)
    again = sharing_people(problem, named, seeds)
    uids = {meeting.uid for meeting in again}
    horizon = furthest(problem, about(SEATS))
    here = part_of(meetings[0].date, horizon)
    stands = [one for one in seatings.standing if part_of(one.date, horizon) == here]
    hands = dealt(problem, again, [*stands, *(one for one in named if one.uid not in uids)])
    seats = {meeting.uid: meeting.attendance for meeting in hands.meetings}
    return [
        replace(meeting, attendance=seats.get(one.uid, meeting.attendance))
        for meeting, one in zip(meetings, named, strict=True)
    ]


def _clashing(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Meeting]:
    """Yield the meetings, of a day or a week, at which somebody sits who cannot or may not sit at all of theirs."""
    sits: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        for _, person in meeting.present():
            sits[person].append(meeting)
    for theirs in sits.values():
        pairs = [pair for pair in combinations(theirs, 2) if in_the_way(problem, *pair)]
        yield from (meeting for pair in pairs for meeting in pair)
        if not person_load.within_limit(problem, theirs):
            yield from theirs


def broken_by(problem: Problem, solution: PartialSolution) -> tuple[Breach, ...]:
    """Return all that a calendar breaks once it is named and explained."""
    return tuple(broken(problem, finished(problem, solution, ())))
