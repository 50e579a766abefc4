"""Who sits, deputises, stays away and takes the chair at a meeting, by name."""

from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.outputs.workbook.wording import deputy, in_words


def in_the_chair(problem: Problem, meeting: Meeting) -> str:
    """Name who takes the chair: the chair, or else a vice-chair, there in person; nothing where neither is."""
    presiding = [row for row in meeting.attendance if row.outcome == ATTENDS and row.role in PRESIDING_ROLES]
    presiding.sort(key=lambda row: PRESIDING_ROLES.index(row.role))
    return person_title(problem, presiding[0].person) if presiding else ""


def sitting(problem: Problem, meeting: Meeting) -> str:
    """Name everybody who sits there, the role with those who are more than members."""
    return "; ".join(person_title(problem, person) + _role(row.role, row.outcome) for row, person in meeting.present())


def _role(role: str, outcome: str) -> str:
    if outcome == SUBSTITUTE:
        return " (substitute)"
    return "" if role == "member" else f" ({in_words(role).lower()})"


def deputising(problem: Problem, meeting: Meeting) -> str:
    """Name each substitute with whom they sit for."""
    return "; ".join(
        f"{deputy(problem, row)} for {person_title(problem, row.person)}"
        for row in meeting.attendance
        if row.outcome == SUBSTITUTE
    )


def staying_away(problem: Problem, meeting: Meeting) -> str:
    """Name everybody who sends apologies."""
    return "; ".join(person_title(problem, row.person) for row in meeting.attendance if row.outcome == APOLOGIES)
