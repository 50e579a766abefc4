"""Who sits on a body as a member of another, and when; every day is held against the rows by themselves."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from builders import absence, body, council, day, member, person
from rounds import rounds

from scheduler.domain.changes import join, leave, name_substitutes
from scheduler.domain.members_of import seated
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import (
    JOIN,
    LEAVE,
    SUBSTITUTE,
    SeatChange,
    amendments,
    with_changes,
    with_nominations,
)
from scheduler.domain.viability import SUBSTITUTE_NAMED, Nomination
from scheduler.errors import CannotChange

CODES = ("A", "B", "C")
DAYS = [day(f"2015-11-{number}") for number in range(10, 23)]
MAY, JUNE, JULY = "2016-05-01", "2016-06-01", "2016-07-01"


def all_of(source: str, of: str, role: str = "member", **fields: object) -> Membership:
    """Make a row that seats the voting members of a body on another."""
    return replace(member("", of, role, **fields), members_of=source)


def there(problem: Problem, of: str, on: str = MAY) -> list[tuple[str, str, str | None]]:
    return [(row.person, row.role, row.members_of) for row in problem.memberships_on(of, day(on))]


BOARD = (
    member("ANN", "GB", "chair"),
    member("BOB", "GB", end_date="2016-05-31"),
    member("CAT", "GB", start_date=JUNE),
    member("DEE", "GB", "adviser"),
)


def test_every_voting_member_on_the_day_has_a_seat_with_the_rows_own_role() -> None:
    problem = council(body("GB"), body("ASM"), *BOARD, all_of("GB", "ASM", "co_opted", attendance="optional"))
    assert there(problem, "ASM") == [("ANN", "co_opted", "GB"), ("BOB", "co_opted", "GB")]
    assert there(problem, "ASM", JUNE) == [("ANN", "co_opted", "GB"), ("CAT", "co_opted", "GB")]
    assert {(row.voting, row.attendance) for row in problem.memberships_of_body["ASM"]} == {(False, "optional")}
    assert len(problem.memberships) == len(BOARD) + 1


def test_whoever_has_a_row_of_their_own_keeps_it_while_it_is_in_force() -> None:
    own = member("ANN", "ASM", "chair", start_date=MAY, end_date="2016-05-31")
    problem = council(body("GB"), body("ASM"), *BOARD, own, all_of("GB", "ASM", start_date="2016-04-01"))
    assert there(problem, "ASM", "2016-03-31") == []
    assert there(problem, "ASM", "2016-04-30") == [("ANN", "member", "GB"), ("BOB", "member", "GB")]
    assert there(problem, "ASM", MAY) == [("ANN", "chair", None), ("BOB", "member", "GB")]
    assert there(problem, "ASM", JUNE) == [("ANN", "member", "GB"), ("CAT", "member", "GB")]


def test_a_seat_through_two_rows_is_one_and_nobody_is_their_own_substitute() -> None:
    rows = (
        *BOARD,
        member("ANN", "HWB"),
        all_of("GB", "ASM", substitutes=("ANN", "SUE")),
        all_of("HWB", "ASM", "chair"),
    )
    problem = council(body("GB"), body("HWB"), body("ASM"), *rows)
    assert there(problem, "ASM", MAY) == [("ANN", "member", "GB"), ("BOB", "member", "GB")]
    assert [row.substitutes for row in problem.memberships_on("ASM", day(MAY))] == [("SUE",), ("ANN", "SUE")]


def test_members_of_members_sit_there_too_and_a_circle_ends() -> None:
    rows = (*BOARD, all_of("GB", "ASM"), all_of("ASM", "SUM"), all_of("SUM", "ASM"), member("EVE", "SUM"))
    problem = council(body("GB"), body("ASM"), body("SUM"), *rows)
    assert {who for who, _, _ in there(problem, "SUM")} == {"ANN", "BOB", "EVE"}
    assert {who for who, _, _ in there(problem, "ASM")} == {"ANN", "BOB", "EVE"}


def on_the_day(rows: list[Membership], of: str, on: date, above: tuple[str, ...] = ()) -> dict[str, Membership]:
    """Return by person the row through which they sit on a body on a day, from the words of the contract alone."""
    in_force = [row for row in rows if row.body == of and row.in_force_on(on)]
    found = {row.person: row for row in in_force if row.person}
    for row in in_force:
        if row.members_of is not None and row.members_of not in (of, *above):
            for who, through in on_the_day(rows, row.members_of, on, (*above, of)).items():
                if through.voting:
                    found.setdefault(who, row)
    return found


def some_rows(chance: Random) -> list[Membership]:
    """Return people on three bodies for some days each, and rows that seat those of one on a later one."""
    rows = []
    for place, code in enumerate(CODES):
        for who in ("ANN", "BOB", "CAT"):
            begin, end = sorted(chance.sample(DAYS, 2))
            fields = {"start_date": begin, "end_date": end}
            if chance.random() < 0.6:
                rows.append(member(who, code, chance.choice(("chair", "member", "adviser")), **fields))
        others = [other for other in CODES[:place] if chance.random() < 0.7]
        rows += [all_of(other, code, chance.choice(("member", "observer"))) for other in others]
    chance.shuffle(rows)
    return rows


@pytest.mark.parametrize("seed", range(rounds(30)))
def test_random_rows_seat_on_each_day_whom_their_words_seat(seed: int) -> None:
    rows = some_rows(Random(seed))  # noqa: S311 - the same rows every time
    found = seated(rows)
    for on in DAYS:
        for code in CODES:
            today = [row for row in found if row.body == code and row.in_force_on(on)]
            roles = {who: row.role for who, row in on_the_day(rows, code, on).items()}
            assert len({row.person for row in today}) == len(today)
            assert {row.person: row.role for row in today} == roles


COUNCIL = council(body("GB"), body("ASM"), *BOARD, person("SUE"), person("TOM"), all_of("GB", "ASM"))


def test_who_leaves_the_body_they_come_of_leaves_and_who_joins_it_joins() -> None:
    assert there(leave(COUNCIL, "ANN", "GB"), "ASM") == [("BOB", "member", "GB")]
    assert [who for who, _, _ in there(join(COUNCIL, "SUE", "GB"), "ASM")] == ["ANN", "BOB", "SUE"]


def test_nobody_leaves_a_body_on_which_they_sit_as_a_member_of_another() -> None:
    with pytest.raises(CannotChange) as caught:
        leave(COUNCIL, "ANN", "ASM")
    assert caught.value.message == "Councillor Ann sits on ASM Board as a member of GB Board"
    assert caught.value.remedy == "Let them leave GB instead."


def test_who_sits_there_already_may_have_a_row_of_their_own_with_another_role() -> None:
    assert ("ANN", "chair", None) in there(join(COUNCIL, "ANN", "ASM", "chair"), "ASM")
    with pytest.raises(CannotChange, match="Councillor Ann is a member of ASM Board already"):
        join(COUNCIL, "ANN", "ASM")


def test_a_substitute_of_one_who_sits_through_another_body_makes_a_row_of_their_own() -> None:
    after = name_substitutes(COUNCIL, "ANN", "ASM", ("SUE",), day(JUNE))
    assert {(row.person, row.substitutes, row.members_of) for row in after.memberships_on("ASM", day(JULY))} == {
        ("ANN", ("SUE",), None),
        ("CAT", (), "GB"),
    }
    assert there(after, "ASM", MAY) == [("ANN", "member", "GB"), ("BOB", "member", "GB")]
    always = name_substitutes(COUNCIL, "CAT", "ASM", ("SUE",))
    assert [row.start_date for row in always.memberships if row.person == "CAT" and row.body == "ASM"] == [day(JUNE)]


def test_the_row_stays_one_row_when_memberships_change() -> None:
    changes = (
        SeatChange(JOIN, "TOM", "GB"),
        SeatChange(LEAVE, "BOB", "GB"),
        SeatChange(SUBSTITUTE, "ANN", "ASM", substitutes=("SUE",)),
    )
    (seats,) = amendments(COUNCIL, with_changes(COUNCIL, changes))
    assert (seats.changed, seats.cleared) == ({}, (1,))
    assert seats.added == (
        (None, {"person": "TOM", "body": "GB"}),
        (None, {"person": "ANN", "body": "ASM", "substitute": "SUE"}),
    )


def test_a_row_of_ones_own_that_is_made_of_another_bodys_says_its_vote_and_attendance() -> None:
    problem = council(
        body("GB"), body("ASM"), *BOARD, person("SUE"), all_of("GB", "ASM", voting=False, attendance="optional")
    )
    (seats,) = amendments(problem, with_changes(problem, [SeatChange(SUBSTITUTE, "ANN", "ASM", substitutes=("SUE",))]))
    cells = {"person": "ANN", "body": "ASM", "voting": "no", "attendance": "optional", "substitute": "SUE"}
    assert seats.added == ((None, cells),)


def test_a_nomination_for_one_who_sits_through_another_body_holds_on_its_day() -> None:
    nominated = with_nominations(COUNCIL, [Nomination(SUBSTITUTE_NAMED, "ANN", "ASM", "SUE")], day(MAY))
    assert {(row.person, row.substitutes) for row in nominated.memberships_on("ASM", day(MAY))} == {
        ("ANN", ("SUE",)),
        ("BOB", ()),
    }


def test_they_count_for_quorum_and_seats_and_are_kept_from_meetings_like_all_others() -> None:
    problem = council(body("GB"), body("ASM", quorum=2), *BOARD, all_of("GB", "ASM"), absence("person", "ANN", MAY))
    assert problem.voting_members("ASM", day(MAY)) == problem.quorum_on("ASM", day(MAY)) == 2
    assert problem.seats_needed("ASM", day(MAY)) == 2
    assert problem.is_member("BOB", "ASM", day(MAY))
