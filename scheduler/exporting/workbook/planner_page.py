"""The proportions of the year planner: columns wide enough and rows high enough to fill one sheet of A3."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scheduler.exporting.workbook.measuring import wrapped

WIDTH_TO_HEIGHT = 405 / 282
"""Of A3 on its side, within the margins."""
LABEL_PIXELS, NUMBER_PIXELS = 40, 24
NARROWEST, WIDEST, WIDENING = 110, 900, 1.08
LINE_POINTS, PADDING_POINTS = 11.8, 3.0
_PIXELS_TO_POINTS = 0.75
_DIGIT_PIXELS = 6.7
"""Of a digit in Arial 9."""
_SAFETY = 0.93
"""Part of a line that is counted on: no two programs measure letters alike."""


@dataclass(frozen=True)
class Page:
    """How wide each month is and how high each row of days."""

    month_pixels: int
    """The part of a month's column that holds text."""
    row_points: tuple[float, ...]

    @property
    def digits(self) -> float:
        """The width of a line of text in a day, in digits."""
        return _digits(self.month_pixels)


def laid_out(months: int, rows: Sequence[Sequence[str]], thin: Callable[[int], bool], other_points: float) -> Page:
    """Return the proportions with which everything fits and the page is full.

    Parameters
    ----------
    months : int
        How many months stand side by side.
    rows : sequence of sequence of str
        What the days say, row by row.
    thin : callable
        Whether a row (by number) is a weekend's, and so as low as what it says allows.
    other_points : float
        The height of what stands above and below the days.

    """
    pixels = float(NARROWEST)
    while True:
        needed = [_height(row, _digits(pixels)) for row in rows]
        total = (2 * LABEL_PIXELS + months * (NUMBER_PIXELS + pixels)) * _PIXELS_TO_POINTS
        room = total / WIDTH_TO_HEIGHT - other_points
        if sum(needed) <= room or pixels >= WIDEST:
            return Page(int(pixels), _filled(needed, room, thin))
        pixels *= WIDENING


def _digits(pixels: float) -> float:
    return (pixels - NUMBER_PIXELS / 4) / _DIGIT_PIXELS * _SAFETY


def _height(row: Sequence[str], digits: float) -> float:
    lines = max((len(wrapped(text, digits)) for text in row if text), default=1)
    return max(lines, 1) * LINE_POINTS + PADDING_POINTS


def _filled(needed: Sequence[float], room: float, thin: Callable[[int], bool]) -> tuple[float, ...]:
    """Raise the lowest rows, weekends left alone, until the room is filled."""
    low, high = 0.0, max(room, 0.0)
    for _ in range(40):
        level = (low + high) / 2
        total = sum(height if thin(number) else max(height, level) for number, height in enumerate(needed))
        low, high = (level, high) if total <= room else (low, level)
    return tuple(height if thin(number) else max(height, low) for number, height in enumerate(needed))
