"""Committees after the annual meeting that appoints them, and that meeting on the eighth day after retirement."""

import pytest
from builders import body, calendar, closed, council, day, fixed, meeting
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds import rounds
from solver_face import least_cost

from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.law.appointments import APPOINTED, is_appointed, why_too_early
from scheduler.wishes import annual_meeting, appointed_first, avoid_dates
from scheduler.wishes.protocol import WishFile

POLLING = (day("2027-05-06"),)
ANNUAL = FixedMeeting(body="FC", title="Annual Meeting")
COUNCIL = body("FC", legal_kind="full_council", meetings=1)
COMMITTEE = body("CO", legal_kind="committee", meetings=1, notice_clear_days=5)
MAY = {"start_date": "2027-05-07", "end_date": "2027-06-30", "polling_day": POLLING}

BEFORE = "before the annual meeting appoints its members on"


def both_faces(wish: WishFile, problem: Problem, plan: Plan) -> list[tuple[str, int, str]]:
    """Return what is not granted, which costs the solver as much."""
    found = [(row.subject, row.cost, row.why) for row in wish.score(problem, plan)]
    assert least_cost(wish, problem, plan) == sum(cost for _, cost, _ in found)
    return found


def a_year(*rows: object, annual: object = ANNUAL, **fields: object) -> Problem:
    return council(COUNCIL, COMMITTEE, annual, *rows, **{**MAY, **fields})


# -- days known to be too early


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2027-05-07", None),
        ("2027-05-10", "the annual meeting appoints its members only on Wednesday 19 May 2027"),
        ("2027-05-18", "the annual meeting appoints its members only on Wednesday 19 May 2027"),
        (
            "2027-05-24",
            f"its agenda is due on Friday 14 May 2027, {BEFORE} Wednesday 19 May 2027",
        ),
        ("2027-05-27", None),
    ],
)
def test_a_committee_is_not_called_before_the_annual_meeting_of_an_election_year(on: str, why: str | None) -> None:
    problem = a_year(annual=fixed("2027-05-19", body="FC", title="Annual Meeting"))
    assert why_too_early(problem, problem.bodies["CO"], day(on)) == why
    plan = calendar(problem, meeting(problem, "FC", "2027-05-19"), meeting(problem, "CO", on))
    (title,) = (f"CO Board on {text} at 10:00" for text in [on_day(on)])
    expected = [] if why is None else [(title, 20, f"The day had better be avoided: {why}.")]
    assert both_faces(avoid_dates, problem, plan) == expected
    assert both_faces(appointed_first, problem, plan) == []


def on_day(text: str) -> str:
    on = day(text)
    return f"{on:%A} {on.day} {on:%B %Y}"


@pytest.mark.parametrize(
    ("on", "early"),
    [("2026-05-19", False), ("2026-05-20", True), ("2026-05-27", True), ("2026-05-28", True), ("2026-05-29", False)],
)
def test_without_an_election_those_appointed_a_year_ago_sit_until_the_annual_meeting(on: str, *, early: bool) -> None:
    annual = fixed("2026-05-20", body="FC", title="Annual Meeting")
    problem = council(COUNCIL, COMMITTEE, annual, start_date="2026-04-01", end_date="2026-12-31")
    assert (why_too_early(problem, problem.bodies["CO"], day(on)) is not None) is early


@pytest.mark.parametrize(("on", "early"), [("2027-05-07", False), ("2027-05-12", True), ("2027-05-19", False)])
def test_a_new_council_has_its_annual_meeting_first(on: str, *, early: bool) -> None:
    problem = a_year(annual=fixed("2027-05-19", body="FC", title="Annual Meeting"))
    why = "FC Board has its annual meeting first, not before Wednesday 19 May 2027"
    assert why_too_early(problem, problem.bodies["FC"], day(on)) == (why if early else None)
    without = council(COUNCIL, **MAY)
    assert why_too_early(without, without.bodies["FC"], day(on)) is None


