"""The workbook of the comparison: the options in one table, what speaks for and against them, and every date."""

import datetime as dt
from collections.abc import Callable, Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, short_date
from scheduler.outputs.options.comparison import Option, day_words, rows_side_by_side
from scheduler.outputs.workbook.writing import (
    ANSWER,
    CATEGORY,
    DATE,
    DIFFERENCE,
    NUMBER,
    Column,
    DataSheet,
    Row,
    book_of,
)
from scheduler.wishes.tiers import tier_title

MOST_PEOPLE = 5


def options_workbook(problem: Problem, options: Sequence[Option]) -> bytes:
    """Return the workbook as bytes, the same for the same calendars."""
    sheets = [table(problem, options) for table in OPTION_TABLES.values()]
    written = dt.datetime.combine(problem.settings.start_date, dt.time())
    return book_of(sheets, f"{problem.settings.title}: calendars to choose from", written)


def _options(problem: Problem, options: Sequence[Option]) -> DataSheet:
    measured = [
        Column(name, f"{tier_title(price.tier)}{heading}", 11, kind, program_only=True)
        for price in options[0].prices
        for name, heading, kind in (
            (price.tier, ": weight", NUMBER),
            (f"{price.tier}_difference", ": difference", DIFFERENCE),
        )
    ]
    return DataSheet(
        name="Options",
        title=f"{problem.settings.title}: calendars to choose from",
        about=(
            "Each row is a calendar that keeps every rule.",
            "Option 1 is the calendar of the folder: the best that was found, or the one that was taken since.",
            "What is not granted is told with the most important first.",
        ),
        columns=(
            Column("option", "Option", 10, CATEGORY),
            Column("meeting_days", "Meeting days", 26),
            Column("meetings", "Meetings", 11, NUMBER),
            *measured,
            Column("not_granted", "Not granted", 44),
            Column("than_first", "Compared with option 1", 44),
            Column("moved", "On another date than in option 1", 17, NUMBER),
            Column("apologies_of", "Who sends apologies", 40),
            Column("weekdays", "Weekdays", 24),
            Column("avoided", "Days to avoid", 40),
        ),
        rows=tuple(_row(one) for one in options),
        frozen_columns=1,
    )


def _row(option: Option) -> Row:
    days = [
        line
        for name, dates in option.days
        for line in ([f"{name}: {day_words(dates)}"] if dates else []) + [short_date(day) for day in dates]
    ]
    measured = [cell for price in option.prices for cell in (price.value, price.difference)]
    people = [f"{name}: {counted(times, 'meeting')}" for _, name, times in option.apologies[:MOST_PEOPLE]]
    rest = len(option.apologies) - MOST_PEOPLE
    people += [f"and {counted(rest, 'other person', 'other people')}"] if rest > 0 else []
    return (
        option.name,
        "\n".join(days),
        len(option.plan.live),
        *measured,
        "\n".join(one.words for one in option.counts) or "Every wish is granted",
        "" if option.number == 1 else "\n".join(option.than_first) or "As much is granted",
        None if option.number == 1 else option.differing,
        "\n".join(people),
        option.pattern.replace(", ", "\n"),
        "\n".join(f"{reason}: {counted(number, 'meeting')}" for reason, number in option.avoided),
    )


def _arguments(problem: Problem, options: Sequence[Option]) -> DataSheet:
    rows = [
        (option.name, side, sentence)
        for option in options
        for side, sentences in (("For", option.in_favour), ("Against", option.against))
        for sentence in sentences
    ]
    return DataSheet(
        name="For and against",
        title=f"{problem.settings.title}: for and against each calendar",
        about=("What is better, and what is worse, in each calendar than in the others.",),
        columns=(
            Column("option", "Option", 10, CATEGORY),
            Column("side", "Side", 10, CATEGORY),
            Column("why", "Why", 90),
        ),
        rows=tuple(rows),
        nothing="The calendars are as good as each other in everything that is counted.",
    )


def _dates(problem: Problem, options: Sequence[Option]) -> DataSheet:
    return DataSheet(
        name="Every date",
        title=f"{problem.settings.title}: every date side by side",
        about=("Each meeting day and each body with meetings of its own; what sits in a meeting day is on its dates.",),
        columns=(
            Column("name", "Name", 44, CATEGORY),
            Column("sequence", "Number", 10, NUMBER),
            *(Column(f"option_{one.number}", one.name, 18, DATE) for one in options),
            Column("differs", "Differs", 10, ANSWER),
        ),
        rows=tuple(
            (name, number, *dates, len(set(dates)) > 1) for name, number, dates in rows_side_by_side(problem, options)
        ),
        frozen_columns=1,
    )


OPTION_TABLES: dict[str, Callable[[Problem, Sequence[Option]], DataSheet]] = {
    "options": _options,
    "for_and_against": _arguments,
    "dates": _dates,
}
"""The sheets in their order, by the name of the data frame that is made of each."""
