"""A draft, statement by statement: what closes nodes, what costs where, what no network can hold, and in what words."""

from datetime import timedelta

import pytest
from builders import body, day

from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Sitting
from scheduler.solver.patterns.drafts import Draft, NoMatterOfDates, NoYear
from scheduler.solver.patterns.elsewhere import ELSEWHERE, NotAPattern
from scheduler.solver.patterns.expressions import (
    NO,
    YES,
    Both,
    Bounded,
    Excess,
    Group,
    Mode,
    Not,
    Operand,
    Some,
    Sum,
    summed,
)
from scheduler.solver.patterns.layers import At, Day, Held, Layer, On
from scheduler.solver.patterns.statements import Demand
from scheduler.solver.patterns.values import any_at, count_of, involved, value

FIRST = day("2015-11-02")
DAYS = 9
REASON = Reason("made_up", "A", "It is made up.")


def a_layer(number: int, *days: int, starts: tuple[int, ...] = (600,), fact: bool = False) -> Layer:
    sitting = Sitting(body("A"), number + 1, tuple(FIRST + timedelta(days=one) for one in days), starts, 60)
    return Layer(sitting, (sitting,), FIRST, number, fact=fact)


def a_draft(*layers: Layer) -> Draft:
    return Draft(layers, DAYS)


def two() -> tuple[Layer, Layer]:
    return a_layer(0, 0, 2, 4), a_layer(1, 2, 4, 6)


def excess(*sums: Operand, when: tuple = ()) -> Excess:
    return Excess([summed(one) for one in sums], 1, 1, when)


def closed(draft: Draft) -> list[list[bool]]:
    return [one.tolist() for one in draft.closed]


# -- values


def test_choices_put_together_have_values_at_each_node_and_where_nothing_is_held() -> None:
    layer = a_layer(0, 0, 2, starts=(600, 840))
    on, at, held = On(layer, 1), At(layer, 0), Held(layer)
    assert value(on, layer).tolist() == [[0, 0, 1, 1, 0]]
    assert value(at, layer).tolist() == [[1, 0, 0, 0, 0]]
    assert value(Not(held), layer).tolist() == [[0, 0, 0, 0, 1]]
    assert value(Some([on, at]), layer).tolist() == [[1, 0, 1, 1, 0]]
    assert value(Both(on, held), layer).tolist() == [[0, 0, 1, 1, 0]]
    assert value(Day(layer) + 1, layer).tolist() == [[1, 1, 3, 3, 1]]
    assert value(summed(YES) - NO, layer).tolist() == [[1, 1, 1, 1, 1]]


def test_a_choice_with_bounds_is_yes_wherever_none_of_them_is_zero() -> None:
    layer = a_layer(0, 0, 2, 4)
    choice = Bounded()
    assert value(choice, layer).tolist() == [[1, 1, 1, 1]]
    choice.at_most += [On(layer, 0) + On(layer, 1), summed(ELSEWHERE), summed(Not(On(layer, 0)))]
    assert value(choice, layer).tolist() == [[0, 1, 0, 0]]


def test_what_is_settled_elsewhere_counts_as_it_costs_least() -> None:
    layer = a_layer(0, 0, 2)
    assert value(On(layer, 0) - ELSEWHERE, layer).tolist() == [[0, -1, -1]]
    assert value(On(layer, 0) + ELSEWHERE, layer).tolist() == [[1, 0, 0]]
    assert value(excess(On(layer, 0), when=(ELSEWHERE,)), layer).tolist() == [[0, 0, 0]]
    assert involved(excess(On(layer, 0), when=(ELSEWHERE,))) == ({layer: None}, {}, True)


def test_an_excess_counts_where_all_of_its_conditions_hold() -> None:
    layer = a_layer(0, 0, 2)
    assert value(excess(1, when=(Held(layer), Not(On(layer, 0)))), layer).tolist() == [[0, 1, 0]]


def test_a_usual_choice_has_a_row_for_each_that_it_may_be() -> None:
    layer, group = a_layer(0, 0, 2), Group(2)
    assert value(On(layer, 0) - Mode(group, 1), layer, group).tolist() == [[1, 0, 0], [0, -1, -1]]
    assert value(On(layer, 0) - Mode(Group(2), 1), layer, group).tolist() == [[1, 0, 0], [1, 0, 0]]


def test_a_sum_is_counted_through_choices_of_any_and_of_bounds() -> None:
    one, other = two()
    choice = Bounded()
    choice.at_most.append(On(one, 1) + On(one, 2))
    total = Some([On(one, 0), At(one, 1)]) + choice + On(other, 0) + YES + 2
    assert count_of(total) == (3, 1, {one: ({0, 1, 2}, {1}), other: ({0}, set())})
    assert any_at([choice, On(other, 2)]) == {one: ({1, 2}, set()), other: ({2}, set())}


