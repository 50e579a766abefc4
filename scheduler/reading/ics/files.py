"""A calendar file beside the input: opened if it may be, and all its events read with their repeats."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scheduler.reading.ics.components import EXPORT_LESS, LARGEST_CALENDAR, Component, calendars
from scheduler.reading.ics.events import Event
from scheduler.reading.ics.periods import Busy, Doubt, Periods
from scheduler.reading.ics.repeats import TooManyRepeats
from scheduler.reading.ics.series import read_alike
from scheduler.reading.ics.zones import FileZones, Zones
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import shown

MOST_DOUBTS = 20
PUT_BESIDE = "Put the file beside the input, and write its name as it is there, such as gmca.ics."
REMOVE = "Remove from the calendar what repeats without need, or export only its events of these days."
SEE_TIMES = "See that the times are right, or choose another time zone in the calendar program."
OF_THIS_YEAR = "See that it is the right file, of these days and not of another year."
Part = Callable[[Component, Zones, Periods], None]
"""What reads an entry of a calendar that is no event."""


@dataclass(frozen=True)
class Contents:
    """The periods of a file's events in order, over how many days, and what is doubtful."""

    periods: tuple[Busy, ...]
    days: int
    doubts: tuple[Doubt, ...]
    entries: int
    """How many events the file holds, of whatever year."""


def opened(file: str, folder: Path) -> IO[bytes]:
    """Open a plain file that lies inside the folder.

    Raises
    ------
    Unreadable
        If it is no such file, or larger than any calendar should be.

    """
    name = shown(file)
    if Path(file).is_absolute() or ".." in Path(file).parts:
        raise Unreadable(f"{name} is a path, and the name of a file beside the input is wanted", PUT_BESIDE)
    try:
        home = folder.resolve(strict=True)
        path = (home / file).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise Unreadable(f"there is no file {name} beside the input", PUT_BESIDE) from None
    if not path.is_relative_to(home):
        raise Unreadable(f"{name} leads to a file that does not lie beside the input", PUT_BESIDE)
    if not path.is_file():
        raise Unreadable(f"{name} is no plain file", PUT_BESIDE)
    try:
        if path.stat().st_size > LARGEST_CALENDAR:
            raise Unreadable(f"{name} is larger than {LARGEST_CALENDAR // 1024**2} MB", EXPORT_LESS)
        return path.open("rb")
    except OSError as problem:
        message = f"{name} cannot be opened: {problem.strerror}"
        raise Unreadable(message, "Close it in other programs, and see that you may read it.") from None


def read_calendar(
    stream: IO[bytes],
    periods: Periods,
    kind: type[Event],
    others: Mapping[str, Part] | None = None,
    *,
    titles: bool = False,
) -> Contents:
    """Return what a calendar file holds.

    Parameters
    ----------
    stream : IO[bytes]
        The file.
    periods : Periods
        Gathers what is found; it has the file's name, the days of interest and the local zone.
    kind : type[Event]
        What its events are read as.
    others : Mapping[str, Part], optional
        What reads the entries that are no events, by their names.
    titles : bool
        Whether events are to have their titles and places.

    Raises
    ------
    Unreadable
        If it is no calendar, or asks for more than a calendar should.

    """
    parts = calendars(periods.name, stream, titles=titles)
    zones = FileZones(parts, periods.home, periods.window, periods.budget)
    try:
        entries = _read_all(parts, zones, periods, kind, others or {})
    except TooManyRepeats:
        raise Unreadable(f"{periods.name} has more repeats, dates or time zones than can be read", REMOVE) from None
    except OSError as problem:
        raise Unreadable(f"{periods.name} cannot be read: {problem.strerror}", PUT_BESIDE) from None
    found, days = periods.merged()
    doubts = [*periods.doubts(), *_doubtful_zones(periods.name, zones)]
    return Contents(found, days, tuple(doubts[:MOST_DOUBTS]), entries)


def _read_all(
    parts: Sequence[Component], file: FileZones, periods: Periods, kind: type[Event], others: Mapping[str, Part]
) -> int:
    """Read every event of a file, whatever calendar of it has the versions of one; return how many there are."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for calendar in parts:
        zones, method = Zones(calendar, file), calendar.word("METHOD")
        for part in calendar.parts:
            if part.name == "VEVENT":
                event = kind(part, zones, method, periods)
                events[event.uid or f"\n{part.number}"].append(event)
            elif part.name in others:
                others[part.name](part, zones, periods)
    for alike in events.values():
        read_alike(alike)
    return sum(part.name != "VTIMEZONE" for calendar in parts for part in calendar.parts)


def _doubtful_zones(name: str, zones: FileZones) -> list[Doubt]:
    unknown = "names the time zone {}, of which nothing is known: its times are taken as local"
    otherwise = "describes the time zone {} otherwise than its name says: its times are read as it is described"
    return [
        Doubt(f"{name} {words.format(shown(zone))}", SEE_TIMES)
        for words, found in ((unknown, zones.unknown), (otherwise, zones.otherwise))
        for zone in found
    ]
