"""A folder's history: what each step keeps, by its digest, and what is said where something of it is damaged."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import outputs_in
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import ChangedMeanwhile, DamagedHistory
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import (
    FOUND,
    Recorded,
    Step,
    note,
    object_in,
    past_of,
    present,
    same_place,
    stamp_of,
    step_bytes,
)

GOLDEN = Path(__file__).parent / "history_of_version_1"
"""A folder's history as the first version with one wrote it; it is read for ever."""


def bare_problem() -> Problem:
    return Problem(invented_problem().settings)


def titled(title: str) -> Plan:
    return replace(invented_plan(), title=title, meetings=(), occurrences=())


def written(folder: Path, title: str, command: str = "plan", **options: object) -> Path:
    inputs = {"settings.csv": title.encode(), "tables/bodies.csv": b"body\n"}
    write_output(bare_problem(), titled(title), folder, inputs, step=Step(command, "why not", "ann"), **options)
    return folder


def commands(folder: Path) -> list[str]:
    return [one.step.command for one in past_of(folder).steps]


def objects(folder: Path) -> list[Path]:
    return sorted((folder / "history" / "objects").iterdir())


def test_each_step_keeps_what_it_wrote_and_shares_what_stays(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    written(folder, "Two", "confirm")
    first, second = past_of(folder).steps
    assert (first.number, second.number) == (1, 2)
    assert first.step == Step("plan", "why not", "ann")
    assert sorted(second.files) == ["input/settings.csv", "input/tables/bodies.csv", "plan.json"]
    assert object_in(folder, first.files["input/settings.csv"]) == b"One"
    assert object_in(folder, second.files["plan.json"]) == (folder / "plan.json").read_bytes()
    assert {path.name for path in objects(folder)} == {*first.files.values(), *second.files.values()}
    assert len(objects(folder)) == 5
    assert present(folder, past_of(folder)) == second
    shared = folder / "history" / "objects" / first.files["plan.json"]
    assert shared.samefile(tmp_path / "year.previous" / "history" / "objects" / shared.name)


def test_who_is_at_work_is_asked_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "clerk")
    write_output(bare_problem(), titled("One"), tmp_path / "year")
    (step,) = past_of(tmp_path / "year").steps
    assert (step.step, len(step.moment), step.moment[-1]) == (Step("write", "", "clerk"), 20, "Z")


