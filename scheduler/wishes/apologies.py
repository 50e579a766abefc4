"""Have everybody there: an apology costs 3 for a chair, 2 for other voting members, 1 for others, 0 where optional."""

from collections.abc import Iterator

from scheduler.domain.plan import APOLOGIES, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

A_CHAIR, A_VOTE = 3, 2
"""Units of an apology of a chair, and of another voting member: see `Membership.apology_weight`."""


def _called(units: int) -> tuple[str, str]:
    """Name an apology by its units."""
    if units >= A_CHAIR:
        return "apology from a chair", phrase("apologies from chairs")
    if units >= A_VOTE:
        return "apology from a member", phrase("apologies from members")
    return "apology from somebody without a vote", phrase("apologies from people without a vote")


WISH = Wish(
    "apologies",
    words=phrase("Have everybody there"),
    counted=("apology", phrase("apologies")),
    tier="apologies",
    weight=1,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
    kinds=_called,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Weigh every seat that neither the member nor a substitute fills."""
    return sum(
        row.apology_weight * (choices.in_force(sitting, row) - choices.seat_filled(sitting, row))
        for sitting in choices.sittings
        for row in choices.members(sitting)
        if row.apology_weight
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        weights = {
            (membership.person, membership.role): membership.apology_weight
            for membership in problem.memberships_on(meeting.body, meeting.date)
        }
        for row in meeting.attendance:
            if row.outcome == APOLOGIES:
                why = f"{person_title(problem, row.person)} sends apologies: {row.reason or 'no reason is given'}."
                yield meeting_title(problem, meeting), weights.get((row.person, row.role), 0), why
