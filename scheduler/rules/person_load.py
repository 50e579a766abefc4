"""Nobody has more meetings on one day, or in one week, than the settings allow; those of one meeting day are one.

A week runs from Monday to Sunday. Source: seed report S0 4.1 (Trafford: a whole day a quarter, rather than many days);
Hampshire's members' diaries.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TypeAlias

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.verbs import DATES, DAY, SEATS, WEEK, Choices, Horizon, Literal, Placed, Post
from scheduler.domain.wording import counted, listed, long_date, monday_of
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "person_load",
    source="the council's own settings, for its members' diaries (Hampshire 2004)",
    about=SEATS,
    touches={DATES, SEATS},
    horizon=WEEK,
    ease=Ease.SETTING,
)


def limit(problem: Problem) -> int | None:
    """Return the most meetings anyone may have on one day, None where there is no limit."""
    return problem.settings.max_meetings_per_person_per_day


def weekly_limit(problem: Problem) -> int | None:
    """Return the most meetings anyone may have in one week, None where there is no limit."""
    return problem.settings.max_meetings_per_person_per_week


def limited(problem: Problem) -> bool:
    """Whether anybody's meetings are limited at all."""
    return bool(_limits(problem))


def horizon_in(problem: Problem) -> Horizon:
    """Return how far the rule looks in an input: a day where no week is limited."""
    return DAY if weekly_limit(problem) is None else WEEK


@dataclass(frozen=True)
class _Limit:
    """The most meetings of one person in a stretch of days, and the first day of the stretch that a day is in."""

    most: int
    first_day: Callable[[date], date]
    unit: str
    when: str
    """How a stretch is told, `{}` for its first day."""


def _limits(problem: Problem) -> list[_Limit]:
    a_day, a_week = limit(problem), weekly_limit(problem)
    found = [] if a_day is None else [_Limit(a_day, _itself, "day", "on {}")]
    return found if a_week is None else [*found, _Limit(a_week, monday_of, "week", "in the week from {}")]


def _subject(person: str, bound: _Limit) -> str:
    """Return the subject of the reason that a person is kept to a limit: each limit can be lifted by itself."""
    return person if bound.first_day is _itself else f"{person} a {bound.unit}"


def _itself(day: date) -> date:
    return day


def load(meetings: Iterable[Meeting]) -> int:
    """Count the meetings of one person: those of one occurrence of a meeting day are one."""
    return len({_engagement(meeting) for meeting in meetings})


def _engagement(meeting: Meeting) -> Hashable:
    return meeting.uid if meeting.meeting_day is None else (meeting.meeting_day, meeting.date)


def within_limit(problem: Problem, meetings: Iterable[Meeting]) -> bool:
    """Whether one person may have all these meetings."""
    theirs = sorted(meetings, key=lambda meeting: meeting.date)
    return not any(True for bound in _limits(problem) for _ in _too_many(bound, theirs))


def _too_many(bound: _Limit, meetings: Iterable[Meeting]) -> Iterator[tuple[date, tuple[Meeting, ...]]]:
    """Yield the stretches in which one person, whose meetings are in order of date, has more than a limit."""
    for first, there in groupby(meetings, key=lambda meeting: bound.first_day(meeting.date)):
        of_stretch = tuple(there)
        if load(of_stretch) > bound.most:
            yield first, of_stretch


