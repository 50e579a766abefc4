"""Law warnings of inputs: each matter is warned of from the day on which the law is broken, and not before."""

from dataclasses import replace

import pytest
from builders import body, council, member, person, reports

from scheduler.domain.bodies import LawWaiver
from scheduler.law.rows import MATTERS, ROWS
from scheduler.law.warnings import CONCERNS, idle_waivers, unanswered, warnings

YEAR = {"start_date": "2026-05-01", "end_date": "2027-04-30"}


def seats(number, of="GB", **fields):
    return [member(f"C{place}", of, **fields) for place in range(number)]


def told(problem, matter):
    return [one for one in warnings(problem) if one.matter == matter]


def the_one(problem, matter):
    found = told(problem, matter)
    assert len(found) == 1, found
    return found[0]


def test_an_input_without_legal_kinds_is_silent():
    problem = council(body("GB", attendance_mode="online", notice_clear_days=0), *seats(20), **YEAR)
    assert warnings(problem) == ()


def test_a_statutory_body_is_to_say_what_it_is():
    problem = council(body("GB", statutory=True), body("HB", statutory=True, legal_kind="committee"), **YEAR)
    found = the_one(problem, "legal_kind")
    assert found.body == "GB"
    assert "Full Council, Executive," in found.message


def test_short_notice_is_told_with_the_laws_number_and_instrument():
    problem = council(body("GB", legal_kind="committee", notice_clear_days=3), **YEAR)
    found = the_one(problem, "notice")
    assert found.message == "GB Board gives 3 clear days of notice; the law says 5 clear working days."
    assert "s.100A(6)" in found.message or "100A(6)" in found.instrument


@pytest.mark.parametrize("days", [None, 5, 9])
def test_notice_that_is_blank_or_long_enough_is_fine(days):
    assert told(council(body("GB", legal_kind="committee", notice_clear_days=days), **YEAR), "notice") == []


def test_notice_of_another_nation_is_its_own():
    problem = council(body("GB", legal_kind="committee", notice_clear_days=3), holidays="GB-WLS", **YEAR)
    assert told(problem, "notice") == []


def test_a_body_that_the_law_opens_is_to_say_that_it_is_public():
    shut = council(body("GB", legal_kind="committee"), **YEAR)
    assert "is not said to be open to the public" in the_one(shut, "public_access").message
    assert told(council(body("GB", legal_kind="committee", open_to_public=True), **YEAR), "public_access") == []
    parish = council(body("GB", legal_kind="parish_council"), authority_kind="parish", **YEAR)
    assert "Admission to Meetings" in the_one(parish, "public_access").instrument
    scottish = council(body("GB", legal_kind="parish_council"), authority_kind="parish", holidays="GB-SCT", **YEAR)
    assert told(scottish, "public_access") == []


@pytest.mark.parametrize("mode", ["online", "hybrid"])
def test_members_must_be_there_in_person_in_england(mode):
    problem = council(body("GB", legal_kind="committee", attendance_mode=mode), **YEAR)
    assert "members must be there in person" in the_one(problem, "remote_attendance").message
    assert told(replace(problem, settings=replace(problem.settings, holidays="GB-WLS")), "remote_attendance") == []


def test_remote_meetings_are_unlawful_from_the_day_on_which_the_pandemics_rules_ended():
    made = body("GB", legal_kind="committee", attendance_mode="online")
    problem = council(made, start_date="2021-04-01", end_date="2021-12-31")
    assert the_one(problem, "remote_attendance").message.startswith("From Friday 7 May 2021, GB Board meets online")


def test_a_planning_committee_is_too_large_from_the_day_of_the_new_law():
    problem = council(body("GB", legal_kind="planning_committee"), *seats(14), **YEAR)
    found = the_one(problem, "planning_size")
    assert found.message == (
        "From Saturday 31 October 2026, GB Board has 14 members; the law says 13 members at most (please check)."
    )
    assert found.certainty == "check"


def test_a_planning_committee_that_ends_before_the_new_law_is_fine():
    made = body("GB", legal_kind="planning_committee", end_date="2026-10-30")
    assert told(council(made, *seats(14), **YEAR), "planning_size") == []


