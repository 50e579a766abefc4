"""Keep the members of a meeting day free for its lunch: one unit for each who sits at another meeting over it."""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.titles import lunch_title, meeting_title, person_title
from scheduler.domain.verbs import DATES, DAY, LUNCHES, MEMBERSHIPS, SEATS, TIMES, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "lunch_elsewhere",
    words=phrase("Keep members free for the lunch"),
    counted=("member kept from a lunch", phrase("members kept from a lunch")),
    tier="dates",
    weight=3,
    touches={DATES, TIMES, SEATS, MEMBERSHIPS, LUNCHES},
    horizon=DAY,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the members of a meeting day who sit elsewhere over its lunch."""
    gatherings = (gathering for gathering in choices.gatherings if not choices.is_fact(gathering))
    return sum(_kept_away(problem, choices, gathering) for gathering in gatherings)


def _kept_away(problem: Problem, choices: Choices, gathering: Gathering) -> Expression:
    lunch = problem.lunch_of(gathering.meeting_day.code)
    if lunch is None:
        return 0
    outside = [
        sitting
        for sitting in choices.sittings
        if sitting.body.meeting_day != gathering.meeting_day.code
        and any(start < lunch.end and lunch.start < start + sitting.duration for start in sitting.starts)
    ]
    days_of = _days_of_membership(problem, choices, gathering)
    kept = []
    for person, days in days_of.items():
        at_once = [
            choices.sits(person, sitting) + choices.over_lunch(gathering, sitting, days) - 1
            for sitting in outside
            if _may_meet(choices, sitting, person, days)
        ]
        if at_once:
            kept.append(choices.excess(*at_once, most=1))
    return sum(kept)


def _days_of_membership(problem: Problem, choices: Choices, gathering: Gathering) -> dict[str, tuple[date, ...]]:
    """Return the days on which each person is a member of a body that sits."""
    bodies = problem.bodies_of_meeting_day(gathering.meeting_day.code)
    found: dict[str, list[date]] = {}
    for day in choices.open_days(gathering):
        alive = [body for body in bodies if body.alive_on(day)]
        for person in sorted({row.person for body in alive for row in problem.memberships_on(body.code, day)}):
            found.setdefault(person, []).append(day)
    return {person: tuple(days) for person, days in found.items()}


def _may_meet(choices: Choices, sitting: Sitting, person: str, days: tuple[date, ...]) -> bool:
    return person in choices.people_at(sitting) and any(choices.held_on(sitting, d) is not choices.no for d in days)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for occurrence in problem.asked(plan).occurrences:
        yield from _elsewhere(problem, plan, occurrence)


def _elsewhere(problem: Problem, plan: Plan, occurrence: Occurrence) -> Iterator[Ungranted]:
    lunch, day = occurrence.lunch, occurrence.date
    if lunch is None:
        return
    bodies = {meeting.body for meeting in plan.of_occurrence(occurrence)}
    members = {row.person for body in bodies for row in problem.memberships_on(body, day)}
    for person in sorted(members):
        for meeting in plan.engagements.get(person, ()):
            outside = meeting.date == day and meeting.meeting_day != occurrence.meeting_day
            if outside and meeting.start < lunch.end and lunch.start < meeting.end:
                why = f"{person_title(problem, person)} sits at {meeting_title(problem, meeting)} over the lunch."
                yield lunch_title(problem, occurrence), 1, why
                break
