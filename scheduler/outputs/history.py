"""The past of a plan's folder: a small file for each step, and what it wrote by its digest.

`history/steps/0003-….json` is a step; the rest of its name is of the digest of what it says. `history/objects/…` holds
each file that a step needs, once, under its SHA-256. Both are linked into the folder that replaces this one, so that
a plan and its step appear together. The moment of a step is the system's clock: nothing else in the folder is.
"""

import getpass
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.other_keys import is_newer
from scheduler.domain.wording import clock, long_date
from scheduler.errors import DamagedHistory
from scheduler.outputs.disk import content_of
from scheduler.outputs.places import (
    HISTORY_FOLDER,
    INPUT_FOLDER,
    OPTIONS_FOLDER,
    PLAN_FILE,
    STEPS,
    WORKBOOK_FILE,
    locked,
    mend,
    place_of,
)

FORMAT = "meeting-day-step/1"
OBJECTS = "objects"
FOUND = "found"
"""The command of a step that no command took: what was in the folder, put there by hand or before it had a history."""
_STEP_FILE = re.compile(r"([0-9]{4,})-([0-9a-f]{16})\.json")
_LETTERS_OF_DIGEST = 16


@dataclass(frozen=True)
class Step:
    """What a command does to a folder, and on whose word."""

    command: str
    """As it is typed, without what follows it: `plan`, `confirm`."""
    reason: str = ""
    """Why, in the officer's words; blank where none was given."""
    by: str = ""
    """Who; blank for whoever the system says is at work."""
    back_to: int | None = None
    """The step whose plan is written again, where that is what is done."""
    about: str = ""
    """What was done by hand to which meeting, in a sentence; blank where it is many, or the whole calendar."""


@dataclass(frozen=True)
class Recorded:
    """A step of a folder's history."""

    number: int
    moment: str
    """In UTC, ending in Z."""
    step: Step
    files: Mapping[str, str]
    """Path in the folder -> SHA-256: its plans, its input, and `calendar.xlsx` where somebody had edited it."""
    workbook: str = ""
    """The SHA-256 of `calendar.xlsx` as it then was; by it an edited one is known."""

    @property
    def made_from(self) -> dict[str, str]:
        """What everything else in the folder is made from: its plans and its input."""
        return {name: digest for name, digest in self.files.items() if name != WORKBOOK_FILE}

    @property
    def edited(self) -> bool:
        """Whether somebody had edited `calendar.xlsx`, or may have: what an older version wrote is not known."""
        return WORKBOOK_FILE in self.files

    def told(self, timezone: str) -> str:
        """Say what was done, by whom, and when by the council's clock."""
        what = "no command" if self.step.command == FOUND else f"`{self.step.command}`"
        by = f", by {self.step.by}" if self.step.by else ""
        local = self.local(timezone)
        return f"{what}{by}, on {long_date(local.date())} at {clock(local.hour * 60 + local.minute)}"

    def local(self, timezone: str) -> datetime:
        """Return its moment by the council's clock."""
        return datetime.fromisoformat(self.moment).astimezone(ZoneInfo(timezone))


@dataclass(frozen=True)
class Past:
    """The history of a folder, as far as it can be read."""

    steps: tuple[Recorded, ...] = ()
    damaged: tuple[str, ...] = ()
    """The names of the files of steps that cannot be read."""
    newer: tuple[str, ...] = ()
    """The names of those that a newer version took."""
    last: int = 0
    """The highest number, of those too."""


@dataclass(frozen=True)
class Stamp:
    """By what a change of a folder is known: the digests of its plans and its input."""

    folder: Path
    files: tuple[tuple[str, str], ...]
    """Path in the folder and SHA-256, by path; none where there is no plan."""


def stamp_of(folder: Path) -> Stamp:
    """Return the stamp of a folder, or of that of a `plan.json`; take it before anything of the folder is read.

    Raises CannotWrite where the folder was taken away by a run that was killed, and cannot be put back.
    """
    folder = folder.parent if folder.name == PLAN_FILE else folder
    mend(folder)
    return Stamp(folder, tuple(sorted(files_at(folder).items())))


def files_at(folder: Path) -> dict[str, str]:
    """Return the digest of each of the files that everything else in the folder is made from, by path in it."""
    return {path.relative_to(folder).as_posix(): _digest_of(path) for path in _made_from(folder)}


def same_place(stamp: Stamp, folder: Path) -> bool:
    """Whether the stamp is of the folder, however its path is written."""
    return place_of(stamp.folder) == place_of(folder)


def past_of(folder: Path) -> Past:
    """Return the history of a folder; one that was made before there was a history has none."""
    named = _step_files(folder)
    steps, damaged, newer = [], [], []
    for number, digest, path in named:
        try:
            step = _step_read(content_of(path), number, digest)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            damaged.append(path.name)
        else:
            if step is None:
                newer.append(path.name)
            else:
                steps.append(step)
    last = max((number for number, _, _ in named), default=0)
    return Past(tuple(steps), tuple(damaged), tuple(newer), last)


def _step_files(folder: Path) -> list[tuple[int, str, Path]]:
    """Return the number of each step, the beginning of its digest and its file, by number."""
    found = (folder / HISTORY_FOLDER / STEPS).glob("*.json")
    named = ((match, path) for path in found if (match := _STEP_FILE.fullmatch(path.name)))
    return sorted((int(match[1]), match[2], path) for match, path in named)


