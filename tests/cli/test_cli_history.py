"""`history` and `undo` as an officer types them."""

import hashlib
import json
import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import outputs_in
from click.testing import CliRunner, Result
from icalendar import Calendar
from small_input import write_input

from scheduler.cli import main

WHEN = r"\w+ \d+ \w+ 20\d\d at \d\d:\d\d"
GB_LATER = {"closed_dates": "start_date,end_date,reason,applies_to\n2015-11-02,2015-11-22,Shut,GB\n"}
TWICE = {"bodies": "body,name,meetings_min,notice_clear_days\nHWB,Health Board,2,5\nGB,Growth Board,2,\n"}
EARLY = ("--as-of", "2015-10-01")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def done(*arguments: object) -> Result:
    found = run(*arguments)
    assert found.exit_code == 0, found.output
    return found


def planned(place: Path, *arguments: object, **tables: str) -> None:
    source = write_input(place / "small", **tables)
    done("plan", source, "-o", place / "year", *EARLY, *arguments)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    planned(folder, "--by", "ann", "--reason", "First draft")
    return folder


@pytest.fixture
def place(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture
def year(place: Path) -> Path:
    return place / "year"


def meetings(folder: Path) -> dict[str, tuple[str, str, int]]:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return {
        f"{one['body']}#{one['sequence']}": (one["date"], one["status"], one["revision"]) for one in plan["meetings"]
    }


def uids(folder: Path) -> set[str]:
    return {one["uid"] for one in json.loads((folder / "plan.json").read_text(encoding="utf-8"))["meetings"]}


def sequences(folder: Path) -> dict[str, tuple[int, str, object]]:
    events = Calendar.from_ical((folder / "feeds" / "all.ics").read_bytes()).events
    return {str(one["UID"]): (one["SEQUENCE"], str(one["STATUS"]), one["DTSTAMP"].dt) for one in events}


def test_every_step_is_listed_with_who_when_why_and_what_changed(year: Path) -> None:
    done("confirm", year, "--body", "HWB", "--by", "the clerk", "--reason", "Approved by Council")
    done("export", year, "--by", "bob")
    found = done("history", year)
    assert re.sub(WHEN, "WHEN", found.stdout).splitlines() == [
        "  1  WHEN: plan, by ann: 3 meetings (First draft)",
        "  2  WHEN: confirm, by the clerk: 2 meetings confirmed (Approved by Council)",
        "  3  WHEN: export, by bob: no meeting changed",
    ]
    document = json.loads(done("history", year, "--json").stdout)
    assert document["steps"][1] == {
        "number": 2,
        "moment": document["steps"][1]["moment"],
        "command": "confirm",
        "back_to": None,
        "by": "the clerk",
        "reason": "Approved by Council",
        "about": None,
        "changed": "2 meetings confirmed",
    }
    assert "Back to step 1 (`plan`" in done("undo", year).stderr  # what was exported was the same plan
    assert (document["folder"], document["damaged"], document["newer"]) == (str(year), [], [])


def test_undo_goes_back_and_what_members_have_only_goes_on(year: Path) -> None:
    done("confirm", year, *EARLY)
    before, shown = uids(year), sequences(year)
    found = done("undo", year, "--by", "ann")
    assert re.sub(WHEN, "WHEN", found.stderr) == (
        f"Back to step 1 (`plan`, by ann, on WHEN): 3 meetings provisional again.\nWrote {year}.\n"
    )
    assert uids(year) == before
    assert {status for _, status, _ in meetings(year).values()} == {"provisional"}
    after = sequences(year)
    assert shown.keys() == after.keys()
    for uid, (sequence, status, stamp) in after.items():
        assert (sequence, status) == (shown[uid][0] + 1, "TENTATIVE")
        assert stamp > shown[uid][2]
    assert json.loads((year.parent / "year.previous" / "plan.json").read_text())["meetings"][0]["status"] == "confirmed"


def test_undo_again_goes_further_back_and_the_number_of_a_step_returns_to_it(year: Path) -> None:
    done("confirm", year, "--body", "GB", *EARLY)
    done("confirm", year, *EARLY)
    for words in ("2 meetings provisional again", "1 meeting provisional again"):
        assert words in done("undo", year).stderr
    refused = run("undo", year)
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"{year} has no step before this one: there is nothing to go back to.\n",
    )
    assert "3 meetings confirmed" in done("undo", year, 3).stderr
    found = [line.split(": ")[1].split(", by")[0] for line in done("history", year).stdout.splitlines()]
    assert found == ["plan", "confirm", "confirm", "undo to step 2", "undo to step 1", "undo to step 3"]


