"""A year planner: days down and months across, or the other way round, with bodies in the cells; and a month by weeks.

A month may have several columns, for the weekday, the day and what is held. A day that stands in the cell itself counts
before one at the side.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.domain.found import FoundClosure, FoundMeeting, Source
from scheduler.domain.names import name_key
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES
from scheduler.reading.imports.days_and_times import Years, month_alone, years_in
from scheduler.reading.imports.gathering import Gathering, is_closure, named
from scheduler.reading.imports.month_headings import Keys, Month, View, header_row, months_across, years_of_months
from scheduler.reading.tables.days import weekday_named
from scheduler.reading.tables.texts import CellFault, Raw, text_of

LEAST_DAYS = 15
"""Days at the side of a planner by which it is told from other grids."""
LEAST_WEEKDAYS = 5
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_DAY_BEFORE = re.compile(
    r"(?:([A-Za-z]{1,9})\.?\s+)?([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:.]|\s*[ap]\.?m\b)(?:\s+|:\s*|$)"
)
_BOTH = re.compile(
    r"([A-Za-z]{1,9})\.?\s*([0-9]{1,2})(?:st|nd|rd|th)?|([0-9]{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{1,9})\.?"
)
_LETTERS = frozenset(("m", "t", "w", "th", "f", "s", "su", "sa", "tu", "mo", "we", "fr"))


def read_planner(view: View, keys: Keys, found: Gathering) -> bool:
    """Take every entry of a year planner; return whether a grid is one."""
    rows = view.rows
    at = header_row(rows)
    if at is None:
        return False
    months = months_across(rows[at])
    side = _side(rows[at + 1 :], min(months))
    in_cells = _in_cells(rows[at + 1 :], months)
    if side is None and not in_cells:
        return False
    beside = [text_of(value) for value in rows[at] if value != "" and month_alone(value) is None]
    above = [*beside, *(text_of(value) for row in reversed(rows[:at]) for value in row if value != "")]
    years = years_of_months(
        months, rows[max(0, at - 2) : at], [*above, view.grid.title, *view.grid.above, view.grid.file]
    )
    planner = _Planner(view, keys, found)
    blocks = _blocks(months, len(rows[at]))
    for number in range(at + 1, len(rows)):
        row = rows[number]
        for first, last in blocks:
            if first in years:
                planner.block(
                    number,
                    range(first, last),
                    (months[first][0], years[first]),
                    _number(row[side]) if side is not None else None,
                )
            elif any(row[column] != "" for column in range(first, last)):
                what = " ".join(text_of(row[column]) for column in range(first, last))
                found.leave(
                    f"{MONTH_NAMES[months[first][0] - 1]}: {what}",
                    "no year is given there, nor in a title",
                    view.source(number, first),
                )
    return True


def _side(rows: Sequence[Sequence[Raw]], before: int) -> int | None:
    """Return the column at the side that has the days of a month."""
    for column in range(before):
        if len({day for row in rows if (day := _number(row[column])) is not None}) >= LEAST_DAYS:
            return column
    return None


def _in_cells(rows: Sequence[Sequence[Raw]], months: Mapping[int, Month]) -> bool:
    """Whether the cells of a month say most of its days themselves."""
    first = min(months)
    last = min((column for column in months if column > first and months[column] != months[first]), default=first + 1)
    days = {day for row in rows for column in range(first, last) if (day := _first_number(row[column])) is not None}
    return len(days) >= LEAST_DAYS


def _number(value: Raw) -> int | None:
    match = _DAY.fullmatch(text_of(value).strip()) if isinstance(value, int | float | str) else None
    return int(match[1]) if match is not None and 1 <= int(match[1]) <= 31 else None  # noqa: PLR2004 - days of a month


def _weekday_and_day(text: str) -> tuple[int | None, int] | None:
    """Return the weekday and the day of a cell that has nothing else: `F 1`, `1 Fri`; a letter alone is no weekday."""
    match = _BOTH.fullmatch(text.strip())
    if match is None:
        return None
    word, day = match[1] or match[4], _number(match[2] or match[3])
    weekday = weekday_named(word)
    return None if day is None or (weekday is None and word.lower() not in _LETTERS) else (weekday, day)


def _first_number(value: Raw) -> int | None:
    match = _DAY_BEFORE.match(text_of(value).strip()) if isinstance(value, str) else None
    return _number(value) if match is None else _number(match[2])


def _blocks(months: Mapping[int, Month], width: int) -> list[tuple[int, int]]:
    """Return the first column of each month and the one after its last."""
    firsts = [column for column in sorted(months) if months.get(column - 1) != months[column]]
    return list(zip(firsts, [*firsts[1:], width], strict=True))


class _Planner:
    """Takes the entries of days."""

    def __init__(self, view: View, keys: Keys, found: Gathering) -> None:
        self.view, self.keys, self.found = view, keys, found

    def block(self, number: int, columns: range, month: tuple[int, int], day: int | None) -> None:
        """Take what a row has in the columns of a month."""
        texts: list[tuple[int, str]] = []
        weekday: int | None = None
        for column in columns:
            value = self.view.rows[number][column]
            if isinstance(value, CellFault):
                self.found.fault(MONTH_NAMES[month[0] - 1], value, self.view.source(number, column))
            elif (of_itself := _number(value)) is not None:
                day = of_itself
            elif isinstance(value, date):
                day = value.day
            elif isinstance(value, str) and (both := _weekday_and_day(value)) is not None:
                weekday, day = both
            elif isinstance(value, str) and (said := weekday_named(value.strip(" ."))) is not None:
                weekday = said
            elif isinstance(value, str) and value and value.strip(" .").lower() not in _LETTERS:
                texts.append((column, value))
        for column, text in texts:
            self.cell(text, month, day, weekday, self.view.source(number, column))

    def cell(self, text: str, month: tuple[int, int], day: int | None, weekday: int | None, source: Source) -> None:
        """Take the entries of a cell, one a line."""
        at = _DAY_BEFORE.match(text)
        if at is not None and (at[1] is None or weekday_named(at[1]) is not None or at[1].lower() in _LETTERS):
            day, text = _number(at[2]) or day, text[at.end() :]
            weekday = weekday_named(at[1]) if at[1] else weekday
        first, _, others = text.partition("\n")
        of_month = month_alone(first.strip())
        if of_month is not None:  # "1 June": the cell says its day in full
            if of_month[0] != month[0]:
                return
            text = others
        what = f"{MONTH_NAMES[month[0] - 1]} {month[1]}: {text}"
        if not name_key(text):
            return
        try:
            on = date(month[1], month[0], day or 0)
        except ValueError:
            self.found.leave(what, "no day of the month is read there", source)
            return
        if weekday is not None and weekday != on.weekday():
            self.found.leave(what, f"{on.isoformat()} is a {WEEKDAY_NAMES[on.weekday()]}", source)
            return
        for line in re.split(r"[\n;]|\s/\s", text):
            if name_key(line):
                self.entry(line, on, source)

    def entry(self, line: str, on: date, source: Source) -> None:
        """Take one entry of a day."""
        if is_closure(line):
            self.found.closures.append(FoundClosure(on, on, " ".join(line.split()), source))
            return
        name = named(line)
        meaning = self.keys.meanings.get(name.mark, "")
        start = name.start if name.start is not None else self.keys.start
        body = self.keys.meanings.get(name.body, name.body)
        marks = "; ".join(filter(None, (name.mark, meaning)))
        self.found.meeting(
            FoundMeeting(
                body,
                on,
                source,
                start,
                name.end,
                self.keys.place,
                name.title,
                name.words,
                cancelled=name.cancelled,
                mark=marks,
            )
        )


def read_weeks(view: View, keys: Keys, found: Gathering) -> bool:
    """Take the entries of months that stand week by week, weekdays across; return whether a grid is so."""
    rows = view.rows
    headers = [number for number, row in enumerate(rows) if len(_weekdays(row)) >= LEAST_WEEKDAYS]
    titles = [view.grid.title, *view.grid.above, view.grid.file]
    taken = False
    for begin, end in zip(headers, [*headers[1:], len(rows)], strict=False):
        above = [text_of(value) for row in reversed(rows[max(0, begin - 2) : begin]) for value in row if value != ""]
        month = _month_of([*above, *titles])
        if month is None:
            continue
        taken = True
        planner = _Planner(view, keys, found)
        for number in range(begin + 1, end):
            for column, weekday in _weekdays(rows[begin]).items():
                value = rows[number][column]
                if isinstance(value, str) and _first_number(value) is not None:
                    planner.cell(value, month, None, weekday, view.source(number, column))
    return taken


def _weekdays(row: Sequence[Raw]) -> dict[int, int]:
    found = {column: weekday_named(value.strip(" .")) for column, value in enumerate(row) if isinstance(value, str)}
    return {column: weekday for column, weekday in found.items() if weekday is not None}


def _month_of(titles: Sequence[str]) -> tuple[int, int] | None:
    month = next((month for text in titles if (month := month_alone(text)) is not None), None)
    if month is None:
        return None
    years = years_in(titles) if month[1] is None else Years(month[1], month[1])
    return None if years is None else (month[0], years.of(month[0]))
