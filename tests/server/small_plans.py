"""Plans of a small council, written as `plan` writes them, without a search."""

from pathlib import Path

from builders import calendar, meeting
from small_input import write_input

from scheduler.commands.sources import files_of
from scheduler.outputs.folder import write_output
from scheduler.reading import read_input

BODIES = (
    "body,name,meetings_min,meetings_max,notice_clear_days,open_to_public\n"
    "HWB,Health Board,1,9,5,yes\nGB,Growth Board,0,1,,\n"
)
"""The Health Board may meet on any days, and the Growth Board need not."""


def write_plan(folder: Path, *dates: str, generated: str = "2015-10-01T09:00:00Z", **tables: str) -> Path:
    """Write a plan in which the Health Board meets on these days, and return its folder."""
    inputs = write_input(folder.parent / "inputs", **{"bodies": BODIES, **tables})
    problem, _ = read_input(inputs)
    meetings = (meeting(problem, "HWB", on) for on in dates)
    plan = calendar(problem, *meetings, generated=generated, input_sha256=problem.input_sha256)
    write_output(problem, plan, folder, files_of(inputs, problem))
    return folder
