"""The rows of all jobs, in the desk's own database, and the folder of each in its year."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import rmtree

from scheduler.desk.store import Store
from scheduler.desk.work.asks import ASK_FILE, ENDED, FILES_FOLDER, RUNNING, WAITING, Ask, Job
from scheduler.desk.years import JOBS, TITLE_FILE
from scheduler.errors import CannotWrite, Refused
from scheduler.server.clock import present_moment

MOST_WAITING = 20
_COLUMNS = "number, ask, state, asked_at, began_at, ended_at, outcome, stop"


class Jobs:
    """The jobs of a desk, in the order in which they were asked for.

    Parameters
    ----------
    desk : Path
        The folder of all years.
    store : Store
        The desk's database.

    """

    def __init__(self, desk: Path, store: Store) -> None:
        self.desk = desk
        self.store = store

    def add(self, ask: Ask, files: Mapping[str, bytes]) -> Job:
        """Write a job down, with the files that are handed over with it.

        Raises
        ------
        Refused
            If the year is not there, or too many jobs wait.
        CannotWrite
            If its folder cannot be written; there is no job then.

        """
        if not (self.desk / ask.year / TITLE_FILE).exists():
            raise Refused("This year is no longer there.", (), "Somebody has taken it away; go back to the start.")
        if len(list(self.waiting())) >= MOST_WAITING:
            raise Refused(
                "Too much is waiting to be solved.",
                (),
                "Wait until some of it is done, or take some of it off the queue.",
            )
        with self.store.writing() as connection:
            row = (ask.year, ask.to_json(), WAITING, _moment())
            sql = "INSERT INTO jobs (year, ask, state, asked_at) VALUES (?, ?, ?, ?)"
            number = connection.execute(sql, row).lastrowid
            folder = self.folder(ask.year, int(number or 0))
            try:
                (folder / FILES_FOLDER).mkdir(parents=True)
                for name, content in files.items():
                    (folder / FILES_FOLDER / Path(name).name).write_bytes(content)
                (folder / ASK_FILE).write_text(ask.to_json(), encoding="utf-8")
            except OSError as trouble:
                rmtree(folder, ignore_errors=True)
                why = f"the system says “{trouble.strerror}”"
                raise CannotWrite(f"This could not be put in the queue: {why}. Nothing was changed.") from trouble
        return self[int(number or 0)]

    def folder(self, year: str, number: int) -> Path:
        """Return the folder of a job."""
        return self.desk / year / JOBS / str(number)

    def __getitem__(self, number: int) -> Job:
        """Return a job; KeyError if there is none of that number."""
        found = next(self._found("WHERE number = ?", number), None)
        if found is None:
            raise KeyError(number)
        return found

    def of_year(self, year: str) -> list[Job]:
        """Return the jobs of a year, the latest first."""
        return list(self._found("WHERE year = ? ORDER BY number DESC", year))

    def waiting(self) -> Iterator[Job]:
        """Return those that wait, and the one that runs first of all, in their order."""
        return self._found("WHERE state <> ? ORDER BY state = ? DESC, number", ENDED, RUNNING)

    def begin(self, number: int) -> None:
        """Note that a job runs."""
        with self.store.writing() as connection:
            sql = "UPDATE jobs SET state = ?, began_at = ? WHERE number = ?"
            connection.execute(sql, (RUNNING, _moment(), number))

    def ask_to_stop(self, number: int) -> None:
        """Note that a job is to stop."""
        with self.store.writing() as connection:
            connection.execute("UPDATE jobs SET stop = 1 WHERE number = ? AND state <> ?", (number, ENDED))

    def end(self, number: int, outcome: str) -> None:
        """Note that a job has ended, and how."""
        with self.store.writing() as connection:
            sql = "UPDATE jobs SET state = ?, ended_at = ?, outcome = ? WHERE number = ? AND state <> ?"
            connection.execute(sql, (ENDED, _moment(), outcome, number, ENDED))

    def _found(self, where: str, *values: str | int) -> Iterator[Job]:
        with self.store.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM jobs {where}", values).fetchall()  # noqa: S608 - our own words
            ahead = [number for (number,) in connection.execute("SELECT number FROM jobs WHERE state <> ?", (ENDED,))]
        return (self._job(row, ahead) for row in rows)

    def _job(self, row: sqlite3.Row, ahead: list[int]) -> Job:
        number, text, state, asked_at, began_at, ended_at, outcome, stop = row
        ask = Ask.from_json(text)
        before = sum(one < number for one in ahead) if state == WAITING else 0
        folder = self.folder(ask.year, number)
        return Job(number, ask, state, asked_at, began_at, ended_at, outcome, bool(stop), before, folder)


def _moment() -> str:
    return f"{present_moment().replace(tzinfo=None).isoformat()}Z"
