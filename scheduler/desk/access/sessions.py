"""Sessions: which browser is whose, and for how long. A cookie is kept as its digest only."""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.desk.access.users import folded
from scheduler.desk.store import Store

BYTES_OF_A_SECRET = 32
SECONDS_BETWEEN_MARKS = 60
"""A session is marked as used at most so often: a page that is looked at writes nothing."""
DAYS_A_BROWSER_IS_KNOWN = 180


@dataclass(frozen=True)
class Lifetime:
    """How long a session lasts."""

    idle: timedelta
    """Without a request."""
    whole: timedelta
    """Whatever is done in it."""


AT_THIS_MACHINE = Lifetime(timedelta(days=7), timedelta(days=30))
BEYOND_IT = Lifetime(timedelta(hours=4), timedelta(hours=12))


@dataclass(frozen=True)
class Session:
    """One browser that somebody has come in by."""

    id: str
    """The digest of its cookie: nobody comes in by it."""
    name: str
    way: str
    """How they came in."""
    role: str
    """What a provider says they may do; blank where the users of the desk say so."""
    began: datetime
    seen: datetime
    csrf: str
    """What a form of this session carries; it follows from the cookie and is kept nowhere."""


class Sessions:
    """The sessions of a desk."""

    def __init__(self, store: Store, lifetime: Lifetime, clock: Callable[[], datetime]) -> None:
        self._store, self._lifetime, self._clock = store, lifetime, clock

    def begin(self, name: str, way: str, role: str = "", *, instead_of: str = "") -> str:
        """Begin a session and return its cookie, a new one whatever the browser had before."""
        cookie, moment = secrets.token_urlsafe(BYTES_OF_A_SECRET), self._clock()
        with self._store.writing() as database:
            self._clear_up(database, moment)
            database.execute("DELETE FROM sessions WHERE id = ?", (digest(instead_of),))
            values = (digest(cookie), name, folded(name), way, role, moment.isoformat(), moment.isoformat())
            database.execute(
                "INSERT INTO sessions (id, name, folded, way, role, began, seen) VALUES (?, ?, ?, ?, ?, ?, ?)", values
            )
        return cookie

    def found(self, cookie: str) -> Session | None:
        """Return the session of a cookie, None where there is none or its time is over."""
        if not cookie:
            return None
        with self._store.reading() as database:
            row = database.execute("SELECT * FROM sessions WHERE id = ?", (digest(cookie),)).fetchone()
        if row is None:
            return None
        began, seen = (datetime.fromisoformat(row[column]) for column in ("began", "seen"))
        moment = self._clock()
        if moment - began > self._lifetime.whole or moment - seen > self._lifetime.idle:
            return None
        return Session(row["id"], row["name"], row["way"], row["role"], began, seen, _csrf(cookie))

    def mark(self, session: Session) -> None:
        """Keep that a session was used; a disk that is full stops nobody from reading."""
        moment = self._clock()
        if (moment - session.seen).total_seconds() < SECONDS_BETWEEN_MARKS:
            return
        try:
            with self._store.writing() as database:
                database.execute("UPDATE sessions SET seen = ? WHERE id = ?", (moment.isoformat(), session.id))
        except sqlite3.Error:
            return

    def end(self, session: str) -> None:
        """End one session, by its id."""
        with self._store.writing() as database:
            database.execute("DELETE FROM sessions WHERE id = ?", (session,))

    def end_all(self, name: str) -> None:
        """End all sessions of somebody."""
        with self._store.writing() as database:
            database.execute("DELETE FROM sessions WHERE folded = ?", (folded(name),))

    def remember(self, browser: str, name: str) -> str:
        """Keep that somebody has come in by a browser, and return the cookie by which it is known again."""
        cookie = browser if self.is_known(browser, name) else secrets.token_urlsafe(BYTES_OF_A_SECRET)
        with self._store.writing() as database:
            values = (digest(cookie), folded(name), self._clock().isoformat())
            database.execute("INSERT OR REPLACE INTO browsers (id, folded, seen) VALUES (?, ?, ?)", values)
        return cookie

    def is_known(self, browser: str, name: str) -> bool:
        """Whether somebody has come in by a browser before."""
        with self._store.reading() as database:
            values = (digest(browser), folded(name))
            found = database.execute("SELECT 1 FROM browsers WHERE id = ? AND folded = ?", values).fetchone()
        return found is not None

    def _clear_up(self, database: sqlite3.Connection, moment: datetime) -> None:
        """Forget the sessions whose time is over, what was to be told in them, and browsers not seen for long."""
        began, seen = (moment - time for time in (self._lifetime.whole, self._lifetime.idle))
        limits = (began.isoformat(), seen.isoformat())
        database.execute("DELETE FROM sessions WHERE began < ? OR seen < ?", limits)
        database.execute("DELETE FROM messages WHERE session NOT IN (SELECT id FROM sessions)")
        old = (moment - timedelta(days=DAYS_A_BROWSER_IS_KNOWN)).isoformat()
        database.execute("DELETE FROM browsers WHERE seen < ?", (old,))


def digest(secret: str) -> str:
    """Return what is kept of a secret that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _csrf(cookie: str) -> str:
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest()
