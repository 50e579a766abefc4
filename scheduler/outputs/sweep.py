"""`sweep.xlsx`: scenarios side by side on one sheet."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.domain.scenarios import OUTCOME_WORDS, SLOTS, Result, dates_of, goals_of
from scheduler.domain.wording import counted
from scheduler.outputs.disk import write_whole
from scheduler.outputs.naming import goal_title, in_words
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
from scheduler.wishes.quantities import could_be_better, differences, quantities

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


def not_granted(result: Result) -> tuple[str, ...]:
    """Say what the plan of a scenario does not grant, the most important first; nothing where there is no plan."""
    if not result.tiers:
        return ()
    words = (_slots_words(result), *(one.words for one in quantities(result.wish_weights, result.wishes)))
    return tuple(filter(None, words)) or ("every wish granted",)


def compared_with(result: Result, base: Result) -> tuple[str, ...]:
    """Say what a scenario grants less, and more, than the calendar as it is; nothing where one has no plan."""
    if result is base or not result.tiers or not base.tiers:
        return ()
    own, other = (quantities(one.wish_weights, one.wishes) for one in (result, base))
    more = result.difference(SLOTS, base)
    slots = counted(abs(more), f"{'more' if more > 0 else 'fewer'} slot") if more else ""
    return tuple(filter(None, (slots, *differences(own, other)))) or ("as much is granted",)


def _slots_words(result: Result) -> str:
    return "" if result.slots is None else f"{counted(result.slots.value, 'slot')} of meeting days"


def open_ends(result: Result) -> Iterator[str]:
    """Say of each goal that is not proven what is known of it."""
    for goal in result.goals:
        if not goal.proven:
            words = "not proven fewest" if goal.name == SLOTS else could_be_better(goal)
            yield f"{goal_title(goal.name)}: {words}"


def _days(result: Result) -> Iterator[str]:
    """Yield each date of a meeting day on a line of its own, below its name where there are several meeting days."""
    dates = dates_of(result)
    for code, days in dates.items():
        yield from [f"{code}:"] if len(dates) > 1 else []
        yield from days
