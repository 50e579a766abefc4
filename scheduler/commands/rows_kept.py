"""What was done to single meetings by hand, kept in whatever copy of the input comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.commands.sources import files_of, read_input
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rows_by_hand import Rows, done_before
from scheduler.domain.seat_changes import Amendment, out_of_the_grid
from scheduler.messages.edits import lacking_warnings
from scheduler.outputs.amended import amended_files
from scheduler.reading import places_of


def taken_over(
    source: Path | None, problem: Problem, before: Plan | None
) -> tuple[Problem, dict[str, bytes], tuple[Fault, ...]]:
    """Return an input with all that was done by hand to the calendar before, its files by name, and what it lacked.

    Parameters
    ----------
    source : Path, optional
        Where the input was read from; None for a problem made in Python, which has no files.
    problem : Problem
        The input.
    before : Plan, optional
        The calendar that is planned anew; without one, nothing is taken over.

    Raises
    ------
    InputFaults
        If the input and what was done by hand contradict each other.

    """
    heeding, warnings = heeded(problem, before)
    if source is None:
        return heeding, {}, warnings
    rows = Rows(problem, done_before(problem, before))
    if not rows.lacking:
        return problem, files_of(source, problem), warnings
    made, files = amended_input(source, problem, [rows.amendment()])
    return made, files, warnings


def heeded(problem: Problem, plan: Plan | None) -> tuple[Problem, tuple[Fault, ...]]:
    """Return an input to look at a calendar by, with all that was done to it by hand, and a warning of what it lacked.

    It is for whoever asks and writes nothing: the files of the input are not made again.
    """
    rows = Rows(problem, done_before(problem, plan))
    return replace(problem, fixed_meetings=rows.standing), tuple(lacking_warnings(problem, rows))


def amended_input(source: Path, problem: Problem, amendments: Sequence[Amendment]) -> tuple[Problem, dict[str, bytes]]:
    """Return an input with some rows amended, and its files by name; it is read again, as any input is.

    Parameters
    ----------
    source : Path
        Where the input was read from; it is left as it is.
    problem : Problem
        The input.
    amendments : sequence of Amendment
        What changes.

    Raises
    ------
    InputFaults
        If the amended input could never be planned, with every fault.
    CannotWrite
        If the workbook is too large to be copied.

    """
    files = files_of(source, problem)
    if amendments:
        places = places_of(source)
        moved = [out_of_the_grid(amendment, problem.memberships, places) for amendment in amendments]
        files = amended_files(source, files, moved, places)
    with TemporaryDirectory(ignore_cleanup_errors=True) as beside:
        made, _ = read_input(_written(files, source, Path(beside)))
    return made, files


def _written(files: Mapping[str, bytes], source: Path, folder: Path) -> Path:
    """Write the files into a folder, and return what is then to be read as the input."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder if source.is_dir() else folder / source.name
