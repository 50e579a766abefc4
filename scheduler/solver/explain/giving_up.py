"""What to give up so that a plan can be: the smallest set of reasons, the easiest first, and what else would do.

Whatever is given up has to take something from every set of reasons that cannot all hold. So one reason of the set
that is known is tried after another. Where none alone is enough, there are other such sets: they are looked for, and
the smallest choice that takes from each is tried, until one is enough.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.solver.cp.extract import Draft
from scheduler.solver.cp.search import search
from scheduler.solver.explain.core import Core, Key, ease

ONE_REASON = 1000
"""What giving up any reason costs, so that fewer are better than easier."""
CHOOSING_SECONDS = 5.0


@dataclass(frozen=True)
class Way:
    """Reasons whose giving up makes room, and the meetings that then can be."""

    keys: tuple[Key, ...]
    draft: Draft


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
        return Way(keys, asked.draft()) if confirmed else None

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
