"""No meeting on a public holiday, on a day closed to the body, or outside the calendar.

Source: Banking and Financial Dealings Act 1971 (public holidays); councils' recesses and closures (August, Christmas).
"""

from collections.abc import Iterator

from scheduler.dates.closed_dates import closures, why_closed
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import Choices, Post

RULE = "closed_date"
SOURCE = "Banking and Financial Dealings Act 1971; the council's own recess and closures"


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every closed day; a public holiday and a recess can each be blamed alone."""
    for gathering in choices.gatherings:
        for day in gathering.days:
            for closed in closures(problem, day, (gathering.meeting_day.code,)):
                post.forbid(gathering, day, _reason(closed))
    for sitting in choices.sittings:
        for day in sitting.days:
            for closed in closures(problem, day, sitting.body.tags):
                post.forbid(sitting, day, _reason(closed))


def _reason(closed: str) -> Reason:
    return Reason(RULE, closed, f"Nothing that it applies to is held on a closed day: {closed}.")


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and meeting days on a day that is closed to them."""
    for meeting in plan.live:
        reason = why_closed(problem, meeting.date, problem.bodies[meeting.body].tags)
        if reason is not None:
            message = f"{meeting_title(problem, meeting)}: the day is closed to it ({reason})."
            yield Breach(RULE, message, bodies=(meeting.body,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        reason = why_closed(problem, occurrence.date, (occurrence.meeting_day,))
        if reason is not None:
            message = f"{occurrence_title(problem, occurrence)}: the day is closed to it ({reason})."
            yield Breach(RULE, message, dates=(occurrence.date,))
