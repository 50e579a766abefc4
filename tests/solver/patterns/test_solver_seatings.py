"""The best seating of a meeting by itself is that of trying every way, at every kind of day of random bodies."""

from collections.abc import Collection
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from builders import absence, body, clock_time, council, day, meeting, member, person
from every_seat import always_there, best, price
from rounds import rounds

from scheduler.domain.bodies import Cadence, QuorumRule
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import APOLOGIES, ATTENDS, Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.solver.cp.candidates import candidates
from scheduler.solver.cp.decisions import DateDecisions
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.patterns.seatings import Seatings

PEOPLE = ("ANN", "BOB", "CAT", "DOT", "EVE", "FAY")
MOMENTS = ("2015-11-02 09:00", "2015-11-02 14:30", "2015-11-03 18:00", "2015-11-04 10:00", "2015-11-06 20:00")


def a_body(seed: int) -> Problem:
    """Return a council of one body for two weeks: some of its people are away on some days, or for parts of them."""
    chance = Random(f"a body {seed}")  # noqa: S311 - the same bodies every time
    quorum = chance.choice((None, 1, 2, 3))
    rows: list[Any] = [body(start_times="10:00;18:00", meetings=2, quorum=quorum)]
    members = chance.sample(PEOPLE, chance.choice((2, 3, 4)))
    for number, who in enumerate(members):
        others = chance.sample([one for one in PEOPLE if one != who], chance.choice((0, 0, 1, 2)))
        role = ("chair", "vice_chair", "member", "clerk")[number] if chance.random() < 0.5 else "member"
        rows.append(
            member(
                who,
                role=role,
                substitutes=tuple(others),
                attendance=chance.choice(("expected", "expected", "optional", "required")),
                start_date=chance.choice((None, None, None, "2015-11-05")),
                end_date=chance.choice((None, None, None, "2015-11-10")),
            )
        )
    if chance.random() < 0.4:
        rows.append(QuorumRule("GB", 1, person=chance.choice(members)))
    for who in PEOPLE:
        for _ in range(chance.choice((0, 1, 2, 4))):
            first, last = sorted(chance.sample(MOMENTS, 2))
            rows.append(absence("person", who, first, last))
        if chance.random() < 0.2:
            rows.append(person(who, weekdays=chance.choice(("Mon;Tue;Wed", "Thu;Fri", "Tue"))))
    weights = {"apologies": chance.choice((1, 1, 4, 0)), "substitutes": chance.choice((1, 1, 3, 0))}
    return council(*rows, start_date="2015-11-02", end_date="2015-11-13", wishes=weights)


def every_node(problem: Problem, sitting: Sitting) -> tuple[np.ndarray, np.ndarray]:
    """Return every day and start of a meeting."""
    nodes = [(number, start) for number in range(len(problem.days)) for start in sitting.starts]
    return np.array([number for number, _ in nodes]), np.array([start for _, start in nodes])


def without(made: Meeting, people: Collection[str]) -> Meeting:
    """Return a meeting to which some do not come."""
    rows = (
        Attendance(row.person, row.role, row.voting, APOLOGIES) if row.sits in people else row
        for row in made.attendance
    )
    return replace(made, attendance=tuple(rows))


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_the_best_seating_is_that_of_trying_every_way(seed: int) -> None:
    problem = a_body(seed)
    sitting = candidates(problem).sittings[0]
    days, starts = every_node(problem, sitting)
    seatings = Seatings(problem)
    seated = seatings.of(sitting, days, starts)
    known: dict[tuple[object, ...], tuple[int, int] | None] = {}
    for node, (number, start) in enumerate(zip(days.tolist(), starts.tolist(), strict=True)):
        on = problem.days[number]
        made = Meeting("", "GB", 1, on, start, start + sitting.duration)
        away = [any(problem.absent("person", who, on, start, made.end)) for who in PEOPLE]
        key = on.weekday(), *away, problem.memberships_on("GB", on)
        if key not in known:
            known[key] = best(problem, made)
        assert (known[key] is not None) == seated.open[node], (on, start)
        if known[key] is not None:
            assert (seated.costs["apologies"][node], seated.costs["substitutes"][node]) == known[key]
            there = replace(made, attendance=seated.attendance(node))
            assert price(problem, there) == known[key]
            present, wanted = {who for _, who in there.present()}, seated.people[node]
            assert not (wanted & ~seatings.diaries.bits_of(present)).any()
            left_out = [who for who in present if not (wanted & seatings.diaries.bits_of([who])).any()]
            assert price(problem, without(there, left_out)) == known[key]
            sure = seatings.diaries.bits_of(always_there(problem, made))
            assert not (seated.sure[node] & ~sure).any()


