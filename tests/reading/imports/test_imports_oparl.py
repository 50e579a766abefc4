"""OParl's objects, single and in lists: the authority, its bodies, people, seats and meetings."""

import json
from datetime import date
from typing import Any

import pytest

from scheduler.domain.found import Found, FoundMeeting, Source
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

HERE = "https://anytown.example/oparl/"


def thing(kind: str, number: object = "", version: str = "1.1", **fields: Any) -> dict[str, Any]:
    identity = {"id": f"{HERE}{kind}/{number}"} if number != "" else {}
    return {**identity, "type": f"https://schema.oparl.org/{version}/{kind}", **fields}


def of(kind: str, number: object) -> str:
    return f"{HERE}{kind}/{number}"


def read(found: Any, name: str = "oparl.json") -> Found:
    return read_source(Content(name, json.dumps(found).encode(), "json"))


def seats(found: Found) -> list[tuple[str, str, str]]:
    return [(seat.person, seat.body, seat.role) for seat in joined(found).seats]


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.place) for one in found.left_out]


PEOPLE = [
    thing("Person", 1, name="Ivy Marsh", email=["ivy@anytown.example"], phone=["01632 960123"], gender="female",
          location={"type": "https://schema.oparl.org/1.1/Location", "streetAddress": "12 Acacia Avenue"},
          membership=[
              thing("Membership", 1, organization=of("Organization", 1), role="Vorsitzende", votingRight=True,
                    startDate="2024-07-01", endDate="2029-06-30", onBehalfOf=of("Organization", 2)),
              thing("Membership", 2, organization=of("Organization", 2), role="Mitglied")]),
    thing("Person", 2, title=["Dr."], givenName="Ben", affix="von", familyName="Okoro", email="ben@anytown.example",
          membership=[thing("Membership", organization=of("Organization", 1), role="beratendes Mitglied",
                            votingRight=False, startDate="later")]),
    thing("Person", 3, name="Gone Away", deleted=True),
    thing("Person", 4),
]  # fmt: skip
BODIES = [
    thing("Organization", 1, name="Planning Committee", organizationType="Gremium", classification="Ausschuss",
          startDate="2014-07-01", votingMemberCount=9, memberCount=12),
    thing("Organization", 2, name="Green Group", organizationType="Fraktion"),
    thing("Organization", 3, name="Highways", organizationType="Verwaltungsbereich"),
    thing("Organization", 4, shortName="Audit", organizationType="Gremium", memberCount=True,
          membership=[thing("Membership", 9, person=of("Person", 1), role="Mitglied")]),
    thing("Organization", 5, name="Old Committee", deleted=True),
    thing("Organization", 6),
]  # fmt: skip


def test_people_and_bodies_in_lists_of_their_own() -> None:
    people = read({"data": PEOPLE, "pagination": {"totalElements": 4}, "links": {"next": f"{HERE}person?page=2"}})
    bodies = read({"data": BODIES, "links": {}})
    assert [(one.name, one.email) for one in people.people] == [
        ("Ivy Marsh", "ivy@anytown.example"), ("Dr. Ben von Okoro", "ben@anytown.example"),
    ]  # fmt: skip
    assert [(one.name, one.classification, one.start_date, one.seats) for one in bodies.bodies] == [
        ("Planning Committee", "Ausschuss", date(2014, 7, 1), 9), ("Audit", "", None, None),
    ]  # fmt: skip
    assert told(people) == [
        ("further pages of a list", "it goes on in another file: save its other pages too", ""),
        ("Gone Away", "it is deleted in its own system", "data, 3"), ("a person", "it has no name", "data, 4"),
        ("startDate later", "it is no day", "data, 2, membership, 1"),
    ]  # fmt: skip
    assert told(bodies) == [
        ("Highways", "it is no body that meets", "data, 3"),
        ("Old Committee", "it is deleted in its own system", "data, 5"),
        ("an organization", "it is no body that meets", "data, 6"),
    ]  # fmt: skip
    assert [one for one in ("01632", "female", "Acacia") if one in repr(people)] == []


def test_a_whole_council_in_one_object() -> None:
    found = read(thing("Body", 1, name="Anytown", organization=BODIES, person=PEOPLE, legislativeTerm=[
        thing("LegislativeTerm", 1, name="2024")], contactEmail="x@anytown.example"))  # fmt: skip
    assert found.authority == "Anytown"
    assert sorted(seats(found)) == [
        ("Dr. Ben von Okoro", "Planning Committee", "adviser"), ("Ivy Marsh", "Audit", "member"),
        ("Ivy Marsh", "Planning Committee", "chair"),
    ]  # fmt: skip
    assert {one.name: one.group for one in found.people}["Ivy Marsh"] == "Green Group"
    chair = next(one for one in found.seats if one.role == "chair")
    assert (chair.voting, chair.on_behalf_of, chair.start_date, chair.end_date) == (
        True, "", date(2024, 7, 1), date(2029, 6, 30),
    )  # fmt: skip


