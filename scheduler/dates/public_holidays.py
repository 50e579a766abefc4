"""Public holidays of the four nations, and the years for which they are known."""

from datetime import date
from functools import lru_cache

import holidays

from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon

FIRST_KNOWN_DAY = date(1975, 1, 1)
"""New Year's Day became a bank holiday in England in 1974; the modern list is whole from 1975."""

LAST_KNOWN_DAY = date(2030, 12, 31)
"""Dates after this rest on an Act that proclamations amend too often to be planned on."""


def check_known(day: date) -> None:
    """Raise BeyondHorizon for a day whose public holidays are not known."""
    if not FIRST_KNOWN_DAY <= day <= LAST_KNOWN_DAY:
        message = f"public holidays are known from {long_date(FIRST_KNOWN_DAY)} to {long_date(LAST_KNOWN_DAY)}"
        raise BeyondHorizon(message)


@lru_cache(maxsize=256)
def _holidays_of_year(nation: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv=nation.removeprefix("GB-"), years=year))


def public_holiday(nation: str, day: date) -> str | None:
    """Return the name of the public holiday on the day, None if it is none.

    Parameters
    ----------
    nation : str
        `GB-ENG`, `GB-WLS`, `GB-SCT` or `GB-NIR`.

    Raises
    ------
    BeyondHorizon
        If the day lies outside the known years.

    """
    check_known(day)
    return _holidays_of_year(nation, day.year).get(day)
