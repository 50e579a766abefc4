"""Weeks of the month, months, sets of periods and the wishes about dates as networks: read exactly."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from builders import body, calendar, closed, council, day, meeting, meeting_day, member, period, room, session
from networks_compared import compare
from rounds import rounds

from scheduler.domain.bodies import LAST_WEEK, Cadence
from scheduler.domain.problem import Problem
from scheduler.solver.patterns.reading import networks_of

FIRST = day("2015-11-02")
WEEKS = 16
THURSDAY = 3


def a_date(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def a_body(seed: int, weeks: int) -> Problem:
    """Return a council of one body for so many weeks, that keeps to what councils say, by chance; few days are open."""
    chance = Random(f"cadence {seed}")  # noqa: S311 - the same councils every time
    last = 7 * weeks - 1
    fields: dict[str, object] = {
        "weekdays": chance.choice(("Mon;Fri", "Tue", "Thu;Fri")),
        "start_times": chance.choice(("18:00", "10:00;17:00", "16:59")),
        "duration_minutes": 60,
    }
    if chance.random() < 0.5:
        fields["weeks_of_month"] = frozenset(chance.sample((1, 2, 3, 4, 5, LAST_WEEK), chance.choice((1, 2))))
    if chance.random() < 0.3:
        fields["months"] = frozenset(chance.sample((11, 12, 1, 2), 3))
    rows = [room(), member("ANN", "A"), member("BOB", "A")]
    kind = chance.choice(("cycle", "gap", "rare", "rare"))
    if kind == "cycle":
        rows += [period(f"W{n}", a_date(14 * n), a_date(14 * n + 13), "fortnight") for n in range(weeks // 2)][:4]
        rows.append(period("ALL", a_date(0), a_date(last)))
        fields |= {"cadence": Cadence(per_period=1), "cycle": chance.choice(("fortnight", "Fortnight", None))}
    elif kind == "gap":
        most = chance.choice((2, 3, 4))
        share = (last + 1) // most
        fields |= {"cadence": Cadence(minimum=2, maximum=most), "max_gap_days": share + chance.randrange(7)}
    else:
        fields["cadence"] = Cadence(minimum=chance.choice((0, 1)), maximum=chance.choice((1, 2)))
    rows.append(body("A", **fields))
    if chance.random() < 0.6:
        rows.append(closed(a_date(14), a_date(14 + chance.choice((5, 6, 9, 13)))))
    evenings = chance.choice(("Mon;Tue;Wed;Thu", "Fri", "Mon"))
    problem = council(*rows, start_date=a_date(0), end_date=a_date(last), evening_weekdays=evenings)
    baseline = None
    if chance.random() < 0.5:
        ago = timedelta(days=364)
        thirds = [
            one - ago for one in problem.days[: 7 * 12] if (one - ago).weekday() == 3 and 15 <= (one - ago).day <= 21
        ]
        held = [meeting(problem, "A", one.isoformat()) for one in thirds]
        baseline = calendar(problem, *held, start_date=FIRST - ago, end_date=FIRST - timedelta(days=1))
    return replace(problem, as_of="2015-10-01T00:00:00Z", baseline=baseline)


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_a_network_has_the_years_that_keep_the_rules_at_the_price_of_the_wishes(seed: int) -> None:
    compare(a_body(seed, weeks=chance_of(seed)), Random(seed))  # noqa: S311 - the same plans every time


def chance_of(seed: int) -> int:
    """Return how many weeks a calendar has: a quarter and more have first and last weeks."""
    return WEEKS if seed % 2 else 6


@pytest.mark.parametrize("start", ["18:00", "10:00;18:00"])
def test_of_these_wishes_networks_leave_nothing_unpriced(start: str) -> None:
    problem = council(
        room(),
        body("OWN", start_times=start, weekdays="Fri", max_gap_days=40, meetings=9, preferred_rooms=("CR1",)),
        body("RARE", meetings=1),
        meeting_day("DAY", meetings=2, weeks_of_month=frozenset({3})),
        session("AM", start="17:00", end="20:00", arrangement="simultaneous"),
        body("HWB", meeting_day="DAY", session="AM"),
        *(member("ANN", code) for code in ("OWN", "RARE", "HWB")),
    )
    read = networks_of(problem)
    assert (len(read.networks), read.others) == (3, ())
    assert {"evening_weekdays", "usual_interval", "rare_meetings", "even_spacing"}.isdisjoint(read.unpriced)