def test_nobody_sits_twice_at_once_beside_what_stands() -> None:
    problem = council(
        body("GB", meetings=1, start_times="10:00;18:00", quorum=2),
        body("FACT"),
        *(member(who) for who in ("ANN", "BOB", "CAT")),
        member("ANN", "FACT"),
    )
    stands = meeting(problem, "FACT", "2015-11-19", "09:30")
    sitting = next(one for one in candidates(problem).sittings if one.body.code == "GB")
    on = (day("2015-11-19") - problem.days[0]).days
    seated = Seatings(problem, [stands]).of(sitting, np.array([on, on]), np.array([clock_time("10:00"), 1080]))
    assert [[row.outcome for row in seated.attendance(node)] for node in (0, 1)] == [
        ["apologies", "attends", "attends"],
        ["attends", "attends", "attends"],
    ]
    assert seated.open.tolist() == [True, True]
    assert seated.costs["apologies"].tolist() == [2, 0]


def test_who_is_there_whatever_happens_is_told_apart() -> None:
    problem = council(
        body("GB", meetings=1, start_times="10:00", quorum=1),
        member("ANN"),
        member("BOB", attendance="optional"),
        member("CAT", substitutes=("DEP", "EVE")),
        member("FAY", substitutes=("SUE",)),
        member("GUS", substitutes=("SUE",)),
        *(absence("person", who, "2015-11-19") for who in ("CAT", "FAY", "GUS")),
    )
    seatings = Seatings(problem)
    seated = seatings.of(candidates(problem).sittings[0], np.array([18]), np.array([600]))
    there = [row.sits for row in seated.attendance(0)]
    assert there[:3] == ["ANN", "BOB", "DEP"]
    assert sorted(there[3:], key=str) == [None, "SUE"]
    assert (seated.sure[0] == seatings.diaries.bits_of(["ANN", "DEP"])).all()


@pytest.mark.parametrize("rule", ["quorum", "unavailable", "presiding"])
def test_what_a_row_waives_is_not_asked_of_its_meeting_and_of_all_others(rule: str) -> None:
    problem = council(
        body("GB", meetings=2, start_times="10:00", attendance_mode="online"),
        member("ANN", role="chair", attendance="required"),
        *(member(who) for who in ("BOB", "CAT", "DOT")),
        *(absence("person", who, "2015-11-19") for who in ("ANN", "BOB")),
        FixedMeeting(number=1, date=day("2015-11-19"), body="GB", waive=(rule,), reason="as agreed"),
        start_date="2015-11-16",
        end_date="2015-11-27",
    )
    for sitting in candidates(problem).sittings:
        alone = replace(problem, fixed_meetings=tuple(row for row in problem.fixed_meetings if sitting.ones))
        only = replace(alone, bodies={"GB": replace(problem.bodies["GB"], cadence=Cadence(minimum=1, maximum=1))})
        objective = PlanObjective(only, Clock(20, silence), restriction=lambda choices: keep_to(choices, "2015-11-19"))
        solved = objective.minimise_all()
        seated = Seatings(problem).of(sitting, np.array([3]), np.array([600]))
        assert seated.open.tolist() == [solved]
        if solved:
            assert [seated.costs[tier][0] for tier in ("apologies", "substitutes")] == [
                objective.value(tier) for tier in ("apologies", "substitutes")
            ]


def keep_to(choices: DateDecisions, on: str) -> None:
    """Leave one day open."""
    for sitting in choices.free_sittings:
        for other in sitting.days:
            if other != day(on):
                choices.rule_out(sitting, other)


def test_who_may_as_well_stay_away_is_not_wanted_unless_a_rule_needs_them() -> None:
    rows = [member("ANN", role="chair"), member("BOB"), member("CAT", attendance="optional")]
    away = absence("person", "BOB", "2015-11-19")
    problem = council(body("GB", meetings=1, start_times="10:00", quorum=2), *rows, away)
    seatings = Seatings(problem)
    seated = seatings.of(candidates(problem).sittings[0], np.array([18, 19]), np.array([600, 600]))
    wanted = [seatings.diaries.bits_of(people).tolist() for people in (["ANN", "CAT"], ["ANN", "BOB"])]
    assert seated.people.tolist() == wanted
    assert [len([row for row in seated.attendance(node) if row.outcome == ATTENDS]) for node in (0, 1)] == [2, 3]


@pytest.mark.parametrize("seed", range(rounds(12)))
def test_the_best_node_of_a_body_alone_costs_what_the_model_of_its_year_says(seed: int) -> None:
    whole = a_body(seed)
    bodies = {"GB": replace(whole.bodies["GB"], attendance_mode="online", cadence=Cadence(minimum=1, maximum=1))}
    problem = replace(whole, bodies=bodies)
    sitting = candidates(problem).sittings[0]
    days, starts = every_node(problem, sitting)
    seated = Seatings(problem).of(sitting, days, starts)
    held = [node for node, number in enumerate(days.tolist()) if seated.open[node] and number % 7 < 5]
    objective = PlanObjective(problem, Clock(20, silence))
    assert objective.minimise_all() == bool(held)
    if held:
        costs = [(int(seated.costs["apologies"][node]), int(seated.costs["substitutes"][node])) for node in held]
        assert min(costs) == (objective.value("apologies"), objective.value("substitutes"))
