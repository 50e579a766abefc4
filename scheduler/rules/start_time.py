"""A body starts at one of its own times and sits for its own minutes; a session sets the start of its bodies.

Source: Local Government Act 1972 s.100A(6)(a), the time is part of the notice; standing orders fix it.
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import MEETING, TIMES, Choices, Post
from scheduler.domain.wording import clock, counted, listed
from scheduler.rules.protocol import Rule

RULE = Rule(
    "start_time",
    source="Local Government Act 1972 s.100A(6)(a); standing orders",
    about=TIMES,
    touches={TIMES},
    horizon=MEETING,
    ease=36,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Nothing to add: no meeting is ever offered another start or length."""


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that start at none of their body's times, or do not last as long as they should."""
    for meeting in plan.live:
        body = problem.bodies[meeting.body]
        title = meeting_title(problem, meeting)
        allowed = problem.start_times_of(body)
        if problem.session_of(body) is None and meeting.start not in allowed:
            message = f"{title}: it may start only at {listed([clock(start) for start in allowed], 'or')}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
        minutes, wanted = meeting.end - meeting.start, problem.duration_of(body)
        if minutes != wanted:
            message = f"{title}: it is planned for {counted(minutes, 'minute')} and should last {wanted}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
