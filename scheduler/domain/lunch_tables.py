"""Lunch tables: who eats at each lunch of a year, what is asked of their tables, and who sits where.

Tables are numbered from 1. A lunch has as few tables of `table_size` as seat everybody, and their sizes differ by one
at most.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import moment
from scheduler.domain.people import PRESIDING_ROLES, Membership
from scheduler.domain.plan import Lunch, Occurrence, Plan, Tier
from scheduler.domain.problem import Problem

SPEAKERS_TABLE = 1
"""Where the speaker sits, with the sponsor of the theme."""
SHARE_NEAR_THE_DOOR = 3
"""One table in so many, rounded up, is near the door; the first ones are."""

UNMOVED, BOARDS, ORGANISATIONS, COMPANY = "unmoved", "boards", "organisations", "company"
TIERS = (UNMOVED, BOARDS, ORGANISATIONS, COMPANY)
"""What is kept low, the most important first: guests who change table from the seating before, pairs of one board and
of one organisation at a table, and meetings of pairs beyond their first at table (the third counts twice)."""

TABLE, WITH, APART, SPEAKER, SPONSOR, ACCESS = "table", "with", "apart", "speaker", "sponsor", "access"
"""Kinds of demands: the first three are columns of `seating`."""


@dataclass(frozen=True, order=True)
class Guest:
    """Somebody who eats at a lunch: a person, or the speaker, whose code may be a person's too."""

    code: str
    speaks: bool = False


@dataclass(frozen=True)
class Demand:
    """What must hold at a lunch: where one guest sits, or whether two sit at one table."""

    kind: str
    guests: tuple[Guest, ...]
    """One; two for `with` and `apart`."""
    tables: tuple[int, ...] = ()
    """Where that one may sit; empty for two."""
    row: int | None = None
    """Which row of `seating` asks for it, from 0; None where none does."""


@dataclass(frozen=True, eq=False)
class Party:
    """Everybody who eats at one lunch, and what is asked of their tables."""

    meeting_day: str
    sequence: int
    date: dt.date
    tables: int
    guests: tuple[Guest, ...]
    """In order of code."""
    boards: Mapping[Guest, frozenset[str]]
    """The bodies in whose meetings of the day each guest sits."""
    organisations: Mapping[Guest, str]
    """What each belongs to, without case; those who belong to none are left out."""
    demands: tuple[Demand, ...] = ()
    before: Mapping[Guest, int] = field(default_factory=dict)
    """Where those sat who were in the seating made before, at tables that there still are."""
    held: bool = False
    """Whether it is over: `before` is then a fact, and nothing is asked of it."""

    @property
    def name(self) -> str:
        """The lunch for short: `TPDAY#1`."""
        return f"{self.meeting_day}#{self.sequence}"

    @property
    def sizes(self) -> tuple[int, int]:
        """How many sit at the smallest table and at the largest."""
        return len(self.guests) // self.tables, -(-len(self.guests) // self.tables)

    def guests_by(self, groups: str) -> dict[str, tuple[Guest, ...]]:
        """Return the guests of each board, or of each organisation, in order of name; of groups of two or more."""
        found: dict[str, list[Guest]] = {}
        for guest in self.guests:
            if groups == BOARDS:
                names: Sequence[str] = sorted(self.boards.get(guest, ()))
            else:
                names = [self.organisations[guest]] if guest in self.organisations else []
            for name in names:
                found.setdefault(name, []).append(guest)
        return {name: tuple(found[name]) for name in sorted(found) if len(found[name]) > 1}


Places = Mapping[Guest, int]
"""At which table each guest of a lunch sits."""


@dataclass(frozen=True)
class SeatedLunch:
    """A lunch, and at which table each of its guests sits."""

    meeting_day: str
    sequence: int
    date: dt.date
    tables: int
    places: Places
    held: bool = False
    """Whether it was over when the tables were made."""

    @property
    def name(self) -> str:
        """The lunch for short: `TPDAY#1`."""
        return f"{self.meeting_day}#{self.sequence}"

    def at(self, table: int) -> tuple[Guest, ...]:
        """Return who sits at a table, in order of code."""
        return tuple(sorted(guest for guest, number in self.places.items() if number == table))


@dataclass(frozen=True)
class LunchTables:
    """The tables of all lunches of a year, and how good they are proven to be."""

    title: str
    generated: str
    """When the calendar was made that they are for, as `plan.json` has it."""
    table_size: int
    lunches: tuple[SeatedLunch, ...] = ()
    """In order of date."""
    tiers: tuple[Tier, ...] = ()

    def of(self, meeting_day: str, sequence: int) -> SeatedLunch | None:
        """Return the tables of one lunch; None where there are none."""
        found = (one for one in self.lunches if (one.meeting_day, one.sequence) == (meeting_day, sequence))
        return next(found, None)


