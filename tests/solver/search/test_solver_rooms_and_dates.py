"""Dates moved for the sake of cheaper rooms, and the cheapest rooms of a day, against every way there is."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from builders import absence, body, meeting_day, member, room, session
from pieces import FRI, MON, TUE, WED, blocks, plenty, total, week, where
from rounds import rounds
from rules.random_calendars import a_calendar, a_council
from test_solver_rooms import CHEAP, DEAR, evening, rooms_of

from scheduler.checking import check
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import finished
from scheduler.solver.patterns import kernels, priced_days
from scheduler.solver.patterns.calendars import calendar
from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.day_rooms import DayRooms
from scheduler.solver.patterns.priced_days import PricedDays
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.patterns.room_prices import RoomPrices
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.room_years import RoomYears
from scheduler.solver.patterns.seatings import Seatings
from scheduler.solver.search.construction import Incumbent, constructed
from scheduler.solver.search.first_plan import Patterns
from scheduler.solver.search.rooms import Rooms
from scheduler.wishes import ungranted


def never():
    return False


def patterns_of(problem):
    """Return the patterns of a council, a first plan as years, and the same as an incumbent."""
    patterns = Patterns.of(problem, lambda blocks: pytest.fail(f"{blocks} are no patterns"), lambda: None)
    years = negotiated(patterns.calendar, patterns.weights).years
    year = Incumbent(problem)
    year.put(blocks(problem), patterns.solution(years))
    return patterns, years, year


def lowest(problem):
    """Return the lowest tiers that the whole model finds, and proves."""
    objective = PlanObjective(problem, plenty())
    assert objective.minimise_all()
    return {name: objective.value(name) for name in objective.goals if name != "slots"}


def test_a_meeting_moves_to_a_day_on_which_the_cheap_room_is_free():
    problem = week(evening("A", weekdays="Mon"), evening("B", weekdays="Mon;Tue"), CHEAP, DEAR)
    patterns, years, year = patterns_of(problem)
    assert set(rooms_of(year).values()) == {"CHEAP", "DEAR"}
    better = Rooms(year, plenty()).improve(patterns, years, never)
    assert better is not None
    assert set(rooms_of(year).values()) == {"CHEAP"}
    assert where(year)["A"] == [MON]
    assert patterns.calendar.networks[1].day[better[1].held].tolist() == [1]


def test_no_date_is_made_worse_for_a_room():
    problem = week(evening("A", weekdays="Mon"), evening("B", preferred_weekdays="Mon"), CHEAP, DEAR)
    patterns, years, year = patterns_of(problem)
    assert Rooms(year, plenty()).improve(patterns, years, never) is None
    assert total(year)["dates"] == 0


def test_whoever_has_the_room_makes_way():
    """B can be on Monday only, and needs the room that A has there."""
    loop = room("LOOP", cost_per_hour=5, capacity=9, features=frozenset({"loop"}))
    hall = room("HALL", cost_per_hour=90, capacity=9, features=frozenset({"loop"}))
    rows = [evening("A", weekdays="Mon;Tue"), evening("B", weekdays="Mon", room_features=("loop",))]
    patterns, years, year = patterns_of(week(*rows, loop, hall, DEAR))
    Rooms(year, plenty()).improve(patterns, years, never)
    assert rooms_of(year)[("B", MON)] == "LOOP"
    assert total(year)["rooms"] == 20


def test_nothing_is_looked_for_once_it_is_to_stop():
    patterns, years, year = patterns_of(
        week(evening("A", weekdays="Mon"), evening("B", weekdays="Mon;Tue"), CHEAP, DEAR)
    )
    assert Rooms(year, plenty()).improve(patterns, years, lambda: True) is None


def test_a_meeting_day_stays_and_others_move_away_from_it():
    rows = [body("X", meeting_day="DAY", session="AM", duration_minutes=60, quorum=0)]
    rows += [meeting_day(meetings=1, weekdays="Mon"), session("AM", start="10:00", end="12:00")]
    problem = week(*rows, evening("A", weekdays="Mon;Tue"), CHEAP, DEAR)
    patterns, years, year = patterns_of(problem)
    Rooms(year, plenty()).improve(patterns, years, never)
    assert not check(problem, finished(problem, year.partial_solution(), ()))
    assert (where(year)["X"], set(rooms_of(year).values())) == ([MON], {"CHEAP"})


def test_a_day_that_has_no_room_for_one_more_is_left_out():
    """On Monday only the cheap room is open, and A has it; on Tuesday C has it; B may have it on Wednesday."""
    boards = [evening("A", weekdays="Mon"), evening("B", weekdays="Mon;Tue;Wed"), evening("C", weekdays="Tue")]
    patterns, years, year = patterns_of(week(*boards, CHEAP, DEAR, absence("room", "DEAR", MON)))
    assert set(rooms_of(year).values()) == {"CHEAP", "DEAR"}
    assert Rooms(year, plenty()).improve(patterns, years, never) is not None
    assert rooms_of(year) == {("A", MON): "CHEAP", ("B", WED): "CHEAP", ("C", TUE): "CHEAP"}


def test_meeting_days_that_want_one_room_both_stay():
    rows = [CHEAP, DEAR]
    for code, sits in (("DAY", "X"), ("FAIR", "Y")):
        rows += [meeting_day(code, meetings=1, weekdays="Mon"), session("AM", code, start="10:00", end="12:00")]
        rows += [body(sits, meeting_day=code, session="AM", duration_minutes=60, quorum=0)]
    patterns, years, year = patterns_of(week(*rows))
    before = year.partial_solution()
    assert Rooms(year, plenty()).improve(patterns, years, never) is None
    assert year.partial_solution() == before
    assert set(rooms_of(year).values()) == {"CHEAP", "DEAR"}


def three_boards(seed):
    """Return three boards for a fortnight, some of them with wishes about days, with three rooms for two at a price."""
    chance = np.random.default_rng(seed)
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    rows = []
    for code in "ABC":
        wish = {"preferred_weekdays": str(chance.choice(days))} if chance.random() < 0.5 else {}
        many = {"meetings": int(chance.integers(2, 4)), "min_gap_days": 2}
        rows += [evening(code, **many, **wish), member(str(chance.choice(["ANN", "BOB"])), code)]
    rows += [absence("room", "CHEAP", f"2015-11-{17 + int(chance.integers(8))}"), CHEAP, DEAR]
    return week(*rows, room("HALL", cost_per_hour=9, capacity=30), last="2015-11-27")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("route", [None, kernels.best_year])
def test_rooms_and_dates_of_small_councils_are_never_worse_and_seldom_short_of_the_best(seed, route):
    problem = three_boards(seed)
    patterns, years, year = patterns_of(problem)
    before = list(total(year).values())
    rooms = Rooms(year, plenty())
    rooms.improve(patterns, years, never, **({} if route is None else {"route": route}))
    rooms.assign()
    best = lowest(problem)
    assert list(best.values()) <= list(total(year).values()) <= before
    assert rooms.bound() <= best["rooms"]
    assert not check(problem, finished(problem, year.partial_solution(), ()))
    if total(year)["dates"] == best["dates"]:
        assert total(year)["rooms"] - best["rooms"] <= 10


def test_the_same_seed_moves_the_same_meetings():
    found = []
    for _ in range(2):
        patterns, years, year = patterns_of(three_boards(3))
        Rooms(year, plenty()).improve(patterns, years, never, seed=5)
        found.append(year.partial_solution())
    assert found[0] == found[1]


# -- branch and price over years in rooms


@pytest.mark.parametrize("seed", range(6))
def test_rooms_and_dates_are_bounded_together(seed):
    """The bound is never above the best of all plans, nor below what each meeting needs by itself."""
    problem = three_boards(seed)
    patterns, _, year = patterns_of(problem)
    rooms, best = Rooms(year, plenty()), lowest(problem)
    found = rooms.settle(patterns, never)
    if [*total(year).values()][:-1] == [*best.values()][:-1]:
        assert found is not None
        assert rooms.bound() <= found <= best["rooms"]
    assert not check(problem, finished(problem, year.partial_solution(), ()))


def boards_that_change_rooms(seed, price, *more):
    """Return boards that pay this for each further room; no room but the dear hall is free on every day."""
    chance = np.random.default_rng(seed)
    rows = []
    for code in "AB":
        start = str(chance.choice(["10:00", "10:00;11:00"]))
        rows += [evening(code, meetings=int(chance.integers(2, 4)), min_gap_days=1, start_times=start)]
    for number in range(3):
        rows += [room(f"R{number}", cost_per_hour=int(chance.integers(5, 9)), capacity=int(chance.choice([9, 29])))]
        shut = sorted(chance.choice(range(16, 21), 3, replace=False).tolist())
        rows += [absence("room", f"R{number}", f"2015-11-{day}") for day in shut]
    return week(*rows, *more, room("HALL", cost_per_hour=12, capacity=9), wishes={"same_room": price})


@pytest.mark.parametrize("price", [0, 1, 2, 5, 100])
@pytest.mark.parametrize("seed", range(rounds(6)))
def test_a_change_of_room_is_in_the_bound_at_its_price(seed, price):
    problem = boards_that_change_rooms(seed, price)
    patterns, _, year = patterns_of(problem)
    rooms, best = Rooms(year, plenty()), lowest(problem)
    found = rooms.settle(patterns, never)
    rooms.assign()
    assert [*total(year).values()][:-1] == [*best.values()][:-1]
    assert (found, total(year)["rooms"]) == (best["rooms"], best["rooms"])


def test_of_many_rooms_a_change_costs_nothing_in_the_bound():
    """Whoever may use more rooms than are tried set by set pays for no change of them: the bound is lower, and true."""
    problem = boards_that_change_rooms(2, 100)
    patterns, _, year = patterns_of(problem)
    prices, best = RoomPrices(problem), lowest(problem)["rooms"]
    assert RoomYears(patterns.calendar, prices, most_rooms=4).groups.keys() == {0, 1}
    assert RoomYears(patterns.calendar, prices, most_rooms=3).groups == {}
    clock = Clock(60, silence, replace(DEFAULT, room_set_rooms=3))
    found = Rooms(year, clock).settle(patterns, never)
    assert found is not None
    assert found <= best


@pytest.mark.parametrize("seed", range(8))
def test_a_year_costs_for_its_rooms_what_the_wishes_count(seed):
    """With many meetings in each room, at any times, beside what has been held already: only the rooms matter."""
    problem = a_council(seed)
    plan = a_calendar(problem, seed)
    for moment in ("2015-11-01T00:00:00Z", "2015-11-20T09:00:00Z"):
        now = replace(problem, baseline=plan, as_of=moment)
        prices = RoomPrices(now)
        assert prices.wishes_of_a_year
        for code in now.bodies:
            own = replace(plan, meetings=tuple(plan.of_body(code)), occurrences=())
            used = {one.room for one in own.meetings if one.room in now.rooms and not now.is_fact(one)}
            counted = sum(row.cost for wish in prices.wishes_of_a_year for row in ungranted(now, own, wish))
            assert prices.of_year(code, sorted(used)) == counted


def test_two_that_want_one_room_on_one_day_are_bounded_above_what_each_needs():
    """Either would have the cheap room for 10; both meet on Monday, and one pays 100."""
    problem = week(evening("A", preferred_weekdays="Mon"), evening("B", preferred_weekdays="Mon"), CHEAP, DEAR)
    patterns, _, year = patterns_of(problem)
    rooms = Rooms(year, plenty())
    assert (rooms.bound(), rooms.settle(patterns, never), total(year)["rooms"]) == (20, 110, 110)


def test_a_combined_room_is_taken_with_its_parts_and_their_buffers():
    """B's only room is made of A's two; it is cleared until A's is to be set up."""
    half = [room(code, cost_per_hour=1, capacity=5, setup_minutes=30) for code in ("R1", "R2")]
    buffers = {"setup_minutes": 30, "clear_minutes": 30}
    whole = room("R12", cost_per_hour=1, capacity=30, combines=("R1", "R2"), **buffers)
    dear = room("DEAR", cost_per_hour=60, capacity=5)
    rows = [evening("A", start_times="12:30", weekdays="Mon"), evening("B", weekdays="Mon", extra_seats=20)]
    patterns, _, year = patterns_of(week(*rows, *half, whole, dear))
    rooms = Rooms(year, plenty())
    found = rooms.settle(patterns, never)
    rooms.assign()
    assert rooms_of(year) == {("A", MON): "DEAR", ("B", MON): "R12"}
    assert found == total(year)["rooms"]


