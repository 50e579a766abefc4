"""The verbs in which rules and wishes speak to a solver, whichever it is.

A `Literal` is a yes-or-no choice that can be negated with `~` and added up as 0 or 1; an `Expression`
is a sum of choices. Rules post relations between them, each with the `Reason` that demands it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from enum import Enum, IntEnum
from typing import Any, Protocol, TypeAlias

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import Membership
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting, Turn

Literal: TypeAlias = Any
Expression: TypeAlias = Any
Relation: TypeAlias = Any
Placed: TypeAlias = Sitting | Gathering
InTurn: TypeAlias = Placed | Turn
"""What follows upon another in a cadence."""


class Choices(Protocol):
    """The decisions: when and where each meeting is held, who sits there, and each lunch's theme.

    In a part of a greater calendar the meetings placed already stand among them, each with one day, one start, one room
    and constants for choices. Rules and wishes that look beyond one meeting see them in `sittings` and `gatherings`;
    those of one meeting see only what is to be placed. Of two that are both placed no verb tells anything but no.
    Facts (what has been held, or called) stand among them in the same way, beside other meetings of their body that are
    to be placed; of what `is_fact` nothing may be demanded, and it is charged nothing.
    A rule that looks no further than a week does not see the meetings of which it is not asked, by rows about one.
    """

    sittings: Sequence[Sitting]
    gatherings: Sequence[Gathering]
    no: Literal
    """A choice that is settled: no."""

    def is_fact(self, placed: InTurn) -> bool:
        """Whether it has been held already, or called: no rule is asked of it alone, and it costs nothing."""

    def sittings_of(self, body: str) -> Sequence[Sitting]:
        """Return the meetings of a body in order of date, then those beside its cadence."""

    def gatherings_of(self, meeting_day: str) -> Sequence[Gathering]:
        """Return the occurrences of a meeting day in order of date, then those beside its cadence."""

    def in_turn(self, subject: Body | MeetingDay) -> Sequence[InTurn]:
        """Return what a body or meeting day holds for its cadence, in order of date."""

    def sittings_at(self, gathering: Gathering) -> Sequence[Sitting]:
        """Return the meetings of all bodies that sit at one occurrence."""

    def open_days(self, placed: InTurn) -> Sequence[date]:
        """Return the days that no rule has yet ruled out."""

    def placements(self, sitting: Sitting) -> Sequence[tuple[date, int]]:
        """Return the days and starts that no rule has yet ruled out."""

    def held(self, placed: InTurn) -> Literal:
        """Whether it is held at all."""

    def held_on(self, placed: InTurn, day: date) -> Literal:
        """Whether it is held on the day."""

    def held_at(self, sitting: Sitting, day: date, start: int) -> Literal:
        """Whether it is held on the day, starting then."""

    def beyond(self, most: int, crowd: Iterable[tuple[Body | MeetingDay, tuple[date, ...]]]) -> Expression:
        """Return by how many the meetings of some bodies and meeting days, each on its own days, exceed a number.

        What stands already counts, and by how many it exceeds the number by itself is taken off.
        """

    def starts_at(self, sitting: Sitting, start: int) -> Literal:
        """Whether it starts then, whatever the day."""

    def held_during(self, sitting: Sitting, placements: Iterable[tuple[date, int]]) -> Sequence[Literal]:
        """Return choices of which one is yes where the meeting is held at one of these days and starts."""

    def day_number(self, placed: InTurn) -> Expression:
        """Return the day, counted from the calendar's first; meaningless for what is not held."""

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Return a choice that is yes where any of these is (and, cost permitting, only there)."""

    def both(self, one: Literal, two: Literal) -> Literal:
        """Return a choice that is yes where both are (and, cost permitting, only there)."""

    def excess(self, *expressions: Expression, most: int, unit: int = 1, when: Sequence[Literal] = ()) -> Expression:
        """Return how far the largest expression exceeds zero where all of `when` hold, in units begun."""

    def one_of(self, number: int) -> Sequence[Literal]:
        """Return so many choices of which exactly one is yes."""

    def matching(self, rows: int, columns: Sequence[Literal]) -> Sequence[Sequence[Literal]]:
        """Return choices that match each row to at most one column that holds, and no column twice."""

    def over_lunch(self, gathering: Gathering, sitting: Sitting, days: Iterable[date]) -> Literal:
        """Whether the meeting takes some of the lunch's time on one of the days."""

    def rooms_for(self, sitting: Sitting) -> Sequence[str]:
        """Return the rooms no rule has yet ruled out; none for an online meeting."""

    def in_room(self, sitting: Sitting, room: str) -> Literal:
        """Whether the meeting sits in the room."""

    def lunch_rooms_for(self, gathering: Gathering) -> Sequence[str]:
        """Return the lunch rooms no rule has yet ruled out; none where there is no lunch."""

    def lunch_in(self, gathering: Gathering, room: str) -> Literal:
        """Whether the lunch is in the room."""

    def venues_for(self, sitting: Sitting) -> Collection[str]:
        """Return the venues at which it may be held; none for an online meeting."""

    def at_venue(self, placed: Placed, venue: str) -> Literal:
        """Whether it is at the venue."""

    def bookings(self, room: str) -> Sequence[Any]:
        """Return every booking that would take the room, as intervals with set-up and clearing."""

    def carried(self, number: Callable[[Placed, str], int], most: int) -> Sequence[tuple[Any, int]]:
        """Return the bookings for which something is carried to a room, as intervals, with how many.

        `number` tells how many for a meeting, or for the lunch of an occurrence, in a room. What stands already is
        counted as no more than `most` at any moment; none where nothing that is to be placed needs any.
        """

    def members(self, sitting: Sitting) -> Sequence[Membership]:
        """Return the memberships in force on some day the meeting may be held."""

    def in_force(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the meeting is held, on a day when the membership is in force."""

    def attends(self, sitting: Sitting, membership: Membership) -> Literal:
        """Whether the member is there in person."""

    def deputises(self, sitting: Sitting, membership: Membership, substitute: str) -> Literal:
        """Whether the substitute sits there for the member."""

    def seat_filled(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the member or a substitute is there."""

    def people_at(self, sitting: Sitting) -> Sequence[str]:
        """Return everyone who might sit at the meeting, for themselves or for another."""

    def sits(self, person: str, sitting: Sitting) -> Expression:
        """Whether the person sits at the meeting, for themselves or for another."""

    def pairs_sharing_people(self) -> Iterable[tuple[Sitting, Sitting, Sequence[str]]]:
        """Yield every two meetings, one at least to be placed, that somebody might sit at, and those people."""

    def overlapping(self, one: Sitting, two: Sitting) -> Literal:
        """Whether the two, one at least to be placed, are held at the same time."""

    def overlapping_any(self, sitting: Sitting, body: str) -> Literal:
        """Whether the meeting is held at the same time as any of a body's, which has meetings of its own."""

    def same_day(self, one: Placed, two: Placed) -> Literal:
        """Whether the two, one at least to be placed, are held on the same day."""

    def has_theme(self, gathering: Gathering, theme: str) -> Literal:
        """Whether the lunch takes the theme."""


class Post(Protocol):
    """How a rule is put to the solver: each demand with its reason."""

    guarded: bool
    """Whether each demand can be lifted with its reason, for an explanation."""
    partial: bool
    """Whether some demands may be lifted, or left out."""

    def keeps(self, key: tuple[str, str]) -> bool:
        """Whether what a rule demands of a subject is not left out."""

    def forbid(self, placed: Placed, day: date, reason: Reason) -> None:
        """Rule out a day."""

    def forbid_room(self, placed: Placed, room: str, reason: Reason) -> None:
        """Rule out a room for a meeting, or for the lunch of an occurrence."""

    def require(
        self, relation: Relation, reason: Reason, when: Sequence[Literal] = (), of: Sequence[InTurn] = ()
    ) -> None:
        """Demand a relation between expressions, where all of `when` hold.

        A rule that looks across the year names in `of` the meetings that take part in the breach: where it is not
        asked of one of them, nothing is demanded.
        """

    def any_of(self, literals: Iterable[Literal], reason: Reason, of: Sequence[InTurn] = ()) -> None:
        """Demand that at least one holds; `of` as in `require`."""

    def at_most_one(self, literals: Iterable[Literal], *reasons: Reason) -> None:
        """Demand that no two hold, for each of the reasons."""

    def no_overlap(self, bookings: Sequence[Any], reason: Reason) -> None:
        """Demand that no two bookings overlap."""

    def at_most_at_once(self, carried: Sequence[tuple[Any, int]], most: int, reason: Reason) -> None:
        """Demand that of what is carried for bookings there are never more than so many at one moment."""


class Matter(Enum):
    """What of a plan, or of the memberships behind it, a rule or wish looks at."""

    DATES = "dates"
    """The days on which meetings and meeting days are held, and whether they are held at all."""
    TIMES = "times"
    """Starts and lengths within a day, those of lunches included."""
    ROOMS = "rooms"
    """Rooms and venues of meetings and lunches."""
    SEATS = "seats"
    """Who attends, deputises or sends apologies."""
    MEMBERSHIPS = "memberships"
    """Who belongs to a body on a day, in which role, with which substitutes: the input's, not the plan's."""
    LUNCHES = "lunches"
    """Themes and speakers of lunches, and whether there is a lunch."""

    __hash__ = object.__hash__  # that of Enum hashes the name anew each time, and sets of these are asked all the time


DATES, TIMES, ROOMS = Matter.DATES, Matter.TIMES, Matter.ROOMS
SEATS, MEMBERSHIPS, LUNCHES = Matter.SEATS, Matter.MEMBERSHIPS, Matter.LUNCHES


class Horizon(IntEnum):
    """How far apart two things may lie so that a rule, or a wish, looks from one to the other."""

    MEETING = 1
    """One meeting, or one occurrence of a meeting day with its lunch."""
    DAY = 2
    """All that is held on one day."""
    WEEK = 3
    """All that is held in one week, Monday to Sunday."""
    YEAR = 4
    """The whole calendar."""


MEETING, DAY, WEEK, YEAR = Horizon.MEETING, Horizon.DAY, Horizon.WEEK, Horizon.YEAR


class Scope(IntEnum):
    """Of whose meetings a rule, or a wish, speaks at once where it looks over the whole calendar.

    What it says of one of these depends on nothing but their own rows of the input and their own meetings.
    """

    MOVER = 1
    """One body with meetings of its own, or one meeting day with all bodies that sit in it."""
    LINES = 2
    """Two of these that a row of the input ties: one reports to the other, or a link is between them."""
    ALL = 3
    """All of them."""


MOVER, LINES, ALL = Scope.MOVER, Scope.LINES, Scope.ALL
