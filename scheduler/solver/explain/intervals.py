"""Intervals: whether the most days from one meeting to the next can be kept at all, by reachability over the days left.

From the year's first day the farthest day within reach is taken, again and again (the greedy cover of a line by
intervals of one length): no other choice of days reaches farther with as few meetings. What cannot be crossed so, or
takes more meetings than there may be, no plan keeps.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from scheduler.dates.closed_dates import closures
from scheduler.domain.bodies import Body
from scheduler.domain.cadences import most_in_life
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.wording import counted, long_date, times
from scheduler.rules import gap
from scheduler.solver.explain.residual_calendar import Left


def too_far_apart(problem: Problem, left: Left) -> Iterator[Reason]:
    """Yield why the days left to a body, or a meeting day, cannot keep the most days from one meeting to the next.

    Nothing is said of one that may not meet at all, or of whose single meetings rows say something.
    """
    subject = problem.meeting_days.get(left.code) or problem.bodies[left.code]
    most, cadence = left.max_gap_days, left.cadence
    if most is None or left.facts or problem.one_meetings_of(subject) or not (cadence.per_period or cadence.minimum):
        return
    year, days = gap.edges(problem, subject), sorted(left.starts)
    number, reached = 0, year.first
    while reached + timedelta(days=most) < year.last:
        place = bisect_right(days, reached + timedelta(days=most)) - 1
        if place < 0 or days[place] <= reached:
            yield Reason(gap.RULE.name, left.code, _nothing_between(problem, subject, most, reached, days, year.last))
            return
        number, reached = number + 1, days[place]
    often = most_in_life(problem, subject)
    if number > often:
        message = (
            f"{left.name} meets {times(often)} at most, and with {counted(most, 'day')} at most from one meeting to "
            f"the next, and from the year's ends, it would have to meet {times(number)}."
        )
        yield Reason(gap.RULE.name, left.code, message)


def _nothing_between(
    problem: Problem, subject: Body | MeetingDay, most: int, reached: date, days: Sequence[date], last: date
) -> str:
    """Say between which days it cannot meet, for how long, and what mostly closes those days."""
    place = bisect_right(days, reached)
    until = days[place] if place < len(days) else last
    between = [reached + timedelta(days=n) for n in range(1, (until - reached).days)]
    own, tags = problem.days_kept_to(subject), subject.tags if isinstance(subject, Body) else (subject.code,)
    theirs = [day for day in between if day in own and day >= problem.settings.start_date]
    causes = Counter(cause for day in theirs for cause in closures(problem, day, tags))
    cause = max(causes, key=lambda one: (causes[one], one), default=None)
    why = "" if cause is None else f" ({cause})"
    return (
        f"{subject.name} leaves {counted(most, 'day')} at most from one meeting to the next, and cannot meet between "
        f"{long_date(reached)} and {long_date(until)}{why}, which are {counted((until - reached).days, 'day')} apart."
    )