def object_in(folder: Path, digest: str) -> bytes:
    """Return what a step has kept.

    Raises
    ------
    DamagedHistory
        If it is gone, or no longer what was kept.

    """
    path = folder / HISTORY_FOLDER / OBJECTS / digest
    try:
        content = content_of(path)
    except OSError as trouble:
        raise DamagedHistory(f"{path} cannot be read: the system says “{trouble.strerror}”") from trouble
    if _digest(content) != digest:
        raise DamagedHistory(f"{path} is not what was kept there")
    return content


def record(place: Path, new: Path, step: Step) -> None:
    """Carry the history of the folder in a place into the one that is to replace it, with this step.

    What is in the place and was put there by no step is recorded first, so that it is not lost.
    """
    past = past_of(place)
    history = new / HISTORY_FOLDER
    for folder in (STEPS, OBJECTS):
        (history / folder).mkdir(parents=True)
    needed = {digest for one in past.steps for digest in one.files.values()}
    for _, _, path in _step_files(place):
        _carry(path, history / STEPS)
    for path in sorted((place / HISTORY_FOLDER / OBJECTS).glob("*")):
        if path.name in needed or past.damaged or past.newer:
            _carry(path, history / OBJECTS)
    _enter_step(history, place, new, past, step)


def note(folder: Path, step: Step) -> None:
    """Add a step to the history of a folder that stays as it is: what was made of it elsewhere.

    Raises OSError where it cannot be written.
    """
    place = place_of(folder)
    with locked(place):
        for part in (STEPS, OBJECTS):
            (place / HISTORY_FOLDER / part).mkdir(parents=True, exist_ok=True)
        _enter_step(place / HISTORY_FOLDER, place, place, past_of(place), step)


def _enter_step(history: Path, place: Path, new: Path, past: Past, step: Step) -> None:
    """Enter a step that ends with the files of `new`, and before it what is in the place by no step."""
    number = past.last
    found = _found(place, past)
    if found is not None:
        number += 1
        _enter(history, place, Recorded(number, _now(), Step(FOUND), found.files, found.workbook))
    done = replace(step, by=step.by or _somebody())
    _enter(history, new, Recorded(number + 1, _now(), done, files_at(new), _digest_of(new / WORKBOOK_FILE)))


def present(folder: Path, past: Past) -> Recorded | None:
    """Return the step whose plan and input the folder holds as they are; None where no command put them there."""
    last = _last(past)
    return last if last is not None and last.made_from == files_at(folder) else None


def step_bytes(recorded: Recorded) -> bytes:
    """Return a step as it is kept."""
    step = recorded.step
    document = {
        "format": FORMAT,
        "number": recorded.number,
        "moment": recorded.moment,
        "command": step.command,
        "reason": step.reason,
        "by": step.by,
        "back_to": step.back_to,
        **({"about": step.about} if step.about else {}),
        "files": dict(sorted(recorded.files.items())),
        "workbook": recorded.workbook,
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")


def _step_read(content: bytes, number: int, digest: str) -> Recorded | None:
    """Return a step, or None for one of a newer version; raise an error of any kind where it is not what was kept."""
    if not _digest(content).startswith(digest):
        raise ValueError("not what was kept")
    document: dict[str, Any] = json.loads(content)
    if is_newer(document["format"], FORMAT):
        return None
    if document["format"] != FORMAT or document["number"] != number:
        raise ValueError("no step of this format")
    about = document.get("about", "")
    step = Step(document["command"], document["reason"], document["by"], document["back_to"], about)
    return Recorded(document["number"], document["moment"], step, document["files"], document["workbook"])


def _found(place: Path, past: Past) -> Recorded | None:
    """Return what the place holds that no step of its history has put there; None where that is nothing."""
    files, workbook = files_at(place), _digest_of(place / WORKBOOK_FILE)
    if not files:
        return None
    last = _last(past)
    edited = bool(workbook) and (last is None or last.workbook != workbook)
    if last is not None and last.made_from == files and not edited:
        return None
    kept = {**files, WORKBOOK_FILE: workbook} if edited else files
    return Recorded(0, "", Step(FOUND), kept, workbook)


def _last(past: Past) -> Recorded | None:
    """Return the last step; None where there is none, or it cannot be read."""
    return past.steps[-1] if past.steps and past.steps[-1].number == past.last else None


def _enter(history: Path, source: Path, recorded: Recorded) -> None:
    """Write a step, and keep what it needs of the folder it is of."""
    for name, digest in recorded.files.items():
        kept = history / OBJECTS / digest
        if _digest_of(kept) != digest:  # one that is damaged is made whole
            if kept.is_dir() and not kept.is_symlink():
                shutil.rmtree(kept)
            kept.unlink(missing_ok=True)
            shutil.copyfile(source / name, kept)
    content = step_bytes(recorded)
    name = f"{recorded.number:04d}-{_digest(content)[:_LETTERS_OF_DIGEST]}.json"
    beside = history / STEPS / f".{name}"
    beside.write_bytes(content)
    beside.replace(history / STEPS / name)


def _carry(path: Path, to: Path) -> None:
    """Link a file into another folder, or copy it where the disk knows no links; what is no file was not kept here."""
    if not path.is_file():
        return
    try:
        os.link(path, to / path.name)
    except OSError:
        shutil.copyfile(path, to / path.name)


def _made_from(folder: Path) -> Iterator[Path]:
    if (folder / PLAN_FILE).is_file():
        yield folder / PLAN_FILE
        yield from (path for path in (folder / INPUT_FOLDER).rglob("*") if path.is_file())
        yield from (path for path in (folder / OPTIONS_FOLDER).glob(f"[2-9]/{PLAN_FILE}") if path.is_file())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    """Return the digest of a file; blank where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _now() -> str:
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _somebody() -> str:
    """Return the name by which the system knows who is at work; it may know none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
