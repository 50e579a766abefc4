"""The agenda is out so many clear days before the meeting, and not before the calendar itself.

Neither the day of publishing nor the day of the meeting counts. A body without notice is not bound. Where an
earlier calendar is changed, no meeting comes to a day that has passed, or for which notice can no longer be given.
Source: Local Government Act 1972 s.100A(6)(a) and s.100B, as amended by SI 2002/715: five clear days in England.
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Post
from scheduler.domain.wording import long_date
from scheduler.law.deadlines import agenda_deadline, notice_clear_days, notice_in_words
from scheduler.rules.protocol import NEVER, Bar, Rule

RULE = Rule(
    "notice",
    source="Local Government Act 1972 ss.100A(6)(a), 100B as amended by SI 2002/715",
    about=DATES,
    touches={DATES},
    horizon=MEETING,
    ease=NEVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every day whose agenda would be due before the calendar is published, or before it is changed."""
    published = problem.settings.publication_date
    for sitting in choices.sittings:
        body = sitting.body
        for day in sitting.days if published is not None else ():
            deadline = agenda_deadline(problem, body, day)
            if deadline is not None and published is not None and deadline < published:
                post.forbid(sitting, day, _unpublished(problem, body, day, published))
    if problem.baseline is not None and problem.as_of:
        _call_none_too_late(problem, choices, post)


def _unpublished(problem: Problem, body: Body, day: date, published: date) -> FirmReason:
    notice = notice_in_words(problem, body, day)
    message = f"{body.name} needs {notice} of notice after the calendar is published on {long_date(published)}."
    return FirmReason(RULE.name, body.code, message)


def _call_none_too_late(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out the days to which no meeting can be moved any more."""
    today = problem.planned_on
    for sitting in choices.sittings:
        body = sitting.body
        standing = _standing(problem, body.code)
        for day in sitting.days:
            if day not in standing and _last_call(problem, body, day) < today:
                reason = FirmReason(RULE.name, f"{body.code} moved", _too_late(problem, body, day))
                post.forbid(sitting, day, reason)


def _standing(problem: Problem, body: str) -> frozenset[date]:
    """Return the days for which the earlier calendar has called a body, and of which no notice is served yet."""
    before = () if problem.baseline is None else problem.baseline.of_body(body)
    return frozenset(meeting.date for meeting in before if not problem.is_fact(meeting))


def _too_late(problem: Problem, body: Body, day: date) -> str:
    needed = notice_clear_days(problem, body, day)
    notice = f", and needs {notice_in_words(problem, body, day)} of notice" if needed else ""
    return f"{body.name} can be moved from {long_date(problem.planned_on)} on only{notice}."


def _last_call(problem: Problem, body: Body, day: date) -> date:
    """Return the last day on which a meeting can still be called for the day."""
    return agenda_deadline(problem, body, day) or day


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings with a wrong agenda deadline, or one before the calendar is published or changed."""
    published = problem.settings.publication_date
    yield from _moved_too_late(problem, plan)
    for meeting in plan.live:
        deadline = agenda_deadline(problem, problem.bodies[meeting.body], meeting.date)
        title = meeting_title(problem, meeting)
        if meeting.agenda_deadline != deadline:
            given = "none is given" if meeting.agenda_deadline is None else f"not {long_date(meeting.agenda_deadline)}"
            wanted = "needs no agenda deadline" if deadline is None else f"has to be out by {long_date(deadline)}"
            message = f"{title}: its agenda {wanted}, {given}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
        if deadline is not None and published is not None and deadline < published:
            message = (
                f"{title}: notice would have to be given by {long_date(deadline)}, "
                f"before the calendar is published on {long_date(published)}."
            )
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))


def _moved_too_late(problem: Problem, plan: Plan) -> Iterator[Breach]:
    if problem.baseline is None or not problem.as_of:
        return
    today = problem.planned_on
    for meeting in plan.live:
        body = problem.bodies[meeting.body]
        if _last_call(problem, body, meeting.date) < today and meeting.date not in _standing(problem, meeting.body):
            message = f"{meeting_title(problem, meeting)} is called too late: {_too_late(problem, body, meeting.date)}"
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield why a meeting of a body on the day could not be called in time."""
    if start is not None or isinstance(subject, MeetingDay):
        return
    deadline, published = agenda_deadline(problem, subject, day), problem.settings.publication_date
    days = f"{notice_in_words(problem, subject, day)} of notice"
    if deadline is not None and published is not None and deadline < published:
        message = (
            f"{subject.name} needs {days}, by {long_date(deadline)}, "
            f"before the calendar is published on {long_date(published)}."
        )
        yield Bar(Reason(RULE.name, subject.code, message), "notice would be due before the calendar is published")
    if problem.baseline is None or not problem.as_of:
        return
    standing = _standing(problem, subject.code)
    today = problem.planned_on
    if day not in standing and _last_call(problem, subject, day) < today:
        if deadline is None:
            message = f"{long_date(day)} has passed: it is {long_date(today)}."
        else:
            message = f"{subject.name} needs {days}, by {long_date(deadline)}, and it is {long_date(today)}."
        yield Bar(Reason(RULE.name, subject.code, message), "it is too late to call it")


def remaining(problem: Problem, subject: Body | MeetingDay) -> str:
    """Say what is left of the days, `{}` for their number."""
    if isinstance(subject, Body) and subject.meeting_day is not None:
        return f"{{}} of them late enough for notice of {subject.name}"
    if problem.baseline is not None and problem.as_of:
        return "{} of them late enough to be called, or called before"
    return "{} of them late enough for notice after the calendar is published"
