"""The sheet of what every word on the other sheets means."""

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.glossary import glossary
from scheduler.outputs.workbook.writing import CATEGORY, Column, DataSheet


def glossary_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every term; the same in every workbook."""
    del problem
    return DataSheet(
        name="Glossary",
        title=f"{plan.title}: glossary",
        about=("What the headings, statuses, roles, wishes and rules mean, and the columns of the input.",),
        columns=(
            Column("word", "Word", 42, CATEGORY),
            Column("meaning", "What it means", 100),
            Column("kind", "Where it stands", 22, CATEGORY),
        ),
        rows=tuple((term.word, term.meaning, term.kind) for term in glossary()),
        frozen_columns=1,
        for_whom="Everybody in the office",
    )