def test_undo_counts_on_from_every_step_for_any_of_them_may_have_been_sent(place: Path, year: Path) -> None:
    done("confirm", year, *EARLY)
    shown = sequences(year)
    done("plan", place / "small", "-o", year, *EARLY, "--afresh")  # counts from nothing
    done("undo", year, 1)
    for uid, (sequence, _, stamp) in sequences(year).items():
        assert (sequence, stamp > shown[uid][2]) == (shown[uid][0] + 1, True)


@pytest.mark.parametrize("within", [".", "feeds"])
def test_who_works_within_the_folder_always_has_the_plan_as_it_is(
    year: Path, monkeypatch: pytest.MonkeyPatch, within: str
) -> None:
    monkeypatch.chdir(year / within)
    monkeypatch.setenv("PWD", str(year / within))  # the shell's, which stays what it is while the folder is replaced
    up = "." if within == "." else ".."
    done("confirm", up, "--body", "GB")
    there = os.open(".", os.O_RDONLY)  # where the shell stands: in what the folder was before
    try:
        for command in (("confirm", up), ("undo", up), ("export", up)):
            os.fchdir(there)
            done(*command)
        os.fchdir(there)
        told = done("history", up).stdout.splitlines()
    finally:
        os.close(there)
    assert [line.split(": ")[1].split(", by")[0] for line in told] == [
        *("plan", "confirm", "confirm", "undo to step 2", "export"),
    ]
    assert sorted(path.name for path in year.parent.iterdir()) == ["small", "year", "year.previous"]


def test_the_input_of_the_step_comes_back_with_it(place: Path, year: Path) -> None:
    before = outputs_in(year)
    planned(place, **GB_LATER)
    assert meetings(year)["GB#1"][0] >= "2015-11-23"
    done("undo", year)
    after = outputs_in(year)
    assert {name: after[name] for name in before if name.startswith("input/")} == {
        name: content for name, content in before.items() if name.startswith("input/")
    }
    assert "input/closed_dates.csv" not in after
    assert meetings(year)["GB#1"] == ("2015-11-02", "provisional", 2)
    assert done("check", year / "input", year).exit_code == 0


def test_what_the_present_plan_alone_has_is_cancelled(place: Path, year: Path) -> None:
    planned(place, **TWICE)
    (added,) = uids(year) - uids(place / "year.previous")
    done("undo", year)
    assert sequences(year)[added][:2] == (1, "CANCELLED")
    assert meetings(year)["GB#2"][1] == "cancelled"
    done("undo", year, 2)
    assert sequences(year)[added][:2] == (2, "TENTATIVE")


