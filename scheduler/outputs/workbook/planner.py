"""The year planner: one sheet of A3 to pin on the wall, a column for each month, like weekdays side by side."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, TypeAlias

from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import A_WEEK, counted, listed, short_weekday
from scheduler.languages import phrase, said
from scheduler.outputs.colours import groups
from scheduler.outputs.letters import BOLD, width_of
from scheduler.outputs.naming import firmness, on_one_line, whole_title
from scheduler.outputs.workbook.planner_days import (
    FILLS,
    HAIRLINE,
    LEGEND,
    RULE,
    SATURDAY,
    WEEKDAY_FILL,
    WEEKEND_FILL,
    DayCell,
    Month,
    PlannerDays,
    Properties,
    unbroken,
)
from scheduler.outputs.workbook.writing import A3, DEEP, INK, PAPER, WARNING, Styles, fitted

Worksheet: TypeAlias = Any
Format: TypeAlias = Any

FIRST_ROW = 3
"""Of the days, below title, sentence and months."""
MOST_CODES = 72
"""Bodies whose names are listed at the foot; more than that would leave no room for the year."""

_KEY_DIGIT_PIXELS = 7.4
"""Of a digit in Arial 9, and a little to spare."""
_TITLE_POINTS, _ABOUT_POINTS, _MONTH_POINTS, _KEY_POINTS = 32.0, 16.0, 20.0, 14.0
_STATES = {PROVISIONAL: phrase(", all provisional"), CONFIRMED: phrase(", all confirmed")}

_SWATCH = "\N{BLACK SQUARE}"
"""In the colour of a body or a classification, beside its code or its name."""
WIDTH_TO_HEIGHT = 405 / 282
"""Of A3 on its side, within the margins."""
LABEL_PIXELS, NUMBER_PIXELS = 40, 24
NARROWEST, WIDEST = 110, 900
WIDENING = 32
"""A month is widened by this part of itself until everything fits."""
LINE_POINTS, PADDING_POINTS = 11.6, 2.4
LEAST_LINES = 2
"""Lines of a weekday, so that most reasons are seen whole and the weeks look alike."""
_PIXELS_TO_POINTS = 0.75
_DIGIT_PIXELS = 6.7
"""Of a digit in Arial 9."""
_ROUNDING = 0.01
_SAFETY = 0.93
"""Part of a line that is counted on: no two programs measure letters alike."""

_DAY_LOOK: Properties = {
    "font_size": 9, "valign": "top", "text_wrap": True,
    "top": 1, "bottom": 1, "top_color": HAIRLINE, "bottom_color": HAIRLINE,
}  # fmt: skip
_MONDAY_LOOK: Properties = {"top": 2, "top_color": RULE}
_LEFT_LOOK: Properties = {"bold": True, "align": "left", "left": 1, "left_color": RULE}
_RIGHT_LOOK: Properties = {"right": 1, "right_color": RULE}
_TITLE_LOOK: Properties = {"font_size": 22, "bold": True, "font_color": DEEP, "valign": "vcenter"}
_ABOUT_LOOK: Properties = {"font_size": 10, "font_color": INK}
_FIRM_LOOK: Properties = {"font_size": 12, "bold": True, "font_color": WARNING}
_MONTH_LOOK: Properties = {
    "font_size": 11, "bold": True, "font_color": PAPER, "bg_color": DEEP, "valign": "vcenter",
}  # fmt: skip
_LABEL_LOOK: Properties = {"font_size": 9, "bold": True, "valign": "top", "font_color": INK}
_KEY_LOOK: Properties = {"font_size": 9, "font_color": INK, "valign": "vcenter"}


@dataclass(frozen=True)
class Page:
    """How wide each month is and how high each row of days."""

    month_pixels: int
    """The part of a month's column that holds text."""
    row_points: tuple[float, ...]

    def lines_in(self, row: int) -> int:
        """How many lines of text a row holds."""
        return int((self.row_points[row] - PADDING_POINTS) / LINE_POINTS + _ROUNDING)

    @property
    def digits(self) -> float:
        """The width of a line of text in a day, in digits."""
        return _digits(self.month_pixels)


