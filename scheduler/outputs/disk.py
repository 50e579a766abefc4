"""What every output asks of the disk: one writer at a time, bytes that are safe there, and failures in words."""

import errno
import importlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from scheduler.errors import CannotWrite

_locking: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
"""Windows has none; there, an open file cannot be taken away, which does as well."""

_WORDS = {
    errno.EACCES: "there is no permission to write there, or one of its files is open in another program. "
    "Close it, or choose another folder",
    errno.ENOSPC: "the disk is full. Make room, or choose a folder on another disk",
    errno.EROFS: "the disk can only be read. Choose a folder on another disk",
    errno.ENAMETOOLONG: "its name is too long. Choose a shorter one",
    errno.ENOTDIR: "a part of its path is not a folder. Choose another folder",
}
_WORDS |= {errno.EPERM: _WORDS[errno.EACCES], errno.EDQUOT: _WORDS[errno.ENOSPC], errno.EEXIST: _WORDS[errno.ENOTDIR]}


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn what the system says of a failure into what an officer can act on."""
    try:
        yield
    except OSError as problem:
        why = _WORDS.get(problem.errno or 0, f"the system says “{problem.strerror}”. Choose another folder")
        raise CannotWrite(f"{folder} cannot be written: {why}.") from problem


@contextmanager
def alone_in(parent: Path) -> Iterator[bool]:
    """Wait until no other run writes into the parent folder; say whether that is certain."""
    if _locking is None:
        yield False
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        yield _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Take the lock that ends with this process, however it ends; a file system may know none."""
    try:
        _locking.flock(descriptor, _locking.LOCK_EX)
    except OSError:
        return False
    return True


def to_disk(path: Path) -> None:
    """Wait until a file or a folder is safe on the disk."""
    with suppress(PermissionError):  # Windows opens no folder
        descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in the place of an earlier one, whole or not at all.

    Raises
    ------
    CannotWrite
        If it cannot be written; an earlier one is as it was.

    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise cannot_be_written(path, trouble) from trouble


def cannot_be_written(path: Path, trouble: OSError) -> CannotWrite:
    """Return what to say where the system refuses a file or a folder."""
    remedy = "Close it in other programs, or choose another folder."
    return CannotWrite(f"{path} cannot be written: the system says “{trouble.strerror}”. {remedy}")
