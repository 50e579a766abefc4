"""The tables of what is held when: meetings, changes since an earlier calendar, deadlines, and closed dates."""

from collections.abc import Iterator

from scheduler.dates.closed_dates import POLLING_DAY, public_holiday
from scheduler.dates.reports import served_before, serves
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.difference import (
    AMENDED,
    DROPPED,
    EVERYTHING,
    MOVED,
    NEW,
    RESTATED,
    Change,
    DayChange,
    day_difference,
    difference,
)
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.domain.titles import body_title, called, person_title, session_title, whose_title
from scheduler.domain.wording import clock, counted, listed, long_date, rule_words, short_date
from scheduler.law.deadlines import notice_clear_days, report_deadline
from scheduler.outputs.naming import how_held, in_words, lunch_words, name_of_day, name_of_room, place, seat_words
from scheduler.outputs.workbook.writing import (
    ANSWER,
    AUTHORITY_COLUMN,
    BODY_COLUMN,
    CATEGORY,
    DATE,
    DATE_COLUMN,
    END_COLUMN,
    NAME_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)

_MEETINGS = (
    DATE_COLUMN,
    START_COLUMN,
    END_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("room", "Room", 11, CATEGORY),
    Column("room_name", "Room name", 22, CATEGORY),
    Column("venue", "Venue", 18, CATEGORY),
    Column("status", "Status", 12, CATEGORY),
    Column("meeting_day", "Meeting day", 24, CATEGORY),
    Column("session", "Session", 14, CATEGORY),
    Column("sequence", "Number", 10, NUMBER),
    Column("attendance_mode", "Held", 10, CATEGORY),
    Column("open_to_public", "Public", 8, ANSWER),
    Column("agenda_deadline", "Agenda published by", 17, DATE),
    Column("revision", "Revision", 10, NUMBER),
    Column("title", "Title", 20, blank=""),
    Column("extra", "Extra", 7, ANSWER),
    Column("pinned", "Pinned", 8, ANSWER),
    Column("waived", "Rules waived", 34, blank=""),
)


def meetings_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting of the plan, cancelled ones too."""
    days = f"{long_date(plan.start_date)} to {long_date(plan.end_date)}"
    off = len(plan.meetings) - len(plan.live)
    held = counted(len(plan.live), "meeting") + (f", and {off} cancelled," if off else "")
    return DataSheet(
        name="Meetings",
        title=f"{plan.title}: meetings",
        about=(f"{held} from {days}, in order of date, start and body.",),
        columns=(*_MEETINGS, *([AUTHORITY_COLUMN] if problem.is_joint else [])),
        rows=tuple(
            (*_meeting_row(problem, one), *([whose_title(problem, one.body, one.date)] if problem.is_joint else []))
            for one in plan.meetings
        ),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def _meeting_row(problem: Problem, meeting: Meeting) -> Row:
    body = problem.bodies.get(meeting.body)
    return (
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.body,
        body_title(problem, meeting.body),
        meeting.room,
        name_of_room(problem, meeting.room),
        meeting.venue,
        in_words(meeting.status),
        name_of_day(problem, meeting.meeting_day) if meeting.meeting_day else None,
        session_title(meeting.session) if meeting.session else None,
        meeting.sequence,
        how_held(problem, meeting),
        body is not None and body.open_to_public,
        meeting.agenda_deadline,
        meeting.revision,
        meeting.title,
        meeting.extra,
        meeting.pinned,
        "\n".join(f"{rule_words(waiver.rule)}: {waiver.reason}" for waiver in meeting.waived),
    )


CHANGES = "Changes"
CHANGE_WORDS = {MOVED: "Moved", NEW: "New", DROPPED: "Cancelled", RESTATED: "Status", AMENDED: "Changed"}
_CHANGES = (
    Column("change", "Change", 13, CATEGORY),
    BODY_COLUMN,
    NAME_COLUMN,
    Column("sequence", "Number", 10, NUMBER),
    Column("before", "Was", 40, blank="Not held"),
    Column("after", "Is now", 40, blank="Not held"),
    Column("details", "What differs", 20, blank="All"),
    Column("agenda_before", "Agenda was due", 17, DATE),
    Column("agenda_after", "Agenda is due", 17, DATE),
    Column("reports_before", "Reports were due", 17, DATE),
    Column("reports_after", "Reports are due", 17, DATE),
    Column("attendance", "Attendance", 60, blank=""),
    Column("people", "People", 9, NUMBER),
    Column("whom", "Whom it concerns", 70),
)


def changes_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return whatever a reader acts on that the plan holds differently from its baseline, where that is of its year."""
    before = problem.published
    changes = () if before is None else difference(before, plan, EVERYTHING)
    days = () if before is None else day_difference(before, plan)
    return DataSheet(
        name=CHANGES,
        title=f"{plan.title}: changes",
        about=_about_changes(problem, len(changes) + len(days)),
        columns=_CHANGES,
        rows=(*(_change_row(problem, change) for change in changes), *(_day_row(problem, day) for day in days)),
        nothing="Nothing has changed." if before is not None else "There is no earlier calendar to compare with.",
    )


