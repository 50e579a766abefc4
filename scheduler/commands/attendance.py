"""The attendance register of a calendar: records that come back are read into it, and it is asked what it tells."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.commands.papers import Sound, sound, write
from scheduler.commands.sources import looked_at
from scheduler.domain.attendance_register import AttendanceRegister
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.outputs.places import ATTENDANCE_FOLDER, locked, place_of
from scheduler.outputs.who_came.report import AttendanceReport, attendance_report
from scheduler.reading.plans.attendance_kept import LARGEST, register_from_json
from scheduler.reading.requests.attendance import Records, read_records
from scheduler.reading.tables.headers import Unreadable, read_bytes

RECORD_FILE, WORKBOOK_FILE, RETURN_FILE = "record.json", "attendance.xlsx", "return-by-member.docx"


@dataclass(frozen=True)
class Wanted:
    """What is asked of a register."""

    folder: Path
    """A folder that `plan` wrote."""
    records: tuple[Path, ...] = ()
    """What came back: sign-in workbooks filled in, or tables of a council's own."""
    as_of: datetime | None = None
    """The moment that it is taken to be; by the council's own clock where it has no zone."""
    accept: bool = False
    """Whether the register is written, and what it tells with it, into the plan's folder."""
    correct: bool = False
    """Whether records take the place of what the register has otherwise."""
    elsewhere: Path | None = None
    """A folder for what the register would tell with these records, which are not kept then."""
    anyway: str | None = None
    """Why to go on, whatever is wrong with the plan."""


@dataclass(frozen=True)
class Answer:
    """What a register tells, with the records that were read into it."""

    report: AttendanceReport
    records: Records | None
    """None where none was given."""
    written: Path | None = None
    """The folder that was written; None where none was."""
    wrong: tuple[str, ...] = ()
    """What is wrong with the plan, of which it is told anyway."""


def attendance(wanted: Wanted) -> Answer:
    """Read records into the register of a plan's folder, and say what it tells.

    Without records, what it tells is written into the plan's folder anew; with them, only once they are accepted.

    Raises
    ------
    InputFaults
        If the folder, its register or a record cannot be read, with everything that is wrong.
    Refused
        If the plan breaks a rule, or is not of its input, and there is no reason to go on.
    CannotWrite
        If something would be lost.

    """
    kept = wanted.elsewhere is None and (wanted.accept or not wanted.records)
    with locked(wanted.folder) if kept else nullcontext():  # whoever accepts other records meanwhile adds to these
        made, found = _read(wanted)
        register = found.report.register
        if wanted.accept or wanted.elsewhere is not None or (kept and (register.marks or register.approved)):
            continued = {f"{ATTENDANCE_FOLDER}/{RECORD_FILE}"}
            write(made, papers_of(found.report), wanted.elsewhere, continued=continued)
            return replace(found, written=wanted.elsewhere or wanted.folder / ATTENDANCE_FOLDER)
    return found


def told(wanted: Wanted) -> Answer:
    """Say what a register tells, with records that are read into it; nothing is written. It raises as `attendance`."""
    return _read(wanted)[1]


def _read(wanted: Wanted) -> tuple[Sound, Answer]:
    made = sound(wanted.folder, wanted.anyway, f"No attendance of {wanted.folder} is told", wanted.as_of)
    zone = ZoneInfo(made.problem.settings.timezone)
    now = None if wanted.as_of is None else local_moment(wanted.as_of, zone)
    kept, records = register_of(made), None
    if wanted.records:
        day = None if now is None else now.date()
        records = read_records(wanted.records, made.problem, made.plan, kept, day, correct=wanted.correct)
    register = kept if records is None else records.register
    problem = looked_at(made.problem, made.plan, wanted.as_of)
    return made, Answer(attendance_report(problem, made.plan, register, now), records, wrong=made.approved.wrong)


def local_moment(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment by the council's own clock, without its zone."""
    return moment.replace(tzinfo=None) if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def register_of(made: Sound) -> AttendanceRegister:
    """Return the register as it is kept in a plan's folder; an empty one where there is none yet.

    Raises
    ------
    InputFaults
        If it cannot be read.

    """
    file = place_of(made.folder) / ATTENDANCE_FOLDER / RECORD_FILE
    if not file.exists():
        return AttendanceRegister()
    try:
        return register_from_json(f"{ATTENDANCE_FOLDER}/{RECORD_FILE}", read_bytes(file, LARGEST), made.problem)
    except Unreadable as trouble:
        raise InputFaults((Fault("", None, None, trouble.message, trouble.remedy),)) from None


def papers_of(report: AttendanceReport) -> Mapping[str, bytes]:
    """Return the register, and what it tells as a workbook and as the return for the annual report, by path."""
    from scheduler.outputs.who_came.record import record_bytes  # noqa: PLC0415 - only what is written needs it
    from scheduler.outputs.who_came.return_document import return_document  # noqa: PLC0415 - slow to load
    from scheduler.outputs.who_came.sheets import attendance_workbook  # noqa: PLC0415 - slow to load

    files = {
        RECORD_FILE: record_bytes(report.register),
        WORKBOOK_FILE: attendance_workbook(report),
        RETURN_FILE: return_document(report),
    }
    return {f"{ATTENDANCE_FOLDER}/{name}": content for name, content in files.items()}


def made_in(folder: Path) -> dict[str, Path]:
    """Return what was made of the register for people, and stands in a plan's folder, by name; no link elsewhere."""
    places = ((name, place_of(folder) / ATTENDANCE_FOLDER / name) for name in (WORKBOOK_FILE, RETURN_FILE))
    return {name: place for name, place in places if place.is_file() and not place.is_symlink()}
