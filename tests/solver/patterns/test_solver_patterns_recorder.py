"""The verbs in which rules and wishes speak, heard one by one: what each answers of days, starts and what stands."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from builders import body, council, day, member, room

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Sitting
from scheduler.solver.patterns.drafts import Draft
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import NO, YES, Both, Bounded, Excess, Not, Some, Symbol, summed
from scheduler.solver.patterns.layers import At, Day, Held, Layer, Matched, Matching, On
from scheduler.solver.patterns.matchings import REFUSED, price, split
from scheduler.solver.patterns.movers import movers
from scheduler.solver.patterns.statements import Cast, Demand, Demands, Recorder
from scheduler.solver.patterns.values import value

FIRST = day("2015-11-02")
REASON = Reason("made_up", "A", "It is made up.")


def a_week(*rows: object) -> Problem:
    made = {"meetings": 2, "weekdays": "Mon;Wed", "start_times": "10:00;14:00"}
    return council(body("A", **made), room(), *rows, start_date="2015-11-02", end_date="2015-11-06")


def recorder(problem: Problem) -> tuple[Recorder, tuple[Layer, ...]]:
    (mover,) = movers(problem)
    return Recorder(problem, mover.cast), mover.layers


# -- choices


def test_a_start_is_one_of_the_sittings_and_all_of_them_are_the_day() -> None:
    choices, (layer, _) = recorder(a_week())
    sitting = choices.sittings[0]
    first, *_ = days = choices.open_days(sitting)
    assert choices.starts_at(sitting, 541) is NO
    assert value(choices.starts_at(sitting, 840), layer)[0, :-1].tolist() == [0, 1] * len(days)
    alone = replace(sitting, starts=(600,))
    assert isinstance(Recorder(choices.problem, cast_of(alone)).starts_at(alone, 600), Held)
    whole, part = choices.held_during(sitting, [(first, 600), (first, 840), (days[1], 840), (days[1], 541)])[:2]
    assert whole is choices.held_on(sitting, first)
    assert isinstance(part, On)
    (only,) = choices.held_during(sitting, [(first, 840)])
    assert isinstance(only, At)
    assert only.node == 1


def cast_of(*sittings: Sitting, standing: dict | None = None) -> Cast:
    layers = {one: Layer(one, (one,), FIRST, number) for number, one in enumerate(sittings)}
    return Cast([*sittings, *(standing or {})], (), layers, standing=standing or {})


def test_what_stands_is_held_on_its_day_and_may_not_be_forbidden() -> None:
    problem = a_week()
    free = Sitting(problem.bodies["A"], 1, (FIRST, FIRST + timedelta(days=2)), (600,), 60)
    stands = Sitting(problem.bodies["A"], 2, (FIRST + timedelta(days=3),), (600,), 60)
    choices = Recorder(problem, cast_of(free, standing={stands: True}))
    assert choices.held(stands) is YES
    assert (choices.is_fact(stands), choices.is_fact(free)) == (True, False)
    assert choices.day_number(stands) == 3
    assert [choices.held_on(stands, FIRST + timedelta(days=number)) is YES for number in range(4)] == [
        False, False, False, True,
    ]  # fmt: skip
    assert choices.held_at(stands, stands.days[0], 600) is YES
    demands = Demands(choices, [].append)
    for sitting in (free, stands):
        demands.forbid(sitting, sitting.days[0], REASON)
    assert [list(choices.open_days(sitting)) for sitting in (free, stands)] == [[free.days[1]], [stands.days[0]]]


def test_choices_are_joined_and_what_is_settled_is_left_out() -> None:
    choices, (layer, other) = recorder(a_week())
    one, two = On(layer, 0), On(other, 1)
    assert (choices.any_of([]), choices.any_of([NO]), choices.any_of([NO, one])) == (NO, NO, one)
    assert choices.any_of([one, YES]) is YES
    assert isinstance(choices.any_of([NO, NO]), Bounded)
    either, both = choices.any_of([one, two]), choices.both(one, two)
    assert isinstance(either, Some)
    assert isinstance(both, Both)
    assert (list(either.literals), list(both.literals)) == ([one, two], [one, two])
    assert [choices.both(one, NO), choices.both(NO, one)] == [NO, NO]
    assert [choices.both(one, YES), choices.both(YES, two)] == [one, two]
    assert choices.excess(most=3) == 0


def test_a_membership_of_some_days_is_in_force_where_the_meeting_is_on_one_of_them() -> None:
    usual, joins = member("ANN", "A"), member("BOB", "A", start_date=day("2015-11-04"))
    choices, (layer, _) = recorder(a_week(usual, joins, member("CAT", "A", end_date=day("2015-10-30"))))
    sitting = choices.sittings[0]
    assert [row.person for row in choices.members(sitting)] == ["ANN", "BOB"]
    here, late = (choices.in_force(sitting, row) for row in choices.members(sitting))
    on_days = [choices.held_on(sitting, one) for one in choices.open_days(sitting)]
    assert isinstance(here, Held)
    assert value(late, layer).tolist() == value(summed(0) + sum(on_days[2:], summed(0)), layer).tolist()


# -- demands


def test_what_is_demanded_is_handed_on_but_where_the_rule_is_not_asked() -> None:
    problem = a_week()
    asked = Sitting(problem.bodies["A"], 1, (FIRST,), (600,), 60)
    exempt = replace(asked, waived=frozenset({"made_up"}))
    heard: list[Demand] = []
    demands = Demands(Recorder(problem, cast_of(asked, exempt)), heard.append)
    on = demands.choices.held_on(asked, FIRST)
    demands.require(on == 0, REASON, of=[asked, exempt])
    demands.any_of([on], REASON, of=[exempt])
    demands.require(True, REASON)  # noqa: FBT003 - a relation that holds
    demands.at_most_one([on, NO], REASON)
    assert heard == []
    demands.any_of([on], REASON, of=[asked])
    demands.require(False, REASON, [on], [asked])  # noqa: FBT003 - a relation that does not
    demands.at_most_one([on, on], REASON)
    assert [(one.relation is False, list(one.when), list(one.literals)) for one in heard] == [
        (False, [], [on]),
        (True, [on], []),
        (False, [], []),
    ]
    no_two = heard[2].relation
    assert [no_two.holds(np.array(held + no_two.sum.constant)) for held in (0, 1, 2)] == [True, True, False]


def test_what_is_demanded_of_a_choice_that_has_only_bounds_is_one_of_them() -> None:
    choices, (layer, _) = recorder(a_week())
    heard: list[Demand] = []
    demands, choice = Demands(choices, heard.append), choices.any_of([NO, NO])
    demands.require(choice <= On(layer, 0), REASON)
    assert heard == []
    assert value(choice, layer).tolist() == [[1, 1] + [0] * (layer.nodes - 1)]
    demands.require(choice == On(layer, 0), REASON)
    demands.require(choice <= On(layer, 0), REASON, [Held(layer)])
    assert (len(heard), len(choice.at_most)) == (2, 1)


# -- matchings


def a_layer(number: int, *days: int) -> Layer:
    sitting = Sitting(body("A"), number + 1, tuple(FIRST + timedelta(days=one) for one in days), (600,), 60)
    return Layer(sitting, (sitting,), FIRST, number)


def a_matching() -> tuple[Draft, Matching]:
    layers = a_layer(0, 0, 2, 4), a_layer(1, 2, 4, 6)
    draft = Draft(layers, 9)
    draft.must |= {0, 1}
    return draft, Matching(2, layers)


def matched(matching: Matching, row: int) -> list[Matched]:
    return [Matched(matching, row, column) for column in range(2)]


def moved_from(matching: Matching, row: int, day: int) -> list[tuple[int, Symbol]]:
    """Return what a row costs: 10 where nothing is held on its day, and one for each day from it."""
    of_row = matched(matching, row)
    strays, found = [1 - of_row[0] - of_row[1]], []
    for layer, literal in zip(matching.layers, of_row, strict=True):
        there = [On(layer, slot) for slot in (layer.day_of_slot == day).nonzero()[0].tolist()]
        strays.append(literal - sum(there, summed(0)))
        shift = Day(layer) - day
        found.append((1, Excess([shift, -shift], 90, 1, (literal,))))
    return [(10, Excess(strays, 1, 1, ())), (90, Excess([1 - of_row[0] - of_row[1]], 1, 1, ())), *found]


def test_rows_that_move_are_priced_by_their_days() -> None:
    draft, matching = a_matching()
    price(draft, "unmoved", matching, {row: moved_from(matching, row, day) for row, day in enumerate((2, 4))})
    tier = draft.tiers["unmoved"]
    assert [units.tolist() for units in tier.node] == [[2, 0, 2, 0], [2, 0, 2, 0]]
    assert [(sorted(layer.number for layer in one.there), one.units) for one in draft.stretches] == [
        ([0, 1], 10),
        ([0, 1], 10),
    ]


def test_a_cost_is_split_into_that_of_rows_and_the_rest() -> None:
    draft, matching = a_matching()
    on, (first, _), (second, _) = On(draft.layers[0], 0), matched(matching, 0), matched(matching, 1)
    rest, rows = split(4 + 3 * on + 2 * first + 5 * second)
    assert (rest.constant, rest.terms, rows) == (4, [(3, on)], {matching: {0: [(2, first)], 1: [(5, second)]}})
    with pytest.raises(NotAPattern) as told:
        split(summed(Both(first, second)))
    assert str(told.value) == REFUSED


def test_matchings_that_no_network_can_hold_are_told() -> None:
    for strange in ("twice there", "no price a day", "of no row", "what is held", "not all held"):
        draft, matching = a_matching()
        rows = {row: moved_from(matching, row, day) for row, day in enumerate((2, 4))}
        here, one = matched(matching, 0), matching.layers[0]
        if strange == "twice there":
            rows[1] = moved_from(matching, 1, 2)
        elif strange == "no price a day":
            uneven = Excess([7 * On(one, 0) + 3 * On(one, 2)], 9, 1, (here[0],))
            rows[0] = [(20, Excess([1 - here[0] - here[1]], 1, 1, ())), (1, uneven)]
        elif strange == "of no row":
            rows[0].append((1, Not(here[0])))
        elif strange == "what is held":
            rows[0].append((1, Excess([Held(one) + here[0]], 1, 1, ())))
        else:
            draft.must = {0}
        with pytest.raises(NotAPattern) as told:
            price(draft, "unmoved", matching, rows)
        assert str(told.value) == REFUSED
