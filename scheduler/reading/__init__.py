"""From a workbook, a folder or a problem made in Python to the problem it states, or every fault of it."""

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.reading.parsing import places_of, read_input, read_placed

__all__ = ["places_of", "read_input", "read_placed", "validated"]


def validated(problem: Problem) -> tuple[Problem, tuple[Fault, ...]]:
    """Validate a problem made in Python: `scheduler.reading.validation`, loaded only where it is asked for."""
    from scheduler.reading import validation  # noqa: PLC0415 - no command needs it

    return validation.validated(problem)
