"""What a change does to a calendar: rules and clashes that come and go, seats, quorums, people in two places."""

from dataclasses import replace

import pytest
from builders import (
    absence,
    attendance,
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    room,
    session,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.checking import check
from scheduler.checking.consequences import consequences
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.changes import join, leave, name_substitutes
from scheduler.domain.consequences import Consequences, Margin, SeatNow, days_concerned
from scheduler.domain.plan import Attendance
from scheduler.domain.reasons import Clash, UngrantedWish
from scheduler.errors import CannotChange
from scheduler.solver.cp.attendance import with_headcounts

DAYS = ("2015-11-18", "2015-11-19", "2015-11-20")
PEOPLE = ("ANN", "BOB", "CAT", "DAN")
FIRST, LAST = day(DAYS[0]), day(DAYS[2])


def seated(problem, plan, apologies=(), substitutes=None):
    """Seat everybody as the members of the problem are."""
    meetings = [
        replace(one, attendance=attendance(problem, one.body, one.date, apologies, substitutes)) if one.live else one
        for one in plan.meetings
    ]
    return replace(plan, meetings=tuple(meetings))


def two_boards(*rows, **limits):
    problem = council(room("R1"), room("R2"), body("A", quorum=1), body("B", quorum=1), *rows, **limits)
    return problem, calendar(problem, meeting(problem, "A", room="R1"), meeting(problem, "B", room="R2"))


def found(before, after, plan, then=None):
    return consequences((before, plan), (after, seated(after, plan) if then is None else then))


# -- by example


def test_nothing_follows_from_no_change():
    problem, plan = two_boards(member("ANN", "A"), member("ANN", "B"))
    for after in (problem, replace(problem, rooms=dict(problem.rooms))):
        nothing = consequences((problem, plan), (after, plan))
        assert (nothing, nothing.clean) == (Consequences(), True)


def test_a_clash_that_apologies_carry_appears():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"))
    after = join(problem, "ANN", "B")
    then = seated(after, plan)
    absent = replace(then.meetings[1].attendance[1], outcome="apologies", reason="sits at A Board at the same time")
    then = replace(
        then,
        meetings=(then.meetings[0], replace(then.meetings[1], attendance=(then.meetings[1].attendance[0], absent))),
    )
    clash = Clash(("A", "B"), (day("2015-11-19"),), ("ANN",), broken=False)
    seat = SeatNow("B", 1, day("2015-11-19"), "ANN", None, "apologies", None, "sits at A Board at the same time")
    why = "Councillor Ann sends apologies: sits at A Board at the same time."
    missed = UngrantedWish("apologies", "B Board on Thursday 19 November 2015 at 10:00", 2, why)
    answer = found(problem, after, plan, then)
    assert answer == Consequences(
        appear_clashes=(clash,), doubled=(clash,), seats=(seat,), apologies=(0, 2), substitutes=(0, 0), worse=(missed,)
    )
    assert (answer.two_places, answer.clean) == ({"ANN": (clash,)}, False)
    back = consequences((after, then), (problem, plan))
    gone = replace(seat, was="apologies", now=None, reason=None)
    assert back == Consequences(
        disappear_clashes=(clash,), seats=(gone,), apologies=(2, 0), substitutes=(0, 0), better=(missed,)
    )
    assert (back.two_places, back.clean) == ({}, True)


def test_a_rule_that_breaks_appears_with_its_clash_and_its_margin():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"))
    after = leave(join(problem, "ANN", "B"), "BOB", "B")
    then = seated(after, plan)
    empty = replace(then.meetings[1], attendance=(Attendance("ANN", "member", True, "apologies", None, "sits"),))  # noqa: FBT003 - a row of a table
    answer = found(problem, after, plan, replace(then, meetings=(then.meetings[0], empty)))
    assert [(breach.rule, breach.bodies) for breach in answer.appear_breaches] == [("quorum", ("B",))]
    assert [(clash.people, clash.broken) for clash in answer.appear_clashes] == [(("ANN",), True)]
    margin = Margin("B", 1, day("2015-11-19"), 1, 1, 1, 0)
    assert (answer.margins, margin.spare) == ((margin,), -1)
    assert sorted((seat.person, seat.was, seat.now) for seat in answer.seats) == [
        ("ANN", None, "apologies"), ("BOB", "attends", None),
    ]  # fmt: skip


def test_a_clash_that_only_now_breaks_a_rule_appears_and_nobody_is_newly_in_two_places():
    problem, plan = two_boards(member("ANN", "A"), member("ANN", "B"), member("BOB", "B"))
    before = seated(problem, plan)
    one_there = replace(before.meetings[1], attendance=attendance(problem, "B", day("2015-11-19"), ["ANN"]))
    before = replace(before, meetings=(before.meetings[0], one_there))
    after = leave(problem, "BOB", "B")
    nobody = replace(one_there, attendance=attendance(after, "B", day("2015-11-19"), ["ANN"]))
    answer = found(problem, after, before, replace(before, meetings=(before.meetings[0], nobody)))
    assert [(clash.people, clash.broken) for clash in answer.appear_clashes] == [(("ANN",), True)]
    assert (answer.doubled, answer.two_places) == ((), {})


def test_a_clash_between_the_same_bodies_names_only_those_who_are_new_to_it():
    problem, plan = two_boards(member("ANN", "A"), member("ANN", "B"), member("BOB", "A"))
    answer = found(problem, join(problem, "BOB", "B"), plan)
    assert [(clash.people, clash.broken) for clash in answer.doubled] == [(("BOB",), True)]


def test_a_rule_broken_as_before_neither_appears_nor_disappears():
    problem, plan = two_boards(member("ANN", "A"), member("ANN", "B"), person("BOB"))
    after = join(problem, "BOB", "B")
    answer = found(problem, after, plan)
    assert [breach.rule for breach in check(after, seated(after, plan))] == ["person_clash"]
    assert (answer.appear_breaches, answer.disappear_breaches, answer.clean) == ((), (), True)


def test_one_more_breach_of_the_same_rule_appears():
    problem, plan = two_boards(member("ANN", "A"), QuorumRule("A", 1, category="nhs"))
    after = replace(problem, quorum_rules=(*problem.quorum_rules, QuorumRule("A", 1, category="police")))
    answer = consequences((problem, plan), (after, plan))
    assert [breach.rule for breach in answer.appear_breaches] == ["quorum_rule"]


def test_a_substitute_gained_is_a_seat_and_points():
    problem, plan = two_boards(member("ANN", "A"), person("SUE"))
    before = seated(problem, plan, ["ANN"])
    after = name_substitutes(problem, "ANN", "A", ("SUE",))
    answer = found(problem, after, before, seated(after, plan, (), {"ANN": "SUE"}))
    assert answer.seats == (SeatNow("A", 1, day("2015-11-19"), "ANN", "apologies", "substitute", "SUE", "is away"),)
    assert (answer.apologies, answer.substitutes) == ((2, 0), (0, 1))


def test_meetings_of_bodies_that_either_input_lacks_have_no_margin():
    problem, plan = two_boards(member("ANN", "A"), member("BOB", "B"))
    smaller = council(room("R1"), room("R2"), body("A", quorum=2), member("ANN", "A"), person("BOB"))
    answer = consequences((problem, plan), (smaller, plan))
    assert [margin.body for margin in answer.margins] == ["A"]
    assert [breach.message for breach in answer.appear_breaches if breach.rule == "plan"] == [
        "B on Thursday 19 November 2015 at 10:00: the input does not know this body."
    ]


# -- the days concerned


@pytest.mark.parametrize(
    ("change", "days"),
    [
        (lambda problem: problem, ()),
        (lambda problem: join(problem, "BOB", "A", start=LAST), DAYS[2:]),
        (lambda problem: leave(problem, "ANN", "A", start=day(DAYS[1])), DAYS[1:]),
        (lambda problem: name_substitutes(problem, "ANN", "A", ("BOB",)), DAYS),
        (lambda problem: replace(problem, people={**problem.people, "NEW": person("NEW")}), ()),
        (lambda problem: replace(problem, people={**problem.people, "ANN": person("ANN", category="x")}), None),
        (lambda problem: replace(problem, people={"ANN": problem.people["ANN"]}), None),
        (lambda problem: replace(problem, closed_dates=()), ()),
        (lambda problem: replace(problem, rooms=dict(problem.rooms)), None),
    ],
)
def test_days_concerned(change, days):
    problem = council(room("R1"), body("A"), member("ANN", "A"), person("BOB"))
    plan = calendar(problem, *(meeting(problem, "A", text) for text in DAYS))
    found_days = days_concerned(problem, change(problem), plan)
    assert found_days == (None if days is None else frozenset(map(day, days)))


# -- every tiny council: the days concerned are enough


@st.composite
def councils(draw):
    rows = [
        room("R1", capacity=draw(st.sampled_from([1, 2, 9]))),
        room("R2", venue=draw(st.sampled_from(["Town Hall", "Library"]))),
        meeting_day("DAY"),
        session("AM", start="10:00", arrangement=draw(st.sampled_from(["either", "simultaneous"]))),
        session("LUNCH"),
        body("X", meeting_day="DAY", session="AM", duration_minutes=60),
        body("Y", meeting_day="DAY", session="AM", duration_minutes=60),
        *(body(code, quorum=draw(st.sampled_from([None, 1, 2]))) for code in "AB"),
        *(person(who, category="nhs" if who == "CAT" else None) for who in (*PEOPLE, "SUE")),
        QuorumRule("A", 1, category="nhs"),
        absence("person", "ANN", DAYS[1]),
    ]
    for code in "ABXY":
        for number, who in enumerate(draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))):
            role = draw(st.sampled_from(["chair", "member", "adviser"])) if number == 0 else "member"
            deputies = draw(st.sampled_from([(), ("SUE",)]))
            standing = draw(st.sampled_from(["expected", "expected", "required", "optional"]))
            rows.append(member(who, code, role, attendance=standing, substitutes=deputies))
    problem = council(*rows, **draw(st.sampled_from([{}, {"max_meetings_per_person_per_day": 1}])))
    placed = [
        meeting(
            problem, code, text, draw(st.sampled_from(["10:00", "11:30"])), room=draw(st.sampled_from(["R1", "R2"]))
        )
        for code in "AB"
        for text in DAYS
    ]
    starts = st.sampled_from(["10:00", "11:00"])
    placed += [meeting(problem, code, DAYS[1], draw(starts), room="R2") for code in "XY"]
    return problem, calendar(problem, *placed, occurrence(problem, "DAY", DAYS[1], lunch_room="R1"))


