import base64
import datetime as dt
import hashlib
import re
from collections import Counter
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from outputs.html_tree import by_id, text_of, tree, with_class
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Meeting, Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.wording import WEEKDAY_NAMES
from scheduler.outputs.colours import COLOURS
from scheduler.outputs.data import data_files
from scheduler.outputs.feeds import feeds
from scheduler.outputs.pages import page

HOSTILE = "<script>alert(1)</script><b title=\"'&"


def page_of(problem: Problem | None = None, plan: Plan | None = None) -> Element:
    return tree(page(problem or invented_problem(), plan or invented_plan()))


@pytest.fixture(scope="module")
def document() -> Element:
    return page_of()


def rows(section: Element) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in section.iter("tr")]


def test_the_same_plan_is_the_same_page() -> None:
    assert page(invented_problem(), invented_plan()) == page(invented_problem(), invented_plan())


def test_nothing_is_asked_of_the_network_and_no_script_runs(document: Element) -> None:
    assert [one.tag for one in document.iter() if one.tag in {"script", "img", "iframe", "object"}] == []
    addresses = [one.get(name, "") for one in document.iter() for name in ("href", "src", "action") if one.get(name)]
    assert [address for address in addresses if re.match(r"[a-z]+:(?!,)|//", address)] == []
    assert [one.get("style") for one in document.iter() if one.get("style")] == []


def test_the_policy_lets_in_this_stylesheet_and_nothing_else(document: Element) -> None:
    (style,) = document.iter("style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    (policy,) = (one.get("content") for one in document.iter("meta") if one.get("http-equiv"))
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_every_link_leads_somewhere(document: Element) -> None:
    ids = Counter(one.get("id") for one in document.iter() if one.get("id"))
    assert {name: count for name, count in ids.items() if count > 1} == {}
    addresses = {one.get("href", "") for one in document.iter("a")}
    assert {address[1:] for address in addresses if address.startswith("#")} - set(ids) == set()
    files = {unquote(address) for address in addresses if not address.startswith("#")}
    paths = (path for path in feeds(invented_problem(), invented_plan()) if not path.startswith("meetings/"))
    written = {f"feeds/{path}" for path in paths}
    data = {f"data/{name}" for name in data_files(invented_problem(), invented_plan())}
    assert files == {"calendar.xlsx", "consultation.xlsx", *data, *written}


def test_labels_and_regions_name_what_is_there(document: Element) -> None:
    ids = {one.get("id") for one in document.iter()}
    named = {one.get(name) for one in document.iter() for name in ("for", "aria-labelledby") if one.get(name)}
    assert named <= ids


def test_hostile_text_is_only_text() -> None:
    problem, plan = invented_problem(), invented_plan()
    bodies = {code: replace(body, name=HOSTILE) for code, body in problem.bodies.items()}
    rooms = {code: replace(room, name=HOSTILE, venue=HOSTILE) for code, room in problem.rooms.items()}
    themes = {code: replace(theme, title=HOSTILE) for code, theme in problem.themes.items()}
    settings = replace(problem.settings, authority=HOSTILE)
    problem = replace(problem, bodies=bodies, rooms=rooms, themes=themes, settings=settings)
    read = page_of(problem, replace(plan, title=HOSTILE))
    assert [one for one in read.iter() if one.tag in {"script", "b"}] == []
    assert text_of(next(read.iter("h1"))) == HOSTILE


def test_no_address_and_no_diet_of_a_person_is_shown() -> None:
    text = page(invented_problem(), invented_plan())
    assert [word for word in ("vegan", "leader@", "dph@") if word in text] == []


def test_members_feeds_stand_apart_with_a_warning(document: Element) -> None:
    (own,) = (one for one in document.iter("details") if "people/" in "".join(a.get("href", "") for a in one.iter("a")))
    assert text_of(own).startswith("Members' own feeds, for officers Not for publication.")
    links = [one for one in document.iter("a") if re.search("people/|busy/", one.get("href", ""))]
    assert links == list(own.iter("a"))


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        (["confirmed", "provisional"], "2 meetings of 1 body. 1 is provisional and may still change."),
        (["provisional", "provisional"], "2 meetings of 1 body. All are provisional and may still change."),
        (["confirmed", "cancelled"], "1 meeting of 1 body. All are confirmed."),
        (["cancelled", "cancelled"], "0 meetings of 0 bodies."),
    ],
)
def test_the_head_says_how_firm_the_calendar_is(statuses: list[str], sentence: str) -> None:
    plan = invented_plan()
    meetings = zip((plan.meetings[0], plan.meetings[5]), statuses, strict=True)
    plan = replace(
        plan, meetings=tuple(replace(meeting, status=status) for meeting, status in meetings), occurrences=()
    )
    (summary,) = with_class(page_of(plan=plan), "summary")
    assert text_of(summary) == sentence


