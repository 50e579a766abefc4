"""What the screens of a year show beside its meetings: colours, what each day is to the council, rooms, feeds.

Everything here is asked of a calendar that stays as it is, and so is kept as long as that is in memory.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scheduler.dates.closed_dates import closures
from scheduler.domain.calendar import ONE_DAY, Absence, ClosedDate
from scheduler.domain.difference import DROPPED, MOVED, NEW, Change, difference
from scheduler.domain.names import name_key
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import body_title, called, person_title
from scheduler.errors import DamagedHistory
from scheduler.outputs.colours import Group, groups, numbers_of_colours
from scheduler.outputs.history import object_in, past_of
from scheduler.outputs.naming import feed_path, in_words, name_of_day
from scheduler.outputs.places import HISTORY_FOLDER, PLAN_FILE, STEPS, mend
from scheduler.reading.plans.plan_json import plan_from_json
from scheduler.reading.tables.headers import Unreadable

__all__ = [
    "Away",
    "DayNote",
    "Group",
    "RoomOnDay",
    "Taken",
    "YearView",
    "feed_of",
    "in_words",
    "name_of_day",
    "rooms_on",
    "stamp_of_history",
]

MINUTES_A_DAY = 24 * 60
MOST_NAMED = 4
"""Bodies of a closed day: a cell of the year holds no more."""
USUAL_HOURS = 8 * 60, 22 * 60
"""Between which a room that names no hours is said to be free: 08:00 and 22:00."""
_GIVEN_OUT = frozenset(("publish", "serve"))


@dataclass(frozen=True)
class Away:
    """People who are not free at some time of a day, and why: the diary of another authority, leave."""

    people: tuple[str, ...]
    """Their names."""
    reason: str


@dataclass(frozen=True)
class ForSome:
    """Why some bodies do not meet on a day, or had better not."""

    words: str
    """The reason, with whom it is about where that is not everybody: `staff training (Licensing Panel)`."""
    bodies: frozenset[str]
    """Whom it is about."""


@dataclass(frozen=True)
class DayNote:
    """What a day is to the council, its meetings aside."""

    closed: tuple[str, ...] = ()
    """Why nothing at all is held."""
    closed_to: tuple[ForSome, ...] = ()
    """Why some do not meet."""
    avoided: tuple[ForSome, ...] = ()
    """Why it had better be avoided."""
    away: tuple[Away, ...] = ()
    """Who is not free, a row for each reason."""


NOTHING = DayNote()


class YearView:
    """A calendar, and what the screens ask of it again and again.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    folder : Path, optional
        The output folder whose history says what was published last.

    """

    def __init__(self, problem: Problem, plan: Plan, folder: Path | None = None) -> None:
        self.problem, self.plan, self.folder = problem.knowing(plan), plan, folder

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting in order of time."""
        return tuple(sorted(self.plan.meetings, key=lambda one: (one.date, one.start, one.body, one.sequence)))

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Every body of the input, in its order, then those that are gone and have meetings."""
        gone = {meeting.body for meeting in self.plan.meetings} - set(self.problem.bodies)
        return (*self.problem.bodies, *sorted(gone))

    @cached_property
    def colours(self) -> tuple[Group, ...]:
        """The bodies that meet by colour: each its own, or each classification."""
        return groups(self.problem, self.plan)

    @cached_property
    def colour_of(self) -> dict[str, int]:
        """The number of each body's colour, from 1."""
        return numbers_of_colours(self.colours)

    @cached_property
    def notes(self) -> dict[dt.date, DayNote]:
        """What there is to say of each day of the calendar; no entry where there is nothing."""
        some = self._for_some(row for row in self.problem.closed_dates if row.applies_to and row.strength == "closed")
        avoided = self._for_some(row for row in self.problem.closed_dates if row.strength == "avoid")
        away = self._away
        found = {}
        for day in self.problem.days:
            note = DayNote(
                tuple(dict.fromkeys(map(_holiday_first, closures(self.problem, day, ())))),
                tuple(one for row, one in some if row.start_date <= day <= row.end_date),
                tuple(one for row, one in avoided if row.start_date <= day <= row.end_date),
                away.get(day, ()),
            )
            if note != NOTHING:
                found[day] = note
        return found

    def _for_some(self, rows: Iterable[ClosedDate]) -> list[tuple[ClosedDate, ForSome]]:
        found = []
        for row in rows:
            titles = [*map(self.tag_title, row.applies_to)]
            more = len(titles) - MOST_NAMED
            names = ", ".join(titles if more <= 1 else [*titles[:MOST_NAMED], f"and {more} more"])
            bodies = (code for code, body in self.problem.bodies.items() if row.concerns(row.start_date, body.tags))
            found.append((row, ForSome(f"{row.reason} ({names})" if names else row.reason, frozenset(bodies))))
        return found

    def tag_title(self, tag: str) -> str:
        """Name what a closed date applies to: a body, a meeting day, or a classification."""
        if tag in self.problem.bodies:
            return body_title(self.problem, tag)
        return name_of_day(self.problem, tag) if tag in self.problem.meeting_days else in_words(tag)

    @cached_property
    def _away(self) -> dict[dt.date, tuple[Away, ...]]:
        """Day -> who is not free, by the reason."""
        found: defaultdict[dt.date, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for absence in self.problem.absences:
            if absence.kind == "person" and absence.strength == "hard":
                for day in _days_of(absence, self.plan):
                    found[day][absence.reason].append(absence.who)
        return {
            day: tuple(
                Away(tuple(person_title(self.problem, who) for who in dict.fromkeys(people)), reason)
                for reason, people in sorted(reasons.items())
            )
            for day, reasons in found.items()
        }

    @cached_property
    def words(self) -> dict[str, str]:
        """What a search looks through of each meeting, by uid: its body, title, meeting day, room and venue."""
        problem = self.problem
        found = {}
        for meeting in self.plan.meetings:
            room = problem.rooms.get(meeting.room or "")
            day = "" if meeting.meeting_day is None else name_of_day(problem, meeting.meeting_day)
            parts = (
                meeting.body,
                called(problem, meeting),
                day,
                "" if room is None else room.name,
                meeting.venue or "",
            )
            found[meeting.uid] = " ".join(map(name_key, parts))
        return found

    @cached_property
    def published(self) -> Plan | None:
        """The calendar as the history of its folder says that it was last given out; None where it never was."""
        if self.folder is not None:
            for recorded in reversed(past_of(self.folder).steps):
                if recorded.step.command in _GIVEN_OUT and PLAN_FILE in recorded.files:
                    with suppress(DamagedHistory, Unreadable):
                        return plan_from_json(PLAN_FILE, object_in(self.folder, recorded.files[PLAN_FILE]))
        return None

    @cached_property
    def since_published(self) -> dict[str, Change]:
        """What differs from the calendar last given out, by uid: moved, new and cancelled meetings."""
        if self.published is None:
            return {}
        changes = difference(self.published, self.plan)
        return {one.meeting.uid: one for one in changes if one.kind in (MOVED, NEW, DROPPED)}


def _holiday_first(reason: str) -> str:
    """Write `public holiday (Christmas Day)` as `Christmas Day (public holiday)`: there is little room in a day."""
    found = re.fullmatch(r"public holiday \((.*)\)", reason)
    return reason if found is None else f"{found[1]} (public holiday)"


def _days_of(absence: Absence, plan: Plan) -> Iterator[dt.date]:
    """Yield the days of the calendar that an absence takes any time of; its end is not part of it."""
    day, last = absence.start.date(), absence.end
    day = max(day, plan.start_date)
    while day <= plan.end_date and dt.datetime.combine(day, dt.time()) < last:
        yield day
        day += ONE_DAY


@dataclass(frozen=True)
class Taken:
    """Some time of a day in which a room is not free. Minutes after midnight, set-up and clearing included."""

    start: int
    end: int
    words: str
    meeting: Meeting | None = None
    """None where a lunch, or an absence of the room, takes it."""


@dataclass(frozen=True)
class RoomOnDay:
    """A room on one day: what takes it, itself or a part of it, and when it is free."""

    room: Room
    hours: tuple[int, int]
    """Between which it is open, or usually used where it names no hours."""
    taken: tuple[Taken, ...]
    free: tuple[tuple[int, int], ...]


def rooms_on(problem: Problem, plan: Plan, day: dt.date) -> tuple[RoomOnDay, ...]:
    """Return every room as it is on a day, in the order of the input."""
    parts = problem.parts_of_room
    bookings = [
        (one.room, *problem.rooms[one.room].booked(one.start, one.end), called(problem, one), one)
        for one in plan.live
        if one.date == day and one.room in problem.rooms
    ]
    lunches = [
        (one.lunch.room, *problem.rooms[one.lunch.room].booked(one.lunch.start, one.lunch.end), name, None)
        for one in plan.occurrences
        for name in (f"Lunch of {name_of_day(problem, one.meeting_day)}",)
        if one.date == day and one.lunch is not None and one.lunch.room in problem.rooms
    ]
    found = []
    for code, room in problem.rooms.items():
        taken = [
            Taken(start, end, words, meeting)
            for other, start, end, words, meeting in (*bookings, *lunches)
            if other is not None and parts[other] & parts[code]
        ]
        taken += [Taken(*one) for part in sorted(parts[code]) for one in _absent(problem, part, day)]
        taken.sort(key=lambda one: (one.start, one.end, one.words))
        hours = _hours(room)
        found.append(RoomOnDay(room, hours, tuple(dict.fromkeys(taken)), tuple(_free(hours, taken))))
    return tuple(found)


def _hours(room: Room) -> tuple[int, int]:
    first, last = USUAL_HOURS
    return first if room.open_from is None else room.open_from, last if room.open_to is None else room.open_to


def _absent(problem: Problem, room: str, day: dt.date) -> Iterator[tuple[int, int, str]]:
    """Yield from when to when a room is not available on a day, and why."""
    midnight = dt.datetime.combine(day, dt.time())
    for row in problem.absent("room", room, day, 0, MINUTES_A_DAY):
        start, end = ((moment - midnight) // dt.timedelta(minutes=1) for moment in (row.start, row.end))
        yield max(0, start), min(MINUTES_A_DAY, end), row.reason


def _free(hours: tuple[int, int], taken: Iterable[Taken]) -> Iterator[tuple[int, int]]:
    """Yield what is left between two hours; `taken` is in order of start."""
    since, until = hours
    for one in taken:
        if since < min(one.start, until):
            yield since, min(one.start, until)
        since = max(since, one.end)
    if since < until:
        yield since, until


def stamp_of_history(folder: Path) -> int:
    """Return by what it is seen that a step was recorded in a folder, a publication too, which changes no plan."""
    try:
        return (folder / HISTORY_FOLDER / STEPS).stat().st_mtime_ns
    except OSError:
        return 0


def feed_of(folder: Path, kind: str, code: str) -> bytes | None:
    """Return the iCalendar feed of one body, person or room, as the output folder has it; None if there is none.

    Parameters
    ----------
    folder : Path
        The output folder.
    kind : str
        `bodies`, `people`, `rooms`, `meeting-days` or `organisations`.
    code : str
        Of whom or what.

    """
    mend(folder)
    with suppress(OSError):
        return (folder / "feeds" / feed_path(kind, code)).read_bytes()
    return None
