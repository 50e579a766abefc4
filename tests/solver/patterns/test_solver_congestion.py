"""A first plan by negotiation, against faults counted piece by piece and against every plan there is."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from calendars_drawn import calendar_drawn, faults, lending, some_plan_exists, unserved
from networks_drawn import TIER
from rounds import rounds

from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.network import NO_ROOMS, Calendar, Costs, Network, Piece, Report, Year

SEEDS = range(rounds(40))
LENDING = range(20, 20 + rounds(12))


@pytest.mark.parametrize(("drawn", "seed"), [*product([calendar_drawn], SEEDS), *product([lending], LENDING)])
def test_a_plan_with_nothing_contested_has_no_fault_and_one_is_found_wherever_there_is_one(
    drawn: Callable[[int], Calendar], seed: int
) -> None:
    calendar = drawn(seed)
    found = negotiated(calendar, {TIER: 1}, seed)
    assert found.without is None
    years = {number: year.nodes for number, year in enumerate(found.years)}
    there_are_faults = any(faults(calendar, years)) or any(unserved(calendar, years))
    assert bool(found.contested) == there_are_faults
    assert there_are_faults != some_plan_exists(calendar)


def test_some_of_these_have_a_plan_and_some_have_none() -> None:
    assert {bool(negotiated(calendar_drawn(seed), {TIER: 1}).contested) for seed in SEEDS} == {True, False}


@pytest.mark.parametrize(("drawn", "seed"), [*product([calendar_drawn], SEEDS), *product([lending], LENDING)])
def test_what_a_node_would_meet_is_what_a_board_with_it_has(drawn: Callable[[int], Calendar], seed: int) -> None:
    calendar = drawn(seed)
    found = negotiated(calendar, {TIER: 1}, seed)
    board = Board(calendar)
    for number, year in enumerate(found.years[1:], start=1):
        board.put(number, year)
    clashes, full = board.clashes(0, np.ones(len(calendar.networks))), board.overloaded(0)
    houseless = board.unhoused(0)
    others = {number: year.nodes for number, year in enumerate(found.years) if number}
    before = set(faults(calendar, others))
    for node in range(calendar.networks[0].nodes):
        new = set(faults(calendar, {0: np.array([node]), **others})) - before
        day = calendar.networks[0].day[node]
        assert bool(clashes[node]) == any("clash" in fault for fault in new)
        if f"day {day} cannot be housed" not in before:
            assert bool(houseless[node]) == any("housed" in fault for fault in new)
        if f"somebody has too many meetings on {day}" not in before:
            assert bool(full[node]) == any("too many" in fault for fault in new)


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if calendar_drawn(seed).reports])
def test_a_report_is_late_only_once_both_are_placed_and_a_year_put_anew_takes_the_place_of_the_other(seed: int) -> None:
    calendar = calendar_drawn(seed)
    (report,) = calendar.reports
    years = negotiated(calendar, {TIER: 1}, seed, lambda: True).years
    for number in (report.feeder, report.receiver):
        alone, unasked = Board(calendar), Board(replace(calendar, reports=()))
        for board in (alone, unasked):
            board.put(number, years[number])
        assert alone.contested() == unasked.contested()
        moved = Year(np.flip(years[number].nodes), 0.0)
        for board in (alone, unasked):
            board.put(number, moved)
        alone.put(number, years[number])
        unasked.lift(number)
        unasked.put(number, years[number])
        assert alone.slots.day.tolist() == unasked.slots.day.tolist()
        assert alone.contested() == unasked.contested()


def test_the_same_seed_gives_the_same_plan() -> None:
    calendar = calendar_drawn(7)
    one, two = (negotiated(calendar, {TIER: 1}, 3) for _ in range(2))
    assert [year.nodes.tolist() for year in one.years] == [year.nodes.tolist() for year in two.years]


def test_a_network_without_any_year_is_named() -> None:
    calendar = calendar_drawn(3)
    calendar.networks[1].open[:] = False
    assert negotiated(calendar, {TIER: 1}).without == 1


def test_one_that_is_stopped_at_once_says_what_is_contested() -> None:
    for seed in SEEDS:
        calendar = calendar_drawn(seed)
        found = negotiated(calendar, {TIER: 1}, seed, lambda: True)
        years = {number: year.nodes for number, year in enumerate(found.years)}
        assert found.rounds == 0
        assert bool(found.contested) == (any(faults(calendar, years)) or any(unserved(calendar, years)))


def test_a_council_without_any_room_has_its_days_contested() -> None:
    calendar = replace(calendar_drawn(7), housing=NO_ROOMS)
    pieces = [
        [replace(piece, rooms=piece.rooms[:, :1] * np.uint64(0)) for piece in theirs] for theirs in calendar.pieces
    ]
    calendar = replace(calendar, pieces=tuple(tuple(theirs) for theirs in pieces))
    found = negotiated(calendar, {TIER: 1})
    assert {number for number, _ in found.contested} == {
        number for number, theirs in enumerate(calendar.pieces) if any(piece.needs_room for piece in theirs)
    }


def test_those_who_hear_a_contested_network_give_way_where_it_has_no_other_way_out() -> None:
    """A must be on day 0 for C's meeting of day 1, and clashes there with B; with C on day 3, A may be on day 2."""
    later = Costs(np.zeros(4, np.int64), np.zeros((1, 4), np.int64), np.zeros((0, 5), np.int64), np.zeros(1, np.int64))
    dearer = replace(later, node=np.array([0, 0, 0, 1]))
    places = {"A": ([0, 2], later), "B": ([0], later), "C": ([1, 3], dearer)}
    networks = tuple(
        Network(
            code,
            of_meeting_day=False,
            day=np.arange(4),
            start=np.full(4, 540),
            end=np.full(4, 600),
            open=np.isin(np.arange(4), days)[None],
            least=1,
            allowed_gap=np.ones((0, 5), np.bool_),
            costs={TIER: costs},
            covers=(),
            fixed=np.zeros(1, np.bool_),
            way_of=np.zeros(4, np.int64),
        )
        for code, (days, costs) in places.items()
    )
    people = {code: np.full((4, 1), bit, np.uint64) for code, bit in (("A", 1), ("B", 1), ("C", 2))}
    nowhere = np.zeros((4, 1), np.uint64)
    pieces = tuple(
        (Piece(one.code, one.start, one.end, people[one.code], nowhere, needs_room=False),) for one in networks
    )
    first, last = np.array([0, 0, 0, 1]), np.array([-1, 0, -1, 2])
    calendar = replace(
        calendar_drawn(0),
        networks=networks,
        pieces=pieces,
        reports=(Report(0, 2, first, last, np.array([False, True, False, True]), last),),
        apart=np.zeros((3, 3), np.int64),
        bodies=("A", "B", "C"),
        most_a_day=None,
        housing=NO_ROOMS,
    )
    found = negotiated(calendar, {TIER: 1})
    assert found.contested == ()
    assert [year.nodes.tolist() for year in found.years] == [[2], [0], [3]]
    assert found.rounds <= DEFAULT.clash_patience + 1
