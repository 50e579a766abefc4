"""The table `settings`: one value for each name, and whether the calendar it describes can be."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.dates.public_holidays import check_known
from scheduler.domain.problem import Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import SETTINGS
from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon
from scheduler.reading.cell_text import shown, word_key
from scheduler.reading.parse_rows import Findings, Row, Rows, read_into

LONGEST_CALENDAR = timedelta(days=3 * 366)
NOTICE_BEFORE_START = timedelta(days=60)
"""Days before the calendar whose public holidays a notice may have to count."""

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")


@dataclass(frozen=True)
class FoundSettings:
    """The settings that are fine, and the row of each that was given."""

    values: dict[str, Any]
    rows: dict[str, Row]

    @property
    def calendar(self) -> tuple[date, date] | None:
        """The first and last day, None where they are missing or wrong."""
        start, end = self.values.get("start_date"), self.values.get("end_date")
        return None if start is None or end is None else (start, end)

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day as far as they are known: outside of it is outside the calendar for certain."""
        return self.values.get("start_date", date.min), self.values.get("end_date", date.max)

    def settings(self) -> Settings:
        """Return the settings with their defaults; a day and a title of no meaning where theirs are missing."""
        placeholders = {"title": "", "start_date": date(2000, 1, 1), "end_date": date(2000, 1, 1)}
        if self.calendar is None:
            return Settings(**{**self.values, **placeholders})
        return Settings(**{**placeholders, **self.values})


def read_settings(rows: Rows, findings: Findings) -> FoundSettings:
    """Read every setting, noting whatever is missing, unknown, given twice or impossible."""
    found = FoundSettings({}, {})
    names = {word_key(name): name for name in SETTINGS}
    for row in rows["settings"]:
        given = row.get("setting")
        if given is None or word_key(given).startswith("note"):
            continue
        name = names.get(word_key(given))
        if name is None:
            _warn_of_stranger(row, given, names, findings)
        elif name in found.rows:
            message = f"{name} is given twice: here and in row {found.rows[name].number}"
            findings.contradiction(row, "setting", message, "Clear one of the two rows.")
        else:
            found.rows[name] = row
            _read_value(row, name, found, findings)
    for name, column in SETTINGS.items():
        if column.needed and name not in found.rows and "settings" not in findings.unreadable:
            remedy = f"Add a row with {name} in the column setting and its value beside it."
            findings.faults.append(Fault("settings", None, "setting", f"the setting {name} is missing", remedy))
    _check(found, findings)
    return found


def _warn_of_stranger(row: Row, given: str, names: dict[str, str], findings: Findings) -> None:
    remedy = f"{findings.suggestion(word_key(given), names)}Write a setting of the instructions, or clear the row."
    findings.warning(row, "setting", f"{shown(given)} is no setting, and is not read", remedy)


def _read_value(row: Row, name: str, found: FoundSettings, findings: Findings) -> None:
    if "value" not in row.values:
        return
    understood = Row(row.table, row.number, {})
    read_into(understood, SETTINGS[name], row.get("value"), findings, at="value")
    found.values.update(understood.values)


def _check(found: FoundSettings, findings: Findings) -> None:
    zone = found.values.get("timezone")
    if zone is not None and not _is_zone(zone):
        _refuse(found, "timezone", f"{shown(zone)} is no time zone", "Write a name such as Europe/London.", findings)
    if found.values.get("default_duration_minutes") == 0:
        _refuse(found, "default_duration_minutes", "a meeting of no minutes", "Write at least 1.", findings)
    _check_calendar(found, findings)


def _is_zone(name: str) -> bool:
    """Whether the machine's time zones have the name; never a path of any kind."""
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _check_calendar(found: FoundSettings, findings: Findings) -> None:
    for name, before in (("start_date", NOTICE_BEFORE_START), ("end_date", timedelta())):
        day = found.values.get(name)
        if day is not None:
            try:
                check_known(max(day, date.min + before) - before)
            except BeyondHorizon as fault:
                message = f"{long_date(day)} is beyond what can be planned: {fault}"
                _refuse(found, name, message, "Write a year in between; the dates before it count too.", findings)
    calendar = found.calendar
    if calendar is None:
        return
    start, end = calendar
    if end < start:
        message = f"the calendar ends on {long_date(end)}, before it starts on {long_date(start)}"
        _refuse(found, "end_date", message, "Write a last day on or after start_date.", findings)
    elif end - start > LONGEST_CALENDAR:
        message = f"the calendar runs from {long_date(start)} to {long_date(end)}, more than three years"
        _refuse(found, "end_date", message, "Plan a year at a time.", findings)


def _refuse(found: FoundSettings, name: str, message: str, remedy: str, findings: Findings) -> None:
    del found.values[name]
    findings.contradiction(found.rows[name], "value", message, remedy)
