"""Cells as people type them: forms of a day, a time, a weekday and a number that officers use, and what is refused.

Each row of these tables is one form; the meaning stands beside it.
"""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.tables import Column
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.texts import CellFault

THURSDAY = date(2026, 5, 21)
DAYS = """
2026-05-21 | 2026-5-21 | 2026/05/21 | 2026.05.21 | 2026 - 05 - 21
21/05/2026 | 21/5/2026 | 21-05-2026 | 21.05.2026 | 21.5.2026 | 21.5.2026. | 21 / 5 / 2026
21/05/26 | 21/5/26 | 21-05-26 | 21.5.26 | 21.05.26
21 May 2026 | 21st May 2026 | 21 st May 2026 | 21st of May 2026
21 May, 2026 | 21May2026 | 21 MAY 2026 | 21  May  2026
21-May-2026 | 21-May-26 | 21 May 26 | 21/May/2026 | 21.May.2026 | 21 May '26 | 21-may-2026
May 21 2026 | May 21, 2026 | May 21st, 2026 | May. 21, 2026 | 2026 May 21 | 2026-May-21
Thu 21 May 2026 | Thurs 21 May 2026 | Thur. 21 May 2026 | Thursday 21 May 2026 | THURSDAY 21 MAY 2026
Thursday, 21 May 2026 | Thursday, 21st May 2026
Thursday, 21st May, 2026 | Thursday 21st of May 2026 | Thursday, May 21, 2026
Thu, 21 May 2026 | Thursday 21/05/2026 | Thu 21/05/26
Thu 21-May-26 | 21 May 2026 (Thursday) | 21/05/2026 (Thu) | Thursday 2026-05-21
21/05/2026 00:00 | 2026-05-21T00:00:00 | 2026-05-21 00:00:00 | 2026-05-21T00:00:00Z | 2026-05-21 00:00:00.000
21 May 2026 00:00 | Thursday the 21st of May 2026 | Thursday - 21 May 2026 | Thursday: 21 May 2026
21\u02e2\u1d57 May 2026 | 21 May 2026* | 21st May, 2026.
"""
TIMES = """
19:00 | 7pm | 7 pm | 7PM | 7 P.M. | 7p.m | 7.00pm
7.00 pm | 7:00 PM | 7:00 p.m. | 19.00 | 1900 | 1900hrs | 1900 hrs | 19:00hrs
19:00 hrs | 19.00 hours | 19h00 | 19:00:00 | 19h | 19 hrs. | 7 : 00 pm
at 7pm | from 7.00 pm | 7pm prompt | 7.00 pm* | 7:00 P M | 1900.0 | 19:00:00.000
"""
MORNINGS = "09:30 | 9:30 | 9.30 | 9.30am | 9.30 a.m. | 9:30AM | 930 | 0930 | 0930hrs | 09.30 hrs | 9h30"
NOONS = """
noon | Noon | 12 noon | 12.00 noon | 12:00 noon | midday | 12 midday | twelve noon | 12pm | 12:00 | 1200
noon. | at noon | 12 p.m. (noon) | 12.00 midday
"""


def forms_of(table: str) -> list[str]:
    return [form.strip() for line in table.strip().splitlines() for form in line.split("|")]


def read(kind: str, value: object, column: str = "column") -> object:
    return read_cell(Column(column, kind), value)


def refusal(kind: str, value: object, column: str = "column") -> tuple[str, str]:
    with pytest.raises(CellFault) as refused:
        read(kind, value, column)
    return refused.value.message, refused.value.remedy


def test_there_are_a_hundred_forms_of_days_and_times() -> None:
    forms = [form for table in (DAYS, TIMES, MORNINGS, NOONS) for form in forms_of(table)]
    assert (len(set(forms)) >= 100, len(forms) - len(set(forms))) == (True, 0)


@pytest.mark.parametrize("written", forms_of(DAYS))
def test_a_day_is_read_as_it_is_written(written: str) -> None:
    assert read("date", written) == THURSDAY


@pytest.mark.parametrize("written", forms_of(TIMES))
def test_seven_in_the_evening_is_read(written: str) -> None:
    assert read("time", written) == 19 * 60


@pytest.mark.parametrize("written", forms_of(MORNINGS))
def test_half_past_nine_is_read(written: str) -> None:
    assert read("time", written) == 9 * 60 + 30


@pytest.mark.parametrize("written", forms_of(NOONS))
def test_noon_is_read(written: str) -> None:
    assert read("time", written) == 12 * 60


def test_dashes_of_every_length_stand_between_the_parts_of_a_day() -> None:
    assert {read("date", f"21{dash}May{dash}2026") for dash in "-\u2010\u2011\u2013\u2014"} == {THURSDAY}


def test_times_that_a_spreadsheet_holds_as_numbers_are_read() -> None:
    assert [read("time", value) for value in (1900, 930, 1900.0, time(19))] == [1140, 570, 1140, 1140]


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_is_read_in_full_and_in_short(month: int) -> None:
    day = date(2026, month, 3)
    names = {f"{day:%B}", f"{day:%b}", f"{day:%b}.", f"{day:%B}".upper()} | ({"Sept"} if month == 9 else set())
    assert {read("date", f"3 {name} 2026") for name in names} == {day}


