"""Good calendars to choose from, on the screen and as a document."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import body, calendar, council, meeting, meeting_day, member, occurrence, session

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.messages.plans import option_lines, options_document, why_fewer
from scheduler.outputs.options.comparison import compared

ROWS = (meeting_day(), session(), body("HWB", meeting_day="DAY", session="AM"), member("ANN", "HWB"))
PROBLEM = council(*ROWS)


def options_on(*dates, values=(4, 6, 4)):
    plans = []
    for on, value in zip(dates, values, strict=False):
        held = [occurrence(PROBLEM, on=on), meeting(PROBLEM, "HWB", on, apologies=["ANN"])]
        wishes = tuple(UngrantedWish("avoid_dates", "HWB", 1, "Why.") for _ in range(value))
        wishes += (UngrantedWish("room_cost", "HWB", 1000 + 10 * value, "Why."),)
        tiers = (Tier("held", 0, 0), Tier("dates", value, 4))
        plans.append(replace(calendar(PROBLEM, *held), tiers=tiers, wishes=wishes))
    return compared(PROBLEM, plans)


def test_a_table_and_what_lies_behind_each_row():
    assert list(option_lines(options_on("2015-11-19", "2015-11-24"))) == [
        "                                           Option 1  Option 2",
        "Meetings                                   1         1",
        "Meetings on dates to avoid                 4         6 (2 more)",
        "Room hire                                  £1,040    £1,060 (£20 more)",
        "Meetings on another date than in option 1            1 of 1",
        "The most important first; in brackets, how it differs from option 1.",
        "",
        "Option 1",
        "  DAY Day: Thursdays: Thu 19 Nov 2015",
        "  Weekdays: 1 on Thursdays",
        "  For: Dates: best of all; option 2, the next, has 2 more meetings on dates to avoid.",
        "",
        "Option 2",
        "  DAY Day: Tuesdays: Tue 24 Nov 2015",
        "  Weekdays: 1 on Tuesdays",
        "  Against: Dates: 2 more meetings on dates to avoid than option 1.",
    ]


def test_a_calendar_as_good_as_the_others_is_said_to_be():
    lines = list(option_lines(options_on("2015-11-19", "2015-11-24", values=(4, 4))))
    assert lines.count("  As good as the others in all that is counted.") == 2


def test_a_meeting_day_that_is_not_held_is_left_out():
    assert list(option_lines(compared(PROBLEM, [calendar(PROBLEM)]))) == [
        "                                           Option 1",
        "Meetings                                   0",
        "Meetings on another date than in option 1",
        "The most important first; in brackets, how it differs from option 1.",
        "",
        "Option 1",
        "  Weekdays: ",
        "  As good as the others in all that is counted.",
    ]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("none_exists", "no second calendar exists that differs enough: every meeting day on another date."),
        ("not_in_time", "no second calendar was found within the time limit. Give it longer with --time-limit."),
        ("alike", "no second calendar was found that differs enough: every meeting day on another date."),
        ("stopped", "the search was stopped before a second was found."),
    ],
)
def test_fewer_than_asked_for_is_said_with_why(why, words):
    assert list(why_fewer(options_on("2015-11-19"), 3, why)) == [f"1 calendar of the 3 asked for: {words}"]


def test_without_meeting_days_it_is_the_meetings_that_are_to_differ():
    problem = council(body("GB"))
    options = compared(problem, [calendar(problem, meeting(problem))] * 2)
    (words,) = why_fewer(options, 3, "alike")
    assert words == (
        "2 calendars of the 3 asked for: no third calendar was found that differs enough: at least a quarter of the "
        "meetings on another date than in each of the others."
    )


def test_as_many_as_asked_for_is_nothing_to_explain():
    assert list(why_fewer(options_on("2015-11-19", "2015-11-24"), 2, None)) == []


def test_a_document_has_the_best_as_ever_and_every_option():
    document = options_document(options_on("2015-11-19", "2015-11-24"), Path("out"), 3, "stopped")
    assert (document["folder"], document["meetings"]) == ("out", 1)
    assert document["why_no_more"] == (
        "2 calendars of the 3 asked for: the search was stopped before a third was found."
    )
    assert document["options"][1] == {
        "option": 2,
        "status": "feasible",
        "folder": str(Path("out") / "options" / "2"),
        "meetings": 1,
        "meeting_days": [{"meeting_day": "DAY", "date": "2015-11-24"}],
        "tiers": [
            {"tier": "held", "value": 0, "bound": 0, "proven": True, "difference": 0},
            {"tier": "dates", "value": 6, "bound": 4, "proven": False, "difference": 2},
        ],
        "apologies": [{"person": "ANN", "meetings": 1}],
        "differing": 1,
        "avoided": [],
        "for": [],
        "against": ["Dates: 2 more meetings on dates to avoid than option 1."],
    }
    assert document["options"][0]["folder"] == "out"