def test_a_sum_with_several_factors_or_of_whole_days_is_no_count() -> None:
    one, other = two()
    assert count_of(On(one, 0) + 2 * On(other, 0)) is None
    assert count_of(On(one, 0) + Day(other)) is None
    assert any_at([On(one, 0), Both(On(one, 1), On(other, 1))]) is None


# -- demands


def test_a_demand_that_is_met_already_changes_nothing() -> None:
    one, other = two()
    draft = a_draft(one, other)
    draft.demand(Demand(REASON, literals=[On(one, 0), YES]))
    draft.demand(Demand(REASON, On(one, 0) + On(other, 0) <= 2))
    draft.demand(Demand(REASON, YES + NO <= 1))
    draft.demand(Demand(REASON, literals=[On(one, 0), ELSEWHERE]))
    assert (closed(draft), draft.must, draft.stretches) == ([[False] * 3] * 2, set(), [])


def test_a_demand_of_one_meeting_closes_its_nodes_or_has_it_held() -> None:
    one, other = two()
    draft = a_draft(one, other)
    draft.demand(Demand(REASON, relation=False, when=[On(one, 1)]))
    draft.demand(Demand(REASON, literals=[On(other, 0), On(other, 2)]))
    assert (closed(draft), draft.must) == ([[False, True, False], [False, True, False]], {1})


def test_a_demand_of_none_that_does_not_hold_leaves_no_year() -> None:
    with pytest.raises(NoYear, match=r"^It is made up\.$"):
        a_draft(*two()).demand(Demand(REASON, summed(NO) >= 1))


def test_a_demand_of_facts_alone_is_not_looked_at() -> None:
    fact = a_layer(0, 0, fact=True)
    draft = a_draft(fact)
    draft.demand(Demand(REASON, On(fact, 0) <= 0))
    assert (closed(draft), draft.must) == ([[False]], {0})


def test_a_demand_about_a_usual_choice_is_no_pattern() -> None:
    one, other = two()
    with pytest.raises(NotAPattern, match=r"^it leaves a choice open\. It is made up\.$"):
        a_draft(one, other).demand(Demand(REASON, On(one, 0) <= Mode(Group(2), 0)))


NOT_NEIGHBOURS = r"^it speaks of two meetings that need not follow one another\.$"


def test_a_demand_of_meetings_that_do_not_follow_one_another_is_no_pattern() -> None:
    one, middle, last = *two(), a_layer(2, 6, 8)
    draft = a_draft(one, middle, last)
    with pytest.raises(NotAPattern, match=NOT_NEIGHBOURS):
        draft.demand(Demand(REASON, Day(last) - Day(one) >= 3, [Held(one), Held(last)]))
    with pytest.raises(NotAPattern, match=NOT_NEIGHBOURS):
        draft.demand(Demand(REASON, Day(middle) - Day(one) >= 3, [Held(one)]))
    draft.demand(Demand(REASON, Day(middle) - Day(one) >= 3, [Held(one), Held(middle), YES]))
    assert draft.allowed_gap.tolist() == [[gap >= 3 for gap in range(DAYS + 1)], [True] * (DAYS + 1)]


def test_a_demand_of_a_stretch_under_a_condition_is_no_pattern() -> None:
    one, other = two()
    with pytest.raises(NotAPattern, match=r"^It is made up\.$"):
        a_draft(one, other).demand(Demand(REASON, On(one, 0) + On(other, 2) >= 1, [Held(one)]))


def test_a_demand_that_weighs_meetings_is_no_pattern() -> None:
    one, other = two()
    with pytest.raises(NotAPattern, match=r"^It is made up\.$"):
        a_draft(one, other).demand(Demand(REASON, On(one, 0) + 2 * On(other, 2) <= 2))


def test_days_are_closed_and_wanted_for_all_that_is_to_be_placed() -> None:
    fact, one, other = a_layer(0, 0, fact=True), a_layer(1, 2, 4), a_layer(2, 4, 8)
    draft = a_draft(fact, one, other)
    draft.close(0)
    draft.close(4)
    draft.want(1, 3, "It is asked for.")
    assert closed(draft) == [[False], [False, True], [True, False]]
    assert [(wanted.there, wanted.sentence, wanted.units) for wanted in draft.stretches] == [
        ({one: ({0}, set())}, "It is asked for.", None)
    ]


# -- costs


def test_what_facts_cost_is_a_constant() -> None:
    before, after, free = a_layer(0, 0, fact=True), a_layer(1, 4, fact=True), a_layer(2, 6, 8)
    draft, group = a_draft(before, after, free), Group(2)
    gap = Excess([Day(after) - Day(before) - 1], 9, 1, (Held(before), Held(after)))
    draft.price("dates", 5 * On(before, 0) + 2 * Held(after) + gap)
    draft.price("dates", excess(On(free, 0) - Mode(group, 0)) + excess(On(before, 0) - Mode(group, 1)))
    tier = draft.tiers["dates"]
    assert tier.constant == 5 + 2 + 3
    assert [one.tolist() for one in tier.node] == [[0, 0], [0, 0], [0, 0, 0]]
    assert [None if one is None else one.tolist() for one in tier.mode] == [[[1], [0]], None, [[0, 0], [1, 0]]]
    assert not tier.gap.any()


