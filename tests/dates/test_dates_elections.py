"""Elections held against dates that were published, and against the package that knows their timetables."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from builders import body, council, day
from uk_election_timetables.calendars import Country
from uk_election_timetables.elections.local import LocalElection

from scheduler.dates.bank_holidays import easter_sunday
from scheduler.dates.clear_days import clear_working_days, is_working_day
from scheduler.dates.elections import DECIDING, notice_of_election, pre_election_periods, why_sensitive
from scheduler.domain.municipal_year import Window, is_ordinary, ordinary_elections, retirement
from scheduler.errors import BeyondHorizon

NATIONS = {
    "GB-ENG": Country.ENGLAND,
    "GB-WLS": Country.WALES,
    "GB-SCT": Country.SCOTLAND,
    "GB-NIR": Country.NORTHERN_IRELAND,
}
PUBLISHED = list(
    csv.DictReader((Path(__file__).parent / "published_nominations.csv").read_text(encoding="utf-8").splitlines())
)
"""When 1,014 statements of persons nominated were published, from 2015 to 2017: facts that Democracy Club collected."""

A_WEEK = dt.timedelta(days=7)


def test_a_thousand_statements_were_published_when_these_working_days_say() -> None:
    """On the day by law, or on the working day after; those of London one or two working days early."""
    found: Counter[int] = Counter()
    for row in PUBLISHED:
        problem = council(holidays=row["nation"])
        days = 1 + clear_working_days(problem, day(row["published"]), day(row["polling_day"]))
        found[days - int(row["working_days"])] += int(row["statements"])
        assert days - int(row["working_days"]) in ((1, 2) if row["working_days"] == "22" else (0, -1))
    assert found == {0: 976, -1: 29, 1: 8, 2: 1}


def _thursdays(first: int, last: int) -> list[dt.date]:
    """Return every Thursday of some years."""
    day_of_year = dt.date(first, 1, 1)
    start = day_of_year + dt.timedelta(days=(3 - day_of_year.weekday()) % 7)
    return [start + A_WEEK * number for number in range((dt.date(last, 12, 31) - start).days // 7 + 1)]


@pytest.mark.parametrize("nation", NATIONS)
def test_the_notice_of_every_election_is_that_of_its_timetable(nation: str) -> None:
    """On every Thursday of the years that the package knows, its own bank holidays say the same as these."""
    thursdays = _thursdays(2013, 2028)
    assert len(thursdays) == 835
    for polling_day in thursdays:
        expected = LocalElection(polling_day, NATIONS[nation]).notice_of_election_deadline
        assert notice_of_election(nation, polling_day) == expected


@pytest.mark.parametrize("nation", NATIONS)
def test_the_notice_of_an_election_is_so_many_working_days_before_it(nation: str) -> None:
    """25, in Scotland 28, counting neither Christmas Eve nor, in Scotland, Easter Monday."""
    problem, count = council(holidays=nation), 28 if nation == "GB-SCT" else 25
    for polling_day in _thursdays(2010, 2030):
        left, found = count, polling_day
        while left:
            found -= dt.timedelta(days=1)
            off = (found.month, found.day) == (12, 24) or (
                nation == "GB-SCT" and found == easter_sunday(found.year) + dt.timedelta(days=1)
            )
            left -= is_working_day(problem, found) and not off
        assert notice_of_election(nation, polling_day) == found


@pytest.mark.parametrize(
    ("nation", "polling_day", "published"),
    [
        ("GB-ENG", "2021-05-06", "2021-03-29"),
        ("GB-ENG", "2026-05-07", "2026-03-30"),
        ("GB-SCT", "2022-05-05", "2022-03-23"),
        ("GB-ENG", "2027-05-06", "2027-03-31"),
    ],
)
def test_the_notice_of_an_election_is_as_published(nation: str, polling_day: str, published: str) -> None:
    assert notice_of_election(nation, day(polling_day)) == day(published)


def test_the_notice_of_an_election_beyond_the_known_years_is_refused() -> None:
    with pytest.raises(BeyondHorizon):
        notice_of_election("GB-ENG", day("2031-05-01"))


@pytest.mark.parametrize("polling_day", sorted({row["polling_day"] for row in PUBLISHED}))
def test_councillors_retire_on_the_monday_after_an_ordinary_election(polling_day: str) -> None:
    """Of the real polling days of these statements those in May were ordinary days of election."""
    on = day(polling_day)
    assert is_ordinary(on) is (on.month == 5)
    assert retirement(on) - on == dt.timedelta(days=4)
    assert retirement(on).weekday() == 0


# -- the pre-election period


def test_the_pre_election_period_ends_on_the_eve_of_polling() -> None:
    problem = council(polling_day=(day("2016-05-05"), day("2016-07-14")))
    assert list(ordinary_elections(problem.settings)) == [day("2016-05-05")]
    assert pre_election_periods(problem.settings) == (Window(day("2016-03-30"), day("2016-05-04")),)


@pytest.mark.parametrize(
    ("legal_kind", "on", "sensitive"),
    [
        ("executive", "2016-03-29", False),
        ("executive", "2016-03-30", True),
        ("committee", "2016-05-04", True),
        ("committee", "2016-05-06", False),
        ("planning_committee", "2016-04-20", False),
        ("informal", "2016-04-20", False),
    ],
)
def test_bodies_that_decide_had_better_not_meet_before_an_election(
    legal_kind: str, on: str, *, sensitive: bool
) -> None:
    problem = council(body("GB", legal_kind=legal_kind), polling_day=(day("2016-05-05"),))
    why = why_sensitive(problem, problem.bodies["GB"], day(on))
    period = "from Wednesday 30 March 2016 to polling on Thursday 5 May 2016"
    assert why == (f"the pre-election period runs {period}" if sensitive else None)
    assert (legal_kind in DECIDING) is (legal_kind in ("executive", "committee"))


def test_nothing_is_sensitive_without_a_polling_day() -> None:
    problem = council(body("GB", legal_kind="committee"))
    assert why_sensitive(problem, problem.bodies["GB"], day("2016-04-20")) is None
