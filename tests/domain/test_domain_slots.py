import pytest
from builders import absence, body, clock_time, council, day, meeting_day, member, person, room, session

from scheduler.domain.problem import Problem
from scheduler.domain.seating import person_away, room_taken
from scheduler.domain.sittings import MOST_STARTS, pauses, session_starts


def boards(*minutes: int, arrangement: str = "either", rooms: tuple[object, ...] = (), end: str = "12:00") -> Problem:
    return council(
        meeting_day("DAY"),
        session("AM", arrangement=arrangement, end=end),
        *(body(f"B{n}", meeting_day="DAY", session="AM", duration_minutes=length) for n, length in enumerate(minutes)),
        *rooms,
    )


def starts(problem: Problem) -> list[list[str]]:
    found = [session_starts(problem, one, problem.sessions["DAY", "AM"]) for one in problem.bodies.values()]
    return [[f"{at // 60:02d}:{at % 60:02d}" for at in times] for times in found]


@pytest.mark.parametrize(
    ("minutes", "arrangement", "expected"),
    [
        ((60,), "either", [["09:00"]]),
        ((60, 60), "simultaneous", [["09:00"], ["09:00"]]),
        ((60, 60), "either", [["09:00", "10:00"]] * 2),
        ((60, 60, 60), "staggered", [["09:00", "10:00", "11:00"]] * 3),
        ((60, 60, 60, 60), "either", [["09:00", "10:00", "11:00"]] * 4),
        ((60, 90), "either", [["09:00", "10:30"], ["09:00", "10:00"]]),
        ((180, 180), "either", [["09:00"], ["09:00"]]),
    ],
)
def test_session_starts_are_with_the_session_or_after_other_bodies(
    minutes: tuple[int, ...], arrangement: str, expected: list[list[str]]
) -> None:
    assert starts(boards(*minutes, arrangement=arrangement)) == expected


def test_session_starts_leave_time_to_clear_and_set_up_a_shared_room() -> None:
    shared = room("CR1", setup_minutes=10, clear_minutes=5)
    assert starts(boards(60, 60, rooms=(shared,))) == [["09:00", "10:00", "10:15"]] * 2


def test_session_starts_are_kept_within_reason() -> None:
    problem = boards(*range(5, 25), rooms=(), end="23:00")
    assert {len(times) for times in starts(problem)} == {MOST_STARTS}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (0, 15)),
        ({"capacity": 1}, (0,)),
        ({"venue": "Library"}, (0,)),
        ({"features": frozenset()}, (0,)),
    ],
)
def test_pauses_are_those_of_rooms_that_two_bodies_may_share(
    fields: dict[str, object], expected: tuple[int, ...]
) -> None:
    shared = room("CR1", **{"setup_minutes": 10, "clear_minutes": 5, "features": frozenset({"loop"}), **fields})
    problem = council(
        meeting_day("DAY", venue="Town Hall"),
        session("AM"),
        body("A", meeting_day="DAY", session="AM", room_features=("loop",), room="CR1"),
        body("B", meeting_day="DAY", session="AM", extra_seats=2, venue="Town Hall"),
        body("WEB", meeting_day="DAY", session="AM", attendance_mode="online"),
        member("ANN", "A"),
        shared,
    )
    assert pauses(problem, problem.sessions["DAY", "AM"]) == expected


@pytest.mark.parametrize(
    ("who", "start", "reason"),
    [
        ("ANN", "10:00", "does not attend on a Thursday"),
        ("BOB", "10:00", "Away"),
        ("BOB", "11:00", None),
        ("CAT", "10:00", None),
    ],
)
def test_person_away_by_weekday_or_absence(who: str, start: str, reason: str | None) -> None:
    problem = council(
        person("ANN", weekdays="Mon"),
        person("BOB", weekdays="Thu"),
        person("CAT"),
        absence("person", "BOB", "2015-11-19 10:00", "2015-11-19 11:00"),
        absence("person", "CAT", "2015-11-19", strength="soft"),
    )
    begin = clock_time(start)
    assert person_away(problem, who, day("2015-11-19"), begin, begin + 60) == reason


@pytest.mark.parametrize(
    ("code", "start", "reason"),
    [
        ("CR2", "10:30", "Away"),
        ("CR23", "10:30", "Away"),
        ("CR2", "11:30", None),
        ("CR2", "11:29", "Away"),
        ("CR3", "10:30", None),
    ],
)
def test_room_taken_with_its_parts_and_set_up(code: str, start: str, reason: str | None) -> None:
    problem = council(
        room("CR2", setup_minutes=30),
        room("CR3"),
        room("CR23", combines=("CR2", "CR3")),
        absence("room", "CR2", "2015-11-19 10:00", "2015-11-19 11:00"),
    )
    begin = clock_time(start)
    assert room_taken(problem, code, day("2015-11-19"), begin, begin + 60) == reason
