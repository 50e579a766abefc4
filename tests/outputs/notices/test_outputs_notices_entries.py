"""Who is told of what: everything that changes in their own feed, and nothing else."""

from dataclasses import replace

from builders import body, meeting, member, person, room
from outputs.notices.a_change import (
    DAY_ROWS,
    NOVEMBER,
    PROBLEM,
    SEATS,
    Change,
    council_of,
    dates,
    first,
    restated,
    then,
    with_lunch,
)

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL

TWO = (("HWB", "2015-11-19"), ("GB", "2015-12-03"))
STARTED = first(PROBLEM, *dates(PROBLEM, *TWO))


def test_a_calendar_that_nobody_has_is_new_to_everybody() -> None:
    health, growth = ("new", "Health Board"), ("new", "Growth Board")
    assert STARTED.told() == {
        "ANN": [health], "BOB": [health], "CLK": [health], "CAT": [growth], "Town Hall": [health, growth],
    }  # fmt: skip


def test_between_a_calendar_and_itself_nobody_is_told_anything() -> None:
    assert then(STARTED, PROBLEM, *dates(PROBLEM, *TWO)).told() == {}


def test_a_moved_meeting_is_told_to_its_members_and_the_keeper_of_its_room() -> None:
    moved = then(STARTED, PROBLEM, *dates(PROBLEM, ("HWB", "2015-11-26"), TWO[1]))
    told = ("moved", "Health Board")
    assert moved.told() == {name: [told] for name in ("ANN", "BOB", "CLK", "Town Hall")}
    line = moved.letter_to("ANN").lines[0]
    assert (line.was, line.now) == (
        "Thursday 19 November 2015, 10:00 to 12:00, Committee Room 1, Town Hall",
        "Thursday 26 November 2015, 10:00 to 12:00, Committee Room 1, Town Hall",
    )
    assert line.sentence == f"Health Board: moved from {line.was} to {line.now}"


def test_another_venue_is_lost_to_one_keeper_and_new_to_the_other() -> None:
    moved = then(STARTED, PROBLEM, meeting(PROBLEM, "HWB", "2015-11-19", room="CR2"), *dates(PROBLEM, TWO[1]))
    told = moved.told()
    assert (told["Town Hall"], told["Library"]) == (
        [("no longer yours", "Health Board")],
        [("joined", "Health Board")],
    )


def test_what_is_over_is_told_to_nobody() -> None:
    moved = then(STARTED, PROBLEM, *dates(PROBLEM, ("HWB", "2015-11-26"), TWO[1]))
    assert "ANN" in moved.told(on="2015-11-26")
    assert moved.told(on="2015-11-27") == {}


def test_a_cancelled_meeting_and_one_that_is_held_after_all() -> None:
    off = restated(STARTED, PROBLEM, CANCELLED)
    assert off.told()["ANN"] == [("cancelled", "Health Board")]
    assert restated(off, PROBLEM, PROVISIONAL).told()["ANN"] == [("held after all", "Health Board")]
    joined = council_of(*SEATS, member("CAT", "HWB"))
    assert restated(off, joined, PROVISIONAL).told()["CAT"] == [("new", "Health Board")]
    assert "CAT" not in restated(off, joined, CANCELLED).told()


def test_a_meeting_that_is_gone_is_cancelled() -> None:
    left = tuple(one for one in STARTED.after.meetings if one.body != "HWB")
    for shown in (STARTED.after.shown, {}):
        after = replace(STARTED.after, meetings=left, shown=shown, generated=NOVEMBER)
        gone = Change(PROBLEM, after, PROBLEM, STARTED.after)
        assert gone.told()["BOB"] == [("cancelled", "Health Board")]
        event = gone.letter_to("BOB").lines[0].item.event
        assert (event.status, event.revision, event.description) == (CANCELLED, 0, "This meeting will not be held.")
        assert event.changed == NOVEMBER


def test_who_leaves_a_body_loses_its_meetings_and_who_joins_gains_them() -> None:
    problem = council_of(SEATS[0], *SEATS[2:], member("CAT", "HWB"))
    changed = then(STARTED, problem, *dates(problem, *TWO))
    assert changed.told() == {"BOB": [("no longer yours", "Health Board")], "CAT": [("joined", "Health Board")]}
    item = changed.letter_to("BOB").lines[0].item
    noted = changed.after.shown[item.event.uid].people["BOB"].changed
    assert (item.event.status, item.event.changed, item.event.revision) == (CANCELLED, noted, 0)
    assert noted == "2015-11-02T09:00:00Z"


