"""Ends before starts, and periods that overlap or leave days between them."""

from datetime import timedelta

from scheduler.domain.wording import clock, long_date
from scheduler.reading.parse_people import begin_of, end_of
from scheduler.reading.parse_rows import Findings, Row, Rows

ONE_DAY = timedelta(days=1)

_FROM_DAY_TO_DAY = ("periods", "bodies", "memberships", "closed_dates", "projects")


def check_days(rows: Rows, findings: Findings) -> None:
    """Note every end before its start, and periods that overlap."""
    for table in _FROM_DAY_TO_DAY:
        for row in rows[table]:
            start, end = row.get("start_date"), row.get("end_date")
            if start is not None and end is not None and end < start:
                message = f"it ends on {long_date(end)}, before it starts on {long_date(start)}"
                findings.fault(row, "end_date", message, "Write a last day on or after start_date.")
    for row in rows["unavailability"]:
        start, end = row.get("start"), row.get("end")
        if start is not None and end is not None and end_of(end) <= begin_of(start):
            findings.fault(row, "end", "it ends before it starts", "Write an end after start.")
    for row in rows["rooms"]:
        opens, closes = row.get("open_from"), row.get("open_to")
        if opens is not None and closes is not None and closes <= opens:
            message = f"it closes at {clock(closes)}, and opens at {clock(opens)}"
            findings.fault(row, "open_to", message, "Write a time after open_from.")
    _check_periods(rows["periods"], findings)


def _check_periods(rows: list[Row], findings: Findings) -> None:
    whole = [row for row in rows if "start_date" in row.values and "end_date" in row.values]
    whole.sort(key=lambda row: row.get("start_date"))
    last: Row | None = None
    for row in whole:
        if last is not None:
            start, end = row.get("start_date"), last.get("end_date")
            if start <= end:
                message = f"it starts before the period {last.get('period')} (row {last.number}) is over"
                findings.contradiction(row, "start_date", message, f"Start it after {long_date(end)}.")
            elif start - end > ONE_DAY:
                message = f"there are days between the period {last.get('period')} and this one"
                remedy = f"If they belong to a period, start this one on {long_date(end + ONE_DAY)}."
                findings.warning(row, "start_date", message, remedy)
        if last is None or row.get("end_date") > last.get("end_date"):
            last = row
