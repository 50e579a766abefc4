"""Bank and public holidays of the four nations of the United Kingdom since 1975.

Source: Banking and Financial Dealings Act 1971 s.1 and Schedule 1, with the royal proclamations under it; St Andrew's
Day Bank Holiday (Scotland) Act 2007; Good Friday and Christmas Day at common law. A test holds them against the
package `holidays`, which has every country's and takes longer to load than a command takes to run.
"""

from calendar import MONDAY, SATURDAY
from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.languages import phrase

PROCLAIMED_BY = date(2026, 11, 29)
"""The edition of this list: it has every proclamation that was made by this day, and none later."""
ONE_DAY = timedelta(days=1)
OBSERVED = " (observed)"
"""Behind the name of a holiday, on the day on which it is kept instead."""
SCOTLAND, NORTHERN_IRELAND = "GB-SCT", "GB-NIR"

_MAY_DAY_ELSEWHERE = {1995: (5, 8), 2020: (5, 8)}
_SPRING_ELSEWHERE = {2002: (6, 4), 2012: (6, 4), 2022: (6, 2)}
"""Year -> month and day to which a proclamation moved it."""
_ONCE = {
    1977: ((6, 7, phrase("Silver Jubilee of Elizabeth II")),),
    1981: ((7, 29, phrase("Wedding of Charles and Diana")),),
    1999: ((12, 31, phrase("Millennium Celebrations")),),
    2002: ((6, 3, phrase("Golden Jubilee of Elizabeth II")),),
    2011: ((4, 29, phrase("Wedding of William and Catherine")),),
    2012: ((6, 5, phrase("Diamond Jubilee of Elizabeth II")),),
    2022: ((6, 3, phrase("Platinum Jubilee of Elizabeth II")), (9, 19, phrase("State Funeral of Queen Elizabeth II"))),
    2023: ((5, 8, phrase("Coronation of Charles III")),),
}
_ONCE_IN_SCOTLAND = {2026: ((6, 15, phrase("Scotland's participation in the FIFA World Cup final")),)}
_FIRST_MAY_DAY, _FIRST_SAINT_ANDREWS = 1978, 2007


def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """Return the bank and public holidays of a year by date, with the days on which those of a weekend are observed.

    Parameters
    ----------
    nation : str
        `GB-ENG`, `GB-WLS`, `GB-SCT` or `GB-NIR`.
    year : int
        1975 or later.

    """
    found = dict(sorted(_by_law(nation, year)))
    for day, name in list(found.items()):
        if day.weekday() >= SATURDAY:
            found[_next_working_day(day, found)] = f"{name}{OBSERVED}"
    return found


def _by_law(nation: str, year: int) -> Iterator[tuple[date, str]]:
    easter = easter_sunday(year)
    yield date(year, 1, 1), phrase("New Year's Day")
    yield easter - 2 * ONE_DAY, phrase("Good Friday")
    if year >= _FIRST_MAY_DAY:
        yield _elsewhere(_MAY_DAY_ELSEWHERE, year) or _monday(date(year, 5, 1)), phrase("May Day")
    yield _elsewhere(_SPRING_ELSEWHERE, year) or _monday(date(year, 5, 25)), phrase("Spring Bank Holiday")
    if nation == SCOTLAND:
        yield date(year, 1, 2), phrase("New Year Holiday")
        yield _monday(date(year, 8, 1)), phrase("Summer Bank Holiday")
        if year >= _FIRST_SAINT_ANDREWS:
            yield date(year, 11, 30), phrase("Saint Andrew's Day")
    else:
        yield easter + ONE_DAY, phrase("Easter Monday")
        yield _monday(date(year, 8, 25)), phrase("Late Summer Bank Holiday")
    if nation == NORTHERN_IRELAND:
        yield date(year, 3, 17), phrase("Saint Patrick's Day")
        yield date(year, 7, 12), phrase("Battle of the Boyne")
    yield date(year, 12, 25), phrase("Christmas Day")
    yield date(year, 12, 26), phrase("Boxing Day")
    for month, day, name in (*_ONCE.get(year, ()), *(_ONCE_IN_SCOTLAND.get(year, ()) if nation == SCOTLAND else ())):
        yield date(year, month, day), name


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (the anonymous algorithm of Nature 13, 1876, p. 487)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - shift + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _elsewhere(moved: dict[int, tuple[int, int]], year: int) -> date | None:
    return date(year, *moved[year]) if year in moved else None


def _monday(day: date) -> date:
    """Return the first Monday on or after a day."""
    return day + (MONDAY - day.weekday()) % 7 * ONE_DAY


def _next_working_day(day: date, holidays: dict[date, str]) -> date:
    while day.weekday() >= SATURDAY or day in holidays:
        day += ONE_DAY
    return day