WRITE_DATE = "Write the day as 2026-11-19 or 19/11/2026 (the day first)."
WRITE_TIME = "Write the time as 09:30 or 9.30am."
WRITE_WHOLE = "Write a whole number in digits, such as 4."


@pytest.mark.parametrize(
    ("kind", "value", "message", "remedy"),
    [
        (
            "date",
            "03/04/26",
            "“03/04/26” may be Friday 3 April 2026 or Wednesday 4 March 2026",
            "Write the year in full: 03/04/2026 or 04/03/2026 (the day first).",
        ),
        (
            "date",
            "Wed 21 May 2026",
            "“Wed 21 May 2026” says Wednesday, and it is Thursday 21 May 2026",
            "Put the day or its weekday right.",
        ),
        ("date", "21 May", "“21 May” is a day without a year", "Write the year too: 19 November 2026."),
        ("date", "May 21st", "“May 21st” is a day without a year", "Write the year too: 19 November 2026."),
        ("date", "31 June 2026", "“31 June 2026” is no day: June 2026 has 30 days", WRITE_DATE),
        ("date", "21 Mai 2026", "“21 Mai 2026” is no date", WRITE_DATE),
        ("date", "21 Ma 2026", "“21 Ma 2026” is no date", WRITE_DATE),
        ("date", "Thu Fri 21 May 2026", "“Thu Fri 21 May 2026” is no date", WRITE_DATE),
        ("date", "20260521", "“20260521” is a bare number, which may or may not mean a date",
         "Format the cell as a date, or write it as 2026-11-19."),
        ("date", "21/05", "“21/05” is no date", WRITE_DATE),
        ("date", "2026-05-21 7:00", "“2026-05-21 7:00” is a date with a time, and a date alone is wanted", WRITE_DATE),
        ("date", "x 19:00", "“x 19:00” is no date", WRITE_DATE),
        ("date", "1 " * 50, f"“{('1 ' * 50)[:60]}…” is no date", WRITE_DATE),
        ("time", "7", "“7” is no time of day", WRITE_TIME),
        ("time", 7, "“7” is no time of day", WRITE_TIME),
        ("time", True, "“TRUE” is no time of day", WRITE_TIME),
        ("time", "7m", "“7m” is no time of day", WRITE_TIME),
        ("time", "7p", "“7p” is no time of day", WRITE_TIME),
        ("time", "7pm noon", "“7pm noon” is no noon", WRITE_TIME),
        ("time", "11.30 noon", "“11.30 noon” is no noon", WRITE_TIME),
        ("time", "2460", "“2460” is no time between 00:00 and 23:59", WRITE_TIME),
        ("time", "7.00 pm - 9.00 pm", "“7.00 pm - 9.00 pm” is no time of day", WRITE_TIME),
    ],
)  # fmt: skip
def test_what_may_be_read_two_ways_or_none_is_refused(kind: str, value: object, message: str, remedy: str) -> None:
    assert refusal(kind, value) == (message, remedy)


def test_figures_with_a_weekday_or_only_one_reading_need_no_whole_year() -> None:
    assert [read("date", text) for text in ("Fri 03/04/26", "13/04/26", "04/04/26", "Fri 3.4.26")] == [
        date(2026, 4, 3), date(2026, 4, 13), date(2026, 4, 4), date(2026, 4, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("21 May 2026; 22/05/2026", (THURSDAY, date(2026, 5, 22))),
        ("21 May 2026, 22 May 2026", (THURSDAY, date(2026, 5, 22))),
        ("Thursday 21 May 2026 and Friday 22 May 2026", (THURSDAY, date(2026, 5, 22))),
        ("Thursday, 21 May, 2026", (THURSDAY,)),
    ],
)
def test_several_days_in_one_cell(value: str, days: tuple[date, ...]) -> None:
    assert read("dates", value) == days


def test_days_of_which_one_is_none_are_refused() -> None:
    assert refusal("dates", "21 May 2026, soon") == ("“21 May 2026, soon” is no date", WRITE_DATE)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("21 May 2026", THURSDAY),
        ("21 May 2026 (Thursday)", THURSDAY),
        ("21 May 2026 7pm", datetime(2026, 5, 21, 19)),
        ("Thursday, 21 May 2026 at 7.30 P.M.", datetime(2026, 5, 21, 19, 30)),
        ("21/05/26 1900", datetime(2026, 5, 21, 19)),
        ("2026-05-21T19:00", datetime(2026, 5, 21, 19)),
        ("21 May 2026 12 noon", datetime(2026, 5, 21, 12)),
        ("21.5.26, noon", datetime(2026, 5, 21, 12)),
    ],
)
def test_a_day_and_a_time_in_one_cell(value: str, moment: object) -> None:
    assert read("moment", value) == moment


