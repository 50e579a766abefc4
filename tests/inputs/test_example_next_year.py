"""Trafford's next year, planned from the calendar of 2015-16: its boards and their whole days follow it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from builders import calendar, meeting, occurrence

from scheduler.checking import check
from scheduler.domain.problem import Problem
from scheduler.reading import read_input
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.search.decomposition import only
from scheduler.solver.solve import solve

TRAFFORD = Path(__file__).parents[2] / "inputs" / "trafford-2015-16"
A_YEAR = dt.timedelta(days=364)
DAYS = ("2015-11-19", "2016-03-03", "2016-06-23", "2016-09-29")
DELIVERY = ("2015-11-03", "2016-02-09", "2016-05-17", "2016-09-06")
"""Where the boards' delivery group sat: Tuesdays."""


def boards() -> Problem:
    """Return the boards of the whole days and a group that reports to one of them."""
    problem, _ = read_input(TRAFFORD)
    return only(problem, {"HWB", "GB", "SCB", "OTB", "HWBDB"}, {"TPDAY"})


def a_year_later(problem: Problem) -> Problem:
    """Return the same council with every date moved by a year."""
    first, last = problem.settings.start_date, problem.settings.end_date
    return replace(
        problem,
        settings=replace(
            problem.settings,
            start_date=first.replace(year=2016),
            end_date=last.replace(year=2017),
            publication_date=None,
        ),
        periods=tuple(
            replace(
                one,
                start_date=one.start_date.replace(year=one.start_date.year + 1),
                end_date=one.end_date.replace(year=one.end_date.year + 1),
            )
            for one in problem.periods
        ),
        closed_dates=tuple(
            replace(one, start_date=one.start_date + A_YEAR, end_date=one.end_date + A_YEAR)
            for one in problem.closed_dates
        ),
        absences=(),
        fixed_meetings=(),
        themes={},
        projects={},
    )


@pytest.mark.slow
def test_next_year_follows_this_year() -> None:
    problem = boards()
    held = [meeting(problem, of, on, room="CR1") for on in DAYS for of in ("HWB", "GB", "SCB", "OTB")]
    held += [meeting(problem, "HWBDB", on) for on in DELIVERY]
    earlier = calendar(problem, *held, *(occurrence(problem, "TPDAY", on) for on in DAYS))
    following = replace(a_year_later(problem), baseline=earlier, as_of="2016-10-03T00:00:00Z")
    outcome = solve(following, 60)
    assert isinstance(outcome, Solved)
    assert check(following, outcome.plan) == ()
    later = [str(dt.date.fromisoformat(on) + A_YEAR) for on in DAYS]
    assert [str(one.date) for one in outcome.plan.occurrences] == later
    assert [(str(one.date), one.sequence, one.revision) for one in outcome.plan.of_body("HWB")] == [
        (on, number, 0) for number, on in enumerate(later, start=5)
    ]
    assert [str(one.date) for one in outcome.plan.of_body("HWBDB")] == [
        str(dt.date.fromisoformat(on) + A_YEAR) for on in DELIVERY
    ]
    assert {one.status for one in outcome.plan.meetings} == {"provisional"}
