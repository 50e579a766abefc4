"""A tiny council's year in pieces, for tests: its date, its first plan, its groups."""

from dataclasses import replace
from typing import Any

from builders import council

from scheduler.domain.problem import Problem
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.bounds import Subproblem
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import Block, components

MON, TUE, WED, THU, FRI = (f"2015-11-{number}" for number in range(16, 21))
"""One week's days, none of them closed."""


def week(*rows: Any, first: str = MON, last: str = FRI, **fields: Any) -> Problem:
    """Make a council with a calendar of one week, or less of it."""
    problem = council(*rows, start_date=first, end_date=last, **fields)
    return replace(problem, as_of="2015-11-01T00:00:00Z")


def plenty() -> Clock:
    """Return a clock with time for everything here."""
    return Clock(60, silence)


def blocks(problem: Problem) -> list[Block]:
    """Return every block."""
    return [block for component in components(problem) for block in component.blocks]


def groups(problem: Problem) -> list[Subproblem]:
    """Return a group for each component, nothing known of it yet."""
    return [Subproblem(component.blocks) for component in components(problem)]


def year_of(problem: Problem, *placed: Any) -> Incumbent:
    """Return a year in which every block is placed as given."""
    meetings = tuple(one for one in placed if hasattr(one, "attendance"))
    year = Incumbent(problem)
    year.put(blocks(problem), PartialSolution(meetings, tuple(one for one in placed if one not in meetings)))
    return year


def where(year: Incumbent) -> dict[str, list[str]]:
    """Return the dates of each body."""
    found: dict[str, list[str]] = {}
    for meeting in sorted(year.partial_solution().meetings, key=lambda meeting: (meeting.date, meeting.start)):
        found.setdefault(meeting.body, []).append(meeting.date.isoformat())
    return found


def total(year: Incumbent) -> dict[str, int]:
    """Return what all that is placed costs, tier by tier."""
    return year.prices(list(year.solutions))
