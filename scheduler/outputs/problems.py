"""`NAME - problems.xlsx`: a copy of the officer's workbook with a first sheet of problems and the cells marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, count
from pathlib import Path

from scheduler.domain.headings import HEADINGS, sheet_title
from scheduler.domain.names import name_key
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import TABLES
from scheduler.domain.wording import counted
from scheduler.outputs.copies.marks import DOUBTFUL, FAULTY, marked, unmarked
from scheduler.outputs.copies.notes import place_of, with_findings, without_findings
from scheduler.outputs.copies.outline import outline
from scheduler.outputs.copies.parts import Parts, blank, is_as_packed, is_modest
from scheduler.outputs.copies.problems_sheet import SHEET, Line, put_problems
from scheduler.outputs.copies.sheets import Sheet, not_chosen, quoted, sheets_of, take_away
from scheduler.outputs.disk import write_whole
from scheduler.outputs.naming import cleaned

MOST_MARKED = 2_000
"""Problems that are linked and marked; what comes after them is listed only."""
_TITLE = "Problems in "


def write_problems(original: Path, faults: Sequence[Fault], warnings: Sequence[Fault] = ()) -> Path:
    """Write every problem of an input beside it, and return where; the input is never touched.

    A copy of before is replaced, unless somebody has saved it since: then a number tells the new one from it.

    Parameters
    ----------
    original : Path
        The workbook, or the folder of CSV files. What cannot be copied (a folder, a file that is no
        workbook, one too large) gets the list of problems alone.
    faults : Sequence[Fault]
        What must be put right.
    warnings : Sequence[Fault]
        What had better be looked at.

    Raises
    ------
    CannotWrite
        If the file cannot be written: the folder is read-only, or the file is open in Excel. One of before is whole.

    """
    place = original.resolve() if original.is_dir() else original.absolute()
    name = f"{place.name if original.is_dir() else place.stem} - problems"
    numbered = (place.with_name(f"{name}{number}.xlsx") for number in chain([""], map(" {}".format, count(2))))
    target = next(path for path in numbered if not path.exists() or is_as_packed(path))
    marks = [Mark(problem, must) for problems, must in ((faults, True), (warnings, False)) for problem in problems]
    write_whole(target, _copy_with_problems(original, marks) or _with_problems(blank(), original, marks, []))
    return target


@dataclass(frozen=True)
class Mark:
    """A problem, and whether it must be put right."""

    problem: Fault
    must: bool

    @property
    def place(self) -> tuple[str, str] | None:
        """The title of its sheet and its cell there, `("Bodies", "I8")`; None where it has no cell."""
        title, _, cell = self.problem.cell.rpartition("!")
        return (title.strip("'").replace("''", "'"), cell) if cell else None


def _copy_with_problems(original: Path, marks: Sequence[Mark]) -> bytes | None:
    """Return the marked copy; None where nothing can be copied, or none of it can be marked."""
    if not any(mark.place for mark in marks) or not is_modest(original):
        return None
    try:
        packed = original.read_bytes()
        parts = Parts.unpacked(packed)
        for sheet in sheets_of(parts):
            if sheet.title.startswith(SHEET) and _is_ours(packed, sheet.title):
                take_away(parts, sheet)
        return _with_problems(parts, original, marks, sheets_of(parts))
    except Exception:  # noqa: BLE001 - a broken workbook may lack anything, and the list must still be written
        return None


def _is_ours(packed: bytes, title: str) -> bool:
    """Whether a sheet of problems is that of an earlier copy, and not the officer's own."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only where there is such a sheet

    found = load_workbook(BytesIO(packed), read_only=True)[title]
    return any(str(cell).startswith(_TITLE) for (cell,) in found.iter_rows(max_row=1, max_col=1, values_only=True))


