"""A body meets only from its founding to its dissolution, both days included.

Source: seed report S4 (Harrow 2011), whose groups are disbanded and succeeded by others in mid-year.
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Post
from scheduler.domain.wording import listed, long_date
from scheduler.rules.protocol import Bar, Rule

RULE = Rule(
    "lifetime",
    source="Harrow Strategic Partnership 2011: groups disbanded, with successors",
    about=DATES,
    touches={DATES},
    horizon=MEETING,
    ease=42,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every day before a body is founded or after it is dissolved."""
    for sitting in choices.sittings:
        body = sitting.body
        if sitting.gathering is None and (body.start_date or body.end_date):
            reason = exists_only(body)
            for day in sitting.days:
                if not body.alive_on(day):
                    post.forbid(sitting, day, reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings before the body's first day or after its last."""
    for meeting in plan.live:
        body = problem.bodies[meeting.body]
        if body.start_date is not None and meeting.date < body.start_date:
            limit = f"the body is founded only on {long_date(body.start_date)}"
        elif body.end_date is not None and meeting.date > body.end_date:
            limit = f"the body is dissolved on {long_date(body.end_date)}"
        else:
            continue
        message = f"{meeting_title(problem, meeting)}: {limit}."
        yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that a body does not exist on the day."""
    if start is None and isinstance(subject, Body) and not subject.alive_on(day):
        yield Bar(exists_only(subject), "it does not exist")


def exists_only(body: Body) -> Reason:
    """Return when a body is founded and dissolved, as a reason against any other day."""
    return Reason(RULE.name, body.code, f"{body.name} {_ends(body)}.")


def _ends(body: Body) -> str:
    """Say when a body is founded and when it is dissolved, as far as either is given."""
    ends = [] if body.start_date is None else [f"is founded on {long_date(body.start_date)}"]
    ends += [] if body.end_date is None else [f"is dissolved on {long_date(body.end_date)}"]
    return listed(ends)


def remaining(_problem: Problem, _subject: Body | MeetingDay) -> str:
    """Say what is left of the days, `{}` for their number."""
    return "{} of them in its lifetime"