@pytest.mark.parametrize("seed", range(4))
def test_what_has_no_choice_of_room_in_its_year_is_bounded_beside_it(seed):
    """A lunch and its board have rooms of the day, an online board has none, and the other two have years in rooms."""
    rows = [body("X", meeting_day="DAY", session="AM", duration_minutes=60, quorum=0)]
    rows += [meeting_day(meetings=1), session("AM", start="14:00", end="15:00"), session("LUNCH")]
    rows += [evening("C", attendance_mode="online")]
    problem = boards_that_change_rooms(seed, 5, *rows)
    patterns, _, year = patterns_of(problem)
    rooms, best = Rooms(year, plenty()), lowest(problem)
    found = rooms.settle(patterns, never)
    rooms.assign()
    assert rooms.bound() <= found <= best["rooms"] <= total(year)["rooms"]
    assert {meeting.room for meeting in year.partial_solution().meetings if meeting.body == "C"} == {None}
    assert not check(problem, finished(problem, year.partial_solution(), ()))


def test_a_calendar_too_large_for_years_in_rooms_is_not_bounded_so():
    problem = three_boards(1)
    patterns, _, year = patterns_of(problem)
    assert Rooms(year, Clock(60, silence, replace(DEFAULT, room_year_nodes=0))).settle(patterns, never) is None


