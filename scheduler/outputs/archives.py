"""Archives (zip) whose bytes depend on what is in them alone: no clock, and nothing of the machine."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""What an archive says of each file: the first moment that it can."""


def archive_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of files, each a path in it and a content, in their order."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for path, content in files:
            archive.writestr(ZipInfo(path, _FIRST_MOMENT), content, ZIP_DEFLATED)
    return target.getvalue()
