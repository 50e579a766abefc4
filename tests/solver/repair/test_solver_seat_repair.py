"""People seated anew after a change: whoever can sits as before, and the quick way is as good as the solver."""

from dataclasses import replace

import pytest
from builders import absence, body, calendar, council, day, meeting, member, person, room
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.domain.changes import join, leave, name_substitutes
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import SEATS
from scheduler.errors import CannotChange
from scheduler.rules import about
from scheduler.solver.repair.seat_assignment import seated
from scheduler.solver.repair.seat_repair import reseated
from scheduler.wishes import apologies, substitutes

PEOPLE = ("ANN", "BOB", "CAT", "DAN")
BODIES = ("A", "B", "C")
maybe = st.booleans()


def seats(plan):
    return {
        (one.body, row.person, row.role): row.substitute or row.outcome
        for one in plan.live
        for row in one.attendance
    }  # fmt: skip


def price(problem: Problem, plan: Plan) -> tuple[int, int, int]:
    broken = sum(1 for rule in about(SEATS) for _ in rule.breaches(problem, plan))
    absent, deputised = (sum(row.cost for row in wish.score(problem, plan)) for wish in (apologies, substitutes))
    return broken, absent, deputised


@st.composite
def days(draw) -> tuple[Problem, Plan]:
    """Draw up to three bodies that meet at nearly the same time and share their people, seated as well as can be."""
    rows = [room("R1"), room("R2"), room("R3", venue=draw(st.sampled_from(["Town Hall", "Library"])))]
    rows += [person(who, category="nhs" if who == "DAN" else None) for who in PEOPLE]
    bodies = BODIES[: draw(st.integers(2, 3))]
    for code in bodies:
        quorum = draw(st.sampled_from([None, 1, 2]))
        rows.append(body(code, quorum=quorum, start_times=draw(st.sampled_from(["10:00", "10:00", "10:00", "11:30"]))))
        for number, who in enumerate(draw(st.permutations(PEOPLE))[: draw(st.integers(1, 3))]):
            others = [other for other in (*PEOPLE, "DEP") if other != who]
            deputies = tuple(draw(st.lists(st.sampled_from(others), max_size=1)))
            role = draw(st.sampled_from([("chair", "vice_chair", "vice_chair", "adviser"), ("member",)][number > 0]))
            fields = {"attendance": draw(st.sampled_from(["expected", "expected", "required", "optional"]))}
            rows.append(member(who, code, role, substitutes=deputies, **fields))
    if draw(maybe):
        rows.append(absence("person", draw(st.sampled_from(PEOPLE)), "2015-11-19 10:30", "2015-11-19 11:00"))
    limits = draw(st.sampled_from([{}, {}, {"max_meetings_per_person_per_day": 1}]))
    problem = council(*rows, **limits)
    rooms = dict(zip(BODIES, ("R1", "R2", "R3"), strict=True))
    plan = calendar(problem, *(meeting(problem, code, room=rooms[code]) for code in bodies))
    return problem, seated(problem, plan)


@st.composite
def changes(draw) -> tuple[Problem, Problem, Plan]:
    """Draw such a day and one to three changes of its members that do not contradict it."""
    problem, plan = draw(days())
    after = problem
    for _ in range(draw(st.integers(1, 3))):
        who, code = draw(st.sampled_from((*PEOPLE, "DEP"))), draw(st.sampled_from(sorted(problem.bodies)))
        after = replace(after, people={**after.people, "DEP": person("DEP")})
        action = draw(st.sampled_from(["join", "join", "leave", "substitute"]))
        try:
            if action == "join":
                after = join(after, who, code, draw(st.sampled_from(["member", "member", "chair", "clerk"])))
            elif action == "leave":
                after = leave(after, who, code)
            else:
                after = name_substitutes(after, who, code, (draw(st.sampled_from((*PEOPLE, "DEP"))),))
        except CannotChange:
            continue
    return problem, after, plan


def changed_seats(before: Plan, after: Plan) -> int:
    was, now = seats(before), seats(after)
    return sum(was[key] != now[key] for key in was.keys() & now.keys())


@pytest.mark.slow
@settings(max_examples=rounds(60), suppress_health_check=list(HealthCheck), derandomize=True)
@given(changes())
def test_reseated_is_as_good_as_the_solver_and_moves_nobody_needlessly(drawn):
    before, after, plan = drawn
    now, best = reseated(before, after, plan), seated(after, plan)
    note(f"{seats(plan)}\n{seats(now)}\n{seats(best)}")
    assert price(after, now) == price(after, best)
    assert changed_seats(plan, now) <= changed_seats(plan, best)
    anew = reseated(before, replace(after, rooms=dict(after.rooms)), plan)
    assert price(after, anew) == price(after, best)


def two_boards(*rows, **limits):
    problem = council(room("R1"), room("R2"), body("A", quorum=1), body("B", quorum=1), *rows, **limits)
    plan = calendar(problem, meeting(problem, "A", room="R1"), meeting(problem, "B", room="R2"))
    return problem, seated(problem, plan)


def outcomes(plan):
    return {
        (one.body, row.person): (row.substitute or row.outcome, row.reason)
        for one in plan.live
        for row in one.attendance
    }


def test_who_joins_and_is_free_is_there_and_nobody_else_moves():
    problem, plan = two_boards(member("ANN", "A", "chair"), member("ANN", "B"), member("BOB", "B"), person("CAT"))
    now = reseated(problem, join(problem, "CAT", "B"), plan)
    assert outcomes(now) == {**outcomes(plan), ("B", "CAT"): ("attends", None)}


