"""Somebody joins a body or leaves it."""

import pytest
from builders import body, council, day, member, person

from scheduler.domain.changes import join, leave
from scheduler.domain.people import Membership
from scheduler.errors import CannotChange

COUNCIL = council(
    body("GB"),
    body("HWB"),
    person("ANN"),
    person("CAT"),
    member("ANN", "GB", "chair"),
    member("BOB", "GB", substitutes=("ANN",)),
    member("DAN", "HWB", end_date="2015-12-31"),
)


@pytest.mark.parametrize(
    ("role", "voting", "attendance"),
    [("member", True, "expected"), ("vice_chair", True, "expected"), ("clerk", False, "required")],
)
def test_join_gives_a_seat_as_is_usual_for_the_role(role, voting, attendance):
    changed = join(COUNCIL, "CAT", "GB", role)
    assert changed.memberships == (*COUNCIL.memberships, Membership("CAT", "GB", role, voting, attendance))


def test_join_from_a_day_counts_from_that_day():
    changed = join(COUNCIL, "CAT", "GB", start=day("2016-02-01"))
    assert [changed.is_member("CAT", "GB", day(text)) for text in ("2016-01-31", "2016-02-01")] == [False, True]


def test_join_of_a_member_is_refused():
    with pytest.raises(CannotChange, match="Councillor Ann is a member of GB Board already"):
        join(COUNCIL, "ANN", "GB")


def test_join_after_an_earlier_membership_has_ended():
    changed = join(COUNCIL, "DAN", "HWB", start=day("2016-01-01"))
    assert [row.start_date for row in changed.memberships_of_body["HWB"]] == [None, day("2016-01-01")]


def test_leave_takes_the_seat_and_leaves_a_deputy_a_deputy():
    changed = leave(COUNCIL, "ANN", "GB")
    assert [(row.person, row.substitutes) for row in changed.memberships_of_body["GB"]] == [("BOB", ("ANN",))]
    assert "ANN" in changed.people


def test_leave_from_a_day_ends_the_seat_the_day_before():
    changed = leave(COUNCIL, "ANN", "GB", start=day("2016-02-01"))
    assert [changed.is_member("ANN", "GB", day(text)) for text in ("2016-01-31", "2016-02-01")] == [True, False]


def test_leave_from_a_day_takes_a_seat_that_begins_later():
    later = join(COUNCIL, "CAT", "GB", start=day("2016-03-01"))
    assert leave(later, "CAT", "GB", start=day("2016-02-01")).memberships == COUNCIL.memberships


@pytest.mark.parametrize(
    ("who", "of", "start", "remedy"),
    [
        ("CAT", "GB", None, "Its members are ANN, BOB."),
        ("DAN", "HWB", "2016-01-01", "Its members are DAN."),
    ],
)
def test_leave_of_somebody_who_is_no_member_says_who_is(who, of, start, remedy):
    with pytest.raises(CannotChange) as caught:
        leave(COUNCIL, who, of, None if start is None else day(start))
    assert caught.value.remedy == remedy


def test_leave_of_a_body_without_members():
    with pytest.raises(CannotChange, match="It has no members"):
        leave(council(body("GB"), person("ANN")), "ANN", "GB")
