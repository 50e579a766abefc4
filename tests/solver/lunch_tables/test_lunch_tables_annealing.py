import numpy as np
from every_table import party

from scheduler.checking.lunch_tables import check_tables, recount_tables
from scheduler.domain.lunch_tables import COMPANY, UNMOVED
from scheduler.solver.lunch_tables.annealing import anneal
from scheduler.solver.lunch_tables.halls import hall_of, places_of, prices_in_order
from scheduler.solver.lunch_tables.models import open_from

BOARDS = dict(zip("abcdefgh", ("A", "A", "A", "AB", "B", "B", "", ""), strict=True))


def year():
    first = party(1, BOARDS, dict.fromkeys("aceg", "x"), 3)
    second = party(2, BOARDS, dict.fromkeys("aceg", "x"), 3, before={"a": 1, "b": 3})
    return [first, second]


def annealed(run, steps=3_000, least=-(10**12)):
    parties = year()
    prices = prices_in_order(parties)
    places = [{guest: number % 3 + 1 for number, guest in enumerate(one.guests)} for one in parties]
    hall = hall_of(parties, places, [open_from(one) for one in parties], prices)
    found, best = np.array([0, 0, least]), hall.seat.copy()
    start = prices.of(recount_tables(parties, places))
    temperature = run(hall, (8.0, prices.exact[UNMOVED]), (1.0, 0.999), steps, 7, found, best)
    return parties, prices, start, found, places_of(parties, places, best), temperature


def test_what_annealing_counts_is_what_its_seats_come_to():
    parties, prices, start, found, places, _ = annealed(anneal)
    assert check_tables(parties, places, ()) == ()
    assert prices.of(recount_tables(parties, places)) == start + found[1]
    assert found[1] < 0


def test_the_compiled_loop_does_what_the_interpreted_one_does():
    compiled, interpreted = annealed(anneal, 400), annealed(anneal.py_func, 400)
    assert compiled[4] == interpreted[4]
    assert list(compiled[3]) == list(interpreted[3])


def test_it_ends_where_nothing_can_be_better():
    *_, found, _, temperature = annealed(anneal.py_func, 2_000, least=-1)
    assert found[1] <= found[2]
    assert temperature > 0.999**2_000


def test_a_unit_of_what_matters_more_outweighs_all_the_rest():
    prices = prices_in_order(year())
    assert next(iter(prices.exact)) == COMPANY
    assert sorted(prices.exact.values()) == list(prices.exact.values())
