from dataclasses import replace

import pytest
from builders import body, calendar, council, day, fixed, meeting

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.municipal_year import (
    AnnualMeeting,
    Window,
    annual_window,
    is_annual_meeting,
    is_budget_meeting,
    is_ordinary,
    retirement_in,
)
from scheduler.domain.problem import Problem

ELECTION = (day("2027-05-06"),)
COUNCIL = body("FC", legal_kind="full_council")
PARISH = body("PC", legal_kind="parish_council")
ANNUAL = FixedMeeting(body="FC", title="Annual Meeting")
A_YEAR = {"start_date": "2027-05-10", "end_date": "2028-05-12", "polling_day": ELECTION}


def window(first: str, last: str) -> Window:
    return Window(day(first), day(last))


@pytest.mark.parametrize(
    ("on", "ordinary"),
    [
        ("2027-05-06", True),
        ("2026-05-07", True),
        ("2025-05-01", True),
        ("2027-05-13", False),
        ("2027-05-05", False),
        ("2027-07-01", False),
    ],
)
def test_an_ordinary_election_is_on_the_first_thursday_in_may(on: str, *, ordinary: bool) -> None:
    assert is_ordinary(day(on)) is ordinary


@pytest.mark.parametrize(
    ("legal_kind", "year", "expected"),
    [
        ("full_council", 2027, window("2027-05-11", "2027-05-31")),
        ("full_council", 2028, window("2028-03-01", "2028-05-31")),
        ("parish_council", 2027, window("2027-05-10", "2027-05-24")),
        ("parish_council", 2028, window("2028-05-01", "2028-05-31")),
    ],
)
def test_the_annual_meeting_lies_in_the_days_of_the_law(legal_kind: str, year: int, expected: Window) -> None:
    settings = council(polling_day=(*ELECTION, day("2028-07-06"))).settings
    assert annual_window(settings, legal_kind, year) == expected
    assert retirement_in(settings, year) == (day("2027-05-10") if year == 2027 else None)


@pytest.mark.parametrize(
    ("title", "legal_kind", "annual", "budget"),
    [
        ("Annual Meeting", "full_council", True, False),
        ("ANNUAL-MEETING", "parish_council", True, False),
        ("Annual Meeting", "committee", False, False),
        ("Annual Parish Assembly", "parish_council", False, False),
        ("budget", "full_council", False, True),
        ("Budget", "parish_council", False, False),
        (None, "full_council", False, False),
    ],
)
def test_a_row_is_about_an_annual_or_a_budget_meeting(
    title: str | None, legal_kind: str, *, annual: bool, budget: bool
) -> None:
    row = FixedMeeting(title=title)
    assert (is_annual_meeting(row, legal_kind), is_budget_meeting(row, legal_kind)) == (annual, budget)
    off = FixedMeeting(title=title, cancelled=True)
    assert not is_annual_meeting(off, legal_kind)
    assert not is_budget_meeting(off, legal_kind)


# -- rows without a date


def _window_of(problem: Problem, number: int = 0) -> tuple[object, object]:
    row = problem.one_meetings[number].row
    return row.earliest, row.latest


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ANNUAL, ("2027-05-11", "2027-05-31")),
        (FixedMeeting(body="FC", title="Annual Meeting", number=1), ("2027-05-11", "2027-05-31")),
        (FixedMeeting(body="FC", title="Budget"), ("2028-02-01", "2028-03-10")),
        (FixedMeeting(body="FC", title="Budget", earliest=day("2028-02-15")), ("2028-02-15", "2028-03-10")),
        (FixedMeeting(body="FC", title="Budget", earliest=day("2027-12-15")), ("2028-02-01", "2028-03-10")),
        (FixedMeeting(body="FC", title="Budget", latest=day("2028-02-28")), (None, "2028-02-28")),
        (FixedMeeting(body="FC", title="Annual Meeting", latest=day("2027-05-20")), (None, "2027-05-20")),
        (FixedMeeting(body="FC", title="Reception"), (None, None)),
    ],
)
def test_a_row_without_a_date_has_the_days_that_the_law_leaves(
    row: FixedMeeting, expected: tuple[str | None, str | None]
) -> None:
    first, last = (None if text is None else day(text) for text in expected)
    problem = council(COUNCIL, row, **A_YEAR)
    assert _window_of(problem) == (first, last)
    assert problem.fixed_meetings == (row,)


def test_the_second_annual_meeting_is_in_the_next_year() -> None:
    problem = council(COUNCIL, ANNUAL, ANNUAL, **A_YEAR)
    assert _window_of(problem, 1) == (day("2028-03-01"), day("2028-05-12"))


def test_a_dated_annual_meeting_leaves_the_other_year_to_the_row_without_a_date() -> None:
    problem = council(COUNCIL, ANNUAL, fixed("2027-05-19", body="FC", title="Annual Meeting"), **A_YEAR)
    assert _window_of(problem) == (day("2028-03-01"), day("2028-05-12"))


