"""The tables of an input as a problem: cells, codes, contradictions, then either every fault at once or the problem."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from scheduler.domain.problem import Absence, Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_changes import Cell, Places
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.table_places import TablePlaces
from scheduler.domain.tables import is_wording
from scheduler.domain.uids import likely_uids
from scheduler.errors import InputFaults
from scheduler.reading.authorities import (
    authorities_of,
    closed_to_bodies,
    settings_for,
    settle_authorities,
    with_names_apart,
)
from scheduler.reading.chairs import CHAIR, add_chairs, clear_vacancies, has_chairs
from scheduler.reading.contradictions import find_contradictions
from scheduler.reading.contradictions_closed import warn_of_nothing_opened
from scheduler.reading.contradictions_law import warn_of_idle_waivers
from scheduler.reading.ics.busy import BusyRow, Owner, busy_absences
from scheduler.reading.ics.closed import ClosedRow, Stretch, closed_stretches
from scheduler.reading.references import Codes, resolve_references, spell_alike
from scheduler.reading.rows import (
    Findings,
    FoundSettings,
    Row,
    Rows,
    read_rows,
    read_settings,
)
from scheduler.reading.seats_grid import Added, Doubled, add_deputies, add_seats
from scheduler.reading.stated import (
    absences_of,
    bodies_of,
    closed_dates_of,
    decisions_of,
    equipment_of,
    exchanges_of,
    fixed_meetings_of,
    law_waivers_of,
    links_of,
    meeting_days_of,
    memberships_of,
    people_of,
    periods_of,
    projects_of,
    quorum_rules_of,
    reporting_of,
    rooms_of,
    seating_of,
    sessions_of,
    speakers_of,
    themes_of,
    translations_of,
    travel_of,
    wish_weights_of,
)
from scheduler.reading.tables.headers import RawInput, column_of
from scheduler.reading.tables.sources import read_tables


def read_input(path: Path) -> tuple[Problem, tuple[Fault, ...]]:
    """Read an input: a workbook, or a folder of CSV files.

    Returns
    -------
    tuple[Problem, tuple[Fault, ...]]
        The problem, and what had better be looked at.

    Raises
    ------
    InputFaults
        If anything is wrong with it; with every fault at once.

    """
    return parse(read_tables(path))


def read_placed(path: Path) -> tuple[Problem, tuple[Fault, ...], TablePlaces]:
    """Read an input as `read_input` does, and return with it where its tables stand."""
    raw = read_tables(path)
    return *parse(raw), raw.places


def read_with_rows(path: Path) -> tuple[Problem, Rows]:
    """Read an input as `read_input` does, and return with it the rows of its tables, their cells understood."""
    problem, _, rows, _ = _parsed(read_tables(path))
    return problem, rows


def places_of(path: Path) -> Places:
    """Return where the tables of an input stand, and each seat that is no row of memberships.

    Raises
    ------
    InputFaults
        If anything is wrong with it; with every fault at once.

    """
    raw = read_tables(path)
    if raw.seats is None and not has_chairs(raw):
        return Places(raw.places)
    _, _, rows, doubled = _parsed(raw)
    return Places(
        raw.places,
        tuple(_cell(row, raw.places) for row in rows["memberships"] if row.at is not None),
        {pair: (raw.places[SEATS.lower()].title, *cell) for pair, cell in doubled.items()},
        {
            (row.get("chair"), row.get("body")): _cell(replace(row, at=CHAIR), raw.places)
            for row in rows["bodies"] if "chair" in row.values
        },
    )  # fmt: skip


def _cell(row: Row, places: TablePlaces) -> Cell:
    """Return the cell that is the whole of a membership: of the seats grid, or of the column of chairs."""
    place, at = places[row.table], row.at or ""
    return place.title, row.number, place.columns.get(at) or column_of(at)


def seated_by_grid(raw: RawInput) -> frozenset[tuple[str, str]]:
    """Return the person and the body of each seat that the seats grid of an input gives, whatever else is wrong."""
    if raw.seats is None:
        return frozenset()
    found = understood(raw)
    seats = (row for row in found.rows["memberships"] if row.table == SEATS.lower())
    given = (row for row in seats if {"person", "body"} <= row.values.keys())
    return frozenset((*found.added.doubled, *((row.get("person"), row.get("body")) for row in given)))


class Understood(NamedTuple):
    """An input as far as it can be understood: codes and words as their own tables spell them, seats as memberships."""

    rows: dict[str, list[Row]]
    settings: FoundSettings
    codes: Codes
    added: Added
    findings: Findings


def understood(raw: RawInput) -> Understood:
    """Return what the tables of an input say, whatever contradicts what; the faults of cells are among its findings."""
    findings = Findings(raw)
    rows = read_rows(raw, findings)
    found = read_settings(rows, findings)
    spell_alike(rows)
    clear_vacancies(rows)
    codes = Codes(rows)
    resolve_references(rows, codes, findings)
    added = Added() if raw.seats is None else add_seats(raw.seats, rows, codes, findings)
    add_chairs(rows, findings)
    add_deputies(added, rows, findings)
    return Understood(rows, found, codes, added, findings)


def parse(raw: RawInput) -> tuple[Problem, tuple[Fault, ...]]:
    """Return the problem that an input states, and what had better be looked at.

    Raises
    ------
    InputFaults
        With every fault of finding the tables, of the cells, and between them.

    """
    return _parsed(raw)[:2]


def _parsed(raw: RawInput) -> tuple[Problem, tuple[Fault, ...], Rows, Doubled]:
    """Return the problem, the warnings, the rows that it is made of, and what list and grid both have: see `parse`."""
    rows, found, _, added, findings = understood(raw)
    settle_authorities(rows, found, findings)
    find_contradictions(rows, found, findings)
    busy = _busy(rows, found, raw, findings)
    stretches = _closed(rows, found, raw, findings)
    faults, warnings = findings.in_order()
    if faults:
        raise InputFaults(faults, warnings)
    problem = replace(_problem(rows, found, busy, stretches, raw.sha256), input_facts=_facts(rows, found))
    if any(absence.uid for absence in busy):
        problem = problem.without_events(likely_uids(problem))
    warn_of_idle_waivers(problem, rows, findings)
    return problem, findings.in_order()[1], rows, added.doubled


def _busy(rows: Rows, found: FoundSettings, raw: RawInput, findings: Findings) -> list[Absence]:
    """Read the calendar files of the rows that are fine; their own faults show even where the settings have some."""
    calendars = [
        BusyRow(row.number, row.get("kind"), row.get("who"), row.get("file"))
        for row in rows["busy_calendars"]
        if row.fine("kind", "who", "file")
    ]
    if not calendars:
        return []
    people = {row.get("person"): Owner(row.get("name", ""), row.get("email")) for row in rows["people"]}
    absences, faults, warnings = busy_absences(calendars, raw.folder, found.settings(), people)
    findings.faults += faults
    if found.calendar is not None:
        findings.warnings += warnings
    return absences


def _files(rows: Rows) -> set[str]:
    """Return the names of the calendar files that rows give."""
    return {row.get("file") for table in ("busy_calendars", "closed_dates") for row in rows[table] if row.get("file")}


def _closed(
    rows: Rows, found: FoundSettings, raw: RawInput, findings: Findings
) -> dict[int, tuple[Stretch, ...]]:  # fmt: skip
    """Read the calendar files of closed dates, and warn of rows that re-open nothing."""
    files = [
        ClosedRow(row.number, row.get("file"), row.get("non_working", False))
        for row in rows["closed_dates"]
        if "file" in row.values
    ]
    stretches, faults, warnings = closed_stretches(files, raw.folder, found.settings())
    findings.faults += faults
    if found.calendar is not None:
        findings.warnings += warnings
    warn_of_nothing_opened(rows, stretches, found, findings)
    return stretches


def _facts(rows: Rows, found: FoundSettings) -> str:
    """Return a fingerprint of what the tables say but for mere wording, of which no date, room or seat follows."""
    tables = {name: [_stated(row.values) for row in rows[name]] for name in rows if not is_wording(name)}
    return sha256(repr({**tables, "settings": _stated(found.values)}).encode("utf-8", "backslashreplace")).hexdigest()


def _stated(values: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return what cells hold by the names of their columns, in one order, without mere wording."""
    return [
        (name, sorted(cell) if isinstance(cell, AbstractSet) else cell)
        for name, cell in sorted(values.items())
        if not is_wording(name)
    ]


