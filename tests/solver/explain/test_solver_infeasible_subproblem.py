"""The smallest part of a council that is shown to have no plan."""

from builders import absence, body, council, fixed, meeting_day, member, period, reports, room, session

from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.explain.infeasible_subproblem import (
    confirmed,
    grown,
    infeasible,
    smaller,
    smallest_part,
    subproblem_by_construction,
    subproblem_by_counts,
    whole_blocks,
)
from scheduler.solver.search.construction import NoInsertion
from scheduler.solver.search.decomposition import InteractionGraph, components

DAY = {"start_date": "2015-11-19", "end_date": "2015-11-19"}


def clock(seconds=30):
    return Clock(seconds, silence)


def rivals(*others, people=("ANN",), **fields):
    """Return two bodies that require somebody at the same time on the only day, and others."""
    bodies = [body(code, meetings=1, start_times="10:00", quorum=0, **fields) for code in "AB"]
    seats = [member(who, code, attendance="required") for code in "AB" for who in people]
    return council(*bodies, *seats, *others, room(), room("R2"), room("R3"), **DAY)


def component_of(problem, code):
    return next(one for one in components(problem) if code in one.bodies)


def test_a_part_without_a_plan_is_shown_and_confirmed():
    problem = rivals()
    assert (infeasible(problem, clock(), 10), confirmed(problem, clock(), 10)) == (True, True)


def test_a_part_with_a_plan_is_neither():
    problem = council(body("A", meetings=1), room(), **DAY)
    assert (infeasible(problem, clock(), 10), confirmed(problem, clock(), 10)) == (False, False)


def test_no_time_is_no_proof():
    assert not infeasible(rivals(), clock(), -1)


def test_a_quorum_that_cannot_be_reached_takes_all_rules_to_see():
    problem = council(
        body("A", meetings=1, quorum=1),
        member("ANN", "A"),
        absence("person", "ANN", "2015-11-19"),
        room(),
        **DAY,
    )
    assert (infeasible(problem, clock(), 10), confirmed(problem, clock(), 10)) == (True, True)


def test_the_first_component_without_a_plan_is_found():
    problem = council(
        body("A", meetings=1),
        body("B", per_period=1, weekdays="Thu"),
        body("C", meetings=1),
        reports("C", "B"),
        period("Q1", "2015-11-16", "2015-11-18"),
        room(),
        start_date="2015-11-16",
        end_date="2015-11-20",
    )
    assert set(smallest_part(problem, clock(), 20).bodies) == {"B"}
    assert smallest_part(problem, clock(), -1) is None


def test_where_every_component_has_a_plan_there_is_no_smallest_part():
    assert smallest_part(rivals(), clock(), 20) is None


def test_a_part_is_grown_by_those_who_must_have_the_same_people():
    others = [body(f"C{n}", meetings=1, start_times="14:00", quorum=0) for n in range(3)]
    problem = rivals(*others)
    part = grown(problem, component_of(problem, "A"), clock(), 20)
    assert set(part.bodies) == {"A", "B"}


def test_a_part_is_grown_no_further_than_there_are_others_or_time():
    problem = council(body("A", meetings=1), body("B", meetings=1), room(), **DAY)
    assert grown(problem, component_of(problem, "A"), clock(), 20) is None
    assert grown(problem, component_of(problem, "A"), clock(), -1) is None


def test_a_part_is_made_smaller_body_by_body():
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=60) for code in ("X", "Y")]
    problem = council(
        *boards,
        member("ANN", "X", attendance="required"),
        absence("person", "ANN", "2015-11-19"),
        meeting_day(meetings=1),
        session(),
        body("Z", meetings=1),
        room(),
        room("R2"),
        **DAY,
    )
    every = [block for component in components(problem) for block in component.blocks]
    assert set(smaller(problem, every, clock(), 20).bodies) == {"X"}
    assert set(smaller(problem, every, clock(), -1).bodies) == {"X", "Y", "Z"}


def test_the_blocks_of_a_part_are_whole():
    boards = [body(code, meeting_day="DAY", session="AM") for code in ("X", "Y")]
    problem = council(*boards, meeting_day(meetings=1), session(), body("Z", meetings=1), room(), **DAY)
    part = smaller(problem, component_of(problem, "X").blocks, clock(), -1)
    assert [block.bodies for block in whole_blocks(problem, part)] == [("X", "Y")]


def test_entanglement_is_of_people_and_rooms():
    problem = council(
        *(body(code, meetings=1, room=at) for code, at in (("A", "R1"), ("B", "R1"), ("C", "R2"), ("D", None))),
        body("E", meetings=1, attendance_mode="online"),
        *(member("ANN", code, attendance="required") for code in "AC"),
        *(member("BOB", code) for code in "AD"),
        room("R1"),
        room("R2"),
        room("R3", combines=("R2",)),
        **DAY,
    )
    a, b, c, d, e = (component_of(problem, code).blocks[0] for code in "ABCDE")
    graph = InteractionGraph(problem, [a, b, c, d, e])
    assert [graph.between(a, other) for other in (b, c, d, e)] == [5.0, 10.1, 5 / 3 + 0.1, 0.0]
    assert graph.nearest([a], [b, c, d]) == c


def test_what_is_counted_out_is_told_and_agreed_with():
    told = []
    problem = council(body("A", meetings=1, weekdays="Fri"), body("B", meetings=1), room(), **DAY)
    counts, part = subproblem_by_counts(problem, Clock(30, told.append))
    assert [reason.rule for reason in counts] == ["weekday"]
    assert told == [f"First reason: {counts[0].message}"]
    assert set(part.bodies) == {"A"}
    assert subproblem_by_counts(council(body("A", meetings=1), room(), **DAY), clock()) == ((), None)


def test_whoever_finds_no_place_leads_to_a_small_part():
    problem = rivals(body("C", meetings=1, start_times="14:00", quorum=0), fixed("2015-11-19", body="A"))
    unplaced = component_of(problem, "A")
    assert set(subproblem_by_construction(problem, NoInsertion(unplaced), clock()).bodies) == {"A", "B"}
    alone = NoInsertion(unplaced, smaller(problem, unplaced.blocks, clock(), -1))
    assert set(subproblem_by_construction(problem, alone, clock()).bodies) == {"A"}