def test_the_head_names_authority_title_and_year(document: Element) -> None:
    assert text_of(next(document.iter("header"))).startswith(
        "Aldermoor Borough Council Aldermoor Partnership 2026-27 PARTLY PROVISIONAL "
        "Thursday 1 October 2026 to Thursday 30 September 2027 "
        "9 meetings of 5 bodies, 2 meeting days. 4 are provisional and may still change. "
    )
    assert (
        text_of(next(document.iter("footer")))
        == "Made by meeting-day on Monday 3 August 2026 from the input 5a5a5a5a5a5a."
    )


def test_what_is_not_known_is_not_said() -> None:
    problem = invented_problem()
    problem = replace(problem, settings=replace(problem.settings, authority=None), rooms={}, people={}, memberships=())
    problem = replace(problem, meeting_days={})
    plan = replace(invented_plan(), occurrences=(), tiers=(), wishes=(), generated="", meetings=())
    read = page_of(problem, plan)
    assert [text_of(one) for one in next(read.iter("nav")).iter("a")] == [
        "Meetings by month",
        "Year at a glance",
        "Bodies",
        "Files and feeds",
        "Glossary",
    ]
    assert with_class(read, "authority") == []
    assert text_of(next(read.iter("footer"))) == "Made by meeting-day from the input 5a5a5a5a5a5a."
    assert [text_of(one) for one in by_id(read, "feeds").iter("summary")] == ["CSV for Outlook, body by body"]


def test_the_list_stands_before_the_planner(document: Element) -> None:
    (calendar,) = with_class(document, "calendar")
    assert [part.get("id") for part in calendar] == ["meetings", "year"]


def test_a_calendar_that_is_confirmed_is_not_called_provisional() -> None:
    plan = invented_plan()
    confirmed = tuple(replace(one, status="confirmed") for one in plan.meetings)
    assert with_class(page_of(plan=replace(plan, meetings=confirmed)), "firmness") == []
    (said,) = with_class(
        page_of(plan=replace(plan, meetings=tuple(replace(one, status="provisional") for one in confirmed))), "firmness"
    )
    assert text_of(said) == "PROVISIONAL"


def test_the_planner_has_a_table_for_each_month_with_a_row_for_each_week(document: Element) -> None:
    months = with_class(document, "planner")
    assert [text_of(next(one.iter("caption"))) for one in months] == [
        "October 2026", "November 2026", "December 2026", "January 2027", "February 2027", "March 2027",
        "April 2027", "May 2027", "June 2027", "July 2027", "August 2027", "September 2027",
    ]  # fmt: skip
    for month in months:
        head, *weeks = month.iter("tr")
        assert [text_of(cell)[2:] for cell in head] == [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ]  # fmt: skip
        assert {len(week) for week in weeks} == {7}
    assert [len(list(one.iter("tr"))) - 1 for one in months] == [5, 6, 5, 5, 4, 5, 5, 6, 5, 5, 6, 5]


def test_weeks_outside_the_calendar_are_left_out() -> None:
    plan = replace(invented_plan(), start_date=dt.date(2026, 10, 21), end_date=dt.date(2027, 9, 3))
    months = with_class(page_of(plan=plan), "planner")
    assert [len(list(one.iter("tr"))) - 1 for one in (months[0], months[-1])] == [2, 1]


def test_each_code_has_the_colour_and_the_name_of_its_body(document: Element) -> None:
    (key,) = with_class(document, "codes")
    assert [(one.get("class"), text_of(one)) for one in key] == [
        ("c1", "HWB Health and Wellbeing Board"),
        ("c2", "CTB Children's Trust Board"),
        ("c3", "ALB Aldermoor Board"),
        ("c4", "AUD Audit Committee"),
        ("c5", "A/B Arts, Books; and Back\\slash Group"),
        ("c6", "OLD OLD"),
    ]
    (style,) = document.iter("style")
    assert re.findall(r"\.c(\d+) \{ --own: (#\w+) \}", style.text or "") == [
        (str(number), colour) for number, colour in enumerate(COLOURS[:6], start=1)
    ]


