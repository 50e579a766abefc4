"""Which rooms would do, against the checker's own rules asked of one meeting in one room."""

from random import Random

import numpy as np
import pytest
from builders import absence, body, council, day, meeting, meeting_day, member, room, session

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import ROOMS
from scheduler.rules import broken, touching
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


@pytest.mark.parametrize("seed", range(12))
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
