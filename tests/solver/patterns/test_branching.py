"""Bounds on all networks' years together, held against every plan by brute force."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from every_joint_year import BEFORE, calendar_drawn, cheapest, together
from networks_drawn import TIER, every_year
from rounds import rounds

from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.patterns.branching import Bounds
from scheduler.solver.patterns.network import Year
from scheduler.solver.patterns.pricing import NoYear

ONE, TWO = (TIER,), (BEFORE, TIER)


def bounds_of(seed: int, tiers: tuple[str, ...]) -> Bounds | None:
    """Return the bounds of a calendar; None where one of its networks has no year at all."""
    try:
        return Bounds(calendar_drawn(seed, tiers), tiers)
    except NoYear:
        return None


def never() -> bool:
    return False


@pytest.mark.parametrize("tiers", [ONE, TWO])
@pytest.mark.parametrize("seed", range(rounds(60)))
def test_all_branches_together_bound_by_the_cheapest_plan(seed: int, tiers: tuple[str, ...]) -> None:
    least, bounds = cheapest(calendar_drawn(seed, tiers), tiers), bounds_of(seed, tiers)
    if bounds is None:
        assert least == np.inf
        return
    bounds.run(never, lambda: None)
    assert (np.inf if bounds.impossible else bounds.bound) == least
    if least < np.inf:
        best = bounds.candidates()[-1]
        assert together(bounds.calendar, tuple(year.nodes for year in best))
        for network, year in zip(bounds.calendar.networks, best, strict=True):
            assert any((year.nodes == other).all() for other in every_year(network))


@pytest.mark.parametrize("dearer", [0, 1, 3])
@pytest.mark.parametrize("seed", range(rounds(40)))
def test_a_plan_that_is_known_closes_no_better_one(seed: int, dearer: int) -> None:
    least, bounds = cheapest(calendar_drawn(seed, TWO), TWO), bounds_of(seed, TWO)
    if bounds is not None and least < np.inf:
        bounds.run(never, lambda: int(least) + dearer)
        assert (bounds.bound, bounds.proven) == (least, dearer == 0)


@pytest.mark.parametrize("seed", range(10))
def test_compiled_prices_are_the_same(seed: int) -> None:
    least = cheapest(calendar_drawn(seed, ONE), ONE)
    if bounds_of(seed, ONE) is not None and least < np.inf:
        bounds = Bounds(calendar_drawn(seed, ONE), ONE, parameters=SearchParameters(compiled_after=0))
        bounds.run(never, lambda: None)
        assert bounds.bound == least


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_the_bound_is_true_whenever_it_is_stopped(seed: int) -> None:
    least, asked = cheapest(calendar_drawn(seed, ONE), ONE), count()
    bounds = bounds_of(seed, ONE)
    if bounds is None:
        return
    before = bounds.bound

    def stop() -> bool:
        nonlocal before
        assert before <= bounds.bound <= least
        before = bounds.bound
        return next(asked) % 7 == 6

    for _ in range(20):
        bounds.run(stop, lambda: None)
        assert before <= bounds.bound <= least


def test_a_network_that_may_meet_twice_a_day_bounds_nothing() -> None:
    calendar = calendar_drawn(7, ONE)
    free = replace(calendar, networks=(replace(calendar.networks[0], twice_a_day=True), *calendar.networks[1:]))
    bounds, rest = Bounds(calendar, ONE), Bounds(free, ONE)
    constant = calendar.networks[0].costs[TIER].constant
    assert (bounds.bound, rest.bound) == (9, 9 - 4 + constant)
    rest.run(never, lambda: None)
    held = [report for report in calendar.reports if 0 not in (report.feeder, report.receiver)]
    moved = [replace(report, feeder=report.feeder - 1, receiver=report.receiver - 1) for report in held]
    alone = replace(calendar, networks=calendar.networks[1:], pieces=calendar.pieces[1:], reports=tuple(moved))
    others = Bounds(alone, ONE)
    others.run(never, lambda: None)
    assert rest.bound == others.bound + constant


@pytest.mark.parametrize("seed", range(rounds(20)))
def test_offered_years_are_weighed_as_its_own(seed: int) -> None:
    least, bounds = cheapest(calendar_drawn(seed, ONE), ONE), bounds_of(seed, ONE)
    if bounds is None or least == np.inf:
        return
    draw = np.random.default_rng(seed)
    years = [every_year(network) for network in bounds.calendar.networks]
    for _ in range(5):  # some of which miss a stretch in which there must be a meeting
        bounds.offer(tuple(Year(of[int(draw.integers(len(of)))], 0.0) for of in years))
    bounds.run(never, lambda: None)
    assert bounds.bound == least


@pytest.mark.parametrize("seed", [0, 7])
def test_who_is_not_sure_to_sit_is_in_nobodys_way(seed: int) -> None:
    """A plan may seat somebody else there: only those who are there in every seating bind a bound."""
    calendar = calendar_drawn(seed, ONE)
    unsure, alone = [], []
    for number, of in enumerate(calendar.pieces):
        own = [np.full_like(piece.people, 1 << (8 + 4 * number + place)) for place, piece in enumerate(of)]
        told = list(zip(of, own, strict=True))
        unsure.append(tuple(replace(piece, people=piece.people | sure, sure=sure) for piece, sure in told))
        alone.append(tuple(replace(piece, people=sure, sure=sure) for piece, sure in told))
    bounds = Bounds(replace(calendar, pieces=tuple(unsure)), ONE)
    bounds.run(never, lambda: None)
    assert bounds.bound == cheapest(replace(calendar, pieces=tuple(alone))) < cheapest(calendar)
