"""Data frames: the tables of the workbooks, with dates, times, numbers, answers and categories typed.

A frame and the sheet of the same table are made of one definition, a `DataSheet`, so that they cannot differ.
pandas is imported when a frame is asked for, and not before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from scheduler.domain.edits import Edited, OpenDay
from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import Result
from scheduler.domain.viability import Viability
from scheduler.errors import NoSuchFrame
from scheduler.outputs.edits import EDIT_TABLES, open_days_sheet
from scheduler.outputs.naming import cleaned
from scheduler.outputs.options.comparison import Option
from scheduler.outputs.options.workbook import OPTION_TABLES
from scheduler.outputs.sweep import scenarios_sheet
from scheduler.outputs.viability import VIABILITY_TABLES
from scheduler.outputs.workbook import TABLES
from scheduler.outputs.workbook.writing import (
    ANSWER,
    CATEGORY,
    DATE,
    DIFFERENCE,
    NUMBER,
    SHADED,
    TIME,
    Cell,
    Column,
    DataSheet,
)

if TYPE_CHECKING:
    from pandas import DataFrame

_FIRST_NANOSECOND, _LAST_NANOSECOND = date(1677, 9, 22), date(2262, 4, 11)
"""Days that a 64-bit count of nanoseconds reaches."""


def frame_names() -> tuple[str, ...]:
    """Return the names of the frames of a plan."""
    return tuple(TABLES)


def frame(problem: Problem, plan: Plan, name: str) -> "DataFrame":
    """Return a table of `calendar.xlsx` as a data frame.

    Parameters
    ----------
    problem : Problem
        The input the plan was made from.
    plan : Plan
        The plan.
    name : str
        `meetings`, `attendance`, `quorums`, `overlaps` or another of `frame_names()`.

    Returns
    -------
    DataFrame
        A column for each of the sheet's, and weights and codes besides, under the name that `plan.json` and the
        input use. Days are
        `datetime64[ns]` (in seconds where a day lies beyond the year 2262), times `timedelta64[ns]` since
        midnight, so that day + time is a moment; numbers `Int64`, answers `boolean`, whatever recurs (a body,
        a person, a status) `category`, and text `string`. What the sheet says where there is nothing is missing.
        `attrs` has the sheet's `title`, what it is `about`, and `titles`: the heading of each column
        that the sheet shows.

    Raises
    ------
    NoSuchFrame
        If there is none of that name.

    """
    return frame_of(_chosen(TABLES, name)(with_what_is_gone(problem, plan), plan))


def options_frame(problem: Problem, options: Sequence[Option], name: str = "options") -> "DataFrame":
    """Return a table of `options.xlsx` as a data frame: `options`, `for_and_against` or `dates`.

    Raises NoSuchFrame if there is none of that name.
    """
    return frame_of(_chosen(OPTION_TABLES, name)(problem, options))


def sweep_frame(title: str, results: Sequence[Result]) -> "DataFrame":
    """Return the scenarios side by side, as `sweep.xlsx` has them, as a data frame."""
    return frame_of(scenarios_sheet(title, results))


def viability_frame(problem: Problem, found: Viability, name: str = "seats") -> "DataFrame":
    """Return a table of `viability.xlsx` as a data frame: `report`, `overlaps` or `seats`.

    Raises NoSuchFrame if there is none of that name.
    """
    return frame_of(_chosen(VIABILITY_TABLES, name)(problem, found))


def edit_frame(problem: Problem, edited: Edited, name: str = "breaches") -> "DataFrame":
    """Return what follows from an edit by hand: `breaches`, `seats`, `deadlines`, `rooms` or `costs`.

    Raises NoSuchFrame if there is none of that name.
    """
    return frame_of(_chosen(EDIT_TABLES, name)(problem, edited))


def open_days_frame(problem: Problem, days: Sequence[OpenDay]) -> "DataFrame":
    """Return what each day of the year is to a meeting as a data frame."""
    return frame_of(open_days_sheet(problem, days))


def _chosen(tables: Mapping[str, Callable[..., DataSheet]], name: str) -> Callable[..., DataSheet]:
    if name not in tables:
        raise NoSuchFrame(name, tuple(tables))
    return tables[name]


def frame_of(sheet: DataSheet) -> "DataFrame":
    """Return the table of a sheet as a data frame; a table without rows has the same types."""
    import pandas as pd  # noqa: PLC0415 - most who plan ask for no frame, and it takes half a second to import

    names = _unique([column.name for column in sheet.columns])
    table = pd.DataFrame(
        {
            name: _typed(column, [row[index] for row in sheet.rows])
            for index, (name, column) in enumerate(zip(names, sheet.columns, strict=True))
        }
    )
    table.attrs = {
        "title": sheet.title,
        "about": " ".join(sheet.about),
        "titles": {
            name: column.heading for name, column in zip(names, sheet.columns, strict=True) if not column.program_only
        },
    }
    return table


def _unique(names: Iterable[str]) -> list[str]:
    """Return names that no two columns share: a body may be called `name`."""
    taken: list[str] = []
    for name in names:
        number, unique = 2, name
        while unique in taken:
            unique = f"{name}_{number}"
            number += 1
        taken.append(unique)
    return taken


def _typed(column: Column, values: list[Cell]) -> Any:  # noqa: ANN401 - an array of pandas, which ships no types
    import pandas as pd  # noqa: PLC0415 - as above

    known: list[Any] = [cleaned(value) if isinstance(value, str) else value for value in values]
    known = [None if value == "" else value for value in known]
    if column.kind == DATE:
        return pd.Series(known, dtype=f"datetime64[{_unit(known)}]")
    if column.kind == TIME:
        return pd.to_timedelta(pd.Series(known, dtype="Float64"), unit="min").astype("timedelta64[ns]")
    if column.kind in (NUMBER, DIFFERENCE, SHADED):
        return pd.array(known, dtype="Int64")
    if column.kind == ANSWER:
        return pd.array(known, dtype="boolean")
    if column.kind == CATEGORY:
        return pd.Categorical(known, categories=sorted({value for value in known if value is not None}))
    return pd.array(known, dtype="string")


def _unit(days: Iterable[date | None]) -> str:
    """Return the unit in which all of the days can be counted."""
    return "ns" if all(day is None or _FIRST_NANOSECOND <= day <= _LAST_NANOSECOND for day in days) else "s"