def test_a_window_is_no_longer_than_the_calendar() -> None:
    problem = council(COUNCIL, ANNUAL, start_date="2026-05-20", end_date="2027-05-12", polling_day=ELECTION)
    assert _window_of(problem) == (day("2026-05-20"), day("2026-05-31"))
    lost = council(COUNCIL, ANNUAL, start_date="2026-06-01", end_date="2027-02-12")
    assert _window_of(lost) == (None, None)
    assert lost.annual_meetings == ()


def test_a_by_election_makes_no_election_year() -> None:
    problem = council(COUNCIL, ANNUAL, **{**A_YEAR, "polling_day": (day("2027-07-15"),)})
    assert _window_of(problem) == (day("2027-05-10"), day("2027-05-31"))


# -- the annual meetings of a problem


def test_an_annual_meeting_is_on_its_date_or_in_its_window() -> None:
    dated = council(COUNCIL, fixed("2027-05-19", body="FC", title="Annual Meeting"), **A_YEAR)
    assert dated.annual_meetings == (AnnualMeeting(window("2027-05-19", "2027-05-19"), day("2027-05-10"), "FC"),)
    assert dated.annual_meetings[0].day == day("2027-05-19")
    still_open = council(COUNCIL, ANNUAL, **A_YEAR)
    (found,) = still_open.annual_meetings
    span = window("2027-05-11", "2027-05-31")
    assert found == AnnualMeeting(span, day("2027-05-10"), "FC", day("2027-05-18"))
    assert (still_open.annual_meetings[0].day, still_open.annual_meetings[0].preferred) == (None, day("2027-05-18"))


def test_an_election_without_a_row_leaves_the_annual_meeting_open() -> None:
    assert council(COUNCIL, **A_YEAR).annual_meetings == (
        AnnualMeeting(window("2027-05-11", "2027-05-31"), day("2027-05-10")),
    )


def test_an_annual_meeting_before_the_councillors_retire_is_not_that_of_the_new_council() -> None:
    early = fixed("2027-04-21", body="FC", title="Annual Meeting")
    problem = council(COUNCIL, early, start_date="2026-09-01", end_date="2027-08-31", polling_day=ELECTION)
    assert [(one.body, one.retirement) for one in problem.annual_meetings] == [("FC", None), (None, day("2027-05-10"))]
    assert problem.annual_meetings[0].preferred is None


def test_a_parish_is_appointed_by_its_own_annual_meeting() -> None:
    rows = (COUNCIL, PARISH, ANNUAL, FixedMeeting(body="PC", title="Annual Meeting"))
    assert [one.body for one in council(*rows, **A_YEAR).annual_meetings] == ["FC"]
    assert [one.body for one in council(*rows, **A_YEAR, authority_kind="parish").annual_meetings] == ["PC"]


def test_the_full_council_of_a_parish_has_the_days_of_a_parish() -> None:
    (found,) = council(COUNCIL, ANNUAL, **A_YEAR, authority_kind="parish").annual_meetings
    assert (found.body, found.retirement, found.window) == ("FC", day("2027-05-10"), window("2027-05-10", "2027-05-24"))
    (other,) = council(
        COUNCIL, ANNUAL, start_date="2028-03-01", end_date="2028-12-31", authority_kind="parish"
    ).annual_meetings
    assert (other.body, other.retirement, other.window.first) == ("FC", None, day("2028-05-01"))


def test_an_annual_meeting_outside_the_calendar_appoints_nobody_in_it() -> None:
    row = FixedMeeting(body="FC", title="Annual Meeting", earliest=day("2028-05-20"))
    assert [one.body for one in council(COUNCIL, row, **A_YEAR).annual_meetings] == [None]


def test_what_is_placed_settles_when_the_annual_meeting_is() -> None:
    problem = council(COUNCIL, ANNUAL, **A_YEAR)
    placed = calendar(problem, meeting(problem, "FC", "2027-05-26"), meeting(problem, "FC", "2027-05-19"))
    (one,) = problem.annual_meetings
    assert one.settled_by((), placed.live).day == day("2027-05-19")
    assert one.settled_by(placed.live, ()).day is None
    called = [replace(placed.live[1], title="Annual meeting")]
    assert one.settled_by(called, ()).day == day("2027-05-26")
    dated = AnnualMeeting(window("2027-05-12", "2027-05-12"), None, "FC")
    assert dated.settled_by((), placed.live) is dated


@pytest.mark.parametrize(
    ("weekdays", "best"),
    [("Tue", "2027-05-18"), ("Mon;Wed", "2027-05-17"), ("Wed", "2027-05-19"), ("Fri", "2027-05-21")],
)
def test_the_best_day_of_an_annual_meeting_is_one_of_its_councils(weekdays: str, best: str) -> None:
    problem = council(body("FC", legal_kind="full_council", weekdays=weekdays), ANNUAL, **A_YEAR)
    assert [one.best for one in problem.annual_meetings] == [day(best)]


def test_a_council_that_never_sits_in_the_window_has_no_best_day() -> None:
    problem = council(body("FC", legal_kind="full_council", months=frozenset({9})), ANNUAL, **A_YEAR)
    assert [one.best for one in problem.annual_meetings] == [None]