@st.composite
def any_seats(draw, problem, plan, days):
    """Fill the seats of some days anyhow."""
    meetings = []
    for one in plan.meetings:
        rows = attendance(problem, one.body, one.date)
        drawn = []
        for row, seat in zip(rows, problem.memberships_on(one.body, one.date), strict=True):
            outcome = draw(st.sampled_from(["attends", "attends", "apologies", *seat.substitutes]))
            kind = outcome if outcome in ("attends", "apologies") else "substitute"
            deputy = outcome if kind == "substitute" else None
            drawn.append(replace(row, outcome=kind, substitute=deputy, reason=None if kind == "attends" else "away"))
        meetings.append(replace(one, attendance=tuple(drawn)) if one.date in days else one)
    return replace(plan, meetings=tuple(meetings), occurrences=with_headcounts(problem, plan.occurrences, meetings))


@st.composite
def changed_councils(draw):
    before, plan = draw(councils())
    plan = draw(any_seats(before, plan, frozenset(map(day, DAYS))))
    after = before
    for _ in range(draw(st.integers(1, 3))):
        who, code = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from("ABXY"))
        start = draw(st.sampled_from([None, FIRST, LAST]))
        action = draw(st.sampled_from([join, leave, name_substitutes]))
        try:
            if action is join:
                after = join(after, who, code, draw(st.sampled_from(["member", "chair", "clerk"])), start)
            elif action is leave:
                after = leave(after, who, code, start)
            else:
                after = name_substitutes(after, who, code, ("SUE",), start)
        except CannotChange:
            continue
    return before, plan, after, draw(any_seats(after, plan, days_concerned(before, after, plan)))


