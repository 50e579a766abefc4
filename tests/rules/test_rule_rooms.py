import pytest
from builders import (
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    room,
    session,
    speaker,
    theme,
)

from scheduler.domain.reasons import Breach
from scheduler.rules import room_capacity, room_clash, room_features, room_hours, room_missing
from scheduler.rules.protocol import RuleFile

NINETEENTH = day("2015-11-19")
A_DAY = (meeting_day("DAY"), session("AM"), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM"))


@pytest.mark.parametrize("rule", [room_missing, room_features, room_capacity, room_hours, room_clash])
def test_room_rules_of_an_empty_plan_are_kept(rule: RuleFile) -> None:
    problem = council(body("GB"), room("CR1"))
    assert tuple(rule.breaches(problem, calendar(problem))) == ()


@pytest.mark.parametrize(
    ("mode", "given", "message"),
    [
        ("in_person", "CR1", None),
        ("online", None, None),
        ("in_person", None, "GB Board on Thursday 19 November 2015 at 10:00 has no room."),
        ("hybrid", None, "GB Board on Thursday 19 November 2015 at 10:00 has no room."),
        (
            "in_person",
            "CR9",
            "GB Board on Thursday 19 November 2015 at 10:00 is in a room that the input does not know, CR9.",
        ),
    ],
)
def test_room_missing_of_a_meeting(mode: str, given: str | None, message: str | None) -> None:
    problem = council(body("GB", attendance_mode=mode), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", room=given))
    rooms = (given,) if given == "CR9" else ()
    breach = Breach("room_missing", message or "", bodies=("GB",), rooms=rooms, dates=(NINETEENTH,))
    assert tuple(room_missing.breaches(problem, plan)) == (() if message is None else (breach,))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("CR1", None),
        (None, "There is no room for the lunch of DAY Day on Thursday 19 November 2015."),
        (
            "CR9",
            (
                "A room that the input does not know, CR9, is planned for the lunch of DAY Day "
                "on Thursday 19 November 2015."
            ),
        ),
    ],
)
def test_room_missing_of_a_lunch(given: str | None, message: str | None) -> None:
    problem = council(*A_DAY, room("CR1"))
    plan = calendar(problem, occurrence(problem, lunch_room=given))
    breach = Breach("room_missing", message or "", rooms=(given,) if given else (), dates=(NINETEENTH,))
    assert tuple(room_missing.breaches(problem, plan)) == (() if message is None else (breach,))


def test_room_missing_of_a_day_without_lunch_is_kept() -> None:
    problem = council(meeting_day("DAY"))
    assert tuple(room_missing.breaches(problem, calendar(problem, occurrence(problem)))) == ()


@pytest.mark.parametrize(
    ("wants", "faults"),
    [
        ({}, []),
        ({"room_features": ("hearing_loop",)}, []),
        ({"room": "CR1"}, []),
        ({"venue": "Town Hall"}, []),
        ({"room_features": ("webcast", "hearing_loop", "hybrid")}, ["lacks webcast and hybrid"]),
        ({"room": "CR2"}, ["is not its room, Room CR2"]),
        ({"venue": "Library"}, ["is at Town Hall, not at its venue, Library"]),
        (
            {"room": "CR2", "venue": "Library", "room_features": ("webcast",)},
            ["lacks webcast", "is not its room, Room CR2", "is at Town Hall, not at its venue, Library"],
        ),
    ],
)
def test_room_features(wants: dict[str, object], faults: list[str]) -> None:
    problem = council(body("GB", **wants), room("CR1", features=frozenset({"hearing_loop"})), room("CR2"))
    plan = calendar(problem, meeting(problem, "GB", room="CR1"))
    title = "GB Board on Thursday 19 November 2015 at 10:00"
    assert tuple(room_features.breaches(problem, plan)) == tuple(
        Breach("room_features", f"{title}: Room CR1 {fault}.", bodies=("GB",), rooms=("CR1",), dates=(NINETEENTH,))
        for fault in faults
    )


def test_room_features_of_a_hybrid_meeting_are_only_those_listed() -> None:
    problem = council(body("GB", attendance_mode="hybrid"), room("CR1"))
    assert tuple(room_features.breaches(problem, calendar(problem, meeting(problem)))) == ()


@pytest.mark.parametrize("given", [None, "CR9"])
def test_room_features_of_a_room_that_is_missing_are_not_asked(given: str | None) -> None:
    problem = council(body("GB", room_features=("webcast",)), room("CR1"))
    plan = calendar(problem, meeting(problem, room=given))
    assert tuple(room_features.breaches(problem, plan)) == ()
    assert tuple(room_capacity.breaches(problem, plan)) == ()
    assert tuple(room_hours.breaches(problem, plan)) == ()


@pytest.mark.parametrize(("capacity", "kept"), [(5, True), (4, False)])
def test_room_capacity_seats_every_member_on_the_date_and_the_extra_seats(capacity: int, *, kept: bool) -> None:
    """Three members in force (one optional, one sending apologies) and two extra seats; one has left."""
    problem = council(
        body("GB", extra_seats=2),
        member("ANN"),
        member("BOB", attendance="optional"),
        member("CAT", role="observer"),
        member("DOT", end_date="2015-11-18"),
        room("CR1", capacity=capacity),
    )
    plan = calendar(problem, meeting(problem, apologies=["ANN"]))
    message = "GB Board on Thursday 19 November 2015 at 10:00 needs 5 seats, and Room CR1 has 4."
    breach = Breach("room_capacity", message, bodies=("GB",), rooms=("CR1",), dates=(NINETEENTH,))
    assert tuple(room_capacity.breaches(problem, plan)) == (() if kept else (breach,))


@pytest.mark.parametrize(("capacity", "kept"), [(4, True), (3, False)])
def test_room_capacity_of_a_lunch_seats_every_member_of_the_day_once_and_the_speaker(
    capacity: int, *, kept: bool
) -> None:
    problem = council(
        *A_DAY,
        body("SCB", meeting_day="DAY", session="AM", extra_seats=10),
        member("ANN", "HWB"),
        member("BOB", "HWB", attendance="optional"),
        member("BOB", "SCB"),
        member("CAT", "SCB"),
        room("BIG"),
        room("HALL", capacity=capacity),
        speaker("LIN"),
        theme("HEALTH", speaker="LIN"),
    )
    plan = calendar(
        problem,
        meeting(problem, "HWB", room="BIG"),
        meeting(problem, "SCB", room="BIG"),
        occurrence(problem, theme="HEALTH", lunch_room="HALL"),
    )
    message = "Room HALL has 3 seats, and the lunch of DAY Day on Thursday 19 November 2015 needs 4."
    breach = Breach("room_capacity", message, rooms=("HALL",), dates=(NINETEENTH,))
    assert tuple(room_capacity.breaches(problem, plan)) == (() if kept else (breach,))


@pytest.mark.parametrize("lunch_room", [None, "CR9"])
def test_room_capacity_of_a_lunch_without_a_room_is_not_asked(lunch_room: str | None) -> None:
    problem = council(*A_DAY, room("CR1"))
    plan = calendar(problem, occurrence(problem, lunch_room=lunch_room))
    assert tuple(room_capacity.breaches(problem, plan)) == ()
