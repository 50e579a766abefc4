"""Days outside the calendar, and meetings that are fixed where there can be none."""

from scheduler.domain.wording import long_date
from scheduler.reading.contradictions_bodies import meets
from scheduler.reading.parse_rows import Findings, Row, Rows
from scheduler.reading.parse_settings import FoundSettings


def check_calendar(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note fixed meetings and themes outside the calendar, and fixed meetings of what never meets."""
    for row in rows["fixed_meetings"]:
        _check_fixed(row, findings)
        _check_day(row, "fixed meeting", found, findings)
    for row in rows["themes"]:
        _check_day(row, "theme", found, findings)
    _check_who_meets(rows, findings)
    first, last = found.span
    for row in rows["periods"]:
        start, end = row.get("start_date"), row.get("end_date")
        if start is not None and end is not None and (end < first or start > last):
            message = "the period lies outside the calendar"
            findings.warning(row, "start_date", message, "Check its days against start_date and end_date in settings.")


def _check_day(row: Row, what: str, found: FoundSettings, findings: Findings) -> None:
    day, (first, last) = row.get("date"), found.span
    if day is not None and not first <= day <= last:
        message = f"the {what} is on {long_date(day)}, outside the calendar"
        remedy = "Write a day of the calendar, or change start_date or end_date in settings."
        findings.fault(row, "date", message, remedy)


def _check_fixed(row: Row, findings: Findings) -> None:
    if row.blank("body", "meeting_day"):
        message = "neither body nor meeting_day is filled in"
        findings.contradiction(row, "body", message, "Write what is fixed: a body or a meeting day.")
    elif not row.blank("body") and not row.blank("meeting_day"):
        message = "body and meeting_day are both filled in, and a row fixes one of them"
        findings.contradiction(row, "meeting_day", message, "Clear one, or write two rows.")


def _check_who_meets(rows: Rows, findings: Findings) -> None:
    for table, column in (("bodies", "body"), ("meeting_days", "meeting_day")):
        idle = {row.get(column): row.number for row in rows[table] if not meets(row)}
        for row in rows["fixed_meetings"]:
            code = row.get(column)
            if code is not None and code in idle:
                message = f"{code} never meets: row {idle[code]} of {table} gives it no number of meetings"
                remedy = "Give it meetings (per_period, meetings_min or meetings_max) there, or clear this row."
                findings.contradiction(row, column, message, remedy)
