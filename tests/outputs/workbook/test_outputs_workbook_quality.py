"""What the calendar could not do: a printed page of it, every wish not granted, and what comes before what."""

import re
from dataclasses import replace

import pytest
from outputs.workbook.small_council import small_plan, small_problem

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.outputs.could_not import shared_out
from scheduler.outputs.letters import wrapped
from scheduler.outputs.workbook.could_not import MOST_LINES, could_not_sheet, tiers_sheet, wishes_sheet
from scheduler.wishes import WISHES


def test_tiers_are_in_order_of_importance() -> None:
    tiers = (Tier("held", 0, 0), Tier("apologies", 2, 2), Tier("rooms", 12, 10), Tier("new_tier", 2, 2))
    wishes = (UngrantedWish("apologies", "HWB", 2, "why"), UngrantedWish("room_cost", "HWB", 12, "why"))
    sheet = tiers_sheet(small_problem(), replace(small_plan(), tiers=tiers, wishes=wishes))
    assert [row[:2] + row[3:6] for row in sheet.shown_rows] == [
        (1, "Meetings held", 0, 0, "Every wish granted"),
        (2, "Apologies", 2, 2, "1 apology from a member"),
        (3, "Rooms", 12, 10, "£12 of room hire"),
        (4, "New tier", 2, 2, "Something is not granted"),
    ]
    assert sheet.on_paper.shown_rows[3] == (
        4, "New tier", "Each wish not granted", "Something is not granted", "Yes",
        "No: it is proven that no calendar does better.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier("held", 0, 0), "No: every wish is granted."),
        (Tier("apologies", 1, 1), "No: it is proven that no calendar does better."),
        (Tier("apologies", 3, 2), "A better calendar may exist, but at least 66% of this cannot be avoided."),
        (Tier("apologies", 3, 0), "A better calendar may exist."),
    ],
)
def test_tiers_say_in_words_how_good_they_are(tier: Tier, words: str) -> None:
    assert tiers_sheet(small_problem(), replace(small_plan(), tiers=(tier,))).shown_rows[0][-1] == words


def test_wishes_are_by_importance_and_then_by_weight_and_no_weight_is_on_the_sheet() -> None:
    wishes = (
        UngrantedWish("made_up", "X", 99, "why X"),
        UngrantedWish("room_cost", "HWB#1", 60, "why the cost"),
        UngrantedWish("avoid_dates", "HWB#2", 5, "why b"),
        UngrantedWish("avoid_dates", "HWB#1", 5, "why a"),
        UngrantedWish("avoid_dates", "DEL#1", 10, "why c"),
        UngrantedWish("apologies", "HWB#1", 2, "why apologies"),
    )
    sheet = wishes_sheet(small_problem(), replace(small_plan(), wishes=wishes))
    assert sheet.shown_rows == (
        ("Have everybody there", "apologies", "HWB#1", 2, "why apologies"),
        ("Keep off dates to avoid", "avoid_dates", "DEL#1", 10, "why c"),
        ("Keep off dates to avoid", "avoid_dates", "HWB#1", 5, "why a"),
        ("Keep off dates to avoid", "avoid_dates", "HWB#2", 5, "why b"),
        ("Spend little on rooms", "room_cost", "HWB#1", 60, "why the cost"),
        ("Made up", "made_up", "X", 99, "why X"),
    )
    assert sheet.on_paper.shown_rows[0] == ("Have everybody there", "HWB#1", "why apologies")


def test_a_wish_that_is_added_is_in_its_own_words_and_in_its_place(made_up: None) -> None:
    wishes = (
        UngrantedWish("unheard_of", "X", 9, "why"),
        UngrantedWish("early_week", "HWB#1", 7, "On a Tuesday."),
    )
    rows = wishes_sheet(small_problem(), replace(small_plan(), wishes=wishes)).shown_rows
    assert [row[:2] for row in rows] == [("Meet early in the week", "early_week"), ("Unheard of", "unheard_of")]


