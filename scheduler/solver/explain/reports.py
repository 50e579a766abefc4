"""Days on which a body could be served by those that report to it."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from scheduler.dates.deadlines import feeder_window, latest_feeder_day
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.problem import Problem
from scheduler.solver.explain.left import Left, Stage


def with_reports(
    problem: Problem, days: dict[str, Left], bodies: dict[str, Left]
) -> Iterator[tuple[ReportingLine, Left]]:
    """Yield what is left to each receiver of reports once each day without a day for its feeder is taken away."""
    for line in problem.reporting:
        if line.kind == "report":
            feeder, receiver = (_left(problem, days, bodies, code) for code in (line.from_body, line.to_body))
            if feeder is not None and receiver is not None:
                name = problem.bodies[line.from_body].name
                served = _served(problem, line, feeder, receiver)
                words = f"{{}} of them with a day before them on which {name} can meet to report"
                yield line, receiver.after(Stage("reporting", words, served))


def _left(problem: Problem, days: dict[str, Left], bodies: dict[str, Left], code: str) -> Left | None:
    meeting_day = problem.bodies[code].meeting_day
    return bodies.get(code) if meeting_day is None else days.get(meeting_day)


def _served(problem: Problem, line: ReportingLine, feeder: Left, receiver: Left) -> dict[date, tuple[int, ...]]:
    body = problem.bodies[line.to_body]
    sittings = sorted(day for day in feeder.starts if problem.bodies[line.from_body].alive_on(day))
    found = {}
    for day, starts in receiver.starts.items():
        if not body.alive_on(day) or latest_feeder_day(problem, line, day) is None:
            found[day] = starts
            continue
        first, last = feeder_window(problem, line, day)
        number = bisect_left(sittings, first)
        if number < len(sittings) and sittings[number] <= last:
            found[day] = starts
    return found
