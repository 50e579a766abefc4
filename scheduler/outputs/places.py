"""The place of a plan's folder: at no moment empty, what stood there kept beside it, runs cut short put right.

A run writes into a hidden folder beside the place. What is ready there bears its own inode as its name, so that whoever
finds it, the run having been killed, knows whether the two had been exchanged already.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite
from scheduler.languages import ENGLISH
from scheduler.outputs.disk import alone_in, cannot_be_written, exchanged, in_words, to_disk, uninterrupted

PLAN_FILE, WORKBOOK_FILE, PAGE_FILE, FEEDS_FOLDER = "plan.json", "calendar.xlsx", "index.html", "feeds"
CONSULTATION_FILE = "consultation.xlsx"
"""The workbook for everybody: of public meetings, without anybody's name."""
INPUT_FOLDER, HISTORY_FOLDER, STEPS = "input", "history", "steps"
OPTIONS_FOLDER, OPTIONS_PAGE, OPTIONS_WORKBOOK = "options", "options.html", "options.xlsx"
REPORT_FILE, REPORT_PDF, KEYING_FILE = "council-report.docx", "council-report.pdf", "keying.xlsx"
NOTICES_FOLDER, DAYS_FOLDER, TABLES_FOLDER, ATTENDANCE_FOLDER = "notices", "papers", "tables", "attendance"
CHART_FILE, CHART_PAGE = "chart.svg", "chart.html"
PAPERS = frozenset(
    {
        *(REPORT_FILE, REPORT_PDF, KEYING_FILE, NOTICES_FOLDER, DAYS_FOLDER, TABLES_FOLDER, ATTENDANCE_FOLDER),
        *(CHART_FILE, CHART_PAGE),
    }
)
"""What commands make of a calendar when they are asked to: it is carried over when the folder is replaced."""
PAPERS_FILE = "papers.json"
"""Which plan each paper was made of, and by which digest an edited one is known."""
DATA_FOLDER, FORWARD_PLAN_PAGE = "data", "forward-plan.html"


def name_of_edition(page: str, language: str) -> str:
    """Return the name of a page in a language that is not the council's first: `index.en.html`."""
    stem, _, ending = page.rpartition(".")
    return f"{stem}.{language}.{ending}"


OURS = PAPERS | frozenset(
    {
        *(PAPERS_FILE, DATA_FOLDER, FORWARD_PLAN_PAGE),
        *(PLAN_FILE, WORKBOOK_FILE, CONSULTATION_FILE, PAGE_FILE, FEEDS_FOLDER, INPUT_FOLDER, HISTORY_FOLDER),
        *(OPTIONS_FOLDER, OPTIONS_PAGE, OPTIONS_WORKBOOK),
        *(name_of_edition(page, ENGLISH) for page in (FORWARD_PLAN_PAGE, OPTIONS_PAGE)),
    }
)
PREVIOUS, NOT_WRITTEN = "previous", "not-written"
"""What else lies beside a folder: what it was before, and what was not written into it because it had changed."""

_LEFT_BY_PROGRAMS = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#", re.DOTALL)
"""What file managers and office programs leave in a folder of their own accord."""

_OLD = "old"
"""What stood in the place, where the two could not be exchanged: for a moment the place is then empty."""


_WRITTEN: list[Path] = []


def written_here() -> tuple[Path, ...]:
    """Return the places that this process has put a folder into, in order: from then on it is too late to stop."""
    return tuple(_WRITTEN)


def is_left_by_programs(name: str) -> bool:
    """Whether a file of this name is one that file managers and office programs leave of their own accord."""
    return _LEFT_BY_PROGRAMS.fullmatch(name) is not None


def place_of(folder: Path) -> Path:
    """Return where a folder truly is, or would be."""
    return Path(os.path.realpath(folder))


def beside(folder: Path, what: str) -> Path:
    """Return another edition of a folder: `PREVIOUS` or `NOT_WRITTEN`."""
    return folder.parent / f"{folder.name}.{what}"


def follow_the_shell() -> None:
    """Go where the shell says that it stands, if a folder has been put in the place of the one that it truly stands in.

    Whoever works within a plan's folder stands, as soon as it is written, in what it was before, or nowhere.
    """
    said = Path(os.environ.get("PWD", ""))
    if not said.is_absolute() or not said.is_dir():
        return
    place = place_of(said)
    before = {beside(one, PREVIOUS) / place.relative_to(one) for one in (place, *place.parents) if one.name}
    try:
        replaced = Path.cwd() in before
    except FileNotFoundError:
        replaced = True
    if replaced:
        os.chdir(place)


