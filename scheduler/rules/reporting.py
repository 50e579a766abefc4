"""Before each meeting of a body there is a meeting of every body that reports to it, neither too late nor too early.

The feeder sits, its paper is published on the next working day, and the receiver's notice still runs: with five
clear days' notice there are six clear working days between the two meetings. Source: seed report S0 (Trafford
2015): thematic partnerships meet "ahead of" the day; the executive of Thursday 17 September 2015 was too late for
the Health and Wellbeing Board of Tuesday 22 September, whose papers were due on the 14th.
"""

from collections.abc import Iterator

from scheduler.dates.deadlines import latest_feeder_day
from scheduler.dates.working_days import clear_working_days
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.wording import counted, long_date

RULE = "reporting"
SOURCE = "Trafford Partnership 2015: thematic partnerships report ahead of the day; LGA 1972 s.100B"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that no meeting of a reporting body serves, and that are not exempt."""
    for line in problem.reporting:
        if line.kind != "report":
            continue
        for receiver in plan.of_body(line.to_body):
            if _served(problem, plan, line, receiver):
                continue
            latest = latest_feeder_day(problem, line, receiver.date)
            if latest is not None:
                message = (
                    f"{meeting_title(problem, receiver)}: {body_title(problem, line.from_body)} has to report to it "
                    f"{_window(line)} before, by {long_date(latest)}, and does not meet then."
                )
                yield Breach(RULE, message, bodies=(line.from_body, line.to_body), dates=(receiver.date,))


def _served(problem: Problem, plan: Plan, line: ReportingLine, receiver: Meeting) -> bool:
    for feeder in reversed(plan.of_body(line.from_body)):
        if (feeder.date, feeder.end) > (receiver.date, receiver.start):
            continue
        clear = clear_working_days(problem, feeder.date, receiver.date)
        if line.max_working_days is not None and clear > line.max_working_days:
            return False
        if clear >= line.min_working_days:
            return True
    return False


def _window(line: ReportingLine) -> str:
    if line.max_working_days is None:
        return f"at least {counted(line.min_working_days, 'clear working day')}"
    return f"{line.min_working_days} to {counted(line.max_working_days, 'clear working day')}"
