"""What an attendance register tells, as plain words and tables for a screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.commands.attendance import Wanted, attendance, told
from scheduler.domain.reasons import Fault
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock, short_date
from scheduler.messages.attendance import ELSEWHERE, record_sentences, standing_sentence
from scheduler.outputs.who_came.report import AttendanceReport, by_month

SHOWN = ("six_months", "who_came", "no_record", "missed", "stand_down", "return")
"""The sheets that a screen shows; the others are in the workbook."""


@dataclass(frozen=True)
class TableShown:
    """A table as a screen shows it."""

    name: str
    about: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    """The places of the columns that hold figures."""
    nothing: str


@dataclass(frozen=True)
class Grid:
    """How much of the votes of each body was there, month by month."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    """The name of a body, and of each month per cent, or None without a record."""


@dataclass(frozen=True)
class AttendanceShown:
    """What a register tells, and what records would bring to it."""

    marks: int
    meetings: int
    near: tuple[str, ...]
    """Of each councillor who has to be looked at under the law on absence, a sentence."""
    elsewhere: str
    """That the council's own meetings are not in the calendar; empty where they are."""
    law: str
    """What the law is; empty where it says nothing."""
    tables: tuple[TableShown, ...]
    grid: Grid
    brought: tuple[str, ...]
    """What records bring, in sentences; empty where none was given."""
    warnings: tuple[Fault, ...]
    changes: bool
    """Whether records bring anything that the register has not."""


def attendance_shown(wanted: Wanted) -> AttendanceShown:
    """Return what a register tells, with records that are read into it; nothing is written.

    Raises
    ------
    InputFaults
        If the folder, its register or a record cannot be read, with everything that is wrong.
    Refused
        If the plan breaks a rule, or is not of its input, and there is no reason to go on.

    """
    answer = told(wanted)
    report, records = answer.report, answer.records
    found, problem = report.six_months, report.problem
    near = () if found is None else [one for one in found.councillors if one.to_be_told]
    return AttendanceShown(
        marks=len(report.register.marks),
        meetings=len(report.held.recorded),
        near=tuple(standing_sentence(problem, one) for one in near),
        elsewhere=ELSEWHERE if found is not None and found.without_council else "",
        law="" if found is None else found.law.sentence,
        tables=tuple(_tables(report)),
        grid=_grid(report),
        brought=() if records is None else tuple(line.strip() for line in record_sentences(problem, records)),
        warnings=() if records is None else records.warnings,
        changes=records is not None and bool(records.new or records.corrected or records.approved),
    )


def keep_attendance(wanted: Wanted) -> int:
    """Keep what records say, write what follows from it, and return how many meetings have a record.

    It raises as `attendance` does.
    """
    return len(attendance(wanted).report.held.recorded)


def _tables(report: AttendanceReport) -> Iterator[TableShown]:
    from scheduler.outputs.who_came.sheets import SHEETS  # noqa: PLC0415 - slow to load, and the desk never loads it
    from scheduler.outputs.workbook.writing import DIFFERENCE, NUMBER, TIME  # noqa: PLC0415 - the same

    for name in SHOWN:
        made = SHEETS[name](report)
        if made is None:
            continue
        sheet = made.on_paper
        kinds = [column.kind for column in sheet.columns]
        yield TableShown(
            sheet.name,
            sheet.about,
            tuple(column.heading for column in sheet.columns),
            tuple(
                tuple(_words(value, is_time=kind == TIME) for kind, value in zip(kinds, row, strict=True))
                for row in sheet.shown_rows
            ),
            tuple(place for place, kind in enumerate(kinds) if kind in (NUMBER, DIFFERENCE)),
            sheet.nothing,
        )


def _words(value: str | int | date | None, *, is_time: bool) -> str:
    """Write a cell as words."""
    if isinstance(value, date):
        return short_date(value)
    return clock(value) if is_time and isinstance(value, int) else str("" if value is None else value)


def _grid(report: AttendanceReport) -> Grid:
    from scheduler.outputs.who_came.sheets import month_title, months_of, percent  # noqa: PLC0415 - as above

    months = months_of(report)
    rows = [
        (body_title(report.problem, body), tuple(percent(own.get(month)) for month in months))
        for body, own in by_month(report.held.recorded).items()
    ]
    return Grid(tuple(map(month_title, months)), tuple(sorted(rows)))
