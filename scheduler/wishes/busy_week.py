"""Keep the week of each voting member within so many meetings (`busy_week`): one unit for each beyond.

It counts the meetings of the bodies on which they vote, whether they come or not; those of one meeting day are one.
Source: officers of councils whose members sit on several committees; the limit that nobody passes is `person_load`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import most_in_life
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.verbs import DATES, MEMBERSHIPS, WEEK, Choices, Expression
from scheduler.domain.wording import counted, listed, long_date, monday_of
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "busy_week",
    words=phrase("Keep everybody's weeks from filling up"),
    counted=("busy week of a member", phrase("busy weeks of members")),
    tier="dates",
    weight=1,
    touches={DATES, MEMBERSHIPS},
    horizon=WEEK,
    lazy=True,
)

DAYS_OF_A_WEEK = 7
Engagement = tuple[Body | MeetingDay, frozenset[date] | None]
"""What holds meetings of its own, and the days on which somebody votes there; None for every day."""


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count, week by week, the meetings beyond the setting of each member: those with the same seats all at once."""
    weeks = [tuple(days) for _, days in groupby(problem.days, key=monday_of)]
    return sum(
        len(people) * choices.beyond(problem.settings.busy_week, [(one, _within(days, on)) for one, on in engagements])
        for engagements, people in _alike(problem).items()
        if sum(_most_in_a_week(problem, one) for one, _ in engagements) > problem.settings.busy_week
        for days in weeks
    )


def _most_in_a_week(problem: Problem, subject: Body | MeetingDay) -> int:
    """Return how many meetings of one body, or occurrences of a meeting day, its rules allow in a week at most."""
    most, gap = most_in_life(problem, subject), subject.min_gap_days
    if not gap or problem.facts_of(subject.code) or problem.one_meetings_of(subject):
        return most + len(problem.one_meetings_of(subject)) + len(problem.facts_of(subject.code))
    return min(most, 1 + (DAYS_OF_A_WEEK - 1) // gap)


def _within(days: tuple[date, ...], on: frozenset[date] | None) -> tuple[date, ...]:
    return days if on is None else tuple(day for day in days if day in on)


def _alike(problem: Problem) -> dict[tuple[Engagement, ...], list[str]]:
    """Return the people who vote on the same bodies on the same days, by what that is."""
    days_of = defaultdict[str, dict[tuple[bool, str], set[date] | None]](dict)
    for body in problem.bodies.values():
        key = (True, body.meeting_day) if body.meeting_day is not None else (False, body.code)
        for row in problem.memberships_of_body[body.code]:
            if row.voting:
                always = row.start_date is None and row.end_date is None and (body.start_date or body.end_date) is None
                theirs = days_of[row.person]
                if always or theirs.get(key, ()) is None:
                    theirs[key] = None
                else:
                    days = theirs.setdefault(key, set())
                    if days is not None:
                        days.update(day for day in problem.days if row.in_force_on(day) and body.alive_on(day))
    found = defaultdict[tuple[Engagement, ...], list[str]](list)
    for person in sorted(days_of):
        rows = sorted(days_of[person].items(), key=lambda entry: entry[0])
        engagements = tuple(
            (
                problem.meeting_days[code] if of_day else problem.bodies[code],
                None if days is None else frozenset(days),
            )
            for (of_day, code), days in rows
        )
        found[engagements].append(person)
    return found


def _facts(problem: Problem) -> Counter[tuple[str, date]]:
    """Count what each voting member has had in each week, by facts alone."""
    return Counter({key: len(_apart(there)) for key, there in _engaged(problem, problem.held).items()})


def _engaged(problem: Problem, meetings: Collection[Meeting]) -> dict[tuple[str, date], list[Meeting]]:
    """Return the meetings at which each voting member has a seat, by person and week."""
    found = defaultdict[tuple[str, date], list[Meeting]](list)
    for meeting in meetings:
        monday = monday_of(meeting.date)
        for person in {row.person for row in problem.memberships_on(meeting.body, meeting.date) if row.voting}:
            found[person, monday].append(meeting)
    return found


def _apart(meetings: Collection[Meeting]) -> set[object]:
    """Return one thing for each meeting, and for all that are of one occurrence of a meeting day."""
    return {one.uid if one.meeting_day is None else (one.meeting_day, one.date) for one in meetings}


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    most, facts = problem.settings.busy_week, _facts(problem)
    engaged = _engaged(problem, plan.live)
    for person, monday in sorted(key for key, there in engaged.items() if max(len(there), facts[key]) > most):
        there = engaged[person, monday]
        number = len(_apart(there))
        units = max(0, number - most) - max(0, facts[person, monday] - most)
        if not units:
            continue
        bodies = listed([body_title(problem, body) for body in dict.fromkeys(one.body for one in there)])
        yield (
            person_title(problem, person),
            units,
            f"There are {counted(number, 'meeting')} in the week from {long_date(monday)}: {bodies}.",
        )
