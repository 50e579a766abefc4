"""Changes of membership made together: in which order, in which words, and every contradiction at once."""

import pytest
from builders import body, council, day, member, person

from scheduler.domain.changes import join, name_substitutes
from scheduler.domain.seat_changes import JOIN, LEAVE, ROLE, SUBSTITUTE, SeatChange, with_changes
from scheduler.errors import CannotChange, InputFaults

FEBRUARY, MARCH, APRIL = day("2016-02-01"), day("2016-03-01"), day("2016-04-01")
COUNCIL = council(
    body("GB"),
    body("HWB"),
    person("CAT"),
    person("DAN"),
    member("ANN", "GB", "chair"),
    member("BOB", "GB", substitutes=("SUE",)),
)
NEW = person("NEW", name="Councillor New", organisation="Green")


def members(problem, text, of="GB"):
    return [(row.person, row.role, row.substitutes) for row in problem.memberships_on(of, day(text))]


def faults_of(*changes):
    with pytest.raises(InputFaults) as caught:
        with_changes(COUNCIL, changes)
    return [(fault.table, fault.row, fault.column, fault.message, fault.remedy) for fault in caught.value.faults]


def test_one_person_takes_the_seat_of_another_whatever_comes_first():
    changes = SeatChange(JOIN, "CAT", "GB", "chair", FEBRUARY), SeatChange(LEAVE, "ANN", "GB", start=FEBRUARY)
    for order in (changes, changes[::-1]):
        after = with_changes(COUNCIL, order)
        assert members(after, "2016-01-31") == [("ANN", "chair", ()), ("BOB", "member", ("SUE",))]
        assert members(after, "2016-02-01") == [("BOB", "member", ("SUE",)), ("CAT", "chair", ())]


def test_a_member_takes_another_role_on_the_same_day():
    changes = SeatChange(JOIN, "ANN", "GB", "vice_chair", FEBRUARY), SeatChange(LEAVE, "ANN", "GB", start=FEBRUARY)
    assert members(with_changes(COUNCIL, changes), "2016-02-01") == [
        ("BOB", "member", ("SUE",)),
        ("ANN", "vice_chair", ()),
    ]


def test_who_joins_for_a_while_leaves_again():
    changes = SeatChange(LEAVE, "CAT", "GB", start=MARCH), SeatChange(JOIN, "CAT", "GB", start=FEBRUARY)
    after = with_changes(COUNCIL, changes)
    assert [after.is_member("CAT", "GB", on) for on in (day("2016-01-31"), FEBRUARY, day("2016-02-29"), MARCH)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_who_leaves_for_a_while_comes_back():
    changes = SeatChange(JOIN, "ANN", "GB", "chair", APRIL), SeatChange(LEAVE, "ANN", "GB", start=FEBRUARY)
    after = with_changes(COUNCIL, changes)
    assert [after.is_member("ANN", "GB", on) for on in (day("2016-01-31"), MARCH, APRIL)] == [True, False, True]


def test_substitutes_are_named_when_all_have_come_and_gone():
    changes = (
        SeatChange(SUBSTITUTE, "CAT", "GB", start=FEBRUARY, substitutes=("DAN",)),
        SeatChange(JOIN, "CAT", "GB", start=MARCH, substitutes=("SUE",)),
    )
    assert members(with_changes(COUNCIL, changes), "2016-03-01")[-1] == ("CAT", "member", ("SUE", "DAN"))


def test_a_substitute_from_a_day_sits_from_that_day():
    after = name_substitutes(COUNCIL, "BOB", "GB", ("CAT", "SUE"), FEBRUARY)
    assert members(after, "2016-01-31")[-1] == ("BOB", "member", ("SUE",))
    assert members(after, "2016-02-01")[-1] == ("BOB", "member", ("SUE", "CAT"))


def test_a_substitute_without_a_day_always_could():
    after = with_changes(COUNCIL, [SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("CAT",))])
    assert members(after, "2015-11-01")[-1] == ("BOB", "member", ("SUE", "CAT"))


