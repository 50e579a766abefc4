"""Every file that an import is given, each read in the form that it is of."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scheduler.domain.found import Found, together
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.imports import calendar_files, moderngov_answers, moderngov_pages, oparl, popolo, tables
from scheduler.reading.imports.content import READ_FORMS, Content, Form, opened
from scheduler.reading.tables.headers import Unreadable, is_folder

FORMS: tuple[Form, ...] = (
    *moderngov_answers.FORMS,
    *moderngov_pages.FORMS,
    *calendar_files.FORMS,
    *oparl.FORMS,
    *popolo.FORMS,
    *tables.FORMS,
    *moderngov_answers.OTHER_XML,
)
"""Every form, the more particular before the more general: the first that recognises a file reads it."""


def read_sources(paths: Iterable[Path]) -> Found:
    """Return what all files hold together; of a folder, its files in the order of their names.

    Raises
    ------
    InputFaults
        If any of them cannot be read, with all that cannot.

    """
    faults: list[Fault] = []
    parts: list[Found] = []
    for path in paths:
        try:
            files = _files(path)
        except Unreadable as trouble:
            faults.append(_fault(path, trouble))
            continue
        for file in files:
            try:
                parts.append(read_source(opened(file)))
            except Unreadable as trouble:
                faults.append(_fault(file, trouble))
    if faults:
        raise InputFaults(tuple(faults))
    return together(parts)


def _fault(path: Path, trouble: Unreadable) -> Fault:
    return Fault(path.name, trouble.row, None, trouble.message, trouble.remedy)


def _files(path: Path) -> list[Path]:
    if not is_folder(path):
        return [path]
    return sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith((".", "~$")))


def read_source(content: Content) -> Found:
    """Return what a file holds.

    Raises
    ------
    Unreadable
        If it is of no form that is read, is hostile, or is half of what it seems to be.

    """
    form = next((form for form in FORMS if form.recognises(content)), None)
    if form is None:
        raise Unreadable(f"{content.name} holds nothing that is known", READ_FORMS)
    found = form.read(content)
    return replace(found, read_as=found.read_as or ((content.name, form.words),))
