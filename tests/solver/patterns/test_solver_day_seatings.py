"""The best seats of a meeting day's bodies are those of the whole model with that day alone, for random days."""

from random import Random
from typing import Any

import numpy as np
import pytest
from builders import absence, body, council, day, meeting_day, member, session
from rounds import rounds

from scheduler.domain.problem import Problem
from scheduler.solver.cp.candidates import candidates
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.patterns.day_seatings import NOT_HELD, of_day
from scheduler.solver.patterns.seatings import Seatings

PEOPLE = ("ANN", "BOB", "CAT", "DOT", "EVE")
FIRST, LAST = "2015-11-02", "2015-11-06"


def a_meeting_day(seed: int, first: str = FIRST, last: str = LAST) -> Problem:
    """Return a council with one meeting day of two or three bodies, that share some of their people."""
    chance = Random(f"meeting day {seed}")  # noqa: S311 - the same days every time
    arrangement = chance.choice(("simultaneous", "either", "either", "staggered"))
    rows: list[Any] = [meeting_day("DAY", meetings=1), session("AM", arrangement=arrangement, end="13:00")]
    rows += [session("PM")] if chance.random() < 0.5 else []
    codes = ("A", "B", "C")[: chance.choice((2, 2, 3))]
    for code in codes:
        where = chance.choice(("AM", "AM", "PM")) if len(rows) > 2 else "AM"
        rows.append(
            body(
                code,
                meeting_day="DAY",
                session=where if any(getattr(row, "code", "") == where for row in rows) else "AM",
                attendance_mode="online",
                quorum=chance.choice((None, 1, 2)),
                duration_minutes=chance.choice((60, 90)),
                start_date=chance.choice((None, None, None, "2015-11-04")),
            )
        )
        for who in chance.sample(PEOPLE, chance.choice((2, 3))):
            others = chance.sample([one for one in PEOPLE if one != who], chance.choice((0, 0, 1, 2)))
            role = chance.choice(("chair", "member", "member"))
            attendance = chance.choice(("expected", "expected", "optional", "required"))
            rows.append(member(who, code, role, substitutes=tuple(others), attendance=attendance))
    for who in PEOPLE:
        if chance.random() < 0.4:
            moment = chance.choice(("2015-11-02", "2015-11-03", "2015-11-05"))
            hours = chance.choice((("", ""), (" 08:00", " 10:00"), (" 14:00", " 15:00")))
            rows.append(absence("person", who, moment + hours[0], moment + hours[1]))
    return council(*rows, start_date=first, end_date=last)


def by_the_whole_model(seed: int, on: str) -> tuple[int, int] | None:
    """Return the least apologies, then substitutes, of the meeting day on a day; None where it cannot be held."""
    problem = a_meeting_day(seed, on, on)
    objective = PlanObjective(problem, Clock(20, silence))
    if not objective.minimise_all():
        assert objective.infeasible
        return None
    assert objective.proven("slots", "held", "apologies", "substitutes")
    return objective.value("apologies"), objective.value("substitutes")


@pytest.mark.parametrize("seed", range(rounds(30)))
def test_a_meeting_day_is_seated_as_the_whole_model_seats_it(seed: int) -> None:
    problem = a_meeting_day(seed)
    sittings = candidates(problem).sittings
    found = of_day(Seatings(problem), sittings, np.arange(5))
    for number, on in enumerate(problem.days):
        expected = by_the_whole_model(seed, on.isoformat())
        assert (expected is not None) == found.open[number], on
        if expected is not None:
            costs = tuple(
                sum(int(one.costs[tier][number]) for one in found.seated) for tier in ("apologies", "substitutes")
            )
            assert costs == expected, on
            held = [start[number] != NOT_HELD for start in found.start]
            assert held == [one.body.alive_on(on) for one in sittings]


def test_who_sits_in_two_sessions_at_once_is_at_one_of_them() -> None:
    problem = council(
        meeting_day("DAY", meetings=1),
        session("AM", arrangement="simultaneous"),
        *(body(code, meeting_day="DAY", session="AM", attendance_mode="online", quorum=1) for code in ("A", "B")),
        *(member(who, code) for who, code in (("ANN", "A"), ("BOB", "A"), ("ANN", "B"), ("CAT", "B"))),
    )
    found = of_day(
        Seatings(problem), candidates(problem).sittings, np.array([(day("2015-11-19") - problem.days[0]).days])
    )
    there = [{row.person: row.outcome for row in one.attendance(0)} for one in found.seated]
    assert sorted(one["ANN"] for one in there) == ["apologies", "attends"]
    assert sum(int(one.costs["apologies"][0]) for one in found.seated) == 2
    assert not any((one.sure & Seatings(problem).diaries.bits_of(["ANN"])).any() for one in found.seated)


def test_a_meeting_day_without_bodies_may_be_on_any_day() -> None:
    found = of_day(Seatings(council(meeting_day("DAY", meetings=1))), (), np.arange(5))
    assert (found.open.tolist(), found.seated, found.start.shape) == ([True] * 5, (), (0, 5))
