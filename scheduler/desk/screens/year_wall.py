"""The year on a wall: its months side by side, each day with its meetings and with what it is to the council.

Colour never says anything alone: letters do, and words behind them for those who hear the page or read it on a phone.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from scheduler.commands.year_view import DayNote, ForSome, YearView
from scheduler.desk.months import in_weeks
from scheduler.desk.screens.year_choices import (
    APOLOGIES,
    BUSY,
    CLOSURES,
    DEADLINES,
    MOVED_SINCE,
    TERMS,
    Choices,
    chosen,
    month_shown,
    months_of,
)
from scheduler.domain.difference import NEW, Change
from scheduler.domain.plan import APOLOGIES as SENDS_APOLOGIES
from scheduler.domain.plan import CANCELLED, PROVISIONAL, Meeting
from scheduler.domain.titles import called, room_title
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, clock, counted, listed, long_date, month_name

SATURDAY = 5
MOST_MONTHS_IN_A_ROW, MONTHS_IN_A_ROW = 14, 12
NO_NOTE = DayNote()
KEY = {
    "provisional": ("?", "provisional: its date may still change"),
    "cancelled": ("\u2715", "cancelled"),
    "pinned": ("P", "pinned: held to its date by the officer"),
    "extra": ("E", "extra: beside the usual number"),
    "waived": ("W", "a rule is waived for it, with a reason"),
    "away": ("\u22122", "two send apologies and nobody deputises for them"),
    "moved": ("M", "moved since the calendar was published"),
    "new": ("N", "new since the calendar was published"),
    "closed": ("C", "closed: nothing is held"),
    "closed-to": ("c", "closed to some"),
    "avoided": ("A", "better avoided"),
    "agenda": ("Ag", "agendas to publish by the end of the day"),
    "reports": ("Re", "reports due by the end of the day"),
    "busy": ("B3", "three people are busy elsewhere for some of the day"),
}
"""What each letter means, with its style."""


@dataclass(frozen=True)
class Sign:
    """A letter on a meeting or a day, with the words that it stands for."""

    kind: str
    letter: str
    words: str
    told: bool = False
    """Whether the words are shown to everybody, and not only to who asks for them."""


@dataclass(frozen=True)
class Mark:
    """A meeting where it stands in the year: a link by the code of its body."""

    meeting: Meeting
    place: str
    """Body and number as an address has them: `HWB/2`."""
    look: str
    """The classes of its look: its status, and the number of its colour."""
    signs: tuple[Sign, ...]
    name: str
    hours: str
    where: str

    @property
    def words(self) -> str:
        """All that there is to say of it, after its code."""
        return ", ".join(filter(None, (self.name, self.hours, self.where, *(sign.words for sign in self.signs))))


@dataclass(frozen=True)
class Day:
    """A day of the calendar."""

    date: dt.date
    look: str
    marks: tuple[Mark, ...]
    signs: tuple[Sign, ...]
    gathered: bool
    """Whether its meetings are shown as their number, and one by one when that is opened."""

    @property
    def weekday(self) -> str:
        """Its weekday in full."""
        return WEEKDAY_NAMES[self.date.weekday()]


@dataclass(frozen=True)
class Month:
    """A month of the wall."""

    first: dt.date
    days: tuple[Day, ...]

    @property
    def month(self) -> str:
        """The month without its year."""
        return MONTH_NAMES[self.first.month - 1]

    @property
    def name(self) -> str:
        """The month with its year."""
        return month_name(self.first)

    @property
    def weeks(self) -> tuple[tuple[Day | None, ...], ...]:
        """Its days week by week from Monday; None where a day is another month's."""
        return in_weeks(self.first.weekday(), self.days)


@dataclass(frozen=True)
class Wall:
    """The months of a year in rows, and what the letters in them mean."""

    rows: tuple[tuple[Month, ...], ...]
    key: tuple[tuple[str, str, str], ...]
    """Kind, letter and meaning of each sign that is in it."""
    shown: int
    """How many meetings it shows."""

    @property
    def months(self) -> tuple[Month, ...]:
        """All months in order."""
        return tuple(month for row in self.rows for month in row)


