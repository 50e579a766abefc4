"""Random tiny councils: a meeting on another day, held against every plan there is."""

from dataclasses import replace

import pytest
from builders import absence, body, council, member, reports, room
from every_other_date import every_other_plan
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st
from rounds import rounds
from test_solver_property import councils

from scheduler.commands.why import Wanted, answered
from scheduler.domain.bodies import Cadence
from scheduler.domain.other_dates import asked_about
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.solve import solve

DAYS = ("2015-11-16", "2015-11-17", "2015-11-18")
LONG_BEFORE = "2015-11-01T00:00:00Z"
maybe = st.booleans()


@st.composite
def boards(draw, code, most):
    number = draw(st.sampled_from([1, most]))
    fields = {
        "min_gap_days": draw(st.sampled_from([None, None, 1, 2])),
        "max_gap_days": draw(st.sampled_from([None, None, 2])),
        "quorum": draw(st.sampled_from([None, 1])),
        "attendance_mode": draw(st.sampled_from(["in_person", "in_person", "online"])),
        "start_times": draw(st.sampled_from(["10:00", "10:00", "10:00;14:00"])) if most > 1 else "10:00",
    }
    cadence = Cadence(minimum=draw(st.sampled_from([0, number])), maximum=number)
    given_fields = {name: value for name, value in fields.items() if value is not None}
    rows = [body(code, cadence=cadence, duration_minutes=60, **given_fields)]
    people = draw(st.lists(st.sampled_from(["ANN", "BOB"]), min_size=1, max_size=2, unique=True))
    for place, who in enumerate(people):
        attendance = draw(st.sampled_from(["expected", "required", "required"]))
        role = draw(st.sampled_from(["chair", "member"])) if place == 0 else "member"
        rows.append(
            member(who, code, role, attendance=attendance, substitutes=draw(st.sampled_from([(), (), ("DEP",)])))
        )
    return rows


@st.composite
def busy_councils(draw):
    """Draw a few boards that want the same days, rooms and people."""
    codes = draw(st.sampled_from(["AB", "AB", "ABC"]))
    rows = [room("R1", capacity=draw(st.sampled_from([2, 5])))]
    for code in codes:
        rows += draw(boards(code, 2 if len(codes) == 2 else 1))
    if draw(maybe):
        rows.append(reports("A", "B", draw(st.integers(0, 1)), draw(st.sampled_from([None, 1]))))
    if draw(maybe):
        rows.append(absence("person", draw(st.sampled_from(["ANN", "DEP"])), draw(st.sampled_from(DAYS))))
    limits = {"max_meetings_per_person_per_day": 1} if draw(maybe) else {}
    return replace(council(*rows, start_date=DAYS[0], end_date=DAYS[-1], **limits), as_of=LONG_BEFORE)


def often(number):
    return settings(
        max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True
    )


@pytest.mark.slow
@often(rounds(30))
@given(busy_councils(), st.data())
def test_others_make_room_where_any_plan_has_the_meeting_there(problem, data):
    compare_with_every_plan(problem, data)


@pytest.mark.slow
@often(rounds(20))
@given(councils(), st.data())
def test_a_day_is_possible_where_any_plan_has_the_meeting_there(problem, data):
    compare_with_every_plan(problem, data)


def compare_with_every_plan(problem, data):
    outcome = solve(problem, 60)
    assume(isinstance(outcome, Solved) and outcome.plan.live)
    plan = outcome.plan
    asked = asked_about(plan, data.draw(st.sampled_from(plan.live)))
    others = [day for day in problem.days if day != asked.date]
    assume(others and not problem.fixed_meetings)
    day = data.draw(st.sampled_from(others))
    published = replace(problem, baseline=plan, as_of=LONG_BEFORE)
    answer = answered(published, plan, Wanted(asked, day, None), Clock(60, silence))
    every = list(every_other_plan(published, plan, asked, day))
    note(f"{asked.name} from {asked.date} to {day}: {answer}; {every[:3]}")
    assert answer.possible is bool(every)
    if not answer.possible:
        assert answer.because
        return
    as_many = [other for other in every if other.as_many]
    displaced = [one for one in answer.placement.displaced if not one.together]
    assert answer.placement.proven
    if as_many and asked.occurrence is None:
        assert len(displaced) == min(other.moved for other in as_many)
    if not displaced and not answer.placement.other_rooms:
        staying = [other.tiers for other in as_many if other.moved == 0]
        assert tuple(cost.then for cost in answer.placement.costs if cost.tier != "unmoved") == min(staying)