def test_nothing_is_bounded_where_earlier_tiers_are_above_what_each_could_have():
    """Both want ANN on their one day, at one time: somebody sends apologies."""
    rows = [evening(code, weekdays="Mon") for code in "AB"]
    problem = week(*rows, member("ANN", "A"), member("ANN", "B"), CHEAP, DEAR)
    patterns = patterns_of(problem)[0]
    year = constructed(problem, plenty())
    assert Rooms(year, plenty()).settle(patterns, never) is None


def test_years_in_rooms_and_back():
    patterns, years, year = patterns_of(three_boards(1))
    made, housing = RoomYears(patterns.calendar, RoomPrices(year.problem)), patterns.calendar.housing
    rooms = {
        (number, node): (housing.numbers(patterns.calendar.pieces[number][0].rooms[node])[-1],)
        for number, one in enumerate(years)
        for node in one.held.tolist()
    }
    back, again = made.without_rooms(made.with_rooms(years, rooms))
    assert again == rooms
    assert all((one.nodes == two.nodes).all() for one, two in zip(back, years, strict=True))


# -- one day


def a_day(*rows):
    problem = week(*rows, last=MON)
    seatings, read = Seatings(problem), networks_of(problem)
    made, _ = calendar(seatings, read.networks, read.reports, RoomSets(problem))
    return made, RoomPrices(problem)


