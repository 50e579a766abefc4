"""The consultation edition, `consultation.xlsx`: every meeting for whoever is asked, with nobody's name and no reason.

Bodies that do not meet in public are in it and marked, for their members are asked too. Nothing that was written for
officers is: members, apologies, waivers, closed days of the council's own.
"""

from collections.abc import Sequence

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import called
from scheduler.domain.wording import CONSULTATION_EDITION, clock, long_date
from scheduler.outputs.naming import firmness, how_held, in_words, place, whole_title
from scheduler.outputs.workbook.cover import COVER, PLANNERS_ABOUT, made_in_words, moment_made, numbers
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
        name=COVER,
        title=whole_title(problem, plan),
        notice=f"{CONSULTATION_EDITION} {_until_when(problem, plan)}",
        about=(
            "Every meeting, also those that are not open to the public, which are marked; nobody is named.",
            f"{numbers(plan)} from {long_date(plan.start_date)} to {long_date(plan.end_date)}.",
            *made_in_words(plan),
        ),
        columns=(Column("sheet", "Where to look", 30, LINK), Column("about", "What it holds", 80)),
        rows=(*((name, PLANNERS_ABOUT) for name in planners), *((sheet.name, sheet.about[0]) for sheet in sheets)),
    )


def _until_when(problem: Problem, plan: Plan) -> str:
    """Say how firm the dates are, and until which day that is asked: the calendar's publication."""
    words, until, made = firmness(plan), problem.settings.publication_date, moment_made(plan)
    if not words:
        return "All dates are confirmed." if plan.live else ""
    if until is not None and (made is None or made.date() <= until):
        return f"{words}: for consultation until {long_date(until)}."
    return f"{words}: dates may still change."


def dates_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting in order, in words that nobody takes for a calendar to be planned from."""
    return DataSheet(
        name="Dates",
        title=f"{plan.title}: dates of meetings",
        notice=_until_when(problem, plan),
        about=("Every meeting, in order of date and time.",),
        columns=(
            DATE_COLUMN,
            Column("time", "Time", 16),
            NAME_COLUMN,
            BODY_COLUMN,
            Column("place", "Place", 40, CATEGORY),
            Column("attendance_mode", "How held", 14, CATEGORY),
            Column("open_to_public", "Public", 8, ANSWER),
            Column("status", "Status", 14, CATEGORY),
        ),
        rows=tuple(
            (
                meeting.date,
                f"{clock(meeting.start)} to {clock(meeting.end)}",
                called(problem, meeting),
                meeting.body,
                place(problem, meeting.room, meeting.venue),
                how_held(problem, meeting),
                meeting.body in problem.bodies and problem.bodies[meeting.body].open_to_public,
                in_words(meeting.status),
            )
            for meeting in plan.meetings
        ),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )
