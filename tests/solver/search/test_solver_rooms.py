"""Rooms of a year: the best where dates stand, and how little they could cost, against every way to give them."""

from dataclasses import replace
from itertools import product

import pytest
from builders import absence, body, fixed, meeting, meeting_day, member, room, session
from every_plan import best_plan, goals
from hypothesis import HealthCheck, given, settings
from pieces import FRI, MON, THU, TUE, WED, blocks, plenty, total, week, year_of
from rounds import rounds
from small_councils import a_small_council
from test_solver_property import councils

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.cp.standing import RoomObjective, standing
from scheduler.solver.search.construction import NoInsertion, constructed
from scheduler.solver.search.rooms import Rooms

MOST_WAYS = 3_000


def every_way(year):
    """Return every way to give rooms to the meetings and lunches of a year, whether or not it keeps the rules."""
    problem, there = year.problem, year.partial_solution().without_facts(year.problem)
    of_meeting = [[None] if problem.bodies[one.body].online else list(problem.rooms) for one in there.meetings]
    of_lunch = [[None] if one.lunch is None else list(problem.rooms) for one in there.occurrences]
    return product(product(*of_meeting), product(*of_lunch))


def with_rooms(year, rooms, lunch_rooms):
    """Return a year in other rooms, each meeting day at the venue of what is in them."""
    problem, there = year.problem, year.partial_solution().without_facts(year.problem)
    venue = {code: one.venue for code, one in problem.rooms.items()} | {None: None}
    meetings = tuple(replace(m, room=code, venue=venue[code]) for m, code in zip(there.meetings, rooms, strict=True))
    occurrences = []
    for one, code in zip(there.occurrences, lunch_rooms, strict=True):
        here = [m for m in meetings if (m.meeting_day, m.date) == (one.meeting_day, one.date)]
        venues = [venue[code], *(m.venue for m in here), problem.meeting_days[one.meeting_day].venue]
        lunch = None if one.lunch is None else replace(one.lunch, room=code)
        occurrences.append(replace(one, lunch=lunch, venue=next((v for v in venues if v is not None), None)))
    return PartialSolution(meetings, tuple(occurrences))


def best_rooms(year):
    """Return the lowest tiers of any rooms that break no rule, dates and people being as they are."""
    plans = (finished(year.problem, with_rooms(year, *way), ()) for way in every_way(year))
    return min(tuple(recount(year.problem, plan)[0].values()) for plan in plans if not check(year.problem, plan))


def tiers(year):
    return tuple(recount(year.problem, finished(year.problem, year.partial_solution(), ()))[0].values())


def but_for_rooms(year):
    """Return what of a year is to stay."""
    there = year.partial_solution().without_facts(year.problem)
    return [(m.body, m.date, m.start, m.end, m.attendance) for m in there.meetings], [
        (o.meeting_day, o.date, o.theme) for o in there.occurrences
    ]


def rooms_of(year):
    return {(m.body, m.date.isoformat()): m.room for m in year.partial_solution().meetings}


CHEAP, DEAR = room("CHEAP", cost_per_hour=5, capacity=9), room("DEAR", cost_per_hour=50, capacity=9)


def evening(code, **fields):
    cadence = {} if "cadence" in fields else {"meetings": 1}
    return body(code, **({"start_times": "10:00", "quorum": 0} | cadence | fields))


def test_the_cheaper_room_goes_where_it_saves_most():
    """A long meeting and a short one are in each other's room."""
    problem = week(evening("A", duration_minutes=60), evening("B", duration_minutes=180), CHEAP, DEAR, last=MON)
    year = year_of(problem, meeting(problem, "A", MON, room="CHEAP"), meeting(problem, "B", MON, room="DEAR"))
    assert (Rooms(year, plenty()).assign(), rooms_of(year)) == (True, {("A", MON): "DEAR", ("B", MON): "CHEAP"})


def test_rooms_that_are_best_stay():
    problem = week(evening("A"), CHEAP, DEAR)
    year = year_of(problem, meeting(problem, "A", MON, room="CHEAP"))
    assert (Rooms(year, plenty()).assign(), rooms_of(year)) == (False, {("A", MON): "CHEAP"})


def test_a_body_keeps_to_one_room_where_that_costs_less():
    """On Monday the cheap room is taken; it saves less on Tuesday than a change of room costs."""
    like_it = room("OTHER", cost_per_hour=6, capacity=9)
    problem = week(
        evening("A", meetings=2, duration_minutes=60), absence("room", "CHEAP", MON), CHEAP, like_it, last=TUE
    )
    year = year_of(problem, *(meeting(problem, "A", day, room=code) for day, code in ((MON, "OTHER"), (TUE, "CHEAP"))))
    assert (Rooms(year, plenty()).assign(), set(rooms_of(year).values())) == (True, {"OTHER"})


