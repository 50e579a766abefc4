from dataclasses import replace

import pytest
from builders import body, calendar, closed, council, day, meeting, reports

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import reporting


def found(problem: Problem, *meetings: Meeting) -> list[tuple[str, ...]]:
    plan = calendar(problem, *meetings)
    return [tuple(on.isoformat() for on in breach.dates) for breach in reporting.breaches(problem, plan)]


def test_reporting_without_a_receiver_s_meeting_is_kept() -> None:
    assert found(council(body("EXEC"), body("HWB"), reports("EXEC", "HWB"))) == []


def test_reporting_trap_of_september_2015_is_broken() -> None:
    """The executive of Thursday the 17th is too late for the board of Tuesday the 22nd and its five clear days."""
    problem = council(
        body("EXEC"),
        body("HWB", notice_clear_days=5),
        reports("EXEC", "HWB", 6),
        start_date="2015-01-01",
        end_date="2015-12-31",
    )
    plan = calendar(problem, meeting(problem, "EXEC", "2015-09-17"), meeting(problem, "HWB", "2015-09-22"))
    message = (
        "HWB Board on Tuesday 22 September 2015 at 10:00: EXEC Board has to report to it at least 6 clear working "
        "days before, by Friday 11 September 2015, and does not meet then."
    )
    assert tuple(reporting.breaches(problem, plan)) == (
        Breach("reporting", message, bodies=("EXEC", "HWB"), dates=(day("2015-09-22"),)),
    )


@pytest.mark.parametrize(("feeder", "kept"), [("2015-09-10", True), ("2015-09-11", True), ("2015-09-14", False)])
def test_reporting_leaves_a_day_to_publish_and_the_notice(feeder: str, *, kept: bool) -> None:
    problem = council(body("EXEC"), body("HWB"), reports("EXEC", "HWB", 6), start_date="2015-01-01")
    meetings = (meeting(problem, "EXEC", feeder), meeting(problem, "HWB", "2015-09-22"))
    assert found(problem, *meetings) == ([] if kept else [("2015-09-22",)])


@pytest.mark.parametrize(
    ("feeders", "kept"),
    [
        (["2015-11-12"], True),
        (["2015-11-13"], False),
        (["2015-11-05"], True),
        (["2015-11-04"], False),
        (["2015-11-04", "2015-11-13"], False),
        (["2015-11-04", "2015-11-09", "2015-11-13"], True),
        (["2015-11-20"], False),
        ([], False),
    ],
)
def test_reporting_within_a_window_of_four_to_nine_clear_days(feeders: list[str], *, kept: bool) -> None:
    problem = council(body("EXEC"), body("HWB"), reports("EXEC", "HWB", 4, 9))
    meetings = [meeting(problem, "EXEC", on) for on in feeders]
    assert found(problem, *meetings, meeting(problem, "HWB", "2015-11-19")) == ([] if kept else [("2015-11-19",)])


def test_reporting_within_a_window_is_told_with_both_ends() -> None:
    problem = council(body("EXEC"), body("HWB"), reports("EXEC", "HWB", 4, 9))
    (breach,) = reporting.breaches(problem, calendar(problem, meeting(problem, "HWB", "2015-11-19")))
    assert breach.message == (
        "HWB Board on Thursday 19 November 2015 at 10:00: EXEC Board has to report to it 4 to 9 clear working days "
        "before, by Thursday 12 November 2015, and does not meet then."
    )


def test_reporting_serves_several_meetings_with_one() -> None:
    problem = council(body("EXEC"), body("HWB"), body("GB"), reports("EXEC", "HWB", 1), reports("EXEC", "GB", 1))
    meetings = (
        meeting(problem, "EXEC", "2015-11-12"),
        meeting(problem, "HWB", "2015-11-19"),
        meeting(problem, "HWB", "2015-12-10"),
        meeting(problem, "GB", "2015-11-19"),
    )
    assert found(problem, *meetings) == []


