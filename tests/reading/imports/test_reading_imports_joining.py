"""Several files of one council as one: identities become names, nothing is there twice, differences are told."""

import random
from datetime import date

from moderngov_council import saved

from scheduler.domain.found import (
    Found,
    FoundBody,
    FoundClosure,
    FoundMeeting,
    FoundPerson,
    FoundRoom,
    FoundSeat,
    LeftOut,
    Source,
    together,
)
from scheduler.reading.imports.content import Content, kind_of
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source

LIST, PAGE, MINUTES, OLD = Source("list.xml", "line 2"), Source("page.html"), Source("minutes.xml"), Source("old.csv")
AUDIT = FoundBody("Audit Committee", LIST, "modern.gov committee 7")
DAY = date(2026, 9, 16)
FIRST, SECOND = "modern.gov meeting 1", "modern.gov meeting 2"


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.words) for one in found.left_out]


def test_nothing_joined_is_nothing() -> None:
    assert joined(Found()) == Found()


def test_what_is_found_once_stays_as_it_is() -> None:
    person = FoundPerson("Cllr Amber Alder", PAGE, "modern.gov member 3", group="Meadow Party")
    seat = FoundSeat("Audit Committee", "Cllr Amber Alder", PAGE, "chair")
    room = FoundRoom("Quay Room", PAGE, "Guildhall", 40)
    meeting = FoundMeeting("Audit Committee", DAY, LIST, 1080, 1140, "Quay Room", "Special Meeting", "Confirmed")
    closure = FoundClosure(date(2026, 12, 25), date(2026, 12, 25), "Christmas Day", PAGE)
    left = LeftOut("Vacancy", "a vacant seat", PAGE)
    found = Found(
        "Ravenmere",
        (AUDIT,),
        (person,),
        (seat,),
        (room,),
        (meeting,),
        (closure,),
        (left,),
        (("list.xml", "a list"),),
    )
    assert joined(found) == found


def test_identities_become_names() -> None:
    person = FoundPerson("Cllr Amber Alder", PAGE, "modern.gov member 3")
    seat = FoundSeat(AUDIT.identity, person.identity, PAGE)
    meeting = FoundMeeting(AUDIT.identity, DAY, PAGE)
    found = joined(Found(bodies=(AUDIT,), people=(person,), seats=(seat,), meetings=(meeting,)))
    assert [(one.body, one.person) for one in found.seats] == [("Audit Committee", "Cllr Amber Alder")]
    assert [one.body for one in found.meetings] == ["Audit Committee"]
    assert found.left_out == ()


def test_an_identity_that_nobody_names_is_told() -> None:
    seats = tuple(FoundSeat("modern.gov committee 8", f"Cllr {name}", PAGE) for name in ("Birch", "Cedar"))
    strange = FoundSeat("Audit Committee", "modern.gov member 9", PAGE)
    deputies = FoundSeat("Audit Committee", "Cllr Fir", PAGE, substitutes=("modern.gov member 4", "Cllr Gorse"))
    meeting = FoundMeeting("modern.gov committee 8", DAY, LIST)
    found = joined(Found(bodies=(AUDIT,), seats=(*seats, strange, deputies), meetings=(meeting,)))
    assert [(one.person, one.substitutes) for one in found.seats] == [("Cllr Fir", ("Cllr Gorse",))]
    assert [one.name for one in found.people] == ["Cllr Birch", "Cllr Cedar", "Cllr Fir", "Cllr Gorse"]
    assert told(found) == [
        (
            "a meeting on Wednesday 16 September 2026",
            "no file says which body it is of: give the list of its meetings, or its page, as well",
            "list.xml, line 2",
        ),
        ("modern.gov member 9 on Audit Committee", "no file names this person", "page.html"),
        ("modern.gov member 4, substitute on Audit Committee", "no file names this person", "page.html"),
        (
            "2 members of modern.gov committee 8",
            "no file says whose they are: give the list of meetings, or the page of the committee, as well",
            "page.html",
        ),
    ]


