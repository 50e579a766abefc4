"""What the public may see of an input and its plan: open bodies, their meetings, and nobody's name."""

from dataclasses import replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem


def public_view(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """Return the input and the plan with nothing in them but the meetings open to the public.

    No people, no attendance, no meeting days with their lunches and speakers, no projects, and no closed days of the
    council's own, whose reasons were written for officers.
    """
    bodies = {code: body for code, body in problem.bodies.items() if body.open_to_public}
    seen = replace(
        problem,
        bodies=bodies,
        people={},
        memberships=(),
        quorum_rules=(),
        absences=(),
        closed_dates=(),
        reporting=(),
        themes={},
        speakers={},
        fixed_meetings=(),
        projects={},
        baseline=None,
    )
    return seen, _public_plan(plan, frozenset(bodies))


def _public_plan(plan: Plan, bodies: frozenset[str]) -> Plan:
    meetings = (meeting for meeting in plan.meetings if meeting.body in bodies)
    return replace(
        plan,
        meetings=tuple(replace(meeting, attendance=(), agenda_items=()) for meeting in meetings),
        occurrences=(),
        tiers=(),
        wishes=(),
        earlier=tuple(_public_plan(year, bodies) for year in plan.earlier),
    )
