"""A folder of files put in the place of another in one act, so that whoever is killed leaves one of the two, whole."""

from pathlib import Path

from scheduler.outputs.disk import exchanged


def put_in_place(new: Path, place: Path) -> None:
    """Put a folder of files in the place of another one, whose files are then in the first.

    Where the system cannot exchange two folders, its files come one after another, each whole.

    Parameters
    ----------
    new, place : Path
        Two folders on one disk, which hold files and no folders.

    Raises
    ------
    OSError
        If it cannot be done.

    """
    if exchanged(new, place):
        return
    there = {path.name for path in new.iterdir()}
    for path in sorted(new.iterdir()):
        path.replace(place / path.name)
    for path in sorted(place.iterdir()):
        if path.is_file() and path.name not in there:
            path.unlink()
