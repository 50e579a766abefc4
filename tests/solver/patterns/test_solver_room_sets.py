"""Which rooms would do, against the checker's own rules asked of one meeting in one room."""

from calendar import THURSDAY
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from builders import absence, body, council, day, fixed, meeting, meeting_day, member, room, session, speaker, theme
from rounds import rounds

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Post
from scheduler.rules import RULES, broken, touching
from scheduler.rules.protocol import Rule
from scheduler.solver.cp.candidates import candidates
from scheduler.solver.patterns.room_sets import RoomSets

FEATURES = ("hearing_loop", "webcast")


def a_council(seed: int) -> Problem:
    """Return a council with rooms that are part of one another, shut at times, and members who come and go."""
    rng = Random(seed)  # noqa: S311 - a made-up council, not a secret
    rooms = [
        room(
            f"R{number}",
            capacity=rng.choice((2, 3, 5)),
            venue=rng.choice(("Town Hall", "Annexe")),
            features=frozenset(rng.sample(FEATURES, rng.randint(0, 2))),
            setup_minutes=rng.choice((0, 15)),
            clear_minutes=rng.choice((0, 30)),
            **({"open_from": "09:30"} if rng.random() < 0.4 else {}),
            **({"open_to": "12:30"} if rng.random() < 0.4 else {}),
            combines=(f"R{number - 1}",) if number and rng.random() < 0.4 else (),
        )
        for number in range(5)
    ]
    away = []
    for _ in range(4):
        first = rng.randint(0, 27)
        start = f"2015-11-{first + 1:02} {rng.choice(('00:00', '10:30'))}"
        until = f"2015-11-{first + 2:02} {rng.choice(('00:00', '09:45'))}"
        away.append(absence("room", f"R{rng.randint(0, 4)}", start, until, strength=rng.choice(("hard", "soft"))))
    bodies, members = [], []
    for code in ("GB", "HWB", "SAC"):
        own = {"room": f"R{rng.randint(0, 4)}"} if rng.random() < 0.2 else {}
        bodies.append(
            body(
                code,
                meetings=2,
                start_times="09:00;11:00",
                duration_minutes=rng.choice((60, 90)),
                extra_seats=rng.randint(0, 1),
                room_features=tuple(rng.sample(FEATURES, rng.randint(0, 1))),
                weekdays="Mon;Tue;Sat",
                **own,
            )
        )
        members += [
            member(person, code, **({"start_date": f"2015-11-{rng.randint(2, 28):02}"} if rng.random() < 0.5 else {}))
            for person in ("ANN", "BOB", "CAT")
        ]
    return council(*rooms, *away, *bodies, *members, end_date="2015-11-30")


def would_do(problem: Problem, code: str, on: str, start: int, in_room: str) -> bool:
    """Whether no rule about rooms is broken by one meeting in a room."""
    there = meeting(problem, code, on, f"{start // 60:02}:{start % 60:02}", room=in_room)
    plan = Plan("", problem.days[0], problem.days[-1], meetings=(there,))
    return not any(breach.rooms for breach in broken(problem, plan, touching(ROOMS)))


@pytest.mark.parametrize("seed", range(rounds(12)))
def test_a_room_is_in_the_set_exactly_where_no_rule_about_it_is_broken(seed: int) -> None:
    problem = a_council(seed)
    sets = RoomSets(problem)
    for sitting in candidates(problem).sittings[::2]:
        placements = [(when, start) for when in sitting.days for start in sitting.starts]
        days = np.array([(when - problem.days[0]).days for when, _ in placements])
        found = sets.at(sitting, days, np.array([start for _, start in placements]))
        for (when, start), bits in zip(placements, found, strict=True):
            wanted = [
                number
                for number, code in enumerate(problem.rooms)
                if would_do(problem, sitting.body.code, when.isoformat(), start, code)
            ]
            assert sets.rooms.numbers(bits) == wanted, (sitting.name, when, start)


