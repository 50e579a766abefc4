"""Clashes: what `check` says of them, in names; the matrix of shared members, full weeks and boards missed again."""

import json
import re
from datetime import datetime

import pytest
from builders import body, calendar, council, day, meeting, member, person
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.commands.at_hand import at_hand
from scheduler.commands.clashes import (
    all_weeks,
    by_name,
    clustered,
    full_days,
    missed_again,
    sharing,
    too_many_a_week,
    two_places,
    weeks_of,
)
from scheduler.commands.standing import Standing
from scheduler.desk.screens import clashes as screen
from scheduler.desk.screens.clashes import shade
from scheduler.desk.screens.titles import Titles
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Plan

ADDRESS = "/years/small/in/calendar/clashes"
HOSTILE = "&lt;script&gt;alert(&#39;eve&#39;)&lt;/script&gt;"
MONDAY = day("2015-11-02")


def page_of(client, query=""):
    answer = client.get(f"{ADDRESS}{query}")
    assert answer.status_code == 200
    return answer.text


def part_of(page, heading):
    """Return the part of a page below a heading of the second level."""
    return re.split(r"<h2", page.split(f'id="{heading}"')[1])[0]


def test_clashes_are_those_of_check(folder):
    plan = folder / "small" / "plan"
    typed = ["check", str(plan / "input"), str(plan), "--as-of", "2015-10-01", "--json"]
    told = json.loads(CliRunner().invoke(main, typed).stdout)["clashes"]
    found = at_hand(plan, datetime(2015, 10, 1))
    ours = [one.clash for one in two_places(Standing(found.problem, found.plan))]
    assert [
        (list(one.bodies), [when.isoformat() for when in one.dates], list(one.people), one.broken) for one in ours
    ] == [(one["bodies"], one["dates"], one["people"], one["broken"]) for one in told]
    assert [one.people for one in ours] == [("BOB", "EVE")] * 3


def test_who_is_in_two_places_is_told_with_who_deputises(officer):
    part = part_of(page_of(officer), "two-places")
    assert part.count("Carried") == 3
    assert "/in/calendar/meetings/HWB/1" in part
    assert "/in/calendar/move/GB/1" in part
    assert part.count(HOSTILE) == 3
    assert "<script>" not in part
    assert "Councillor Fay deputises at Growth Board" in part
    assert "goes to Health Board" in part


def test_shared_members_are_figures_that_lead_to_names(officer):
    page = page_of(officer, "?one=HWB&other=GB")
    part = part_of(page, "shared")
    assert "Health Board and Growth Board: 2 (Councillor Bob and " + HOSTILE + ")" in part
    assert "2 people sit on both" in part
    assert "Audit &lt;b&gt;Board&lt;/b&gt;" in part
    assert 'aria-current="true"' in part
    assert "Choose a number" in part_of(page_of(officer, "?one=HWB&other=NONE"), "shared")


def test_filters_stand_in_the_address(officer):
    assert "Carried" in part_of(page_of(officer, "?body=GB&person=BOB"), "two-places")
    none = part_of(page_of(officer, "?body=PUB"), "two-places")
    assert "None of the clashes is of these" in none
    assert "There are 3 in all" in none
    assert "None of the clashes is of these" in part_of(page_of(officer, "?broken=yes"), "two-places")
    assert "None of the clashes is of these" in part_of(page_of(officer, "?person=FAY"), "two-places")
    assert "Carried" in part_of(page_of(officer, "?body=<b>&person=%00&order=none"), "two-places")


@pytest.mark.parametrize("order", ["cluster", "most", "name", "workbook"])
def test_every_order_has_every_body(officer, order):
    head = part_of(page_of(officer, f"?order={order}"), "shared").split("</table>")[0]
    for name in ("Health Board", "Growth Board", "Public Assembly", "Audit &lt;b&gt;Board&lt;/b&gt;"):
        assert name in head


def test_who_misses_the_same_board_again_is_told(officer, folder):
    found = at_hand(folder / "small" / "plan", datetime(2015, 10, 1))
    missed = missed_again(found.problem, found.plan)
    assert {one.person for one in missed} == {"EVE"}
    part = part_of(page_of(officer), "missed")
    assert re.findall(r'<td class="number">([0-9]+)</td>', part) == [str(len(one.meetings)) for one in missed]
    assert "Nobody misses" in part_of(page_of(officer, "?body=PUB"), "missed")


def test_days_with_many_meetings_and_full_weeks(officer):
    page = page_of(officer)
    assert ": 2</strong>" in part_of(page, "days")
    assert "Nobody&#39;s week is above 3 meetings" in page or "Nobody's week is above 3 meetings" in page