def test_who_joins_and_sits_elsewhere_sends_apologies_with_the_reason():
    problem, plan = two_boards(member("ANN", "A", "chair"), member("BOB", "B"))
    now = reseated(problem, join(problem, "ANN", "B"), plan)
    reason = "sits at A Board at the same time"
    assert outcomes(now) == {**outcomes(plan), ("B", "ANN"): ("apologies", reason)}


def test_who_leaves_another_seat_can_come():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "A", "chair"), member("ANN", "B", "chair"))
    assert outcomes(plan)["A", "ANN"] == ("apologies", "sits at B Board at the same time")
    now = reseated(problem, leave(problem, "ANN", "B"), plan)
    assert outcomes(now) == {("A", "ANN"): ("attends", None), ("A", "BOB"): ("attends", None)}


def test_a_newcomer_who_can_preside_sets_a_vice_chair_free():
    problem, plan = two_boards(
        member("ANN", "A", "vice_chair"), member("ANN", "B", "chair"), member("BOB", "B", "vice_chair"), person("CAT")
    )
    assert outcomes(plan)["B", "ANN"][0] == "apologies"
    now = reseated(problem, join(problem, "CAT", "A", "chair"), plan)
    assert (outcomes(now)["A", "ANN"][0], outcomes(now)["B", "ANN"][0]) == ("apologies", "attends")


def test_a_newcomer_lets_a_substitute_of_an_optional_member_go():
    problem, plan = two_boards(
        member("ANN", "A", "chair"), member("ANN", "B", attendance="optional", substitutes=("SUB",)), person("CAT")
    )
    assert outcomes(plan)["B", "ANN"][0] == "SUB"
    now = reseated(problem, join(problem, "CAT", "B"), plan)
    assert outcomes(now)["B", "ANN"][0] == "apologies"


def test_a_member_of_too_many_meetings_that_day_sends_apologies():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"), max_meetings_per_person_per_day=1)
    plan = replace(plan, meetings=(plan.meetings[0], replace(plan.meetings[1], start=840, end=960)))
    now = reseated(problem, join(problem, "ANN", "B"), plan)
    assert outcomes(now)["B", "ANN"] == ("apologies", "has as many meetings that day as anyone may have")


def test_a_new_substitute_sits_where_somebody_was_missed():
    problem, plan = two_boards(member("ANN", "A", "chair"), member("ANN", "B"), member("BOB", "B"), person("SUB"))
    after = name_substitutes(problem, "ANN", "B", ("SUB",))
    expected = {**outcomes(plan), ("B", "ANN"): ("SUB", "sits at A Board at the same time")}
    assert outcomes(reseated(problem, after, plan)) == expected
    assert outcomes(reseated(problem, replace(after, rooms=dict(after.rooms)), plan)) == expected


def test_a_day_that_nobody_can_seat_keeps_its_seats_and_newcomers_send_apologies():
    rows = (member("ANN", "A"), absence("person", "CAT", "2015-11-19"))
    problem, plan = two_boards(*rows, member("BOB", "B"), person("CAT"))
    after = join(join(problem, "CAT", "A", "clerk"), "CAT", "B", "clerk")
    now = reseated(problem, after, plan)
    assert outcomes(now) == {**outcomes(plan), ("A", "CAT"): ("apologies", "Away"), ("B", "CAT"): ("apologies", "Away")}


@pytest.mark.parametrize("status", ["cancelled", "confirmed"])
def test_only_what_is_held_is_seated(status):
    problem = council(room("R1"), body("A", quorum=1), member("ANN", "A"), person("CAT"))
    plan = calendar(problem, meeting(problem, "A", "2015-11-19"), meeting(problem, "A", "2015-11-26", status=status))
    now = reseated(problem, join(problem, "CAT", "A"), plan)
    there = [[row.person for row in one.attendance] for one in now.meetings]
    assert there == [["ANN", "CAT"], ["ANN"] if status == "cancelled" else ["ANN", "CAT"]]


def test_a_body_that_the_input_no_longer_knows_keeps_its_seats():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"))
    after = council(room("R1"), body("A", quorum=1), member("ANN", "A"), member("CAT", "A"), person("BOB"))
    now = reseated(problem, after, plan)
    assert outcomes(now) == {**outcomes(plan), ("A", "CAT"): ("attends", None)}


def test_seats_of_a_day_that_leave_out_who_is_free_are_put_right():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"))
    wrong = [
        replace(one, attendance=tuple(replace(row, outcome="apologies", reason="ill") for row in one.attendance))
        for one in plan.meetings
    ]
    after = replace(problem, rooms=dict(problem.rooms))
    assert outcomes(reseated(problem, after, replace(plan, meetings=tuple(wrong)))) == outcomes(plan)


def test_rows_that_are_not_those_of_the_members_are_put_right():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"))
    empty = replace(plan, meetings=tuple(replace(one, attendance=()) for one in plan.meetings))
    after = replace(problem, rooms=dict(problem.rooms))
    assert outcomes(reseated(problem, after, empty)) == outcomes(plan)


def test_days_on_which_nothing_differs_are_left_as_they_are():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"), person("CAT"))
    after = join(problem, "CAT", "A", start=day("2015-11-20"))
    assert reseated(problem, after, plan) == plan
    assert reseated(problem, replace(after, rooms=dict(after.rooms)), plan) == plan