def _with_problems(parts: Parts, original: Path, marks: Sequence[Mark], sheets: Sequence[Sheet]) -> bytes:
    by_title = {sheet.title: sheet for sheet in sheets}
    for sheet in sheets:
        parts.contents[sheet.part] = unmarked(not_chosen(parts.contents[sheet.part]))
        without_findings(parts, sheet.part)
    found: defaultdict[Sheet, defaultdict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks[:MOST_MARKED]:
        if mark.place is not None and mark.place[0] in by_title:
            found[by_title[mark.place[0]]][mark.place[1]].append(mark)
    for sheet, cells in found.items():
        _mark(parts, sheet, cells)
    faults = sum(mark.must for mark in marks)
    head = (
        f"{_TITLE}{original.name}",
        f"{counted(faults, 'problem')} to put right, {counted(len(marks) - faults, 'more thing')} to look at.",
        _where_to_mend(original, copied=bool(sheets)),
    )
    lines = [_line(mark, sheets, linked=number < MOST_MARKED) for number, mark in enumerate(marks)]
    put_problems(parts, head, lines)
    return parts.packed()


def _mark(parts: Parts, sheet: Sheet, cells: dict[str, list[Mark]]) -> None:
    """Colour each cell of a sheet that has a problem, and write what it is into a note on it."""
    cells = _where_they_show(parts.contents[sheet.part], cells)
    colours: dict[str, list[str]] = {FAULTY: [], DOUBTFUL: []}
    for cell, found in cells.items():
        colours[FAULTY if any(mark.must for mark in found) else DOUBTFUL].append(cell)
    parts.contents[sheet.part] = marked(parts, parts.contents[sheet.part], colours)
    said = {
        cell: "\n\n".join(f"{sentence(mark.problem.message)}\n{sentence(mark.problem.remedy)}" for mark in found)
        for cell, found in cells.items()
    }
    with_findings(parts, sheet.part, said)


def _where_they_show(content: bytes, cells: dict[str, list[Mark]]) -> dict[str, list[Mark]]:
    """Return the marks by the cells that show them: where several are merged, the first of them."""
    merged = outline(content, 2).find("mergeCells")
    ranges = [] if merged is None else [each.attributes["ref"].split(":") for each in merged.children]
    corners = [(first, place_of(first), place_of(last)) for first, last in ranges]
    shown: defaultdict[str, list[Mark]] = defaultdict(list)
    for cell, marks in cells.items():
        row, column = place_of(cell)
        covered = (
            first for first, (top, left), (end, right) in corners if top <= row <= end and left <= column <= right
        )
        shown[next(covered, cell)] += marks
    return shown


def sentence(words: str) -> str:
    """Return the cleaned text as a sentence that stands alone; the name of a column keeps its small letters."""
    plain = cleaned(words).strip()
    begin = plain[:1] if "_" in plain.partition(" ")[0] else plain[:1].upper()
    return begin + plain[1:] + ("" if plain.endswith((".", "!", "?")) else ".")


def _where_to_mend(original: Path, *, copied: bool) -> str:
    if copied:
        return (
            f"This is a copy of {original.name}: each place below leads to its cell, which is coloured and has a note. "
            "Put things right in the original, or go on in this copy under a name of your own."
        )
    return f"Put these right in {original.name}; row 1 is the row of headings."


def _line(mark: Mark, sheets: Sequence[Sheet], *, linked: bool) -> Line:
    problem = mark.problem
    target = ""
    if mark.place is not None and any(sheet.title == mark.place[0] for sheet in sheets):
        target = f"{quoted(mark.place[0])}!{mark.place[1]}"
    elif mark.place is None:
        named = (each.title for each in sheets if name_key(each.title) == name_key(problem.table))
        target = next((f"{quoted(title)}!A1" for title in named), "")
    return Line(
        _where(problem),
        sentence(problem.message),
        sentence(problem.remedy),
        "Must be put right" if mark.must else "Look at this",
        target if linked else "",
    )


def _where(problem: Fault) -> str:
    """Name the place as the officer sees it: `Bodies!P3, Quorum`, or `Bodies, row 3, Quorum` in a folder of files."""
    parts = [problem.cell or (sheet_title(problem.table) if problem.table in TABLES else problem.table)]
    if problem.row is not None and not problem.cell:
        parts.append(f"row {problem.row}")
    if problem.column is not None:
        parts.append(HEADINGS.get((problem.table, problem.column), problem.column))
    return ", ".join(parts)
