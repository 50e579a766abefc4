"""Papers in a plan's folder: what officers made of a calendar beside it, by hand or by a command, kept and never lost.

A paper is a file, or a folder, that stands at the top of the plan's folder. `papers.json` knows which plan each was
made of, and by its digest whether somebody has edited it since. A plan that takes the folder's place has them carried
over.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.domain.other_keys import is_newer
from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite, ChangedMeanwhile
from scheduler.outputs.disk import alone_in, content_of, exchanged, in_words, to_disk, uninterrupted, write_whole
from scheduler.outputs.history import Stamp, stamp_of
from scheduler.outputs.places import (
    PAPERS,
    PAPERS_FILE,
    PLAN_FILE,
    is_left_by_programs,
    place_of,
    work_beside,
)

FORMAT = "meeting-day-papers/1"
_MOST_NAMED = 3


@dataclass(frozen=True)
class Paper:
    """One file of a paper, as a command wrote it."""

    digests: tuple[str, ...]
    """SHA-256 of what was written; of what stood there too, while that is being replaced."""
    of: str
    """SHA-256 of the `plan.json` that it was made of."""
    anyway: str = ""
    """Why it was made although something was wrong with the plan."""


def papers_in(place: Path) -> dict[str, Paper]:
    """Return the papers that commands wrote into a folder, by path in it; what cannot be read is none of theirs."""
    try:
        document: dict[str, Any] = json.loads(content_of(place / PAPERS_FILE))
        if document["format"] != FORMAT:
            return {}
        return {
            str(path): Paper(tuple(map(str, row["digests"])), str(row["of"]), str(row["anyway"]))
            for path, row in document["files"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def of_an_earlier_calendar(folder: Path) -> tuple[str, ...]:
    """Return the papers of a plan's folder, as they are called there, that were made of another plan than it holds."""
    place = place_of(folder)
    now = _digest_of(place / PLAN_FILE)
    earlier = {_part(path) for path, paper in papers_in(place).items() if paper.of != now}
    return tuple(sorted(part for part in earlier & PAPERS if os.path.lexists(place / part)))


def write_papers(
    folder: Path,
    files: Mapping[str, bytes],
    since: Stamp,
    anyway: str = "",
    *,
    depth: int = 1,
    gone: Collection[str] = (),
    continued: Collection[str] = (),
) -> None:
    """Write the papers of one command into a plan's folder, each in the place of the one before, whole or not at all.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    files : Mapping[str, bytes]
        By path in the folder, `council-report.docx` or `notices/letters.docx`; a folder is replaced as one.
    since : Stamp
        The folder as it was before anything of it was read.
    anyway : str, optional
        Why they are made although something is wrong with the plan.
    depth : int
        How many parts of a path are replaced as one: with 2, of `papers/2015-11-19/run-sheet.docx` the day's folder.
    gone : collection of str
        Papers of the same command that are not made this time: one that was made before is taken away.
    continued : collection of str
        The paths of papers that were read, and that the new ones hold all of, whoever wrote them.

    Raises
    ------
    ChangedMeanwhile
        If the plan is no longer what it was.
    CannotWrite
        If a paper there was edited since a command wrote it, or holds what none wrote; or the disk refuses.

    """
    place = place_of(folder)
    with in_words(folder), alone_in(place.parent):
        if stamp_of(place).files != since.files:
            raise ChangedMeanwhile(f"{folder} was changed meanwhile; nothing was written. Run the command again.")
        _refuse_newer(folder, place)
        before = papers_in(place)
        parts = sorted({_part(path, depth) for path in (*files, *gone)})
        _refuse_edited(folder, place, parts, before, continued)
        others = {path: paper for path, paper in before.items() if _part(path, depth) not in parts}
        _replace(place, parts, files, (before, others), Paper((), _digest_of(place / PLAN_FILE), anyway))


