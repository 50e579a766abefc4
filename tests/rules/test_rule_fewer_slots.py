from dataclasses import replace

import pytest
from builders import (
    absence,
    body,
    calendar,
    council,
    fixed,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    reports,
    room,
    session,
)

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import meeting_day as rule

TITLE = "DAY Day on Thursday 19 November 2015"
ROOMS = (room("CR1"), room("CR2"), room("CR3"))


def board(code: str, **fields: object) -> object:
    return body(code, meeting_day="DAY", session="AM", **{"duration_minutes": 60, **fields})


def a_council(*rows: object, rooms: tuple[object, ...] = ROOMS, **settings: object) -> Problem:
    """Three boards of an hour each in a morning of three, told to sit together where that is viable."""
    return council(meeting_day("DAY"), session("AM"), *(board(code) for code in "ABC"), *rooms, *rows, **settings)


def found(problem: Problem, *others: Meeting, starts: dict[str, str] | None = None, **fields: object) -> list[str]:
    """Return what is said of a plan whose boards sit one after another in one room, unless told otherwise."""
    times = {"A": "09:00", "B": "10:00", "C": "11:00"} if starts is None else starts
    boards = [meeting(problem, code, start=start, **fields) for code, start in times.items()]
    plan = calendar(problem, occurrence(problem), *boards, *others)
    return [breach.message for breach in rule.breaches(problem, plan)]


def told(slots: int, *groups: str) -> list[str]:
    return [f"{TITLE}: its session AM takes {slots} slots, and {len(groups)} would do: {', then '.join(groups)}."]


TOGETHER = told(3, "A Board, B Board and C Board")


def test_fewer_slots_than_three_where_boards_share_nobody() -> None:
    problem = a_council(member("ANN", "A"), member("BOB", "B"), member("CAT", "C"))
    boards = [meeting(problem, code, start=start) for code, start in (("A", "09:00"), ("B", "10:00"), ("C", "11:00"))]
    plan = calendar(problem, occurrence(problem), *boards)
    (breach,) = rule.breaches(problem, plan)
    assert breach == Breach(
        "meeting_day", TOGETHER[0], bodies=("A", "B", "C"), rooms=("CR1",), dates=(plan.meetings[0].date,)
    )


def test_fewer_slots_than_one_are_never_asked_for() -> None:
    problem = a_council()
    assert found(problem, starts={"A": "09:00", "B": "09:00", "C": "09:00"}) == []


def test_fewer_slots_of_a_staggered_session_are_not_asked_for() -> None:
    problem = council(meeting_day("DAY"), session("AM", arrangement="staggered"), *(board(code) for code in "ABC"))
    assert found(problem) == []


def test_fewer_slots_are_none_where_somebody_required_sits_on_all_boards() -> None:
    problem = a_council(*(member("ANN", code, attendance="required") for code in "ABC"))
    assert found(problem) == []


def test_fewer_slots_where_a_substitute_is_named_for_whom_all_boards_require() -> None:
    problem = a_council(
        member("ANN", "A", attendance="required"),
        *(member("ANN", code, attendance="required", substitutes=(f"SUB{code}",)) for code in "BC"),
    )
    assert found(problem) == TOGETHER


def test_fewer_slots_that_are_not_all_in_one() -> None:
    problem = a_council(*(member("ANN", code, attendance="required") for code in "AB"), member("CAT", "C"))
    (message,) = found(problem)
    assert message in told(3, "A Board and C Board", "B Board") + told(3, "A Board", "B Board and C Board") + told(
        3, "B Board", "A Board and C Board"
    )


def test_fewer_slots_are_none_where_a_quorum_would_be_lost() -> None:
    people = [member(who, code) for code in "ABC" for who in ("ANN", "BOB")]
    problem = a_council(*(board(code, quorum=2) for code in "ABC"), *people)
    assert found(problem) == []


def test_fewer_slots_where_the_quorum_can_be_split() -> None:
    people = [member(who, code) for code in "ABC" for who in ("ANN", "BOB", "CAT")]
    assert found(a_council(*people, *(board(code, quorum=1) for code in "ABC"))) == TOGETHER


def test_fewer_slots_are_none_where_a_composite_quorum_would_be_lost() -> None:
    people = [member(who, code) for code in "ABC" for who in ("NURSE", f"X{code}")]
    rules = [QuorumRule(code, 1, category="nhs") for code in "ABC"]
    boards = [board(code, quorum=1) for code in "ABC"]
    assert found(a_council(*people, *rules, *boards, person("NURSE", category="nhs"))) == []


def test_fewer_slots_are_none_where_one_person_presides_over_all() -> None:
    people = [member(who, code, role) for code in "ABC" for who, role in (("ANN", "chair"), (f"X{code}", "member"))]
    assert found(a_council(*people, *(board(code, quorum=1, presiding="chair") for code in "ABC"))) == []


