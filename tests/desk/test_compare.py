"""Drafts begun, compared side by side, renamed, taken away, and made the calendar."""

import json
import re
import shutil
from pathlib import Path

import pytest
from desk.sending import DAY, hidden, moved, run
from flask.testing import FlaskClient

from scheduler.desk.bin import KEPT
from scheduler.desk.moments import day_of
from scheduler.domain.wording import long_date
from scheduler.server.clock import present_moment

COMPARE = "/years/small/compare"
DRAFT = "/years/small/in/by-election/draft"


def begun(officer: FlaskClient, name: str = "By-election", **typed: str) -> None:
    form = {**hidden(officer.get(COMPARE).text), "name": name, **typed}
    assert officer.post("/years/small/drafts", data=form).status_code == 303


def moved_in_draft(folder: Path, meeting: str = "GB#1", to: str = "2015-11-17") -> None:
    draft = folder / "small" / "drafts" / "by-election"
    run("move", draft / "input", draft, meeting, to, "--accept", "--as-of", DAY, "--by", "Ann")


def plan_of(folder: Path, place: str = "plan") -> dict[str, dict[str, object]]:
    plan = json.loads((folder / "small" / place / "plan.json").read_text(encoding="utf-8"))
    return {f"{one['body']}#{one['sequence']}": one for one in plan["meetings"]}


def test_without_a_calendar_there_is_nothing_to_compare(officer: FlaskClient, folder: Path) -> None:
    (folder / "other" / "workbook").mkdir(parents=True)
    assert "There is nothing to compare yet." in officer.get("/years/other/compare").text


def test_a_draft_is_a_copy_and_leaves_the_calendar_alone(officer: FlaskClient, folder: Path) -> None:
    before = plan_of(folder)
    begun(officer, reason="The by-election")
    assert plan_of(folder, "drafts/by-election") == before
    page = officer.get("/years/small/in/by-election/history").text
    assert "The draft by-election is a copy of what you began it from." in page
    assert "Draft begun, by Officer" in page
    moved_in_draft(folder)
    assert plan_of(folder) == before
    begun(officer, "Another", **{"from": "by-election"})
    assert plan_of(folder, "drafts/another") == plan_of(folder, "drafts/by-election")


@pytest.mark.parametrize(
    ("name", "told"), [("", "Give the draft a name"), ("calendar", "Give the draft a name"), ("By-election", "already")]
)
def test_a_draft_that_cannot_be_begun_says_why(officer: FlaskClient, name: str, told: str) -> None:
    begun(officer)
    refused = officer.post("/years/small/drafts", data={**hidden(officer.get(COMPARE).text), "name": name})
    assert (refused.status_code, told in refused.text) == (422, True)
    missing = {**hidden(officer.get(COMPARE).text), "name": "x", "from": "no-draft"}
    assert officer.post("/years/small/drafts", data=missing).status_code == 404


def test_what_differs_agrees_with_the_commands(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    moved_in_draft(folder)
    page = officer.get(f"{COMPARE}?a=calendar&b=draft:by-election").text
    assert "1 meeting differs" in page
    assert "Monday 2 November 2015 at 14:00, Committee Room 1" in page
    assert "Tuesday 17 November 2015 at 14:00, Committee Room 1" in page
    assert "Health Board" not in re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL)
    checked = json.loads(run("check", folder / "small" / "workbook", folder / "small" / "plan", "--json"))
    assert (checked["breaches"] == []) == ("rule broken" not in page)
    assert page.count("No rule is broken") == 2
    everything = officer.get(f"{COMPARE}?a=calendar&b=draft:by-election&all=1").text
    assert "Health Board" in everything
    assert everything.count('<circle cx="') == 2
    assert len(re.findall(r'<line class="join moved"', everything)) == 1
    assert "Every meeting is in its place" in officer.get(f"{COMPARE}?a=calendar&b=step:calendar:1").text


def test_who_gains_and_who_loses_is_told(officer: FlaskClient, folder: Path) -> None:
    absence = "kind,who,start,end,strength,reason\nperson,DPH,2015-11-17,2015-11-17,hard,Away\n"
    begun(officer)
    draft = folder / "small" / "drafts" / "by-election"
    (draft / "input" / "unavailability.csv").write_text(absence, encoding="utf-8")
    moved_in_draft(folder, "HWB#2")
    page = officer.get(f"{COMPARE}?a=calendar&b=draft:by-election").text
    row = re.search(r'<tr><th scope="row">Director of Public Health</th>(.*?)</tr>', page, re.DOTALL)
    assert row is not None
    assert re.findall(r"<td>([^<]*?)\s*(?:<strong[^>]*>(\w+)</strong>)?</td>", row[1]) == [
        ("nothing", ""), ("1 apology", "loses"),
    ]  # fmt: skip
    assert "pologies from" in page
    back = officer.get(f"{COMPARE}?a=draft:by-election&b=calendar").text
    assert 'tag good">gains' in back


