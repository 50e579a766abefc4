"""What rules a day out for a meeting, whatever else may move: what each rule says of the day and of its starts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.other_dates import Asked
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.verbs import TIMES
from scheduler.domain.wording import clock, listed
from scheduler.rules import about, bars, binding, closed_date, fixed, lifetime, start_time
from scheduler.rules.protocol import Bar


@dataclass(frozen=True)
class Openness:
    """Whether a day is open to a meeting: what rules it out, and the starts that are left."""

    because: tuple[Reason, ...]
    """All that rules the day out; empty where something is left."""
    starts: tuple[int, ...]
    """The starts at which nothing rules it out, the present one first; in a meeting day, only one that is asked for."""


def openness(problem: Problem, asked: Asked, day: date, start: int | None = None) -> Openness:
    """Tell whether a day is open to a meeting (or to its whole meeting day), whatever becomes of all others.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar as its baseline and the moment of asking.
    asked : Asked
        The meeting, as the calendar has it.
    day : date
        The day that is asked for.
    start : int, optional
        The only start that would do, in minutes after midnight; left out, any of the body's own.

    """
    because = [*fixed.what_binds(problem, asked)]
    outside = closed_date.outside_the_calendar(problem, day)
    if outside is not None:
        return Openness((*because, outside), ())
    because += _of_the_day(problem, asked, day)
    because += binding(problem, asked, day)
    if asked.occurrence is not None:
        subject = problem.meeting_days[asked.mover] if asked.whole_day else problem.bodies[asked.code]
        because += [*_of_the_sessions(problem, asked.mover, day), *_of_the_time(problem, subject, day, start)]
        return Openness(_each_once(because), () if start is None or asked.whole_day else (start,))
    body = problem.bodies[asked.code]
    because += _of_the_time(problem, body, day, start)
    allowed = sorted(start_time.starts_of(problem, body), key=lambda time: (time != asked.start, time))
    wanted = allowed if start is None else [time for time in allowed if time == start]
    found = {time: _at(problem, body, day, time) for time in wanted}
    because += _at_every_start(found)
    return Openness(_each_once(because), tuple(time for time, reasons in found.items() if not reasons))


def _of_the_day(problem: Problem, asked: Asked, day: date) -> Iterator[Reason]:
    """Yield what rules out the day for the meeting day, and for each body that would sit; what all share only once."""
    subjects: list[Body | MeetingDay] = []
    if asked.occurrence is None:
        subjects = [problem.bodies[asked.code]]
    else:
        subjects = [problem.meeting_days[asked.mover], *problem.bodies_of_meeting_day(asked.mover)]
    told: set[tuple[str, str, str]] = set()
    for subject in subjects:
        if asked.occurrence is not None and isinstance(subject, Body) and not subject.alive_on(day):
            if subject.code == asked.code:
                yield lifetime.exists_only(subject)
            continue
        for bar in _others_first(subject, bars(problem, subject, day)):
            gist = bar.reason.rule, bar.reason.subject, bar.cause
            if gist not in told:
                told.add(gist)
                yield bar.reason


def _others_first(subject: Body | MeetingDay, found: Iterable[Bar]) -> list[Bar]:
    """Return what is shut to others too, and then what the body or meeting day itself keeps to."""
    return sorted(found, key=lambda bar: bar.reason.subject == subject.code)


def _of_the_time(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Reason]:
    """Yield why a meeting never starts when it is asked to; nothing else is then asked of that start."""
    if start is not None:
        yield from (bar.reason for bar in bars(problem, subject, day, start, about(TIMES)))


def _of_the_sessions(problem: Problem, meeting_day: str, day: date) -> Iterator[Reason]:
    """Yield what keeps a body from every slot of its session, and the lunch from every room."""
    bodies = [body for body in problem.bodies_of_meeting_day(meeting_day) if body.session and body.alive_on(day)]
    subjects: list[Body | MeetingDay] = [*bodies, problem.meeting_days[meeting_day]]
    for subject in subjects:
        starts = start_time.starts_of(problem, subject)
        yield from _at_every_start({start: _at(problem, subject, day, start) for start in starts})


def _at(problem: Problem, subject: Body | MeetingDay, day: date, start: int) -> tuple[Reason, ...]:
    """Return what rules out a start on the day: who is missing by name, and then rule by rule."""
    reasons = (bar.reason for bar in bars(problem, subject, day, start))
    return tuple(sorted(reasons, key=lambda reason: (reason.subject not in problem.people, reason.rule)))


def _at_every_start(found: dict[int, tuple[Reason, ...]]) -> Iterator[Reason]:
    """Yield what stands in the way at each start, saying when, unless one start is left."""
    if not found or not all(found.values()):
        return
    for reason in dict.fromkeys(reason for reasons in found.values() for reason in reasons):
        times = [time for time, reasons in found.items() if reason in reasons]
        if len(times) == len(found):
            yield reason
        else:
            at = listed([clock(time) for time in sorted(times)])
            yield Reason(reason.rule, reason.subject, f"At {at}: {reason.message}")


def _each_once(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))
