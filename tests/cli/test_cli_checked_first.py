"""`confirm`, `export`, `publish` and `serve` look at the plan and its input before they give anything out."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from builders import outputs_in
from click.testing import CliRunner, Result
from icalendar import Calendar
from small_input import write_input

from scheduler.cli import main
from scheduler.outputs.site.register import Anyway, read_register

BASE = "https://meetings.example.gov.uk"
PUBLISH = ("publish", "year", "--to", "site", "--base-url", BASE)
COMMANDS = (("confirm", "year"), ("export", "year"), ("export", "year", "-o", "copy"), PUBLISH)
WHY = "The court has ordered it."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    assert run("plan", write_input(folder / "input"), "-o", folder / "year", "--as-of", "2015-10-01").exit_code == 0
    return folder


@pytest.fixture
def place(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(place: Path, make: Callable[[dict[str, Any]], object]) -> None:
    path = place / "year" / "plan.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    make(document)
    path.write_text(json.dumps(document), encoding="utf-8")


def at_night(document: dict[str, Any]) -> None:
    """Put a public meeting in the night, as somebody who edits a file might."""
    one = next(one for one in document["meetings"] if one["body"] == "HWB")
    one.update(start="03:00", end="23:00")


def of_a_body_unknown(document: dict[str, Any]) -> None:
    """Let a meeting be that of a body, in a room and of members that the input does not know."""
    one = document["meetings"][0]
    one.update(body="OLD", uid="a meeting of old", room="ATTIC")
    for row in one["attendance"]:
        row["person"] += "-OLD"


def everything(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_plan_that_breaks_a_rule_is_not_given_out(place: Path, command: tuple[str, ...]) -> None:
    change(place, at_night)
    before = everything(place)
    found = run(*command)
    assert found.exit_code == 1
    assert any(line.startswith("  start time: Health Board on ") for line in found.stderr.splitlines())
    assert found.stderr.splitlines()[-1] == (
        "Put that right (`meeting-day plan`, `move` or `undo`). If it must be as it is, say why with --anyway REASON, "
        "which is recorded."
    )
    assert everything(place) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_plan_whose_input_was_changed_is_not_given_out(place: Path, command: tuple[str, ...]) -> None:
    bodies = place / "year" / "input" / "bodies.csv"
    bodies.write_text(bodies.read_text(encoding="utf-8").replace("1,,\n", "1,,yes\n"), encoding="utf-8")
    before = everything(place)
    found = run(*command)
    assert found.exit_code == 1
    assert found.stderr.splitlines()[1] == (
        "  input: This is not the input that the plan was made from: it has been changed since, or is another one."
    )
    assert everything(place) == before


@pytest.mark.parametrize("command", [*COMMANDS, ("serve", "year", "--port", "0")])
def test_a_body_that_the_input_lacks_is_told_of_in_words(place: Path, command: tuple[str, ...]) -> None:
    change(place, of_a_body_unknown)
    found = run(*command)
    assert found.exit_code == 1
    assert "OLD on Monday 2 November 2015 at 10:00: the input does not know" in found.stderr
    assert "KeyError" not in found.stderr


@pytest.mark.parametrize("make", [at_night, of_a_body_unknown])
@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_done_anyway_for_a_reason(
    place: Path, command: tuple[str, ...], make: Callable[[dict[str, Any]], object]
) -> None:
    change(place, make)
    assert run(*command, "--anyway", f" {WHY} ").exit_code == 0
    told = run("history", "copy" if "copy" in command else "year").stdout.splitlines()[-1]
    assert f"anyway: {WHY}" in told


def test_the_register_keeps_why_a_plan_was_published_anyway(place: Path) -> None:
    change(place, at_night)
    for _ in range(2):
        assert run(*PUBLISH, "--anyway", WHY).exit_code == 0
    register = read_register(place / "site.register.json")
    assert register is not None
    assert register.anyway == (Anyway("2015-09-30T23:00:00Z", WHY),)


def test_a_reason_for_nothing_is_not_recorded(place: Path) -> None:
    assert run(*PUBLISH, "--anyway", WHY).exit_code == 0
    assert WHY not in run("history", "year").stdout
    assert WHY not in (place / "site.register.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_reason_is_none(place: Path, command: tuple[str, ...]) -> None:
    found = run(*command, "--anyway", "  ")
    assert (found.exit_code, "say why: the reason is recorded" in found.stderr) == (2, True)


def test_once_accepted_an_input_is_that_of_the_plan(place: Path) -> None:
    people = place / "year" / "input" / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Councillor Ann", "Councillor Anna"), encoding="utf-8")
    assert run("export", "year").exit_code == 1
    assert run("export", "year", "--anyway", "She has married.").exit_code == 0
    assert run("confirm", "year").exit_code == 0


def test_refusals_are_a_document_too(place: Path) -> None:
    change(place, at_night)
    for command in (("confirm", "year"), PUBLISH):
        found = run(*command, "--json")
        assert found.exit_code == 1
        message, *reasons = json.loads(found.stdout)["refused"]
        assert message.endswith("wrong.")
        assert all(": " in reason for reason in reasons)


def test_where_all_is_confirmed_it_is_checked_too(place: Path) -> None:
    assert run("confirm", "year").exit_code == 0
    change(place, at_night)
    assert (run("confirm", "year").exit_code, run("confirm", "year", "--anyway", WHY).exit_code) == (1, 0)


def test_of_what_has_been_held_nothing_is_asked(place: Path) -> None:
    change(place, at_night)
    assert run("confirm", "year", "--as-of", "2015-11-30").exit_code == 0
    assert run(*PUBLISH).exit_code == 0


def test_what_is_left_out_of_the_plan_is_what_was_there(place: Path) -> None:
    before = outputs_in(place / "year")
    assert run("export", "year").exit_code == 0
    assert outputs_in(place / "year") == before


def turn_welsh_on(place: Path) -> None:
    """Have what is published written in both languages, as an officer does in the year's midst."""
    settings = place / "year" / "input" / "settings.csv"
    settings.write_text(settings.read_text(encoding="utf-8") + "language,both\nwelsh_authority,Unrhyw Dref\n", "utf-8")
    bodies = place / "year" / "input" / "bodies.csv"
    first, health, growth = bodies.read_text(encoding="utf-8").splitlines()
    bodies.write_text(f"{first},welsh_name\n{health},Bwrdd Iechyd\n{growth},\n", encoding="utf-8")


