"""From one meeting of a body (or meeting day) to its next there are not too few and not too many days.

Source: constitutions that bound the interval (Bracknell Forest 2022-23: planning never more than five weeks apart).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Placed, Post
from scheduler.domain.wording import counted, listed, long_date
from scheduler.rules.protocol import Rule

RULE = Rule(
    "gap",
    source="constitutions that bound the interval between meetings (Bracknell Forest 2022-23)",
    about=DATES,
    touches={DATES},
    horizon=YEAR,
    ease=30,
    scope=MOVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Keep each meeting at the asked distance from the one before it."""
    for meeting_day in problem.meeting_days.values():
        _keep_apart(meeting_day, choices.gatherings_of(meeting_day.code), choices, post)
    for body in problem.bodies.values():
        _keep_apart(body, choices.sittings_of(body.code), choices, post)


def _keep_apart(subject: Body | MeetingDay, placed: Sequence[Placed], choices: Choices, post: Post) -> None:
    least, most = subject.min_gap_days, subject.max_gap_days
    limits = [] if least is None else [f"at least {counted(least, 'day')}"]
    limits += [] if most is None else [f"at most {counted(most, 'day')}"]
    reason = Reason(RULE.name, subject.code, f"{subject.name} leaves {listed(limits)} from one meeting to the next.")
    for one, *between, two in _neighbours(placed, all_may_be_held=not post.partial):
        gap = choices.day_number(two) - choices.day_number(one)
        both = (choices.held(one), choices.held(two), *(~choices.held(skipped) for skipped in between))
        if least is not None:
            post.require(gap >= least, reason, both)
        if most is not None:
            post.require(gap <= most, reason, both)


def _neighbours(placed: Sequence[Placed], *, all_may_be_held: bool) -> Iterator[Sequence[Placed]]:
    """Yield what may follow one upon another, with what is then not held between; an explanation may lift any."""
    for first in range(len(placed)):
        last = min(first + 2, len(placed)) if all_may_be_held else len(placed)
        for end in range(first + 1, last):
            yield placed[first : end + 1]


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find successive meetings that lie too near or too far apart."""
    for body in problem.bodies.values():
        held = [(meeting.date, problem.is_fact(meeting)) for meeting in plan.of_body(body.code)]
        yield from _breaches(body, held, (body.code,))
    for meeting_day in problem.meeting_days.values():
        held = [(occurrence.date, problem.is_fact(occurrence)) for occurrence in plan.occurrences_of(meeting_day.code)]
        yield from _breaches(meeting_day, held, ())


def _breaches(
    subject: Body | MeetingDay, held: Sequence[tuple[date, bool]], bodies: tuple[str, ...]
) -> Iterator[Breach]:
    """Yield the gaps between dates, each with whether it is a fact, that are too short or too long."""
    for (one, one_is_fact), (two, two_is_fact) in pairwise(held):
        days = (two - one).days
        if one_is_fact and two_is_fact:
            continue
        if subject.min_gap_days is not None and days < subject.min_gap_days:
            limit = f"at least {subject.min_gap_days}"
        elif subject.max_gap_days is not None and days > subject.max_gap_days:
            limit = f"at most {subject.max_gap_days}"
        else:
            continue
        between = f"{counted(days, 'day')} from {long_date(one)} to {long_date(two)}"
        yield Breach(
            RULE.name, f"{subject.name}: {between}; there have to be {limit}.", bodies=bodies, dates=(one, two)
        )