def test_steps_and_options_are_compared_too(officer: FlaskClient, folder: Path) -> None:
    options = folder / "small" / "plan" / "options" / "2"
    options.mkdir(parents=True)
    shutil.copy(folder / "small" / "plan" / "plan.json", options)
    begun(officer)
    moved_in_draft(folder)
    page = officer.get(
        f"{COMPARE}?a=option:calendar:2&b=step:by-election:1&c=step:by-election:3&d=calendar&e=draft:by-election"
    )
    assert page.status_code == 200
    names = ["Option 2", "Step 1 of the draft by-election", "Step 3 of the draft by-election", "The calendar",
             "Draft by-election"]  # fmt: skip
    assert [name in page.text for name in names] == [True] * 5
    assert "The calendar, option 2" in page.text


@pytest.mark.parametrize(
    "key",
    ["draft:none", "draft:../plan", "step:calendar:99", "step:none:1", "step:calendar:x", "option:calendar:9", "what"],
)
def test_what_is_not_there_is_not_compared(officer: FlaskClient, key: str) -> None:
    page = officer.get(COMPARE, query_string={"a": "calendar", "b": key})
    assert (page.status_code, "There is a problem" in page.text) == (404, True)


# -- made the calendar


def test_a_draft_is_made_the_calendar_as_a_step_and_undone(officer: FlaskClient, folder: Path) -> None:
    before = plan_of(folder)
    begun(officer)
    moved_in_draft(folder)
    question = officer.get(DRAFT).text
    assert "1 meeting moved, against the calendar as it is now" in question
    onto = re.search(r'name="onto" value="([^"]*)"', question)
    assert onto is not None
    taken = officer.post(f"{DRAFT}/take", data={**hidden(question), "onto": onto[1], "reason": "The by-election"})
    assert (taken.status_code, taken.location) == (303, "/years/small/in/calendar/history")
    after = plan_of(folder)
    assert {name: one["uid"] for name, one in after.items()} == {name: one["uid"] for name, one in before.items()}
    assert (after["GB#1"]["date"], after["GB#1"]["revision"]) == ("2015-11-17", 1)
    assert after["HWB#2"]["revision"] == 0
    page = officer.get(taken.location).text
    assert "Draft made the calendar, by Officer" in page
    assert "<q>The by-election</q>" in page
    back = officer.get("/years/small/in/calendar/history/back/1").text
    officer.post("/years/small/in/calendar/history/back/1", data=hidden(back))
    assert (plan_of(folder)["GB#1"]["date"], plan_of(folder)["GB#1"]["revision"]) == ("2015-11-02", 2)


