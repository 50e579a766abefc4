"""People are seated as they were wherever that costs nothing, and otherwise only where something is better by it."""

from dataclasses import replace

import pytest
from builders import absence, body, council, fixed, member, person, room

from scheduler.commands.plans import planned
from scheduler.commands.seats_kept import seated_as_before
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Plan
from scheduler.solver.cp.outcome import Solved

BODIES = ("A", "B")
DAY = "2015-11-19"


def problem_of(*more):
    """Return two boards that meet at once, and Ann on both with a deputy for either."""
    rows = [room("R1"), room("R2"), person("ANN"), person("DEP")]
    for code in BODIES:
        rows += [
            body(code, meetings=1, quorum=1, start_times="10:00"),
            fixed(DAY, body=code),
            member("ANN", code, substitutes=("DEP",)),
            person(f"{code}1"),
            member(f"{code}1", code),
        ]
    return council(*rows, *more)


def plan_of(problem) -> Plan:
    outcome = planned(problem, 20)
    assert isinstance(outcome, Solved)
    return outcome.plan


def seats(plan: Plan) -> dict[tuple[str, str], tuple[str, str | None]]:
    return {
        (one.body, row.person): (row.outcome, row.substitute)
        for one in plan.live
        for row in one.attendance
    }  # fmt: skip


def reseated(plan: Plan, code: str, who: str, outcome: str, substitute: str | None = None) -> Plan:
    """Return the plan with one seat filled otherwise."""
    return replace(
        plan,
        meetings=tuple(
            replace(
                one,
                attendance=tuple(
                    replace(row, outcome=outcome, substitute=substitute, reason=None) if row.person == who else row
                    for row in one.attendance
                ),
            )
            if one.body == code
            else one
            for one in plan.meetings
        ),
    )


def mirrored(plan: Plan) -> Plan:
    """Return the plan with Ann at the board at which she was deputised for, and the deputy at the other."""
    found = {one.body: next(row for row in one.attendance if row.person == "ANN") for one in plan.live}
    there = next(code for code in BODIES if found[code].outcome == ATTENDS)
    other = next(code for code in BODIES if code != there)
    assert (found[other].outcome, found[other].substitute) == (SUBSTITUTE, "DEP")
    return reseated(reseated(plan, there, "ANN", SUBSTITUTE, "DEP"), other, "ANN", ATTENDS)


def test_of_two_ways_that_are_equally_good_the_one_before_stays():
    problem = problem_of()
    plan = plan_of(problem)
    before = mirrored(plan)
    again = replace(problem, baseline=before)
    assert seats(before) != seats(plan)
    kept = seated_as_before(again, plan)
    assert seats(kept) == seats(before)
    assert (kept.tiers, kept.status) == (plan.tiers, plan.status)
    reason = next(row.reason for one in kept.live for row in one.attendance if row.outcome == SUBSTITUTE)
    assert reason is not None
    assert seats(plan_of(again)) == seats(before)


@pytest.mark.parametrize(
    ("outcome", "more"), [(APOLOGIES, []), (ATTENDS, [absence("person", "A1", DAY)])], ids=["worse", "broken"]
)
def test_what_was_before_gives_way_to_what_is_better_or_to_a_rule(outcome, more):
    problem = problem_of(*more)
    plan = plan_of(problem)
    before = reseated(plan, "A", "A1", outcome)
    assert seated_as_before(replace(problem, baseline=before), plan) == plan


def test_who_sits_where_a_meeting_stands_no_longer_is_not_kept():
    problem = problem_of()
    plan = plan_of(problem)
    before = mirrored(plan)
    elsewhere = replace(before, meetings=tuple(replace(one, start=one.start + 30) for one in before.meetings))
    assert seated_as_before(replace(problem, baseline=elsewhere), plan) is plan
    assert seated_as_before(problem, plan) is plan


def test_where_the_check_of_the_whole_refuses_it_the_plan_stays_as_it_was():
    problem = problem_of()
    plan = plan_of(problem)
    promised = replace(plan, tiers=tuple(replace(tier, value=tier.value - 1) for tier in plan.tiers))
    assert seated_as_before(replace(problem, baseline=mirrored(plan)), promised) is promised