Seat: TypeAlias = tuple[bool, Literal]
"""Whether it is one at a fact, and whether the person sits there."""
Engagements: TypeAlias = dict[Placed, list[Seat]]
"""What one person may sit at, meetings of their own and whole meeting days, and the seats they may have there."""


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let nobody sit at more meetings a day, or a week, than the settings; those of a meeting day are one."""
    bounds = _limits(problem)
    engagements = _engagements(choices).items() if bounds else ()
    for person, things in engagements:
        for bound in (one for one in bounds if post.keeps((RULE.name, _subject(person, one)))):
            message = f"{problem.people[person].name} has at most {counted(bound.most, 'meeting')} a {bound.unit}."
            reason = Reason(RULE.name, _subject(person, bound), message)
            if bound.most == 0:
                for sits in (one for seats in things.values() for is_fact, one in seats if not is_fact):
                    post.require(sits == 0, reason)
            elif len(things) > bound.most:
                state = _in_each_week if bound.first_day is monday_of else _on_each_day
                state(choices, things, bound.most, post, reason)


def _on_each_day(choices: Choices, things: Engagements, most: int, post: Post, reason: Reason) -> None:
    sits_at = {thing: choices.any_of([sits for _, sits in seats]) for thing, seats in things.items()}
    for one, sits in sits_at.items():
        others = [
            choices.both(choices.same_day(one, two), there)
            for two, there in sits_at.items()
            if two is not one and choices.same_day(one, two) is not choices.no
        ]
        if len(others) >= most:
            post.require(sum(others) <= most - 1, reason, (sits,))


def _in_each_week(choices: Choices, things: Engagements, most: int, post: Post, reason: Reason) -> None:
    """Leave in each week as many as its facts leave: where they are too many themselves, nothing more."""
    weeks: defaultdict[date, list[Placed]] = defaultdict(list)
    for thing in things:
        for monday in dict.fromkeys(map(monday_of, choices.open_days(thing))):
            weeks[monday].append(thing)
    for monday, there in sorted(weeks.items()):
        standing = [thing for thing in there if any(is_fact for is_fact, _ in things[thing])]
        left = max(most - len(standing), 0)
        if len(there) - len(standing) > left:
            sits = {thing: choices.any_of([sits for _, sits in things[thing]]) for thing in there}
            free = [thing for thing in there if thing not in standing]
            post.require(
                sum(choices.both(held_in_week(choices, one, monday), sits[one]) for one in free) <= left, reason
            )
        for is_fact, sits_too in (seat for thing in standing for seat in things[thing]):
            if len(standing) > most and not is_fact:
                post.require(sits_too == 0, reason)


def held_in_week(choices: Choices, thing: Placed, monday: date) -> Literal:
    """Return whether a meeting, or an occurrence of a meeting day, is held in the week from a Monday."""
    days = [day for day in choices.open_days(thing) if monday_of(day) == monday]
    return choices.any_of([choices.held_on(thing, day) for day in days])


def _engagements(choices: Choices) -> dict[str, Engagements]:
    found: defaultdict[str, Engagements] = defaultdict(lambda: defaultdict(list))
    for sitting in choices.sittings:
        thing, is_fact = sitting.gathering or sitting, choices.is_fact(sitting)
        for row in choices.members(sitting):
            found[row.person][thing].append((is_fact, choices.attends(sitting, row)))
            for substitute in row.substitutes:
                found[substitute][thing].append((is_fact, choices.deputises(sitting, row, substitute)))
    return {person: found[person] for person in sorted(found)}


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who sit at too many meetings on one day, or in one week."""
    for bound in _limits(problem):
        for person, meetings in plan.engagements.items():
            for first, there in _too_many(bound, meetings):
                if not problem.facts(*there):
                    yield _breach(problem, person, bound, first, there)


def _breach(problem: Problem, person: str, bound: _Limit, first: date, there: tuple[Meeting, ...]) -> Breach:
    bodies = tuple(dict.fromkeys(meeting.body for meeting in there))
    names = listed([body_title(problem, body) for body in bodies])
    when = bound.when.format(long_date(first))
    message = (
        f"{person_title(problem, person)} has {counted(load(there), 'meeting')} {when} ({names}), "
        f"and may have at most {bound.most}."
    )
    return Breach(RULE.name, message, bodies, (person,), dates=tuple(dict.fromkeys(one.date for one in there)))


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield limits that are one higher, for everybody: there is one setting for a day, and one for a week."""
    people = problem.people
    for bound in (one for one in _limits(problem) if any(_subject(who, one) == reason.subject for who in people)):
        settings, higher = problem.settings, bound.most + 1
        if bound.first_day is monday_of:
            settings = replace(settings, max_meetings_per_person_per_week=higher)
        else:
            settings = replace(settings, max_meetings_per_person_per_day=higher)
        words = f"Let everybody have up to {counted(higher, 'meeting')} a {bound.unit}, not {bound.most}."
        yield Remedy(words, replace(problem, settings=settings), Ease.SETTING)