def test_a_workbook_that_the_draft_was_not_made_from_is_told(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    moved_in_draft(folder)
    rooms = folder / "small" / "workbook" / "rooms.csv"
    rooms.write_text(rooms.read_text(encoding="utf-8").replace("CR1,Committee Room 1", "CR1,Cabinet Room"), "utf-8")
    take(officer)
    page = officer.get("/years/small/in/calendar/history").text
    assert "The workbook is not what this calendar was made from" in page
    assert "“Cabinet Room” is now “Committee Room 1”" in page


def take(officer: FlaskClient) -> tuple[int, str]:
    question = officer.get(DRAFT).text
    onto = re.search(r'name="onto" value="([^"]*)"', question)
    seen = {"onto": onto[1]} if onto else {"onto": ""}
    sent = officer.post(f"{DRAFT}/take", data={**hidden(question), **seen})
    return sent.status_code, sent.text


def test_what_was_done_to_the_calendar_meanwhile_is_told(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    moved_in_draft(folder)
    moved(folder)
    page = officer.get(COMPARE).text
    assert "The calendar was changed once since." in page
    question = officer.get(DRAFT).text
    assert "Since this draft was begun the calendar itself was changed." in question
    assert "by Ann, on" in question


def test_a_draft_of_an_older_calendar_is_not_taken_unseen(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    moved_in_draft(folder)
    question = officer.get(DRAFT).text
    onto = re.search(r'name="onto" value="([^"]*)"', question)
    assert onto is not None
    moved(folder)
    stale = officer.post(f"{DRAFT}/take", data={**hidden(question), "onto": onto[1]})
    assert stale.status_code == 409
    assert plan_of(folder)["GB#1"]["date"] == "2015-11-02"


def test_what_is_confirmed_stays_so_and_is_not_loosened(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    moved_in_draft(folder)
    run("confirm", folder / "small" / "plan", "--body", "HWB", "--as-of", DAY)
    assert take(officer)[0] == 303
    assert [one["status"] for one in plan_of(folder).values()] == ["confirmed", "confirmed", "provisional"]
    begun(officer, "Second")
    run("confirm", folder / "small" / "plan", "--as-of", DAY)
    second = folder / "small" / "drafts" / "second"
    run("move", second / "input", second, "GB#1", "2015-11-18", "--accept", "--as-of", DAY)
    question = officer.get("/years/small/in/second/draft").text
    assert "is confirmed in the calendar, and only provisional in the draft" in question


def test_what_has_been_held_stands_against_a_draft(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    moved_in_draft(folder)
    before = officer.get(DRAFT).text
    onto = re.search(r'name="onto" value="([^"]*)"', before)
    assert onto is not None
    (folder / "small" / "year.json").write_text('{"title": "Small year", "today": "2015-11-10"}', encoding="utf-8")
    question = officer.get(DRAFT).text
    assert "cannot be made the calendar" in question
    assert "Growth Board has already met on Monday 2 November 2015." in question
    sent = officer.post(f"{DRAFT}/take", data={**hidden(before), "onto": onto[1]})
    assert (sent.status_code, "has already met" in sent.text) == (409, True)


def test_once_it_is_published_a_publisher_takes_a_draft(planner: FlaskClient, folder: Path) -> None:
    begun(planner)
    moved_in_draft(folder)
    run("publish", folder / "small" / "plan", "--to", folder / "small" / "site", "--base-url", "https://x.example.org",
        "--as-of", DAY)  # fmt: skip
    assert "so a publisher makes it the calendar" in planner.get(DRAFT).text
    assert take(planner)[0] == 403
    assert plan_of(folder)["GB#1"]["date"] == "2015-11-02"


# -- renamed and taken away


def test_a_draft_is_renamed_with_its_comments(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    page = hidden(officer.get(DRAFT).text)
    officer.post("/years/small/comments", data={**page, "about": "draft:by-election", "text": "Better for Ann"})
    taken = officer.post(f"{DRAFT}/rename", data={**hidden(officer.get(DRAFT).text), "name": "By-election"})
    assert (taken.status_code, "of that name already" in taken.text) == (422, True)
    none = officer.post(f"{DRAFT}/rename", data={**hidden(officer.get(DRAFT).text), "name": "--"})
    assert (none.status_code, "Give the draft a name" in none.text) == (422, True)
    officer.post(f"{DRAFT}/rename", data={**hidden(officer.get(DRAFT).text), "name": "New name"})
    assert [one.name for one in (folder / "small" / "drafts").iterdir()] == ["new-name"]
    assert "Better for Ann" in officer.get(f"{COMPARE}?a=calendar&b=draft:new-name").text


def test_a_draft_is_taken_away_into_the_bin(officer: FlaskClient, folder: Path) -> None:
    begun(officer)
    sent = officer.post(f"{DRAFT}/remove", data=hidden(officer.get(DRAFT).text))
    assert (sent.status_code, sent.location) == (303, COMPARE)
    assert not list((folder / "small" / "drafts").iterdir())
    [kept] = (folder / ".bin").iterdir()
    assert (kept / "plan.json").is_file()
    assert (
        f"a publisher can put it back until {long_date(day_of(present_moment() + KEPT))}." in officer.get(COMPARE).text
    )
    assert officer.get(DRAFT).status_code == 404


def test_the_calendar_itself_is_no_draft(officer: FlaskClient) -> None:
    calendar = "/years/small/in/calendar/draft"
    form = hidden(officer.get(COMPARE).text)
    assert officer.get(calendar).status_code == 404
    assert [officer.post(f"{calendar}/{one}", data=form).status_code for one in ("take", "rename", "remove")] == [
        404
    ] * 3


def test_a_viewer_changes_nothing(viewer: FlaskClient, folder: Path) -> None:
    page = viewer.get(COMPARE).text
    assert "Begin the draft" not in page
    assert viewer.post("/years/small/drafts", data={**hidden(page), "name": "x"}).status_code == 403
    assert not (folder / "small" / "drafts").exists()
