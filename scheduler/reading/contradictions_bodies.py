"""Bodies and meeting days that contradict themselves: how often, how far apart, how long."""

from datetime import date

from scheduler.dates.public_holidays import check_known
from scheduler.domain.problem import MONDAY_TO_FRIDAY
from scheduler.errors import BeyondHorizon
from scheduler.reading.cell_text import cut
from scheduler.reading.parse_rows import Findings, Row, Rows
from scheduler.reading.parse_settings import NOTICE_BEFORE_START, FoundSettings

CADENCE = ("per_period", "meetings_min", "meetings_max")
MIDNIGHT = 24 * 60


def meets(row: Row) -> bool:
    """Whether a body or a meeting day meets at all, as far as its row says."""
    return not row.blank(*CADENCE) or (row.table == "bodies" and not row.blank("meeting_day"))


def check_bodies(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in each body."""
    rooms = {row.get("room"): row for row in rows["rooms"] if "room" in row.values}
    days = {row.get("meeting_day"): row for row in rows["meeting_days"] if "meeting_day" in row.values}
    for row in rows["bodies"]:
        _check_own_cadence(row, findings)
        _check_cadence(row, rows, findings)
        _check_length(row, found, findings)
        _check_notice(row, found, findings)
        _warn_of_contrary_places(row, rooms.get(row.get("room")), findings)
        _warn_of_contrary_weekdays(row, days.get(row.get("meeting_day")), findings)
        if row.get("successor") is not None and row.get("successor") == row.get("body"):
            findings.fault(row, "successor", "a body cannot take over from itself", "Write another body, or clear it.")


def check_meeting_days(rows: Rows, findings: Findings) -> None:
    """Note what is contradictory in each meeting day."""
    for row in rows["meeting_days"]:
        _check_cadence(row, rows, findings)
        if not meets(row):
            message = "the meeting day is never held: no number of meetings is given"
            findings.warning(row, "per_period", message, "Fill in per_period, or meetings_min and meetings_max.")


def _check_own_cadence(row: Row, findings: Findings) -> None:
    if row.blank("meeting_day"):
        return
    for column in CADENCE:
        if not row.blank(column):
            message = f"{column} is filled in, and the body meets as often as its meeting day does"
            findings.contradiction(row, column, message, f"Clear {column}, or clear meeting_day and session.")
            return


def _check_cadence(row: Row, rows: Rows, findings: Findings) -> None:
    if not row.blank("per_period"):
        if not row.blank("meetings_min", "meetings_max"):
            message = "two cadences: so many in each period, and so many in the year"
            findings.contradiction(row, "per_period", message, "Clear per_period, or meetings_min and meetings_max.")
        if not rows["periods"] and "periods" not in findings.unreadable:
            message = "it meets so many times in each period, and there are no periods"
            findings.contradiction(row, "per_period", message, "Fill in the table periods, or write meetings_min.")
    check_order(row, "meetings_min", "meetings_max", findings)
    check_order(row, "min_gap_days", "max_gap_days", findings)


def check_order(row: Row, least: str, most: str, findings: Findings) -> None:
    """Note a minimum above its maximum."""
    low, high = row.get(least), row.get(most)
    if low is not None and high is not None and low > high:
        message = f"{least} is {low}, above {most}, which is {high}"
        findings.contradiction(row, least, message, f"Write at most {high}, or raise {most}.")


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


def _check_notice(row: Row, found: FoundSettings, findings: Findings) -> None:
    """Note a notice that counts back to days whose public holidays are not known."""
    notice, start = row.get("notice_clear_days", 0), found.values.get("start_date")
    if start is None or not notice:
        return
    earliest = max(start.toordinal() - NOTICE_BEFORE_START.days - 2 * notice, 1)
    try:
        check_known(date.fromordinal(earliest))
    except BeyondHorizon as fault:
        message = f"{notice} clear days before the calendar's first meeting are beyond what can be counted: {fault}"
        findings.contradiction(row, "notice_clear_days", message, "Write fewer days, such as 5.")


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
