"""The files that an input is made of."""

from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.reading.folders import csv_files


def files_of(source: Path, problem: Problem) -> dict[str, bytes]:
    """Return the files of an input by the names they have in it."""
    folder = source if source.is_dir() else source.parent
    tables = csv_files(source) if source.is_dir() else [source]
    files = [*tables, *(folder / name for name in problem.busy_files)]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
