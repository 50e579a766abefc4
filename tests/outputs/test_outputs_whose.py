"""In a calendar of several authorities, whatever speaks for one body or person speaks as their own authority."""

import datetime as dt
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from builders import body, calendar, council, day, decision, meeting, member, person, room
from outputs.html_tree import text_of, tree
from outputs.in_languages import paragraphs, writing_to
from outputs.notices.a_change import dates, first

from scheduler.domain.authorities import Authority
from scheduler.languages import IN_WELSH, WELSH, writing_in
from scheduler.outputs.data.events import events_in_page
from scheduler.outputs.data.meetings import Edition
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.day_papers.member_pages import member_pages
from scheduler.outputs.feeds import feeds
from scheduler.outputs.naming import whole_title
from scheduler.outputs.notices.outbox import files_of
from scheduler.outputs.pages.forward_plan import forward_plan_page
from scheduler.outputs.pages.planner import Year, heading
from scheduler.outputs.site.contents import whom_to_ask
from scheduler.outputs.site.letters import letters
from scheduler.outputs.site.register import Register

COUNTY, ESKDALE = "Dales County Council", "Eskdale District Council"
OURS, THEIRS = "Joint Team <team@dales.example>", "Eskdale Committees <committees@eskdale.example>"
JOINT = council(
    Authority("ESK", ESKDALE, "Eskdale", organiser=THEIRS, contact="Ask Eskdale", welsh_name="Cyngor Eskdale"),
    Authority("CO", COUNTY),
    body("CAB", name="Cabinet", legal_kind="executive", open_to_public=True),
    body("ESK-EX", name="Executive", legal_kind="executive", authority="ESK", open_to_public=True),
    member("ANN", "CAB"), member("BOB", "ESK-EX"), member("TWO", "CAB"), member("TWO", "ESK-EX"),
    *(person(code, name=f"Councillor {code}", email=f"{code}@x.example") for code in ("ANN", "BOB", "TWO")),
    decision("D1", "CAB", title="Roads", key=True), decision("D2", "ESK-EX", title="Bins", key=True),
    room("CR1"),
    title="Joint calendar", authority=COUNTY, welsh_authority="Cyngor Sir", organiser=OURS,
    contact="Ask the joint team",
)  # fmt: skip
HELD = (("CAB", "2015-11-19"), ("ESK-EX", "2015-11-19"))
PLAN = calendar(JOINT, meeting(JOINT, *HELD[0]), meeting(JOINT, *HELD[1], start="14:00", end="16:00"))
SIGNED = {"ANN": COUNTY, "BOB": ESKDALE, "TWO": COUNTY}


def test_a_letter_is_signed_by_the_authority_of_all_its_meetings_or_by_who_keeps_the_calendar() -> None:
    change = first(JOINT, *dates(JOINT, *HELD))
    closings = {code: change.letter_to(code).closing[1:] for code in SIGNED}
    assert closings == {
        "ANN": ("Joint Team", COUNTY), "BOB": ("Eskdale Committees", ESKDALE), "TWO": ("Joint Team", COUNTY)
    }  # fmt: skip
    assert "please ask: Ask Eskdale." in change.letter_to("BOB").closing[0]
    assert change.letter_to("TWO").opening.startswith("These are your meetings in the calendar “Joint calendar”.")


def test_each_invitation_is_in_the_name_of_who_invites_to_that_meeting() -> None:
    change = first(JOINT, *dates(JOINT, *HELD))
    made = files_of(change.outbox(), dt.datetime(2015, 11, 2, 9, tzinfo=dt.UTC))
    who = {
        path.split("/")[2] + " " + ("ESK" if "Executive" in path else "CAB"): content.decode().replace("\r\n ", "")
        for path, content in made.items()
        if path.startswith("notices/invitations/") and path.endswith(".ics")
    }
    assert {name: "committees@eskdale.example" in text for name, text in who.items()} == {
        "Councillor ANN (ANN) CAB": False, "Councillor BOB (BOB) ESK": True,
        "Councillor TWO (TWO) CAB": False, "Councillor TWO (TWO) ESK": True,
    }  # fmt: skip
    lines = {path[-9:-6]: paragraphs(content) for path, content in made.items() if path.endswith(").docx")}
    assert {code: found.count(SIGNED[code]) for code, found in lines.items()} == dict.fromkeys(SIGNED, 2)


def test_a_letter_with_a_link_and_its_page_are_of_the_members_own_authority() -> None:
    book = openpyxl.load_workbook(BytesIO(letters(JOINT, PLAN, Register(bytes(32)), "https://x.example")))
    rows = list(book["Letters"].iter_rows(min_row=2, values_only=True))
    assert {row[0]: str(row[-1]).rpartition("\n\n")[2] for row in rows} == SIGNED
    assert {code: whom_to_ask(JOINT, code) for code in SIGNED} == SIGNED
    assert whom_to_ask(JOINT) == COUNTY


def test_events_say_whose_they_are_for_calendars_and_for_search_engines() -> None:
    made = {code: feeds(JOINT, PLAN)[f"bodies/{code}.ics"].decode() for code in ("CAB", "ESK-EX")}
    assert {code: f"CONTACT:{whose}" in made[code] for code, whose in (("CAB", COUNTY), ("ESK-EX", ESKDALE))} == {
        "CAB": True, "ESK-EX": True
    }  # fmt: skip
    found = str(events_in_page(Edition(JOINT, PLAN, "https://x.example")))
    assert [found.count(f'"name":"{whose}"') for whose in (COUNTY, ESKDALE)] == [1, 1]


def test_a_members_page_of_the_day_says_whom_to_ask_of_their_own_council() -> None:
    lines = paragraphs(member_pages(Day(JOINT, PLAN, day("2015-11-19"))) or b"")
    asked = [before for line, before in pairwise(lines) if line == "Questions, and the way in"]
    assert sorted(asked) == ["Ask Eskdale", "Ask the joint team", "Ask the joint team"]


def test_the_forward_plan_names_each_authority_and_where_its_documents_are() -> None:
    text = text_of(tree(forward_plan_page(JOINT, PLAN, day("2015-11-02"))))
    assert f"{COUNTY}: Ask the joint team; {ESKDALE}: Ask Eskdale" in text


def test_what_speaks_for_all_has_the_title_of_the_whole() -> None:
    assert whole_title(JOINT, PLAN) == "Joint calendar"
    assert heading(Year(JOINT, PLAN)).authority is None


@pytest.mark.parametrize(("code", "whose"), [("ANN", "Cyngor Sir"), ("BOB", "Cyngor Eskdale"), ("TWO", "Cyngor Sir")])
def test_in_welsh_each_authority_has_its_welsh_name(code: str, whose: str) -> None:
    problem = writing_to(JOINT, IN_WELSH)
    with writing_in(WELSH):
        assert whom_to_ask(problem, code) == whose
