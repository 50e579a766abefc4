import pytest
from builders import absence, body, calendar, council, day, meeting, member, person

from scheduler.domain.reasons import Breach
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable
from scheduler.rules.protocol import RuleFile

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
HWB_TITLE = "HWB Board on Thursday 19 November 2015 at 10:00"
PEOPLE_RULES = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)


@pytest.mark.parametrize("rule", PEOPLE_RULES)
def test_people_rules_of_an_empty_plan_are_kept(rule: RuleFile) -> None:
    problem = council(body("GB"), member("ANN"), max_meetings_per_person_per_day=1)
    assert tuple(rule.breaches(problem, calendar(problem))) == ()


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("2015-11-19 08:00", "2015-11-19 10:00", True),
        ("2015-11-19 12:00", "2015-11-19 13:00", True),
        ("2015-11-19 11:59", "2015-11-19 13:00", False),
        ("2015-11-18", "2015-11-18", True),
        ("2015-11-18", "2015-11-19", False),
    ],
)
def test_unavailable_person_who_attends_is_broken(first: str, last: str, *, kept: bool) -> None:
    problem = council(body("GB"), member("ANN"), absence("person", "ANN", first, last, "On leave"))
    message = f"Councillor Ann attends {GB_TITLE}, and is not available: On leave."
    breach = Breach("unavailable", message, bodies=("GB",), people=("ANN",), dates=(NINETEENTH,))
    assert tuple(unavailable.breaches(problem, calendar(problem, meeting(problem)))) == (() if kept else (breach,))


def test_unavailable_weekday_of_a_person_binds_like_an_absence() -> None:
    problem = council(body("GB"), member("ANN"), person("ANN", weekdays="Mon;Tue"))
    (breach,) = unavailable.breaches(problem, calendar(problem, meeting(problem)))
    assert breach.message == (
        f"Councillor Ann attends {GB_TITLE}, and is not available: does not attend on a Thursday."
    )


def test_unavailable_soft_absence_breaks_nothing() -> None:
    problem = council(body("GB"), member("ANN"), absence("person", "ANN", "2015-11-19", strength="soft"))
    assert tuple(unavailable.breaches(problem, calendar(problem, meeting(problem)))) == ()


def test_unavailable_person_who_sends_apologies_is_kept() -> None:
    problem = council(body("GB"), member("ANN"), absence("person", "ANN", "2015-11-19"))
    assert tuple(unavailable.breaches(problem, calendar(problem, meeting(problem, apologies=["ANN"])))) == ()


@pytest.mark.parametrize("away", [True, False])
def test_unavailable_required_person_who_is_not_there_is_broken(*, away: bool) -> None:
    away_on = "2015-11-19" if away else "2015-11-20"
    problem = council(
        body("GB"), member("ANN", attendance="required"), absence("person", "ANN", away_on, reason="On leave")
    )
    cause = "On leave" if away else "no reason is known"
    message = f"Councillor Ann is required at {GB_TITLE}, is not there ({cause}), and nobody deputises."
    assert tuple(unavailable.breaches(problem, calendar(problem, meeting(problem, apologies=["ANN"])))) == (
        Breach("unavailable", message, bodies=("GB",), people=("ANN",), dates=(NINETEENTH,)),
    )


def test_unavailable_required_person_may_be_deputised_for() -> None:
    problem = council(
        body("GB"),
        member("ANN", attendance="required", substitutes=("SUE",)),
        absence("person", "ANN", "2015-11-19"),
    )
    plan = calendar(problem, meeting(problem, substitutes={"ANN": "SUE"}))
    assert tuple(unavailable.breaches(problem, plan)) == ()


def test_unavailable_clerk_is_required() -> None:
    problem = council(body("GB"), member("CLERK", role="clerk"))
    assert len(tuple(unavailable.breaches(problem, calendar(problem, meeting(problem, apologies=["CLERK"]))))) == 1
