"""The consultation edition, `consultation.xlsx`: every meeting for whoever is asked, with nobody's name and no reason.

Bodies that do not meet in public are in it and marked, for their members are asked too. Nothing that was written for
officers is: members, apologies, waivers, closed days of the council's own. Each sheet is in the language that is being
written, and the workbook has the sheets of each language of the council, a cover before them.
"""

from collections.abc import Sequence

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import called, plan_title
from scheduler.domain.wording import CONSULTATION_EDITIONS, clock, long_date
from scheduler.languages import phrase, said, writing
from scheduler.outputs.naming import choice_said, firmness, how_held, place, whole_title
from scheduler.outputs.workbook.cover import (
    COVER,
    NOTHING_PLANNED,
    PLANNERS_ABOUT,
    made_in_words,
    moment_made,
    numbers_and_span,
)
from scheduler.outputs.workbook.writing import (
    ANSWER,
    BODY_COLUMN,
    CATEGORY,
    DATE_COLUMN,
    LINK,
    NAME_COLUMN,
    Column,
    DataSheet,
)

EVERYBODY = "Everybody"


def consultation_cover(problem: Problem, plan: Plan, planners: Sequence[str], sheets: Sequence[DataSheet]) -> DataSheet:
    """Return the cover: what the calendar is, how firm it is and until when, and where to look."""
    return DataSheet(
        name=said(COVER),
        title=whole_title(problem, plan),
        notice=f"{CONSULTATION_EDITIONS[writing()]} {_until_when(problem, plan)}",
        about=(
            said("Every meeting, also those that are not open to the public, which are marked; nobody is named."),
            numbers_and_span(plan),
            *made_in_words(plan),
        ),
        columns=(
            Column("sheet", phrase("Where to look"), 30, LINK).said,
            Column("about", phrase("What it holds"), 80).said,
        ),
        rows=(
            *((name, said(PLANNERS_ABOUT)) for name in planners),
            *((sheet.name, sheet.about[0]) for sheet in sheets),
        ),
    )


def _until_when(problem: Problem, plan: Plan) -> str:
    """Say how firm the dates are, and until which day that is asked: the calendar's publication."""
    words, until, made = firmness(plan), problem.settings.publication_date, moment_made(plan)
    if not words:
        return said("All dates are confirmed.") if plan.live else ""
    if until is not None and (made is None or made.date() <= until):
        return said("{firm}: for consultation until {day}.", firm=words, day=long_date(until))
    return said("{firm}: dates may still change.", firm=words)


def dates_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting in order, in words that nobody takes for a calendar to be planned from."""
    return DataSheet(
        name=said("Dates"),
        title=said("{title}: dates of meetings", title=plan_title(problem, plan)),
        notice=_until_when(problem, plan),
        about=(said("Every meeting, in order of date and time."),),
        columns=(
            DATE_COLUMN.said,
            Column("time", phrase("Time"), 16).said,
            NAME_COLUMN.said,
            BODY_COLUMN.said,
            Column("place", phrase("Place"), 40, CATEGORY).said,
            Column("attendance_mode", phrase("How held"), 14, CATEGORY).said,
            Column("open_to_public", phrase("Public"), 8, ANSWER).said,
            Column("status", phrase("Status"), 14, CATEGORY).said,
        ),
        rows=tuple(
            (
                meeting.date,
                said("{start} to {end}", start=clock(meeting.start), end=clock(meeting.end)),
                called(problem, meeting),
                meeting.body,
                place(problem, meeting.room, meeting.venue),
                how_held(problem, meeting),
                meeting.body in problem.bodies and problem.bodies[meeting.body].open_to_public,
                choice_said(meeting.status),
            )
            for meeting in plan.meetings
        ),
        nothing=said(NOTHING_PLANNED),
        frozen_columns=1,
    )