def test_people_keep_the_time_for_the_way():
    """ANN comes straight from a meeting that needs the loop of the dear room; the cheap one is at another venue."""
    near = room("NEAR", cost_per_hour=50, capacity=9, features=frozenset({"loop"}))
    far = room("FAR", cost_per_hour=1, capacity=9, venue="Library")
    rows = [evening("A", room_features=("loop",)), evening("B", start_times="12:00"), near, far]

    def year(*members):
        problem = week(*rows, *members, last=MON, travel_minutes=45)
        return year_of(
            problem, meeting(problem, "A", MON, room="NEAR"), meeting(problem, "B", MON, "12:00", room="NEAR")
        )

    assert Rooms(year(member("ANN", "A"), member("ANN", "B")), plenty()).assign() is False
    assert Rooms(year(member("ANN", "A"), member("BOB", "B")), plenty()).assign() is True


@pytest.mark.parametrize(("who", "rooms"), [("ANN", "NEAR"), ("BOB", "FAR")])
def test_people_keep_the_time_for_the_way_from_what_stands_around(who, rooms):
    """The same, of B alone: A is not to be given another room, and its people are where they are."""
    near = room("NEAR", cost_per_hour=50, capacity=9)
    far = room("FAR", cost_per_hour=1, capacity=9, venue="Library")
    rows = [evening("A"), evening("B", start_times="12:00"), near, far, member("ANN", "A"), member(who, "B")]
    problem = week(*rows, last=MON, travel_minutes=45)
    year = year_of(problem, meeting(problem, "A", MON, room="NEAR"), meeting(problem, "B", MON, "12:00", room="NEAR"))
    alone = [block for block in blocks(problem) if block.bodies == ("B",)]
    choices = standing(year.around(alone), year.of(alone))
    objective = RoomObjective(choices, plenty())
    assert objective.minimise_all()
    assert [one.room for one in objective.partial_solution().meetings if one.body == "B"] == [rooms]


def test_a_day_on_which_a_meeting_day_is_off_says_nothing_of_its_rooms_on_another():
    rows = [body("X", meeting_day="DAY", session="AM", duration_minutes=60, quorum=0), meeting_day(meetings=2)]
    problem = week(*rows, session(), CHEAP, DEAR, fixed(TUE, meeting_day="DAY", cancelled=True))
    year = spoilt(constructed(problem, plenty()))
    assert set(rooms_of(year).values()) == {"DEAR"}
    assert (Rooms(year, plenty()).assign(), set(rooms_of(year).values())) == (True, {"CHEAP"})


def test_a_plan_in_which_a_meeting_is_not_asked_for_is_left_as_it_is():
    problem = week(evening("A"), CHEAP, DEAR)
    year = year_of(problem, *(meeting(problem, "A", day, room="DEAR") for day in (MON, TUE)))
    assert Rooms(year, plenty()).assign() is False


def held_to_best_rooms(year):
    """Check that rooms are assigned as well as can be, with nothing else changed; whether it was checked."""
    ways = 1
    for _ in zip(every_way(year), range(MOST_WAYS), strict=False):
        ways += 1
    if ways > MOST_WAYS:
        return False
    before, stays = tiers(year), but_for_rooms(year)
    better = Rooms(year, plenty()).assign()
    assert tiers(year) == best_rooms(year)
    assert better is (tiers(year) < before)
    assert but_for_rooms(year) == stays
    assert not check(year.problem, finished(year.problem, year.partial_solution(), ()))
    return True


def spoilt(year):
    """Return the year in the worst rooms that keep the rules, the first of every hundred ways."""
    found = year.partial_solution()
    worst = tiers(year)
    for way, _ in zip(every_way(year), range(100), strict=False):
        solution = with_rooms(year, *way)
        plan = finished(year.problem, solution, ())
        if not check(year.problem, plan) and tuple(recount(year.problem, plan)[0].values()) > worst:
            found, worst = solution, tuple(recount(year.problem, plan)[0].values())
    year.put(list(year.solutions), found)
    return year


QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "derandomize": True}


@pytest.mark.parametrize(
    "seed", [3, 6, 8, 14, 19, 30, *(pytest.param(n, marks=pytest.mark.thorough) for n in (10, 15, 26))]
)
def test_rooms_are_the_best_of_all_where_dates_stand(seed):
    assert held_to_best_rooms(spoilt(constructed(a_small_council(seed), plenty())))


