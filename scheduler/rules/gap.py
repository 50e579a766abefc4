"""From one meeting of a body (or meeting day) to its next there are not too few and not too many days.

Source: constitutions that bound the interval (Bracknell Forest 2022-23: planning never more than five weeks apart).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.domain.bodies import Body
from scheduler.domain.meant import regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, InTurn, Post
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
        extras = [gathering for gathering in choices.gatherings_of(meeting_day.code) if gathering.extra]
        _keep_apart(meeting_day, extras, choices, post)
    for body in problem.bodies.values():
        _keep_apart(body, [sitting for sitting in choices.sittings_of(body.code) if sitting.extra], choices, post)


def _keep_apart(subject: Body | MeetingDay, extras: Sequence[InTurn], choices: Choices, post: Post) -> None:
    placed = choices.in_turn(subject)
    least, most = subject.min_gap_days, subject.max_gap_days
    limits = [] if least is None else [f"at least {counted(least, 'day')}"]
    limits += [] if most is None else [f"at most {counted(most, 'day')}"]
    reason = Reason(RULE.name, subject.code, f"{subject.name} leaves {listed(limits)} from one meeting to the next.")
    for one, *between, two in _neighbours(placed, all_may_be_held=not post.partial):
        gap = choices.day_number(two) - choices.day_number(one)
        both = (choices.held(one), choices.held(two), *(~choices.held(skipped) for skipped in between))
        if least is not None:
            post.require(gap >= least, reason, both, of=(one, two))
        if most is not None and not extras:
            post.require(gap <= most, reason, both, of=(one, two))
    if most is not None and extras:
        for one in (*placed, *extras):
            _followed(one, [other for other in (*placed, *extras) if other is not one], most, reason, choices, post)


def _followed(one: InTurn, others: Sequence[InTurn], most: int, reason: Reason, choices: Choices, post: Post) -> None:
    """Let a meeting be the last, or some other come no more than so many days after it, in whatever order they are."""
    last, *next_ones = choices.one_of(1 + len(others))
    here = choices.day_number(one)
    for other, follows in zip(others, next_ones, strict=True):
        there = choices.day_number(other)
        post.require(there <= here, reason, (choices.held(one), choices.held(other), last), of=(one, other))
        post.require(choices.held(other) == 1, reason, (choices.held(one), follows))
        post.require(there >= here + 1, reason, (choices.held(one), follows))
        post.require(there <= here + most, reason, (choices.held(one), follows))


def _neighbours(placed: Sequence[InTurn], *, all_may_be_held: bool) -> Iterator[Sequence[InTurn]]:
    """Yield what may follow one upon another, with what is then not held between; an explanation may lift any."""
    for first in range(len(placed)):
        last = min(first + 2, len(placed)) if all_may_be_held else len(placed)
        for end in range(first + 1, last):
            yield placed[first : end + 1]


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find successive meetings that lie too near or too far apart."""
    for body in problem.bodies.values():
        yield from _breaches(problem, plan, body, plan.of_body(body.code))
    for meeting_day in problem.meeting_days.values():
        yield from _breaches(problem, plan, meeting_day, plan.occurrences_of(meeting_day.code))


def _breaches(
    problem: Problem, plan: Plan, subject: Body | MeetingDay, held: Sequence[Meeting | Occurrence]
) -> Iterator[Breach]:
    """Yield the gaps between dates that are too short or too long; between two facts nothing is asked.

    What is held beside the cadence makes no gap too short, and cuts a long one in two.
    """
    least, most = subject.min_gap_days, subject.max_gap_days
    too_short = pairwise(regular(problem, plan, subject)) if least is not None else ()
    found = [(one, two, f"at least {least}") for one, two in too_short if (two.date - one.date).days < (least or 0)]
    too_long = pairwise(held) if most is not None else ()
    found += [(one, two, f"at most {most}") for one, two in too_long if (two.date - one.date).days > (most or 0)]
    for one, two, limit in sorted(found, key=lambda gap: (gap[0].date, gap[1].date)):
        if not problem.facts(one, two):
            days = (two.date - one.date).days
            between = f"{counted(days, 'day')} from {long_date(one.date)} to {long_date(two.date)}"
            message = f"{subject.name}: {between}; there have to be {limit}."
            bodies = (subject.code,) if isinstance(subject, Body) else ()
            yield Breach(RULE.name, message, bodies=bodies, dates=(one.date, two.date))
