import holidays
import pytest
from builders import council, day

from scheduler.dates.bank_holidays import bank_holidays
from scheduler.dates.closed_dates import FIRST_KNOWN_DAY, LAST_KNOWN_DAY, check_known, edition_in_words, public_holiday
from scheduler.errors import BeyondHorizon


@pytest.mark.parametrize(
    ("nation", "on", "name"),
    [
        ("GB-ENG", "2015-12-25", "Christmas Day"),
        ("GB-ENG", "2015-12-24", None),
        ("GB-ENG", "2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("GB-SCT", "2015-11-30", "Saint Andrew's Day"),
        ("GB-NIR", "2016-03-17", "Saint Patrick's Day"),
        ("GB-NIR", "2011-07-12", "Battle of the Boyne"),
        ("GB-ENG", "2011-07-12", None),
        ("GB-WLS", "2016-05-02", "May Day"),
    ],
)
def test_public_holiday_of_a_nation(nation: str, on: str, name: str | None) -> None:
    assert public_holiday(nation, day(on)) == name


@pytest.mark.parametrize(
    ("year", "holidays"),
    [
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_public_holiday_of_england_as_published(year: int, holidays: str) -> None:
    weekdays = {day(f"{year}-{on}") for on in holidays.split()}
    first, last = day(f"{year}-01-01").toordinal(), day(f"{year}-12-31").toordinal()
    days = [day(f"{year}-01-01").fromordinal(number) for number in range(first, last + 1)]
    assert {on for on in days if on.weekday() < 5 and public_holiday("GB-ENG", on)} == weekdays


@pytest.mark.parametrize("on", ["1975-01-01", "2015-11-19", "2030-12-31"])
def test_check_known_of_a_known_day_passes(on: str) -> None:
    check_known(day(on))


@pytest.mark.parametrize("on", ["1974-12-31", "2031-01-01", "0001-01-01", "9999-12-31"])
def test_check_known_of_an_unknown_day_raises(on: str) -> None:
    with pytest.raises(BeyondHorizon) as raised:
        check_known(day(on))
    words = "public holidays are known from Wednesday 1 January 1975 to Tuesday 31 December 2030"
    assert str(raised.value) == words


@pytest.mark.parametrize("nation", ["ENG", "WLS", "SCT", "NIR"])
def test_the_holidays_of_every_known_year_are_those_of_an_independent_package(nation: str) -> None:
    for year in range(FIRST_KNOWN_DAY.year, LAST_KNOWN_DAY.year + 1):
        ours = bank_holidays(f"GB-{nation}", year)
        theirs = dict(holidays.country_holidays("GB", subdiv=nation, years=year))
        if nation == "SCT" and year == 2006:
            del theirs[day("2006-11-30")]  # the Act on Saint Andrew's Day is of January 2007
        if nation == "SCT" and day(f"{year}-01-01").weekday() == 6:  # then it is observed on the 3rd, not on the 2nd
            for on, name in (("02", "New Year Holiday"), ("03", "New Year's Day (observed)")):
                theirs[day(f"{year}-01-{on}")] = name
        assert ours == theirs


@pytest.mark.parametrize(
    ("nation", "on", "name"),
    [
        ("GB-SCT", "2026-06-15", "Scotland's participation in the FIFA World Cup final"),
        ("GB-ENG", "2026-06-15", None),
        ("GB-SCT", "2026-11-30", "Saint Andrew's Day"),
        ("GB-ENG", "2020-05-08", "May Day"),
        ("GB-ENG", "2022-06-02", "Spring Bank Holiday"),
        ("GB-ENG", "2022-06-03", "Platinum Jubilee of Elizabeth II"),
        ("GB-NIR", "2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("GB-WLS", "2023-05-08", "Coronation of Charles III"),
    ],
)
def test_what_is_proclaimed_once_is_known(nation: str, on: str, name: str | None) -> None:
    assert public_holiday(nation, day(on)) == name


@pytest.mark.parametrize(("end", "told"), [("2026-11-29", False), ("2026-11-30", True), ("2028-04-30", True)])
def test_the_edition_is_told_where_more_may_yet_be_proclaimed_in_the_calendar(end: str, *, told: bool) -> None:
    words = "Public holidays are known as proclaimed by Sunday 29 November 2026; one proclaimed later is not."
    problem = council(start_date="2026-05-01", end_date=end)
    assert edition_in_words(problem) == (words if told else None)


def test_public_holiday_of_an_unknown_day_raises() -> None:
    with pytest.raises(BeyondHorizon):
        public_holiday("GB-ENG", day("2031-01-01"))


def test_public_holidays_are_known_for_whole_years() -> None:
    assert (day("1975-01-01"), day("2030-12-31")) == (FIRST_KNOWN_DAY, LAST_KNOWN_DAY)
