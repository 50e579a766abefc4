"""Law warnings of a council's year: of the input where that says it, of a calendar where only its meetings do."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, fixed, meeting

from scheduler.domain.bodies import LawWaiver
from scheduler.domain.calendar import FixedMeeting
from scheduler.law.warnings import idle_waivers, unanswered, warnings

POLLING = (day("2027-05-06"),)
YEAR = {"start_date": "2027-05-07", "end_date": "2028-05-12", "polling_day": POLLING}
COUNCIL = body("FC", legal_kind="full_council")
PARISH = body("PC", legal_kind="parish_council")
ANNUAL = {"body": "FC", "title": "Annual Meeting"}
LAW = "the law leaves it from Tuesday 11 May 2027 to Monday 31 May 2027."


def told(problem, matter, plan=None):
    return [one for one in warnings(problem, plan) if one.matter == matter]


def held(problem, *days, of="FC", **fields):
    return calendar(problem, *(meeting(problem, of, on, **fields) for on in days))


# -- the annual meeting


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (fixed("2027-05-18", **ANNUAL), None),
        (FixedMeeting(**ANNUAL), None),
        (fixed("2027-06-02", **ANNUAL), f"FC Board has its annual meeting on Wednesday 2 June 2027; {LAW}"),
        (
            FixedMeeting(**ANNUAL, earliest=day("2027-05-18"), latest=day("2027-06-04")),
            f"FC Board may have its annual meeting on Friday 4 June 2027; {LAW}",
        ),
    ],
)
def test_an_annual_meeting_outside_the_days_of_the_law_is_told(row, message):
    found = told(council(COUNCIL, row, **YEAR), "annual_meeting")
    assert [one.message for one in found] == ([] if message is None else [message])
    assert all(one.instrument == "Local Government Act 1972 Sch 12 para 1(2)" for one in found)


def test_an_annual_meeting_of_a_calendar_is_judged_by_its_own_day():
    row = FixedMeeting(**ANNUAL, earliest=day("2027-05-18"), latest=day("2027-06-04"))
    problem = council(COUNCIL, row, **YEAR)
    assert told(problem, "annual_meeting", held(problem, "2027-05-19", title="Annual Meeting")) == []
    assert len(told(problem, "annual_meeting", held(problem, "2027-06-02", title="Annual Meeting"))) == 1
    assert told(problem, "annual_meeting", held(problem, "2027-06-02")) == []


def test_without_an_election_the_annual_meeting_is_in_spring():
    problem = council(COUNCIL, fixed("2028-02-16", **ANNUAL), **YEAR)
    (found,) = told(problem, "annual_meeting_months")
    assert found.message.endswith("the law leaves it from Wednesday 1 March 2028 to Wednesday 31 May 2028.")


def test_an_annual_meeting_of_which_no_row_speaks_is_told_of_an_election_year():
    problem = council(COUNCIL, **YEAR)
    (found,) = told(problem, "annual_meeting")
    assert found.message == (
        "No row of fixed_meetings has the title Annual Meeting; after the election FC Board has it by law from Tuesday "
        "11 May 2027 to Monday 31 May 2027."
    )
    assert told(council(COUNCIL, **{**YEAR, "start_date": "2027-05-17"}), "annual_meeting") == []
    assert told(council(COUNCIL, **{**YEAR, "polling_day": ()}), "annual_meeting") == []


def test_an_annual_meeting_that_a_calendar_does_not_hold_is_told():
    message = "FC Board has no annual meeting; the law has it from Tuesday 11 May 2027 to Monday 31 May 2027."
    for rows in ((), (FixedMeeting(**ANNUAL),), (fixed("2027-05-18", **ANNUAL, cancelled=True),)):
        problem = council(COUNCIL, *rows, **YEAR)
        (found,) = told(problem, "annual_meeting", held(problem, "2027-07-14"))
        assert (found.message, found.body) == (message, "FC")
        assert told(problem, "annual_meeting", held(problem, "2027-05-19")) == []


@pytest.mark.parametrize(("nation", "number"), [("GB-ENG", 1), ("GB-WLS", 1), ("GB-SCT", 0), ("GB-NIR", 0)])
def test_the_annual_meeting_is_a_matter_of_england_and_wales(nation, number):
    problem = council(COUNCIL, fixed("2027-06-02", **ANNUAL), holidays=nation, **YEAR)
    assert len(told(problem, "annual_meeting")) == number


@pytest.mark.parametrize(("start", "number"), [("17:30", 1), ("18:00", 0), (None, 0)])
def test_a_parish_council_meets_in_the_evening(start, number):
    row = fixed("2027-05-12", body="PC", title="Annual Meeting", **({} if start is None else {"start": start}))
    problem = council(PARISH, row, authority_kind="parish", **YEAR)
    found = told(problem, "annual_meeting_hour")
    assert len(found) == number
    plan = held(problem, "2027-05-12", of="PC", start=start or "19:00", title="Annual Meeting")
    assert len(told(problem, "annual_meeting_hour", plan)) == number
    if number:
        assert found[0].message == (
            "The annual meeting of PC Board starts at 17:30; the law says not before 18:00 unless the council has "
            "resolved otherwise (please check)."
        )


# -- who waits for it


def test_a_committee_before_the_annual_meeting_that_appoints_it_is_told():
    committee = body("CO", legal_kind="scrutiny_committee", notice_clear_days=5)
    problem = council(COUNCIL, committee, FixedMeeting(**ANNUAL), **YEAR)
    days = ["2027-05-12", "2027-05-20", "2027-05-21", "2027-06-08"]
    plan = calendar(problem, meeting(problem, "FC", "2027-05-26"), *(meeting(problem, "CO", on) for on in days))
    found = told(problem, "appointment", plan)
    (only,) = found
    when = "on Wednesday 12 May 2027, Thursday 20 May 2027 and Friday 21 May 2027"
    why = "the annual meeting appoints its members only on Wednesday 26 May 2027 (please check)"
    assert only.message == f"CO Board meets {when}: {why}."
    assert {one.body for one in found} == {"CO"}
    assert told(problem, "appointment") == []
    strange = replace(plan, meetings=tuple(replace(one, body="XX") for one in plan.meetings if one.body == "CO"))
    assert told(problem, "appointment", strange) == []
    scottish = council(COUNCIL, committee, FixedMeeting(**ANNUAL), holidays="GB-SCT", **YEAR)
    assert told(scottish, "appointment", plan) == []


def test_a_warning_is_answered_for_one_body():
    committee = body("CO", legal_kind="committee", notice_clear_days=0)
    answer = LawWaiver("appointment", "Urgent licences", body="CO", by="Monitoring Officer")
    problem = replace(council(COUNCIL, committee, fixed("2027-05-19", **ANNUAL), **YEAR), law_waivers=(answer,))
    plan = held(problem, "2027-05-12", of="CO")
    assert [one.waived for one in told(problem, "appointment", plan)] == [answer]
    assert [one for one in unanswered(warnings(problem, plan)) if one.matter == "appointment"] == []
    assert idle_waivers(problem) == ()


# -- elections


def test_meetings_before_an_election_and_on_the_day_are_told():
    committee = body("CO", legal_kind="executive", notice_clear_days=0)
    problem = council(committee, start_date="2027-03-01", end_date="2027-05-07", polling_day=POLLING)
    days = ["2027-03-30", "2027-04-06", "2027-04-13", "2027-04-20", "2027-05-04", "2027-05-06"]
    plan = held(problem, *days, of="CO")
    (found,) = told(problem, "pre_election", plan)
    assert found.message.startswith(
        "CO Board meets on 4 days from Tuesday 6 April 2027 to Tuesday 4 May 2027: the pre-election period runs from"
    )
    (on_the_day,) = told(problem, "polling_day", plan)
    assert on_the_day.message.startswith("CO Board on Thursday 6 May 2027 at 10:00 is on polling day; the law has the")
    assert told(problem, "pre_election") == told(problem, "polling_day") == []
    quiet = replace(problem, settings=replace(problem.settings, polling_day=()))
    assert told(quiet, "pre_election", plan) == told(quiet, "polling_day", plan) == []


# -- council tax and accounts


@pytest.mark.parametrize(
    ("on", "late"), [("2028-03-10", False), ("2028-03-11", True), ("2028-04-12", True), ("2027-11-10", False)]
)
def test_a_budget_is_set_before_11_march(on, late):
    problem = council(COUNCIL, fixed(on, body="FC", title="Budget"), **YEAR)
    found = told(problem, "council_tax")
    assert bool(found) is late
    assert bool(told(problem, "council_tax", held(problem, on, title="Budget"))) is late
    if late:
        assert found[0].message.endswith("; the law has the council tax set before 11 March.")


@pytest.mark.parametrize(("days", "number"), [(["2027-01-27"], 0), (["2027-02-03"], 1), ([], 1)])
def test_audited_accounts_come_before_their_day(days, number):
    problem = council(body("AU", legal_kind="audit_committee"), start_date="2026-05-20", end_date="2027-05-12")
    found = told(problem, "accounts", held(problem, *days, of="AU"))
    assert len(found) == number
    assert told(problem, "accounts") == []
    if found:
        assert found[0].message.startswith("AU Board does not meet by Sunday 31 January 2027; audited accounts of 2025")
