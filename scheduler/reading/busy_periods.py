"""The busy time found in a calendar file so far: each period once, in the calendar's own local time."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from scheduler.reading.busy_lines import EXPORT_LESS
from scheduler.reading.busy_moments import later, moved
from scheduler.reading.busy_repeats import Budget
from scheduler.reading.guards import Unreadable

MOST_PERIODS = 5_000
MOST_DAYS = 30_000
"""Days of all periods together: whoever is away for weeks, some hundreds of times."""
Period = tuple[datetime, datetime]


class Periods:
    """Gathers periods, and refuses a file that has far too many."""

    def __init__(self, name: str, window: Period, home: ZoneInfo) -> None:
        self.name, self.window, self.home = name, window, home
        self.budget = Budget()
        self.found: set[Period] = set()
        self.days = 0

    def add(self, local: datetime, zone: tzinfo | None, length: timedelta) -> None:
        """Add a period that begins at a local time of its zone, if it has a length and any of it is of interest."""
        here = zone or self.home
        begin, end = moved(local, here, self.home), moved(later(local, length), here, self.home)
        if length > timedelta() and end <= begin:  # the clock was put back within it
            end = later(begin, length)
        first, last = self.window
        if not begin < end or begin >= last or end <= first or (begin, end) in self.found:
            return
        self.found.add((begin, end))
        self.days += (min(end, last) - max(begin, first)).days + 1
        if len(self.found) > MOST_PERIODS or self.days > MOST_DAYS:
            message = f"{self.name} has more than {MOST_PERIODS:,} events, or events on more than {MOST_DAYS:,} days"
            raise Unreadable(message, EXPORT_LESS)
