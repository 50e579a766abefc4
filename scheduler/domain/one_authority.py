"""What one authority of a joint calendar has: the input and the plan as they would be if its bodies were all there are.

The law is asked of each authority by itself, and each approves its own meetings; two people with one hat each, or one
with two, are another matter, and are seen only in the whole.
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date

from scheduler.domain.authorities import Authority, first_day, last_day
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem


def apart(problem: Problem, plan: Plan | None) -> Iterator[tuple[Problem, Plan | None]]:
    """Yield the input and the calendar of each authority by itself; the whole where there is only one."""
    if not problem.authorities:
        yield problem, plan
        return
    for authority in problem.with_bodies:
        first, last = life_of(problem, authority)
        if first > last:  # only what is left of it for its feeds
            continue
        yield of_authority(problem, authority), None if plan is None else plan_of(problem, authority, plan)


def of_authority(problem: Problem, authority: Authority) -> Problem:
    """Return the input with the bodies of one authority, in the days of its life that the calendar has."""
    bodies = problem.bodies_of(authority)
    first, last = life_of(problem, authority)
    own = problem.settings_of(next(iter(bodies.values()), None))
    return replace(
        problem,
        settings=replace(own, start_date=first, end_date=last),
        bodies=bodies,
        memberships=tuple(one for one in problem.all_memberships if one.body in bodies),
        quorum_rules=tuple(one for one in problem.quorum_rules if one.body in bodies),
        reporting=tuple(one for one in problem.reporting if {one.from_body, one.to_body} <= bodies.keys()),
        links=tuple(one for one in problem.links if {one.from_body, one.to_body} <= bodies.keys()),
        fixed_meetings=tuple(one for one in problem.fixed_meetings if one.body is None or one.body in bodies),
        law_waivers=tuple(one for one in problem.law_waivers if one.authority in (None, authority.code)),
        decisions={code: one for code, one in problem.decisions.items() if one.body in bodies},
        projects={code: one for code, one in problem.projects.items() if one.reports_to in (None, *bodies)},
        baseline=None if problem.baseline is None else _plan_with(problem.baseline, bodies),
    )


def life_of(problem: Problem, authority: Authority) -> tuple[date, date]:
    """Return the first and last day of the calendar on which an authority is there; last before first if on none."""
    settings, successor = problem.settings, problem.authorities.get(authority.successor or "")
    first = first_day(authority, settings.vesting_day) or settings.start_date
    last = last_day(authority, successor, settings.vesting_day) or settings.end_date
    return max(settings.start_date, first), min(settings.end_date, last)


def plan_of(problem: Problem, authority: Authority, plan: Plan) -> Plan:
    """Return a calendar with the meetings of one authority."""
    return _plan_with(plan, problem.bodies_of(authority))


def _plan_with(plan: Plan, bodies: Container[str]) -> Plan:
    return replace(
        plan,
        meetings=tuple(one for one in plan.meetings if one.body in bodies),
        earlier=tuple(
            replace(year, meetings=tuple(one for one in year.meetings if one.body in bodies)) for year in plan.earlier
        ),
    )
