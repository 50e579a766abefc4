"""Residual calendar by node consistency (Mackworth 1977): the days and starts left to a body or a meeting day.

Unary constraints are applied step by step: every rule that rules out days, or starts, by itself takes its own
away, and each step says in the rule's words how many days are left. What other meetings take is left out of account.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.cadences import periods_of
from scheduler.domain.calendar import Period
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.sittings import session_starts
from scheduler.domain.verbs import ROOMS, SEATS
from scheduler.domain.wording import counted, listed
from scheduler.rules import RULES
from scheduler.rules.protocol import Bar, BlockingRule, DayBlockingRule, RuleFile
from scheduler.rules.room_capacity import lunch_guests
from scheduler.rules.room_missing import suited
from scheduler.rules.start_time import starts_of

Starts = Mapping[date, tuple[int, ...]]
"""Day -> the starts that are possible on it; a meeting day has one, whenever it is."""
Cause = tuple[str, str]
"""The rule that rules out a day or a start, and why in words."""
MOST = 2
"""More than one in so many are most of them."""


@dataclass(frozen=True)
class Stage:
    """Something that takes days away: its rule, what is left after it, and that in words (`{}` for the number)."""

    rule: str
    words: str
    starts: Starts


@dataclass(frozen=True)
class Left:
    """What is left to a body, or to a meeting day, after each of the rules that take days away from it alone."""

    code: str
    name: str
    cadence: Cadence
    min_gap_days: int | None
    max_gap_days: int | None
    duration: int
    life: tuple[date, date]
    """First and last day on which it exists."""
    stages: tuple[Stage, ...]
    rooms: frozenset[str] = frozenset()
    """The rooms that might suit it on some day; none where it needs none."""
    facts: tuple[date, ...] = ()
    """When it has met already, or is called; these days are not among those left, nor owed any more."""
    periods: tuple[Period, ...] = ()
    """Those that its cadence counts by, in order of date."""

    @property
    def starts(self) -> Starts:
        """What is left in the end."""
        return self.stages[-1].starts

    def after(self, stage: Stage) -> "Left":
        """Return what is left after one more stage."""
        return replace(self, stages=(*self.stages, stage))


Subject = Body | MeetingDay


def left_for_body(problem: Problem, body: Body) -> Left:
    """Return the days and starts left to a body after whatever takes days, then starts, from it."""
    days: Starts = dict.fromkeys(problem.days, tuple(sorted(set(problem.start_times_of(body)))))
    stages: list[Stage] = []
    for blocking in _blocking():
        stages += _days_left(problem, blocking, lambda _: (body,), body, stages[-1].starts if stages else days)
    stages += _starts_left(problem, body, stages[-1].starts, "it", "there")
    first, last = problem.settings.start_date, problem.settings.end_date
    return Left(
        code=body.code,
        name=body.name,
        cadence=body.cadence,
        min_gap_days=body.min_gap_days,
        max_gap_days=body.max_gap_days,
        duration=problem.duration_of(body),
        life=(max(first, body.start_date or first), min(last, body.end_date or last)),
        stages=tuple(stages),
        rooms=frozenset(room.code for room in ([] if body.online else _large_enough(problem, body))),
        facts=problem.facts_of(body.code),
        periods=periods_of(problem, body),
    )


def left_for_meeting_day(problem: Problem, meeting_day: MeetingDay) -> Left:
    """Return the days left to a meeting day after all that takes some from it, from its bodies, or from its lunch."""
    bodies = problem.bodies_of_meeting_day(meeting_day.code)
    stages: list[Stage] = []
    days: Starts = dict.fromkeys(problem.days, (0,))
    for blocking in _blocking():
        asked = _asked_with_the_day(problem, blocking, meeting_day, bodies)
        stages += _days_left(problem, blocking, asked, meeting_day, stages[-1].starts if stages else days)
    for body in bodies:
        if problem.session_of(body) is not None:
            stages += _stages_of_body(problem, body, stages[-1].starts)
    stages += _lunch(problem, meeting_day, stages[-1].starts)
    return Left(
        code=meeting_day.code,
        name=meeting_day.name,
        cadence=meeting_day.cadence,
        min_gap_days=meeting_day.min_gap_days,
        max_gap_days=meeting_day.max_gap_days,
        duration=0,
        life=(problem.settings.start_date, problem.settings.end_date),
        stages=tuple(stages),
        facts=problem.facts_of(meeting_day.code),
        periods=periods_of(problem, meeting_day),
    )


# -- whole days


Blocking = tuple[BlockingRule, DayBlockingRule | None]
"""A rule that rules out a day or a start by itself; again, where it says what is left of whole days."""


def _blocking() -> tuple[Blocking, ...]:
    """Return these rules: those with words of their own, then the others; what is easily given up, then the law."""
    return _in_order(tuple(RULES))


@cache
def _in_order(rules: tuple[RuleFile, ...]) -> tuple[Blocking, ...]:
    found = [
        (rule, rule if isinstance(rule, DayBlockingRule) else None) for rule in rules if isinstance(rule, BlockingRule)
    ]
    return tuple(sorted(found, key=_place))


def _place(blocking: Blocking) -> tuple[bool, bool, int, str]:
    rule, of_days = blocking
    return of_days is None, rule.RULE.ease is None, rule.RULE.ease or 0, rule.RULE.name


def _of_starts() -> list[BlockingRule]:
    """Return those of them that may rule out a start."""
    return [rule for rule, of_days in _blocking() if of_days is None]


def _days_left(
    problem: Problem, blocking: Blocking, asked: Callable[[date], Sequence[Subject]], subject: Subject, days: Starts
) -> Iterator[Stage]:
    """Yield what a rule leaves of whole days, where it can say so in its own words, or takes any."""
    rule, of_days = blocking
    found: dict[date, tuple[int, ...]] = {}
    causes: Counter[str] = Counter()
    for day, starts in days.items():
        bar = next((bar for one in asked(day) for bar in rule.blocks(problem, one, day, None)), None)
        if bar is None:
            found[day] = starts
        else:
            causes[bar.cause] += 1
    if of_days is not None:
        yield Stage(rule.RULE.name, of_days.remaining(problem, subject), found)
    elif causes:
        yield Stage(rule.RULE.name, _left_over(subject, _on_others(causes, sum(causes.values()))), found)


def _left_over(subject: Subject, cause: str) -> str:
    """Say what is left where the rule has no words of its own for it."""
    return f"{{}} of them left to {subject.name} ({cause})"


def _on_others(causes: Counter[str], taken: int) -> str:
    """Say what takes the most of so many days, and how many it does where that is not most of them."""
    cause = max(causes, key=lambda cause: (causes[cause], cause))
    often = "most others" if MOST * causes[cause] > taken else f"{causes[cause]} of the others"
    return f"on {often} {cause}"


def _asked_with_the_day(
    problem: Problem, blocking: Blocking, meeting_day: MeetingDay, bodies: Sequence[Body]
) -> Callable[[date], Sequence[Subject]]:
    """Return who is asked on a day: the meeting day, and those of its bodies of whom the rule says just the same."""
    _, of_days = blocking
    alike: list[Body] = []
    if of_days is not None:
        words = of_days.remaining(problem, meeting_day)
        alike = [body for body in bodies if of_days.remaining(problem, body) == words]
    return lambda day: (meeting_day, *(body for body in alike if body.alive_on(day)))


def _stages_of_body(problem: Problem, body: Body, days: Starts) -> Iterator[Stage]:
    """Yield what one body leaves of a meeting day's days; those on which it does not exist are not its matter."""
    session = problem.session_of(body)
    starts = () if session is None else session_starts(problem, body, session)
    left = days
    for blocking in _blocking():
        for stage in _days_left(problem, blocking, lambda day: (body,) if body.alive_on(day) else (), body, left):
            left = stage.starts
            yield stage
    possible: Starts = dict.fromkeys((day for day in left if body.alive_on(day)), starts)
    for stage in _starts_left(problem, body, possible, body.name, f"at {body.name}"):
        there = {day: some for day, some in left.items() if not body.alive_on(day) or day in stage.starts}
        yield Stage(stage.rule, stage.words, there)


