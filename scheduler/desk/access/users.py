"""Users: their names, roles and passwords. A password is kept as its scrypt only."""

import sqlite3
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from scheduler.desk.access.roles import PUBLISHER, ROLES
from scheduler.desk.store import FILE, NewerStore, Store
from scheduler.errors import MeetingDayError
from scheduler.server.clock import present_moment

LEAST_LETTERS, MOST_LETTERS = 12, 1_000
"""Of a password."""
_LEAST_DIFFERENT = 5
_LONGEST_NAME = 100
_METHOD = "scrypt:32768:8:1"
_OF_NOBODY = generate_password_hash("nobody's", _METHOD)
"""Checked where a name is unknown, so that its answer takes as long as that of a known one."""


class CannotKeepUser(MeetingDayError):
    """A user cannot be kept as asked; the message says why and what to do."""


@dataclass(frozen=True)
class User:
    """One user, without the password."""

    name: str
    role: str
    has_password: bool
    """One without comes in by a proxy or a provider that knows them."""


class Users:
    """The users of a desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[User, ...]:
        """Return all of them, by name."""
        with self._store.reading() as database:
            found = database.execute("SELECT * FROM users ORDER BY folded").fetchall()
        return tuple(map(_user, found))

    def named(self, name: str) -> User | None:
        """Return the user of a name, however its letters are written; None where there is none."""
        with self._store.reading() as database:
            found = database.execute("SELECT * FROM users WHERE folded = ?", (folded(name),)).fetchone()
        return None if found is None else _user(found)

    def add(self, name: str, role: str, password: str | None) -> User:
        """Add a user; one without a password comes in by a proxy or a provider only.

        Raises
        ------
        CannotKeepUser
            If the name is taken or none, or the password too easy to guess.

        """
        shown = _as_a_name(name)
        _see_that_it_is_a_role(role)
        kept = "" if password is None else _kept(shown, password)
        try:
            with self._store.writing() as database:
                values = (folded(shown), shown, role, kept, present_moment().isoformat())
                database.execute(
                    "INSERT INTO users (folded, name, role, password, added) VALUES (?, ?, ?, ?, ?)", values
                )
        except sqlite3.IntegrityError:
            raise CannotKeepUser(f"There is a user called {shown} already. Choose another name.") from None
        return User(shown, role, bool(kept))

    def remove(self, name: str) -> None:
        """Take a user away; their sessions end with them."""
        with self._store.writing() as database:
            key = _known(database, name)
            database.execute("DELETE FROM users WHERE folded = ?", (key,))
            _see_that_a_publisher_is_left(database)
            database.execute("DELETE FROM sessions WHERE folded = ?", (key,))

    def give_role(self, name: str, role: str) -> None:
        """Give a user another role, from their next request on."""
        _see_that_it_is_a_role(role)
        with self._store.writing() as database:
            database.execute("UPDATE users SET role = ? WHERE folded = ?", (role, _known(database, name)))
            _see_that_a_publisher_is_left(database)

    def give_password(self, name: str, password: str, *, but: str = "") -> None:
        """Give a user another password; all their sessions end, but for the one from which it is done."""
        kept = _kept(name, password)
        with self._store.writing() as database:
            key = _known(database, name)
            database.execute("UPDATE users SET password = ? WHERE folded = ?", (kept, key))
            database.execute("DELETE FROM sessions WHERE folded = ? AND id != ?", (key, but))
            database.execute("DELETE FROM browsers WHERE folded = ?", (key,))

    def with_password(self, name: str, password: str) -> User | None:
        """Return the user of a name and password, or None; it takes as long for a name that nobody has."""
        with self._store.reading() as database:
            found = database.execute("SELECT * FROM users WHERE folded = ?", (folded(name),)).fetchone()
        kept = _OF_NOBODY if found is None or not found["password"] else found["password"]
        given = unicodedata.normalize("NFC", password)[:MOST_LETTERS]
        is_right = check_password_hash(kept, given)
        return _user(found) if is_right and found is not None and found["password"] else None


def users_in(folder: Path, *, make: bool = False) -> Users:
    """Return the users of the desk in a folder; CannotKeepUser where there is none, unless it is to be made."""
    path = folder / FILE
    if not make and not path.is_file():
        raise CannotKeepUser(
            f"There is no desk in {folder}. Name its folder, or add a first user: meeting-day users add."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Users(Store(path))
    except NewerStore as problem:
        raise CannotKeepUser(str(problem)) from None
    except (OSError, sqlite3.Error) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise CannotKeepUser(
            f"The desk cannot keep anything in {folder}: the system says “{why}”. Choose another folder."
        ) from None


def folded(name: str) -> str:
    """Return a name as it is looked up: whatever the case of its letters and however its accents are written."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def _user(row: sqlite3.Row) -> User:
    return User(row["name"], row["role"], bool(row["password"]))


def _as_a_name(name: str) -> str:
    shown = unicodedata.normalize("NFC", " ".join(name.split()))
    if not shown:
        raise CannotKeepUser("A user needs a name. Type the one that is to stand in the history.")
    if len(shown) > _LONGEST_NAME or not shown.isprintable() or set(shown) & set(",/"):
        raise CannotKeepUser(f"A name has at most {_LONGEST_NAME} letters, on one line and without commas or strokes.")
    return shown


def _see_that_it_is_a_role(role: str) -> None:
    if role not in ROLES:
        raise CannotKeepUser(f"There is no role called {role}. Choose one of: {', '.join(ROLES)}.")


def _kept(name: str, password: str) -> str:
    """Return a password as it is kept, or say why it is too easy to guess."""
    given = unicodedata.normalize("NFC", password)
    if len(given) < LEAST_LETTERS:
        raise CannotKeepUser(
            f"A password has at least {LEAST_LETTERS} characters. Three words together are easy to keep in mind."
        )
    if len(given) > MOST_LETTERS:
        raise CannotKeepUser(f"A password has at most {MOST_LETTERS} characters.")
    if len(set(given)) < _LEAST_DIFFERENT or folded(name) in folded(given):
        raise CannotKeepUser(
            "This password is too easy to guess. Leave out your name, and use more different characters."
        )
    return generate_password_hash(given, _METHOD)


def _known(database: sqlite3.Connection, name: str) -> str:
    """Return the name of a user as it is looked up, or say that there is no such user."""
    found = database.execute("SELECT folded FROM users WHERE folded = ?", (folded(name),)).fetchone()
    if found is None:
        raise CannotKeepUser(f"There is no user called {' '.join(name.split())}. Look at the list of users.")
    return str(found["folded"])


def _see_that_a_publisher_is_left(database: sqlite3.Connection) -> None:
    """Refuse what would leave users and nobody among them who may keep them."""
    roles = {row["role"] for row in database.execute("SELECT DISTINCT role FROM users")}
    if roles and PUBLISHER not in roles:
        raise CannotKeepUser(
            "Nobody would be left who may publish and keep users. Make somebody else a publisher first."
        )
