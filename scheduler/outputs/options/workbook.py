"""The workbook of the comparison: the options in one table, what speaks for and against them, and every date."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from scheduler.domain.options import Option, day_words, rows_side_by_side
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, short_date
from scheduler.outputs.plain_text import on_one_line
from scheduler.outputs.workbook import LONGEST_PROPERTY, book_options
from scheduler.outputs.workbook.data_sheet import DATE, DIFFERENCE, NUMBER, Column, DataSheet, Row
from scheduler.outputs.workbook.writing import Styles, write_data_sheet

MOST_PEOPLE = 5


def options_workbook(problem: Problem, options: Sequence[Option]) -> bytes:
    """Return the workbook as bytes, the same for the same calendars."""
    buffer = BytesIO()
    title = problem.settings.title
    with xlsxwriter.Workbook(buffer, book_options()) as book:
        named = on_one_line(f"{title}: calendars to choose from")[:LONGEST_PROPERTY]
        written = dt.datetime.combine(problem.settings.start_date, dt.time())
        book.set_properties({"title": named, "comments": "Written by meeting-day.", "created": written})
        styles = Styles(book)
        for sheet in (_options(title, options), _arguments(title, options), _dates(title, problem, options)):
            write_data_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return buffer.getvalue()


def _options(title: str, options: Sequence[Option]) -> DataSheet:
    measured = [
        Column(heading, max(11, max(map(len, heading.split())) + 4), kind)
        for price in options[0].prices
        for heading, kind in ((price.title, NUMBER), (f"{price.title}: difference", DIFFERENCE))
    ]
    return DataSheet(
        name="Options",
        title=f"{title}: calendars to choose from",
        about=(
            "Each row is a calendar that keeps every rule; option 1 is the best that was found.",
            "Points count wishes not granted, the most important on the left: fewer are better.",
            "A difference is from option 1: below nought is better than that, above nought is worse.",
        ),
        columns=(
            Column("Option", 10),
            Column("Meeting days", 26),
            Column("Meetings", 11, NUMBER),
            *measured,
            Column("On another date than in option 1", 17, NUMBER),
            Column("Who sends apologies", 40),
            Column("Weekdays", 24),
            Column("Days to avoid", 40),
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
        None if option.number == 1 else option.differing,
        "\n".join(people),
        option.pattern.replace(", ", "\n"),
        "\n".join(f"{reason}: {counted(number, 'meeting')}" for reason, number in option.avoided),
    )


def _arguments(title: str, options: Sequence[Option]) -> DataSheet:
    rows = [
        (option.name, side, sentence)
        for option in options
        for side, sentences in (("For", option.in_favour), ("Against", option.against))
        for sentence in sentences
    ]
    return DataSheet(
        name="For and against",
        title=f"{title}: for and against each calendar",
        about=("What is better, and what is worse, in each calendar than in the others.",),
        columns=(Column("Option", 10), Column("Side", 10), Column("Why", 90)),
        rows=tuple(rows),
        nothing="The calendars are as good as each other in everything that is counted.",
    )


def _dates(title: str, problem: Problem, options: Sequence[Option]) -> DataSheet:
    return DataSheet(
        name="Every date",
        title=f"{title}: every date side by side",
        about=("Each meeting day and each body with meetings of its own; what sits in a meeting day is on its dates.",),
        columns=(
            Column("Name", 44),
            Column("Number", 10, NUMBER),
            *(Column(one.name, 18, DATE) for one in options),
            Column("Differs", 10),
        ),
        rows=tuple(
            (name, number, *dates, "Yes" if len(set(dates)) > 1 else "No")
            for name, number, dates in rows_side_by_side(problem, options)
        ),
        frozen_columns=1,
    )
