"""`import`: files that a council has already, made into a workbook that `plan` reads.

Last year's calendar is held against the rules that were inferred from it: what it breaks is told with what to look at.
"""

from collections.abc import Callable, Iterable, Sequence
from csv import DictWriter
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.commands.made_workbooks import blank_workbook, faults_in, refuse_what_is_there
from scheduler.domain.found import Found
from scheduler.domain.imported import LAST_YEAR_COLUMNS, Import, Imported
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.outputs.disk import write_whole
from scheduler.outputs.imported import filled
from scheduler.outputs.imported_sheets import add_sheets
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.making import imported
from scheduler.reading.imports.overlay import known_codes, overlay
from scheduler.reading.imports.sources import read_sources
from scheduler.reading.parsing import seated_by_grid
from scheduler.reading.tables.sources import read_tables

READ_FORMS = "Give modern.gov's saved answers or pages, a calendar, or lists of people and memberships."


def import_files(
    sources: Sequence[Path],
    output: Path,
    into: Path | None,
    tell: Callable[[str], None],
    *,
    of_last_year: bool = False,
) -> Import:
    """Write a workbook of what files hold.

    Parameters
    ----------
    sources : sequence of Path
        Files, or folders of them.
    output : Path
        The workbook to write; never one that is there.
    into : Path, optional
        A workbook in hand, whose cells stay as they are in the one that is written.
    tell : callable
        Hears what is being done.
    of_last_year : bool
        Whether the workbook is for the year of the calendar that is found, and not for the next.

    Raises
    ------
    InputFaults
        If a file cannot be read, with all that cannot; or nothing is found in any.
    CannotWrite
        If there is a file at the path already, or none can be written there.

    """
    refuse_what_is_there(output)
    tell("Reading the files")
    found = joined(read_sources(sources))
    if found.empty:
        raise InputFaults((Fault("", None, None, "nothing of a council was found in any of the files", READ_FORMS),))
    with TemporaryDirectory() as place:
        work = Path(place)
        base = into or blank_workbook(work)
        raw = read_tables(base)
        if into is not None and not raw.tables:
            raise InputFaults(tuple(raw.faults))
        made = imported(found, known_codes(raw) if into else None, of_last_year=of_last_year)
        tell("Writing the workbook")
        done = filled(base, overlay(made, raw, seated_by_grid(raw)), raw.places)
        tell("Holding last year's calendar against the rules found")
        broken = _broken_last_year(found, work) if made.last_year else ()
        faults = faults_in(work / "whole.xlsx", done.parts.packed())
        add_sheets(done, made, broken, list(_steps(output, sources, made, faults, of_last_year=of_last_year)))
        content = done.parts.packed()
    refuse_what_is_there(output)
    write_whole(output, content)
    return Import(made, tuple(done.guesses), tuple(done.differences), broken, faults)


def _broken_last_year(found: Found, work: Path) -> tuple[str, ...]:
    """Return what the calendar that was found breaks of an input for its own year, in sentences."""
    from scheduler.commands.checks import check  # noqa: PLC0415 - only here is the solver needed, to seat people

    year = imported(found, of_last_year=True)
    blank, source, calendar = work / "blank.xlsx", work / "last-year.xlsx", work / "last-year.csv"
    if not blank.exists():
        blank_workbook(work)
    raw = read_tables(blank)
    done = filled(blank, overlay(year, raw), raw.places)
    source.write_bytes(done.parts.packed())
    with calendar.open("w", encoding="utf-8", newline="") as lines:
        table = DictWriter(lines, LAST_YEAR_COLUMNS)
        table.writeheader()
        table.writerows({column: entry.text for column, entry in row.items()} for row in year.last_year)
    try:
        report = check(source, calendar)
    except InputFaults as trouble:
        return tuple(f"It could not be held against them: {fault.sentence}" for fault in trouble.faults)
    return tuple(breach.message for breach in report.breaches)


def _steps(
    output: Path, sources: Sequence[Path], made: Imported, faults: Sequence[Fault], *, of_last_year: bool
) -> Iterable[str]:
    """Yield what to do next."""
    yield "Go through the coloured cells, sheet by sheet, and type over what is not right. Fill in what no source says."
    for fault in faults:
        yield f"Put right: {fault.sentence}"
    yield f"See whether anything is missing:  meeting-day validate {output.name}"
    if of_last_year:
        yield f"See what last year's calendar breaks:  meeting-day check {output.name} {output.name}"
        return
    near = f" --baseline {output.name}" if made.last_year else ""
    yield f"Find the year's calendar:  meeting-day plan {output.name}{near}"
    if made.last_year:
        files = " ".join(source.name for source in sources)
        yield (
            f"To check last year's calendar yourself:  meeting-day import {files} -o last.xlsx --year last,  "
            "then  meeting-day check last.xlsx last.xlsx"
        )
