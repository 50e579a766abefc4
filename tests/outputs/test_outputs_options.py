"""The comparison of calendars to choose from: a page and a workbook."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

import openpyxl
import pytest
from builders import (
    body,
    calendar,
    closed,
    council,
    meeting,
    meeting_day,
    member,
    occurrence,
    outputs_in,
    person,
    session,
)
from outputs.html_tree import by_id, text_of, tree

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.outputs.folder import options_in, write_output
from scheduler.outputs.options.comparison import Option, compared
from scheduler.outputs.options.page import options_page
from scheduler.outputs.options.workbook import options_workbook

HOSTILE = "<script>alert(1)</script>"
MEMBERS = ("ANN", "BOB", "CAT", "DAN", "EVE", "FAY", "GUS")
PROBLEM = council(
    meeting_day(), session(), body("HWB", meeting_day="DAY", session="AM"), body("GB", name=HOSTILE),
    *(member(who, "GB") for who in MEMBERS), person("ANN", name="=1+1"),
    closed("2016-02-15", "2016-02-19", "Half-term", strength="avoid"),
)  # fmt: skip


def plan_on(day: str, *dates: str, value: int = 0, apologies: Sequence[str] = ()) -> Plan:
    held = [occurrence(PROBLEM, on=day), meeting(PROBLEM, "HWB", day)]
    own = [meeting(PROBLEM, "GB", on, apologies=apologies) for on in dates]
    wishes = tuple(UngrantedWish("apologies", "GB", 2, "Why.") for _ in range(value // 2))
    tiers = (Tier("apologies", value, value), Tier("other", 1, 1))
    return replace(calendar(PROBLEM, *held, *own), tiers=tiers, wishes=wishes)


PLANS = (
    plan_on("2015-11-19", "2016-01-21", "2016-02-18"),
    plan_on("2015-11-24", "2016-01-21", value=4, apologies=MEMBERS),
)
OPTIONS = compared(PROBLEM, PLANS)
PEOPLE = ("=1+1", "Councillor Bob", "Councillor Cat", "Councillor Dan", "Councillor Eve")


@pytest.fixture(scope="module")
def document() -> Element:
    return tree(options_page(PROBLEM, OPTIONS))


def rows(section: Element) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in section.iter("tr")]


def test_nothing_is_asked_of_the_network_and_every_link_leads_somewhere(document: Element) -> None:
    assert [one.tag for one in document.iter() if one.tag in {"script", "img", "iframe", "object"}] == []
    ids = [one.get("id") for one in document.iter() if one.get("id")]
    addresses = {one.get("href", "") for one in document.iter("a")}
    assert addresses == {*(f"#{name}" for name in ids), "index.html", "options/2/index.html"}
    assert len(ids) == len(set(ids))


def test_the_options_stand_side_by_side(document: Element) -> None:
    assert rows(by_id(document, "summary")) == [
        ["", "Option 1", "Option 2"],
        ["Meetings", "3 meetings", "2 meetings"],
        ["DAY Day", "Thursdays: Thursday 19 November 2015", "Tuesdays: Tuesday 24 November 2015"],
        ["Apologies", "Every wish is granted", "2 apologies from members Worse than option 1"],
        ["Other", "Something is not granted", "Something is not granted As good as option 1"],
        ["All of it, compared with option 1", "This is option 1", "2 more apologies from members"],
        [
            "Who sends most apologies",
            "Nobody sends apologies",
            " ".join([*(f"{name}: 1 meeting" for name in PEOPLE), "and 2 other people"]),
        ],
        ["Weekdays of all meetings", "3 on Thursdays", "1 on Tuesdays, 1 on Thursdays"],
        ["Days to avoid", "Half-term: 1 meeting", "None is touched"],
        ["Meetings on another date than in option 1", "This is option 1", "1 of 2"],
    ]


def test_what_speaks_for_and_against_each_is_listed(document: Element) -> None:
    one, two = by_id(document, "arguments").iter("article")
    assert text_of(one) == (
        "Option 1 For Apologies: best of all; option 2, the next, has 2 more apologies from members. "
        "Against 1 meeting on days to avoid: Half-term."
    )
    assert [text_of(item) for item in two.iter("li")] == [*OPTIONS[1].in_favour, *OPTIONS[1].against]


def test_nothing_for_or_against_is_said_too() -> None:
    page = tree(options_page(PROBLEM, compared(PROBLEM, [PLANS[0], PLANS[0]])))
    assert text_of(next(by_id(page, "arguments").iter("article"))) == (
        "Option 1 For Nothing in which it is better than the others. Against Nothing in which another is better."
    )


def test_every_date_is_shown_and_those_that_differ_are_strong(document: Element) -> None:
    section = by_id(document, "dates")
    assert rows(section)[1:] == [
        ["DAY Day, 1", "Thu 19 Nov 2015", "Tue 24 Nov 2015"],
        [f"{HOSTILE}, 1", "Thu 21 Jan 2016", "Thu 21 Jan 2016"],
        [f"{HOSTILE}, 2", "Thu 18 Feb 2016", "Not held"],
    ]
    assert [text_of(one) for one in section.iter("strong")] == ["Tue 24 Nov 2015", "Not held"]


def test_a_council_without_a_name_and_a_day_that_is_not_held_have_their_page() -> None:
    problem = replace(PROBLEM, settings=replace(PROBLEM.settings, authority=None))
    page = tree(options_page(problem, compared(problem, [calendar(problem), calendar(problem)])))
    assert rows(by_id(page, "summary"))[2] == ["DAY Day", "None", "None"]
    assert [text_of(one) for one in page.iter("h1")] == ["Calendar: 2 calendars to choose from"]


def tables(options: Sequence[Option], problem: Problem = PROBLEM) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(options_workbook(problem, options)))
    found = {}
    for sheet in book:
        (table,) = sheet.tables.values()
        found[sheet.title] = [[cell.value for cell in row] for row in sheet[table.ref]]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    return found


def test_the_workbook_has_a_row_for_each_option() -> None:
    header, one, two = tables(OPTIONS)["Options"]
    assert header == [
        "Option", "Meeting days", "Meetings", "Not granted", "Compared with option 1",
        "On another date than in option 1", "Who sends apologies", "Weekdays", "Days to avoid",
    ]  # fmt: skip
    assert one == [
        "Option 1", "DAY Day: Thursdays\nThu 19 Nov 2015", 3, "Every wish is granted", None, None, None,
        "3 on Thursdays", "Half-term: 1 meeting",
    ]  # fmt: skip
    assert two == [
        "Option 2", "DAY Day: Tuesdays\nTue 24 Nov 2015", 2,
        "2 apologies from members", "2 more apologies from members", 1,
        "\n".join([*(f"{name}: 1 meeting" for name in PEOPLE), "and 2 other people"]),
        "1 on Tuesdays\n1 on Thursdays", None,
    ]  # fmt: skip


def test_the_workbook_has_the_arguments_and_every_date() -> None:
    found = tables(OPTIONS)
    assert found["For and against"][1:] == [
        [one.name, side, sentence]
        for one in OPTIONS
        for side, sentences in (("For", one.in_favour), ("Against", one.against))
        for sentence in sentences
    ]
    assert [(row[0], row[1], row[-1]) for row in found["Every date"][1:]] == [
        ("DAY Day", 1, "Yes"), (HOSTILE, 1, "No"), (HOSTILE, 2, "Yes"),
    ]  # fmt: skip


def test_the_same_calendars_are_the_same_bytes() -> None:
    assert options_workbook(PROBLEM, OPTIONS) == options_workbook(PROBLEM, OPTIONS)
    assert options_page(PROBLEM, OPTIONS) == options_page(PROBLEM, OPTIONS)
    assert re.search(r"\d{2}:\d{2}:\d{2}", options_page(PROBLEM, OPTIONS)) is None


def test_the_others_are_written_below_the_best_and_replaced_with_it(tmp_path: Path) -> None:
    out = tmp_path / "year"
    write_output(PROBLEM, PLANS[0], out, {"settings.csv": b"x"}, PLANS[1:])
    assert options_in(out) == [out / "options" / "2"]
    write_output(PROBLEM, PLANS[1], tmp_path / "alone", {"settings.csv": b"x"})
    assert outputs_in(out / "options" / "2") == outputs_in(tmp_path / "alone")
    write_output(PROBLEM, PLANS[0], out)
    assert options_in(out) == []
    assert not (out / "options.html").exists()
