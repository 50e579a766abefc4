"""Networks against rules and wishes: every year of a network keeps the rules at its price, and no other year does."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from builders import absence, body, calendar, closed, council, day, meeting, member, period, project, room
from networks_compared import compare
from pieces import plenty
from rounds import rounds
from years import best_of, cost, date_rules, plan_of, scores, years

from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.problem import Problem
from scheduler.rules import broken
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.search.decomposition import relax_rooms

FIRST = day("2015-11-02")


def a_date(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def a_body(seed: int) -> Problem:
    """Return a council of one body by chance, for four or five weeks with few open days."""
    chance = Random(f"network {seed}")  # noqa: S311 - the same councils every time
    last = chance.choice((18, 25, 32))
    fields: dict[str, object] = {
        "weekdays": chance.choice(("Mon", "Mon;Thu", "Tue;Wed")),
        "start_times": chance.choice(("10:00", "10:00", "10:00;14:00", "09:00;10:00")),
        "duration_minutes": chance.choice((60, 120)),
    }
    rows = [room(), member("ANN", "A"), member("BOB", "A", attendance=chance.choice(("expected", "optional")))]
    if chance.random() < 0.3:
        middle = chance.choice((7, 9, 13))
        rows += [
            period("P1", a_date(0), a_date(middle)),
            period("P2", a_date(middle + chance.choice((1, 3))), a_date(last)),
        ]
        fields["cadence"] = Cadence(per_period=chance.choice((1, 1, 2)))
    else:
        least = chance.choice((0, 1, 2))
        fields["cadence"] = Cadence(minimum=least, maximum=least + chance.choice((0, 1, 2)))
    for name, value in (
        ("preferred_weekdays", "Mon;Tue"),
        ("min_gap_days", chance.choice((1, 5, 8))),
        ("max_gap_days", chance.choice((7, 14, 15))),
        ("start_date", a_date(chance.choice((2, 8)))),
        ("end_date", a_date(chance.choice((12, 16)))),
        ("notice_clear_days", 3),
    ):
        if chance.random() < 0.35:
            fields[name] = day(value) if name.endswith("_date") else value
    rows.append(body("A", **fields))
    for make in (
        lambda: closed(a_date(chance.randrange(last)), a_date(last), reason="Recess"),
        lambda: closed(a_date(chance.randrange(last)), strength="closed"),
        lambda: closed(a_date(0), a_date(chance.randrange(last)), strength="avoid", applies_to=("A",)),
        lambda: absence("person", "ANN", a_date(7), a_date(11), strength="soft"),
        lambda: absence("person", "BOB", f"{a_date(7)} 10:00", f"{a_date(7)} 11:00", strength="soft"),
        lambda: project("PR", "A", a_date(chance.randrange(last))),
    ):
        if chance.random() < 0.3:
            rows.append(make())
    settings = {"publication_date": a_date(chance.choice((-5, 2)))} if chance.random() < 0.4 else {}
    problem = council(*rows, start_date=a_date(0), end_date=a_date(last), **settings)
    baseline = None
    if chance.random() < 0.4:
        before = [FIRST - timedelta(days=364) + timedelta(days=chance.randrange(last)) for _ in range(2)]
        held = [meeting(problem, "A", one.isoformat()) for one in sorted(set(before))]
        baseline = calendar(problem, *held, start_date=FIRST - timedelta(days=364), end_date=FIRST - timedelta(days=1))
    return replace(problem, as_of="2015-10-01T00:00:00Z", baseline=baseline)


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_a_network_has_the_years_that_keep_the_rules_at_the_price_of_the_wishes(seed: int) -> None:
    compare(a_body(seed), Random(seed))  # noqa: S311 - the same plans every time


def with_rows(problem: Problem, chance: Random) -> Problem:
    """Return the problem with one or two rows about single meetings of the body."""
    rows = []
    for _ in range(chance.choice((1, 1, 2))):
        weekdays = problem.bodies["A"].weekdays or frozenset()
        at = chance.choice([one for one in problem.days if one.weekday() in weekdays or chance.random() < 0.1])
        number = chance.choice((1, 2))
        row = chance.choice(
            (
                FixedMeeting(at, "A"),
                FixedMeeting(at, "A", start=chance.choice((540, 600, 840))),
                FixedMeeting(at, "A", title="Budget"),
                FixedMeeting(at, "A", duration_minutes=45, start=chance.choice((None, 660))),
                FixedMeeting(at, "A", waive=("weekday",), reason="agreed"),
                FixedMeeting(at, "A", cancelled=True),
                FixedMeeting(None, "A", number=number, title="Annual"),
                FixedMeeting(None, "A", number=number, start=720),
                FixedMeeting(at, "A", number=number),
                FixedMeeting(None, "A", number=number, earliest=at, latest=at + timedelta(days=9)),
                FixedMeeting(None, "A", earliest=at, latest=at + timedelta(days=9), title="Annual"),
                FixedMeeting(None, "A", number=number, waive=("gap",), reason="agreed"),
                FixedMeeting(at, "A", extra=True),
            )
        )
        rows.append(row)
    return replace(problem, fixed_meetings=tuple(rows))


def proven(problem: Problem, *tiers: str) -> tuple[int, ...] | None:
    """Return how low the solver's model proves that tiers can be, rooms aside; None where there is no plan."""
    model = PlanObjective(relax_rooms(problem), plenty())
    steps = [model.minimise(tier, 60) for tier in tiers]
    if None in steps:
        assert model.infeasible
        return None
    assert model.proven(*tiers)
    return tuple(step.value for step in steps if step is not None)