def test_many_bodies_are_named_under_their_classification() -> None:
    codes = [f"B{number:02d}" for number in range(13)]
    bodies = {code: Body(code, f"Body {code}", classification="committee") for code in codes}
    meetings = tuple(Meeting(code, code, 1, dt.date(2026, 11, 7), 600, 660) for code in codes)
    problem = replace(invented_problem(), bodies=bodies, memberships=(), closed_dates=())
    read = page_of(problem, replace(invented_plan(), meetings=meetings, occurrences=()))
    ((group,),) = with_class(read, "codes")
    assert group.get("class") == "c1"
    assert text_of(next(group.iter("p"))) == "Committee"
    assert [text_of(one) for one in group.iter("li")][1:] == [f"{code} Body {code}" for code in codes]


@pytest.mark.parametrize(
    ("code", "day", "style"),
    [
        ("AUD", dt.date(2026, 11, 6), "{ --code: 2.31; --wide: 5; --across: 4 }"),
        ("iii", dt.date(2026, 11, 6), "{ --code: 1.08; --wide: 5; --across: 4 }"),
        ("W" * 40, dt.date(2026, 11, 7), "{ --code: 14.0; --wide: 7; --across: 4 }"),
        ("AUD", dt.date(2027, 10, 29), "{ --code: 2.31; --wide: 5; --across: 5 }"),
    ],
)
def test_the_planner_is_as_wide_as_its_codes_and_its_days_ask(code: str, day: dt.date, style: str) -> None:
    meetings = (Meeting("one", code, 1, day, 600, 660),)
    read = page_of(plan=replace(invented_plan(), meetings=meetings, occurrences=()))
    (written,) = read.iter("style")
    assert f".months {style}" in (written.text or "")


def test_a_calendar_without_meetings_has_no_codes() -> None:
    read = page_of(plan=replace(invented_plan(), meetings=(), occurrences=()))
    assert with_class(read, "codes") == []
    (written,) = read.iter("style")
    assert ".months { --code: 1.0; --wide: 5; --across: 4 }" in (written.text or "")


def day_cell(document: Element, month: str, day: int) -> Element:
    (planner,) = (one for one in with_class(document, "planner") if text_of(next(one.iter("caption"))) == month)
    (cell,) = (
        cell for cell in planner.iter("td") for number in with_class(cell, "number") if text_of(number) == str(day)
    )
    return cell


def cell_of_weekday(name: str) -> int:
    return WEEKDAY_NAMES.index(name)


def test_meetings_and_meeting_days_stand_on_their_day(document: Element) -> None:
    cell = day_cell(document, "November 2026", 19)
    assert cell.get("class") == "has-day"
    assert [(text_of(link), link.get("class"), link.get("href")) for link in cell.iter("a")] == [
        ("PD, Partnership Day", "whole-day", "#day-1"),
        ("CTB, Children's Trust Board, 09:30", "chip confirmed c2", "#meeting-3"),
        ("HWB, Health and Wellbeing Board, 09:30", "chip confirmed c1", "#meeting-4"),
        ("ALB, Aldermoor Board, 13:30", "chip confirmed c3", "#meeting-5"),
    ]
    (row,) = (row for row in with_class(document, "planner")[1].iter("tr") if cell in list(row))
    assert list(row).index(cell) == cell_of_weekday("Thursday")


def test_a_cancelled_meeting_says_so_where_it_stands(document: Element) -> None:
    (link,) = day_cell(document, "March 2027", 29).iter("a")
    assert (text_of(link), link.get("class")) == ("AUD, Audit Committee, 18:30, cancelled", "chip cancelled c4")


@pytest.mark.parametrize(
    ("month", "day", "classes"),
    [
        ("October 2026", 1, None),
        ("October 2026", 3, "weekend"),
        ("December 2026", 25, "closed"),
        ("December 2026", 26, "weekend closed"),
        ("February 2027", 15, "avoided"),
        ("August 2027", 4, None),
        ("August 2027", 30, "closed"),
    ],
)
def test_days_show_whether_anything_may_be_held(document: Element, month: str, day: int, classes: str | None) -> None:
    assert day_cell(document, month, day).get("class") == classes


def test_days_outside_the_calendar_are_marked_and_earlier_meetings_shown() -> None:
    plan = invented_plan()
    early = replace(plan.meetings[0], date=dt.date(2026, 9, 28))
    read = page_of(plan=replace(plan, meetings=(early, *plan.meetings[1:])))
    assert day_cell(read, "September 2026", 28).get("class") == "outside"
    assert text_of(by_id(read, "month-2026-09")).startswith("September 2026 Mon 28 Sep 18:30 to 20:30 Audit Committee")


