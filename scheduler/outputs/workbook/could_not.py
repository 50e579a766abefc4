"""The sheets of what the calendar could not do: one printed page of it, every wish not granted, and what goes first."""

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.outputs.could_not import NOT_KNOWN, PROVEN, CouldNot, could_not, open_proofs, shared_out
from scheduler.outputs.letters import wrapped
from scheduler.outputs.naming import in_words
from scheduler.outputs.workbook.writing import ANSWER, CATEGORY, NUMBER, Column, DataSheet, Row
from scheduler.wishes import wish_words
from scheduler.wishes.quantities import could_be_better, quantities, tier_counts
from scheduler.wishes.tiers import TIER_WORDS, exchange_sentence, tier_title

MOST_LINES = 36
"""Lines of the table that one printed page has room for in letters that can be read."""
MOST_REASONS = 5
"""Of one wish, where there is room."""
_COULD_NOT = (
    Column("wish", "Wish", 32, CATEGORY),
    Column("amount", "Not granted", 34),
    Column("why", "Which, and why", 104),
)
_AMOUNT, _WHY = _COULD_NOT[1].width * 0.94, _COULD_NOT[2].width * 0.94
"""Letters to a line of the last two columns."""
LONG_LIST = "Wishes"
"""The sheet of every wish not granted."""


def could_not_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return on one printed page what the calendar could not do, the most important first, and whether it could."""
    found = could_not(problem, plan)
    proofs = _proofs(plan)
    heights = [max(len(_lines(one)), len(wrapped(one.amount, _AMOUNT))) for one in found]
    lines = shared_out(heights, MOST_LINES - len(proofs))
    return DataSheet(
        name="What the calendar could not do",
        title=f"{plan.title}: what the calendar could not do",
        about=(
            "What the calendar does not grant, the most important first, and why; no rule is broken for any of it.",
            f"What is granted has no row. The sheet {LONG_LIST} names every case.",
        ),
        columns=_COULD_NOT,
        rows=(*(_row(one, number) for one, number in zip(found, lines, strict=True)), *proofs),
        nothing="Every wish is granted.",
        one_page=True,
    )


def _lines(one: CouldNot) -> list[str]:
    return [line for reason in one.reasons[:MOST_REASONS] for line in wrapped(reason, _WHY)]


def _row(one: CouldNot, lines: int) -> Row:
    """Return the row of a wish: as many reasons as there are lines for, one at least, and how many more."""
    shown: list[str] = []
    used = 0
    for reason in one.reasons[:MOST_REASONS]:
        used += len(wrapped(reason, _WHY))
        if shown and used > lines:
            break
        shown.append(reason)
    more = len(one.reasons) - len(shown)
    if more and shown:
        shown[-1] = f"{shown[-1]} And {more:,} more."
    return one.title, one.amount, "\n".join(shown)


def _proofs(plan: Plan) -> list[Row]:
    """Return the rows that say whether the calendar could be better."""
    if not plan.tiers:
        return []
    proofs = list(open_proofs(plan))
    rows = [("Could it be better?", title, words) for title, words in proofs]
    return list(rows) if rows else [("Could it be better?", "", PROVEN)] if plan.wishes else []


def wishes_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every wish not granted, in order of importance and then of weight."""
    words = wish_words()
    order = {wish: number for number, wish in enumerate(words)}
    wishes = sorted(plan.wishes, key=lambda row: (order.get(row.wish, len(order)), -row.cost, row.subject, row.why))
    return DataSheet(
        name=LONG_LIST,
        title=f"{plan.title}: every wish not granted",
        about=("Every single thing that the calendar could not grant, the most important first, and why.",),
        columns=(
            Column("title", "Wish", 36, CATEGORY),
            Column("wish", "Name in the input", 22, CATEGORY, program_only=True),
            Column("subject", "About", 40),
            Column("cost", "Weight", 9, NUMBER, program_only=True),
            Column("why", "Why", 90),
        ),
        rows=tuple(
            (words.get(row.wish, in_words(row.wish)), row.wish, row.subject, row.cost, row.why) for row in wishes
        ),
        nothing="Every wish is granted.",
    )


def tiers_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return each tier in order of importance, with what it does not grant, and whether there could be less."""
    counts = quantities(problem.wish_weights, plan.wishes)
    return DataSheet(
        name="Order of importance",
        title=f"{plan.title}: what comes before what",
        about=(
            "The wishes in order of importance: no later one spoils an earlier one.",
            *(exchange_sentence(tier.name, *tier.exchange) for tier in plan.tiers if tier.exchange is not None),
        ),
        columns=(
            Column("rank", "Rank", 8, NUMBER),
            Column("tier", "Wishes", 24, CATEGORY),
            Column("unit", "What is counted", 48),
            Column("value", "Weight", 10, NUMBER, program_only=True),
            Column("bound", "Weight at least", 12, NUMBER, program_only=True),
            Column("not_granted", "Not granted", 44),
            Column("proven", "Proven best", 11, ANSWER),
            Column("verdict", "Could it be less?", 40),
        ),
        rows=tuple(
            (
                rank,
                in_words(tier_title(tier.name)),
                in_words(TIER_WORDS[tier.name].unit if tier.name in TIER_WORDS else "each wish not granted"),
                tier.value,
                tier.bound or None if tier.value else 0,
                in_words(tier_counts(tier, counts)),
                tier.proven,
                _verdict(tier),
            )
            for rank, tier in enumerate(plan.tiers, start=1)
        ),
        nothing=NOT_KNOWN,
    )


def _verdict(tier: Tier) -> str:
    if not tier.value:
        return "No: every wish is granted."
    if tier.proven:
        return "No: it is proven that no calendar does better."
    words = could_be_better(tier)
    return f"{words[0].upper()}{words[1:]}."
