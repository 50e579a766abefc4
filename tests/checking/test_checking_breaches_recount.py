from builders import body, calendar, council, meeting, member, room

from scheduler.checking import recount
from scheduler.domain.reasons import UngrantedWish

TITLE = "GB Board on Thursday 19 November 2015 at 10:00"


def test_recount_of_an_empty_plan_is_of_nought() -> None:
    problem = council()
    assert recount(problem, calendar(problem)) == (
        {"held": 0, "apologies": 0, "substitutes": 0, "dates": 0, "rooms": 0},
        (),
    )


def test_recount_adds_up_each_tier_in_order() -> None:
    problem = council(
        body("GB", meetings=1, preferred_weekdays="Mon"),
        member("ANN", "GB", "chair"),
        member("BOB", "GB", substitutes=("SUE",)),
        room("CR1", capacity=25),
    )
    plan = calendar(problem, meeting(problem, apologies=["ANN"], substitutes={"BOB": "SUE"}))
    values, wishes = recount(problem, plan)
    assert list(values.items()) == [("held", 0), ("apologies", 3), ("substitutes", 1), ("dates", 3), ("rooms", 2)]
    assert wishes == (
        UngrantedWish("apologies", TITLE, 3, "Councillor Ann sends apologies: is away."),
        UngrantedWish("substitutes", TITLE, 1, "Councillor Sue sits for Councillor Bob: is away."),
        UngrantedWish("preferred_weekdays", TITLE, 3, "A Monday is preferred."),
        UngrantedWish("room_fit", TITLE, 2, "Room CR1 has 25 seats, and 2 are needed."),
    )


def test_recount_counts_the_tier_unmoved_only_with_a_baseline() -> None:
    before = council(body("GB"), member("ANN", "GB"))
    baseline = calendar(before, meeting(before))
    problem = council(body("GB", meetings=1), member("ANN", "GB"), baseline=baseline)
    values, wishes = recount(problem, calendar(problem, meeting(problem, on="2015-11-20")))
    assert list(values) == ["held", "unmoved", "apologies", "substitutes", "dates", "rooms"]
    assert values["unmoved"] == 1_001_001
    assert [wish.wish for wish in wishes] == ["unmoved"]


def test_recount_leaves_out_what_the_input_does_not_know() -> None:
    before = council(body("OLD"), member("ANN", "OLD"), room("CR1", capacity=99))
    plan = calendar(before, meeting(before, "OLD", apologies=["ANN"]))
    problem = council()
    assert recount(problem, plan) == ({"held": 0, "apologies": 0, "substitutes": 0, "dates": 0, "rooms": 0}, ())
