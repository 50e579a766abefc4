import pytest
from builders import calendar, council, day, meeting_day, occurrence, room, session, theme

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import theme as rule

DATES = ("2015-11-19", "2016-02-18")
LUNCH_DAY = (meeting_day("DAY"), session("LUNCH"), room("HALL"))


def two_lunches(problem: Problem, first: str | None, second: str | None) -> Plan:
    return calendar(
        problem, *(occurrence(problem, on=on, theme=code) for on, code in zip(DATES, (first, second), strict=True))
    )


def found(problem: Problem, plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    breaches = tuple(rule.breaches(problem, plan))
    assert {breach.rule for breach in breaches} <= {"theme"}
    return [(breach.message, tuple(on.isoformat() for on in breach.dates)) for breach in breaches]


def test_theme_of_an_empty_plan_is_kept() -> None:
    problem = council(*LUNCH_DAY, theme("A"))
    assert found(problem, calendar(problem)) == []


def test_theme_is_not_needed_where_there_is_none() -> None:
    problem = council(*LUNCH_DAY)
    assert found(problem, two_lunches(problem, None, None)) == []


def test_theme_of_each_lunch_is_given_while_there_are_enough() -> None:
    problem = council(*LUNCH_DAY, theme("A"), theme("B"))
    assert found(problem, two_lunches(problem, "A", "B")) == []
    assert tuple(rule.breaches(problem, two_lunches(problem, "A", None))) == (
        Breach(
            "theme",
            "No theme is given to the lunch of DAY Day on Thursday 18 February 2016, and there are themes enough.",
            dates=(day("2016-02-18"),),
        ),
    )


def test_theme_may_be_missing_where_there_are_fewer_than_lunches() -> None:
    problem = council(*LUNCH_DAY, theme("A"))
    assert found(problem, two_lunches(problem, None, "A")) == []
    assert found(problem, two_lunches(problem, None, None)) == []


def test_theme_of_another_meeting_day_does_not_count_as_enough() -> None:
    problem = council(*LUNCH_DAY, meeting_day("OTHER"), theme("A"), theme("X", meeting_day="OTHER"))
    assert found(problem, two_lunches(problem, None, "A")) == []


def test_theme_is_used_at_most_once() -> None:
    problem = council(*LUNCH_DAY, theme("A"))
    message = "Theme A is used more than once, on Thursday 19 November 2015 and Thursday 18 February 2016."
    assert found(problem, two_lunches(problem, "A", "A")) == [(message, DATES)]


@pytest.mark.parametrize(("first", "second", "kept"), [("A", "B", True), ("B", "A", False)])
def test_theme_with_a_date_is_only_for_then(first: str, second: str, *, kept: bool) -> None:
    problem = council(*LUNCH_DAY, theme("A", date="2015-11-19"), theme("B"))
    message = "DAY Day on Thursday 18 February 2016: the theme Theme A is only for Thursday 19 November 2015."
    assert found(problem, two_lunches(problem, first, second)) == ([] if kept else [(message, ("2016-02-18",))])


@pytest.mark.parametrize(("dated", "dates"), [(None, ()), ("2015-11-19", ("2015-11-19",))])
def test_theme_that_is_confirmed_must_be_used(dated: str | None, dates: tuple[str, ...]) -> None:
    problem = council(*LUNCH_DAY, theme("A", status="confirmed", date=dated), theme("B"), theme("C"))
    message = "Theme A is a confirmed theme, and no lunch takes it."
    assert found(problem, two_lunches(problem, "B", "C")) == [(message, dates)]
    assert found(problem, two_lunches(problem, "A", "C")) == []


def test_theme_that_the_input_does_not_know_is_broken() -> None:
    problem = council(*LUNCH_DAY, theme("A"))
    message = "DAY Day on Thursday 18 February 2016: the input knows no theme Z."
    assert found(problem, two_lunches(problem, "A", "Z")) == [(message, ("2016-02-18",))]


def test_theme_used_twice_that_the_input_does_not_know_is_told_by_its_code() -> None:
    problem = council(*LUNCH_DAY)
    messages = [message for message, _ in found(problem, two_lunches(problem, "Z", "Z"))]
    assert messages[-1].startswith("Z is used more than once, on Thursday 19 November 2015 and")


def test_theme_of_another_meeting_day_is_broken() -> None:
    problem = council(*LUNCH_DAY, meeting_day("OTHER"), theme("A"), theme("X", meeting_day="OTHER"))
    message = "DAY Day on Thursday 18 February 2016: the theme Theme X is meant for OTHER Day."
    assert found(problem, two_lunches(problem, "A", "X")) == [(message, ("2016-02-18",))]


def test_theme_without_a_lunch_is_broken() -> None:
    problem = council(meeting_day("DAY"), theme("A"))
    plan = calendar(problem, occurrence(problem, theme="A"))
    message = "DAY Day on Thursday 19 November 2015 has a theme, Theme A, and no lunch."
    assert found(problem, plan) == [(message, ("2015-11-19",))]