def _refuse_newer(folder: Path, place: Path) -> None:
    """Raise CannotWrite where a newer version wrote the papers: this one does not know what of them was edited."""
    try:
        found = json.loads(content_of(place / PAPERS_FILE))["format"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return
    if is_newer(found, FORMAT):
        raise CannotWrite(
            f"The papers in {folder} were written by a newer version of meeting-day, in the format {found}; this one "
            f"knows {FORMAT}, and nothing was written. Use the newer version for this folder, or say where else the "
            "papers are to be written: -o."
        )


def write_elsewhere(target: Path, files: Mapping[str, bytes]) -> None:
    """Write papers into a folder of their own, which is not there yet or empty, whole or not at all.

    Parameters
    ----------
    target : Path
        The folder.
    files : Mapping[str, bytes]
        By path in it.

    Raises
    ------
    CannotWrite
        If the folder holds anything, or the disk refuses.

    """
    place = place_of(target)
    with in_words(target):
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(place.parent), work_beside(place) as work:
            if os.path.lexists(place) and not (place.is_dir() and not any(place.iterdir())):
                raise CannotWrite(f"{target} is there already. Choose another place, or move it away first.")
            _write_into(work / "new", files)
            if place.is_dir():
                place.rmdir()
            (work / "new").rename(place)


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write papers under names of their own, none of which is taken.

    Raises
    ------
    CannotWrite
        If anything stands at one of them, and nothing is written then; or if the disk refuses.

    """
    for path in files:
        if os.path.lexists(path):
            raise CannotWrite(f"{path} is there already. Choose another name, or move it away first.")
    for path, content in files.items():
        with in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def carry_papers(place: Path, new: Path) -> None:
    """Copy the papers of the folder in a place into the one that is to replace it, as they are."""
    for name in sorted({*PAPERS, PAPERS_FILE}):
        old = place / name
        if old.is_dir() and not old.is_symlink():
            shutil.copytree(old, new / name, symlinks=True)
        elif os.path.lexists(old):
            shutil.copy2(old, new / name, follow_symlinks=False)


def has_papers(place: Path) -> bool:
    """Whether there are papers in a folder."""
    return any(os.path.lexists(place / name) for name in (*PAPERS, PAPERS_FILE))


def _part(path: str, depth: int = 1) -> str:
    return "/".join(path.split("/")[:depth])


def _refuse_edited(
    folder: Path, place: Path, parts: list[str], before: Mapping[str, Paper], continued: Collection[str]
) -> None:
    """Raise CannotWrite where a paper is no longer what a command wrote, so that nobody's work is written over."""
    edited = [
        path
        for part in parts
        for path in _files_of(place, part)
        if (path not in before or _digest_of(place / path) not in before[path].digests)
        and (path not in continued or (place / path).is_symlink())
    ]
    if edited:
        shown = listed([*edited[:_MOST_NAMED], *(["others"] if edited[_MOST_NAMED:] else [])])
        raise CannotWrite(
            f"Nothing was written into {folder}, for {shown} would be lost: edited since, or put there by hand. "
            "Move that elsewhere, or choose another place with -o."
        )


def _files_of(place: Path, part: str) -> Iterator[str]:
    """Yield the path of whatever stands in a paper, that of programs such as a file manager aside.

    Where a folder above it is none of ours, but a link or a file, that stands there.
    """
    path = place / part
    for above in (*reversed(path.relative_to(place).parents),)[1:]:
        if (place / above).is_symlink() or (place / above).is_file():
            yield above.as_posix()
            return
    if path.is_dir() and not path.is_symlink():
        for below in sorted(path.rglob("*")):
            if (below.is_symlink() or not below.is_dir()) and not is_left_by_programs(below.name):
                yield below.relative_to(place).as_posix()
    elif os.path.lexists(path):
        yield part


def _replace(
    place: Path,
    parts: list[str],
    files: Mapping[str, bytes],
    known: tuple[Mapping[str, Paper], Mapping[str, Paper]],
    made: Paper,
) -> None:
    """Put papers in the place of those before; the record knows both while that goes on.

    What is known is all papers before, and those of them that stay.
    """
    before, others = known[0], dict(known[1])
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    done = others | {path: Paper((digest,), made.of, made.anyway) for path, digest in digests.items()}
    both = {path: before[path].digests if path in before else () for path in sorted({*before, *done})}
    going_on = {
        path: Paper(tuple(dict.fromkeys((*theirs, *(done[path].digests if path in done else ())))), made.of)
        for path, theirs in both.items()
    }
    with work_beside(place) as work:
        new = work / "papers"
        _write_into(new, files)
        _write_record(place, work, others | {path: going_on[path] for path in going_on if path not in others})
        with uninterrupted():
            for part in parts:
                (place / part).parent.mkdir(exist_ok=True, parents=True)
                _put(new / part, place / part, work / f"was-{part.replace('/', '-')}")
        _write_record(place, work, done)


def _put(new: Path, old: Path, aside: Path) -> None:
    """Put a file or a folder, or nothing, in the place of another; a folder in one act, or by files if it must be."""
    if new.is_dir() and old.is_dir():
        if not exchanged(new, old):
            _put_by_files(new, old)
        return
    is_made = new.exists()
    if os.path.lexists(old) and (not is_made or new.is_dir() or old.is_dir()):
        old.rename(aside)
    if is_made:
        new.replace(old)


def _put_by_files(new: Path, old: Path) -> None:
    """Put the files of a folder in the place of another's, each whole, so that none that both have is ever missing."""
    found = sorted(new.rglob("*"))
    stays = {old / path.relative_to(new) for path in found}
    for path in found:
        there = old / path.relative_to(new)
        if os.path.lexists(there) and path.is_dir() != there.is_dir():
            _take_away(there)
        if path.is_dir():
            there.mkdir(exist_ok=True)
        else:
            path.replace(there)
    for path in sorted(old.rglob("*"), reverse=True):
        if path not in stays:
            _take_away(path)


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _write_into(new: Path, files: Mapping[str, bytes]) -> None:
    new.mkdir()
    for path, content in files.items():
        file = new / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        to_disk(file)


def _write_record(place: Path, work: Path, papers: Mapping[str, Paper]) -> None:
    rows = {path: {"digests": paper.digests, "of": paper.of, "anyway": paper.anyway} for path, paper in papers.items()}
    document = {"format": FORMAT, "files": dict(sorted(rows.items()))}
    beside = work / PAPERS_FILE
    beside.write_text(f"{json.dumps(document, ensure_ascii=False, indent=2)}\n", encoding="utf-8")
    to_disk(beside)
    beside.replace(place / PAPERS_FILE)


def _digest_of(path: Path) -> str:
    """Return the digest of a file; blank where it is none, or a link to elsewhere."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
