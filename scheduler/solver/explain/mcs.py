"""What to give up so that a plan can be: the smallest set of reasons, the easiest first, and what else would do.

Whatever is given up has to take something from every set of reasons that cannot all hold. So one reason of the set
that is known is tried after another. Where none alone is enough, there are other such sets: they are looked for, and
the smallest choice that takes from each is tried, until one is enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.solver.cp.hints import add_even_hints
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import search, solve_by_portfolio
from scheduler.solver.cp.solution import PartialSolution, solution_of
from scheduler.solver.explain.infeasible_subproblem import part_of, whole_blocks
from scheduler.solver.explain.mus import Core, Key, ease
from scheduler.solver.explain.placing_the_rest import NoInsertion, rest_placed, rules_broken
from scheduler.solver.search.decomposition import Block, components

ONE_REASON = 1000
"""What giving up any reason costs, so that fewer are better than easier."""
CHOOSING_SECONDS = 5.0


@dataclass(frozen=True)
class Way:
    """Reasons whose giving up makes room, and the meetings that then can be."""

    keys: tuple[Key, ...]
    draft: PartialSolution


class GivingUp:
    """The search for what to give up; the law and what nobody can do always hold.

    Parameters
    ----------
    core : Core
        The reasons of a part without a plan.
    known : sequence of sequences of (rule, subject)
        Sets of reasons that cannot all hold, one at least.

    """

    def __init__(self, core: Core, known: Sequence[Sequence[Key]]) -> None:
        self.core = core
        self.only_the_law = False
        self.exact = True
        """Whether every way so far is as small, and then as easy, as any that comes after it."""
        self.known: list[Sequence[Key]] = []
        self.tried: list[tuple[Key, ...]] = []
        """Choices that were tried: each is enough, or too little, or not decided in time."""
        for because in known:
            self._learn(because)

    def ways(self, until: float) -> Iterator[Way]:
        """Yield the easiest of the smallest sets, then others; each is confirmed.

        Parameters
        ----------
        until : float
            Seconds of the clock to be left.

        """
        ways = self._of_one(until)
        first = next(ways, None)
        if first is None:
            yield from self._of_more(until)
        else:
            yield first
            yield from ways

    def _of_one(self, until: float) -> Iterator[Way]:
        for key in sorted(set.intersection(*map(set, self._loose())), key=ease):
            if self.core.clock.left > until:
                found = self._tried((key,), until)
                if found is not None:
                    yield found
            else:
                self.exact = False

    def _of_more(self, until: float) -> Iterator[Way]:
        fewest = None
        if self.tried and self.exact:
            self._learn_without(self.tried[0])
        while not self.only_the_law and self.core.clock.left > until:
            keys = self._choice()
            if keys is None or (fewest is not None and len(keys) > fewest):
                return
            found = self._tried(keys, until)
            if found is not None:
                fewest = len(keys)
                yield found
            elif self.exact:
                self._learn_without(keys)

    def _learn_without(self, keys: tuple[Key, ...]) -> None:
        """Find reasons that cannot all hold even where these are given up."""
        self._learn(self.core.shrunk([key for key in self.core.keys if key not in keys])[0])

    def _tried(self, keys: tuple[Key, ...], until: float) -> Way | None:
        """Return a way where giving these up is seen to be enough, and that is confirmed."""
        self.tried.append(keys)
        kept = [key for key in self.core.keys if key not in keys]
        asked = self.core.ask(kept, until)
        if asked.answer.infeasible:
            return None
        confirmed = asked.answer.solved and self.core.ask(kept, until, asked.answer).answer.solved
        self.exact = self.exact and confirmed
        return Way(keys, asked.partial_solution()) if confirmed else None

    def _learn(self, because: Sequence[Key]) -> None:
        """Remember that one of these has to be given up."""
        self.known.append(because)
        self.only_the_law = all(self.core.firm(key) for key in because) and self._confirmed(because)

    def _loose(self) -> list[list[Key]]:
        """Return what of each set known can be given up."""
        return [[key for key in because if not self.core.firm(key)] for because in self.known]

    def _confirmed(self, because: Sequence[Key]) -> bool:
        """Whether two ways of solving agree that these cannot all hold."""
        answer = self.core.ask(because, 0).answer
        return answer.infeasible and self.core.ask(because, 0, answer).answer.infeasible

    def _choice(self) -> tuple[Key, ...] | None:
        """Return the cheapest choice of one at least of every set known, which holds none of those tried."""
        model = cp_model.CpModel()
        loose = sorted({key for keys in self._loose() for key in keys}, key=ease)
        given_up = {key: model.new_bool_var(" ".join(key)) for key in loose}
        for keys in self._loose():
            model.add_bool_or(given_up[key] for key in keys)
        for tried in self.tried:
            if set(tried) <= set(loose):
                unlike = [~given_up[key] for key in tried]
                model.add_bool_or(*unlike, *(given_up[key] for key in loose if key not in tried))
        model.minimize(sum((ONE_REASON + ease(key)[0]) * given_up[key] for key in loose))
        best = search(model, CHOOSING_SECONDS, "")
        self.exact = self.exact and best.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        if not best.solved:
            return None
        return tuple(key for key in loose if best.solver.boolean_value(given_up[key]))


WAYS_END, REST_ENDS = 0.3, 0.15
"""Shares of the time left that are still left when the search for the ways ends, and when the rest is first placed."""
SHARE = 0.5
"""Share of the time left that placing some more together may take."""
MOST_ALTERNATIVES = 2
MOST_JOINED = 6
"""How often those who found no place join those who give something up."""


class TooLittleError(Exception):
    """What is given up is not enough for some blocks together."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__("not enough is given up")
        self.blocks = blocks


