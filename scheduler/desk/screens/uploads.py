"""Files that are sent to the desk: kept under names of ours until they are read, and what is said where they cannot be.

They are read in a process of its own; nothing of them is left behind where no input is made of them.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from scheduler.commands.receiving import Arrived, plain_name
from scheduler.desk.desk import here
from scheduler.desk.years import ARRIVING
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults

FIELD = "files"
"""The field of files in every form that sends some."""
WORKBOOKS = ".xlsx,.xlsm,.xltx,.xltm,.csv,.ics"
"""What a browser offers to choose where a workbook is wanted; what is sent is told by its content."""
ANYTHING_READ = ".xml,.html,.htm,.xlsx,.xlsm,.csv,.txt,.tsv,.docx,.ics,.json"
NOTHING_CHOSEN = "Choose a file, or drop it on the page."


@contextmanager
def arrived() -> Iterator[tuple[Arrived, ...]]:
    """Give the files that were sent with this form, each in a hidden folder until they have been read.

    Raises
    ------
    InputFaults
        If none was sent.
    OSError
        If they cannot be kept.

    """
    sent = [one for one in request.files.getlist(FIELD) if one.filename]
    if not sent:
        raise InputFaults((Fault("", None, None, "no file was chosen", NOTHING_CHOSEN),))
    folder = here().folder / f"{ARRIVING}{secrets.token_hex(8)}"
    folder.mkdir()
    try:
        found = tuple(
            Arrived(plain_name(one.filename or ""), folder / str(number)) for number, one in enumerate(sent, start=1)
        )
        for file, one in zip(sent, found, strict=True):
            file.save(one.path)
        yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def said_of(problem: InputFaults) -> list[tuple[str, str]]:
    """Return what is wrong with files, for the summary at the top of a page: each leads to the field of files."""
    return [(FIELD, _sentence(fault)) for fault in problem.faults]


def _sentence(fault: Fault) -> str:
    words = fault.sentence
    return words if "." in words.partition(" ")[0] else words[:1].upper() + words[1:]  # the name of a file stays
