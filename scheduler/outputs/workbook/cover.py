"""The first sheet and the last: what the calendar is and where to look, and of what the file was made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from scheduler.dates.closed_dates import edition_in_words
from scheduler.domain.choices import choice_words
from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import OFFICERS_EDITION, counted, listed, long_date
from scheduler.languages import phrase, said, said_of
from scheduler.law.warnings import warnings as law_warnings
from scheduler.law.words import warning_lines
from scheduler.outputs.naming import firmness, whole_title
from scheduler.outputs.places import CONSULTATION_FILE
from scheduler.outputs.workbook.meetings import CHANGES
from scheduler.outputs.workbook.writing import LINK, Column, DataSheet

COVER, ABOUT = phrase("Cover"), "About this file"
PLANNERS_ABOUT = phrase("The year at a glance, to pin on the wall: one sheet of A3, or of A4.")
NOTHING_PLANNED = phrase("No meetings are planned.")
_OF_STATUS = {
    PROVISIONAL: phrase("{number} provisional"),
    CONFIRMED: phrase("{number} confirmed"),
    CANCELLED: phrase("{number} cancelled"),
}


def cover_sheet(problem: Problem, plan: Plan, planners: Sequence[str], sheets: Sequence[DataSheet]) -> DataSheet:
    """Return the cover of the officers' edition.

    Parameters
    ----------
    problem, plan
        The input, and the calendar made from it.
    planners : sequence of str
        The names of the sheets of the year planner.
    sheets : sequence of DataSheet
        Every other sheet in order, that of the changes among them.

    """
    return DataSheet(
        name=COVER,
        title=whole_title(problem, plan),
        notice=" ".join(filter(None, (_how_firm(plan), OFFICERS_EDITION))),
        about=(
            "For the officers who arrange meetings, rooms and catering. It names members, and says why they are away.",
            f"To consult members and partners there is {CONSULTATION_FILE} beside it, which names nobody.",
            numbers_and_span(plan),
            *_whose(problem, plan),
            *_what_changed(problem, sheets),
            _quality(plan),
            *(line.strip() for line in warning_lines(problem, law_warnings(problem, plan))),
            *made_in_words(plan),
        ),
        columns=(
            Column("sheet", "Where to look", 30, LINK),
            Column("about", "What it holds", 92),
            Column("for_whom", "For whom", 24),
        ),
        rows=(
            *((name, PLANNERS_ABOUT, "Everybody in the office") for name in planners),
            *((sheet.name, sheet.about[0], sheet.for_whom) for sheet in sheets),
        ),
    )


def _how_firm(plan: Plan) -> str:
    return f"{words}: dates may still change." if (words := firmness(plan)) else ""


def numbers(plan: Plan) -> str:
    """Return how many meetings there are, of how many bodies, and how many are provisional, confirmed, cancelled."""
    states = Counter(meeting.status for meeting in plan.meetings)
    counts = [said(words, number=states[status]) for status, words in _OF_STATUS.items() if states[status]]
    bodies = len({meeting.body for meeting in plan.live})
    held = counted(len(plan.live), "meeting") + said_of(bodies, " of {number} body", " of {number} bodies")
    days = [counted(len(plan.occurrences), "meeting day")] if plan.occurrences else []
    return listed([held, *days]) + (f" ({listed(counts)})" if counts else "")


def numbers_and_span(plan: Plan) -> str:
    """Return the same in a sentence, with the first day of the calendar and the last."""
    days = said("from {first} to {last}", first=long_date(plan.start_date), last=long_date(plan.end_date))
    return f"{numbers(plan)} {days}."


def _whose(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say how many meetings are of each authority, and which of them end or begin, where there are several."""
    for authority in problem.with_bodies if problem.is_joint else ():
        bodies = problem.bodies_of(authority)
        number = counted(sum(one.body in bodies for one in plan.live), "meeting")
        part = f", {choice_words(authority.part).lower()}" if authority.part else ""
        yield f"{authority.title}{part}: {number} of {counted(len(bodies), 'body', 'bodies')}."
    if problem.settings.vesting_day is not None:
        yield f"Vesting day is {long_date(problem.settings.vesting_day)}."


def _what_changed(problem: Problem, sheets: Sequence[DataSheet]) -> Iterator[str]:
    (changes,) = (sheet for sheet in sheets if sheet.name == CHANGES)
    if problem.published is None:
        yield "There is no earlier calendar, so nothing has changed."
    elif changes.rows:
        yield f"{' '.join(changes.about)} They are in {changes.name}."
    else:
        yield "Nothing has changed since the earlier calendar."


def _quality(plan: Plan) -> str:
    if not plan.tiers:
        return "Not made by the planner: nothing is known of how good it is."
    if plan.status == "optimal":
        return "Every rule is kept, and no calendar that keeps them grants more wishes: this is proven."
    return "Every rule is kept; a calendar that grants more wishes may exist."


def moment_made(plan: Plan) -> datetime | None:
    """Return the moment at which the plan was made; None where it does not say."""
    try:
        moment = datetime.fromisoformat(plan.generated)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def created_on(plan: Plan) -> datetime:
    """Return when a workbook of a plan says it was created: when the plan was, in UTC without a zone; never the clock.

    It is the calendar's first day where the plan does not say.
    """
    made = moment_made(plan)
    return datetime.combine(plan.start_date, time()) if made is None else made.astimezone(UTC).replace(tzinfo=None)


def made_in_words(plan: Plan) -> Iterator[str]:
    """Say when the plan was made, by the council's own clock; nothing where that is not known."""
    moment = moment_made(plan)
    if moment is not None:
        yield said("Made on {day}.", day=long_date(moment.astimezone(ZoneInfo(plan.timezone)).date()))


def about_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the last sheet: of what, when and by what the file was made, for whoever has to trace it."""
    rows = (
        ("Written by", "meeting-day"),
        ("Planned at (UTC)", plan.generated),
        ("SHA-256 of the input's tables", plan.input_sha256),
        ("Time zone", plan.timezone),
        ("Public holidays", edition_in_words(problem)),
    )
    return DataSheet(
        name=ABOUT,
        title=f"{plan.title}: about this file",
        about=("Of what the file was made, for whoever has to trace it.",),
        columns=(Column("what", "What", 34), Column("value", "Value", 90)),
        rows=tuple(row for row in rows if row[1]),
    )
