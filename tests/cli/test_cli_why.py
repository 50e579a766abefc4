"""`meeting-day why` as an officer types it."""

import json

import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main

BY_HAND = "body,date,start\nHWB,2015-11-12,10:00\nHWB,2015-11-24,10:00\nGB,2015-11-18,10:00\n"


@pytest.fixture
def small(tmp_path):
    return write_input(tmp_path / "small")


@pytest.fixture
def by_hand(tmp_path):
    path = tmp_path / "by-hand.csv"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["why", *(str(argument) for argument in arguments)])


def test_why_of_a_plan_that_was_made_here(small, tmp_path):
    made = CliRunner().invoke(main, ["plan", str(small), "-o", str(tmp_path / "made")])
    assert made.exit_code == 0, made.stderr
    plan = json.loads((tmp_path / "made" / "plan.json").read_text(encoding="utf-8"))
    there = next(one for one in plan["meetings"] if (one["body"], one["sequence"]) == ("GB", 1))
    found = run(small, tmp_path / "made", "GB#1", there["date"])
    assert (found.exit_code, found.stdout.splitlines()[0].endswith("already (GB#1).")) == (0, True)


def test_why_of_a_calendar_made_by_hand(small, by_hand):
    found = run(small, by_hand, "GB", "2015-11-19")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.splitlines() == [
        (
            "The Growth Board could meet on Thursday 19 November 2015 at 10:00 instead of "
            "Wednesday 18 November 2015 at 10:00, and nothing else would have to move, at no cost to any wish."
        )
    ]


def test_why_not_is_an_answer_of_its_own(small, by_hand):
    found = run(small, by_hand, "GB#1", "2015-11-21", "14:00", "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["possible"], document["displaced"]) == (1, False, [])
    assert [(row["rule"], row["subject"]) for row in document["because"]] == [("weekday", "GB")]


@pytest.mark.parametrize("when", [("2015-11-19 14:00",), ("2015-11-19T14:00",), ("19/11/2015", "2pm")])
def test_a_time_may_follow_the_day(small, by_hand, when):
    document = json.loads(run(small, by_hand, "GB#1", *when, "--json").stdout)
    assert (document["date"], document["start"], document["possible"]) == ("2015-11-19", "14:00", True)


def test_without_a_day_the_days_around_are_told(small, by_hand):
    found = run(small, by_hand, "HWB#1", "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["date"], len(document["alternatives"])) == (0, "2015-11-12", 5)
    assert document["cost"] == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (("XX#1", "2015-11-19"), "is no body and no meeting day of the input"),
        (("GB#9",), "GB has no meeting “9”"),
        (("GB#1", "2015-11-31"), "November 2015 has 30 days"),
        (("GB#1", "2015-11-19", "14:00", "15:00"), "“14:00 15:00” is no time of day."),
        (("GB#1", "Wednesday 19 November 2015"), "says Wednesday, and it is Thursday 19 November 2015"),
    ],
)
def test_a_question_that_is_none(small, by_hand, question, words):
    found = run(small, by_hand, *question)
    assert (found.exit_code, found.stdout) == (2, "")
    assert words in found.stderr


@pytest.mark.parametrize(
    ("when", "start"),
    [
        (("Thursday", "19", "November", "2015"), "10:00"),
        (("Thursday 19 November 2015", "at", "2pm"), "14:00"),
        (("19/11/2015T14:00",), "14:00"),
        (("Thursday",), "10:00"),
    ],
)
def test_a_day_is_asked_about_as_people_write_it(small, tmp_path, when, start):
    path = tmp_path / "tuesday.csv"
    path.write_text("body,date,start,room\nGB,2015-11-17,10:00,CR1\n", encoding="utf-8")
    found = run(small, path, "GB#1", *when, "--json")
    document = json.loads(found.stdout)
    assert (document["date"], document["start"]) == ("2015-11-19", start)


def test_a_calendar_that_breaks_rules_as_it_is(small, tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("body,date,start,room\nGB,2015-11-18,10:00,CR1\n", encoding="utf-8")
    found = run(small, path, "GB#1", "2015-11-19")
    assert found.exit_code == 0
    assert found.stderr == (
        "Warning: the calendar breaks 1 rule of this input as it is. "
        "What would have to move may be on their account: see meeting-day check.\n"
    )


def test_time_may_run_out(small, by_hand):
    found = run(small, by_hand, "HWB#1", "2015-11-24 10:00", "--time-limit", "0.001", "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["status"], document["possible"]) == (3, "out_of_time", None)