def test_fewer_slots_count_whoever_is_away_as_away() -> None:
    people = [member("ANN", "A"), member("BOB", "B"), member("CAT", "C")]
    away = absence("person", "BOB", "2015-11-19 09:00", "2015-11-19 09:30")
    assert found(a_council(*people, away), starts={"A": "09:00", "B": "10:00", "C": "11:00"}) == []


@pytest.mark.parametrize(
    ("start", "venue", "silent"),
    [
        ("08:00", "Town Hall", True),
        ("07:00", "Town Hall", False),
        ("07:00", "Library", True),
        ("12:00", "Library", True),
    ],
)
def test_fewer_slots_count_whoever_sits_elsewhere_as_taken(start: str, venue: str, *, silent: bool) -> None:
    """A meeting of two hours outside the day holds the only member of a board; the way there counts."""
    problem = a_council(
        member("ANN", "A"),
        member("BOB", "B"),
        member("CAT", "C"),
        body("X"),
        member("BOB", "X"),
        room("X1", venue=venue),
    )
    other = meeting(problem, "X", start=start, room="X1")
    assert found(problem, other) == ([] if silent else TOGETHER)


@pytest.mark.parametrize(("most", "silent"), [(1, True), (2, False), (None, False)])
def test_fewer_slots_count_meetings_of_the_day(most: int | None, *, silent: bool) -> None:
    problem = a_council(
        member("ANN", "A"),
        member("BOB", "B"),
        member("CAT", "C"),
        body("X"),
        member("BOB", "X"),
        max_meetings_per_person_per_day=most,
    )
    other = meeting(problem, "X", start="15:00", room="CR3")
    assert found(problem, other) == ([] if silent else TOGETHER)


@pytest.mark.parametrize(
    ("rooms", "silent"),
    [
        ((room("CR1"), room("CR2")), False),
        ((room("CR1"),), True),
        ((room("CR1"), room("CR2", capacity=0)), True),
        ((room("CR1"), room("CR2", venue="Library")), True),
        ((room("CR1"), room("CR2", open_from="09:30")), True),
        ((room("CR1"), room("CR2", combines=("CR1",))), True),
        ((room("CR1"), room("CR2"), absence("room", "CR2", "2015-11-19")), True),
    ],
)
def test_fewer_slots_need_a_room_for_each_board(rooms: tuple[object, ...], *, silent: bool) -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        *(board(code) for code in "AB"),
        *(member(f"P{code}", code) for code in "AB"),
        *rooms,
    )
    expected = told(2, "A Board and B Board")
    assert found(problem, starts={"A": "09:00", "B": "10:00"}) == ([] if silent else expected)


def test_fewer_slots_need_a_room_that_nobody_else_has_booked() -> None:
    problem = council(
        meeting_day("DAY"), session("AM"), *(board(code) for code in "AB"), body("X"), room("CR1"), room("CR2")
    )
    other = meeting(problem, "X", start="11:00", room="CR2")
    assert found(problem, other, starts={"A": "09:00", "B": "10:00"}) == []


def test_fewer_slots_of_boards_online_need_no_room() -> None:
    problem = a_council(*(board(code, attendance_mode="online") for code in "ABC"))
    assert found(problem) == TOGETHER


@pytest.mark.parametrize(("given", "silent"), [((None, None), False), (("CR1", None), True)])
def test_fewer_slots_need_rooms_where_the_plan_says_anything_of_them(
    given: tuple[str | None, ...], *, silent: bool
) -> None:
    problem = council(meeting_day("DAY"), session("AM"), *(board(code) for code in "AB"), room("CR1"))
    one, two = (
        meeting(problem, code, start=start, room=where)
        for code, start, where in zip("AB", ("09:00", "10:00"), given, strict=True)
    )
    expected = [] if silent else told(2, "A Board and B Board")
    assert found(problem, one, two, starts={}) == expected


def test_fewer_slots_leave_time_to_clear_a_room_between_them() -> None:
    """Two slots fit, and with two rooms for three boards one of them is used twice."""
    rooms = (room("CR1", setup_minutes=10, clear_minutes=10), room("CR2", setup_minutes=10, clear_minutes=10))
    problem = council(meeting_day("DAY"), session("AM", end="12:30"), *(board(code) for code in "ABC"), *rooms)
    (message,) = found(problem, starts={"A": "09:00", "B": "10:10", "C": "11:20"})
    assert message.startswith(f"{TITLE}: its session AM takes 3 slots, and 2 would do: ")