@pytest.mark.parametrize("command", [("export", "year"), ("confirm", "year"), ("report", "year"), ("papers", "year")])
def test_other_words_are_no_other_input(place: Path, command: tuple[str, ...]) -> None:
    turn_welsh_on(place)
    found = run(*command, *(("2015-11-02",) if command[0] == "papers" else ()))
    assert "is not the input that the plan was made from" not in found.output
    assert found.exit_code == 0, found.output


def test_a_published_feed_says_it_in_welsh_from_the_next_publication_on(place: Path) -> None:
    """Each event by its old uid, a revision and a moment of change on, none of them cancelled or doubled."""
    assert run("confirm", "year").exit_code == 0
    assert run(*PUBLISH).exit_code == 0
    before = events_of(place)
    turn_welsh_on(place)
    refused = run(*PUBLISH)
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[1].startswith("  input: It is in other words than the plan was written in:")
    assert events_of(place) == before
    assert run("export", "year").exit_code == 0
    assert "Nothing has changed for anybody" in run("notices", "year").output
    assert run(*PUBLISH).exit_code == 0
    after = events_of(place)
    assert list(after) == list(before)
    for uid, (title, status, revision, changed) in after.items():
        assert (title, status, revision) == ("Bwrdd Iechyd / Health Board", "CONFIRMED", before[uid][2] + 1)
        assert changed > before[uid][3]


def events_of(place: Path) -> dict[str, tuple[str, str, int, datetime]]:
    """Return the title, status, revision and moment of change of each public event by its uid."""
    found = Calendar.from_ical((place / "site" / "feeds" / "public.ics").read_bytes()).events
    return {
        str(one["UID"]): (str(one["SUMMARY"]), str(one["STATUS"]), one["SEQUENCE"], one["LAST-MODIFIED"].dt)
        for one in found
    }
