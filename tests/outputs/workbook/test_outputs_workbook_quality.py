from dataclasses import replace

import pytest
from outputs.workbook.small_council import small_plan, small_problem

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.outputs.workbook.meetings import tiers_sheet, wishes_sheet


def test_tiers_are_in_order_of_importance() -> None:
    tiers = (Tier("held", 0, 0), Tier("apologies", 1, 1), Tier("rooms", 12, 10), Tier("new_tier", 2, 2))
    rows = tiers_sheet(small_problem(), replace(small_plan(), tiers=tiers)).shown_rows
    assert [row[:2] + row[3:6] for row in rows] == [
        (1, "Meetings held", 0, 0, "Yes"),
        (2, "Apologies", 1, 1, "Yes"),
        (3, "Rooms", 12, 10, "No"),
        (4, "New tier", 2, 2, "Yes"),
    ]
    assert rows[3][2] == "Each wish not granted, by its weight"


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier("held", 0, 0), "Every wish is granted."),
        (Tier("apologies", 1, 1), "1 point; proven that no calendar has fewer."),
        (Tier("apologies", 3, 2), "3 points; a better calendar may exist, but none with fewer than 2."),
    ],
)
def test_tiers_say_in_words_how_good_they_are(tier: Tier, words: str) -> None:
    assert tiers_sheet(small_problem(), replace(small_plan(), tiers=(tier,))).shown_rows[0][-1] == words


def test_wishes_are_by_importance_and_then_by_price() -> None:
    wishes = (
        UngrantedWish("made_up", "X", 99, "why X"),
        UngrantedWish("room_cost", "HWB#1", 60, "why the cost"),
        UngrantedWish("avoid_dates", "HWB#2", 5, "why b"),
        UngrantedWish("avoid_dates", "HWB#1", 5, "why a"),
        UngrantedWish("avoid_dates", "DEL#1", 10, "why c"),
        UngrantedWish("apologies", "HWB#1", 2, "why apologies"),
    )
    assert wishes_sheet(small_problem(), replace(small_plan(), wishes=wishes)).shown_rows == (
        ("Have everybody there", "apologies", "HWB#1", 2, "why apologies"),
        ("Keep off dates to avoid", "avoid_dates", "DEL#1", 10, "why c"),
        ("Keep off dates to avoid", "avoid_dates", "HWB#1", 5, "why a"),
        ("Keep off dates to avoid", "avoid_dates", "HWB#2", 5, "why b"),
        ("Spend little on rooms", "room_cost", "HWB#1", 60, "why the cost"),
        ("Made up", "made_up", "X", 99, "why X"),
    )


def test_a_wish_that_is_added_is_in_its_own_words_and_in_its_place(made_up: None) -> None:
    wishes = (
        UngrantedWish("unheard_of", "X", 9, "why"),
        UngrantedWish("early_week", "HWB#1", 7, "On a Tuesday."),
    )
    rows = wishes_sheet(small_problem(), replace(small_plan(), wishes=wishes)).shown_rows
    assert [row[:2] for row in rows] == [("Meet early in the week", "early_week"), ("Unheard of", "unheard_of")]