def test_what_stands_already_takes_its_room_and_all_that_share_a_part_of_it() -> None:
    problem = council(
        room("WEST", clear_minutes=15), room("HALL", combines=("WEST",)), room("EAST"),
        body("GB", start_times="10:00;13:00"), member("ANN", "GB", "chair"),
    )  # fmt: skip
    sets = RoomSets(problem, [meeting(problem, "GB", "2015-11-19", "11:00", room="WEST")])
    sitting = candidates(problem).sittings[0]
    days = np.full(2, problem.days.index(day("2015-11-19")))
    found = sets.at(sitting, days, np.array(sitting.starts))
    assert [sets.rooms.numbers(bits) for bits in found] == [[2], [2]]  # from 10:00 to 12:00, and until 13:15


def test_bodies_and_lunch_of_a_meeting_day_sit_at_its_venue() -> None:
    problem = council(
        room("T1", venue="Town Hall", capacity=2), room("A1", venue="Annexe", capacity=9),
        room("A2", venue="Annexe", capacity=2),
        meeting_day("TP", venue="Annexe"), session("AM", "TP"),
        session("LUNCH", "TP"),
        body("GB", meeting_day="TP", session="AM"),
        member("ANN", "GB", "chair"), member("BOB", "GB"), member("CAT", "GB"),
    )  # fmt: skip
    found = candidates(problem)
    sets = RoomSets(problem)
    gathering, sitting = found.gatherings[0], found.sittings[0]
    days = np.array([5, 9])
    assert [sets.rooms.numbers(bits) for bits in sets.lunches(gathering, days)] == [[1], [1]]
    starts = np.full(2, sitting.starts[0])
    assert [sets.rooms.numbers(bits) for bits in sets.at(sitting, days, starts)] == [[1], [1]]


def allowed_rooms(problem: Problem, on: str = "2015-11-19") -> dict[int, list[str]]:
    """Return for each start of the first meeting to be placed the rooms that would do on a day."""
    sets, sitting = RoomSets(problem), candidates(problem).sittings[0]
    days = np.full(len(sitting.starts), problem.days.index(day(on)))
    found = sets.at(sitting, days, np.array(sitting.starts))
    codes = [[sets.rooms.codes[number] for number in sets.rooms.numbers(bits)] for bits in found]
    return dict(zip(sitting.starts, codes, strict=True))


def one_meeting(**row: object) -> Problem:
    """Return a council of one board of three with a large, a small and a shut room, and a row about its meeting."""
    return council(
        room("BIG"), room("TINY", capacity=2), room("SHUT"), absence("room", "SHUT", "2015-11-19"),
        body("GB", meetings=1, start_times="10:00"),
        member("ANN", "GB", "chair"), member("BOB"), member("CAT"),
        fixed("2015-11-19", body="GB", number=1, reason="as agreed", **row),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "rooms"),
    [
        ({}, ["BIG"]),
        ({"waive": ("room_capacity",)}, ["BIG", "TINY"]),
        ({"waive": ("unavailable",)}, ["BIG", "SHUT"]),
        ({"room": "BIG"}, ["BIG"]),
        ({"room": "TINY"}, []),
        ({"room": "TINY", "waive": ("room_capacity",)}, ["TINY"]),
    ],
)
def test_a_row_about_a_meeting_gives_its_room_or_waives_what_is_asked_of_rooms(row: Any, rooms: list[str]) -> None:
    assert allowed_rooms(one_meeting(**row)) == {600: rooms}


def lunches_on(problem: Problem, *days: str) -> list[list[str]]:
    """Return the rooms that would do for the lunch of the first meeting day to be placed, on each of some days."""
    sets, gathering = RoomSets(problem), candidates(problem).gatherings[0]
    found = sets.lunches(gathering, np.array([problem.days.index(day(on)) for on in days]))
    return [[sets.rooms.codes[number] for number in sets.rooms.numbers(bits)] for bits in found]


def at_lunch(*rows: object, lunch: bool = True) -> Problem:
    """Return a meeting day of one board of three, whose lunch may be in a room of three seats or in a large one."""
    sessions = [session("AM"), *([session("LUNCH")] if lunch else [])]
    return council(
        room("BIG"), room("THREE", capacity=3), meeting_day("DAY", meetings=1), *sessions,
        body("GB", meeting_day="DAY", session="AM"),
        member("ANN", "GB", "chair"), member("BOB"), member("CAT"), *rows,
    )  # fmt: skip


def test_a_meeting_day_without_a_lunch_needs_no_room_for_one() -> None:
    assert lunches_on(at_lunch(lunch=False), "2015-11-19") == [[]]


