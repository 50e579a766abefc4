"""A desk: its folder, and all that the screens ask."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast

from flask import current_app

from scheduler.commands.at_hand import AtHand, at_hand
from scheduler.desk.access import Access, Entrance
from scheduler.desk.calendars import Calendars
from scheduler.desk.consultations import Consultations
from scheduler.desk.store import FILE, Store
from scheduler.desk.work.work import Work
from scheduler.desk.years import Years
from scheduler.server.access_log import AccessLog, Say
from scheduler.server.clock import present_moment

EXTENSION = "desk"
Clock = Callable[[], datetime]


class Desk:
    """The years of a folder, and who works on them.

    Parameters
    ----------
    folder : Path
        Where the years lie; made where it is not there.
    entrance : Entrance
        Where it is reached, and how officers come in.
    say : callable, optional
        Writes one line of the log; left out, nothing is written.
    clock : callable, optional
        By which sessions end, guessing is slowed, and the bin is emptied.

    Raises
    ------
    OSError, sqlite3.Error, NewerStore
        If the folder or its database cannot be used.

    """

    def __init__(self, folder: Path, entrance: Entrance, say: Say = str, clock: Clock = present_moment) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.store = Store(folder / FILE)
        self.years = Years(folder, clock)
        self.years.clear_up()
        self.access = Access(self.store, entrance, clock)
        self.log = AccessLog(say)
        self.consultations = Consultations(self.store)
        self.work = Work(folder, self.store)
        self.calendars = Calendars(partial(_read, self.work))

    def look_after_bin(self) -> None:
        """Delete for good what has lain in the bin too long, and all that is kept about the years among it."""
        self.years.bin.look_after(self.store.forget_year)


def _read(work: Work, folder: Path, as_of: datetime | None) -> AtHand:
    """Read a calendar in a process of its own."""
    return work.call(at_hand, folder, as_of)


def here() -> Desk:
    """Return the desk of the request that is answered."""
    return cast("Desk", current_app.extensions[EXTENSION])