def prepare_folder(folder: Path) -> None:
    """Make the folder, so that nobody waits for a workbook which cannot be written; CannotWrite if that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise cannot_be_written(folder, problem) from problem
    if (folder / PLAN_FILE).exists():
        message = f"{folder} holds a plan, and is replaced whole when that is made again. Choose another folder."
        raise CannotWrite(message)


def check_replaceable(folder: Path) -> None:
    """Raise CannotWrite if the folder's place is taken by what this program did not write; nothing is changed."""
    place = place_of(folder)
    with in_words(folder):
        if not os.path.lexists(place):
            return
        if not place.is_dir():
            raise CannotWrite(f"{folder} cannot be written: it is not a folder. Choose another one.")
        found = {path.name for path in place.iterdir() if not is_left_by_programs(path.name)}
        if found and PLAN_FILE not in found and not (place / HISTORY_FOLDER / STEPS).is_dir():
            raise CannotWrite(
                f"{folder} is not replaced: it holds no {PLAN_FILE}, so it is not a folder of plans. "
                "Choose another folder, or an empty one."
            )
        foreign = sorted(found - OURS)
        if foreign:
            shown = listed([*foreign[:3], *(["others"] if foreign[3:] else [])])
            raise CannotWrite(
                f"{folder} is not replaced: it also holds {shown}, which would be lost. "
                "Move that elsewhere, or choose another folder."
            )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let nobody else write the folder while it is read and written; for what takes no time."""
    parent = place_of(folder).parent
    if not parent.is_dir():
        yield
        return
    with alone_in(parent):
        yield


def mend(path: Path) -> None:
    """Put back the folder that a run, killed since, has taken away from the path, or from above it.

    Whoever reads anything of a plan's folder asks for this first.

    Raises
    ------
    CannotWrite
        If it cannot be put back; the message says where it lies.

    """
    place = place_of(path)
    missing = [one for one in (place, *place.parents) if not os.path.lexists(one)]
    if not missing:
        return
    place = missing[-1]
    old = next((left / _OLD for left in _left_beside(place) if (left / _OLD).is_dir()), None)
    if old is None:
        return
    try:
        with alone_in(place.parent) as alone:
            if alone:
                clear_up(place)
            elif not os.path.lexists(place):
                old.rename(place)
    except OSError as trouble:
        raise CannotWrite(
            f"{path} is not there, for a run was cut short. What was there is whole in {old}, and cannot be put back: "
            f"the system says “{trouble.strerror}”. Rename it to {place}."
        ) from trouble


def clear_up(place: Path) -> None:
    """Put right what runs that were killed have left beside the place; for whoever is alone there."""
    for left in _left_beside(place):
        _put_right(left, place)


@contextmanager
def work_beside(place: Path) -> Iterator[Path]:
    """Give a hidden folder beside the place to work in; what is left of it is taken away, however it ends."""
    work = place.parent / f"{_prefix(place)}{secrets.token_hex(4)}"
    work.mkdir()
    try:
        yield work
    finally:
        _put_right(work, place)


def swap_in(new: Path, place: Path) -> None:
    """Put a folder of `work_beside` into the place, and keep what stood there as `PREVIOUS`.

    Where the system exchanges two folders in one act, no moment is without a plan. Else the old is taken away first;
    if the new cannot come then, `work_beside` puts the old back.
    """
    work = new.parent
    new = new.rename(work / str(new.stat().st_ino))
    with uninterrupted():
        if os.path.lexists(place):
            shutil.copymode(place, new)
            if not exchanged(new, place):
                place.rename(work / _OLD)
                new.rename(place)
        else:
            new.rename(place)
        _WRITTEN.append(place)
        with suppress(OSError):  # it is in its place already
            to_disk(place.parent)
            _put_right(work, place)


def _prefix(place: Path) -> str:
    """Return how the names of work folders for this place begin."""
    return f".meeting-day-{hashlib.sha256(os.fsencode(place.name)).hexdigest()[:8]}-"


def _left_beside(place: Path) -> list[Path]:
    """Return the work folders for a place that runs are at work in, or were."""
    return sorted(place.parent.glob(f"{_prefix(place)}????????"))


def _put_right(work: Path, place: Path) -> None:
    """Give the place back what it held, if a swap was cut short; keep what it held, if not; remove the work folder."""
    if not work.is_dir():
        return
    old = next((path for path in work.iterdir() if path.name == _OLD or _was_exchanged(path)), None)
    if old is not None:
        if not os.path.lexists(place):
            old.rename(place)
        else:
            with suppress(OSError, CannotWrite):
                _keep(old, beside(place, PREVIOUS))
    shutil.rmtree(work, ignore_errors=True)


def _was_exchanged(path: Path) -> bool:
    return path.name.isdigit() and path.name != str(path.stat().st_ino)


def _keep(old: Path, previous: Path) -> None:
    """Keep what stood in the place, unless that was empty, or something else than a plan's folder has the name."""
    if not (old / PLAN_FILE).exists():
        return
    check_replaceable(previous)
    if os.path.lexists(previous):
        previous.rename(old.parent / PREVIOUS)
    old.rename(previous)
