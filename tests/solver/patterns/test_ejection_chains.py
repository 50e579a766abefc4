"""Ejection chains: no plan with a fault, never a dearer one, and on small calendars the best of all."""

from collections.abc import Iterator

import pytest
from calendars_drawn import calendar_drawn, faults, unserved
from networks_drawn import TIER, every_year
from rounds import rounds

from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.ejection_chains import EjectionChains, improve
from scheduler.solver.patterns.network import Calendar, Ints, Year, weighed
from scheduler.solver.patterns.shortest_path import best_year, cost_of

WEIGHTS = {TIER: 1}


def plans(calendar: Calendar, years: dict[int, Ints] | None = None) -> Iterator[dict[int, Ints]]:
    """Yield every plan without a fault."""
    years = years or {}
    if len(years) == len(calendar.networks):
        if not any(unserved(calendar, years)):
            yield years
        return
    for nodes in every_year(calendar.networks[len(years)]):
        further = {**years, len(years): nodes}
        if not any(faults(calendar, further)):
            yield from plans(calendar, further)


def cost(calendar: Calendar, years: dict[int, Ints]) -> float:
    return sum(cost_of(weighed(calendar.networks[number], WEIGHTS), nodes) for number, nodes in years.items())


def dearest(calendar: Calendar) -> list[Year] | None:
    """Return the worst plan without a fault, for chains to begin with."""
    every = list(plans(calendar))
    if not every:
        return None
    worst = max(every, key=lambda years: cost(calendar, years))
    return [Year(worst[number], 0.0) for number in range(len(worst))]


def fault_of(calendar: Calendar, years: list[Year]) -> str | None:
    nodes = {number: year.nodes for number, year in enumerate(years)}
    return next(iter((*faults(calendar, nodes), *unserved(calendar, nodes))), None)


@pytest.mark.parametrize("seed", range(rounds(25)))
def test_small_calendars_reach_the_best_of_all(seed: int) -> None:
    calendar = calendar_drawn(seed)
    start = dearest(calendar)
    if start is None:
        assert negotiated(calendar, WEIGHTS).contested
        return
    search = EjectionChains(calendar, WEIGHTS, start, seed)
    for _ in range(3):
        search.run(300)
    assert fault_of(calendar, search.best) is None
    assert search.cost == min(cost(calendar, years) for years in plans(calendar))


def alone(calendar: Calendar) -> list[Year]:
    """Return the best year of each network by itself."""
    return [Year(year.nodes, 0.0) for network in calendar.networks if (year := best_year(weighed(network, WEIGHTS)))]


CALENDAR = next(
    calendar
    for calendar in map(calendar_drawn, range(100))
    if dearest(calendar) is not None and fault_of(calendar, alone(calendar)) is not None
)
START = dearest(CALENDAR) or []


def test_the_same_seed_and_steps_find_the_same_plan() -> None:
    one, two = (improve(CALENDAR, WEIGHTS, START, 7, 40) for _ in range(2))
    assert [year.nodes.tolist() for year in one.years] == [year.nodes.tolist() for year in two.years]
    assert one.cost == two.cost


@pytest.mark.parametrize("seed", range(25, 40))
def test_no_run_makes_a_plan_worse_or_faulty(seed: int) -> None:
    calendar = calendar_drawn(seed, networks=4)
    first = negotiated(calendar, WEIGHTS)
    if first.contested:
        return
    search = EjectionChains(calendar, WEIGHTS, first.years, seed)
    costs = [search.cost]
    for _ in range(3):
        search.run(20)
        assert fault_of(calendar, search.best) is None
        costs.append(search.cost)
    assert costs == sorted(costs, reverse=True)


def test_a_search_that_is_to_stop_stops_where_it_is() -> None:
    search = EjectionChains(CALENDAR, WEIGHTS, START, 1)
    search.run(1000, lambda: True)
    assert [year.nodes.tolist() for year in search.best] == [year.nodes.tolist() for year in START]


def test_a_better_plan_that_is_offered_is_taken_and_a_faulty_one_is_not() -> None:
    best = improve(CALENDAR, WEIGHTS, START, 1, 900).years
    search = EjectionChains(CALENDAR, WEIGHTS, START, 1)
    search.offer(alone(CALENDAR))
    search.offer(best)
    search.run(1)
    assert fault_of(CALENDAR, search.best) is None
    assert search.cost == sum(year.cost for year in best)
