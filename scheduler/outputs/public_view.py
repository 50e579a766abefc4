"""A calendar without anybody's name, and what of that the public may see: open bodies and their meetings."""

from dataclasses import replace

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.plan_events import is_public, title_of


def without_people(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """Return the input and the plan with every meeting in them, and nobody.

    No people, no attendance, no meeting days with their lunches and speakers, no projects, and no closed days of the
    council's own, whose reasons were written for officers.
    """
    seen = replace(
        problem,
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
        equipment=(),
        seating=(),
        decisions={},
        baseline=None,
    )
    return seen, _unpeopled(plan)


def _unpeopled(plan: Plan) -> Plan:
    return replace(
        plan,
        meetings=tuple(replace(meeting, attendance=(), agenda_items=()) for meeting in plan.meetings),
        occurrences=(),
        tiers=(),
        search=(),
        wishes=(),
        earlier=tuple(map(_unpeopled, plan.earlier)),
    )


def for_everybody(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """Return an input and its plan without people, the reasons of waivers and what is done by hand.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Of the officers.

    """
    seen, kept = without_people(problem, plan)
    meetings = tuple(replace(meeting, waived=(), other_keys=()) for meeting in kept.meetings)
    return replace(seen, law_waivers=(), absences=()), replace(kept, meetings=meetings, by_hand=(), earlier=())


def public_view(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """Return the input and the plan with nothing in them but the meetings open to the public, and nobody.

    A body that is gone stays while a public meeting of it does.
    """
    seen, everything = without_people(problem, plan)
    kept = _open_to_public(problem, everything, plan)
    bodies = {code: body for code, body in problem.bodies.items() if body.open_to_public}
    bodies |= {
        meeting.body: Body(meeting.body, title_of(problem, plan, meeting), open_to_public=True)
        for year in kept.years
        for meeting in year.meetings
        if meeting.body not in problem.bodies
    }
    return replace(seen, bodies=bodies), kept


def _open_to_public(problem: Problem, plan: Plan, newest: Plan) -> Plan:
    return replace(
        plan,
        meetings=tuple(meeting for meeting in plan.meetings if is_public(problem, newest, meeting)),
        earlier=tuple(_open_to_public(problem, year, newest) for year in plan.earlier),
    )
