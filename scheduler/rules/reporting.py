"""Before each meeting of a body there is a meeting of every body that reports to it, neither too late nor too early.

The feeder sits, its paper is published on the next working day, and the receiver's notice still runs: with five
clear days' notice there are six clear working days between the two meetings. Source: seed report S0 (Trafford
2015): thematic partnerships meet "ahead of" the day; the executive of Thursday 17 September 2015 was too late for
the Health and Wellbeing Board of Tuesday 22 September, whose papers were due on the 14th.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.dates.deadlines import latest_feeder_day
from scheduler.dates.working_days import clear_working_days
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.verbs import Choices, Literal, Post
from scheduler.domain.wording import counted, long_date

RULE = "reporting"
SOURCE = "Trafford Partnership 2015: thematic partnerships report ahead of the day; LGA 1972 s.100B"


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let some meeting of the feeder lie at the right distance before each meeting of the receiver."""
    for line in problem.reporting:
        if line.kind == "report":
            reason = Reason(RULE, f"{line.from_body} to {line.to_body}", _sentence(problem, line))
            for receiver in choices.sittings_of(line.to_body):
                for day in choices.open_days(receiver):
                    if latest_feeder_day(problem, line, day) is not None:
                        _serve(problem, choices, line, receiver, day, reason, post)


def _sentence(problem: Problem, line: ReportingLine) -> str:
    feeder, receiver = problem.bodies[line.from_body].name, problem.bodies[line.to_body].name
    least = f"at least {counted(line.min_working_days, 'clear working day')}"
    most = "" if line.max_working_days is None else f" and at most {line.max_working_days}"
    return f"{feeder} meets {least}{most} before each meeting of {receiver}, to report to it."


def _serve(
    problem: Problem, choices: Choices, line: ReportingLine, receiver: Sitting, day: date, reason: Reason, post: Post
) -> None:
    feeders = choices.sittings_of(line.from_body)
    earlier = [
        choices.held_on(feeder, feeder_day)
        for feeder in feeders
        for feeder_day in choices.open_days(feeder)
        if feeder_day < day and _far_enough(problem, line, feeder_day, day)
    ]
    if line.min_working_days:
        post.any_of([~choices.held_on(receiver, day), *earlier], reason)
        return
    starts = sorted({start for placed_on, start in choices.placements(receiver) if placed_on == day})
    for start in starts:
        same_day = _done_by(choices, feeders, day, start)
        post.any_of([~choices.held_at(receiver, day, start), *earlier, *same_day], reason)


def _far_enough(problem: Problem, line: ReportingLine, feeder_day: date, day: date) -> bool:
    clear = clear_working_days(problem, feeder_day, day)
    return clear >= line.min_working_days and (line.max_working_days is None or clear <= line.max_working_days)


def _done_by(choices: Choices, feeders: Sequence[Sitting], day: date, start: int) -> list[Literal]:
    """Return the ways a feeder may end on the day by the receiver's start."""
    return [
        choices.held_at(feeder, day, feeder_start)
        for feeder in feeders
        for placed_on, feeder_start in choices.placements(feeder)
        if placed_on == day and feeder_start + feeder.duration <= start
    ]


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