@pytest.mark.parametrize(
    ("feeder_start", "receiver_start", "least", "kept"),
    [
        ("10:00", "14:00", 0, True),
        ("10:00", "12:00", 0, True),
        ("14:00", "10:00", 0, False),
        ("10:00", "10:00", 0, False),
        ("10:00", "14:00", 1, False),
    ],
)
def test_reporting_on_the_same_day(feeder_start: str, receiver_start: str, least: int, *, kept: bool) -> None:
    problem = council(body("EXEC"), body("HWB"), reports("EXEC", "HWB", least))
    meetings = (
        meeting(problem, "EXEC", "2015-11-19", feeder_start),
        meeting(problem, "HWB", "2015-11-19", receiver_start),
    )
    assert found(problem, *meetings) == ([] if kept else [("2015-11-19",)])


@pytest.mark.parametrize(
    ("receivers", "owed", "unkept"),
    [
        (["2015-11-02"], 2, []),
        (["2015-11-10"], 2, []),
        (["2015-11-11"], 2, ["2015-11-11"]),
        (["2015-11-10"], 1, ["2015-11-10"]),
        (["2015-11-03", "2015-11-10"], 2, ["2015-11-10"]),
    ],
)
def test_reporting_leaves_out_a_first_meeting_alone_that_nobody_could_have_served(
    receivers: list[str], owed: int, unkept: list[str]
) -> None:
    """Six clear working days before the 11th is Monday the 2nd, the first day on which the feeder may sit."""
    problem = council(body("EXEC"), body("HWB", meetings=owed), reports("EXEC", "HWB", 6))
    assert found(problem, *(meeting(problem, "HWB", on) for on in receivers)) == [(on,) for on in unkept]


def test_reporting_is_dodged_by_no_closed_day() -> None:
    """The feeder's one Tuesday that is early enough is closed, and the report is wanted all the same."""
    problem = council(
        body("EXEC", weekdays="Tue"), body("HWB"), reports("EXEC", "HWB", 6), closed("2015-11-03", applies_to=("EXEC",))
    )
    assert found(problem, meeting(problem, "HWB", "2015-11-18")) == [("2015-11-18",)]


def test_reporting_says_where_no_day_of_the_calendar_would_do() -> None:
    problem = council(body("EXEC"), body("HWB", meetings=1), reports("EXEC", "HWB", 6))
    (breach,) = reporting.breaches(problem, calendar(problem, meeting(problem, "HWB", "2015-11-09")))
    assert breach.message == (
        "HWB Board on Monday 9 November 2015 at 10:00: EXEC Board has to report to it at least 6 clear working days "
        "before, which it cannot do in this calendar; only the first of two or more meetings may go without."
    )


def test_reporting_is_served_by_the_year_before_and_asks_nothing_of_facts() -> None:
    problem = council(body("EXEC"), body("HWB", meetings=1), reports("EXEC", "HWB", 6, 12))
    (late,) = [meeting(problem, "HWB", "2015-11-09")]
    assert found(problem, late) == [("2015-11-09",)]
    before = calendar(problem, meeting(problem, "EXEC", "2015-10-27"))
    assert found(replace(problem, baseline=before), late) == []
    there = calendar(problem, late)
    assert found(replace(problem, baseline=there, as_of="2015-12-01T00:00:00Z"), *there.meetings) == []


def test_reporting_is_not_asked_up_to_the_day_that_the_line_gives() -> None:
    line = replace(reports("EXEC", "HWB", 6), served_until=day("2015-11-19"))
    problem = council(body("EXEC"), body("HWB", meetings=2), line)
    meetings = (meeting(problem, "HWB", "2015-11-19"), meeting(problem, "HWB", "2015-11-20"))
    assert found(problem, *meetings) == [("2015-11-20",)]


def test_reporting_to_escalate_is_drawn_but_not_scheduled() -> None:
    problem = council(body("EXEC"), body("HWB"), reports("EXEC", "HWB", kind="escalate"))
    assert found(problem, meeting(problem, "HWB", "2015-11-19")) == []


def test_reporting_does_not_count_a_cancelled_feeder() -> None:
    problem = council(body("EXEC"), body("HWB"), reports("EXEC", "HWB"))
    meetings = (
        meeting(problem, "EXEC", "2015-11-12", status="cancelled"),
        meeting(problem, "HWB", "2015-11-19"),
    )
    assert found(problem, *meetings) == [("2015-11-19",)]
