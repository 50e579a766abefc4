"""Rows about single meetings: of next year's annual meeting and budget, and of whatever was not as usual last year."""

from collections.abc import Iterator

from scheduler.domain.found import FoundMeeting
from scheduler.domain.imported import Entry, ImportedRow
from scheduler.domain.meeting_words import OUTSIDE_THE_PATTERN
from scheduler.domain.municipal_year import ANNUAL_MEETING, BUDGET, Window
from scheduler.domain.wording import clock, long_date
from scheduler.reading.imports.bodies_found import Body
from scheduler.reading.imports.years import NextYear

DAYTIME = 600
"""When a meeting is taken to start where no source says it: the setting's own first time."""
PRINCIPAL, PARISH = "full_council", "parish_council"
COUNCILS = (PRINCIPAL, PARISH, "combined_authority")
"""Kinds of bodies that stand first."""
_TITLES = {PRINCIPAL: (ANNUAL_MEETING, BUDGET), PARISH: (ANNUAL_MEETING,)}
"""Of which meetings of a council the law says between which days they are."""


def titled_rows(body: Body, coming: NextYear) -> Iterator[ImportedRow]:
    """Yield a row for the annual meeting and one for the budget, as far as last year had them.

    One that was on no usual day last year, or that finds none between the days of the law, is not asked to keep to
    them.
    """
    kind = body.row["legal_kind"].text if "legal_kind" in body.row else ""
    for title in _TITLES.get(kind, ()):
        meeting = next((one for one in body.year.ordinary if one.title == title), None)
        window = None if meeting is None else coming.lawful(kind, title)
        if meeting is None or window is None:
            continue
        told = f"last year it was on {long_date(meeting.date)}"
        guessed = body.year.guessed_annual is not None and title == ANNUAL_MEETING
        why = f"the council's first meeting of the year, on {long_date(meeting.date)}" if guessed else ""
        row = {"body": Entry(body.code), "title": Entry(title, why)}
        if meeting.start is not None and body.habits.starts and meeting.start not in body.habits.starts:
            row["start"] = Entry(clock(meeting.start), told)
        reason = _why_free(body, meeting, window, coming)
        if reason:
            row |= {"waive": Entry("weekday", reason), "reason": Entry(f"{title}: {reason}", reason)}
        yield row


def _why_free(body: Body, meeting: FoundMeeting, window: Window, coming: NextYear) -> str:
    """Return why a meeting need not be on a usual day of its body; blank where it can be and was."""
    if meeting.date not in body.habits.days:
        return f"last year it was on {long_date(meeting.date)}"
    if not any(day in window and day in body.habits.days for day in coming.open_days):
        days = f"{long_date(window.first)} to {long_date(window.last)}"
        return f"no usual day lies from {days}, between which the law has it"
    return ""


def rows_of_last_year(body: Body) -> Iterator[ImportedRow]:
    """Yield a row for each meeting that was not as the body's rules have it, or is called something."""
    reasons = {id(one.meeting): f"moved for {one.reason}" for one in body.habits.moved}
    otherwise = {id(one.meeting) for one in body.habits.otherwise}
    for meeting in body.year.every:
        special, usual = meeting.title in OUTSIDE_THE_PATTERN, id(meeting) not in otherwise
        there = meeting.date in body.habits.days
        if meeting.cancelled or (there and usual and not meeting.title):
            continue
        row = {"body": Entry(body.code), "date": Entry(meeting.date.isoformat())}
        if meeting.title:
            row["title"] = Entry(meeting.title)
        if special or not usual:
            row["start"] = Entry(clock(start_of(meeting, body)))
            if meeting.start is not None and meeting.end is not None and meeting.end > meeting.start:
                row["duration_minutes"] = Entry(str(meeting.end - meeting.start))
        if special:
            row["extra"] = Entry("yes")
        reason = reasons.get(id(meeting), meeting.title)
        if not there and reason:
            row |= {"waive": Entry("weekday"), "reason": Entry(f"{reason[:1].upper()}{reason[1:]}")}
        yield row


def start_of(meeting: FoundMeeting, body: Body) -> int:
    """Return when a meeting starts; where no source says it, at the usual time of its body."""
    if meeting.start is not None:
        return meeting.start
    return body.habits.starts[0] if body.habits.starts else DAYTIME
