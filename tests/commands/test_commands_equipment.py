"""One webcasting kit for three committees: what is told when a meeting is moved to where the kit is already."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, equipment, meeting, member, room

import scheduler
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

MONDAY, TUESDAY = "2015-11-16", "2015-11-17"
NEEDED = (
    "B Board and A Board both need the webcasting kit on Monday 16 November 2015 at 10:00, and there is one.",
    "A Board and B Board both need the webcasting kit on Monday 16 November 2015 at 10:00, and there is one.",
)


def two(lent: int = 1) -> tuple[Problem, Plan]:
    """Return two committees without a common member on two days, and so many kits."""
    rows = [body(code, meetings=1, start_times="10:00", notice_clear_days=0) for code in "AB"]
    rows += [member(f"P{code}", code, "chair") for code in "AB"]
    kits = [equipment(body=code) for code in "AB"] + [equipment(quantity=lent)]
    problem = council(*rows, room("CH"), room("CR"), *kits, start_date=MONDAY, end_date=TUESDAY)
    problem = replace(problem, as_of="2015-11-01T00:00:00Z")
    plan = calendar(problem, meeting(problem, "A", MONDAY, room="CH"), meeting(problem, "B", TUESDAY, room="CR"))
    return problem, replace(plan, generated="2015-11-01T00:00:00Z")


@pytest.mark.parametrize("lent", [1, 2])
def test_a_meeting_moved_to_where_the_kit_is_breaks_the_rule_unless_there_is_another(lent: int) -> None:
    problem, plan = two(lent)
    found = scheduler.consequences(problem, plan, scheduler.Move("B", 1, problem.days[0]))
    told = [breach.message for breach in found.follows.appear_breaches]
    assert (len(told), set(told) <= set(NEEDED)) == (2 - lent, True)


@pytest.mark.parametrize("lent", [1, 2])
def test_a_day_on_which_the_kit_is_elsewhere_is_not_free(lent: int) -> None:
    problem, plan = two(lent)
    first, _ = scheduler.open_days(problem, plan, "B", 1)
    assert (first.verdict == "free") == (lent > 1)


def test_a_room_that_has_one_built_in_is_taken_for_a_meeting_that_comes() -> None:
    problem, plan = two()
    built_in = replace(problem, equipment=(*problem.equipment, equipment(room="CR")))
    found = scheduler.consequences(built_in, plan, scheduler.Move("B", 1, problem.days[0]))
    assert (found.follows.appear_breaches, found.plan.of_body("B")[0].room) == ((), "CR")
