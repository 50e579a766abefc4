"""The sheets that an import adds to its workbook: what to look at, last year's calendar, and what was left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

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
    Joined,
    Unknown,
    counts_in_words,
    read_in_words,
)
from scheduler.domain.table_places import TablePlaces, letter_of
from scheduler.domain.wording import counted
from scheduler.outputs.copies.cells import Cells
from scheduler.outputs.copies.listing import BLUE, Look, Shown, ShownRow, numbered, sheet_of
from scheduler.outputs.copies.notes import with_notes
from scheduler.outputs.copies.parts import Parts
from scheduler.outputs.copies.sheets import not_chosen, put_first, put_last, sheets_of, take_away
from scheduler.outputs.imported import GUESSED, Filled, in_words
from scheduler.outputs.naming import cleaned

_WIDTHS = (34, 16, 74)
_LAST_YEAR_WIDTHS = (14, 18, 10, 10, 16, 22, 14, 40)
_LEFT_OUT = (("What", 48), ("Why", 60), ("Where it stands", 52))
_OF_GUESSES = "A cell in this colour was guessed: the note on it says from what. Type over what is not right."
_PLACE = re.compile(r"(\.\w+), \S.*?(?= says )")
"""Where in a file something stands, within a reason: `old.csv, line 4 says 18:30`."""
_LINE = 13.5
"""Points of the height of a line."""
_LETTERS_A_LINE, _LETTERS_OF_WHAT = 102, 42
MOST_NAMED = 3
MOST_TOLD = 8
"""Lines of one part of the first sheet; what is more stands where it is counted."""


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
    parts = done.parts
    for sheet in sheets_of(parts):
        if sheet.title in (WHAT_TO_LOOK_AT, LEFT_OUT):
            take_away(parts, sheet)
    if imported.last_year:
        _put_last_year(parts, imported.last_year)
    if imported.left_out:
        cell = numbered(parts, Look())
        rows = [
            ShownRow([Shown(cleaned(words), cell) for words in (one.what, one.why, one.source.words)])
            for one in imported.left_out
        ]
        _put_listing(parts, LEFT_OUT, _LEFT_OUT, rows)
    for sheet in sheets_of(parts):
        parts.contents[sheet.part] = not_chosen(parts.contents[sheet.part])
    _put_first(parts, imported.title, list(_parts(done, imported, broken, steps)))


def _parts(done: Filled, imported: Imported, broken: Sequence[str], steps: Sequence[str]) -> Iterator[Part]:
    lines = [*_files(imported), Line("All together", words=counts_in_words(imported.counts))]
    yield Part("What was found", tuple(lines))
    numbered = (Line(f"Step {number}", words=step) for number, step in enumerate(steps, start=1))
    yield Part("What to do next", tuple(numbered))
    if imported.joined:
        yield Part("What was taken for one, or kept apart", tuple(_joined(imported.joined)))
    yield Part("What no source says", tuple(_unknown(done.places, one) for one in imported.unknown))
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
        yield Line(what, words=read_in_words(imported, words, total))


def _some(lines: Sequence[Line], more: str) -> tuple[Line, ...]:
    left = len(lines) - MOST_TOLD
    if left <= 0:
        return tuple(lines)
    return (*lines[:MOST_TOLD], Line("", words=f"And {left} more: {more}."))


def _unknown(places: TablePlaces, unknown: Unknown) -> Line:
    what = f"{sheet_title(unknown.table)}, {heading_of(unknown.table, unknown.column)}"
    place = places.get(unknown.table)
    if place is None or unknown.column not in place.columns:
        return Line(what, words=unknown.what)
    link = place.address(place.header, letter_of(place.columns[unknown.column]))
    return Line(what, link.rpartition("!")[2], link, unknown.what)


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
        where = f"{cells[0]} to {cells[-1]}" if others else cells[0]
        words = f"{in_words(table, first.column, first.value)}: {first.why}"
        words = f"{counted(len(theirs), 'cell')}, such as {words}" if others else words
        yield Line(what, where, first.cell, words)


def _differing(differences: Sequence[Difference]) -> Iterator[Line]:
    for one in differences:
        sheet, _, cell = one.cell.rpartition("!")
        why = f" ({one.why})" if one.why else ""
        yield Line(sheet, cell, one.cell, f"the workbook says {one.has}, what was found {one.found}{why}")


def _joined(joined: Sequence[Joined]) -> Iterator[Line]:
    for one in joined:
        sheet, _, cell = one.cell.rpartition("!")
        yield Line(sheet.strip("'"), cell, one.cell, one.words)


def _left_out(left_out: Sequence[LeftOut]) -> Iterator[Line]:
    """Yield a line for each reason, wherever in a file that stands, with the first things that were left out for it."""
    reasons: defaultdict[str, list[LeftOut]] = defaultdict(list)
    for one in left_out:
        reasons[_PLACE.sub(r"\1", one.why)].append(one)
    for why, theirs in reasons.items():
        names = [one.what for one in theirs]
        more = len(names) - MOST_NAMED
        told = "; ".join(names if more <= 0 else [*names[:MOST_NAMED], f"and {more} more"])
        yield Line(counted(len(theirs), "entry", "entries"), LEFT_OUT, f"'{LEFT_OUT}'!A1", f"{told}: {why}")


# -- the sheets themselves


def _put_first(parts: Parts, title: str, told: Sequence[Part]) -> None:
    heading = numbered(parts, Look(size=12, bold=True, colour=BLUE, line=True, wrap=False))
    cell, plain, link = numbered(parts, Look()), numbered(parts, Look(wrap=False)), numbered(parts, Look(link=True))
    rows = [
        ShownRow([Shown(f"{title}: what to look at", numbered(parts, Look(size=16, bold=True, wrap=False)))], 24),
        ShownRow(
            [
                Shown("Guessed", numbered(parts, Look(fill=GUESSED))),
                Shown(
                    "A cell in this colour was guessed: the note on it says from what. Type over what is not right.",
                    plain,
                ),
            ]
        ),
    ]
    for part in told:
        rows += [ShownRow(()), ShownRow([Shown(part.title, heading), Shown("", heading), Shown("", heading)], 18)]
        for line in part.lines:
            lines = max(-(-len(line.words) // _LETTERS_A_LINE), -(-len(line.what) // _LETTERS_OF_WHAT), 1)
            cells = (Shown(line.what, cell), Shown(line.where, link, line.link), Shown(cleaned(line.words), cell))
            rows.append(ShownRow(cells, lines * _LINE))
    content = sheet_of(parts, rows, _WIDTHS, landscape=False, chosen=True)
    put_first(parts, WHAT_TO_LOOK_AT, content, "$1:$1")


def _put_listing(parts: Parts, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[ShownRow]) -> str:
    heading = numbered(parts, Look(size=11, bold=True, colour="FFFFFF", fill=BLUE))
    part = put_last(parts, title)
    head = ShownRow([Shown(words, heading) for words, _ in columns])
    parts.contents[part] = sheet_of(parts, [head, *rows], [width for _, width in columns], landscape=True, frozen=1)
    return part


def _put_last_year(parts: Parts, rows: Sequence[ImportedRow]) -> None:
    """Put the calendar that was found behind the other sheets, or below what the workbook has of it already."""
    there = {sheet.title: sheet.part for sheet in sheets_of(parts)}
    if LAST_YEAR not in there:
        columns = [(name.capitalize(), width) for name, width in zip(LAST_YEAR_COLUMNS, _LAST_YEAR_WIDTHS, strict=True)]
        looks = {
            (dated, guessed): numbered(parts, Look(dates=dated, fill=GUESSED if guessed else ""))
            for dated in (True, False)
            for guessed in (True, False)
        }
        shown = [ShownRow([_of_last_year(row, name, looks) for name in LAST_YEAR_COLUMNS]) for row in rows]
        part = _put_listing(parts, LAST_YEAR, columns, shown)
        _note_guesses(parts, part, rows, 2)
        return
    part = there[LAST_YEAR]
    cells = Cells(parts, part)
    last = max((row for row in cells.there if cells.filled(row)), default=1)
    known = _known(parts)
    rows = [row for row in rows if tuple(row[name].text for name in LAST_YEAR_COLUMNS[:3]) not in known]
    for number, row in enumerate(rows, start=last + 1):
        for column, name in enumerate(LAST_YEAR_COLUMNS, start=1):
            if name in row:
                value = _value(row, name)
                cells.write((number, column), value, (last, column), GUESSED if row[name].guessed_from else "")
    cells.save()
    _note_guesses(parts, part, rows, last + 1)


def _known(parts: Parts) -> set[tuple[str, ...]]:
    """Return body, date and start of each meeting that the workbook has of last year."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only where there is such a sheet

    sheet = load_workbook(BytesIO(parts.packed()), read_only=True)[LAST_YEAR]
    rows = sheet.iter_rows(min_row=2, max_col=3, values_only=True)
    return {tuple(str(one.date() if isinstance(one, datetime) else one or "") for one in row) for row in rows}


def _of_last_year(row: ImportedRow, name: str, looks: Mapping[tuple[bool, bool], int]) -> Shown:
    guessed = name in row and bool(row[name].guessed_from)
    return Shown(_value(row, name), looks[name == "date", guessed])


def _value(row: ImportedRow, name: str) -> str | date:
    if name not in row:
        return ""
    return date.fromisoformat(row[name].text) if name == "date" else cleaned(row[name].text)


def _note_guesses(parts: Parts, part: str, rows: Sequence[ImportedRow], first: int) -> None:
    notes = {
        f"{letter_of(column)}{number}": f"Guessed: {row[name].guessed_from}."
        for number, row in enumerate(rows, start=first)
        for column, name in enumerate(LAST_YEAR_COLUMNS, start=1)
        if name in row and row[name].guessed_from
    }
    if notes:
        with_notes(parts, part, notes)