def test_meetings_with_their_places_and_states() -> None:
    place = thing("Location", 7, room="Committee Room 1", description="Town Hall", streetAddress="1 High Street")
    meetings = [
        thing("Meeting", 1, "1.0", name="Annual Meeting of the Council", organization=[of("Organization", 1)],
              start="2026-05-21T19:00:00+01:00", end="2026-05-21T21:30:00+01:00", location=place,
              meetingState="terminiert", participant=[of("Person", 1)]),
        thing("Meeting", 2, organization=[of("Organization", 1), of("Organization", 4)], start="2026-06-04T17:00:00Z",
              end="2026-06-05T01:00:00Z", location=of("Location", 7), cancelled=True),
        thing("Meeting", 3, name="Seminar", start="2026-06-04T18:00:00+01:00"),
        thing("Meeting", 4, name="Some day", organization=[of("Organization", 1)], start="2026-06-04"),
        thing("Meeting", 5, organization=of("Organization", 1), start="never", deleted=False),
        thing("AgendaItem", 1), thing("AgendaItem", 2),
    ]  # fmt: skip
    found = read([*meetings, *BODIES[:1]], "meetings.json")
    assert found.meetings == (
        FoundMeeting(
            of("Organization", 1), date(2026, 5, 21), Source("meetings.json", "object 1"), 19 * 60, 21 * 60 + 30,
            "Committee Room 1, Town Hall", "Annual Meeting", "terminiert", identity=of("Meeting", 1),
        ),
        FoundMeeting(
            of("Organization", 1), date(2026, 6, 4), Source("meetings.json", "object 2"), 18 * 60, None,
            "Committee Room 1, Town Hall", cancelled=True, identity=of("Meeting", 2),
        ),
    )  # fmt: skip
    assert told(found) == [
        ("AgendaItem (2 objects)", "not read of OParl", ""),
        ("another organization, a meeting", "a joint meeting, which is kept as one of Planning Committee", "object 2"),
        ("Seminar", "it says no organization", "object 3"), ("Some day", "it says no start", "object 4"),
        ("a meeting", "it says no start", "object 5"),
    ]  # fmt: skip
    assert "High Street" not in repr(found)


def test_meetings_within_their_organization() -> None:
    body = thing("Organization", name="Audit Board", meeting=[thing("Meeting", start="2026-05-21T19:00:00+01:00")])
    (meeting,) = joined(read(body)).meetings
    assert (meeting.body, meeting.date, meeting.start) == ("Audit Board", date(2026, 5, 21), 1140)


def test_seats_that_say_too_little_or_are_in_no_body() -> None:
    found = read([
        thing("Membership", 11, organization=of("Organization", 3), person=of("Person", 1)),
        thing("Membership", 12, person=of("Person", 1)), thing("Membership", 13, organization=of("Organization", 1)),
        thing("Membership", 14, organization=BODIES[0], person=PEOPLE[0],
              onBehalfOf=thing("Organization", 8, name="NHS")),
        *BODIES[:3],
    ])  # fmt: skip
    assert [(seat.role, seat.on_behalf_of) for seat in joined(found).seats] == [("chair", "")]
    assert told(found) == [
        ("Highways", "it is no body that meets", "object 7"),
        ("a membership", "it says no organization", "object 2"), ("a membership", "it says no person", "object 3"),
        ("Ivy Marsh as member of Planning Committee",
         "oparl.json, object 4, person, 1, membership, 1 has this person there as chair", "object 4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ([thing("System", 1, name="x")], "has no organizations, persons, memberships or meetings"),
        ({"data": [], "note": "https://schema.oparl.org/"}, "holds nothing that is known"),
        ({"note": "https://schema.oparl.org/1.1/Person"}, "holds nothing that is known"),
    ],
)
def test_what_is_not_oparl_is_refused(found: Any, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(found)


def test_half_of_an_answer_is_refused() -> None:
    text = json.dumps({"data": PEOPLE}).encode()
    with pytest.raises(Unreadable, match="half a JSON file"):
        read_source(Content("oparl.json", text[: len(text) // 2], "json"))