def test_a_substitute_leaves_an_earlier_membership_as_it_was():
    ended = council(
        body("GB"), member("ANN", "GB", end_date="2015-12-31"), member("ANN", "GB", start_date="2016-02-01")
    )
    after = name_substitutes(ended, "ANN", "GB", ("BOB",), day("2016-01-15"))
    assert [row.substitutes for row in after.memberships] == [(), ("BOB",)]


def test_somebody_new_becomes_known():
    change = SeatChange(JOIN, "NEW", "GB", start=FEBRUARY, newcomer=NEW)
    assert with_changes(COUNCIL, [change]).people == {**COUNCIL.people, "NEW": NEW}


def test_every_contradiction_is_told_at_once_at_its_cell():
    table = {"table": "changes"}
    assert faults_of(
        SeatChange(SUBSTITUTE, "ANN", "HWB", substitutes=("CAT",), **table, row=5),
        SeatChange(JOIN, "ANN", "GB", **table, row=2),
        SeatChange(LEAVE, "CAT", "GB", **table, row=3),
        SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("BOB",), **table, row=4),
        SeatChange(JOIN, "CAT", "HWB", substitutes=("CAT",)),
    ) == [
        ("", None, None, "Councillor Cat cannot deputise for themselves", "Name somebody else."),
        (
            "changes", 2, "person", "Councillor Ann is a member of GB Board already",
            "Let them leave it first, or name somebody else.",
        ),
        ("changes", 3, "person", "Councillor Cat is no member of GB Board", "Its members are ANN, BOB."),
        ("changes", 4, "substitute", "Councillor Bob cannot deputise for themselves", "Name somebody else."),
        ("changes", 5, "person", "Councillor Ann is no member of HWB Board", "It has no members."),
    ]  # fmt: skip


def test_changes_that_contradict_each_other_are_told():
    twice = SeatChange(JOIN, "CAT", "GB"), SeatChange(JOIN, "CAT", "GB", "chair", FEBRUARY)
    assert [fault[3] for fault in faults_of(*twice)] == ["Councillor Cat is a member of GB Board already"]
    gone = SeatChange(LEAVE, "ANN", "GB"), SeatChange(SUBSTITUTE, "ANN", "GB", substitutes=("CAT",))
    assert [fault[3] for fault in faults_of(*gone)] == ["Councillor Ann is no member of GB Board"]


@pytest.mark.parametrize("start", [None, FEBRUARY])
def test_a_member_who_stays_is_no_substitute(start):
    change = SeatChange(SUBSTITUTE, "BOB", "GB", start=start, substitutes=("CAT", "ANN"), table="changes", row=2)
    message = "Councillor Ann is a member of GB Board, and so deputises for nobody there"
    assert faults_of(change) == [("changes", 2, "substitute", message, "Name somebody who is no member.")]


def test_a_member_who_leaves_may_be_a_substitute():
    changes = SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("ANN",)), SeatChange(LEAVE, "ANN", "GB", start=FEBRUARY)
    assert members(with_changes(COUNCIL, changes), "2016-02-01") == [("BOB", "member", ("SUE", "ANN"))]


def test_a_member_from_a_later_day_may_be_a_substitute_until_then():
    later = join(COUNCIL, "CAT", "GB", start=MARCH)
    change = SeatChange(SUBSTITUTE, "BOB", "GB", start=FEBRUARY, substitutes=("CAT",))
    assert members(with_changes(later, [change]), "2016-02-01") == [
        ("ANN", "chair", ()),
        ("BOB", "member", ("SUE", "CAT")),
    ]


