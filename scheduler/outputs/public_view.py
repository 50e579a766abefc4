"""What of a calendar the public may see: open bodies and their meetings, and nobody's name."""

from dataclasses import replace

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.plan_events import is_public, title_of


def public_view(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """Return the input and the plan with nothing in them but the meetings open to the public.

    No people, no attendance, no meeting days with their lunches and speakers, no projects, and no closed days of the
    council's own, whose reasons were written for officers. A body that is gone stays while a public meeting of it does.
    """
    kept = _public_plan(problem, plan, plan)
    bodies = {code: body for code, body in problem.bodies.items() if body.open_to_public}
    bodies |= {
        meeting.body: Body(meeting.body, title_of(problem, plan, meeting), open_to_public=True)
        for year in kept.years
        for meeting in year.meetings
        if meeting.body not in problem.bodies
    }
    seen = replace(
        problem,
        bodies=bodies,
        people={},
        memberships=(),
        quorum_rules=(),
        absences=(),
        closed_dates=(),
        reporting=(),
        links=(),
        themes={},
        speakers={},
        fixed_meetings=(),
        projects={},
        baseline=None,
    )
    return seen, kept


def _public_plan(problem: Problem, plan: Plan, newest: Plan) -> Plan:
    meetings = (meeting for meeting in plan.meetings if is_public(problem, newest, meeting))
    return replace(
        plan,
        meetings=tuple(replace(meeting, attendance=(), agenda_items=()) for meeting in meetings),
        occurrences=(),
        tiers=(),
        search=(),
        wishes=(),
        earlier=tuple(_public_plan(problem, year, newest) for year in plan.earlier),
    )
