"""Consultations: who is asked about a calendar until when, and what they answered, in the desk's database.

The address of a consultee's page follows from a token that is kept as its digest alone: it is shown once.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from sqlite3 import Row

from scheduler.desk.store import Store
from scheduler.server.clock import present_moment

OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
ACCEPTED, DECLINED = "accepted", "declined"
MOST_ANSWERS = 300
"""Of one consultee."""
LONGEST = 1000
"""Characters of a reason."""
_BYTES_OF_A_TOKEN = 24


@dataclass(frozen=True)
class Consultation:
    """Somebody who is asked about a calendar."""

    number: int
    year: str
    calendar: str
    name: str
    bodies: tuple[str, ...]
    """The codes of those whose meetings are shown; empty for all."""
    until: date
    introduction: str
    by: str
    moment: str
    withdrawn: str

    def state(self, today: date) -> str:
        """Return whether answers are taken."""
        if self.withdrawn:
            return WITHDRAWN
        return OPEN if today <= self.until else CLOSED


@dataclass(frozen=True)
class Answer:
    """What a consultee said: of a meeting, of a span of days, or in general."""

    number: int
    consultation: int
    meeting: str
    """The uid; blank for a span of days and for a remark."""
    title: str
    first: date | None
    last: date | None
    """None for a remark."""
    reason: str
    moment: str
    outcome: str
    word: str
    decided_by: str
    decided_at: str


class Consultations:
    """The consultations of a desk."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._fresh: dict[int, str] = {}
        """The tokens of addresses that nobody has been shown yet, by consultation."""

    # -- who is asked

    def begin(self, asked: Consultation) -> int:
        """Keep that somebody is asked, and return the number; its address can then be shown once."""
        token = secrets.token_urlsafe(_BYTES_OF_A_TOKEN)
        with self.store.writing() as database:
            made = database.execute(
                "INSERT INTO consultations (year, calendar, name, bodies, until, introduction, token, by, moment) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    asked.year, asked.calendar, asked.name, json.dumps(asked.bodies), asked.until.isoformat(),
                    asked.introduction, _digest(token), asked.by, present_moment().isoformat(),
                ),
            )  # fmt: skip
        number = int(made.lastrowid or 0)
        self._fresh[number] = token
        return number

    def renew(self, number: int) -> None:
        """Give a consultee another address; the one before is nobody's."""
        token = secrets.token_urlsafe(_BYTES_OF_A_TOKEN)
        with self.store.writing() as database:
            database.execute(
                "UPDATE consultations SET token = ?, withdrawn = '' WHERE number = ?", (_digest(token), number)
            )
        self._fresh[number] = token

    def withdraw(self, number: int) -> None:
        """Take the page of a consultee away; what they answered stays."""
        with self.store.writing() as database:
            database.execute(
                "UPDATE consultations SET withdrawn = ? WHERE number = ?", (present_moment().isoformat(), number)
            )
        self._fresh.pop(number, None)

    def moved(self, year: str, before: str, now: str) -> None:
        """Show the consultees of a draft the same draft under its new name."""
        with self.store.writing() as database:
            values = (now, year, before)
            database.execute("UPDATE consultations SET calendar = ? WHERE year = ? AND calendar = ?", values)

    def last_until(self, number: int, until: date) -> None:
        """Have answers taken until another day."""
        with self.store.writing() as database:
            database.execute("UPDATE consultations SET until = ? WHERE number = ?", (until.isoformat(), number))

    def shown_once(self, number: int) -> str:
        """Return the token of an address that nobody has been shown yet, and forget it; blank where there is none."""
        return self._fresh.pop(number, "")

    def of_year(self, year: str) -> tuple[Consultation, ...]:
        """Return those of a year, in the order in which they were begun."""
        with self.store.reading() as database:
            found = database.execute("SELECT * FROM consultations WHERE year = ? ORDER BY number", (year,)).fetchall()
        return tuple(map(_consultation, found))

    def numbered(self, year: str, number: int) -> Consultation | None:
        """Return one of a year; None where it has none of that number."""
        return next((one for one in self.of_year(year) if one.number == number), None)

    def of_token(self, token: str) -> Consultation | None:
        """Return the one whose address has this token; None where there is none."""
        with self.store.reading() as database:
            found = database.execute("SELECT * FROM consultations WHERE token = ?", (_digest(token),)).fetchone()
        return None if found is None else _consultation(found)

    # -- what they answered

    def answers(self, *numbers: int) -> tuple[Answer, ...]:
        """Return the answers of consultees, the first first."""
        with self.store.reading() as database:
            found = [
                row
                for number in numbers
                for row in database.execute(
                    "SELECT * FROM consultation_answers WHERE consultation = ? ORDER BY number", (number,)
                )
            ]
        return tuple(map(_answer, found))

    def keep(self, said: Answer) -> bool:
        """Keep an answer in the place of the same one before, and say whether that could be done.

        It cannot where that has been decided already, or the consultee has answered too often.
        """
        days = tuple("" if day is None else day.isoformat() for day in (said.first, said.last))
        with self.store.writing() as database:
            same = database.execute(
                "SELECT number, outcome FROM consultation_answers WHERE consultation = ? AND meeting = ? "
                "AND first_day = ? AND last_day = ? AND (meeting || first_day <> '' OR reason = ?)",
                (said.consultation, said.meeting, *days, said.reason),
            ).fetchone()
            (many,) = database.execute(
                "SELECT COUNT(*) FROM consultation_answers WHERE consultation = ?", (said.consultation,)
            ).fetchone()
            if (same is not None and same["outcome"]) or (same is None and many >= MOST_ANSWERS):
                return False
            if same is not None:
                database.execute("DELETE FROM consultation_answers WHERE number = ?", (same["number"],))
            database.execute(
                "INSERT INTO consultation_answers (consultation, meeting, title, first_day, last_day, reason, moment) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    said.consultation, said.meeting, said.title, *days, said.reason[:LONGEST],
                    present_moment().isoformat(),
                ),
            )  # fmt: skip
        return True

    def take_back(self, consultation: int, number: int) -> bool:
        """Forget an answer that nobody has decided yet, and say whether there was one."""
        with self.store.writing() as database:
            done = database.execute(
                "DELETE FROM consultation_answers WHERE number = ? AND consultation = ? AND outcome = ''",
                (number, consultation),
            )
        return done.rowcount == 1

    def decide(self, number: int, outcome: str, word: str, by: str) -> bool:
        """Keep what became of an answer, and say whether nobody had decided it before."""
        with self.store.writing() as database:
            done = database.execute(
                "UPDATE consultation_answers SET outcome = ?, word = ?, decided_by = ?, decided_at = ? "
                "WHERE number = ? AND outcome = ''",
                (outcome, word[:LONGEST], by, present_moment().isoformat(), number),
            )
        return done.rowcount == 1


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _consultation(row: Row) -> Consultation:
    return Consultation(
        row["number"],
        row["year"],
        row["calendar"],
        row["name"],
        tuple(json.loads(row["bodies"])),
        date.fromisoformat(row["until"]),
        row["introduction"],
        row["by"],
        row["moment"],
        row["withdrawn"],
    )


def _answer(row: Row) -> Answer:
    days = [date.fromisoformat(row[name]) if row[name] else None for name in ("first_day", "last_day")]
    return Answer(
        row["number"], row["consultation"], row["meeting"], row["title"], days[0], days[1], row["reason"],
        row["moment"], row["outcome"], row["word"], row["decided_by"], row["decided_at"],
    )  # fmt: skip
