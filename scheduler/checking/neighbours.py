"""What a changed date breaks between meetings, whoever sits where: periods, distances, reports and what stands."""

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import cadence, fixed, gap, notice, reporting

BETWEEN_DATES = (cadence, gap, fixed, notice, reporting)
"""The rules that look from one date to another, and at nothing else."""


def breaches_between_dates(problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Return what the dates of a calendar break among themselves; its bodies are those of the input."""
    return tuple(breach for rule in BETWEEN_DATES for breach in rule.breaches(problem, plan))


def new_among(breaches: tuple[Breach, ...], before: tuple[Breach, ...]) -> tuple[Breach, ...]:
    """Return the breaches that were not there before, whomever they concern."""
    known = {(breach.rule, breach.message) for breach in before}
    return tuple(breach for breach in breaches if (breach.rule, breach.message) not in known)
