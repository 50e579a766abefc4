"""Comments of officers on a meeting, a draft or a year, in the desk's database."""

from dataclasses import dataclass
from sqlite3 import Row

from scheduler.desk.store import Store
from scheduler.server.clock import present_moment

LONGEST = 4000
"""Characters of a comment."""


@dataclass(frozen=True)
class Comment:
    """What somebody wrote about something."""

    number: int
    about: str
    by: str
    moment: str
    """ISO, in UTC."""
    text: str


class Comments:
    """The comments of one year."""

    def __init__(self, store: Store, year: str) -> None:
        self.store, self.year = store, year

    def about(self, about: str) -> tuple[Comment, ...]:
        """Return what was written about something, the first first."""
        with self.store.reading() as database:
            found = database.execute(
                "SELECT number, about, by, moment, text FROM comments WHERE year = ? AND about = ? ORDER BY number",
                (self.year, about),
            ).fetchall()
        return tuple(map(_comment, found))

    def add(self, about: str, by: str, text: str) -> None:
        """Keep what somebody writes."""
        with self.store.writing() as database:
            database.execute(
                "INSERT INTO comments (year, about, by, moment, text) VALUES (?, ?, ?, ?, ?)",
                (self.year, about, by, present_moment().isoformat(), text[:LONGEST]),
            )

    def remove(self, number: int, by: str) -> bool:
        """Take a comment away, and say whether that could be done: only who wrote it may."""
        with self.store.writing() as database:
            done = database.execute(
                "DELETE FROM comments WHERE number = ? AND year = ? AND by = ?", (number, self.year, by)
            )
        return done.rowcount == 1

    def moved(self, before: str, now: str) -> None:
        """Have what was written about something be about it under its new name."""
        with self.store.writing() as database:
            database.execute("UPDATE comments SET about = ? WHERE year = ? AND about = ?", (now, self.year, before))


def _comment(row: Row) -> Comment:
    return Comment(row["number"], row["about"], row["by"], row["moment"], row["text"])
