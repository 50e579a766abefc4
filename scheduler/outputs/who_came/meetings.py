"""Who came to each meeting that was held, held against its members and its quorum; and meetings without a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.attendance_register import (
    APOLOGISED,
    IN_ATTENDANCE,
    PRESENT,
    AttendanceRegister,
    Mark,
    members_at,
)
from scheduler.domain.people import Membership
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.rules import quorum_rule

HERE, SENT_SUBSTITUTE, SENT_APOLOGIES, NOT_THERE, NO_MARK = "here", "substitute", "apologies", "absent", "no mark"


@dataclass(frozen=True)
class WhoCame:
    """A meeting that was held and is in the register. Members are those who vote; others are told apart."""

    meeting: Meeting
    outcomes: dict[str, str]
    """What became of each voting member: here, substitute, apologies, absent, or no mark in the record."""
    substitutes: dict[str, str]
    """By voting member, who took the place."""
    others: tuple[str, ...]
    """Who was there without a vote: advisers, clerks and whoever listened."""
    quorum: int
    wanting: tuple[str, ...] = ()
    """What of a composite quorum was not there, in words."""

    def of(self, *outcomes: str) -> tuple[str, ...]:
        """Return the voting members of whom one of these became."""
        return tuple(person for person, outcome in self.outcomes.items() if outcome in outcomes)

    @property
    def there(self) -> int:
        """How many votes were there, in person or by a substitute."""
        return len(self.of(HERE, SENT_SUBSTITUTE))

    @property
    def quorate(self) -> bool:
        """Whether enough were there, and of each kind that must be."""
        return self.there >= self.quorum and not self.wanting

    @property
    def barely(self) -> bool:
        """Whether nobody more could have stayed away."""
        return self.quorate and self.there == self.quorum


@dataclass(frozen=True)
class Attended:
    """The meetings that were held, in order of time."""

    recorded: tuple[WhoCame, ...]
    unrecorded: tuple[Meeting, ...]
    """Those of which nobody has said who came."""


def attended(problem: Problem, plan: Plan, register: AttendanceRegister, now: datetime | None) -> Attended:
    """Return who came to the meetings of a calendar that were held.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    register : AttendanceRegister
        Who came.
    now : datetime, optional
        The moment by the council's own clock; left out, whatever is not after the last day of the register was held.

    """
    last = max((mark.date for mark in register.marks), default=None)
    recorded, unrecorded = [], []
    for meeting in plan.live:
        if meeting.uid in register.of_meeting:
            recorded.append(who_came(problem, meeting, register.of_meeting[meeting.uid]))
        elif is_over(meeting, now) if now is not None else last is not None and meeting.date <= last:
            unrecorded.append(meeting)
    return Attended(tuple(recorded), tuple(unrecorded))


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting has begun by a moment of the council's own clock."""
    return (meeting.date, meeting.start) < (now.date(), now.hour * 60 + now.minute)


def who_came(problem: Problem, meeting: Meeting, marks: Iterable[Mark]) -> WhoCame:
    """Return who came to a meeting."""
    seats = members_at(problem, meeting)
    by_person = {mark.person: mark for mark in marks}
    places = {mark.instead_of: mark.person for mark in by_person.values() if mark.instead_of is not None}
    voting = {person: seat for person, seat in seats.items() if seat.voting}
    outcomes = {person: _outcome(by_person.get(person), in_place=person in places) for person in voting}
    there = [mark.person for mark in by_person.values() if mark.came in (PRESENT, IN_ATTENDANCE)]
    others = [person for person in there if person not in voting and by_person[person].instead_of not in voting]
    filled = [voting[person] for person, outcome in outcomes.items() if outcome in (HERE, SENT_SUBSTITUTE)]
    known = meeting.body in problem.bodies
    return WhoCame(
        meeting,
        outcomes,
        {member: places[member] for member in voting if member in places},
        tuple(sorted(others)),
        problem.quorum_on(meeting.body, meeting.date) if known else 0,
        tuple(_wanting(problem, meeting.body, filled)) if known else (),
    )


def _outcome(mark: Mark | None, *, in_place: bool) -> str:
    if in_place:
        return SENT_SUBSTITUTE
    if mark is None:
        return NO_MARK
    if mark.came == PRESENT:
        return HERE
    return SENT_APOLOGIES if mark.came == APOLOGISED else NOT_THERE


def _wanting(problem: Problem, body: str, filled: list[Membership]) -> Iterable[str]:
    """Say what of a body's composite quorum was not there."""
    for part in quorum_rule.parts(problem, body):
        number = quorum_rule.seated(problem, part, filled)
        if number < part.minimum:
            whom = quorum_rule.whom(problem, part)
            yield f"of its voting members who are {whom} it needs {part.minimum}, and {number} came"
