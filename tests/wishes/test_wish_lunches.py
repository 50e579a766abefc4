import pytest
from builders import (
    body,
    calendar,
    council,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    project,
    room,
    session,
    theme,
)

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import agenda, lunch_elsewhere, lunch_theme, sponsor_turns, theme_fit

LUNCH = "the lunch of DAY Day on Thursday 19 November 2015"
A_DAY = (meeting_day("DAY"), session("AM"), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM"), room("CR1"))
DATES = ("2015-11-19", "2016-02-18", "2016-05-19")


def lunches(problem: Problem, *themes: str | None) -> Plan:
    return calendar(problem, *(occurrence(problem, on=on, theme=code) for on, code in zip(DATES, themes, strict=False)))


# -- theme_fit


def test_theme_fit_of_a_theme_in_its_period_costs_nothing() -> None:
    problem = council(*A_DAY, period("Q1", "2015-11-01", "2016-01-31"), theme("A", periods=("Q1",)), theme("B"))
    assert tuple(theme_fit.score(problem, lunches(problem, "A", "B"))) == ()


@pytest.mark.parametrize("periods", [("Q2",), ("Q2", "Q3")])
def test_theme_fit_of_a_theme_out_of_its_periods_costs_its_weight(periods: tuple[str, ...]) -> None:
    problem = council(*A_DAY, period("Q1", "2015-11-01", "2016-01-31"), theme("A", periods=periods, weight=7))
    why = f"It suits {' or '.join(periods)}, and is used on Thursday 19 November 2015."
    assert tuple(theme_fit.score(problem, lunches(problem, "A"))) == (UngrantedWish("theme_fit", "Theme A", 7, why),)


def test_theme_fit_of_a_theme_used_between_periods_costs_its_weight() -> None:
    problem = council(*A_DAY, theme("A", periods=("Q2",)))
    assert [row.cost for row in theme_fit.score(problem, lunches(problem, "A"))] == [5]


def test_theme_fit_of_a_theme_that_is_not_used_costs_its_weight() -> None:
    problem = council(*A_DAY, theme("A", weight=3), theme("B"), wishes={"theme_fit": 2})
    assert tuple(theme_fit.score(problem, lunches(problem, "B"))) == (
        UngrantedWish("theme_fit", "Theme A", 6, "No lunch takes this theme."),
    )


def test_theme_fit_of_a_meeting_day_that_is_not_held_costs_nothing() -> None:
    problem = council(*A_DAY, theme("A"))
    assert tuple(theme_fit.score(problem, calendar(problem))) == ()


# -- lunch_theme


def test_lunch_theme_counts_lunches_without_one() -> None:
    problem = council(*A_DAY, theme("A"))
    assert tuple(lunch_theme.score(problem, lunches(problem, None, "A"))) == (
        UngrantedWish("lunch_theme", LUNCH, 10, "The lunch goes without a theme."),
    )


def test_lunch_theme_asks_for_none_where_the_day_has_none_or_no_lunch() -> None:
    without_themes = council(*A_DAY, meeting_day("OTHER"), theme("A", meeting_day="OTHER"))
    assert tuple(lunch_theme.score(without_themes, lunches(without_themes, None))) == ()
    without_lunch = council(meeting_day("DAY"), theme("A"))
    assert tuple(lunch_theme.score(without_lunch, lunches(without_lunch, None))) == ()


# -- sponsor_turns


@pytest.mark.parametrize(
    ("used", "cost"),
    [((None, None, None), 0), (("A", "D", "E"), 0), (("A", "B", "D"), 2), (("A", "B", "C"), 6), (("E", "F", "A"), 0)],
)
def test_sponsor_turns_cost_more_for_each_lunch_of_one_sponsor(used: tuple[str | None, ...], cost: int) -> None:
    themes = [theme(code, sponsor="HWB") for code in "ABC"]
    problem = council(*A_DAY, body("GB"), *themes, theme("D", sponsor="GB"), theme("E"), theme("F"))
    why = f"HWB Board sponsors {3 if cost == 6 else 2} lunches of DAY Day."
    row = UngrantedWish("sponsor_turns", "DAY Day", cost, why)
    assert tuple(sponsor_turns.score(problem, lunches(problem, *used))) == ((row,) if cost else ())


def test_sponsor_turns_count_each_meeting_day_alone_and_only_lunches() -> None:
    problem = council(
        *A_DAY,
        meeting_day("OTHER"),
        session("LUNCH", "OTHER"),
        theme("A", sponsor="HWB"),
        theme("X", sponsor="HWB", meeting_day="OTHER"),
        theme("B", sponsor="HWB"),
    )
    plan = calendar(
        problem,
        occurrence(problem, theme="A"),
        occurrence(problem, "OTHER", theme="X"),
        occurrence(problem, on="2016-02-18", theme="B", lunch=None),
    )
    assert tuple(sponsor_turns.score(problem, plan)) == ()


# -- agenda


@pytest.mark.parametrize(
    ("due", "cost"),
    [("2015-11-18", 4), ("2015-11-19", 0), ("2016-10-31", 0), ("2015-10-31", 0), ("2016-11-01", 0)],
)
def test_agenda_counts_due_reports_that_no_meeting_comes_in_time_for(due: str, cost: int) -> None:
    problem = council(body("GB"), project("HUB", "GB", due), project("FREE", None, "2015-11-02"))
    plan = calendar(problem, meeting(problem, on="2015-11-19"))
    why = "Its report is due on Wednesday 18 November 2015, and GB Board does not meet on or before that day."
    row = UngrantedWish("agenda", "Project HUB", cost, why)
    assert tuple(agenda.score(problem, plan)) == ((row,) if cost else ())


def test_agenda_counts_each_report_and_no_cancelled_meeting() -> None:
    problem = council(body("GB"), project("HUB", "GB", "2015-12-01", "2016-12-01", "2016-03-01"), wishes={"agenda": 1})
    plan = calendar(problem, meeting(problem, status="cancelled"))
    assert [row.cost for row in agenda.score(problem, plan)] == [1, 1]


# -- lunch_elsewhere


def at_lunch(start: str, *rows: object, lunch: bool = True) -> tuple[Problem, Plan]:
    problem = council(*A_DAY, body("GB", duration_minutes=60), member("ANN", "HWB"), *rows)
    without = {} if lunch else {"lunch": None}
    plan = calendar(
        problem, occurrence(problem, **without), meeting(problem, "HWB"), meeting(problem, "GB", start=start)
    )
    return problem, plan


@pytest.mark.parametrize(("start", "cost"), [("11:30", 0), ("11:31", 3), ("13:29", 3), ("13:30", 0)])
def test_lunch_elsewhere_counts_members_who_sit_at_another_meeting(start: str, cost: int) -> None:
    problem, plan = at_lunch(start, member("ANN", "GB"), member("BOB", "GB"))
    why = f"Councillor Ann sits at GB Board on Thursday 19 November 2015 at {start} over the lunch."
    row = UngrantedWish("lunch_elsewhere", LUNCH, cost, why)
    assert tuple(lunch_elsewhere.score(problem, plan)) == ((row,) if cost else ())


def test_lunch_elsewhere_counts_one_unit_a_person_and_substitutes_too() -> None:
    problem = council(
        *A_DAY,
        body("GB"),
        body("XB"),
        member("ANN", "HWB"),
        member("BOB", "HWB", attendance="optional"),
        member("ANN", "GB"),
        member("ANN", "XB"),
        member("CAT", "XB", substitutes=("BOB",)),
    )
    plan = calendar(
        problem,
        occurrence(problem),
        meeting(problem, "HWB"),
        meeting(problem, "GB", start="12:00", end="12:45"),
        meeting(problem, "XB", start="13:00", substitutes={"CAT": "BOB"}),
    )
    assert [row.why.split(" sits")[0] for row in lunch_elsewhere.score(problem, plan)] == [
        "Councillor Ann",
        "Councillor Bob",
    ]


@pytest.mark.parametrize("rows", [(), (member("ANN", "GB", end_date="2015-11-18"),), (member("BOB", "GB"),)])
def test_lunch_elsewhere_leaves_out_who_does_not_sit_there(rows: tuple[object, ...]) -> None:
    problem, plan = at_lunch("12:30", *rows)
    assert tuple(lunch_elsewhere.score(problem, plan)) == ()


def test_lunch_elsewhere_of_a_day_without_lunch_costs_nothing() -> None:
    problem, plan = at_lunch("12:30", member("ANN", "GB"), lunch=False)
    assert tuple(lunch_elsewhere.score(problem, plan)) == ()


def test_lunch_elsewhere_leaves_out_other_days_and_sessions_of_the_day() -> None:
    problem = council(*A_DAY, body("GB"), member("ANN", "HWB"), member("ANN", "GB"))
    plan = calendar(
        problem,
        occurrence(problem),
        meeting(problem, "HWB", start="12:00", end="13:00"),
        meeting(problem, "GB", "2015-11-20", "12:30"),
    )
    assert tuple(lunch_elsewhere.score(problem, plan)) == ()
