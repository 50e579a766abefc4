"""Guessing is slowed: after some wrong passwords each next try has to wait, longer every time.

Wrong passwords are counted for each name, for each address, and, for a browser by which that name has come in
before, for that browser alone (OWASP, Authentication Cheat Sheet: device cookies). So a stranger who guesses at
somebody's password keeps that stranger waiting, and not the officer at their own desk. The counts are kept over
restarts; names and addresses as short digests, for a password may be typed in the wrong field.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.desk.store import Store
from scheduler.errors import MeetingDayError

LONGEST_WAIT = 900
"""Seconds."""
FORGOTTEN_AFTER = timedelta(hours=24)
_LETTERS_OF_A_DIGEST = 8


class TooManyTries(MeetingDayError):
    """Too many wrong passwords; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(f"There were too many wrong passwords. Wait {wait}, and try again.")
        self.seconds = seconds


@dataclass(frozen=True)
class Tried:
    """What a try is counted for."""

    kind: str
    """`name`, `address` or `browser`."""
    value: str
    free: int
    """So many may be wrong before there is a wait."""

    @property
    def key(self) -> str:
        """What is kept of it."""
        return f"{self.kind} {hashlib.sha256(self.value.encode()).hexdigest()[:_LETTERS_OF_A_DIGEST]}"


class Throttle:
    """The wrong passwords of a desk."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def count(self, tried: Sequence[Tried]) -> None:
        """Count a try as wrong, before it is looked at: tries made at once cannot all slip through.

        Raises
        ------
        TooManyTries
            If one has to wait; such a try counts for nothing.

        """
        moment = self._clock()
        with self._store.writing() as database:
            database.execute("DELETE FROM wrong_passwords WHERE last < ?", ((moment - FORGOTTEN_AFTER).isoformat(),))
            database.execute("UPDATE wrong_passwords SET last = :now WHERE last > :now", {"now": moment.isoformat()})
            wait = max((_seconds_left(database, one, moment) for one in tried), default=0)
            if wait > 0:
                raise TooManyTries(wait)
            for one in tried:
                database.execute(
                    "INSERT INTO wrong_passwords (tried, many, last) VALUES (?, 1, ?) "
                    "ON CONFLICT (tried) DO UPDATE SET many = many + 1, last = excluded.last",
                    (one.key, moment.isoformat()),
                )

    def was_right(self, tried: Sequence[Tried]) -> None:
        """Take back that a try was counted as wrong, and forget those before it but of the address.

        Whoever has one password of their own could otherwise go on guessing at those of others.
        """
        with self._store.writing() as database:
            for one in tried:
                many = "many - 1" if one.kind == "address" else "0"
                database.execute(f"UPDATE wrong_passwords SET many = {many} WHERE tried = ?", (one.key,))  # noqa: S608 - one of two words


def _seconds_left(database: sqlite3.Connection, tried: Tried, moment: datetime) -> int:
    """Return how long the next try has to wait: twice as long after each wrong one, from the last of them on."""
    row = database.execute("SELECT many, last FROM wrong_passwords WHERE tried = ?", (tried.key,)).fetchone()
    if row is None or row["many"] < tried.free:
        return 0
    wait = min(2 ** min(row["many"] - tried.free, 20), LONGEST_WAIT)
    since = (moment - datetime.fromisoformat(row["last"])).total_seconds()
    return max(0, int(wait - since))