class Mending:
    """The search for what to give up: in the part first, then with whoever else is found to have no place.

    Parameters
    ----------
    problem : Problem
        The whole problem.
    core : Core
        The reasons of the part without a plan; where that part cuts through a meeting day, a larger one is made.
    clock : Clock
        The time that is left.

    """

    def __init__(self, problem: Problem, core: Core, clock: Clock) -> None:
        self.problem, self.clock, self.core = problem, clock, core
        self.inside: Sequence[Block] = whole_blocks(problem, core.problem)
        if {body for block in self.inside for body in block.bodies} - set(core.problem.bodies):
            self._with(self.inside)
        self.give_up: tuple[Reason, ...] = ()
        self.alternatives: list[tuple[Reason, ...]] = []
        self.may_help: tuple[Reason, ...] = ()
        self.smallest = False
        self.only_the_law = False

    def _with(self, blocks: Sequence[Block]) -> None:
        """Go on with the reasons of more blocks than before."""
        given, self.inside = self.core.given, blocks
        self.core = Core(part_of(self.problem, blocks), self.clock, self.core.until, given)
        self.core.told = True

    def mend(self, because: Sequence[Key]) -> None:
        """Find what to give up, and what else would do instead."""
        known: Sequence[Sequence[Key]] = [because]
        for _ in range(MOST_JOINED):
            giving_up = GivingUp(self.core, known)
            try:
                self._mend(giving_up)
            except TooLittleError as more:
                known = giving_up.known
                self._with(more.blocks)
            else:
                break
        self.only_the_law = giving_up.only_the_law
        if self.give_up:
            self.may_help = ()

    def _mend(self, giving_up: GivingUp) -> None:
        left = max(self.clock.left, 0)
        everybody = len(self.inside) == len(whole_blocks(self.problem, self.problem))
        self.core.until = 0 if everybody else left * WAYS_END
        fewest: int | None = None
        for way in giving_up.ways(self.core.until):
            fewest = len(way.keys) if fewest is None else fewest
            reasons = tuple(self.core.reasons[key] for key in way.keys)
            try:
                enough = self._enough(way, 0 if self.give_up else left * REST_ENDS)
            except TooLittleError:
                if not self.give_up:
                    raise
                enough = False
            if enough and not self.give_up:
                self.give_up, self.smallest = reasons, giving_up.exact and len(way.keys) == fewest
            elif enough:
                self.alternatives.append(reasons)
                if len(self.alternatives) == MOST_ALTERNATIVES:
                    return
            elif not self.may_help:
                self.may_help = reasons

    def _enough(self, way: Way, until: float) -> bool:
        """Whether a calendar of all bodies is found in which nothing else is broken.

        Raises
        ------
        TooLittleError
            If some of them are seen to have no place together.

        """
        inside = list(self.inside)
        near = [one for one in components(self.problem) if any(block in inside for block in one.blocks)]
        tied = [block for component in near for block in component.blocks if block not in inside]
        drafted = self._together([*inside, *tied], way, until) if tied else way.draft
        inside += tied
        for _ in range(MOST_JOINED):
            if drafted is None:
                return False
            try:
                year = rest_placed(self.problem, inside, drafted, self.clock, until)
            except NoInsertion as stuck:
                inside += stuck.component.blocks
                drafted = self._together(inside, way, until)
            else:
                return not rules_broken(self.problem, year, {rule for rule, _ in way.keys})
        return False

    def _together(self, blocks: Sequence[Block], way: Way, until: float) -> PartialSolution | None:
        """Return blocks placed together, with what is given up left out; None if they are not in time."""
        left = self.clock.left - until
        if left <= 0:
            return None
        part = part_of(self.problem, blocks)
        choices, _ = build(part, lifted=frozenset(way.keys))
        add_even_hints(choices)
        answer = solve_by_portfolio(choices.model, left * SHARE, self.clock)
        if answer.infeasible:
            raise TooLittleError(blocks)
        return solution_of(part, choices, answer.found.solver) if answer.solved else None
