"""The sheets that an import adds to its workbook: what to look at, last year's calendar, and what was left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.choices import choice_words
from scheduler.domain.found import LeftOut
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.imported import (
    LAST_YEAR,
    LAST_YEAR_COLUMNS,
    LEFT_OUT,
    WHAT_TO_LOOK_AT,
    Difference,
    Guess,
    Imported,
    ImportedRow,
    Unknown,
    counts_in_words,
)
from scheduler.domain.tables import TABLES
from scheduler.domain.wording import counted, long_date
from scheduler.outputs.imported import AUTHOR, GUESSED, Filled
from scheduler.outputs.naming import cleaned

_FONT = "Arial"
_BLUE = "1F3864"
_WIDTHS = (34, 16, 74)
_LAST_YEAR_WIDTHS = (14, 14, 10, 10, 16, 22, 14, 40)
_LEFT_OUT_WIDTHS = (48, 60, 52)
_LINE = 13.5
"""Points of the height of a line."""
_LETTERS_A_LINE, _LETTERS_OF_WHAT = 102, 42
_SMALL = 10
_TOP = 2
"""Rows of the first sheet whose words run on over the cells beside them."""
MOST_NAMED = 3
HEADER_WITHIN = 15
"""Rows in which the headings of a table are looked for."""
MOST_TOLD = 8
"""Lines of one part of the first sheet; what is more stands where it is counted."""
_DATES = "ddd dd mmm yyyy"


@dataclass(frozen=True)
class Line:
    """A line of the first sheet: what, where (with a link), and what is said of it."""

    what: str
    where: str = ""
    link: str = ""
    words: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the first sheet."""

    title: str
    lines: tuple[Line, ...]


def add_sheets(done: Filled, imported: Imported, broken: Sequence[str], steps: Sequence[str]) -> None:
    """Put what to look at in front of the other sheets, and last year's calendar and what was left out behind them.

    Parameters
    ----------
    done : Filled
        The workbook with its guesses and differences.
    imported : Imported
        What was made of what was found.
    broken : sequence of str
        The rules that last year's calendar broke, in sentences.
    steps : sequence of str
        What to do next.

    """
    for title in (WHAT_TO_LOOK_AT, LEFT_OUT):
        if title in done.workbook.sheetnames:
            done.workbook.remove(done.workbook[title])
    if imported.last_year:
        _write_last_year(done.workbook, imported.last_year)
    if imported.left_out:
        _write_left_out(done.workbook, imported.left_out)
    _write_first(done.workbook, imported.title, list(_parts(done, imported, broken, steps)))


def _parts(done: Filled, imported: Imported, broken: Sequence[str], steps: Sequence[str]) -> Iterator[Part]:
    lines = [*_files(imported), Line("All together", words=counts_in_words(imported.counts))]
    yield Part("What was found", tuple(lines))
    numbered = (Line(f"Step {number}", words=step) for number, step in enumerate(steps, start=1))
    yield Part("What to do next", tuple(numbered))
    yield Part("What no source says", tuple(_unknown(done.workbook, one) for one in imported.unknown))
    if done.guesses:
        yield Part("What was guessed", tuple(_guessed(done.guesses)))
    if done.differences:
        yield Part("Where the workbook says otherwise, and was left as it is", tuple(_differing(done.differences)))
    if imported.last_year:
        words = [Line("", words=one) for one in broken] or [Line("", words="It keeps every rule of this workbook.")]
        yield Part("Last year's calendar held against these rules", _some(words, "check tells the rest"))
    if imported.habits:
        lines = [Line("", words=one) for one in imported.habits]
        yield Part("What was not as usual last year, and is no rule", _some(lines, "the notes on cells tell of them"))
    if imported.left_out:
        yield Part("What was left out", tuple(_left_out(imported.left_out)))


