"""The summary of attendance: a row for each meeting, with the quorum it needs and has."""

from collections import Counter
from collections.abc import Iterator

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.outputs.workbook.data_sheet import (
    BODY_COLUMN,
    DATE_COLUMN,
    NAME_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.seats import in_the_chair
from scheduler.outputs.workbook.wording import in_words, yes_or_no

_COLUMNS = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Members", 11, NUMBER),
    Column("In person", 10, NUMBER),
    Column("Substitutes", 13, NUMBER),
    Column("Apologies", 12, NUMBER),
    Column("Quorum needed", 11, NUMBER),
    Column("Voting present", 10, NUMBER),
    Column("To spare", 9, NUMBER),
    Column("Quorate", 11),
    Column("Also needed", 40),
    Column("In the chair", 32),
)


def quorums_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each meeting that is to be held."""
    return DataSheet(
        name="Attendance summary",
        title=f"{plan.title}: attendance and quorum of each meeting",
        about=(
            (
                "A substitute counts towards the quorum with the vote of the member they sit for. "
                "“Also needed” names those the quorum must include."
            ),
        ),
        columns=_COLUMNS,
        rows=tuple(_row(problem, meeting) for meeting in plan.live),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def _row(problem: Problem, meeting: Meeting) -> Row:
    outcomes = Counter(row.outcome for row in meeting.attendance)
    voting = sum(row.voting for row, _ in meeting.present())
    needed = problem.quorum_on(meeting.body, meeting.date)
    rules = list(_composite(problem, meeting))
    quorate = voting >= needed and all(there >= rule.minimum for rule, there in rules)
    known = bool(meeting.attendance)
    return (
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        len(problem.memberships_on(meeting.body, meeting.date)),
        *(outcomes[outcome] if known else None for outcome in (ATTENDS, SUBSTITUTE, APOLOGIES)),
        needed,
        *((voting, voting - needed, yes_or_no(quorate)) if known else (None, None, "Not known")),
        "; ".join(f"{_of_whom(problem, rule)}: {there} of {rule.minimum}" for rule, there in rules)
        or "Nobody in particular",
        in_the_chair(problem, meeting) or "Nobody",
    )


def _composite(problem: Problem, meeting: Meeting) -> Iterator[tuple[QuorumRule, int]]:
    """Yield each rule of the composite quorum with how many it counts there."""
    filled = {row.person for row, _ in meeting.present() if row.voting}
    memberships = [row for row in problem.memberships_on(meeting.body, meeting.date) if row.person in filled]
    for rule in problem.quorum_rules_of(meeting.body):
        yield rule, sum(problem.matches(rule, membership) for membership in memberships)


def _of_whom(problem: Problem, rule: QuorumRule) -> str:
    parts = (
        rule.category,
        rule.organisation,
        rule.person and person_title(problem, rule.person),
        rule.role and in_words(rule.role).lower(),
    )
    return ", ".join(part for part in parts if part)