def _about_changes(problem: Problem, changes: int) -> tuple[str, ...]:
    if problem.baseline is None or problem.published is None:
        return ("Changes since an earlier calendar.",)
    if problem.baseline.meetings and not problem.published.meetings:
        return ("A new calendar, so every meeting is new. The one it was planned from was for other days.",)
    others = len(problem.baseline.meetings) - len(problem.published.meetings)
    lines = (f"{counted(changes, 'change')} since the earlier calendar this one was planned from.",)
    left_out = f"{counted(others, 'meeting')} of the earlier calendar outside the days of this one left out."
    return (*lines, left_out) if others else lines


def _change_row(problem: Problem, change: Change) -> Row:
    people = change.people
    was = None if change.kind == NEW else change.before
    now = None if change.kind == DROPPED else change.after
    before, after = change.titles or ("", "")
    return (
        "Held after all" if change.held_after_all else CHANGE_WORDS[change.kind],
        change.meeting.body,
        called(problem, change.meeting),
        change.meeting.sequence,
        _when_and_where(problem, was, before),
        _when_and_where(problem, now, after),
        in_words(listed(change.details)),
        None if was is None else was.agenda_deadline,
        None if now is None else now.agenda_deadline,
        None if was is None else was.report_due,
        None if now is None else now.report_due,
        "\n".join(seat_words(problem, change)) if was is not None and now is not None else "",
        len(people),
        "; ".join(person_title(problem, person) for person in people),
    )


def _day_row(problem: Problem, change: DayChange) -> Row:
    """Return a row for a meeting day whose lunch is another: no one body's."""
    days = (change.before, change.after)
    was, now = (f"{long_date(day.date)}, {', '.join(lunch_words(problem, day, change.details))}" for day in days)
    name = name_of_day(problem, change.after.meeting_day)
    numbers = (change.after.sequence, was, now, in_words(listed(change.details)))
    return (CHANGE_WORDS[AMENDED], change.after.meeting_day, name, *numbers, *[None] * 4, "", None, "")


def _when_and_where(problem: Problem, meeting: Meeting | None, title: str) -> str:
    if meeting is None:
        return ""
    when = f"{long_date(meeting.date)}, {clock(meeting.start)} to {clock(meeting.end)}"
    where = place(problem, meeting.room, meeting.venue)
    return ", ".join(part for part in (title, when, where, meeting.status) if part)


_DEADLINES = (
    Column("report_due", "Report due", 18, DATE),
    Column("agenda_deadline", "Agenda published by", 18, DATE),
    Column("date", "Meeting", 18, DATE),
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("notice_clear_days", "Clear days of notice", 12, NUMBER),
    Column("hears_from", "Hears from", 50, blank="Nobody"),
    Column("reports_to", "Reports to", 44, blank="Nobody"),
    Column("agenda_items", "Agenda items", 30, blank="None"),
)


