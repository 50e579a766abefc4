"""Minimal unsatisfiable subset (MUS) by deletion filter (Chinneck & Dravnieks 1991): reasons none of which is idle.

Constraints are left out one after another; whatever can be left out without a plan becoming possible stays out. Many
are first left out together, and halved where that does not do (after QuickXplain, Junker 2004); where the solver names
an unsatisfiable core, all outside it go at once (clause set refinement, Belov & Marques-Silva 2012).
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ortools.sat.python import cp_model

from scheduler import rules
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import FirmReason, Reason
from scheduler.domain.verbs import DATES, LUNCHES, ROOMS, SEATS, TIMES, Literal, Matter
from scheduler.rules import start_time
from scheduler.rules.protocol import Rule
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.hints import add_even_hints
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import FIRST_REASON, Clock, TimeIsUp
from scheduler.solver.cp.runs import Answer, search, solve_by_portfolio, undecided
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.cp.solution_reader import solution_of

Soft = TypeVar("Soft", bound=Hashable)
"""A constraint that can be left out."""


@dataclass(frozen=True)
class Verdict(Generic[Soft]):
    """What the solver says of some soft constraints together: neither of the two where it was not decided in time."""

    core: Collection[Soft] | None = None
    """Where they are unsatisfiable: those that the solver names as a cause, or all of them."""
    satisfiable: bool = False

    @property
    def unsatisfiable(self) -> bool:
        """Whether they were shown not to hold together."""
        return self.core is not None


def minimal_unsatisfiable_subset(
    soft: Sequence[Soft],
    verdict_on: Callable[[list[Soft]], Verdict[Soft]],
    chunks: Sequence[Sequence[Soft]] | None = None,
    needed: Callable[[Soft], None] | None = None,
) -> tuple[list[Soft], bool]:
    """Return a subset without idle members, in the same order, and whether each was shown to be needed.

    Parameters
    ----------
    soft : sequence
        Constraints that cannot all hold.
    verdict_on : callable
        Asks the solver about some of them, in the same order.
    chunks : sequence of sequences, optional
        What to leave out together, first things first; what stands in none is kept. Left out, each by itself.
    needed : callable, optional
        Hears of each that is seen to be needed, at once.

    """
    kept, minimal = set(soft), True
    ahead = list(reversed([list(chunk) for chunk in chunks] if chunks is not None else [[one] for one in soft]))
    while ahead:
        chunk = [one for one in ahead.pop() if one in kept]
        if not chunk:
            continue
        verdict = verdict_on([one for one in soft if one in kept and one not in chunk])
        if verdict.core is not None:
            kept = set(verdict.core)
        elif len(chunk) > 1:
            middle = len(chunk) // 2
            ahead += [chunk[middle:], chunk[:middle]]
        else:
            minimal = minimal and verdict.satisfiable
            if verdict.satisfiable and needed is not None:
                needed(chunk[0])
    return [one for one in soft if one in kept], minimal


def under_assumptions(
    model: cp_model.CpModel,
    guards: Mapping[Soft, Literal],
    soft: Sequence[Soft],
    clock: Clock,
) -> Verdict[Soft]:
    """Ask with the guards of some soft constraints as assumptions; the solver names a core of them.

    Parameters
    ----------
    model : CpModel
        A model without an objective, in which each soft constraint holds only where its guard does.
    guards : mapping
        The guard of each.
    soft : sequence
        Those that are to hold.
    clock : Clock
        All of the time that is left may be used.

    """
    if clock.late:
        return Verdict()
    model.clear_assumptions()
    model.add_assumptions([guards[one] for one in soft])
    try:
        found = search(model, clock.left, "", clock=clock)
    except TimeIsUp:
        return Verdict()
    if not found.infeasible:
        return Verdict(satisfiable=found.solved)
    named = set(found.solver.sufficient_assumptions_for_infeasibility())
    return Verdict([one for one in soft if guards[one].index in named])


Key = tuple[str, str]
"""A rule and its subject."""

LEFT_OUT_FIRST = (SEATS, LUNCHES, ROOMS, DATES, TIMES)
"""What reasons are about, in the order in which they are left out: of most failures, whole matters are innocent.

