from dataclasses import replace

import pytest
from builders import body, calendar, closed, council, day, meeting

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.wording import long_date
from scheduler.rules import broken, notice

THURSDAY = day("2015-11-19")


def found(problem: Problem, *meetings: Meeting) -> list[str]:
    return [breach.message for breach in broken(problem, calendar(problem, *meetings), (notice,))]


def called_too_late(problem: Problem, code: str, on: str) -> bool:
    """Whether the rule rules a day out to a body."""
    return any(True for _ in notice.blocks(problem, problem.bodies[code], day(on), None))


def test_notice_of_a_body_without_any_is_kept() -> None:
    problem = council(body("GB"))
    assert found(problem, meeting(problem, "GB", agenda_deadline=None)) == []


def test_notice_of_a_right_deadline_is_kept() -> None:
    problem = council(body("HWB", notice_clear_days=5))
    assert found(problem, meeting(problem, "HWB", "2015-11-19", agenda_deadline=day("2015-11-11"))) == []


def test_notice_of_a_wrong_deadline_is_told_in_full() -> None:
    problem = council(body("HWB", notice_clear_days=5))
    plan = calendar(problem, meeting(problem, "HWB", "2015-11-19", agenda_deadline=day("2015-11-12")))
    message = (
        "HWB Board on Thursday 19 November 2015 at 10:00: its agenda has to be out by "
        "Wednesday 11 November 2015, not Thursday 12 November 2015."
    )
    assert tuple(notice.breaches(problem, plan)) == (Breach("notice", message, bodies=("HWB",), dates=(THURSDAY,)),)


@pytest.mark.parametrize(
    ("clear_days", "given", "ending"),
    [
        (5, None, "its agenda has to be out by Wednesday 11 November 2015, none is given."),
        (0, "2015-11-11", "its agenda needs no agenda deadline, not Wednesday 11 November 2015."),
    ],
)
def test_notice_of_a_deadline_that_is_missing_or_not_needed_is_broken(
    clear_days: int, given: str | None, ending: str
) -> None:
    problem = council(body("HWB", notice_clear_days=clear_days))
    (message,) = found(problem, meeting(problem, "HWB", "2015-11-19", agenda_deadline=given and day(given)))
    assert message.endswith(ending)


@pytest.mark.parametrize(("published", "kept"), [("2015-11-01", True), ("2015-11-11", True), ("2015-11-12", False)])
def test_notice_never_falls_before_the_calendar_is_published(published: str, *, kept: bool) -> None:
    problem = council(body("HWB", notice_clear_days=5), publication_date=published)
    messages = found(problem, meeting(problem, "HWB", "2015-11-19"))
    told = (
        "HWB Board on Thursday 19 November 2015 at 10:00: notice would have to be given by Wednesday 11 November "
        "2015, before the calendar is published on Thursday 12 November 2015."
    )
    assert messages == ([] if kept else [told])


def test_notice_of_the_publication_date_does_not_bind_a_body_without_notice() -> None:
    problem = council(body("GB"), publication_date="2015-12-01")
    assert found(problem, meeting(problem, "GB", "2015-11-19")) == []


def test_notice_counts_days_with_the_offices_shut_for_every_body() -> None:
    shut = closed("2015-11-12", "2015-11-13", applies_to=("OTHER",), non_working=True)
    problem = council(body("HWB", notice_clear_days=5), body("OTHER"), shut)
    assert found(problem, meeting(problem, "HWB", "2015-11-19", agenda_deadline=day("2015-11-09"))) == []


@pytest.mark.parametrize(
    ("moved_to", "kept"), [("2016-03-01", False), ("2016-03-09", False), ("2016-03-10", True), ("2016-03-08", True)]
)
def test_notice_of_a_meeting_that_moves_can_still_be_given(moved_to: str, *, kept: bool) -> None:
    problem = council(body("HWB", notice_clear_days=5))
    called_later = meeting(problem, "HWB", "2016-03-08", agenda_deadline=day("2016-03-04"))
    published = calendar(problem, called_later)
    problem = replace(problem, baseline=published, as_of="2016-03-02T09:00:00Z")
    message = (
        f"HWB Board on {long_date(day(moved_to))} at 10:00 is called too late: HWB Board can be moved from "
        "Wednesday 2 March 2016 on only, and needs 5 clear working days of notice."
    )
    assert found(problem, meeting(problem, "HWB", moved_to)) == ([] if kept else [message])
    assert called_too_late(problem, "HWB", moved_to) is not kept


def test_notice_keeps_a_body_without_any_from_moving_into_the_past() -> None:
    problem = council(body("GB"))
    problem = replace(problem, baseline=calendar(problem), as_of="2016-03-02T09:00:00Z")
    assert found(problem, meeting(problem, "GB", "2016-03-02")) == []
    assert [called_too_late(problem, "GB", f"2016-03-0{number}") for number in (1, 2)] == [True, False]
    assert found(problem, meeting(problem, "GB", "2016-03-01")) == [
        (
            "GB Board on Tuesday 1 March 2016 at 10:00 is called too late: GB Board can be moved from "
            "Wednesday 2 March 2016 on only."
        )
    ]
