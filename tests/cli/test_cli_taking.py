"""`plan --take` and `sweep --take`: a calendar that was compared becomes the calendar, as a step of the history."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_input import write_input

from scheduler.cli import main

EARLY = ("--as-of", "2015-10-01")
HEADER = "scenario,change,subject,value\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def plan_of(folder: Path) -> dict:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def held(folder: Path) -> dict[tuple[str, int], str]:
    return {(one["body"], one["sequence"]): one["date"] for one in plan_of(folder)["meetings"] if live(one)}


def live(meeting: dict) -> bool:
    return meeting["status"] != "cancelled"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_input(tmp_path / "small")


@pytest.fixture
def compared(small: Path, tmp_path: Path) -> Path:
    """Return a folder with two calendars to choose from."""
    found = run("plan", small, "-o", tmp_path / "out", "--options", 2, *EARLY)
    assert found.exit_code == 0, found.stderr
    return tmp_path / "out"


# -- an option


def test_an_option_takes_the_place_of_the_best_and_that_stays_to_be_chosen(small: Path, compared: Path) -> None:
    best, other = held(compared), held(compared / "options" / "2")
    found = run("plan", small, "-o", compared, "--take", 2, "--by", "Clerk")
    assert found.exit_code == 0, found.stderr
    assert (held(compared), held(compared / "options" / "2")) == (other, best)
    assert "Took option 2; the calendar before is now the first of the other options." in found.stderr
    page = (compared / "options.html").read_text(encoding="utf-8")
    assert "Option 1 is the calendar of the folder: the best that was found, or the one that was taken since." in page
    assert run("check", small, compared).exit_code == 0
    steps = run("history", compared).stdout.splitlines()
    assert steps[1].endswith("plan --take, by Clerk: Took option 2, instead of the one before.")
    assert run("undo", compared).exit_code == 0
    assert held(compared) == best


def test_what_members_have_keeps_its_uid_and_only_rises(small: Path, compared: Path) -> None:
    before = {one["uid"]: one for one in plan_of(compared)["meetings"]}
    assert run("plan", small, "-o", compared, "--take", 2).exit_code == 0
    after = {one["uid"]: one for one in plan_of(compared)["meetings"]}
    assert before.keys() <= after.keys()
    moved = {uid for uid, one in before.items() if when(after[uid]) != when(one)}
    raised = {uid for uid, one in before.items() if after[uid]["revision"] == one["revision"] + 1}
    assert moved
    assert raised == moved
    assert all(after[uid]["revision"] == one["revision"] for uid, one in before.items() if uid not in raised)


def when(meeting: dict) -> tuple[str, str, str]:
    return meeting["date"], meeting["start"], meeting["room"]


def test_the_document_says_which_was_taken(small: Path, compared: Path) -> None:
    found = run("plan", small, "-o", compared, "--take", 2, "--json")
    document = json.loads(found.stdout)
    assert (document["taken"], document["meetings"], document["folder"]) == (2, 3, str(compared))


@pytest.mark.parametrize(
    ("number", "message"),
    [(3, "holds no option 3. Take 2: options.html compares them."), (5, "holds no option 5.")],
)
def test_an_option_that_is_not_there_is_refused(small: Path, compared: Path, number: int, message: str) -> None:
    found = run("plan", small, "-o", compared, "--take", number)
    assert (found.exit_code, message in found.stderr) == (2, True)


def test_a_calendar_without_options_has_none_to_take(small: Path, tmp_path: Path) -> None:
    assert run("plan", small, "-o", tmp_path / "one").exit_code == 0
    found = run("plan", small, "-o", tmp_path / "one", "--take", 2)
    assert found.exit_code == 2
    assert "holds no other calendars to take. Find some with meeting-day plan --options 3." in found.stderr


def test_nothing_is_taken_once_meetings_are_confirmed(small: Path, compared: Path) -> None:
    assert run("confirm", compared, "--body", "GB").exit_code == 0
    before = plan_of(compared)
    found = run("plan", small, "-o", compared, "--take", 2, *EARLY)
    assert found.exit_code == 1
    assert "Option 2 cannot be taken." in found.stderr
    assert "is confirmed." in found.stderr
    assert plan_of(compared) == before


def test_nothing_is_taken_that_would_move_what_has_been_held(small: Path, compared: Path) -> None:
    before = plan_of(compared)
    found = run("plan", small, "-o", compared, "--take", 2, "--as-of", "2015-11-30")
    assert (found.exit_code, "has already met on" in found.stderr) == (1, True)
    assert plan_of(compared) == before


def test_nothing_is_taken_once_the_input_has_changed(small: Path, compared: Path) -> None:
    before = plan_of(compared)
    (small / "rooms.csv").write_text("room,name,venue,capacity\nCR1,Committee Room 1,Town Hall,25\n", encoding="utf-8")
    found = run("plan", small, "-o", compared, "--take", 2)
    assert (found.exit_code, "is no longer the input that the options were found for." in found.stderr) == (1, True)
    assert plan_of(compared) == before
    assert run("plan", compared / "input", "-o", compared, "--take", 2, *EARLY).exit_code == 0


@pytest.mark.parametrize("more", [["--options", 2], ["--afresh"], ["--baseline", "x"], ["--cluster", "tcp://h:1"]])
def test_an_option_is_taken_without_any_search(small: Path, tmp_path: Path, more: list[object]) -> None:
    found = run("plan", small, "-o", tmp_path / "out", "--take", 2, *more)
    assert (found.exit_code, "--take searches nothing" in found.stderr) == (2, True)


# -- a scenario


def scenarios(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "what-if.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "input" / f"{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_a_scenario_is_planned_and_its_input_kept(small: Path, tmp_path: Path) -> None:
    table = scenarios(tmp_path, "Fridays,weekdays,HWB,Fri\nFridays,join,DPH,GB\nMondays,weekdays,HWB,Mon\n")
    found = run("sweep", small, "--scenarios", table, "--take", "fridays", "-o", tmp_path / "out")
    assert found.exit_code == 0, found.stderr
    assert "Taking the scenario Fridays: HWB only on Fridays and DPH joins GB." in found.stderr
    (health, growth) = rows_of(tmp_path / "out", "bodies")
    assert (health["weekdays"], growth["weekdays"]) == ("Friday", None)
    assert [row["person"] for row in rows_of(tmp_path / "out", "memberships") if row["body"] == "GB"] == ["BOB", "DPH"]
    assert run("check", tmp_path / "out" / "input", tmp_path / "out").exit_code == 0
    assert "Took the scenario Fridays: HWB only on Fridays and DPH joins GB." in run("history", tmp_path / "out").stdout


def test_a_scenario_that_makes_a_plan_impossible_leaves_the_folder_as_it_was(small: Path, tmp_path: Path) -> None:
    assert run("plan", small, "-o", tmp_path / "out").exit_code == 0
    before = plan_of(tmp_path / "out")
    table = scenarios(tmp_path, "Shut,closed,2015-11-01 to 2015-11-30,Works\n")
    found = run("sweep", small, "--scenarios", table, "--take", "Shut", "-o", tmp_path / "out")
    assert found.exit_code == 1
    assert plan_of(tmp_path / "out") == before


def test_a_scenario_that_is_not_there_is_refused(small: Path, tmp_path: Path) -> None:
    table = scenarios(tmp_path, "Fridays,weekdays,HWB,Fri\nMondays,weekdays,HWB,Mon\n")
    found = run("sweep", small, "--scenarios", table, "--take", "Sundays")
    assert found.exit_code == 2
    assert "there is no scenario “Sundays”. Take one of: Fridays or Mondays." in found.stderr


def test_without_a_table_a_weekday_of_the_meeting_days_is_taken(tmp_path: Path) -> None:
    small = write_input(
        tmp_path / "days",
        bodies="body,name,meeting_day,session\nHWB,Health Board,DAY,AM\nGB,Growth Board,DAY,AM\n",
        meeting_days="meeting_day,name,meetings_min,weekdays\nDAY,Partnership day,1,Thu\n",
        sessions="meeting_day,session,kind,start,end\nDAY,AM,boards,09:00,13:00\nDAY,LUNCH,lunch,13:00,14:00\n",
    )
    found = run("sweep", small, "--take", "DAY on Wednesdays", "-o", tmp_path / "out")
    assert found.exit_code == 0, found.stderr
    assert rows_of(tmp_path / "out", "meeting_days")[0]["weekdays"] == "Wednesday"