def test_who_is_not_appointed_may_meet_whenever_it_likes() -> None:
    problem = a_year(body("GB", legal_kind="informal"), annual=fixed("2027-05-19", body="FC", title="Annual Meeting"))
    assert why_too_early(problem, problem.bodies["GB"], day("2027-05-11")) is None
    assert {code for code, one in problem.bodies.items() if is_appointed(one)} == {"CO"}
    assert "full_council" not in APPOINTED


@pytest.mark.parametrize(("on", "early"), [("2027-05-07", False), ("2027-05-10", True), ("2027-05-31", True)])
def test_where_no_row_says_when_the_annual_meeting_is_the_days_of_the_law_are_too_early(
    on: str, *, early: bool
) -> None:
    problem = council(COUNCIL, COMMITTEE, **MAY)
    why = "councillors retire on Monday 10 May 2027, and no row says when the annual meeting appoints its members"
    assert why_too_early(problem, problem.bodies["CO"], day(on)) == (why if early else None)
    assert why_too_early(problem, problem.bodies["CO"], day("2027-06-01")) is None


def test_days_before_the_best_annual_meeting_of_a_window_are_too_early() -> None:
    problem = a_year()
    early = [on for on in problem.days if why_too_early(problem, problem.bodies["CO"], on) is not None]
    assert (early[0], early[-1]) == (day("2027-05-10"), day("2027-05-25"))
    first, last = (why_too_early(problem, problem.bodies["CO"], on) for on in (early[0], early[-1]))
    best = "the annual meeting that appoints its members is best held on Tuesday 18 May 2027"
    assert (first, last) == (best, f"its agenda is due on Monday 17 May 2027, before {best}")


def test_the_gravest_reason_to_avoid_a_day_is_told_alone() -> None:
    annual = fixed("2027-05-19", body="FC", title="Annual Meeting")
    problem = a_year(closed("2027-05-10", "2027-05-24", "Festival", strength="avoid"), annual=annual)
    plan = calendar(problem, meeting(problem, "CO", "2027-05-12"), meeting(problem, "FC", "2027-05-19"))
    assert [(cost, "Festival" in why) for _, cost, why in both_faces(avoid_dates, problem, plan)] == [
        (20, False),
        (5, True),
    ]


def test_bodies_that_decide_keep_off_the_pre_election_period() -> None:
    problem = council(COMMITTEE, start_date="2027-03-01", end_date="2027-05-07", polling_day=POLLING)
    plan = calendar(problem, meeting(problem, "CO", "2027-04-14"))
    ((_, cost, why),) = both_faces(avoid_dates, problem, plan)
    period = "the pre-election period runs from Wednesday 31 March 2027 to polling on Thursday 6 May 2027"
    assert (cost, why) == (5, f"The day had better be avoided: {period}.")


# -- an annual meeting whose day is open


@pytest.mark.parametrize(
    ("annual", "committee", "why"),
    [
        ("2027-05-19", "2027-05-27", None),
        ("2027-05-11", "2027-05-19", None),
        ("2027-05-26", "2027-05-21", None),
        ("2027-05-26", "2027-05-26", f"Its agenda is due on Tuesday 18 May 2027, {BEFORE} Wednesday 26 May 2027."),
        ("2027-05-26", "2027-05-28", f"Its agenda is due on Thursday 20 May 2027, {BEFORE} Wednesday 26 May 2027."),
        ("2027-05-26", "2027-06-04", None),
        ("2027-05-31", "2027-06-11", None),
    ],
)
def test_a_committee_waits_for_an_annual_meeting_whose_day_is_open(
    annual: str, committee: str, why: str | None
) -> None:
    problem = a_year()
    plan = calendar(problem, meeting(problem, "FC", annual), meeting(problem, "CO", committee))
    found = both_faces(appointed_first, problem, plan)
    assert [(cost, told) for _, cost, told in found] == ([] if why is None else [(20, why)])


