"""Constraints in words: what the rules about seats demand of a body, and how much of it an allocation has.

The rules themselves make the demands; here each is only given what a sentence about it needs: whose it is, how many
it asks for, and of whom.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import SUBSTITUTE, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import SEATS
from scheduler.domain.viability import Allocation, Quorum, QuorumPart, Together
from scheduler.rules import about, person_clash, presiding, quorum, quorum_rule
from scheduler.rules.protocol import NEVER
from scheduler.solver.cp.seats import Key, SeatModel

REQUIRED = person_clash.RULE.name
"""Whose demands are broken where a required person is held elsewhere."""
PRESIDING = presiding.RULE.name
QUORUM_PART = quorum_rule.RULE.name
QUORUM = quorum.RULE.name


@dataclass(frozen=True)
class Need:
    """Something bodies cannot sit without."""

    rule: str
    subject: str
    body: str | None = None
    """The body; None for a demand on all of them, which has a message."""
    least: int = 1
    person: str | None = None
    """Who is required, in person or by a substitute."""
    part: QuorumRule | None = None
    """The part of a composite quorum."""
    message: str = ""
    """What the rule says of it, where there is no shorter way to say it."""

    @property
    def key(self) -> Key:
        """The demand of the model."""
        return self.rule, self.subject


def needs_of(problem: Problem, together: Together, seats: SeatModel) -> list[Need]:
    """Return what the bodies cannot sit without, body by body: required people, who presides, quorums, the rest."""
    known = [need for body in together.bodies for need in _worded(problem, body, together.day)]
    keys = {need.key for need in known}
    others = [
        Need(*key, body=next((body for body in together.bodies if body == key[1]), None), message=reason.message)
        for key, reason in seats.reasons.items()
        if key in seats.of_presence and key not in keys
    ]
    there: dict[str | None, int] = {body: number for number, body in enumerate((*together.bodies, None))}
    found = [*(need for need in known if need.key in seats.of_presence), *others]
    return sorted(dict.fromkeys(found), key=lambda need: there[need.body])


def _worded(problem: Problem, body: str, day: date) -> Iterator[Need]:
    """Yield the demands on a body that sentences have words of their own for."""
    for row in problem.memberships_on(body, day):
        if row.required:
            yield Need(REQUIRED, f"{row.person} at {body}", body, person=row.person)
    yield Need(PRESIDING, body, body)
    for part in quorum_rule.parts(problem, body):
        yield Need(QUORUM_PART, f"{body} {part.of_whom}", body, part.minimum, part=part)
    yield Need(QUORUM, body, body, quorum.needed(problem, body, day))


def most_telling_first() -> tuple[str, ...]:
    """Return the rules about seats in the order in which they explain the most: a required person before a quorum.

    First what an officer may give up, the easiest first; then the law, where the particular stands after the general.
    """
    rules = [rule.RULE for rule in reversed(about(SEATS))]
    by_ease = sorted((rule for rule in rules if rule.ease is not NEVER), key=lambda rule: rule.ease or 0)
    return tuple(rule.name for rule in (*by_ease, *(rule for rule in rules if rule.ease is NEVER)))


def quorums_of(problem: Problem, together: Together, allocation: Allocation) -> tuple[Quorum, ...]:
    """Return what each body needs and has in an allocation, counted afresh."""
    return tuple(_quorum(problem, body, together.day, allocation.attendance[body]) for body in together.bodies)


def _quorum(problem: Problem, body: str, day: date, attendance: Sequence[Attendance]) -> Quorum:
    filled = {(row.person, row.role): row.outcome for row in attendance if row.sits is not None}
    rows = [row for row in problem.memberships_on(body, day) if (row.person, row.role) in filled]
    leaders = [row for row in problem.memberships_on(body, day) if row.presides]
    return Quorum(
        body,
        quorum.needed(problem, body, day),
        quorum.seated(rows),
        problem.voting_members(body, day),
        tuple(QuorumPart(part, quorum_rule.seated(problem, part, rows)) for part in quorum_rule.parts(problem, body)),
        tuple(row.person for row in leaders),
        tuple(row.person for row in leaders if filled.get((row.person, row.role)) not in (None, SUBSTITUTE)),
    )
