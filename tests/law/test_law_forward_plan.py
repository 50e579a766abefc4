import datetime as dt

import pytest
from builders import body, calendar, council, day, meeting
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.dates.clear_days import is_working_day
from scheduler.domain.problem import Problem
from scheduler.law.forward_plan import asks_for_forward_plan, forward_dates
from scheduler.messages.plans import forward_plan_sentences
from scheduler.outputs.feeds import feeds
from scheduler.outputs.workbook.forward_plan import forward_plan_sheet

YEAR = {"start_date": "2026-05-01", "end_date": "2027-04-30"}
COUNCIL = council(body("CAB", legal_kind="executive"), body("AUD", legal_kind="audit_committee"), **YEAR)
COMBINED = council(body("MCA", legal_kind="combined_authority"), authority_kind="combined", **YEAR)


def due(problem: Problem, of: str, on: str) -> list[tuple[str, str]]:
    plan = calendar(problem, meeting(problem, of, on))
    return [(one.row.matter, one.due.isoformat()) for one in forward_dates(problem, plan)]


@pytest.mark.parametrize(
    ("on", "four_weeks", "again"),
    [
        ("2026-06-09", "2026-05-11", "2026-06-01"),
        ("2026-09-15", "2026-08-17", "2026-09-07"),
        ("2027-01-12", "2026-12-14", "2027-01-04"),
        ("2027-04-06", "2027-03-08", "2027-03-25"),
    ],
)
def test_an_executive_announces_key_decisions_and_business_in_private(on: str, four_weeks: str, again: str) -> None:
    """Twenty-eight days of the calendar between the two, and again five clear working days."""
    assert due(COUNCIL, "CAB", on) == [
        ("key_decision", four_weeks),
        ("private_meeting", four_weeks),
        ("private_meeting_again", again),
    ]


@settings(deadline=None)
@given(on=st.dates(min_value=day("2026-05-01"), max_value=day("2027-04-30")))
def test_clear_days_between_the_notice_and_the_meeting(on: dt.date) -> None:
    found = dict(due(COUNCIL, "CAB", on.isoformat()))
    assert (on - day(found["key_decision"])).days - 1 == 28
    again = day(found["private_meeting_again"])
    between = [again + dt.timedelta(days=n) for n in range(1, (on - again).days)]
    assert sum(is_working_day(COUNCIL, one) for one in between) == 5


def test_a_combined_authority_reconsiders_what_is_called_in_within_ten_working_days() -> None:
    assert due(COMBINED, "MCA", "2026-12-15") == [("key_decision", "2026-11-16"), ("call_in", "2026-12-31")]


def test_days_after_the_known_years_are_not_told() -> None:
    last = council(
        body("MCA", legal_kind="combined_authority"),
        authority_kind="combined", start_date="2030-05-01", end_date="2030-12-31",
    )  # fmt: skip
    assert due(last, "MCA", "2030-12-20") == [("key_decision", "2030-11-21")]


@pytest.mark.parametrize(
    ("kind", "settings", "asks"),
    [
        ("executive", {}, True),
        ("committee", {}, False),
        ("executive", {"holidays": "GB-WLS"}, False),
        ("executive", {"holidays": "GB-NIR"}, True),
        ("combined_authority", {"authority_kind": "combined"}, True),
        ("executive", {"start_date": "2011-05-01", "end_date": "2012-04-30"}, False),
        ("executive", {"start_date": "2012-05-01", "end_date": "2013-04-30"}, True),
    ],
)
def test_who_is_asked_for_a_forward_plan(kind: str, settings: dict[str, str], *, asks: bool) -> None:
    problem = council(body("CAB", legal_kind=kind), **{**YEAR, **settings})
    assert asks_for_forward_plan(problem) is asks
    assert ("forward-plan.ics" in feeds(problem, calendar(problem))) is asks


def test_a_meeting_before_the_regulations_came_in_has_no_forward_plan() -> None:
    """They came into force on 10 September 2012, within the calendar."""
    problem = council(body("CAB", legal_kind="executive"), start_date="2012-05-01", end_date="2013-04-30")
    assert due(problem, "CAB", "2012-09-06") == []
    assert len(due(problem, "CAB", "2012-10-04")) == 3


def test_the_sheet_lists_them_by_the_day_they_are_due() -> None:
    plan = calendar(COUNCIL, meeting(COUNCIL, "CAB", "2026-06-09"), meeting(COUNCIL, "AUD", "2026-06-10"))
    sheet = forward_plan_sheet(COUNCIL, plan)
    assert (sheet.name, [column.heading for column in sheet.columns[:5]]) == (
        "Forward plan",
        ["Body", "Meeting", "Date", "Notice due", "Matter"],
    )
    on, first, again = day("2026-06-09"), day("2026-05-11"), day("2026-06-01")
    assert [row[:5] for row in sheet.shown_rows] == [
        ("CAB", "CAB Board", on, first, "Key decisions on the forward plan"),
        ("CAB", "CAB Board", on, first, "Notice of business in private"),
        ("CAB", "CAB Board", on, again, "Second notice of business in private"),
    ]
    assert "28 clear days" in str(sheet.shown_rows[0][-2])
    assert sheet.shown_rows[0][-1] == "SI 2012/2089 reg 9"


def test_the_feed_has_an_event_of_the_whole_day_for_each() -> None:
    plan = calendar(COUNCIL, meeting(COUNCIL, "CAB", "2026-06-09", "18:30"))
    feed = feeds(COUNCIL, plan)["forward-plan.ics"].decode().replace("\r\n ", "")
    assert feed.count("BEGIN:VEVENT") == 3
    assert feed.count("DTSTART;VALUE=DATE:20260511") == 2
    assert "SUMMARY:Provisional: Key decisions on the forward plan: CAB Board" in feed
    assert "Key decisions on the forward plan: CAB Board on Tuesday 9 June 2026 at 18:30." in feed


def test_a_day_before_the_calendar_is_published_is_told() -> None:
    problem = council(body("CAB", legal_kind="executive"), publication_date="2026-05-18", **YEAR)
    plan = calendar(problem, *(meeting(problem, "CAB", on, "18:30") for on in ("2026-06-09", "2026-06-16")))
    (sentence,) = forward_plan_sentences(problem, plan)
    assert sentence == (
        "CAB Board on Tuesday 9 June 2026 at 18:30: key decisions on the forward plan and notice of business in "
        "private would be due by Monday 11 May 2026, before the calendar is published on Monday 18 May 2026."
    )
    assert list(forward_plan_sentences(COUNCIL, plan)) == []
