"""The nearest calendar proven in a small part: what the whole model proves, of councils made by chance."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from builders import absence, attendance, body, council, fixed, meeting_day, member, room, session, theme
from ortools.sat.python.cp_model import CpSolver
from rounds import rounds

from scheduler.domain.bodies import Cadence
from scheduler.domain.people import Membership
from scheduler.rules import broken
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation, least_repair
from scheduler.solver.solve import solve

FIRST_DAY = date(2015, 11, 2)
BY_PARTS = SearchParameters(whole_meetings=0)


def a_council(chance, *, spread=0):
    """Return a council of a few boards that share people and rooms, with its calendar as the baseline.

    What its rare boards cost together is no part's to prove: by itself, each has nothing to be spread from.
    """
    people = [f"P{number}" for number in range(chance.randint(3, 7))]
    weeks = chance.randint(3, 6)
    rows = [room(f"CR{number}") for number in range(chance.randint(1, 2))]
    for code in (f"B{number}" for number in range(chance.randint(3, 6))):
        gap, starts = chance.choice((0, 3, 7)), chance.choice(("10:00", "10:00;14:00", "10:00;11:00;14:00"))
        days = chance.choice(("Mon;Tue;Wed;Thu;Fri", "Tue;Thu", "Wed;Thu;Fri"))
        rows.append(body(code, meetings=chance.randint(1, 3), min_gap_days=gap, start_times=starts, weekdays=days))
        there = chance.sample(people, chance.randint(2, min(4, len(people))))
        others = [person for person in people if person not in there]
        for place, person in enumerate(there):
            deputy = {"substitutes": chance.choice(others)} if others and chance.random() < 0.3 else {}
            needed = {"attendance": "required"} if chance.random() < 0.4 else {}
            rows.append(member(person, code, "member" if place else "chair", **deputy, **needed))
    rows += [
        absence("person", person, str(FIRST_DAY + timedelta(days=chance.randrange(7 * weeks - 4))))
        for person in people
        if chance.random() < 0.5
    ]
    last = FIRST_DAY + timedelta(days=7 * weeks - 3)
    settings = {"start_date": str(FIRST_DAY), "end_date": str(last)}
    limit = {"max_meetings_per_person_per_day": chance.choice((None, 1, 2))}
    problem = council(*rows, **settings, **limit, wishes={"spread": spread, "turns": 0, "busy_week": 0})
    found = solve(problem, 20)
    if not isinstance(found, Solved):
        return None
    return replace(problem, baseline=found.plan, as_of="2015-10-01T00:00:00Z")


def by_whole_and_part(seed, *, spread=0):
    """Return the input with a meeting asked for on another day, and the nearest calendar by either way; or nothing."""
    chance = Random(seed)  # noqa: S311 - examples, and the same each time
    problem = a_council(chance, spread=spread)
    if problem is None:
        return None
    meeting = chance.choice(problem.baseline.live)
    day = str(FIRST_DAY + timedelta(days=7 * chance.randrange(3) + chance.randrange(5)))
    if day == str(meeting.date):
        return None
    asked = replace(problem, fixed_meetings=(fixed(day, body=meeting.body),))
    wanted = (replace(fixed(day, body=meeting.body), number=meeting.sequence),)
    whole = least_perturbation(asked, wanted, Clock(60, silence))
    part = least_perturbation(asked, wanted, Clock(60, silence, BY_PARTS))
    return asked, whole, part


@pytest.mark.parametrize("seed", range(rounds(16)))
def test_a_part_proves_what_the_whole_model_proves(seed):
    found = by_whole_and_part(seed)
    if found is None:
        return
    asked, whole, part = found
    assert type(part) is type(whole)
    if isinstance(whole, Perturbation):
        assert (part.fewest, part.exact) == (whole.fewest, whole.exact)
        assert part.plan.tiers == whole.plan.tiers
        assert not list(broken(asked, part.plan))


@pytest.mark.parametrize("seed", [3, 4, 5, 8, 10, 15])
def test_a_part_claims_no_more_than_the_whole_model_proves_of_what_bodies_cost_together(seed):
    asked, whole, part = by_whole_and_part(seed, spread=1)
    assert (whole.exact, part.fewest, part.exact) == (True, True, False)
    assert not list(broken(asked, part.plan))
    values = [tuple(tier.value for tier in one.plan.tiers) for one in (part, whole)]
    assert tuple(tier.bound for tier in part.plan.tiers) <= values[1] <= values[0]


def as_published(problem, **changed):
    """Return a council with its own plan as the published calendar, meetings of some bodies changed by hand."""
    found = solve(problem, 20)
    assert isinstance(found, Solved)
    meetings = tuple(replace(one, **changed.get(one.body, {})) for one in found.plan.meetings)
    return replace(problem, baseline=replace(found.plan, meetings=meetings), as_of="2015-10-01T00:00:00Z")


def moved(problem, of, on, parameters=None, *, pinned=False):
    """Return the nearest calendar in which the first meeting of a body is on another day."""
    asked = replace(problem, fixed_meetings=(*problem.fixed_meetings, fixed(on, body=of)))
    wanted = (replace(fixed(on, body=of), number=1),)
    clock = Clock(60, silence) if parameters is None else Clock(60, silence, parameters)
    return least_perturbation(asked, wanted, clock, pinned=pinned)


TUESDAY, WEDNESDAY, THURSDAY = "2015-11-03", "2015-11-04", "2015-11-05"


def a_week(*rows, **settings):
    """Return a council of a week whose boards meet once each at ten."""
    return council(room("CR1"), room("CR2"), *rows, start_date="2015-11-02", end_date="2015-11-06", **settings)


def board(code, *people, **fields):
    chair, *others = people
    return [body(code, **{"meetings": 1, "start_times": "10:00", **fields}), member(chair, code, "chair"), *(
        member(person, code) for person in others
    )]  # fmt: skip


ON_TUESDAY = [*board("B", "BOB", "CAT", "EVE", weekdays="Tue", quorum=2), absence("person", "CAT", TUESDAY)]
OUTDOORS = fixed(TUESDAY, body="B", number=1, waive=("room_missing",), reason="outdoors")


def seats_of(plan, of):
    return [(row.person, row.outcome) for one in plan.live if one.body == of for row in one.attendance]


def test_apologies_of_those_who_stay_are_proven_where_they_are():
    problem = as_published(a_week(*board("A", "ANN", weekdays="Wed;Thu"), *ON_TUESDAY))
    whole, part = moved(problem, "A", THURSDAY), moved(problem, "A", THURSDAY, BY_PARTS)
    assert (part.fewest, part.exact, part.plan.tiers) == (whole.fewest, whole.exact, whole.plan.tiers)
    assert (part.exact, seats_of(part.plan, "B")) == (
        True, [("BOB", "attends"), ("CAT", "apologies"), ("EVE", "attends")],
    )  # fmt: skip


def test_whoever_need_not_be_away_is_there_again():
    problem = as_published(a_week(*board("A", "ANN", weekdays="Wed;Thu"), *ON_TUESDAY))
    on_tuesday = attendance(problem, "B", date(2015, 11, 3), ("CAT", "EVE"))
    problem = as_published(replace(problem, baseline=None), B={"attendance": on_tuesday})
    assert seats_of(problem.baseline, "B")[2] == ("EVE", "apologies")
    whole, part = moved(problem, "A", THURSDAY), moved(problem, "A", THURSDAY, BY_PARTS)
    assert (part.fewest, part.exact, part.plan.tiers) == (whole.fewest, whole.exact, whole.plan.tiers)
    assert seats_of(part.plan, "B")[1:] == [("CAT", "apologies"), ("EVE", "attends")]


@pytest.mark.parametrize("other", ["lunch", "no room"])
def test_where_others_may_differ_in_what_is_open_still_nothing_is_said_to_be_proven_that_is_not(other):
    rows = board("A", "ANN", weekdays="Wed;Thu")
    rows += (
        [
            meeting_day(meetings=1, weekdays="Tue"), session("AM"), session("LUNCH"), theme("T"), theme("U"),
            body("B", meeting_day="DAY", session="AM"), member("BOB", "B", "chair"),
        ]
        if other == "lunch"
        else [*board("B", "BOB", weekdays="Tue"), OUTDOORS]
    )  # fmt: skip
    problem = as_published(a_week(*rows), **({"B": {"room": None, "venue": None}} if other == "no room" else {}))
    whole, part = moved(problem, "A", THURSDAY), moved(problem, "A", THURSDAY, BY_PARTS)
    assert [one.value for one in part.plan.tiers] == [one.value for one in whole.plan.tiers]
    assert all(one.bound <= two.bound for one, two in zip(part.plan.tiers, whole.plan.tiers, strict=True))
    assert part.fewest


def test_others_that_are_pinned_and_in_the_way_are_not_moved():
    """ANN chairs both: where A goes to Tuesday at ten, B has to leave it."""
    both = [*board("A", "ANN", weekdays="Tue;Wed"), *board("B", "ANN", weekdays="Tue;Thu")]
    required = [replace(row, attendance="required") if isinstance(row, Membership) else row for row in both]
    problem = as_published(a_week(*required, absence("person", "ANN", THURSDAY)))
    assert [str(one.date) for one in problem.baseline.live] == [TUESDAY, WEDNESDAY]
    without = replace(problem, absences=())
    assert isinstance(moved(without, "A", TUESDAY, BY_PARTS, pinned=True), OutOfTime)
    free = moved(without, "A", TUESDAY, BY_PARTS)
    assert (free.fewest, free.exact, {one.body: str(one.date) for one in free.plan.live}) == (
        True, True, {"A": TUESDAY, "B": THURSDAY},
    )  # fmt: skip
    assert free.plan.tiers == moved(without, "A", TUESDAY).plan.tiers


def values(plan):
    return [tier.value for tier in plan.tiers]


@pytest.mark.parametrize("most", [0, 1])
def test_where_the_part_would_be_too_large_the_whole_is_looked_at(most):
    problem = as_published(a_week(*board("A", "ANN", weekdays="Tue;Wed"), *board("B", "ANN", weekdays="Tue")))
    assert {one.body: str(one.date) for one in problem.baseline.live} == {"A": WEDNESDAY, "B": TUESDAY}
    whole = moved(problem, "A", TUESDAY)
    part = moved(problem, "A", TUESDAY, replace(BY_PARTS, part_meetings=most))
    assert type(part) is type(whole) is Infeasible
    assert part.because == whole.because


def test_where_more_meetings_could_be_held_the_whole_is_looked_at():
    """B is to meet twice if it can, on two of the Tuesdays of one week: a part does not tell that it cannot."""
    problem = a_week(*board("A", "ANN", weekdays="Wed;Thu"), *board("B", "BOB", weekdays="Tue", meetings=1))
    cadence = Cadence(minimum=1, maximum=2)
    problem = as_published(
        replace(problem, bodies=problem.bodies | {"B": replace(problem.bodies["B"], cadence=cadence)})
    )
    whole, part = moved(problem, "A", THURSDAY), moved(problem, "A", THURSDAY, BY_PARTS)
    assert values(part.plan) == values(whole.plan)
    assert part.plan.tiers[0].value == 1


def two_that_have_to_move():
    """Return a changed input whose calendar is in two bodies no longer what it asks for, and that calendar."""
    problem = a_week(*board("B", "ANN", weekdays="Tue;Thu"), *board("C", "BOB", weekdays="Tue;Fri"), *board("D", "CAT"))
    needed = tuple(replace(row, attendance="required") for row in problem.memberships)
    away = (absence("person", "ANN", THURSDAY), absence("person", "BOB", "2015-11-06"))
    problem = as_published(replace(problem, memberships=needed, absences=away))
    changed = replace(problem, absences=(absence("person", "ANN", TUESDAY), absence("person", "BOB", TUESDAY)))
    meetings = tuple(
        replace(one, attendance=attendance(problem, one.body, one.date, () if one.body == "D" else ("ANN", "BOB")))
        for one in problem.baseline.meetings
    )
    return changed, replace(problem.baseline, meetings=meetings)


@pytest.mark.parametrize("parameters", [BY_PARTS, SearchParameters()])
def test_two_bodies_that_have_to_move_are_mended_as_if_each_had_the_year_to_itself(parameters):
    """Of a large calendar, and of one that the whole model could hold."""
    changed, there = two_that_have_to_move()
    found, best = least_repair(changed, there, Clock(60, silence, parameters)), solve(changed, 20)
    assert (found.fewest, found.exact, values(found.plan)) == (True, True, values(best.plan))
    assert {one.body: str(one.date) for one in found.plan.live if one.body != "D"} == {"B": THURSDAY, "C": "2015-11-06"}


def test_a_part_of_a_small_calendar_that_takes_long_is_left_to_the_whole_model():
    changed, there = two_that_have_to_move()
    assert least_repair(changed, there, Clock(60, silence, SearchParameters(part_effort=0))) is None


def test_a_calendar_is_mended_by_a_few_searches_among_those_that_the_change_is_about(monkeypatch):
    """Figures of the solver, not of a clock: each body by itself, then both together, and the seats of all."""
    changed, there = two_that_have_to_move()
    searches, heard, solved = [], [], CpSolver.solve
    monkeypatch.setattr(CpSolver, "solve", lambda *given: searches.append(given) or solved(*given))
    assert least_repair(changed, there, Clock(60, heard.append)).fewest
    assert set(heard) == {"Looking for the least change among 2 bodies"}
    assert len(searches) <= 12
