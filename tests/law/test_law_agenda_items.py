"""Which meeting hears a report that falls due: the last whose papers are still open when the project begins."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, project

from scheduler.checking.integrity import agendas
from scheduler.domain.problem import Problem
from scheduler.law.deadlines import hearing, in_time_for
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve
from scheduler.wishes import agenda


def begun(start: str | None, *due: str, **fields: object) -> Problem:
    begins = None if start is None else day(start)
    made = {"notice_clear_days": 5, "attendance_mode": "online", "quorum": 0, **fields}
    return council(body("GB", **made), replace(project("HUB", "GB", *due), start_date=begins))


@pytest.mark.parametrize(
    ("start", "in_time"), [(None, True), ("2015-11-10", True), ("2015-11-11", False), ("2015-11-19", False)]
)
def test_papers_close_the_working_day_before_the_agenda(start: str | None, *, in_time: bool) -> None:
    """The agenda of Thursday 19 November is out on Wednesday the 11th, so that reports are in on the 10th."""
    problem = begun(start)
    assert in_time_for(problem, problem.projects["HUB"], day("2015-11-19")) is in_time


def test_without_notice_papers_are_open_on_the_day_itself() -> None:
    problem = begun("2015-11-19", notice_clear_days=0)
    hub = problem.projects["HUB"]
    assert [in_time_for(problem, hub, day(on)) for on in ("2015-11-18", "2015-11-19")] == [False, True]


@pytest.mark.parametrize(
    ("start", "due", "heard"),
    [
        (None, "2015-11-18", None),
        (None, "2015-11-30", "2015-11-19"),
        (None, "2015-12-10", "2015-12-10"),
        ("2015-11-11", "2015-11-30", None),
        ("2015-11-11", "2015-12-31", "2015-12-10"),
    ],
)
def test_a_report_goes_to_the_last_meeting_that_can_hear_it(start: str | None, due: str, heard: str | None) -> None:
    problem = begun(start, due)
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in ("2015-11-19", "2015-12-10")))
    found = hearing(problem, problem.projects["HUB"], day(due), plan.of_body("GB"))
    assert (None if found is None else found.date.isoformat()) == heard
    assert [one.date.isoformat() for one in plan.meetings if id(one) in agendas(problem, plan)] == [heard] * bool(heard)
    rows = list(agenda.score(problem, plan))
    assert len(rows) == (heard is None)
    if start and rows:
        assert rows[0].why == (
            "Its report is due on Monday 30 November 2015, and GB Board has no meeting by then whose papers are still "
            "open when the project begins."
        )


def test_a_plan_lets_a_meeting_hear_a_report_after_its_project_begins() -> None:
    fields = {"meetings": 1, "start_times": "10:00", "weekdays": "Thu"}
    problem = begun("2015-11-11", "2015-12-31", **fields)
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 30)
    assert isinstance(outcome, Solved)
    (held,) = outcome.plan.meetings
    assert day("2015-11-19") < held.date <= day("2015-12-31")
    assert held.agenda_items == ("HUB",)
