"""Between two meetings of one person there is time for the way, or within one venue for a pause.

It counts within one day, and not within a meeting day; an online meeting needs none. Source: constitutions and room
protocols allow for members who sit at town hall and at area venues on one day.
"""

from collections.abc import Iterator
from itertools import combinations, groupby, product

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason
from scheduler.domain.seating import in_the_way, minutes_between
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import DATES, DAY, ROOMS, SEATS, TIMES, Choices, Post
from scheduler.domain.wording import counted
from scheduler.rules.protocol import NEVER, Rule

RULE = Rule(
    "travel",
    source="practice: members who sit at two venues on one day",
    about=SEATS,
    touches={DATES, TIMES, ROOMS, SEATS},
    horizon=DAY,
    ease=NEVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Leave everyone the time to get from one meeting of a day to the next, and to pause."""
    for one, two, everyone in choices.pairs_sharing_people():
        people = [person for person in everyone if post.keeps((RULE.name, person))]
        if people and (one.gathering is None or one.gathering is not two.gathering):
            for here, there in product(_venues(problem, choices, one), _venues(problem, choices, two)):
                minutes = problem.travel_minutes(here, there)
                for start, other in product(one.starts, two.starts):
                    if 0 <= one.minutes_apart(start, two, other) < minutes:
                        when = (
                            choices.same_day(one, two),
                            choices.starts_at(one, start),
                            choices.starts_at(two, other),
                            choices.at_venue(one, here),
                            choices.at_venue(two, there),
                        )
                        for person in people if all(one is not choices.no for one in when) else ():
                            name = problem.people[person].name
                            way = "a pause between meetings" if here == there else "the way from one venue to another"
                            message = f"{name} needs time for {way}."
                            at_both = choices.sits(person, one) + choices.sits(person, two)
                            post.require(at_both <= 1, FirmReason(RULE.name, person, message), when)


def _venues(problem: Problem, choices: Choices, sitting: Sitting) -> list[str]:
    return sorted(choices.venues_for(sitting))


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people with too little time from one meeting to the next."""
    for person, meetings in plan.engagements.items():
        for day, of_day in groupby(meetings, key=lambda meeting: meeting.date):
            for one, two in combinations(of_day, 2):
                if one.overlaps(two) or problem.facts(one, two) or not in_the_way(problem, one, two):
                    continue
                needed = minutes_between(problem, one, two)
                message = (
                    f"{person_title(problem, person)} has {counted(two.start - one.end, 'minute')} from "
                    f"{meeting_title(problem, one)} ({one.venue}) to {meeting_title(problem, two)} ({two.venue}), "
                    f"and needs {needed}."
                )
                yield Breach(RULE.name, message, bodies=(one.body, two.body), people=(person,), dates=(day,))
