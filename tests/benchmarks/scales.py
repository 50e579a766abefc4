"""From numbers to places along an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

ROUND = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high` (numbers) that runs from `start` to `end` (pixels), with its ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Return where a number lies; what is off the axis lies at its end."""
        value = min(max(value, self.low), self.high)
        low, high = (log10(self.low), log10(self.high)) if self.logarithmic else (self.low, self.high)
        share = ((log10(value) if self.logarithmic else value) - low) / (high - low)
        return self.start + share * (self.end - self.start)


def along(values: Sequence[float], start: float, end: float) -> Scale:
    """Return a logarithmic axis a little longer than the values, with a tick at each of them."""
    return Scale(min(values) / 1.3, max(values) * 1.3, start, end, tuple(sorted(set(values))), logarithmic=True)


def of_times(values: Sequence[float], start: float, end: float) -> Scale:
    """Return a logarithmic axis of whole powers of ten around the values."""
    seen = [max(value, 0.001) for value in values] or [1]
    low, high = floor(log10(min(seen))), ceil(log10(max(seen)))
    high = max(high, low + 1)
    return Scale(10**low, 10**high, start, end, tuple(10**power for power in range(low, high + 1)), logarithmic=True)


def of_shares(values: Sequence[float], start: float, end: float) -> Scale:
    """Return an axis of per cent from nothing to a round number above the values."""
    high = next((top for top in ROUND if top >= max(values, default=0)), ROUND[-1])
    return Scale(0, high, start, end, tuple(high * quarter / 4 for quarter in range(5)))
