"""Lunch tables in words: who a guest is, what a lunch is called, and how good the tables are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from scheduler.domain.bodies import Body
from scheduler.domain.lunch_tables import (
    BOARDS,
    COMPANY,
    ORGANISATIONS,
    SPEAKERS_TABLE,
    UNMOVED,
    Guest,
    LunchTables,
    SeatedLunch,
    access_of,
    boards_at,
    host_of,
    near_the_door,
    organisation_of,
)
from scheduler.domain.plan import Occurrence, Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title, speaker_title, typed
from scheduler.domain.wording import counted, listed, long_date, times
from scheduler.languages import phrase, phrase_of, said, said_of
from scheduler.outputs.naming import about_speaker, from_to, name_of_day, name_of_room, on_one_line, title_of_theme
from scheduler.outputs.on_the_day import NO_ROOM

SPEAKER, SPONSOR = phrase("Speaker"), phrase("Sponsor")


@dataclass(frozen=True)
class SeatShown:
    """A guest of a lunch, as papers show one."""

    guest: Guest
    name: str
    organisation: str
    table: int
    boards: tuple[str, ...]
    """The bodies they sit on that day, by name."""
    access: str
    """Needs in words, for officers only."""
    part: str
    """`Speaker`, or `Sponsor` for who sits with the speaker; empty for all others."""

    @property
    def part_said(self) -> str:
        """It in the language that is being written."""
        return phrase_of(self.part)


@dataclass(frozen=True)
class LunchShown:
    """A lunch with its tables, as papers show it."""

    problem: Problem
    plan: Plan
    lunch: SeatedLunch

    @cached_property
    def occurrence(self) -> Occurrence:
        """The occurrence of its meeting day; one of no lunch where the calendar has none of that number any more."""
        found = (
            one
            for one in self.plan.occurrences_of(self.lunch.meeting_day)
            if (one.sequence, one.date) == (self.lunch.sequence, self.lunch.date)
        )
        return next(found, Occurrence(self.lunch.meeting_day, self.lunch.sequence, self.lunch.date))

    @property
    def title(self) -> str:
        """What it is and when: `Partnership day: lunch on Thursday 19 November 2015`."""
        name = name_of_day(self.problem, self.lunch.meeting_day)
        return said("{name}: lunch on {day}", name=name, day=long_date(self.lunch.date))

    @property
    def lines(self) -> Iterator[str]:
        """Where and when, what about, who speaks."""
        eaten = self.occurrence.lunch
        if eaten is not None:
            yield f"{from_to(eaten.start, eaten.end)}, {name_of_room(self.problem, eaten.room) or said(NO_ROOM)}"
        places = said_of(len(self.lunch.places), "{number} place", "{number} places")
        tables = said_of(self.lunch.tables, "{number} table", "{number} tables")
        yield said("{places} at {tables}", places=places, tables=tables)
        theme = title_of_theme(self.problem, self.occurrence)
        if theme:
            yield said("Theme: {theme}", theme=theme)
        if self.occurrence.speaker is not None:
            name = about_speaker(self.problem, self.occurrence.speaker)
            yield said("Speaker, at table {number}: {name}", number=SPEAKERS_TABLE, name=name)

    @cached_property
    def near(self) -> int:
        """How many tables, the first ones, are near the door."""
        return near_the_door(self.problem, self.lunch.places, self.lunch.tables)

    @property
    def near_words(self) -> str:
        """Which tables are near the door: `tables 1 to 3`."""
        some = (said("table 1"), said("tables 1 and 2"), said("tables 1 to {last}", last=self.near))
        return some[min(self.near, 3) - 1]

    @cached_property
    def seats(self) -> tuple[SeatShown, ...]:
        """Everybody at the lunch in order of name."""
        boards = boards_at(self.plan, self.occurrence)
        host = host_of(self.problem, self.occurrence, frozenset(self.lunch.places)) if self._has_speaker else None
        found = [
            SeatShown(
                guest=guest,
                name=name_of(self.problem, guest),
                organisation=on_one_line(typed(self.problem, organisation_of(self.problem, guest))),
                table=table,
                boards=tuple(self._board(code) for code in sorted(boards.get(guest, ()))),
                access=on_one_line(access_of(self.problem, guest)),
                part=SPEAKER if guest.speaks else SPONSOR if guest == host and table == SPEAKERS_TABLE else "",
            )
            for guest, table in self.lunch.places.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.guest)))

    @property
    def _has_speaker(self) -> bool:
        return any(guest.speaks for guest in self.lunch.places)

    def _board(self, code: str) -> str:
        known: Body | None = self.problem.bodies.get(code)
        return code if known is None else body_title(self.problem, code)

    def at(self, table: int) -> tuple[SeatShown, ...]:
        """Return who sits at a table: the speaker and the sponsor first, then by name."""
        there = (seat for seat in self.seats if seat.table == table)
        return tuple(sorted(there, key=lambda one: (SPEAKER, SPONSOR, "").index(one.part)))


def name_of(problem: Problem, guest: Guest) -> str:
    """Return a guest's name on one line."""
    title = speaker_title(problem, guest.code) if guest.speaks else person_title(problem, guest.code)
    return on_one_line(title)


