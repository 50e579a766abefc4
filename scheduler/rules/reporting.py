"""Before each meeting of a body there is a meeting of every body that reports to it, neither too late nor too early.

The feeder sits, its paper is published on the next working day, and the receiver's notice still runs: with five
clear days' notice there are six clear working days between the two meetings. Source: seed report S0 (Trafford
2015): thematic partnerships meet "ahead of" the day; the executive of Thursday 17 September 2015 was too late for
the Health and Wellbeing Board of Tuesday 22 September, whose papers were due on the 14th.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scheduler.dates.clear_days import ONE_DAY, clear_working_days, feeder_window, latest_feeder_day
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.verbs import DATES, LINES, TIMES, YEAR, Choices, Literal, Post
from scheduler.domain.wording import counted, long_date
from scheduler.rules.protocol import Rule

RULE = Rule(
    "reporting",
    source="Trafford Partnership 2015: thematic partnerships report ahead of the day; LGA 1972 s.100B",
    about=DATES,
    touches={DATES, TIMES},
    horizon=YEAR,
    ease=33,
    scope=LINES,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let some meeting of the feeder lie at the right distance before each meeting of the receiver."""
    for line in problem.reporting:
        if line.kind == "report":
            reason = Reason(RULE.name, f"{line.from_body} to {line.to_body}", _sentence(problem, line))
            feeders = choices.sittings_of(line.from_body)
            held_on = []
            for feeder in feeders:
                days = sorted(choices.open_days(feeder))
                held_on.append((days, [choices.held_on(feeder, day) for day in days]))
            receivers = [one for one in choices.sittings_of(line.to_body) if not choices.is_fact(one)]
            exempt = True  # until some day of the feeder is early enough; it is so for all later meetings
            for day in sorted({day for receiver in receivers for day in choices.open_days(receiver)}):
                exempt = exempt and latest_feeder_day(problem, line, day) is None
                if not exempt:
                    first, last = feeder_window(problem, line, day)
                    served = _served(held_on, first, min(last, day - ONE_DAY))
                    for receiver in receivers:
                        _serve(choices, line, receiver, day, served, reason, post)


def _served(held_on: Iterable[tuple[list[date], list[Literal]]], first: date, last: date) -> list[Literal]:
    """Return the choices of days from first to last, of each feeder's days in order and their choices."""
    found: list[Literal] = []
    for days, literals in held_on:
        found += literals[bisect_left(days, first) : bisect_right(days, last)]
    return found


def _sentence(problem: Problem, line: ReportingLine) -> str:
    feeder, receiver = problem.bodies[line.from_body].name, problem.bodies[line.to_body].name
    least = f"at least {counted(line.min_working_days, 'clear working day')}"
    most = "" if line.max_working_days is None else f" and at most {line.max_working_days}"
    return f"{feeder} meets {least}{most} before each meeting of {receiver}, to report to it."


def _serve(
    choices: Choices,
    line: ReportingLine,
    receiver: Sitting,
    day: date,
    served: list[Literal],
    reason: Reason,
    post: Post,
) -> None:
    """Let a receiver sit on a day only if it is served, on an earlier day or, where none need lie between, that day."""
    held_on = choices.held_on(receiver, day)
    if held_on is choices.no:
        return
    if line.min_working_days:
        post.any_of([~held_on, *served], reason, of=(receiver,))
        return
    for start in sorted({start for placed_on, start in choices.placements(receiver) if placed_on == day}):
        same_day = _done_by(choices, choices.sittings_of(line.from_body), day, start)
        post.any_of([~choices.held_at(receiver, day, start), *served, *same_day], reason, of=(receiver,))


def _done_by(choices: Choices, feeders: Sequence[Sitting], day: date, start: int) -> list[Literal]:
    """Return the ways a feeder may end on the day by the receiver's start."""
    return [
        choices.held_at(feeder, day, feeder_start)
        for feeder in feeders
        if choices.held_on(feeder, day) is not choices.no
        for feeder_start in feeder.starts
        if feeder_start + feeder.duration <= start
    ]


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that no meeting of a reporting body serves, and that are not exempt."""
    for line in problem.reporting:
        if line.kind != "report":
            continue
        for receiver in plan.of_body(line.to_body):
            if problem.is_fact(receiver):
                continue
            if any(serves(problem, line, feeder, receiver) for feeder in reversed(plan.of_body(line.from_body))):
                continue
            latest = latest_feeder_day(problem, line, receiver.date)
            if latest is not None:
                message = (
                    f"{meeting_title(problem, receiver)}: {body_title(problem, line.from_body)} has to report to it "
                    f"{_window(line)} before, by {long_date(latest)}, and does not meet then."
                )
                yield Breach(RULE.name, message, bodies=(line.from_body, line.to_body), dates=(receiver.date,))


def serves(problem: Problem, line: ReportingLine, feeder: Meeting, receiver: Meeting) -> bool:
    """Whether the papers of one meeting reach another within the line's clear working days."""
    if (feeder.date, feeder.end) > (receiver.date, receiver.start):
        return False
    clear = clear_working_days(problem, feeder.date, receiver.date)
    return line.min_working_days <= clear and (line.max_working_days is None or clear <= line.max_working_days)


def _window(line: ReportingLine) -> str:
    if line.max_working_days is None:
        return f"at least {counted(line.min_working_days, 'clear working day')}"
    return f"{line.min_working_days} to {counted(line.max_working_days, 'clear working day')}"
