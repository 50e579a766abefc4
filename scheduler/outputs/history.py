"""The past of an output folder: what each step wrote, and by what a change of the folder is known."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLAN_FILE, WORKBOOK_FILE, INPUT_FOLDER, OPTIONS_FOLDER = "plan.json", "calendar.xlsx", "input", "options"


@dataclass(frozen=True)
class Step:
    """What a command does to a folder, and on whose word."""

    command: str
    """As it is typed, without what follows it: `plan`, `confirm`."""
    reason: str = ""
    """Why, in the officer's words; blank where none was given."""
    by: str = ""
    """Who; blank for whoever the system says is at work."""


@dataclass(frozen=True)
class Stamp:
    """By what a change of a folder is known: the digests of its plans and its input."""

    folder: Path
    files: tuple[tuple[str, str], ...]
    """Path in the folder and SHA-256, by path; none where there is no plan."""


def stamp_of(folder: Path) -> Stamp:
    """Return the stamp of a folder as it is now; take it before anything of the folder is read.

    Raises OSError where it cannot be read.
    """
    files = sorted((path.relative_to(folder).as_posix(), path) for path in files_of_state(folder))
    return Stamp(folder, tuple((name, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in files))


def files_of_state(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that everything else in it is made from: its plans and its input."""
    if (folder / PLAN_FILE).is_file():
        yield folder / PLAN_FILE
        yield from (path for path in (folder / INPUT_FOLDER).rglob("*") if path.is_file())
        yield from (path for path in (folder / OPTIONS_FOLDER).glob(f"[2-9]/{PLAN_FILE}") if path.is_file())


def same_place(stamp: Stamp, folder: Path) -> bool:
    """Whether the stamp is of the folder, however its path is written."""
    return os.path.realpath(stamp.folder) == os.path.realpath(folder)
