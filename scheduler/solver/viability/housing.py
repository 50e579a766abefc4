"""The choices of room and venue."""

from collections.abc import Sequence
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Expression, Literal, Placed
from scheduler.solver.cp.candidates import Candidates
from scheduler.solver.cp.placing import MINUTES_A_DAY, Placing


class Housing(Placing):
    """A room for each meeting that needs one and for each lunch, and a venue for each meeting day."""

    def __init__(self, problem: Problem, candidates: Candidates, *, pruning: bool) -> None:
        super().__init__(problem, candidates, pruning=pruning)
        self._rooms_ruled_out: dict[Placed, set[str]] = {placed: set() for placed in self.placed}
        self._rooms: dict[Placed, dict[str, Literal]] = {}
        self._venues: dict[tuple[Placed, str], Literal] = {}
        self._intervals: dict[tuple[Placed, str], Any] = {}

    def rule_out_room(self, placed: Placed, room: str) -> bool:
        """Leave a room out of the model for a meeting or a lunch; False if it is already in it."""
        if not self.pruning or placed in self._rooms:
            return False
        self._rooms_ruled_out[placed].add(room)
        return True

    def _rooms_of(self, placed: Placed) -> dict[str, Literal]:
        if placed not in self._rooms:
            if isinstance(placed, Sitting):
                housed = not placed.body.online
            else:
                housed = self.problem.lunch_of(placed.meeting_day.code) is not None
            rooms = [room for room in self.problem.rooms if housed and room not in self._rooms_ruled_out[placed]]
            literals = {room: self.model.new_bool_var(f"{placed.name} in {room}") for room in rooms}
            self.model.add_at_most_one(literals.values())
            for literal in literals.values():
                self.model.add_implication(literal, self.held(placed))
            self._rooms[placed] = literals
        return self._rooms[placed]

    def rooms_for(self, sitting: Sitting) -> Sequence[str]:
        """Return the rooms no rule has yet ruled out; none for an online meeting."""
        return list(self._rooms_of(sitting))

    def in_room(self, sitting: Sitting, room: str) -> Literal:
        """Whether the meeting sits in the room."""
        return self._rooms_of(sitting).get(room, self.no)

    def lunch_rooms_for(self, gathering: Gathering) -> Sequence[str]:
        """Return the lunch rooms no rule has yet ruled out; none where there is no lunch."""
        return list(self._rooms_of(gathering))

    def lunch_in(self, gathering: Gathering, room: str) -> Literal:
        """Whether the lunch is in the room."""
        return self._rooms_of(gathering).get(room, self.no)

    def at_venue(self, placed: Placed, venue: str) -> Literal:
        """Whether it is at the venue."""
        if (placed, venue) not in self._venues:
            if isinstance(placed, Gathering):
                literal: Literal = self.model.new_bool_var(f"{placed.name} at {venue}")
            else:
                rooms = self._rooms_of(placed)
                there = [literal for room, literal in rooms.items() if self.problem.rooms[room].venue == venue]
                literal = self._one_of(there)
            self._venues[placed, venue] = literal
        return self._venues[placed, venue]

    def _one_of(self, literals: Sequence[Literal]) -> Literal:
        """Return a choice that is yes exactly where one of these, no two of which hold, does."""
        if len(literals) <= 1:
            return literals[0] if literals else self.no
        literal = self.model.new_bool_var("")
        self.model.add(sum(literals) == literal)
        return literal

    def bookings(self, room: str) -> Sequence[Any]:
        """Return every booking that would take the room, as intervals with set-up and clearing."""
        return [
            self._interval(placed, chosen)
            for placed in self.placed
            for chosen in self._rooms_of(placed)
            if room in self.problem.parts_of_room[chosen]
        ]

    def _interval(self, placed: Placed, room: str) -> Any:  # noqa: ANN401 - the solver's interval is opaque here
        if (placed, room) not in self._intervals:
            booked = self.problem.rooms[room]
            start: Expression
            if isinstance(placed, Sitting):
                start, length = self.minute_number(placed), placed.duration
            else:
                lunch = self.problem.lunch_of(placed.meeting_day.code)
                minute, length = (0, 0) if lunch is None else (lunch.start, lunch.end - lunch.start)
                start = MINUTES_A_DAY * self.day_number(placed) + minute
            self._intervals[placed, room] = self.model.new_optional_interval_var(
                start - booked.setup_minutes,
                booked.setup_minutes + length + booked.clear_minutes,
                start + length + booked.clear_minutes,
                self._rooms_of(placed)[room],
                f"{placed.name} in {room}",
            )
        return self._intervals[placed, room]
