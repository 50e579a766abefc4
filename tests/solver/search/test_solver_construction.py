"""The first plan: who is placed when, and what happens to whoever finds no place."""

from dataclasses import replace

import pytest
from builders import absence, body, calendar, closed, meeting, meeting_day, member, reports, room, session
from pieces import FRI, MON, THU, TUE, WED, plenty, week, where

from scheduler.checking import check
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import finished
from scheduler.solver.search.construction import NoInsertion, constructed


def bodies_in_order(year):
    return [block.bodies for block in year.solutions]


def required(who, *bodies):
    return [member(who, code, attendance="required") for code in bodies]


def test_meeting_days_are_placed_first_then_the_bodies_with_most_seats():
    problem = week(
        body("ONE", meetings=1),
        body("TWO", meetings=1),
        body("X", meeting_day="DAY", session="AM"),
        *(member(who, "TWO") for who in ("ANN", "BOB")),
        member("CAT", "ONE"),
        meeting_day(meetings=1),
        session(),
        room(),
    )
    assert bodies_in_order(constructed(problem, plenty())) == [("X",), ("TWO",), ("ONE",)]


def test_a_first_plan_is_complete_and_breaks_no_rule():
    problem = week(*(body(code, meetings=2) for code in "ABC"), *required("ANN", *"ABC"), room(), room("R2"))
    year = constructed(problem, plenty())
    assert {code: len(dates) for code, dates in where(year).items()} == {"A": 2, "B": 2, "C": 2}
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()


def test_bodies_that_report_are_placed_in_one_go_where_one_by_one_fails():
    """The receiver alone goes where it likes best, too long after its feeder's only day."""
    problem = week(
        body("FEEDER", meetings=1, weekdays="Mon"),
        body("BOARD", meetings=1, preferred_weekdays="Fri"),
        reports("FEEDER", "BOARD", 0, 1),
        room(),
    )
    year = constructed(problem, plenty())
    assert where(year)["FEEDER"] == [MON]
    assert where(year)["BOARD"][0] in (TUE, WED)
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()


def test_whoever_finds_no_place_goes_first_in_a_fresh_start():
    problem = week(
        body("LARGE", meetings=1, start_times="10:00", preferred_weekdays="Tue"),
        body("SMALL", meetings=1, start_times="10:00", weekdays="Tue"),
        member("BOB", "LARGE"),
        *required("ANN", "LARGE", "SMALL"),
        room(),
        room("R2"),
    )
    year = constructed(problem, plenty())
    assert bodies_in_order(year) == [("SMALL",), ("LARGE",)]
    assert where(year)["SMALL"] == [TUE]
    assert where(year)["LARGE"] != [TUE]


def test_a_block_that_is_impossible_even_alone_is_named():
    problem = week(body("A", meetings=1), body("B", meetings=1, weekdays="Sat"), room())
    with pytest.raises(NoInsertion) as failure:
        constructed(problem, plenty())
    assert failure.value.component.bodies == ("B",)
    assert list(failure.value.alone.bodies) == ["B"]


def test_bodies_that_are_impossible_only_together_are_stuck_with_nobody_to_blame_alone():
    """ANN, whom the feeder requires, is away until the receiver's only day is over."""
    problem = week(
        body("A", meetings=1),
        body("B", meetings=1, weekdays="Thu"),
        reports("A", "B"),
        *required("ANN", "A"),
        absence("person", "ANN", MON, THU),
        room(),
    )
    with pytest.raises(NoInsertion) as failure:
        constructed(problem, plenty())
    assert (set(failure.value.component.bodies), failure.value.alone) == ({"A", "B"}, None)


def test_fresh_starts_come_to_an_end():
    """Two bodies want the same required person on their one common day."""
    problem = week(
        *(body(code, meetings=1, start_times="10:00", weekdays="Wed") for code in "AB"),
        *required("ANN", "A", "B"),
        room(),
        room("R2"),
    )
    with pytest.raises(NoInsertion) as failure:
        constructed(problem, plenty())
    assert failure.value.alone is None


def test_without_time_nobody_is_placed_and_nobody_blamed():
    with pytest.raises(NoInsertion) as failure:
        constructed(week(body("A", meetings=1, weekdays="Sat"), room()), Clock(-1, silence))
    assert failure.value.alone is None


def test_whoever_must_be_there_is_there_from_the_first():
    """A day without apologies is preferred to one that its body prefers."""
    problem = week(
        body("A", meetings=1, preferred_weekdays="Thu", quorum=0),
        member("ANN", "A"),
        *(absence("person", "ANN", day) for day in (MON, TUE, THU, FRI)),
        room(),
    )
    assert where(constructed(problem, plenty())) == {"A": [WED]}


def test_whatever_can_stay_as_published_stands_first():
    """The only body that must move is placed last, though it has most seats; nobody makes room for it."""
    problem = week(
        body("BIG", meetings=1), body("SMALL", meetings=1), *(member(who, "BIG") for who in ("ANN", "BOB")), room()
    )
    published = calendar(problem, meeting(problem, "BIG", MON), meeting(problem, "SMALL", TUE))
    problem = replace(problem, baseline=published, closed_dates=(closed(MON),))
    year = constructed(problem, plenty())
    assert bodies_in_order(year) == [("SMALL",), ("BIG",)]
    assert where(year)["SMALL"] == [TUE]


def from_tuesday_noon(*rows):
    """Return the week as it was published, at a moment when A has met once: on that very day, so it is in the way."""
    boards = [body(code, meetings=2, start_times="10:00", notice_clear_days=None) for code in "AB"]
    problem = week(*boards, member("ANN", "B"), *rows, room())
    days = {"A": (TUE, THU), "B": (WED, FRI)}
    there = calendar(problem, *(meeting(problem, code, day) for code, two in days.items() for day in two))
    return replace(problem, baseline=there, as_of="2015-11-17T12:00:00Z")


@pytest.mark.parametrize("rows", [(), (reports("A", "B", 0, 1),), (reports("B", "A", 0, 1),)])
def test_what_a_body_that_has_begun_still_owes_keeps_nobody_else_from_staying(rows):
    """Whoever is placed first finds only the fact of the other: the rest of it, and its reports, are to come."""
    problem, heard = from_tuesday_noon(*rows), []
    year = constructed(problem, Clock(60, heard.append))
    assert set(heard) == {"Leaving A Board where it was", "Leaving B Board where it was"}
    assert where(year) == {"A": [THU], "B": [WED, FRI]}
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()
