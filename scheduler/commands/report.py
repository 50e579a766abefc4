"""`report`: the report by which a council approves its calendar, its keying sheet, and what the site shows wrongly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.commands.papers import Sound, sound, write, write_new
from scheduler.commands.sources import read_kept
from scheduler.domain.found import Found
from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.one_authority import of_authority, plan_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.shown_on_site import OnSite, shown_on_site
from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite, InputFaults
from scheduler.outputs.places import KEYING_FILE, REPORT_FILE, REPORT_PDF
from scheduler.outputs.report.report import Report, council_report
from scheduler.reading.imports.sources import read_shown

KEYING_BESIDE = "keying"
"""What the keying sheet is called behind the name of a report that is written elsewhere."""


@dataclass(frozen=True)
class Reported:
    """What was written, and what the report says."""

    report: Report
    plan: Plan
    files: Mapping[str, Path]
    """By what it is: `report`, `pdf` where it could be made, `keying`."""
    wrong: tuple[str, ...] = ()
    """What is wrong with the plan, where the report was made anyway."""


def report(
    folder: Path,
    output: Path | None = None,
    as_of: datetime | None = None,
    anyway: str | None = None,
    source: Path | None = None,
    authority: str | None = None,
) -> Reported:
    """Write the report of a plan as a Word document and, where LibreOffice is, as PDF, and the keying sheet.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote; the papers go into it unless `output` says otherwise.
    output : Path, optional
        The Word document; the others are written beside it, under its name.
    as_of : datetime, optional
        When the report is made; left out, that of the plan.
    anyway : str, optional
        Why it is to be made whatever is wrong with the plan.
    source : Path, optional
        The input, where another than the kept one is to be used.
    authority : str, optional
        The code or the name of the one authority of a joint calendar whose meetings it has.

    Raises
    ------
    InputFaults
        If the folder cannot be read, or the authority is none of the calendar's.
    Refused
        If the plan breaks a rule or is not of the input beside it; nothing is written then.
    CannotWrite, ChangedMeanwhile
        If something there would be lost, or the plan was changed meanwhile.

    """
    places = _places(folder, output)
    made, said, papers = contents(folder, source, as_of, anyway, tuple(places), authority)
    files = {what: places[what] for what in papers}
    if output is None:
        gone = [path.name for what, path in places.items() if what not in papers]
        write(made, {path.name: papers[what] for what, path in files.items()}, gone=gone)
    else:
        write_new({path: papers[what] for what, path in files.items()})
    return Reported(said, made.plan, files, made.approved.wrong)


def compare(folder: Path, saved: Sequence[Path]) -> tuple[Problem, OnSite, Found]:
    """Return what the council's own site shows otherwise than the calendar of a plan has it.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    saved : sequence of Path
        Answers of modern.gov's web service about meetings, as they were saved.

    Raises
    ------
    InputFaults
        If the folder or any of the answers cannot be read.

    """
    problem, plan = read_kept(folder)
    found = read_shown(saved)
    problem = with_what_is_gone(problem, plan)
    return problem, shown_on_site(problem, plan, found), found


def _places(folder: Path, output: Path | None) -> dict[str, Path]:
    if output is None:
        return {"report": folder / REPORT_FILE, "pdf": folder / REPORT_PDF, "keying": folder / KEYING_FILE}
    if output.suffix.lower() != ".docx":
        raise CannotWrite(f"{output} is no name for a Word document: let it end in .docx.")
    keying = output.with_name(f"{output.stem}-{KEYING_BESIDE}.xlsx")
    return {"report": output, "pdf": output.with_suffix(".pdf"), "keying": keying}


def contents(
    folder: Path,
    source: Path | None,
    as_of: datetime | None,
    anyway: str | None,
    wanted: Sequence[str],
    authority: str | None = None,
) -> tuple[Sound, Report, dict[str, bytes]]:
    """Return a plan found sound, what its report says, and the bytes of the papers that are wanted; nothing is written.

    Without the PDF where it cannot be made. The parameters are those of `report`, which says what is raised.
    """
    from scheduler.outputs.documents.pdf import pdf_of  # noqa: PLC0415 - a comparison needs none of them
    from scheduler.outputs.report.document import report_bytes  # noqa: PLC0415 - the same
    from scheduler.outputs.workbook.keying import keying_bytes  # noqa: PLC0415 - the same

    made = sound(folder, anyway, f"No report of {folder} is made", as_of, source)
    problem, plan = made.problem, made.plan
    if authority is not None:
        problem, plan = _of_one(problem, plan, authority)
    said = council_report(problem, plan, made.approved.anyway)
    papers: dict[str, bytes] = {}
    if "report" in wanted or "pdf" in wanted:
        papers["report"] = report_bytes(said, datetime.fromisoformat(made.moment) if made.moment else None)
    if "pdf" in wanted:
        papers["pdf"] = pdf_of(papers["report"]) or b""
    if "keying" in wanted:
        papers["keying"] = keying_bytes(problem, plan)
    return made, said, {what: content for what, content in papers.items() if content and what in wanted}


def _of_one(problem: Problem, plan: Plan, authority: str) -> tuple[Problem, Plan]:
    """Return the input and the calendar of one authority, known by its code or its name."""
    wanted = authority.strip().casefold()
    known = {one.code: one for one in problem.with_bodies}
    found = next((one for one in known.values() if wanted in (one.code.casefold(), one.title.casefold())), None)
    if found is None:
        codes = listed([one.code or one.title for one in known.values()], "or")
        raise InputFaults(
            (Fault("", None, None, f"no authority of the calendar is called {authority}", f"Say {codes}."),)
        )
    own = of_authority(problem, found)
    theirs = replace(plan_of(problem, found, plan), start_date=own.settings.start_date, end_date=own.settings.end_date)
    return own, theirs
