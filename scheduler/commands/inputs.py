"""`new` and `validate`: inputs made and read."""

from pathlib import Path

from scheduler.commands.sources import read_input
from scheduler.domain.reasons import Fault


def new(path: Path, example: str | None = None) -> None:
    """Write a workbook to fill in, or a filled example."""
    from scheduler.outputs.template import write_example, write_template  # noqa: PLC0415 - reading must not wait for it

    if example is None:
        write_template(path)
    else:
        write_example(path, example)


def validate(source: Path) -> tuple[Fault, ...]:
    """Read an input and return its warnings; raise InputFaults with every fault."""
    _, warnings = read_input(source)
    return warnings


def problems_copy(source: Path, faults: tuple[Fault, ...], warnings: tuple[Fault, ...]) -> Path:
    """Write a copy of a faulty workbook with its problems listed, and return where."""
    from scheduler.outputs.problems import write_problems  # noqa: PLC0415 - reading must not wait for it

    return write_problems(source, faults, warnings)
