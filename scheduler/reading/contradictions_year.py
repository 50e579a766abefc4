"""Contradictions of a council's year: idle polling days, and annual and budget meetings that have no day left."""

from collections.abc import Iterable
from datetime import date

from scheduler.dates.closed_dates import check_known
from scheduler.domain.calendar import ONE_DAY, Settings
from scheduler.domain.municipal_year import (
    ANNUAL_MEETING,
    PRINCIPAL_WITHIN,
    is_annual_meeting,
    is_ordinary,
    lawful_windows,
    retirement,
    year_of,
)
from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon
from scheduler.reading.authorities import settings_for
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows
from scheduler.reading.stated import fixed_meetings_of

PRE_ELECTION = 60 * ONE_DAY
"""More than there ever is from the notice of an election to polling."""


def check_year(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note whatever is contradictory in polling days, and in rows about annual and budget meetings."""
    if "polling_day" in found.values:
        _check_polling_days(found.values["polling_day"], found.rows["polling_day"], "value", found, findings)
    for row in rows["authorities"]:
        _check_polling_days(row.get("polling_day", ()), row, "polling_day", found, findings)
    if found.calendar is not None:
        _check_windows(rows, found, findings)
    _check_years(rows, findings)


def _check_polling_days(days: Iterable[date], row: Row, column: str, found: FoundSettings, findings: Findings) -> None:
    """Note days of elections, of the settings or of an authority, that are none or settle nothing."""
    first, last = found.span
    for day in days:
        try:
            check_known(day)
            check_known(day - PRE_ELECTION)
        except BeyondHorizon as fault:
            message = f"{long_date(day)} is beyond what can be planned: {fault}"
            findings.contradiction(row, column, message, "Write a year in between, or leave the day out.")
            continue
        ordinary = is_ordinary(day)
        until = retirement(day) + PRINCIPAL_WITHIN * ONE_DAY if ordinary else day
        since = day - PRE_ELECTION if ordinary else day
        if until < first or since > last:
            message = f"the polling day {long_date(day)} settles nothing of the calendar"
            findings.warning(row, column, message, "Check it against start_date and end_date, or leave it out.")
        elif not ordinary:
            message = f"{long_date(day)} is not the first Thursday in May, and is taken for a by-election"
            remedy = "Nothing is held on it, and nobody retires after it. If the day is wrong, correct it."
            findings.warning(row, column, message, remedy)


def _check_windows(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note rows without a date for which the calendar has no day that the law would allow."""
    kinds = {row.get("body"): row.get("legal_kind", "") for row in rows["bodies"]}
    bodies = {row.get("body"): row for row in rows["bodies"]}

    def of_body(code: str) -> Settings:
        return settings_for(bodies.get(code), rows, found)

    for number, window in lawful_windows(of_body, kinds, fixed_meetings_of(rows)).items():
        row = rows["fixed_meetings"][number]
        if window is None and row.fine("date", "earliest", "latest"):
            message = f"the calendar has no day left on which the law lets {row.get('body')} hold this meeting"
            remedy = "Write its date, or clear the title: each year has one annual meeting, and one for the budget."
            findings.contradiction(row, "title", message, remedy)


def _check_years(rows: Rows, findings: Findings) -> None:
    """Note a second annual meeting of one body in one year."""
    kinds = {row.get("body"): row.get("legal_kind", "") for row in rows["bodies"]}
    first: dict[tuple[str | None, int], Row] = {}
    for row, said in zip(rows["fixed_meetings"], fixed_meetings_of(rows), strict=True):
        year = year_of(said)
        if year is None or not is_annual_meeting(said, kinds.get(said.body or "", "")):
            continue
        other = first.setdefault((said.body, year), row)
        same = any(
            row.get(column) is not None and row.get(column) == other.get(column) for column in ("date", "number")
        )
        if other is not row and not same:
            message = f"row {other.number} is about the {ANNUAL_MEETING} of {said.body} in {year} already"
            findings.contradiction(row, "title", message, "Clear the title of one of the two rows.")
