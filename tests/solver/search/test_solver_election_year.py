"""The weeks after an election: the solver against every plan, the annual meeting on a date or in its window."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from builders import body, calendar, closed, council, day, fixed, meeting, member, room
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

maybe = st.booleans()
WEEKDAYS = ("Wed", "Tue", "Wed;Thu", "Mon;Tue")


def one_or_two(number: int) -> Cadence:
    return Cadence(minimum=1, maximum=number)


@st.composite
def election_years(draw) -> Problem:
    """Draw a council and two committees in some weeks around the day on which councillors retire."""
    council_meetings = draw(st.integers(1, 2))
    rows: list[object] = [
        body("FC", legal_kind="full_council", cadence=one_or_two(council_meetings), weekdays=draw(weekdays()),
             notice_clear_days=draw(notices()), attendance_mode="online"),
        body("OS", legal_kind="scrutiny_committee", meetings=1, weekdays=draw(weekdays()),
             notice_clear_days=draw(notices()), attendance_mode="online"),
    ]  # fmt: skip
    if draw(maybe):
        kind = draw(st.sampled_from(["executive", "informal", "committee"]))
        rows.append(body("CA", legal_kind=kind, meetings=1, weekdays="Tue", notice_clear_days=draw(notices()),
                         attendance_mode="online"))  # fmt: skip
    if draw(maybe):
        rows.append(closed("2027-05-19", strength=draw(st.sampled_from(["closed", "avoid"]))))
    rows += draw(
        st.sampled_from(
            [
                (),
                (FixedMeeting(body="FC", title="Annual Meeting"),),
                (FixedMeeting(body="FC", title="Annual Meeting", latest=day("2027-05-18")),),
                (fixed("2027-05-18", body="FC", title="Annual Meeting"),),
            ]
        )
    )
    first = draw(st.sampled_from(["2027-05-04", "2027-05-10", "2027-05-12"]))
    polling = (day("2027-05-06"),) if draw(st.integers(0, 3)) else ()
    problem = council(*rows, start_date=first, end_date="2027-05-20", polling_day=polling, default_start_times=(600,))
    return replace(problem, as_of="2027-03-01T00:00:00Z")


def best_of_all(problem: Problem) -> tuple[int, ...] | None:
    """Return the lowest scores of all plans on the bodies' own weekdays; None where each breaks a rule."""
    ways = []
    for one in problem.bodies.values():
        days = [on for on in problem.days if on in problem.days_kept_to(one)]
        least, most = one.cadence.minimum or 0, one.cadence.maximum or 0
        numbers = range(least, most + 1)
        ways.append([[(one.code, on) for on in some] for number in numbers for some in combinations(days, number)])
    scores = []
    for chosen in product(*ways):
        placed = [meeting(problem, code, on.isoformat()) for held in chosen for code, on in held]
        plan = calendar(problem, *placed)
        if not check(problem, plan):
            scores.append(tuple(recount(problem, plan)[0].values()))
    return min(scores, default=None)


def weekdays() -> st.SearchStrategy[str]:
    return st.sampled_from(WEEKDAYS)


def notices() -> st.SearchStrategy[int]:
    return st.sampled_from([0, 1, 3])


@pytest.mark.slow
@settings(max_examples=rounds(20), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(election_years())
def test_committees_wait_for_the_annual_meeting_as_well_as_can_be(problem: Problem) -> None:
    best, outcome = best_of_all(problem), solve(problem, 60)
    if best is None:
        assert isinstance(outcome, Infeasible)
        return
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert tuple(tier.value for tier in outcome.plan.tiers) == best
    assert all(tier.proven for tier in outcome.plan.tiers)


def test_a_district_holds_no_committee_before_its_annual_meeting() -> None:
    """With a window, the council meets as near the eighth day as its Wednesdays are, and nobody is called before."""
    bodies = [
        body("FC", legal_kind="full_council", meetings=1, weekdays="Wed", notice_clear_days=5),
        body("OS", legal_kind="scrutiny_committee", meetings=1, weekdays="Thu", notice_clear_days=5),
        body("CA", legal_kind="executive", meetings=2, weekdays="Tue", notice_clear_days=5, min_gap_days=14),
    ]
    people = [member(f"{code}{place}", code) for code in ("FC", "OS", "CA") for place in range(4)]
    annual = FixedMeeting(body="FC", title="Annual Meeting")
    span = {"start_date": "2027-05-10", "end_date": "2027-06-18", "polling_day": (day("2027-05-06"),)}
    problem = council(*bodies, *people, room("R1", capacity=50), annual, **span)
    outcome = solve(replace(problem, as_of="2027-03-01T00:00:00Z"), 60)
    assert isinstance(outcome, Solved)
    assert [one.date for one in outcome.plan.of_body("FC")] == [day("2027-05-19")]
    assert {one.title for one in outcome.plan.of_body("FC")} == {"Annual Meeting"}
    others = [one for one in outcome.plan.live if one.body != "FC"]
    assert all(one.agenda_deadline is not None and one.agenda_deadline >= day("2027-05-19") for one in others)
    assert {tier.name: tier.value for tier in outcome.plan.tiers}["dates"] == 1
    assert all(tier.proven for tier in outcome.plan.tiers)


def test_a_held_annual_meeting_settles_when_committees_may_be_called() -> None:
    """Planned again after it, its window is no longer open: what was held says when it was."""
    bodies = [
        body("FC", legal_kind="full_council", meetings=1, weekdays="Tue;Wed", notice_clear_days=0),
        body("OS", legal_kind="scrutiny_committee", meetings=1, weekdays="Thu", notice_clear_days=0),
    ]
    annual = FixedMeeting(body="FC", title="Annual Meeting")
    span = {"start_date": "2027-05-10", "end_date": "2027-05-28", "polling_day": (day("2027-05-06"),)}
    problem = council(*bodies, member("ANN", "FC"), member("BOB", "OS"), room("R1", capacity=50), annual, **span)
    first = solve(replace(problem, as_of="2027-03-01T00:00:00Z"), 60)
    assert isinstance(first, Solved)
    held = [
        meeting(problem, "FC", "2027-05-12", title="Annual Meeting", uid=one.uid) for one in first.plan.of_body("FC")
    ]
    baseline = replace(first.plan, meetings=(*held, *first.plan.of_body("OS")))
    again = replace(problem, baseline=baseline, as_of="2027-05-12T20:00:00Z")
    assert [one.day for one in again.annual_meetings] == [day("2027-05-12")]
    second = solve(again, 60)
    assert isinstance(second, Solved)
    assert [one.date for one in second.plan.of_body("FC")] == [day("2027-05-12")]
    assert {tier.name: tier.value for tier in second.plan.tiers}["dates"] == 0