Times come last: where they are left out, there are many other starts to look at.
"""


def rule_of(key: Key) -> Rule:
    """Return what the rule of a reason says of itself."""
    return next(rule.RULE for rule in rules.RULES if rule.RULE.name == key[0])


def ease(key: Key) -> tuple[int, Key]:
    """Return the rank of a reason among those that can be given up, the easiest first; the law comes last."""
    eases = sorted(rule.RULE.ease for rule in rules.RULES if rule.RULE.ease is not None)
    own = rule_of(key).ease
    return (len(eases) if own is None else eases.index(own)), key


def _left_out_first(key: Key) -> tuple[int, Key]:
    """Return the rank of a reason among those of its matter: the law comes first, then what is easily given up.

    What is left in the end says most: what weighs heavily, and looks far.
    """
    facets = sorted((file.RULE for file in rules.RULES), key=lambda r: (r.ease is not None, r.ease or 0, r.horizon))
    return facets.index(rule_of(key)), key


@dataclass(frozen=True)
class Question:
    """A model in which only some of the reasons hold, and the answer."""

    problem: Problem
    choices: Decisions | None
    """None where there was no time to build it."""
    answer: Answer

    def partial_solution(self) -> PartialSolution:
        """Return the meetings that can be where only those reasons hold."""
        if self.choices is None:
            raise LookupError("no solution has been found")
        return solution_of(self.problem, self.choices, self.answer.found.solver)


class SoftReasons:
    """The reasons of a problem as soft constraints, and the search for a minimal unsatisfiable subset of them.

    Parameters
    ----------
    problem : Problem
        A problem that has no plan.
    clock : Clock
        Who listens, and the time there is.
    until : float
        Seconds of the clock to be left when the search for reasons ends.
    given : collection of (rule, subject)
        Reasons that always hold, and are neither named nor given up.

    """

    def __init__(self, problem: Problem, clock: Clock, until: float, given: Collection[Key] = ()) -> None:
        self.problem, self.clock, self.until = problem, clock, until
        self.given = frozenset(given)
        self.reasons: dict[Key, Reason] = {}
        self.told = False
        self._built(None)

    @property
    def keys(self) -> list[Key]:
        """The reasons that may be named, or given up."""
        return [key for key in self.reasons if key not in self.given]

    def firm(self, key: Key) -> bool:
        """Whether the reason is one that nobody can give up."""
        return isinstance(self.reasons[key], FirmReason)

    def _built(self, keys: Collection[Key] | None) -> Decisions:
        """Return the model in which only these reasons hold; what is lifted may bring others to light.

        A rule of which no reason holds is not stated at all.
        """
        names = None if keys is None else {rule for rule, _ in (*keys, *self.given)}
        asked = [file for file in rules.RULES if names is None or file.RULE.name in names]
        while True:
            known = len(self.reasons)
            lifted = frozenset() if keys is None else self._lifted(frozenset(keys))
            choices, post = build(self.problem, rules=asked, lifted=lifted, clock=self.clock)
            for key, reason in post.reasons.items():
                self.reasons.setdefault(key, reason)
            if keys is None or len(self.reasons) == known:
                return choices

    def _lifted(self, keys: frozenset[Key]) -> frozenset[Key]:
        """Return what is left out; bodies keep to their starts where nothing that holds depends on times."""
        lifted = frozenset(self.keys) - keys
        holding = (rule_of(key) for key in (*keys, *self.given))
        if any(TIMES in rule.touches for rule in holding if rule != start_time.RULE):
            return lifted
        return frozenset(key for key in lifted if rule_of(key) != start_time.RULE)

    def ask(self, keys: Collection[Key], until: float | None = None, other_than: Answer | None = None) -> Question:
        """Look for a plan in which these reasons hold and no others.

        Parameters
        ----------
        keys : collection of (rule, subject)
            The reasons; those that are given always hold.
        until : float, optional
            Seconds of the clock to be left.
        other_than : Answer, optional
            An answer to be confirmed, in another way.

        """
        try:
            choices = self._built(keys)
        except TimeIsUp:
            return Question(self.problem, None, undecided())
        add_even_hints(choices)
        left = self.clock.left - (self.until if until is None else until)
        tuned = self.clock.parameters
        least = tuned.question_least_seconds if other_than is None else tuned.confirmation_seconds
        seconds = min(max(left * tuned.question_share, least), tuned.question_seconds)
        strategy = None if other_than is None else other_than.strategy
        return Question(self.problem, choices, solve_by_portfolio(choices.model, seconds, self.clock, strategy))

    def mus(self, keys: Sequence[Key]) -> tuple[list[Key], bool]:
        """Return some of the reasons that cannot all hold, and whether each was shown to be needed."""
        first = next((guess for guess in self.guesses(keys) if self.ask(guess).answer.infeasible), set(keys))
        soft = [key for key in self.keys if key in first]
        chunks = [[key for key in soft if self._about(key) is matter] for matter in LEFT_OUT_FIRST]
        chunks = [sorted(chunk, key=_left_out_first) for chunk in chunks]
        return minimal_unsatisfiable_subset(soft, self._verdict, chunks, self.tell)

    def _verdict(self, keys: list[Key]) -> Verdict[Key]:
        """Ask, while there is time for the search for reasons."""
        if self.clock.left < self.until:
            return Verdict()
        answer = self.ask(keys).answer
        return Verdict(keys if answer.infeasible else None, satisfiable=answer.solved)

    def _about(self, key: Key) -> Matter:
        """Return what a reason is about: where its subject is a room, rooms."""
        rule = rule_of(key)
        return ROOMS if ROOMS in rule.touches and key[1] in self.problem.rooms else rule.about

    def guesses(self, keys: Collection[Key]) -> Iterator[set[Key]]:
        """Yield a few kinds of reasons of which most failures come: dates, and with them people, rooms or lunches.

        Of people, only what can be given up and holds wherever they sit: without the law, nobody has to be anywhere
        but those who are required.
        """
        of_dates = {key for key in keys if self._about(key) in (DATES, TIMES)}
        yield of_dates
        yield of_dates | {key for key in keys if self._about(key) is SEATS and rule_of(key).ease is not None}
        yield of_dates | {key for key in keys if self._about(key) is ROOMS}
        yield of_dates | {key for key in keys if self._about(key) is LUNCHES}

    def tell(self, key: Key) -> None:
        """Tell the first reason that is known to be needed."""
        if not self.told:
            self.told = True
            self.clock.listener(f"{FIRST_REASON}{self.reasons[key].message}")
