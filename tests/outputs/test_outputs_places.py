"""The place of a folder: swapped in with no window, mended by whoever reads, what stood there kept beside it."""

import hashlib
import os
import signal
from pathlib import Path
from threading import Thread

import pytest

from scheduler.errors import CannotWrite
from scheduler.outputs import disk
from scheduler.outputs.disk import alone_in, exchanged, uninterrupted, ways_to_exchange
from scheduler.outputs.places import clear_up, locked, mend, swap_in, work_beside


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def plan_in(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "plan.json").write_text(text)
    return folder


def replaced(place: Path, text: str) -> None:
    with work_beside(place) as work:
        swap_in(plan_in(work / "new", text), place)


def half_swapped(place: Path, text: str) -> Path:
    """Leave what a run leaves that is killed after it took the old folder away; so did every earlier version."""
    digest = hashlib.sha256(os.fsencode(place.name)).hexdigest()[:8]
    work = place.parent / f".meeting-day-{digest}-0123abcd"
    plan_in(work / "new", "later")
    plan_in(work / "old", text)
    return work


@pytest.fixture(params=["exchanged", "renamed"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "renamed":
        monkeypatch.setattr(disk, "ways_to_exchange", lambda: ())


def test_two_folders_are_exchanged_in_every_way_that_this_system_has(tmp_path: Path) -> None:
    one, other = plan_in(tmp_path / "one", "1"), plan_in(tmp_path / "other", "2")
    ways = ways_to_exchange()
    assert ways
    for number, way in enumerate(ways, 1):
        assert way(os.fsencode(one), os.fsencode(other)) == 0
        assert (one / "plan.json").read_text() == "12"[number % 2]
    assert not exchanged(one, tmp_path / "nowhere")
    assert names_in(tmp_path) == ["one", "other"]


@pytest.mark.usefixtures("either_way")
def test_what_stood_in_the_place_is_kept_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "year"
    for text in ("1", "2", "3"):
        replaced(place, text)
    assert names_in(tmp_path) == ["year", "year.previous"]
    assert (place / "plan.json").read_text() == "3"
    assert (tmp_path / "year.previous" / "plan.json").read_text() == "2"


@pytest.mark.usefixtures("either_way")
def test_an_empty_folder_is_not_kept_and_what_else_has_the_name_is_left(tmp_path: Path) -> None:
    (tmp_path / "year").mkdir()
    (tmp_path / "year.previous").write_text("minutes of the year before")
    replaced(tmp_path / "year", "1")
    replaced(tmp_path / "year", "2")
    assert (tmp_path / "year" / "plan.json").read_text() == "2"
    assert (tmp_path / "year.previous").read_text() == "minutes of the year before"


@pytest.mark.parametrize("path", ["year", "year/plan.json", "year/input/year.xlsx"])
def test_a_folder_that_was_taken_away_is_put_back_by_whoever_reads(tmp_path: Path, path: str) -> None:
    half_swapped(tmp_path / "year", "before")
    mend(tmp_path / path)
    assert (tmp_path / "year" / "plan.json").read_text() == "before"
    assert names_in(tmp_path) == ["year"]


def test_what_is_there_or_was_never_there_is_left_as_it_is(tmp_path: Path) -> None:
    plan_in(tmp_path / "year", "now")
    work = half_swapped(tmp_path / "year", "before")
    mend(tmp_path / "year")
    mend(tmp_path / "other" / "plan.json")
    assert (tmp_path / "year" / "plan.json").read_text() == "now"
    assert names_in(tmp_path) == [work.name, "year"]


def test_what_was_exchanged_by_a_run_that_was_killed_is_kept(tmp_path: Path) -> None:
    place = plan_in(tmp_path / "year", "before")
    with work_beside(place) as work:
        new = plan_in(work / "new", "after")
        ready = new.rename(work / str(new.stat().st_ino))
        assert exchanged(ready, place)
        clear_up(place)
    assert (place / "plan.json").read_text() == "after"
    assert (tmp_path / "year.previous" / "plan.json").read_text() == "before"
    assert not work.exists()


def test_what_was_not_exchanged_yet_is_taken_away(tmp_path: Path) -> None:
    place = plan_in(tmp_path / "year", "before")
    with work_beside(place) as work:
        new = plan_in(work / "new", "after")
        new.rename(work / str(new.stat().st_ino))
        clear_up(place)
    assert names_in(tmp_path) == ["year"]
    assert (place / "plan.json").read_text() == "before"


def test_a_folder_that_cannot_be_put_back_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = half_swapped(tmp_path / "year", "before")

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(CannotWrite) as refusal:
        mend(tmp_path / "year")
    assert str(refusal.value) == (
        f"{tmp_path / 'year'} is not there, for a run was cut short. What was there is whole in {work / 'old'}, and "
        f"cannot be put back: the system says “Permission denied”. Rename it to {tmp_path / 'year'}."
    )
    assert (work / "old" / "plan.json").read_text() == "before"


def test_where_there_are_no_locks_a_reader_puts_the_folder_back_and_touches_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = half_swapped(tmp_path / "year", "before")
    monkeypatch.setattr(disk, "_locking", None)
    mend(tmp_path / "year")
    assert (tmp_path / "year" / "plan.json").read_text() == "before"
    assert names_in(work) == ["new"]


def test_who_is_alone_need_not_wait_and_others_do(tmp_path: Path) -> None:
    order = []

    def other() -> None:
        with locked(tmp_path / "another"):
            order.append("other")

    waiting = Thread(target=other)
    with locked(tmp_path / "year"), alone_in(tmp_path) as alone:
        waiting.start()
        waiting.join(0.2)
        order.append(f"alone: {alone}")
    waiting.join(60)
    assert order == ["alone: True", "other"]


def test_nothing_is_locked_for_a_folder_that_cannot_be(tmp_path: Path) -> None:
    with locked(tmp_path / "not" / "there"):
        assert names_in(tmp_path) == []


def test_ctrl_c_does_not_come_between(tmp_path: Path) -> None:
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
