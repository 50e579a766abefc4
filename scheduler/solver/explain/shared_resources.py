"""Shared resources and window packing: what bodies want of people, rooms and days, against what the days can hold.

An energy argument as in cumulative scheduling (Baptiste, Le Pape & Nuijten 2001): the meetings owed in a stretch of the
calendar are added up, and held against the most that can be on each of its days, one after another.

How many meetings fit one after another, each in its window, neither too near nor too far apart, is counted by window
packing: the longest path over the days (dynamic programming), so that a count is what fits at most, and too high at
worst: what it finds too little is a necessary condition broken.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from math import inf
from operator import or_

from scheduler.domain.lending import lending
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.titles import people_titles, room_title
from scheduler.domain.wording import SMALL_NUMBERS, counted, listed, span, times
from scheduler.rules import equipment, gap, person_clash, person_load, room_clash
from scheduler.solver.explain.residual_calendar import Left, Starts

Place = tuple[date, int]
"""A day and a start."""


def most_that_fit(windows: Iterable[tuple[Sequence[Place], int]], least_gap: int | None, most_gap: int | None) -> int:
    """Return how many meetings at most can each have a place in its window, in order and far enough apart.

    The longest path over the days: any of the meetings may be left out, wherever that is best.

    Parameters
    ----------
    windows : iterable of (sequence of (date, int), int)
        The places of each window, in order, and how many meetings are owed in it.
    least_gap, most_gap : int, optional
        Calendar days from one meeting to its next.

    """
    longest: dict[Place, int] = {}
    for window, owed in windows:
        for _ in range(owed):
            longer = _following(longest, window, least_gap or 0, inf if most_gap is None else most_gap)
            if all(longest.get(place, 0) >= number for place, number in longer.items()):
                break
            for place, number in longer.items():
                longest[place] = max(number, longest.get(place, 0))
    return max(longest.values(), default=0)


def _following(longest: Mapping[Place, int], window: Sequence[Place], least: int, most: float) -> dict[Place, int]:
    """Return how many meetings there can be by one at each place of a window, it included.

    Of those before it that are near enough, the best is always the first of a queue that falls (sliding maximum).
    """
    before = sorted(longest)
    ahead: deque[Place] = deque()
    found, taken = {}, 0
    for place in window:
        day, start = place
        while taken < len(before) and _apart(before[taken], (day, start), least):
            while ahead and longest[ahead[-1]] <= longest[before[taken]]:
                ahead.pop()
            ahead.append(before[taken])
            taken += 1
        while ahead and (day - ahead[0][0]).days > most:
            ahead.popleft()
        found[place] = 1 + (longest[ahead[0]] if ahead else 0)
    return found


def _apart(one: Place, two: Place, least: int) -> bool:
    """Whether one place lies before another, by so many days at least."""
    return one < two and (two[0] - one[0]).days >= least


@dataclass(frozen=True)
class Window:
    """A period, or the whole calendar, and the meetings owed in it."""

    name: str
    first: date
    last: date
    owed: int

    def places(self, left: Left, starts: Starts) -> list[Place]:
        """Return the places within the window, in order; one a day where the gap allows no more."""
        once_a_day = bool(left.min_gap_days)
        return [
            (day, start)
            for day, possible in sorted(starts.items())
            if self.first <= day <= self.last
            for start in (possible[:1] if once_a_day else possible)
        ]


def windows_of(problem: Problem, left: Left) -> list[Window]:
    """Return what is still owed, period by period, or in the year; nothing to what is past."""
    first, last = max(problem.settings.start_date, problem.open_from), problem.settings.end_date
    cadence = left.cadence
    if cadence.per_period is None:
        owed = (cadence.minimum or 0) - len(left.facts)
        return [Window("the year", first, last, owed)] if owed > 0 and first <= last else []
    return [
        Window(period.code, max(period.start_date, first), min(period.end_date, last), owed)
        for period in left.periods
        for owed in [cadence.per_period - sum(day in period for day in left.facts)]
        if max(period.start_date, problem.settings.start_date, left.life[0]) <= min(period.end_date, left.life[1])
        if owed > 0 and max(period.start_date, first) <= min(period.end_date, last)
    ]


def short_of_days(problem: Problem, left: Left) -> Iterator[Reason]:
    """Yield why too few days are left: for the first period for which that is so, or for the whole year."""
    windows = windows_of(problem, left)
    for chain in (*([window] for window in windows), *([windows] if len(windows) > 1 else [])):
        owed = sum(window.owed for window in chain)
        fit = _fit(left, chain, left.starts)
        if fit < owed:
            yield _reason(left, chain, fit)
            return


def _fit(left: Left, chain: Sequence[Window], starts: Starts, *, gaps: bool = True) -> int:
    places = ((window.places(left, starts), window.owed) for window in chain)
    limits = (left.min_gap_days, left.max_gap_days) if gaps else (None, None)
    return most_that_fit(places, *limits)


def _reason(left: Left, chain: Sequence[Window], fit: int) -> Reason:
    owed = sum(window.owed for window in chain)
    where = chain[0].name if len(chain) == 1 else f"{chain[0].name} to {chain[-1].name}"
    first, last = chain[0].first, chain[-1].last
    rule = next(stage.rule for stage in left.stages if _fit(left, chain, stage.starts) < owed)
    steps = []
    before = -1
    for stage in left.stages:
        inside = sum(first <= day <= last for day in stage.starts)
        if inside != before:
            steps.append(stage.words.replace("{}", str(inside), 1))
        before = inside
    if _fit(left, chain, left.starts, gaps=False) >= owed:
        rule = gap.RULE.name
        limits = [] if left.min_gap_days is None else [f"at least {left.min_gap_days}"]
        limits += [] if left.max_gap_days is None else [f"at most {counted(left.max_gap_days, 'day')}"]
        steps.append(f"and there are to be {listed(limits)} from one to the next")
    only = "none fits" if fit == 0 else f"{counted(fit, 'meeting')} at most {'fits' if fit == 1 else 'fit'}"
    often = f"{times(owed)} more" if left.facts else times(owed)
    message = f"{left.name} is to meet {often} in {where}, {span(first, last)}, and {only}: {', '.join(steps)}."
    return Reason(rule, left.code, message)


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
    with_room = [left for left in lefts if left.rooms]
    for rooms in sorted({left.rooms for left in with_room if len(left.rooms) <= MOST_ROOMS}, key=sorted):
        setup = min(problem.rooms[room].setup_minutes for room in rooms)
        clear = min(problem.rooms[room].clear_minutes for room in rooms)

        def booked(interval: Interval, setup: int = setup, clear: int = clear) -> Interval:
            return interval[0] - setup, interval[1] + clear

        for share in _short(problem, [left for left in with_room if left.rooms <= rooms], Limit(booked, len(rooms))):
            names = listed([room_title(problem, room) for room in sorted(rooms)], "or")
            message = f"Only {names} will do: {share.words}."
            yield Reason(room_clash.RULE.name, "; ".join(sorted(rooms)), message), share.codes


def short_of_equipment(problem: Problem, lefts: Sequence[Left]) -> Iterator[tuple[Reason, tuple[str, ...]]]:
    """Yield what several bodies need, whichever room they are in, oftener than it is lent."""
    known = lending(problem)
    for limit in known.limits:
        numbers = {
            left.code: min(known.counted(limit, left.code, None, room) for room in left.rooms)
            for left in lefts
            if left.rooms and left.code in problem.bodies and not _waives(problem, left.code)
        }
        needing = [left for left in lefts if numbers.get(left.code, 0)]
        rooms = [problem.rooms[room] for left in needing for room in left.rooms]
        setup = min((room.setup_minutes for room in rooms), default=0)
        clear = min((room.clear_minutes for room in rooms), default=0)

        def booked(interval: Interval, setup: int = setup, clear: int = clear) -> Interval:
            return interval[0] - setup, interval[1] + clear

        at_once = limit.most // min((numbers[left.code] for left in needing), default=1)
        for share in _short(problem, needing, Limit(booked, at_once)):
            many = SMALL_NUMBERS.get(limit.most, str(limit.most or "none"))
            name = equipment.in_a_sentence(known.names[limit.thing])
            message = f"Of the {name} there {'is' if limit.most <= 1 else 'are'} {many}: {share.words}."
            yield Reason(equipment.RULE.name, known.names[limit.thing], message), share.codes


def _waives(problem: Problem, body: str) -> bool:
    """Whether a row about one meeting of a body waives the rule of equipment."""
    return any(one.waives(equipment.RULE.name) for one in problem.one_meetings_of(problem.bodies[body]))


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
