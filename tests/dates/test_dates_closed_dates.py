import pytest
from builders import body, closed, council, day, meeting_day, session

from scheduler.dates.clear_days import clear_working_days, is_working_day
from scheduler.dates.closed_dates import may_sit, why_avoided, why_closed

PROBLEM = council(
    meeting_day("DAY", weekdays="Thu"),
    session("AM"),
    body("GB", classification="committee", weekdays="Wed;Thu"),
    body("HWB", meeting_day="DAY", session="AM"),
    closed("2015-11-19", reason="Visit", applies_to=("committee",)),
    closed("2015-11-23", "2015-11-27", "Recess"),
    closed("2015-11-26", reason="Other recess"),
    closed("2015-12-03", reason="Conference", strength="avoid"),
    closed("2015-12-10", reason="Away day", strength="avoid", applies_to=("DAY",)),
)


@pytest.mark.parametrize(
    ("on", "tags", "reason"),
    [
        ("2015-11-18", ("GB",), None),
        ("2015-11-19", ("GB",), None),
        ("2015-11-19", ("GB", "committee"), "Visit"),
        ("2015-11-23", ("GB",), "Recess"),
        ("2015-11-26", ("GB",), "Recess"),
        ("2015-11-27", (), "Recess"),
        ("2015-11-28", (), None),
        ("2015-12-03", ("GB",), None),
        ("2015-12-25", ("GB",), "public holiday (Christmas Day)"),
        ("2015-10-31", ("GB",), "outside the calendar's first and last day"),
        ("2016-11-01", ("GB",), "outside the calendar's first and last day"),
        ("9999-12-31", ("GB",), "outside the calendar's first and last day"),
    ],
)
def test_why_closed(on: str, tags: tuple[str, ...], reason: str | None) -> None:
    assert why_closed(PROBLEM, day(on), tags) == reason


@pytest.mark.parametrize(
    ("on", "tags", "reason"),
    [
        ("2015-11-23", ("GB",), None),
        ("2015-12-03", ("GB",), "Conference"),
        ("2015-12-10", ("GB",), None),
        ("2015-12-10", ("HWB", "DAY"), "Away day"),
    ],
)
def test_why_avoided(on: str, tags: tuple[str, ...], reason: str | None) -> None:
    assert why_avoided(PROBLEM, day(on), tags) == reason


@pytest.mark.parametrize(
    ("code", "on", "may"),
    [
        ("GB", "2015-11-18", True),
        ("GB", "2015-11-17", False),
        ("GB", "2015-11-19", False),
        ("HWB", "2015-11-19", True),
        ("HWB", "2015-11-18", False),
    ],
)
def test_may_sit(code: str, on: str, *, may: bool) -> None:
    assert may_sit(PROBLEM, PROBLEM.bodies[code], day(on)) is may


SCOTLAND = council(
    meeting_day("DAY"),
    session("AM"),
    body("GB", classification="committee"),
    body("HWB", meeting_day="DAY", session="AM"),
    closed("2015-11-30", reason="We meet on Saint Andrew's Day", strength="open", applies_to=("GB", "DAY")),
    closed("2016-05-02", "2016-05-30", reason="Spring", strength="open", applies_to=("committee",)),
    closed("2016-05-30", reason="Gala"),
    holidays="GB-SCT",
)


@pytest.mark.parametrize(
    ("on", "tags", "reason"),
    [
        ("2015-11-30", ("GB", "committee"), None),
        ("2015-11-30", ("HWB", "DAY"), None),
        ("2015-11-30", ("DAY",), None),
        ("2015-11-30", ("HWB",), "public holiday (Saint Andrew's Day)"),
        ("2015-11-30", (), "public holiday (Saint Andrew's Day)"),
        ("2016-05-02", ("GB", "committee"), None),
        ("2016-05-02", ("DAY",), "public holiday (May Day)"),
        ("2016-05-30", ("GB", "committee"), "Gala"),
        ("2016-08-01", ("GB", "committee"), "public holiday (Summer Bank Holiday)"),
    ],
)
def test_a_public_holiday_is_reopened_to_whom_a_row_says_and_no_other_closure_is(
    on: str, tags: tuple[str, ...], reason: str | None
) -> None:
    assert why_closed(SCOTLAND, day(on), tags) == reason


def test_a_public_holiday_that_is_reopened_is_no_working_day() -> None:
    assert not is_working_day(SCOTLAND, day("2015-11-30"))
    assert clear_working_days(SCOTLAND, day("2015-11-27"), day("2015-12-01")) == 0
