"""A plan with the input that was kept beside it."""

from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.folder import INPUT_FOLDER
from scheduler.reading import read_input
from scheduler.reading.plans import read_plan


def read_kept(folder: Path, source: Path | None = None) -> tuple[Problem, Plan]:
    """Return the input and the plan of a folder that `plan` wrote.

    Parameters
    ----------
    folder : Path
        The output folder.
    source : Path, optional
        The input, where another than the kept one is to be used.

    Raises
    ------
    InputFaults
        If either of them cannot be read.

    """
    problem, _ = read_input(source or kept_input(folder))
    return problem, read_plan(folder, problem).plan


def kept_input(folder: Path) -> Path:
    """Return the input that was kept beside the plan: a workbook, or the folder of its tables."""
    kept = folder / INPUT_FOLDER
    return next(iter(sorted(kept.glob("*.xlsx"))), kept)
