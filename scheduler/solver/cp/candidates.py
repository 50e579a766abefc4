"""What is to be placed: every meeting and meeting day that the cadences ask for, and where it might go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, session_starts


@dataclass(frozen=True)
class Candidates:
    """Everything to be placed."""

    gatherings: tuple[Gathering, ...]
    sittings: tuple[Sitting, ...]


def candidates(problem: Problem) -> Candidates:
    """List the meetings and meeting days to be placed, each with the days and starts it might have."""
    gatherings = []
    for meeting_day in problem.meeting_days.values():
        windows = _windows(problem, meeting_day.cadence, None, starts=1)
        gatherings += [Gathering(meeting_day, number, days) for number, days in enumerate(windows, start=1)]
    sittings = []
    for body in problem.bodies.values():
        session = problem.session_of(body)
        if session is None:
            sittings += _own_sittings(problem, body)
        else:
            starts = session_starts(problem, body, session)
            sittings += [
                Sitting(body, gathering.number, gathering.days, starts, problem.duration_of(body), gathering, session)
                for gathering in gatherings
                if gathering.meeting_day.code == body.meeting_day
            ]
    return Candidates(tuple(gatherings), tuple(sittings))


def _own_sittings(problem: Problem, body: Body) -> list[Sitting]:
    starts = tuple(sorted(set(problem.start_times_of(body))))
    windows = _windows(problem, body.cadence, body, len(starts))
    duration = problem.duration_of(body)
    return [Sitting(body, number, days, starts, duration) for number, days in enumerate(windows, start=1)]


def _windows(problem: Problem, cadence: Cadence, body: Body | None, starts: int) -> Iterator[tuple[date, ...]]:
    """Yield the days of each meeting the cadence may ask for, in order; none where the year is too short for it."""
    if cadence.per_period is not None:
        for period in sorted(problem.periods, key=lambda period: period.start_date):
            days = tuple(day for day in problem.days if day in period)
            if any(body is None or body.alive_on(day) for day in days):
                yield from [days] * cadence.per_period
    elif cadence.maximum is not None and (cadence.minimum or 0) <= len(problem.days) * starts:
        yield from [problem.days] * min(cadence.maximum, len(problem.days) * starts)