def laid_out(
    months: int,
    rows: Sequence[Sequence[DayCell]],
    thin: Callable[[int], bool],
    others: Callable[[int], float],
    longest_word: float = 0.0,
) -> Page:
    """Return the proportions with which everything fits and the page is full.

    Parameters
    ----------
    months : int
        How many months stand side by side.
    rows : sequence of sequence of DayCell
        The days, row by row.
    thin : callable
        Whether a row (by number) is a weekend's, and so as low as what it says allows.
    others : callable
        The height in points of what stands above and below the days, by the pixels of a month.
    longest_word : float, optional
        The width in digits of the longest word that is not to be broken.

    """
    pixels = min(max(NARROWEST, ceil(longest_word * _DIGIT_PIXELS / _SAFETY + NUMBER_PIXELS / 4)), WIDEST)
    while True:
        digits = _digits(pixels)
        needed = [
            max(_height(row, digits), _points(1 if thin(number) else LEAST_LINES)) for number, row in enumerate(rows)
        ]
        total = (2 * LABEL_PIXELS + months * (NUMBER_PIXELS + pixels)) * _PIXELS_TO_POINTS
        room = total / WIDTH_TO_HEIGHT - others(pixels)
        if sum(needed) <= room or pixels >= WIDEST:
            return Page(pixels, _filled(needed, room, thin))
        pixels += pixels // WIDENING


def _digits(pixels: float) -> float:
    return (pixels - NUMBER_PIXELS / 4) / _DIGIT_PIXELS * _SAFETY


def _height(row: Sequence[DayCell], digits: float) -> float:
    return _points(max((cell.lines_needed(digits) for cell in row), default=1))


def _points(lines: int) -> float:
    return lines * LINE_POINTS + PADDING_POINTS


def _filled(needed: Sequence[float], room: float, thin: Callable[[int], bool]) -> tuple[float, ...]:
    """Raise the lowest rows, weekends left alone, until the room is filled."""
    low, high = 0.0, max(room, 0.0)
    for _ in range(40):
        level = (low + high) / 2
        total = sum(height if thin(number) else max(height, level) for number, height in enumerate(needed))
        low, high = (level, high) if total <= room else (low, level)
    return tuple(height if thin(number) else max(height, low) for number, height in enumerate(needed))


