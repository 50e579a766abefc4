"""Verbs of what a network of dates leaves to others: rooms, seats and themes are open, what sets two at once refused.

They answer alike whatever they are asked.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import Membership
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Expression, Literal, Placed
from scheduler.solver.patterns.expressions import Elsewhere

ELSEWHERE = Elsewhere()


class NotAPattern(Exception):
    """Something was said that a network cannot hold; in a sentence."""


class OpenChoices:
    """The decisions that are no matter of dates and starts."""

    def __init__(self) -> None:
        self.left_open = False
        """Whether something was asked that is settled elsewhere."""

    def elsewhere(self) -> Literal:
        """Return a choice that is settled elsewhere."""
        self.left_open = True
        return ELSEWHERE

    def rooms_for(self, sitting: Sitting) -> Sequence[str]:
        """Return none: rooms are found elsewhere."""
        self.left_open = True
        return ()

    def lunch_rooms_for(self, gathering: Gathering) -> Sequence[str]:
        """Return none: rooms are found elsewhere."""
        self.left_open = True
        return ()

    def venues_for(self, sitting: Sitting) -> Collection[str]:
        """Return none: rooms are found elsewhere."""
        self.left_open = True
        return ()

    def in_room(self, sitting: Sitting, room: str) -> Literal:
        """Whether the meeting sits in the room: settled elsewhere."""
        return self.elsewhere()

    def lunch_in(self, gathering: Gathering, room: str) -> Literal:
        """Whether the lunch is in the room: settled elsewhere."""
        return self.elsewhere()

    def at_venue(self, placed: Placed, venue: str) -> Literal:
        """Whether it is at the venue: settled elsewhere."""
        return self.elsewhere()

    def attends(self, sitting: Sitting, membership: Membership) -> Literal:
        """Whether the member is there in person: settled elsewhere."""
        return self.elsewhere()

    def deputises(self, sitting: Sitting, membership: Membership, substitute: str) -> Literal:
        """Whether the substitute sits there for the member: settled elsewhere."""
        return self.elsewhere()

    def seat_filled(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the member or a substitute is there: settled elsewhere."""
        return self.elsewhere()

    def sits(self, person: str, sitting: Sitting) -> Expression:
        """Whether the person sits at the meeting: settled elsewhere."""
        return self.elsewhere()

    def has_theme(self, gathering: Gathering, theme: str) -> Literal:
        """Whether the lunch takes the theme: settled elsewhere."""
        return self.elsewhere()

    def over_lunch(self, gathering: Gathering, sitting: Sitting, days: Iterable[date]) -> NoReturn:
        """Refuse: a network is of one body, or one meeting day."""
        raise NotAPattern("it sets a meeting against the lunch of a meeting day.")

    def beyond(self, most: int, crowd: Iterable[tuple[Body | MeetingDay, tuple[date, ...]]]) -> NoReturn:
        """Refuse: a network knows no meetings of others."""
        raise NotAPattern("it counts meetings of several bodies together.")

    def overlapping(self, one: Sitting, two: Sitting) -> NoReturn:
        """Refuse: a network knows no two meetings at the same time."""
        raise NotAPattern("it sets two meetings of one day against each other.")

    def overlapping_any(self, sitting: Sitting, body: str) -> NoReturn:
        """Refuse: a network knows no two meetings at the same time."""
        raise NotAPattern("it sets two meetings of one day against each other.")

    def same_day(self, one: Placed, two: Placed) -> NoReturn:
        """Refuse: a network knows no two meetings on one day."""
        raise NotAPattern("it sets two meetings of one day against each other.")

    def pairs_sharing_people(self) -> NoReturn:
        """Refuse: a network knows no two meetings at the same time."""
        raise NotAPattern("it sets meetings that share people against each other.")

    def bookings(self, room: str) -> NoReturn:
        """Refuse: rooms are found elsewhere."""
        raise NotAPattern("it sets bookings of a room against each other.")

    def carried(self, number: Callable[[Placed, str], int], most: int) -> NoReturn:
        """Refuse: rooms are found elsewhere."""
        raise NotAPattern("it counts what is carried to rooms.")


class OpenDemands:
    """Demands that are no matter of dates and starts."""

    guarded = False
    partial = False

    def keeps(self, key: tuple[str, str]) -> bool:
        """Whether what a rule demands of a subject is not left out: nothing is."""
        return True

    def forbid_room(self, placed: Placed, room: str, reason: Reason) -> None:
        """Leave rooms to whoever finds them."""

    def no_overlap(self, bookings: Sequence[Any], reason: Reason) -> NoReturn:
        """Refuse: rooms are found elsewhere."""
        raise NotAPattern("it sets bookings against each other.")

    def at_most_at_once(self, carried: Sequence[tuple[Any, int]], most: int, reason: Reason) -> NoReturn:
        """Refuse: rooms are found elsewhere."""
        raise NotAPattern("it counts what is carried to rooms.")
