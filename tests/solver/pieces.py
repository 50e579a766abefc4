"""A tiny council's year in pieces, for tests: its date, its first plan, its groups."""

from dataclasses import replace
from typing import Any

from builders import council

from scheduler.domain.problem import Problem
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import Draft
from scheduler.solver.search.bounds import Group
from scheduler.solver.search.decomposition import Cluster, components
from scheduler.solver.search.incumbent import Year

MON, TUE, WED, THU, FRI = (f"2015-11-{number}" for number in range(16, 21))
"""One week's days, none of them closed."""


def week(*rows: Any, first: str = MON, last: str = FRI, **fields: Any) -> Problem:
    """Make a council with a calendar of one week, or less of it."""
    problem = council(*rows, start_date=first, end_date=last, **fields)
    return replace(problem, as_of="2015-11-01T00:00:00Z")


def plenty() -> Clock:
    """Return a clock with time for everything here."""
    return Clock(60, silence)


def clusters(problem: Problem) -> list[Cluster]:
    """Return every cluster."""
    return [cluster for component in components(problem) for cluster in component.clusters]


def groups(problem: Problem) -> list[Group]:
    """Return a group for each component, nothing known of it yet."""
    return [Group(component.clusters) for component in components(problem)]


def year_of(problem: Problem, *placed: Any) -> Year:
    """Return a year in which every cluster is placed as given."""
    meetings = tuple(one for one in placed if hasattr(one, "attendance"))
    year = Year(problem)
    year.put(clusters(problem), Draft(meetings, tuple(one for one in placed if one not in meetings)))
    return year


def where(year: Year) -> dict[str, list[str]]:
    """Return the dates of each body."""
    found: dict[str, list[str]] = {}
    for meeting in sorted(year.draft().meetings, key=lambda meeting: (meeting.date, meeting.start)):
        found.setdefault(meeting.body, []).append(meeting.date.isoformat())
    return found


def total(year: Year) -> dict[str, int]:
    """Return what all that is placed costs, tier by tier."""
    return year.prices(list(year.drafts))
