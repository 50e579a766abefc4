"""What an import finds in files that a council has already: bodies, people, seats, rooms and meetings, before any code.

Names are as the source writes them. Nothing here is a private matter: no home address, no telephone number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date


@dataclass(frozen=True)
class Source:
    """Where something was read: the name of the file, and the place in it (`table 2, row 5`; `Calendar!C7`)."""

    file: str
    place: str = ""

    @property
    def words(self) -> str:
        """The place in a sentence: `old calendar.docx, table 2, row 5`."""
        return f"{self.file}, {self.place}" if self.place else self.file


@dataclass(frozen=True)
class FoundBody:
    """A body by the name its source gives it."""

    name: str
    source: Source
    identity: str = ""
    """What its own system calls it, by which meetings and seats of the same system name it; blank where it has none."""
    classification: str = ""
    """The words of the source; blank where it says nothing."""
    start_date: date | None = None
    end_date: date | None = None
    seats: int | None = None
    gone: str = ""
    """Why it meets no more, in its own system's words: then it is left out, with its meetings and seats."""


@dataclass(frozen=True)
class FoundPerson:
    """A person or a post; titles such as Councillor are kept as written."""

    name: str
    source: Source
    identity: str = ""
    organisation: str = ""
    category: str = ""
    email: str = ""
    group: str = ""
    """The political group or party."""
    end_date: date | None = None
    """The last day in office, where the source says it."""


@dataclass(frozen=True)
class FoundSeat:
    """A person's place on a body."""

    body: str
    """The body's name, or its identity where the source gives no name; or the identity of a meeting that it met in."""
    person: str
    """The person's name, or identity."""
    source: Source
    role: str = "member"
    """One of the contract's roles."""
    on_behalf_of: str = ""
    voting: bool | None = None
    """None where the source does not say: the role decides."""
    start_date: date | None = None
    end_date: date | None = None
    substitutes: tuple[str, ...] = ()
    """Who may deputise, best first, by names or identities: a list of a member's own, or their body's pool."""
    pooled: bool = False
    """Whether they are the body's pool, in which members are sat for by their own political group."""


@dataclass(frozen=True)
class FoundRoom:
    """A room, or a place of which no more is known than its name."""

    name: str
    source: Source
    venue: str = ""
    capacity: int | None = None


@dataclass(frozen=True)
class FoundMeeting:
    """A meeting of a calendar that a council has."""

    body: str
    """The body's name, or its identity where the source gives no name."""
    date: date
    source: Source
    start: int | None = None
    """Minutes after midnight; None where the source does not say."""
    end: int | None = None
    place: str = ""
    """Room and venue as written."""
    title: str = ""
    """What it is called beside its body: `Annual Meeting`, `Special Meeting`; blank for an ordinary one."""
    status: str = ""
    """The words of the source."""
    cancelled: bool = False
    mark: str = ""
    """A letter or star beside the date in a grid, with whatever its key says."""
    identity: str = ""
    """What its own system calls it; blank where it has none."""


@dataclass(frozen=True)
class FoundClosure:
    """Days of the source on which nothing is held: a bank holiday printed in a grid, a recess."""

    first: date
    last: date
    reason: str
    source: Source


@dataclass(frozen=True)
class LeftOut:
    """Something that was read and is not taken over, and why not: nothing is dropped in silence."""

    what: str
    """The words of the source, cut to a readable length; never a private matter."""
    why: str
    source: Source


@dataclass(frozen=True)
class Found:
    """All that was found in one file, or in several together."""

    authority: str = ""
    bodies: tuple[FoundBody, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    seats: tuple[FoundSeat, ...] = ()
    rooms: tuple[FoundRoom, ...] = ()
    meetings: tuple[FoundMeeting, ...] = ()
    closures: tuple[FoundClosure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    read_as: tuple[tuple[str, str], ...] = field(default=())
    """The name of each file, and what it was taken for: `a calendar, bodies down and months across`."""

    @property
    def empty(self) -> bool:
        """Whether nothing was found that an input could hold."""
        return not (self.bodies or self.people or self.seats or self.rooms or self.meetings or self.closures)


def together(parts: Iterable[Found]) -> Found:
    """Return what several files hold together, in their order; the first that names the authority names it."""
    every = list(parts)
    lists = [one.name for one in fields(Found) if one.name != "authority"]
    return Found(
        authority=next((part.authority for part in every if part.authority), ""),
        **{name: tuple(item for part in every for item in getattr(part, name)) for name in lists},
    )
