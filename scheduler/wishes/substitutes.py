"""Have members there in person: a substitute costs their place in the member's list, best first."""

from collections.abc import Iterator

from scheduler.domain.plan import SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "substitutes",
    words=phrase("Have members there in person"),
    counted=("substitute", phrase("substitutes")),
    tier="substitutes",
    weight=1,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Weigh every substitute by their place in the member's list."""
    return sum(
        rank * choices.deputises(sitting, row, substitute)
        for sitting in choices.sittings
        for row in choices.members(sitting)
        for rank, substitute in enumerate(row.substitutes, start=1)
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        for row in meeting.attendance:
            if row.outcome == SUBSTITUTE and row.substitute is not None:
                deputy, member = person_title(problem, row.substitute), person_title(problem, row.person)
                why = f"{deputy} sits for {member}: {row.reason or 'no reason is given'}."
                yield meeting_title(problem, meeting), _rank(problem, meeting, row), why


def _rank(problem: Problem, meeting: Meeting, row: Attendance) -> int:
    """Place of the substitute in the member's list, from 1; after the last for one who is not on it."""
    for membership in problem.memberships_on(meeting.body, meeting.date):
        if (membership.person, membership.role) == (row.person, row.role):
            return [*membership.substitutes, row.substitute].index(row.substitute) + 1
    return 1
