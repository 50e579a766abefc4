"""The worked examples that come with the program: the folders of `inputs/`, wherever they are installed."""

import csv
from pathlib import Path

import scheduler
from scheduler.domain.tables import TABLES
from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite

_PACKAGE = Path(scheduler.__file__).parent
_INSTALLED, _CHECKED_OUT = _PACKAGE / "examples", _PACKAGE.parent / "inputs"


def examples_folder(installed: Path = _INSTALLED, checked_out: Path = _CHECKED_OUT) -> Path:
    """Return where the examples are: in the installed package, or in the checkout it runs from."""
    return installed if installed.is_dir() else checked_out


def example_names() -> list[str]:
    """Return the names of the examples."""
    return sorted(folder.name for folder in examples_folder().iterdir() if folder.is_dir())


def example_folder(name: str) -> Path:
    """Return the folder of an example.

    Raises
    ------
    CannotWrite
        If there is no example of that name.

    """
    if name not in example_names():
        raise CannotWrite(f"There is no example {name}: choose {listed(example_names(), 'or')}.")
    return examples_folder() / name


def example_rows(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each table of an example, none for a table it does without."""
    files = {table: folder / f"{table}.csv" for table in TABLES}
    return {table: _rows_of(file) if file.is_file() else [] for table, file in files.items()}


def _rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def example_calendars(folder: Path) -> dict[str, bytes]:
    """Return the calendar files of an example by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.ics"))}
