"""A body sits only on its own weekdays, Monday to Friday where it names none.

A body of a meeting day sits on the weekdays of the day, narrowed by its own. Source: standing orders and
calendars of meetings keep each committee to its evening (Bracknell Forest 2022-23: none on a Friday at 7.30 pm).
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.wording import WEEKDAY_NAMES, listed

RULE = "weekday"
SOURCE = "standing orders; calendars of meetings keep a body to its weekdays (Bracknell Forest 2022-23)"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and meeting days on a weekday that is none of theirs."""
    for meeting in plan.live:
        allowed = problem.weekdays_of(problem.bodies[meeting.body])
        if meeting.date.weekday() not in allowed:
            message = f"{meeting_title(problem, meeting)}: it may sit only on {_named(allowed)}."
            yield Breach(RULE, message, bodies=(meeting.body,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        allowed = problem.weekdays_of_meeting_day(problem.meeting_days[occurrence.meeting_day])
        if occurrence.date.weekday() not in allowed:
            message = f"{occurrence_title(problem, occurrence)}: it may be held only on {_named(allowed)}."
            yield Breach(RULE, message, dates=(occurrence.date,))


def _named(weekdays: frozenset[int]) -> str:
    if not weekdays:
        return "weekdays that its meeting day never falls on"
    return listed([f"{WEEKDAY_NAMES[weekday]}s" for weekday in sorted(weekdays)], "or")