# -- starts


def _starts_left(problem: Problem, body: Body, days: Starts, whom: str, where: str) -> Iterator[Stage]:
    """Yield what is left of the starts after times, then rooms, then people; what takes none has no stage."""
    of_starts = _of_starts()
    others = [rule for rule in of_starts if rule.RULE.about not in (ROOMS, SEATS)]
    for rules in (others, *([r for r in of_starts if r.RULE.about is matter] for matter in (ROOMS, SEATS))):
        cause, found = _taken(problem, rules, body, days)
        if cause is None:
            continue
        rule, why = cause
        if rules is others:
            words = _left_over(body, why)
        elif rules[0].RULE.about is SEATS:
            words = f"{{}} of them when those who must be {where} can be ({why})"
        elif _large_enough(problem, body):
            words = f"{{}} of them when a room that suits {whom} is open and free"
        else:
            words = f"{'' if body.meeting_day is None else f'no room suits {whom}: '}{_room_words(problem, body)}"
        days = found
        yield Stage(rule, words, days)


def _taken(
    problem: Problem, rules: Sequence[BlockingRule], subject: Subject, days: Starts
) -> tuple[Cause | None, Starts]:
    """Return what takes the most days, or starts where no whole day is taken, None where nothing; and what is left."""
    found: dict[date, tuple[int, ...]] = {}
    of_days: Counter[Cause] = Counter()
    of_starts: Counter[Cause] = Counter()
    for day, starts in days.items():
        bars = {start: _first(problem, rules, subject, day, start) for start in starts}
        possible = tuple(start for start, bar in bars.items() if bar is None)
        causes = {(bar.reason.rule, bar.cause) for bar in bars.values() if bar is not None}
        if possible:
            found[day] = possible
            of_starts.update(causes)
        else:
            of_days.update(causes)
    causes_of, taken = (of_days, len(days) - len(found)) if of_days else (of_starts, len(days))
    if not causes_of:
        return None, found
    rule, _ = max(causes_of, key=lambda cause: (causes_of[cause], cause))
    whys = Counter({why: number for (other, why), number in causes_of.items() if other == rule})
    return (rule, _on_others(whys, taken)), found


