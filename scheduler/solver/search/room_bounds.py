"""Lower bounds of rooms by relaxation: what each meeting needs that has the year, and all its rooms, to itself.

No plan that holds as many meetings costs less in the tier `rooms` (Geoffrion and Marsten 1972, on bounds by
relaxation): others take no room, dates may be any, and what a body pays for a change of room is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import DAY, ROOMS, Expression, InTurn
from scheduler.rules import bars, touching
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates, candidates
from scheduler.solver.cp.decisions import ways
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.model import Constraints, build, tier_costs
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.patterns.room_prices import TIER, RoomPrices, wishes_of_a_day
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.search.decomposition import only


class RoomBounds:
    """How little the rooms of a year could cost, body by body and meeting day by meeting day.

    Parameters
    ----------
    problem : Problem
        The input.
    clock : Clock
        How long the searches for the rooms of a meeting day may take.

    """

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem = problem
        self.clock = clock
        self.prices = RoomPrices(problem)
        self.sets = RoomSets(problem)
        self._cheapest: dict[object, _Cheapest] = {}

    def total(self, solution: PartialSolution) -> int:
        """Return what rooms cost at least in any plan that holds as many meetings, and meeting days, as a solution.

        Where fewer are held than may be, the dearest are taken to be those that are not.
        """
        there = solution.without_facts(self.problem)
        held = sum(meeting.meeting_day is None for meeting in there.meetings) + len(there.occurrences)
        prices = sorted(one.price for some in self._of_each.values() for one in some)
        return sum(self.least.values()) if held >= len(prices) else sum(prices[:held])

    @cached_property
    def least(self) -> dict[str, int]:
        """The least for each body, and each meeting day, that holds all it may, by their codes."""
        found = {}
        for code, some in self._of_each.items():
            found[code] = sum(one.price for one in some)
            body = self.problem.bodies.get(code)
            if body is not None and (self.problem.one_meetings_of(body) or not _in_common(some)):
                found[code] = max(found[code], self._least_together(code))
        return found

    def _least_together(self, body: str) -> int:
        """Return the least of a body of whose meetings rows say something, or that must pay for a change of room."""
        part = only(self.problem, {body})
        choices, _ = build(part, rules=touching(ROOMS))
        for one in choices.in_turn(part.bodies[body]):
            choices.model.add(choices.held(one) == 1)
        return self._minimum(choices, tier_costs(part, choices, ROOMS)[TIER])

    @cached_property
    def _of_each(self) -> dict[str, list["_Cheapest"]]:
        """What each meeting of a body, and each occurrence of a meeting day, could have for the least, by codes."""
        asked = candidates(self.problem)
        extras = [one for one in asked.sittings if one.extra and one.gathering is None]
        own = [one for in_turn in asked.in_turn.values() for one in in_turn]
        found: dict[str, list[_Cheapest]] = {}
        for one in (*own, *extras):
            found.setdefault(_body(one).code, []).append(self._of_ways(one))
        for gathering in asked.gatherings:
            there = tuple(sitting for sitting in asked.sittings if sitting.gathering is gathering)
            found.setdefault(gathering.meeting_day.code, []).append(self._of_a_day(gathering, there))
        return found

    def _of_ways(self, one: InTurn) -> "_Cheapest":
        """Return the least of a body's meeting: in whichever way it is held, on whichever day."""
        found = [self._of_way(way) for way in ways(one)]
        price = min((cheapest.price for cheapest in found), default=0)
        return _Cheapest(price, frozenset(room for one in found if one.price == price for room in one.rooms))

    def _of_way(self, way: Sitting) -> "_Cheapest":
        key = _as_asked(way)
        if key not in self._cheapest:
            prices = np.full(len(self.problem.rooms), np.inf)
            for start in way.starts:
                fit = self._would_do(way, start)
                prices[fit] = np.minimum(prices[fit], self.prices.of(way.body.code, start, start + way.duration)[fit])
            least = prices.min(initial=np.inf)
            none = way.body.online or not np.isfinite(least)
            rooms = range(len(prices)) if none else np.flatnonzero(prices == least).tolist()
            self._cheapest[key] = _Cheapest(0 if none else int(least), frozenset(rooms))
        return self._cheapest[key]

    def _would_do(self, way: Sitting, start: int) -> list[int]:
        """Return the rooms that would do from a start on some day on which the body may meet."""
        first = self.problem.days[0]
        days = np.array([(day - first).days for day in way.days], np.int64)
        sets = self.sets.at(way, days, np.full(len(days), start, np.int64))
        if (sets != sets[:1]).any() and not way.ones:
            sets = sets[[next(bars(self.problem, way.body, day), None) is None for day in way.days]]
        return self.sets.rooms.numbers(np.bitwise_or.reduce(sets, axis=0, initial=0))

    def _of_a_day(self, gathering: Gathering, sittings: tuple[Sitting, ...]) -> "_Cheapest":
        """Return the least of a meeting day with its lunch, all its bodies at once, on whichever day."""
        key = (gathering.meeting_day.code, gathering.days, gathering.waived, tuple(map(_as_asked, sittings)))
        if key not in self._cheapest:
            choices = Decisions(self.problem, Candidates((gathering,), sittings), pruning=True)
            post = Constraints(choices, guarded=False)
            for rule in (one for one in touching(ROOMS) if one.RULE.horizon <= DAY):
                choices.look(rule.RULE.horizon, rule.RULE.name)
                rule.enforce(self.problem, choices, post)
            choices.look(DAY)
            choices.model.add(choices.held(gathering) == 1)
            weights = [(wish.WISH.weight_in(self.problem), wish) for wish in wishes_of_a_day()]
            cost = sum(weight * wish.cost(self.problem, choices) for weight, wish in weights)
            self._cheapest[key] = _Cheapest(self._minimum(choices, cost))
        return self._cheapest[key]

    def _minimum(self, choices: Decisions, cost: Expression) -> int:
        """Return a proven bound of the tier in a model."""
        step = LexicographicObjective(choices.model, {TIER: cost}, self.clock).minimise(TIER, self.clock.left)
        return 0 if step is None else step.bound


@dataclass(frozen=True)
class _Cheapest:
    """The least that something costs by itself, and the rooms, by number, in which a meeting does."""

    price: int
    rooms: frozenset[int] = frozenset()


def _in_common(some: Iterable[_Cheapest]) -> frozenset[int]:
    """Return the rooms that are the cheapest for all of some meetings."""
    return frozenset.intersection(*(one.rooms for one in some))


def _body(one: InTurn) -> Body:
    """Return the body of a meeting with a place of its own in the year."""
    return ways(one)[0].body


def _as_asked(sitting: Sitting) -> tuple[object, ...]:
    """Return all of a body's meeting that rules can tell, but for its number."""
    return sitting.body.code, sitting.days, sitting.starts, sitting.duration, sitting.ones, sitting.waived
