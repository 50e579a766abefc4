"""When somebody or something is not free, in words."""

import pytest
from builders import absence, council, weekdays

from scheduler.domain.seating import when_away
from scheduler.domain.sitting_days import weekdays_title


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], ""),
        ([("2015-11-19", None)], "on Thursday 19 November 2015 (Away)"),
        ([("2015-11-19", "2015-11-20")], "from Thursday 19 November 2015 to Friday 20 November 2015 (Away)"),
        ([("2015-11-19 10:00", "2015-11-19 11:30")], "on Thursday 19 November 2015 from 10:00 to 11:30 (Away)"),
        ([("2015-11-19 18:00", "2015-11-20 00:00")], "on Thursday 19 November 2015 from 18:00 to midnight (Away)"),
        (
            [("2015-11-19 10:00", "2015-11-20 11:30")],
            "from Thursday 19 November 2015 at 10:00 to Friday 20 November 2015 at 11:30 (Away)",
        ),
        (
            [(f"2015-11-{n}", None) for n in (16, 17, 18, 20)],
            "4 times from Monday 16 November 2015 to Friday 20 November 2015",
        ),
        ([("2014-11-19", None), ("2016-12-24", None)], ""),
    ],
)
def test_absences_are_told_one_by_one_or_counted(rows, words):
    away = [absence("person", "ANN", *row) for row in rows]
    soft = absence("person", "ANN", "2015-11-30", strength="soft")
    assert when_away(council(*away, soft), "person", "ANN") == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (weekdays("Thu"), "Thursdays"),
        (weekdays("Mon;Thu;Sat"), "Mondays, Thursdays or Saturdays"),
        (weekdays("Mon;Tue;Wed;Thu;Fri"), "Mondays to Fridays"),
        (frozenset(), "days that do not exist"),
    ],
)
def test_weekdays_are_named_in_the_plural(days, words):
    assert weekdays_title(days) == words
