import errno
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest
from builders import outputs_in
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import CannotWrite
from scheduler.outputs import disk
from scheduler.outputs.data import data_files
from scheduler.outputs.feeds import feeds_as_planned
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import past_of
from scheduler.outputs.pages import page
from scheduler.outputs.places import check_replaceable
from scheduler.outputs.plan_json import plan_bytes
from scheduler.outputs.workbook import consultation_bytes, workbook_bytes

LOST = "which would be lost. Move that elsewhere, or choose another folder."
NO_PERMISSION = (
    "there is no permission to write there, or one of its files is open in another program. "
    "Close it, or choose another folder."
)
DISK_EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod"})


class Trap:
    """Fails the nth thing that the writer asks of the disk, as a full disk or Ctrl-C would."""

    def __init__(self) -> None:
        self.countdown = 0
        self.failure: BaseException | None = None
        self.events: list[str] = []
        sys.addaudithook(self)

    def set(self, after: int, failure: BaseException) -> None:
        self.countdown, self.failure, self.events = after, failure, []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.failure is None or event not in DISK_EVENTS or ".meeting-day-" not in str(arguments):
            return
        self.events.append(event)
        self.countdown -= 1
        if self.countdown == 0:
            failure, self.failure = self.failure, None
            raise failure


@pytest.fixture(scope="session")
def lasting_trap() -> Trap:
    return Trap()  # an audit hook cannot be taken away again


@pytest.fixture
def trap(lasting_trap: Trap) -> Iterator[Trap]:
    yield lasting_trap
    lasting_trap.failure = None


def test_every_output_is_written_where_nothing_was(tmp_path: Path) -> None:
    problem, plan = invented_problem(), invented_plan()
    write_output(problem, plan, tmp_path / "new" / "outputs" / "year")
    plan = revised(problem, plan)
    assert outputs_in(tmp_path / "new" / "outputs" / "year") == {
        "plan.json": plan_bytes(plan),
        "calendar.xlsx": workbook_bytes(problem, plan),
        "consultation.xlsx": consultation_bytes(problem, plan),
        "index.html": page(problem, plan).encode(),
        **{f"feeds/{path}": feed for path, feed in feeds_as_planned(problem, plan).items()},
        **{f"data/{path}": file for path, file in data_files(problem, plan).items()},
    }
    assert names_in(tmp_path / "new" / "outputs") == ["year"]


def test_the_folder_is_replaced_whole(tmp_path: Path) -> None:
    write_output(invented_problem(), invented_plan(), tmp_path / "year")
    (tmp_path / "year" / "feeds" / "people" / "LEFT.ics").write_text("someone who left")
    (tmp_path / "year" / "~$calendar.xlsx").write_text("left by Excel")
    write_output(invented_problem(), later_plan(), tmp_path / "year")
    write_output(invented_problem(), later_plan(), tmp_path / "fresh")
    assert outputs_in(tmp_path / "year") == outputs_in(tmp_path / "fresh")
    assert names_in(tmp_path) == ["fresh", "year", "year.previous"]


def test_an_empty_folder_is_used_and_keeps_its_permissions(tmp_path: Path) -> None:
    place = tmp_path / "year"
    place.mkdir()
    place.chmod(0o2770)
    write_output(invented_problem(), invented_plan(), place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o2770
    assert (place / "plan.json").is_file()


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (
            ["minutes.docx"],
            "it holds no plan.json, so it is not a folder of plans. Choose another folder, or an empty one.",
        ),
        (
            ["plan.json", "minutes.docx", "council.xlsx"],
            f"it also holds council.xlsx and minutes.docx, {LOST}",
        ),
        (
            ["plan.json", "d", "b", "a", "c"],
            f"it also holds a, b, c and others, {LOST}",
        ),
    ],
)
def test_what_this_program_did_not_write_is_not_replaced(tmp_path: Path, found: list[str], message: str) -> None:
    place = tmp_path / "year"
    place.mkdir()
    for name in found:
        (place / name).write_text("theirs")
    for refuse in (check_replaceable, lambda place: write_output(invented_problem(), invented_plan(), place)):
        with pytest.raises(CannotWrite) as refusal:
            refuse(place)
        assert str(refusal.value) == f"{place} is not replaced: {message}"
    assert sorted(outputs_in(place)) == sorted(found)
    assert names_in(tmp_path) == ["year"]


