"""The page of a meeting: what it tells is what the calendar and its input say; what cannot be done says why not."""

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk.move.moving_year import TODAY
from desk.move.test_move import IN, plan_of
from desk.sending import hidden, run
from flask.testing import FlaskClient

from scheduler.commands.meeting_facts import day_facts, meeting_facts
from scheduler.commands.standing import Standing
from scheduler.domain.wording import clock, long_date

ROWS = [
    {"body": "CUL", "sequence": 1},
    {"body": "GB", "sequence": 1},
    {"body": "GB", "sequence": 2},
    {"body": "HWB", "sequence": 2},
    {"body": "HWB", "sequence": 4},
    {"body": "WG", "sequence": 1},
]


def text_of(client: FlaskClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.text, "html.parser").text.split())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['body']}#{row['sequence']}")
def test_a_page_tells_what_the_plan_says(at_moving: FlaskClient, moving_folder: Path, row: dict[str, object]) -> None:
    plan = json.loads((plan_of(moving_folder) / "plan.json").read_text(encoding="utf-8"))
    meeting = next(one for one in plan["meetings"] if row.items() <= one.items())
    text = text_of(at_moving, f"{IN}/meetings/{meeting['body']}/{meeting['sequence']}")
    day = date.fromisoformat(meeting["date"])
    assert long_date(day) in text
    assert f"{meeting['start']} to {meeting['end']}" in text
    assert meeting["status"].capitalize() in text
    if meeting["status"] == "cancelled":
        assert "Who comes" not in text
        return
    voting = sum(one["voting"] for one in meeting["attendance"])
    there = sum(one["voting"] and one["outcome"] != "apologies" for one in meeting["attendance"])
    assert f"{there} of {voting} voting members; quorum 2" in text
    assert ("Agenda out" in text) == bool(meeting["agenda_deadline"])
    if meeting["agenda_deadline"]:
        due = date.fromisoformat(meeting["agenda_deadline"])
        left = (due - date.fromisoformat(TODAY)).days
        assert f"{long_date(due)} (in {left} days)" in text


def test_a_quorum_of_several_kinds_is_counted_by_kind(at_moving: FlaskClient, standing: Standing) -> None:
    text = text_of(at_moving, f"{IN}/meetings/HWB/2")
    facts = meeting_facts(standing, "HWB", 2)
    assert [(words, needed) for words, _, needed in facts.presence.rules] == [("councillor", 1), ("Health Trust", 1)]
    assert all(f"{words}: {there} there, {needed} needed" in text for words, there, needed in facts.presence.rules)


def test_reports_lead_to_the_meetings_they_come_from_and_go_to(at_moving: FlaskClient, standing: Standing) -> None:
    feeding = meeting_facts(standing, "WG", 1).feeds[0]
    assert (feeding.body, feeding.name) == ("HWB", "Health Board")
    page = BeautifulSoup(at_moving.get(f"{IN}/meetings/WG/1").text, "html.parser")
    assert page.select(f'a[href="{IN}/meetings/HWB/{feeding.number}"]')
    back = meeting_facts(standing, "HWB", feeding.number).fed_by
    assert [one.body for one in back] == ["WG"]
    assert "Reports come from" in text_of(at_moving, f"{IN}/meetings/HWB/{feeding.number}")


def test_why_this_date_tells_what_is_left_and_what_is_wished(at_moving: FlaskClient, standing: Standing) -> None:
    facts = meeting_facts(standing, "GB", 3)
    text = text_of(at_moving, f"{IN}/meetings/GB/3")
    assert facts.why.left
    assert all(line[1:] in text for line in facts.why.left)
    assert all(reason in text for _, reason in facts.why.not_granted)
    assert "Partnership day (TPDAY#1) is fixed to Thursday 3 December 2015." in text_of(
        at_moving, f"{IN}/meetings/CUL/1"
    )


def test_an_extra_meeting_and_its_waiver_are_told(at_moving: FlaskClient) -> None:
    text = text_of(at_moving, f"{IN}/meetings/HWB/4")
    assert "an extra meeting" in text
    assert "Weekday: Asked for by the public" in text
    assert "Health Board (Open Day)" in text


