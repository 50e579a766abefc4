"""A workbook that is made for an officer from what is known already: where it goes, and whether it can be planned."""

from pathlib import Path

from scheduler.commands.sources import read_input
from scheduler.domain.reasons import Fault
from scheduler.errors import CannotWrite, InputFaults
from scheduler.outputs.template import write_template


def refuse_what_is_there(output: Path) -> None:
    """Raise CannotWrite where a file stands at the path already, or its name is none of a workbook."""
    if output.suffix.casefold() != ".xlsx":
        better = output.with_suffix(".xlsx") if output.name else Path("year.xlsx")
        raise CannotWrite(f"{output} is no name of a workbook, for it does not end in .xlsx. Write {better} instead.")
    if output.exists():
        raise CannotWrite(f"{output} is there already. Choose another name, or move it away first.")


def blank_workbook(work: Path) -> Path:
    """Write a workbook to fill in into a folder, and return where."""
    path = work / "blank.xlsx"
    write_template(path)
    return path


def faults_in(path: Path, content: bytes) -> tuple[Fault, ...]:
    """Return what has to be put right in a workbook before it can be planned; it is written to the path for that."""
    path.write_bytes(content)
    try:
        read_input(path)
    except InputFaults as trouble:
        return trouble.faults
    return ()
