"""Changes of membership as they are typed into a form: by name, half filled, a by-election as one row."""

import pytest
from builders import body, council, day, member, person

from scheduler.domain.people import Person
from scheduler.domain.seat_changes import JOIN, LEAVE, ROLE, SUBSTITUTE, SeatChange
from scheduler.errors import InputFaults
from scheduler.reading.requests.seat_changes_typed import FORM, REPLACE, TypedChange, seat_changes_typed

FEBRUARY = day("2016-02-01")
COUNCIL = council(
    body("GB", name="Growth Board"),
    body("HWB", name="Health Board"),
    body("HWB2", name="Health Board"),
    body("SC", name="Scrutiny"),
    person("ANN", name="Councillor Ann Other", category="councillor", organisation="Green"),
    person("BOB", name="Bob Smith"),
    person("B2", name="Bob Smith"),
    person("CAT", name="Councillor Cat"),
    member("ANN", "GB", "chair"),
    member("ANN", "HWB", "adviser", voting=True),
    member("ANN", "HWB", "adviser", voting=True, start_date="2016-03-01"),
    member("CAT", "GB", voting=False),
    member("", "SC", members_of="GB"),
)


def made(*rows, start=None):
    return seat_changes_typed(COUNCIL, [TypedChange(number, **row) for number, row in enumerate(rows, start=1)], start)


def faults_of(*rows):
    with pytest.raises(InputFaults) as caught:
        made(*rows)
    return [(fault.row, fault.column, fault.message, fault.remedy) for fault in caught.value.faults]


def change(action, who, of, role="member", row=1, **fields):
    return SeatChange(action, who, of, role, table=FORM, row=row, **fields)


def test_each_kind_is_read_by_name_or_code():
    assert made(
        {"kind": "leave", "person": "cllr ann other", "body": "HWB"},
        {"kind": "join", "person": "CAT", "body": "hwb", "role": "chair", "voting": "no", "start": "1 February 2016"},
        {"kind": "role", "person": "Councillor Cat", "body": "Growth Board", "role": "vice_chair"},
        {"kind": "substitute", "person": "ANN", "other": "B2", "body": "GB"},
        {},
        start=day("2015-12-01"),
    ) == (
        change(LEAVE, "ANN", "HWB", start=day("2015-12-01")),
        change(JOIN, "CAT", "HWB", "chair", 2, voting=False, start=FEBRUARY),
        change(ROLE, "CAT", "GB", "vice_chair", 3, start=day("2015-12-01")),
        change(SUBSTITUTE, "ANN", "GB", row=4, substitutes=("B2",), start=day("2015-12-01")),
    )


def test_a_by_election_takes_every_seat_in_the_same_role_with_the_same_vote():
    assert made({"kind": REPLACE, "person": "ANN", "other": "CAT"}) == (
        change(LEAVE, "ANN", "GB"),
        change(JOIN, "CAT", "GB", "chair"),
        change(LEAVE, "ANN", "HWB"),
        change(JOIN, "CAT", "HWB", "adviser", voting=True),
    )


def test_a_by_election_may_be_for_one_body_in_another_role():
    assert made({"kind": REPLACE, "person": "ANN", "other": "CAT", "body": "HWB", "role": "member"}) == (
        change(LEAVE, "ANN", "HWB"),
        change(JOIN, "CAT", "HWB"),
    )
    assert made({"kind": REPLACE, "person": "ANN", "other": "CAT", "body": "GB", "voting": "no"})[1] == change(
        JOIN, "CAT", "GB", "chair", voting=False
    )


def test_somebody_new_has_a_code_of_their_own_and_is_known_to_every_row():
    new = Person("JNEW", "Dr Jo New", "Green", "councillor", "jo@council.example")
    row = {"kind": REPLACE, "person": "ANN", "other": " Dr  Jo New", "body": "GB", "new": True, "organisation": "Green"}
    assert made({"kind": "join", "person": "dr jo new", "body": "HWB"}, {**row, "email": "jo@council.example"}) == (
        change(JOIN, "JNEW", "HWB"),
        change(LEAVE, "ANN", "GB", row=2),
        change(JOIN, "JNEW", "GB", "chair", 2, newcomer=new),
    )


def test_the_same_newcomer_in_two_rows_is_one_person():
    twice = {"kind": "join", "person": "Jo New", "new": True, "category": "officer"}
    first, second = made({**twice, "body": "GB"}, {**twice, "body": "HWB"})
    assert (first.person, first.newcomer) == (second.person, second.newcomer)
    assert first.newcomer == Person("JNEW", "Jo New", None, "officer")