def _problem(
    rows: Rows,
    found: FoundSettings,
    busy: list[Absence],
    stretches: dict[int, tuple[Stretch, ...]],
    sha256: str,
) -> Problem:
    settings = found.settings()
    return Problem(
        settings=settings,
        periods=periods_of(rows),
        bodies=with_names_apart(bodies_of(rows), rows, found),
        people=people_of(rows),
        memberships=memberships_of(rows),
        quorum_rules=quorum_rules_of(rows),
        meeting_days=meeting_days_of(rows),
        sessions=sessions_of(rows),
        rooms=rooms_of(rows),
        travel=travel_of(rows),
        absences=(*absences_of(rows), *busy),
        busy_files=tuple(sorted(_files(rows))),
        closed_dates=closed_to_bodies(
            closed_dates_of(rows, (settings.start_date, settings.end_date), stretches), rows, found
        ),
        reporting=reporting_of(rows, lambda body: settings_for(body, rows, found)),
        links=links_of(rows),
        themes=themes_of(rows),
        speakers=speakers_of(rows),
        fixed_meetings=fixed_meetings_of(rows),
        projects=projects_of(rows),
        wish_weights=wish_weights_of(rows),
        exchanges=exchanges_of(rows),
        law_waivers=law_waivers_of(rows),
        equipment=equipment_of(rows),
        seating=seating_of(rows),
        decisions=decisions_of(rows),
        authorities=authorities_of(rows),
        translations=translations_of(rows),
        input_sha256=sha256,
    )
