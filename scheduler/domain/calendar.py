"""What holds for the whole calendar, and what is said of its days: settings, periods, closed and taken time."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from scheduler.languages import IN_ENGLISH, LANGUAGES_OF

ONE_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Settings:
    """What holds for the whole calendar. Times in minutes after midnight."""

    title: str
    start_date: date
    end_date: date
    authority: str | None = None
    timezone: str = "Europe/London"
    holidays: str = "GB-ENG"
    status: str = "provisional"
    publication_date: date | None = None
    default_start_times: tuple[int, ...] = (600, 840)
    default_duration_minutes: int = 120
    max_meetings_per_person_per_day: int | None = None
    travel_minutes: int = 30
    authority_kind: str = "principal"
    polling_day: tuple[date, ...] = ()
    max_meetings_per_person_per_week: int | None = None
    busy_week: int = 3
    """Meetings of one voting member in a week, Monday to Sunday, beyond which each is a wish not granted."""
    pause_minutes: int = 0
    """Minutes between two meetings of one person at one venue."""
    evening_weekdays: frozenset[int] = frozenset({0, 1, 2, 3})
    """The weekdays, Monday 0, on which a start from 17:00 is wished for."""
    report_due_days: int = 1
    """Working days between reports and agenda."""
    table_size: int = 8
    """Seats at a table of a lunch."""
    organiser: str | None = None
    """Who invites: a name and an address, `Democratic Services <democratic.services@example.gov.uk>`."""
    contact: str | None = None
    """Whom to ask, as papers print it."""
    catering_days: int = 5
    """Clear working days between the caterer's order and the lunch."""
    numbers_days: int = 2
    """Clear working days before a lunch from which on its numbers cannot change."""
    cost_per_head: Fraction | None = None
    """Pounds for one lunch; None where it is not known."""
    vesting_day: date | None = None
    """When new councils take over from those that end; None where no council does."""
    language: str = IN_ENGLISH
    """In which language, or both, the public and members are written to."""
    welsh_title: str | None = None
    welsh_authority: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of what the public and members see, the first of the council first."""
        return LANGUAGES_OF[self.language]


@dataclass(frozen=True)
class Period:
    """A quarter or cycle, both ends included."""

    code: str
    start_date: date
    end_date: date
    cycle: str | None = None
    """The set of periods it belongs to; None for the usual set. Periods overlap only across sets."""

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start_date <= day <= self.end_date


@dataclass(frozen=True)
class ClosedDate:
    """Days on which nothing (or nothing of some) is held, or which had better be avoided."""

    start_date: date
    end_date: date
    reason: str
    strength: str = "closed"
    """`closed`, `avoid`, or `open`: a public holiday that is re-opened."""
    applies_to: tuple[str, ...] = ()
    """Codes of bodies or meeting days, or classifications; empty for everything."""
    non_working: bool = False

    def concerns(self, day: date, tags: tuple[str, ...]) -> bool:
        """Whether the day is one of these, for something known by any of the tags."""
        applies = not self.applies_to or any(tag in self.applies_to for tag in tags)
        return applies and self.start_date <= day <= self.end_date


@dataclass(frozen=True)
class Absence:
    """A person, room or speaker that is not free from `start` until `end` (local moments, end excluded)."""

    kind: str
    who: str
    start: datetime
    end: datetime
    reason: str
    strength: str = "hard"
    uid: str = ""
    """Of the event of a busy calendar, where it may be one of this authority's own."""

    def overlaps(self, begin: datetime, finish: datetime) -> bool:
        """Whether any of the time from begin to finish is taken."""
        return self.start < finish and begin < self.end


@dataclass(frozen=True)
class FixedMeeting:
    """A row about one meeting of a body, or one occurrence of a meeting day; times in minutes after midnight.

    It means the one of its `number`, else the one on its `date`, else one between `earliest` and `latest`; an `extra`
    one is held beside the cadence. What else it gives holds for that meeting in place of the body's own.
    """

    date: dt.date | None = None
    body: str | None = None
    meeting_day: str | None = None
    start: int | None = None
    room: str | None = None
    number: int | None = None
    """The meeting's number, its `sequence`; without a baseline its place in order of date."""
    title: str | None = None
    """What it is called: "Annual Meeting", "Budget"."""
    earliest: dt.date | None = None
    latest: dt.date | None = None
    duration_minutes: int | None = None
    extra: bool = False
    """Whether it is held beside the cadence, and counts for none."""
    cancelled: bool = False
    """Whether it keeps its number, and is neither held nor owed again."""
    waive: tuple[str, ...] = ()
    """The rules that are not asked of it."""
    reason: str | None = None
    """Why they are not."""


@dataclass(frozen=True)
class ByHand:
    """What was done to one meeting by hand: the row that says so, and the one it stands instead of."""

    row: FixedMeeting | None
    """None where the row of the input is to be gone."""
    instead_of: FixedMeeting | None = None
    """None where the input had no row about this meeting."""

    def stands_in(self, rows: Collection[FixedMeeting]) -> bool:
        """Whether rows say what was done by hand, and no longer what they said before."""
        return (self.row is None or self.row in rows) and (self.instead_of is None or self.instead_of not in rows)


def moment(day: date, minutes: int) -> datetime:
    """Return the local moment so many minutes after the day's midnight."""
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)


def near_each_day(settings: Settings, rows: Iterable[Absence]) -> dict[date, list[tuple[int, int, Absence]]]:
    """Return the absences near each day of the calendar, in minutes from its midnight; bookings may pass it."""
    first, last = settings.start_date - ONE_DAY, settings.end_date + ONE_DAY
    by_day: dict[date, list[tuple[int, int, Absence]]] = {}
    for row in rows:
        day, until = max(row.start.date() - ONE_DAY, first), min(row.end.date() + ONE_DAY, last)
        while day <= until:
            midnight = moment(day, 0)
            begin, finish = (row.start - midnight) // A_MINUTE, -((midnight - row.end) // A_MINUTE)
            by_day.setdefault(day, []).append((begin, finish, row))
            day += ONE_DAY
    return by_day
