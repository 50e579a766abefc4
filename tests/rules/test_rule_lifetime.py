import pytest
from builders import body, calendar, council, day, meeting

from scheduler.domain.reasons import Breach
from scheduler.rules import lifetime


@pytest.mark.parametrize("on", ["2015-11-02", "2015-12-01", "2016-03-31"])
def test_lifetime_of_a_body_without_ends_or_within_them_is_kept(on: str) -> None:
    problem = council(body("GB"), body("OLD", start_date="2015-11-02", end_date="2016-03-31"))
    plan = calendar(problem, meeting(problem, "GB", on), meeting(problem, "OLD", on))
    assert tuple(lifetime.breaches(problem, plan)) == ()


@pytest.mark.parametrize(
    ("on", "limit"),
    [
        ("2015-11-30", "the body is founded only on Tuesday 1 December 2015"),
        ("2016-04-01", "the body is dissolved on Thursday 31 March 2016"),
    ],
)
def test_lifetime_of_a_body_not_yet_founded_or_dissolved_is_broken(on: str, limit: str) -> None:
    problem = council(body("OLD", start_date="2015-12-01", end_date="2016-03-31"))
    (breach,) = lifetime.breaches(problem, calendar(problem, meeting(problem, "OLD", on)))
    assert (breach.rule, breach.bodies, breach.dates) == ("lifetime", ("OLD",), (day(on),))
    assert breach.message.endswith(f" at 10:00: {limit}.")


def test_lifetime_is_told_in_full() -> None:
    problem = council(body("OLD", end_date="2016-03-31"))
    (breach,) = lifetime.breaches(problem, calendar(problem, meeting(problem, "OLD", "2016-04-07")))
    message = "OLD Board on Thursday 7 April 2016 at 10:00: the body is dissolved on Thursday 31 March 2016."
    assert breach == Breach("lifetime", message, bodies=("OLD",), dates=(day("2016-04-07"),))
