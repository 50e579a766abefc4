"""What an officer hears of membership: somebody joins a body, leaves it, or may be deputised for."""

from collections.abc import Iterable
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
"""In the order in which they are made, so that one person can take another's seat, or another role."""


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
    """Return the problem with every change made, those who leave first.

    Raises
    ------
    InputFaults
        If changes contradict the input or each other; with every one that does.

    """
    faults = []
    for change in sorted(changes, key=lambda change: ACTIONS.index(change.action)):
        try:
            problem = change.of(problem)
        except CannotChange as trouble:
            column = None if change.row is None else trouble.column
            faults.append(Fault(change.table, change.row, column, trouble.message, trouble.remedy))
    if faults:
        raise InputFaults(tuple(sorted(faults, key=lambda fault: fault.row or 0)))
    return problem
