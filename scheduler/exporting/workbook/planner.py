"""The year planner: one sheet of A3 to pin on the wall, a column for each month, like weekdays side by side."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, counted
from scheduler.exporting.naming import name_of_body
from scheduler.exporting.plain_text import on_one_line
from scheduler.exporting.workbook.measuring import width_of
from scheduler.exporting.workbook.planner_days import (
    AVOID,
    CLOSED,
    HOLIDAY,
    MEETING,
    MEETING_DAY,
    OUTSIDE,
    PLAIN,
    SATURDAY,
    WEEKEND,
    DayCell,
    PlannerDays,
)
from scheduler.exporting.workbook.planner_page import LABEL_PIXELS, NUMBER_PIXELS, Page, laid_out
from scheduler.exporting.workbook.styles import DEEP, INK, PAPER, Styles
from scheduler.exporting.workbook.writing import A3, fitted

Worksheet: TypeAlias = Any

MOST_MONTHS = 14
"""Months on one sheet; a longer calendar has more sheets, of twelve months each."""
MOST_CODES = 72
"""Bodies whose names are listed at the foot; more than that would leave no room for the year."""

_ALL = "#8497B0"
_LOOKS: dict[str, tuple[str, dict[str, object]]] = {
    MEETING_DAY: ("Meeting day", {"bg_color": DEEP, "font_color": PAPER, "bold": True}),
    MEETING: ("Meeting", {"bg_color": "#CFE2F3", "font_color": INK}),
    HOLIDAY: ("Public holiday", {"bg_color": "#F8CBAD", "font_color": INK}),
    CLOSED: ("Closed", {"bg_color": "#D0CECE", "font_color": INK}),
    AVOID: ("Better avoided", {"bg_color": "#FFF2CC", "font_color": INK, "italic": True}),
    WEEKEND: ("Weekend", {"bg_color": "#EDEDED", "font_color": INK}),
    PLAIN: ("", {"font_color": INK}),
    OUTSIDE: ("", {"font_color": "#767676"}),
}
_TITLE_POINTS, _ABOUT_POINTS, _HEADER_POINTS, _KEY_POINTS = 32.0, 16.0, 20.0, 14.0


@dataclass(frozen=True)
class Month:
    """A month of the planner."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The month with its year."""
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        first = date(self.year, self.number, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return tuple(first + timedelta(days=n) for n in range((following - first).days))


def months_by_sheet(problem: Problem) -> tuple[tuple[Month, ...], ...]:
    """Return the months of the calendar, as many as a sheet holds."""
    first, last = problem.settings.start_date, problem.settings.end_date
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    months = tuple(Month(number // 12, number % 12 + 1) for number in numbers)
    if len(months) <= MOST_MONTHS:
        return (months,)
    return tuple(months[n : n + 12] for n in range(0, len(months), 12))


class Planner:
    """One sheet of the year planner, written part by part."""

    def __init__(self, problem: Problem, plan: Plan, months: tuple[Month, ...], styles: Styles) -> None:
        self._problem, self._plan, self._months, self._styles = problem, plan, months, styles
        days = PlannerDays(problem, plan)
        self._cells = {
            (day.day - 1 + month.days[0].weekday(), index): (day, days.cell(day))
            for index, month in enumerate(months)
            for day in month.days
        }
        self._rows = 1 + max(row for row, _ in self._cells)
        self._mixed = days.mixed
        self._codes = self._names_of_codes()
        looks = [look for look in _LOOKS if _LOOKS[look][0]]
        self._legend = [looks[n : n + len(months)] for n in range(0, len(looks), len(months))]
        self._page = self._laid_out()

    def _names_of_codes(self) -> list[str]:
        shown = {day for day, _ in self._cells.values()}
        codes = sorted({meeting.body for meeting in self._plan.meetings if meeting.date in shown})
        if len(codes) > MOST_CODES:
            return ["The names behind the codes are in the sheet Meetings."]
        return [on_one_line(f"{code}: {name_of_body(self._problem, code)}") for code in codes]

    def _laid_out(self) -> Page:
        rows = [
            [self._cells[row, index][1].text for index in range(len(self._months)) if (row, index) in self._cells]
            for row in range(self._rows)
        ]
        key_rows = len(self._legend) + len(self._codes) // 3 + 2
        other = _TITLE_POINTS + _ABOUT_POINTS + _HEADER_POINTS + _KEY_POINTS * key_rows
        return laid_out(len(self._months), rows, lambda row: row % 7 >= SATURDAY, other)

    def write(self, sheet: Worksheet) -> None:
        """Write the planner and set it up to print on one sheet of A3."""
        self._write_head(sheet)
        for row in range(self._rows):
            self._write_days(sheet, row)
        last = self._write_key(sheet, 3 + self._rows)
        width = 2 * len(self._months) + 1
        sheet.freeze_panes(3, 1)
        sheet.hide_gridlines(2)
        sheet.set_zoom(80)
        sheet.set_paper(A3)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.3, right=0.3, top=0.3, bottom=0.3)
        sheet.set_header("", {"margin": 0.1})
        sheet.set_footer("", {"margin": 0.1})
        sheet.center_horizontally()
        sheet.center_vertically()
        sheet.print_area(0, 0, last, width)
        sheet.set_tab_color(DEEP)

    def _write_head(self, sheet: Worksheet) -> None:
        sheet.set_row(0, _TITLE_POINTS)
        sheet.set_row(1, _ABOUT_POINTS)
        sheet.set_row(2, _HEADER_POINTS)
        title = self._styles.look(font_size=22, bold=True, font_color=DEEP, valign="vcenter")
        about = self._styles.look(font_size=10, font_color=INK)
        heading = self._styles.look(
            font_size=11, bold=True, font_color=PAPER, bg_color=DEEP, valign="vcenter", border=1, border_color=DEEP
        )
        sheet.write_string(0, 0, fitted(on_one_line(self._plan.title)), title)
        sheet.write_string(1, 0, self._about(), about)
        last = 2 * len(self._months) + 1
        sheet.set_column_pixels(0, 0, LABEL_PIXELS)
        sheet.set_column_pixels(last, last, LABEL_PIXELS)
        sheet.write_blank(2, 0, None, heading)
        sheet.write_blank(2, last, None, heading)
        for index, month in enumerate(self._months):
            sheet.set_column_pixels(2 * index + 1, 2 * index + 1, NUMBER_PIXELS)
            sheet.set_column_pixels(2 * index + 2, 2 * index + 2, self._page.month_pixels)
            sheet.write_string(2, 2 * index + 1, month.name, heading)
            sheet.write_blank(2, 2 * index + 2, None, heading)

    def _about(self) -> str:
        live = self._plan.live
        states = {PROVISIONAL: "all provisional", CONFIRMED: "all confirmed"}
        state = "provisional ones marked (p)" if self._mixed else states.get(live[0].status if live else "", "")
        parts = [counted(len(live), "meeting")]
        if self._plan.occurrences:
            parts.append(counted(len(self._plan.occurrences), "meeting day"))
        sentence = " and ".join(parts) + (f", {state}" if state else "")
        return (
            f"{sentence}. Each line of a day is a start time and the bodies that begin then. "
            "A visual sheet: its data is in the sheets Meetings and Closed dates."
        )

    def _write_days(self, sheet: Worksheet, row: int) -> None:
        at = 3 + row
        weekday = row % 7
        edge = {"top": 2, "top_color": _ALL} if weekday == 0 else {}
        thin = weekday >= SATURDAY
        sheet.set_row(at, self._page.row_points[row])
        label = self._styles.look(
            font_size=9, bold=True, valign="top", font_color=INK, bg_color="#EDEDED" if thin else "#DDE3EC", **edge
        )
        for column in (0, 2 * len(self._months) + 1):
            sheet.write_string(at, column, WEEKDAY_NAMES[weekday][:3], label)
        for index in range(len(self._months)):
            found = self._cells.get((row, index))
            self._write_day(sheet, at, 2 * index + 1, found, edge)

    def _write_day(
        self, sheet: Worksheet, row: int, column: int, found: tuple[date, DayCell] | None, edge: dict[str, object]
    ) -> None:
        if found is None:
            return
        day, cell = found
        look = {
            "font_size": 9, "valign": "top", "text_wrap": True,
            "top": 1, "bottom": 1, "top_color": "#BFBFBF", "bottom_color": "#BFBFBF",
            **_LOOKS[cell.look][1], **edge,
        }  # fmt: skip
        number = self._styles.look(**{**look, "bold": True, "align": "left", "left": 1, "left_color": _ALL})
        text = self._styles.look(**{**look, "right": 1, "right_color": _ALL})
        sheet.write_number(row, column, day.day, number)
        if cell.text:
            sheet.write_string(row, column + 1, fitted(cell.text), text)
        else:
            sheet.write_blank(row, column + 1, None, text)

    def _write_key(self, sheet: Worksheet, row: int) -> int:
        """Write what the colours and the codes mean; return the last row."""
        sheet.set_row(row, _KEY_POINTS / 2)
        for looks in self._legend:
            row += 1
            sheet.set_row(row, _KEY_POINTS)
            for index, look in enumerate(looks):
                words, properties = _LOOKS[look]
                style = self._styles.look(font_size=9, valign="vcenter", **properties)
                sheet.write_string(row, 2 * index + 1, words, style)
                sheet.write_blank(row, 2 * index + 2, None, style)
        return self._write_codes(sheet, row + 1)

    def _write_codes(self, sheet: Worksheet, row: int) -> int:
        months = len(self._months)
        pixels = NUMBER_PIXELS + self._page.month_pixels
        longest = max((width_of(code) for code in self._codes), default=0.0) * 7.2
        span = min(months, max(1, -(-int(longest) // pixels)))
        across = max(1, months // span)
        style = self._styles.look(font_size=9, font_color=INK, valign="vcenter")
        depth = -(-len(self._codes) // across)
        for number, code in enumerate(self._codes):
            sheet.write_string(row + number % depth, 2 * span * (number // depth) + 1, fitted(code), style)
        for line in range(depth):
            sheet.set_row(row + line, _KEY_POINTS)
        return row + max(0, depth - 1)
