"""What is contested placed all at once, against every plan there is; a week and a year without any slack."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from random import Random

import numpy as np
import pytest
from builders import absence, body, council, day, member, reports, room
from calendars_drawn import calendar_drawn, can_be_housed, faults, lending, some_plan_exists, unserved
from networks_drawn import TIER
from rounds import rounds

from scheduler.domain.problem import Problem
from scheduler.solver.patterns.assembly import broken_by, partial_solution
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.calendars import calendar
from scheduler.solver.patterns.congestion import Negotiated, negotiated
from scheduler.solver.patterns.dense import settled
from scheduler.solver.patterns.network import Calendar, Year
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seatings import Seatings

WEIGHTS = {"apologies": 10_000, "substitutes": 100, "dates": 1}
CONTESTED = 0
"""A seed with which two meetings are in one another's way at first."""


@pytest.mark.parametrize(
    ("draw", "seed"), [*product([calendar_drawn], range(rounds(30))), *product([lending], range(rounds(10)))]
)
def test_a_plan_is_found_exactly_where_there_is_one(draw: Callable[[int], Calendar], seed: int) -> None:
    drawn = draw(seed)
    begun = negotiated(drawn, {TIER: 1}, seed, lambda: True)
    found = settled(drawn, {TIER: 1}, begun)
    years = {number: year.nodes for number, year in enumerate(found.years)}
    assert bool(found.contested) != some_plan_exists(drawn)
    assert bool(found.contested) == (any(faults(drawn, years)) or any(unserved(drawn, years)))


def test_some_of_these_are_contested_and_are_settled() -> None:
    begun = [negotiated(calendar_drawn(seed), {TIER: 1}, seed, lambda: True) for seed in range(30)]
    ended = [settled(calendar_drawn(seed), {TIER: 1}, one) for seed, one in enumerate(begun)]
    assert any(one.contested and not two.contested for one, two in zip(begun, ended, strict=True))


def test_what_is_not_contested_stays_as_it_is() -> None:
    drawn = calendar_drawn(0)
    begun = negotiated(drawn, {TIER: 1})
    assert settled(drawn, {TIER: 1}, Negotiated(begun.years, ())).years is begun.years


@pytest.mark.parametrize("times", [0, 1])
def test_one_that_is_stopped_keeps_what_it_has(times: int) -> None:
    drawn = calendar_drawn(CONTESTED)
    begun = negotiated(drawn, {TIER: 1}, CONTESTED, lambda: True)
    assert begun.contested
    going_on = iter([False] * times)
    assert settled(drawn, {TIER: 1}, begun, lambda: next(going_on, True)) is begun


@pytest.mark.parametrize("seed", range(rounds(20)))
def test_one_that_is_out_of_place_is_placed_anew_and_all_others_stand(seed: int) -> None:
    drawn = calendar_drawn(seed)
    plan = negotiated(drawn, {TIER: 1}, seed)
    for number, network in enumerate(drawn.networks if not plan.contested else ()):
        late = np.arange(network.nodes - network.layers, network.nodes)
        years = [*plan.years[:number], Year(late, 0.0), *plan.years[number + 1 :]]
        found = settled(drawn, {TIER: 1}, Negotiated(tuple(years), ((number, 0),)))
        there = {place: year.nodes for place, year in enumerate(found.years)}
        assert (found.contested, list(faults(drawn, there)), list(unserved(drawn, there))) == ((), [], [])
        assert [one is two for one, two in zip(found.years, years, strict=True)].count(False) == 1


def test_a_report_to_a_meeting_that_stands_is_made_within_its_time() -> None:
    """GB reports to HB, which meets on Friday, from Wednesday on; SAC shares its chair."""
    problem = council(
        *(body(code, meetings=1, start_times="10:00") for code in ("GB", "HB", "SAC")), room("R1"), room("R2"),
        member("ANN", "GB", "chair", attendance="required"), member("BOB", "HB", "chair"),
        member("ANN", "SAC", "chair", attendance="required"), reports("GB", "HB", 0, 2),
        absence("person", "ANN", "2015-11-19"), start_date="2015-11-16", end_date="2015-11-20",
    )  # fmt: skip
    read = networks_of(problem)
    made, _ = calendar(Seatings(problem), read.networks, read.reports, RoomSets(problem))
    number_of = {network.code: number for number, network in enumerate(made.networks)}
    years = [Year(np.array([network.nodes - 1]), 0.0) for network in made.networks]
    contested = tuple((number_of[code], 0) for code in ("GB", "SAC"))
    found = settled(made, WEIGHTS, Negotiated(tuple(years), contested))
    on = {code: int(made.networks[number].day[found.years[number].nodes[0]]) for code, number in number_of.items()}
    assert not found.contested
    assert (on["HB"], on["GB"] in (2, 4), on["SAC"] in {0, 1, 2, 4} - {on["GB"]}) == (4, True, True)


