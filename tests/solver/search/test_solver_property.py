"""Random tiny councils, every feature at once: the solver against every plan there is."""

from dataclasses import replace
from datetime import date

import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    fixed,
    link,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    person,
    project,
    reports,
    room,
    session,
    speaker,
    theme,
)
from every_plan import best_plan, score
from hypothesis import HealthCheck, assume, given, note, reject, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence, QuorumRule
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import InputFaults
from scheduler.reading.validation import validated
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = "2015-11-16", "2015-11-17", "2015-11-18", "2015-11-19"
DAYS = (MONDAY, TUESDAY, WEDNESDAY)
LAST_YEAR = ("2014-11-17", "2014-11-18", "2014-11-19")
PEOPLE = ("ANN", "BOB", "CAT")
maybe = st.booleans()


def some(strategy):
    """Draw the strategy, or None three times out of four."""
    return st.one_of(st.none(), st.none(), st.none(), strategy)


@st.composite
def memberships(draw, of):
    rows = []
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True))
    for number, who in enumerate(people):
        role = draw(st.sampled_from(["chair", "member", "member", "adviser"])) if number == 0 else "member"
        others = [other for other in PEOPLE if other != who]
        deputies = draw(st.one_of(st.just(()), st.just(()), st.permutations(others).map(lambda two: tuple(two[:1]))))
        fields = {"attendance": draw(st.sampled_from(["expected", "expected", "required", "optional"]))}
        dates = draw(some(st.sampled_from([("end_date", MONDAY), ("start_date", TUESDAY)])))
        if dates is not None:
            fields[dates[0]] = dates[1]
        rows.append(member(who, of, role, substitutes=deputies, **fields))
    return rows


@st.composite
def own_bodies(draw, code):
    fields = {
        "start_times": draw(st.sampled_from(["10:00", "10:00", "10:00;11:00", "10:00;14:00"])),
        "duration_minutes": draw(st.sampled_from([60, 90])),
        "weekdays": draw(some(st.sampled_from(["Mon;Tue", "Wed", "Tue;Wed;Sat"]))),
        "preferred_weekdays": draw(st.sampled_from([None, "Tue"])),
        "attendance_mode": draw(st.sampled_from(["in_person", "in_person", "online"])),
        "quorum": draw(some(st.integers(0, 2))),
        "notice_clear_days": draw(st.sampled_from([0, 0, 1])),
        "min_gap_days": draw(some(st.integers(1, 2))),
        "max_gap_days": draw(some(st.integers(1, 2))),
        "extra_seats": draw(st.sampled_from([0, 0, 0, 3])),
        "room_features": draw(st.sampled_from([(), (), (), ("loop",)])),
        "end_date": draw(some(st.sampled_from([MONDAY, TUESDAY]))),
    }
    fields = {name: value for name, value in fields.items() if value is not None}
    cadence = draw(
        st.sampled_from([Cadence(minimum=1, maximum=1), Cadence(minimum=0, maximum=1), Cadence(per_period=1)])
    )
    return body(code, cadence=cadence, **fields)


