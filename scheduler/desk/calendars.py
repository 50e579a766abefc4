"""The calendars of a desk: one output folder each; what was read of it is kept in memory while nothing is written."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from scheduler.commands.at_hand import AtHand
from scheduler.commands.standing import Standing, seated_elsewhere
from scheduler.desk.years import CALENDAR, Year
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.server.clock import present_moment

MOST_IN_MEMORY = 3
"""Calendars that are kept read, the latest asked for."""
PLAN_FILE, INPUT_FOLDER = "plan.json", "input"

Read = Callable[[Path, datetime | None], AtHand]
"""Reads a calendar's folder, in a process of its own."""


class NoCalendar(LookupError):
    """The year has no calendar yet."""


@dataclass
class Loaded:
    """A calendar as it was read, with all that was counted of it since."""

    at_hand: AtHand
    moment: datetime | None
    """Of asking; None for that of the plan."""
    kept: dict[Any, Any] = field(default_factory=dict)
    """What screens have made of it and may use again: by a key of theirs."""
    counting: AbstractContextManager[Any] = field(default_factory=threading.Lock)
    """Whoever counts something long for `kept` holds it, so that nobody else counts the same meanwhile."""

    @cached_property
    def standing(self) -> Standing:
        """The calendar as it stands, of which what follows from an edit may be asked: see `asking`.

        Several threads may ask at a time: what is kept in it is found again by each question, and always the same.
        """
        return Standing(self.at_hand.problem, self.at_hand.plan, seated_elsewhere)

    @property
    def version(self) -> str:
        """What is written into each form: another as soon as anything else is in the folder."""
        return self.at_hand.version


class Calendar:
    """One output folder of a year: the calendar itself, or a draft of it."""

    def __init__(self, year: Year, name: str, read: Read) -> None:
        self.year, self.name = year, name
        self.folder = year.folder_of(name)
        self.lock = threading.RLock()
        """Whoever asks `standing` holds it: what it counts is kept in it."""
        self._read = read
        self._loaded: Loaded | None = None
        self._seen: object = None

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, and not the calendar itself."""
        return self.name != CALENDAR

    @property
    def is_published(self) -> bool:
        """Whether members have it: from then on only a publisher changes it, and planners change drafts."""
        return not self.is_draft and self.year.is_published

    @property
    def exists(self) -> bool:
        """Whether anything has been planned."""
        return (self.folder / PLAN_FILE).is_file()

    @property
    def in_memory(self) -> bool:
        """Whether it has been read."""
        return self._loaded is not None

    def forget(self) -> None:
        """Let go what was read."""
        self._loaded = None

    @property
    def loaded(self) -> Loaded:
        """The calendar as it is in the folder now, read where it has not been.

        Raises
        ------
        NoCalendar
            If nothing has been planned.
        InputFaults
            If the folder cannot be read.

        """
        with self.lock:
            if not self.exists:
                self._loaded = None
                raise NoCalendar(self.name)
            signature, hour = self._signature(), self._hour()
            if self._loaded is None or self._seen != (signature, hour):
                self._loaded = self._fresh()
                self._seen = (signature, hour)
            return self._loaded

    def _fresh(self) -> Loaded:
        moment: datetime | None = self.moment
        found = self._read(self.folder, moment)
        if not self.year.chosen_day and self.moment.date() > found.problem.settings.end_date:
            moment = None  # a year that is over is looked at as it was when it was planned
            found = self._read(self.folder, moment)
        return Loaded(found, moment)

    @property
    def moment(self) -> datetime:
        """The moment that is taken for now: the present, or the day that an officer has chosen for this year."""
        chosen = self.year.chosen_day
        return present_moment() if chosen is None else datetime(chosen.year, chosen.month, chosen.day)

    @property
    def day_offered(self) -> date | None:
        """The day that a form offers for today; None for a year that is over, where that of its plan is meant."""
        if self.year.chosen_day is not None:
            return self.year.chosen_day
        if self.exists and self.loaded.moment is None:
            return None
        return self.moment.astimezone().date()

    def _hour(self) -> object:
        """Return by what it is known that the moment of asking is another: what has been held by then is a fact."""
        return self.moment.replace(minute=0, second=0)

    def _signature(self) -> object:
        """Return by what it is seen, without reading them, that the files of the folder are others."""
        files = [self.folder / PLAN_FILE, *sorted((self.folder / INPUT_FOLDER).rglob("*"))]
        return tuple((os.fspath(one), *_facts(one)) for one in files)

    @property
    def version(self) -> str:
        """The version of what is in the folder; blank where nothing has been planned."""
        return self.loaded.version if self.exists else ""

    @property
    def problem(self) -> Problem:
        """The input kept beside the plan, with the plan as its baseline."""
        return self.loaded.at_hand.problem

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.loaded.at_hand.plan

    @property
    def standing(self) -> Standing:
        """The calendar as it stands; hold `lock` while it is asked."""
        return self.loaded.standing

    @property
    def kept(self) -> dict[Any, Any]:
        """What screens have made of this version and may use again; emptied with it."""
        return self.loaded.kept


def _facts(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


class Calendars:
    """The calendars that have been asked for, the latest of them in memory."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: OrderedDict[Path, Calendar] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, year: Year, name: str) -> Calendar:
        """Return a calendar of a year; UnknownPlace where there is no such draft."""
        place = year.folder_of(name)
        with self._lock:
            found = self._known.pop(place, None)
            if found is None:
                found = Calendar(year, name, self._read)
            found.year = year
            self._known[place] = found
            read = [one for one in self._known.values() if one.in_memory]
            for one in read[:-MOST_IN_MEMORY]:
                one.forget()
            return found
