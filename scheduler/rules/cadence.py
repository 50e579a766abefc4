"""A body or meeting day meets as often as it should: so many times in each period, or between two numbers a year.

What is owed per period is owed in full in each period that the body's life touches, and nothing is held outside
the periods. A body without a cadence never meets. Facts count, and are no breach by themselves: nothing more is
owed to a period, or a year, that is past. Source: terms of reference; seed reports S0 and S1 (Trafford
2015, quarterly from November), S4 (Harrow 2011, "up to" four a year).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Placed, Post
from scheduler.domain.wording import counted, listed, long_date, times
from scheduler.rules.protocol import Bar, Rule

RULE = Rule(
    "cadence",
    source="terms of reference; Trafford Partnership 2015 (quarterly), Harrow 2011 (up to four)",
    about=DATES,
    touches={DATES},
    horizon=YEAR,
    ease=34,
    scope=MOVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Hold every meeting that is owed; those an "up to" cadence allows besides stay open."""
    for meeting_day in problem.meeting_days.values():
        gatherings = choices.gatherings_of(meeting_day.code)
        _hold_what_is_owed(meeting_day.cadence, meeting_day.code, meeting_day.name, gatherings, choices, post)
    for body in problem.bodies.values():
        if body.meeting_day is None:
            sittings = choices.sittings_of(body.code)
            _hold_what_is_owed(body.cadence, body.code, body.name, sittings, choices, post)


def _hold_what_is_owed(
    cadence: Cadence, code: str, name: str, placed: Sequence[Placed], choices: Choices, post: Post
) -> None:
    if cadence.per_period is not None:
        owed, often = len(placed), f"{times(cadence.per_period)} in each period"
    else:
        owed = cadence.minimum or 0
        often = f"{'' if cadence.maximum == owed else 'at least '}{times(owed)} in the year"
    reason = Reason(RULE.name, code, f"{name} meets {often}.")
    if owed > len(placed):
        post.any_of((), reason)
    for one in placed[:owed]:
        post.require(choices.held(one) == 1, reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find bodies and meeting days that meet too seldom or too often, in a period or in the year."""
    first, last = problem.settings.start_date, problem.settings.end_date
    for body in problem.bodies.values():
        if body.meeting_day is None:
            dates = [(meeting.date, problem.is_fact(meeting)) for meeting in plan.of_body(body.code)]
            life = max(first, body.start_date or first), min(last, body.end_date or last)
            for message, when in _broken(problem, body.cadence, life, dates):
                yield Breach(RULE.name, f"{body.name} {message}.", bodies=(body.code,), dates=tuple(when))
    for meeting_day in problem.meeting_days.values():
        dates = [(one.date, problem.is_fact(one)) for one in plan.occurrences_of(meeting_day.code)]
        for message, when in _broken(problem, meeting_day.cadence, (first, last), dates):
            yield Breach(RULE.name, f"{meeting_day.name} {message}.", dates=tuple(when))


def _broken(
    problem: Problem, cadence: Cadence, life: tuple[date, date], held: Sequence[tuple[date, bool]]
) -> Iterator[tuple[str, Sequence[date]]]:
    """Yield what is wrong with the dates of a body or meeting day, each with whether it is a fact."""
    dates, new = [day for day, _ in held], [day for day, fact in held if not fact]
    often = counted(len(dates), "time")
    if cadence.never and new:
        yield f"has no cadence, so it never meets, and is planned on {_on(new)}", new
    over = problem.settings.end_date < problem.open_from
    if cadence.minimum is not None and len(dates) < cadence.minimum and not over:
        yield f"meets {often} in the year, and should meet at least {counted(cadence.minimum, 'time')}", dates
    if cadence.maximum is not None and len(dates) > cadence.maximum and new:
        yield f"meets {often} in the year, and may meet at most {counted(cadence.maximum, 'time')}", dates
    if cadence.per_period is None:
        return
    for period in problem.periods:
        inside = [day for day in dates if day in period]
        alive = max(life[0], period.start_date) <= min(life[1], period.end_date)
        owed = cadence.per_period if alive else 0
        too_many = len(inside) > owed and any(day in period for day in new)
        too_few = len(inside) < owed and period.end_date >= problem.open_from
        if too_many or too_few:
            yield f"meets {counted(len(inside), 'time')} in {period.code}, and should meet {owed}", inside
    outside = [day for day in new if problem.period_of(day) is None]
    if outside:
        yield f"meets so often in each period, and is planned outside every period on {_on(outside)}", outside


def _on(dates: Sequence[date]) -> str:
    return listed([long_date(day) for day in dates])


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that what meets so often in each period would meet between two; a meeting day tells for its bodies."""
    sits_in_another = isinstance(subject, Body) and subject.meeting_day is not None
    per_period = subject.cadence.per_period is not None and not sits_in_another
    if start is None and per_period and problem.period_of(day) is None:
        message = f"{subject.name} meets so often in each period, and {long_date(day)} lies in none."
        yield Bar(Reason(RULE.name, subject.code, message), "it lies in no period")