def cheapest_of_all(days, prices, held):
    """Return the least that any rooms cost, by trying all."""
    bookings = [(one, booking) for one in held for booking in days.bookings(one) if booking is not None]
    found = [np.inf]
    for rooms in product(*(booking.rooms for _, booking in bookings)):
        pairs = combinations(zip((booking for _, booking in bookings), rooms, strict=True), 2)
        if not any(days.in_the_way(*one, *two) for one, two in pairs):
            costs = [prices.at(days.calendar, *one)[0][room] for (one, _), room in zip(bookings, rooms, strict=True)]
            found.append(sum(costs))
    return min(found)


@pytest.mark.parametrize("remembered", [1, 1000])
def test_the_rooms_of_a_day_are_the_cheapest_of_all_however_many_days_are_remembered(monkeypatch, remembered):
    """Four boards of two starts each, and four rooms, one of them made of two others."""
    monkeypatch.setattr(priced_days, "MOST_REMEMBERED", remembered)
    rows = [evening(code, start_times="10:00;11:30", duration_minutes=60 + 30 * n) for n, code in enumerate("ABCD")]
    rows += [room("R1", cost_per_hour=5, capacity=9), room("R2", cost_per_hour=7, capacity=9, setup_minutes=15)]
    rows += [room("R3", cost_per_hour=4, capacity=40), room("R12", cost_per_hour=1, capacity=99, combines=("R1", "R2"))]
    made, prices = a_day(*rows)
    days = DayRooms(made)
    priced = PricedDays(days, prices)
    for nodes in product(*(range(network.nodes) for network in made.networks)):
        held = list(enumerate(nodes))
        found = priced.of(held)
        assert found.cost == cheapest_of_all(days, prices, held)
        if np.isfinite(found.cost):
            assert found.cost == sum(prices.at(made, *one)[0][r] for one, r in zip(held, found.rooms, strict=True))


def test_a_day_with_too_few_rooms_cannot_be_housed():
    made, prices = a_day(evening("A"), evening("B"), room())
    assert PricedDays(DayRooms(made), prices).of([(0, 0), (1, 0)]).cost == np.inf


def test_a_meeting_and_a_lunch_cost_what_the_wishes_count():
    rows = [body("X", meeting_day="DAY", session="AM", duration_minutes=60, quorum=0), meeting_day(meetings=1)]
    rows += [session("AM", start="10:00", end="12:00"), session("LUNCH", start="12:00", end="13:00")]
    problem = week(*rows, room("R", cost_per_hour=6, capacity=25), last=FRI)
    prices = RoomPrices(problem)
    assert prices.of("X", 600, 690).tolist() == [11]
    assert prices.of_lunch("DAY", 720, 780).tolist() == [6]
