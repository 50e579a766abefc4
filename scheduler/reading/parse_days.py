"""Rows without faults as periods, closed dates, meeting days with their sessions, and fixed meetings."""

from datetime import date, timedelta

from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.problem import ClosedDate, FixedMeeting, Period
from scheduler.reading.parse_bodies import cadence_of
from scheduler.reading.parse_rows import Rows

AROUND_THE_CALENDAR = timedelta(days=800)
"""Closed days further away than this from the calendar are of no account to any notice."""


def periods_of(rows: Rows) -> tuple[Period, ...]:
    """Return every period, in the order of the table."""
    return tuple(Period(row.get("period"), row.get("start_date"), row.get("end_date")) for row in rows["periods"])


def closed_dates_of(rows: Rows, calendar: tuple[date, date]) -> tuple[ClosedDate, ...]:
    """Return every closed date; what is closed for many years is cut to the years around the calendar."""
    first, last = calendar[0] - AROUND_THE_CALENDAR, calendar[1] + AROUND_THE_CALENDAR
    found = []
    for row in rows["closed_dates"]:
        start, end = row.get("start_date"), row.get("end_date", row.get("start_date"))
        if end - start > AROUND_THE_CALENDAR:
            start, end = max(start, first), min(end, last)
        if start <= end:
            found.append(
                ClosedDate(
                    start_date=start,
                    end_date=end,
                    reason=row.get("reason"),
                    strength=row.get("strength", "closed"),
                    applies_to=row.get("applies_to", ()),
                    non_working=row.get("non_working", False),
                )
            )
    return tuple(found)


def meeting_days_of(rows: Rows) -> dict[str, MeetingDay]:
    """Return every meeting day by its code, in the order of the table."""
    return {
        row.get("meeting_day"): MeetingDay(
            code=row.get("meeting_day"),
            name=row.get("name"),
            cadence=cadence_of(row),
            weekdays=row.get("weekdays"),
            preferred_weekdays=row.get("preferred_weekdays", frozenset()),
            min_gap_days=row.get("min_gap_days"),
            max_gap_days=row.get("max_gap_days"),
            venue=row.get("venue"),
        )
        for row in rows["meeting_days"]
    }


def sessions_of(rows: Rows) -> dict[tuple[str, str], Session]:
    """Return every session by its meeting day and its code, in the order of the table."""
    return {
        (row.get("meeting_day"), row.get("session")): Session(
            meeting_day=row.get("meeting_day"),
            code=row.get("session"),
            kind=row.get("kind"),
            start=row.get("start"),
            end=row.get("end"),
            arrangement=row.get("arrangement", "either"),
        )
        for row in rows["sessions"]
    }


def fixed_meetings_of(rows: Rows) -> tuple[FixedMeeting, ...]:
    """Return every fixed meeting, in the order of the table."""
    return tuple(
        FixedMeeting(
            date=row.get("date"),
            body=row.get("body"),
            meeting_day=row.get("meeting_day"),
            start=row.get("start"),
            room=row.get("room"),
        )
        for row in rows["fixed_meetings"]
    )