def test_closed_days_are_told_in_words(document: Element) -> None:
    details = next(by_id(document, "year").iter("details"))
    assert [text_of(one) for one in details.iter() if one.tag in {"h3", "li"}] == [
        "Closed",
        "Thu 24 Dec 2026: Offices shut for Christmas",
        "Fri 25 Dec 2026: public holiday (Christmas Day)",
        "Mon 28 Dec 2026: public holiday (Boxing Day (observed))",
        "Tue 29 Dec 2026 to Thu 31 Dec 2026: Offices shut for Christmas",
        "Fri 1 Jan 2027: public holiday (New Year's Day)",
        "Fri 26 Mar 2027: public holiday (Good Friday)",
        "Mon 29 Mar 2027: public holiday (Easter Monday)",
        "Mon 3 May 2027: public holiday (May Day)",
        "Mon 31 May 2027: public holiday (Spring Bank Holiday)",
        "Mon 30 Aug 2027: public holiday (Late Summer Bank Holiday)",
        "Better avoided",
        "Mon 15 Feb 2027 to Fri 19 Feb 2027: Half term",
    ]


def test_a_calendar_without_closed_days_says_nothing_of_them() -> None:
    problem, plan = invented_problem(), invented_plan()
    settings = replace(problem.settings, start_date=dt.date(2026, 10, 1), end_date=dt.date(2026, 10, 31))
    plan = replace(plan, end_date=dt.date(2026, 10, 31), meetings=plan.meetings[:1], occurrences=())
    read = page_of(replace(problem, settings=settings, closed_dates=()), plan)
    assert list(by_id(read, "year").iter("details")) == []


def test_meetings_are_listed_under_their_month(document: Element) -> None:
    assert [text_of(one) for one in by_id(document, "month-2026-10").iter("li")] == [
        (
            "Fri 23 Oct 18:30 to 20:30 Audit Committee AUD 1 Open to the public "
            "Reading Room, Library, and online Agenda published by Thu 15 Oct."
        )
    ]
    assert [text_of(one) for one in by_id(document, "month-2026-11").iter("li")] == [
        "Thu 5 Nov 10:00 to 11:00 OLD OLD 1 Cancelled",
        (
            "Thu 19 Nov 09:30 to 11:30 Children's Trust Board CTB 1 Partnership Day "
            "Committee Room 2, Town Hall, Market Place, AL1 1AA"
        ),
        (
            "Thu 19 Nov 09:30 to 11:30 Health and Wellbeing Board HWB 1 Open to the public Partnership Day "
            "Committee Room 1, Town Hall, Market Place, AL1 1AA"
        ),
        (
            "Thu 19 Nov 13:30 to 15:30 Aldermoor Board ALB 1 Partnership Day Council Chamber, "
            "Town Hall, Market Place, AL1 1AA"
        ),
    ]
    assert text_of(by_id(document, "month-2027-07")) == (
        "July 2027 Thu 1 Jul 10:00 to 11:30 Arts, Books; and Back\\slash Group A/B 1 Provisional Online "
        "No such meeting this month."
    )
    assert "On the agenda: Town centre." in text_of(by_id(document, "month-2027-01"))


def test_an_agenda_item_that_is_gone_stands_for_itself() -> None:
    plan = invented_plan()
    meetings = tuple(replace(one, agenda_items=("LOST",)) for one in plan.meetings[:1])
    read = page_of(plan=replace(plan, meetings=meetings))
    assert text_of(by_id(read, "month-2026-10")).endswith("On the agenda: LOST. No such meeting this month.")


def test_a_calendar_that_is_all_provisional_says_so_once() -> None:
    plan = invented_plan()
    read = page_of(plan=replace(plan, meetings=plan.meetings[-4:]))
    assert [one for one in with_class(read, "tag") if text_of(one) == "Provisional"] == []


def test_filters_offer_every_body_that_meets_and_every_month(document: Element) -> None:
    which, when = ([text_of(one) for one in by_id(document, name).iter("option")] for name in ("which", "when"))
    assert which == [
        "All meetings",
        "Open to the public",
        "On a meeting day",
        "Health and Wellbeing Board",
        "Children's Trust Board",
        "Aldermoor Board",
        "Audit Committee",
        "Arts, Books; and Back\\slash Group",
        "OLD",
    ]
    assert when[:3] == ["The whole year", "October 2026", "November 2026"]
    assert len(when) == 13


def test_each_filter_has_its_rules_of_style(document: Element) -> None:
    (style,) = document.iter("style")
    values = {one.get("value") for name in ("which", "when") for one in by_id(document, name).iter("option")}
    assert set(re.findall(r'\[value="([^"]+)"\]:checked', style.text or "")) == values - {"all"}
    classes = {name for one in with_class(document, "meeting") for name in one.get("class", "").split()}
    assert {one.get("value") for one in by_id(document, "which").iter("option")} - {"all"} <= classes


