"""A site on the disk: only what differs is written, and no moment at which it is cut short leaves half a file."""

import errno
import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path

import pytest

from scheduler.errors import CannotWrite
from scheduler.outputs.site.files import MARKER, Mark, Written, addresses_in, check_site, mark_of, write_site

MARK = Mark("0a1b", 3)
BEFORE = {
    **{f"m/{letter * 32}.ics": b"BEGIN old " + letter.encode() * 5000 for letter in "abcdef"},
    "feeds/public.ics": b"old feed",
    "feeds/bodies/A%2FB.ics": b"the same",
    "feeds/bodies/LEFT.ics": b"of a body that is no longer public",
    "index.html": b"<p>old",
}
AFTER = {
    **{f"m/{letter * 32}.ics": b"BEGIN new " + letter.encode() * 7000 for letter in "cdefgh"},
    "feeds/public.ics": b"new feed",
    "feeds/bodies/A%2FB.ics": b"the same",
    "index.html": b"<p>new",
}
NOTHING: frozenset[str] = frozenset()


def contents(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def whole(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {MARKER: MARK.written, **files}


def test_a_site_is_written_and_bears_its_mark(tmp_path: Path) -> None:
    site = tmp_path / "new" / "site"
    assert write_site(site, BEFORE, NOTHING, MARK) == Written(10, 0, 0)
    assert contents(site) == whole(BEFORE)
    assert mark_of(site) == MARK


def test_what_does_not_differ_is_not_touched(tmp_path: Path) -> None:
    write_site(tmp_path, BEFORE, NOTHING, MARK)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(tmp_path.rglob("*"))}
    assert write_site(tmp_path, BEFORE, frozenset(BEFORE), MARK) == Written(0, 10, 0)
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(tmp_path.rglob("*"))} == before


def test_only_ours_is_removed(tmp_path: Path) -> None:
    write_site(tmp_path, BEFORE, NOTHING, MARK)
    (tmp_path / "council.css").write_bytes(b"theirs")
    (tmp_path / "m" / "theirs.ics").write_bytes(b"theirs")
    assert write_site(tmp_path, AFTER, frozenset(BEFORE) | {"feeds/bodies/NEVER.ics"}, MARK) == Written(8, 1, 3)
    assert contents(tmp_path) == whole(AFTER) | {"council.css": b"theirs", "m/theirs.ics": b"theirs"}


def test_what_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    for path in ("index.html", "feeds/public.ics", "m", "feeds/bodies/A%2FB.ics", "feeds/bodies/LEFT.ics"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"theirs")
    for refuse in (
        lambda: check_site(tmp_path, BEFORE, NOTHING),
        lambda: write_site(tmp_path, BEFORE, NOTHING, MARK),
    ):
        with pytest.raises(CannotWrite) as refusal:
            refuse()
        assert str(refusal.value) == (
            f"{tmp_path} is not published to: it holds feeds/public.ics, feeds/bodies/A%2FB.ics, feeds/bodies/LEFT.ics "
            "and others, which meeting-day did not write there. Move that elsewhere, or choose another folder."
        )
    assert set(contents(tmp_path).values()) == {b"theirs"}


def test_a_folder_in_the_place_of_our_file_is_not_replaced_and_not_removed(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(CannotWrite, match=r"it holds index\.html, which"):
        write_site(tmp_path, {"index.html": b""}, frozenset({"index.html"}), MARK)
    assert write_site(tmp_path, {"other.html": b""}, frozenset({"index.html"}), MARK) == Written(1, 0, 0)
    assert (tmp_path / "index.html").is_dir()


def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    outside, site = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    site.mkdir()
    (site / "m").symlink_to(outside)
    with pytest.raises(CannotWrite) as refusal:
        write_site(site, BEFORE, NOTHING, MARK)
    assert str(refusal.value) == (
        f"{site / 'm'} is a link to elsewhere, which is not followed. Put a folder there instead."
    )
    (outside / "old.ics").write_bytes(b"theirs")
    assert write_site(site, {"index.html": b""}, frozenset({"m/old.ics"}), MARK) == Written(1, 0, 0)
    assert contents(outside) == {"old.ics": b"theirs"}


def test_a_file_that_is_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    target, site = tmp_path / "target", tmp_path / "site"
    target.write_bytes(b"new")
    site.mkdir()
    (site / "index.html").symlink_to(target)
    assert write_site(site, {"index.html": b"new"}, frozenset({"index.html"}), MARK) == Written(1, 0, 0)
    assert not (site / "index.html").is_symlink()
    assert target.read_bytes() == b"new"


def test_the_site_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "real")
    write_site(tmp_path / "site", BEFORE, NOTHING, MARK)
    assert contents(tmp_path / "real") == whole(BEFORE)


def test_a_file_in_the_place_of_the_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"theirs")
    with pytest.raises(CannotWrite, match="cannot be written: a part of its path is not a folder"):
        write_site(tmp_path / "site", BEFORE, NOTHING, MARK)
    assert (tmp_path / "site").read_bytes() == b"theirs"


def test_a_full_disk_is_told_in_words_and_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, BEFORE, NOTHING, MARK)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite) as refusal:
        write_site(tmp_path, AFTER, frozenset(BEFORE), MARK)
    assert str(refusal.value) == (
        f"{tmp_path} cannot be written: the disk is full. Make room, or choose a folder on another disk."
    )
    assert contents(tmp_path) == whole(BEFORE)


@pytest.mark.parametrize(
    "content", [None, b"", b"meeting-day site", b"meeting-day site xyz 1\n", b"meeting-day site 0a 1\nmore", b"\xff"]
)
def test_a_folder_without_a_mark_is_nobodys(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / MARKER).write_bytes(content)
    assert mark_of(tmp_path) is None


def test_addresses_are_found_by_their_files(tmp_path: Path) -> None:
    for name in (f"{'a' * 32}.ics", f"{'a' * 32}.html", f"{'b' * 32}.ics", "index.html", f"{'c' * 31}.ics"):
        (tmp_path / name).touch()
    assert addresses_in(tmp_path) == {"a" * 32, "b" * 32}
    assert addresses_in(tmp_path / "none") == frozenset()


# -- cut short at any step

DISK_EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove"})


def publish_and_die(site: Path, steps: int) -> None:
    """Publish anew, and be killed at this step of what is asked of the disk."""
    left = steps

    def kill(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in DISK_EVENTS and str(site) in str(arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(kill)
    write_site(site, AFTER, frozenset(BEFORE) | frozenset(AFTER), MARK)


def test_a_publication_killed_at_any_step_leaves_every_file_whole_and_is_made_good_by_the_next(tmp_path: Path) -> None:
    site, forking = tmp_path / "site", get_context("fork")
    killed = 0
    for step in range(1, 200, 2):
        write_site(site, BEFORE, frozenset(BEFORE) | frozenset(AFTER), MARK)
        assert contents(site) == whole(BEFORE)
        child = forking.Process(target=publish_and_die, args=(site, step))
        child.start()
        child.join()
        found = contents(site)
        assert [path for path in found if path.endswith(".part")] == []
        for path in set(found) - {MARKER}:
            assert found[path] in (BEFORE.get(path), AFTER.get(path)), path
        assert set(found) >= set(BEFORE) & set(AFTER)
        assert write_site(site, AFTER, frozenset(BEFORE) | frozenset(AFTER), MARK).removed in (0, 1, 2, 3)
        assert contents(site) == whole(AFTER)
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        killed += 1
    assert killed >= 10
