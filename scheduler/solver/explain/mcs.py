"""Minimal correction sets (MCS) by implicit hitting sets (Reiter 1987; Liffiton & Sakallah 2008), and their check.

Whatever is given up has to take something from every minimal unsatisfiable subset (MUS). One reason of the MUS that is
known is tried after another; where none alone is enough there are other MUSes: they are looked for, and the smallest
hitting set of those known, of the easiest reasons, is tried, until one is a correction set. That was found in a part
of the council: it is then checked on the whole calendar, and whoever has no place in it joins the part.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from scheduler.domain.meant import suits
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.rules import broken, fixed
from scheduler.rules.meeting_day import only_slots
from scheduler.solver.cp.hints import DomainRestriction, add_even_hints
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.cp.runs import search, solve_by_portfolio
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.cp.solution_reader import solution_of
from scheduler.solver.explain.infeasible_subproblem import part_of, whole_blocks
from scheduler.solver.explain.mus import Key, SoftReasons, ease, rule_of
from scheduler.solver.search.construction import Incumbent, NoInsertion, insertion
from scheduler.solver.search.decomposition import Block, Component, components

A_REASON = 1000
"""The cost of giving up any reason, so that fewer are better than easier."""
MOST_ALTERNATIVES = 2
MOST_JOINED = 6
"""How often those who found no place join those who give something up."""


@dataclass(frozen=True)
class CorrectionSet:
    """A correction set: reasons without which there is a plan, and the meetings of that plan."""

    keys: tuple[Key, ...]
    meetings: PartialSolution


class CorrectionSets:
    """The minimal correction sets of a part, the smallest first; the law and what nobody can do always hold.

    Parameters
    ----------
    soft : SoftReasons
        The reasons of a part without a plan.
    known : sequence of sequences of (rule, subject)
        Sets of reasons that cannot all hold, one at least.

    """

    def __init__(self, soft: SoftReasons, known: Sequence[Sequence[Key]]) -> None:
        self.soft = soft
        self.only_the_law = False
        self.exact = True
        """Whether every set so far is as small, and then as easy, as any that comes after it."""
        self.known: list[Sequence[Key]] = []
        self.tried: list[tuple[Key, ...]] = []
        """Choices that were tried: each is enough, or too little, or not decided in time."""
        for because in known:
            self._learn(because)

    def smallest_first(self, until: float) -> Iterator[CorrectionSet]:
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

    def _of_one(self, until: float) -> Iterator[CorrectionSet]:
        for key in sorted(set.intersection(*map(set, self._loose())), key=ease):
            if self.soft.clock.left > until:
                found = self._tried((key,), until)
                if found is not None:
                    yield found
            else:
                self.exact = False

    def _of_more(self, until: float) -> Iterator[CorrectionSet]:
        fewest = None
        if self.tried and self.exact:
            self._learn_without(self.tried[0])
        while not self.only_the_law and self.soft.clock.left > until:
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
        self._learn(self.soft.mus([key for key in self.soft.keys if key not in keys])[0])

    def _tried(self, keys: tuple[Key, ...], until: float) -> CorrectionSet | None:
        """Return a correction set where giving these up is seen to be enough, and that is confirmed."""
        self.tried.append(keys)
        kept = [key for key in self.soft.keys if key not in keys]
        asked = self.soft.ask(kept, until)
        if asked.answer.infeasible:
            return None
        confirmed = asked.answer.solved and self.soft.ask(kept, until, asked.answer).answer.solved
        self.exact = self.exact and confirmed
        return CorrectionSet(keys, asked.partial_solution()) if confirmed else None

    def _learn(self, because: Sequence[Key]) -> None:
        """Remember that one of these has to be given up."""
        self.known.append(because)
        self.only_the_law = all(self.soft.firm(key) for key in because) and self._confirmed(because)

    def _loose(self) -> list[list[Key]]:
        """Return what of each set known can be given up."""
        return [[key for key in because if not self.soft.firm(key)] for because in self.known]

    def _confirmed(self, because: Sequence[Key]) -> bool:
        """Whether two ways of solving agree that these cannot all hold."""
        answer = self.soft.ask(because, 0).answer
        return answer.infeasible and self.soft.ask(because, 0, answer).answer.infeasible

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
        model.minimize(sum((A_REASON + ease(key)[0]) * given_up[key] for key in loose))
        best = search(model, self.soft.clock.parameters.hitting_set_seconds, "")
        self.exact = self.exact and best.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        if not best.solved:
            return None
        return tuple(key for key in loose if best.solver.boolean_value(given_up[key]))


class NotEnough(Exception):
    """What is given up is not enough for some blocks together."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__("not enough is given up")
        self.blocks = blocks


