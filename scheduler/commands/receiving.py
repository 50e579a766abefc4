"""Files that somebody gives, made into an input: what each is by its content, and under which name it is kept.

Nothing of what is given decides where anything is written: names are made plain, and paths are left out. Macros are
never run, and are not kept.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath

from scheduler.commands.input_findings import InputFindings, findings_of
from scheduler.domain.names import name_key
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, listed
from scheduler.errors import InputFaults
from scheduler.outputs.copies.macros import without_macros
from scheduler.outputs.disk import in_words
from scheduler.reading.imports.content import READ_FORMS, Kind, kind_of
from scheduler.reading.tables.headers import LARGEST_FILE, Unreadable, read_bytes
from scheduler.reading.tables.sheets import may_be_table, table_named
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.texts import text_of

WORKBOOK_FILE = "workbook.xlsx"
"""What the officer's workbook is called, whatever it was called before."""
MOST_FILES = 200
LONGEST_NAME = 100
MOST_TOLD = 5
"""Faults of what holds no row at all."""
OPENED = "Choose an Excel workbook (.xlsx), with the diaries (.ics) that it names, or the CSV files of its tables."
FROM_WHAT_THERE_IS = "To make a workbook of it, choose “Start from what the council has” instead."

_NAMED: dict[Kind, str] = {
    "word": "a Word document",
    "html": "a web page",
    "xml": "an XML file",
    "json": "a JSON file",
    "calendar": "a calendar",
    "csv": "a table",
    "workbook": "a workbook",
}
_UNFIT = re.compile(r"[^\w .()&+'-]")
_GAPS = re.compile(r"\s+")


@dataclass(frozen=True)
class Arrived:
    """A file that was given: what its sender calls it, which is only ever shown, and where it lies."""

    name: str
    path: Path


@dataclass(frozen=True)
class Received:
    """An input that was made of files."""

    findings: InputFindings
    stem: str
    """What the workbook was called, without its ending."""
    told: tuple[str, ...] = ()
    """What was left out or called otherwise, in sentences."""


@dataclass(frozen=True)
class _Known:
    """A file whose content was looked at."""

    name: str
    content: bytes
    kind: Kind


def plain_name(given: str) -> str:
    """Return the name of a file without its path and without signs that mean anything to a system: `North (2).xlsx`."""
    last = PurePosixPath(given.replace("\\", "/")).name
    plain = _GAPS.sub(" ", _UNFIT.sub(" ", last)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:8]}" if stem else plain[:LONGEST_NAME] or "file"


def receive(files: Sequence[Arrived], into: Path) -> Received:
    """Make an input of a workbook with its diaries, or of the tables of one, and return what is found in it.

    Parameters
    ----------
    files : sequence of Arrived
        What was given.
    into : Path
        An empty folder, to which the input is written.

    Raises
    ------
    InputFaults
        If they are no such files, or cannot be read at all: with a fault for each.
    CannotWrite
        If the folder cannot be written.

    """
    known = _looked_at(files)
    with in_words(into):
        return _received(known, into)


def _received(known: Sequence[_Known], into: Path) -> Received:
    of_kind: defaultdict[Kind, list[_Known]] = defaultdict(list)
    for one in known:
        of_kind[one.kind].append(one)
    _refuse_what_is_no_input(of_kind)
    told: list[str] = []
    if of_kind["workbook"]:
        stem = _write_workbook(of_kind["workbook"][0], into, told)
        source = into / WORKBOOK_FILE
    else:
        stem = ""
        source = into
        _write_tables(of_kind["csv"], into, told)
    _write_diaries(of_kind["calendar"], source, into, told)
    findings = findings_of(source)
    if not findings.readable:
        raise InputFaults(
            tuple(Fault("", None, None, one.wrong, f"{one.remedy} {FROM_WHAT_THERE_IS}") for one in findings.faults)
        )
    if not any(findings.counts.values()):
        first = Fault("", None, None, "there is no row in any table that could be read", OPENED)
        said = (Fault("", None, None, f"{one.sheet}: {one.wrong}", one.remedy) for one in findings.faults[:MOST_TOLD])
        raise InputFaults((first, *said))
    return Received(findings, stem, tuple(told))


def laid_out(files: Sequence[Arrived], into: Path) -> list[Path]:
    """Lay files out in a folder under plain names, no two alike, for whoever reads them; see `receive` for the limits.

    Raises
    ------
    InputFaults
        If there are none, or more than can be.

    """
    _refuse_their_number(files)
    return [_written(into, one.name, one.path.read_bytes()) for one in files]


def _refuse_their_number(files: Sequence[Arrived]) -> None:
    if not files:
        raise InputFaults((Fault("", None, None, "no file was chosen", OPENED),))
    if len(files) > MOST_FILES:
        message = f"{len(files):,} files were chosen, and at most {MOST_FILES} are read at once"
        raise InputFaults((Fault("", None, None, message, "Choose fewer, or put their tables into one workbook."),))


