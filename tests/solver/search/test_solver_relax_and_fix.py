"""Meeting days and those who report to them, layer by layer: plans that keep every rule, bounds that hold."""

from itertools import pairwise

import pytest
from builders import absence, body, meeting_day, member, reports, room, session
from every_plan import above, best_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pieces import FRI, MON, THU, TUE, WED, plenty, week, where, year_of
from rounds import rounds
from test_solver_property import councils

from scheduler.checking import check
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.search.decomposition import components
from scheduler.solver.search.relax_and_fix import NoPlaceError, RelaxAndFix
from scheduler.solver.solve import solve
from scheduler.solver.tier_bounds import scores

QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "derandomize": True}


def layered(problem):
    """Place every component; return the layers, whose plan breaks no rule."""
    layers = RelaxAndFix(problem, plenty())
    for component in components(problem):
        layers.place(component)
    placed = PartialSolution(tuple(layers.meetings), tuple(layers.occurrences))
    assert check(problem, finished(problem, placed, ())) == ()
    return layers


@pytest.mark.slow
@settings(max_examples=rounds(15), **QUIETLY)
@given(councils())
def test_layers_never_bound_above_the_best_of_all_plans(problem):
    try:
        layers = layered(problem)
    except NoPlaceError:
        return
    assert above(problem, layers.bounds) == {}


@st.composite
def fed(draw):
    """Draw a meeting day, a body that reports to it or hears its reports, and perhaps one more in the chain."""
    rows = [
        body("X", meeting_day="DAY", session="AM", quorum=0, attendance_mode="online"),
        meeting_day(meetings=1, preferred_weekdays=draw(st.sampled_from(["Mon", "Tue", "Thu"]))),
        session(),
    ]
    chain = draw(st.sampled_from([("A", "X"), ("X", "A"), ("B", "A", "X"), ("A", "X", "B")]))
    for one, two in pairwise(chain):
        rows.append(reports(one, two, draw(st.integers(0, 1)), draw(st.sampled_from([None, 0, 1, 2]))))
    for code in sorted({*chain} - {"X"}):
        fields = {"weekdays": draw(st.sampled_from([None, "Mon;Tue", "Wed;Thu"]))}
        fields = {name: value for name, value in fields.items() if value}
        preferred = draw(st.sampled_from(["Mon", "Tue", "Wed"]))
        rows.append(body(code, meetings=1, start_times="14:00", preferred_weekdays=preferred, quorum=0, **fields))
    for who in ("ANN", "BOB"):
        for code in sorted(set(chain)):
            attendance = draw(st.sampled_from(["required", "expected", None, None]))
            if attendance:
                rows.append(member(who, code, attendance=attendance, **draw(st.sampled_from([{}, {"end_date": TUE}]))))
        rows += draw(st.sampled_from([(), (absence("person", who, MON),), (absence("person", who, TUE, THU),)]))
    return week(*rows, room(), last=THU)


@settings(max_examples=rounds(20), **QUIETLY)
@given(fed())
def test_reports_never_bound_above_the_best_of_all_plans(problem):
    try:
        layers = layered(problem)
    except NoPlaceError:
        return
    assert above(problem, layers.bounds) == {}


def chain(*rows):
    """Make a meeting day on Thursday that hears of A, which hears of B; both may sit on any day."""
    return week(
        body("X", meeting_day="DAY", session="AM", attendance_mode="online"),
        meeting_day(meetings=1, weekdays="Thu"),
        session(),
        *(body(code, meetings=1, start_times="10:00", quorum=0) for code in "AB"),
        reports("A", "X", 0, 1),
        reports("B", "A", 0, 1),
        room(),
        *rows,
    )


def test_feeders_sit_one_after_another_before_the_day():
    found = where(year_of(chain(), *layered(chain()).meetings))
    assert found["X"] == [THU]
    assert found["B"] <= found["A"] <= [THU]


def test_a_feeders_settled_dates_give_way_to_its_people():
    """Its dates are settled with no regard to whom it requires, who is free on Wednesday only."""
    free = [absence("person", "ANN", day) for day in (MON, TUE, THU, FRI)]
    problem = chain(member("ANN", "A", attendance="required"), *free)
    assert where(year_of(problem, *layered(problem).meetings))["A"] == [WED]


def test_a_feeder_that_cannot_have_nothing_is_bounded_by_what_it_can():
    away = absence("person", "ANN", MON, FRI)
    problem = chain(member("ANN", "A"), away)
    assert layered(problem).bounds["apologies"] == 2


def test_feeders_that_find_no_place_one_by_one_are_placed_in_one_go():
    """A, placed first, sits on the day before; B, whom ANN must attend on Tuesday, is then too early for it."""
    problem = week(
        body("X", meeting_day="DAY", session="AM", attendance_mode="online"),
        meeting_day(meetings=1, weekdays="Fri"),
        session(),
        body("A", meetings=1, start_times="10:00", preferred_weekdays="Thu", quorum=0),
        body("B", meetings=1, start_times="10:00", quorum=0),
        member("ANN", "B", attendance="required"),
        *(absence("person", "ANN", day) for day in (MON, WED, THU, FRI)),
        reports("A", "X", 0, 2),
        reports("B", "A", 0, 0),
        room(),
    )
    found = where(year_of(problem, *layered(problem).meetings))
    assert (found["B"], found["A"][0] <= WED) == ([TUE], True)


def test_a_component_with_no_place_is_said_to_have_none():
    problem = chain(member("ANN", "X", attendance="required"), absence("person", "ANN", THU))
    with pytest.raises(NoPlaceError):
        layered(problem)


def test_what_layers_bound_is_what_is_reached():
    problem = chain()
    layers = layered(problem)
    values = scores(problem, PartialSolution(tuple(layers.meetings), tuple(layers.occurrences)))
    assert {name: layers.bounds.get(name, 0) for name in values} == values


def test_a_day_that_its_feeders_people_spoil_is_found_with_them():
    """The layers put the day on Friday, which it prefers, and leave no place for its feeder; all in one go have one."""
    problem = week(
        body("X", meeting_day="DAY", session="AM", attendance_mode="online"),
        meeting_day(meetings=1, preferred_weekdays="Fri"),
        session(),
        body("A", meetings=1, start_times="10:00", quorum=0, attendance_mode="online"),
        member("ANN", "A", attendance="required"),
        absence("person", "ANN", TUE, FRI),
        reports("A", "X", 1, 1),
    )
    with pytest.raises(NoPlaceError):
        layered(problem)
    outcome = solve(problem, 60)
    assert tuple(tier.value for tier in outcome.plan.tiers) == best_plan(problem)[1:]
    assert [tier.proven for tier in outcome.plan.tiers] == [True] * 5
    assert {one.body for one in outcome.plan.live} == {"A", "X"}
