"""Why a meeting is not on a day, in sentences and as a document."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session, theme

from scheduler.domain.other_dates import (
    Answer,
    Cost,
    Displaced,
    OtherTheme,
    Placement,
    RuledOut,
    asked_about,
)
from scheduler.domain.reasons import Reason, UngrantedWish
from scheduler.messages.why import why_document, why_sentences

THURSDAY, THEN = "2015-11-19", "2015-11-26"
FULL = Reason("room_clash", "CR1", "Room CR1 holds one meeting at a time.")
SMALL = Reason("room_missing", "GB", "GB Board needs a room.")


def two_boards():
    problem = council(body("GB"), body("HB", name="The Health Board"), member("ANN", "GB"), room("CR1"), room("CR2"))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "HB", THEN))
    return problem, plan, asked_about(plan, plan.of_body("GB")[0])


def told(answer, problem=None):
    return list(why_sentences(problem or two_boards()[0], answer))


def placement(then=THEN, **fields):
    asked = two_boards()[2]
    there = replace(asked.meetings[0], date=day(then))
    plan = two_boards()[1]
    return Placement(day(then), plan, there, **{"costs": (Cost("dates", 1, 1),), "exact": True, **fields})


def answer(*, possible=True, on=THEN, **fields):
    return Answer(two_boards()[2], None if on is None else day(on), None, possible, **fields)


def test_one_reason_is_told_in_one_sentence():
    assert told(answer(possible=False, because=(SMALL,))) == [
        "The GB Board cannot meet on Thursday 26 November 2015: GB Board needs a room."
    ]


def test_several_reasons_are_listed():
    assert told(answer(possible=False, because=(SMALL, FULL), minimal=False)) == [
        "The GB Board cannot meet on Thursday 26 November 2015:",
        "  - GB Board needs a room.",
        "  - Room CR1 holds one meeting at a time.",
        "Time ran out before it was shown that each of these is needed.",
    ]


def test_an_article_is_not_doubled():
    plan = two_boards()[1]
    found = Answer(asked_about(plan, plan.of_body("HB")[0]), day(THURSDAY), 600, possible=False, because=(SMALL,))
    assert told(found) == ["The Health Board cannot meet on Thursday 19 November 2015 at 10:00: GB Board needs a room."]
    assert told(replace(found, possible=None, because=())) == [
        (
            "Time ran out before it was known whether the Health Board can meet on Thursday 19 November 2015 at 10:00. "
            "Give it longer with --time-limit."
        )
    ]


def test_a_meeting_that_is_there_already():
    assert told(answer(on=THURSDAY, placement=placement(THURSDAY))) == [
        "The GB Board is on Thursday 19 November 2015 at 10:00 already (GB#1)."
    ]


def test_a_move_that_costs_nothing():
    assert told(answer(placement=placement())) == [
        (
            "The GB Board could meet on Thursday 26 November 2015 at 10:00 (Room CR1) instead of "
            "Thursday 19 November 2015 at 10:00, and nothing else would have to move, at no cost to any wish."
        )
    ]


def test_whoever_makes_room_and_what_it_costs():
    _, plan, _ = two_boards()
    other = plan.of_body("HB")[0]
    later = replace(other, date=day("2015-12-03"))
    held, new = replace(other, sequence=2), replace(other, sequence=3)
    found = placement(
        costs=(Cost("unmoved", 0, 3_000_000), Cost("apologies", 2, 3), Cost("substitutes", 1, 1), Cost("rooms", 9, 4)),
        displaced=(
            Displaced(other, later, together=False),
            Displaced(held, replace(held, status="cancelled"), together=False),
            Displaced(held, None, together=False),
            Displaced(None, new, together=False),
        ),
        other_rooms=(
            Displaced(other, replace(other, room="CR2"), together=False),
            Displaced(replace(other, room=None), other, together=False),
        ),
        worse=(
            UngrantedWish("apologies", "GB Board", 3, "Ann sends apologies."),
            UngrantedWish("apologies", "HB Board", 1, "Bob sends apologies."),
            UngrantedWish("room_cost", "GB Board", 1, "Room CR1 costs £1."),
        ),
        better=(
            UngrantedWish("apologies", "GB Board", 2, "Cat sends apologies."),
            UngrantedWish("apologies", "HB Board", 1, "Dan sends apologies."),
            UngrantedWish("room_cost", "GB Board", 6, "Room CR2 costs £6."),
        ),
        in_the_way=(FULL,),
        proven=False,
    )
    assert told(answer(placement=found)) == [
        (
            "The GB Board could meet on Thursday 26 November 2015 at 10:00 (Room CR1) instead of "
            "Thursday 19 November 2015 at 10:00, and 4 other meetings would have to move."
        ),
        "These would have to make room:",
        "  - The Health Board (HB#1) from Thursday 26 November 2015 at 10:00 to Thursday 3 December 2015 at 10:00",
        "  - The Health Board (HB#2) would no longer be held on Thursday 26 November 2015 at 10:00",
        "  - The Health Board (HB#2) would no longer be held on Thursday 26 November 2015 at 10:00",
        "  - The Health Board (HB#3) would be held besides, on Thursday 26 November 2015 at 10:00",
        "For as the calendar stands:",
        "  - Room CR1 holds one meeting at a time.",
        "Fewer may do: there was no proof in time, or the calendar is too large for one.",
        "These would stay, in another room:",
        "  - The Health Board on Thursday 26 November 2015 at 10:00: from Room CR1 to Room CR2",
        "  - The Health Board on Thursday 26 November 2015 at 10:00: from no room to Room CR1",
        "Apologies: 1 more apology from a chair and 1 fewer apology from a member.",
        "  - GB Board: Ann sends apologies.",
        "Rooms: £5 less for room hire.",
        "  - GB Board: no longer: Room CR2 costs £6.",
    ]
    document = why_document(answer(placement=found))
    assert [(row["sequence"], row["from"], row["to"], row["to_start"]) for row in document["displaced"]] == [
        (1, "2015-11-26", "2015-12-03", "10:00"),
        (2, "2015-11-26", None, None),
        (2, "2015-11-26", None, None),
        (3, None, "2015-11-26", "10:00"),
    ]
    assert [(row["from"], row["to"]) for row in document["other_rooms"]] == [("CR1", "CR2"), (None, "CR1")]
    assert (document["proven"], [row["rule"] for row in document["in_the_way"]]) == (False, ["room_clash"])


def test_moves_without_a_known_reason_and_many_wishes():
    _, plan, _ = two_boards()
    other = plan.of_body("HB")[0]
    found = placement(
        costs=(Cost("dates", 0, 10),),
        displaced=(Displaced(other, replace(other, date=day("2015-12-03")), together=False),),
        worse=tuple(UngrantedWish("avoid_dates", f"Board {number}", 1, "Avoid it.") for number in range(10)),
    )
    lines = told(answer(placement=found))
    assert "These would move:" in lines
    assert lines[-1] == "  … and 2 more; --json has them all."


def partnership():
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        session("LUNCH"),
        body("XB", meeting_day="DAY", session="AM"),
        body("YB", meeting_day="DAY", session="AM", attendance_mode="online"),
        member("ANN", "XB"),
        room("CR1"),
        theme("T1"),
    )
    placed = [meeting(problem, code, THURSDAY) for code in ("XB", "YB")]
    return problem, calendar(problem, *placed, occurrence(problem, "DAY", THURSDAY))


def test_a_meeting_day_moves_whole():
    problem, plan = partnership()
    asked = asked_about(plan, plan.live[0])
    there = [replace(one, date=day(THEN)) for one in plan.live]
    found = Placement(
        date=day(THEN),
        plan=plan,
        meeting=there[0],
        costs=(Cost("dates", 1, 1),),
        displaced=(Displaced(plan.live[1], there[1], together=True),),
        other_themes=(OtherTheme("DAY", day(THEN), None, "T1"),),
    )
    assert told(Answer(asked, day(THEN), None, possible=True, placement=found), problem) == [
        (
            "The XB Board could meet on Thursday 26 November 2015 at 09:00 (Room CR1) instead of "
            "Thursday 19 November 2015, and nothing else would have to move, at no cost to any wish."
        ),
        "It sits in DAY Day, and moves only with the whole of it.",
        "With it moves the rest of the day, and the lunch:",
        "  - YB Board (YB#1) from Thursday 19 November 2015 at 09:00 to Thursday 26 November 2015 at 09:00",
        "The lunch on Thursday 26 November 2015 would have the theme “Theme T1” instead of no theme.",
    ]
    document = why_document(Answer(asked, day(THEN), None, possible=True, placement=found))
    assert document["other_themes"] == [{"meeting_day": "DAY", "date": THEN, "from": None, "to": "T1"}]
    assert [row["together"] for row in document["displaced"]] == [True]


def test_a_meeting_day_that_is_asked_about_itself():
    problem, plan = partnership()
    asked = asked_about(plan, plan.live[0], plan.occurrences[0])
    refused = Answer(asked, day(THEN), None, possible=False, because=(SMALL,))
    assert told(refused, problem) == ["The DAY Day cannot be held on Thursday 26 November 2015: GB Board needs a room."]
    holidays = tuple(UngrantedWish("avoid_dates", "DAY Day", 1, "Half-term.") for _ in range(2))
    found = Placement(day(THEN), plan, None, costs=(Cost("dates", 1, 3),), worse=holidays, exact=True)
    sentence, *_ = told(Answer(asked, day(THEN), None, possible=True, placement=found), problem)
    assert sentence == (
        "The DAY Day could be held on Thursday 26 November 2015 instead of Thursday 19 November 2015, "
        "and nothing else would have to move."
    )
    around = Answer(asked, None, None, possible=True, alternatives=(found,), looked_at=(day(THURSDAY), day(THEN)))
    assert told(around, problem)[:3] == [
        "The DAY Day is held on Thursday 19 November 2015 (DAY#1).",
        (
            "Of the days tried, Thursday 19 November 2015 to Thursday 26 November 2015, these are the best, "
            "with all other meetings where they are:"
        ),
        "  1. Thursday 26 November 2015: 2 more meetings on dates to avoid",
    ]


def test_the_days_around():
    other = Displaced(*two_boards()[1].live, together=False)
    found = answer(
        on=None,
        alternatives=(placement(), placement(costs=(Cost("dates", 0, 2),), other_rooms=(other,))),
        ruled_out=(RuledOut(day(THURSDAY), (SMALL,)), RuledOut(day(THEN), (SMALL, FULL)), RuledOut(day(THEN), ())),
        looked_at=(day(THURSDAY), day(THEN)),
    )
    assert told(found) == [
        "The GB Board meets on Thursday 19 November 2015 at 10:00 (GB#1).",
        (
            "Of the days tried, Thursday 19 November 2015 to Thursday 26 November 2015, these are the best, "
            "with all other meetings where they are:"
        ),
        "  1. Thursday 26 November 2015 at 10:00 (Room CR1): at no cost",
        "  2. Thursday 26 November 2015 at 10:00 (Room CR1): less is granted and 1 meeting in another room",
        "The nearest that are not possible so:",
        "  - Thursday 19 November 2015: GB Board needs a room.",
        "  - Thursday 26 November 2015: GB Board needs a room. (and 1 more reason)",
        "  - Thursday 26 November 2015: no calendar was found in time.",
        "Give a day after the meeting to hear all about it, or what would have to move.",
    ]
    document = why_document(found)
    assert (document["date"], [row["date"] for row in document["alternatives"]]) == (THURSDAY, [THEN, THEN])
    assert [len(row["because"]) for row in document["not_possible"]] == [1, 2, 0]


def test_no_day_around_and_no_time():
    none = answer(possible=False, on=None, looked_at=(day(THURSDAY), day(THEN)))
    assert told(none)[1] == (
        "Of the days tried, Thursday 19 November 2015 to Thursday 26 November 2015, "
        "none is possible while all other meetings stay where they are."
    )
    late = replace(none, possible=None)
    assert told(late)[1] == "Time ran out before a day was found. Give it longer with --time-limit."
    assert told(replace(none, looked_at=None))[1].startswith("Give a day")
    assert (why_document(late)["status"], why_document(late)["possible"]) == ("out_of_time", None)


def test_the_document_of_a_refusal_has_every_key_of_the_contract():
    document = why_document(answer(possible=False, because=(SMALL,)))
    assert document == {
        "body": "GB",
        "sequence": 1,
        "date": "2015-11-26",
        "possible": False,
        "because": [{"rule": "room_missing", "subject": "GB", "message": "GB Board needs a room."}],
        "cost": [],
        "displaced": [],
        "minimal": True,
    }


def test_what_cannot_move_at_all():
    assert told(answer(possible=False, on=None, because=(SMALL,))) == [
        "The GB Board meets on Thursday 19 November 2015 at 10:00 (GB#1).",
        "It cannot be moved:",
        "  - GB Board needs a room.",
    ]


def test_nothing_is_displaced_by_nothing():
    with pytest.raises(ValueError, match="nothing is displaced"):
        _ = Displaced(None, None, together=False).meeting


def test_a_price_that_is_not_shown_to_be_the_least_is_said_to_be_that_at_most():
    dear = placement(costs=(Cost("apologies", 0, 3, 2), Cost("dates", 1, 1)), exact=False)
    sentences = told(answer(placement=dear))
    assert sentences[1] == ("It costs this at most: that it could not be less was not shown, of apologies first.")
    away = (UngrantedWish("apologies", "GB Board", 3, "Ann sends apologies."),)
    unknown = placement(costs=(Cost("apologies", 0, 3),), worse=away, exact=False)
    assert told(answer(placement=unknown))[1] == "It costs this at most: that it could not be less was not shown."
    around = answer(on=None, alternatives=(unknown,), looked_at=(day(THURSDAY), day(THEN)))
    assert "  1. Thursday 26 November 2015 at 10:00 (Room CR1): at most 1 more apology from a chair" in told(around)
    assert why_document(answer(placement=dear))["exact"] is False
    assert why_document(answer(placement=dear))["cost"][0] == {"tier": "apologies", "now": 0, "then": 3, "bound": 2}
