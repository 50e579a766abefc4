"""A partial solution named, numbered and explained."""

from dataclasses import replace

from builders import body, calendar, council, meeting, member, project, room

from scheduler.checking import check
from scheduler.solver.cp.solution import PartialSolution, finished


def test_a_report_is_due_at_no_meeting_that_is_cancelled():
    problem = council(body("GB", meetings=1), member("ANN"), room("CR1"), project("PR", "GB", "2015-12-31"))
    before = calendar(problem, meeting(problem, on="2015-11-19"), meeting(problem, on="2015-12-17"))
    problem = replace(problem, baseline=before, as_of="2015-11-01T00:00:00Z")
    plan = finished(problem, PartialSolution((before.meetings[0],), ()), ())
    assert [(one.date.day, one.live, one.agenda_items) for one in plan.meetings] == [
        (19, True, ("PR",)),
        (17, False, ()),
    ]
    assert check(problem, plan) == ()
