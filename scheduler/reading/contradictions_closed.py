"""Contradictions of closed dates: days or a file, and public holidays that are re-opened."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from scheduler.dates.closed_dates import public_holiday
from scheduler.reading.ics.closed import Stretch
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows

FILL_IN = "Write the first day, or the name of a calendar file (.ics) beside the input; or clear the whole row."


def check_closed_dates(rows: Rows, findings: Findings) -> None:
    """Note rows with neither days nor a file, or without a reason, and warn of days beside a file."""
    for row in rows["closed_dates"]:
        if not row.blank("file"):
            _warn_of_days_beside_a_file(row, findings)
            continue
        if row.blank("start_date"):
            message = "start_date is blank, and so is file: every row of closed_dates needs one of them"
            findings.fault(row, "start_date", message, FILL_IN)
        if row.blank("reason"):
            message = "reason is blank, and every row of closed_dates without a file needs it"
            findings.fault(row, "reason", message, "Fill in reason, or clear the whole row.")


def _warn_of_days_beside_a_file(row: Row, findings: Findings) -> None:
    given = [column for column in ("start_date", "end_date") if column in row.values]
    if given:
        message = f"{' and '.join(given)} beside a file: its events give the days, and these are not read"
        findings.warning(row, given[0], message, "Clear the days, or clear file.")


def warn_of_nothing_opened(
    rows: Rows, stretches: Mapping[int, Sequence[Stretch]], found: FoundSettings, findings: Findings
) -> None:
    """Warn of each row that re-opens public holidays, where there is none of the calendar on its days."""
    for row in rows["closed_dates"]:
        if row.get("strength") != "open" or found.calendar is None:
            continue
        if row.blank("file"):
            start = row.get("start_date")
            days = [] if start is None else [(start, row.get("end_date", start))]
        else:
            days = [(one.start_date, one.end_date) for one in stretches.get(row.number, ())]
        if days and not any(_has_holiday(found, first, last) for first, last in days):
            message = "no public holiday of the calendar lies on these days, so nothing is re-opened"
            remedy = "Check the days, and the setting holidays; open lifts no closure but a public holiday's."
            findings.warning(row, "strength", message, remedy)


def _has_holiday(found: FoundSettings, first: date, last: date) -> bool:
    """Whether a public holiday of the calendar lies on any of the days."""
    settings = found.settings()
    first, last = max(first, settings.start_date), min(last, settings.end_date)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return any(public_holiday(settings.holidays, day) is not None for day in days)
