"""Networks in which a meeting may be on any day, at any start, whatever the rules about dates: for tests of seats."""

import numpy as np

from scheduler.domain.problem import Problem
from scheduler.solver.cp.candidates import candidates
from scheduler.solver.patterns.network import Network


def open_networks(problem: Problem) -> list[Network]:
    """Return a network of each meeting day, then of each body with meetings of its own; as rows say nothing of them."""
    made, found = candidates(problem), []
    for code in problem.meeting_days:
        gatherings = [one for one in made.gatherings if one.meeting_day.code == code]
        way = tuple(one for one in made.sittings if one.gathering is gatherings[0])
        first = min(one.starts[0] for one in way)
        found.append(_network(problem, code, len(gatherings), (way,), (first,), of_meeting_day=True))
    for code, body in problem.bodies.items():
        sittings = [one for one in made.sittings if one.body is body and one.gathering is None]
        if sittings:
            found.append(_network(problem, code, len(sittings), ((sittings[0],),), sittings[0].starts))
    return found


def _network(problem, code, layers, ways, starts, *, of_meeting_day=False) -> Network:
    days = len(problem.days)
    day, start = np.repeat(np.arange(days), len(starts)), np.tile(np.array(starts), days)
    return Network(
        code=code,
        of_meeting_day=of_meeting_day,
        day=day,
        start=start,
        end=start + ways[0][0].duration,
        open=np.ones((layers, len(day)), np.bool_),
        least=layers,
        allowed_gap=np.ones((layers - 1, days + 1), np.bool_),
        costs={},
        covers=(),
        fixed=np.zeros(layers, np.bool_),
        way_of=np.zeros(len(day), np.int64),
        ways=ways,
    )