def test_a_body_that_only_meetings_or_seats_name_is_made() -> None:
    meeting, seat = FoundMeeting("Cabinet", DAY, OLD), FoundSeat("Licensing", "The Clerk", OLD, "clerk")
    found = joined(Found(meetings=(meeting,), seats=(seat,)))
    assert found.bodies == (FoundBody("Cabinet", OLD), FoundBody("Licensing", OLD))
    assert found.people == (FoundPerson("The Clerk", OLD),)


def test_names_of_one_body_or_person_written_otherwise_are_one() -> None:
    bodies = (
        FoundBody("Health & Well-being Board", OLD, classification="board"),
        FoundBody("Health and Wellbeing Board", LIST, "modern.gov committee 9", seats=12),
    )
    people = (
        FoundPerson("Councillor Amber Alder", OLD, email="amber.alder@ravenmere.example"),
        FoundPerson("Cllr. Amber Alder", LIST, "modern.gov member 3", group="Meadow Party"),
    )
    found = joined(Found(bodies=bodies, people=people))
    assert found.bodies == (
        FoundBody("Health & Well-being Board", OLD, "modern.gov committee 9", classification="board", seats=12),
    )
    assert found.people == (
        FoundPerson(
            "Councillor Amber Alder",
            OLD,
            "modern.gov member 3",
            email="amber.alder@ravenmere.example",
            group="Meadow Party",
        ),
    )
    assert found.left_out == ()


def test_what_differs_between_files_is_told_and_the_first_stays() -> None:
    bodies = (AUDIT, FoundBody("Audit and Risk Committee", PAGE, AUDIT.identity))
    people = (
        FoundPerson("Cllr Amber Alder", LIST, "modern.gov member 3", group="Meadow Party", end_date=date(2027, 5, 6)),
        FoundPerson("Cllr Amber Elder", PAGE, "modern.gov member 3", group="Independent", end_date=date(2027, 5, 7)),
    )
    found = joined(Found(bodies=bodies, people=people))
    assert found.bodies == (AUDIT,)
    assert found.people == people[:1]
    pairs = [(one.what, one.why.removeprefix("list.xml, line 2 says ")) for one in found.left_out]
    assert pairs == [
        ("the name of Audit Committee: Audit and Risk Committee", "Audit Committee, which is kept"),
        ("the name of Cllr Amber Alder: Cllr Amber Elder", "Cllr Amber Alder, which is kept"),
        ("the group of Cllr Amber Alder: Independent", "Meadow Party, which is kept"),
        ("the last day of Cllr Amber Alder: 2027-05-07", "2027-05-06, which is kept"),
    ]
    assert {one.source for one in found.left_out} == {PAGE}


def test_two_with_one_name_are_told_apart() -> None:
    people = (
        FoundPerson("Cllr Amber Alder", LIST, "modern.gov member 3"),
        FoundPerson("Cllr Amber Alder", LIST, "modern.gov member 4"),
    )
    seat = FoundSeat("Audit Committee", "modern.gov member 4", PAGE)
    found = joined(Found(bodies=(AUDIT,), people=people, seats=(seat,)))
    assert [one.name for one in found.people] == ["Cllr Amber Alder", "Cllr Amber Alder (modern.gov member 4)"]
    assert found.seats[0].person == "Cllr Amber Alder (modern.gov member 4)"
    why = "another has the same name (list.xml, line 2); it is called Cllr Amber Alder (modern.gov member 4) here"
    assert told(found) == [("Cllr Amber Alder", why, "list.xml, line 2")]


def test_what_two_systems_call_a_person_is_no_difference() -> None:
    people = (
        FoundPerson("Cllr Amber Alder", LIST, "modern.gov member 3"),
        FoundPerson("Amber Alder", OLD, "https://example.org/person/77"),
    )
    seat = FoundSeat("Audit Committee", "https://example.org/person/77", PAGE)
    found = joined(Found(bodies=(AUDIT,), people=people, seats=(seat,)))
    assert (found.people, [one.person for one in found.seats]) == (people[:1], ["Cllr Amber Alder"])
    assert found.left_out == ()