def lunches_shown(problem: Problem, plan: Plan, tables: LunchTables) -> tuple[LunchShown, ...]:
    """Return the lunches of a year in order of date."""
    return tuple(LunchShown(problem, plan, lunch) for lunch in tables.lunches)


def quality(tables: LunchTables) -> Iterator[str]:
    """Say how good the tables are, the most important first, and how good they could be at most."""
    tiers = {tier.name: tier for tier in tables.tiers}
    least = "it cannot be fewer"
    if UNMOVED in tiers:
        yield _unmoved(tiers[UNMOVED])
        least = "it cannot be fewer while everybody else keeps their table"
    for groups, heading, of_one in (
        (BOARDS, "Boards", "of one board"),
        (ORGANISATIONS, "Organisations", "of one organisation"),
    ):
        if groups in tiers:
            yield _pairs(heading, of_one, tiers[groups], least)
    if COMPANY in tiers:
        yield _company(tables, tiers[COMPANY], least)


def _unmoved(tier: Tier) -> str:
    if not tier.value:
        return "Nobody who had a table changes it."
    many = f"{counted(tier.value, 'person changes', 'people change')} table"
    return f"{many}, and it cannot be fewer." if tier.proven else f"{many}; it cannot be fewer than {tier.bound}."


def _pairs(heading: str, of_one: str, tier: Tier, least: str) -> str:
    if not tier.value:
        return f"{heading}: no two {of_one} sit at one table."
    many = f"{heading}: {counted(tier.value, 'pair')} {of_one} {'sits' if tier.value == 1 else 'sit'} at one table"
    if tier.proven:
        return f"{many}, spread as evenly as can be: {least}."
    return f"{many}; it cannot be fewer than {tier.bound}."


def _company(tables: LunchTables, tier: Tier, least: str) -> str:
    if not tier.value:
        return "Company: no two people sit at one table at more than one lunch."
    repeats = meetings_of_pairs(tables)
    parts = [f"{counted(repeats[often], 'pair')} {times(often)}" for often in sorted(repeats)]
    told = f"Company: over the year {listed(parts)} at one table"
    if tier.proven:
        return f"{told}: {least}."
    units = f"that is {counted(tier.value, 'repeat')}, a third time counted as two more"
    return f"{told}; {units}, and there are {tier.bound} at least." if tier.bound else f"{told}; fewer may be possible."


def meetings_of_pairs(tables: LunchTables) -> Counter[int]:
    """Return how many pairs sit at one table at two lunches, at three, and so on."""
    met: Counter[tuple[Guest, Guest]] = Counter()
    for lunch in tables.lunches:
        for table in range(1, lunch.tables + 1):
            met.update(combinations(lunch.at(table), 2))
    return Counter(often for often in met.values() if often > 1)
