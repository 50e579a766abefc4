"""The keying sheet: every meeting in the order of the fields of modern.gov (Civica), committee by committee.

Dates, times and statuses are as its own web service writes them: `18/05/2027`, `7.00 pm`, `Confirmed; Annual Meeting`.
"""

import datetime as dt

from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import counted
from scheduler.outputs.naming import in_words, name_of_room
from scheduler.outputs.workbook.cover import created_on
from scheduler.outputs.workbook.writing import ANSWER, CATEGORY, Column, DataSheet, book_of

_NOON = 12 * 60
_COLUMNS = (
    Column("committee_title", "Committee", 36, CATEGORY),
    Column("meeting_date", "Meeting date", 13),
    Column("meeting_time", "Time", 10),
    Column("planned_finish", "Planned finish", 10),
    Column("location", "Location", 22, CATEGORY),
    Column("room", "Room", 22, CATEGORY),
    Column("meeting_status", "Status", 26),
    Column("agenda_publication_date", "Agenda published", 13, blank="No notice"),
    Column("open_to_public", "Public", 8, ANSWER),
    Column("keyed", "Keyed", 8),
)


def keying_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting as it is keyed into modern.gov; cancelled ones too, which say so in their status."""
    names = sorted({(body_title(problem, one.body).casefold(), one.body) for one in plan.meetings})
    committees = {code: place for place, (_, code) in enumerate(names)}
    off = len(plan.meetings) - len(plan.live)
    cancelled = f", {off} of them cancelled" if off else ""
    held = f"{counted(len(plan.meetings), 'meeting')} of {counted(len(committees), 'committee')}{cancelled}"
    return DataSheet(
        name="Keying",
        title=f"{plan.title}: to be keyed into modern.gov",
        about=(
            f"{held}, committee by committee, fields in modern.gov's order. Tick off what is keyed in the last column.",
            "Afterwards save the site's answers (GetMeetings, GetMeeting) and have them compared: report --compare.",
        ),
        columns=_COLUMNS,
        rows=tuple(
            _row(problem, one)
            for one in sorted(plan.meetings, key=lambda one: (committees[one.body], one.date, one.start))
        ),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def keying_bytes(problem: Problem, plan: Plan) -> bytes:
    """Return `keying.xlsx`; the same plan gives the same bytes."""
    problem = with_what_is_gone(problem, plan)
    return book_of((keying_sheet(problem, plan),), f"{plan.title}: keying sheet", created_on(plan))


def _row(problem: Problem, one: Meeting) -> tuple[str | bool | None, ...]:
    body = problem.bodies[one.body]
    return (
        body.name,
        _day(one.date),
        half_day_clock(one.start),
        half_day_clock(one.end),
        "Online" if body.online else one.venue,
        name_of_room(problem, one.room),
        "; ".join(filter(None, (in_words(one.status), one.title))),
        None if one.agenda_deadline is None else _day(one.agenda_deadline),
        body.open_to_public,
        None,
    )


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def half_day_clock(minutes: int) -> str:
    """Write minutes after midnight as modern.gov does: `6.00 pm`."""
    return f"{(minutes // 60 - 1) % 12 + 1}.{minutes % 60:02d} {'pm' if minutes >= _NOON else 'am'}"
