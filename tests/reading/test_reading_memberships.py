"""Contradictions of seats and of rows that seat another body's members, and quorums that are lost."""

import pytest
from raw_council import SOUND, body, fault_places, faults_of, raw, rows_of

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.reading import validated
from scheduler.reading.parsing import parse

BOARDS = [body(), body(body="ASM", name="Assembly"), body(body="SUM", name="Summit")]


def warned(**tables: object) -> list[tuple[str, int | None, str | None, str]]:
    warnings = parse(raw(**tables))[1]  # type: ignore[arg-type] # the tables of `raw`
    return [(one.table, one.row, one.column, one.message) for one in warnings if one.table == "memberships"]


def seats_on(problem: Problem, code: str) -> list[tuple[str, str | None]]:
    return [(row.person, row.members_of) for row in problem.memberships_of_body[code]]


def test_a_row_seats_the_members_of_another_body() -> None:
    rows = rows_of("person=ANN | body=GB", "person=BOB | body=GB", "body=ASM | members_of=gb", "person=CAT | body=SUM")
    problem, _ = parse(raw(bodies=BOARDS, memberships=rows))
    assert seats_on(problem, "ASM") == [("ANN", "GB"), ("BOB", "GB")]
    again, _ = validated(problem)
    assert again.memberships == problem.memberships
    assert seats_on(again, "ASM") == seats_on(problem, "ASM")


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (("person=ANN | body=ASM | members_of=GB",), [("memberships", 3, "members_of")]),
        (("body=ASM",), [("memberships", 3, "person")]),
        (("body=ASM | members_of=ASM",), [("memberships", 3, "members_of")]),
        (("body=ASM | members_of=NONE",), [("memberships", 3, "members_of")]),
        (("body=ASM | members_of=SUM", "body=SUM | members_of=ASM"), [("memberships", 4, "members_of")]),
        (("body=ASM | members_of=SUM", "body=SUM | members_of=GB"), []),
    ],
)
def test_a_row_has_a_person_or_a_body_and_no_circle(rows: tuple[str, ...], places: list[tuple[str, int, str]]) -> None:
    found = fault_places(bodies=BOARDS, memberships=rows_of("person=ANN | body=GB", *rows))
    assert found == places


def test_a_circle_is_told_with_its_bodies() -> None:
    rows = rows_of("body=ASM | members_of=SUM", "body=SUM | members_of=GB", "body=GB | members_of=ASM")
    (fault,) = faults_of(raw(bodies=BOARDS, memberships=rows))
    assert fault.message == "the bodies seat one another's members in a circle: GB → ASM → SUM → GB"


def test_a_table_that_names_nobody_is_one_fault() -> None:
    rows = rows_of("body=GB", "body=ASM")
    assert faults_of(raw(bodies=BOARDS[:2], memberships=rows)) == (
        Fault(
            "memberships",
            1,
            "person",
            "nobody is named: the column person is missing or blank",
            "Write the heading person in row 1, and fill in the column.",
        ),
    )


@pytest.mark.parametrize(("seats", "places"), [(2, [("bodies", 2, "seats")]), (3, []), (9, [])])
def test_more_voting_members_than_seats_are_a_fault(seats: int, places: list[tuple[str, int, str]]) -> None:
    assert fault_places(bodies=[body(seats=seats)]) == places


def test_too_few_seats_are_told_with_the_day() -> None:
    rows = rows_of("person=ANN | body=GB", "person=BOB | body=GB | start_date=2016-02-01")
    (fault,) = faults_of(raw(bodies=[body(seats=1)], memberships=rows))
    assert fault.message == "GB has 1 seat, and on Monday 1 February 2016 2 voting members"


@pytest.mark.parametrize(
    ("quorum", "seats", "faulty"), [("50%", 7, True), ("50%", 6, False), ("25%", None, False), ("1/4", 12, False)]
)
def test_a_share_is_of_the_seats_and_never_more_than_the_members(
    quorum: str, seats: int | None, *, faulty: bool
) -> None:
    places = fault_places(bodies=[body(quorum=quorum, seats=seats)])
    assert places == ([("bodies", 2, "quorum")] if faulty else [])


def test_members_of_another_body_make_up_a_quorum() -> None:
    rows = rows_of("person=ANN | body=GB", "person=BOB | body=GB", "body=ASM | members_of=GB")
    bodies = [body(), body(body="ASM", name="Assembly", quorum=2)]
    assert fault_places(bodies=bodies, memberships=rows) == []
    bodies[1] = body(body="ASM", name="Assembly", quorum=3)
    assert fault_places(bodies=bodies, memberships=rows) == [("bodies", 3, "quorum")]


def test_a_row_with_a_fault_may_seat_as_many_as_a_quorum_needs() -> None:
    rows = rows_of("person=ANN | body=GB", "body=ASM | members_of=NONE", "body=ASM | members_of=GB")
    bodies = [body(), body(body="ASM", name="Assembly", quorum=3)]
    assert fault_places(bodies=bodies, memberships=rows) == [("memberships", 3, "members_of")]


LEAVING = (
    "person=ANN | body=GB | role=chair",
    "person=BOB | body=GB",
    "person=CAT | body=GB | end_date=2015-12-31",
    "person=DAN | body=GB | end_date=2015-12-31",
)
LOST = (
    "Councillor Cat and Councillor Dan leave GB on Thursday 31 December 2015: from Friday 1 January 2016 only 2 voting "
    "members are left, and its quorum is 3"
)


def test_a_quorum_that_is_lost_is_told_where_memberships_end() -> None:
    bodies = [body(quorum=3)]
    assert warned(bodies=bodies, memberships=rows_of(*LEAVING)) == [("memberships", 4, "end_date", LOST)]
    seats = [body(quorum="1/4", seats=12)]
    assert warned(bodies=seats, memberships=rows_of(*LEAVING)) == [("memberships", 4, "end_date", LOST)]


@pytest.mark.parametrize(
    ("bodies", "more"),
    [
        ([body(quorum=2)], ()),
        ([body(quorum=3, end_date="2015-12-31")], ()),
        ([body(quorum=3, meetings_min=None, meetings_max=None)], ()),
        ([body()], ()),
    ],
)
def test_a_quorum_that_is_not_lost_is_not_told(bodies: list[dict[str, object]], more: tuple[str, ...]) -> None:
    assert warned(bodies=bodies, memberships=rows_of(*LEAVING, *more)) == []


def test_a_quorum_that_is_made_up_again_is_not_told() -> None:
    rows = rows_of(*LEAVING[:2], LEAVING[2], "person=DAN | body=GB | start_date=2016-02-01")
    assert warned(bodies=[body(quorum=3)], memberships=rows) == []


def test_one_who_leaves_alone_is_told_so_and_through_another_body_at_its_row() -> None:
    rows = rows_of(*LEAVING[:3], "body=ASM | members_of=GB")
    bodies = [body(), body(body="ASM", name="Assembly", quorum=3)]
    message = (
        "Councillor Cat leaves ASM on Thursday 31 December 2015: from Friday 1 January 2016 only 2 voting members are "
        "left, and its quorum is 3"
    )
    assert warned(bodies=bodies, memberships=rows) == [("memberships", 5, "members_of", message)]


def test_two_rows_for_one_person_under_two_codes_are_warned_of() -> None:
    people = [*SOUND["people"], {"person": "X9", "name": "Cllr Ann"}]
    warnings = parse(raw(people=people))[1]
    assert [(one.table, one.row, one.column) for one in warnings] == [("people", 6, "person")]
