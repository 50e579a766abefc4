"""Small councils for the tests of the law."""

from datetime import date

from scheduler.domain.calendar import Settings
from scheduler.domain.problem import Problem


def council(*, start=date(2026, 9, 1), end=date(2027, 7, 31), problem=None, **settings):
    """Return a council's problem; settings by name, tables in `problem`."""
    made = Settings(title="A council's year", start_date=start, end_date=end, authority="A council", **settings)
    return Problem(settings=made, **(problem or {}))
