"""`sweep.xlsx`: scenarios side by side on one sheet."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.domain.scenarios import OUTCOME_WORDS, Result, dates_of, goals_of
from scheduler.outputs.disk import write_whole
from scheduler.outputs.naming import goal_title, in_words
from scheduler.outputs.scenario_words import compared_with, not_granted, open_ends
from scheduler.outputs.workbook.writing import (
    CATEGORY,
    DIFFERENCE,
    NO_MOMENT,
    NUMBER,
    Column,
    DataSheet,
    Row,
    book_of,
)

SWEEP_FILE = "sweep.xlsx"


def write_sweep(title: str, results: Sequence[Result], folder: Path) -> Path:
    """Write the workbook into the folder, in the place of an earlier one, and return where.

    Raises
    ------
    CannotWrite
        If it cannot be written; an earlier one is as it was.

    """
    path = folder / SWEEP_FILE
    write_whole(path, book_of([scenarios_sheet(title, results)], f"{title}: scenarios compared", NO_MOMENT))
    return path


def scenarios_sheet(title: str, results: Sequence[Result]) -> DataSheet:
    """Return the scenarios side by side, a row for each."""
    names = goals_of(results)
    measured = [
        Column(name, f"{goal_title(goal)}{heading}", 11, kind, program_only=True)
        for goal in names
        for name, heading, kind in ((goal, ": weight", NUMBER), (f"{goal}_difference", ": difference", DIFFERENCE))
    ]
    return DataSheet(
        name="Scenarios",
        title=f"{title}: scenarios compared",
        about=(
            "Each row is the calendar with some changes, beside the calendar as it is, which is the first row.",
            "What is not granted is told with the most important first.",
        ),
        columns=(
            Column("scenario", "Scenario", 24, CATEGORY),
            Column("changes", "What changes", 34),
            Column("outcome", "Outcome", 13, CATEGORY),
            Column("meetings", "Meetings", 11, NUMBER),
            *measured,
            Column("not_granted", "Not granted", 42),
            Column("compared", "Compared with the first row", 42),
            Column("not_proven", "Not proven", 34),
            Column("meeting_days", "Meeting days", 18),
            Column("why", "Why there is no plan", 44),
        ),
        rows=tuple(_row(result, results[0], names) for result in results),
        frozen_columns=1,
    )


def _row(result: Result, base: Result, names: Sequence[str]) -> Row:
    measured: list[int | None] = []
    for name in names:
        goal = result.goal(name)
        measured += [None if goal is None else goal.value, result.difference(name, base)]
    return (
        result.scenario,
        "\n".join(result.changes),
        in_words(OUTCOME_WORDS[result.outcome]),
        result.meetings,
        *measured,
        "\n".join(not_granted(result)),
        "\n".join(compared_with(result, base)),
        "\n".join(open_ends(result)),
        "\n".join(_days(result)),
        "\n".join(result.why),
    )


def _days(result: Result) -> Iterator[str]:
    """Yield each date of a meeting day on a line of its own, below its name where there are several meeting days."""
    dates = dates_of(result)
    for code, days in dates.items():
        yield from [f"{code}:"] if len(dates) > 1 else []
        yield from days