@st.composite
def councils(draw) -> Problem:
    rows = [period("P1", MONDAY, draw(st.sampled_from([MONDAY, TUESDAY, WEDNESDAY])))]
    own = ["A", "B"] if draw(maybe) else ["A"]
    for code in own:
        rows += [draw(own_bodies(code)), *draw(memberships(code))]
    if draw(maybe):
        rows += draw(whole_days(len(own)))
    rows.append(
        room(
            "R1",
            capacity=draw(st.sampled_from([2, 5])),
            setup_minutes=draw(st.sampled_from([0, 30])),
            features=frozenset({"loop"}),
            cost_per_hour=draw(st.sampled_from([0, 7])),
        )
    )
    if draw(maybe):
        rows.append(
            draw(
                st.sampled_from(
                    [
                        room("R2", capacity=20),
                        room("R2", capacity=5, venue="Library"),
                        room("R2", capacity=9, combines=("R1",), open_from="10:30"),
                    ]
                )
            )
        )
    if len(own) > 1 and draw(maybe):
        rows.append(reports("A", "B", draw(st.integers(0, 1)), draw(some(st.integers(1, 2)))))
    if len(own) > 1 and draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from(["not_same_day", "not_next_day", "not_same_week", "follows"]))
        one, two = draw(st.permutations(own))
        strength = draw(st.sampled_from(["hard", "soft"]))
        rows.append(link(one, kind, two, strength=strength, minutes=draw(st.sampled_from([0, 60, 240]))))
    for row in (
        absence("person", "ANN", draw(st.sampled_from(DAYS)), strength=draw(st.sampled_from(["hard", "soft"]))),
        absence("person", "BOB", f"{MONDAY} 10:30", f"{MONDAY} 11:15"),
        absence("room", "R1", draw(st.sampled_from(DAYS)), strength=draw(st.sampled_from(["hard", "soft"]))),
        closed(draw(st.sampled_from(DAYS)), strength=draw(st.sampled_from(["closed", "avoid"]))),
        closed(WEDNESDAY, applies_to=("A",), non_working=draw(maybe)),
        person("CAT", weekdays="Mon;Wed", category="nhs"),
        QuorumRule("A", 1, category="nhs"),
        project("PR", "A", draw(st.sampled_from(DAYS))),
        fixed(draw(st.sampled_from(DAYS)), body="A"),
    ):
        if draw(st.integers(0, 6)) == 0:
            rows.append(row)
    limits = {"max_meetings_per_person_per_day": draw(some(st.integers(1, 2)))}
    limits["publication_date"] = draw(some(st.sampled_from(["2015-11-13", MONDAY])))
    limits = {name: value for name, value in limits.items() if value is not None}
    problem = council(*rows, start_date=MONDAY, end_date=draw(st.sampled_from([TUESDAY, WEDNESDAY])), **limits)
    baseline = draw(some(earlier_calendars(problem)))
    tiers = st.sampled_from(["held", "unmoved", "apologies", "substitutes", "dates"])
    exchanges = draw(some(st.dictionaries(tiers, st.integers(1, 6), min_size=1, max_size=2)))
    return replace(problem, exchanges=exchanges or {}, as_of=f"{MONDAY}T00:00:00Z", baseline=baseline)


@st.composite
def earlier_calendars(draw, problem: Problem) -> Plan:
    """Draw last year's calendar, perhaps with a meeting of this year already in it."""
    placed = [meeting(problem, "A", day) for day in draw(st.lists(st.sampled_from(LAST_YEAR), max_size=2, unique=True))]
    placed += [meeting(problem, "A", TUESDAY)] if draw(st.integers(0, 3)) == 0 else []
    if problem.meeting_days:
        placed.append(occurrence(problem, "DAY", draw(st.sampled_from(LAST_YEAR))))
    return calendar(problem, *placed)


@st.composite
def whole_days(draw, others):
    arrangement = draw(st.sampled_from(["either", "fewest_apologies", "simultaneous", "staggered"]))
    rows = [
        meeting_day("DAY", meetings=1) if draw(maybe) else meeting_day("DAY", cadence=Cadence(minimum=0, maximum=1)),
        session("AM", start="10:00", end=draw(st.sampled_from(["11:00", "12:30"])), arrangement=arrangement),
    ]
    for code in ["X", "Y"][: 1 if others > 1 else 2]:
        rows += [body(code, meeting_day="DAY", session="AM", duration_minutes=60), *draw(memberships(code))]
    if others == 1 and draw(maybe):
        rows.append(session("LUNCH"))
        rows.append(speaker("GUEST", TUESDAY))
        rows.append(
            theme(
                "T",
                speaker="GUEST" if draw(maybe) else None,
                sponsor="X",
                status=draw(st.sampled_from(["proposed", "confirmed"])),
                periods=draw(st.sampled_from([(), ("P1",)])),
            )
        )
    return rows


@st.composite
def crowded(draw) -> Problem:
    """Draw two bodies that share their people on one crowded day: who goes where, and who deputises?"""
    rows = [room("R1", capacity=9), room("R2", capacity=9, venue=draw(st.sampled_from(["Town Hall", "Library"])))]
    for code in "AB":
        starts = draw(st.sampled_from(["10:00", "10:00", "11:30", "10:00;14:00"]))
        rows.append(body(code, meetings=1, start_times=starts, duration_minutes=90, quorum=draw(st.integers(0, 2))))
        for number, who in enumerate(draw(st.permutations(PEOPLE))[:2]):
            deputies = [other for other in (*PEOPLE, "DEP") if other != who]
            chosen = tuple(draw(st.lists(st.sampled_from(deputies), max_size=2, unique=True)))
            role = draw(st.sampled_from(["chair", "member", "adviser"])) if number == 0 else "member"
            attendance = draw(st.sampled_from(["expected", "expected", "required", "optional"]))
            rows.append(member(who, code, role, substitutes=chosen, attendance=attendance))
    if draw(maybe):
        rows.append(
            absence("person", draw(st.sampled_from([*PEOPLE, "DEP"])), f"{THURSDAY} 10:30", f"{THURSDAY} 11:00")
        )
    limits = draw(st.sampled_from([{}, {}, {"max_meetings_per_person_per_day": 1}]))
    return replace(council(*rows, start_date=THURSDAY, end_date=THURSDAY, **limits), as_of=f"{MONDAY}T00:00:00Z")


