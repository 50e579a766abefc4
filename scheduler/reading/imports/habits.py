"""The habits of a body by its meetings of one year: days, times, how often and how far apart.

A habit is taken for a rule only where it holds at every meeting, but for those moved for a reason that the calendar
gives (the usual day was a public holiday, was closed, or lay in the days of Easter or Christmas); of what nearly holds,
a weekday becomes a wish, and the rest is told and left open.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from scheduler.domain.calendar import ONE_DAY
from scheduler.domain.found import FoundMeeting
from scheduler.domain.municipal_year import ANNUAL_MEETING, BUDGET, Window
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY, ORDINALS, SittingDays, is_week_of_month, months_title
from scheduler.domain.wording import WEEKDAY_NAMES, clock, counted, listed, short_date

WhyNot = Callable[[date], str]
"""For what a meeting would be moved from a day: `Easter Monday`; blank where nothing is known."""

ENOUGH_FOR_A_WEEKDAY, ENOUGH_FOR_A_WEEK = 3, 4
"""Meetings that must agree before a weekday, or a week of the month and a gap, is taken for a rule."""
ENOUGH_FOR_TWO_WEEKS = 6
MOST_WEEKDAYS = 2
NEARLY_ALL = 0.75
MOSTLY = 0.5
A_WEEK = timedelta(days=7)
WEEKS_TO_THE_NEXT = 53
"""Weeks from a day to the same weekday of its month a year later, at most."""
NEAR = 3 * A_WEEK
"""How far a meeting is moved from its usual day at most."""
ENOUGH_FOR_MONTHS, MOST_MONTHS_WITHOUT = 8, 4
ENOUGH_FOR_A_STEP = 3
"""Meetings at equal steps of months (quarterly) that are taken for a rule."""
MONTHS_A_YEAR = 12
RECESS = frozenset({8})


@dataclass(frozen=True)
class Moved:
    """A meeting that was not on its usual day, and what for."""

    meeting: FoundMeeting
    reason: str


@dataclass(frozen=True)
class Otherwise:
    """A meeting that began at another time, or sat for another time, than is usual."""

    meeting: FoundMeeting
    words: str


@dataclass(frozen=True)
class Habits:
    """What a body keeps to; nothing where it keeps to nothing, with the evidence of each by the name of its column."""

    times: int
    why: dict[str, str]
    weekdays: frozenset[int] | None = None
    preferred_weekdays: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    starts: tuple[int, ...] = ()
    minutes: int | None = None
    least_gap: int | None = None
    most_gap: int | None = None
    moved: tuple[Moved, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    loose: tuple[str, ...] = ()
    """What is no rule, in sentences."""

    @property
    def days(self) -> SittingDays:
        """The days to which it keeps."""
        weekdays = MONDAY_TO_FRIDAY if self.weekdays is None else self.weekdays
        weeks = (self.weeks,) if self.weeks else ()
        return SittingDays(weekdays, weeks, self.months or frozenset(range(1, MONTHS_A_YEAR + 1)))


def habits_of(meetings: Sequence[FoundMeeting], year: Window, why_not: WhyNot) -> Habits:
    """Return the habits of a body.

    Parameters
    ----------
    meetings : sequence of FoundMeeting
        Its ordinary meetings of one year that were held, in order of date; none that was special, none cancelled.
    year : Window
        The year's first and last day.
    why_not : callable
        For what a meeting would be moved from a day.

    """
    dates = [meeting.date for meeting in meetings]
    why: dict[str, str] = {}
    loose: list[str] = []
    weekdays, preferred, moved = _weekdays(meetings, why_not, why, loose)
    weeks: frozenset[int] = frozenset()
    if weekdays is not None and len(weekdays) == 1:
        weeks, others = _weeks(meetings, moved, next(iter(weekdays)), why_not, why, loose)
        moved = [*moved, *others]
    starts, at_another = _usual(meetings, lambda one: one.start, "started at", clock)
    lengths, of_another = _usual(meetings, _length, "took", lambda minutes: counted(minutes, "minute"), one_only=True)
    if starts:
        why["start_times"] = _evidence(meetings, [one.start for one in meetings], clock)
    if lengths:
        why["duration_minutes"] = _evidence(
            meetings, [_length(one) for one in meetings], lambda minutes: counted(minutes, "minute")
        )
    months = _months(dates, why, by_month=bool(weeks))
    if dates:
        why["meetings_min"] = why["meetings_max"] = f"{counted(len(dates), 'ordinary meeting')} last year"
    least, most = _gaps(dates, year, why)
    return Habits(
        times=len(dates),
        why=why,
        weekdays=weekdays,
        preferred_weekdays=preferred,
        weeks=weeks,
        months=months,
        starts=tuple(starts),
        minutes=lengths[0] if lengths else None,
        least_gap=least,
        most_gap=most,
        moved=tuple(sorted(moved, key=lambda one: one.meeting.date)),
        otherwise=(*at_another, *of_another),
        loose=tuple(loose),
    )


# -- weekdays, and which of them in the month


def _weekdays(
    meetings: Sequence[FoundMeeting], why_not: WhyNot, why: dict[str, str], loose: list[str]
) -> tuple[frozenset[int] | None, frozenset[int], list[Moved]]:
    """Return the weekdays that are a rule (None for none), those that are a wish, and the meetings that were moved."""
    counts = Counter(meeting.date.weekday() for meeting in meetings)
    if not counts:
        return None, frozenset(), []
    usual = min(counts, key=lambda weekday: (-counts[weekday], weekday))
    others = [meeting for meeting in meetings if meeting.date.weekday() != usual]
    reasons = [_reason_of(one, _same_week(one.date, usual), meetings, why_not) for one in others]
    words = f"{WEEKDAY_NAMES[usual]} in {counts[usual]} of {counted(len(meetings), 'meeting')}"
    moved = [Moved(meeting, reason) for meeting, reason in zip(others, reasons, strict=True) if reason]
    if all(reasons) and counts[usual] >= ENOUGH_FOR_A_WEEKDAY and counts[usual] >= NEARLY_ALL * len(meetings):
        why["weekdays"] = f"{words}{_moved_words(moved)}"
        return frozenset({usual}), frozenset(), moved
    if len(counts) <= MOST_WEEKDAYS and min(counts.values()) >= MOST_WEEKDAYS and len(meetings) >= ENOUGH_FOR_A_WEEK:
        each = listed([f"{WEEKDAY_NAMES[one]} in {counts[one]}" for one in sorted(counts)])
        why["weekdays"] = f"{each} of {counted(len(meetings), 'meeting')}"
        return frozenset(counts), frozenset(), []
    weekend = frozenset(counts) - MONDAY_TO_FRIDAY
    if weekend:
        why["weekdays"] = f"{_dates_words([m for m in meetings if m.date.weekday() in weekend])} at a weekend"
    weekdays = MONDAY_TO_FRIDAY | weekend if weekend else None
    if counts[usual] > MOSTLY * len(meetings):
        why["preferred_weekdays"] = f"{words}{_moved_words(moved)}{_unexplained(others, moved)}"
        return weekdays, frozenset({usual}), []
    named = listed([f"{WEEKDAY_NAMES[one]}s" for one in sorted(counts)])
    loose.append(f"meetings were on {named}: no usual weekday")
    return weekdays, frozenset(), []


def _weeks(
    meetings: Sequence[FoundMeeting],
    on_another_weekday: Sequence[Moved],
    weekday: int,
    why_not: WhyNot,
    why: dict[str, str],
    loose: list[str],
) -> tuple[frozenset[int], list[Moved]]:
    """Return which of its weekdays in the month are a rule, and the meetings that were moved from them."""
    elsewhere = [one.meeting for one in on_another_weekday]
    regular = [meeting for meeting in meetings if meeting not in elsewhere]
    sets = [frozenset({week}) for week in ORDINALS]
    if len(regular) >= ENOUGH_FOR_TWO_WEEKS:
        sets += [frozenset(two) for two in combinations(ORDINALS, 2)]
    best: tuple[int, int] | None = None
    chosen: tuple[frozenset[int], list[Moved]] = frozenset(), []
    for weeks in sets:
        kept = SittingDays(frozenset({weekday}), (weeks,))
        inside = [meeting for meeting in regular if meeting.date in kept]
        others = [meeting for meeting in regular if meeting.date not in kept]
        enough = max(ENOUGH_FOR_A_WEEK, NEARLY_ALL * len(meetings))
        if len(inside) < enough or not _each_twice(inside, weeks):
            continue
        reasons = [_reason_of(one, _near_days(one.date, kept), meetings, why_not) for one in others]
        order = (len(weeks), len(others))
        if all(reasons) and (best is None or order < best):
            best, chosen = order, (weeks, [Moved(one, why_) for one, why_ in zip(others, reasons, strict=True)])
    weeks, moved = chosen
    if weeks:
        kept = SittingDays(frozenset({weekday}), (weeks,))
        number = sum(meeting.date in kept for meeting in meetings)
        words = f"{_week_words(weeks)} {WEEKDAY_NAMES[weekday]} in {number} of {counted(len(meetings), 'meeting')}"
        why["weeks_of_month"] = f"{words}{_moved_words([*on_another_weekday, *moved])}"
    elif len(meetings) >= ENOUGH_FOR_A_WEEK:
        weeks = _nearly(meetings, weekday, why, loose)
    return weeks, moved


def _nearly(meetings: Sequence[FoundMeeting], weekday: int, why: dict[str, str], loose: list[str]) -> frozenset[int]:
    """Return the week of the month of nearly all meetings with the one other that the rest were in, without a reason.

    Where they were in more than one other, or most of them only were in one, that is told, and nothing is a rule.
    """
    kept = {week: [one for one in meetings if is_week_of_month(one.date, week)] for week in ORDINALS}
    week = max(kept, key=lambda each: (len(kept[each]), each))
    others = [one for one in meetings if one not in kept[week]]
    words = f"{ORDINALS[week]} {WEEKDAY_NAMES[weekday]} in {len(kept[week])} of {counted(len(meetings), 'meeting')}"
    if len(kept[week]) >= NEARLY_ALL * len(meetings):
        for other in ORDINALS:
            if all(is_week_of_month(one.date, other) for one in others):
                why["weeks_of_month"] = f"{words}, {ORDINALS[other]} on {_dates_words(others)}"
                return frozenset({week, other})
    if len(kept[week]) > MOSTLY * len(meetings):
        loose.append(f"{words}, not on {_dates_words(others)}: no rule; the sheet Last year as baseline follows it")
    return frozenset()


def _each_twice(inside: Sequence[FoundMeeting], weeks: frozenset[int]) -> bool:
    """Whether each of several weeks of the month has two meetings that are in no other of them."""
    if len(weeks) == 1:
        return True
    of_each = (
        sum(is_week_of_month(one.date, week) and not _in_another(one.date, week, weeks) for one in inside)
        for week in weeks
    )
    return min(of_each) >= len(weeks)


def _in_another(day: date, week: int, weeks: frozenset[int]) -> bool:
    return any(is_week_of_month(day, other) for other in weeks if other != week)


def _week_words(weeks: frozenset[int]) -> str:
    return listed([ORDINALS[week] for week in ORDINALS if week in weeks], "or")


def _same_week(day: date, weekday: int) -> list[date]:
    return [day + (weekday - day.weekday()) * ONE_DAY]


def _near_days(day: date, kept: SittingDays) -> list[date]:
    """Return the usual days near a day, the nearest first."""
    days = (day + number * ONE_DAY for number in range(-NEAR.days, NEAR.days + 1))
    return sorted((one for one in days if one in kept), key=lambda one: (abs(one - day), one))


def _reason_of(
    meeting: FoundMeeting, usual_days: Sequence[date], meetings: Sequence[FoundMeeting], why_not: WhyNot
) -> str:
    """Return for what a meeting was moved from the nearest usual day without one; blank where for nothing.

    The annual meeting and that of the budget have days of their own.
    """
    if meeting.title in (ANNUAL_MEETING, BUDGET):
        return f"the {meeting.title}"
    held = {one.date for one in meetings}
    free = (day for day in usual_days if day not in held and day != meeting.date)
    return next(map(why_not, free), "")


def _moved_words(moved: Sequence[Moved]) -> str:
    """Say how many were moved, and what for: `; 1 moved for Easter (Tue 28 Apr 2026)`."""
    reasons = dict.fromkeys(one.reason for one in sorted(moved, key=lambda one: one.meeting.date))
    told = []
    for reason in reasons:
        theirs = [one.meeting for one in moved if one.reason == reason]
        told.append(f"{len(theirs)} moved for {reason} ({_dates_words(theirs)})")
    return f"; {listed(told)}" if told else ""


def _unexplained(others: Sequence[FoundMeeting], moved: Sequence[Moved]) -> str:
    explained = [one.meeting for one in moved]
    left = [meeting for meeting in others if meeting not in explained]
    return f"; otherwise on {_dates_words(left)}, so it is a wish and no rule" if left else ""


MOST_DATES = 4


def _dates_words(meetings: Sequence[FoundMeeting]) -> str:
    days = [short_date(meeting.date) for meeting in meetings]
    more = len(days) - MOST_DATES
    return listed(days if more <= 0 else [*days[:MOST_DATES], f"{more} more"])


# -- times


def _length(meeting: FoundMeeting) -> int | None:
    if meeting.start is None or meeting.end is None or meeting.end <= meeting.start:
        return None
    return meeting.end - meeting.start


def _usual(
    meetings: Sequence[FoundMeeting],
    value_of: Callable[[FoundMeeting], int | None],
    verb: str,
    written: Callable[[int], str],
    *,
    one_only: bool = False,
) -> tuple[list[int], list[Otherwise]]:
    """Return the usual values, the commonest first, and the meetings that have another one.

    Where nearly all have one value it is the usual one, and the others are told apart; otherwise all are usual, but
    where there can be only one.
    """
    counts = Counter(value for value in map(value_of, meetings) if value is not None)
    if not counts:
        return [], []
    by_number = sorted(counts, key=lambda value: (-counts[value], value))
    alone = one_only or counts[by_number[0]] >= NEARLY_ALL * counts.total()
    usual = by_number[:1] if alone else by_number
    others = [
        Otherwise(one, f"{verb} {written(value)}")
        for one in meetings
        for value in [value_of(one)]
        if value is not None and value not in usual
    ]
    return usual, others


def _evidence(meetings: Sequence[FoundMeeting], values: Sequence[int | None], written: Callable[[int], str]) -> str:
    counts = Counter(value for value in values if value is not None)
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    told = listed([f"{written(value)} in {counts[value]}" for value in ordered[:MOST_DATES]])
    more = f" and {counted(len(ordered) - MOST_DATES, 'other')}" if len(ordered) > MOST_DATES else ""
    without = len(meetings) - counts.total()
    silent = f"; {without} without" if without else ""
    return f"{told}{more} of {counted(len(meetings), 'meeting')}{silent}"


# -- months, and how far apart


def _months(dates: Sequence[date], why: dict[str, str], *, by_month: bool) -> frozenset[int]:
    """Return the months that are a rule: all but a few of many meetings, or equal steps with one meeting in each.

    What meets every so many weeks, and in no week of the month (`by_month`), leaves out months by chance, but August.
    """
    months = frozenset(day.month for day in dates)
    without = frozenset(range(1, MONTHS_A_YEAR + 1)) - months
    few = without == RECESS or (by_month and 0 < len(without) <= MOST_MONTHS_WITHOUT)
    monthly = len(dates) >= ENOUGH_FOR_MONTHS and few
    if monthly:
        why["months"] = f"none of {counted(len(dates), 'meeting')} in {months_title(without)}"
        return months
    in_order = [day.year * MONTHS_A_YEAR + day.month for day in dates]
    steps = {two - one for one, two in pairwise(in_order)}
    if len(dates) >= ENOUGH_FOR_A_STEP and len(steps) == 1 and min(steps) > 1 and len(months) == len(dates):
        why["months"] = f"one meeting in each of {listed([_month(one) for one in dates])}"
        return months
    return frozenset()


def _month(day: date) -> str:
    return months_title(frozenset({day.month}))


def _gaps(dates: Sequence[date], year: Window, why: dict[str, str]) -> tuple[int | None, int | None]:
    """Return the fewest and the most days between meetings, in whole weeks, with a week more either way.

    The most counts from the year's first day and to its last, too, as the rule does, and from the last meeting to the
    first of a next year that is alike.
    """
    if len(dates) < ENOUGH_FOR_A_WEEK:
        return None, None
    between = [(two - one).days for one, two in pairwise(dates)]
    next_first = dates[0] + WEEKS_TO_THE_NEXT * A_WEEK
    with_edges = [
        *between,
        (dates[0] - year.first).days,
        (year.last - dates[-1]).days,
        (next_first - dates[-1]).days,
    ]
    least = max(min(between) // 7 - 1, 0) * 7
    most = (-(-max(with_edges) // 7) + 1) * 7
    told = f"{min(between)} to {max(between)} days from one meeting to the next last year"
    why["min_gap_days"] = f"{told}; a week less is left free"
    ends = f", {max(with_edges)} with the year's ends" if max(with_edges) > max(between) else ""
    why["max_gap_days"] = f"{told}{ends}; a week more is left free"
    return least or None, most
