"""A body or meeting day meets as often as it should: so many times in each period, or between two numbers a year.

What is owed per period is owed in full in each period that the body's life touches, and nothing is held outside
the periods. A body without a cadence never meets; what is held beside a cadence counts for none. Facts count, and are
no breach by themselves: nothing more is owed to a period, or a year, that is past. Source: terms of reference; seed
reports S0 and S1 (Trafford 2015, quarterly from November), S4 (Harrow 2011, "up to" four a year).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import period_of, periods_of
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.changes import with_fields
from scheduler.domain.meant import days_off, regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Post
from scheduler.domain.wording import counted, listed, long_date, times
from scheduler.rules.protocol import Bar, Ease, Remedy, Rule

RULE = Rule(
    "cadence",
    source="terms of reference; Trafford Partnership 2015 (quarterly), Harrow 2011 (up to four)",
    about=DATES,
    touches={DATES},
    horizon=YEAR,
    ease=Ease.NOT_HELD,
    scope=MOVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Hold every meeting that is owed; those an "up to" cadence allows besides stay open."""
    for meeting_day in problem.meeting_days.values():
        _hold_what_is_owed(problem, meeting_day, choices, post)
    for body in problem.bodies.values():
        if body.meeting_day is None:
            _hold_what_is_owed(problem, body, choices, post)


def _hold_what_is_owed(problem: Problem, subject: Body | MeetingDay, choices: Choices, post: Post) -> None:
    cadence, placed = subject.cadence, choices.in_turn(subject)
    if cadence.per_period is not None:
        owed, often = len(placed), f"{times(cadence.per_period)} in each period"
    else:
        owed, least = (cadence.minimum or 0) - len(days_off(problem, subject)), cadence.minimum or 0
        often = f"{'' if cadence.maximum == least else 'at least '}{times(least)} in the year"
    kind = FirmReason if is_statutory(problem, subject) else Reason
    reason = kind(RULE.name, subject.code, f"{subject.name} meets {often}.")
    if owed > len(placed) and not problem.over and not _stands(problem, subject):
        post.any_of((), reason)
    for one in placed[: max(owed, 0)]:
        post.require(choices.held(one) == 1, reason)


def _stands(problem: Problem, subject: Body | MeetingDay) -> bool:
    """Whether it is placed already, as far as it is, in a greater problem: what it lacks is not to be held here."""
    placed, code = problem.placed, subject.code
    return placed is not None and bool(placed.of_body(code) or placed.occurrences_of(code))


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find bodies and meeting days that meet too seldom or too often, in a period or in the year."""
    first, last = problem.settings.start_date, problem.settings.end_date
    for body in problem.bodies.values():
        if body.meeting_day is None:
            life = max(first, body.start_date or first), min(last, body.end_date or last)
            for message, when in _broken(problem, plan, body, life):
                yield Breach(RULE.name, f"{body.name} {message}.", bodies=(body.code,), dates=tuple(when))
    for meeting_day in problem.meeting_days.values():
        for message, when in _broken(problem, plan, meeting_day, (first, last)):
            yield Breach(RULE.name, f"{meeting_day.name} {message}.", dates=tuple(when))


def _broken(
    problem: Problem, plan: Plan, subject: Body | MeetingDay, life: tuple[date, date]
) -> Iterator[tuple[str, Sequence[date]]]:
    """Yield what is wrong with the dates of a body or meeting day; what is off need not be made good."""
    held, cadence, off = regular(problem, plan, subject), subject.cadence, days_off(problem, subject)
    dates, new = [one.date for one in held], [one.date for one in held if not problem.is_fact(one)]
    often = counted(len(dates), "time")
    if cadence.never and new:
        yield f"has no cadence, so it never meets, and is planned on {_on(new)}", new
    if cadence.minimum is not None and len(dates) + len(off) < cadence.minimum and not problem.over:
        yield f"meets {often} in the year, and should meet at least {counted(cadence.minimum, 'time')}", dates
    if cadence.maximum is not None and len(dates) > cadence.maximum and new:
        yield f"meets {often} in the year, and may meet at most {counted(cadence.maximum, 'time')}", dates
    if cadence.per_period is None:
        return
    for period in periods_of(problem, subject):
        inside = [day for day in dates if day in period]
        alive = max(life[0], period.start_date) <= min(life[1], period.end_date)
        owed = cadence.per_period if alive else 0
        too_many = len(inside) > owed and any(day in period for day in new)
        gone = sum(day is None or day in period for day in off)
        too_few = len(inside) + gone < owed and period.end_date >= problem.open_from
        if too_many or too_few:
            yield f"meets {counted(len(inside), 'time')} in {period.code}, and should meet {owed}", inside
    outside = [day for day in new if period_of(problem, subject, day) is None]
    if outside:
        yield f"meets so often in each period, and is planned outside every period on {_on(outside)}", outside


def _on(dates: Sequence[date]) -> str:
    return listed([long_date(day) for day in dates])


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that what meets so often in each period would meet between two; a meeting day tells for its bodies."""
    sits_in_another = isinstance(subject, Body) and subject.meeting_day is not None
    per_period = subject.cadence.per_period is not None and not sits_in_another
    if start is None and per_period and period_of(problem, subject, day) is None:
        message = f"{subject.name} meets so often in each period, and {long_date(day)} lies in none."
        yield Bar(Reason(RULE.name, subject.code, message), "it lies in no period")


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that a body, or a meeting day, misses one period, or meets as often as there is a day for it.

    Nothing for what the law asks for.
    """
    subject = problem.bodies.get(reason.subject) or problem.meeting_days.get(reason.subject)
    if subject is None or is_statutory(problem, subject):
        return
    often = subject.cadence
    if often.per_period is not None:
        for period in periods_of(problem, subject):
            body, day = (subject.code, None) if isinstance(subject, Body) else (None, subject.code)
            off = FixedMeeting(period.start_date, body, day, cancelled=True)
            words = f"Let {subject.name} leave out one meeting in {period.code}."
            yield Remedy(words, replace(problem, fixed_meetings=(*problem.fixed_meetings, off)), Ease.ONE_PERIOD)
    elif often.minimum:
        most = min(often.maximum or often.minimum, len(problem.days))
        words = f"Let {subject.name} meet only as often as there is a day for it, up to {times(most)}."
        fewer = with_fields(problem, subject.code, cadence=replace(often, minimum=0, maximum=most))
        yield Remedy(words, fewer, Ease.NOT_HELD)


def is_statutory(problem: Problem, subject: Body | MeetingDay) -> bool:
    """Whether the law asks for a body, or for some body of a meeting day: that it does not meet is no remedy then."""
    bodies = [subject] if isinstance(subject, Body) else problem.bodies_of_meeting_day(subject.code)
    return any(body.statutory or body.legal_kind != "informal" for body in bodies)
