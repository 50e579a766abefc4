"""Law warnings of calendars: what only the meetings and who is there can show."""

from dataclasses import replace
from datetime import date

import pytest
from builders import body, calendar, council, fixed, meeting, meeting_day, member, person, room, session

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.reasons import Waiver
from scheduler.law.absence import months_after
from scheduler.law.warnings import warnings

YEAR = {"start_date": "2026-05-01", "end_date": "2027-04-30"}


def told(problem, plan, matter):
    return [one for one in warnings(problem, plan) if one.matter == matter]


def test_meetings_are_judged_by_the_law_of_their_own_days():
    made = body("GB", legal_kind="planning_committee")
    problem = council(made, room(), *(member(f"C{place}") for place in range(14)), **YEAR)
    before = calendar(problem, meeting(problem, on="2026-10-30"))
    after = calendar(problem, meeting(problem, on="2026-10-30"), meeting(problem, on="2026-11-02"))
    assert told(problem, before, "planning_size") == []
    assert told(problem, after, "planning_size")[0].message.startswith(
        "From the meeting on Monday 2 November 2026, GB Board has 14"
    )


@pytest.mark.parametrize(("rule", "matter"), [("notice", "notice"), ("quorum", "quorum")])
def test_a_waiver_of_what_the_law_asks_is_told(rule, matter):
    problem = council(body(legal_kind="committee"), room(), member("ANN"), **YEAR)
    plan = calendar(problem, meeting(problem, on="2026-11-02", waived=(Waiver(rule, "An emergency"),)))
    (found,) = told(problem, plan, matter)
    assert f"The {rule} of GB Board on Monday 2 November 2026 at 10:00 is waived; the law says" in found.message
    informal = council(body(), room(), member("ANN"), **YEAR)
    assert told(informal, plan, matter) == []


@pytest.mark.parametrize("rule", ["notice", "quorum"])
def test_a_row_that_waives_what_the_law_asks_is_told_before_there_is_a_calendar(rule):
    made = [body(legal_kind="committee"), body("DB", legal_kind="committee", meeting_day="DAY", session="AM")]
    rows = [
        fixed("2026-11-02", body="GB", title="Emergency", waive=(rule,), reason="A flood"),
        FixedMeeting(body="GB", number=2, waive=(rule,), reason="A flood"),
        FixedMeeting(body="GB", number=3, waive=(rule,), reason="A flood", cancelled=True),
        FixedMeeting(meeting_day="DAY", number=1, waive=(rule,), reason="A flood"),
        FixedMeeting(body="GB", number=4, waive=("weekday",), reason="A fair"),
    ]
    problem = council(*made, meeting_day(), session(), *rows, **YEAR)
    words = [one.message.partition("; the law")[0] for one in told(problem, None, rule)]
    assert words == [
        f"The {rule} of a meeting of GB Board (Emergency) on Monday 2 November 2026 is waived",
        f"The {rule} of a meeting of GB Board is waived",
        f"The {rule} of a meeting of DB Board is waived",
    ]


def test_a_meeting_without_its_chair_says_who_presides():
    rows = [member("ANN", role="chair"), member("BOB", role="vice_chair"), member("CAT")]
    problem = council(body(legal_kind="full_council"), room(), *rows, **YEAR)
    with_vice = meeting(problem, on="2026-11-02", apologies=["ANN"])
    without = meeting(problem, on="2026-11-09", apologies=["ANN", "BOB"])
    (found,) = told(problem, calendar(problem, with_vice, without), "presiding")
    assert found.message.startswith("GB Board has neither its chair nor a vice-chair on Monday 9 November 2026")
    assert "a member chosen by those present" in found.message
    assert told(problem, calendar(problem, with_vice), "presiding") == []


def test_six_months_without_attendance_are_told():
    rows = [member("ANN", "FC"), member("BOB", "FC")]
    problem = council(body("FC", legal_kind="full_council"), room(), *rows, **YEAR)
    days = ["2026-05-11", "2026-09-14", "2026-12-14", "2027-02-15"]
    away = calendar(problem, *(meeting(problem, "FC", on, apologies=["ANN"][: on > days[0]]) for on in days))
    (found,) = told(problem, away, "absence")
    assert found.message.startswith(
        "Councillor Ann attends nothing from Monday 11 May 2026 to Friday 30 April 2027; the law says 6 months:"
    )
    back = calendar(problem, *(meeting(problem, "FC", on, apologies=["ANN"][: on == days[1]]) for on in days[:3]))
    (found,) = told(problem, back, "absence")
    assert "to Monday 14 December 2026" in found.message
    there = calendar(problem, *(meeting(problem, "FC", on) for on in days))
    assert told(problem, there, "absence") == []


def test_who_leaves_the_council_is_not_away():
    row = member("ANN", "FC", end_date="2026-10-30")
    problem = council(body("FC", legal_kind="full_council"), room(), row, member("BOB", "FC"), **YEAR)
    missed = meeting(problem, "FC", "2026-09-14", apologies=["ANN"])
    assert told(problem, calendar(problem, meeting(problem, "FC", "2026-07-14"), missed), "absence") == []


