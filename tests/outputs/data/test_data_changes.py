"""What changed, as Atom, and in the page as schema.org: what everybody could read, and no draft in between."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from builders import body, calendar, council, meeting, room
from defusedxml.ElementTree import fromstring
from outputs.feeds.a_life import planned, read_back
from outputs.html_tree import tree

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.data import data_files
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.site import site_of
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.register import Register, read_register, write_register
from scheduler.outputs.site.sent import sending_of

BASE = "https://meetings.example.gov.uk"
ATOM = "{http://www.w3.org/2005/Atom}"
COUNCIL = council(
    body("GB", name="Growth Board", open_to_public=True),
    body("PRI", name="Private Group"),
    room("CR1", name="Room 1", venue="Town Hall"),
    authority="Aldermoor Council",
)


class Site:
    """A site that is published over and over."""

    def __init__(self, path: Path, problem: Problem = COUNCIL) -> None:
        self.path, self.problem = path, problem
        write_register(path, Register(bytes(32)))

    def published(self, plan: Plan) -> dict[str, bytes]:
        """Publish, and return the files."""
        register = read_register(self.path)
        assert register is not None
        contents = Contents(self.problem, plan, plan.made_on, BASE)
        sent = sending_of(contents).added_to(register.sent)
        register = Register(register.secret, sent=sent)
        write_register(self.path, register)
        moment = dt.datetime.fromisoformat(plan.generated)
        return dict(site_of(contents, register, BASE, moment))


def entries(data: bytes) -> list[tuple[str, str, str]]:
    root = fromstring(data)
    found = root.findall(f"{ATOM}entry")
    return [
        (one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}updated"), one.findtext(f"{ATOM}content")) for one in found
    ]


def events(page: bytes) -> list[dict[str, Any]]:
    (script,) = tree(page.decode()).iter("script")
    found: list[dict[str, Any]] = json.loads(script.text or "")["@graph"]
    return found


def at(day: str, before: Plan | None, moment: str, **fields: Any) -> Plan:
    return planned(
        COUNCIL, moment, before,
        meeting(COUNCIL, "GB", day, "10:00", **{"room": "CR1", "venue": "Town Hall", **fields}),
        meeting(COUNCIL, "PRI", "2015-12-10", "14:00"),
    )  # fmt: skip


def test_the_public_sees_a_move_from_where_it_was_published_and_officers_every_step(tmp_path: Path) -> None:
    site = Site(tmp_path / "register.json")
    first = at("2015-11-19", None, "2015-10-01T09:00:00Z")
    files = site.published(first)
    assert entries(files["changes.atom"]) == [
        ("Added: Growth Board on Thursday 19 November 2015 at 10:00", "2015-10-01T09:00:00Z",
         "Growth Board on Thursday 19 November 2015 at 10:00"),
    ]  # fmt: skip
    draft = at("2015-11-24", first, "2015-10-02T09:00:00Z")
    last = at("2015-11-26", draft, "2015-10-03T09:00:00Z")
    files = site.published(last)
    (moved, _) = entries(files["changes.atom"])
    assert moved == (
        "Moved: Growth Board on Thursday 26 November 2015 at 10:00", "2015-10-03T09:00:00Z",
        "It was to be on Thursday 19 November 2015 at 10:00.\nIt is from 10:00 to 12:00, Room 1, Town Hall.",
    )  # fmt: skip
    assert b"24 November" not in files["changes.atom"]
    (event,) = events(files["index.html"])
    assert (event["eventStatus"], event["startDate"], event["previousStartDate"]) == (
        "https://schema.org/EventRescheduled", "2015-11-26T10:00+00:00", "2015-11-19T10:00+00:00",
    )  # fmt: skip
    titles = [title for title, *_ in entries(data_files(COUNCIL, last)["changes.atom"])]
    assert titles == [
        "Moved: Growth Board on Thursday 26 November 2015 at 10:00",
        "Moved: Growth Board on Tuesday 24 November 2015 at 10:00",
        "2 meetings added",
    ]


def test_ids_stay_and_what_is_told_is_never_told_otherwise(tmp_path: Path) -> None:
    site = Site(tmp_path / "register.json")
    first = at("2015-11-19", None, "2015-10-01T09:00:00Z")
    one = fromstring(site.published(first)["changes.atom"])
    two = fromstring(site.published(at("2015-11-26", first, "2015-10-03T09:00:00Z"))["changes.atom"])
    ids = [[entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")] for root in (one, two)]
    assert ids[1][1:] == ids[0]
    assert len(set(ids[1])) == 2
    assert one.findtext(f"{ATOM}id") == two.findtext(f"{ATOM}id")
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", str(found)) for found in ids[1])


def after(plan: Plan, moment: str, **fields: Any) -> Plan:
    """Return the plan with the board's meeting changed."""
    meetings = tuple(replace(one, **fields) if one.body == "GB" else one for one in plan.meetings)
    return read_back(revised(replace(COUNCIL, baseline=plan), replace(plan, meetings=meetings, generated=moment)))


