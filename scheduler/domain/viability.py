"""Whether bodies can sit at the same time: the question, and everything there is to say in answer to it."""

from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import Attendance

QUORUM, QUORUM_RULE, PRESIDING, REQUIRED = "quorum", "quorum_rule", "presiding", "person_clash"
"""The rules of which a body needs people; a required person who is held elsewhere breaks `person_clash`."""
SUBSTITUTE_NAMED, SEAT_GIVEN = "substitute", "seat"
"""The kinds of nomination."""
PEOPLE, ROOMS, TIME = "people", "rooms", "time"
"""What may stand in the way."""


@dataclass(frozen=True)
class Together:
    """Bodies that would sit at the same time, and the day whose memberships count."""

    bodies: tuple[str, ...]
    day: date
    session: Session | None = None
    """The session they would sit in; None for bodies that have none in common."""
    asked: tuple[str, ...] = ()
    """Every body asked about, those included that do not exist on the day; empty where they are the bodies."""

    @property
    def ever(self) -> tuple[str, ...]:
        """The bodies, with those that exist on other days."""
        return self.asked or self.bodies


@dataclass(frozen=True)
class Need:
    """Something a body cannot sit without."""

    rule: str
    body: str
    least: int = 1
    person: str | None = None
    """Who is required, in person or by a substitute."""
    of: QuorumRule | None = None
    """The part of a composite quorum."""


@dataclass(frozen=True)
class Price:
    """What a way to seat everyone costs, in the points of the wishes `apologies` and `substitutes`."""

    apologies: int
    substitutes: int


@dataclass(frozen=True)
class Allocation:
    """Who sits where while bodies sit at the same time, for every membership in force."""

    attendance: dict[str, tuple[Attendance, ...]]
    failing: tuple[str, ...] = ()
    """Bodies that do not have all they need."""
    proven: bool = True
    """Whether it was shown that no other is better."""


@dataclass(frozen=True)
class Overlap:
    """Two bodies and the people who sit on both."""

    bodies: tuple[str, str]
    people: tuple[str, ...]


@dataclass(frozen=True)
class QuorumPart:
    """A part of a composite quorum: how many are needed, and how many are there."""

    of: QuorumRule
    best: int


@dataclass(frozen=True)
class Quorum:
    """What a body needs of its voting members, and what it has after the best allocation."""

    body: str
    needed: int
    best: int
    voting: int
    """All its voting members."""
    parts: tuple[QuorumPart, ...] = ()
    leaders: tuple[str, ...] = ()
    """Everyone who may preside; nobody need where there is none."""
    presiding: tuple[str, ...] = ()
    """Those of them who are there in person."""


@dataclass(frozen=True)
class Blocker:
    """What cannot be had while the bodies sit together: a smallest set of needs, and the people who deny them."""

    kind: str
    bodies: tuple[str, ...]
    message: str
    people: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nomination:
    """Somebody to be named as a member's substitute, or to be given the member's seat with its role."""

    kind: str
    person: str
    body: str
    substitute: str | None
    """Who is nominated; None for somebody who is not in the input and would have to be found."""


@dataclass(frozen=True)
class Nominations:
    """The fewest nominations that make it possible, and what it then costs."""

    rows: tuple[Nomination, ...]
    proven: bool = True
    """Whether it was shown that no fewer would do."""
    then: Allocation | None = None
    """Who then sits where; None where people are still to be found."""
    price: Price | None = None


@dataclass(frozen=True)
class Slot:
    """Bodies that sit at the same time, one slot after another."""

    bodies: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    rooms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slots:
    """The fewest consecutive slots in which all bodies can sit without any nomination; none where no number will do."""

    slots: tuple[Slot, ...]
    proven: bool = True
    """Whether it was shown that no fewer would do."""
    fits: bool | None = None
    """Whether they end in time for the session; None without a session."""
    allocation: Allocation | None = None
    price: Price | None = None
    unlimited: tuple[Slot, ...] = ()
    """Where there are none: those that would do, were it not for the most meetings anybody may have on one day."""


@dataclass(frozen=True)
class Stretch:
    """Days of the calendar between two changes of membership, first and last included, and the answer there."""

    first: date
    last: date
    bodies: tuple[str, ...]
    """Those that exist then."""
    viable: bool | None
    """None where it was not found out in time."""
    price: Price | None = None
    """None where it is not viable."""
    allocation: Allocation | None = None


@dataclass(frozen=True)
class Viability:
    """The answer."""

    together: Together
    viable: bool
    allocation: Allocation
    price: Price
    overlaps: tuple[Overlap, ...]
    quorums: tuple[Quorum, ...]
    blockers: tuple[Blocker, ...]
    nominations: Nominations | None
    """None where no nomination of people in the input can help, or none was found in time."""
    to_be_found: Nominations | None
    """Where those cannot: the fewest people to be found; None where even that would not help, or none was found."""
    slots: Slots
    stretches: tuple[Stretch, ...]
    rooms: dict[str, str] | None = None
    """The room of each body while they sit together; None where the input has no rooms, so that none were asked for."""
    none_can_help: bool = False
    """Whether it was shown that no nomination of people in the input can help."""
    nobody_can_help: bool = False
    """Whether it was shown that even people who are to be found cannot."""

    @property
    def people_viable(self) -> bool:
        """Whether the memberships allow it, whatever becomes of rooms and times."""
        return not self.allocation.failing

    @property
    def with_cause(self) -> frozenset[str]:
        """The kinds of thing that stand in the way."""
        return frozenset(blocker.kind for blocker in self.blockers)