def in_any_order(answer):
    """Return everything but the points, which are those of some days, whatever order it is in."""
    fields = (
        answer.appear_breaches, answer.disappear_breaches, answer.appear_clashes, answer.disappear_clashes,
        answer.doubled, answer.seats, answer.margins,
    )  # fmt: skip
    return [sorted(field, key=repr) for field in fields]


@pytest.mark.slow
@settings(max_examples=rounds(60), suppress_health_check=list(HealthCheck), derandomize=True)
@given(changed_councils())
def test_the_days_concerned_tell_what_two_full_checks_tell(drawn):
    before, plan, after, then = drawn
    few = consequences((before, plan), (after, then))
    everything = consequences((before, plan), (replace(after, rooms=dict(after.rooms)), then))
    assert in_any_order(few) == in_any_order(everything)
    differences = [
        [points[1] - points[0] for points in (answer.apologies, answer.substitutes)] for answer in (few, everything)
    ]
    assert differences[0] == differences[1]
    rules = {(breach.rule, breach.bodies, breach.people, breach.dates) for breach in check(before, plan)}
    rules_then = {(breach.rule, breach.bodies, breach.people, breach.dates) for breach in check(after, then)}
    appear = {(breach.rule, breach.bodies, breach.people, breach.dates) for breach in few.appear_breaches}
    assert rules_then - rules <= appear <= rules_then