class Correction:
    """What to give up: in the part first, then with whoever else is found to have no place.

    Parameters
    ----------
    problem : Problem
        The whole problem.
    soft : SoftReasons
        The reasons of the part without a plan; where that part cuts through a meeting day, a larger one is made.
    clock : Clock
        The time that is left.

    """

    def __init__(self, problem: Problem, soft: SoftReasons, clock: Clock) -> None:
        self.problem, self.clock, self.soft = problem, clock, soft
        self.inside: Sequence[Block] = whole_blocks(problem, soft.problem)
        if {body for block in self.inside for body in block.bodies} - set(soft.problem.bodies):
            self._with(self.inside)
        self.give_up: tuple[Reason, ...] = ()
        self.alternatives: list[tuple[Reason, ...]] = []
        self.may_help: tuple[Reason, ...] = ()
        self.smallest = False
        self.only_the_law = False

    def _with(self, blocks: Sequence[Block]) -> None:
        """Go on with the reasons of more blocks than before: all that came to light, and those that more bring."""
        before, self.inside = self.soft, blocks
        self.soft = SoftReasons(part_of(self.problem, blocks), self.clock, before.until, before.given)
        self.soft.told = True
        for key, reason in before.reasons.items():
            self.soft.reasons.setdefault(key, reason)

    def find(self, because: Sequence[Key]) -> None:
        """Find what to give up, and what else would do instead."""
        sets = CorrectionSets(self.soft, [because])
        for _ in range(MOST_JOINED):
            try:
                self._find(sets)
                break
            except NotEnough as more:
                try:
                    self._with(more.blocks)
                except TimeIsUp:
                    break
                sets = CorrectionSets(self.soft, sets.known)
        self.only_the_law = sets.only_the_law
        if self.give_up:
            self.may_help = ()

    def _find(self, sets: CorrectionSets) -> None:
        left = max(self.clock.left, 0)
        everybody = len(self.inside) == len(whole_blocks(self.problem, self.problem))
        self.soft.until = 0 if everybody else left * self.clock.parameters.corrections_end_share
        fewest: int | None = None
        for found in sets.smallest_first(self.soft.until):
            fewest = len(found.keys) if fewest is None else fewest
            reasons = tuple(self.soft.reasons[key] for key in found.keys)
            try:
                enough = self._enough(found, 0 if self.give_up else left * self.clock.parameters.rest_end_share)
            except NotEnough:
                if not self.give_up:
                    raise
                enough = False
            if enough and not self.give_up:
                self.give_up, self.smallest = reasons, sets.exact and len(found.keys) == fewest
            elif enough:
                self.alternatives.append(reasons)
                if len(self.alternatives) == MOST_ALTERNATIVES:
                    return
            elif not self.may_help:
                self.may_help = reasons

    def _enough(self, found: CorrectionSet, until: float) -> bool:
        """Whether a calendar of all bodies is found in which nothing else is broken.

        Raises
        ------
        NotEnough
            If some of them are seen to have no place together.

        """
        inside = list(self.inside)
        near = [one for one in components(self.problem) if any(block in inside for block in one.blocks)]
        tied = [block for component in near for block in component.blocks if block not in inside]
        solution = self._together([*inside, *tied], found, until) if tied else found.meetings
        inside += tied
        for _ in range(MOST_JOINED):
            if solution is None:
                return False
            try:
                year = rest_placed(self.problem, inside, solution, self.clock, until)
            except NoInsertion as failure:
                inside += failure.component.blocks
                solution = self._together(inside, found, until)
            else:
                return not rules_broken(self.problem, year, found.keys)
        return False

    def _together(self, blocks: Sequence[Block], found: CorrectionSet, until: float) -> PartialSolution | None:
        """Return blocks placed together, with what is given up left out; None if they are not in time."""
        left = self.clock.left - until
        if left <= 0:
            return None
        part = part_of(self.problem, blocks)
        try:
            choices, _ = build(part, lifted=frozenset(found.keys), clock=self.clock)
        except TimeIsUp:
            return None
        add_even_hints(choices)
        answer = solve_by_portfolio(choices.model, left * self.clock.parameters.correction_share, self.clock)
        if answer.infeasible:
            raise NotEnough(blocks)
        return solution_of(part, choices, answer.found.solver) if answer.solved else None