def test_a_body_that_meets_no_more_is_left_out_with_all_that_is_its() -> None:
    old = FoundBody("Licensing Committee", LIST, "modern.gov committee 5", gone="expired")
    new = FoundBody("Licensing Committee", LIST, "modern.gov committee 6")
    named = FoundBody("Old Panel", LIST, gone="deleted")
    meetings = (
        FoundMeeting(old.identity, DAY, LIST, identity=FIRST),
        FoundMeeting(new.identity, DAY, LIST),
        FoundMeeting("Old Panel", DAY, LIST),
        FoundMeeting("Old Panel", date(2026, 10, 1), LIST),
    )
    seats = (
        FoundSeat(old.identity, "Cllr Birch", PAGE),
        FoundSeat(FIRST, "Cllr Cedar", PAGE),
        FoundSeat("Licensing Committee", "Cllr Damson", PAGE),
    )
    found = joined(Found(bodies=(new, old, named), meetings=meetings, seats=seats))
    assert found.bodies == (new,)
    assert [one.body for one in found.meetings] == ["Licensing Committee"]
    assert [one.person for one in found.seats] == ["Cllr Damson"]
    assert told(found) == [
        ("Licensing Committee", "expired in the system that it comes from; its 1 meeting with it", "list.xml, line 2"),
        ("Old Panel", "deleted in the system that it comes from; its 2 meetings with it", "list.xml, line 2"),
    ]


def test_a_body_without_meetings_that_meets_no_more_is_told_shortly() -> None:
    found = joined(Found(bodies=(FoundBody("Old Panel", LIST, "modern.gov committee 5", gone="deleted"),)))
    assert told(found) == [("Old Panel", "deleted in the system that it comes from", "list.xml, line 2")]


def test_a_meeting_in_several_files_is_one() -> None:
    meetings = (
        FoundMeeting(AUDIT.identity, DAY, LIST, 1080, status="Confirmed", identity=FIRST),
        FoundMeeting(FIRST, DAY, MINUTES, 1080, 1170, "Quay Room, Guildhall", identity=FIRST),
        FoundMeeting("Audit Committee", DAY, OLD, title="Special Meeting"),
        FoundMeeting("Audit Committee", date(2026, 9, 1), OLD, 600),
    )
    found = joined(Found(bodies=(AUDIT,), meetings=meetings))
    one = FoundMeeting("Audit Committee", date(2026, 9, 1), OLD, 600)
    other = FoundMeeting(
        "Audit Committee",
        DAY,
        LIST,
        1080,
        1170,
        "Quay Room",
        "Special Meeting",
        "Confirmed",
        identity=FIRST,
    )
    assert found.meetings == (one, other)
    assert found.left_out == ()


def test_what_differs_of_a_meeting_is_told() -> None:
    meetings = (
        FoundMeeting("Audit Committee", DAY, LIST, 1080, 1140, identity=FIRST),
        FoundMeeting("Audit Committee", date(2026, 9, 17), PAGE, 1110, 1170, cancelled=True, identity=FIRST),
    )
    found = joined(Found(bodies=(AUDIT,), meetings=meetings))
    assert [(one.date, one.start, one.end, one.cancelled) for one in found.meetings] == [(DAY, 1080, 1140, True)]
    of = "Audit Committee on Wednesday 16 September 2026"
    assert told(found) == [
        (f"{of}: Thursday 17 September 2026", "list.xml, line 2 says Wednesday 16 September 2026", "page.html"),
        (f"{of}: 18:30", "list.xml, line 2 says 18:00", "page.html"),
        (f"{of}: until 19:30", "list.xml, line 2 says until 19:00", "page.html"),
        (f"{of}: cancelled", "list.xml, line 2 says held", "page.html"),
    ]


