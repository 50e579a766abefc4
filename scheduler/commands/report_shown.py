"""The council's report for a screen: what it would say, each of its papers, and what the site shows wrongly."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.errors import CannotWrite
from scheduler.outputs.places import KEYING_FILE, REPORT_FILE, REPORT_PDF

NAMES = {"report": REPORT_FILE, "pdf": REPORT_PDF, "keying": KEYING_FILE}
"""What each paper is called where it is handed out."""


@dataclass(frozen=True)
class ExceptionShown:
    """One kind of exception: its heading, what is said of it, and how many lines that is."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ReportShown:
    """What a report says in brief."""

    title: str
    meetings: str
    """How many, of how many bodies."""
    recommendations: tuple[str, ...]
    exceptions: tuple[ExceptionShown, ...]
    to_complete: tuple[str, ...]
    has_pdf: bool
    """Whether this machine can make a PDF of it."""


@dataclass(frozen=True)
class SiteShown:
    """What the council's own site shows wrongly, and what was not looked at, in sentences."""

    wrong: tuple[str, ...]
    others: tuple[str, ...]


def report_shown(folder: Path, moment: datetime | None, anyway: str | None) -> ReportShown:
    """Return what the report of a plan says; nothing is written.

    Raises
    ------
    InputFaults
        If the folder cannot be read.
    Refused
        If the plan breaks a rule or is not of the input beside it, and there is no reason to go on.

    """
    from scheduler.commands.report import contents  # noqa: PLC0415 - the desk's own process knows no file formats
    from scheduler.outputs.documents.pdf import PROGRAMS  # noqa: PLC0415 - the same
    from scheduler.outputs.workbook.cover import numbers  # noqa: PLC0415 - the same

    made, said, _ = contents(folder, None, moment, anyway, ())
    return ReportShown(
        title=said.title,
        meetings=numbers(made.plan),
        recommendations=said.recommendations,
        exceptions=tuple(ExceptionShown(one.heading, tuple(one.sentences())) for one in said.exceptions),
        to_complete=said.to_complete,
        has_pdf=any(map(shutil.which, PROGRAMS)),
    )


def paper(folder: Path, what: str, moment: datetime | None, anyway: str | None) -> bytes:
    """Return a paper, `report`, `pdf` or `keying`, as a file; nothing is written.

    Raises
    ------
    InputFaults, Refused
        As above.
    CannotWrite
        If no PDF can be made on this machine.

    """
    from scheduler.commands.report import contents  # noqa: PLC0415 - as above
    from scheduler.messages.report import NO_PDF  # noqa: PLC0415 - as above

    _, _, papers = contents(folder, None, moment, anyway, (what,))
    if what not in papers:
        raise CannotWrite(NO_PDF)
    return papers[what]


def site_shown(folder: Path, saved: Sequence[Path]) -> SiteShown:
    """Return what the council's own site shows wrongly, by saved answers of modern.gov.

    Raises InputFaults if the folder or any of the answers cannot be read.
    """
    from scheduler.commands.report import compare  # noqa: PLC0415 - as above
    from scheduler.messages.report import other_sentences, wrong_sentence  # noqa: PLC0415 - as above

    problem, site, found = compare(folder, saved)
    wrong = tuple(wrong_sentence(problem, one) for one in site.wrong)
    return SiteShown(wrong, tuple(other_sentences(problem, site, found)))
