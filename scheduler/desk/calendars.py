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
from typing import Any, TypeVar

from scheduler.commands.at_hand import AtHand, is_planned
from scheduler.commands.standing import Standing, seated_elsewhere
from scheduler.desk.moments import LONDON, day_of
from scheduler.desk.years import CALENDAR, Year
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import MeetingDayError
from scheduler.server.clock import present_moment

MOST_IN_MEMORY = 3
"""Calendars that are kept read, the latest asked for."""
PLAN_FILE, INPUT_FOLDER, STEPS = "plan.json", "input", "history/steps"

Result = TypeVar("Result")
Reader = Callable[[Path, datetime | None], AtHand]
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
    def as_of(self) -> str | None:
        """The moment of asking as jobs are told it, in ISO form."""
        return None if self.moment is None else self.moment.isoformat()

    @property
    def version(self) -> str:
        """What is written into each form: another as soon as anything else is in the folder."""
        return self.at_hand.version


class Read:
    """What was read of one output folder last, for whoever asks next."""

    def __init__(self) -> None:
        self.reading = threading.Lock()
        """Whoever reads it holds it, so that nobody else reads the same meanwhile."""
        self.last: tuple[object, Loaded] | None = None
        """By what its state was known, and what was read."""


class Calendar:
    """One output folder of a year, the calendar itself or a draft of it, as one request sees it: of one version."""

    def __init__(self, year: Year, name: str, reader: Reader, read: Read) -> None:
        self.year, self.name = year, name
        self.folder = year.folder_of(name)
        self._reader, self._read = reader, read

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, and not the calendar itself."""
        return self.name != CALENDAR

    @property
    def is_published(self) -> bool:
        """Whether members have it: from then on only a publisher changes it, and planners change drafts."""
        return not self.is_draft and self.year.is_published

    @cached_property
    def exists(self) -> bool:
        """Whether anything has been planned."""
        return is_planned(self.folder)

    @cached_property
    def loaded(self) -> Loaded:
        """The calendar as it is in the folder now, read where it has not been.

        Raises
        ------
        NoCalendar
            If nothing has been planned.
        InputFaults
            If the folder cannot be read.

        """
        if not self.exists:
            raise NoCalendar(self.name)
        found = self._known()
        if found is None:
            with self._read.reading:
                found = self._known()
                if found is None:
                    state = self._state()
                    found = self._fresh()
                    self._read.last = state, found
        return found

    def _known(self) -> Loaded | None:
        """Return what was read before if the folder is as it was then, and the moment of asking no later hour."""
        last = self._read.last
        return last[1] if last is not None and last[0] == self._state() else None

    def _state(self) -> object:
        """Return by what it is seen, without reading them, that files are others, or more meetings have been held."""
        files = [self.folder / PLAN_FILE, *sorted((self.folder / INPUT_FOLDER).rglob("*"))]
        return self.moment.replace(minute=0, second=0), tuple((os.fspath(one), *_facts(one)) for one in files)

    def _fresh(self) -> Loaded:
        moment: datetime | None = self.moment
        found = self._reader(self.folder, moment)
        settings = found.problem.settings
        if not self.year.chosen_day and day_of(self.moment, settings.timezone) > settings.end_date:
            moment = None  # a year that is over is looked at as it was when it was planned
            found = self._reader(self.folder, moment)
        return Loaded(found, moment)

    @property
    def moment(self) -> datetime:
        """The moment that is taken for now: the present, or the day that an officer has chosen for this year."""
        chosen = self.year.chosen_day
        return present_moment() if chosen is None else datetime(chosen.year, chosen.month, chosen.day)

    @property
    def day(self) -> date:
        """The day that is taken for today, by the council's clock."""
        return day_of(self.moment, self.timezone)

    @property
    def timezone(self) -> str:
        """The council's time zone, as the calendar says; London's where it says nothing that can be read."""
        try:
            return self.problem.settings.timezone
        except (NoCalendar, MeetingDayError):
            return LONDON

    @property
    def day_offered(self) -> date | None:
        """The day that a form offers for today; None for a year that is over, where that of its plan is meant."""
        if self.exists and self.loaded.moment is None:
            return None
        return self.day

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
        """The calendar as it stands; see `asking`."""
        return self.loaded.standing

    @property
    def kept(self) -> dict[Any, Any]:
        """What screens have made of this version and may use again; emptied with it."""
        return self.loaded.kept

    def once_for(self, kind: str, key: object, make: Callable[[], Result]) -> Result:
        """Return what was made for a key, or make it; of each kind the last is kept while this version stands."""
        kept = self.kept
        found = kept.get(kind)
        if found is None or found[0] != key:
            found = kept[kind] = (key, make())
        made: Result = found[1]
        return made


def traces_of(*places: Path) -> tuple[object, ...]:
    """Return by what it is seen, unread, that files, or folders of plans with their history, are others."""
    found = [one for place in places for one in (place, place / PLAN_FILE, *sorted((place / STEPS).glob("*")))]
    return tuple((os.fspath(one), *_facts(one)) for one in found)


def _facts(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


class Calendars:
    """The calendars that have been asked for, the latest of them in memory."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: OrderedDict[Path, Read] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, year: Year, name: str) -> Calendar:
        """Return a calendar of a year; UnknownPlace where there is no such draft."""
        place = year.folder_of(name)
        with self._lock:
            read = self._read.pop(place) if place in self._read else Read()
            others = [one for one in self._read.values() if one.last is not None]
            for one in others[: 1 - MOST_IN_MEMORY]:
                one.last = None
            self._read[place] = read
            return Calendar(year, name, self._reader, read)
