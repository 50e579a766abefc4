"""Scenarios side by side: a table for the screen, sentences below it, a document for a program."""

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.domain.plan import Tier
from scheduler.domain.scenarios import FAILED, OUTCOME_WORDS, STOPPED, Result, at_best, dates_of, goals_of
from scheduler.domain.wording import counted
from scheduler.outputs.sweep import goal_title

LONGEST_NAME = 32
MOST_REASONS = 3
GAP = "  "


def ended_sentence(result: Result, done: int, number: int) -> str:
    """Say that a scenario has ended, and how many have."""
    return f"{done} of {number}: {result.scenario}: {OUTCOME_WORDS[result.outcome]}"


def shortfalls(results: Sequence[Result]) -> Iterator[str]:
    """Say how many scenarios were not compared."""
    outcomes = [result.outcome for result in results]
    if FAILED in outcomes:
        yield f"{counted(outcomes.count(FAILED), 'scenario')} failed; the others were compared all the same."
    if STOPPED in outcomes:
        yield f"Stopped: {counted(outcomes.count(STOPPED), 'scenario')} not finished."


def comparison_lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield a table with a row for each scenario, then what it changes, when its meeting days are, and why."""
    base = results[0]
    names = goals_of(results)
    rows = [("Scenario", "Outcome", "Meetings", *(goal_title(name) for name in names))]
    for result in results:
        name = result.scenario if len(result.scenario) <= LONGEST_NAME else f"{result.scenario[: LONGEST_NAME - 1]}…"
        meetings = "" if result.meetings is None else str(result.meetings)
        rows.append((name, OUTCOME_WORDS[result.outcome], meetings, *(_cell(result, base, name) for name in names)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if names:
        yield "Fewer points are better; in brackets, the difference from the first row."
    for result in results:
        yield ""
        yield result.scenario
        yield from (f"  Change: {words}" for words in result.changes)
        yield from (f"  {code}: {', '.join(days)}" for code, days in dates_of(result).items())
        yield from (f"  Why: {reason}" for reason in result.why[:MOST_REASONS])
        if result.why[MOST_REASONS:]:
            yield f"  Why: … and {len(result.why) - MOST_REASONS} more; --json and the workbook have them all."


def _cell(result: Result, base: Result, name: str) -> str:
    goal = result.goal(name)
    if goal is None:
        return ""
    difference = result.difference(name, base)
    more = "" if difference is None else f" ({difference:+d})" if difference else " (=)"
    best = at_best(goal)
    return f"{goal.value}{more}{f', {best}' if best else ''}"


def comparison_document(results: Sequence[Result]) -> dict[str, Any]:
    """Return the comparison in the types of JSON."""
    base = results[0]
    return {
        "scenarios": [
            {
                "scenario": result.scenario,
                "changes": list(result.changes),
                "outcome": result.outcome,
                "why": list(result.why),
                "meetings": result.meetings,
                "meeting_days": [{"meeting_day": code, "date": day.isoformat()} for code, day in result.meeting_days],
                "slots": None if result.slots is None else _goal(result, base, result.slots),
                "tiers": [{"tier": tier.name, **_goal(result, base, tier)} for tier in result.tiers],
            }
            for result in results
        ]
    }


def _goal(result: Result, base: Result, goal: Tier) -> dict[str, Any]:
    return {
        "value": goal.value,
        "bound": goal.bound,
        "proven": goal.proven,
        "difference": result.difference(goal.name, base),
    }