def tables_needed(guests: int, table_size: int) -> int:
    """Return how many tables seat so many."""
    return -(-guests // table_size)


def boards_at(plan: Plan, occurrence: Occurrence) -> dict[Guest, frozenset[str]]:
    """Return everybody who sits at a session of a meeting day, and the speaker, with the bodies they sit on there."""
    found: dict[Guest, set[str]] = {}
    for meeting in plan.of_occurrence(occurrence):
        for _, person in meeting.present():
            found.setdefault(Guest(person), set()).add(meeting.body)
    if occurrence.speaker is not None:
        found[Guest(occurrence.speaker, speaks=True)] = set()
    return {guest: frozenset(found[guest]) for guest in sorted(found)}


def parties(problem: Problem, plan: Plan, before: LunchTables | None, now: str) -> tuple[Party, ...]:
    """Return who eats at each lunch of a calendar that has tables, or is to have them, in order of date.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    before : LunchTables, optional
        The tables that were made before. Of a lunch that is over they are facts; one that is over and had none is
        left out.
    now : str
        The moment of asking, ISO in UTC; empty for before every lunch.

    """
    local = dt.datetime.min
    if now:
        local = dt.datetime.fromisoformat(now).astimezone(ZoneInfo(problem.settings.timezone)).replace(tzinfo=None)
    found = []
    for occurrence in sorted(plan.occurrences, key=lambda one: (one.date, one.meeting_day, one.sequence)):
        seated = None if before is None else before.of(occurrence.meeting_day, occurrence.sequence)
        if occurrence.lunch is None:
            continue
        if _is_over(occurrence, occurrence.lunch, local):
            if seated is not None and seated.date == occurrence.date:
                found.append(_fact(problem, plan, occurrence, seated))
        elif boards_at(plan, occurrence):
            found.append(_party(problem, plan, occurrence, seated))
    return tuple(found)


def _is_over(occurrence: Occurrence, lunch: Lunch, now: dt.datetime) -> bool:
    return moment(occurrence.date, lunch.start) < now


def _organisations(problem: Problem, guests: Sequence[Guest]) -> dict[Guest, str]:
    named = ((guest, organisation_of(problem, guest)) for guest in guests)
    return {guest: " ".join(name.casefold().split()) for guest, name in named if name}


def organisation_of(problem: Problem, guest: Guest) -> str:
    """Return what a guest belongs to; nothing for one who belongs to none, or whom the input lacks."""
    known = problem.speakers.get(guest.code) if guest.speaks else problem.people.get(guest.code)
    return "" if known is None else known.organisation or ""


def access_of(problem: Problem, guest: Guest) -> str:
    """Return a guest's access needs in words; nothing where there are none."""
    known = problem.speakers.get(guest.code) if guest.speaks else problem.people.get(guest.code)
    return "" if known is None else (known.access or "").strip()


def _fact(problem: Problem, plan: Plan, occurrence: Occurrence, seated: SeatedLunch) -> Party:
    guests = tuple(sorted(seated.places))
    boards = boards_at(plan, occurrence)
    return Party(
        meeting_day=seated.meeting_day,
        sequence=seated.sequence,
        date=seated.date,
        tables=seated.tables,
        guests=guests,
        boards={guest: boards.get(guest, frozenset()) for guest in guests},
        organisations=_organisations(problem, guests),
        before=seated.places,
        held=True,
    )


def _party(problem: Problem, plan: Plan, occurrence: Occurrence, seated: SeatedLunch | None) -> Party:
    boards = boards_at(plan, occurrence)
    guests = tuple(boards)
    tables = tables_needed(len(guests), problem.settings.table_size)
    before = {} if seated is None else dict(seated.places)
    return Party(
        meeting_day=occurrence.meeting_day,
        sequence=occurrence.sequence,
        date=occurrence.date,
        tables=tables,
        guests=guests,
        boards=boards,
        organisations=_organisations(problem, guests),
        demands=tuple(_demands(problem, occurrence, guests, tables)),
        before={guest: before[guest] for guest in guests if before.get(guest, tables + 1) <= tables},
    )


def _demands(problem: Problem, occurrence: Occurrence, guests: tuple[Guest, ...], tables: int) -> Iterator[Demand]:
    """Yield what is asked of the tables of a lunch: the rows of `seating`, the speaker's place, access needs."""
    there = frozenset(guests)
    asked = [demand for demand in _of_rows(problem) if there.issuperset(demand.guests)]
    yield from asked
    speaker = Guest(occurrence.speaker or "", speaks=True)
    if speaker in there:
        yield Demand(SPEAKER, (speaker,), (SPEAKERS_TABLE,))
        host = host_of(problem, occurrence, there)
        if host is not None:
            yield Demand(SPONSOR, (host,), (SPEAKERS_TABLE,))
    near = tuple(range(1, near_the_door(problem, guests, tables) + 1))
    placed = {demand.guests[0] for demand in asked if demand.kind == TABLE}
    for guest in guests:
        if access_of(problem, guest) and guest not in placed and not guest.speaks:
            yield Demand(ACCESS, (guest,), near)


def _of_rows(problem: Problem) -> Iterator[Demand]:
    for number, row in enumerate(problem.seating):
        guest = Guest(row.person)
        if row.table is not None:
            yield Demand(TABLE, (guest,), (row.table,), number)
        yield from (Demand(WITH, (guest, Guest(other)), (), number) for other in row.together)
        yield from (Demand(APART, (guest, Guest(other)), (), number) for other in row.apart)


def near_the_door(problem: Problem, guests: Collection[Guest], tables: int) -> int:
    """Return how many tables are near the door: a third of them, rounded up, and more where those seat too few.

    They are to seat everybody with access needs, and the speaker with the sponsor.
    """
    needing = sum(bool(access_of(problem, guest)) for guest in guests) + 2 * any(guest.speaks for guest in guests)
    least = max(1, len(guests) // tables)
    return min(tables, max(-(-tables // SHARE_NEAR_THE_DOOR), -(-needing // least)))


def host_of(problem: Problem, occurrence: Occurrence, there: frozenset[Guest]) -> Guest | None:
    """Return who of the body that sponsors the theme sits with the speaker; None where nobody of it is there.

    Its chair, else a vice-chair, else the first member who votes, else anybody of it; not one whom `seating` puts at
    another table.
    """
    theme = problem.themes.get(occurrence.theme or "")
    if theme is None or theme.sponsor not in problem.bodies:
        return None
    elsewhere = {row.person for row in problem.seating if row.table not in (None, SPEAKERS_TABLE)}
    members = [
        row
        for row in problem.memberships_on(theme.sponsor, occurrence.date)
        if Guest(row.person) in there and row.person not in elsewhere
    ]
    return Guest(min(members, key=_nearest_to_the_chair).person) if members else None


def _nearest_to_the_chair(row: Membership) -> tuple[int, bool]:
    roles = PRESIDING_ROLES
    return roles.index(row.role) if row.role in roles else len(roles), not row.voting


def pairs_at_table(lunch: Places) -> Iterator[tuple[Guest, Guest]]:
    """Yield every two guests who sit at one table of a lunch, each pair in order of code."""
    at: dict[int, list[Guest]] = {}
    for guest in sorted(lunch):
        at.setdefault(lunch[guest], []).append(guest)
    for table in sorted(at):
        yield from combinations(at[table], 2)


@dataclass(frozen=True)
class TableChange:
    """What is otherwise at one lunch than in the tables before."""

    meeting_day: str
    sequence: int
    date: dt.date
    arrived: tuple[Guest, ...] = ()
    """Who had no table, in order of code."""
    gone: tuple[Guest, ...] = ()
    moved: tuple[Guest, ...] = ()
    """Who has another table."""
    tables: tuple[int, int] = (0, 0)
    """How many tables there were, and are."""


def table_changes(before: LunchTables, now: LunchTables) -> tuple[TableChange, ...]:
    """Return what is otherwise at each lunch that had tables; lunches of which nothing is are left out.

    Somebody at table 0 has none yet.
    """
    found = []
    for lunch in now.lunches:
        old = before.of(lunch.meeting_day, lunch.sequence)
        if old is None or dict(old.places) == dict(lunch.places):
            continue
        stayed = sorted(old.places.keys() & lunch.places.keys())
        found.append(
            TableChange(
                meeting_day=lunch.meeting_day,
                sequence=lunch.sequence,
                date=lunch.date,
                arrived=tuple(sorted(lunch.places.keys() - old.places.keys())),
                gone=tuple(sorted(old.places.keys() - lunch.places.keys())),
                moved=tuple(one for one in stayed if lunch.places[one] not in (0, old.places[one])),
                tables=(old.tables, lunch.tables),
            )
        )
    return tuple(found)
