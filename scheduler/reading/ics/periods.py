"""When somebody is busy by a calendar file, and what of the file was not understood."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler.domain.wording import long_date
from scheduler.reading.ics.components import EXPORT_LESS
from scheduler.reading.ics.moments import Moment, later, moved
from scheduler.reading.ics.repeats import Budget
from scheduler.reading.ics.zones import Window
from scheduler.reading.tables.headers import Unreadable

MOST_PERIODS = 50_000
MOST_DAYS = 60_000
"""Days of all periods together: whoever is away for weeks, some hundreds of times."""
MOST_EXAMPLES = 3
_A_DAY_OR_SO = timedelta(days=2)
"""No two zones are further apart."""
PUT_RIGHT = "Put it right in the calendar program, and export the calendar again."
_UUID_5 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class Busy(NamedTuple):
    """A period in local time, the event's uid where it may be one of ours, and the addresses that have declined it.

    Of a closed day, its title; periods with titles or uids stay apart.
    """

    begin: datetime
    end: datetime
    uid: str = ""
    declined: frozenset[str] = frozenset()
    title: str = ""

    @property
    def marked(self) -> bool:
        """Whether anything tells it from other periods of the same time."""
        return bool(self.uid or self.declined or self.title)


@dataclass(frozen=True)
class Doubt:
    """Something about a calendar file that had better be looked at."""

    message: str
    remedy: str


class NotUnderstood(Enum):
    """What may be wrong with entries of a file, and what becomes of them: of one, and of many.

    `{busy}` is what they make the days, `{none}` whom or what they do not.
    """

    START = "event{s} whose start cannot be read", "the day of its end is {busy}", "the days of their ends are {busy}"
    END = "event{s} whose end cannot be read", "its day is {busy}", "their days are {busy}"
    BACKWARDS = "event{s} whose end is before the start", "its day is {busy}", "their days are {busy}"
    NO_DAY = "event{s} whose day cannot be read", "it makes {none} {busy}", "they make {none} {busy}"
    RULE = "event{s} whose repeats cannot be read", "only its first day is {busy}", "only their first days are {busy}"
    CHANGE = "changed repeat{s} that cannot be told from the others", "it counts beside them", "they count beside them"
    FURTHER = "event{s} with further dates that cannot be read", "they make {none} {busy}", "they make {none} {busy}"
    LEFT_OUT = "event{s} with left-out dates that cannot be read", "they count as {busy}", "they count as {busy}"
    TIMED = "event{s} with times of the day, and whole days are wanted", "it is not read", "they are not read"
    PERIOD = (
        "list{s} of times that cannot be read",
        "days that can be read are {busy}",
        "days that can be read are {busy}",
    )


class Periods:
    """Gathers periods and doubts, and refuses a file that has far too many."""

    words: Mapping[str, str] = {"busy": "busy", "none": "nobody"}
    """What its periods are, in the sentences about what was not understood."""

    def __init__(self, name: str, window: Window, home: ZoneInfo) -> None:
        self.name, self.window, self.home = name, window, home
        self.bounds = _written(later(window[0], -_A_DAY_OR_SO)), _written(later(window[1], _A_DAY_OR_SO))
        """Days before and after the window, as calendar files write them: what lies beyond cannot touch it."""
        self.budget = Budget()
        self.found: set[Busy] = set()
        self._doubts: defaultdict[NotUnderstood, dict[int, date | None]] = defaultdict(dict)
        """By the line of the file on which the entry begins, with its day."""

    def add(
        self,
        start: Moment,
        length: timedelta,
        uid: str = "",
        declined: frozenset[str] = frozenset(),
        title: str = "",
    ) -> bool:
        """Add a period, and return whether it has a length and any of it is of interest."""
        local = self.local(start, length)
        if local is None:
            return False
        self.found.add(Busy(*local, uid, declined, title))
        if len(self.found) > MOST_PERIODS:
            message = f"{self.name} has more than {MOST_PERIODS:,} events in the days of this calendar"
            raise Unreadable(message, EXPORT_LESS)
        return True

    def local(self, start: Moment, length: timedelta) -> tuple[datetime, datetime] | None:
        """Return when it begins and ends in local time; None where it has no length or is of no interest."""
        first, last = self.window
        if start.local > later(last, _A_DAY_OR_SO) or later(start.local, length + _A_DAY_OR_SO) < first:
            return None
        here: tzinfo = start.zone or self.home
        begin, end = moved(start.local, here, self.home), moved(later(start.local, length), here, self.home)
        if length > timedelta() and end <= begin:  # the clock was put back within it
            end = later(begin, length)
        return None if not begin < end or begin >= last or end <= first else (begin, end)

    def note(self, what: NotUnderstood, number: int, on: date | None = None) -> None:
        """Note what is not understood of the entry that begins on a line of the file."""
        self._doubts[what].setdefault(number, on)

    def merged(self) -> tuple[tuple[Busy, ...], int]:
        """Return the periods in order, those that touch as one where nothing tells them apart; and over how many days.

        Raises
        ------
        Unreadable
            If there are far too many days.

        """
        periods = sorted([*self._plain(), *(one for one in self.found if one.marked)], key=_order)
        first, last = self.window
        days = sum((min(one.end, last) - max(one.begin, first)).days + 1 for one in periods)
        if days > MOST_DAYS:
            raise Unreadable(f"{self.name} has events on more than {MOST_DAYS:,} days", EXPORT_LESS)
        return tuple(periods), days

    def _plain(self) -> list[Busy]:
        found: list[Busy] = []
        for one in sorted((one for one in self.found if not one.marked), key=_order):
            if found and one.begin <= found[-1].end:
                found[-1] = found[-1]._replace(end=max(one.end, found[-1].end))
            else:
                found.append(one)
        return found

    def doubts(self) -> Iterator[Doubt]:
        """Yield what was not understood, each kind once."""
        for what in NotUnderstood:
            places = self._doubts.get(what, {})
            if places:
                words, one, many = what.value
                outcome = (one if len(places) == 1 else many).format(**self.words)
                entries = f"{len(places):,} {words.format(s='' if len(places) == 1 else 's')}"
                yield Doubt(f"{self.name} has {entries} ({_examples(places)}): {outcome}", PUT_RIGHT)


def _written(local: datetime) -> str:
    return local.date().isoformat().replace("-", "")


def _order(one: Busy) -> tuple[object, ...]:
    return one.begin, one.end, one.uid, sorted(one.declined), one.title


def _examples(places: dict[int, date | None]) -> str:
    shown = sorted(places.items())[:MOST_EXAMPLES]
    words = [f"line {number:,}" + ("" if on is None else f", {long_date(on)}") for number, on in shown]
    more = len(places) - len(shown)
    return "; ".join([*words, *([f"and {more:,} more"] if more else [])])


def uid_of_ours(uid: str) -> str:
    """Return the UUID within a uid that may be one of ours, whatever a program has put around it; else nothing."""
    found = _UUID_5.search(uid.lower())
    return found[0] if found else ""