def test_vacant_seats_count_towards_the_size():
    problem = council(body("GB", legal_kind="planning_committee", seats=14), *seats(5), **YEAR)
    assert "14 members" in the_one(problem, "planning_size").message


@pytest.mark.parametrize(("number", "warned"), [(9, True), (10, False), (15, False), (16, True)])
def test_a_licensing_committee_has_10_to_15_members(number, warned):
    problem = council(body("GB", legal_kind="licensing_committee"), *seats(number), **YEAR)
    assert len(told(problem, "licensing_size")) == warned


@pytest.mark.parametrize("number", [3, 4])
def test_a_licensing_sub_committee_has_3_members(number):
    rows = [body("LIC", legal_kind="licensing_committee"), body("SUB", legal_kind="sub_committee")]
    problem = council(*rows, *seats(10, "LIC"), *seats(number, "SUB"), reports("SUB", "LIC"), **YEAR)
    assert len(told(problem, "licensing_sub_committee")) == (number == 4)


def test_a_sub_committee_is_one_of_licensing_by_its_name():
    problem = council(body("SUB", name="Licensing Panel", legal_kind="sub_committee"), *seats(5, "SUB"), **YEAR)
    assert the_one(problem, "licensing_sub_committee").body == "SUB"
    other = council(body("SUB", name="Appeals Panel", legal_kind="sub_committee"), *seats(5, "SUB"), **YEAR)
    assert told(other, "licensing_sub_committee") == []


@pytest.mark.parametrize(("number", "warned"), [(2, True), (3, False), (10, False), (11, True)])
def test_an_executive_has_at_most_10_members(number, warned):
    problem = council(body("EX", legal_kind="executive"), *seats(number, "EX"), **YEAR)
    assert len(told(problem, "executive_size")) == warned


def test_a_parish_quorum_is_a_third_and_at_least_three():
    made = body("GB", legal_kind="parish_council", quorum=3)
    problem = council(made, *seats(12), authority_kind="parish", **YEAR)
    assert "has a quorum of 3, and 4 are wanted" in the_one(problem, "quorum").message
    assert "1/3 of the seats, at least 3" in the_one(problem, "quorum").message


def test_a_quorum_that_resignations_leave_out_of_reach_is_told_from_their_day():
    rows = [*seats(2), member("X", end_date="2026-12-31"), member("Y", end_date="2026-12-31")]
    problem = council(body("GB", legal_kind="committee", quorum=3), *rows, **YEAR)
    assert the_one(problem, "quorum").message.startswith(
        "From Friday 1 January 2027, GB Board has 2 voting members and a quorum of 3, so it cannot meet until"
    )


def test_a_lawful_quorum_is_fine():
    made = body("FC", legal_kind="full_council", quorum=11)
    assert told(council(made, *seats(42, "FC"), **YEAR), "quorum") == []


def test_a_whole_council_without_audit_committee_is_told_from_the_day_of_the_duty():
    problem = council(body("FC", legal_kind="full_council"), **YEAR)
    found = the_one(problem, "audit_committee")
    assert found.body is None
    assert found.message.startswith("From Wednesday 15 July 2026, there is no audit committee")
    with_one = council(body("FC", legal_kind="full_council"), body("A", legal_kind="audit_committee"), **YEAR)
    assert told(with_one, "audit_committee") == []
    assert told(council(body("GB", legal_kind="committee"), **YEAR), "audit_committee") == []


def board_members():
    return [
        person("ANN", category="councillor"),
        person("DASS", name="Director of Adult Social Services"),
        person("DCS", name="Director of Children's Services"),
        person("DPH", name="Director of Public Health"),
        person("ICB", name="Dr Joy", organisation="NHS Anytown Integrated Care Board"),
        person("HW", name="Mr Fay", organisation="Healthwatch Anytown"),
    ]


