"""Every table of an input as raw rows: from a workbook, or from a folder of CSV files."""

from pathlib import Path

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import TABLES
from scheduler.reading import folders
from scheduler.reading.guards import Refused
from scheduler.reading.raw import RawInput


def read_tables(path: Path) -> RawInput:
    """Return what an input holds; whatever is wrong with it is among its faults."""
    try:
        return _read(path)
    except Refused as problem:
        return _nothing(path, problem.message, problem.remedy)
    except (OSError, ValueError) as problem:
        words = getattr(problem, "strerror", None) or str(problem)
        return _nothing(path, f"{path} cannot be read: {words}.", "See that it is there and that you may open it.")


def _nothing(path: Path, message: str, remedy: str) -> RawInput:
    return RawInput({}, path.parent, "0" * 64, [Fault("", None, None, message, remedy)], unread=set(TABLES))


def _read(path: Path) -> RawInput:
    if not path.exists():
        raise Refused(f"There is no {path}.", "Give the path of a workbook or of a folder of CSV files.")
    if path.is_dir():
        found = RawInput({}, path, folders.digest(path))
        folders.read_folder(path, found)
        if not found.tables and not found.faults:
            raise Refused(
                f"The folder {path} holds no table of the input.", "Put bodies.csv, people.csv and the others in it."
            )
    elif path.suffix.lower() == ".csv":
        raise Refused(f"{path.name} is one table alone.", "Give the folder that holds all the tables.")
    else:
        from scheduler.reading import workbooks  # noqa: PLC0415 - a folder of CSV files needs no Excel reader

        found = RawInput({}, path.parent, "0" * 64)
        workbooks.read_workbook(path, found)
        found = RawInput(found.tables, found.folder, workbooks.digest(path), found.faults, found.warnings)
        if not found.tables and not found.faults:
            message = f"{path.name} holds no table of the input."
            raise Refused(message, "Name its sheets settings, bodies, people and so on, as `meeting-day new` does.")
    _miss_tables(found)
    return found


def _miss_tables(found: RawInput) -> None:
    for name, table in TABLES.items():
        if table.needed and name not in found.tables and name not in found.unread:
            message = f"The table {name} is missing."
            found.faults.append(Fault(name, None, None, message, f"Add a sheet, or a file, named {name}."))
