"""The desk's own database: users, jobs, consultations, comments. Calendars and workbooks stay files of their own."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "desk.sqlite3"
SECONDS_TO_WAIT = 10.0
"""For another writer to end."""
SCHEMA: tuple[str, ...] = (
    """
    CREATE TABLE sent_forms (
        once TEXT PRIMARY KEY,      -- of the form, as it was written into the page
        moment TEXT NOT NULL,       -- in UTC
        led_to TEXT                 -- the address that its sender was led to; NULL while it is being done
    );
    CREATE TABLE messages (
        session TEXT NOT NULL,      -- whom it is for
        kind TEXT NOT NULL,         -- `done` or `warning`
        text TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,   -- over all years
        year TEXT NOT NULL,                         -- the name of its folder
        ask TEXT NOT NULL,                          -- JSON: see `work/asks.py`
        state TEXT NOT NULL,                        -- `waiting`, `running` or `ended`
        asked_at TEXT NOT NULL,                     -- in UTC, as the next two
        began_at TEXT NOT NULL DEFAULT '',
        ended_at TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL DEFAULT '',
        stop INTEGER NOT NULL DEFAULT 0             -- whether somebody has asked to stop it
    );
    CREATE INDEX jobs_of_a_year ON jobs (year, number);
    """,
    """
    CREATE TABLE users (
        folded TEXT PRIMARY KEY,    -- the name as it is looked up
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        password TEXT NOT NULL,     -- its scrypt; blank for who comes in by a proxy or a provider
        added TEXT NOT NULL
    );
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,        -- the SHA-256 of the cookie
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        way TEXT NOT NULL,          -- how they came in
        role TEXT NOT NULL,         -- what a provider says they may do; blank where `users` says so
        began TEXT NOT NULL,        -- in UTC, as all moments
        seen TEXT NOT NULL
    );
    CREATE INDEX sessions_of ON sessions (folded);
    CREATE TABLE browsers (
        id TEXT NOT NULL,           -- the SHA-256 of the cookie by which a browser is known again
        folded TEXT NOT NULL,       -- who has come in by it
        seen TEXT NOT NULL,
        PRIMARY KEY (id, folded)
    );
    CREATE TABLE wrong_passwords (
        tried TEXT PRIMARY KEY,     -- the start of a digest of a name, an address or a browser
        many INTEGER NOT NULL,
        last TEXT NOT NULL
    );
    CREATE TABLE errands (
        state TEXT PRIMARY KEY,     -- the SHA-256 of what a provider sends back
        cookie TEXT NOT NULL,       -- the SHA-256 of the cookie of the browser that was sent there
        nonce TEXT NOT NULL,
        verifier TEXT NOT NULL,
        address TEXT NOT NULL,      -- where to go on
        typed TEXT NOT NULL,        -- what had been typed, as JSON
        began TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE comments (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        year TEXT NOT NULL,
        about TEXT NOT NULL,        -- `meeting:UID`, `draft:NAME`, `calendar`, `year`
        by TEXT NOT NULL,
        moment TEXT NOT NULL,       -- in UTC
        text TEXT NOT NULL
    );
    CREATE INDEX comments_about ON comments (year, about);
    CREATE TABLE consultations (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        year TEXT NOT NULL,
        calendar TEXT NOT NULL,     -- which calendar of the year is shown: `calendar`, or a draft
        name TEXT NOT NULL,         -- of who is asked
        bodies TEXT NOT NULL,       -- codes, a JSON list; an empty one for all
        until TEXT NOT NULL,        -- the last day for answers
        introduction TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE, -- SHA-256 of what stands in the address
        by TEXT NOT NULL,
        moment TEXT NOT NULL,       -- in UTC
        withdrawn TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE consultation_answers (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        consultation INTEGER NOT NULL REFERENCES consultations (number),
        meeting TEXT NOT NULL,      -- the uid; blank for a span of days or a remark
        title TEXT NOT NULL,        -- what the consultee saw: the meeting, the days
        first_day TEXT NOT NULL,    -- blank for a remark, like the last
        last_day TEXT NOT NULL,
        reason TEXT NOT NULL,
        moment TEXT NOT NULL,       -- in UTC
        outcome TEXT NOT NULL DEFAULT '',   -- `accepted` or `declined`
        word TEXT NOT NULL DEFAULT '',      -- why, as the consultee is shown
        decided_by TEXT NOT NULL DEFAULT '',
        decided_at TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX answers_of_a_consultation ON consultation_answers (consultation, number);
    """,
)
"""Each edition of the tables, as what makes it of the one before; how many there are is the file's `user_version`."""


class NewerStore(Exception):
    """The database was written by a newer edition of meeting-day."""


class _Connection(sqlite3.Connection):
    """One that is closed with the thread that it is of, which says to nobody that it ends."""

    def __del__(self) -> None:
        """Close it: Python warns, from 3.13 on, where nothing does."""
        self.close()


class Store:
    """The database, with a connection for each thread.

    Parameters
    ----------
    path : Path
        The file; made where it is not there.

    Raises
    ------
    NewerStore
        If a newer edition wrote it.
    sqlite3.Error
        If it is damaged or cannot be written.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch(mode=0o600)  # passwords and sessions are nobody else's, though only as digests
        self._of_thread = threading.local()
        self._upgrade()

    def _upgrade(self) -> None:
        with self.writing() as database:
            (known,) = database.execute("PRAGMA user_version").fetchone()
            if known > len(SCHEMA):
                raise NewerStore(f"{self.path} was written by a newer edition of meeting-day. Install that one.")
            for script in SCHEMA[known:]:
                for statement in filter(str.strip, script.split(";\n")):
                    database.execute(statement)
            database.execute(f"PRAGMA user_version = {len(SCHEMA)}")

    @property
    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if found is None:
            found = sqlite3.connect(
                self.path,
                timeout=SECONDS_TO_WAIT,
                isolation_level=None,
                check_same_thread=False,  # each is used in its own thread, and may be closed in another
                factory=_Connection,
            )
            found.row_factory = sqlite3.Row
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")
            found.execute("PRAGMA foreign_keys = ON")
            self._of_thread.connection = found
        return found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the database as it is at one moment."""
        with self._transaction("BEGIN") as database:
            yield database

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the database to write in, alone; all of it is kept, or, where something is raised, nothing."""
        with self._transaction("BEGIN IMMEDIATE") as database:
            yield database

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        database = self._connection
        database.execute(begin)
        try:
            yield database
            database.execute("COMMIT")
        except BaseException:  # Ctrl-C too: nothing is left half written
            if database.in_transaction:  # a disk that is full has ended it already
                database.execute("ROLLBACK")
            raise

    def forget_year(self, year: str) -> None:
        """Forget what was written about a year, who was asked and what they answered, and its jobs."""
        with self.writing() as database:
            database.execute(
                "DELETE FROM consultation_answers "
                "WHERE consultation IN (SELECT number FROM consultations WHERE year = ?)",
                (year,),
            )
            database.execute("DELETE FROM consultations WHERE year = ?", (year,))
            database.execute("DELETE FROM comments WHERE year = ?", (year,))
            database.execute("DELETE FROM jobs WHERE year = ?", (year,))

    @property
    def is_there(self) -> bool:
        """Whether the file lies where it lay, and can be read."""
        try:
            with self.reading() as database:
                (known,) = database.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error:
            return False
        return known == len(SCHEMA) and self.path.exists()

    def close(self) -> None:
        """Close the connection of this thread."""
        found: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if found is not None:
            found.close()
            self._of_thread.connection = None
