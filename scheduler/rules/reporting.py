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

from scheduler.dates.reports import (
    Feeding,
    first_may_go_unserved,
    latest_feeder_day,
    others_before,
    report_lines,
    served_before,
    without_report,
)
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.plan import Plan
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
