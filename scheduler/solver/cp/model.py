"""The whole model: every choice, every rule's demands, every wish's cost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Expression
from scheduler.rules import RULES
from scheduler.rules.meeting_day import slots
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.constraints import Constraints, add_redundant_constraints
from scheduler.solver.cp.decisions import candidates
from scheduler.solver.cp.hints import DomainRestriction
from scheduler.wishes import TIERS, WISHES


@dataclass(frozen=True)
class Objective:
    """Something to be made as small as it can be: the slots of sessions, or one tier of wishes."""

    name: str
    cost: Expression


def build(
    problem: Problem,
    *,
    guarded: bool = False,
    rules: Sequence[RuleFile] = RULES,
    restriction: DomainRestriction | None = None,
    lifted: Collection[tuple[str, str]] | None = None,
) -> tuple[Decisions, Constraints]:
    """State the choices and the rules.

    Parameters
    ----------
    problem : Problem
        The input, or a part of it.
    guarded : bool
        Whether an explanation can lift each demand.
    rules : sequence of Rule
        All of them, or some.
    restriction : DomainRestriction, optional
        Leaves only some of the days.
    lifted : collection of (rule, subject), optional
        Demands that are left out; given at all, what several others demand together is stated too, which a search
        for a plan can do without and a proof that there is none cannot.

    """
    choices = Decisions(problem, candidates(problem), pruning=not guarded)
    choices.one_seat_each = not guarded and lifted is None
    if restriction is not None:
        restriction(choices)
    post = Constraints(choices, guarded=guarded, lifted=lifted)
    for rule in rules:
        rule.enforce(problem, choices, post)
    choices.put_in_order()
    if lifted is not None:
        add_redundant_constraints(problem, choices, post)
    return choices, post


def objectives(problem: Problem, choices: Decisions) -> list[Objective]:
    """Return what to minimise, in order: first the slots, for the rule asks for as few as needed."""
    found = [Objective("slots", slots(choices))]
    for tier in TIERS:
        if tier == "unmoved" and problem.baseline is None:
            continue
        wishes = [wish for wish in WISHES if tier == wish.WISH.tier]
        weights = [wish.WISH.weight_in(problem) for wish in wishes]
        costs = [weight * wish.cost(problem, choices) for wish, weight in zip(wishes, weights, strict=True) if weight]
        found.append(Objective(tier, sum(costs)))
    return found
