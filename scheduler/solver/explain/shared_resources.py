"""Shared resources: what several bodies want in all of people and rooms they need, against what the days can hold.

An energy argument as in cumulative scheduling (Baptiste, Le Pape & Nuijten 2001): the meetings owed in a stretch of the
calendar are added up, and held against the most that can be on each of its days, one after another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.titles import people_titles, room_title
from scheduler.domain.wording import counted, listed, span
from scheduler.rules import person_clash, person_load, room_clash
from scheduler.solver.explain.residual_calendar import Left
from scheduler.solver.explain.window_packing import windows_of

Interval = tuple[int, int]
MOST_ROOMS = 3
"""Rooms that several bodies have to share, to be counted together."""


@dataclass(frozen=True)
class Share:
    """Bodies that must share something, the days they have, and how many meetings they want and can have there."""

    lefts: tuple[Left, ...]
    owed: tuple[int, ...]
    days: tuple[date, ...]
    fit: int

    @property
    def codes(self) -> tuple[str, ...]:
        """The bodies."""
        return tuple(left.code for left in self.lefts)

    @property
    def words(self) -> str:
        """What each wants, and what all together can have."""
        each = listed([f"{left.name} ({owed})" for left, owed in zip(self.lefts, self.owed, strict=True)])
        return (
            f"{each} want {sum(self.owed)} meetings {span(self.days[0], self.days[-1])}, and on the "
            f"{counted(len(self.days), 'day')} that they have there {counted(self.fit, 'meeting')} at most can be"
        )


@dataclass(frozen=True)
class Wanted:
    """What one body is owed in some stretch of the calendar, and the days it has there, one bit for each."""

    left: Left
    owed: int
    days: int


@dataclass(frozen=True)
class Limit:
    """What limits the meetings of a day: how each is booked, and how many can be at once, or on one day."""

    booked: Callable[[Interval], Interval]
    at_once: int = 1
    most_a_day: int | None = None

    def share(self, group: Sequence[Wanted], days: Sequence[date]) -> Share:
        """Return what a group wants, and what fits on the days that any of it has."""
        mask = reduce(or_, (one.days for one in group))
        theirs = tuple(day for number, day in enumerate(days) if mask >> number & 1)
        lefts = tuple(one.left for one in group)
        return Share(lefts, tuple(one.owed for one in group), theirs, sum(self._fit(lefts, day) for day in theirs))

    def short(self, group: Sequence[Wanted], days: Sequence[date]) -> Share | None:
        """Return what a group wants where it is more than fits, none of the group idle; None where it is not."""
        share = self.share(group, days) if len(group) > 1 else None
        if share is None or not share.days or share.fit >= sum(share.owed):
            return None
        for one in sorted(group, key=lambda wanted: wanted.owed):
            fewer = [other for other in group if other is not one]
            without = self.share(fewer, days) if len(fewer) > 1 else None
            if without is not None and without.days and without.fit < sum(without.owed):
                group, share = fewer, without
        return share

    def _fit(self, lefts: Sequence[Left], day: date) -> int:
        possible = [(left, left.starts.get(day, ())) for left in lefts]
        intervals = frozenset(self.booked((s, s + left.duration)) for left, starts in possible for s in starts)
        most = sum(min(len(starts), 1) if left.min_gap_days else len(starts) for left, starts in possible)
        fit = min(self.at_once * _most_apart(intervals), most)
        return fit if self.most_a_day is None else min(fit, self.most_a_day)


def short_of_people(problem: Problem, lefts: Sequence[Left]) -> Iterator[tuple[Reason, tuple[str, ...]]]:
    """Yield the people without a substitute whom several bodies want oftener than they can sit."""
    wanted: dict[str, list[Left]] = {}
    for left in lefts:
        for person in sorted(_always_required(problem, left)):
            wanted.setdefault(person, []).append(left)
    by_bodies: dict[tuple[str, ...], list[str]] = {}
    for person, some in wanted.items():
        by_bodies.setdefault(tuple(left.code for left in some), []).append(person)
    most = person_load.limit(problem)
    for people in by_bodies.values():
        for share in _short(problem, wanted[people[0]], Limit(_as_it_is, most_a_day=most)):
            must = "must be" if len(people) == 1 else "must each be"
            message = f"{people_titles(problem, people)} {must} at every meeting: {share.words}."
            yield Reason(person_clash.RULE.name, people[0], message), share.codes


def short_of_rooms(problem: Problem, lefts: Sequence[Left]) -> Iterator[tuple[Reason, tuple[str, ...]]]:
    """Yield the few rooms that several bodies need oftener than they can be had."""
    housed = [left for left in lefts if left.rooms]
    for rooms in sorted({left.rooms for left in housed if len(left.rooms) <= MOST_ROOMS}, key=sorted):
        setup = min(problem.rooms[room].setup_minutes for room in rooms)
        clear = min(problem.rooms[room].clear_minutes for room in rooms)

        def booked(interval: Interval, setup: int = setup, clear: int = clear) -> Interval:
            return interval[0] - setup, interval[1] + clear

        for share in _short(problem, [left for left in housed if left.rooms <= rooms], Limit(booked, len(rooms))):
            names = listed([room_title(problem, room) for room in sorted(rooms)], "or")
            message = f"Only {names} will do: {share.words}."
            yield Reason(room_clash.RULE.name, "; ".join(sorted(rooms)), message), share.codes


def _always_required(problem: Problem, left: Left) -> set[str]:
    """Return those who must be there in person on every day that is left."""
    rows = [row for row in problem.memberships_of_body[left.code] if row.required and not row.substitutes]
    days = sorted(left.starts)
    return {row.person for row in rows if days and row.in_force_on(days[0]) and row.in_force_on(days[-1])}


def _as_it_is(interval: Interval) -> Interval:
    return interval


def _short(problem: Problem, lefts: Sequence[Left], limit: Limit) -> Iterator[Share]:
    """Yield the first group of bodies, all of whose days lie among those of one, that want more than there is."""
    for first, last in _spans(problem, lefts):
        wanted = [Wanted(left, _owed(problem, left, first, last), _days(problem, left, first, last)) for left in lefts]
        wanted = [one for one in wanted if one.owed]
        for days in sorted({one.days for one in wanted}, key=lambda days: (days.bit_count(), days)):
            share = limit.short([one for one in wanted if one.days | days == days], problem.days)
            if share is not None:
                yield share
                return


def _spans(problem: Problem, lefts: Sequence[Left]) -> list[tuple[date, date]]:
    """Return the year, and the periods in which some are owed so many."""
    windows = [window for left in lefts for window in windows_of(problem, left)]
    year = problem.settings.start_date, problem.settings.end_date
    return sorted({year, *((window.first, window.last) for window in windows)})


def _owed(problem: Problem, left: Left, first: date, last: date) -> int:
    return sum(w.owed for w in windows_of(problem, left) if first <= w.first and w.last <= last)


def _days(problem: Problem, left: Left, first: date, last: date) -> int:
    begin = problem.days[0].toordinal()
    return sum(1 << day.toordinal() - begin for day in left.starts if first <= day <= last)


@lru_cache(maxsize=1024)
def _most_apart(intervals: frozenset[Interval]) -> int:
    """Return the most intervals of which no two overlap: always the one that ends first."""
    number, end = 0, None
    for begin, finish in sorted(intervals, key=lambda interval: (interval[1], interval[0])):
        if end is None or begin >= end:
            number, end = number + 1, finish
    return number
