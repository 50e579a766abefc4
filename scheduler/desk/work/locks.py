"""A lock that a process holds for as long as it lives, however it ends: by it a child is known to be at work.

The number of a process is used again by the system; a lock is not. SQLite locks a file in the same way on every system,
and forgets the lock when the process that held it is gone.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from scheduler.errors import Refused


class Lock:
    """A lock on a file of its own.

    Parameters
    ----------
    path : Path
        The file; made where it is not there.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: sqlite3.Connection | None = None

    def take(self, patience: float = 0.0) -> bool:
        """Take the lock, waiting so many seconds for it; False where another holds it, or its file has no place."""
        if self._held is not None:
            return True
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self.path, timeout=patience, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=MEMORY")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            if connection is not None:
                connection.close()
            return False
        self._held = connection
        return True

    def give_back(self) -> None:
        """Let others take it."""
        if self._held is not None:
            with suppress(sqlite3.Error):
                self._held.rollback()
            self._held.close()
            self._held = None

    @property
    def is_held(self) -> bool:
        """Whether somebody holds it."""
        if self._held is not None:
            return True
        if not self.path.exists():
            return False
        other = Lock(self.path)
        taken = other.take()
        other.give_back()
        return not taken


def only_desk(folder: Path) -> Lock:
    """Return the lock of a desk on its folder.

    Raises
    ------
    Refused
        If another desk works on it.

    """
    lock = Lock(folder / "desk.lock")
    if not lock.take():
        raise Refused(
            f"Another desk is open on {folder}.",
            ("Two desks would solve at once, and each would undo what the other writes.",),
            "Use the one that is open, or end it first.",
        )
    return lock
