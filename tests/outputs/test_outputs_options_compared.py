from dataclasses import replace

import pytest
from builders import body, calendar, closed, council, day, meeting, meeting_day, member, occurrence, session

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.outputs.options.comparison import Option, Price, compared, day_words, rows_side_by_side

HALF_TERM = closed("2016-02-15", "2016-02-19", "Half-term", strength="avoid")
AGAIN = closed("2016-02-18", reason="Half-term", strength="avoid", applies_to=("GB",))
ROWS = (
    body("GB"), member("ANN"), member("BOB"), member("CAT"), member("DAN"), member("EVE"),
    member("FAY", "GB", "observer", attendance="optional"), HALF_TERM, AGAIN, closed("2016-02-18", reason="Shut"),
)  # fmt: skip
DAYS = (meeting_day(), session(), body("HWB", meeting_day="DAY", session="AM"))


WISH_OF = {"apologies": ("apologies", 2), "dates": ("avoid_dates", 1), "rooms": ("room_cost", 1)}


def graded(plan: Plan, **values: int) -> Plan:
    """Return a plan with so much in each tier, all of it of one wish."""
    wishes = [
        UngrantedWish(wish, "GB", cost, "Why.")
        for tier, value in values.items()
        for wish, cost in [WISH_OF[tier]]
        for _ in range(value // cost)
    ]
    return replace(plan, wishes=tuple(wishes), tiers=tuple(Tier(name, value, 0) for name, value in values.items()))


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
    assert one.in_favour == ("Apologies: best of all; option 2, the next, has 2 more apologies from members.",)
    assert one.against == (
        "Dates: 3 more meetings on dates to avoid than option 2.",
        "1 meeting on days to avoid: Half-term.",
    )
    assert two.in_favour == (
        "Dates: best of all; option 1, the next, has 3 more meetings on dates to avoid.",
        "Keeps off Half-term, on which option 1 has 1 meeting.",
        "Councillor Ann sends apologies to no meeting, 1 fewer than in option 1.",
    )
    assert two.against == (
        "Apologies: 2 more apologies from members than option 1.",
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
    plan = graded(calendar(problem, meeting(problem)), apologies=2)
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


def test_what_is_granted_less_and_more_than_in_option_1_is_told_in_the_units_of_each_wish() -> None:
    one, two = two_options(council(*ROWS))
    assert [quantity.words for quantity in one.counts] == ["2 apologies from members", "5 meetings on dates to avoid"]
    assert (one.than_first, two.than_first) == (
        (),
        ("2 more apologies from members", "3 fewer meetings on dates to avoid"),
    )


def test_a_tier_that_is_worse_for_reasons_nobody_has_counted_is_said_to_be_worse() -> None:
    problem = council(*ROWS)
    plan = calendar(problem, meeting(problem))
    one, two = compared(problem, [replace(plan, tiers=(Tier("dates", value, 0),)) for value in (1, 3)])
    assert one.in_favour == ("Dates: best of all; option 2, the next, has more that is not granted.",)
    assert two.against == ("Dates: more that is not granted than option 1.",)


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