def test_a_file_is_not_replaced(tmp_path: Path) -> None:
    place = tmp_path / "year"
    place.write_text("a file")
    with pytest.raises(CannotWrite, match=r"year cannot be written: it is not a folder\. Choose another one\.$"):
        write_output(invented_problem(), invented_plan(), place)
    assert place.read_text() == "a file"


def test_a_folder_that_is_not_there_can_be_written(tmp_path: Path) -> None:
    check_replaceable(tmp_path / "not" / "there")
    assert names_in(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "year")
    write_output(invented_problem(), invented_plan(), tmp_path / "link")
    write_output(invented_problem(), later_plan(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    written = revised(invented_problem(), later_plan())
    assert (tmp_path / "elsewhere" / "year" / "plan.json").read_bytes() == plan_bytes(written)
    assert names_in(tmp_path / "elsewhere") == ["year", "year.previous"]


def bare_problem() -> Problem:
    """Return a problem whose outputs are so few that every step can be made to fail."""
    return Problem(invented_problem().settings)


@pytest.mark.slow
@pytest.mark.parametrize(
    "failure",
    [OSError(errno.ENOSPC, "No space left on device"), pytest.param(KeyboardInterrupt(), marks=pytest.mark.thorough)],
)
def test_a_failure_at_any_step_leaves_one_whole_plan(tmp_path: Path, trap: Trap, failure: BaseException) -> None:
    place = tmp_path / "year"
    both_outputs = outputs_of(tmp_path, earlier_plan(), later_plan())
    before, after = both_outputs
    write_output(bare_problem(), earlier_plan(), place)
    kept = []
    while True:
        trap.set(len(kept) + 1, failure)
        try:
            write_output(bare_problem(), later_plan(), place)
        except (CannotWrite, KeyboardInterrupt):
            assert outputs_in(place) in both_outputs
        else:
            assert outputs_in(place) == after
        if trap.failure is not None:
            break
        kept.append(outputs_in(place) == before)
        if not kept[-1]:
            write_output(bare_problem(), earlier_plan(), place)
            assert names_in(tmp_path) == ["year", "year.previous"]
    assert names_in(tmp_path) == ["year", "year.previous"]
    assert len(kept) > 20
    assert (kept[0], kept[-1]) == (True, False)


@pytest.mark.slow
@pytest.mark.thorough
def test_a_run_that_is_killed_at_any_step_leaves_a_plan_that_the_next_run_finds(tmp_path: Path) -> None:
    place = tmp_path / "year"
    both_outputs = outputs_of(tmp_path, earlier_plan(), later_plan())
    write_output(bare_problem(), earlier_plan(), place)
    step = 1
    while killed_at(step, lambda: write_output(bare_problem(), later_plan(), place)):
        with pytest.raises(ZoneInfoNotFoundError):
            write_output(bare_problem(), replace(later_plan(), timezone="Nowhere"), place)
        assert outputs_in(place) in both_outputs
        assert set(names_in(tmp_path)) <= {"year", "year.previous"}
        if outputs_in(place) != both_outputs[0]:
            write_output(bare_problem(), earlier_plan(), place)
        step += 1
    assert outputs_in(place) == both_outputs[1]
    assert step > 20


def killed_at(step: int, write: Callable[[], None]) -> bool:
    """Write in a process that dies at the nth thing it asks of the disk; say whether it died."""
    child = os.fork()
    if child == 0:
        left = step

        def die(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in DISK_EVENTS and ".meeting-day-" in str(arguments):
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.addaudithook(die)
        write()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, 9}
    return status == 9


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            errno.EACCES,
            NO_PERMISSION,
        ),
        (
            errno.EPERM,
            NO_PERMISSION,
        ),
        (errno.ENOSPC, "the disk is full. Make room, or choose a folder on another disk."),
        (errno.EDQUOT, "the disk is full. Make room, or choose a folder on another disk."),
        (errno.EROFS, "the disk can only be read. Choose a folder on another disk."),
        (errno.EIO, "the system says “Input/output error”. Choose another folder."),
    ],
)
def test_a_failure_is_told_in_words(tmp_path: Path, trap: Trap, code: int, why: str) -> None:
    trap.set(1, OSError(code, os.strerror(code)))
    with pytest.raises(CannotWrite) as failure:
        write_output(bare_problem(), earlier_plan(), tmp_path / "year")
    assert str(failure.value) == f"{tmp_path / 'year'} cannot be written: {why}"
    assert names_in(tmp_path) == []