@pytest.mark.slow
@settings(max_examples=rounds(60), **QUIETLY)
@given(councils())
def test_rooms_of_any_council_are_the_best_of_all_where_dates_stand(problem):
    try:
        year = constructed(problem, plenty())
    except NoInsertion:
        return
    held_to_best_rooms(spoilt(year))


# -- bounds


def bound(year):
    return Rooms(year, plenty()).bound()


def test_each_body_is_bounded_by_the_cheapest_room_that_would_do():
    """The first needs a loop, the second more seats than the cheap room has."""
    loop = room("LOOP", cost_per_hour=20, capacity=9, features=frozenset({"loop"}))
    hall = room("HALL", cost_per_hour=30, capacity=20)
    problem = week(
        evening("A", meetings=2, room_features=("loop",)), evening("B", extra_seats=15), CHEAP, loop, hall, DEAR
    )
    placed = [meeting(problem, "A", day, room="LOOP") for day in (MON, TUE)]
    year = year_of(problem, *placed, meeting(problem, "B", MON, room="HALL"))
    assert (bound(year), total(year)["rooms"]) == (140, 140)


def test_a_room_that_is_never_free_bounds_nobody():
    problem = week(evening("A"), absence("room", "CHEAP", MON, FRI), CHEAP, DEAR)
    assert bound(year_of(problem, meeting(problem, "A", MON, room="DEAR"))) == 100


def test_a_room_that_is_free_only_when_the_body_may_not_meet_bounds_nobody():
    problem = week(evening("A", weekdays="Mon;Tue"), absence("room", "CHEAP", MON, TUE), CHEAP, DEAR)
    assert bound(year_of(problem, meeting(problem, "A", MON, room="DEAR"))) == 100


def test_a_change_of_room_that_must_be_is_in_the_bound():
    """The first meeting is fixed to a day on which the cheap room is taken; the second may have it."""
    problem = week(
        evening("A", meetings=2), fixed(MON, body="A"), fixed(TUE, body="A"), absence("room", "CHEAP", MON), CHEAP, DEAR
    )
    year = year_of(problem, *(meeting(problem, "A", day, room=code) for day, code in ((MON, "DEAR"), (TUE, "CHEAP"))))
    assert (bound(year), total(year)["rooms"]) == (112, 112)


def test_a_room_that_a_row_gives_is_in_the_bound():
    problem = week(evening("A", meetings=2), fixed(MON, body="A", room="DEAR"), CHEAP, DEAR)
    year = year_of(problem, *(meeting(problem, "A", day, room=code) for day, code in ((MON, "DEAR"), (TUE, "CHEAP"))))
    assert (bound(year), total(year)["rooms"]) == (112, 112)


def test_what_is_not_held_costs_nothing():
    problem = week(
        evening("A", cadence=Cadence(minimum=0, maximum=2), extra_seats=15),
        evening("B", cadence=Cadence(minimum=0, maximum=2)),
        CHEAP,
        room("HALL", cost_per_hour=30, capacity=20),
    )
    year = year_of(problem, meeting(problem, "A", MON, room="HALL"), meeting(problem, "B", TUE, room="CHEAP"))
    assert bound(year) == 20


def test_bodies_of_a_meeting_day_and_its_lunch_need_rooms_at_once():
    problem = week(
        *(body(code, meeting_day="DAY", session="AM", duration_minutes=60, quorum=0) for code in "XY"),
        meeting_day(meetings=1),
        session(arrangement="simultaneous"),
        CHEAP,
        DEAR,
    )
    year = constructed(problem, plenty())
    Rooms(year, plenty()).assign()
    assert (bound(year), total(year)["rooms"]) == (55, 55)


def test_joining_members_do_not_raise_the_bound():
    """Three more from Wednesday on: before, the small room does, and empty seats are counted by the most."""
    rows = [member(who, "A", start_date=WED) for who in ("BOB", "CAT", "DOT")]
    problem = week(evening("A"), member("ANN", "A"), *rows, room("SMALL", capacity=3), room("LARGE", capacity=13))
    assert bound(year_of(problem, meeting(problem, "A", THU, room="LARGE"))) == 0


@pytest.mark.slow
@settings(max_examples=rounds(15), **QUIETLY)
@given(councils())
def test_a_bound_of_rooms_is_never_above_the_best_of_all_plans(problem):
    problem = replace(problem, exchanges={})
    best = best_plan(problem)
    if best is None:
        return
    year = constructed(problem, plenty())
    values = dict(zip(goals(problem), best, strict=True))
    if values["held"] == total(year)["held"]:
        assert bound(year) <= values["rooms"]