def rest_placed(
    problem: Problem, inside: Collection[Block], solution: PartialSolution, clock: Clock, until: float
) -> Incumbent:
    """Return an incumbent in which some blocks are as given, and all others are placed without breaking a rule.

    Raises
    ------
    NoInsertion
        If the rest is not placed while the clock has more than `until` seconds left.

    """
    rest = []
    for component in components(problem):
        left = tuple(block for block in component.blocks if block not in inside)
        rest += [Component(left)] if left else []
    tries = 0
    while True:
        year, tries = Incumbent(problem), tries + 1
        year.put(inside, solution)
        unplaced = next((one for one in rest if not _placed(year, one, clock, until)), None)
        if unplaced is None:
            return year
        if unplaced is rest[0] or clock.left <= until or tries == clock.parameters.rest_tries:
            raise NoInsertion(unplaced)
        rest = [unplaced, *(one for one in rest if one is not unplaced)]


def rules_broken(problem: Problem, year: Incumbent, given_up: Collection[Key]) -> set[str]:
    """Return the rules that a year breaks otherwise than where something is given up; fewest slots are no matter."""
    solution = year.partial_solution()
    asked = _without_unmet_rows(problem, solution, given_up)
    breaches = list(broken(asked, finished(asked, solution, ())))
    others = [breach for breach in breaches if not any(_shows(breach, key) for key in given_up)]
    return set() if only_slots(others) else {breach.rule for breach in others}


def _without_unmet_rows(problem: Problem, solution: PartialSolution, given_up: Collection[Key]) -> Problem:
    """Return the input without the rows of bodies whose fixed meetings are given up, but for those that are met."""

    def met(one: OneMeeting, held: Meeting) -> bool:
        row = one.row
        as_told = one.only_there or (row.number in (None, held.sequence) and row.extra is held.extra)
        return row.body == held.body and as_told and row.title in (None, held.title) and suits(one, held)

    unmet = {
        one
        for one in problem.one_meetings
        if (fixed.RULE.name, one.body) in given_up and not one.row.cancelled
        if not any(met(one, held) for held in solution.meetings)
    }
    left = tuple(one.as_row for one in problem.one_meetings if one not in unmet)
    return replace(problem, fixed_meetings=left) if unmet else problem


def _shows(breach: Breach, key: Key) -> bool:
    """Whether a breach is how a reason that is given up shows in a plan.

    It is of the same rule; or of another about the same matter, and concerns the person whom the reason does: who is
    not kept to a meeting any more may be missing there for another reason than the one that is given up.
    """
    rule, subject = key
    if breach.rule == rule:
        return True
    concerned = any(subject in (person, f"{person} at {body}") for person in breach.people for body in breach.bodies)
    return concerned and rule_of((breach.rule, subject)).about is rule_of(key).about


def _placed(year: Incumbent, component: Component, clock: Clock, until: float) -> bool:
    """Place the blocks of a component one by one, or all in one go where that fails."""
    for block in component.blocks:
        if not _placed_around(year, (block,), clock, until):
            for one in component.blocks:
                year.solutions.pop(one, None)
            return len(component.blocks) > 1 and _placed_around(year, component.blocks, clock, until)
    return True


def _placed_around(year: Incumbent, blocks: tuple[Block, ...], clock: Clock, until: float) -> bool:
    def solved(objective: PlanObjective, restriction: DomainRestriction | None) -> bool:
        most = clock.parameters.anywhere_seconds if restriction is None else clock.parameters.near_even_seconds
        left = clock.left - until
        return left > 0 and objective.feasible(min(left, most))

    try:
        objective = insertion(year.around(blocks), clock, solved)
    except TimeIsUp:
        return False
    if objective is not None:
        year.put(blocks, objective.partial_solution())
    return objective is not None