def test_a_path_that_cannot_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    expected = {
        tmp_path / "file" / "year": "a part of its path is not a folder. Choose another folder.",
        tmp_path / ("x" * 300): "its name is too long. Choose a shorter one.",
        tmp_path / "round": "it is not a folder. Choose another one.",
        tmp_path / "round" / "year": "a part of its path is not a folder. Choose another folder.",
    }
    for place, why in expected.items():
        with pytest.raises(CannotWrite) as failure:
            write_output(bare_problem(), earlier_plan(), place)
        assert str(failure.value) == f"{place} cannot be written: {why}"


def test_runs_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    place = tmp_path / "year"
    both_outputs = outputs_of(tmp_path, earlier_plan(), later_plan())
    plans = [earlier_plan(), later_plan()] * 4
    with ThreadPoolExecutor(len(plans)) as pool:
        list(pool.map(lambda plan: write_output(bare_problem(), plan, place), plans))
    assert outputs_in(place) in both_outputs
    assert [one.step.command for one in past_of(place).steps] == ["write"] * len(plans)
    assert names_in(tmp_path) == ["year", "year.previous"]


class DiskWithoutLocks:
    LOCK_EX = 2

    @staticmethod
    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")


@pytest.mark.parametrize("locking", [None, DiskWithoutLocks])
def test_without_locks_nothing_of_another_run_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locking: type[DiskWithoutLocks] | None
) -> None:
    place = tmp_path / "year"
    write_output(bare_problem(), earlier_plan(), place)
    assert killed_at(5, lambda: write_output(bare_problem(), later_plan(), place))
    (left,) = tmp_path.glob(".meeting-day-*")
    monkeypatch.setattr(disk, "_locking", locking)
    write_output(bare_problem(), later_plan(), place)
    assert json.loads((place / "plan.json").read_bytes())["title"] == "Later"
    assert names_in(tmp_path) == [left.name, "year", "year.previous"]


def test_what_another_folder_left_is_left_alone(tmp_path: Path) -> None:
    assert killed_at(5, lambda: write_output(bare_problem(), later_plan(), tmp_path / "other"))
    write_output(bare_problem(), later_plan(), tmp_path / "year")
    (left,) = tmp_path.glob(".meeting-day-*")
    assert names_in(tmp_path) == [left.name, "year"]


def earlier_plan() -> Plan:
    return replace(invented_plan(), title="Earlier", meetings=(), occurrences=())


def names_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def later_plan() -> Plan:
    return replace(earlier_plan(), title="Later")


def outputs_of(tmp_path: Path, *plans: Plan) -> list[dict[str, bytes]]:
    """Return what is written of each plan."""
    found = []
    for plan in plans:
        write_output(bare_problem(), plan, tmp_path / "outputs" / "year")
        found.append(outputs_in(tmp_path / "outputs" / "year"))
    shutil.rmtree(tmp_path / "outputs")
    return found
