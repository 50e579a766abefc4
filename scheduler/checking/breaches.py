"""Every rule that a plan breaks, and every wish it does not grant, counted afresh."""

from collections.abc import Collection
from dataclasses import replace

from scheduler.checking.integrity import contradictions, without_unknown_codes
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, UngrantedWish
from scheduler.domain.verbs import DATES, ROOMS
from scheduler.rules import RULES, about, broken
from scheduler.wishes import TIERS, WISHES, ungranted


def check(problem: Problem, plan: Plan, *, rooms_given: bool = True, lunches_given: bool = True) -> tuple[Breach, ...]:
    """Find everything that is wrong with a plan, in the order of the rules; none for a clean one.

    Parameters
    ----------
    problem : Problem
        The input, which need not be the one the plan was made from.
    plan : Plan
        A plan with its attendance, made here, edited by hand, or seated after a table was read.
    rooms_given : bool
        False for a calendar that names no room at all: nothing is then asked of rooms and venues.
    lunches_given : bool
        False for a table of meetings, which cannot tell of lunches: nothing is then asked of them, nor of themes.

    """
    familiar, found = without_unknown_codes(problem, plan)
    asked = problem if rooms_given else _without_rooms(problem)
    if not lunches_given:
        asked, familiar = _without_lunches(asked), _without_lunches_held(familiar)
    left_out = () if rooms_given else about(ROOMS)
    found += tuple(broken(asked, familiar, [rule for rule in RULES if rule not in left_out]))
    return found + tuple(contradictions(asked, familiar))


def _without_rooms(problem: Problem) -> Problem:
    """Return the input with nothing said of where fixed meetings and meeting days are held."""
    return replace(
        problem,
        fixed_meetings=tuple(replace(row, room=None) for row in problem.fixed_meetings),
        meeting_days={code: replace(day, venue=None) for code, day in problem.meeting_days.items()},
    )


def _without_lunches(problem: Problem) -> Problem:
    """Return the input with nothing said of lunches and their themes."""
    sessions = {key: session for key, session in problem.sessions.items() if session.kind != "lunch"}
    return replace(problem, sessions=sessions, themes={}, speakers={})


def _without_lunches_held(plan: Plan) -> Plan:
    """Return the plan with nothing said of lunches and their themes."""
    occurrences = (replace(occurrence, lunch=None, theme=None, speaker=None) for occurrence in plan.occurrences)
    return replace(plan, occurrences=tuple(occurrences))


def recount(
    problem: Problem, plan: Plan, tiers: Collection[str] = TIERS
) -> tuple[dict[str, int], tuple[UngrantedWish, ...]]:
    """Return the value of each tier, most important first, and every wish not granted, in the same order.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan
        The calendar, people seated.
    tiers : Collection of str
        Those that are counted; `unmoved` only where there is a baseline.

    """
    familiar, _ = without_unknown_codes(problem, plan)
    counted = [tier for tier in TIERS if tier in tiers and (tier != "unmoved" or problem.baseline is not None)]
    values = dict.fromkeys(counted, 0)
    found: list[UngrantedWish] = []
    for tier in values:
        for wish in WISHES:
            if tier == wish.WISH.tier:
                rows = tuple(ungranted(problem, familiar, wish))
                values[tier] += sum(row.cost for row in rows)
                found += rows
    return values, tuple(found)


TIERS_OF_SEATS = ("apologies", "substitutes")


def price_of_seats(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Return what the seats of a calendar cost: its tiers of apologies and of substitutes."""
    values, _ = recount(problem, plan, TIERS_OF_SEATS)
    return values["apologies"], values["substitutes"]


def missing_in_seats(problem: Problem, plan: Plan) -> tuple[UngrantedWish, ...]:
    """Return every apology and every substitute of a calendar."""
    return recount(problem, plan, TIERS_OF_SEATS)[1]


def breaches_of_dates(problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Return what the dates of a calendar break, whatever its times, rooms and seats; its bodies are the input's."""
    return tuple(broken(problem, plan, about(DATES)))


def new_among(breaches: tuple[Breach, ...], before: tuple[Breach, ...]) -> tuple[Breach, ...]:
    """Return the breaches that were not there before, whomever they concern."""
    known = {(breach.rule, breach.message) for breach in before}
    return tuple(breach for breach in breaches if (breach.rule, breach.message) not in known)
