"""The desk's database: what fails leaves it as it was, and ready for the next."""

import sqlite3
import stat
from pathlib import Path

import pytest

from scheduler.desk.store import FILE, SCHEMA, NewerStore, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / FILE)


def tell(store: Store, text: str) -> None:
    with store.writing() as database:
        database.execute("INSERT INTO messages (session, kind, text) VALUES ('', '', ?)", (text,))


def told(store: Store) -> int:
    with store.reading() as database:
        return int(database.execute("SELECT count(*) FROM messages").fetchone()[0])


def test_what_fails_leaves_nothing_and_the_next_is_kept(store: Store) -> None:
    def fail() -> None:
        with store.writing() as database:
            database.execute("INSERT INTO messages (session, kind, text) VALUES ('', '', '')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert told(store) == 0
    tell(store, "kept")
    assert told(store) == 1


def test_a_full_disk_leaves_nothing_and_the_next_is_kept(store: Store) -> None:
    with store.reading() as database:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")  # noqa: SLF001 - as a disk that is full
    with pytest.raises(sqlite3.OperationalError, match="full"):
        tell(store, "x" * 100_000)
    store._connection.execute("PRAGMA max_page_count = 1000000")  # noqa: SLF001 - there is room again
    tell(store, "kept")
    assert told(store) == 1


def test_what_cannot_be_ended_is_taken_back_and_the_next_is_kept(store: Store) -> None:
    with store.writing() as database:
        database.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
        database.execute("CREATE TABLE other (one INTEGER REFERENCES one (id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError), store.writing() as database:
        database.execute("INSERT INTO other (one) VALUES (7)")
    tell(store, "kept")
    assert told(store) == 1


def test_an_older_database_is_upgraded_and_a_newer_one_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE
    store = Store(path)
    tell(store, "kept")
    store.close()
    assert told(Store(path)) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {len(SCHEMA) + 1}")
    database.close()
    with pytest.raises(NewerStore, match="newer edition"):
        Store(path)


def test_a_store_that_is_closed_opens_again(store: Store) -> None:
    tell(store, "kept")
    store.close()
    store.close()
    assert told(store) == 1
