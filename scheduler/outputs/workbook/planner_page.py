"""The proportions of the year planner: columns wide enough and rows high enough to fill one sheet of A3."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scheduler.outputs.workbook.planner_days import DayCell

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
    months: int, rows: Sequence[Sequence[DayCell]], thin: Callable[[int], bool], others: Callable[[int], float]
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

    """
    pixels = NARROWEST
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