def test_name_substitutes_of_who_is_no_member_is_refused():
    with pytest.raises(CannotChange, match="Councillor Cat is no member of GB Board"):
        name_substitutes(COUNCIL, "CAT", "GB", ("DAN",))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SeatChange(LEAVE, "ANN", "GB"), "Councillor Ann leaves GB Board."),
        (SeatChange(LEAVE, "ANN", "GB", start=FEBRUARY), "Councillor Ann leaves GB Board from Monday 1 February 2016."),
        (SeatChange(JOIN, "CAT", "GB"), "Councillor Cat joins GB Board."),
        (SeatChange(JOIN, "NEW", "GB", "vice_chair", newcomer=NEW), "Councillor New joins GB Board as vice-chair."),
        (
            SeatChange(JOIN, "CAT", "GB", start=FEBRUARY, substitutes=("DAN",)),
            "Councillor Cat joins GB Board from Monday 1 February 2016, with Councillor Dan to deputise.",
        ),
        (
            SeatChange(SUBSTITUTE, "BOB", "GB", substitutes=("CAT",)),
            "Councillor Cat may deputise for Councillor Bob at GB Board.",
        ),
        (
            SeatChange(ROLE, "BOB", "GB", "vice_chair", FEBRUARY),
            "Councillor Bob is vice-chair of GB Board from Monday 1 February 2016.",
        ),
        (SeatChange(ROLE, "BOB", "GB", "adviser", voting=True), "Councillor Bob is adviser of GB Board, with a vote."),
        (SeatChange(JOIN, "CAT", "GB", voting=False), "Councillor Cat joins GB Board, without a vote."),
    ],
)
def test_a_change_in_words(change, words):
    assert change.words(COUNCIL) == words


def seats(*changes, on="2016-02-01"):
    return [
        (row.person, row.role, row.voting, row.attendance, row.substitutes)
        for row in with_changes(COUNCIL, changes).memberships_on("GB", day(on))
    ]


def test_another_role_from_a_day_keeps_who_deputises_and_what_it_was_before():
    change = SeatChange(ROLE, "BOB", "GB", "vice_chair", FEBRUARY)
    assert members(with_changes(COUNCIL, [change]), "2016-01-31")[-1] == ("BOB", "member", ("SUE",))
    assert seats(change)[-1] == ("BOB", "vice_chair", True, "expected", ("SUE",))


def test_what_followed_from_the_old_role_follows_from_the_new():
    assert seats(SeatChange(ROLE, "BOB", "GB", "clerk"))[-1] == ("BOB", "clerk", False, "required", ("SUE",))
    assert seats(SeatChange(ROLE, "BOB", "GB", "clerk", voting=True))[-1] == (
        "BOB",
        "clerk",
        True,
        "required",
        ("SUE",),
    )
    without = SeatChange(ROLE, "BOB", "GB", "member", voting=False), SeatChange(ROLE, "BOB", "GB", "chair", FEBRUARY)
    assert seats(*without)[-1] == ("BOB", "chair", False, "expected", ("SUE",))
    assert seats(SeatChange(JOIN, "CAT", "GB", voting=False))[-1] == ("CAT", "member", False, "expected", ())


def test_a_role_is_for_members_and_another_than_theirs():
    assert faults_of(SeatChange(ROLE, "CAT", "GB", "chair", table="changes", row=2)) == [
        ("changes", 2, "person", "Councillor Cat is no member of GB Board", "Its members are ANN, BOB.")
    ]
    assert faults_of(SeatChange(ROLE, "ANN", "GB", "chair", table="changes", row=2)) == [
        ("changes", 2, "role", "Councillor Ann is chair of GB Board already", "Choose another role, or clear the row.")
    ]


def test_who_sits_as_a_member_of_another_body_has_a_row_of_their_own_for_another_role():
    through = council(body("GB"), body("HWB"), member("ANN", "GB"), member("", "HWB", members_of="GB"))
    after = with_changes(through, [SeatChange(ROLE, "ANN", "HWB", "chair", FEBRUARY)])
    assert ("ANN", "chair", ()) in members(after, "2016-02-01", of="HWB")


def test_a_membership_that_has_ended_has_no_other_role():
    ended = council(
        body("GB"), member("ANN", "GB", end_date="2015-12-31"), member("ANN", "GB", start_date="2016-02-01")
    )
    after = with_changes(ended, [SeatChange(ROLE, "ANN", "GB", "chair", day("2016-01-15"))])
    assert [row.role for row in after.memberships] == ["member", "chair"]