@pytest.mark.parametrize(
    ("annual", "committee", "cost"),
    [
        ("2026-05-20", "2026-05-19", 0),
        ("2026-05-20", "2026-05-21", 20),
        ("2026-05-20", "2026-05-28", 20),
        ("2026-05-20", "2026-05-29", 0),
        ("2026-03-04", "2026-03-06", 20),
    ],
)
def test_a_committee_is_not_called_before_an_annual_meeting_in_spring(annual: str, committee: str, cost: int) -> None:
    problem = a_year(start_date="2026-03-01", end_date="2026-12-31", polling_day=())
    plan = calendar(problem, meeting(problem, "FC", annual), meeting(problem, "CO", committee))
    assert sum(units for _, units, _ in both_faces(appointed_first, problem, plan)) == cost
    assert both_faces(annual_meeting, problem, plan) == []


def test_nothing_is_asked_where_no_meeting_of_the_council_is_planned() -> None:
    problem = a_year()
    plan = calendar(problem, meeting(problem, "CO", "2027-05-21"))
    assert tuple(appointed_first.score(problem, plan)) == ()


def test_a_council_without_meetings_keeps_nobody_waiting() -> None:
    idle = body("FC", legal_kind="full_council", cadence=Cadence())
    problem = council(idle, COMMITTEE, ANNUAL, **MAY)
    plan = calendar(problem, meeting(problem, "CO", "2027-05-26"))
    assert both_faces(appointed_first, problem, plan) == []


@pytest.mark.parametrize(
    ("on", "days"), [("2027-05-18", 0), ("2027-05-19", 1), ("2027-05-12", 6), ("2027-05-31", 13), ("2027-06-02", 0)]
)
def test_the_annual_meeting_is_wished_for_on_the_eighth_day(on: str, days: int) -> None:
    problem = a_year()
    plan = calendar(problem, meeting(problem, "FC", on), meeting(problem, "CO", "2027-06-15"))
    found = both_faces(annual_meeting, problem, plan)
    assert [cost for _, cost, _ in found] == ([days] if days else [])
    if days == 1:
        assert found == [
            (
                "FC Board on Wednesday 19 May 2027 at 10:00",
                1,
                "It is 1 day from Tuesday 18 May 2027, the eighth day after councillors retire.",
            )
        ]


def test_a_date_that_is_given_is_not_wished_elsewhere() -> None:
    problem = a_year(annual=fixed("2027-05-26", body="FC", title="Annual Meeting"))
    plan = calendar(problem, meeting(problem, "FC", "2027-05-26"), meeting(problem, "CO", "2027-06-15"))
    assert both_faces(annual_meeting, problem, plan) == []


days_of_may = st.integers(0, 38).map(lambda number: MAY_DAYS[number])
MAY_DAYS = [f"2027-05-{number:02}" for number in range(10, 32)] + [f"2027-06-{number:02}" for number in range(1, 18)]


@settings(max_examples=rounds(25))
@given(
    councils=st.lists(days_of_may, min_size=1, max_size=2, unique=True),
    committees=st.lists(days_of_may, min_size=1, max_size=2, unique=True),
    notice=st.sampled_from([0, 3, 5]),
    polling=st.booleans(),
)
def test_what_is_too_early_costs_the_solver_what_is_counted(
    councils: list[str], committees: list[str], notice: int, *, polling: bool
) -> None:
    def up_to(number: int) -> Cadence:
        return Cadence(minimum=0, maximum=number)

    problem = council(
        body("FC", legal_kind="full_council", cadence=up_to(2), weekdays="Mon;Tue;Wed;Thu;Fri;Sat;Sun"),
        body("CO", legal_kind="audit_committee", cadence=up_to(2), notice_clear_days=notice,
             weekdays="Mon;Tue;Wed;Thu;Fri;Sat;Sun"),
        ANNUAL,
        **{**MAY, "polling_day": POLLING if polling else ()},
    )  # fmt: skip
    held = [*(("FC", on) for on in councils), *(("CO", on) for on in committees)]
    plan = calendar(problem, *(meeting(problem, code, on) for code, on in held))
    if any(day(on) in annual.window for on in councils for annual in problem.annual_meetings):
        both_faces(appointed_first, problem, plan)
    both_faces(annual_meeting, problem, plan)
    both_faces(avoid_dates, problem, plan)
