"""How good the calendar is, tier by tier and wish by wish; and the cover, which says so and links every sheet."""

from collections.abc import Sequence

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, listed, long_date
from scheduler.outputs.naming import in_words
from scheduler.outputs.workbook.data_sheet import ANSWER, CATEGORY, LINK, NUMBER, Column, DataSheet, Row
from scheduler.wishes import wish_words
from scheduler.wishes.tiers import TIER_WORDS


def tiers_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return each tier in order of importance, with its value, its bound and what that means."""
    return DataSheet(
        name="Tiers",
        title=f"{plan.title}: how good the calendar is",
        about=("The wishes in order of importance: fewer points are better, and no later one spoils an earlier one.",),
        columns=(
            Column("rank", "Rank", 8, NUMBER),
            Column("tier", "Wishes", 24, CATEGORY),
            Column("unit", "What costs points", 50),
            Column("value", "Points", 10, NUMBER),
            Column("bound", "Cannot be below", 12, NUMBER),
            Column("proven", "Proven best", 11, ANSWER),
            Column("verdict", "In words", 56),
        ),
        rows=tuple(_tier_row(number, tier) for number, tier in enumerate(plan.tiers, start=1)),
        nothing="This calendar was not made by the planner, so nothing is known of how good it is.",
    )


def _tier_row(rank: int, tier: Tier) -> Row:
    words = TIER_WORDS.get(tier.name)
    return (
        rank,
        in_words(tier.name) if words is None else words.title,
        in_words("each wish not granted, by its weight" if words is None else words.unit),
        tier.value,
        tier.bound,
        tier.proven,
        _verdict(tier),
    )


def _verdict(tier: Tier) -> str:
    if not tier.value:
        return "Every wish is granted."
    points = counted(tier.value, "point")
    if tier.proven:
        return f"{points}; proven that no calendar has fewer."
    return f"{points}; a better calendar may exist, but none with fewer than {tier.bound}."


def wishes_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the wishes not granted, in order of importance and then of price."""
    words = wish_words()
    order = {wish: number for number, wish in enumerate(words)}
    wishes = sorted(plan.wishes, key=lambda row: (order.get(row.wish, len(order)), -row.cost, row.subject, row.why))
    return DataSheet(
        name="Wishes",
        title=f"{plan.title}: wishes not granted",
        about=("What the calendar could not grant, the most important first, and the price of each in points.",),
        columns=(
            Column("title", "Wish", 36, CATEGORY),
            Column("wish", "Name in the input", 22, CATEGORY),
            Column("subject", "About", 30),
            Column("cost", "Price", 9, NUMBER),
            Column("why", "Why", 90),
        ),
        rows=tuple(
            (words.get(row.wish, in_words(row.wish)), row.wish, row.subject, row.cost, row.why) for row in wishes
        ),
        nothing="Every wish is granted.",
    )


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
        columns=(Column("sheet", "Sheet", 30, LINK), Column("about", "What it holds", 100)),
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
