"""Moments by the council's clock: which day it is there, and how a moment is written for officers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.domain.wording import clock, long_date

LONDON = "Europe/London"
"""The time zone of councils in the United Kingdom: taken where no calendar says which is its own."""


def day_of(moment: datetime, timezone: str = LONDON) -> date:
    """Return the day of a moment; one without a time zone is by the council's clock already."""
    return (moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(timezone))).date()


def day_words(moment: str, timezone: str = LONDON) -> str:
    """Write the day of a moment in ISO form: `Thursday 19 November 2015`."""
    return long_date(day_of(datetime.fromisoformat(moment), timezone))


def moment_words(moment: str, timezone: str = LONDON) -> str:
    """Write a moment in ISO form: `Thursday 19 November 2015 at 18:30`."""
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone))
    return f"{long_date(local.date())} at {clock(60 * local.hour + local.minute)}"