def test_a_folder_without_history_becomes_the_first_step(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    shutil.rmtree(folder / "history")
    before = outputs_in(folder)
    written(folder, "Two")
    found, _ = past_of(folder).steps
    assert (commands(folder), found.step.by, found.edited) == ([FOUND, "plan"], "", True)
    for name in ("plan.json", "input/settings.csv", "calendar.xlsx"):
        assert object_in(folder, found.files[name]) == before[name]


def test_what_was_put_there_by_hand_is_a_step_of_its_own(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    (folder / "plan.json").write_text("mine")
    assert present(folder, past_of(folder)) is None
    written(folder, "Two")
    assert commands(folder) == ["plan", FOUND, "plan"]
    found = past_of(folder).steps[1]
    assert object_in(folder, found.files["plan.json"]) == b"mine"
    assert not found.edited


def test_an_edited_workbook_is_kept_and_one_that_is_not_is_not(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    (folder / "calendar.xlsx").write_bytes(b"edited")
    written(folder, "One")
    written(folder, "Two")
    assert commands(folder) == ["plan", FOUND, "plan", "plan"]
    found = past_of(folder).steps[1]
    assert found.edited
    assert object_in(folder, found.files["calendar.xlsx"]) == b"edited"


def test_other_plans_to_choose_from_are_kept(tmp_path: Path) -> None:
    write_output(invented_problem(), invented_plan(), tmp_path / "year", others=[invented_plan()])
    (step,) = past_of(tmp_path / "year").steps
    assert sorted(step.files) == ["options/2/plan.json", "plan.json"]


def test_what_is_damaged_or_gone_is_told_and_the_rest_is_whole(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    written(folder, "Two")
    first, second = past_of(folder).steps
    kept = folder / "history" / "objects" / first.files["plan.json"]
    kept.unlink()
    with pytest.raises(DamagedHistory, match=rf"{kept} cannot be read: the system says “No such file or directory”"):
        object_in(folder, first.files["plan.json"])
    kept.write_bytes(b"another")
    with pytest.raises(DamagedHistory, match=rf"{kept} is not what was kept there"):
        object_in(folder, first.files["plan.json"])
    assert object_in(folder, second.files["plan.json"]) == (folder / "plan.json").read_bytes()
    written(folder, "Three")
    assert commands(folder) == ["plan", "plan", "plan"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff"])
def test_a_damaged_step_is_named_and_nothing_that_it_may_need_is_left_out(tmp_path: Path, damage: bytes) -> None:
    folder = written(tmp_path / "year", "One")
    written(folder, "Two")
    before = objects(folder)
    first, _ = sorted((folder / "history" / "steps").iterdir())
    first.unlink()
    first.write_bytes(damage)
    past = past_of(folder)
    assert ([one.number for one in past.steps], past.damaged, past.last) == ([2], (first.name,), 2)
    written(folder, "Three")
    assert {path.name for path in before} < {path.name for path in objects(folder)}
    assert [one.number for one in past_of(folder).steps] == [2, 3]


def test_steps_that_are_deleted_free_what_only_they_need(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    written(folder, "Two")
    first, second = past_of(folder).steps
    next((folder / "history" / "steps").glob("0001-*")).unlink()
    written(folder, "Three")
    names = {path.name for path in objects(folder)}
    assert first.files["plan.json"] not in names
    assert set(second.files.values()) <= names
    assert [one.number for one in past_of(folder).steps] == [2, 3]


def test_a_damaged_object_is_made_whole_by_the_next_step_that_has_it(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    kept = folder / "history" / "objects" / past_of(folder).steps[0].files["input/tables/bodies.csv"]
    kept.unlink()
    kept.write_bytes(b"bad")
    written(folder, "Two")
    assert object_in(folder, kept.name) == b"body\n"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_file_in_a_history_keeps_nobody_waiting_and_nothing_from_being_written(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    folder = written(tmp_path / "year", "One")
    first = past_of(folder).steps[0].files["plan.json"]
    for path in (folder / "history" / "objects" / first, folder / "history" / "steps" / f"0002-{'a' * 16}.json"):
        path.unlink(missing_ok=True)
        make(path)
    with pytest.raises(DamagedHistory, match="cannot be read"):
        object_in(folder, first)
    assert past_of(folder).damaged == (f"0002-{'a' * 16}.json",)
    note(folder, Step("publish"))  # keeps the plan that is there, and so makes it whole again
    assert json.loads(object_in(folder, first))["title"] == "One"
    assert commands(written(folder, "Two")) == ["plan", FOUND, "publish", "plan"]


def test_steps_are_in_the_order_of_their_numbers_however_many_there_are(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    (folder / "history" / "steps" / f"999999999-{'a' * 16}.json").write_bytes(b"{}")
    for title in ("Two", "Three", "Two"):
        written(folder, title)
    assert [one.number for one in past_of(folder).steps] == [1, *range(10**9, 10**9 + 4)]
    assert present(folder, past_of(folder)) == past_of(folder).steps[-1]


def test_a_folder_that_has_changed_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    since = stamp_of(folder)
    written(folder, "Two", "confirm")
    before = outputs_in(folder)
    with pytest.raises(ChangedMeanwhile) as refusal:
        written(folder, "Three", since=since)
    told, _, rest = str(refusal.value).partition(" at ")
    day = past_of(folder).steps[1].local("Europe/London")
    assert told.startswith(f"{folder} was changed meanwhile by `confirm`, by ann, on {day:%A} {day.day} {day:%B %Y}")
    kept = tmp_path / "year.not-written"
    assert rest[5:] == (
        f"; nothing was written. What should have been written is whole in {kept}: run the command again, which begins "
        "with what is there now, or take what you want of it with `meeting-day accept`."
    )
    assert outputs_in(folder) == before
    assert commands(folder) == ["plan", "confirm"]
    assert outputs_in(kept) == outputs_in(written(tmp_path / "other", "Three"))
    assert commands(kept) == ["plan"]
    written(folder, "Three", since=stamp_of(folder))
    assert commands(folder) == ["plan", "confirm", "plan"]


def test_a_folder_changed_by_hand_taken_away_or_made_meanwhile_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    since = stamp_of(folder)
    (folder / "plan.json").write_text("mine")
    with pytest.raises(ChangedMeanwhile, match=r"was changed meanwhile by no command \(plan\.json\); nothing was"):
        written(folder, "Two", since=since)
    shutil.rmtree(folder)
    with pytest.raises(ChangedMeanwhile, match="was taken away meanwhile; nothing was written"):
        written(folder, "Two", since=since)
    assert not folder.exists()
    nothing = stamp_of(folder)
    written(folder, "Two")
    with pytest.raises(ChangedMeanwhile, match="was changed meanwhile by `plan`, by ann, on "):
        written(folder, "Three", since=nothing)


def test_a_stamp_is_of_what_the_folder_is_made_from(tmp_path: Path) -> None:
    folder = written(tmp_path / "year", "One")
    (tmp_path / "link").symlink_to(folder)
    since = stamp_of(folder)
    assert stamp_of(folder / "plan.json") == since
    assert same_place(since, tmp_path / "link")
    (folder / "calendar.xlsx").write_bytes(b"edited")
    assert stamp_of(folder) == since
    (folder / "input" / "settings.csv").write_text("other")
    assert stamp_of(folder) != since
    assert stamp_of(tmp_path / "nowhere").files == ()


def test_the_format_of_a_step_is_that_of_version_1() -> None:
    past = past_of(GOLDEN)
    assert (past.damaged, past.last) == ((), 3)
    plan, confirm, undo = past.steps
    assert plan == Recorded(
        1,
        "2026-11-29T10:55:33Z",
        Step("plan", by="ann"),
        {"input/settings.csv": plan.files["input/settings.csv"], "plan.json": plan.files["plan.json"]},
        plan.workbook,
    )
    assert (confirm.step, undo.step) == (Step("confirm", "Approved", "Clerc y Tŷ"), Step("undo", "", "ann", 1))
    assert object_in(GOLDEN, undo.files["plan.json"]) == b'{"format": "meeting-day-plan/1"}\n'
    for step in past.steps:
        (file,) = (GOLDEN / "history" / "steps").glob(f"{step.number:04d}-*")
        assert step_bytes(step) == file.read_bytes()
    assert plan.told("Europe/London") == "`plan`, by ann, on Sunday 29 November 2026 at 10:55"
