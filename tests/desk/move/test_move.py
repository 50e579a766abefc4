"""Move: colours and prices agree with the commands, and what is applied is what was shown; nothing else gets in."""

import json
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner
from desk.logged_in import client_of
from desk.move.conftest import standing_of
from desk.move.moving_year import TODAY
from desk.sending import hidden, run
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.cli import main
from scheduler.commands.open_days import open_days
from scheduler.commands.standing import Standing
from scheduler.commands.telling import open_days_to_add
from scheduler.desk.access import PLANNER
from scheduler.desk.screens.move_days import COLOURS
from scheduler.desk.years import Years
from scheduler.domain.edits import AT_A_PRICE, FREE, OTHERS_MOVE, RULED_OUT
from scheduler.domain.wording import long_date

IN = "/years/moving/in/calendar"
MOVE = f"{IN}/move/HWB/2"
PANEL = {"X-Part": "panel"}


def soup_of(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def plan_of(folder: Path) -> Path:
    return folder / "moving" / "plan"


def dates(folder: Path) -> dict[str, str]:
    plan = json.loads((plan_of(folder) / "plan.json").read_text(encoding="utf-8"))
    return {f"{one['body']}#{one['sequence']}": one["date"] for one in plan["meetings"] if one["status"] != "cancelled"}


def colours(page: Tag) -> dict[date, str]:
    """Return the kind of each day that is shown, by the class of its cell; the letter says the same."""
    found = {}
    letters = {one.kind: one.letter for one in COLOURS.values()}
    for link in page.select("[data-pick] a[data-day]"):
        cell = link.find_parent("td")
        assert cell is not None
        kinds = [one.removeprefix("open-") for one in cell["class"] if one.startswith("open-")]
        letter = link.select_one("b")
        assert letter is not None
        assert letter.text == ("" if "now" in kinds else letters[kinds[0]])
        found[date.fromisoformat(str(link["data-day"]))] = kinds[0]
    return found


def first(standing: Standing, verdict: str, body: str = "HWB", number: int = 2) -> date:
    """Return the first day of a verdict."""
    here = standing.subject(body, number).meetings[0].date
    return next(day.date for day in open_days(standing, body, number) if day.verdict == verdict and day.date != here)


# -- colours


@pytest.mark.parametrize(("body", "number"), [("HWB", 2), ("TPDAY", 1), ("CUL", 1)])
def test_the_year_is_coloured_as_the_command_finds_it(
    at_moving: FlaskClient, standing: Standing, body: str, number: int
) -> None:
    page = soup_of(at_moving.get(f"{IN}/move/{body}/{number}"))
    days = open_days(standing, body, number)
    assert colours(page) == {day.date: COLOURS[day.verdict].kind for day in days}
    here = standing.subject(body, number).meetings[0].date
    key = page.select_one(".key")
    assert key is not None
    for verdict in (FREE, AT_A_PRICE, OTHERS_MOVE, RULED_OUT):
        number_of = sum(day.verdict == verdict and day.date != here for day in days)
        assert re.search(rf"{COLOURS[verdict].words}\s+\({number_of} days?\)", key.text)


def test_filters_leave_days_out_and_stand_in_the_address(at_moving: FlaskClient, standing: Standing) -> None:
    days = {day.date: day.verdict for day in open_days(standing, "HWB", 2)}
    here = standing.subject("HWB", 2).meetings[0].date
    free = colours(soup_of(at_moving.get(f"{MOVE}?only=free")))
    assert set(free) == {day for day, verdict in days.items() if verdict == FREE} | {here}
    possible = soup_of(at_moving.get(f"{MOVE}?only=possible&weekdays=yes"))
    assert set(colours(possible)) == {
        day for day, verdict in days.items() if verdict in (FREE, AT_A_PRICE) and day.weekday() < 4
    } | {here}
    assert all("only=possible&weekdays=yes&day=" in str(one["href"]) for one in possible.select("a[data-day]"))
    assert len(colours(soup_of(at_moving.get(f"{MOVE}?only=%22%3E")))) == len(days)


def test_the_days_for_the_grid_are_those_of_the_page(at_moving: FlaskClient, standing: Standing) -> None:
    found = at_moving.get(f"{MOVE}/days").get_json()
    here = standing.subject("HWB", 2).meetings[0].date
    assert found["name"] == "Health Board (HWB#2)"
    assert {day: kind for day, (kind, _, _) in found["days"].items()} == {
        day.date.isoformat(): COLOURS[day.verdict].kind for day in open_days(standing, "HWB", 2) if day.date != here
    }
    assert at_moving.get(f"{IN}/move/GB/1/days").get_json()["days"] == {}


# -- prices


@pytest.mark.slow
@pytest.mark.parametrize(("body", "number"), [("HWB", 2), ("TPDAY", 1)])
def test_each_day_tells_a_price_of_its_colour(
    at_moving: FlaskClient, standing: Standing, body: str, number: int
) -> None:
    here = standing.subject(body, number).meetings[0].date
    for day in open_days(standing, body, number):
        panel = soup_of(at_moving.get(f"{IN}/move/{body}/{number}?day={day.date}", headers=PANEL))
        if day.date == here:
            assert "It is here now" in panel.text
            continue
        tag = panel.select_one("h2 .tag")
        assert tag is not None
        assert tag.text == COLOURS[day.verdict].words
        possible = day.verdict in (FREE, AT_A_PRICE)
        assert bool(panel.select("form.apply")) == possible, day
        assert ("nothing is lost by it" in panel.text) == (day.verdict == FREE)
        assert ("whatever else moves" in panel.text) == (day.verdict == RULED_OUT)


@pytest.mark.parametrize("day", ["2016-01-12", "2016-01-19", "2015-12-09", "2016-01-07", "2015-12-29", "2016-01-09"])
def test_the_panel_tells_what_the_command_tells(
    at_moving: FlaskClient, moving_folder: Path, standing: Standing, day: str
) -> None:
    here = (
        standing.subject("HWB", 2).meetings[0].date
    )  # of the days that are equally good, on whichever was found first
    plan = plan_of(moving_folder)
    command = ["move", str(plan / "input"), str(plan), "HWB#2", day, "--as-of", TODAY, "--json"]
    told = json.loads(CliRunner().invoke(main, command).stdout)
    panel = soup_of(at_moving.get(f"{MOVE}?day={day}", headers=PANEL))
    text = " ".join(panel.text.split())
    if day == here.isoformat():
        assert "It is here now" in text
        return
    assert bool(panel.select("form.apply")) == told["possible"]
    if not told["possible"]:
        assert all(one["message"] in text for one in told["breaches"])
        assert [one.text.split(":")[0] for one in panel.select('a[data-swap][href*="day="]')][:3] == [
            long_date(date.fromisoformat(one["date"])) for one in told["nearest"]
        ]
        return
    more = told["pounds"]["then"] - told["pounds"]["now"]
    assert (f"Rooms cost £{abs(more):,}" in text) == bool(more)
    assert all(long_date(date.fromisoformat(one["now"])) in text for one in told["deadlines"] if one["now"])
    names = {"ANN": "Councillor Ann", "BOB": "Councillor Bob", "CYN": "Councillor Cyn"}
    names |= {"EVE": "Chief Executive of the Trust", "DPH": "Director of Public Health"}
    assert all(f"{names[one['person']]} at " in text for one in told["apologies"])


def test_another_start_and_room_are_told_and_kept_in_the_forms(at_moving: FlaskClient, standing: Standing) -> None:
    day = first(standing, AT_A_PRICE)
    panel = soup_of(at_moving.get(f"{MOVE}?day={day}&start=14:00&room=HALL", headers=PANEL))
    assert "at 14:00 in Great Hall" in panel.text
    assert "Rooms cost £" in panel.text
    applying = panel.select_one("form.apply")
    assert applying is not None
    fields = {str(one["name"]): one["value"] for one in applying.select("input[type=hidden]")}
    assert (fields["day"], fields["start"], fields["room"]) == (day.isoformat(), "14:00", "HALL")


def test_what_cannot_be_read_is_told_and_nothing_asked(at_moving: FlaskClient) -> None:
    page = at_moving.get(f"{MOVE}?day=2016-13-40&start=noon&room=NOWHERE")
    assert page.status_code == 400
    for words in ("“2016-13-40” is no day", "“noon” is no time", "“NOWHERE” is no room"):
        assert words in unescape(page.text)
    outside = at_moving.get(f"{MOVE}?day=2019-01-01")
    assert outside.status_code == 400
    assert "lies outside this calendar" in outside.text
    assert at_moving.get(f"{IN}/move/HWB/99").status_code == 404
    assert at_moving.get(f"{IN}/move/NOBODY/1").status_code == 404


def test_a_meeting_that_was_held_or_cancelled_cannot_be_picked_up(at_moving: FlaskClient) -> None:
    held = at_moving.get(f"{IN}/move/GB/1")
    assert "has already met on Thursday 5 November 2015" in held.text
    assert "data-pick" not in held.text
    cancelled = at_moving.get(f"{IN}/move/GB/2?day=2015-12-15")
    assert "is cancelled" in cancelled.text
    assert "data-pick" not in cancelled.text


# -- applying


def test_a_move_is_applied_told_checked_and_undone(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    before, day = dates(folder), first(standing, AT_A_PRICE)
    page = officer.get(f"{MOVE}?day={day}")
    assert dates(folder) == before
    sent = officer.post(MOVE, data={**hidden(page.text), "day": day.isoformat(), "reason": "The hall is let"})
    assert (sent.status_code, sent.location) == (303, f"{IN}/meetings/HWB/2?done=yes")
    assert dates(folder) == {**before, "HWB#2": day.isoformat()}
    plan = plan_of(folder)
    assert "breaks no rule" in run("check", plan / "input", plan) or json.loads(
        run("check", plan / "input", plan, "--json")
    )
    there = officer.get(sent.location)
    assert f"Done. Health Board (HWB#2): from {long_date(date.fromisoformat(before['HWB#2']))}" in there.text
    assert f"to {long_date(day)}" in there.text
    assert "The hall is let" in there.text
    undo = soup_of(there).select_one("form.undo")
    assert undo is not None
    fields = {str(one["name"]): str(one["value"]) for one in undo.select("input")}
    assert officer.post(str(undo["action"]), data=fields).status_code == 303
    assert dates(folder) == before
    assert soup_of(officer.get(f"{IN}/meetings/HWB/2")).select_one("form.undo") is None


def test_what_is_applied_is_what_the_command_applies(
    officer: FlaskClient, folder: Path, standing: Standing, tmp_path: Path
) -> None:
    day = first(standing, AT_A_PRICE)
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    page = officer.get(f"{MOVE}?day={day}")
    officer.post(MOVE, data={**hidden(page.text), "day": day.isoformat()})
    plan = plan_of(other)
    run("move", plan / "input", plan, "HWB#2", day.isoformat(), "--accept", "--as-of", TODAY, "--by", "Officer")
    ours, theirs = (json.loads((plan_of(one) / "plan.json").read_text(encoding="utf-8")) for one in (folder, other))
    assert ours == theirs
    assert (plan_of(folder) / "input" / "fixed_meetings.csv").read_bytes() == (
        plan / "input" / "fixed_meetings.csv"
    ).read_bytes()


def test_the_page_after_it_shows_what_is_on_disk(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    day = first(standing, AT_A_PRICE)
    page = officer.get(f"{MOVE}?day={day}")
    officer.post(MOVE, data={**hidden(page.text), "day": day.isoformat()})
    after = standing_of(folder)
    found = soup_of(officer.get(MOVE))
    assert colours(found) == {one.date: COLOURS[one.verdict].kind for one in open_days(after, "HWB", 2)}
    assert f"It is on {long_date(day)}" in found.text


def test_a_form_on_another_version_changes_nothing(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    day = first(standing, AT_A_PRICE)
    page = officer.get(f"{MOVE}?day={day}")
    plan = plan_of(folder)
    run("pin", plan / "input", plan, "WG#2", "--accept", "--as-of", TODAY)
    before = dates(folder)
    stale = officer.post(MOVE, data={**hidden(page.text), "day": day.isoformat()})
    assert stale.status_code == 409
    assert dates(folder) == before


def test_a_form_sent_twice_is_done_once(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    day = first(standing, AT_A_PRICE)
    fields = {**hidden(officer.get(f"{MOVE}?day={day}").text), "day": day.isoformat()}
    locations = {officer.post(MOVE, data=fields).location for _ in range(2)}
    assert locations == {f"{IN}/meetings/HWB/2?done=yes"}
    steps = json.loads(run("history", plan_of(folder), "--json"))["steps"]
    assert [step["command"] for step in steps].count("move") == 1


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"day": "2016-02-30"}, 400, "is no day"),
        ({"day": "2031-01-01"}, 400, "lies outside this calendar"),
        ({"day": ""}, 400, "Choose a day first"),
        ({"day": "2016-01-12", "start": "7 bells"}, 400, "is no time"),
        ({"day": "2016-01-12", "room": "../CR1"}, 400, "is no room"),
        ({"day": "2016-01-12", "waive": "gravity", "reason": "Why not"}, None, "is no rule"),
        ({"day": "2016-01-16", "waive": "weekday"}, 400, "Say why a rule is not kept"),
        ({"day": "2016-01-16"}, 409, "Nothing was done"),
        ({"day": "2015-12-25"}, 409, "Nothing was done"),
    ],
)
def test_what_nobody_may_ask_for_is_refused_in_words(
    officer: FlaskClient, folder: Path, standing: Standing, fields: dict[str, str], status: int | None, words: str
) -> None:
    before, day = dates(folder), first(standing, AT_A_PRICE)
    answer = officer.post(MOVE, data={**hidden(officer.get(f"{MOVE}?day={day}").text), **fields})
    assert 400 <= answer.status_code < 500
    assert status in (None, answer.status_code)
    assert words in unescape(answer.text)
    assert dates(folder) == before


def test_a_fact_is_not_moved_by_a_forged_form(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    before, day = dates(folder), first(standing, AT_A_PRICE)
    form = {**hidden(officer.get(f"{MOVE}?day={day}").text), "day": day.isoformat()}
    answer = officer.post(f"{IN}/move/GB/1", data=form)
    assert answer.status_code == 409
    assert "has already met" in answer.text
    assert dates(folder) == before


def test_a_rule_is_waived_once_with_a_reason(officer: FlaskClient, folder: Path) -> None:
    saturday = "2016-01-16"
    shut = soup_of(officer.get(f"{MOVE}?day={saturday}", headers=PANEL))
    offered = [str(one["value"]) for one in shut.select('input[name="waive"]')]
    assert "weekday" in offered
    query = "&".join(f"waive={rule}" for rule in offered)
    panel = officer.get(f"{MOVE}?day={saturday}&{query}", headers=PANEL)
    assert "Not asked of it, this once" in panel.text
    form = {**hidden(panel.text), "day": saturday, "waive": offered, "reason": "A public event"}
    assert officer.post(MOVE, data=form).status_code == 303
    assert dates(folder)["HWB#2"] == saturday
    meeting = officer.get(f"{IN}/meetings/HWB/2").text
    assert "Weekday: A public event" in meeting
    run("check", plan_of(folder) / "input", plan_of(folder))


def test_a_whole_meeting_day_moves_as_one(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    day = next(
        one.date
        for one in open_days(standing, "CUL", 1)
        if one.verdict in (FREE, AT_A_PRICE) and one.date.isoformat() != dates(folder)["CUL#1"]
    )
    page = officer.get(f"{IN}/move/CUL/1?day={day}")
    assert "which moves as a whole" in page.text
    sent = officer.post(f"{IN}/move/CUL/1", data={**hidden(page.text), "day": day.isoformat()})
    assert sent.status_code == 303
    found = dates(folder)
    assert {found["CUL#1"], found["SPO#1"]} == {day.isoformat()}


# -- roles


def test_a_viewer_looks_and_cannot_apply(viewer: FlaskClient, folder: Path, standing: Standing) -> None:
    day, before = first(standing, AT_A_PRICE), dates(folder)
    page = viewer.get(f"{MOVE}?day={day}")
    assert page.status_code == 200
    assert soup_of(page).select("form.apply") == []
    assert "You may look" in page.text
    for address in (MOVE, f"{MOVE}/others", f"{IN}/add/HWB"):
        assert viewer.post(address, data={**hidden(page.text), "day": day.isoformat()}).status_code == 403
    assert dates(folder) == before


def test_once_it_is_published_a_planner_changes_drafts_only(folder: Path, standing: Standing) -> None:
    day, before = first(standing, AT_A_PRICE), dates(folder)
    Years(folder).named("moving").register.write_text("{}", encoding="utf-8")
    planner = client_of(folder, "moving", PLANNER)
    page = planner.get(f"{MOVE}?day={day}")
    assert soup_of(page).select("form.apply") == []
    fields = {**hidden(page.text), "day": day.isoformat()}
    assert planner.post(MOVE, data=fields).status_code == 403
    assert dates(folder) == before


# -- one meeting more


def test_one_meeting_more_is_asked_day_by_day_or_all_at_once(officer: FlaskClient, standing: Standing) -> None:
    page = soup_of(officer.get(f"{IN}/add/GB"))
    assert "To be asked" in page.text
    ruled_out = {day for day, kind in colours(page).items() if kind == "out"}
    every = soup_of(officer.get(f"{IN}/add/GB?ask=yes"))
    found = open_days_to_add(standing, "GB")
    assert colours(every) == {day.date: COLOURS[day.verdict].kind for day in found}
    assert ruled_out <= {day.date for day in found if day.verdict == RULED_OUT}
    for day in found[::9]:
        panel = soup_of(officer.get(f"{IN}/add/GB?day={day.date}", headers=PANEL))
        tag = panel.select_one("h2 .tag")
        assert tag is not None
        assert tag.text == COLOURS[day.verdict].words
        assert bool(panel.select("form.apply")) == (day.verdict in (FREE, AT_A_PRICE))


@pytest.mark.slow
def test_one_meeting_more_is_added(officer: FlaskClient, folder: Path, standing: Standing) -> None:
    day = next(one.date for one in open_days_to_add(standing, "WG") if one.verdict in (FREE, AT_A_PRICE))
    before = dates(folder)
    page = officer.get(f"{IN}/add/WG?day={day}")
    sent = officer.post(f"{IN}/add/WG", data={**hidden(page.text), "day": day.isoformat()})
    assert (sent.status_code, sent.location) == (303, f"{IN}/year")
    assert dates(folder) == {**before, "WG#3": day.isoformat()}
    assert officer.get(f"{IN}/add/NOBODY").status_code == 404


def test_a_board_of_a_meeting_day_gets_a_whole_day_more(officer: FlaskClient) -> None:
    assert "Add a meeting of Partnership day" in officer.get(f"{IN}/add/CUL").text
