from dataclasses import replace

import pytest
from builders import body, calendar, closed, council, day, meeting, meeting_day, member, occurrence, session

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.outputs.options.comparison import Option, Price, compared, day_words, rows_side_by_side

HALF_TERM = closed("2016-02-15", "2016-02-19", "Half-term", strength="avoid")
AGAIN = closed("2016-02-18", reason="Half-term", strength="avoid", applies_to=("GB",))
ROWS = (
    body("GB"), member("ANN"), member("BOB"), member("CAT"), member("DAN"), member("EVE"),
    member("FAY", "GB", "observer", attendance="optional"), HALF_TERM, AGAIN, closed("2016-02-18", reason="Shut"),
)  # fmt: skip
DAYS = (meeting_day(), session(), body("HWB", meeting_day="DAY", session="AM"))


def graded(plan: Plan, **values: int) -> Plan:
    return replace(plan, tiers=tuple(Tier(name, value, 0) for name, value in values.items()))


def two_options(problem: Problem) -> tuple[Option, ...]:
    first = calendar(
        problem, meeting(problem, apologies=["ANN", "FAY"]), meeting(problem, on="2016-02-18", apologies=["BOB"])
    )
    away = ["BOB", "CAT", "DAN", "EVE"]
    second = calendar(problem, meeting(problem), meeting(problem, on="2016-02-25", apologies=away))
    return compared(problem, [graded(first, apologies=4, dates=5), graded(second, apologies=8, dates=2)])


def test_each_option_is_measured() -> None:
    one, two = two_options(council(*ROWS))
    assert (one.name, one.differing, one.prices) == (
        "Option 1", 0, (Price("apologies", 4, None), Price("dates", 5, None)),
    )  # fmt: skip
    assert (two.name, two.differing, two.prices) == (
        "Option 2", 1, (Price("apologies", 8, 4), Price("dates", 2, -3)),
    )  # fmt: skip
    assert one.apologies == (("ANN", "Councillor Ann", 1), ("BOB", "Councillor Bob", 1))
    assert two.apologies == tuple((code, f"Councillor {code.title()}", 1) for code in ("BOB", "CAT", "DAN", "EVE"))
    assert (one.avoided, two.avoided) == ((("Half-term", 1),), ())
    assert (one.pattern, two.pattern) == ("2 on Thursdays", "2 on Thursdays")


def test_what_speaks_for_and_against_is_said_in_sentences() -> None:
    one, two = two_options(council(*ROWS))
    assert one.in_favour == ("Fewest of all: 4 points of apologies, where the next has 8.",)
    assert one.against == (
        "5 points of wishes about dates, 3 more than option 2.",
        "1 meeting on days to avoid: Half-term.",
    )
    assert two.in_favour == (
        "Fewest of all: 2 points of wishes about dates, where the next has 5.",
        "Keeps off Half-term, on which option 1 has 1 meeting.",
        "Councillor Ann sends apologies to no meeting, 1 fewer than in option 1.",
    )
    assert two.against == (
        "8 points of apologies, 4 more than option 1.",
        "Councillor Cat sends apologies to 1 meeting, 1 more than in option 1.",
        "Councillor Dan sends apologies to 1 meeting, 1 more than in option 1.",
        "Councillor Eve sends apologies to 1 meeting, 1 more than in option 1.",
    )


def test_of_many_people_a_few_are_named() -> None:
    problem = council(*ROWS)
    first, second = (
        calendar(problem, meeting(problem)),
        calendar(problem, meeting(problem, apologies=["ANN", "BOB", "CAT", "DAN", "EVE"])),
    )
    assert compared(problem, [first, second])[1].against[-1] == "More apologies from 2 other people."
    assert compared(problem, [second, first])[1].in_favour[-1] == "Fewer apologies from 2 other people."


def test_calendars_as_good_as_each_other_have_nothing_for_or_against() -> None:
    problem = council(*ROWS)
    plan = graded(calendar(problem, meeting(problem)), apologies=1)
    assert [(one.in_favour, one.against) for one in compared(problem, [plan, plan])] == [((), ()), ((), ())]


def test_what_a_third_option_touches_is_no_praise_of_the_second() -> None:
    problem = council(*ROWS)
    clear, touching = calendar(problem, meeting(problem)), calendar(problem, meeting(problem, on="2016-02-18"))
    one, two, three = compared(problem, [clear, clear, touching])
    assert one.in_favour == ("Keeps off Half-term, on which option 3 has 1 meeting.",)
    assert (two.in_favour, three.against) == ((), ("1 meeting on days to avoid: Half-term.",))


def test_a_meeting_of_a_body_that_is_gone_avoids_nothing() -> None:
    problem = council(body("GB"))
    plan = calendar(problem, meeting(problem, on="2016-02-18"))
    assert compared(council(body("OTHER"), HALF_TERM), [plan])[0].avoided == ()


@pytest.mark.parametrize(
    ("price", "title", "words"),
    [
        (Price("held", 1, None), "Not held", "1 meeting not held or not served"),
        (Price("apologies", 3, 0), "Apologies", "3 points of apologies, as many as in option 1"),
        (Price("rooms", 3, 2), "Rooms", "3 points of rooms, 2 more than in option 1"),
        (Price("dates", 3, -2), "Dates", "3 points of wishes about dates, 2 fewer than in option 1"),
    ],
)
def test_a_price_is_put_in_words(price: Price, title: str, words: str) -> None:
    assert (price.title, price.words) == (title, words)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2015-11-19", "2015-11-26"], "Thursdays"),
        (["2015-11-19", "2015-11-26", "2015-12-01"], "1 Tuesday and 2 Thursdays"),
    ],
)
def test_weekdays_are_named(days: list[str], words: str) -> None:
    assert day_words([day(one) for one in days]) == words


def test_dates_stand_side_by_side_meeting_days_first_and_once() -> None:
    problem = council(*DAYS, body("GB"))
    held = [occurrence(problem), meeting(problem, "HWB")]
    first = calendar(problem, *held, meeting(problem), meeting(problem, on="2016-02-18"))
    second = calendar(problem, *held, meeting(problem, on="2015-11-26"))
    options = compared(problem, [first, second])
    assert options[0].days == (("DAY Day", (day("2015-11-19"),)),)
    assert list(rows_side_by_side(problem, options)) == [
        ("DAY Day", 1, (day("2015-11-19"), day("2015-11-19"))),
        ("GB Board", 1, (day("2015-11-19"), day("2015-11-26"))),
        ("GB Board", 2, (day("2016-02-18"), None)),
    ]
