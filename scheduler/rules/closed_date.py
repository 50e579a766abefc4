"""No meeting on a public holiday, on polling day, on a day closed to the body, or outside the calendar.

A row of `closed_dates` re-opens a public holiday to whom it says; it lifts no other closure.
Source: Banking and Financial Dealings Act 1971 (public holidays); Representation of the People Act 1983 s.37 (polling
day); councils' recesses and closures (August, Christmas).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scheduler.dates.closed_dates import POLLING_DAY, closing_holiday, closures, why_closed
from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Placed, Post
from scheduler.domain.wording import listed, long_date, span
from scheduler.rules.protocol import Bar, Ease, Remedy, Rule

RULE = Rule(
    "closed_date",
    source="Banking and Financial Dealings Act 1971; Representation of the People Act 1983 s.37; "
    "the council's own recess and closures",
    about=DATES,
    touches={DATES},
    horizon=MEETING,
    ease=43,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every closed day; a public holiday and a recess can each be blamed alone."""
    for gathering in choices.gatherings:
        meeting_day = gathering.meeting_day
        _on_no_holiday(problem, gathering, meeting_day.name, (meeting_day.code,), post)
        _on_no_polling_day(problem, gathering, post)
        _on_no_closed_day(problem, gathering, (meeting_day.code,), post)
    for sitting in choices.sittings:
        body = sitting.body
        if sitting.gathering is None:
            _on_no_holiday(problem, sitting, body.name, body.tags, post)
            _on_no_polling_day(problem, sitting, post)
        _on_no_closed_day(problem, sitting, body.tags, post)


def _on_no_holiday(problem: Problem, placed: Placed, name: str, tags: tuple[str, ...], post: Post) -> None:
    """Rule out the public holidays that no row re-opens; the first of the tags is its code."""
    message = f"{name} is never held on a public holiday, unless a row of closed dates re-opens it."
    reason = FirmReason(RULE.name, f"{tags[0]} on public holidays", message)
    for day in placed.days:
        if closing_holiday(problem, day, tags) is not None:
            post.forbid(placed, day, reason)


def _on_no_polling_day(problem: Problem, placed: Placed, post: Post) -> None:
    for day in problem.polling_days:
        if day in placed.days:
            post.forbid(placed, day, FirmReason(RULE.name, POLLING_DAY, f"{long_date(day)} is polling day."))


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


def outside_the_calendar(problem: Problem, day: date) -> Reason | None:
    """Return why nothing at all is held on a day before the calendar's first or after its last; None within it."""
    first, last = problem.settings.start_date, problem.settings.end_date
    if first <= day <= last:
        return None
    return Reason(RULE.name, long_date(day), f"The calendar runs from {long_date(first)} to {long_date(last)}.")


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield every closure of a day to a body or a meeting day; a day outside the calendar is closed to all."""
    if start is not None:
        return
    outside = outside_the_calendar(problem, day)
    if outside is not None:
        yield Bar(outside, "it lies outside the calendar")
        return
    tags = subject.tags if isinstance(subject, Body) else (subject.code,)
    for closed in closures(problem, day, tags):
        message = f"is closed to {subject.name}: {closed}"
        if closed == POLLING_DAY or closed.startswith("public holiday"):
            message = f"is {'' if closed == POLLING_DAY else 'a '}{closed}"
        yield Bar(Reason(RULE.name, closed, f"{long_date(day)} {message}."), closed)


def remaining(_problem: Problem, _subject: Body | MeetingDay) -> str:
    """Say what is left of the days, `{}` for their number."""
    return "{} of them open, neither closed to it nor public holidays"


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that what is closed for a reason of the council's own is open; a public holiday stays as it is."""
    rows = [row for row in problem.closed_dates if row.strength == "closed" and row.reason == reason.subject]
    if rows:
        days = listed(list(dict.fromkeys(span(row.start_date, row.end_date) for row in rows)))
        words = f"Let meetings be held in spite of “{reason.subject}” ({days})."
        kept = tuple(row for row in problem.closed_dates if row not in rows)
        yield Remedy(words, replace(problem, closed_dates=kept), Ease.ANOTHER_DAY + 2)