def test_the_statutory_posts_of_a_health_and_wellbeing_board():
    people = board_members()
    made = body("HWB", legal_kind="health_and_wellbeing_board")
    whole = council(made, *people, *(member(one.code, "HWB") for one in people), **YEAR)
    assert told(whole, "statutory_posts") == []
    assert told(whole, "healthwatch") == []
    without = council(
        made, *people, *(member(one.code, "HWB") for one in people[:3]), member("DPH", "HWB", "clerk"), **YEAR
    )
    found = the_one(without, "statutory_posts")
    assert "plainly director of public health or integrated care board" in found.message
    assert the_one(without, "healthwatch").message.endswith("(please check).")
    assert told(council(made, **YEAR), "statutory_posts") == []


def test_before_the_integrated_care_boards_it_was_the_commissioning_group():
    people = board_members()
    made = body("HWB", legal_kind="health_and_wellbeing_board")
    rows = (member(one.code, "HWB") for one in people)
    problem = council(made, *people, *rows, start_date="2015-04-01", end_date="2016-03-31")
    assert "clinical commissioning group" in the_one(problem, "statutory_posts").message


def test_nobody_of_the_executive_sits_on_scrutiny():
    rows = [body("EX", legal_kind="executive"), body("SC", legal_kind="scrutiny_committee")]
    seated = [member("ANN", "EX"), member("BOB", "SC"), member("ANN", "SC", start_date="2026-11-02")]
    found = the_one(council(*rows, *seated, **YEAR), "scrutiny")
    assert found.body == "SC"
    assert found.message.startswith("From Monday 2 November 2026, Councillor Ann of the executive sits on SC Board")
    observing = council(*rows, member("ANN", "EX"), member("ANN", "SC", "observer"), **YEAR)
    assert told(observing, "scrutiny") == []


def test_an_executive_has_no_substitutes():
    made = body("EX", legal_kind="executive", seats=8)
    few = council(made, member("ANN", "EX", substitutes=("BOB",)), **YEAR)
    assert "EX Board has substitutes for Councillor Ann" in the_one(few, "substitutes").message
    many = council(made, *seats(5, "EX", substitutes=("BOB",)), **YEAR)
    assert "substitutes for 5 members" in the_one(many, "substitutes").message
    assert told(council(made, *seats(5, "EX"), **YEAR), "substitutes") == []


def test_a_council_that_ends_within_its_calendar_is_told():
    problem = council(body(), **{**YEAR, "authority": "Guildford Borough Council"})
    found = the_one(problem, "reorganisation")
    assert found.message.startswith("Guildford Borough Council may end on Thursday 1 April 2027, and the calendar")
    before = council(body(), **{**YEAR, "authority": "Guildford Borough Council", "end_date": "2027-03-31"})
    assert told(before, "reorganisation") == []
    other = council(body(), **{**YEAR, "authority": "Anytown Metropolitan District Council", "end_date": "2028-05-01"})
    assert told(other, "reorganisation") == []


def test_a_waiver_is_kept_with_its_warning():
    answer = LawWaiver("notice", "Standing orders of 1985", "GB", "Monitoring Officer")
    rows = [
        body("GB", legal_kind="committee", notice_clear_days=3),
        body("HB", legal_kind="committee", notice_clear_days=3),
    ]
    problem = council(*rows, answer, **YEAR)
    first, second = told(problem, "notice")
    assert (first.waived, second.waived) == (answer, None)
    assert unanswered(told(problem, "notice")) == (second,)
    general = LawWaiver("notice", "For all of them")
    first, second = told(council(*rows, general, answer, **YEAR), "notice")
    assert (first.waived, second.waived) == (answer, general)


def test_a_waiver_that_answers_nothing_is_known():
    idle, later = LawWaiver("scrutiny", "Nobody"), LawWaiver("presiding", "Chosen on the day")
    problem = council(body("GB", legal_kind="committee"), idle, later, **YEAR)
    assert idle_waivers(problem) == (idle,)
    assert idle_waivers(council(body(), **YEAR)) == ()


def test_warnings_speak_of_matters_that_have_rows():
    assert {matter for concern in CONCERNS for matter in concern.matters} <= set(MATTERS)
    assert all(row.matter in MATTERS for row in ROWS)