def test_a_council_is_not_told_of_others_absence():
    problem = council(body("GB", legal_kind="committee"), room(), member("ANN"), **YEAR)
    plan = calendar(problem, meeting(problem, on="2026-09-14", apologies=["ANN"]))
    assert told(problem, plan, "absence") == []


def test_meetings_after_the_councils_end_are_counted():
    problem = council(body(), room(), **{**YEAR, "authority": "Surrey County Council"})
    late = calendar(problem, meeting(problem, on="2027-04-12"))
    assert "1 meeting of it is held after that" in told(problem, late, "reorganisation")[0].message
    there_is_none = replace(problem, settings=replace(problem.settings, authority="Wokingham Borough Council"))
    assert told(there_is_none, late, "reorganisation") == []
    early = calendar(problem, meeting(problem, on="2027-03-01"))
    assert told(problem, early, "reorganisation") == []


@pytest.mark.parametrize(
    ("day", "later"), [("2026-05-11", "2026-11-11"), ("2026-08-31", "2027-02-28"), ("2027-06-30", "2027-12-30")]
)
def test_months_are_those_of_the_calendar(day, later):
    assert months_after(date.fromisoformat(day), 6) == date.fromisoformat(later)


# -- political balance


def groups(**sizes):
    """Return people and council seats: so many of each group."""
    people = [person(f"{name[:3].upper()}{place}", group=name) for name, size in sizes.items() for place in range(size)]
    return people, [member(one.code, "FC") for one in people]


def committee(code, *codes):
    return [body(code, legal_kind="committee"), *(member(one, code) for one in codes)]


def seats(name, number, first=0):
    return [f"{name[:3].upper()}{place}" for place in range(first, first + number)]


COUNCIL = body("FC", legal_kind="full_council")


def test_seats_in_proportion_are_fine():
    people, own = groups(Labour=24, Liberal=12, Green=6)
    rows = committee("A", *seats("Labour", 4), *seats("Liberal", 2), *seats("Green", 1))
    assert told(council(COUNCIL, *people, *own, *rows, **YEAR), None, "political_balance") == []


def test_all_committees_together_are_out_of_balance_after_a_change():
    people, own = groups(Labour=24, Liberal=12, Green=6)
    own += [member("GRE0", "A"), member("GRE0", "B")]
    rows = [
        *committee("A", *seats("Labour", 4), *seats("Liberal", 2)),
        *committee("B", *seats("Labour", 4, 4), *seats("Liberal", 2, 2)),
    ]
    assert told(council(COUNCIL, *people, *own, *rows, **YEAR), None, "political_balance") == []
    moved = [one if one.body == "FC" else replace(one, end_date=date(2026, 12, 31)) for one in own]
    more = [member("LIB6", "A", start_date="2027-01-01"), member("LIB7", "B", start_date="2027-01-01")]
    problem = council(COUNCIL, *people, *moved, *rows, *more, **YEAR)
    found = told(problem, None, "political_balance")
    assert [one.body for one in found] == [None]
    assert found[0].message.startswith(
        "From Friday 1 January 2027, of the 14 seats of ordinary committees Green has 0 where 2.0 are due and Liberal"
        " has 6 where 4.0 are due; the law says:"
    )


def test_vacant_seats_may_be_anybodys():
    people, own = groups(Labour=24, Liberal=12, Green=6)
    rows = [body("A", legal_kind="committee", seats=7), *(member(one, "A") for one in seats("Labour", 4))]
    assert told(council(COUNCIL, *people, *own, *rows, **YEAR), None, "political_balance") == []


def test_one_committee_may_be_out_of_balance():
    people, own = groups(Labour=20, Liberal=20)
    rows = [*committee("A", *seats("Labour", 6)), *committee("B", *seats("Liberal", 6))]
    found = told(council(COUNCIL, *people, *own, *rows, **YEAR), None, "political_balance")
    assert [one.body for one in found] == ["A", "B"]
    assert found[0].message.startswith("Of the 6 seats of A Board Labour has 6 where 3.0 are due and Liberal has 0")


def test_the_majority_of_the_council_has_most_of_each_committee():
    people, own = groups(Labour=21, Liberal=19)
    rows = [
        *committee("A", *seats("Labour", 4), *seats("Liberal", 4)),
        *committee("B", *seats("Labour", 5, 4), *seats("Liberal", 4, 4)),
    ]
    found = told(council(COUNCIL, *people, *own, *rows, **YEAR), None, "political_balance")
    assert [one.body for one in found] == ["A"]
    assert found[0].message.startswith("Of the 8 seats of A Board Labour, the majority of the council, has 4; the law")


def test_co_opted_voters_who_are_no_councillors_have_no_group():
    people, own = groups(Labour=20, Liberal=20)
    rows = committee("A", *seats("Labour", 2), *seats("Liberal", 2), "PARENT")
    assert told(council(COUNCIL, *people, *own, *rows, **YEAR), None, "political_balance") == []


def test_a_council_whose_members_have_no_groups_is_silent():
    people = [person("ANN"), person("BOB", group="Green")]
    problem = council(COUNCIL, *people, member("ANN", "FC"), member("BOB", "FC"), *committee("A", "ANN"), **YEAR)
    assert told(problem, None, "political_balance") == []