def test_what_has_been_held_or_notified_stays_and_is_named(place: Path, year: Path) -> None:
    planned(place, closed_dates="start_date,end_date,reason\n2015-11-03,2015-11-20,Shut\n")
    held, moved = meetings(year), date.fromisoformat(meetings(year)["HWB#2"][0])
    assert (held["HWB#1"][0], held["GB#1"][0]) == ("2015-11-02", "2015-11-02")
    assert moved >= date(2015, 11, 23)
    done("confirm", year, *EARLY)
    found = done("undo", year, 1, "--as-of", moved - timedelta(days=4), "--json")
    stayed = {(one["body"], one["sequence"]): one["why"] for one in json.loads(found.stdout)["stayed"]}
    assert stayed[("HWB", 1)] == "Health Board has already met on Monday 2 November 2015."
    assert stayed[("GB", 1)] == "Growth Board has already met on Monday 2 November 2015."
    assert re.match(
        r"Notice of the meeting of Health Board on \w+ \d+ November 2015 has been served", stayed[("HWB", 2)]
    )
    assert "Warning: Health Board (HWB#2) stays as it is now: Notice of the meeting" in found.stderr
    assert meetings(year)["HWB#2"][:2] == (moved.isoformat(), "confirmed")


def test_a_meeting_is_not_put_back_on_a_day_that_has_passed(place: Path, year: Path) -> None:
    planned(place, **GB_LATER)
    moved = meetings(year)["GB#1"]
    found = done("undo", year, "--as-of", "2015-11-10")
    assert "Warning: Growth Board (GB#1) stays as it is now: Monday 2 November 2015 has passed." in found.stderr
    assert meetings(year)["GB#1"] == moved


def test_what_differs_is_said_in_sentences(place: Path, year: Path) -> None:
    planned(place, **GB_LATER)
    found = done("history", year, "--diff", "1", "now")
    first, change, files = re.sub(WHEN, "WHEN", found.stdout).splitlines()
    assert first == "From step 1 (`plan`, by ann, on WHEN) to now:"
    assert re.fullmatch(r"  Growth Board \(GB#1\): from WHEN in Committee Room \d to WHEN in Committee Room \d", change)
    assert files == "  The input differs: closed_dates.csv"
    same = done("history", year, "--diff", "2", "now")
    assert same.stdout.splitlines()[1:] == ["  Nothing differs."]
    document = json.loads(done("history", year, "--diff", "1", "2", "--json").stdout)
    assert (document["from"]["number"], document["to"]["number"], document["input_files"]) == (
        1,
        2,
        ["closed_dates.csv"],
    )
    assert [(one["body"], one["sequence"], one["kind"]) for one in document["changes"]] == [("GB", 1, "moved")]


def test_a_folder_that_an_older_version_made_can_be_gone_back_to(year: Path) -> None:
    shutil.rmtree(year / "history")
    found = done("history", year)
    assert found.stdout == (
        f"{year} has no history yet: what it holds becomes the first step as soon as it is written again.\n"
    )
    before = meetings(year)
    done("confirm", year, *EARLY)
    listed = done("history", year).stdout.splitlines()
    assert re.fullmatch(rf"  1  {WHEN}: found here: 3 meetings", listed[0])
    done("undo", year)
    assert [(date, status) for date, status, _ in meetings(year).values()] == [
        (date, status) for date, status, _ in before.values()
    ]


def test_what_was_changed_by_hand_is_undone_first(year: Path) -> None:
    plan = year / "plan.json"
    before = meetings(year)
    plan.write_text(plan.read_text(encoding="utf-8").replace('"10:00"', '"10:30"'), encoding="utf-8")
    assert done("history", year).stdout.splitlines()[-1] == (
        "What is there now was put there by no command since; the next one keeps it as a step."
    )
    assert "Back to step 1" in done("undo", year).stderr
    assert [one[0] for one in meetings(year).values()] == [one[0] for one in before.values()]
    assert "10:30" not in {one["start"] for one in json.loads(plan.read_text(encoding="utf-8"))["meetings"]}
    assert "put here by no command" in done("history", year).stdout.splitlines()[1]


