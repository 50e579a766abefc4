"""The story of reading: cells, codes, contradictions, and then either every fault at once or the council's problem."""

from scheduler.domain.problem import Absence, Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.busy import BusyRow, busy_absences
from scheduler.reading.contradictions import find_contradictions
from scheduler.reading.parse_bodies import bodies_of, quorum_rules_of, reporting_of
from scheduler.reading.parse_days import (
    closed_dates_of,
    fixed_meetings_of,
    meeting_days_of,
    periods_of,
    sessions_of,
)
from scheduler.reading.parse_people import absences_of, memberships_of, people_of
from scheduler.reading.parse_rooms import rooms_of, travel_of
from scheduler.reading.parse_rows import Findings, Rows, read_rows
from scheduler.reading.parse_settings import FoundSettings, read_settings
from scheduler.reading.parse_themes import projects_of, speakers_of, themes_of, wish_weights_of
from scheduler.reading.raw import RawInput
from scheduler.reading.references import Codes, resolve_references
from scheduler.reading.spellings import spell_alike


def parse(raw: RawInput) -> tuple[Problem, tuple[Fault, ...]]:
    """Return the problem that an input states, and what had better be looked at.

    Raises
    ------
    InputFaults
        With every fault of finding the tables, of the cells, and between them.

    """
    findings = Findings(raw)
    rows = read_rows(raw, findings)
    found = read_settings(rows, findings)
    spell_alike(rows)
    resolve_references(rows, Codes(rows), findings)
    find_contradictions(rows, found, findings)
    busy = _busy(rows, found, raw, findings)
    faults, warnings = findings.in_order()
    if faults:
        raise InputFaults(faults, warnings)
    return _problem(rows, found, busy, raw.sha256), warnings


def _busy(rows: Rows, found: FoundSettings, raw: RawInput, findings: Findings) -> list[Absence]:
    """Read the calendar files of the rows that are fine; their own faults show even where the settings have some."""
    calendars = [
        BusyRow(row.number, row.get("kind"), row.get("who"), row.get("file"))
        for row in rows["busy_calendars"]
        if row.fine("kind", "who", "file")
    ]
    if not calendars:
        return []
    absences, faults, warnings = busy_absences(calendars, raw.folder, found.settings())
    findings.faults += faults
    if found.calendar is not None:
        findings.warnings += warnings
    return absences


def _problem(rows: Rows, found: FoundSettings, busy: list[Absence], sha256: str) -> Problem:
    settings = found.settings()
    return Problem(
        settings=settings,
        periods=periods_of(rows),
        bodies=bodies_of(rows),
        people=people_of(rows),
        memberships=memberships_of(rows),
        quorum_rules=quorum_rules_of(rows),
        meeting_days=meeting_days_of(rows),
        sessions=sessions_of(rows),
        rooms=rooms_of(rows),
        travel=travel_of(rows),
        absences=(*absences_of(rows), *busy),
        busy_files=tuple(sorted({row.get("file") for row in rows["busy_calendars"]})),
        closed_dates=closed_dates_of(rows, (settings.start_date, settings.end_date)),
        reporting=reporting_of(rows),
        themes=themes_of(rows),
        speakers=speakers_of(rows),
        fixed_meetings=fixed_meetings_of(rows),
        projects=projects_of(rows),
        wish_weights=wish_weights_of(rows),
        input_sha256=sha256,
    )