def _files(imported: Imported) -> Iterator[Line]:
    """Yield a line for each file; those of one form are one, where there are several."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for name, words in imported.read_as:
        forms[words].append(name)
    for words, names in forms.items():
        what = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
        total: Counter[tuple[str, str]] = Counter()
        for name in names:
            total.update(imported.by_file.get(name, {}))
        yield Line(what, words=f"{words}: {counts_in_words(total)}")


def _some(lines: Sequence[Line], more: str) -> tuple[Line, ...]:
    left = len(lines) - MOST_TOLD
    if left <= 0:
        return tuple(lines)
    return (*lines[:MOST_TOLD], Line("", words=f"And {left} more: {more}."))


def _unknown(workbook: Workbook, unknown: Unknown) -> Line:
    title = sheet_title(unknown.table)
    what = f"{title}, {heading_of(unknown.table, unknown.column)}"
    sheet = workbook[title] if title in workbook.sheetnames else None
    if sheet is None:
        return Line(what, words=unknown.what)
    heading = heading_of(unknown.table, unknown.column)
    cells = (cell for row in sheet.iter_rows(max_row=HEADER_WITHIN) for cell in row if cell.value == heading)
    there = next(cells, sheet["A1"]).coordinate
    return Line(what, there, f"'{title}'!{there}", unknown.what)


def _guessed(guesses: Sequence[Guess]) -> Iterator[Line]:
    """Yield a line for each column with guesses, with its first cells linked and the first of them told."""
    columns: defaultdict[tuple[str, str], list[Guess]] = defaultdict(list)
    for guess in guesses:
        columns[guess.table, guess.column].append(guess)
    for (table, column), theirs in columns.items():
        title = sheet_title(table)
        what = title if table == "settings" else f"{title}, {heading_of(table, column)}"
        first, *others = theirs
        cells = [first.cell.rpartition("!")[2], *(one.cell.rpartition("!")[2] for one in others[-1:])]
        sheet = first.cell.rpartition("!")[0]
        where = f"{cells[0]} to {cells[-1]}" if others else cells[0]
        words = f"{_shown(table, first)}: {first.why}"
        words = f"{counted(len(theirs), 'cell')}, such as {words}" if others else words
        yield Line(what, where, f"'{sheet}'!{cells[0]}", words)


def _shown(table: str, guess: Guess) -> str:
    """Return a value in an officer's words."""
    columns = {column.name: column for column in TABLES[table].columns}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", guess.value):
        return long_date(date.fromisoformat(guess.value))
    return choice_words(guess.value) if columns[guess.column].kind == "choice" else guess.value


def _differing(differences: Sequence[Difference]) -> Iterator[Line]:
    for one in differences:
        sheet, _, cell = one.cell.rpartition("!")
        why = f" ({one.why})" if one.why else ""
        words = f"the workbook says {one.has}, what was found {one.found}{why}"
        yield Line(sheet, cell, f"'{sheet}'!{cell}", words)


def _left_out(left_out: Sequence[LeftOut]) -> Iterator[Line]:
    """Yield a line for each reason, with the first things that were left out for it."""
    reasons: defaultdict[str, list[LeftOut]] = defaultdict(list)
    for one in left_out:
        reasons[one.why].append(one)
    for why, theirs in reasons.items():
        names = [one.what for one in theirs]
        more = len(names) - MOST_NAMED
        told = "; ".join(names if more <= 0 else [*names[:MOST_NAMED], f"and {more} more"])
        yield Line(counted(len(theirs), "entry", "entries"), LEFT_OUT, f"'{LEFT_OUT}'!A1", f"{told}: {why}")


# -- the sheets themselves


