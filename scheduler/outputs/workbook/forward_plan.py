"""The table of decisions with the notices of them, and of what the law would have announced of other meetings."""

import datetime as dt
from collections.abc import Iterator

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, person_title
from scheduler.law.decisions import Taken, decisions_taken
from scheduler.law.forward_plan import MATTERS, ForwardDate, forward_dates
from scheduler.outputs.workbook.writing import ANSWER, BODY_COLUMN, CATEGORY, DATE, DATE_COLUMN, Column, DataSheet, Row

_COLUMNS = (
    BODY_COLUMN,
    Column("meeting", "Meeting", 26, CATEGORY),
    DATE_COLUMN,
    Column("notice_due", "Notice due", 16, DATE),
    Column("matter", "Matter", 26, CATEGORY),
    Column("decision", "Decision", 34, CATEGORY),
    Column("standing", "How it stands", 30, CATEGORY),
    Column("noticed_on", "Notice given", 16, DATE),
    Column("key", "Key", 6, ANSWER),
    Column("private", "Private", 8, ANSWER),
    Column("reason", "Why in private", 28),
    Column("lead_officer", "Lead officer", 20, CATEGORY),
    Column("documents", "Documents", 24),
    Column("law", "The law", 60, program_only=True),
    Column("instrument", "Instrument", 24, CATEGORY),
)
_DECISION = "Decision"
"""The matter of one of which the law asks no notice."""
_Keyed = tuple[tuple[dt.date, dt.date, str], Row]


def forward_plan_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return each notice that is due, by its day, with the decision that it is about where there is one."""
    taken = decisions_taken(problem, plan)
    with_business = {one.meeting.uid for one in taken if one.meeting is not None}
    rows = [keyed for one in taken for keyed in _of_decision(problem, one)]
    rows += [_of_meeting(problem, one) for one in forward_dates(problem, plan) if _is_open(one, with_business)]
    return DataSheet(
        name="Forward plan",
        title=f"{plan.title}: forward plan",
        about=(
            "Decisions and the notices of them, by the last day on which each is given; what is late is marked.",
            "Where a meeting has no decision yet, the days are shown for any it may have: they bind only then.",
        ),
        columns=_COLUMNS,
        rows=tuple(row for _, row in sorted(rows, key=lambda keyed: keyed[0])),
        nothing="The law asks this of none of these meetings.",
        frozen_columns=2,
    )


def _is_open(one: ForwardDate, with_business: set[str]) -> bool:
    """Whether a day of the law stands for a meeting that no decision speaks for: what follows a meeting always does."""
    return not one.announced or one.meeting.uid not in with_business


def _of_decision(problem: Problem, one: Taken) -> Iterator[_Keyed]:
    """Yield a row for each notice of a decision, or one without any."""
    for notice in one.notices:
        said = notice.row.says, notice.row.instrument
        yield _row(problem, one, notice.due, MATTERS[notice.row.matter], notice.standing, *said)
    if not one.notices:
        trouble = f"{one.trouble[:1].upper()}{one.trouble[1:]}"
        yield _row(problem, one, None, _DECISION, trouble, "", "")


def _row(
    problem: Problem, one: Taken, due: dt.date | None, matter: str, standing: str, law: str, instrument: str
) -> _Keyed:
    decision, meeting = one.decision, one.meeting
    on = meeting.date if meeting is not None else decision.date
    officer = person_title(problem, decision.lead_officer) if decision.lead_officer else None
    row = (
        decision.body,
        _named(problem, meeting, decision.body),
        on,
        due,
        matter,
        decision.title,
        standing,
        decision.noticed_on,
        decision.key,
        decision.private,
        decision.reason,
        officer,
        decision.documents,
        law,
        instrument,
    )
    return (due or on or dt.date.max, on or dt.date.max, decision.body), row


def _named(problem: Problem, meeting: Meeting | None, body: str) -> str:
    return body_title(problem, body) if meeting is None else called(problem, meeting)


def _of_meeting(problem: Problem, one: ForwardDate) -> _Keyed:
    meeting = one.meeting
    row: Row = (
        *(meeting.body, called(problem, meeting), meeting.date, one.due, one.what),
        *(None,) * 8,
        *(one.row.says, one.row.instrument),
    )
    return (one.due, meeting.date, meeting.body), row