def test_a_room_too_small_for_one_more_speaker_may_still_do_with_another_theme() -> None:
    problem = at_lunch(theme("T", speaker="DOE"), speaker("DOE"))
    assert lunches_on(problem, "2015-11-19") == [["BIG", "THREE"]]


def test_a_lunch_has_room_for_its_guests_of_the_day_and_in_no_room_that_is_shut() -> None:
    problem = at_lunch(member("DAN", start_date="2015-12-01"), absence("room", "BIG", "2015-11-19"))
    assert lunches_on(problem, "2015-11-19", "2015-11-20", "2015-12-03") == [["THREE"], ["BIG", "THREE"], ["BIG"]]
    agreed = fixed("2015-11-19", meeting_day="DAY", waive=("unavailable",), reason="as agreed")
    assert lunches_on(at_lunch(absence("room", "BIG", "2015-11-19"), agreed), "2015-11-19") == [["BIG", "THREE"]]


class ARuleAboutOneRoom:
    """A rule that a council might add: `said` states it of each meeting, about a room called LOFT."""

    RULE = Rule("loft", source="made up, for tests", about=ROOMS, touches={ROOMS}, horizon=MEETING)

    def __init__(self, said: Callable[[Choices, Post, Sitting, Reason], None]) -> None:
        self.said = said

    def enforce(self, _problem: Problem, choices: Choices, post: Post) -> None:
        for sitting in choices.sittings:
            if not choices.is_fact(sitting) and post.keeps((self.RULE.name, "LOFT")):
                self.said(choices, post, sitting, Reason(self.RULE.name, "LOFT", "The loft is dark."))


LATE = 11 * 60


def by_day_and_start(choices: Choices, post: Post, sitting: Sitting, reason: Reason) -> None:
    for when, start in choices.placements(sitting):
        if start >= LATE and when.weekday() == THURSDAY:
            post.at_most_one([choices.in_room(sitting, "LOFT"), choices.held_at(sitting, when, start)], reason)


def by_all_at_once(choices: Choices, post: Post, sitting: Sitting, reason: Reason) -> None:
    late = [(when, start) for when, start in choices.placements(sitting) if start >= LATE]
    dark = [(when, start) for when, start in late if when.weekday() == THURSDAY]
    post.at_most_one([choices.in_room(sitting, "LOFT"), *choices.held_during(sitting, dark)], reason)


def on_one_date(choices: Choices, post: Post, sitting: Sitting, reason: Reason) -> None:
    post.at_most_one([choices.in_room(sitting, "LOFT"), choices.held_at(sitting, day("2015-11-19"), LATE)], reason)


def by_a_sum(choices: Choices, post: Post, sitting: Sitting, reason: Reason) -> None:
    post.require(choices.in_room(sitting, "LOFT") + choices.held_on(sitting, day("2015-11-19")) <= 1, reason)


def by_who_is_there(choices: Choices, post: Post, sitting: Sitting, reason: Reason) -> None:
    if choices.people_at(sitting):
        post.forbid_room(sitting, "LOFT", reason)


@pytest.mark.parametrize(
    ("said", "late_on_thursday"),
    [
        (by_day_and_start, ["HALL"]),
        (by_all_at_once, ["HALL"]),
        (on_one_date, ["HALL"]),
        (by_a_sum, ["HALL", "LOFT"]),  # left to the model of rooms, as is the next
        (by_who_is_there, ["HALL", "LOFT"]),
    ],
)
def test_a_rule_that_is_added_is_heard_in_its_own_words_where_it_speaks_of_rooms_alone(
    monkeypatch: pytest.MonkeyPatch, said: Any, late_on_thursday: list[str]
) -> None:
    monkeypatch.setattr("scheduler.rules.RULES", [*RULES, ARuleAboutOneRoom(said)])
    problem = council(room("HALL"), room("LOFT"), body("GB", start_times="10:00;11:00"), member("ANN", "GB", "chair"))
    assert allowed_rooms(problem, "2015-11-19") == {600: ["HALL", "LOFT"], 660: late_on_thursday}
    assert allowed_rooms(problem, "2015-11-20") == {600: ["HALL", "LOFT"], 660: ["HALL", "LOFT"]}
