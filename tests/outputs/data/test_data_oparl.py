"""OParl: every object is as the schemas ask, lies where its id says, and is read back by the import."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from builders import body, calendar, council, meeting, member, person, room
from outputs.data.oparl_schema import faults_of
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.found import Found
from scheduler.domain.problem import Problem
from scheduler.outputs.data import data_files, public_files
from scheduler.outputs.data.meetings import Edition
from scheduler.outputs.public_view import public_view
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source

BASE = "https://meetings.example.gov.uk/council"
HOSTILE = 'Arts, Books; & "Sons"\u2028</script>\x07 <b>\u0175'
COUNCIL = council(
    body("GB", name="Growth Board", open_to_public=True, classification="board", seats=9, start_date="2015-11-02"),
    body("A/B", name=HOSTILE, attendance_mode="online"),
    person("ANN", name="Leader of the Council", email="ann@example.gov.uk", dietary="vegan", access="wheelchair"),
    person("BEA", name=HOSTILE),
    member("ANN", "GB", "chair"),
    member("BEA", "GB", "vice_chair", start_date="2016-01-01", end_date="2016-06-30", on_behalf_of="NHS Trust"),
    member("BEA", "A/B", "adviser", voting=False),
    room("CR1", name="Committee Room 1", venue="Town Hall"),
)
PLAN = calendar(
    COUNCIL,
    meeting(COUNCIL, "GB", "2015-11-19", "10:00", room="CR1", venue="Town Hall", title="Annual Meeting"),
    meeting(COUNCIL, "GB", "2016-06-16", "18:30", status="cancelled"),
    meeting(COUNCIL, "A/B", "2016-01-14", "14:00"),
    generated="2015-10-01T09:00:00Z",
)


def found(data: bytes) -> Found:
    return joined(read_source(Content("oparl.json", data, "json")))


def objects(data: bytes) -> list[dict[str, Any]]:
    things: list[dict[str, Any]] = json.loads(data)["data"]
    return things


def on_site(problem: Problem = COUNCIL, read: dict[str, tuple[int, ...]] | None = None) -> dict[str, Any]:
    public, plan = public_view(problem, PLAN)
    made = public_files(Edition(public, plan, BASE, read or {}, plan.made_on))
    return {path: json.loads(file) for path, file in made if path.startswith("oparl/")}


def test_every_object_is_as_the_schemas_ask() -> None:
    for problem, plan in ((COUNCIL, PLAN), (invented_problem(), invented_plan())):
        things = objects(data_files(problem, plan)["oparl.json"])
        assert [fault for thing in things for fault in faults_of(thing)] == []
        assert len({thing["id"] for thing in things}) == len(things)
    assert {thing["type"].rpartition("/")[2] for thing in things} == {
        *("System", "Body", "Organization", "Person", "Membership", "Location", "Meeting"),
    }


def test_the_schemas_find_what_is_wrong() -> None:
    thing = {"id": "x", "type": "https://schema.oparl.org/1.1/Meeting", "start": "2015-11-19", "cancelled": "no",
             "name": "", "organization": "y", "location": {"type": "none"}, "points": 1}  # fmt: skip
    assert list(faults_of(thing)) == [
        "Meeting without created",
        "Meeting without modified",
        "Meeting.id is no url: 'x'",
        "Meeting.start is no date-time: '2015-11-19'",
        "Meeting.cancelled is no yes or no: 'no'",
        "Meeting.name is no text: ''",
        "Meeting.organization is no list",
        "Meeting.location is no Location",
        "none is no type",
        "none without id",
        "none without created",
        "none without modified",
        "none.type is no url: 'none'",
        "Meeting knows no points",
    ]


def test_what_is_written_reads_back_alike() -> None:
    council = found(data_files(COUNCIL, PLAN)["oparl.json"])
    first, second, third = council.meetings
    assert (first.date, first.start, first.end, first.place) == (dt.date(2015, 11, 19), 600, 720, "Committee Room 1")
    assert [(one.name, one.venue) for one in council.rooms] == [("Committee Room 1", "Town Hall")]
    assert (first.title, first.cancelled, third.date, third.cancelled) == (
        "Annual Meeting", False, dt.date(2016, 6, 16), True,
    )  # fmt: skip
    assert sorted(one.name for one in council.bodies) == ['Arts, Books; & "Sons" </script> <b>\u0175', "Growth Board"]
    assert second.body.startswith("Arts")
    growth = next(one for one in council.bodies if one.name == "Growth Board")
    assert (growth.classification, growth.seats, growth.start_date) == ("board", 9, dt.date(2015, 11, 2))
    assert max(one.name for one in council.people) == "Leader of the Council"
    seats = [(one.role, one.voting, one.on_behalf_of, one.start_date, one.end_date) for one in council.seats]
    assert seats == [
        ("chair", True, "", None, None),
        ("vice_chair", True, "NHS Trust", dt.date(2016, 1, 1), dt.date(2016, 6, 30)),
        ("adviser", False, "", None, None),
    ]
    assert [one.what for one in council.left_out if "System" not in one.what] == ["NHS Trust"]


def test_nothing_private_is_in_it() -> None:
    text = b"".join(data_files(COUNCIL, PLAN).values()).decode()
    assert [word for word in ("ann@", "vegan", "wheelchair", "apolog") if word in text] == []


def test_each_object_of_the_site_lies_where_its_id_says_and_lists_hold_them() -> None:
    files = on_site()
    for path, thing in files.items():
        for one in thing.get("data", [thing]):
            assert list(faults_of(one)) == []
            assert files[unquote(one["id"].removeprefix(f"{BASE}/"))] == one, path
    system = files["oparl/system.json"]
    (authority,) = files[system["body"].removeprefix(f"{BASE}/")]["data"]
    for name in ("organization", "person", "meeting", "paper", "membership", "locationList"):
        listed = files[authority[name].removeprefix(f"{BASE}/")]
        assert listed["pagination"]["totalElements"] == len(listed["data"])
    assert [one["shortName"] for one in files["oparl/organizations.json"]["data"]] == ["GB"]
    assert files["oparl/people.json"]["data"] == files["oparl/memberships.json"]["data"] == []


def test_a_meeting_that_everybody_could_read_is_said_to_be_deleted_and_one_cancelled_is_not() -> None:
    (gone, *_) = (one.uid for one in PLAN.meetings if one.body == "A/B")
    meetings = on_site(read={gone: (0,), "never": ()})["oparl/meetings.json"]["data"]
    assert [(one.get("cancelled"), one.get("deleted")) for one in meetings] == [
        (False, None), (True, None), (None, True),
    ]  # fmt: skip
    assert "name" not in meetings[-1]
    assert meetings[-1]["id"].endswith("a%252Fb-1.json")


def test_a_meeting_of_a_body_that_is_gone_is_named_as_it_was() -> None:
    things = objects(data_files(replace(COUNCIL, bodies={}, memberships=()), PLAN)["oparl.json"])
    assert sorted(one["name"] for one in things if one["type"].endswith("Organization")) == ["A/B", "GB"]
    assert [one["organization"][0].rpartition("/")[2] for one in things if one["type"].endswith("Meeting")] == [
        "GB.json", "A%252FB.json", "GB.json",
    ]  # fmt: skip
