"""What was asked for and how it was answered, never by whom; an address that only its owner knows is not written."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from scheduler.server.clock import present_moment
from scheduler.server.edition import PRIVATE, is_private

Say = Callable[[str], object]
"""Writes one line."""

_USUAL_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "REPORT", "TRACE"})
_ADDRESS_AT_END = re.compile(r"(while serving ).*", re.DOTALL)
_WHO_ASKED = re.compile(r"(uncaptured python exception), closing channel .*?(?:<class '([^']*)'>.*|$)", re.DOTALL)


class AccessLog:
    """Writes a line for each answer, and for what goes wrong."""

    def __init__(self, say: Say) -> None:
        self.say = say

    def answered(self, method: str, path: str | None, status: str, length: int) -> None:
        """Write what became of a request; `path` is None where it is not known, for it may hold a mistyped secret."""
        asked = method if method in _USUAL_METHODS else "?"
        self.note(f"{asked} {'?' if path is None else shown(path)} {status[:3]} {length}")

    def trouble(self, problem: Exception) -> None:
        """Write that something failed, and where in the code, without its message: that may hold an address."""
        place = problem.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = (
            "" if place is None else f" in {PurePosixPath(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        )
        self.note(f"This is a fault of meeting-day. Please report it: {type(problem).__name__}{where}")

    def note(self, sentence: str) -> None:
        """Write a line with the moment it is written; a full disk or a closed window stops no answer."""
        try:
            self.say(f"{present_moment():%Y-%m-%dT%H:%M:%SZ} {sentence}")
        except (OSError, ValueError):
            return


def shown(path: str) -> str:
    """Return a path as it may be written down; that of the first page of all is a slash."""
    return f"{PRIVATE}***{PurePosixPath(path).suffix}" if is_private(path) else path or "/"


@contextmanager
def without_addresses(log: AccessLog) -> Iterator[None]:
    """Write what the server underneath has to say into the log while this lasts, and nowhere else."""
    logger = logging.getLogger("waitress")
    handler = _WithoutAddresses(log)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = True
        logger.removeHandler(handler)


class _WithoutAddresses(logging.Handler):
    """Leaves out the addresses, who asked, tracebacks, and how many requests wait for a thread."""

    def __init__(self, log: AccessLog) -> None:
        super().__init__(logging.WARNING)
        self.log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if record.name == "waitress":
            said = _ADDRESS_AT_END.sub(r"\1an address", record.getMessage())
            self.log.note(_WHO_ASKED.sub(r"\1, closing a connection: \2", said))