def test_days_that_a_count_of_rooms_cannot_tell_apart_from_housed_ones_are_cut_off() -> None:
    """GB needs the hall, HB its west wing and SAC neither: each has its own room, and yet they cannot meet at once."""
    problem = council(
        room("WEST", features=frozenset({"loop"})), room("HALL", combines=("WEST",), features=frozenset({"webcast"})),
        room("EAST", features=frozenset({"stage"})),
        *(
            body(code, meetings=1, start_times="10:00", room_features=(feature,))
            for code, feature in (("GB", "webcast"), ("HB", "loop"), ("SAC", "stage"))
        ),
        member("ANN", "GB", "chair"), member("BOB", "HB", "chair"), member("CAT", "SAC", "chair"),
        start_date="2015-11-19", end_date="2015-11-20",
    )  # fmt: skip
    read = networks_of(problem)
    made, _ = calendar(Seatings(problem), read.networks, read.reports, RoomSets(problem))
    years = tuple(Year(np.array([0]), 0.0) for _ in made.networks)
    found = settled(made, WEIGHTS, Negotiated(years, tuple((number, 0) for number in range(3))))
    there = {number: year.nodes for number, year in enumerate(found.years)}
    assert (found.contested, list(faults(made, there))) == ((), [])
    assert not can_be_housed(made, [(n, made.pieces[n][0], 0) for n in range(3)])


def placed(problem: Problem) -> tuple[bool, int]:
    """Return whether negotiation stalled, and how many meetings the plan has, after `check` has found nothing in it."""
    read = networks_of(problem)
    assert not read.others
    seatings = Seatings(problem)
    made, seats = calendar(seatings, read.networks, read.reports, RoomSets(problem))
    begun = negotiated(made, WEIGHTS, 0)
    found = settled(made, WEIGHTS, begun)
    assert not found.contested
    board = Board(made)
    for number, year in enumerate(found.years):
        board.put(number, year)
    solution = partial_solution(seatings, made, seats, found.years, board.housed())
    assert broken_by(problem, solution) == ()
    return bool(begun.contested), len(solution.meetings)


def a_full_year(seed: int, groups: int = 8, times: int = 5, people: int = 30) -> Problem:
    """Return an input with as many meetings as there is room for: all the people sit in every slot there is.

    A year is made first: each group parts all the people among three bodies, and has so many of the slots. Everybody is
    required, and on most days on which a body does not meet in that year its chair is away.
    """
    rng = Random(seed)  # noqa: S311 - a made-up council, not a secret
    days = [day("2015-11-02") + timedelta(days=7 * (n // 5) + n % 5) for n in range(groups * times // 2)]
    rounds = [rng.sample(range(groups), groups) for _ in range(times)]
    of_day = list(zip(*[iter(group for one in rounds for group in one)] * 2, strict=True))
    rows = [room(f"R{number}") for number in range(3)]
    for group in range(groups):
        names = rng.sample(range(people), people)
        theirs = [one for one, slots in zip(days, of_day, strict=True) if group in slots]
        for part in range(3):
            code, chair = f"B{group}{part}", f"C{group}{part}"
            rows.append(body(code, meetings=times, start_times="10:00;14:00", duration_minutes=90, min_gap_days=1))
            rows.append(member(chair, code, "chair", attendance="required"))
            rows += [member(f"P{name:02}", code, attendance="required") for name in names[part::3]]
            away = [one for one in days if one not in theirs and rng.random() < 0.7]
            rows += [absence("person", chair, one.isoformat()) for one in away]
    return council(*rows, start_date=days[0].isoformat(), end_date=days[-1].isoformat())


@pytest.mark.slow
def test_a_stretch_without_any_slack_is_filled() -> None:
    found = [placed(a_full_year(seed)) for seed in (1, 7)]
    assert {meetings for _, meetings in found} == {120}
    assert any(stalled for stalled, _ in found)


def test_a_week_of_fifty_meetings_that_share_people_and_five_rooms() -> None:
    rng = Random(3)  # noqa: S311 - a made-up council, not a secret
    rows = [room(f"R{number}", capacity=10 + 5 * number) for number in range(5)]
    for number in range(50):
        code = f"B{number:02}"
        minutes = rng.choice((30, 60, 90, 120))
        rows.append(body(code, meetings=1, start_times="09:00;11:15;14:00", duration_minutes=minutes))
        rows += [member(f"P{name:02}", code) for name in rng.sample(range(40), rng.randint(3, 8))]
    assert placed(council(*rows, start_date="2015-11-02", end_date="2015-11-06"))[1] == 50
