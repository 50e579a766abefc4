"""What is carried to which room, and from where; how a room is turned round between two bookings."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, equipment, meeting, meeting_day, occurrence, room, session

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Equipment
from scheduler.outputs.equipment import equipment_in_words, from_where, uses
from scheduler.outputs.on_the_day import bookings
from scheduler.outputs.workbook.equipment import equipment_sheet
from scheduler.outputs.workbook.run_sheets import days_sheet

DATE = "2015-11-19"
ROOMS = (
    room("CH", name="Council Chamber", setup_minutes=30, clear_minutes=30),
    room("CR", name="Committee Room 1"),
    room("FAR", name="Library Hall", venue="Library"),
)
KIT = equipment()
NEED_IT = tuple(equipment(body=code) for code in ("A", "B", "C"))


def evening(*rows: Equipment, places: tuple[str, ...] = ("CH", "CR", "FAR")) -> tuple[Problem, Plan]:
    """Plan three committees one after another: to 12:00, from 13:00 to 15:00, and from 18:00."""
    problem = council(*(body(code, name=f"{code} Committee") for code in "ABC"), *ROOMS, *NEED_IT, *rows)
    starts = zip("ABC", ("10:00", "13:00", "18:00"), places, strict=True)
    return problem, calendar(problem, *(meeting(problem, code, DATE, at, room=there) for code, at, there in starts))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((KIT,), [
            "from the store, then to Committee Room 1 by 13:00",
            "carry from Council Chamber, clear by 12:30, then to Library Hall by 18:00",
            "carry from Committee Room 1, clear by 15:00",
        ]),
        ((KIT, KIT, KIT), ["from the store"] * 3),
        ((KIT, equipment(room="CR")), [
            "from the store, then to Library Hall by 18:00", "in the room",
            "carry from Council Chamber, clear by 12:30",
        ]),
        ((equipment(venue="Town Hall"), KIT), [
            "from the store", "from the store, then to Library Hall by 18:00",
            "carry from Committee Room 1, clear by 15:00",
        ]),
    ],
)  # fmt: skip
def test_a_thing_goes_its_round_of_the_day(rows: tuple[Equipment, ...], words: list[str]) -> None:
    assert [from_where(use) for use in uses(*evening(*rows))] == words


def test_a_calendar_that_needs_more_than_there_is_says_no_less() -> None:
    problem, plan = evening(KIT, places=("CH", "CR", "CR"))
    (first, *others) = plan.meetings
    at_once = calendar(problem, first, *(replace(one, start=first.start, end=first.end) for one in others[:1]))
    assert [(from_where(use), use.remain) for use in uses(problem, at_once)] == [("from the store", 0)] * 2


def test_what_stays_in_its_room_is_not_carried() -> None:
    found = uses(*evening(KIT, places=("CR", "CR", "CR")))
    assert [from_where(use) for use in found] == [
        "from the store, stays for 13:00",
        "in the room already, stays for 18:00",
        "in the room already",
    ]


def test_several_of_a_thing_are_told_apart_and_those_that_are_left_counted() -> None:
    problem = council(
        *(body("A"), body("B"), *ROOMS, equipment("laptops", body="A", quantity=4), equipment("laptops", body="B")),
        *(equipment("laptops", room="CH"), equipment("laptops", quantity=5)),
    )
    plan = calendar(
        problem, meeting(problem, "A", DATE, room="CH"), meeting(problem, "B", DATE, "12:00", room="CR"),
    )  # fmt: skip
    assert [(use.needed, use.built_in, use.carried, use.remain) for use in uses(problem, plan)] == [
        (4, 1, 3, 1),
        (1, 0, 1, 1),
    ]
    assert list(equipment_in_words(problem, plan).values()) == [
        ["Laptops (4): 1 in the room, 3 from the store"],
        ["Laptops: from the store"],
    ]


def test_the_sheet_has_every_booking_and_is_empty_where_nobody_needs_anything() -> None:
    problem = council(
        *(meeting_day("DAY"), session("AM"), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM")),
        *(*ROOMS, equipment("Urn", meeting_day="DAY"), equipment("Urn", quantity=2)),
    )
    plan = calendar(problem, occurrence(problem, "DAY", DATE, lunch_room="CH"))
    sheet = equipment_sheet(problem, plan)
    assert [row[1:] for row in sheet.shown_rows] == [
        (720, 840, "Urn", 1, 1, "Council Chamber", "Town Hall", "DAY Day: lunch", "From the store")
    ]
    assert equipment_sheet(council(), calendar(council())).shown_rows == ()
    assert [row[8] for row in equipment_sheet(*evening(KIT)).shown_rows] == [
        "A Committee",
        "B Committee",
        "C Committee",
    ]


def test_run_sheets_say_what_is_needed_and_rooms_how_they_are_turned_round() -> None:
    problem, plan = evening(KIT, places=("CR", "CR", "FAR"))
    needed = [row[7] for row in days_sheet(problem, plan).shown_rows]
    assert needed == [
        "Webcasting kit: from the store, stays for 13:00",
        "Webcasting kit: in the room already, then to Library Hall by 18:00",
        "Webcasting kit: carry from Committee Room 1, clear by 15:00",
    ]
    assert [one.turn_round for one in bookings(problem, plan)] == ["", "", ""]
    rows = [body("A", layout="theatre"), body("B", layout="u_shape"), *ROOMS]
    changed = council(*rows)
    pair = calendar(
        changed, meeting(changed, "A", DATE, room="CR"), meeting(changed, "B", DATE, "12:45", room="CR"),
    )  # fmt: skip
    assert [(one.layout, one.turn_round) for one in bookings(changed, pair)] == [
        ("Theatre: top table, 0 seats in rows", ""),
        ("U-shape for 0", "As A Board leaves it: Theatre: top table, 0 seats in rows; 45 minutes between the two"),
    ]
    for start, words in (("12:00", "0 minutes"), ("13:00", "1 hour"), ("14:01", "2 hours 1 minute")):
        later = calendar(changed, pair.meetings[0], meeting(changed, "B", DATE, start, room="CR"))
        assert bookings(changed, later)[1].turn_round.endswith(f"; {words} between the two")
