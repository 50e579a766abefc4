"""A body sits only on its own weekdays, Monday to Friday where it names none.

A body of a meeting day sits on the weekdays of the day, narrowed by its own. Source: standing orders and
calendars of meetings keep each committee to its evening (Bracknell Forest 2022-23: none on a Friday at 7.30 pm).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.seating import weekdays_title
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Post
from scheduler.domain.wording import WEEKDAY_NAMES, listed, long_date
from scheduler.rules.protocol import Bar, Rule

RULE = Rule(
    "weekday",
    source="standing orders; calendars of meetings keep a body to its weekdays (Bracknell Forest 2022-23)",
    about=DATES,
    touches={DATES},
    horizon=MEETING,
    ease=32,
)
EVERY_WEEKDAY = frozenset(range(7))


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every day that is none of the weekdays of a body or a meeting day."""
    for gathering in choices.gatherings:
        meeting_day = gathering.meeting_day
        allowed = problem.weekdays_of_meeting_day(meeting_day)
        reason = Reason(RULE.name, meeting_day.code, f"{meeting_day.name} is held only on {weekdays_title(allowed)}.")
        for day in gathering.days:
            if day.weekday() not in allowed:
                post.forbid(gathering, day, reason)
    for sitting in choices.sittings:
        allowed = _own_weekdays(problem, sitting.body)
        reason = Reason(RULE.name, sitting.body.code, f"{sitting.body.name} sits only on {weekdays_title(allowed)}.")
        for day in sitting.days:
            if day.weekday() not in allowed:
                post.forbid(sitting, day, reason)


def _own_weekdays(problem: Problem, body: Body) -> frozenset[int]:
    """Return the weekdays that a body keeps to by itself: what its meeting day keeps to is the day's own reason."""
    if body.meeting_day is not None:
        return EVERY_WEEKDAY if body.weekdays is None else body.weekdays
    return problem.weekdays_of(body)


def _named(weekdays: frozenset[int]) -> str:
    return listed([WEEKDAY_NAMES[weekday] for weekday in sorted(weekdays)], "or") or "day that does not exist"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and meeting days on a weekday that is none of theirs."""
    for meeting in plan.live:
        allowed = problem.weekdays_of(problem.bodies[meeting.body])
        if meeting.date.weekday() not in allowed:
            message = f"{meeting_title(problem, meeting)}: it may sit only on a {_named(allowed)}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        allowed = problem.weekdays_of_meeting_day(problem.meeting_days[occurrence.meeting_day])
        if occurrence.date.weekday() not in allowed:
            message = f"{occurrence_title(problem, occurrence)}: it may be held only on a {_named(allowed)}."
            yield Breach(RULE.name, message, dates=(occurrence.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that the day is none of the weekdays of a body, or of a meeting day; of both, the meeting day tells."""
    allowed = _allowed(problem, subject)
    if start is None and day.weekday() not in allowed and not _kept_by_its_day(problem, subject, day):
        held = "sits" if isinstance(subject, Body) else "is held"
        message = f"{subject.name} {held} only on a {_named(allowed)}, and {long_date(day)} is none."
        yield Bar(Reason(RULE.name, subject.code, message), f"it is none of {weekdays_title(allowed)}")


def remaining(problem: Problem, subject: Body | MeetingDay) -> str:
    """Say what is left of the days, `{}` for their number."""
    days = weekdays_title(_allowed(problem, subject))
    if isinstance(subject, Body) and subject.meeting_day is not None:
        return f"{{}} of them {days} for {subject.name}"
    return f"its days are {days}, {{}} in all"


def _allowed(problem: Problem, subject: Body | MeetingDay) -> frozenset[int]:
    if isinstance(subject, Body):
        return problem.weekdays_of(subject)
    return problem.weekdays_of_meeting_day(subject)


def _kept_by_its_day(problem: Problem, subject: Body | MeetingDay, day: date) -> bool:
    """Whether a body's meeting day is never held on the weekday, so that the body need say nothing."""
    if isinstance(subject, MeetingDay) or subject.meeting_day is None:
        return False
    return day.weekday() not in _allowed(problem, problem.meeting_days[subject.meeting_day])