def test_fewer_slots_that_do_not_fit_in_the_session_are_none() -> None:
    """Three slots follow at once in three rooms; two might have to share one, and clearing it takes too long."""
    rooms = [room(code, setup_minutes=31, clear_minutes=30) for code in ("CR1", "CR2", "CR3")]
    people = [member("ANN", code, attendance="required") for code in "AB"]
    problem = council(meeting_day("DAY"), session("AM"), *(board(code) for code in "ABC"), *rooms, *people)
    boards = [
        meeting(problem, code, start=start, room=where)
        for code, start, where in (("A", "09:00", "CR1"), ("B", "10:00", "CR2"), ("C", "11:00", "CR3"))
    ]
    assert found(problem, *boards, starts={}) == []


def test_fewer_slots_seat_a_member_before_their_substitute() -> None:
    problem = a_council(
        member("ANN", "A", "chair", substitutes=("SUE", "BOB")),
        member("BOB", "A"),
        member("SUE", "B", substitutes=("ANN",)),
    )
    assert found(problem) == TOGETHER


@pytest.mark.parametrize(
    "row",
    [
        fixed("2015-11-19", body="B", start="10:00"),
        reports("A", "B", 0),
    ],
)
def test_fewer_slots_that_move_a_fixed_meeting_or_a_report_are_none(row: object) -> None:
    """One board would have to start an hour later than another that sits with it."""
    problem = council(meeting_day("DAY"), session("AM"), *(board(code) for code in "AB"), *ROOMS, row)
    assert found(problem, starts={"A": "09:00", "B": "10:00"}) == []


@pytest.mark.parametrize(
    "row",
    [
        fixed("2015-11-19", body="A"),
        fixed("2015-11-19", body="A", start="09:00", room="CR1"),
        fixed("2015-11-20", body="A", start="09:00"),
        fixed("2015-11-19", meeting_day="DAY", start="09:00", room="CR1"),
        reports("A", "B", 0, kind="escalate"),
        reports("X", "A", 6),
    ],
)
def test_fewer_slots_where_nothing_else_would_move(row: object) -> None:
    assert [message for message in found(a_council(row, body("X"))) if "slots" in message] == TOGETHER


def test_fewer_slots_of_many_boards_are_not_looked_for() -> None:
    boards = [board(code, duration_minutes=15) for code in "ABCDEFGHIJ"]
    problem = council(meeting_day("DAY"), session("AM"), *boards, *(room(f"R{n}") for n in range(10)))
    starts = {code: f"{9 + n // 4:02d}:{n % 4 * 15:02d}" for n, code in enumerate("ABCDEFGHIJ")}
    assert found(problem, starts=starts) == []


def test_fewer_slots_are_given_up_after_a_long_search() -> None:
    """Twelve people on both boards, each needed by neither alone, hide that no split of them serves both."""
    people = [member(f"P{n}", code) for code in "AB" for n in range(12)]
    problem = council(meeting_day("DAY"), session("AM"), *(board(code, quorum=7) for code in "AB"), *ROOMS, *people)
    assert found(problem, starts={"A": "09:00", "B": "10:00"}) == []


EIGHT_GROUPS = {"A": "ABCD", "B": "EF", "C": "GHJ", "D": "KLMNCJ", "E": "PMD", "F": "QRF", "G": "SJ", "H": "JT"}
"""Theme groups of a self-assessment in 2017, a letter a person: J sits on four of them (seed report S2, 3)."""


@pytest.mark.parametrize(("slots", "fewer"), [((0, 1, 2, 3, 4, 5, 6, 7), 4), ((0, 1, 0, 1, 2, 0, 2, 3), None)])
def test_fewer_slots_than_four_cannot_hold_the_eight_groups(slots: tuple[int, ...], fewer: int | None) -> None:
    people = [member(who, code, attendance="required") for code, whole in EIGHT_GROUPS.items() for who in whole]
    boards = [board(code, duration_minutes=20) for code in EIGHT_GROUPS]
    problem = council(meeting_day("DAY"), session("AM"), *boards, *people, *(room(f"R{n}") for n in range(8)))
    minutes = [slot * 20 for slot in slots]
    starts = {code: f"{9 + at // 60:02d}:{at % 60:02d}" for code, at in zip(EIGHT_GROUPS, minutes, strict=True)}
    shown = [message.split(": ")[1:] for message in found(problem, starts=starts)]
    assert [[text.split(", and ")[1] for text in texts[:1]] for texts in shown] == (
        [] if fewer is None else [[f"{fewer} would do"]]
    )


def test_fewest_apologies_take_the_slots_they_take_where_somebody_wanted_is_away_in_any_case() -> None:
    seats = member("ANN", "A"), member("BOB", "B"), member("CAT", "C")
    few = session("AM", arrangement="fewest_apologies")
    there = council(meeting_day("DAY"), few, *(board(code) for code in "ABC"), *ROOMS, *seats)
    assert len(found(there)) == 1
    away = replace(there, absences=(absence("person", "ANN", "2015-11-19"),))
    assert found(away) == []
