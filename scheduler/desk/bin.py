"""The bin of a desk: years and drafts that were thrown away, kept for a while in case somebody wants one back.

Each lies there under its name, the moment at which it was thrown away, what makes it another than all others, and of a
draft the year. What is deleted is taken out of sight in one step first, so that no half of it is taken for the whole,
and what is left of it when the machine stops goes at the next look. Nothing outside the bin is ever touched.
"""

import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scheduler.desk.moments import day_of

BIN = ".bin"
KEPT = timedelta(days=30)
MOST_BYTES = 2 * 1000**3
KEPT_WORDS = f"{KEPT.days} days (the oldest go sooner where more than {MOST_BYTES // 1000**3} GB lie there)"
"""How long something lies in the bin, for officers."""
_GOING = ".going-"
_MOMENT = "%Y%m%dT%H%M%SZ"
_NAME = r"(?P<name>[a-z0-9][a-z0-9-]*)"
_ENTRY = re.compile(rf"{_NAME}\.(?P<moment>\d{{8}}T\d{{6}}Z)\.[0-9a-f]{{8}}(\.(?P<year>[a-z0-9][a-z0-9-]*))?")
_UNDATED = re.compile(rf"{_NAME}-[0-9a-f]{{8}}")
"""As it was put there before the bin knew when."""


class NotInBin(LookupError):
    """It does not lie there any more: somebody has put it back, or deleted it."""


class PlaceTaken(Exception):
    """Something of that name is where it would be put back."""


@dataclass(frozen=True)
class Thrown:
    """Something in the bin."""

    place: Path
    name: str
    """What it was called where it lay."""
    moment: datetime
    """When it was thrown away, in UTC."""
    year: str = ""
    """Of a draft, the year that it was of, by its name in addresses; blank for a year, and where that is not known."""

    @property
    def key(self) -> str:
        """What it is called in the bin."""
        return self.place.name

    @property
    def until(self) -> date:
        """The day up to which it can be put back."""
        return day_of(self.moment + KEPT)


class Bin:
    """The bin of a desk's folder.

    Parameters
    ----------
    desk : Path
        The folder.
    is_year : callable
        Says whether a folder is that of a year.
    clock : callable
        Says which moment it is, in UTC.

    """

    def __init__(self, desk: Path, is_year: Callable[[Path], bool], clock: Callable[[], datetime]) -> None:
        self.desk, self._is_year, self._clock = desk, is_year, clock
        self.place = desk / BIN
        self._alone = threading.RLock()
        """Held by whoever takes something out: two officers never put back what the other deletes."""

    def put(self, folder: Path, year: str = "") -> Thrown:
        """Throw a folder of the desk away, in one step; of a draft with the year that it is of."""
        self.place.mkdir(exist_ok=True)
        moment = self._clock()
        return Thrown(folder.rename(self._place_of(folder.name, moment, year)), folder.name, moment, year)

    def all(self) -> list[Thrown]:
        """Return what lies here, the latest first."""
        return sorted(self._all(), key=lambda one: (one.moment, one.place), reverse=True)

    def named(self, key: str) -> Thrown:
        """Return what is called so here; NotInBin where it is not."""
        for one in self._all():
            if one.key == key:
                return one
        raise NotInBin(key)

    def put_back(self, key: str, place: Path) -> None:
        """Put something where it is to lie, in one step; NotInBin, or PlaceTaken where something is there."""
        with self._alone:
            one = self.named(key)
            if os.path.lexists(place):
                raise PlaceTaken(place)
            place.parent.mkdir(exist_ok=True)
            one.place.rename(place)

    def delete(self, keys: Collection[str], forget: Callable[[str], object]) -> list[Thrown]:
        """Delete some of what lies here for good, and return what was deleted: the rest is not here, or open somewhere.

        Parameters
        ----------
        keys : collection of str
            What they are called here.
        forget : callable
            See `look_after`.

        """
        gone = []
        with self._alone:
            for one in (one for one in self.all() if one.key in keys):
                with suppress(OSError):
                    self._delete(one, forget)
                    gone.append(one)
        return gone

    def holds(self, name: str) -> bool:
        """Whether something of that name can still be put back."""
        return any(one["name"] == name for _, one in self._named(_ENTRY, _UNDATED))

    def look_after(self, forget: Callable[[str], object]) -> None:
        """Delete for good what has lain here too long, and the oldest where it is too much; the latest always stays.

        What cannot be deleted now, for somebody has it open, is tried again at the next look.

        Parameters
        ----------
        forget : callable
            Forgets what is kept elsewhere about a year that nobody can put back any more, by its name.

        """
        if not self.place.is_dir():
            return
        with self._alone:
            for left in sorted(self.place.glob(f"{_GOING}*")):
                shutil.rmtree(left, ignore_errors=True)
            for place, told in self._named(_UNDATED):
                with suppress(OSError):
                    place.rename(self._place_of(told["name"], self._clock()))
            for one in self._over():
                with suppress(OSError):
                    self._delete(one, forget)

    def _delete(self, one: Thrown, forget: Callable[[str], object]) -> None:
        others = [other.place for other in self._all() if other.name == one.name and other != one]
        if self._is_year(one.place) and not any(map(self._is_year, (self.desk / one.name, *others))):
            forget(one.name)  # first: as long as it lies here, no other year has its name
        going = one.place.rename(self.place / f"{_GOING}{one.place.name}")
        shutil.rmtree(going, ignore_errors=True)

    def _over(self) -> Iterator[Thrown]:
        """Yield what has lain here too long, or is too much."""
        now, much = self._clock(), 0
        for number, one in enumerate(self.all()):
            much += _bytes_in(one.place)
            if now - one.moment > KEPT or (number and much > MOST_BYTES):
                yield one

    def _all(self) -> list[Thrown]:
        found = []
        for place, told in self._named(_ENTRY):
            with suppress(ValueError):  # figures that are no moment: not ours
                moment = datetime.strptime(told["moment"], _MOMENT).replace(tzinfo=UTC)
                found.append(Thrown(place, told["name"], moment, told["year"] or ""))
        return found

    def _named(self, *patterns: re.Pattern[str]) -> list[tuple[Path, re.Match[str]]]:
        """Return the folders here that are named so; what anybody else has put here, and links, are not ours."""
        folders = (
            [one for one in self.place.iterdir() if one.is_dir() and not one.is_symlink()]
            if self.place.is_dir()
            else []
        )
        return [(one, told) for one in folders for pattern in patterns if (told := pattern.fullmatch(one.name))]

    def _place_of(self, name: str, moment: datetime, year: str = "") -> Path:
        of_a_draft = f".{year}" if year else ""
        return self.place / f"{name}.{moment.astimezone(UTC):{_MOMENT}}.{secrets.token_hex(4)}{of_a_draft}"


def _bytes_in(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    found = 0
    for one in folder.rglob("*"):
        with suppress(OSError):  # it has gone meanwhile
            found += one.lstat().st_size
    return found
