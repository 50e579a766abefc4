"""The uids of events that have none in the plan, what meetings are called, and when events last changed."""

import json
import uuid

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title


def uid_of(problem: Problem, *parts: str | int) -> str:
    """Return the uid of what these parts name at this authority: the same in every plan, whatever the date."""
    owner = problem.settings.authority or problem.settings.title
    name = json.dumps(["meeting-day", owner, *parts]).casefold()
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def last_change(plan: Plan, meetings: tuple[Meeting, ...] = ()) -> str:
    """Return when the latest of these meetings changed; where that is not known, the first day of the plan."""
    return max((meeting.changed for meeting in meetings if meeting.changed), default=plan.start_date.isoformat())


def is_public(problem: Problem, plan: Plan, meeting: Meeting) -> bool:
    """Whether a meeting is open to the public; one of a body that the input no longer holds as it was last shown."""
    body = problem.bodies.get(meeting.body)
    if body is not None:
        return body.open_to_public
    return meeting.uid in plan.shown and plan.shown[meeting.uid].public


def title_of(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    """Name the body that meets; one that the input no longer holds as it was last shown."""
    if meeting.body not in problem.bodies and meeting.uid in plan.shown:
        return plan.shown[meeting.uid].title
    return body_title(problem, meeting.body)
