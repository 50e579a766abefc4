"""From a workbook or a folder to the problem it states, or every fault of it."""

from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.reading.parsing import parse
from scheduler.reading.tables.sources import read_tables


def read_input(path: Path) -> tuple[Problem, tuple[Fault, ...]]:
    """Read an input: a workbook, or a folder of CSV files.

    Returns
    -------
    tuple[Problem, tuple[Fault, ...]]
        The problem, and what had better be looked at.

    Raises
    ------
    InputFaults
        If anything is wrong with it; with every fault at once.

    """
    return parse(read_tables(path))


def row_numbers(path: Path) -> dict[str, tuple[int, ...]]:
    """Return the rows of each table of an input as a spreadsheet numbers them, those without anything left out."""
    return {name: tuple(row.number for row in table.rows) for name, table in read_tables(path).tables.items()}