class Planner:
    """One sheet of the year planner.

    Parameters
    ----------
    problem, plan : Problem, Plan
        What it shows.
    months : tuple of Month
        Those of this sheet.
    styles : Styles
        Of the workbook.
    data : str
        The sheets where the same stands as data, in words.

    """

    def __init__(self, problem: Problem, plan: Plan, months: tuple[Month, ...], styles: Styles, data: str) -> None:
        self._problem, self._plan, self._months, self._styles = problem, plan, months, styles
        self._data = data
        days = PlannerDays(problem, plan)
        self._groups = groups(problem, plan)
        self._colours = {unbroken(body): group.colour for group in self._groups for body in group.bodies}
        longest_first = sorted(self._colours, key=lambda code: (-len(code), code))
        self._codes_in_text = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
        self._mixed = days.mixed
        self._cells = {
            (month.days[0].weekday() + day.day - 1, index): (day, days.cell(day))
            for index, month in enumerate(months)
            for day in month.days
        }
        self._rows = 1 + max(row for row, _ in self._cells)
        self._last_column = 2 * len(months) + 1
        looks = {cell.look for _, cell in self._cells.values()}
        legend = [row for row in LEGEND.items() if row[0] in looks]
        self._legend = [legend[start : start + len(months)] for start in range(0, len(legend), len(months))]
        self._key = self._key_of_codes()
        self._page = laid_out(
            len(months),
            [[cell for (at, _), (_, cell) in self._cells.items() if at == row] for row in range(self._rows)],
            lambda row: row % 7 >= SATURDAY,
            self._other_points,
            max(map(width_of, self._colours), default=0.0) * BOLD + width_of(" *,"),
        )

    def write(self, sheet: Worksheet) -> None:
        """Write the planner and set it up to print on one sheet of A3."""
        self._write_head(sheet)
        for row in range(self._rows):
            self._write_row(sheet, row)
        last = self._write_key(sheet, FIRST_ROW + self._rows)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.hide_gridlines(2)
        sheet.set_zoom(80)
        sheet.set_paper(A3)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.3, right=0.3, top=0.3, bottom=0.3)
        sheet.center_horizontally()
        sheet.center_vertically()
        sheet.print_area(0, 0, last, self._last_column)
        sheet.set_tab_color(DEEP)

    def _write_head(self, sheet: Worksheet) -> None:
        for row, points in enumerate((_TITLE_POINTS, _ABOUT_POINTS, _MONTH_POINTS)):
            sheet.set_row(row, points)
        sheet.write_string(0, 0, fitted(whole_title(self._problem, self._plan)), self._styles.look(**_TITLE_LOOK))
        about, firm = self._styles.look(**_ABOUT_LOOK), self._styles.look(**_FIRM_LOOK)
        self._write_rich(sheet, 1, 0, [(firm, firmness(self._plan)), (about, self._about())], about)
        month_look = self._styles.look(**_MONTH_LOOK)
        for column in (0, self._last_column):
            sheet.set_column_pixels(column, column, LABEL_PIXELS)
            sheet.write_blank(2, column, None, month_look)
        for index, month in enumerate(self._months):
            number, text = 2 * index + 1, 2 * index + 2
            sheet.set_column_pixels(number, number, NUMBER_PIXELS)
            sheet.set_column_pixels(text, text, self._page.month_pixels)
            sheet.write_string(2, number, month.name, month_look)
            sheet.write_blank(2, text, None, month_look)

    def _about(self) -> str:
        live = self._plan.live
        days = [counted(len(self._plan.occurrences), "meeting day")] if self._plan.occurrences else []
        held = listed([counted(len(live), "meeting"), *days])
        if live:
            held += said(", provisional ones marked *") if self._mixed else said(_STATES[live[0].status])
        firm = ". " if firmness(self._plan) else ""
        return (
            f"{firm}{held}. {said('Each line of a day is a start time and the bodies that begin then.')} "
            f"{said('This is a visual sheet: its data is in {sheets}.', sheets=self._data)}"
        )

    def _write_row(self, sheet: Worksheet, row: int) -> None:
        """Write one line of days, the same weekday in every month."""
        at, weekday = FIRST_ROW + row, row % 7
        edge = _MONDAY_LOOK if weekday == 0 else {}
        fill = WEEKEND_FILL if weekday >= SATURDAY else WEEKDAY_FILL
        sheet.set_row(at, self._page.row_points[row])
        label = self._styles.look(**{**_LABEL_LOOK, "bg_color": fill, **edge})
        for column in (0, self._last_column):
            sheet.write_string(at, column, short_weekday(A_WEEK[weekday]), label)
        for index in range(len(self._months)):
            if (row, index) in self._cells:
                day, cell = self._cells[row, index]
                self._write_day(sheet, row, 2 * index + 1, day, cell, edge)

    def _write_day(self, sheet: Worksheet, row: int, column: int, day: date, cell: DayCell, edge: Properties) -> None:
        at, fill = FIRST_ROW + row, FILLS[cell.look]
        held = "\n".join(cell.held_lines(self._page.digits))
        notes = "\n".join(cell.note_lines(self._page.digits, self._page.lines_in(row)))
        around = {**_DAY_LOOK, **fill, **edge}
        text = self._styles.look(**{**around, **_RIGHT_LOOK, "bold": bool(held)})
        sheet.write_number(at, column, day.day, self._styles.look(**{**around, **_LEFT_LOOK}))
        plain = self._styles.look(font_size=9, font_color=fill["font_color"], italic=True)
        parts = [*self._coloured(held), (plain, "\n" if held and notes else ""), (plain, notes)]
        self._write_rich(sheet, at, column + 1, parts, text)

    def _coloured(self, text: str) -> Iterator[tuple[Format, str]]:
        """Yield the parts of what is held, each code in the colour of its body."""
        for number, part in enumerate(self._codes_in_text.split(text) if self._colours else [text]):
            yield self._styles.look(font_size=9, bold=True, font_color=self._colours[part] if number % 2 else INK), part

    def _write_rich(
        self, sheet: Worksheet, row: int, column: int, parts: Sequence[tuple[Format, str]], look: Format
    ) -> None:
        """Write a cell of several looks; one look is the cell's own."""
        written = [(form, fitted(text)) for form, text in parts if text]
        if len(written) > 1:
            sheet.write_rich_string(row, column, *(one for part in written for one in part), look)
        elif written:
            sheet.write_string(row, column, written[0][1], look)
        else:
            sheet.write_blank(row, column, None, look)

    def _write_key(self, sheet: Worksheet, row: int) -> int:
        """Write what the colours and the codes mean; return the last row."""
        sheet.set_row(row, _KEY_POINTS / 2)
        for entries in self._legend:
            row += 1
            sheet.set_row(row, _KEY_POINTS)
            for index, (look, words) in enumerate(entries):
                style = self._styles.look(**{**_KEY_LOOK, **FILLS[look]})
                sheet.write_string(row, 2 * index + 1, said(words), style)
                sheet.write_blank(row, 2 * index + 2, None, style)
        span, depth = self._columns_of_codes(self._page.month_pixels)
        plain = self._styles.look(**_KEY_LOOK)
        for number, (strong, rest, colour) in enumerate(self._key):
            look = self._styles.look(font_size=9, bold=True, font_color=colour)
            at, column = row + 1 + number % depth, 2 * span * (number // depth) + 1
            self._write_rich(sheet, at, column, [(look, strong), (plain, rest or " ")], plain)
        for line in range(depth):
            sheet.set_row(row + 1 + line, _KEY_POINTS)
        return row + depth

    def _key_of_codes(self) -> list[tuple[str, str, str]]:
        """Return what each code and colour means: what stands there in the colour, what follows, and the colour."""
        shown = {day for day, _ in self._cells.values()}
        held = {meeting.body for meeting in self._plan.meetings if meeting.date in shown}
        found: list[tuple[str, str, str]] = []
        for group in self._groups:
            codes = [code for code in group.bodies if code in held]
            if codes and not group.of_one(self._problem):
                found.append((f"{_SWATCH} {on_one_line(group.title)}", "", group.colour))
            swatch = f"{_SWATCH} " if group.of_one(self._problem) else ""
            found += [
                (f"{swatch}{on_one_line(code)}", f": {on_one_line(body_title(self._problem, code))}", group.colour)
                for code in codes
            ]
        if len(held) > MOST_CODES:
            titles = [row for row in found if not row[1]]
            return [*titles, ("", said("The names behind the codes are in {sheets}.", sheets=self._data), INK)]
        return found

    def _other_points(self, month_pixels: int) -> float:
        """Return the height of all that stands above and below the days."""
        depth = self._columns_of_codes(month_pixels)[1]
        return _TITLE_POINTS + _ABOUT_POINTS + _MONTH_POINTS + _KEY_POINTS * (len(self._legend) + depth + 0.5)

    def _columns_of_codes(self, month_pixels: int) -> tuple[int, int]:
        """Return how many months wide a column of codes is, and how many rows they take."""
        longest = max((width_of(strong + rest) for strong, rest, _ in self._key), default=1.0) * _KEY_DIGIT_PIXELS
        span = min(len(self._months), ceil(longest / (NUMBER_PIXELS + month_pixels)))
        return span, ceil(len(self._key) / (len(self._months) // span))
