"""One meeting by hand from Python: what follows, and what each day of the year is, as sentences and frames."""

from datetime import date

import pytest
from builders import absence, body, calendar, council, meeting, member, room

import scheduler
from scheduler.errors import NoSuchFrame


@pytest.fixture
def asked():
    problem = council(
        body("GB", meetings=1, notice_clear_days=5, start_times="10:00;14:00"),
        member("ANN", "GB", "chair"),
        *(member(who, "GB") for who in ("BOB", "CAT", "DOT")),
        room(),
        absence("person", "BOB", "2015-11-24"),
    )
    return problem, calendar(problem, meeting(problem, "GB", "2015-11-19", "10:00"))


def test_what_follows_is_told_in_sentences_and_frames(asked):
    found = scheduler.consequences(*asked, scheduler.Move("GB", 1, date(2015, 11, 24)), as_of=date(2015, 11, 1))
    assert found.possible
    assert found.plan.meetings[0].date == date(2015, 11, 24)
    assert "Tuesday 24 November 2015" in str(found)
    seats = found.frame("seats")
    assert [*seats.person] == ["BOB"]
    assert [*seats.now] == ["apologies"]
    deadlines = found.frame("deadlines")
    assert [*deadlines.deadline] == ["agenda", "report"]
    assert [*found.frame("costs").tier][-1] == "pounds"
    assert [*found.frame("rooms").subject] == ["GB"]
    assert found.frame().empty
    with pytest.raises(NoSuchFrame):
        found.frame("weather")


def test_each_day_of_the_year_is_told(asked):
    problem, plan = asked
    found = scheduler.open_days(problem, plan, "GB", 1, as_of=date(2015, 11, 1))
    assert len(found) == len(problem.days)
    verdicts = {day.date: day.verdict for day in found}
    assert verdicts[date(2015, 11, 25)] == "free"
    assert verdicts[date(2015, 11, 24)] == "at a price"
    assert verdicts[date(2015, 11, 22)] == "ruled out"
    frame = found.frame()
    assert [*frame.verdict] == [day.verdict for day in found]
    assert "Bob" in frame.why[frame.date == "2015-11-24"].iloc[0] or "BOB" in str(found)
    assert repr(found).startswith("<OpenDays: GB#1, ")


def test_a_fact_is_not_moved(asked):
    found = scheduler.consequences(*asked, scheduler.Move("GB", 1, date(2015, 11, 25)), as_of=date(2015, 11, 20))
    assert not found.possible
    assert "already met" in found.edited.barred[0].message
    assert found.plan == asked[1]


def test_what_is_no_edit_is_refused(asked):
    with pytest.raises(TypeError, match="an edit"):
        scheduler.consequences(*asked, "GB#1")