def test_meeting_days_show_their_programme_and_their_lunch(document: Element) -> None:
    first, second = by_id(document, "days").iter("article")
    assert text_of(first) == (
        "Thursday 19 November 2026 Partnership Day Town Hall, Market Place, AL1 1AA "
        "09:30 to 11:30 Children's Trust Board, Committee Room 2 "
        "09:30 to 11:30 Health and Wellbeing Board, Committee Room 1 "
        "12:00 to 13:00 Lunch: Social prescribing: what works? Committee Rooms 1 and 2 "
        "Speaker: A. N. Invented, general practitioner, Aldermoor Practice Sponsor: Health and Wellbeing Board "
        "5 places at table 13:30 to 15:30 Aldermoor Board, Council Chamber"
    )
    assert "Lunch: Young people's voice" in text_of(second)


def test_a_bare_meeting_day_shows_what_there_is() -> None:
    plan = invented_plan()
    first, second = plan.occurrences
    assert first.lunch is not None
    themeless = replace(first, theme=None, speaker=None, venue=None, lunch=replace(first.lunch, room=None, headcount=1))
    meetings = tuple(replace(one, room=None) for one in plan.meetings if one.body != "CTB")
    read = page_of(plan=replace(plan, meetings=meetings, occurrences=(themeless, replace(second, lunch=None))))
    days = [text_of(one) for one in by_id(read, "days").iter("article")]
    assert days == [
        (
            "Thursday 19 November 2026 Partnership Day 09:30 to 11:30 Health and Wellbeing Board "
            "12:00 to 13:00 Lunch, no theme yet 1 place at table 13:30 to 15:30 Aldermoor Board"
        ),
        (
            "Thursday 20 May 2027 Partnership Day Town Hall, Market Place, AL1 1AA "
            "09:30 to 11:30 Health and Wellbeing Board 13:30 to 15:30 Aldermoor Board"
        ),
    ]


def test_bodies_are_listed_with_their_meetings(document: Element) -> None:
    assert rows(by_id(document, "bodies")) == [
        ["Code", "Body, and its feed", "Meetings"],
        ["HWB", "Health and Wellbeing Board", "2"],
        ["CTB", "Children's Trust Board", "2"],
        ["ALB", "Aldermoor Board", "2"],
        ["AUD", "Audit Committee", "2"],
        ["A/B", "Arts, Books; and Back\\slash Group", "1"],
        ["PRJ", "Town Centre Project Group", "0"],
        ["OLD", "OLD", "0"],
    ]


def quality(tiers: tuple[Tier, ...], *wishes: UngrantedWish) -> Element:
    return by_id(page_of(plan=replace(invented_plan(), tiers=tiers, wishes=wishes)), "quality")


def test_what_the_calendar_could_not_do_is_told_with_its_reasons_the_most_important_first() -> None:
    names = ("same_room", "strange", "even_spacing", "apologies", "even_spacing")
    found = quality((), *(UngrantedWish(name, "AUD", number, "why") for number, name in enumerate(names, start=1)))
    assert [text_of(one) for one in found.iter("h3")] == [
        "Have everybody there: 1 apology from a chair",
        "Space meetings evenly: 2 uneven intervals",
        "Keep to one room: 1 body in more rooms than one",
        "Strange: 1 other wish not granted",
        "Could it be better?",
    ]
    assert [text_of(one) for one in found.iter("li")] == ["AUD: why"] * 4
    assert "This calendar was not made by the planner" in text_of(found)


def test_reasons_beyond_the_first_three_unfold() -> None:
    found = quality((), *(UngrantedWish("even_spacing", f"Board {number}", 1, "why") for number in range(7)))
    assert "4 more" in text_of(found)
    assert text_of(found).count(": why") == 7


def test_a_page_says_whether_the_calendar_could_be_better() -> None:
    wish = UngrantedWish("room_cost", "AUD", 1420, "why")
    open_end = quality((Tier("held", 0, 0), Tier("dates", 9, 0), Tier("rooms", 1420, 1395)), wish)
    assert "Dates: A better calendar may exist." in text_of(open_end)
    assert "Rooms: A better calendar may exist, but at least 98% of this cannot be avoided." in text_of(open_end)
    assert "it is proven that no calendar" not in text_of(open_end)
    assert "No: it is proven that no calendar that keeps every rule does better." in text_of(
        quality((Tier("rooms", 1420, 1420),), wish)
    )
    assert "Nothing: every wish is granted." in text_of(quality((Tier("rooms", 0, 0),)))
