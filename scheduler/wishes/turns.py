"""Have nobody miss the same board again and again: their second apology costs 1, the third 2 more, and so on.

An apology of somebody who is optional counts for nothing. Source: practice; who always misses the same board is no
member of it, however few apologies there are in all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.verbs import DATES, MEMBERSHIPS, MOVER, SEATS, YEAR, Choices, Expression
from scheduler.domain.wording import times
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "turns",
    words=phrase("Have nobody miss the same board again and again"),
    counted=("member who misses a board more than once", phrase("members who miss a board more than once")),
    tier="dates",
    weight=1,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=YEAR,
    scope=MOVER,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count every two apologies of one person to one body, less those of facts by themselves."""
    facts = _apologies(problem, problem.held)
    pairs = []
    for body in problem.bodies:
        missed = defaultdict[str, list[Expression]](list)
        for sitting in choices.sittings_of(body):
            if not choices.is_fact(sitting):
                for row in choices.members(sitting):
                    if _counts(row):
                        empty = choices.in_force(sitting, row) - choices.seat_filled(sitting, row)
                        missed[row.person].append(empty)
        for person, apologies in missed.items():
            before = facts[person, body]
            most = before + len(apologies)
            often = before + sum(apologies)
            tangents = [turn * often - turn * (turn + 1) // 2 for turn in range(1, most)]
            if tangents:
                pairs.append(choices.excess(*tangents, most=_pairs(most)) - _pairs(before))
    return sum(pairs)


def _counts(row: Membership) -> bool:
    return row.apology_weight > 0


def _apologies(problem: Problem, meetings: Iterable[Meeting]) -> Counter[tuple[str, str]]:
    """Count the apologies of each person to each body."""
    found: Counter[tuple[str, str]] = Counter()
    for meeting in meetings:
        asked = {(row.person, row.role) for row in problem.memberships_on(meeting.body, meeting.date) if _counts(row)}
        for row in meeting.attendance:
            if row.outcome == APOLOGIES and (row.person, row.role) in asked:
                found[row.person, meeting.body] += 1
    return found


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    facts = _apologies(problem, problem.held)
    for (person, body), number in sorted(_apologies(problem, plan.live).items()):
        why = f"{person_title(problem, person)} sends apologies to {body_title(problem, body)} {times(number)}."
        yield person_title(problem, person), _pairs(number) - _pairs(facts[person, body]), why


def _pairs(apologies: int) -> int:
    return apologies * (apologies - 1) // 2
