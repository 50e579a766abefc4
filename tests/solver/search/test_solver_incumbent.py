"""The year as it stands: who is placed where, what that costs, and what is left for others."""

from dataclasses import replace

from builders import body, meeting, meeting_day, member, occurrence, reports, room, session
from hypothesis import HealthCheck, given, settings
from pieces import FRI, MON, THU, TUE, WED, blocks, plenty, week, where, year_of
from rounds import rounds
from test_solver_property import councils

from scheduler.checking import recount
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.solution import finished
from scheduler.solver.search.construction import Incumbent, NoInsertion, constructed


def three_bodies(*rows):
    return week(*(body(code, meetings=1, start_times="10:00") for code in "ABC"), *rows, room())


def test_what_is_put_is_each_blocks_own():
    problem = week(
        body("X", meeting_day="DAY", session="AM"), body("A", meetings=1), meeting_day(meetings=1), session(), room()
    )
    year = year_of(problem, meeting(problem, "A", MON), meeting(problem, "X", TUE), occurrence(problem, on=TUE))
    the_day, own = blocks(problem)
    assert [one.body for one in year.of([the_day]).meetings] == ["X"]
    assert [one.meeting_day for one in year.of([the_day]).occurrences] == ["DAY"]
    assert (year.besides([the_day]), year.besides([own])) == (year.of([own]), year.of([the_day]))
    assert year.of_each([own]) == {own: year.of([own])}
    assert len(year.partial_solution().meetings) == 2


def test_nothing_is_placed_in_an_empty_year():
    problem = three_bodies()
    year = Incumbent(problem)
    assert year.of(blocks(problem)) == year.partial_solution()
    assert year.partial_solution().meetings == ()


def placed_around(year, code):
    """Place the only body around all the others; return its dates."""
    (block,) = (block for block in blocks(year.problem) if block.bodies == (code,))
    objective = PlanObjective(year.around([block]), plenty())
    assert objective.feasible(10)
    return {one.body: one.date.isoformat() for one in objective.partial_solution().meetings}


def test_others_keep_their_people_and_rooms():
    people = [member("ANN", code, attendance="required") for code in "AB"]
    problem = week(*(body(code, meetings=1, start_times="10:00") for code in "ABC"), *people, room(), last=WED)
    year = year_of(problem, meeting(problem, "A", MON), meeting(problem, "B", TUE), meeting(problem, "C", WED))
    (a,) = (block for block in blocks(problem) if block.bodies == ("A",))
    around = year.around([a])
    assert [one.body for one in around.placed.meetings] == ["B", "C"]
    assert around.absences == ()
    assert placed_around(year, "A") == {"A": MON}
    assert year.alone([a]).placed is None


def test_what_shares_nothing_is_left_out():
    problem = week(
        *(body(code, meetings=1, start_times="10:00", attendance_mode="online") for code in "ABC"),
        *(member("ANN", code) for code in "AB"),
    )
    year = year_of(problem, *(meeting(problem, code, MON, room=None) for code in "ABC"))
    (a,) = (block for block in blocks(problem) if block.bodies == ("A",))
    assert [one.body for one in year.around([a]).placed.meetings] == ["B"]
    assert list(year.around([a]).bodies) == ["A", "B"]


def test_whoever_reports_to_it_is_in_a_blocks_problem_where_it_is():
    problem = three_bodies(reports("B", "A", 0, 0), reports("C", "B", kind="scrutiny"))
    year = year_of(problem, meeting(problem, "A", WED), meeting(problem, "B", TUE), meeting(problem, "C", FRI))
    assert placed_around(year, "A") == {"A": WED}
    assert placed_around(year, "B") == {"B": TUE}


def test_a_prices_is_that_of_some_blocks_alone():
    problem = three_bodies(*(member("ANN", code) for code in "AB"))
    year = year_of(
        problem,
        meeting(problem, "A", MON, apologies=["ANN"]),
        meeting(problem, "B", TUE),
        meeting(problem, "C", THU, apologies=["ANN"]),
    )
    a, b, c = (next(one for one in blocks(problem) if one.bodies == (code,)) for code in "ABC")
    assert [year.prices(some)["apologies"] for some in ([a], [b], [a, b, c])] == [2, 0, 2]
    assert "unmoved" not in year.prices([a])


def test_what_moved_is_priced_body_by_body():
    problem = three_bodies()
    old = year_of(problem, *(meeting(problem, code, day) for code, day in zip("ABC", (MON, TUE, WED), strict=True)))
    problem = replace(problem, baseline=finished(problem, old.partial_solution(), ()))
    now = year_of(problem, *(meeting(problem, code, day) for code, day in zip("ABC", (MON, THU, WED), strict=True)))
    assert {block.bodies[0]: now.prices([block])["unmoved"] for block in blocks(problem)} == {
        "A": 0,
        "B": 1_000_002,
        "C": 0,
    }


def test_a_published_neighbour_is_where_it_is_and_moves_no_more():
    problem = three_bodies(reports("B", "A", 0, 1))
    old = year_of(problem, *(meeting(problem, code, day) for code, day in zip("ABC", (WED, TUE, FRI), strict=True)))
    problem = replace(problem, baseline=finished(problem, old.partial_solution(), ()))
    year = year_of(problem, *(meeting(problem, code, day) for code, day in zip("ABC", (THU, WED, FRI), strict=True)))
    (a,) = (block for block in blocks(problem) if block.bodies == ("A",))
    around = year.around([a])
    objective = PlanObjective(around, plenty())
    assert objective.minimise("unmoved", 10).value == 1_000_001


@settings(max_examples=rounds(60), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(councils())
def test_prices_of_all_are_the_recount_of_the_plan(problem):
    try:
        year = constructed(problem, plenty())
    except NoInsertion:
        return
    values, _ = recount(problem, finished(problem, year.partial_solution(), ()))
    found = year.prices(list(year.solutions))
    assert found == {name: values[name] for name in found}
    apart = [year.prices([block]) for block in year.solutions]
    assert all(found[name] == sum(prices[name] for prices in apart) for name in found if name != "dates")


@settings(max_examples=rounds(60), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(councils())
def test_a_model_stands_exactly_on_the_year(problem):
    try:
        year = constructed(problem, plenty())
    except NoInsertion:
        return
    objective = PlanObjective(problem, plenty(), start=year.partial_solution())
    assert objective.last is not None
    prices = year.prices(list(year.solutions))
    assert {name: objective.value(name) for name in prices} == prices
    assert where(year_of(problem, *objective.partial_solution().meetings)) == where(year)