def test_what_a_meeting_costs_is_priced_at_its_nodes_and_where_it_is_not_held() -> None:
    one, other = two()
    draft = a_draft(one, other)
    draft.price("dates", 3 * On(one, 2) + 2 * Not(Held(other)) + ELSEWHERE + excess(YES))
    tier = draft.tiers["dates"]
    assert [units.tolist() for units in tier.node] == [[0, 0, 3, 0], [0, 0, 0, 2]]
    assert tier.constant == 1


def test_a_cost_that_falls_with_what_is_settled_elsewhere_is_no_matter_of_dates() -> None:
    one, other = two()
    draft = a_draft(one, other)
    with pytest.raises(NoMatterOfDates):
        draft.price("dates", 3 * On(one, 2) - excess(ELSEWHERE))
    assert draft.tiers == {}


def test_a_stretch_without_a_meeting_has_a_price() -> None:
    one, other = two()
    draft = a_draft(one, other)
    draft.price("dates", 4 * excess(1 - On(one, 1) - On(other, 0)) + 2 * excess(3 - On(one, 1) - On(other, 0)))
    (stretch,) = draft.stretches
    assert (stretch.there, stretch.tier, stretch.units) == ({one: ({1}, set()), other: ({0}, set())}, "dates", 4)
    assert draft.tiers["dates"].constant == 2


def test_costs_that_no_network_can_hold_are_told_in_a_sentence() -> None:
    one, other = two()
    group = Group(2)
    against = "it sets meetings that need not follow one another against each other."
    for cost, why in (
        (3 * Mode(group, 0), "it prices a usual choice by itself."),
        (excess(Held(one) + Mode(group, 0) - 1) + Mode(Group(2), 0), "it has more than one usual choice."),
        (excess(Held(one) + Mode(group, 0)), "it prices a usual choice even where nothing is held."),
        (summed(Both(On(one, 0), On(other, 0))), against),
        (excess(On(one, 0) + 2 * On(other, 0)), against),
        (excess(On(one, 0) + On(other, 0) - 1), "it counts the meetings in a stretch of days."),
        (excess(On(one, 0) + On(other, 0)), "it counts the meetings in a stretch of days."),
    ):
        with pytest.raises(NotAPattern) as told:
            a_draft(one, other).price("dates", cost)
        assert str(told.value) == why


# -- sums and relations


def test_a_sum_that_others_have_grown_on_keeps_its_own_terms() -> None:
    one, other = two()
    first, second, third = On(one, 0), On(one, 1), On(other, 0)
    root = first + 1
    longer, beside, both = root + second, root + third, root + (second + third)
    assert [(total.constant, [symbol for _, symbol in total.terms]) for total in (root, longer, beside, both)] == [
        (1, [first]),
        (1, [first, second]),
        (1, [first, third]),
        (1, [first, second, third]),
    ]


def test_choices_are_reckoned_with_as_numbers_are() -> None:
    layer = a_layer(0, 0, 2)
    on = On(layer, 0)

    def at_nodes(total: Operand) -> list[int]:
        return value(total, layer)[0].tolist()

    assert at_nodes(on * 3) == at_nodes(3 * on) == [3, 0, 0]
    assert at_nodes(-on) == at_nodes(-(on + 0)) == [-1, 0, 0]
    assert at_nodes(2 - on) == [1, 2, 2]
    assert at_nodes(sum([on, on])) == [2, 0, 0]
    assert at_nodes(~on) == [0, 1, 1]
    assert [~~on is on, ~YES is NO, ~NO is YES] == [True, True, True]
    for relation, holds in (
        (on < 1, [False, True, True]),
        (on > 0, [True, False, False]),
        (on <= 0, [False, True, True]),
        (on >= 1, [True, False, False]),
        (on == 1, [True, False, False]),
    ):
        assert relation.holds(value(relation.sum, layer)[0]).tolist() == holds


def test_a_demand_is_no_condition_and_nothing_else_is_compared_with_a_choice() -> None:
    on = On(a_layer(0, 0), 0)
    with pytest.raises(TypeError, match="neither true nor false by itself"):
        bool(on <= 1)
    with pytest.raises(TypeError, match="no choice is compared with 'Monday'"):
        _ = on == "Monday"


def test_a_number_is_a_sum_without_terms() -> None:
    total: Sum = summed(4)
    assert (total.constant, list(total.terms), total.summed() is total) == (4, [], True)
