"""Contradictions of equipment: each at its cell, all at once, with what was probably meant."""

from dataclasses import replace

import pytest
from raw_council import DAY, SOUND, faults_of, problem_of, raw, rows_of

from scheduler.domain.lending import MOST_VENUES
from scheduler.reading.parsing import parse

ROOMS = [*SOUND["rooms"], {"room": "CR2", "name": "Committee Room 2", "venue": "Town Hall", "capacity": 9}]
BOTH = [*ROOMS, {"room": "CR12", "name": "Both rooms", "venue": "Town Hall", "capacity": 30, "combines": "CR1;CR2"}]
KIT, LENT = "equipment=Webcasting kit | body=GB", "equipment=Webcasting kit"


@pytest.mark.parametrize(
    ("rows", "column", "message", "remedy"),
    [
        (("equipment=Webcastign kit | body=GB", "equipment=Webcasting kit"), "equipment",
         "no room has “Webcastign kit” built in, and no store lends it",
         "Did you mean Webcasting kit? Write a row for the store that lends it, or its room."),
        ((KIT,), "equipment", "no room has “Webcasting kit” built in, and no store lends it",
         "Write a row for the store that lends it, or its room."),
        (("equipment=Laptops | body=GB | quantity=9", "equipment=Laptops | quantity=4",
          "equipment=Laptops | room=CR1 | quantity=2"), "quantity",
         "GB needs 9, and no room can have more than 6", "Write how many it needs, or how many there are."),
        ((f"{KIT} | room=CR1", LENT), "room",
         "the row says that a body needs it and that a room has it built in", "Write a row for each."),
        ((f"{KIT} | venue=Town Hall", LENT), "venue",
         "a venue says where a store lends, and the row says that a body needs it",
         "Clear the cell, or write a row for the store."),
        ((f"{KIT} | quantity=0", LENT), "quantity", "0 of it would be none", "Write 1 or more, or clear the row."),
        ((f"{KIT} | quantity=-1", LENT), "quantity", "“-1” is less than nothing", None),
        ((LENT, KIT, "equipment=webcasting-KIT | body=GB"), "body", "Webcasting kit for GB is in row 3 already",
         "Clear one of the two rows, and write how many there."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_cell(
    rows: tuple[str, ...], column: str, message: str, remedy: str | None
) -> None:
    (fault,) = faults_of(raw(rooms=ROOMS, equipment=rows_of(*rows)))
    assert (fault.table, fault.column, fault.message) == ("equipment", column, message)
    assert remedy in (None, fault.remedy)


def test_all_of_it_is_told_at_once() -> None:
    found = faults_of(raw(equipment=rows_of(KIT, f"{KIT} | room=CR1", "equipment=Trolley | body=GB | quantity=0")))
    places = {(fault.row, fault.column) for fault in found}
    assert places == {(2, "equipment"), (3, "body"), (3, "room"), (4, "quantity")}


def test_a_lunch_that_there_is_not_needs_nothing() -> None:
    needed = rows_of("equipment=Urn | meeting_day=DAY", "equipment=Urn")
    assert problem_of(**DAY, equipment=needed).equipment[0].meeting_day == "DAY"
    (fault,) = faults_of(raw(**{**DAY, "sessions": DAY["sessions"][:1]}, equipment=needed))
    assert (fault.column, fault.message) == ("meeting_day", "the meeting day DAY has no lunch that could need it")


@pytest.mark.parametrize(
    "rows",
    [
        ("equipment=Laptops | body=GB | quantity=3", "equipment=Laptops | quantity=2", "equipment=laptops"),
        (
            "equipment=Laptops | body=GB | quantity=3",
            *(f"equipment=Laptops | room={r} | quantity=2" for r in ("CR1", "CR2")),
        ),
        ("equipment=Laptops | body=GB | quantity=3", "equipment=Laptops | quantity=3 | venue=town hall"),
        ("equipment=Laptops", "equipment=Screen | room=CR1"),
    ],
)
def test_what_is_enough_somewhere_is_fine_and_stock_that_nobody_needs_too(rows: tuple[str, ...]) -> None:
    assert parse(raw(rooms=BOTH, equipment=rows_of(*rows)))[1] == ()


def test_what_cannot_be_read_elsewhere_is_no_reason_to_doubt_what_is_there() -> None:
    strange = [*DAY["sessions"][:1], {**DAY["sessions"][1], "kind": "dinner"}]
    lunch = faults_of(
        raw(**{**DAY, "sessions": strange}, equipment=rows_of("equipment=Urn | meeting_day=DAY", "equipment=Urn"))
    )
    without = raw(equipment=rows_of(KIT))
    without = replace(without, tables={name: rows for name, rows in without.tables.items() if name != "rooms"})
    assert {fault.table for fault in (*lunch, *faults_of(without))} == {"sessions"}
    within = [*BOTH, {"room": "ALL", "name": "All", "venue": "Town Hall", "capacity": 40, "combines": "CR12;CR1"}]
    needed = (
        "equipment=Laptops | body=GB | quantity=3",
        *(f"equipment=Laptops | room={r} | quantity=2" for r in ("CR1", "CR2")),
    )
    assert faults_of(raw(rooms=within, equipment=rows_of(*needed))) == ()


def test_a_body_that_meets_online_needs_none() -> None:
    online = [{**SOUND["bodies"][0], "attendance_mode": "online"}]
    assert len(problem_of(bodies=online, equipment=rows_of(KIT)).equipment) == 1


def test_a_venue_where_no_room_is_is_warned_of() -> None:
    (warning,) = parse(raw(equipment=rows_of("equipment=Urn | venue=Town Hal")))[1]
    assert (warning.column, warning.message) == ("venue", "“Town Hal” is a venue where no room is")
    assert warning.remedy.startswith("Did you mean Town Hall?")


def test_stores_of_too_many_venues_beside_one_that_lends_anywhere_are_refused_once() -> None:
    numbers = range(MOST_VENUES + 2)
    venues = [f"{LENT} | venue=Venue {number}" for number in numbers]
    rooms = [
        {"room": f"R{number}", "name": f"Room {number}", "venue": f"Venue {number}", "capacity": 90}
        for number in numbers
    ]
    rooms += SOUND["rooms"]
    assert faults_of(raw(rooms=rooms, equipment=rows_of(KIT, *venues))) == ()
    assert faults_of(raw(rooms=rooms, equipment=rows_of(KIT, LENT, *venues[:-2]))) == ()
    (fault,) = faults_of(raw(rooms=rooms, equipment=rows_of(KIT, LENT, *venues)))
    assert (fault.row, fault.column) == (MOST_VENUES + 4, "venue")
    assert fault.message == "more than 6 venues have “Webcasting kit” of their own, and another store lends it anywhere"
