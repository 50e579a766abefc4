"""Who would have to make room."""

from collections import Counter

import pytest
from builders import body, clock_time, council, day, meeting, member, room
from pieces import MON, TUE, blocks, plenty, week, year_of

from scheduler.domain.rooms import Travel
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.large_neighbourhood_search import Conflicts


def boards(*rows):
    return week(
        *(body(code, meetings=1, start_times="10:00", quorum=0) for code in "ABC"),
        *(member("ANN", code) for code in "AB"),
        member("CAT", "C"),
        room("R1"),
        room("R2"),
        *rows,
    )


def blocking(problem, *placed, for_rooms=False):
    return Conflicts(problem, placed, for_rooms=for_rooms)


def in_the_way(found, start="10:00", code="A", on=MON):
    return [one.body for one in found.meetings(code, day(on), clock_time(start), clock_time(start) + 120)]


@pytest.mark.parametrize(
    ("start", "bodies"), [("10:00", ["B"]), ("08:00", []), ("08:01", ["B"]), ("11:59", ["B"]), ("12:00", [])]
)
def test_a_meeting_is_in_the_way_while_it_holds_somebody_who_is_expected(start, bodies):
    problem = boards()
    assert in_the_way(blocking(problem, meeting(problem, "B", MON), meeting(problem, "C", MON)), start) == bodies


def test_a_meeting_of_another_day_is_not_in_the_way():
    problem = boards()
    assert in_the_way(blocking(problem, meeting(problem, "B", TUE))) == []


def test_the_way_between_venues_counts():
    problem = boards(Travel("Library", "Town Hall", 20))
    found = blocking(problem, meeting(problem, "B", MON))
    assert [in_the_way(found, start) for start in ("12:19", "12:20")] == [["B"], []]


def test_whoever_sends_apologies_or_is_optional_is_not_held():
    problem = boards(body("D", meetings=1), member("ANN", "D", attendance="optional"))
    assert in_the_way(blocking(problem, meeting(problem, "B", MON, apologies=["ANN"]))) == []
    assert in_the_way(blocking(problem, meeting(problem, "B", MON)), code="D") == []


def test_for_rooms_whoever_takes_one_is_in_the_way():
    problem = boards(body("D", meetings=1, attendance_mode="online"))
    placed = [meeting(problem, "C", MON), meeting(problem, "D", MON)]
    assert in_the_way(blocking(problem, *placed, for_rooms=True)) == ["C"]


def test_a_body_is_in_the_way_as_often_as_it_is():
    problem = boards()
    found = blocking(problem, meeting(problem, "B", MON), meeting(problem, "B", TUE), meeting(problem, "C", MON))
    solution = PartialSolution((meeting(problem, "A", MON), meeting(problem, "A", TUE)), ())
    assert found.bodies(solution) == Counter({"B": 2})


def test_the_fewest_who_were_least_often_in_the_way_are_asked():
    """B is in the way on the one day, C and D on the other; B had to move so often that two others are cheaper."""
    problem = week(
        *(body(code, meetings=1, start_times="10:00") for code in "ABCD"),
        *(member("ANN", code) for code in "AB"),
        *(member("CAT", code) for code in "AC"),
        *(member("DAN", code) for code in "AD"),
        room("R1"),
        last=TUE,
    )
    placed = [meeting(problem, "B", MON), meeting(problem, "C", TUE), meeting(problem, "D", TUE)]
    found = blocking(problem, *placed)
    (a,) = (block for block in blocks(problem) if block.bodies == ("A",))
    wanted = {}
    for count in (0, 3):
        objective = PlanObjective(year_of(problem).alone([a]), plenty())
        assert objective.minimise_sum(found.costs(objective.choices, Counter({"B": count})), 10)
        wanted[count] = objective.partial_solution().meetings[0].date.isoformat()
    assert wanted == {0: MON, 3: TUE}


def test_nobody_in_the_way_costs_nothing():
    problem = council(body("A", meetings=1), room())
    objective = PlanObjective(problem, plenty())
    assert blocking(problem).costs(objective.choices, Counter()) == []
    assert objective.minimise_sum([], 10)
