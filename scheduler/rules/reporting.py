"""Before each meeting of a body there is a meeting of every body that reports to it, neither too late nor too early.

The feeder sits, its paper is published on the next working day, and the receiver's notice still runs: with five
clear days' notice there are six clear working days between the two meetings. Source: seed report S0 (Trafford
2015): thematic partnerships meet "ahead of" the day; the executive of Thursday 17 September 2015 was too late for
the Health and Wellbeing Board of Tuesday 22 September, whose papers were due on the 14th.

No meeting goes without but the first of two or more, where nobody could have reported to it in the calendar; it is
counted then by the wish `served`. Nothing is asked of facts.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scheduler.dates.reports import (
    Feeding,
    feeder_window,
    first_may_go_unserved,
    latest_feeder_day,
    others_before,
    report_lines,
    served_before,
    without_report,
)
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.cadences import held_as, period_of
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.verbs import DATES, LINES, TIMES, YEAR, Choices, Post
from scheduler.domain.wording import counted, long_date
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "reporting",
    source="Trafford Partnership 2015: thematic partnerships report ahead of the day; LGA 1972 s.100B",
    about=DATES,
    touches={DATES, TIMES},
    horizon=YEAR,
    ease=Ease.GAP + 1,
    scope=LINES,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let some meeting of the feeder lie at the right distance before each meeting of the receiver that needs one."""
    for line in report_lines(problem):
        reason = Reason(RULE.name, f"{line.from_body} to {line.to_body}", _sentence(problem, line))
        feeding = Feeding.along(choices, line)
        receivers = [one for one in choices.sittings_of(line.to_body) if not choices.is_fact(one)]
        for day in sorted({day for receiver in receivers for day in choices.open_days(receiver)}):
            if served_before(problem, line, day):
                continue
            before, unserved = feeding.on_days_before(problem, day), first_may_go_unserved(problem, line, day)
            for receiver in receivers:
                others = [*others_before(choices, receiver, day, every=post.partial)] if unserved else [[]]
                for held, served in feeding.serving(receiver, day, before) if others else ():
                    for other in others:
                        post.any_of([~held, *served, *other], reason, of=(receiver,))


def _sentence(problem: Problem, line: ReportingLine) -> str:
    feeder, receiver = problem.bodies[line.from_body].name, problem.bodies[line.to_body].name
    least = f"at least {counted(line.min_working_days, 'clear working day')}"
    most = "" if line.max_working_days is None else f" and at most {line.max_working_days}"
    return f"{feeder} meets {least}{most} before each meeting of {receiver}, to report to it."


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that no meeting of a reporting body serves, and that may not go without."""
    for line in report_lines(problem):
        for receiver, may_go_without in without_report(problem, plan, line):
            if not may_go_without:
                latest = latest_feeder_day(problem, line, receiver.date)
                too_late = (
                    f"by {long_date(latest)}, and does not meet then"
                    if latest is not None
                    else "which it cannot do in this calendar; only the first of two or more meetings may go without"
                )
                message = (
                    f"{meeting_title(problem, receiver)}: {body_title(problem, line.from_body)} has to report to it "
                    f"{_window(line)} before, {too_late}."
                )
                yield Breach(RULE.name, message, bodies=(line.from_body, line.to_body), dates=(receiver.date,))


def _window(line: ReportingLine) -> str:
    if line.max_working_days is None:
        return f"at least {counted(line.min_working_days, 'clear working day')}"
    return f"{line.min_working_days} to {counted(line.max_working_days, 'clear working day')}"


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield a line whose reports may be nearer to the meeting they are for, by a day each time."""
    line = next(one for one in problem.reporting if f"{one.from_body} to {one.to_body}" == reason.subject)
    feeder, receiver = problem.bodies[line.from_body].name, problem.bodies[line.to_body].name
    for days in range(line.min_working_days - 1, -1, -1):
        words = (
            f"Let {feeder} report to {receiver} {counted(days, 'clear working day')} before its meeting, "
            f"not {line.min_working_days}."
        )
        nearer = replace(line, min_working_days=days)
        lines = tuple(nearer if one is line else one for one in problem.reporting)
        yield Remedy(words, replace(problem, reporting=lines), Ease.GAP + 1)


def binds(problem: Problem, asked: Asked, day: date) -> Iterator[Reason]:
    """Yield each meeting that cannot move and would go without the report of one that is asked for on a day."""
    plan = problem.baseline
    bodies = {meeting.body for meeting in asked.meetings}
    for line in report_lines(problem):
        receivers = plan.of_body(line.to_body) if plan is not None and line.from_body in bodies else ()
        for receiver in receivers:
            stays = problem.is_fact(receiver) or _is_fixed(problem, receiver)
            excused = served_before(problem, line, receiver.date) or first_may_go_unserved(problem, line, receiver.date)
            if plan is None or not stays or excused or receiver.uid in asked.uids:
                continue
            latest = latest_feeder_day(problem, line, receiver.date)
            if latest is not None and not _may_still_serve(problem, plan, line, receiver, asked, day):
                message = (
                    f"{body_title(problem, line.from_body)} has to report to {body_title(problem, line.to_body)} on "
                    f"{long_date(receiver.date)}, which stays, {_window(line)} before: by {long_date(latest)}."
                )
                yield Reason(RULE.name, f"{line.from_body} to {line.to_body}", message)


def _is_fixed(problem: Problem, meeting: Meeting) -> bool:
    """Whether the input fixes a meeting, or the meeting day in which it sits, to its date."""
    rows = [row for row in problem.fixed_meetings if row.date == meeting.date and not row.cancelled]
    of_its_day = (row.body is None and row.meeting_day == meeting.meeting_day for row in rows)
    return any(row.body == meeting.body for row in rows) or any(of_its_day)


def _may_still_serve(
    problem: Problem, plan: Plan, line: ReportingLine, receiver: Meeting, asked: Asked, day: date
) -> bool:
    """Whether a feeder's meeting on a day, or another of its meetings, might serve a receiver's meeting that stays."""
    first, last = feeder_window(problem, line, receiver.date)
    if first <= day <= last:
        return True
    feeder = problem.bodies[line.from_body]
    others = [meeting for meeting in plan.of_body(feeder.code) if meeting.uid not in asked.uids]
    if held_as(problem, feeder).cadence.per_period is None:
        return bool(others)
    periods = {period_of(problem, feeder, meeting.date) for meeting in others}
    days, allowed = problem.days_kept_to(feeder), (one for one in problem.days if first <= one <= last)
    return any(one in days and period_of(problem, feeder, one) in periods for one in allowed)