def _first(problem: Problem, rules: Sequence[BlockingRule], subject: Subject, day: date, start: int) -> Bar | None:
    """Return the first that rules out a start."""
    return next((bar for rule in rules for bar in rule.blocks(problem, subject, day, start)), None)


# -- rooms


def _large_enough(problem: Problem, body: Body) -> list[Room]:
    """Return the rooms that suit a body, large enough on the day when it needs fewest seats."""
    return [room for room in suited(problem, body) if room.capacity >= problem.fewest_seats[body.code]]


def _room_words(problem: Problem, body: Body) -> str:
    """Say what room a body needs, and how large the largest such room is."""
    wanted = [feature.replace("_", " ") for feature in body.room_features]
    of_kind = "room" + (f" with {listed(wanted)}" if wanted else "")
    place = body.venue or (None if body.meeting_day is None else problem.meeting_days[body.meeting_day].venue)
    where = f" at {place}" if place else ""
    if body.room is not None:
        of_kind = problem.rooms[body.room].name
    seats = problem.fewest_seats[body.code]
    largest = max(suited(problem, body), key=lambda room: room.capacity, default=None)
    if largest is None:
        return f"it needs {counted(seats, 'seat')}, and there is no {of_kind}{where}"
    named = f"{largest.name} has {largest.capacity}" if body.room else f"{largest.name}, has {largest.capacity}"
    intro = "" if body.room else f"the largest {of_kind}{where}, "
    return f"it needs {counted(seats, 'seat')}, and {intro}{named}"


def _lunch(problem: Problem, meeting_day: MeetingDay, days: Starts) -> Iterator[Stage]:
    """Yield what is left to a meeting day by what rules it out from its first start: its lunch, above all."""
    of_starts = _of_starts()
    cause, left = _taken(problem, of_starts, meeting_day, dict.fromkeys(days, starts_of(problem, meeting_day)))
    if cause is None:
        return
    rule, why = cause
    found: Starts = {day: some for day, some in days.items() if day in left}
    if problem.lunch_of(meeting_day.code) is None:
        words = _left_over(meeting_day, why)
    elif found:
        words = "{} of them when a room with seats for the whole lunch is open and free"
    else:
        words = _no_room_for_lunch(problem, meeting_day, days)
    yield Stage(rule, words, found)


def _no_room_for_lunch(problem: Problem, meeting_day: MeetingDay, days: Starts) -> str:
    guests = min(lunch_guests(problem, meeting_day.code, day) for day in days)
    where = f" at {meeting_day.venue}" if meeting_day.venue else ""
    largest = max(suited(problem, meeting_day), key=lambda room: room.capacity, default=None)
    if largest is None:
        has = f"there is no room{where}"
    elif largest.capacity < guests:
        has = f"the largest room{where}, {largest.name}, has {largest.capacity}"
    else:
        has = f"no room{where} with so many is open and free on any of these days"
    return f"its lunch needs {counted(guests, 'seat')}, and {has}"
