"""What a change of the calendar costs, tier by tier, and which wishes it no longer grants."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.checking.breaches import recount
from scheduler.domain.other_dates import Asked, Cost
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, occurrence_title

UNMOVED = "unmoved"


@dataclass(frozen=True)
class CostDifference:
    """Each tier before and after a change, and the wishes that are granted on one side only."""

    costs: tuple[Cost, ...]
    worse: tuple[UngrantedWish, ...]
    better: tuple[UngrantedWish, ...]


def cost_difference(problem: Problem, before: Plan, after: Plan, asked: Asked) -> CostDifference:
    """Compare a calendar with one in which a meeting has moved; its own move, asked for, is no cost.

    Parameters
    ----------
    problem : Problem
        The input.
    before, after : Plan
        The calendar as it is, and as it would be.
    asked : Asked
        What is asked about: in the tier `unmoved`, only the moves of others are counted.

    """
    plain = replace(problem, baseline=None)
    now, rows_now = recount(plain, before)
    moves, _ = recount(replace(problem, baseline=_others(before, after, asked)), after)
    then, rows_then = recount(plain, after)
    costs = [Cost(tier, now.get(tier, 0), then.get(tier, value)) for tier, value in moves.items()]
    renamed = _renamed(rows_now, list(_titles(problem, before, after)))
    worse, better = _one_sided(rows_then, renamed), _one_sided(renamed, rows_then)
    alike = Counter(map(_gist, worse)) & Counter(map(_gist, better))
    return CostDifference(tuple(costs), tuple(_without(worse, alike)), tuple(_without(better, alike)))


def _others(before: Plan, after: Plan, asked: Asked) -> Plan:
    """Return the calendar as it is without what is asked about; where it names no rooms, those it would have."""
    later = {meeting.uid: meeting for meeting in after.live}
    numbers = {(one.meeting_day, one.date): one.sequence for one in after.occurrences}
    meetings = [meeting for meeting in before.live if meeting.uid not in asked.uids]
    return replace(
        before,
        meetings=tuple(
            replace(meeting, room=later[meeting.uid].room) if meeting.room is None and meeting.uid in later else meeting
            for meeting in meetings
        ),
        occurrences=tuple(
            replace(one, sequence=numbers.get((one.meeting_day, one.date), one.sequence))
            for one in before.occurrences
            if one is not asked.occurrence
        ),
    )


def _titles(problem: Problem, before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """Yield how whatever moves is named before and after."""
    later = {meeting.uid: meeting for meeting in after.live}
    for meeting in before.live:
        now = later.get(meeting.uid)
        if now is not None and (now.date, now.start) != (meeting.date, meeting.start):
            yield meeting_title(problem, meeting), meeting_title(problem, now)
            if meeting.meeting_day is not None:
                days = {one.date: one for one in before.occurrences if one.meeting_day == meeting.meeting_day}
                was = days.get(meeting.date)
                if was is not None:
                    yield occurrence_title(problem, was), occurrence_title(problem, replace(was, date=now.date))


def _renamed(rows: Iterable[UngrantedWish], titles: Sequence[tuple[str, str]]) -> tuple[UngrantedWish, ...]:
    """Return the wishes of the calendar as it is, in the words of the calendar as it would be."""

    def worded(text: str) -> str:
        for old, new in titles:
            if old in text:
                return text.replace(old, new)
        return text

    return tuple(replace(row, subject=worded(row.subject), why=worded(row.why)) for row in rows)


def _one_sided(rows: Iterable[UngrantedWish], others: Iterable[UngrantedWish]) -> tuple[UngrantedWish, ...]:
    """Return the rows that are not among the others, each as often as that."""
    return tuple(_without_rows(rows, Counter(others)))


def _without_rows(rows: Iterable[UngrantedWish], gone: Counter[UngrantedWish]) -> Iterator[UngrantedWish]:
    for row in rows:
        if gone[row] > 0:
            gone[row] -= 1
        else:
            yield row


def _gist(row: UngrantedWish) -> tuple[str, str, int, str]:
    """Return a wish without the cause, which may be another at the same price."""
    return row.wish, row.subject, row.cost, row.why.split(":")[0]


def _without(rows: Iterable[UngrantedWish], alike: Counter[tuple[str, str, int, str]]) -> Iterator[UngrantedWish]:
    left = Counter(alike)
    for row in rows:
        if left[_gist(row)] > 0:
            left[_gist(row)] -= 1
        else:
            yield row