def test_two_meetings_of_a_body_on_a_day_stay_two() -> None:
    meetings = (
        FoundMeeting("Audit Committee", DAY, LIST, 600, identity=FIRST),
        FoundMeeting("Audit Committee", DAY, LIST, 1080, identity=SECOND),
        FoundMeeting("Audit Committee", DAY, PAGE, 1080, identity="modern.gov meeting 3"),
        FoundMeeting("Audit Committee", DAY, PAGE, 840, identity="modern.gov meeting 4"),
    )
    found = joined(Found(bodies=(AUDIT,), meetings=meetings))
    assert [one.start for one in found.meetings] == [600, 840, 1080]


def test_another_start_in_a_file_without_identities_is_a_difference() -> None:
    meetings = (
        FoundMeeting("Audit Committee", DAY, LIST, 1080, identity=FIRST),
        FoundMeeting("Audit Committee", DAY, OLD, 1110),
    )
    found = joined(Found(bodies=(AUDIT,), meetings=meetings))
    assert [one.start for one in found.meetings] == [1080]
    assert told(found) == [
        ("Audit Committee on Wednesday 16 September 2026: 18:30", "list.xml, line 2 says 18:00", "old.csv"),
    ]


def attended(number: int, file: str, *people: str) -> tuple[FoundSeat, ...]:
    return tuple(FoundSeat(f"modern.gov meeting {number}", one, Source(file)) for one in people)


HELD = (
    FoundMeeting(AUDIT.identity, date(2026, 6, 10), LIST, identity=FIRST),
    FoundMeeting(AUDIT.identity, DAY, LIST, identity=SECOND),
)


def test_members_are_those_at_the_latest_meeting() -> None:
    seats = (*attended(2, "2.xml", "Cllr Birch", "Cllr Cedar"), *attended(1, "1.xml", "Cllr Birch", "Cllr Alder"))
    found = joined(Found(bodies=(AUDIT,), meetings=HELD, seats=seats))
    assert [one.person for one in found.seats] == ["Cllr Birch", "Cllr Cedar"]
    assert told(found) == [("Cllr Alder on Audit Committee", "at an earlier meeting, not at the latest", "1.xml")]


def test_a_list_of_members_goes_before_who_was_there() -> None:
    seats = (
        *attended(2, "2.xml", "Cllr Birch", "Cllr Cedar"),
        FoundSeat("Audit Committee", "Cllr Birch", PAGE),
        FoundSeat("Audit Committee", "Cllr Damson", PAGE, "chair"),
    )
    found = joined(Found(bodies=(AUDIT,), meetings=HELD, seats=seats))
    assert [(one.person, one.role) for one in found.seats] == [("Cllr Birch", "member"), ("Cllr Damson", "chair")]
    assert told(found) == [("Cllr Cedar on Audit Committee", "the list of members has them not", "2.xml")]


def test_one_members_own_page_adds_to_who_was_there() -> None:
    seats = (*attended(2, "2.xml", "Cllr Birch"), FoundSeat("Audit Committee", "Cllr Alder", PAGE))
    found = joined(Found(bodies=(AUDIT,), meetings=HELD, seats=seats))
    assert [one.person for one in found.seats] == ["Cllr Alder", "Cllr Birch"]


def test_a_seat_in_several_files_is_one_with_the_higher_role() -> None:
    seats = (
        FoundSeat("Audit Committee", "Cllr Birch", PAGE, substitutes=("Cllr Elder",)),
        FoundSeat("Audit Committee", "Cllr Birch", LIST, "vice_chair", start_date=DAY),
        FoundSeat("Audit Committee", "Cllr Birch", OLD, "chair"),
    )
    found = joined(Found(bodies=(AUDIT,), seats=seats))
    seat = FoundSeat("Audit Committee", "Cllr Birch", OLD, "chair", start_date=DAY, substitutes=("Cllr Elder",))
    assert found.seats == (seat,)
    what = "the role of Cllr Birch on Audit Committee: vice_chair"
    assert told(found) == [(what, "old.csv says chair, which is kept", "list.xml, line 2")]


