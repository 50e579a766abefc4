"""Codes from names, and what a body is by its name."""

import pytest

from scheduler.reading.imports.codes import body_codes, person_codes
from scheduler.reading.imports.kinds import (
    authority_in,
    authority_kind,
    classification,
    legal_kind,
    title_of,
    without_title,
)

DISTRICT = "Amblethorpe District Council"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Planning Committee", "PC"),
        ("Council", "COUNCIL"),
        ("Cabinet", "CABINET"),
        ("Overview and Scrutiny Committee", "OSC"),
        ("Health & Wellbeing Board", "HWB"),
        ("Scrutiny Panel 1", "SP1"),
        ("Constitutional", "CONST"),
        ("The", "THE"),
        ("Pwyllgor Cynllunio a'r Amgylchedd", "PCAA"),
        ("委員会", "BODY"),
    ],
)
def test_a_body_has_its_initials(name, code):
    assert body_codes([name]) == {name: code}


def test_bodies_of_the_same_initials_have_codes_of_their_own():
    names = ["Planning Committee", "Personnel Committee", "Pensions Committee", "PLANNING committee"]
    codes = body_codes(names)
    assert codes == {
        "Pensions Committee": "PC",
        "Personnel Committee": "PEC",
        "PLANNING committee": "PLC",
        "Planning Committee": "PLAC",
    }
    assert body_codes(reversed(names)) == codes


def test_people_of_the_same_name_are_numbered():
    assert person_codes(["A Ash", "a ash", "A. Ash"]) == {"A Ash": "AASH", "A. Ash": "AASH2", "a ash": "AASH3"}


def test_a_code_that_is_taken_is_given_to_nobody_else():
    assert body_codes(["Planning Committee"], taken=["pc", "PLC"]) == {"Planning Committee": "PLAC"}


def test_when_no_letters_are_left_a_number_follows():
    assert body_codes(["X B", "X-B", "x b"]) == {"X B": "XB", "X-B": "XB2", "x b": "XB3"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Councillor Ann Ash", "AASH"),
        ("Cllr Ann Ash", "AASH"),
        ("Cllr. Dr Siân O'Neill-Hughes", "SHUGHES"),
        ("Director of Public Health", "DPH"),
        ("Mayor", "MAYOR"),
        ("Ann A", "AANNA"),
        ("Cllr Bartholomew Featherstonehaugh", "BFEATHERSTO"),
    ],
)
def test_a_person_has_letter_and_surname_and_a_post_its_initials(name, code):
    assert person_codes([name]) == {name: code}


def test_two_people_of_one_surname_are_told_apart():
    assert person_codes(["Cllr Ann Ash", "Cllr Amy Ash", "Andrew Ash"]) == {
        "Cllr Amy Ash": "AASH",
        "Andrew Ash": "ANASH",
        "Cllr Ann Ash": "ANNASH",
    }


@pytest.mark.parametrize(
    ("name", "kind", "classified"),
    [
        ("Council", "full_council", "council"),
        ("Full Council", "full_council", "council"),
        (DISTRICT, "full_council", "council"),
        ("Cabinet", "executive", "cabinet"),
        ("The Executive", "executive", "cabinet"),
        ("Overview & Scrutiny Committee", "scrutiny_committee", "scrutiny"),
        ("Planning Committee", "planning_committee", "regulatory"),
        ("Development Management Committee", "planning_committee", "regulatory"),
        ("Licensing Sub-Committee", "sub_committee", "sub_committee"),
        ("Licensing Committee", "licensing_committee", "regulatory"),
        ("Audit and Governance Committee", "audit_committee", "committee"),
        ("Standards Committee", "committee", "committee"),
        ("Health and Well-being Board", "health_and_wellbeing_board", "committee"),
        ("Joint Waste Committee", "joint_committee", "joint_committee"),
        ("Parking Task and Finish Group", "informal", "task_and_finish"),
        ("Climate Working Group", "informal", "working_group"),
        ("Member Briefing", "informal", "briefing"),
        ("Tenants' Forum", "informal", "forum"),
        ("Appeals Panel", "", "panel"),
        ("Cabinet Member Decisions", "", ""),
    ],
)
def test_what_a_body_is_by_its_name(name, kind, classified):
    assert legal_kind(name, DISTRICT) == kind
    assert classification(name, kind) == classified


def test_a_parish_has_a_council_of_its_own_kind():
    assert authority_kind("Little Amble Parish Council") == "parish"
    assert legal_kind("Council", "Little Amble Parish Council") == "parish_council"
    assert classification("Council", "parish_council") == "parish"
    assert authority_kind("Amble Valley Combined Authority") == "combined"
    assert authority_kind(DISTRICT) == ""


@pytest.mark.parametrize(
    ("words", "council", "title"),
    [
        ("Annual Council", True, "Annual Meeting"),
        ("Annual Meeting", False, ""),
        ("Budget", True, "Budget"),
        ("Confirmed; Special Meeting", False, "Special Meeting"),
        ("Extraordinary", True, "Extraordinary Meeting"),
        ("Confirmed", True, ""),
    ],
)
def test_what_a_meeting_is_called(words, council, title):
    assert title_of(words, council=council) == title


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Annual Council", "Council"),
        ("Council (Annual Meeting)", "Council"),
        ("Budget Council", "Council"),
        ("Extraordinary Full Council", "Council"),
        ("Extraordinary Meeting", "Council"),
        ("Special Planning Committee", "Planning Committee"),
        ("Planning Committee", None),
        ("Budget", None),
        ("Budget Scrutiny Panel", None),
    ],
)
def test_whose_meeting_a_name_is(name, body):
    assert without_title(name, ["Council", "Planning Committee", name], DISTRICT) == body


@pytest.mark.parametrize(
    ("title", "authority"),
    [
        ("Amblethorpe District Council", DISTRICT),
        ("The Amblethorpe  District Council: Calendar of Meetings 2026/27", DISTRICT),
        ("AMBLETHORPE TOWN COUNCIL\n2026-27", "AMBLETHORPE TOWN COUNCIL"),
        ("London Borough of Ambleford - Timetable", "London Borough of Ambleford"),
        ("Greater Ambleside Combined Authority meetings", "Greater Ambleside Combined Authority"),
        ("Calendar of Meetings 2026/27", ""),
        ("Town Council", ""),
        ("Annual Town Council", ""),
        ("meetings of a district council", ""),
        ("Planning Committee", ""),
    ],
)
def test_the_authority_is_in_the_title_of_a_calendar(title, authority):
    assert authority_in(title) == authority