def test_who_joins_may_then_have_a_substitute_or_another_role():
    assert len(made(
        {"kind": "join", "person": "CAT", "body": "HWB"},
        {"kind": "substitute", "person": "CAT", "other": "ANN", "body": "HWB"},
    )) == 2  # fmt: skip


def test_who_sits_as_a_member_of_another_body_may_have_a_substitute_of_their_own():
    (found,) = made({"kind": "substitute", "person": "ANN", "other": "CAT", "body": "SC"})
    assert found.action == SUBSTITUTE


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"kind": "abolish", "person": "ANN"}, ("kind", "“abolish” is no change of membership")),
        ({"kind": "join", "body": "GB"}, ("person", "It is not said who joins")),
        ({"kind": "join", "person": "CAT"}, ("body", "It is not said which body")),
        ({"kind": "join", "person": "CAT", "body": "Growth Bord"}, ("body", "There is no body called “Growth Bord”")),
        ({"kind": "join", "person": "CAT", "body": "Health Board"}, ("body", "There is no body called “Health Board”")),
        ({"kind": "leave", "person": "Councillor Can"}, ("person", "There is nobody called “Councillor Can”")),
        ({"kind": "leave", "person": "Bob Smith"}, ("person", "“Bob Smith” is the name of 2 people")),
        ({"kind": "leave", "person": "B2"}, ("person", "Bob Smith is no member of any body")),
        ({"kind": "leave", "person": "CAT", "body": "HWB"}, ("body", "Councillor Cat is no member of Health Board")),
        ({"kind": "role", "person": "CAT", "body": "HWB", "role": "chair"},
         ("body", "Councillor Cat is no member of Health Board")),
        ({"kind": "role", "person": "CAT", "body": "GB"}, ("role", "It is not said which role they have then")),
        ({"kind": REPLACE, "person": "ANN"}, ("other", "It is not said who comes in their place")),
        ({"kind": "substitute", "person": "ANN", "body": "GB"}, ("other", "It is not said who may deputise")),
        ({"kind": "join", "person": "CAT", "body": "HWB", "role": "king"}, ("role", "“king” is none of the list")),
        ({"kind": "join", "person": "CAT", "body": "HWB", "voting": "maybe"},
         ("voting", "“maybe” is none of the list")),
        ({"kind": "join", "person": "CAT", "body": "HWB", "start": "soon"}, ("start", "“soon” is no date")),
        ({"kind": "join", "person": "", "body": "GB", "new": True}, ("person", "Somebody new needs a name")),
        ({"kind": "join", "person": "Ann Other", "body": "GB", "new": True},
         ("person", "“Ann Other” is known already")),
        ({"kind": "join", "person": "Eve", "body": "GB", "new": True, "email": "nowhere"},
         ("email", "“nowhere” is no e-mail address")),
        ({"kind": "leave", "person": "ANN", "new": True},
         ("new", "Somebody new can neither leave nor have another role")),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_at_its_field(row, fault):
    told = faults_of(row)
    assert [(number, column, message) for number, column, message, _ in told] == [(1, *fault)]


def test_a_fault_says_what_may_be_meant():
    remedies = [remedy for *_, remedy in faults_of(
        {"kind": "join", "person": "Councillor Car", "body": "Growth Bord"},
        {"kind": "join", "person": "Zzz", "body": "Qqq"},
        {"kind": "leave", "person": "Zzz"},
        {"kind": "join", "person": "CAT", "body": "Health Board"},
        {"kind": "leave", "person": "CAT", "body": "HWB"},
    )]  # fmt: skip
    new = "Tick “Somebody new” if they are not in the workbook yet."
    assert remedies == [
        f"Did you mean Councillor Cat? {new}", "Did you mean Growth Board?", new, "Choose one of the list.",
        "Write another name.", "Write the code of the one that is meant: HWB or HWB2.", "They sit on Growth Board",
    ]  # fmt: skip


def test_every_row_is_told_of_at_once():
    assert [
        row for row, *_ in faults_of({"kind": "join", "body": "GB"}, {}, {"kind": "leave", "person": "Nobody"})
    ] == [
        1,
        3,
    ]


def test_nothing_is_no_change():
    assert faults_of({}) == faults_of() == [
        (1, "person", "Nothing is to change yet", "Write who joins, leaves or is replaced.")
    ]  # fmt: skip


def test_to_leave_a_seat_that_comes_of_another_body_is_left_to_the_input_to_refuse():
    assert made({"kind": "leave", "person": "ANN", "body": "SC"}) == (change(LEAVE, "ANN", "SC"),)


def test_a_name_without_end_is_cut():
    assert faults_of({"kind": "join", "person": "x" * 5000, "body": "y" * 5000, "new": True})[0][1] == "person"
