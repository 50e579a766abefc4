"""The network of a meeting day with all bodies that sit in it, against rules and wishes."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    reports,
    room,
    session,
)
from rounds import rounds
from years import best_of, cost, date_rules, scores, years

from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.rules import broken
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.patterns.network import Network
from scheduler.solver.patterns.reading import networks_of

FIRST = day("2015-11-02")
OF_LUNCHES = ("theme_fit", "lunch_theme", "sponsor_turns", "lunch_elsewhere")


def a_date(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def a_day(seed: int) -> Problem:
    """Return a council of one meeting day by chance, for four or five weeks."""
    chance = Random(f"meeting day {seed}")  # noqa: S311 - the same councils every time
    last = chance.choice((18, 25, 32))
    fields: dict[str, object] = {"weekdays": chance.choice(("Mon;Thu", "Tue", "Tue;Wed;Fri"))}
    rows = [room()]
    if chance.random() < 0.3:
        rows += [period("P1", a_date(0), a_date(9)), period("P2", a_date(12), a_date(last))]
        fields["cadence"] = Cadence(per_period=1)
    else:
        least = chance.choice((0, 1, 2))
        fields["cadence"] = Cadence(minimum=least, maximum=least + chance.choice((0, 1)))
    limits = {"preferred_weekdays": "Tue;Thu", "min_gap_days": 6, "max_gap_days": 14}
    fields |= {name: value for name, value in limits.items() if chance.random() < 0.3}
    rows += [meeting_day("DAY", **fields), session("AM", arrangement="simultaneous"), session("PM")]
    for code, part in (("X", "AM"), ("Y", "AM"), ("Z", "PM")):
        limits = {
            "weekdays": "Mon;Tue;Wed",
            "start_date": day(a_date(4)),
            "end_date": day(a_date(15)),
            "notice_clear_days": 2,
            "preferred_weekdays": "Tue",
        }
        own = {name: value for name, value in limits.items() if chance.random() < 0.15}
        rows += [body(code, meeting_day="DAY", session=part, duration_minutes=60, **own), member("ANN", code)]
    for make in (
        lambda: closed(a_date(chance.randrange(last)), a_date(last), applies_to=("X",)),
        lambda: closed(a_date(chance.randrange(last)), applies_to=("DAY",)),
        lambda: closed(a_date(0), a_date(chance.randrange(last)), strength="avoid", applies_to=("Y",)),
        lambda: absence("person", "ANN", a_date(7), a_date(11), strength="soft"),
        lambda: absence("person", "ANN", f"{a_date(7)} 14:30", f"{a_date(9)} 15:00", strength="soft"),
        lambda: FixedMeeting(day(a_date(chance.randrange(last))), None, "DAY"),
        lambda: FixedMeeting(day(a_date(chance.randrange(last))), "X"),
    ):
        if chance.random() < 0.2:
            rows.append(make())
    problem = council(*rows, start_date=a_date(0), end_date=a_date(last), publication_date=a_date(-1))
    baseline = None
    if chance.random() < 0.3:
        before = FIRST - timedelta(days=364 - chance.randrange(last))
        held = occurrence(problem, "DAY", before.isoformat())
        baseline = calendar(problem, held, start_date=FIRST - timedelta(days=364), end_date=FIRST - timedelta(days=1))
    return replace(problem, as_of="2015-10-01T00:00:00Z", baseline=baseline)


def plan_on(problem: Problem, days: tuple[int, ...]) -> Plan:
    """Return the plan of meeting days held so many days from the first, everybody there."""
    dates = [a_date(number) for number in days]
    there = [
        meeting(problem, one.code, date) for date in dates for one in problem.bodies.values() if one.alive_on(day(date))
    ]
    held = [occurrence(problem, "DAY", date) for date in dates]
    return finished(problem, PartialSolution(tuple(there), tuple(held)), ())


def days_of(network: Network, nodes: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(network.day[node]) for node in nodes)


def compare(problem: Problem, chance: Random) -> int:
    """Hold the network against its own years and others drawn by chance; count its years."""
    read = networks_of(problem)
    found = {}
    if read.others:
        assert read.others[0].impossible, read.others
    for network in read.networks:
        found = {days_of(network, nodes): nodes for nodes in years(network)}
        for days in chance.sample(sorted(found), min(25, len(found))):
            plan = plan_on(problem, days)
            assert list(broken(problem, plan, date_rules())) == []
            for tier in ("held", "unmoved", "dates"):
                assert cost(network, found[days], tier) == scores(problem, plan, tier, OF_LUNCHES), days
    for _ in range(40):
        days = tuple(sorted(chance.sample(range(len(problem.days)), chance.randrange(4))))
        if read.networks and chance.random() < 0.7:
            there = sorted({int(one) for one in read.networks[0].day})
            days = tuple(sorted(chance.sample(there, min(len(there), len(days)))))
        kept = not any(broken(problem, plan_on(problem, days), date_rules()))
        assert kept == (days in found or (not read.networks and not read.others and not days)), days
    return len(found)


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_a_meeting_day_has_the_years_that_keep_the_rules_at_the_price_of_the_wishes(seed: int) -> None:
    compare(a_day(seed), Random(seed))  # noqa: S311 - the same plans every time


def published(seed: int) -> Problem:
    """Return a problem with an earlier calendar of as many meeting days to be left in place."""
    problem, chance = a_day(seed), Random(f"published day {seed}")  # noqa: S311 - the same days every time
    meeting_days = {
        code: replace(one, cadence=Cadence(minimum=2, maximum=2) if problem.periods == () else one.cadence)
        for code, one in problem.meeting_days.items()
    }
    problem = replace(problem, meeting_days=meeting_days)
    read = networks_of(problem)
    found = [days_of(network, nodes) for network in read.networks for nodes in years(network)]
    if not found:
        return problem
    return replace(problem, baseline=plan_on(problem, chance.choice(found)))


@pytest.mark.parametrize("seed", range(rounds(20)))
def test_a_published_meeting_day_is_left_in_place_at_its_price(seed: int) -> None:
    problem = published(seed)
    read = networks_of(problem)
    if not read.others:
        compare(problem, Random(seed))  # noqa: S311 - the same plans every time


def test_a_meeting_day_lasts_from_its_first_session_to_its_last() -> None:
    problem = council(
        meeting_day(meetings=1, weekdays="Mon"),
        session("PM"),
        session("AM"),
        body("X", meeting_day="DAY", session="AM"),
        body("Y", meeting_day="DAY", session="PM"),
        start_date="2015-11-02",
        end_date="2015-11-15",
    )
    (network,) = networks_of(problem).networks
    assert (network.code, network.of_meeting_day, network.twice_a_day) == ("DAY", True, False)
    assert (network.day.tolist(), network.start.tolist(), network.end.tolist()) == ([0, 7], [540, 540], [960, 960])
    assert [[one.body.code for one in way] for way in network.ways] == [["X", "Y"]]


def test_a_body_that_is_founded_later_closes_no_day_before() -> None:
    problem = council(
        meeting_day(meetings=2),
        session("AM"),
        body("X", meeting_day="DAY", session="AM", weekdays="Tue", start_date="2015-11-09"),
        body("Y", meeting_day="DAY", session="AM"),
        start_date="2015-11-02",
        end_date="2015-11-15",
    )
    (network,) = networks_of(problem).networks
    assert set(network.day[network.open.any(axis=0)].tolist()) == {0, 1, 2, 3, 4, 8}


def test_who_reports_within_the_day_asks_nothing_of_other_days() -> None:
    problem = council(
        meeting_day(meetings=2),
        session("AM", arrangement="simultaneous"),
        session("PM"),
        body("X", meeting_day="DAY", session="AM", duration_minutes=60),
        body("Y", meeting_day="DAY", session="PM"),
        reports("X", "Y", 0, 0),
        start_date="2015-11-02",
        end_date="2015-11-15",
    )
    read = networks_of(problem)
    assert (len(read.networks), read.reports) == (1, ())
    assert best_of(read.networks[0], "held", "dates") == (0, 0)


def test_what_all_starts_of_a_session_cost_is_priced_and_what_some_do_is_left_to_whoever_settles_them() -> None:
    problem = council(
        meeting_day(meetings=1, weekdays="Mon"),
        session("AM", arrangement="staggered"),
        body("X", meeting_day="DAY", session="AM", duration_minutes=60),
        body("Y", meeting_day="DAY", session="AM", duration_minutes=60),
        member("ANN", "X"),
        absence("person", "ANN", "2015-11-02", strength="soft"),
        absence("person", "ANN", "2015-11-09 09:00", "2015-11-09 09:30", strength="soft"),
        start_date="2015-11-02",
        end_date="2015-11-22",
    )
    read = networks_of(problem)
    (network,) = read.networks
    assert [len(one.starts) for one in network.ways[0]] == [2, 2]
    assert (network.day.tolist(), network.costs["dates"].node.tolist()) == ([0, 7, 14], [2, 0, 0])
    assert "soft_unavailability" in read.unpriced


def test_what_has_been_held_of_a_meeting_day_stands_and_a_meeting_beside_it_is_no_layer() -> None:
    rows = [meeting_day(meetings=2, weekdays="Tue"), session("AM"), body("X", meeting_day="DAY", session="AM")]
    problem = council(*rows, member("ANN", "X"), room(), start_date=a_date(0), end_date=a_date(18))
    held = [occurrence(problem, "DAY", a_date(1)), meeting(problem, "X", a_date(1))]
    beside = meeting(problem, "X", a_date(2), extra=True, meeting_day=None, session=None)
    to_come = [occurrence(problem, "DAY", a_date(8)), meeting(problem, "X", a_date(8))]
    now = f"{a_date(4)}T00:30:00Z"
    read = networks_of(replace(problem, baseline=calendar(problem, *held, beside, *to_come), as_of=now))
    assert read.others == ()
    (network,) = read.networks
    assert (network.fixed.tolist(), network.least) == ([True, False], 2)
    assert [network.day[one].tolist() for one in network.open] == [[1], [8, 15]]
