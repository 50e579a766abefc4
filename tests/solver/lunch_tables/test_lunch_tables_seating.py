"""Lunches too large for every seating: bounds by counting, CP-SAT where counting is too low, demands in conflict."""

import pytest
from every_table import party

from scheduler.checking.lunch_tables import check_tables
from scheduler.domain.lunch_tables import APART, TABLE, WITH, Demand, Guest
from scheduler.solver.cp.progress import Clock
from scheduler.solver.lunch_tables.bounds import CompanyCount, fewest_pairs
from scheduler.solver.lunch_tables.models import open_from
from scheduler.solver.lunch_tables.seating import CannotSeat, Seated, seat

MANY = [f"P{number:02d}" for number in range(40)]
BOARDS = {one: "AB"[number % 2] if number < 30 else "" for number, one in enumerate(MANY)}
COLLEAGUES = dict.fromkeys(MANY[:4], "x")


def tiers_of(year):
    found = seat(year, Clock(60))
    assert isinstance(found, Seated)
    assert check_tables(year, found.places, found.tiers) == ()
    return {tier.name: (tier.value, tier.bound) for tier in found.tiers}


def test_two_lunches_of_forty_are_proven():
    tiers = tiers_of([party(number, BOARDS, COLLEAGUES, 8) for number in (1, 2)])
    assert tiers == {"boards": (60, 60), "organisations": (0, 0), "company": (15, 15)}


def test_what_a_row_forces_is_no_gap():
    asked = [Demand(WITH, (Guest("P00"), Guest("P01")))]
    tiers = tiers_of([party(number, BOARDS, COLLEAGUES, 8, asked) for number in (1, 2)])
    assert tiers == {"boards": (60, 60), "organisations": (2, 2), "company": (15, 15)}


def test_time_that_is_up_ends_the_search_with_what_there_is():
    class Ended(Clock):
        def plan_found(self):
            super().plan_found()
            self.interrupt()

    year = [party(number, BOARDS, COLLEAGUES, 8) for number in (1, 2)]
    found = seat(year, Ended(60))
    assert isinstance(found, Seated)
    assert check_tables(year, found.places, found.tiers) == ()


def test_two_who_change_size_move_as_few_as_can_be():
    before = {one: number % 5 + 1 for number, one in enumerate(MANY)}
    before["P01"] = before["P06"] = 1
    tiers = tiers_of([party(1, BOARDS, COLLEAGUES, 8, before=before)])
    assert tiers["unmoved"] == (2, 2)
    assert tiers["boards"][0] == tiers["boards"][1]


@pytest.mark.parametrize(
    "asked",
    [
        [Demand(TABLE, (Guest("P00"),), (9,))],
        [Demand(WITH, (Guest("P00"), Guest("P01"))), Demand(APART, (Guest("P01"), Guest("P00")))],
        [Demand(TABLE, (Guest(one),), (1,)) for one in MANY[:9]],
    ],
)
def test_demands_that_cannot_hold_are_named_and_none_is_idle(asked):
    idle = Demand(APART, (Guest("P20"), Guest("P21")))
    found = seat([party(1, BOARDS, COLLEAGUES, 8, [*asked, idle])], Clock(60))
    assert isinstance(found, CannotSeat)
    ((_, named),) = found.conflicts
    assert set(named) == set(asked)


def test_counts_of_company():
    year = [party(number, BOARDS, {}, 8) for number in (1, 2, 3)]
    count = CompanyCount(year, [open_from(one) for one in year])
    values = {"boards": 90, "organisations": 0}
    assert count.of_two_lunches() == 3 * fewest_pairs(40, 25)
    assert count.of_guests() == 0
    assert count.bound(values) == 45
    twelve = [party(number, BOARDS, {}, 8) for number in range(12)]
    crowded = CompanyCount(twelve, [open_from(one) for one in twelve])
    assert crowded.of_guests() == 40 * (84 - 39 + 6) // 2
    assert crowded.of_pairs({"boards": 360, "organisations": 0}) > crowded.of_guests()
