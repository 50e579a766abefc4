"""Simulated annealing over lunch tables: two guests of one lunch change places, or one takes an empty chair.

Kirkpatrick, Gelatt and Vecchi 1983, "Optimization by simulated annealing", Science 220; for the social golfer problem
Dotú and Van Hentenryck 2007, "Scheduling social tournaments locally", AI Communications 20. Compiled by numba: some
millions of tries a second. A table never has more than one chair fewer than the largest.
"""

import numpy as np

from scheduler.solver.lunch_tables.halls import EMPTY, Hall
from scheduler.solver.patterns.compiled import compiled
from scheduler.solver.patterns.network import Ints


def _anneal(  # noqa: C901, PLR0912, PLR0915 - one compiled loop over arrays
    hall: Hall,
    unmoved: tuple[float, int],
    heat: tuple[float, float],
    steps: int,
    seed: int,
    found: Ints,
    best_seat: Ints,
) -> float:
    """Try so many changes, and keep the best seats; return the temperature at the end.

    Parameters
    ----------
    hall : Hall
        The seats and who has met; both are changed.
    unmoved : tuple of float and int
        What a guest costs who is not at home, while it anneals and in order.
    heat : tuple of float
        The price up to which a change is likely to be taken, and by what that is multiplied after each try.
    steps, seed : int
        How many changes are tried, and where chance begins.
    found : array of int, 3
        In order, what the seats cost more than at the beginning: now, at best, and the least that there can be, where
        it ends.
    best_seat : array of int, like `hall.seat`
        The best seats.

    """
    np.random.seed(seed)  # noqa: NPY002 - numba knows no other generator that the interpreter draws alike
    temperature, cooling = heat
    lunches = len(hall.tables)
    for _ in range(steps):
        temperature *= cooling
        lunch = int(np.random.random() * lunches)  # noqa: NPY002 - the same
        tables, chairs = hall.tables[lunch], hall.chairs[lunch]
        here, there = int(np.random.random() * tables), int(np.random.random() * tables)  # noqa: NPY002 - the same
        place, chair = int(np.random.random() * chairs), int(np.random.random() * chairs)  # noqa: NPY002 - the same
        chance = np.random.random()  # noqa: NPY002 - the same
        p, q = hall.seat[lunch, here, place], hall.seat[lunch, there, chair]
        if here == there or p == EMPTY or not hall.open[lunch, p, there]:
            continue
        if q == EMPTY:
            uneven = False
            for one in range(chairs):
                uneven = uneven or hall.seat[lunch, here, one] == EMPTY
            if uneven:
                continue
        elif not hall.open[lunch, q, here]:
            continue
        change = 0.0
        for one in range(chairs):
            r, s = hall.seat[lunch, here, one], hall.seat[lunch, there, one]
            if r not in (EMPTY, p):
                change -= hall.soft[lunch, p, r] + hall.met[p, r] - 1
                if q != EMPTY:
                    change += hall.soft[lunch, q, r] + hall.met[q, r]
            if s not in (EMPTY, q):
                change += hall.soft[lunch, p, s] + hall.met[p, s]
                if q != EMPTY:
                    change -= hall.soft[lunch, q, s] + hall.met[q, s] - 1
        moved = 0
        if hall.home[lunch, p] != EMPTY:
            moved += int(hall.home[lunch, p] == here) - int(hall.home[lunch, p] == there)
        if q != EMPTY and hall.home[lunch, q] != EMPTY:
            moved += int(hall.home[lunch, q] == there) - int(hall.home[lunch, q] == here)
        change += moved * unmoved[0]
        if change > 0 and chance >= np.exp(-change / temperature):
            continue
        exact = moved * unmoved[1]
        for one in range(chairs):
            r, s = hall.seat[lunch, here, one], hall.seat[lunch, there, one]
            if r not in (EMPTY, p):
                hall.met[p, r] -= 1
                hall.met[r, p] -= 1
                exact -= hall.exact[lunch, p, r] + hall.met[p, r]
                if q != EMPTY:
                    exact += hall.exact[lunch, q, r] + hall.met[q, r]
                    hall.met[q, r] += 1
                    hall.met[r, q] += 1
            if s not in (EMPTY, q):
                exact += hall.exact[lunch, p, s] + hall.met[p, s]
                hall.met[p, s] += 1
                hall.met[s, p] += 1
                if q != EMPTY:
                    hall.met[q, s] -= 1
                    hall.met[s, q] -= 1
                    exact -= hall.exact[lunch, q, s] + hall.met[q, s]
        hall.seat[lunch, here, place] = q
        hall.seat[lunch, there, chair] = p
        found[0] += exact
        if found[0] < found[1]:
            found[1] = found[0]
            best_seat[:] = hall.seat
            if found[1] <= found[2]:
                break
    return temperature


anneal = compiled(_anneal)