def test_of_a_fact_and_of_what_is_cancelled_nothing_can_be_done(at_moving: FlaskClient) -> None:
    held = at_moving.get(f"{IN}/meetings/GB/1").text
    assert "has already met on Thursday 5 November 2015" in held
    for page in (held, at_moving.get(f"{IN}/meetings/GB/2").text):
        assert f"{IN}/move/GB" not in page
        assert f"{IN}/edit/" not in page


def test_a_meeting_day_has_a_page_of_its_own(at_moving: FlaskClient, standing: Standing) -> None:
    facts = day_facts(standing, "TPDAY", 1)
    text = text_of(at_moving, f"{IN}/meetings/TPDAY/1")
    assert facts.occurrence.lunch is not None
    assert f"{clock(facts.occurrence.lunch.start)} to {clock(facts.occurrence.lunch.end)}, {facts.lunch}" in text
    assert "Culture Board" in text
    assert "Sports Board" in text
    page = BeautifulSoup(at_moving.get(f"{IN}/meetings/CUL/1").text, "html.parser")
    assert page.select(f'a[href="{IN}/meetings/TPDAY/1"]')
    assert page.select(f'a[href="{IN}/meetings/SPO/1"]')


def test_the_body_s_other_meetings_are_linked(at_moving: FlaskClient) -> None:
    page = BeautifulSoup(at_moving.get(f"{IN}/meetings/GB/3").text, "html.parser")
    for number in (1, 2):
        assert page.select(f'a[href="{IN}/meetings/GB/{number}"]')
    assert "(cancelled)" in page.text


def test_the_event_is_the_one_of_the_folder(at_moving: FlaskClient, moving_folder: Path, standing: Standing) -> None:
    uid = standing.subject("HWB", 2).meetings[0].uid.partition("@")[0]
    found = at_moving.get(f"{IN}/meetings/HWB/2/meeting.ics")
    assert found.headers["Content-Type"].startswith("text/calendar")
    assert found.data == (plan_of(moving_folder) / "feeds" / "meetings" / f"{uid}.ics").read_bytes()
    assert at_moving.get(f"{IN}/meetings/HWB/77/meeting.ics").status_code == 404


@pytest.mark.parametrize("address", ["HWB/9", "NOBODY/1", "TPDAY/7", "HWB/two"])
def test_what_is_not_there_is_not_found(at_moving: FlaskClient, address: str) -> None:
    assert at_moving.get(f"{IN}/meetings/{address}").status_code == 404


def test_what_was_done_to_it_is_told_with_whom_and_why(officer: FlaskClient, folder: Path) -> None:
    plan = plan_of(folder)
    run(
        "pin",
        plan / "input",
        plan,
        "GB#3",
        "--accept",
        "--as-of",
        TODAY,
        "--by",
        "Clerk",
        "--reason",
        "Agreed with all",
    )
    text = text_of(officer, f"{IN}/meetings/GB/3")
    assert "pinned" in text
    assert "Clerk, " in text
    assert "Agreed with all" in text
    assert "Unpin" in text


def test_somebody_who_looks_is_offered_nothing_that_changes(viewer: FlaskClient) -> None:
    page = viewer.get(f"{IN}/meetings/GB/3").text
    assert f"{IN}/move/GB/3" in page
    assert f"{IN}/edit/" not in page


def test_why_not_is_asked_of_a_day_and_becomes_a_job(officer: FlaskClient) -> None:
    page = officer.get(f"{IN}/meetings/HWB/2/why")
    assert "Why not another day?" in page.text
    wrong = officer.post(f"{IN}/meetings/HWB/2/why", data={**hidden(page.text), "day": "tomorrow"})
    assert wrong.status_code == 400
    assert "“tomorrow” is no day" in unescape(wrong.text)
    assert officer.get(f"{IN}/meetings/TPDAY/1/why").status_code == 200
    assert officer.get(f"{IN}/meetings/HWB/9/why").status_code == 404
