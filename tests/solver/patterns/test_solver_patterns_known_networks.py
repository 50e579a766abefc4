"""Networks of tiny bodies, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    day,
    fixed,
    meeting,
    member,
    period,
    project,
    room,
)

from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.problem import Problem
from scheduler.solver.cp.progress import TimeIsUp
from scheduler.solver.patterns.drafts import Draft
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.layers import Layer
from scheduler.solver.patterns.movers import movers
from scheduler.solver.patterns.network import Network
from scheduler.solver.patterns.networks import network_of
from scheduler.solver.patterns.reading import NoNetwork, networks_of

MONDAY = "2015-11-02"


def two_weeks(*rows: object, **fields: object) -> Problem:
    """Return a council of one body from Monday 2 to Sunday 15 November 2015: days 0 to 13."""
    usual = {"cadence": Cadence(minimum=2, maximum=2), "weekdays": "Mon;Thu", "start_times": "10:00"}
    made = {**usual, "duration_minutes": 90, **fields}
    return council(body("A", **made), member("ANN", "A"), room(), *rows, start_date=MONDAY, end_date="2015-11-15")


def network(problem: Problem) -> Network:
    read = networks_of(problem)
    assert read.others == ()
    (found,) = read.networks
    return found


def no_network(problem: Problem) -> NoNetwork:
    read = networks_of(problem)
    assert read.networks == ()
    (found,) = read.others
    return found


def test_nodes_are_days_and_starts_in_order() -> None:
    found = network(two_weeks(start_times="14:00;10:00"))
    nodes = list(zip(found.day.tolist(), found.start.tolist(), found.end.tolist(), strict=True))
    assert nodes[:3] == [(0, 600, 690), (0, 840, 930), (3, 600, 690)]
    assert (found.layers, found.least, found.nodes, found.open.all()) == (2, 2, 8, True)
    assert (found.code, found.of_meeting_day, found.fixed.tolist(), found.covers) == ("A", False, [False, False], ())


@pytest.mark.parametrize(
    ("rows", "fields", "days"),
    [
        ((), {}, [0, 3, 7, 10]),
        ((), {"weekdays": "Sat"}, [5, 12]),
        ((closed("2015-11-05"),), {}, [0, 7, 10]),
        ((closed("2015-11-05", applies_to=("B",)),), {}, [0, 3, 7, 10]),
        ((closed("2015-11-05", strength="avoid"),), {}, [0, 3, 7, 10]),
        ((), {"start_date": day("2015-11-03"), "end_date": day("2015-11-09")}, [3, 7]),
    ],
)
def test_days_are_those_that_no_rule_closes(rows: tuple, fields: dict, days: list[int]) -> None:
    found = network(two_weeks(*rows, **fields))
    assert sorted({*found.day.tolist()}) == days


def test_notice_closes_the_first_days() -> None:
    problem = two_weeks(notice_clear_days=2)
    problem = replace(problem, settings=replace(problem.settings, publication_date=day(MONDAY)))
    assert network(problem).day.tolist() == [3, 7, 10]


@pytest.mark.parametrize(
    ("cadence", "layers", "least", "idle"),
    [
        (Cadence(minimum=2, maximum=2), 2, 2, None),
        (Cadence(minimum=1, maximum=3), 3, 1, [0, 1, 1]),
        (Cadence(minimum=0, maximum=2), 2, 0, [1, 1]),
        (Cadence(per_period=1), 2, 2, None),
    ],
)
def test_layers_are_what_the_cadence_asks_for(
    cadence: Cadence, layers: int, least: int, idle: list[int] | None
) -> None:
    periods = [period("P1", MONDAY, "2015-11-06"), period("P2", "2015-11-09", "2015-11-13")]
    found = network(two_weeks(*periods, cadence=cadence))
    assert (found.layers, found.least) == (layers, least)
    assert idle == (found.costs["held"].idle.tolist() if "held" in found.costs else None)
    if cadence.per_period is not None:
        assert [found.day[one].tolist() for one in found.open] == [[0, 3], [7, 10]]


def test_what_may_be_held_costs_a_unit_where_it_is_not() -> None:
    costs = network(two_weeks(cadence=Cadence(minimum=1, maximum=3))).costs["held"]
    assert (costs.node.tolist(), costs.idle.tolist(), costs.constant) == ([0] * 4, [0, 1, 1], 0)


def test_gaps_are_forbidden_and_priced_by_days() -> None:
    found = network(two_weeks(weekdays="Mon;Tue;Wed;Thu;Fri", min_gap_days=2, max_gap_days=10))
    assert np.flatnonzero(found.allowed_gap[0]).tolist() == [*range(2, 11)]
    # two in fourteen days: seven days are even, a week either way is free; every other interval is not the usual one
    assert found.costs["dates"].gap[0].tolist() == [2] * 7 + [0] + [2] * 7
    three = network(two_weeks(cadence=Cadence(minimum=3, maximum=3)))  # four days are even, up to eleven are free
    assert three.costs["dates"].gap[1].tolist() == [0] * 12 + [1, 1, 1]


def test_the_usual_weekday_is_a_mode() -> None:
    costs = network(two_weeks()).costs["dates"]
    assert costs.mode.tolist() == [[0, 2, 0, 2], [2, 0, 2, 0]]
    assert (costs.node.tolist(), costs.idle.tolist(), costs.constant) == ([0] * 4, [0, 0], 0)


def test_days_to_avoid_and_other_weekdays_cost_their_weight() -> None:
    problem = two_weeks(
        closed("2015-11-05", strength="avoid"),
        absence("person", "ANN", "2015-11-09 11:00", "2015-11-09 12:00", strength="soft"),
        preferred_weekdays="Mon",
        start_times="10:00;11:30",
    )
    costs = network(problem).costs["dates"].node
    assert costs.tolist() == [0, 0, 5 + 3, 5 + 3, 2, 2, 3, 3]  # both starts of Monday 9 meet the hour away


def test_a_wish_without_weight_costs_nothing() -> None:
    problem = replace(two_weeks(preferred_weekdays="Mon"), wish_weights={"preferred_weekdays": 0, "same_weekday": 0})
    assert "dates" not in network(problem).costs


def test_a_fixed_date_is_a_stretch_of_one_day_and_a_start_closes_the_others() -> None:
    found = network(two_weeks(fixed("2015-11-09", body="A", start="14:00"), start_times="10:00;14:00"))
    assert [(one.first, one.last, one.units) for one in found.covers] == [(7, 7, np.inf)]
    assert found.start[found.day == 7].tolist() == [14 * 60]


def test_a_due_report_is_a_stretch_at_a_price() -> None:
    found = network(two_weeks(project("PR", "A", "2015-11-07")))
    assert [(one.first, one.last, one.tier, one.units) for one in found.covers] == [(0, 3, "dates", 4)]


def test_last_year_is_a_day_and_a_week_at_a_price() -> None:
    problem = two_weeks()
    before = calendar(problem, meeting(problem, "A", "2014-11-06"), start_date=day("2014-11-01"), end_date=day(MONDAY))
    found = network(replace(problem, baseline=before, as_of="2015-10-01T00:00:00Z"))
    assert [(one.first, one.last, one.units) for one in found.covers] == [(3, 3, 2), (0, 3, 2)]


def test_a_row_about_a_number_is_a_way_of_its_layer() -> None:
    row = FixedMeeting(None, "A", number=2, title="Annual", start=720, duration_minutes=45)
    found = network(two_weeks(row))
    assert [found.way_of[one].tolist() for one in found.open] == [[0] * 4, [1] * 4]
    assert {*found.start[found.open[1]].tolist()} == {720}
    assert {*(found.end - found.start)[found.open[1]].tolist()} == {45}
    assert [way[0].title for way in found.ways] == [None, "Annual"]


def test_a_meeting_beside_the_cadence_is_no_pattern() -> None:
    found = no_network(two_weeks(FixedMeeting(day("2015-11-04"), "A", extra=True)))
    assert (found.why, found.impossible) == ("it holds a meeting beside its cadence.", False)


def test_a_fixed_date_on_a_closed_day_leaves_no_year() -> None:
    found = no_network(two_weeks(fixed("2015-11-03", body="A")))
    assert (found.code, found.of_meeting_day, found.bodies, found.impossible) == ("A", False, ("A",), True)
    assert found.why == "A Board is fixed to Tuesday 3 November 2015."


def test_a_published_calendar_costs_where_it_is_left() -> None:
    problem = two_weeks(start_times="10:00;14:00", min_gap_days=1)
    before = calendar(problem, meeting(problem, "A", "2015-11-05"), meeting(problem, "A", "2015-11-12", "14:00"))
    found = network(replace(problem, baseline=before, as_of="2015-10-01T00:00:00Z"))
    moved = 1_001_000  # with one membership
    wanted = [one for one in found.covers if one.tier == "unmoved"]
    assert [(one.first, one.last, one.units) for one in wanted] == [(3, 3, moved), (10, 10, moved)]
    nodes = zip(found.day.tolist(), found.start.tolist(), found.costs["unmoved"].node.tolist(), strict=True)
    of_first = [(day, start, cost) for (day, start, cost), one in zip(nodes, found.open[0], strict=True) if one]
    assert of_first == [
        (0, 600, 3), (0, 840, 3), (3, 600, 0), (3, 840, moved), (7, 600, 4), (7, 840, 4), (10, 600, moved + 7),
        (10, 840, 7),
    ]  # fmt: skip


def test_a_published_calendar_of_another_number_of_meetings_is_no_pattern() -> None:
    problem = two_weeks()
    before = calendar(problem, meeting(problem, "A", "2015-11-09"))
    found = no_network(replace(problem, baseline=before, as_of="2015-10-01T00:00:00Z"))
    assert found.why.startswith("it matches meetings of an earlier calendar")


def test_two_meetings_on_one_day_are_told_where_starts_and_gaps_allow_them() -> None:
    assert network(two_weeks(start_times="10:00;14:00")).twice_a_day
    assert not network(two_weeks(start_times="10:00;14:00", min_gap_days=1)).twice_a_day
    assert not network(two_weeks()).twice_a_day
    assert not network(two_weeks(start_times="10:00;14:00", cadence=Cadence(minimum=1, maximum=1))).twice_a_day
    assert not network(two_weeks()).allowed_gap[:, 0].any()


def test_a_body_without_a_cadence_has_no_network() -> None:
    read = networks_of(two_weeks(cadence=Cadence()))
    assert (read.networks, read.others, read.reports) == ((), (), ())


def test_a_reading_is_left_where_time_is_up() -> None:
    def late() -> None:
        raise TimeIsUp

    with pytest.raises(TimeIsUp):
        networks_of(two_weeks(), check=late)


def test_a_settled_meeting_that_others_may_come_before_or_after_is_no_pattern() -> None:
    problem = two_weeks()
    (mover,) = movers(problem)
    one, two = mover.layers
    settled = replace(two.turn, days=(day("2015-11-05"),))
    fact = Layer(settled, (settled,), day(MONDAY), number=1, fact=True)
    earlier = replace(one.turn, days=(day(MONDAY), day("2015-11-04")))
    replace(mover, layers=(Layer(earlier, (earlier,), day(MONDAY)), fact)).check()
    before = Layer(settled, (settled,), day(MONDAY), number=0, fact=True)
    for layers in ((one, fact), (before, two)):
        with pytest.raises(NotAPattern, match=r"^a meeting that is settled already may come before or after one that "):
            replace(mover, layers=layers).check()


def test_a_draft_of_periods_of_which_nothing_is_owed_is_no_pattern() -> None:
    periods = [period("P1", MONDAY, "2015-11-06"), period("P2", "2015-11-09", "2015-11-13")]
    problem = two_weeks(*periods, cadence=Cadence(per_period=1))
    (mover,) = movers(problem)
    with pytest.raises(NotAPattern, match=r"^not all that its periods ask for is owed\.$"):
        network_of(problem, mover, Draft(mover.layers, len(problem.days)))


def test_a_row_that_may_be_about_either_of_two_meetings_is_no_pattern() -> None:
    window = {"earliest": day("2015-11-02"), "latest": day("2015-11-12")}
    found = no_network(two_weeks(FixedMeeting(None, "A", title="Annual", waive=("fixed",), reason="agreed", **window)))
    assert found.why == "a row about one meeting may be about several of its meetings."
    found = no_network(two_weeks(FixedMeeting(None, "A", title="Annual", duration_minutes=30, **window)))
    assert found.why.startswith("A Board is fixed to a day from Monday 2 November 2015 until Thursday 12 November 2015")


def test_a_row_that_gives_only_a_title_and_a_window_asks_for_some_meeting_in_it() -> None:
    window = {"earliest": day("2015-11-02"), "latest": day("2015-11-05")}
    found_one = network(two_weeks(FixedMeeting(None, "A", title="Annual", **window)))
    assert [(cover.first, cover.last, cover.units) for cover in found_one.covers] == [(0, 3, float("inf"))]
    later = FixedMeeting(None, "A", title="Budget", earliest=day("2015-11-05"), latest=day("2015-11-10"))
    found = no_network(two_weeks(FixedMeeting(None, "A", title="Annual", **window), later))
    assert found.why.startswith("A Board is fixed to")  # which of the two is which has to be told apart
