"""Nobody sits at more than so many evening meetings in one week, Monday to Sunday.

A rule as somebody would add it by the steps of the README, for tests only: it looks a week far, which no rule of the
product does. Source: made up; members with a day's work behind them ask for it everywhere.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.verbs import DATES, SEATS, TIMES, WEEK, Choices, Literal, Post
from scheduler.domain.wording import counted, listed, long_date
from scheduler.rules.protocol import Bar, Rule

RULE = Rule(
    "evening_load",
    source="made up, for tests",
    about=SEATS,
    touches={DATES, TIMES, SEATS},
    horizon=WEEK,
    ease=13,
)
EVENING = 18 * 60
"""A meeting that starts then or later is in the evening; minutes after midnight."""
MOST = 1
"""Evening meetings that one person may have in a week."""


def monday(day: dt.date) -> dt.date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let nobody sit at more evening meetings of one week than the limit."""
    for person, of_week in _evenings(choices).items():
        reason = Reason(RULE.name, person, f"{problem.people[person].name} has {_limit()}.")
        for _, there in sorted(of_week.items()):
            if len(there) > MOST:
                post.require(sum(there) <= MOST, reason)


def _limit() -> str:
    return f"at most {counted(MOST, 'evening meeting')} a week"


def _evenings(choices: Choices) -> dict[str, dict[dt.date, list[Literal]]]:
    """Return for each person and week whether they sit in the evening, meeting by meeting."""
    found: defaultdict[str, defaultdict[dt.date, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for sitting in choices.sittings:
        weeks: defaultdict[dt.date, list[tuple[dt.date, int]]] = defaultdict(list)
        for day, start in choices.placements(sitting):
            if start >= EVENING:
                weeks[monday(day)].append((day, start))
        seats: defaultdict[str, list[Literal]] = defaultdict(list)
        for row in choices.members(sitting) if weeks else ():
            seats[row.person].append(choices.attends(sitting, row))
            for substitute in row.substitutes:
                seats[substitute].append(choices.deputises(sitting, row, substitute))
        for week, placements in weeks.items():
            then = choices.any_of(choices.held_during(sitting, placements))
            for person, literals in seats.items():
                found[person][week].append(choices.both(then, choices.any_of(literals)))
    return {person: dict(of_week) for person, of_week in sorted(found.items())}


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people with too many evening meetings in one week."""
    for person, meetings in plan.engagements.items():
        evenings: defaultdict[dt.date, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            if meeting.start >= EVENING:
                evenings[monday(meeting.date)].append(meeting)
        for week, there in sorted(evenings.items()):
            if len(there) > MOST:
                bodies = tuple(dict.fromkeys(meeting.body for meeting in there))
                names = listed([body_title(problem, body) for body in bodies])
                number = counted(len(there), "evening meeting")
                message = (
                    f"{person_title(problem, person)} has {number} in the week from {long_date(week)} ({names}), "
                    f"and may have {_limit()}."
                )
                dates = tuple(sorted({meeting.date for meeting in there}))
                yield Breach(RULE.name, message, bodies=bodies, people=(person,), dates=dates)


def blocks(problem: Problem, subject: Body | MeetingDay, day: dt.date, start: int | None) -> Iterator[Bar]:
    """Yield that a body which requires somebody never meets in the evening, where nobody may."""
    if start is not None and start >= EVENING and MOST == 0 and isinstance(subject, Body):
        for row in problem.memberships_on(subject.code, day):
            if row.required:
                name = person_title(problem, row.person)
                message = f"{name} is required at {subject.name}, and nobody sits in the evening."
                yield Bar(Reason(RULE.name, row.person, message), "nobody sits in the evening")
