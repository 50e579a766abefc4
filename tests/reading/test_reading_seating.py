"""What of the table seating can never be: each fault at its cell, all at once."""

import pytest
from raw_council import DAY, SOUND, body, faults_of, raw, rows_of, warning_places

COUNCIL = {
    **DAY,
    "bodies": [body(meetings_min=None, meetings_max=None, meeting_day="DAY", session="MORNING")],
    "memberships": [*SOUND["memberships"], {"person": "DAN", "body": "GB", "substitute": "EVE"}],
    "people": [*SOUND["people"], *({"person": code, "name": code} for code in ("EVE", "FAY"))],
}


def faults(*rows, size=3):
    found = faults_of(raw({"table_size": size}, **COUNCIL, seating=rows_of(*rows)))
    return [(fault.row, fault.column, fault.message) for fault in found if fault.table == "seating"]


def warnings(**tables):
    return [place for place in warning_places({"table_size": 3}, **tables) if place[0] == "seating"]


@pytest.mark.parametrize(
    ("rows", "row", "column", "message"),
    [
        (["person=ANN | with=ANN"], 2, "with", "ANN cannot be seated with themselves"),
        (["person=ANN | apart=ANN"], 2, "apart", "ANN cannot be seated with themselves"),
        (["person=ANN | table=0"], 2, "table", "tables are numbered from 1"),
        (["person=ANN | table=3"], 2, "table", "no lunch has a table 3: it has 2 tables of 3 at most"),
        (["person=ANN | table=1", "person=ANN | table=2"], 3, "table", "ANN is to sit at table 2, and at table 1"),
        (
            ["person=ANN | with=BOB;CAT;DAN"],
            2,
            "with",
            "ANN, BOB, CAT and DAN are to sit at one table, and a table seats 3",
        ),
        (
            ["person=ANN | table=1", "person=BOB | table=2 | with=ANN"],
            3,
            "table",
            "BOB is to sit at table 2, and at table 1 by another row",
        ),
        (
            ["person=ANN | table=1", "person=BOB | table=2", "person=CAT | with=ANN;BOB"],
            4,
            "with",
            "CAT and BOB are to sit together, and at tables 1 and 2",
        ),
        (
            [f"person={one} | table=1" for one in ("ANN", "BOB", "CAT", "DAN")],
            5,
            "table",
            "4 people are to sit at table 1, and it seats 3",
        ),
        (
            ["person=ANN | with=BOB", "person=BOB | with=CAT", "person=CAT | apart=ANN"],
            4,
            "apart",
            "CAT and ANN are never to sit together, and are to sit together, through BOB",
        ),
        (["person=ANN | with=BOB | apart=BOB"], 2, "apart", "ANN and BOB are never to sit together, and are to sit to"),
        (
            ["person=ANN | table=1", "person=BOB | table=1 | apart=ANN"],
            3,
            "apart",
            "BOB and ANN are never to sit together, and both are to sit at table 1",
        ),
    ],
)
def test_what_can_never_be_is_a_fault_at_its_cell(rows, row, column, message):
    ((at, of, said),) = faults(*rows)
    assert (at, of) == (row, column)
    assert said.startswith(message)


def test_every_fault_is_told_at_once():
    rows = ("person=ANN | with=ANN", "person=BOB | table=9", "person=NOBODY | table=1", "table=2")
    assert [(row, column) for row, column, _ in faults(*rows)] == [
        (2, "with"),
        (3, "table"),
        (4, "person"),
        (5, "person"),
    ]


def test_who_may_be_at_a_lunch_has_any_table_that_there_can_be():
    rows = ("person=ANN | table=2", "person=EVE | with=ANN", "person=DAN | apart=ANN;BOB")
    assert faults(*rows) == []


def test_who_is_at_no_lunch_or_asks_for_nothing_is_a_warning():
    rows = rows_of("person=FAY | table=1", "person=ANN")
    assert warnings(**COUNCIL, seating=rows) == [("seating", 2, "person"), ("seating", 3, "person")]


def test_members_of_another_body_are_at_the_lunch_of_the_body_that_seats_them():
    council = {
        **COUNCIL,
        "bodies": [*COUNCIL["bodies"], body(body="CAB", name="Cabinet", chair="DAN")],
        "memberships": [
            *COUNCIL["memberships"],
            {"person": "FAY", "body": "CAB"},
            {"members_of": "CAB", "body": "GB"},
        ],
    }
    assert warnings(**council, seating=rows_of("person=FAY | table=1")) == []


def test_a_table_has_a_seat_at_least():
    (fault,) = faults_of(raw({"table_size": 0}, **COUNCIL))
    assert (fault.table, fault.column, fault.message) == ("settings", "value", "a table of no seats")