def _write_first(workbook: Workbook, title: str, parts: Sequence[Part]) -> None:
    sheet: Worksheet = workbook.create_sheet(WHAT_TO_LOOK_AT, 0)
    workbook.active = 0
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _text(sheet, 1, 1, f"{title}: what to look at", size=16, bold=True)
    sheet.row_dimensions[1].height = 24
    _text(sheet, 2, 1, "Guessed").fill = PatternFill("solid", fgColor=GUESSED)
    _text(sheet, 2, 2, "A cell in this colour was guessed: the note on it says from what. Type over what is not right.")
    row = 3
    for part in parts:
        row += 1
        heading = _text(sheet, row, 1, part.title, size=12, bold=True)
        heading.font = Font(name=_FONT, size=12, bold=True, color=_BLUE)
        for column in range(1, len(_WIDTHS) + 1):
            sheet.cell(row, column).border = Border(bottom=Side("thin", color=_BLUE))
        for line in part.lines:
            row += 1
            _write_line(sheet, row, line)
    _page(sheet, landscape=False)
    sheet.sheet_view.showGridLines = False


def _write_line(sheet: Worksheet, row: int, line: Line) -> None:
    _text(sheet, row, 1, line.what)
    where = _text(sheet, row, 2, line.where)
    if line.link:
        where.hyperlink = Hyperlink(ref=where.coordinate, location=line.link)
        where.font = Font(name=_FONT, size=_SMALL, underline="single", color="0563C1")
    _text(sheet, row, 3, line.words)
    lines = max(-(-len(line.words) // _LETTERS_A_LINE), -(-len(line.what) // _LETTERS_OF_WHAT), 1)
    sheet.row_dimensions[row].height = lines * _LINE


def _text(sheet: Worksheet, row: int, column: int, text: str, *, size: int = _SMALL, bold: bool = False) -> Cell:
    """Write a text, never a formula, and return its cell."""
    cell: Cell = sheet.cell(row, column)
    cell.value = cleaned(text) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = Alignment(wrap_text=size == _SMALL and row > _TOP, vertical="top")
    return cell


def _page(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _write_last_year(workbook: Workbook, rows: Sequence[ImportedRow]) -> None:
    """Write the calendar that was found, below what the workbook has of it already."""
    headings = [column.capitalize() for column in LAST_YEAR_COLUMNS]
    if LAST_YEAR in workbook.sheetnames:
        sheet = workbook[LAST_YEAR]
    else:
        sheet = _listing(workbook, LAST_YEAR, headings, _LAST_YEAR_WIDTHS)
    there = {tuple(_plain(cell.value) for cell in row[:3]) for row in sheet.iter_rows(min_row=2)}
    fresh = [row for row in rows if tuple(row[name].text for name in LAST_YEAR_COLUMNS[:3]) not in there]
    for number, row in enumerate(fresh, start=sheet.max_row + 1):
        for place, column in enumerate(LAST_YEAR_COLUMNS, start=1):
            entry = row.get(column)
            if entry is None:
                continue
            cell = _text(sheet, number, place, entry.text)
            if column == "date":
                cell.value = date.fromisoformat(entry.text)
                cell.number_format = _DATES
            if entry.guessed_from:
                cell.fill = PatternFill("solid", fgColor=GUESSED)
                cell.comment = Comment(f"Guessed: {entry.guessed_from}.", AUTHOR, height=60, width=280)


def _plain(value: object) -> str:
    """Return a cell's value as an entry has it."""
    return value.date().isoformat() if isinstance(value, datetime) else str(value or "")


def _write_left_out(workbook: Workbook, left_out: Sequence[LeftOut]) -> None:
    sheet = _listing(workbook, LEFT_OUT, ["What", "Why", "Where it stands"], _LEFT_OUT_WIDTHS)
    for number, one in enumerate(left_out, start=2):
        for place, text in enumerate((one.what, one.why, one.source.words), start=1):
            _text(sheet, number, place, text).alignment = Alignment(wrap_text=True, vertical="top")


def _listing(workbook: Workbook, title: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(title)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = _text(sheet, 1, place, heading, size=11, bold=True)
        cell.font = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_BLUE)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _page(sheet, landscape=True)
    return sheet
