"""A member's own meetings on their private page: each with their part in it, and nobody else's."""

import datetime as dt
from dataclasses import replace

from outputs.html_tree import by_id, text_of, tree, with_class
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.pages.meetings import Month
from scheduler.outputs.site import private_path, site
from scheduler.outputs.site.members import meetings_of_each, own_meetings
from scheduler.outputs.site.register import Register, private_address

REGISTER = Register(bytes(32))
NOW = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


def months_of(person: str, problem: Problem | None = None, plan: Plan | None = None) -> tuple[Month, ...]:
    own = meetings_of_each(plan or invented_plan()).get(person, ())
    return own_meetings(problem or invented_problem(), person, own)


def listed(person: str, problem: Problem | None = None, plan: Plan | None = None) -> list[str]:
    months = months_of(person, problem, plan)
    return [f"{one.date} {one.name}: {one.agenda}" for month in months for one in month.meetings]


def test_each_meeting_is_listed_with_the_members_own_part() -> None:
    assert listed("NHS") == [
        "Thu 19 Nov Health and Wellbeing Board: You attend.",
        "Thu 20 May Children's Trust Board: You attend.",
        "Thu 20 May Health and Wellbeing Board: You send apologies.",
        "Thu 1 Jul Arts, Books; and Back\\slash Group: You attend.",
    ]
    assert listed("DPH")[:3] == [
        "Fri 23 Oct Audit Committee: You attend as adviser.",
        "Thu 19 Nov Children's Trust Board: You attend as chair.",
        "Thu 19 Nov Health and Wellbeing Board: You do not attend: a substitute sits in your place.",
    ]
    assert listed("DEP") == [
        "Thu 5 Nov OLD: It will not be held.",
        "Thu 19 Nov Health and Wellbeing Board: You sit there for another member.",
        "Thu 20 May Health and Wellbeing Board: You sit there for another member.",
    ]


def test_an_entry_says_when_where_how_and_how_firm() -> None:
    november, *_, july = months_of("NHS")
    (board,), (online,) = november.meetings, july.meetings
    assert (november.name, july.name) == ("November 2026", "July 2027")
    assert (board.hours, board.where, board.tags) == (
        "09:30 to 11:30",
        "Committee Room 1, Town Hall, Market Place, AL1 1AA",
        (("confirmed", "Confirmed"), ("held", "In person")),
    )
    assert (online.where, online.tags) == ("", (("provisional", "Provisional"), ("held", "Online")))


def test_apologies_and_cancelled_meetings_are_marked() -> None:
    may = next(one for one in months_of("NHS") if one.name == "May 2027")
    assert may.meetings[-1].tags == (
        ("provisional", "Provisional"),
        ("away", "Apologies"),
        ("held", "In person"),
    )
    gone = Attendance("NHS", "member", voting=True, outcome="apologies")
    off = tuple(replace(one, status="cancelled", attendance=(gone,)) for one in invented_plan().meetings[:1])
    ((entry,),) = (one.meetings for one in months_of("NHS", plan=replace(invented_plan(), meetings=off)))
    assert (entry.classes, entry.agenda) == ("meeting cancelled", "It will not be held.")
    assert entry.tags == (("cancelled", "Cancelled"), ("held", "Hybrid"))


def test_what_is_left_of_the_year_before_is_listed_too() -> None:
    seat = Attendance("..", "member", voting=True, outcome="attends")
    last = Meeting("last", "AUD", 9, dt.date(2026, 9, 29), 600, 660, attendance=(seat,))
    before = replace(invented_plan(), meetings=(last,), occurrences=())
    found = listed("..", plan=replace(invented_plan(), earlier=(before,)))
    assert found[0] == "Tue 29 Sep Audit Committee: You attend."


def test_the_page_shows_them_beside_the_links_and_names_nobody_else() -> None:
    problem = invented_problem()
    files = site(problem, invented_plan(), REGISTER, "https://meetings.example.gov.uk", NOW)
    for code, own in problem.people.items():
        text = files[private_path(private_address(REGISTER, code) or "", ".html")].decode()
        assert [one.name for one in problem.people.values() if one.name in text and one.name not in own.name] == []
        entries = with_class(by_id(tree(text), "meetings"), "meeting")
        names = [text_of(with_class(one, "name")[0]) for one in entries]
        assert names == [line.split(" ", 3)[3].partition(": ")[0] for line in listed(code)]


def test_whoever_has_no_meeting_is_told_so() -> None:
    files = site(invented_problem(), replace(invented_plan(), meetings=()), REGISTER, "https://m.example.gov.uk", NOW)
    page = tree(files[private_path(private_address(REGISTER, "LDR") or "", ".html")].decode())
    assert text_of(by_id(page, "meetings")) == "Your meetings, month by month No meeting of yours is in this calendar."
