"""The years of a desk: a folder each, with the workbook, the calendar, drafts of it, and what is published."""

import json
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from scheduler.desk.bin import Bin
from scheduler.server.clock import present_moment

TITLE_FILE, WORKBOOK, PLAN, DRAFTS, SITE, JOBS = "year.json", "workbook", "plan", "drafts", "site", "jobs"
REGISTER = "site.register.json"
CHOSEN_DAY = "today"
"""Among what is kept of a year: the day that an officer has chosen to be taken for today."""
CALENDAR = "calendar"
"""What the calendar itself is called in an address, where a draft's name may stand."""
_TELLING = threading.Lock()
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 48
BEGUN, ARRIVING, CHANGING = ".begun-", ".arriving-", ".changing-"


class UnknownPlace(LookupError):
    """There is no year, or draft, of that name."""


@dataclass(frozen=True)
class Year:
    """One year's folder."""

    folder: Path

    @property
    def code(self) -> str:
        """Its name in addresses."""
        return self.folder.name

    @cached_property
    def _told(self) -> dict[str, str]:
        try:
            found = json.loads((self.folder / TITLE_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}

    @property
    def title(self) -> str:
        """What it is called."""
        return self._told.get("title") or self.code

    @property
    def chosen_day(self) -> date | None:
        """The day that is taken for today where an officer has chosen one; None for the present day."""
        with suppress(ValueError):
            return date.fromisoformat(self._told.get(CHOSEN_DAY, ""))
        return None

    def told(self, name: str) -> str:
        """Return what is kept of it under a name: see `tell`; blank where there is nothing."""
        return self._told.get(name, "")

    def tell(self, **values: str) -> None:
        """Keep what it is called, or the day that is taken for today; blank takes a value away."""
        with _TELLING:
            self.__dict__.pop("_told", None)
            told = {key: value for key, value in {**self._told, **values}.items() if value}
            new = self.folder / f".{TITLE_FILE}-{secrets.token_hex(4)}"
            new.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            new.replace(self.folder / TITLE_FILE)
            self.__dict__.pop("_told", None)

    @property
    def workbook_folder(self) -> Path:
        """Where the officer's workbook lies, with the diaries that it names."""
        return self.folder / WORKBOOK

    @property
    def source(self) -> Path:
        """The input: the workbook, or the folder of its CSV files."""
        return input_in(self.workbook_folder)

    def folder_of(self, calendar: str) -> Path:
        """Return the output folder of the calendar, or of a draft; UnknownPlace where there is no such draft."""
        if calendar == CALENDAR:
            return self.folder / PLAN
        found = self.place_of_draft(calendar)
        if not _NAME.fullmatch(calendar) or not found.is_dir():
            raise UnknownPlace(calendar)
        return found

    def place_of_draft(self, name: str) -> Path:
        """Return where a draft of a name lies, or is to lie."""
        return self.folder / DRAFTS / name

    @property
    def drafts(self) -> tuple[str, ...]:
        """The names of its drafts, in order."""
        folder = self.folder / DRAFTS
        return tuple(sorted(one.name for one in _folders(folder) if _NAME.fullmatch(one.name)))

    @property
    def site(self) -> Path:
        """Where it is published."""
        return self.folder / SITE

    @property
    def register(self) -> Path:
        """Where the private links of its site are kept."""
        return self.folder / REGISTER

    @property
    def is_published(self) -> bool:
        """Whether it was published from here."""
        return self.register.is_file()


class Years:
    """The years of a folder, and the bin in it."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = present_moment) -> None:
        self.folder = folder
        self.bin = Bin(folder, lambda one: (one / WORKBOOK).is_dir(), clock)

    def all(self) -> tuple[Year, ...]:
        """Return every year, in order of name."""
        return tuple(Year(one) for one in sorted(_folders(self.folder)) if _NAME.fullmatch(one.name))

    def named(self, code: str) -> Year:
        """Return a year; UnknownPlace where there is none of that name."""
        folder = self.folder / code
        if not _NAME.fullmatch(code) or not folder.is_dir():
            raise UnknownPlace(code)
        return Year(folder)

    def make(self, title: str, fill: Callable[[Path], str | None]) -> Year:
        """Make a year, whole or not at all.

        Parameters
        ----------
        title : str
            What it is called; its name in addresses is made of it.
        fill : callable
            Puts the workbook, and the diaries it names, into the folder that it is given; what it returns is what the
            year is called where the title is blank.

        """
        begun = self.folder / f"{BEGUN}{secrets.token_hex(8)}"
        try:
            (begun / WORKBOOK).mkdir(parents=True)
            called = fill(begun / WORKBOOK)
            title = title or called or "Year"
            Year(begun).tell(title=title)
            for code in _codes(title):
                place = self.folder / code
                if not os.path.lexists(place) and not self.bin.holds(code):  # its comments stay its own
                    begun.rename(place)
                    return Year(place)
        except BaseException:  # Ctrl-C too: no year is left half begun
            shutil.rmtree(begun, ignore_errors=True)
            raise
        raise UnknownPlace(title)  # pragma: no cover - names never end

    def clear_up(self) -> None:
        """Take away what was begun and never ended, because the desk was ended first; for its start alone."""
        begun = [f"{BEGUN}*", f"{ARRIVING}*", f"*/.{TITLE_FILE}-*", f"*/{CHANGING}*"]
        for one in sorted(path for pattern in begun for path in self.folder.glob(pattern)):
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)


def input_in(folder: Path) -> Path:
    """Return the input of a folder: the workbook in it, or the folder itself where it holds CSV files."""
    return next(iter(sorted(folder.glob("*.xls[xm]"))), folder)


def name_in_addresses(words: str) -> str:
    """Return what words are in an address, in small letters, figures and hyphens; blank where nothing is left."""
    return _NOT_IN_A_NAME.sub("-", words.lower()).strip("-")[:_LONGEST_NAME].strip("-")


def _folders(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if one.is_dir()] if folder.is_dir() else []


def _codes(title: str) -> Iterator[str]:
    """Yield names for addresses, each another."""
    stem = name_in_addresses(title) or "year"
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
