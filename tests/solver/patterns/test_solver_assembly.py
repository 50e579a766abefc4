"""Calendars put together of the years of networks: every seat, room and label, and what they break."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from builders import absence, body, council, day, meeting_day, member, room, session, theme
from every_seat import best, price
from open_networks import open_networks
from rounds import rounds

from scheduler.checking import check
from scheduler.domain.plan import Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Travel
from scheduler.solver.cp.hints import in_place
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.progress import Clock, TimeIsUp, silence
from scheduler.solver.cp.solution import finished
from scheduler.solver.patterns.assembly import broken_by, partial_solution
from scheduler.solver.patterns.calendars import NEVER, calendar
from scheduler.solver.patterns.network import Calendar, Network, Year
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seatings import Seated, Seatings

PEOPLE = ("ANN", "BOB", "CAT", "DOT", "EVE")


def made(problem: Problem) -> tuple[Seatings, Calendar, tuple[dict[str, Seated], ...]]:
    """Return the calendar of open networks of an input, with its seats."""
    seatings = Seatings(problem)
    found, seats = calendar(seatings, open_networks(problem), (), RoomSets(problem))
    return seatings, found, seats


def at(network: Network, *moments: tuple[str, int], first: date) -> Year:
    """Return the year whose meetings are at some moments."""
    wanted = [((day(on) - first).days, start) for on, start in moments]
    nodes = list(zip(network.day.tolist(), network.start.tolist(), strict=True))
    return Year(np.array([nodes.index(one) for one in wanted]), 0.0)


def boards(seed: int) -> Problem:
    """Return two or three boards that meet online, for a fortnight."""
    chance = Random(f"boards {seed}")  # noqa: S311 - the same boards every time
    rows: list[Any] = []
    for code in ("GB", "HB", "KB")[: chance.choice((2, 3))]:
        rows.append(body(code, start_times="10:00;11:00", meetings=2, quorum=1, attendance_mode="online"))
        for who in chance.sample(PEOPLE, 2):
            others = chance.sample([one for one in PEOPLE if one != who], chance.choice((0, 1, 1)))
            attendance = chance.choice(("expected", "expected", "optional"))
            rows.append(
                member(who, code, chance.choice(("chair", "member")), substitutes=tuple(others), attendance=attendance)
            )
    times = (("2015-11-03",), ("2015-11-04 10:30", "2015-11-04 12:00"), ("2015-11-10",))
    rows += [absence("person", who, *chance.choice(times)) for who in PEOPLE if chance.random() < 0.5]
    limit = chance.choice((None, None, 1))
    return council(*rows, start_date="2015-11-02", end_date="2015-11-13", max_meetings_per_person_per_day=limit)


def a_year(chance: Random, network: Network) -> Year | None:
    """Return some days and starts that are open, in order, on weekdays."""
    weekdays = [node for node in np.flatnonzero(network.open[0]).tolist() if network.day[node] % 7 < 5]
    by_day = {int(network.day[node]): node for node in chance.sample(weekdays, len(weekdays))}
    days = sorted(chance.sample(sorted(by_day), network.layers)) if len(by_day) >= network.layers else []
    return Year(np.array([by_day[one] for one in days]), 0.0) if days else None


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_a_calendar_of_years_has_the_best_seats_of_every_day(seed: int) -> None:
    problem, chance = boards(seed), Random(f"years {seed}")  # noqa: S311 - the same years every time
    seatings, found, seats = made(problem)
    years = [a_year(chance, network) for network in found.networks]
    solution = partial_solution(seatings, found, seats, years)
    by_day: defaultdict[date, list[Meeting]] = defaultdict(list)
    for number, meeting in enumerate(solution.meetings):
        by_day[meeting.date].append(replace(meeting, uid=f"{number}"))
    least = {on: best(problem, *theirs) for on, theirs in by_day.items()}
    assert {on: price(problem, *theirs) for on, theirs in by_day.items()} == least
    if None not in years:
        told = broken_by(problem, solution)
        assert {on for one in told for on in one.dates} == {on for on, of_day in least.items() if of_day is None}
        assert check(problem, finished(problem, solution, ())) == told


def two_sessions(*rows: Any, **settings: Any) -> Problem:
    """Return a council with a meeting day of two bodies, one of which ends in summer, a lunch, and a board."""
    return council(
        meeting_day("DAY", meetings=2),
        session("AM"),
        session("LUNCH"),
        session("PM"),
        body("A", meeting_day="DAY", session="AM", quorum=1),
        body("B", meeting_day="DAY", session="PM", quorum=1, end_date="2016-06-30"),
        body("GB", meetings=2, quorum=1, start_times="10:00;18:00"),
        room("TH1"),
        room("TH2"),
        room("LIB", venue="Library"),
        theme("T1", status="confirmed", date="2015-11-19"),
        *(member(who, code) for who, code in (("ANN", "A"), ("BOB", "A"), ("ANN", "B"), ("CAT", "GB"))),
        *rows,
        **settings,
    )


def test_everything_of_a_meeting_day_is_written_down() -> None:
    problem = two_sessions()
    seatings, found, seats = made(problem)
    meeting_day_, board = found.networks
    assert [piece.body for piece in found.pieces[0]] == ["A", "B", "DAY"]
    first = problem.days[0]
    years = [
        at(meeting_day_, ("2015-11-19", 540), ("2016-07-07", 540), first=first),
        at(board, ("2015-11-24", 600), ("2016-03-01", 1080), first=first),
    ]
    one, two = years[0].nodes.tolist()
    rooms = {(0, one): (1, 0, 0), (0, two): (0, -1, 1), (1, int(years[1].nodes[0])): (2,)}
    solution = partial_solution(seatings, found, seats, years, rooms)
    assert [(meeting.body, meeting.date.isoformat(), meeting.start, meeting.room) for meeting in solution.meetings] == [
        ("A", "2015-11-19", 540, "TH2"),
        ("B", "2015-11-19", 840, "TH1"),
        ("GB", "2015-11-24", 600, "LIB"),
        ("GB", "2016-03-01", 1080, None),
        ("A", "2016-07-07", 540, "TH1"),
    ]
    assert [(one.sequence, one.date.isoformat(), one.venue, one.lunch.room) for one in solution.occurrences] == [
        (1, "2015-11-19", "Town Hall", "TH1"),
        (2, "2016-07-07", "Town Hall", "TH2"),
    ]
    assert (found.pieces[0][1].start[two], found.pieces[0][1].people[two].tolist()) == (NEVER, [0])
    told = broken_by(problem, solution)
    assert [(breach.rule, breach.bodies) for breach in told] == [("room_missing", ("GB",)), ("theme", ())]


def test_the_model_gives_themes_and_rooms_where_dates_are_fixed() -> None:
    problem = two_sessions()
    seatings, found, seats = made(problem)
    first = problem.days[0]
    moments = [(("2015-11-19", 540), ("2016-07-07", 540)), (("2015-11-24", 600), ("2016-03-01", 1080))]
    years = [at(network, *some, first=first) for network, some in zip(found.networks, moments, strict=True)]
    solution = partial_solution(seatings, found, seats, years)
    objective = PlanObjective(problem, Clock(20, silence), restriction=in_place(solution), hint=solution)
    assert objective.minimise_all()
    there = objective.partial_solution()
    assert [(one.body, one.date) for one in there.meetings] == [(one.body, one.date) for one in solution.meetings]
    assert [one.theme for one in there.occurrences] == ["T1", None]
    assert check(problem, finished(problem, there, ())) == ()


def test_a_day_is_open_where_a_room_would_do_in_another_slot() -> None:
    shut = absence("room", "TH1", "2015-11-19 08:00", "2015-11-19 10:00")
    problem = council(
        meeting_day("DAY", meetings=1),
        session("AM", arrangement="either"),
        *(body(code, meeting_day="DAY", session="AM", quorum=1, duration_minutes=60) for code in ("A", "B")),
        room("TH1"),
        *(member(who, code) for who, code in (("ANN", "A"), ("BOB", "B"))),
        shut,
        replace(shut, start=shut.start + timedelta(days=1), end=shut.end + timedelta(days=1, hours=10)),
    )
    _, found, _ = made(problem)
    assert found.networks[0].open[0, 17:21].tolist() == [True, True, False, True]
    assert [piece.rooms[18].tolist() for piece in found.pieces[0]] == [[0], [0]]


def test_a_day_with_too_few_rooms_costs_no_more_than_its_bodies_one_after_another() -> None:
    rows = [
        meeting_day("DAY", meetings=1),
        session("AM", arrangement="either"),
        *(body(code, meeting_day="DAY", session="AM", quorum=1, duration_minutes=60) for code in ("A", "B")),
        *(member(who, code) for who, code in (("ANN", "A"), ("ANN", "B"), ("BOB", "A"), ("CAT", "B"))),
        absence("person", "BOB", "2015-11-19"),
        room("R1"),
    ]
    _, one_room, _ = made(council(*rows))
    _, two_rooms, _ = made(council(*rows, room("R2")))
    costs = [found.networks[0].costs["apologies"].node[18:20].tolist() for found in (one_room, two_rooms)]
    assert costs == [[2, 0], [4, 2]]
    for number, on in enumerate(("2015-11-19", "2015-11-20")):
        objective = PlanObjective(council(*rows, start_date=on, end_date=on), Clock(20, silence))
        assert objective.minimise_all()
        assert objective.value("apologies") == costs[0][number]
    assert not any(piece.sure.any() for piece in one_room.pieces[0])


def test_the_way_between_two_bodies_is_the_shortest_between_rooms_that_would_do() -> None:
    problem = council(
        body("GB", venue="Library"),
        body("HB"),
        body("KB", venue="Town Hall"),
        body("OB", attendance_mode="online"),
        room(),
        room("LIB", venue="Library"),
        Travel("Library", "Town Hall", 25),
        *(member(who, code) for who in ("ANN", "BOB", "CAT") for code in ("GB", "HB", "KB", "OB")),
    )
    _, found, _ = made(problem)
    assert found.bodies == ("GB", "HB", "KB", "OB")
    assert found.apart.tolist() == [[0, 0, 25, 0], [0, 0, 0, 0], [25, 0, 0, 0], [0, 0, 0, 0]]


def test_the_most_meetings_of_a_day_and_what_stands_are_part_of_a_calendar() -> None:
    problem = council(
        body("GB", meetings=1, quorum=1, start_times="18:00"), body("HB"), room(), member("ANN"), member("BOB"),
        max_meetings_per_person_per_day=2,
    )  # fmt: skip
    stands = Meeting("s", "HB", 1, day("2015-11-19"), 1080, 1200, "Town Hall", "CR1", attendance=attendance_of("BOB"))
    seatings = Seatings(problem, [stands])
    only = [network for network in open_networks(problem) if network.code == "GB"]
    found, _ = calendar(seatings, only, (), RoomSets(problem, [stands]))
    assert found.most_a_day == 2
    occupied = found.occupied
    assert (occupied.day.tolist(), occupied.start.tolist(), occupied.bodies) == ([18], [1080], ("HB",))
    assert occupied.people.tolist() == [seatings.diaries.bits_of(["BOB"]).tolist()]
    there = np.flatnonzero(found.networks[0].day == 18)
    assert not (found.pieces[0][0].people[there] & occupied.people[0]).any()
    assert found.networks[0].costs["apologies"].node[there].tolist() == [2]


def test_of_a_fact_nothing_is_asked_and_nothing_is_written_anew() -> None:
    problem = council(body("GB", meetings=2, quorum=1, start_times="18:00"), room(), *map(member, ("ANN", "BOB")))
    (network,) = open_networks(problem)
    opened = network.open.copy()
    opened[0] = network.day == 18
    opened[1] = network.day > 18
    network = replace(network, open=opened, fixed=np.array([True, False]))
    away = absence("person", "ANN", "2015-11-01", "2016-10-31")
    seatings = Seatings(replace(problem, absences=(away,)))
    found, seats = calendar(seatings, [network], (), RoomSets(problem))
    (piece,), (made_of,) = found.pieces[0], found.networks
    assert made_of.open[0].tolist() == opened[0].tolist()
    assert (piece.people[18].tolist(), piece.start[18], piece.end[18]) == ([0], NEVER, NEVER)
    assert made_of.costs["apologies"].node[18:20].tolist() == [0, 2]
    solution = partial_solution(seatings, found, seats, [Year(np.array([18, 50]), 0.0)])
    assert [meeting.date for meeting in solution.meetings] == [problem.days[50]]


def test_seats_are_left_undone_where_time_is_up() -> None:
    clock = Clock(0.0, silence, replace(DEFAULT, late_seconds=0.0))
    for problem in (boards(0), two_sessions()):
        with pytest.raises(TimeIsUp):
            calendar(Seatings(problem, check=clock.check), open_networks(problem), (), RoomSets(problem))


def attendance_of(*people: str) -> tuple[Attendance, ...]:
    """Return seats that these fill in person."""
    return tuple(Attendance(who, "member", True, "attends") for who in people)  # noqa: FBT003
