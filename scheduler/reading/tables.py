"""An input as the tables of the contract: a workbook or a folder, whatever its sheets and headings are called."""

from hashlib import sha256
from pathlib import Path

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import NOT_TABLES, TABLES
from scheduler.reading.cell_text import shown, word_key
from scheduler.reading.folders import csv_files, no_tables, read_csv, read_files
from scheduler.reading.guards import Unreadable, is_folder, read_bytes, refuse_other_kinds
from scheduler.reading.headers import Findings, GridRow, nearest, table_from, table_named
from scheduler.reading.raw import RawInput, RawTable

Found = list[tuple[str, list[GridRow] | Unreadable]]
"""What each sheet or file is called, and its rows or why there are none; the name of a file ends in .csv."""

MOST_STRANGERS = 200
"""Unknown sheets or files that are warned of."""


def read_tables(path: Path) -> RawInput:
    """Read a workbook, or a folder of CSV files, into the tables of the contract; what is wrong is among its faults.

    Parameters
    ----------
    path : Path
        The workbook or the folder.

    Returns
    -------
    RawInput
        The tables found. One that could not be read has no columns. An input that cannot be read at all
        has no tables, and one fault that names no table.

    """
    try:
        return _from_folder(path) if is_folder(path) else _from_workbook(path)
    except Unreadable as problem:
        return RawInput({}, path.parent, "", [Fault("", None, None, problem.message, problem.remedy)])


def _from_folder(folder: Path) -> RawInput:
    files = csv_files(folder)
    tables = [path for path in files if table_named(path.stem)]
    if not tables:
        raise no_tables(folder)
    contents, fingerprint = read_files(folder, tables)
    found: Found = [(path.name, _csv_rows(contents[path]) if path in contents else []) for path in files]
    return _raw_input(found, folder, fingerprint, "file")


def _csv_rows(content: bytes) -> list[GridRow] | Unreadable:
    try:
        return read_csv(content)
    except Unreadable as problem:
        return problem


def _from_workbook(path: Path) -> RawInput:
    from scheduler.reading.workbooks import read_workbook  # noqa: PLC0415 - openpyxl is slow to load

    content = read_bytes(path)
    refuse_other_kinds(path, content)
    sheets = read_workbook(path.name, content, lambda title: table_named(title) is not None)
    return _raw_input(sheets, path.parent, sha256(content).hexdigest(), "sheet")


def _raw_input(found: Found, folder: Path, fingerprint: str, place: str) -> RawInput:
    findings = Findings()
    sheets: dict[str, Found] = {}
    strangers: list[str] = []
    for title, rows in found:
        bare = Path(title).stem if place == "file" else title
        name = table_named(bare)
        if name is not None:
            sheets.setdefault(name, []).append((title, rows))
        elif word_key(bare) not in NOT_TABLES:
            strangers.append(title)
    tables = {name: _table(name, sheets[name], findings, place) for name in TABLES if name in sheets}
    for name, table in TABLES.items():
        if table.needed and name not in tables:
            remedy = f"Add the file {name}.csv." if place == "file" else f"Add a sheet called {name}."
            findings.faults.append(Fault(name, None, None, f"the table {name} is missing", remedy))
    for title in strangers[:MOST_STRANGERS]:
        meant = nearest(title.removesuffix(".csv"), [name for name in TABLES if name not in tables])
        message = f"the {place} {shown(title)} is no table, and is not read"
        findings.warnings.append(Fault(title, None, None, message, f"{meant}Rename it if it is a table."))
    return RawInput(tables, folder, fingerprint, findings.faults, findings.warnings)


def _table(name: str, sheets: Found, findings: Findings, place: str) -> RawTable:
    """Return the one sheet or file of a table; a table without columns if there are several or it cannot be read."""
    if len(sheets) > 1:
        message = f"there are two {place}s for this table: {shown(sheets[0][0])} and {shown(sheets[1][0])}"
        findings.faults.append(Fault(name, None, None, message, "Keep one of them."))
        return RawTable(name)
    rows = sheets[0][1]
    try:
        if isinstance(rows, Unreadable):
            raise rows
        return table_from(TABLES[name], rows, findings)
    except Unreadable as problem:
        findings.faults.append(Fault(name, problem.row, None, problem.message, problem.remedy))
        return RawTable(name)
