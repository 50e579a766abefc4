"""Councils that keep to weeks of the month, months, sets of periods and evenings, against every plan there is."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from builders import body, closed, council, meeting_day, member, period, room, session
from every_plan import best_plan
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.domain.bodies import LAST_WEEK, Cadence
from scheduler.domain.problem import Problem
from scheduler.errors import InputFaults
from scheduler.reading.validation import validated
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

DAYS = ("2015-11-30", "2015-12-01", "2015-12-02", "2015-12-03")
"""Monday, the last and fifth of its month, then the first Tuesday, Wednesday and Thursday of the next."""


def drawn(seed: int) -> Problem | None:
    """Return a council of one or two bodies, or of a body and a meeting day; None where its input is none."""
    chance = Random(f"councils say {seed}")  # noqa: S311 - the same councils every time
    rows: list[Any] = [
        period("H1", DAYS[0], DAYS[1]),
        period("H2", DAYS[2], DAYS[3]),
        period("D1", DAYS[0], DAYS[0], "day"),
        period("D3", DAYS[2], DAYS[3], "day"),
        room("CR1", capacity=4),
        room("CR2", capacity=4),
    ]
    whole_day = chance.random() < 0.4
    for code in "A" if whole_day else "AB"[: chance.choice((1, 2))]:
        fields: dict[str, Any] = {"start_times": chance.choice(("10:00", "17:00", "17:00", "10:00;17:00")), "quorum": 1}
        if chance.random() < 0.4:
            fields["weeks_of_month"] = frozenset(chance.sample((1, 5, LAST_WEEK), chance.choice((1, 2))))
        if chance.random() < 0.3:
            fields["months"] = frozenset({chance.choice((11, 12))})
        if chance.random() < 0.4:
            fields["preferred_rooms"] = (chance.choice(("CR1", "CR2")),)
        if chance.random() < 0.5:
            fields |= {"cadence": Cadence(per_period=1), "cycle": chance.choice((None, "day", "DAY"))}
        else:
            fields["cadence"] = Cadence(minimum=chance.choice((0, 1, 1)), maximum=chance.choice((1, 1, 2)))
        rows += [body(code, **fields), member("ANN", code, "chair")]
    if chance.random() < 0.4:
        rows += [
            meeting_day(
                cadence=Cadence(minimum=0, maximum=1), weeks_of_month=frozenset({chance.choice((1, LAST_WEEK))})
            ),
            session("AM", start="17:00", end="19:00"),
            body("X", meeting_day="DAY", session="AM", quorum=1),
            member("CAT", "X"),
        ]
    if chance.random() < 0.5:
        rows.append(closed("2015-11-20", "2015-11-29"))
    evenings = chance.choice(("Mon;Tue;Wed;Thu", "Tue", "Mon;Thu"))
    problem = council(*rows, start_date=DAYS[0], end_date=DAYS[-1], evening_weekdays=evenings)
    try:
        return validated(replace(problem, as_of="2015-11-01T00:00:00Z"))[0]
    except InputFaults:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(rounds(12)))
def test_the_best_plan_of_all_is_found(seed: int) -> None:
    problem = drawn(seed)
    if problem is None:
        return
    best, outcome = best_plan(problem), solve(problem, 60)
    if best is None:
        assert isinstance(outcome, Infeasible)
        return
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    values, _ = recount(problem, outcome.plan)
    assert (slots_used(problem, outcome.plan), *values.values()) == best


def test_most_of_these_are_councils() -> None:
    found = [drawn(seed) for seed in range(12)]
    assert sum(one is not None for one in found) >= 10


def solved(problem: Problem) -> list[tuple[str, str | None]]:
    """Return the date and room of each meeting of the best plan."""
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 30)
    assert isinstance(outcome, Solved)
    return [(one.date.isoformat(), one.room) for one in outcome.plan.meetings]


def test_a_preferred_room_is_taken_though_another_would_fit_better_unless_the_wish_is_off() -> None:
    rows = (
        body("A", meetings=1, preferred_rooms=("BIG",), quorum=0),
        room("BIG", capacity=40),
        room("FIT", capacity=1),
    )
    week = {"start_date": DAYS[0], "end_date": DAYS[-1]}
    assert [where for _, where in solved(council(*rows, member("ANN", "A"), **week))] == ["BIG"]
    off = council(*rows, member("ANN", "A"), wishes={"preferred_room": 0}, **week)
    assert [where for _, where in solved(off)] == ["FIT"]


def test_every_four_weeks_is_left_only_where_it_has_to_be() -> None:
    """The only nine Wednesdays four weeks apart have a closed one among them: one interval is of three weeks."""
    fields = {"weekdays": "Wed", "min_gap_days": 21, "max_gap_days": 35, "start_times": "10:00", "quorum": 0}
    rows = (body("PLAN", meetings=9, **fields), member("ANN", "PLAN"), room(), closed("2016-03-09", reason="Budget"))
    found = [one for one, _ in solved(council(*rows, start_date="2015-11-16", end_date="2016-07-03"))]
    gaps = [(date.fromisoformat(two) - date.fromisoformat(one)).days for one, two in pairwise(found)]
    assert sorted(gaps) == [21, *[28] * 7]
