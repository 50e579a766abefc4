"""What is not granted is told as people count it, and two calendars are compared in the same units."""

import re

import pytest

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.languages import WELSH, writing_in
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.quantities import differences, of_tier, quantities, tier_counts, tier_words


def rows(**costs):
    return [UngrantedWish(wish, f"{wish} {cost}", cost, "why") for wish, prices in costs.items() for cost in prices]


def words(weights, **costs):
    return [one.words for one in quantities(weights, rows(**costs))]


def test_each_wish_is_counted_in_units_of_its_own_the_most_important_first():
    assert words({}, room_cost=[4300, 33], held=[2, 1], same_weekday=[4], even_spacing=[3, 1], substitutes=[2]) == [
        "3 meetings not held",
        "1 substitute",
        "2 uneven intervals",
        "2 meetings off their usual weekday",
        "£4,333 of room hire",
    ]


def test_the_weights_of_the_input_do_not_change_what_is_counted():
    assert words({"held": 50, "room_cost": 3, "apologies": 10}, held=[100], apologies=[30, 20], room_cost=[300]) == [
        "2 meetings not held",
        "1 apology from a chair",
        "1 apology from a member",
        "£100 of room hire",
    ]


def test_a_wish_without_weight_is_counted_as_it_stands_and_an_unknown_one_is_told():
    assert words({"held": 0}, held=[2], new=[7, 7]) == ["2 meetings not held", "2 other wishes not granted"]


@pytest.mark.parametrize(
    ("units", "told"),
    [
        (1_012_003, "1 meeting moved"),
        (100_000, "1 meeting in another room"),
        (10_000, "1 lunch with another theme"),
    ],
)
def test_what_moves_is_named_by_what_of_it_moves(units, told):
    assert words({}, unmoved=[units]) == [told]


def test_apologies_are_told_by_whose_they_are():
    assert words({}, apologies=[3, 2, 1, 2, 1]) == [
        "1 apology from a chair",
        "2 apologies from members",
        "2 apologies from people without a vote",
    ]


def difference(now, before):
    return list(differences(quantities({}, rows(**now)), quantities({}, rows(**before))))


def test_two_calendars_differ_in_the_same_units():
    now = {"apologies": [2, 2, 2], "avoid_dates": [5], "room_cost": [120], "new": [1]}
    before = {"apologies": [2], "avoid_dates": [5, 5, 20], "room_cost": [1320], "preferred_weekdays": [3]}
    assert difference(now, before) == [
        "2 more apologies from members",
        "2 fewer meetings on dates to avoid",
        "1 fewer meeting on a weekday not preferred",
        "£1,200 less for room hire",
        "1 more other wish not granted",
    ]
    assert difference({"room_cost": [9]}, {}) == ["£9 more for room hire"]


def test_as_many_that_weigh_more_or_less_are_told_apart_and_what_is_alike_is_not_told():
    one, two = {"even_spacing": [3, 1], "substitutes": [1]}, {"even_spacing": [1, 1], "substitutes": [1]}
    assert difference(one, two) == ["more serious uneven intervals"]
    assert difference(two, one) == ["less serious uneven intervals"]
    assert difference(one, one) == []


def test_a_tier_says_what_it_does_not_grant_and_what_of_it_cannot_be_avoided():
    counts = quantities({}, rows(apologies=[2, 1], room_cost=[40]))
    away = "1 apology from a member and 1 apology from somebody without a vote"
    assert [tier_words(Tier("apologies", 3, bound), counts) for bound in (3, 2, 0)] == [
        f"{away}, and it cannot be less",
        f"{away}; a better calendar may exist, but at least 66% of this cannot be avoided",
        f"{away}; a better calendar may exist",
    ]
    assert tier_words(Tier("held", 0, 0), counts) == tier_counts(Tier("held", 0, 0), counts) == "every wish granted"
    assert tier_counts(Tier("dates", 4, 0), counts) == "something is not granted"
    assert [one.words for one in of_tier("rooms", counts)] == ["£40 of room hire"]


def test_columns_have_names_and_every_wish_has_a_unit_of_its_own_without_points():
    counts = quantities({}, rows(apologies=[2], room_cost=[40]))
    assert [one.name for one in counts] == ["Apologies from members", "Room hire"]
    assert {wish.WISH.tier for wish in WISHES} == set(TIERS)
    for wish in (file.WISH for file in WISHES):
        named = [wish.counted, *(wish.kinds(units) for units in (1, 2, 3, 10_000, 100_000, 1_000_000) if wish.kinds)]
        assert all(one and several and not re.search(r"\bpoints?\b", f"{one} {several}") for one, several in named)
        assert wish.counted != ("wish not granted", "wishes not granted")


def test_in_welsh_a_number_stands_behind_what_it_counts():
    """No number softens or hardens what follows it then."""
    with writing_in(WELSH):
        assert words({}, room_cost=[4333], apologies=[3, 2, 2]) == [
            "ymddiheuriadau gan gadeiryddion: 1",
            "ymddiheuriadau gan aelodau: 2",
            "llogi ystafelloedd: £4,333",
        ]
        now, before = (quantities({}, rows(**costs)) for costs in ({"held": [3]}, {"held": [1], "room_cost": [20]}))
        assert differences(now, before) == ("cyfarfodydd nas cynhelir: 2 yn fwy", "llogi ystafelloedd: £20 yn llai")
