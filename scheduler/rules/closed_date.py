"""No meeting on a public holiday, on a day closed to the body, or outside the calendar.

Source: Banking and Financial Dealings Act 1971 (public holidays); councils' recesses and closures (August, Christmas).
"""

from collections.abc import Iterator

from scheduler.dates.closed_dates import why_closed
from scheduler.dates.public_holidays import public_holiday
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Placed, Post
from scheduler.domain.wording import listed, span
from scheduler.rules.protocol import Rule

RULE = Rule(
    "closed_date",
    source="Banking and Financial Dealings Act 1971; the council's own recess and closures",
    about=DATES,
    touches={DATES},
    horizon=MEETING,
    ease=43,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every closed day; a public holiday and a recess can each be blamed alone."""
    for gathering in choices.gatherings:
        meeting_day = gathering.meeting_day
        _on_no_holiday(problem, gathering, meeting_day.code, meeting_day.name, post)
        _on_no_closed_day(problem, gathering, (meeting_day.code,), post)
    for sitting in choices.sittings:
        body = sitting.body
        if sitting.gathering is None:
            _on_no_holiday(problem, sitting, body.code, body.name, post)
        _on_no_closed_day(problem, sitting, body.tags, post)


def _on_no_holiday(problem: Problem, placed: Placed, code: str, name: str, post: Post) -> None:
    reason = FirmReason(RULE.name, f"{code} on public holidays", f"{name} is never held on a public holiday.")
    for day in placed.days:
        if public_holiday(problem.settings.holidays, day) is not None:
            post.forbid(placed, day, reason)


def _on_no_closed_day(problem: Problem, placed: Placed, tags: tuple[str, ...], post: Post) -> None:
    for row in problem.closed_dates:
        if row.strength == "closed" and row.concerns(row.start_date, tags):
            reason = Reason(RULE.name, row.reason, _sentence(problem, row.reason))
            for day in placed.days:
                if row.start_date <= day <= row.end_date:
                    post.forbid(placed, day, reason)


def _sentence(problem: Problem, reason: str) -> str:
    """Say what is closed for a reason, and when; rows of one reason are one."""
    rows = [row for row in problem.closed_dates if row.strength == "closed" and row.reason == reason]
    days = listed(list(dict.fromkeys(span(row.start_date, row.end_date) for row in rows)))
    tags = list(dict.fromkeys(tag for row in rows for tag in row.applies_to))
    whom = [tag.replace("_", " ") if tag not in problem.bodies else problem.bodies[tag].name for tag in tags]
    to_all = any(not row.applies_to for row in rows)
    return f"{reason}: closed {'' if to_all else f'to {listed(whom)} '}{days}."


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and meeting days on a day that is closed to them."""
    for meeting in plan.live:
        reason = why_closed(problem, meeting.date, problem.bodies[meeting.body].tags)
        if reason is not None:
            message = f"{meeting_title(problem, meeting)}: the day is closed to it ({reason})."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        reason = why_closed(problem, occurrence.date, (occurrence.meeting_day,))
        if reason is not None:
            message = f"{occurrence_title(problem, occurrence)}: the day is closed to it ({reason})."
            yield Breach(RULE.name, message, dates=(occurrence.date,))
