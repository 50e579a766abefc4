"""How many members a committee may have, and how many of them are a quorum."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted
from scheduler.law.row import Row
from scheduler.law.rows import law_of
from scheduler.law.warning import (
    Concern,
    Days,
    LawWarning,
    days_judged,
    formal_bodies,
    meetings_waived,
    warned,
)

SIZES = ("planning_size", "licensing_size", "licensing_sub_committee", "executive_size")


def sizes(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of committees with more members, or fewer, than the law has them; judged day by day."""
    for body in formal_bodies(problem):
        days = days_judged(problem, plan, body)
        for matter in SIZES:
            if matter != "licensing_sub_committee" or _licenses(problem, body):
                yield from _size(problem, body, matter, days)


def _size(problem: Problem, body: Body, matter: str, days: Days) -> Iterator[LawWarning]:
    for day in days:
        row, size = law_of(problem, matter, body.legal_kind, day), seats_on(problem, body, day)
        if row is not None and size and not _fits(row, size):
            since = days.since(day)
            yield warned(row, f"{since}{body.name} has {counted(size, 'member')}; the law says {row.amount}", body.code)
            return


def _fits(row: Row, size: int) -> bool:
    return (row.least or 0) <= size <= (row.number or 0)


def seats_on(problem: Problem, body: Body, day: date) -> int:
    """Return how many voting seats a body has on a day, vacant ones included."""
    return max(body.seats or 0, problem.voting_members(body.code, day))


def _licenses(problem: Problem, body: Body) -> bool:
    """Whether a sub-committee is one of the licensing committee: by its name, or by the body it reports to."""
    committees = {one.code for one in formal_bodies(problem, "licensing_committee")}
    reports = any(line.from_body == body.code and line.to_body in committees for line in problem.reporting)
    return reports or any("licens" in name.casefold() for name in (body.name, *body.aliases))


def quorums(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of a quorum below the law's, of more than there are members, and of one that is waived."""
    for body in formal_bodies(problem):
        days = days_judged(problem, plan, body)
        for day in days:
            row = law_of(problem, "quorum", body.legal_kind, day)
            if row is None:
                continue
            wrong = _quorum(problem, body, row, day)
            if wrong:
                yield warned(row, f"{days.since(day)}{body.name} {wrong}", body.code, "quorum")
                break
    for body, day, title in meetings_waived(problem, plan, "quorum"):
        row = law_of(problem, "quorum", body.legal_kind, day)
        if row is not None:
            yield warned(row, f"The quorum of {title} is waived; the law says: {row.says}", body.code)


def _quorum(problem: Problem, body: Body, row: Row, day: date) -> str:
    """Return what is wrong with the quorum of a body on a day, nothing where it is right."""
    voting, quorum = problem.voting_members(body.code, day), problem.quorum_on(body.code, day)
    if isinstance(row.number, Fraction):
        lawful = max(row.least or 0, ceil(row.number * seats_on(problem, body, day)))
        if voting and quorum < lawful:
            return f"has a quorum of {quorum}, and {lawful} are wanted; the law says {row.amount}"
    if voting < quorum:
        return (
            f"has {counted(voting, 'voting member')} and a quorum of {quorum}, so it cannot meet until its seats are"
            f" filled; the law says: {row.says}"
        )
    return ""


CONCERNS = (Concern(SIZES, sizes), Concern(("quorum",), quorums))
