"""From a workbook or a folder to the problem it states, or every fault of it."""

from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.reading.parse import parse
from scheduler.reading.tables import read_tables


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
