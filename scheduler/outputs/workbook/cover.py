"""The cover: what the workbook is, how good the calendar is, and a link to every sheet."""

from collections.abc import Sequence

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, listed, long_date
from scheduler.outputs.workbook.data_sheet import LINK, Column, DataSheet


def cover_sheet(problem: Problem, plan: Plan, others: Sequence[tuple[str, str]]) -> DataSheet:
    """Return the cover.

    Parameters
    ----------
    problem, plan
        The input, and the calendar made from it.
    others : sequence of (str, str)
        Every other sheet in order: its name, and what it holds.

    """
    return DataSheet(
        name="Cover",
        title=plan.title,
        about=(
            "What this workbook holds, and a link to each of its sheets.",
            *([f"Calendar of {problem.settings.authority}."] if problem.settings.authority else []),
            f"{_meetings(plan)} from {long_date(plan.start_date)} to {long_date(plan.end_date)}.",
            _quality(plan),
            "The Year planner is a visual sheet: its data is in Meetings and Closed dates.",
            *(
                [f"Planned at {plan.generated} (UTC) from the input with SHA-256 {plan.input_sha256}."]
                if plan.generated
                else []
            ),
        ),
        columns=(Column("Sheet", 30, LINK), Column("What it holds", 100)),
        rows=tuple(others),
    )


def _meetings(plan: Plan) -> str:
    counts = [
        f"{number} {status}"
        for status in (PROVISIONAL, CONFIRMED, CANCELLED)
        if (number := sum(meeting.status == status for meeting in plan.meetings))
    ]
    bodies = len({meeting.body for meeting in plan.live})
    held = f"{counted(len(plan.live), 'meeting')} of {counted(bodies, 'body', 'bodies')}"
    days = f" and {counted(len(plan.occurrences), 'meeting day')}" if plan.occurrences else ""
    return f"{held}{days}" + (f" ({listed(counts)})" if counts else "")


def _quality(plan: Plan) -> str:
    if not plan.tiers:
        return "Not made by the planner: nothing is known of how good it is."
    if plan.status == "optimal":
        return "Proven best: no calendar keeps every rule and grants more wishes (see Tiers)."
    return "Every rule is kept; a calendar that grants more wishes may exist (see Tiers)."