def compare_with_the_model(problem: Problem) -> str:
    """Hold the best year of the network of the only body against the model; say what it was compared by."""
    read = networks_of(problem)
    if read.others and read.others[0].impossible:
        assert proven(problem, "held", "dates") is None
        return "no year"
    if read.others or not read.networks:
        return "no network" if read.others else "nothing held"
    (network,) = read.networks
    best = best_of(network, "held", "dates")
    for nodes in years(network):
        plan = plan_of(problem, network, nodes)
        assert list(broken(problem, plan, date_rules())) == []
        assert [cost(network, nodes, tier) for tier in ("held", "dates")] == [
            scores(problem, plan, tier) for tier in ("held", "dates")
        ]
        break
    model = proven(problem, "held", "dates")
    if network.twice_a_day:
        assert best is None or (model is not None and model <= best)
        return "twice a day"
    assert best == model
    return "best"


@pytest.mark.parametrize("seed", range(rounds(12)))
def test_the_best_year_of_a_network_is_as_good_as_the_models(seed: int) -> None:
    compare_with_the_model(a_body(seed))


@pytest.mark.parametrize("seed", range(rounds(25)))
def test_rows_about_one_meeting_bind_a_network_as_they_bind_the_model(seed: int) -> None:
    compare_with_the_model(with_rows(a_body(seed), Random(seed)))  # noqa: S311 - the same rows every time


def replanned(seed: int) -> Problem:
    """Return a problem of which some days have passed: an earlier calendar's meetings are facts, or free to move."""
    problem, chance = a_body(seed), Random(f"facts {seed}")  # noqa: S311 - the same days every time
    if problem.periods:
        problem = replace(problem, periods=problem.periods[:1])
    read = networks_of(problem)
    found = list(years(read.networks[0])) if read.networks else []
    if not found:
        return problem
    before = plan_of(problem, read.networks[0], chance.choice(found))
    now = f"{a_date(chance.randrange(len(problem.days)))}T12:00:00Z"
    return replace(problem, baseline=before, as_of=now, wish_weights={"unmoved": 0})


def published(seed: int) -> Problem:
    """Return a problem with an earlier calendar to be left in place, some of whose days are closed by now."""
    problem, chance = a_body(seed), Random(f"published {seed}")  # noqa: S311 - the same days every time
    cadence, least = problem.bodies["A"].cadence, chance.choice((1, 2, 3))
    if cadence.per_period is None:
        cadence = Cadence(minimum=least, maximum=least)
    problem = replace(problem, bodies={"A": replace(problem.bodies["A"], cadence=cadence)})
    read = networks_of(problem)
    found = list(years(read.networks[0])) if read.networks else []
    if not found:
        return problem
    before = plan_of(problem, read.networks[0], chance.choice(found))
    now = chance.choice(("2015-10-01", a_date(chance.randrange(len(problem.days)))))
    gone = closed(chance.choice(before.meetings).date.isoformat(), reason="Strike")
    rows = (*problem.closed_dates, gone) if chance.random() < 0.5 else problem.closed_dates
    return replace(problem, baseline=before, as_of=f"{now}T00:30:00Z", closed_dates=rows)


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_facts_are_layers_that_stand(seed: int) -> None:
    problem = replanned(seed)
    if not networks_of(problem).others:
        compare(problem, Random(seed))  # noqa: S311 - the same plans every time


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_a_published_calendar_is_left_in_place_at_its_price(seed: int) -> None:
    problem = published(seed)
    if not networks_of(problem).others:
        compare(problem, Random(seed))  # noqa: S311 - the same plans every time
