"""Where a year begins: a blank workbook, an example, what a council has already, or the year before.

Each is written into a folder of its own, and read; whoever asks keeps the folder, or throws it away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scheduler.commands.input_findings import InputFindings, findings_of
from scheduler.commands.inputs import new
from scheduler.commands.receiving import WORKBOOK_FILE, Arrived, laid_out
from scheduler.commands.sources import kept_input
from scheduler.domain.imported import Import
from scheduler.outputs.disk import in_words


@dataclass(frozen=True)
class Begun:
    """A workbook that was made for somebody."""

    findings: InputFindings
    looked: dict[str, Any] | None = None
    """What to look at in it, in the types of JSON (`scheduler.messages.imports`), where it was made of something."""


def begin_example(name: str, into: Path) -> Begun:
    """Write a filled example; CannotWrite where there is none of that name."""
    new(into / WORKBOOK_FILE, name)
    return Begun(findings_of(into / WORKBOOK_FILE))


def blank_workbook() -> bytes:
    """Return a workbook to fill in."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        path = Path(place) / WORKBOOK_FILE
        new(path)
        return path.read_bytes()


def begin_from_files(files: Sequence[Arrived], into: Path, *, of_last_year: bool = False) -> Begun:
    """Make a workbook of what a council has already: see `scheduler.commands.imports.import_files`.

    Parameters
    ----------
    files : sequence of Arrived
        What was given.
    into : Path
        An empty folder, to which the workbook is written.
    of_last_year : bool
        Whether it is for the year of the calendar that is found, and not for the next.

    Raises
    ------
    InputFaults
        If a file cannot be read, with all that cannot; or nothing is found in any.
    CannotWrite
        If the workbook cannot be written.

    """
    from scheduler.commands.imports import import_files  # noqa: PLC0415 - openpyxl comes with it

    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        with in_words(into):
            paths = laid_out(files, Path(place))
        done = import_files(paths, into / WORKBOOK_FILE, None, _unheard, of_last_year=of_last_year)
    return _begun(done, into)


def begin_next_year(calendar: Path, into: Path) -> Begun:
    """Make the workbook of the year after a calendar: see `scheduler.commands.next_year.write_next_year`.

    Parameters
    ----------
    calendar : Path
        An output folder, with the input that was kept in it.
    into : Path
        An empty folder, to which the workbook is written.

    Raises
    ------
    InputFaults, CannotWrite

    """
    from scheduler.commands.next_year import write_next_year  # noqa: PLC0415 - openpyxl comes with it

    done = write_next_year(kept_input(calendar), calendar, into / WORKBOOK_FILE, _unheard)
    return _begun(done, into)


def _begun(done: Import, into: Path) -> Begun:
    from scheduler.messages.imports import import_document  # noqa: PLC0415 - only here

    path = into / WORKBOOK_FILE
    document = import_document(done, path)
    document["unknown"] = [vars(one) for one in done.made.unknown]
    document["habits"] = list(done.made.habits)
    del document["output"]
    return Begun(findings_of(path), document)


def _unheard(_sentence: str) -> None:
    """Hear what is being done, and say nothing: whoever waits for the whole is told at its end."""
