"""Between two meetings at two venues there is time for the journey.

It counts within one day; an online meeting needs none. Source: constitutions and room protocols allow for members
who sit at town hall and at area venues on one day.
"""

from collections.abc import Iterator
from itertools import combinations, groupby

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.seating import in_the_way, place_of
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.wording import counted

RULE = "travel"
SOURCE = "practice: members who sit at two venues on one day"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people with too little time from one meeting to the next."""
    for person, meetings in plan.engagements.items():
        for day, of_day in groupby(meetings, key=lambda meeting: meeting.date):
            for one, two in combinations(of_day, 2):
                if one.overlaps(two) or not in_the_way(problem, one, two):
                    continue
                needed = problem.travel_minutes(place_of(problem, one), place_of(problem, two))
                message = (
                    f"{person_title(problem, person)} has {counted(two.start - one.end, 'minute')} from "
                    f"{meeting_title(problem, one)} ({one.venue}) to {meeting_title(problem, two)} ({two.venue}), "
                    f"and needs {needed}."
                )
                yield Breach(RULE, message, bodies=(one.body, two.body), people=(person,), dates=(day,))