def test_a_moment_of_no_day_says_so() -> None:
    write = "Write a day (2026-11-19) or a day and a time (2026-11-19 14:00)."
    assert refusal("moment", "21 Mai 2026 19:00") == ("“21 Mai 2026 19:00”: “21 Mai 2026” is no date", write)
    assert refusal("moment", "21 May 19:00") == (
        "“21 May 19:00”: “21 May” is a day without a year",
        "Write the year too: 19 November 2026.",
    )
    assert refusal("moment", "21 May 2026 later") == ("“21 May 2026 later”: “later” is no time of day", write)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("Tuesdays", {1}),
        ("tues", {1}),
        ("Weds.", {2}),
        ("every Tuesday", {1}),
        ("Mon, Wed", {0, 2}),
        ("Mon & Wed", {0, 2}),
        ("Mondays and Wednesdays", {0, 2}),
        ("Tue/Thu", {1, 3}),
        ("Mon-Thu", {0, 1, 2, 3}),
        ("Monday to Thursday", {0, 1, 2, 3}),
        ("Sat to Mon; Wed", {5, 6, 0, 2}),
        ("weekdays", {0, 1, 2, 3, 4}),
    ],
)
def test_weekdays(value: str, days: set[int]) -> None:
    assert read("weekdays", value) == days


@pytest.mark.parametrize(
    ("value", "weeks"),
    [
        ("2nd", {2}),
        ("first and third", {1, 3}),
        ("2, 4", {2, 4}),
        ("last", {LAST_WEEK}),
        (2, {2}),
        ("1st;Last", {1, LAST_WEEK}),
    ],
)
def test_weeks_of_the_month(value: object, weeks: set[int]) -> None:
    assert read("weeks", value) == weeks


@pytest.mark.parametrize(
    ("value", "months"),
    [("Sep, Nov", {9, 11}), ("Sept to Nov", {9, 10, 11}), ("Nov-Feb", {11, 12, 1, 2}), ("09", {9}), (9, {9})],
)
def test_months(value: object, months: set[int]) -> None:
    assert read("months", value) == months


def test_several_times() -> None:
    assert read("times", "10am, 2pm and 18:30") == (600, 840, 1110)


@pytest.mark.parametrize(
    ("column", "value", "number"),
    [
        ("notice_clear_days", "5 clear days", 5),
        ("notice_clear_days", "5 days", 5),
        ("min_working_days", "10 working days", 10),
        ("min_gap_days", "6 weeks", 42),
        ("min_gap_days", "1.0", 1),
        ("duration_minutes", "2 hours", 120),
        ("duration_minutes", "1.5 hours", 90),
        ("duration_minutes", "90 mins.", 90),
        ("duration_minutes", "1 hour 30 minutes", 90),
        ("duration_minutes", "1h30", 90),
        ("duration_minutes", "2:00", 120),
        ("duration_minutes", time(2), 120),
        ("duration_minutes", timedelta(hours=2), 120),
        ("duration_minutes", "120.0", 120),
        ("capacity", "40 seats", 40),
        ("capacity", "1,200", 1200),
        ("meetings_min", "2.0", 2),
        ("meetings_min", "6 meetings", 6),
        ("meetings_min", "6 times a year", 6),
    ],
)
def test_a_count_with_its_unit(column: str, value: object, number: int) -> None:
    assert read("whole", value, column) == number


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("notice_clear_days", "1 week"),
        ("min_working_days", "2 hours"),
        ("duration_minutes", "2 days"),
        ("duration_minutes", "1.01 minutes"),
        ("capacity", "40 minutes"),
        ("capacity", "2.5"),
        ("capacity", "1,20"),
    ],
)
def test_a_count_in_another_unit_is_refused(column: str, value: str) -> None:
    assert refusal("whole", value, column) == (f"“{value}” is no whole number", WRITE_WHOLE)


def test_a_length_of_time_is_none_of_other_things() -> None:
    message, _ = refusal("whole", timedelta(hours=2), "capacity")
    assert message == "“2:00:00” is a date or a time in the spreadsheet, and a number is wanted"
    message, _ = refusal("whole", timedelta(hours=-2), "duration_minutes")
    assert message == "“-1 day, 22:00:00” is a date or a time in the spreadsheet, and a number is wanted"


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("£20", 20),
        ("£ 20.50", Fraction(41, 2)),
        ("£1,250.00", 1250),
        ("£20 per hour", 20),
        ("20/hour", 20),
        ("£20 an hour.", 20),
    ],
)
def test_an_amount_of_money(value: str, amount: Fraction) -> None:
    assert read("number", value) == amount


@pytest.mark.parametrize(
    ("value", "quorum"),
    [
        ("3.0", 3),
        ("4 members", 4),
        ("5 voting members", 5),
        ("a quarter", Fraction(1, 4)),
        ("one third", Fraction(1, 3)),
        ("one-third of the members", Fraction(1, 3)),
        ("half of all voting members", Fraction(1, 2)),
        ("two-thirds", Fraction(2, 3)),
    ],
)
def test_a_quorum(value: str, quorum: object) -> None:
    assert read("quorum", value) == quorum


def test_what_is_no_week_and_no_month_is_refused() -> None:
    assert refusal("weeks", "sixth")[0] == "“sixth” is no week of the month"
    assert refusal("months", "Smarch")[0] == "“Smarch” is no month"