def deadlines_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting that is to be held with the days by which its papers are due and out."""
    return DataSheet(
        name="Deadlines",
        title=f"{plan.title}: deadlines",
        about=(f"Reports are due {_before_the_agenda(problem)}. A body without a notice rule has neither day.",),
        columns=_DEADLINES,
        rows=tuple(_deadlines_row(problem, plan, meeting) for meeting in plan.live),
        nothing="No meetings are planned.",
    )


def _before_the_agenda(problem: Problem) -> str:
    days = problem.settings.report_due_days
    when = "on the last working day" if days == 1 else f"{counted(days, 'working day')}"
    own = any(body.report_due_days not in (None, days) for body in problem.bodies.values())
    return f"{when} before the agenda is published{', or as long before it as the body asks' if own else ''}"


def _deadlines_row(problem: Problem, plan: Plan, meeting: Meeting) -> Row:
    deadline, body = meeting.agenda_deadline, problem.bodies[meeting.body]
    lines = [line for line in problem.reporting if line.kind == "report"]
    items = (problem.projects[item].title if item in problem.projects else item for item in meeting.agenda_items)
    return (
        meeting.report_due or report_deadline(problem, body, deadline),
        deadline,
        meeting.date,
        meeting.start,
        meeting.body,
        called(problem, meeting),
        notice_clear_days(problem, body, meeting.date),
        "\n".join(_hears_from(problem, plan, meeting, lines)),
        "\n".join(_reports_to(problem, plan, meeting, lines)),
        "; ".join(items),
    )


def _hears_from(problem: Problem, plan: Plan, receiver: Meeting, lines: list[ReportingLine]) -> Iterator[str]:
    """Name each feeder with its last meeting in time to report here."""
    for line in lines:
        if line.to_body == receiver.body:
            in_time = [meeting for meeting in plan.of_body(line.from_body) if serves(problem, line, meeting, receiver)]
            earlier = served_before(problem, line, receiver.date)
            lacking = "before this calendar" if earlier else "no meeting in time"
            when = short_date(in_time[-1].date) if in_time else lacking
            yield f"{body_title(problem, line.from_body)}: {when}"


def _reports_to(problem: Problem, plan: Plan, feeder: Meeting, lines: list[ReportingLine]) -> Iterator[str]:
    """Name each receiver with its first meeting that this one is in time for."""
    for line in lines:
        if line.from_body == feeder.body:
            served = [meeting for meeting in plan.of_body(line.to_body) if serves(problem, line, feeder, meeting)]
            if served:
                yield f"{body_title(problem, line.to_body)}: {short_date(served[0].date)}"


_EVERYBODY = "Everybody"
CLOSED_WORDS = {"closed": "Closed", "avoid": "Better avoided", "open": "Re-opened"}


def closed_dates_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return public holidays, polling days, closed dates and dates to avoid, in order."""
    rows = [*_holidays(problem), *_polling_days(problem), *(_closed_row(problem, row) for row in problem.closed_dates)]
    rows.sort(key=lambda row: (row[0], row[1], str(row[3]), str(row[4] or _EVERYBODY)))
    return DataSheet(
        name="Closed dates",
        title=f"{plan.title}: closed dates and dates to avoid",
        about=tuple(_about_closed_dates(problem)),
        columns=(
            Column("start_date", "From", 18, DATE),
            Column("end_date", "To", 18, DATE),
            Column("kind", "Kind", 18, CATEGORY),
            Column("reason", "Reason", 44),
            Column("applies_to", "For whom", 44, blank=_EVERYBODY),
            Column("offices", "Offices", 11, CATEGORY),
        ),
        rows=tuple(rows),
        nothing="There are none.",
    )


def _about_closed_dates(problem: Problem) -> Iterator[str]:
    yield "Public holidays, polling days, closed dates and dates better avoided. Nothing is held on a closed date."
    if any(row.strength == "open" for row in problem.closed_dates):
        yield "A public holiday that is re-opened is still no working day."


def _holidays(problem: Problem) -> Iterator[Row]:
    for day in problem.days:
        name = public_holiday(problem.settings.holidays, day)
        if name is not None:
            yield day, day, "Public holiday", name, "", "Shut"


def _polling_days(problem: Problem) -> Iterator[Row]:
    for day in problem.polling_days:
        if problem.settings.start_date <= day <= problem.settings.end_date:
            yield day, day, CLOSED_WORDS["closed"], POLLING_DAY.capitalize(), "", "Open"


def _closed_row(problem: Problem, row: ClosedDate) -> Row:
    return (
        row.start_date,
        row.end_date,
        CLOSED_WORDS[row.strength],
        row.reason,
        "; ".join(_whom(problem, tag) for tag in row.applies_to),
        "Shut" if row.non_working or row.strength == "open" else "Open",
    )


def _whom(problem: Problem, tag: str) -> str:
    """Name a body, a meeting day or a classification."""
    named = problem.bodies.get(tag) or problem.meeting_days.get(tag)
    return in_words(tag) if named is None else named.name