class Painter:
    """Makes the marks of meetings and the days of a year, by what is asked for."""

    def __init__(self, year: YearView, asked: Choices) -> None:
        self.year, self.asked, self.problem = year, asked, year.problem
        self.meetings = chosen(year, asked)
        self.mixed = len({one.status for one in year.plan.live}) > 1
        self.since = year.since_published if MOVED_SINCE in asked.show else {}
        self.bodies = frozenset(one.body for one in self.meetings)
        self._of_day: defaultdict[dt.date, list[Meeting]] = defaultdict(list)
        for meeting in self.meetings:
            self._of_day[meeting.date].append(meeting)
        self._due = self._deadlines() if DEADLINES in asked.show else {}

    def _deadlines(self) -> dict[dt.date, tuple[Sign, ...]]:
        found: defaultdict[dt.date, dict[str, list[str]]] = defaultdict(lambda: {"agenda": [], "reports": []})
        for meeting in self.meetings:
            for kind, due in (("agenda", meeting.agenda_deadline), ("reports", meeting.report_due)):
                if meeting.live and due is not None:
                    found[due][kind].append(meeting.body)
        titles = {"agenda": "agenda due", "reports": "reports due"}
        return {
            day: tuple(
                Sign(kind, KEY[kind][0], f"{titles[kind]}: {', '.join(bodies)}", told=True)
                for kind, bodies in kinds.items()
                if bodies
            )
            for day, kinds in found.items()
        }

    def concerning(self, reasons: Iterable[ForSome]) -> tuple[str, ...]:
        """Return the reasons that are about half of the bodies shown, or more: a wall has no room for the others."""
        return tuple(one.words for one in reasons if 2 * len(one.bodies & self.bodies) >= len(self.bodies))

    def mark(self, meeting: Meeting) -> Mark:
        """Return a meeting as it stands in the year."""
        colour = self.year.colour_of.get(meeting.body)
        return Mark(
            meeting,
            place_of(meeting),
            f"{meeting.status} c{colour}",
            tuple(self._signs(meeting)),
            called(self.problem, meeting),
            f"{clock(meeting.start)} to {clock(meeting.end)}",
            where(self.year, meeting),
        )

    def _signs(self, meeting: Meeting) -> Iterator[Sign]:
        if meeting.status == CANCELLED:
            yield Sign("cancelled", KEY["cancelled"][0], "cancelled")
        elif meeting.status == PROVISIONAL and self.mixed:
            yield Sign("provisional", KEY["provisional"][0], "provisional")
        if meeting.pinned:
            yield Sign("pinned", "P", "pinned")
        if meeting.extra:
            yield Sign("extra", "E", "extra")
        if meeting.waived:
            rules = listed([one.rule.replace("_", " ") for one in meeting.waived])
            yield Sign("waived", "W", f"waived: {rules}")
        away = apologies_at(meeting) if APOLOGIES in self.asked.show else 0
        if away:
            yield Sign("away", f"\u2212{away}", counted(away, "apology", "apologies"))
        change = self.since.get(meeting.uid)
        if change is not None and meeting.live:
            yield since_words(change)

    def day(self, date: dt.date) -> Day:
        """Return a day of the calendar."""
        marks = tuple(map(self.mark, self._of_day.get(date, ())))
        note = self.year.notes.get(date, NO_NOTE)
        signs = (*self._notes(date, note), *self._due.get(date, ()))
        looks = {
            "weekend": date.weekday() >= SATURDAY,
            "outside": not self.year.plan.start_date <= date <= self.year.plan.end_date,
            "held": bool(marks),
            "noted": bool(signs),
        }
        kinds = dict.fromkeys(sign.kind for sign in signs)
        look = " ".join([*(name for name, holds in looks.items() if holds), *kinds])
        return Day(date, look, marks, signs, gathered=self.asked.dense and len(marks) > 1)

    def _notes(self, date: dt.date, note: DayNote) -> Iterator[Sign]:
        """Yield what a day is to the council; the reason is told on the first day of a spell and of a month."""
        before = self.year.notes.get(date - dt.timedelta(days=1), NO_NOTE) if date.day > 1 else NO_NOTE
        show = self.asked.show
        if CLOSURES in show and note.closed:
            yield Sign("closed", "C", "; ".join(note.closed), told=note.closed != before.closed)
        elif CLOSURES in show and (some := self.concerning(note.closed_to)):
            yield Sign("closed-to", "c", "; ".join(some), told=some != self.concerning(before.closed_to))
        if TERMS in show and (avoided := self.concerning(note.avoided)):
            yield Sign("avoided", "A", "; ".join(avoided), told=avoided != self.concerning(before.avoided))
        if BUSY in show and note.away:
            people = {name for one in note.away for name in one.people}
            words = "; ".join(f"{', '.join(one.people)}: {one.reason}" for one in note.away)
            yield Sign("busy", f"B{len(people)}", f"busy elsewhere: {words}")

    def month(self, first: dt.date) -> Month:
        """Return a month, day by day."""
        following = (first + dt.timedelta(days=31)).replace(day=1)
        return Month(first, tuple(self.day(first + dt.timedelta(days=n)) for n in range((following - first).days)))