def test_who_is_in_the_input_no_longer_is_told_by_the_name_they_had() -> None:
    problem = council_of(*SEATS[:1], *SEATS[2:])
    people = {code: one for code, one in problem.people.items() if code != "BOB"}
    gone = then(STARTED, replace(problem, people=people), *dates(problem, *TWO))
    assert gone.letter_to("BOB").name == "Councillor Bob"


def test_a_person_by_another_code_has_what_they_had() -> None:
    seats = (SEATS[0], member("ROB", "HWB"), *SEATS[2:])
    problem = council_of(*seats, person("ROB", name="Councillor Bob", aliases=("BOB",)))
    people = {code: one for code, one in problem.people.items() if code != "BOB"}
    problem = replace(problem, people=people)
    assert "ROB" not in then(STARTED, problem, *dates(problem, *TWO)).told()


def test_a_name_a_status_and_a_part_are_changes_of_the_members_alone() -> None:
    confirmed = restated(STARTED, PROBLEM, CONFIRMED)
    assert confirmed.told() == {name: [("changed", "Health Board")] for name in ("ANN", "BOB", "CLK")}
    away = then(STARTED, PROBLEM, meeting(PROBLEM, "HWB", "2015-11-19", apologies=["BOB"]), *dates(PROBLEM, TWO[1]))
    assert away.told() == {"BOB": [("changed", "Health Board")]}
    named = council_of(*SEATS, room("CR1", name="The Great Hall"))
    assert then(STARTED, named, *dates(named, *TWO, room="CR1")).told()["Town Hall"] == [
        ("moved", "Health Board"),
        ("moved", "Growth Board"),
    ]


def test_a_substitute_is_told_on_either_side() -> None:
    sent = then(
        STARTED, PROBLEM, meeting(PROBLEM, "HWB", "2015-11-19", substitutes={"BOB": "CAT"}), *dates(PROBLEM, TWO[1])
    )
    assert sent.told() == {"BOB": [("changed", "Health Board")], "CAT": [("joined", "Health Board")]}
    back = then(sent, PROBLEM, *dates(PROBLEM, *TWO))
    assert back.told() == {"BOB": [("changed", "Health Board")], "CAT": [("no longer yours", "Health Board")]}


def test_a_lunch_is_told_to_members_its_speakers_and_the_keeper_of_its_room() -> None:
    problem = council_of(*DAY_ROWS, *SEATS)
    lunch = first(problem, *with_lunch(problem, "2015-11-19"))
    assert lunch.told()["GP"] == [("new", "Lunch: Theme T1")]
    assert lunch.told()["ANN"] == [("new", "Health Board"), ("new", "Lunch: Theme T1")]
    other = then(lunch, problem, *with_lunch(problem, "2015-11-19", "T2"))
    assert other.told() == {
        "ANN": [("changed", "Lunch: Theme T2")],
        "BOB": [("changed", "Lunch: Theme T2")],
        "CLK": [("changed", "Lunch: Theme T2")],
        "GP": [("no longer yours", "Lunch: Theme T1")],
        "DRX": [("joined", "Lunch: Theme T2")],
        "Town Hall": [("changed", "Lunch: Theme T2")],
    }


def test_what_is_in_no_room_concerns_no_keeper_of_rooms() -> None:
    online = council_of(*SEATS, body("GB", name="Growth Board", attendance_mode="online"))
    told = first(online, *dates(online, TWO[1])).told()
    assert told == {"CAT": [("new", "Growth Board")]}
    problem = council_of(*DAY_ROWS, *SEATS)
    nowhere = first(problem, *with_lunch(problem, "2015-11-19", lunch_room=None)).told()
    assert nowhere["Town Hall"] == [("new", "Health Board")]
    no_lunch = council_of(*(row for row in DAY_ROWS if getattr(row, "code", "") != "LUNCH"), *SEATS)
    assert first(no_lunch, *with_lunch(no_lunch, "2015-11-19", None)).told()["ANN"] == [("new", "Health Board")]
    silent = council_of(*(row for row in DAY_ROWS if getattr(row, "code", "") not in ("GP", "DRX")), *SEATS)
    assert "GP" not in first(silent, *with_lunch(silent, "2015-11-19")).told()
