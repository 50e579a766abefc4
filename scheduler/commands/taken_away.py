"""A folder taken away as one file: all that was written of a calendar, or a workbook with its diaries."""

import zipfile
from pathlib import Path

from scheduler.errors import ChangedMeanwhile
from scheduler.outputs.disk import in_words
from scheduler.outputs.history import stamp_of
from scheduler.outputs.places import mend

PACKED_ALREADY = frozenset((".xlsx", ".png", ".zip", ".gz"))
MOST_TRIES = 5
_CHUNK = 1 << 20


def packed_folder(folder: Path, target: Path) -> None:
    """Write a zip of all files of a folder, of one moment even where it is replaced meanwhile.

    A link to a file elsewhere is left out: a folder taken from somebody else could hand out files of this machine.

    Parameters
    ----------
    folder : Path
        An output folder, or the folder of a workbook.
    target : Path
        The file to write; one that is there is replaced.

    Raises
    ------
    ChangedMeanwhile
        If the folder was replaced again and again.
    CannotWrite
        If the folder cannot be read, or the file cannot be written.

    """
    with in_words(target):
        _packed(folder, target)


def _packed(folder: Path, target: Path) -> None:
    mend(folder)
    for _ in range(MOST_TRIES):
        before = stamp_of(folder)
        try:
            _pack(folder, target)
        except FileNotFoundError:
            if stamp_of(folder) == before:
                raise
        else:
            if stamp_of(folder) == before:
                return
    raise ChangedMeanwhile(f"{folder.name} was written again and again while it was read. Try again in a minute.")


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()):
            entry = zipfile.ZipInfo.from_file(path, path.relative_to(folder).as_posix(), strict_timestamps=False)
            packed = path.suffix.casefold() in PACKED_ALREADY
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            with path.open("rb") as content, archive.open(entry, "w") as written:
                while chunk := content.read(_CHUNK):
                    written.write(chunk)
