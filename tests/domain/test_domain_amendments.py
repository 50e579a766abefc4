"""What has to be written in the tables so that they say what a changed input says."""

from builders import body, council, day, member, person

from scheduler.domain.seat_changes import JOIN, LEAVE, ROLE, SUBSTITUTE, Amendment, SeatChange, amendments, with_changes

FEBRUARY = day("2016-02-01")
JANUARY_END = day("2016-01-31")
COUNCIL = council(
    body("GB"), body("HWB"), person("CAT"), member("ANN", "GB", "chair"), member("BOB", "GB", substitutes=("SUE",))
)


def amended(*changes):
    return amendments(COUNCIL, with_changes(COUNCIL, changes))


def memberships(changed=None, cleared=(), added=()):
    return (Amendment("memberships", changed or {}, cleared, added),)


def test_amendments_of_the_same_input_are_none():
    assert amended() == memberships()


def test_amendments_of_who_leaves_end_or_clear_the_row():
    assert amended(SeatChange(LEAVE, "ANN", "GB", start=FEBRUARY)) == memberships({0: {"end_date": JANUARY_END}})
    assert amended(SeatChange(LEAVE, "BOB", "GB")) == memberships(cleared=(1,))


def test_amendments_of_who_joins_add_a_row_that_says_only_what_is_not_usual():
    assert amended(SeatChange(JOIN, "CAT", "GB")) == memberships(added=((None, {"person": "CAT", "body": "GB"}),))
    cells = {"person": "CAT", "body": "GB", "role": "clerk", "substitute": "ANN;SUE", "start_date": FEBRUARY}
    change = SeatChange(JOIN, "CAT", "HWB", "clerk", FEBRUARY, ("ANN", "SUE"))
    assert amended(change) == memberships(added=((None, {**cells, "body": "HWB"}),))


def test_amendments_of_who_joins_for_a_while_say_both_days():
    changes = SeatChange(JOIN, "CAT", "GB"), SeatChange(LEAVE, "CAT", "GB", start=FEBRUARY)
    cells = {"person": "CAT", "body": "GB", "end_date": JANUARY_END}
    assert amended(*changes) == memberships(added=((None, cells),))


def test_amendments_of_a_substitute_change_the_row_or_add_a_copy_of_it():
    assert amended(SeatChange(SUBSTITUTE, "ANN", "GB", substitutes=("CAT",))) == memberships({0: {"substitute": "CAT"}})
    assert amended(SeatChange(SUBSTITUTE, "BOB", "GB", start=FEBRUARY, substitutes=("CAT",))) == memberships(
        {1: {"end_date": JANUARY_END}}, added=((1, {"substitute": "SUE;CAT", "start_date": FEBRUARY}),)
    )


def test_amendments_of_who_comes_back_copy_the_row_and_clear_its_substitutes():
    changes = SeatChange(LEAVE, "BOB", "GB", start=FEBRUARY), SeatChange(JOIN, "BOB", "GB", start=day("2016-04-01"))
    assert amended(*changes) == memberships(
        {1: {"end_date": JANUARY_END}}, added=((1, {"substitute": None, "start_date": day("2016-04-01")}),)
    )


def test_amendments_of_a_newcomer_come_with_a_row_of_people():
    new = person("NEW", name="Councillor New", category="councillor", email="new@council.example")
    people, seats = amended(SeatChange(JOIN, "NEW", "GB", newcomer=new))
    cells = {"person": "NEW", "name": "Councillor New", "category": "councillor", "email": "new@council.example"}
    assert (people, seats.table) == (Amendment("people", {}, (), ((None, cells),)), "memberships")


def test_amendments_of_another_role_end_the_row_and_add_one_that_says_what_is_not_usual():
    change = SeatChange(ROLE, "BOB", "GB", "adviser", FEBRUARY, voting=True)
    cells = {
        "person": "BOB", "body": "GB", "role": "adviser", "voting": "yes", "substitute": "SUE", "start_date": FEBRUARY
    }  # fmt: skip
    assert amended(change) == memberships({1: {"end_date": JANUARY_END}}, added=((None, cells),))
