"""A year is warned of what its days would be: each calendar of one day, asked by itself, is the oracle."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from builders import body, council, member, person
from rounds import rounds

from scheduler.domain.tables import LEGAL_KINDS
from scheduler.domain.wording import long_date
from scheduler.law.warnings import warnings

FIRST, DAYS = date(2026, 10, 20), 24
"""A planning committee's size changes within these days."""
OF_NO_DAY = {"reorganisation", "annual_meeting", "accounts"}
"""What is asked of the calendar as a whole."""


def any_council(chance):
    """Return a council of bodies and members that come and go, of any legal kinds."""
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]

    def seat(who, of):
        start, end = sorted(chance.sample(days, 2))
        spans = ({}, {"start_date": start}, {"end_date": end}, {"start_date": start, "end_date": end})
        deputies = chance.choice([(), (), ("C1",)]) if who != "C1" else ()
        return member(who, of, substitutes=deputies, **chance.choice(spans))

    bodies = [
        body(
            code,
            legal_kind=chance.choice(LEGAL_KINDS) if number else "full_council",
            notice_clear_days=chance.choice([None, 0, 3, 5]),
            attendance_mode=chance.choice(["in_person", "hybrid", "online"]),
            quorum=chance.choice([None, 2, 5]),
            **chance.choice([{}, {}, {"start_date": chance.choice(days)}, {"end_date": chance.choice(days)}]),
        )
        for number, code in enumerate(["FC", "GB", "HB", "KB"])
    ]
    people = [person(f"C{number}", group=chance.choice(["Green", "Orange", None])) for number in range(18)]
    seats = [
        seat(one.code, of.code) for of in bodies for one in chance.sample(people, chance.choice([3, 10, 14, 16, 18]))
    ]
    return council(*bodies, *people, *seats, start_date=FIRST.isoformat(), end_date=days[-1].isoformat())


def first_days(problem):
    """Return each matter and body that is warned of, and since when, by asking each day as a calendar of its own."""
    found = {}
    for day in problem.days:
        alone = replace(problem, settings=replace(problem.settings, start_date=day, end_date=day))
        for one in warnings(alone):
            found.setdefault((one.matter, one.body), day)
    return found


@pytest.mark.parametrize("seed", range(rounds(25)))
def test_each_warning_is_of_the_first_of_its_days(seed):
    problem = any_council(Random(seed))  # noqa: S311 - councils are drawn by chance, and nobody's secret hangs on it
    expected = first_days(problem)
    told = {(one.matter, one.body): one.message for one in warnings(problem)}
    assert {key for key in told if key[0] not in OF_NO_DAY} == {key for key in expected if key[0] not in OF_NO_DAY}
    for key, message in told.items():
        if key[0] not in OF_NO_DAY and message.startswith("From "):
            assert message.startswith(f"From {long_date(expected[key])}, ")
