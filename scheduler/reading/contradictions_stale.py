"""Rows left from another year: closed days, absences, periods and memberships wholly outside the calendar.

They do no harm, and mean that this year's are missing: each table is warned of once, at the first such row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.domain.wording import long_date
from scheduler.reading.rows import NOTICE_BEFORE_START, Findings, FoundSettings, Row, Rows
from scheduler.reading.slips import rows_in_words

REMEDY = "Clear what is left from another year, or correct the year of the dates."


@dataclass(frozen=True)
class _Dated:
    """A table whose rows hold for some days: what a row is, the column that shows it, and its first and last day."""

    table: str
    what: str
    column: str
    days: Callable[[Row], tuple[date, date] | None]


def warn_of_stale(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Warn of each table with rows wholly outside the calendar, with how many of its rows are."""
    first, last = found.span
    if found.calendar is None or first > last:
        return
    for dated in _DATED:
        stale = list(_outside(rows[dated.table], dated, first, last))
        if stale:
            days = f"from {long_date(first)} to {long_date(last)}"
            message = f"{dated.what} lies wholly outside the calendar, which runs {days}"
            if len(stale) > 1:
                others = rows_in_words([row.number for row in stale[1:]])
                message = f"{message} ({len(stale)} of {len(rows[dated.table])} rows: also {others})"
            findings.warning(stale[0], dated.column, message, REMEDY)


def _outside(rows: list[Row], dated: _Dated, first: date, last: date) -> Iterator[Row]:
    for row in rows:
        days = dated.days(row)
        if days is not None and (days[1] < first or days[0] > last):
            yield row


def _from_to(row: Row) -> tuple[date, date] | None:
    """Return the days of a row with a start and an end, either of which may be open."""
    if not row.fine("start_date", "end_date") or row.blank("start_date", "end_date"):
        return None
    return row.get("start_date", date.min), row.get("end_date", date.max)


def _closed(row: Row) -> tuple[date, date] | None:
    """Return the days on which a closure counts: offices that are shut before the calendar lengthen a notice in it."""
    start = row.get("start_date")
    if start is None or not row.fine("end_date") or not row.blank("file") or row.get("strength") == "open":
        return None
    end = row.get("end_date", start)
    counts = row.get("non_working") and end <= date.max - NOTICE_BEFORE_START
    return start, end + NOTICE_BEFORE_START if counts else end


def _absent(row: Row) -> tuple[date, date] | None:
    start, end = row.get("start"), row.get("end")
    return None if start is None or end is None else (_day(start), _day(end))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _offered(row: Row) -> tuple[date, date] | None:
    days = row.get("available")
    return (min(days), max(days)) if days else None


_DATED = (
    _Dated("periods", "the period", "start_date", _from_to),
    _Dated("memberships", "the membership", "end_date", _from_to),
    _Dated("unavailability", "the absence", "start", _absent),
    _Dated("closed_dates", "the closure", "start_date", _closed),
    _Dated("speakers", "every day that the speaker offers", "available", _offered),
    _Dated("projects", "the project", "end_date", _from_to),
)
