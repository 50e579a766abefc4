"""Nobody has more meetings on one day than the setting allows; the sessions of one meeting day count as one.

Source: seed report S0 4.1 (Trafford: a whole day a quarter, rather than many days); Hampshire's members' diaries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.verbs import DATES, DAY, SEATS, Choices, Literal, Placed, Post
from scheduler.domain.wording import counted, listed, long_date
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "person_load",
    source="the council's own setting, for its members' diaries (Hampshire 2004)",
    about=SEATS,
    touches={DATES, SEATS},
    horizon=DAY,
    ease=Ease.SETTING,
)


def limit(problem: Problem) -> int | None:
    """Return the most meetings anyone may have on one day, None where there is no limit."""
    return problem.settings.max_meetings_per_person_per_day


def load(meetings: Iterable[Meeting]) -> int:
    """Count the meetings of one person on one day: the sessions of a meeting day are one."""
    return len({meeting.meeting_day or ("its own", meeting.uid) for meeting in meetings})


def within_limit(problem: Problem, meetings: Iterable[Meeting]) -> bool:
    """Whether one person may have all these meetings, which are on one day."""
    most = limit(problem)
    return most is None or load(meetings) <= most


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let nobody sit at more meetings a day than the setting; the sessions of a meeting day are one."""
    most = limit(problem)
    if most is None:
        return
    engagements = _engagements(choices).items()
    for person, things in ((one, there) for one, there in engagements if post.keeps((RULE.name, one))):
        message = f"{problem.people[person].name} has at most {counted(most, 'meeting')} a day."
        reason = Reason(RULE.name, person, message)
        if most == 0:
            for sits in things.values():
                post.require(sits == 0, reason)
        elif len(things) > most:
            for one, sits in things.items():
                others = [
                    choices.both(choices.same_day(one, two), there)
                    for two, there in things.items()
                    if two is not one and choices.same_day(one, two) is not choices.no
                ]
                if len(others) >= most:
                    post.require(sum(others) <= most - 1, reason, (sits,))


def _engagements(choices: Choices) -> dict[str, dict[Placed, Literal]]:
    """Return what each person may sit at in a day: meetings of their own, and whole meeting days."""
    seats: defaultdict[str, defaultdict[Placed, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for sitting in choices.sittings:
        thing = sitting.gathering or sitting
        for row in choices.members(sitting):
            seats[row.person][thing].append(choices.attends(sitting, row))
            for substitute in row.substitutes:
                seats[substitute][thing].append(choices.deputises(sitting, row, substitute))
    return {
        person: {thing: choices.any_of(literals) for thing, literals in seats[person].items()}
        for person in sorted(seats)
    }


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who sit at too many meetings on one day."""
    most = limit(problem)
    if most is None:
        return
    for person, meetings in plan.engagements.items():
        for day, of_day in groupby(meetings, key=lambda meeting: meeting.date):
            there = tuple(of_day)
            if not within_limit(problem, there) and not problem.facts(*there):
                bodies = tuple(dict.fromkeys(meeting.body for meeting in there))
                names = listed([body_title(problem, body) for body in bodies])
                message = (
                    f"{person_title(problem, person)} has {counted(load(there), 'meeting')} on {long_date(day)} "
                    f"({names}), and may have at most {most}."
                )
                yield Breach(RULE.name, message, bodies=bodies, people=(person,), dates=(day,))


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield a limit that is one higher, for everybody: there is one setting."""
    most = limit(problem)
    if reason.subject in problem.people and most is not None:
        settings = replace(problem.settings, max_meetings_per_person_per_day=most + 1)
        words = f"Let everybody have up to {counted(most + 1, 'meeting')} a day, not {most}."
        yield Remedy(words, replace(problem, settings=settings), Ease.SETTING)
