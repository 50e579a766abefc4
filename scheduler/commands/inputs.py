"""`new` and `validate`: inputs made and read."""

from dataclasses import dataclass
from pathlib import Path

from scheduler import reading
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.table_places import TablePlaces
from scheduler.law.warning import LawWarning
from scheduler.law.warnings import warnings
from scheduler.outputs.places import mend


def new(path: Path, example: str | None = None) -> None:
    """Write a workbook to fill in, or a filled example."""
    from scheduler.outputs.template import write_example, write_template  # noqa: PLC0415 - reading must not wait for it

    if example is None:
        write_template(path)
    else:
        write_example(path, example)


@dataclass(frozen=True)
class LookedAt:
    """An input that can be planned, and what had better be looked at in it."""

    problem: Problem
    warnings: tuple[Fault, ...]
    law: tuple[LawWarning, ...]
    """What of it goes against the law."""
    places: TablePlaces
    """Where each table stands."""


def validate(source: Path) -> LookedAt:
    """Read an input, and what the law says of it; raise InputFaults with every fault."""
    mend(source)
    problem, faults, places = reading.read_placed(source)
    return LookedAt(problem, faults, warnings(problem), places)


def problems_copy(source: Path, faults: tuple[Fault, ...], warnings: tuple[Fault, ...]) -> Path:
    """Write a copy of a faulty workbook with its problems listed, and return where."""
    from scheduler.outputs.problems import write_problems  # noqa: PLC0415 - reading must not wait for it

    return write_problems(source, faults, warnings)
