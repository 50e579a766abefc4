"""What an officer hears of membership: somebody joins a body, leaves it, or may be deputised for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.edits import join, leave, name_substitutes
from scheduler.domain.people import Person
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.titles import body_title, people_titles, person_title
from scheduler.domain.wording import long_date
from scheduler.errors import CannotChange, InputFaults

JOIN, LEAVE, SUBSTITUTE = "join", "leave", "substitute"
ACTIONS = (LEAVE, JOIN, SUBSTITUTE)
"""In the order in which those of one day are made, so that one person can take another's seat, or another role."""

_COLUMNS = {"subject": "person"}
"""What a column of scenarios is called in a table of changes."""


@dataclass(frozen=True)
class SeatChange:
    """One change of membership, from a day on or as if from the beginning."""

    action: str
    person: str
    body: str
    role: str = "member"
    start: date | None = None
    """The first day on which it holds."""
    substitutes: tuple[str, ...] = ()
    """Who may deputise, best first; in addition to those already named, for the action `substitute`."""
    newcomer: Person | None = None
    """The person, where the input does not know them yet."""
    table: str = ""
    row: int | None = None
    """Where it is written, if it is."""

    def of(self, problem: Problem) -> Problem:
        """Return the problem with this change made; raise CannotChange where it contradicts what is there."""
        if self.newcomer is not None:
            problem = replace(problem, people={**problem.people, self.person: self.newcomer})
        if self.action == LEAVE:
            return leave(problem, self.person, self.body, self.start)
        if self.action == JOIN:
            return join(problem, self.person, self.body, self.role, self.start, self.substitutes)
        return name_substitutes(problem, self.person, self.body, self.substitutes, self.start)

    def words(self, problem: Problem) -> str:
        """Say it in a sentence."""
        who = self.newcomer.name if self.newcomer is not None else person_title(problem, self.person)
        what = body_title(problem, self.body)
        since = "" if self.start is None else f" from {long_date(self.start)}"
        deputies = people_titles(problem, self.substitutes) if self.substitutes else ""
        if self.action == LEAVE:
            return f"{who} leaves {what}{since}."
        if self.action == JOIN:
            role = "" if self.role == "member" else f" as {self.role.replace('_', '-')}"
            return f"{who} joins {what}{role}{since}{f', with {deputies} to deputise' if deputies else ''}."
        return f"{deputies} may deputise for {who} at {what}{since}."


def with_changes(problem: Problem, changes: Iterable[SeatChange]) -> Problem:
    """Return the problem with every change made day after day, those who leave first; substitutes are named last.

    Raises
    ------
    InputFaults
        If changes contradict the input or each other; with every one that does.

    """
    changes = tuple(changes)
    faults = []
    for change in sorted(changes, key=_order):
        try:
            problem = change.of(problem)
        except CannotChange as trouble:
            faults.append(_fault(change, trouble))
    if not faults:
        faults = [_fault(change, idle) for change in changes for idle in _idle_deputies(problem, change)]
    if faults:
        raise InputFaults(tuple(sorted(faults, key=lambda fault: fault.row or 0)))
    return problem


def _order(change: SeatChange) -> tuple[bool, date, int]:
    return change.action == SUBSTITUTE, change.start or date.min, ACTIONS.index(change.action)


def _fault(change: SeatChange, trouble: CannotChange) -> Fault:
    column = None if change.row is None else _COLUMNS.get(trouble.column, trouble.column)
    return Fault(change.table, change.row, column, trouble.message, trouble.remedy)


def _idle_deputies(problem: Problem, change: SeatChange) -> Iterator[CannotChange]:
    """Yield the complaint about each substitute who could never sit: a member of the body from that day on for good."""
    for deputy in change.substitutes:
        for row in problem.memberships_of_body[change.body]:
            begins = row.start_date is None or (change.start is not None and row.start_date <= change.start)
            if row.person == deputy and begins and row.end_date is None:
                name, body = person_title(problem, deputy), body_title(problem, change.body)
                message = f"{name} is a member of {body}, and so deputises for nobody there"
                yield CannotChange(message, "Name somebody who is no member.", "substitute")
