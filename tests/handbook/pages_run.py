"""What stands on a page to be done: commands with what they print, rows of a workbook, lines of Python; and how."""

import contextlib
import csv
import io
import os
import re
import shlex
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.api.answers import InputWarning
from scheduler.cli import OUT_OF_TIME, main
from scheduler.handbook.markdown import reader
from scheduler.handbook.pages import Page

COMMAND, CODE, ANYTHING = "$ ", "$ echo $?", "…"
SHELL = re.compile(r"[|&;<>$*`]")
"""What a shell alone understands."""
MOST_ROWS_ABOVE = 10
"""Of a sheet, above its headings."""
LIMIT = re.compile(r"--time-limit \d+")
SECONDS = 120


@dataclass(frozen=True)
class Typed:
    """A command as it is typed, what is shown of what it prints, and the code it ends with."""

    line: str
    shown: tuple[str, ...]
    code: int


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    kind: str
    about: str
    """What stands behind the kind: the file and the sheet of rows."""
    text: str


def blocks(page: Page) -> Iterator[Block]:
    """Yield what is to be done on a page, in order."""
    for token in reader().parse(page.text):
        if token.type == "fence":
            kind, _, about = token.info.strip().partition(" ")
            if kind in DOING:
                yield Block(kind, about.strip(), token.content)


def typed(text: str) -> list[Typed]:
    """Return the commands of a console block."""
    found: list[Typed] = []
    lines = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    place = 0
    while place < len(lines):
        if not lines[place].startswith(COMMAND):
            raise ValueError(f"A block begins with {lines[place]!r}, which is no command.")
        line = lines[place].removeprefix(COMMAND)
        end = next((at for at in range(place + 1, len(lines)) if lines[at].startswith(COMMAND)), len(lines))
        shown, code = tuple(lines[place + 1 : end]), 0
        if end < len(lines) and lines[end] == CODE:
            code, end = int(lines[end + 1]), end + 2
        found.append(Typed(line, shown, code))
        place = end
    return found


@dataclass(frozen=True)
class Council:
    """The folder in which a page is gone through, and what it begins with."""

    folder: Path
    done: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Commands that were typed in it already, once for all pages: what each ended with, and printed."""
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})
    """Of the lines of Python."""


def run_commands(block: Block, council: Council) -> None:
    """Type the commands of a block, one after another, but those that were typed before the page began."""
    for one in typed(block.text):
        code, printed = council.done.get(one.line) or run(one.line, council.folder)
        if code == OUT_OF_TIME != one.code:
            code, printed = run(LIMIT.sub(f"--time-limit {SECONDS}", one.line), council.folder)  # a busy machine
        assert code == one.code, f"$ {one.line}\nends with {code}, and prints\n{printed}"
        if one.shown:
            assert shows(one.shown, printed.splitlines()), f"$ {one.line}\nprints\n{printed}"


def run(line: str, folder: Path) -> tuple[int, str]:
    """Type one command, in a folder where this process stands, and return what it ends with and prints."""
    words = shlex.split(line)
    if words[0] == "meeting-day" and not SHELL.search(line):
        done = CliRunner().invoke(main, words[1:], prog_name="meeting-day", catch_exceptions=False)
        return done.exit_code, done.output
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return command.returncode, command.stdout


def shows(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether lines are those that are shown: `…` stands for anything in a line, alone for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == ANYTHING else f"{_of_line(line)}\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


def _of_line(line: str) -> str:
    return ".*".join(map(re.escape, line.rstrip().split(ANYTHING)))


def write_rows(block: Block, council: Council) -> None:
    """Write rows into a sheet as an officer would: one that is there already is changed, another is added below."""
    file, _, sheet = block.about.partition(" ")
    book = openpyxl.load_workbook(council.folder / file)
    table = next(one for one in book.worksheets if one.title.casefold() == sheet.casefold())
    names, *rows = csv.reader(io.StringIO(block.text))
    head, columns = _headings(table, names)
    for row in rows:
        at = _row_of(table, head, columns[0], row[0])
        for column, value in zip(columns, row, strict=True):
            table.cell(at, column, value or None)
    book.save(council.folder / file)


def _headings(table: Worksheet, names: list[str]) -> tuple[int, list[int]]:
    """Return the row in which the headings of a sheet stand, and the column of each."""
    wanted = [name.strip().casefold() for name in names]
    for number in range(1, MOST_ROWS_ABOVE + 1):
        found = {str(cell.value).strip().casefold(): cell.column for cell in table[number] if cell.value is not None}
        if set(wanted) <= set(found):
            return number, [found[name] for name in wanted]
    raise ValueError(f"The sheet {table.title} has no headings {names}.")


def _row_of(table: Worksheet, head: int, column: int, key: str) -> int:
    """Return the row that begins with a code, or the first that is blank."""
    keys = {str(table.cell(at, column).value).strip(): at for at in range(table.max_row, head, -1)}
    blank = next(at for at in range(head + 1, table.max_row + 2) if all(cell.value in (None, "") for cell in table[at]))
    return keys.get(key.strip(), blank) if table.title in KEYED else blank


KEYED = {"Settings", "Bodies", "People", "Rooms", "Periods", "Themes", "Speakers", "Projects", "Wishes", "Authorities"}
"""Sheets whose first column is the code of the row."""


def run_python(block: Block, council: Council) -> None:
    """Run lines of Python with the names of those before them on the page."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore", InputWarning)
        exec(compile(block.text, "page", "exec"), council.names)  # noqa: S102 - the page's own lines


DOING = {"console": run_commands, "csv": write_rows, "python": run_python}
"""What is done about each kind of block; the others are only shown."""
