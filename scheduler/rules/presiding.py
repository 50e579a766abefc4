"""The chair or a vice-chair is there in person, where the body has one on that date; a substitute never presides.

Source: Local Government Act 1972 Sch 12 para 5 (who presides at a meeting); West Lindsey's constitution.
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.seating import filled_seats
from scheduler.domain.titles import meeting_title, people_titles

RULE = "presiding"
SOURCE = "Local Government Act 1972 Sch 12 para 5"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings whose chair and vice-chairs all stay away."""
    for meeting in plan.live:
        leaders = tuple(row.person for row in problem.memberships_on(meeting.body, meeting.date) if row.presides)
        presided = any(seat.in_person and seat.membership.presides for seat in filled_seats(problem, meeting))
        if leaders and not presided:
            message = (
                f"{meeting_title(problem, meeting)} has nobody to preside: "
                f"{people_titles(problem, leaders)} will not be there in person."
            )
            yield Breach(RULE, message, bodies=(meeting.body,), people=leaders, dates=(meeting.date,))
