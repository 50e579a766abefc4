"""Plans of a small council, written as `plan` writes them, without a search."""

from pathlib import Path

from builders import calendar, meeting
from small_input import write_input

from scheduler.commands.sources import files_of
from scheduler.outputs.folder import write_output
from scheduler.reading import read_input


def write_plan(folder: Path, *dates: str, generated: str = "2015-10-01T09:00:00Z", **tables: str) -> Path:
    """Write a plan in which the Health Board meets on these days, and return its folder."""
    inputs = write_input(folder.parent / "inputs", **tables)
    problem, _ = read_input(inputs)
    meetings = (meeting(problem, "HWB", on) for on in dates)
    write_output(problem, calendar(problem, *meetings, generated=generated), folder, files_of(inputs, problem))
    return folder
