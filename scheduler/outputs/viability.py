"""`viability.xlsx`: the report, whom bodies share, and who would sit where."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.viability import Viability, voters_shared
from scheduler.domain.viability_report import outcome_words, report, report_title, rows_of
from scheduler.outputs.disk import write_whole
from scheduler.outputs.naming import in_words
from scheduler.outputs.workbook.writing import (
    ANSWER,
    BODY_COLUMN,
    CATEGORY,
    NAME_COLUMN,
    NO_MOMENT,
    Column,
    DataSheet,
    book_of,
    matrix_column,
)

VIABILITY_FILE = "viability.xlsx"


def write_viability(problem: Problem, found: Viability, folder: Path) -> Path:
    """Write the workbook into the folder, in the place of an earlier one, and return where.

    Raises
    ------
    CannotWrite
        If it cannot be written; an earlier one is as it was.

    """
    path = folder / VIABILITY_FILE
    sheets = [table(problem, found) for table in VIABILITY_TABLES.values()]
    write_whole(path, book_of(sheets, report_title(problem, found), NO_MOMENT))
    return path


def _report(problem: Problem, found: Viability) -> DataSheet:
    question, answer, *parts = report(problem, found)
    return DataSheet(
        name="Report",
        title=report_title(problem, found),
        about=(*question.sentences, *answer.sentences),
        columns=(Column("part", "Part", 30, CATEGORY), Column("finding", "Finding", 100)),
        rows=tuple((part.heading, line) for part in parts for line in part.lines),
        frozen_columns=1,
    )


def _overlaps(problem: Problem, found: Viability) -> DataSheet:
    bodies = found.together.bodies
    number = {
        (body, body): len({row.person for row in found.allocation.attendance[body] if row.voting}) for body in bodies
    }
    who: defaultdict[str, list[str]] = defaultdict(list)
    for overlap in found.overlaps:
        one, two = overlap.bodies
        both, others = voters_shared(problem, found.together, overlap)
        number[one, two] = number[two, one] = len(both)
        names = "; ".join(person_title(problem, person) for person in both)
        if others:
            apart = ", ".join(person_title(problem, person) for person in others)
            names = "; ".join(filter(None, (names, f"without a vote on one of them: {apart}")))
        for here, there in ((one, two), (two, one)) if names else ():
            who[here].append(f"{body_title(problem, there)}: {names}")
    return DataSheet(
        name="Overlaps",
        title=report_title(problem, found),
        about=(
            "How many voting members sit on the row's body and on the column's: the more, the darker.",
            "Where a body meets itself, all its voting members. On the right, who they are.",
        ),
        columns=(
            NAME_COLUMN,
            BODY_COLUMN,
            *(matrix_column(body) for body in bodies),
            Column("shared_with", "Shared with", 80),
        ),
        rows=tuple(
            (body_title(problem, row), row, *(number[row, column] for column in bodies), "\n".join(who[row]))
            for row in bodies
        ),
        frozen_columns=2,
    )


def _seats(problem: Problem, found: Viability) -> DataSheet:
    together = found.together
    rows = []
    for body, row in rows_of(found):
        members = problem.memberships_on(body, together.day)
        attendance = next(m.attendance for m in members if (m.person, m.role) == (row.person, row.role))
        rows.append(
            (
                body,
                body_title(problem, body),
                person_title(problem, row.person),
                problem.people[row.person].organisation,
                in_words(row.role),
                row.voting,
                in_words(attendance),
                in_words(outcome_words(problem, found, body, row)) if row.substitute is None else "Substitute",
                None if row.substitute is None else person_title(problem, row.substitute),
                row.reason,
            )
        )
    return DataSheet(
        name="Who sits where",
        title=report_title(problem, found),
        about=("Everybody on the bodies, in the best way to seat everyone while all of them sit at the same time.",),
        columns=(
            BODY_COLUMN,
            NAME_COLUMN,
            Column("person", "Person", 36, CATEGORY),
            Column("organisation", "Organisation", 26, CATEGORY),
            Column("role", "Role", 12, CATEGORY),
            Column("voting", "Votes", 8, ANSWER),
            Column("attendance", "Attendance", 12, CATEGORY),
            Column("outcome", "Outcome", 14, CATEGORY),
            Column("substitute", "Substitute", 32, CATEGORY),
            Column("reason", "Why", 40),
        ),
        rows=tuple(rows),
        nothing="None of the bodies has members.",
        frozen_columns=1,
    )


VIABILITY_TABLES: dict[str, Callable[[Problem, Viability], DataSheet]] = {
    "report": _report,
    "overlaps": _overlaps,
    "seats": _seats,
}
"""The sheets in their order, by the name of the data frame that is made of each."""
