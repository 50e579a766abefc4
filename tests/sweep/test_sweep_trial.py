"""One scenario tried: whatever happens is a small result."""

from datetime import date
from pathlib import Path

import pytest
from builders import body, council, meeting_day, member, room, session, weekdays
from misfortunes import failing

from scheduler.domain.changes import closing, leaving, only_on
from scheduler.domain.plan import Tier
from scheduler.domain.reasons import Breach
from scheduler.domain.scenarios import Scenario
from scheduler.errors import BrokenPlan
from scheduler.reading import read_input
from scheduler.sweep.trial import Trial, try_scenario

COUNCIL = council(
    body("GB", meetings=1, start_times="10:00"),
    member("ANN", "GB", "chair"),
    room("CR1"),
    start_date="2015-11-02",
    end_date="2015-11-06",
)
WITH_A_DAY = council(
    body("TP", meeting_day="DAY", session="AM"),
    body("HWB", meeting_day="DAY", session="AM"),
    meeting_day("DAY", meetings=1, weekdays="Thu"),
    session("AM"),
    member("ANN", "TP", "chair"),
    member("BOB", "HWB", "chair"),
    room("CR1"),
    room("CR2"),
    start_date="2015-11-02",
    end_date="2015-11-06",
)
NOBODY_WANTS = tuple(Tier(name, 0, 0) for name in ("held", "apologies", "substitutes", "dates", "rooms"))


def tried(problem, scenario, time_limit=20):
    return try_scenario(Trial(problem, scenario, time_limit))


def test_a_plan_is_a_few_numbers():
    scenario = Scenario("Tuesday", (only_on("GB", weekdays("Tue")),))
    found = tried(COUNCIL, scenario)
    assert (found.scenario, found.outcome, found.changes) == ("Tuesday", "optimal", ("GB only on Tuesdays",))
    assert (found.why, found.meetings, found.meeting_days, found.slots) == ((), 1, (), None)
    assert [tier.name for tier in found.tiers] == [tier.name for tier in NOBODY_WANTS]


def test_a_meeting_day_has_its_date_and_its_slots():
    found = tried(WITH_A_DAY, Scenario("As it is"))
    assert found.meeting_days == (("DAY", date(2015, 11, 5)),)
    assert found.slots == Tier("slots", 1, 1)


def test_no_plan_says_why():
    found = tried(COUNCIL, Scenario("Shut", (closing((date(2015, 11, 2), date(2015, 11, 6)), "Works"),)))
    assert (found.outcome, found.meetings, found.tiers) == ("infeasible", None, ())
    assert len(found.why) == 2
    assert "Works" in " ".join(found.why)


def test_no_time_says_so():
    problem, _ = read_input(Path(__file__).parents[2] / "inputs" / "trafford-2015-16")
    found = tried(problem, Scenario("Hasty"), time_limit=0.01)
    assert (found.outcome, found.why) == ("out_of_time", ("Time ran out before a plan was found.",))


def test_a_contradiction_is_a_failure_with_its_row():
    found = tried(COUNCIL, Scenario("Gone", (leaving("BOB", "GB"),)))
    assert (found.outcome, found.why) == (
        "failed",
        ("scenarios, column subject: BOB is no member of GB Board. Its members are ANN.",),
    )


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (MemoryError(), "There is not enough memory for it. Try fewer at once with --workers 1."),
        (ZeroDivisionError("by nought"), "It ended with ZeroDivisionError: by nought. This is a fault of meeting-day"),
        (BrokenPlan((Breach("quorum", "Nobody came."),)), "The plan found fails its own check."),
    ],
)
def test_whatever_goes_wrong_is_a_result(trouble, words):
    found = tried(COUNCIL, failing(trouble))
    assert (found.scenario, found.outcome, found.changes) == ("Failing", "failed", ("it fails",))
    assert found.why[0].startswith(words)


def test_a_plan_that_fails_its_check_names_the_rules():
    assert tried(COUNCIL, failing(BrokenPlan((Breach("quorum", "Nobody came."),)))).why[1:] == ("quorum: Nobody came.",)