def test_a_step_whose_plan_is_damaged_is_told_and_the_others_are_there(year: Path) -> None:
    done("confirm", year, "--body", "GB", *EARLY)
    done("confirm", year, *EARLY)
    digest = json.loads(next((year / "history" / "steps").glob("0001-*")).read_text())["files"]["plan.json"]
    kept = year / "history" / "objects" / digest
    kept.unlink()
    kept.write_bytes(b"other")
    lines = done("history", year).stdout.splitlines()
    assert lines[0].endswith(f": its plan cannot be read: {kept} is not what was kept there (First draft)")
    refused = run("undo", year, 1)
    assert (refused.exit_code, refused.stderr) == (2, f"{kept} is not what was kept there\n")
    assert "2 meetings provisional again" in done("undo", year, 2).stderr


def test_a_step_of_a_newer_version_is_named_as_that(year: Path) -> None:
    document = b'{"format": "meeting-day-step/2"}'
    name = f"0002-{hashlib.sha256(document).hexdigest()[:16]}.json"
    (year / "history" / "steps" / name).write_bytes(document)
    (year / "history" / "steps" / "0003-0123456789abcdef.json").write_bytes(document)
    assert done("history", year).stdout.splitlines()[2:] == [
        "The step 0003-0123456789abcdef.json cannot be read, and nothing is known of it; the others are whole.",
        f"The step {name} was taken by a newer version of meeting-day: use that for this folder.",
    ]
    done("confirm", year)
    assert [one["number"] for one in json.loads(done("history", year, "--json").stdout)["steps"]] == [1, 4, 5]


@pytest.mark.parametrize("spoilt", [None, b"", b"[]", b'{"format": "meeting-day-plan/1"}'])
def test_a_plan_that_somebody_has_spoilt_or_deleted_comes_back(year: Path, spoilt: bytes | None) -> None:
    done("confirm", year, *EARLY)
    before = meetings(year)
    (year / "plan.json").unlink()
    if spoilt is not None:
        (year / "plan.json").write_bytes(spoilt)
    assert run("history", year, "--diff", "1", "now").exit_code == 2
    assert "Back to step 2 (`confirm`" in done("undo", year).stderr
    assert meetings(year) == before


def test_a_plan_of_a_newer_version_is_not_written_over(year: Path) -> None:
    done("confirm", year, *EARLY)
    newer = b'{"format": "meeting-day-plan/2"}'
    (year / "plan.json").write_bytes(newer)
    found = run("undo", year)
    assert found.exit_code == 2
    assert (
        "plan.json was made by a newer version of meeting-day, which writes the format meeting-day-plan/2"
        in found.stderr
    )
    assert (year / "plan.json").read_bytes() == newer


def test_what_cannot_be_gone_back_to_is_said_in_a_sentence(tmp_path: Path, year: Path) -> None:
    nowhere = run("history", tmp_path / "nowhere")
    assert (nowhere.exit_code, nowhere.stderr.splitlines()[0]) == (
        2,
        f"{tmp_path / 'nowhere' / 'plan.json'} is not there. Give the folder that `meeting-day plan` wrote.",
    )
    for number in ("7", "x"):
        found = run("undo", year, number)
        assert found.exit_code == 2
        assert f"there is no step {number} that can be read. `meeting-day history` lists them: 1 to 1." in found.stderr
    shutil.rmtree(year / "input")
    done("export", year, "--input", year.parent / "small")
    found = run("undo", year)
    assert found.exit_code == 2
    assert found.stderr == "Step 2 kept no input, for its plan was not made from files. Give its input by --input.\n"
    done("undo", year, "2", "--input", year.parent / "small")


@pytest.mark.parametrize("words", [("history",), ("undo",), ("confirm",), ("export",)])
def test_a_folder_that_a_killed_run_took_away_is_found_by_all(year: Path, words: tuple[str, ...]) -> None:
    done("confirm", year, "--body", "GB", *EARLY)
    work = year.parent / f".meeting-day-{hashlib.sha256(b'year').hexdigest()[:8]}-0123abcd"
    work.mkdir()
    year.rename(work / "old")
    done(*words, year)
    assert [path.name for path in year.parent.iterdir() if path.name.startswith(".")] == []