def place_of(meeting: Meeting) -> str:
    """Return a meeting's body and number as an address has them: `HWB/2`."""
    return f"{quote(meeting.body, safe='')}/{meeting.sequence}"


def where(year: YearView, meeting: Meeting) -> str:
    """Name where a meeting is: its room, else its venue, or that it is online."""
    body = year.problem.bodies.get(meeting.body)
    if body is not None and body.online:
        return "online"
    return meeting.venue or "" if meeting.room is None else room_title(year.problem, meeting.room)


def apologies_at(meeting: Meeting) -> int:
    """Return how many members of a meeting send apologies; a cancelled one has none."""
    return sum(row.outcome == SENDS_APOLOGIES for row in meeting.attendance) if meeting.live else 0


def since_words(change: Change) -> Sign:
    """Say what is otherwise about a live meeting than when the calendar was last published."""
    if change.kind == NEW or change.before is None:
        return Sign("new", "N", "new since it was published")
    was = change.before
    if was.date != change.meeting.date:
        return Sign("moved", "M", f"moved from {long_date(was.date)}")
    what = listed([one for one in change.details if one != "status"])
    return Sign("moved", "M", f"another {what} than was published")


def wall(year: YearView, asked: Choices) -> Wall:
    """Return the whole year on the wall."""
    months = months_of(year)
    across = len(months) if len(months) <= MOST_MONTHS_IN_A_ROW else MONTHS_IN_A_ROW
    return _wall(Painter(year, asked), [months[start : start + across] for start in range(0, len(months), across)])


def one_month(year: YearView, asked: Choices, today: dt.date) -> Wall:
    """Return one month, as asked or that of the next meeting."""
    return _wall(Painter(year, asked), [(month_shown(year, asked, today),)])


def _wall(painter: Painter, rows: Iterable[Iterable[dt.date]]) -> Wall:
    found = tuple(tuple(painter.month(first) for first in row) for row in rows)
    days = [day for row in found for month in row for day in month.days]
    marks = [mark for day in days for mark in day.marks]
    return Wall(found, key_of((*days, *marks)), len(marks))


def key_of(signed: Iterable[Day | Mark]) -> tuple[tuple[str, str, str], ...]:
    """Return what the signs mean that are on these days and meetings, in the order of the key."""
    used = {sign.kind for one in signed for sign in one.signs}
    return tuple((kind, letter, meaning) for kind, (letter, meaning) in KEY.items() if kind in used)
