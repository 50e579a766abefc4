"""The agenda is out so many clear working days before the meeting, and not before the calendar itself.

Neither the day of publishing nor the day of the meeting counts. A body without notice is not bound.
Source: Local Government Act 1972 s.100A(6)(a) and s.100B, as amended by SI 2002/715: five clear days in England.
"""

from collections.abc import Iterator

from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import Choices, Post
from scheduler.domain.wording import counted, long_date

RULE = "notice"
SOURCE = "Local Government Act 1972 ss.100A(6)(a), 100B as amended by SI 2002/715"


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every day whose agenda would be due before the calendar is published."""
    published = problem.settings.publication_date
    if published is None:
        return
    for sitting in choices.sittings:
        body = sitting.body
        if body.notice_clear_days:
            notice = counted(body.notice_clear_days, "clear working day")
            message = f"{body.name} needs {notice} of notice after the calendar is published on {long_date(published)}."
            reason = Reason(RULE, body.code, message)
            for day in sitting.days:
                deadline = agenda_deadline(problem, body, day)
                if deadline is not None and deadline < published:
                    post.forbid(sitting, day, reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings with a wrong agenda deadline, or one before the calendar is published."""
    published = problem.settings.publication_date
    for meeting in plan.live:
        deadline = agenda_deadline(problem, problem.bodies[meeting.body], meeting.date)
        title = meeting_title(problem, meeting)
        if meeting.agenda_deadline != deadline:
            given = "none is given" if meeting.agenda_deadline is None else f"not {long_date(meeting.agenda_deadline)}"
            wanted = "needs no agenda deadline" if deadline is None else f"has to be out by {long_date(deadline)}"
            message = f"{title}: its agenda {wanted}, {given}."
            yield Breach(RULE, message, bodies=(meeting.body,), dates=(meeting.date,))
        if deadline is not None and published is not None and deadline < published:
            message = (
                f"{title}: notice would have to be given by {long_date(deadline)}, "
                f"before the calendar is published on {long_date(published)}."
            )
            yield Breach(RULE, message, bodies=(meeting.body,), dates=(meeting.date,))
