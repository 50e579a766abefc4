"""The caterer's sheet: how many eat, when and where, and what they need in counts only, never by name."""

from collections import Counter

from scheduler.domain.plan import Lunch, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.plain_text import on_one_line
from scheduler.outputs.workbook.data_sheet import (
    DATE_COLUMN,
    NUMBER,
    TIME,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.wording import name_of_room

MOST_NEEDS = 12
"""Dietary needs that get a column each, the commonest first; the others share one."""


def catering_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the lunches of the year, each with its headcount and dietary counts."""
    occurrences = sorted(plan.occurrences, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))
    lunches = [(occurrence, occurrence.lunch) for occurrence in occurrences if occurrence.lunch is not None]
    needs = [_needs(problem, plan, occurrence) for occurrence, _ in lunches]
    totals = sum(needs, Counter[str]())
    ranked = sorted(totals, key=lambda need: (-totals[need], need))
    own, others = ranked[:MOST_NEEDS], ranked[MOST_NEEDS:]
    return DataSheet(
        name="Catering",
        title=f"{plan.title}: catering",
        about=(
            "Every lunch with its headcount, the speaker included. Dietary needs are counts; each person counts once.",
        ),
        columns=(
            DATE_COLUMN,
            Column("Serve at", 10, TIME),
            Column("Until", 10, TIME),
            Column("Occasion", 32),
            Column("Room", 26),
            Column("Venue", 26),
            Column("Headcount", 13, NUMBER),
            *(Column(need[:1].upper() + need[1:], 14, NUMBER) for need in own),
            *([Column("Other needs", 40)] if others else []),
            Column("No need stated", 12, NUMBER),
        ),
        rows=tuple(
            (*_when_and_where(problem, *lunch), *_counts(lunch[1], counts, own, others))
            for lunch, counts in zip(lunches, needs, strict=True)
        ),
        nothing="No lunch is planned.",
        frozen_columns=1,
    )


def _needs(problem: Problem, plan: Plan, occurrence: Occurrence) -> Counter[str]:
    """Count the dietary needs of everybody who sits in a session of the day, substitutes included."""
    there = {person for meeting in plan.of_occurrence(occurrence) for _, person in meeting.present()}
    stated = (problem.people[person].dietary for person in sorted(there) if person in problem.people)
    return Counter(need for need in (on_one_line(text or "").casefold() for text in stated) if need)


def _when_and_where(problem: Problem, occurrence: Occurrence, lunch: Lunch) -> Row:
    return (
        occurrence.date,
        lunch.start,
        lunch.end,
        f"{name_of_day(problem, occurrence.meeting_day)}: lunch",
        name_of_room(problem, lunch.room),
        occurrence.venue,
    )


def _counts(lunch: Lunch, counts: Counter[str], own: list[str], others: list[str]) -> Row:
    rest = "; ".join(f"{need}: {counts[need]}" for need in others if counts[need])
    return (
        lunch.headcount,
        *(counts[need] for need in own),
        *([rest or "None"] if others else []),
        max(0, lunch.headcount - counts.total()),
    )
