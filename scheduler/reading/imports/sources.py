"""Every file that an import is given, each read in the form that it is of."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scheduler.domain.found import Found, LeftOut, Source, together
from scheduler.domain.names import name_key
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.imports import calendar_files, moderngov_answers, moderngov_pages, oparl, popolo, tables
from scheduler.reading.imports.answers import root_of
from scheduler.reading.imports.content import READ_FORMS, Content, Form, opened
from scheduler.reading.imports.joining import joined
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

_OF_THE_FOLDER = ("desktop.ini", "thumbs.db")
"""What Windows keeps in folders, unseen."""
_ABOUT_MEETINGS = ("getmeetings", "meeting")
"""How modern.gov's answers about meetings begin."""
SAVE_MEETINGS = (
    "Open https://YOUR-SITE/mgWebService.asmx/GetMeetings?lCommitteeId=NUMBER&sFromDate=01/05/2027&sToDate=30/04/2028 "
    "in a browser, with your site's address, the committee's number and your dates, save it as .xml, and give that."
)


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
    return together((*parts, Found(left_out=_of_others(parts))))


def read_shown(paths: Iterable[Path]) -> Found:
    """Return what saved answers of modern.gov about meetings show, as one: each meeting once, by its committee's name.

    Raises
    ------
    InputFaults
        If any of them cannot be read, or is no answer about meetings, with all such.

    """
    faults: list[Fault] = []
    parts: list[Found] = []
    for path in paths:
        try:
            parts.append(_about_meetings(opened(path)))
        except Unreadable as trouble:
            faults.append(_fault(path, trouble))
    if faults:
        raise InputFaults(tuple(faults))
    return joined(together(parts))


def _about_meetings(content: Content) -> Found:
    if content.kind != "xml":
        raise Unreadable(f"{content.name} is no answer of modern.gov's web service (.xml)", SAVE_MEETINGS)
    forms = (*moderngov_answers.FORMS, *moderngov_answers.OTHER_XML)
    found = next(form for form in forms if form.recognises(content)).read(content)
    if root_of(content) not in _ABOUT_MEETINGS:
        raise Unreadable(f"{content.name} is an answer of modern.gov, and not about meetings", SAVE_MEETINGS)
    return found


def _of_others(parts: list[Found]) -> tuple[LeftOut, ...]:
    """Tell where files name another council than the first: the numbers of two systems mean nothing alike."""
    named = [part for part in parts if part.authority]
    return tuple(
        LeftOut(
            part.authority,
            f"another council than {named[0].authority}: where it is, import each council by itself",
            Source(part.read_as[0][0] if part.read_as else ""),
        )
        for part in named
        if name_key(part.authority) != name_key(named[0].authority)
    )


def _fault(path: Path, trouble: Unreadable) -> Fault:
    return Fault(path.name, trouble.row, None, trouble.message, trouble.remedy)


def _files(path: Path) -> list[Path]:
    if not is_folder(path):
        return [path]
    files = (file for file in path.iterdir() if file.is_file() and not file.name.startswith((".", "~$")))
    return sorted(file for file in files if file.name.lower() not in _OF_THE_FOLDER)


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