def test_rooms_are_there_once_and_meetings_name_them() -> None:
    rooms = (
        FoundRoom("Committee Room 1", LIST, "Guildhall"),
        FoundRoom("Committee Room 1", LIST, "Old Exchange"),
        FoundRoom("Committee Room 1", PAGE, "Guildhall"),
        FoundRoom("Council Chamber", LIST, "Guildhall"),
    )
    places = (
        "Committee Room 1, Guildhall",
        "Committee Room 1, Old Exchange.",
        "council  chamber",
        "Harbour Hall, Quayside, Ravenmere",
        "Harbour Hall, Quayside, Ravenmere",
        "TBC",
        "",
    )
    meetings = tuple(
        FoundMeeting("Audit Committee", date(2026, 9, 1 + number), LIST, place=place)
        for number, place in enumerate(places)
    )
    found = joined(Found(bodies=(AUDIT,), rooms=rooms, meetings=meetings))
    assert [(one.name, one.venue) for one in found.rooms] == [
        ("Committee Room 1", "Guildhall"),
        ("Committee Room 1, Old Exchange", "Old Exchange"),
        ("Council Chamber", "Guildhall"),
        ("Harbour Hall", "Quayside, Ravenmere"),
    ]
    assert [one.place for one in found.meetings] == [
        "Committee Room 1",
        "Committee Room 1, Old Exchange",
        "Council Chamber",
        "Harbour Hall",
        "Harbour Hall",
        "",
        "",
    ]


def test_a_closure_that_several_pages_print_is_one() -> None:
    day, later = date(2026, 12, 25), date(2027, 1, 1)
    closures = (
        FoundClosure(later, later, "New Year's Day", PAGE),
        FoundClosure(day, day, "Christmas Day", LIST),
        FoundClosure(day, day, "CHRISTMAS DAY", PAGE),
    )
    assert joined(Found(closures=closures)).closures == (closures[1], closures[0])


def test_a_closure_whose_days_are_printed_one_by_one_is_one() -> None:
    days = [date(2026, 8, day) for day in (3, 4, 5, 6, 7, 10, 11, 13)]
    found = joined(Found(closures=tuple(FoundClosure(day, day, "Recess", PAGE) for day in days)))
    assert [(one.first.day, one.last.day) for one in found.closures] == [(3, 11), (13, 13)]


def test_a_difference_that_many_files_have_is_told_once() -> None:
    people = tuple(FoundPerson(name, PAGE, "modern.gov member 3") for name in ("Amber Alder", "A. Alder", "A. Alder"))
    assert len(joined(Found(people=people)).left_out) == 1


def test_the_same_left_out_twice_is_told_once() -> None:
    left = LeftOut("Vacancy", "a vacant seat", PAGE)
    assert joined(Found(left_out=(left, left))).left_out == (left,)


def test_a_council_is_the_same_in_whatever_order_its_files_come_and_joined_again() -> None:
    parts = [read_source(Content(name, data, kind_of(name, data))) for name, data in saved().items()]
    first = joined(together(parts))
    assert joined(first) == first
    chance = random.Random(3)  # noqa: S311 - nobody's secret hangs on it
    for _ in range(5):
        chance.shuffle(parts)
        other = joined(together(parts))
        assert {(one.name, one.classification) for one in other.bodies} == {
            (one.name, one.classification) for one in first.bodies
        }
        assert {(one.name, one.email, one.group) for one in other.people} == {
            (one.name, one.email, one.group) for one in first.people
        }
        assert {(one.body, one.person, one.role) for one in other.seats} == {
            (one.body, one.person, one.role) for one in first.seats
        }
        assert [(one.body, one.date, one.start, one.end, one.place) for one in other.meetings] == [
            (one.body, one.date, one.start, one.end, one.place) for one in first.meetings
        ]
