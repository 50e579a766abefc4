"""Every law warning of an input and of a calendar: what is asked, and what has been answered."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.bodies import LawWaiver
from scheduler.domain.one_authority import apart
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.law.warning import Concern, LawWarning
from scheduler.law.warnings import authority, balance, meetings, membership, sizes, year

CONCERNS: list[Concern] = [
    *authority.CONCERNS,
    *meetings.CONCERNS,
    *sizes.CONCERNS,
    *membership.CONCERNS,
    *balance.CONCERNS,
    *year.CONCERNS,
]
"""All that the law is asked. Ask for it in a function, for a test may add one."""


def warnings(problem: Problem, plan: Plan | None = None) -> tuple[LawWarning, ...]:
    """Return every law warning of an input, and of a calendar of it; those that are answered with their answer.

    Each authority of a joint calendar is asked by itself.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan, optional
        A calendar, people seated; its meetings are judged by the law of their own days.

    """
    asked = None if plan is None else problem.asked(plan)
    found = dict.fromkeys(
        _told(problem, own, replace(one, waived=_answer(own, one)))
        for own, theirs in apart(problem, asked)
        for concern in CONCERNS
        for one in concern.find(own, theirs)
    )
    return tuple(found)


def _told(problem: Problem, own: Problem, warning: LawWarning) -> LawWarning:
    """Return a warning with the authority that it is about, where there are several and it is about no body of one."""
    title = own.home.title
    if not problem.is_joint or warning.body is not None or title in warning.message:
        return warning
    return replace(warning, message=f"{title}: {warning.message}")


def unanswered(found: Sequence[LawWarning]) -> tuple[LawWarning, ...]:
    """Return the warnings that nobody has answered."""
    return tuple(one for one in found if one.waived is None)


def idle_waivers(problem: Problem, plan: Plan | None = None) -> tuple[LawWaiver, ...]:
    """Return the waivers that answer nothing; without a calendar, those that could not answer anything of one."""
    if not problem.law_waivers:
        return ()
    used = {one.waived for one in warnings(problem, plan)}
    open_yet = {matter for concern in CONCERNS if plan is None and concern.of_plans for matter in concern.matters}
    return tuple(one for one in problem.law_waivers if one not in used and one.matter not in open_yet)


def _answer(problem: Problem, warning: LawWarning) -> LawWaiver | None:
    """Return the waiver of a warning of one authority: of its own body before that of the authority."""
    of_matter = [one for one in problem.law_waivers if one.matter == warning.matter]
    own = (one for one in of_matter if one.body is not None and one.body == warning.body)
    general = (one for one in of_matter if one.body is None)
    return next(own, None) or next(general, None)
