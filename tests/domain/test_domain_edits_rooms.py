"""A room that cannot be used."""

import pytest
from builders import absence, body, council, fixed, room

from scheduler.domain.changes import without_room
from scheduler.errors import CannotChange

COUNCIL = council(
    body("GB"),
    body("HWB", room="CHAMBER"),
    room("CHAMBER"),
    room("CR2"),
    room("CR3"),
    room("CR2+3", combines=("CR2", "CR3")),
    room("ALL", combines=("CR2+3",)),
    absence("room", "CR2", "2015-11-19"),
    absence("person", "CR2", "2015-11-19"),
    absence("room", "CR3", "2015-11-19"),
)


def test_every_room_made_of_it_goes_too_and_whatever_was_said_of_it():
    changed = without_room(COUNCIL, "CR2")
    assert list(changed.rooms) == ["CHAMBER", "CR3"]
    assert [(row.kind, row.who) for row in changed.absences] == [("person", "CR2"), ("room", "CR3")]


def test_a_combined_room_leaves_its_parts():
    assert list(without_room(COUNCIL, "CR2+3").rooms) == ["CHAMBER", "CR2", "CR3"]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (COUNCIL, "HWB may sit only there, by the column room of bodies"),
        (
            council(body("GB"), room("CHAMBER"), room("CR1"), fixed("2015-11-19", body="GB", room="CHAMBER")),
            "a meeting is fixed there on Thursday 19 November 2015",
        ),
        (council(body("GB"), room("CHAMBER")), "no room would be left"),
    ],
)
def test_a_room_that_is_needed_stays(problem, words):
    with pytest.raises(CannotChange) as caught:
        without_room(problem, "CHAMBER")
    assert caught.value.message == words
