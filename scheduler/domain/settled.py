"""What of an earlier calendar can no longer be moved: what has been held, and what notice has been served of."""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import long_date


def settled(problem: Problem) -> Iterator[tuple[Meeting, str]]:
    """Yield every meeting of the baseline that stays where it is at the moment of planning, and why.

    Notice is taken to be served on the last day for it, the agenda's deadline.
    """
    if problem.published is None or not problem.as_of:
        return
    today = problem.planned_on
    for meeting in problem.published.live:
        if meeting.body in problem.bodies:
            why = _why(problem, meeting, today)
            if why is not None:
                yield meeting, why


def _why(problem: Problem, meeting: Meeting, today: date) -> str | None:
    name, when = body_title(problem, meeting.body), long_date(meeting.date)
    if meeting.date < today:
        return f"{name} has already met on {when}."
    if meeting.agenda_deadline is not None and meeting.agenda_deadline <= today:
        return f"Notice of the meeting of {name} on {when} has been served."
    return None
