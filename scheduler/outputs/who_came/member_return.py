"""The return of councillors' attendance for the annual report: expected, attended, apologies, percentage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.outputs.who_came.meetings import HERE, NO_MARK, NOT_THERE, SENT_APOLOGIES, SENT_SUBSTITUTE, WhoCame
from scheduler.outputs.who_came.six_months import is_councillor

HOW_COUNTED = (
    "Expected: meetings that were held, of which there is a record, of bodies on which the councillor had a vote.",
    "Attended: those at which the councillor was there in person. Those to which a substitute went are shown apart.",
    "Apologies: those for which apologies were received, and no substitute came.",
    "Absent: all others, those among them for which the record does not have the councillor at all.",
    "As a substitute: other meetings, attended in somebody's place. They are in no percentage.",
    "Percentage: attended of expected, to the nearest whole number.",
)
"""What each number of the return means, for whoever reads it."""


@dataclass(frozen=True)
class Return:
    """What one councillor attended, of one body or of all."""

    person: str
    body: str | None
    expected: int
    attended: int
    substitutes: int
    apologies: int
    absent: int
    as_substitute: int = 0
    """Meetings attended in another's place; of the whole only."""

    @property
    def percentage(self) -> int | None:
        """How much of what was expected was attended, to the nearest whole number; None where nothing was."""
        return None if not self.expected else (200 * self.attended + self.expected) // (2 * self.expected)


def member_return(problem: Problem, recorded: Sequence[WhoCame]) -> tuple[Return, ...]:
    """Return what each councillor attended of all meetings, in order of their names."""
    people = sorted(_councillors(problem, recorded), key=lambda code: (person_title(problem, code), code))
    return tuple(_of(person, None, recorded) for person in people)


def return_by_body(problem: Problem, recorded: Sequence[WhoCame]) -> tuple[Return, ...]:
    """Return the same of each body apart, in order of names and of the input's bodies."""
    order = {code: place for place, code in enumerate(problem.bodies)}
    of_body: dict[str, list[WhoCame]] = {}
    for one in sorted(recorded, key=lambda one: (order.get(one.meeting.body, len(order)), one.meeting.body)):
        of_body.setdefault(one.meeting.body, []).append(one)
    return tuple(
        _of(total.person, body, held)
        for total in member_return(problem, recorded)
        for body, held in of_body.items()
        if any(total.person in one.outcomes for one in held)
    )


def _councillors(problem: Problem, recorded: Sequence[WhoCame]) -> Iterator[str]:
    """Yield every councillor who was expected anywhere, or took anybody's place."""
    there = {person for one in recorded for person in (*one.outcomes, *one.substitutes.values())}
    return (person for person in there if is_councillor(problem, person))


def _of(person: str, body: str | None, recorded: Sequence[WhoCame]) -> Return:
    outcomes = [one.outcomes[person] for one in recorded if person in one.outcomes]
    return Return(
        person,
        body,
        expected=len(outcomes),
        attended=outcomes.count(HERE),
        substitutes=outcomes.count(SENT_SUBSTITUTE),
        apologies=outcomes.count(SENT_APOLOGIES),
        absent=outcomes.count(NOT_THERE) + outcomes.count(NO_MARK),
        as_substitute=sum(person in one.substitutes.values() for one in recorded),
    )