def _looked_at(files: Sequence[Arrived]) -> list[_Known]:
    """Return the files with their kinds; raise InputFaults for all that are of none."""
    _refuse_their_number(files)
    faults: list[Fault] = []
    known: list[_Known] = []
    for one in files:
        name = plain_name(one.name)
        try:
            content = _content(one.path, name)
            known.append(_Known(name, content, kind_of(name, content)))
        except Unreadable as trouble:
            faults.append(Fault("", None, None, trouble.message, trouble.remedy.replace(READ_FORMS, OPENED)))
    if faults:
        raise InputFaults(tuple(faults))
    return known


def _content(path: Path, name: str) -> bytes:
    """Return what a file holds; whatever is told of it calls it by the name it was given."""
    try:
        return read_bytes(path, LARGEST_FILE)
    except Unreadable as trouble:
        raise Unreadable(f"{name}{trouble.message.removeprefix(path.name)}", trouble.remedy) from None


def _refuse_what_is_no_input(of_kind: dict[Kind, list[_Known]]) -> None:
    others = [one for kind in ("word", "html", "xml", "json") for one in of_kind.get(kind, ())]
    faults = [
        Fault("", None, None, f"{one.name} is {_NAMED[one.kind]}, and no workbook", f"{OPENED} {FROM_WHAT_THERE_IS}")
        for one in others
    ]
    workbooks, tables = of_kind.get("workbook", []), of_kind.get("csv", [])
    if len(workbooks) > 1:
        message = f"{listed([one.name for one in workbooks])} are {counted(len(workbooks), 'workbook')}"
        remedy = f"Choose one of them: a year has one workbook. {FROM_WHAT_THERE_IS}"
        faults.append(Fault("", None, None, message, remedy))
    if workbooks and tables:
        message = f"{workbooks[0].name} is a workbook, and {tables[0].name} is a table beside it"
        faults.append(Fault("", None, None, message, "Choose either the workbook, or the tables."))
    if not faults and not workbooks and not tables:
        message = "there are calendars only, and no workbook that names them"
        faults.append(Fault("", None, None, message, f"Choose the workbook as well. {FROM_WHAT_THERE_IS}"))
    if faults:
        raise InputFaults(tuple(faults))


def _write_workbook(workbook: _Known, into: Path, told: list[str]) -> str:
    found = without_macros(workbook.content)
    if found.macros:
        told.append(
            f"{workbook.name} has macros. They were not run, and are left out of the copy that is kept here; "
            "your own file still has them."
        )
    (into / WORKBOOK_FILE).write_bytes(found.content)
    return workbook.name.rpartition(".")[0] or workbook.name


def _write_tables(tables: Sequence[_Known], into: Path, told: list[str]) -> None:
    for one in tables:
        stem = one.name.rpartition(".")[0] or one.name
        if not may_be_table(stem):
            told.append(f"{one.name} is none of the tables that are read, and was left out.")
            continue
        table = table_named(stem)
        name = f"{table or stem}.csv"
        if (into / name).exists():
            raise InputFaults(
                (Fault("", None, None, f"there are two files for the table {table or stem}", "Choose one of them."),)
            )
        (into / name).write_bytes(one.content)
    if not any(into.iterdir()):
        message = f"{listed([one.name for one in tables[:5]])} {'is' if len(tables) == 1 else 'are'} no table of a year"
        remedy = f"Call each file as its table is called: settings.csv, bodies.csv. {FROM_WHAT_THERE_IS}"
        raise InputFaults((Fault("", None, None, message, remedy),))


def _write_diaries(diaries: Sequence[_Known], source: Path, into: Path, told: list[str]) -> None:
    """Write diaries under the names that the input has for them, or else under their own."""
    wanted = {name_key(name): name for name in _diaries_named(source) if plain_name(name) == name} if diaries else {}
    for one in diaries:
        name = wanted.pop(name_key(one.name), None)
        if name is not None:
            (into / name).write_bytes(one.content)
            continue
        path = _written(into, one.name, one.content)
        told.append(f"{path.name} is kept, but no row of the workbook names it, so nothing is read from it.")


def _diaries_named(source: Path) -> Iterator[str]:
    """Yield the names of the calendar files that rows of an input give."""
    for name in ("busy_calendars", "closed_dates"):
        table = read_tables(source).tables.get(name)
        for row in () if table is None else table.rows:
            if "file" in row.cells:
                yield text_of(row.cells["file"])


def _written(into: Path, given: str, content: bytes) -> Path:
    """Write a file under a plain name that none has yet, and return where."""
    name = plain_name(given)
    stem, dot, ending = name.rpartition(".")
    taken = {path.name.casefold() for path in into.iterdir()}
    numbered = (f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})" for number in count(2))
    path = into / next(one for one in chain([name], numbered) if one.casefold() not in taken)
    path.write_bytes(content)
    return path