@pytest.mark.slow
@settings(max_examples=rounds(60), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(councils())
def test_a_random_council_gets_the_best_plan_or_has_none(problem):
    compare_with_every_plan(problem)


@pytest.mark.slow
@settings(max_examples=rounds(30), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(crowded())
def test_people_of_a_crowded_day_are_seated_as_well_as_can_be(problem):
    compare_with_every_plan(problem)


@st.composite
def replanned(draw) -> Problem:
    """Draw a council with a calendar of its own, then some days of it gone and the input changed since."""
    problem = draw(councils())
    outcome = solve(problem, 60)
    assume(isinstance(outcome, Solved))
    baseline = outcome.plan
    moment = draw(st.sampled_from([f"{day}T{hour}:00:00Z" for day in DAYS for hour in ("00", "09", "11", "15")]))
    for _ in range(draw(st.integers(0, 2))):
        problem = draw(changed(problem))
    return replace(problem, baseline=baseline, as_of=moment)


@st.composite
def changed(draw, problem: Problem) -> Problem:
    """Draw one change of the input, of whatever it may say by the time a calendar is planned again."""
    day, code = draw(st.sampled_from(DAYS)), draw(st.sampled_from(sorted(problem.bodies)))
    body_of = problem.bodies[code]
    other = {
        "sooner": {"start_times": (660,)},
        "weekday": {"weekdays": frozenset({draw(st.integers(0, 2))})},
        "longer": {"duration_minutes": 120},
        "notice": {"notice_clear_days": draw(st.integers(0, 2))},
        "gap": {"min_gap_days": draw(st.integers(1, 2)), "max_gap_days": 2},
        "oftener": {"cadence": Cadence(minimum=draw(st.integers(0, 2)), maximum=2)},
        "never": {"cadence": Cadence()},
        "founded": {"start_date": problem.days[1]},
        "online": {"attendance_mode": "online"},
        "features": {"room_features": ("gone",)},
        "quorum": {"quorum": 3},
    }
    name = draw(st.sampled_from(["closed", "away", "leaves", "joins", "room", "body", "period", *other]))
    if name in other:
        if body_of.meeting_day is not None and name in ("oftener", "never"):
            return problem
        return replace(problem, bodies={**problem.bodies, code: replace(body_of, **other[name])})
    if name == "room" and len(problem.rooms) > 1:
        return replace(problem, rooms={"R1": problem.rooms["R1"]}, fixed_meetings=())
    if name == "body" and len(problem.bodies) > 1 and body_of.meeting_day is None:
        return without(problem, code)
    joins = member("EVE", code, start_date=TUESDAY, attendance="required")
    kinds = {
        "closed": {"closed_dates": (*problem.closed_dates, closed(day))},
        "away": {"absences": (*problem.absences, absence("person", "ANN", day))},
        "leaves": {"memberships": problem.memberships[1:]},
        "joins": {
            "memberships": (*problem.memberships, joins),
            "people": {**problem.people, "EVE": person("EVE", weekdays="Mon;Wed")},
        },
        "period": {"periods": (period("P1", MONDAY, draw(st.sampled_from(DAYS))),)},
    }
    return replace(problem, **kinds.get(name, {}))


def without(problem: Problem, code: str) -> Problem:
    """Return an input without a body, and those who sit on no other."""
    memberships = tuple(row for row in problem.memberships if row.body != code)
    left = {who for row in memberships for who in (row.person, *row.substitutes)}
    return replace(
        problem,
        bodies={one: body for one, body in problem.bodies.items() if one != code},
        people={one: who for one, who in problem.people.items() if one in left},
        absences=tuple(row for row in problem.absences if row.kind != "person" or row.who in left),
        memberships=memberships,
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body != code),
        reporting=tuple(row for row in problem.reporting if code not in (row.from_body, row.to_body)),
        fixed_meetings=tuple(row for row in problem.fixed_meetings if row.body != code),
        projects={one: row for one, row in problem.projects.items() if row.reports_to != code},
    )


@pytest.mark.slow
@settings(max_examples=rounds(15), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(replanned())
def test_a_changed_calendar_moves_least_and_never_what_has_been_called(problem):
    plan = compare_with_every_plan(problem)
    if plan is not None:
        there = {meeting.uid: meeting for meeting in plan.meetings}
        assert [there.get(fact.uid) for fact in problem.held] == list(problem.held)
        days = {(one.meeting_day, one.date): one for one in plan.occurrences}
        assert [days.get((fact.meeting_day, fact.date)) for fact in problem.held_days] == list(problem.held_days)


CADENCES = (Cadence(minimum=1, maximum=1), Cadence(minimum=2, maximum=2), Cadence(minimum=0, maximum=2))
ROWS = (
    {"number": 1},
    {"number": 2, "date": True},
    {"date": True, "start": 540},
    {"date": True, "duration_minutes": 30},
    {"number": 1, "date": True},
    {"earliest": True, "title": "Budget"},
    {"latest": True, "duration_minutes": 30, "title": "Short"},
    {"extra": True, "title": "Extraordinary"},
    {"extra": True, "date": True},
    {"number": 1, "cancelled": True},
    {"number": 2, "cancelled": True, "date": True},
    {"cancelled": True, "date": True},
)
"""Rows about one meeting; for each True a day is drawn, but for what is extra or cancelled."""
WAIVED = ("weekday", "closed_date", "notice", "room_capacity", "unavailable", "quorum", "gap", "reporting")


@st.composite
def about_one_meeting(draw) -> FixedMeeting:
    """Draw a row about one meeting of A."""
    drawn = draw(st.sampled_from(ROWS))
    day = date.fromisoformat(draw(st.sampled_from(DAYS)))
    fields = {name: day if name in {"date", "earliest", "latest"} else value for name, value in drawn.items()}
    waived = draw(st.one_of(st.just([]), st.lists(st.sampled_from(WAIVED), max_size=2, unique=True)))
    if waived and "cancelled" not in drawn:
        fields |= {"waive": tuple(waived), "reason": "The ombudsman's own date."}
    return FixedMeeting(body="A", **fields)


@st.composite
def with_rows(draw) -> Problem:
    """Draw a body with rows about one meeting, perhaps with a calendar of its own already."""
    fields = {
        "cadence": draw(st.sampled_from(CADENCES)),
        "start_times": draw(st.sampled_from(["10:00", "10:00", "10:00;14:00"])),
        "weekdays": draw(some(st.just("Mon;Tue"))),
        "notice_clear_days": draw(st.sampled_from([0, 0, 1])),
        "min_gap_days": draw(some(st.integers(1, 2))),
        "max_gap_days": draw(some(st.integers(1, 2))),
        "attendance_mode": draw(st.sampled_from(["online", "online", "in_person"])),
        "duration_minutes": 60,
    }
    rows = [body("A", **{name: value for name, value in fields.items() if value is not None})]
    rows += [member("ANN", "A", "chair", attendance=draw(st.sampled_from(["expected", "required"])))]
    rows += [room("R1", capacity=draw(st.sampled_from([0, 5])))]
    rows += [absence("person", "ANN", draw(st.sampled_from(DAYS)))] if draw(maybe) else []
    rows += [closed(draw(st.sampled_from(DAYS)))] if draw(maybe) else []
    rows += [reports("B", "A", 0), body("B", meetings=1, attendance_mode="online")] if draw(maybe) else []
    rows += draw(st.lists(about_one_meeting(), min_size=1, max_size=2))
    limits = draw(st.sampled_from([{}, {"publication_date": "2015-11-13"}]))
    problem = council(*rows, start_date=MONDAY, end_date=WEDNESDAY, **limits)
    placed = [meeting(problem, "A", day) for day in draw(st.lists(st.sampled_from(DAYS), max_size=2, unique=True))]
    baseline = calendar(problem, *placed) if placed and draw(maybe) else None
    try:
        return validated(replace(problem, as_of="2015-11-01T00:00:00Z", baseline=baseline))[0]
    except InputFaults:
        reject()


@pytest.mark.slow
@settings(max_examples=rounds(40), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(with_rows())
def test_rows_about_one_meeting_are_kept_as_well_as_can_be(problem):
    compare_with_every_plan(problem)


def compare_with_every_plan(problem) -> Plan | None:
    best = best_plan(problem)
    outcome = solve(problem, 60)
    note(f"best {best}, outcome {outcome}")
    if best is None:
        assert isinstance(outcome, Infeasible)
        assert outcome.because
        assert outcome.give_up or outcome.only_the_law
        assert outcome.minimal
    else:
        assert isinstance(outcome, Solved)
        assert check(problem, outcome.plan) == ()
        values, _ = recount(problem, outcome.plan)
        found = {tier.name: tier.value for tier in outcome.plan.tiers}
        assert found == {name: value for name, value in values.items() if name in found}
        assert all(tier.proven for tier in outcome.plan.tiers)
        assert score(problem, outcome.plan, found) == best
        return outcome.plan
    return None
