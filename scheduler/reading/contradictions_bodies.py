"""Contradictions of bodies: how often they meet, how long and when, and their reporting lines."""

from datetime import date

from scheduler.dates.closed_dates import check_known
from scheduler.domain.calendar import Settings
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY
from scheduler.domain.wording import counted, long_date
from scheduler.errors import BeyondHorizon
from scheduler.reading.authorities import settings_for
from scheduler.reading.contradictions_cadence import (
    check_cadence,
    check_days_of_month,
    check_order,
    check_own_cadence,
    meets,
)
from scheduler.reading.rows import NOTICE_BEFORE_START, Findings, FoundSettings, Row, Rows
from scheduler.reading.stated import notice_of
from scheduler.reading.tables.texts import cut

MIDNIGHT = 24 * 60


def check_bodies(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in each body."""
    check_report_days(found, findings)
    rooms = {row.get("room"): row for row in rows["rooms"] if "room" in row.values}
    days = {row.get("meeting_day"): row for row in rows["meeting_days"] if "meeting_day" in row.values}
    for row in rows["bodies"]:
        check_own_cadence(row, findings)
        check_cadence(row, rows, findings)
        check_days_of_month(row, days.get(row.get("meeting_day")), rows, found, findings)
        _check_length(row, found, findings)
        _check_notice(row, rows, found, findings)
        _warn_of_contrary_places(row, rooms.get(row.get("room")), findings)
        _warn_of_contrary_weekdays(row, days.get(row.get("meeting_day")), findings)
        if row.get("successor") is not None and row.get("successor") == row.get("body"):
            findings.fault(row, "successor", "a body cannot take over from itself", "Write another body, or clear it.")
        _warn_of_endorsement(row, findings)


def _warn_of_endorsement(row: Row, findings: Findings) -> None:
    """Warn of a day for endorsement on which the body is not there."""
    due, first, last = row.get("endorsement_due"), row.get("start_date"), row.get("end_date")
    if due is None or (first or due) <= due <= (last or due):
        return
    side, day = ("before it is founded on", first) if first and due < first else ("after it is dissolved on", last)
    message = f"it is to be endorsed by {long_date(due)}, {side} {long_date(day)}"
    findings.warning(row, "endorsement_due", message, "Write a day on which the body is there, or clear it.")


def check_meeting_days(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in each meeting day."""
    for row in rows["meeting_days"]:
        check_cadence(row, rows, findings)
        check_days_of_month(row, None, rows, found, findings)
        if not meets(row):
            message = "the meeting day is never held: no number of meetings is given"
            findings.warning(row, "per_period", message, "Fill in per_period, or meetings_min and meetings_max.")


def _check_length(row: Row, found: FoundSettings, findings: Findings) -> None:
    """Note meetings of no minutes, and meetings that run past midnight."""
    if row.get("duration_minutes") == 0:
        findings.fault(row, "duration_minutes", "a meeting of no minutes", "Write how long it sits, or clear the cell.")
    if not row.blank("meeting_day") or not row.fine("duration_minutes", "start_times"):
        return
    settings = found.settings()
    times = row.get("start_times", settings.default_start_times)
    minutes = row.get("duration_minutes", settings.default_duration_minutes)
    if max(times) + minutes >= MIDNIGHT and not row.blank("start_times", "duration_minutes"):
        column = "duration_minutes" if row.blank("start_times") else "start_times"
        message = f"a meeting of {minutes} minutes from the latest start would not be over by midnight"
        findings.contradiction(row, column, message, "Write an earlier start, or a shorter meeting.")


def _check_notice(row: Row, rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note a notice, or days for reports before it, that count back to days whose public holidays are not known."""
    start = found.values.get("start_date")
    if start is None or not row.fine("notice_clear_days", "report_due_days"):
        return
    notice = notice_of(row, settings_for(row, rows, found))
    reports = row.get("report_due_days", found.values.get("report_due_days", 0)) if notice else 0
    column, what = "notice_clear_days", f"{notice} clear days"
    fault = _beyond_what_is_known(start, notice)
    if fault is None and reports:
        column, what = "report_due_days", f"{counted(reports, 'working day')} before an agenda, {what}"
        fault = _beyond_what_is_known(start, notice + reports)
    if fault is not None:
        message = f"{what} before the calendar's first meeting are beyond what can be counted: {fault}"
        findings.contradiction(row, column, message, "Write fewer days, such as 5.")


def check_report_days(found: FoundSettings, findings: Findings) -> None:
    """Note a setting of days for reports that counts back to days whose public holidays are not known."""
    start, days = found.values.get("start_date"), found.values.get("report_due_days", 0)
    fault = None if start is None else _beyond_what_is_known(start, days)
    if fault is not None:
        message = f"{days} working days before the calendar's first agenda are beyond what can be counted: {fault}"
        findings.contradiction(found.rows["report_due_days"], "value", message, "Write fewer days, such as 1.")
        del found.values["report_due_days"]


def _beyond_what_is_known(start: date, days: int) -> BeyondHorizon | None:
    """Return why so many working days cannot be counted back from a calendar's first day; None where they can."""
    try:
        check_known(date.fromordinal(max(start.toordinal() - NOTICE_BEFORE_START.days - 2 * days, 1)))
    except BeyondHorizon as fault:
        return fault
    return None


def _warn_of_contrary_places(row: Row, room: Row | None, findings: Findings) -> None:
    """Warn of a room that is not at the venue."""
    if room is not None and row.get("venue", room.get("venue")) != room.get("venue", row.get("venue")):
        message = f"the room {row.get('room')} is at {cut(room.get('venue'))}, and the venue is {cut(row.get('venue'))}"
        findings.warning(row, "room", message, "Clear the room or the venue: it can sit nowhere that is both.")


def _warn_of_contrary_weekdays(row: Row, meeting_day: Row | None, findings: Findings) -> None:
    """Warn of a body that can sit on none of the weekdays of its meeting day."""
    own = row.get("weekdays")
    if own is None or meeting_day is None or not meeting_day.fine("weekdays"):
        return
    if own.isdisjoint(meeting_day.get("weekdays", MONDAY_TO_FRIDAY)):
        message = f"none of these days is a weekday of the meeting day {row.get('meeting_day')}"
        findings.warning(row, "weekdays", message, "Write one of its weekdays, or clear the cell.")


def check_reporting(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note minimums above maximums, and warn of bodies that report and never meet."""
    bodies = {row.get("body"): row for row in rows["bodies"]}
    for row in rows["reporting"]:
        check_order(row, "min_working_days", "max_working_days", findings)
        _warn_of_served_until(row, found, findings)
        feeder, receiver = bodies.get(row.get("from_body")), bodies.get(row.get("to_body"))
        if row.get("kind", "report") != "report" or feeder is None or receiver is None:
            continue
        _check_blank_minimum(row, receiver, settings_for(receiver, rows, found), findings)
        if meets(receiver) and not meets(feeder):
            message = f"{row.get('from_body')} never meets, so it cannot report before each meeting"
            findings.warning(row, "from_body", message, "Give it meetings in the table bodies, or write escalate.")


def _warn_of_served_until(row: Row, found: FoundSettings, findings: Findings) -> None:
    """Warn of a day up to which meetings are served that says nothing: of no report, or before the calendar."""
    until, first = row.get("served_until"), found.span[0]
    if until is None:
        return
    if row.get("kind", "report") != "report":
        message = "what is escalated is drawn, and not scheduled: no meeting waits to be served"
        findings.warning(row, "served_until", message, "Clear the cell, or write report as its kind.")
    elif until < first:
        message = f"served_until is {long_date(until)}, before the calendar begins on {long_date(first)}"
        findings.warning(row, "served_until", message, "Write a day in the calendar, or clear the cell.")


def _check_blank_minimum(row: Row, receiver: Row, settings: Settings, findings: Findings) -> None:
    """Note a maximum below the receiver's notice and one day, which a blank minimum stands for."""
    most, least = row.get("max_working_days"), notice_of(receiver, settings) + 1
    if row.blank("min_working_days") and receiver.fine("notice_clear_days") and most is not None and most < least:
        message = (
            f"max_working_days is {most}, and a blank min_working_days is the receiver's notice and one day: {least}"
        )
        remedy = f"Write at least {least}, or fill in min_working_days."
        findings.contradiction(row, "max_working_days", message, remedy)
