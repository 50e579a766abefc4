"""The constraint programme: decision variables, the constraints of the rules, the lexicographic goals of the wishes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Expression, Horizon
from scheduler.rules import RULES
from scheduler.rules.meeting_day import slots
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.constraints import Constraints, add_redundant_constraints
from scheduler.solver.cp.decisions import candidates
from scheduler.solver.cp.hints import DomainRestriction
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.protocol import WishFile


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
        choices.look(rule.RULE.horizon)
        rule.enforce(problem, choices, post)
    choices.look(Horizon.MEETING)
    choices.put_in_order()
    if lifted is not None:
        add_redundant_constraints(problem, choices, post)
    return choices, post


def objectives(problem: Problem, choices: Decisions) -> list[Objective]:
    """Return what to minimise, in order: first the slots, for the rule asks for as few as needed.

    Only what is to be placed is priced: wishes of one meeting see that alone, those that look as far as a week see
    what is fixed too, and those of the whole year are asked of the bodies that are to be placed.
    """
    free = free_part(problem, choices)
    found = [Objective("slots", slots(choices))]
    for tier in TIERS:
        if tier == "unmoved" and problem.baseline is None:
            continue
        wishes = [wish for wish in WISHES if tier == wish.WISH.tier]
        weights = [wish.WISH.weight_in(problem) for wish in wishes]
        costs = [
            weight * _cost(wish, problem, free, choices) for wish, weight in zip(wishes, weights, strict=True) if weight
        ]
        found.append(Objective(tier, sum(costs)))
    return found


def _cost(wish: WishFile, problem: Problem, free: Problem, choices: Decisions) -> Expression:
    choices.look(wish.WISH.horizon)
    cost = wish.cost(free if wish.WISH.horizon is Horizon.YEAR else problem, choices)
    choices.look(Horizon.MEETING)
    return cost


def free_part(problem: Problem, choices: Decisions) -> Problem:
    """Return the problem of the bodies and meeting days that are still to be placed."""
    if not choices.fixed:
        return problem
    free = {sitting.body.code for sitting in choices.free_sittings}
    fixed = {placed.body.code for placed in choices.fixed if isinstance(placed, Sitting)} - free
    gatherings = {gathering.meeting_day.code for gathering in choices.free_gatherings}
    days = {one.meeting_day.code for one in choices.fixed if isinstance(one, Gathering)} - gatherings
    return replace(
        problem,
        bodies={code: body for code, body in problem.bodies.items() if code not in fixed},
        memberships=tuple(row for row in problem.memberships if row.body not in fixed),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body not in fixed),
        reporting=tuple(row for row in problem.reporting if fixed.isdisjoint((row.from_body, row.to_body))),
        projects={code: project for code, project in problem.projects.items() if project.reports_to not in fixed},
        meeting_days={code: day for code, day in problem.meeting_days.items() if code not in days},
        themes={code: theme for code, theme in problem.themes.items() if theme.meeting_day not in days},
    )
