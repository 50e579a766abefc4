"""Keep the members of a meeting day free for its lunch: one unit for each who sits at another meeting over it."""

from collections.abc import Iterator

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import lunch_title, meeting_title, person_title
from scheduler.wishes.pricing import Ungranted, priced

WISH = "lunch_elsewhere"
TIER = "dates"
WEIGHT = 3


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for occurrence in plan.occurrences:
        yield from _elsewhere(problem, plan, occurrence)


def _elsewhere(problem: Problem, plan: Plan, occurrence: Occurrence) -> Iterator[Ungranted]:
    lunch, day = occurrence.lunch, occurrence.date
    if lunch is None:
        return
    bodies = {meeting.body for meeting in plan.of_occurrence(occurrence)}
    members = {row.person for body in bodies for row in problem.memberships_on(body, day)}
    for person in sorted(members):
        for meeting in plan.engagements.get(person, ()):
            outside = meeting.date == day and meeting.meeting_day != occurrence.meeting_day
            if outside and meeting.start < lunch.end and lunch.start < meeting.end:
                why = f"{person_title(problem, person)} sits at {meeting_title(problem, meeting)} over the lunch."
                yield lunch_title(problem, occurrence), 1, why
                break