def test_a_calendar_without_members_says_so():
    empty = council(body("GB"))
    assert sharing(empty).bodies == ()
    assert all_weeks(Plan("", MONDAY, MONDAY)) == ()
    assert full_days(Plan("", MONDAY, MONDAY)) == ()


def test_members_are_shared_only_while_both_seats_last():
    found = sharing(
        council(
            body("GB"), body("HWB"), body("CAB"), person("ANN"),
            member("ANN", "GB", end_date="2015-12-31"), member("ANN", "HWB", start_date="2016-01-01"),
            member("ANN", "CAB"),
        )
    )  # fmt: skip
    assert found.number("GB", "HWB") == 0
    assert (found.number("GB", "CAB"), found.number("CAB", "HWB")) == (1, 1)
    assert found.most("CAB") == 2


def test_bodies_that_share_most_stand_side_by_side():
    people = [person(code) for code in ("ANN", "BOB", "CAT", "DAN")]
    members = {"A": ("ANN", "BOB"), "B": ("CAT", "DAN"), "C": ("ANN", "BOB"), "D": ("CAT", "DAN")}
    rows = [member(who, of) for of, sitting in members.items() for who in sitting]
    problem = council(*(body(code) for code in "ABCD"), *people, *rows)
    found = sharing(problem)
    assert clustered(found) == ("A", "C", "B", "D")
    assert by_name(problem, ("D", "A")) == ("A", "D")
    assert sharing(problem, {"A", "C"}).bodies == ("A", "C")
    assert found.among(2).bodies == ("A", "B")
    assert found.among(3).people == sharing(problem, {"A", "B", "C"}).people


def test_of_many_bodies_those_that_share_most_are_shown_until_all_are_asked_for(officer, monkeypatch):
    monkeypatch.setattr(screen, "MOST_BODIES", 2)
    part = part_of(page_of(officer, "?order=name"), "shared")
    assert "These are the 2 bodies that share most" in part
    assert part.count('scope="row"') == 1
    everything = part_of(page_of(officer, "?order=name&all=yes"), "shared")
    assert "Show the 2 bodies that share most" in everything
    assert everything.count('scope="row"') == 3
    assert "all=yes&amp;one=" in everything


PAIR = council(body("GB"), body("HWB"), person("ANN"), member("ANN", "GB"), member("ANN", "HWB"))


def test_weeks_count_what_somebody_sits_at():
    plan = calendar(PAIR, meeting(PAIR, "GB", "2015-11-02"), meeting(PAIR, "HWB", "2015-11-04"))
    (week,) = weeks_of(plan)["ANN"]
    assert (week.monday, week.load, len(week.meetings)) == (MONDAY, 2, 2)
    assert all_weeks(plan) == (MONDAY,)


def test_apologies_of_who_need_not_come_are_not_missed():
    missed = [meeting(PAIR, "GB", on, apologies=("ANN",)) for on in ("2015-11-02", "2015-11-09")]
    plan = calendar(PAIR, *missed, meeting(PAIR, "HWB", "2015-11-04", apologies=("ANN",)))
    assert [(one.person, one.body, len(one.meetings)) for one in missed_again(PAIR, plan)] == [("ANN", "GB", 2)]
    optional = council(body("GB"), person("ANN"), member("ANN", "GB", attendance="optional"))
    assert missed_again(optional, plan) == ()


def test_what_is_too_many_a_week_is_the_rule_or_the_wish():
    assert too_many_a_week(council(busy_week=4)) == (4, False)
    assert too_many_a_week(council(busy_week=4, max_meetings_per_person_per_week=3)) == (3, True)
    assert too_many_a_week(council(busy_week=3, max_meetings_per_person_per_week=3)) == (3, True)
    assert too_many_a_week(council(busy_week=3, max_meetings_per_person_per_week=5)) == (3, False)


def test_a_seat_in_words():
    titles = Titles(council(body("GB"), person("ANN")))
    told = [
        titles.seat(one, "GB")
        for one in (
            None,
            Attendance("ANN", "member", voting=True, outcome=ATTENDS),
            Attendance("ANN", "member", voting=True, outcome=APOLOGIES),
            Attendance("BOB", "member", voting=True, outcome=SUBSTITUTE, substitute="ANN"),
        )
    ]
    assert told == [
        "has no seat at GB Board", "goes to GB Board", "sends apologies to GB Board",
        "Councillor Ann deputises at GB Board",
    ]  # fmt: skip


def test_shades_are_steps_from_none_to_the_most():
    assert [shade(number, 9) for number in (0, 1, 5, 9)] == [0, 1, 3, 5]
    assert shade(1, 1) == 5
