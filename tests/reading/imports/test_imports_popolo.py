"""People, organizations and memberships as Popolo has them; and JSON that is half, hostile or of another kind."""

import json
from datetime import date
from typing import Any

import pytest

from scheduler.domain.found import Found
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.json_files import day_in, json_of
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault


def read(found: Any, name: str = "council.json") -> Found:
    text = found if isinstance(found, str) else json.dumps(found)
    return read_source(Content(name, text.encode(), "json"))


def seats(found: Found) -> list[tuple[str, str, str]]:
    return [(seat.person, seat.body, seat.role) for seat in joined(found).seats]


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.place) for one in found.left_out]


COUNCIL: dict[str, Any] = {
    "persons": [
        {"id": "p1", "name": "Ivy Marsh", "honorific_prefix": "Councillor", "email": "ivy@anytown.example",
         "birth_date": "1961-02-19", "gender": "female", "image": "https://anytown.example/ivy.jpg"},
        {"id": "p2", "given_name": "Ben", "family_name": "Okoro", "contact_details": [
            {"type": "address", "value": "12 Acacia Avenue"}, {"type": "voice", "value": "01632 960123"},
            {"type": "email", "label": "Home", "value": "ben@home.example"},
            {"type": "email", "value": "ben@anytown.example"}]},
        {"id": "p3"},
    ],
    "organizations": [
        {"id": "o1", "name": "Planning Committee", "classification": "committee", "founding_date": "2015",
         "dissolution_date": "2027-05"},
        {"id": "o2", "name": "Green Party", "classification": "party"},
        {"id": "o3", "name": "NHS Anytown", "classification": "partner"},
        {"id": "o4"},
    ],
    "posts": [{"id": "s1", "organization_id": "o1", "role": "Chair", "label": "Chair of Planning"}],
    "memberships": [
        {"person_id": "p1", "post_id": "s1", "on_behalf_of_id": "o2", "start_date": "2026-05-21", "end_date": "2027"},
        {"person_id": "p1", "organization_id": "o2"},
        {"person_id": "p2", "organization_id": "o1", "role": "Vice-Chairman", "on_behalf_of_id": "o3",
         "start_date": "soon"},
        {"person_id": "p2"},
        {"organization_id": "o1", "role": "member"},
    ],
    "events": [{"id": "e1"}],
    "areas": [],
}  # fmt: skip


def test_a_council_in_one_object() -> None:
    found = read(COUNCIL)
    assert [(one.name, one.email, one.group) for one in found.people] == [
        ("Councillor Ivy Marsh", "ivy@anytown.example", "Green Party"), ("Ben Okoro", "ben@anytown.example", ""),
    ]  # fmt: skip
    assert [(one.name, one.classification, one.start_date, one.end_date) for one in found.bodies] == [
        ("Planning Committee", "committee", date(2015, 1, 1), date(2027, 5, 31)),
        ("NHS Anytown", "partner", None, None),
    ]  # fmt: skip
    assert seats(found) == [
        ("Councillor Ivy Marsh", "Planning Committee", "chair"), ("Ben Okoro", "Planning Committee", "vice_chair"),
    ]  # fmt: skip
    assert [(one.start_date, one.end_date, one.on_behalf_of) for one in found.seats] == [
        (date(2026, 5, 21), date(2027, 12, 31), ""), (None, None, "NHS Anytown"),
    ]  # fmt: skip
    assert told(found) == [
        ("events (1 object)", "not read of Popolo", ""), ("an organization", "it has no name", "organizations, 4"),
        ("a person", "it has no name", "persons, 3"), ("start_date soon", "it is no day", "memberships, 3"),
        ("a membership", "it says no organization", "memberships, 4"),
        ("a membership", "it says no person", "memberships, 5"),
    ]  # fmt: skip
    private = ("1961", "female", "ivy.jpg", "Acacia", "01632", "ben@home")
    assert [one for one in private if one in repr(found)] == []
    assert found.read_as == (("council.json", "people, organizations and memberships (Popolo)"),)


@pytest.mark.parametrize("wrapped", [lambda x: {"result": x}, lambda x: {"results": [x]}, lambda x: [x], lambda x: x])
def test_a_single_object_with_what_is_in_it(wrapped: Any) -> None:
    person = {
        "id": "p1", "name": "Cllr A Bee", "memberships": [
            {"organization": {"id": "o1", "name": "Audit Board", "classification": "board"}, "role": "Chair"},
            {"organization_id": "o9", "role": "Grand Vizier"}],
        "gender": "",
    }  # fmt: skip
    found = read(wrapped(person))
    assert seats(found) == [("Cllr A Bee", "Audit Board", "chair")]
    assert [what for what, _, _ in told(found)] == ["Grand Vizier (Cllr A Bee, popolo organization o9)"]


def test_an_organization_with_its_posts_and_people() -> None:
    body = {
        "name": "Audit Board", "classification": "board",
        "memberships": [
            {"person": {"name": "Cllr A Bee"}, "role": ""}, {"person": {"name": "Cllr C Dee"}, "role": "Substitute"}],
        "posts": [{"label": "Vice-Chair", "memberships": [{"person": {"id": "p3", "name": "Cllr E Eff"}}]}],
    }  # fmt: skip
    found = read(body)
    assert seats(found) == [("Cllr A Bee", "Audit Board", "member"), ("Cllr E Eff", "Audit Board", "vice_chair")]
    assert {seat.substitutes for seat in joined(found).seats} == {("Cllr C Dee",)}
    assert [body.name for body in joined(found).bodies] == ["Audit Board"]


