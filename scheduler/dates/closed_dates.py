"""Closed days: public holidays of the four nations, the years for which they are known, and days shut to a body."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from scheduler.dates.bank_holidays import OBSERVED, PROCLAIMED_BY, bank_holidays
from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.domain.titles import typed
from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon
from scheduler.languages import ENGLISH, phrase, said, writing

FIRST_KNOWN_DAY = date(1975, 1, 1)
"""New Year's Day became a bank holiday in England in 1974; the modern list is whole from 1975."""

LAST_KNOWN_DAY = date(2030, 12, 31)
"""Dates after this rest on an Act that proclamations amend too often to be planned on."""

POLLING_DAY = phrase("polling day")
"""Why nothing of any body is held on the day of an election."""


def edition_in_words(problem: Problem | None) -> str | None:
    """Say by when the public holidays of a calendar, or of any, were proclaimed; None where it ends before more are."""
    if problem is not None and problem.settings.end_date <= PROCLAIMED_BY:
        return None
    return f"Public holidays are known as proclaimed by {long_date(PROCLAIMED_BY)}; one proclaimed later is not."


KNOWN = f"public holidays are known from {long_date(FIRST_KNOWN_DAY)} to {long_date(LAST_KNOWN_DAY)}"


def is_known(day: date) -> bool:
    """Whether it is known if the day is a public holiday."""
    return FIRST_KNOWN_DAY <= day <= LAST_KNOWN_DAY


def check_known(day: date) -> None:
    """Raise BeyondHorizon for a day whose public holidays are not known."""
    if not is_known(day):
        raise BeyondHorizon(KNOWN)


@lru_cache(maxsize=256)
def _holidays_of_year(nation: str, year: int) -> dict[date, str]:
    return bank_holidays(nation, year)


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
    name = _holidays_of_year(nation, day.year).get(day)
    if name is None or writing() == ENGLISH:
        return name
    plain = name.removesuffix(OBSERVED)
    return said(plain) if plain == name else said("{holiday} (observed)", holiday=said(plain))


def closing_holiday(problem: Problem, day: date, tags: tuple[str, ...]) -> str | None:
    """Return the public holiday that closes the day to something known by these tags; None where a row re-opens it.

    One that is re-opened (many Scottish councils meet on theirs) is still no working day, and closed by whatever else.
    """
    holiday = public_holiday(problem.settings.holidays, day)
    if holiday is None or any(row.strength == "open" and row.concerns(day, tags) for row in problem.closed_dates):
        return None
    return holiday


def closures(problem: Problem, day: date, tags: tuple[str, ...]) -> Iterator[str]:
    """Yield every reason why nothing known by these tags may be held on the day.

    Tags are a body's `tags`, or a meeting day's code.
    """
    if not problem.settings.start_date <= day <= problem.settings.end_date:
        yield "outside the calendar's first and last day"
    else:
        holiday = closing_holiday(problem, day, tags)
        if holiday is not None:
            yield said("public holiday ({holiday})", holiday=holiday)
        if day in problem.polling_days:
            yield said(POLLING_DAY)
    for row in problem.closed_dates:
        if row.strength == "closed" and row.concerns(day, tags):
            yield typed(problem, row.reason)


def why_closed(problem: Problem, day: date, tags: tuple[str, ...]) -> str | None:
    """Return the first reason why nothing known by these tags may be held on the day, None if it may."""
    return next(closures(problem, day, tags), None)


def why_avoided(problem: Problem, day: date, tags: tuple[str, ...]) -> str | None:
    """Return why the day had better be avoided by something known by these tags, None if it need not."""
    rows = (row for row in problem.closed_dates if row.strength == "avoid" and row.concerns(day, tags))
    return next((typed(problem, row.reason) for row in rows), None)


def may_sit(problem: Problem, body: Body, day: date) -> bool:
    """Whether the day is one of the body's, by weekday, week of the month and month, and open to it."""
    return day in problem.days_kept_to(body) and why_closed(problem, day, body.tags) is None
