"""What every output asks of the disk: one writer at a time, bytes that are safe there, and failures in words."""

import ctypes
import errno
import glob
import importlib
import importlib.util
import os
import platform
import secrets
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

from scheduler.errors import CannotWrite

_OWNER_ONLY = 0o600
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


def content_of(path: Path) -> bytes:
    """Return the content of a file; OSError for whatever else bears its name: a pipe or a device never ends."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "It is no file")
    return path.read_bytes()


_ALONE_IN: ContextVar[frozenset[tuple[int, int]]] = ContextVar("_ALONE_IN", default=frozenset())
"""The device and the inode of each folder that this thread keeps others from writing into."""


@contextmanager
def alone_in(parent: Path) -> Iterator[bool]:
    """Wait until no other run writes into the parent folder; say whether that is certain.

    Whoever is alone there already does not wait, so that a command can read and write under one lock.
    """
    if _locking is None:
        yield False
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        found, entered = os.fstat(descriptor), _ALONE_IN.get()
        folder = found.st_dev, found.st_ino
        alone = folder in entered or _locked(descriptor)
        token = _ALONE_IN.set(entered | {folder} if alone else entered)
        try:
            yield alone
        finally:
            _ALONE_IN.reset(token)
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


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let neither Ctrl-C nor SIGTERM come between: it is done, or as good as done, and too late to be stopped."""
    if current_thread() is not main_thread():
        yield
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, signal.SIG_DFL if handler is None else handler)


_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "ppc64le": 357, "s390x": 347}
"""The number of Linux's system call, by machine, for a C library that has no function for it; 64 bits only."""
_64_BITS = sys.maxsize > 1 << 32

Exchange = Callable[[bytes, bytes], int]
"""Exchanges two paths; 0 where it did."""


def exchanged(one: Path, other: Path) -> bool:
    """Put each of two folders in the place of the other in one act; say whether this system and its disk could."""
    ways = ways_to_exchange()
    return bool(ways) and ways[0](os.fsencode(one), os.fsencode(other)) == 0


@cache
def ways_to_exchange() -> tuple[Exchange, ...]:
    """Return the ways in which this system exchanges two paths, the best first; Windows has none."""
    if sys.platform not in {"linux", "darwin"}:
        return ()
    library = ctypes.CDLL(None)
    ways: list[Exchange] = []
    if hasattr(library, "renamex_np"):
        ways.append(lambda one, other: int(library.renamex_np(one, other, _RENAME_SWAP)))
    if hasattr(library, "renameat2"):
        ways.append(lambda one, other: int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)))
    number = _RENAMEAT2.get(platform.machine()) if sys.platform == "linux" and _64_BITS else None
    if number is not None:
        call = ctypes.c_long(number)
        here = ctypes.c_long(_AT_FDCWD)
        flag = ctypes.c_long(_RENAME_EXCHANGE)
        ways.append(lambda one, other: int(library.syscall(call, here, one, here, other, flag)))
    return tuple(ways)


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
        with suppress(OSError):
            beside.unlink()
        raise cannot_be_written(path, trouble) from trouble


def cannot_be_written(path: Path, trouble: OSError) -> CannotWrite:
    """Return what to say where the system refuses a file or a folder."""
    remedy = "Close it in other programs, or choose another folder."
    return CannotWrite(f"{path} cannot be written: the system says “{trouble.strerror}”. {remedy}")


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, if its bytes differ: whole or not at all.

    Raises
    ------
    CannotWrite
        If it cannot be written; what was there is as it was.

    """
    with in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{glob.escape(path.name)}.????????.part"):
            left.unlink(missing_ok=True)  # of a run that was killed
        if path.is_file() and not path.stat().st_mode & ~_OWNER_ONLY & 0o777 and path.read_bytes() == content:
            return
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        to_disk(path.parent)