def test_lists_in_files_of_their_own_belong_together() -> None:
    people = read([{"id": "p 1", "name": "Cllr A Bee", "family_name": "Bee"}, {"name": "stranger"}], "people.json")
    bodies = read([{"id": "o1", "name": "Audit Board", "classification": "board"}], "bodies.json")
    rows = read([{"person_id": "p 1", "organization_id": "o1", "role": "chair"}], "memberships.json")
    whole = Found(bodies=bodies.bodies, people=people.people, seats=rows.seats)
    assert seats(whole) == [("Cllr A Bee", "Audit Board", "chair")]
    assert told(people) == [("objects (1 object)", "not read of Popolo", "")]
    assert [one.seats for one in (joined(rows),)] == [()]


@pytest.mark.parametrize(
    ("thing", "told_of"),
    [
        ({"@type": "Person", "name": "Cllr A Bee"}, []),
        ({"name": "Audit Board", "memberships": [{"person_id": "p1", "role": "chair"}]}, []),
        ({"id": "p1", "given_name": "A", "family_name": "Bee", "on_behalf_of": {"id": "o1", "name": "x"}}, []),
        ({"person": {"id": "p1", "name": "A Bee"}, "organization": {"id": "o1", "name": "Audit Board"}, "role": "chair",
          "organization_id": "o1", "person_id": "p1", "on_behalf_of": {"id": "o2", "name": "NHS"}}, []),
    ],
)  # fmt: skip
def test_objects_are_known_by_their_word_or_keys(thing: dict[str, Any], told_of: list[str]) -> None:
    found = read(thing)
    assert found.people or found.bodies
    assert [what for what, _, _ in told(found)] == told_of


def test_an_object_that_stands_twice_is_one() -> None:
    bee = {"id": "p1", "name": "Cllr A Bee", "family_name": "Bee"}
    found = read({"persons": [bee, {**bee, "email": "a@anytown.example"}], "organizations": []})
    assert [(one.name, one.email) for one in found.people] == [("Cllr A Bee", "a@anytown.example")]


def test_a_vacancy_is_nobody() -> None:
    found = read({"persons": [{"id": "p1", "name": "Vacancy"}], "organizations": [], "memberships": [
        {"person_id": "p1", "organization": {"id": "o1", "name": "Audit Board"}}]})  # fmt: skip
    assert (found.people, found.seats) == ((), ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"persons": [{"id": "p1", "na', "breaks off in line 1"),
        ('{"persons": [\n{"id": "p1"},', "breaks off in line 2"),
        ('{"persons": [],\n,}', "goes wrong in line 2"),
        ('{"persons": [], "persons": []}', "gives the key persons twice"),
        ('{"persons": [{"id": NaN}]}', "has a number that is none, NaN"),
        ('{"persons": [{"id": -Infinity}]}', "has a number that is none, -Infinity"),
        ('{"persons": [{"id": 1e999}]}', "has a number that is none, 1e999"),
        ('{"persons": [{"id": ' + "9" * 5_000 + "}]}", "has a number that is none, 999"),
        ("[" * 200_000, "nests more deeply"),
        ("[" * 150 + "]" * 150, "nests more deeply"),
        ("[" + "{}," * 500_001 + "{}]", "has more in it than can be read"),
        ('{"hello": "world"}', "holds nothing that is known"),
        ('{"persons": []}', "has no people"),
        ('{"persons": [], "events": [{}]}', "has no people"),
        ("[]", "holds nothing that is known"),
        ("[1, null, true]", "holds nothing that is known"),
        ('[{"id": 1}]', "holds nothing that is known"),
    ],
)
def test_json_that_is_half_hostile_or_something_else_is_refused(text: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert says in refused.value.message
    assert refused.value.message.startswith("council.json ")


def test_texts_that_do_harm_are_none() -> None:
    long = "x" * 9_000
    found = read(
        '{"persons": [{"id": "p1", "name": "A\\ud800 Bee\\u202e"}, {"id": "p2", "name": "\\u0000"},'
        f'{{"id": "p3", "name": "{long}"}}, {{"id": 4, "name": ["C"]}}, {{"id": "p5", "name": "D  E"}}]}}'
    )
    assert [one.name for one in found.people] == ["A? Bee", "D E"]
    assert json_of(Content("x.json", b'{"a": 1.5}', "json")) == {"a": 1.5}


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("2026", False, date(2026, 1, 1)), ("2026", True, date(2026, 12, 31)), ("2028-02", True, date(2028, 2, 29)),
        ("2026-05", False, date(2026, 5, 1)), ("2026-05-21T10:00:00Z", False, date(2026, 5, 21)),
        ("2026-05-21 10:00", True, date(2026, 5, 21)), ("", True, None),
    ],
)  # fmt: skip
def test_days_and_parts_of_days(text: str, last: bool, day: date | None) -> None:  # noqa: FBT001 - of the table above
    assert day_in(text, last=last) == day


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "26", "0000", "yesterday"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(CellFault):
        day_in(text)
