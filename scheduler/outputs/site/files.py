"""The site on the disk: only files that differ are written, each whole or not at all, and only ours are removed."""

import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite
from scheduler.outputs.disk import in_words, to_disk
from scheduler.outputs.places import swap_in, work_beside

MARKER = ".meeting-day"
_MARKED = re.compile(r"meeting-day site ([0-9a-f]+) ([0-9]{1,9})\n")
_UNFINISHED = ".meeting-day-????????.part"
"""What a publication that was killed may have left in the site itself, where no place beside it could be used."""
_AT_ONCE = 16
_OWNER_ONLY = 0o700
_ADDRESS = re.compile(r"([a-z2-7]{32})\.(?:ics|html|[a-z]{2}\.html)")


@dataclass(frozen=True)
class Written:
    """What a publication did to the files of a site."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True)
class Mark:
    """What a site says of the register that it was published with, without giving anything away."""

    fingerprint: str
    withdrawn: int
    """How many links had ever been withdrawn: a register that knows of fewer is an older one."""

    @property
    def written(self) -> bytes:
        """The mark as it stands in its file."""
        return f"meeting-day site {self.fingerprint} {self.withdrawn}\n".encode()


def mark_of(folder: Path) -> Mark | None:
    """Return the mark of a site; None where none was published."""
    return mark_in(folder / MARKER)


def mark_in(file: Path) -> Mark | None:
    """Return the mark that a file holds; None where there is none."""
    try:
        found = _MARKED.fullmatch(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if found is None else Mark(found.group(1), int(found.group(2)))


def addresses_in(folder: Path) -> frozenset[str]:
    """Return the unguessable addresses whose files lie in a folder of private files."""
    try:
        found = [_ADDRESS.fullmatch(path.name) for path in folder.iterdir()]
    except OSError:
        return frozenset()
    return frozenset(match.group(1) for match in found if match is not None)


def check_site(folder: Path, files: Iterable[str], ours: frozenset[str]) -> None:
    """Raise CannotWrite if what is not ours stands in the way of the files; nothing is changed.

    Parameters
    ----------
    folder : Path
        The folder that the web server shows.
    files : iterable of str
        The paths that are to be written in it.
    ours : frozenset of str
        The paths that an earlier publication wrote.

    """
    place = Path(os.path.realpath(folder))
    with in_words(folder):
        for parent in _folders(place, files):
            if parent.is_symlink():
                message = f"{parent} is a link to elsewhere, which is not followed. Put a folder there instead."
                raise CannotWrite(message)
        foreign = [path for path in files if _is_strange(place / path, known=path in ours)]
        if foreign:
            shown = listed([*foreign[:3], *(["others"] if foreign[3:] else [])])
            raise CannotWrite(
                f"{folder} is not published to: it holds {shown}, which meeting-day did not write there. "
                "Move that elsewhere, or choose another folder."
            )


def _is_strange(path: Path, *, known: bool) -> bool:
    """Whether what is at the path is not to be replaced."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not known or stat.S_ISDIR(found.st_mode)


def write_site(
    folder: Path, files: Mapping[str, bytes], ours: frozenset[str], mark: Mark, *, at_once: bool = False
) -> Written:
    """Write the files that differ, feeds first, then remove those of ours that are no longer wanted.

    Whenever it is cut short, each file is whole, as it was or as it is to be.

    Parameters
    ----------
    folder : Path
        The folder that the web server shows.
    files : Mapping[str, bytes]
        Everything it is to hold, by path.
    ours : frozenset of str
        The paths that an earlier publication wrote.
    mark : Mark
        Says that the folder is ours.
    at_once : bool
        Whether all files become what they are to be at one moment: the folder is made anew beside its place, and the
        two are exchanged. A web server must then be shown the folder above it, for the folder itself is another.

    Raises
    ------
    CannotWrite
        If it cannot be written, or what is not ours stands in the way.

    """
    place = Path(os.path.realpath(folder))
    check_site(folder, files, ours)
    with in_words(folder):
        if not at_once:
            return _written(place, files, ours, mark)
        place.parent.mkdir(parents=True, exist_ok=True)
        with work_beside(place) as work:
            new = work / "new"
            if place.is_dir():
                shutil.copytree(place, new, symlinks=True, copy_function=_linked)
            written = _written(new, files, ours, mark)
            swap_in(new, place)
        return written


def _written(place: Path, files: Mapping[str, bytes], ours: frozenset[str], mark: Mark) -> Written:
    """Write the files into a folder, one after another."""
    place.mkdir(parents=True, exist_ok=True)
    for parent in _folders(place, files):
        parent.mkdir(exist_ok=True)
        for left in parent.glob(_UNFINISHED):
            left.unlink(missing_ok=True)
    with _parts_for(place) as parts:
        _write(place / MARKER, mark.written, parts)
        written = 0
        with ThreadPoolExecutor(_AT_ONCE) as pool:  # the disk takes many files in one go
            for feeds in (True, False):  # a page may link to feeds only once they are there
                wanted = [(place / path, data) for path, data in files.items() if path.endswith(".ics") == feeds]
                written += sum(pool.map(lambda one: _write(one[0], one[1], parts), wanted))
    for parent in _folders(place, files) if written else ():
        to_disk(parent)
    removed = sum(_removed(place, path) for path in sorted(ours - set(files)))
    return Written(written, len(files) - written, removed)


def _linked(source: str, target: str) -> None:
    """Have a file in another folder too, or a copy of it where the disk knows no links; it is never written into."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _folders(place: Path, files: Iterable[str]) -> list[Path]:
    """Return every folder that the files lie in, the outermost first."""
    found = {parent for path in files for parent in Path(path).parents}
    return [place / parent for parent in sorted(found)]


@contextmanager
def _parts_for(place: Path) -> Iterator[Path | None]:
    """Make a folder beside the site for files that are not whole yet, so that no web server ever shows one.

    None where there can be none on the same disk: they are then written in the site itself, under hidden names.
    """
    beside = place.with_name(f".{place.name}.parts")
    try:
        shutil.rmtree(beside, ignore_errors=True)  # of a publication that was killed
        beside.mkdir(_OWNER_ONLY)
    except OSError:
        yield None
        return
    try:
        yield beside if beside.stat().st_dev == place.stat().st_dev else None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(path: Path, data: bytes, parts: Path | None) -> bool:
    """Write a file if its bytes differ, and say whether they did."""
    if _holds(path, data):
        return False
    beside = (parts or path.parent) / f".meeting-day-{secrets.token_hex(4)}.part"
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there, is no link, and has these bytes."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and path.read_bytes() == data


def _removed(place: Path, path: str) -> bool:
    """Remove a file that an earlier publication wrote; one that is gone already, or no file now, stays as it is."""
    parents = (place / parent for parent in Path(path).parents)
    file = place / path
    if any(parent.is_symlink() for parent in parents if parent != place) or file.is_dir():
        return False
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True