def test_what_the_calendar_could_not_do_is_told_wish_by_wish_with_the_meetings_and_why() -> None:
    wishes = (
        UngrantedWish("avoid_dates", "Board on Friday", 5, "Half-term."),
        UngrantedWish("avoid_dates", "Group on Monday", 20, "Before the annual meeting."),
        UngrantedWish("room_cost", "Board on Friday", 4333, "The Hall costs £4333 for 60 minutes."),
        UngrantedWish("apologies", "Board on Friday", 3, "Leader sends apologies: away."),
        UngrantedWish("apologies", "Board on Friday", 2, "Chief Officer sends apologies: away."),
        UngrantedWish("made_up", "X", 9, "Why not."),
    )
    tiers = (Tier("held", 0, 0), Tier("apologies", 5, 5), Tier("dates", 25, 20), Tier("rooms", 4333, 0))
    assert could_not_sheet(small_problem(), replace(small_plan(), tiers=tiers, wishes=wishes)).rows == (
        (
            "Have everybody there",
            "1 apology from a chair; 1 apology from a member",
            ("Board on Friday: Leader sends apologies: away.\nBoard on Friday: Chief Officer sends apologies: away."),
        ),
        (
            "Keep off dates to avoid",
            "2 meetings on dates to avoid",
            "Group on Monday: Before the annual meeting.\nBoard on Friday: Half-term.",
        ),
        ("Spend little on rooms", "£4,333 of room hire", "Board on Friday: The Hall costs £4333 for 60 minutes."),
        ("Made up", "1 other wish not granted", "X: Why not."),
        (
            "Could it be better?",
            "Dates",
            "A better calendar may exist, but at least 80% of this cannot be avoided.",
        ),
        ("Could it be better?", "Rooms", "A better calendar may exist."),
    )


def test_a_calendar_proven_best_says_so_once_and_one_made_by_hand_says_nothing_of_it() -> None:
    wish = UngrantedWish("avoid_dates", "Board on Friday", 5, "Half-term.")
    proven = replace(small_plan(), tiers=(Tier("held", 0, 0), Tier("dates", 5, 5)), wishes=(wish,))
    assert could_not_sheet(small_problem(), proven).rows[1:] == (
        ("Could it be better?", "", "No: it is proven that no calendar that keeps every rule does better."),
    )
    assert len(could_not_sheet(small_problem(), replace(proven, tiers=())).rows) == 1
    assert could_not_sheet(small_problem(), replace(proven, wishes=(), tiers=(Tier("dates", 0, 0),))).rows == ()


def test_it_is_one_page_however_much_there_is_and_each_wish_keeps_a_line() -> None:
    wishes = tuple(
        UngrantedWish(file.WISH.name, f"Board {number} " + "with a long name " * 7, 10 - number, f"Why {number}.")
        for file in WISHES
        for number in range(9)
    )
    sheet = could_not_sheet(small_problem(), replace(small_plan(), wishes=wishes, tiers=(Tier("dates", 9, 1),)))
    whys = [str(row[2]) for row in sheet.rows[:-1]]
    assert sheet.one_page
    assert len(whys) == len(WISHES)
    assert all(re.search(r"And \d more\.$", why) for why in whys)
    assert sum(len(wrapped(why, 104 * 0.94)) for why in whys) <= 2 * MOST_LINES
    assert whys[0].count("\n") > whys[-1].count("\n") == 0


@pytest.mark.parametrize(
    ("wanted", "most", "given"),
    [
        ([3, 1, 4], 20, [3, 1, 4]),
        ([3, 1, 4], 6, [3, 1, 2]),
        ([3, 0, 4], 3, [1, 1, 1]),
        ([2, 2], 1, [1, 1]),
        ([], 5, []),
    ],
)
def test_lines_are_shared_out_in_order_and_nothing_goes_without(wanted: list[int], most: int, given: list[int]) -> None:
    assert shared_out(wanted, most) == given
