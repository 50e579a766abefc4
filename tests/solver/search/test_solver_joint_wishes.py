"""Wishes about several bodies at once: whoever costs most in them is placed anew among all others."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from builders import absence, body, meeting, member, room
from pieces import FRI, MON, THU, TUE, WED, plenty, total, week, where, year_of

from scheduler.checking import check
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import ALL, DATES, DAY, MOVER, YEAR, Choices, Expression, Horizon, Scope
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import finished
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.joint_wishes import JointWishes, joint_wishes
from scheduler.wishes import WISHES
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish


def days_of_their_own(horizon: Horizon = DAY, scope: Scope = ALL) -> SimpleNamespace:
    """Return a wish that no two bodies meet on one day: a unit for each two that do."""
    wish = Wish("own_days", words="Have a day", tier="dates", weight=4, touches={DATES}, horizon=horizon, scope=scope)

    def cost(_problem: Problem, choices: Choices) -> Expression:
        sittings = list(choices.sittings)
        pairs = [(one, two) for place, one in enumerate(sittings) for two in sittings[place + 1 :]]
        return sum(choices.same_day(one, two) for one, two in pairs if one.body is not two.body)

    def ungranted(plan: Plan) -> Iterator[Ungranted]:
        held = list(plan.live)
        for place, one in enumerate(held):
            for two in held[place + 1 :]:
                if one.date == two.date:
                    yield f"{one.body} and {two.body}", 1, "They meet on one day."

    def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
        return priced(problem, wish, ungranted(plan))

    return SimpleNamespace(WISH=wish, cost=cost, score=score)


@pytest.fixture
def own_days() -> Iterator[None]:
    wish = days_of_their_own()
    WISHES.append(wish)
    yield
    WISHES.remove(wish)


def boards(*codes: str, **fields: object) -> Problem:
    return week(
        *(body(code, meetings=1, start_times="10:00", **fields) for code in codes),
        *(member(f"M{code}", code) for code in codes),
        *(room(f"R{code}") for code in codes),
    )


def improved(problem: Problem, year: Incumbent) -> bool:
    looked: list[int] = []
    joint = JointWishes(year, plenty(), lambda: looked.append(1))
    better = joint.run(lambda: False)
    assert bool(looked) == better
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()
    return better


@pytest.mark.usefixtures("own_days")
def test_those_who_cost_something_together_are_parted_one_by_one() -> None:
    problem = boards("A", "B", "C")
    year = year_of(problem, *(meeting(problem, code, MON, room=f"R{code}") for code in "ABC"))
    assert total(year)["dates"] == 12
    assert improved(problem, year)
    assert total(year)["dates"] == 0
    assert len({day for days in where(year).values() for day in days}) == 3


@pytest.mark.usefixtures("own_days")
def test_two_who_stand_in_one_anothers_way_are_placed_together() -> None:
    """A and B have Monday and Tuesday, C only Monday: A and B change, though A alone gains nothing by Tuesday."""
    problem = week(
        body("A", meetings=1, weekdays="Mon;Tue", start_times="10:00"),
        body("B", meetings=1, weekdays="Tue;Wed", start_times="10:00"),
        body("C", meetings=1, weekdays="Mon", start_times="10:00"),
        *(member("ANN", code, attendance="optional") for code in "AB"),
        *(member(f"M{code}", code) for code in "ABC"),
        *(room(f"R{code}") for code in "ABC"),
    )
    there = {"A": MON, "B": TUE, "C": MON}
    year = year_of(problem, *(meeting(problem, code, on, room=f"R{code}") for code, on in there.items()))
    assert total(year)["dates"] == 4
    assert improved(problem, year)
    assert where(year) == {"A": [TUE], "B": [WED], "C": [MON]}


@pytest.mark.usefixtures("own_days")
def test_what_can_be_no_better_stays_as_it_is() -> None:
    problem = boards("A", "B", weekdays="Mon")
    year = year_of(problem, *(meeting(problem, code, MON, room=f"R{code}") for code in "AB"))
    assert not improved(problem, year)
    assert where(year) == {"A": [MON], "B": [MON]}


@pytest.mark.usefixtures("own_days")
def test_an_earlier_tier_is_never_spoilt_for_it() -> None:
    """On all days but Monday somebody is away."""
    away = [absence("MB", day, day) for day in (TUE, WED, THU, FRI)]
    problem = week(
        *(body(code, meetings=1, start_times="10:00") for code in "AB"),
        *(member(f"M{code}", code) for code in "AB"),
        member("MC", "B"),
        *(room(f"R{code}") for code in "AB"),
        *away,
    )
    year = year_of(problem, meeting(problem, "A", MON, room="RA"), meeting(problem, "B", MON, room="RB"))
    assert improved(problem, year)
    assert (where(year)["B"], total(year)["apologies"]) == ([MON], 0)
    assert where(year)["A"] != [MON]


@pytest.mark.usefixtures("own_days")
def test_a_search_that_is_over_changes_nothing() -> None:
    problem = boards("A", "B")
    year = year_of(problem, *(meeting(problem, code, MON, room=f"R{code}") for code in "AB"))
    assert not JointWishes(year, plenty(), lambda: None).run(lambda: True)
    assert where(year) == {"A": [MON], "B": [MON]}


@pytest.mark.usefixtures("own_days")
@pytest.mark.parametrize("effort", [0.0, 2.0])
def test_a_block_for_which_time_is_up_stays_where_it_is(effort: float) -> None:
    """No time at all; then time for the model and none for the search."""
    problem = boards("A", "B")
    year = year_of(problem, *(meeting(problem, code, MON, room=f"R{code}") for code in "AB"))
    clock = Clock(60 if not effort else -60, silence, SearchParameters(repair_seconds=0.0001, repair_effort=effort))
    assert not JointWishes(year, clock, lambda: None).run(lambda: False)
    assert where(year) == {"A": [MON], "B": [MON]}


@pytest.mark.parametrize(("horizon", "scope", "joint"), [(DAY, ALL, True), (YEAR, ALL, True), (YEAR, MOVER, False)])
def test_joint_wishes_are_those_that_look_at_several_bodies(*, horizon: Horizon, scope: Scope, joint: bool) -> None:
    wish = days_of_their_own(horizon, scope)
    WISHES.append(wish)
    try:
        assert (wish in joint_wishes(boards("A"))) is joint
    finally:
        WISHES.remove(wish)
