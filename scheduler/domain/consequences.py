"""What follows from a change: breaches and clashes that come and go, seats, quorums, and people in two places."""

from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.other_dates import Cost
from scheduler.domain.people import Membership
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, UngrantedWish

MEMBERS = ("memberships", "people")
"""What of an input says who sits where."""


@dataclass(frozen=True)
class SeatNow:
    """One membership at one meeting whose outcome is another than before."""

    body: str
    sequence: int
    date: date
    person: str
    was: str | None
    """`attends`, `substitute` or `apologies`; None where they were no member."""
    now: str | None
    """The same; None where they are no member any more."""
    substitute: str | None = None
    """Who deputises now."""
    reason: str | None = None
    """Why they do not attend now."""


@dataclass(frozen=True)
class Margin:
    """How a meeting's quorum stands: voting members needed, and there, before and after."""

    body: str
    sequence: int
    date: date
    needed_before: int
    present_before: int
    needed: int
    present: int

    @property
    def spare(self) -> int:
        """How many more are there now than are needed; negative where the quorum fails."""
        return self.present - self.needed


@dataclass(frozen=True)
class SeatsOf:
    """The voting seats of one body on one day of a change, before and after it."""

    body: str
    voting: tuple[int, int]
    quorum: tuple[int, int]
    seats: int | None
    """Vacancies included; None where the input does not say."""
    date: date
    members: tuple[str, ...]
    """Who voted there before, and still does: one of them leaves where somebody is to take their seat."""

    @property
    def vacant(self) -> int:
        """How many seats nobody has after the change; where the input gives no number, those that were filled count."""
        return max(0, (self.voting[0] if self.seats is None else self.seats) - self.voting[1])

    @property
    def too_many(self) -> int:
        """How many voting members there are more than seats."""
        return 0 if self.seats is None else max(0, self.voting[1] - self.seats)


AGENDA, REPORT = "agenda", "report"


@dataclass(frozen=True)
class DeadlineNow:
    """A deadline of one meeting that is on another day than before."""

    body: str
    sequence: int
    kind: str
    """`agenda` or `report`."""
    was: date | None
    """None where there was none, or no meeting."""
    now: date | None
    """None where there is none any more."""


@dataclass(frozen=True)
class RoomNow:
    """Where a meeting sits, or the lunch of a meeting day is, before and after."""

    subject: str
    """The body, or the meeting day where it is the lunch."""
    sequence: int
    was: str | None
    now: str | None
    lunch: bool = False


@dataclass(frozen=True)
class Consequences:
    """Everything that a change of the input, or an edit by hand, does to a calendar."""

    appear_breaches: tuple[Breach, ...] = ()
    appear_clashes: tuple[Clash, ...] = ()
    disappear_breaches: tuple[Breach, ...] = ()
    disappear_clashes: tuple[Clash, ...] = ()
    doubled: tuple[Clash, ...] = ()
    """Of the clashes that appear, those with people who were not wanted in both places before; with them only."""
    seats: tuple[SeatNow, ...] = ()
    margins: tuple[Margin, ...] = ()
    """Of the meetings whose quorum or attendance differs."""
    apologies: tuple[int, int] = (0, 0)
    """What the tier of apologies comes to on the days concerned, before and after."""
    substitutes: tuple[int, int] = (0, 0)
    """What the tier of substitutes comes to on the days concerned, before and after."""
    deadlines: tuple[DeadlineNow, ...] = ()
    """Of an edit, as are rooms, costs and pounds: the deadlines that change."""
    rooms: tuple[RoomNow, ...] = ()
    """The rooms of what the edit is about, the same or others, and those of others that change."""
    costs: tuple[Cost, ...] = ()
    """Each tier before and after, the most important first; that what is moved has moved is no cost."""
    worse: tuple[UngrantedWish, ...] = ()
    """Wishes not granted any more; of a change of the input, those about seats on the days concerned."""
    better: tuple[UngrantedWish, ...] = ()
    """Wishes granted now."""
    pounds: tuple[int, int] = (0, 0)
    """What all rooms cost, before and after."""

    @property
    def two_places(self) -> dict[str, tuple[Clash, ...]]:
        """Everybody who is newly a member of two meetings at once, with the clashes."""
        found: dict[str, tuple[Clash, ...]] = {}
        for clash in self.doubled:
            for person in clash.people:
                found[person] = (*found.get(person, ()), clash)
        return dict(sorted(found.items()))

    @property
    def clean(self) -> bool:
        """Whether nothing is broken or in the way that was not before."""
        return not self.appear_breaches and not self.appear_clashes


def days_concerned(before: Problem, after: Problem, plan: Plan) -> frozenset[date] | None:
    """Return the days on which the members of some meeting differ; None where the inputs differ in more than members.

    People may have been added, and nothing else of anybody may have changed.
    """
    fields = [name for name in before.__dataclass_fields__ if name not in MEMBERS]
    alike = all(getattr(before, name) is getattr(after, name) for name in fields)
    if not alike or any(after.people.get(code) is not person for code, person in before.people.items()):
        return None
    return frozenset(meeting.date for meeting in plan.live if members_differ(before, after, meeting.body, meeting.date))


def members_differ(before: Problem, after: Problem, body: str, day: date) -> bool:
    """Whether the members of a body on a day, or their deputies, are others; how long they stay is not asked."""
    was, now = (problem.memberships_on(body, day) for problem in (before, after))
    return was != now and list(map(_seat, was)) != list(map(_seat, now))


def _seat(row: Membership) -> Membership:
    return replace(row, start_date=None, end_date=None)


MOVE, ROOM, SUBSTITUTE, APPOINT, ACCEPT = "move", "room", "substitute", "appoint", "accept"


@dataclass(frozen=True)
class Alternative:
    """One way to put things right, or to live with them."""

    kind: str
    """`move`, `room`, `substitute`, `appoint` or `accept`."""
    words: str
    """What it is, in a sentence."""
    possible: bool
    """Whether no rule comes to be broken by it that is kept now."""
    meetings_moved: int = 0
    people_affected: int = 0
    apologies: int = 0
    """By how much the tier of apologies is more than before the change (less where negative)."""
    substitutes: int = 0
    """By how much the tier of substitutes is more than before the change."""
    why_not: str = ""
    """Where it is not possible, the first rule in the way."""
    person: str | None = None
    """For whom a substitute is named, or in whose place somebody is appointed; None elsewhere, as are the next two."""
    body: str | None = None
    """Where."""
    substitute: str | None = None
    """Who is named or appointed; None where several are."""
    costs: tuple[str, ...] = ()
    """Which apologies and substitutes there are more and fewer than before the change, in words."""
