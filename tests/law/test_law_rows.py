"""The rows of law: one of them answers each question, and what they say is what the instruments say."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from builders import council

from scheduler.domain.tables import LEGAL_KINDS
from scheduler.law.row import CERTAIN, CHECK, ENGLAND, NATIONS, NORTHERN_IRELAND, SCOTLAND, WALES
from scheduler.law.rows import EDITION, MATTERS, ROWS, in_force, law_of

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("matter", "nation", "authority", "kind", "number"),
    [
        ("notice", ENGLAND, "principal", "committee", 5),
        ("notice", ENGLAND, "principal", "full_council", 5),
        ("notice", ENGLAND, "partnership", "health_and_wellbeing_board", 5),
        ("notice", ENGLAND, "combined", "combined_authority", 5),
        ("notice", ENGLAND, "parish", "parish_council", 3),
        ("notice", ENGLAND, "parish", "committee", 3),
        ("notice", ENGLAND, "principal", "parish_council", 3),
        ("notice", WALES, "principal", "committee", 3),
        ("notice", WALES, "parish", "parish_council", 3),
        ("notice", SCOTLAND, "principal", "planning_committee", 3),
        ("notice", NORTHERN_IRELAND, "principal", "full_council", 5),
        ("key_decision", ENGLAND, "principal", "executive", 28),
        ("private_meeting_again", ENGLAND, "principal", "executive", 5),
        ("call_in", ENGLAND, "combined", "combined_authority", 10),
        ("quorum", ENGLAND, "principal", "full_council", Fraction(1, 4)),
        ("quorum", ENGLAND, "parish", "parish_council", Fraction(1, 3)),
        ("quorum", ENGLAND, "principal", "committee", None),
        ("planning_size", ENGLAND, "principal", "planning_committee", 13),
        ("licensing_size", WALES, "principal", "licensing_committee", 15),
        ("absence", ENGLAND, "principal", "", 6),
        ("polling_day", ENGLAND, "principal", "", 1),
        ("retirement", ENGLAND, "parish", "", 4),
        ("annual_meeting", ENGLAND, "principal", "full_council", 21),
        ("annual_meeting_day", ENGLAND, "principal", "full_council", 8),
        ("annual_meeting", ENGLAND, "parish", "parish_council", 14),
        ("council_tax", ENGLAND, "principal", "full_council", 11),
        ("pre_election", ENGLAND, "principal", "", 25),
    ],
)  # fmt: skip
def test_a_matter_has_the_number_of_its_instrument(matter, nation, authority, kind, number):
    row = in_force(matter, nation, authority, kind, TODAY)
    assert row is not None
    assert row.number == number


@pytest.mark.parametrize(
    ("matter", "nation", "kind"),
    [("notice", ENGLAND, "informal"), ("planning_size", SCOTLAND, "planning_committee"), ("notice", ENGLAND, "")],
)
def test_the_law_is_silent(matter, nation, kind):
    assert in_force(matter, nation, "principal", kind, TODAY) is None


def test_a_law_holds_from_its_first_day():
    day = date(2026, 10, 31)
    asked = ("planning_size", ENGLAND, "principal", "planning_committee")
    assert in_force(*asked, day - timedelta(days=1)) is None
    assert in_force(*asked, day).number == 13


def test_members_could_be_there_remotely_while_the_pandemic_lasted():
    asked = ("remote_attendance", ENGLAND, "principal", "committee")
    units = [in_force(*asked, day).unit for day in (date(2020, 4, 3), date(2020, 4, 4), date(2021, 5, 6), TODAY)]
    assert units == ["in person", "remotely too", "remotely too", "in person"]


def test_members_in_wales_could_be_there_remotely_from_the_day_of_the_act():
    asked = ("remote_attendance", WALES, "principal", "committee")
    assert in_force(*asked, date(2021, 4, 30)) is None
    assert in_force(*asked, date(2021, 5, 1)).unit == "remotely too"


def test_no_two_rows_answer_one_question():
    for one, other in combinations(ROWS, 2):
        if one.matter != other.matter or one.names or other.names:
            continue
        both = (
            set(one.nations) & set(other.nations)
            and set(one.authorities) & set(other.authorities)
            and set(one.kinds or [""]) & set(other.kinds or [""])
        )
        first = max(one.start_date or date.min, other.start_date or date.min)
        last = min(one.end_date or date.max, other.end_date or date.max)
        assert not both or first > last, (one.key, other.key)


def test_every_row_is_whole():
    for row in ROWS:
        assert all((row.says, row.for_whom, row.instrument, row.nations, row.authorities)), row.key
        assert set(row.nations) <= set(NATIONS), row.key
        assert set(row.kinds) <= set(LEGAL_KINDS) - {"informal"}, row.key
        assert row.certainty in (CERTAIN, CHECK), row.key
        assert row.checked_on <= EDITION, row.key
        assert (row.start_date or date.min) <= (row.end_date or date.max), row.key
    assert len({row.key for row in ROWS}) == len(ROWS)
    assert len(MATTERS) == len(set(MATTERS))


def test_the_law_of_a_problem_is_that_of_its_nation_and_authority():
    problem = council(holidays="GB-WLS")
    assert law_of(problem, "notice", "committee", TODAY).number == 3
    assert law_of(problem, "notice", "informal", TODAY) is None
