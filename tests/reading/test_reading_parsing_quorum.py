"""Quorums that the membership can never meet, as far as the rows that are fine can tell."""

import pytest
from raw_council import SOUND, body, fault_places, faults_of, raw, rows_of

from scheduler.domain.reasons import Fault


@pytest.mark.parametrize(
    ("quorum", "faulty"),
    [(2, False), (3, True)],
)
def test_members_who_follow_one_another_do_not_add_up(quorum: int, faulty: bool) -> None:  # noqa: FBT001 - a parameter
    members = rows_of(
        "person=ANN | body=GB",
        "person=BOB | body=GB | end_date=2016-01-31",
        "person=CAT | body=GB | start_date=2016-02-01",
        "person=DAN | body=GB | role=adviser",
    )
    places = fault_places(bodies=[body(quorum=quorum)], memberships=members)
    assert places == ([("bodies", 2, "quorum")] if faulty else [])


def test_members_outside_the_bodys_life_or_the_calendar_do_not_count() -> None:
    members = rows_of(
        "person=ANN | body=GB",
        "person=BOB | body=GB | end_date=2015-10-31",
        "person=CAT | body=GB | start_date=2016-07-01",
    )
    bodies = [body(quorum=2, end_date="2016-06-30")]
    assert faults_of(raw(bodies=bodies, memberships=members)) == (
        Fault(
            "bodies",
            2,
            "quorum",
            "a quorum of 2, and the body has never more than 1 voting member",
            "Write a smaller number or a share such as 25%, or add the missing members to memberships.",
        ),
    )


def test_a_quorum_rule_counts_who_matches_all_of_it() -> None:
    people = rows_of(
        "person=ANN | name=Ann | category=nhs | organisation=CCG",
        "person=BOB | name=Bob | category=nhs | organisation=Trust",
        "person=CAT | name=Cat",
    )
    rules = rows_of(
        "body=GB | minimum=2 | category=NHS",
        "body=GB | minimum=2 | category=nhs | organisation=ccg",
        "body=GB | minimum=1 | person=ANN | role=chair",
        "body=GB | minimum=1 | person=BOB | role=chair",
    )
    found = faults_of(raw(people=people, quorum_rules=rules))
    assert [(fault.row, fault.message) for fault in found] == [
        (3, "at least 2 of nhs, CCG must be there, and GB has never more than 1 such voting member"),
        (5, "at least 1 of BOB, chair must be there, and GB has never more than 0 such voting members"),
    ]


@pytest.mark.parametrize(
    ("seat", "place"),
    [
        ("person=DAN | body=GX", "body"),
        ("person=DAX | body=GB", "person"),
        ("person=DAN | body=GB | role=boss", "role"),
        ("person=DAN | body=GB | role=adviser | voting=maybe", "voting"),
    ],
)
def test_a_seat_with_a_fault_counts_for_whatever_it_might_be(seat: str, place: str) -> None:
    members = [*SOUND["memberships"], *rows_of(seat)]
    rules = rows_of("body=GB | minimum=4 | role=member", "body=GB | minimum=2 | role=chair")
    places = fault_places(bodies=[body(quorum=4)], memberships=members, quorum_rules=rules)
    assert ("memberships", 5, place) in places
    assert ("bodies", 2, "quorum") not in places


def test_quorums_wait_for_memberships_that_can_be_read() -> None:
    found = raw(bodies=[body(quorum=4)])
    del found.tables["memberships"]
    found.faults.append(Fault("memberships", None, None, "the table memberships is missing", "Add it."))
    assert faults_of(found) == tuple(found.faults)


def test_rules_beyond_counting_are_left_to_the_planner() -> None:
    people = [{"person": f"P{n}", "name": f"Person {n}"} for n in range(2_001)]
    members = [{"person": row["person"], "body": "GB", "role": "adviser"} for row in people]
    rules = rows_of(*["body=GB | minimum=1 | role=chair"] * 150)
    (fault,) = faults_of(raw(people=people, memberships=members, quorum_rules=rules))
    assert fault.message.endswith("(also in rows 3, 4, 5, 6, 7 and 94 more)")


def test_quorums_are_counted_though_the_calendar_is_wrong() -> None:
    places = fault_places({"end_date": "soon", "start_date": None}, bodies=[body(quorum=4)])
    assert places == [("settings", None, "setting"), ("settings", 3, "value"), ("bodies", 2, "quorum")]


def test_rules_of_a_body_that_never_meets_are_not_counted() -> None:
    bodies = [body(meetings_min=None, meetings_max=None)]
    assert fault_places(bodies=bodies, quorum_rules=rows_of("body=GB | minimum=9 | role=chair")) == []