def test_a_meeting_that_is_cancelled_renamed_moved_elsewhere_or_confirmed_says_so() -> None:
    plan = at("2015-11-19", None, "2015-10-01T09:00:00Z")
    plan = after(plan, "2015-10-02T09:00:00Z", status="confirmed")
    plan = after(plan, "2015-10-03T09:00:00Z", title="Annual Meeting")
    plan = after(plan, "2015-10-04T09:00:00Z", room=None, venue=None)
    plan = after(plan, "2015-10-05T09:00:00Z", status="cancelled")
    plan = after(plan, "2015-10-06T09:00:00Z", status="confirmed", room="CR1", venue="Town Hall")
    named, added = "Growth Board (Annual Meeting) on Thursday 19 November 2015 at 10:00", "Growth Board on Thursday"
    lines = f"{added} 19 November 2015 at 10:00\nPrivate Group on Thursday 10 December 2015 at 14:00"
    assert [(title, lines) for title, _, lines in entries(data_files(COUNCIL, plan)["changes.atom"])] == [
        (f"Held after all: {named}",
         "It was to be in a place not yet known.\nIt is from 10:00 to 12:00, Room 1, Town Hall."),
        (f"Cancelled: {named}", "It will not be held."),
        (f"Changed: {named}",
         "It was to be in Room 1, Town Hall.\nIt is from 10:00 to 12:00, place to be announced."),
        (f"Changed: {named}", "It was called Growth Board.\nIt is from 10:00 to 12:00, Room 1, Town Hall."),
        (f"Confirmed: {added} 19 November 2015 at 10:00", f"{added} 19 November 2015 at 10:00"),
        ("2 meetings added", lines),
    ]  # fmt: skip


def test_the_page_says_how_each_meeting_is_held(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script>&\u2028"
    problem = council(
        body("GB", name=evil, open_to_public=True, attendance_mode="hybrid"),
        body("ONL", open_to_public=True, attendance_mode="online"),
        body("PER", open_to_public=True),
        room("CR1", name="Room 1", venue="Town Hall"),
    )
    plan = calendar(
        problem,
        meeting(problem, "GB", "2015-11-19", room="CR1", venue="Town Hall", status="cancelled"),
        meeting(problem, "ONL", "2015-11-20"),
        meeting(problem, "PER", "2015-11-21", status="confirmed", room=None, venue=None),
        generated="2015-10-01T09:00:00Z",
    )
    page = Site(tmp_path / "register.json", problem).published(read_back(revised(problem, plan)))["index.html"]
    hybrid, online, in_person = events(page)
    assert hybrid["name"] == "</script><script>alert(1)</script>&"
    assert hybrid["eventStatus"] == "https://schema.org/EventCancelled"
    assert [one["@type"] for one in hybrid["location"]] == ["Place", "VirtualLocation"]
    assert hybrid["location"][0] == {"@type": "Place", "name": "Room 1, Town Hall", "address": "Town Hall"}
    assert online["location"] == {"@type": "VirtualLocation", "url": f"{BASE}/index.html#month-2015-11"}
    assert online["description"] == "Provisional: the date may still change."
    assert in_person["location"] == {"@type": "Place", "name": "To be announced"}
    assert in_person["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert "description" not in in_person


def test_a_calendar_without_meetings_has_a_feed_without_entries() -> None:
    root = fromstring(data_files(COUNCIL, calendar(COUNCIL))["changes.atom"])
    assert root.findtext(f"{ATOM}updated") == "2015-11-01T00:00:00Z"
    assert root.findall(f"{ATOM}entry") == []


def test_pages_name_what_else_shows_the_same(tmp_path: Path) -> None:
    files = Site(tmp_path / "register.json").published(at("2015-11-19", None, "2015-10-01T09:00:00Z"))
    for page in ("index.html", "subscribe.html"):
        others = [one for one in tree(files[page].decode()).iter("link") if one.get("rel") == "alternate"]
        assert [one.get("type") for one in others] == ["text/calendar", "application/atom+xml", "application/json"]
        assert all(one.get("href") in files for one in others)
