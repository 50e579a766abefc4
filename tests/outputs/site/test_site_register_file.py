import errno
import json
import os
import stat
from pathlib import Path

import pytest

from scheduler.errors import CannotPublish, CannotWrite
from scheduler.outputs.disk import write_private
from scheduler.outputs.site.register import (
    LEFT,
    Link,
    Register,
    Withdrawn,
    default_register,
    new_register,
    read_register,
    write_register,
)

ADDRESS = "a2" * 16
FULL = Register(
    bytes(range(32)),
    {"member:ann": Link(2, LEFT, "ANN", "Councillor Ann\ud800"), "feed:all.ics": Link()},
    {ADDRESS: Withdrawn("2026-11-24T09:00:00Z", "Ann")},
    frozenset({"index.html", "m/x.ics"}),
    "https://example.org",
    "2026-11-25T09:00:00Z",
    "Europe/London",
    ("abc",),
)


def test_a_register_survives_the_disk_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "site.register.json"
    write_register(path, FULL)
    assert read_register(path) == FULL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(one.name for one in path.parent.iterdir()) == ["site.register.json", "site.register.json.mark"]


def test_the_same_register_is_not_written_again_unless_others_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_register(path, FULL)
    before = path.stat()
    write_register(path, FULL)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    path.chmod(0o644)
    write_register(path, FULL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_killed_run_left_is_cleared_up(tmp_path: Path) -> None:
    left = tmp_path / ".r.json.0123abcd.part"
    left.write_text("half a secret")
    (tmp_path / ".other.json.0123abcd.part").write_text("not ours")
    write_private(tmp_path / "r.json", b"whole")
    assert sorted(one.name for one in tmp_path.iterdir()) == [".other.json.0123abcd.part", "r.json"]


def test_a_failure_leaves_the_earlier_file_and_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.json"
    write_private(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite) as refusal:
        write_private(path, b"new")
    assert str(refusal.value).startswith(f"{path} cannot be written: the disk is full.")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]


def test_secrets_differ() -> None:
    first, second = new_register(), new_register()
    assert first.secret != second.secret
    assert (len(first.secret), first.links) == (32, {})


def test_where_there_is_no_file_there_is_no_register(tmp_path: Path) -> None:
    assert read_register(tmp_path / "none") is None


def test_the_register_lies_beside_its_site_wherever_links_lead(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert default_register(tmp_path / "link") == tmp_path / "real.register.json"


def test_a_register_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(CannotPublish) as refusal:
        read_register(tmp_path)
    assert str(refusal.value) == f"The register {tmp_path} is no file. Say with --register where the register is."


@pytest.mark.timeout(20)
def test_what_never_ends_is_no_register(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r.json")
    for path in (tmp_path / "r.json", Path(os.devnull)):
        with pytest.raises(CannotPublish, match="is no file"):
            read_register(path)


def test_a_register_of_a_newer_version_is_named_as_such_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(damaged(format="meeting-day-register/2", links="as nobody knows yet"))
    with pytest.raises(CannotPublish) as refusal:
        read_register(path)
    assert str(refusal.value) == (
        f"The register {path} was written by a newer version of meeting-day, in the format meeting-day-register/2; "
        "this one reads meeting-day-register/1. Use the newer version for it, and leave the file as it is: every link "
        "stays. Nothing was changed."
    )


def test_what_this_version_does_not_know_in_a_register_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_register(path, FULL)
    document = json.loads(path.read_bytes())
    document["note"] = {"kept by": ["another program", 1.5]}
    document["links"]["member:ann"]["seen"] = "2026-11-24"
    document["withdrawn"][ADDRESS]["why"] = None
    path.write_text(json.dumps(document))
    register = read_register(path)
    assert register is not None
    moved = register.caught_up({"member:bob": Link(code="BOB")}, "2026-12-01T00:00:00Z")
    write_register(path, moved)
    after = json.loads(path.read_bytes())
    assert (after["note"], after["links"]["member:ann"]["seen"]) == (document["note"], "2026-11-24")
    assert (after["withdrawn"][ADDRESS]["why"], after["links"]["member:bob"]["code"]) == (None, "BOB")


def damaged(**changes: object) -> bytes:
    document = {
        "format": "meeting-day-register/1", "secret": "00" * 32, "formerly": [], "base_url": "", "moment": "",
        "links": {}, "withdrawn": {}, "files": [],
    }  # fmt: skip
    return json.dumps({**document, **changes}).encode()


LINK = {"version": 1, "state": "given", "code": "", "title": ""}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        damaged(format="meeting-day-register/0"),
        damaged(secret="00" * 31),
        damaged(secret="zz" * 32),
        damaged(secret=5),
        damaged(formerly=[1]),
        damaged(base_url=None),
        damaged(moment="yesterday"),
        damaged(moment="2026-11-24T09:00:00"),
        damaged(links=[]),
        damaged(links={"member:ann": {}}),
        damaged(links={"member:ann": {**LINK, "version": 0}}),
        damaged(links={"member:ann": {**LINK, "version": "1"}}),
        damaged(links={"member:ann": {**LINK, "state": "lost"}}),
        damaged(links={"member:ann": {**LINK, "title": None}}),
        damaged(withdrawn={"../x": {"moment": "", "title": ""}}),
        damaged(withdrawn={ADDRESS: {"moment": 1, "title": ""}}),
        damaged(files=[1]),
        damaged(files=None),
        damaged(timezone="Anytown"),
        damaged(timezone="../etc/passwd"),
        damaged(timezone="Europe"),
        damaged(timezone=None),
    ],
)
def test_a_damaged_register_is_never_taken_for_a_new_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(content)
    with pytest.raises(CannotPublish) as refusal:
        read_register(path)
    assert str(refusal.value) == (
        f"The register {path} is damaged, so nobody's link is known. Put it back from a backup. If there is none, "
        "move it away and publish with --new-secret: every link is then given anew, and the old ones say so."
    )


def test_a_register_of_no_reasonable_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(damaged())
    assert read_register(path) == Register(bytes(32))
    monkeypatch.setattr("scheduler.outputs.site.register._LARGEST", 10)
    with pytest.raises(CannotPublish, match="is damaged"):
        read_register(path)


def test_a_register_put_back_from_a_backup_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "site.register.json"
    write_register(path, FULL)
    backup = path.read_bytes()
    write_register(path, FULL.rotated(["member:new"], "2026-11-01T09:00:00Z"))
    path.write_bytes(backup)
    with pytest.raises(CannotPublish, match=r"is older than the one that was last here.*site\.register\.json\.mark"):
        read_register(path)
    (tmp_path / "site.register.json.mark").unlink()
    assert read_register(path) == FULL


def test_a_register_from_before_a_new_secret_is_noticed_and_the_new_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "site.register.json"
    write_register(path, FULL)
    backup, old_mark = path.read_bytes(), (tmp_path / "site.register.json.mark").read_bytes()
    renewed = FULL.renewed(bytes(range(32)), "2026-11-01T09:00:00Z")
    write_register(path, renewed)
    new = path.read_bytes()
    path.write_bytes(backup)
    with pytest.raises(CannotPublish, match="is older than the one that was last here"):
        read_register(path)
    path.write_bytes(new)
    (tmp_path / "site.register.json.mark").write_bytes(old_mark)  # killed before the mark was written
    assert read_register(path) == renewed
