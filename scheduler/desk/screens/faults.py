"""Faults: what must be put right in a workbook before it can be planned, what had better be looked at, and the law.

What is mended here is written into the desk's copy of the workbook, in its own bytes; the one before is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.input_findings import Finding, InputFindings
from scheduler.commands.mends import Mend, answer_law, copy_with_problems, mend_cells, take_answer_back
from scheduler.desk import access, forms
from scheduler.desk.desk import here
from scheduler.desk.screens.downloads import SPREADSHEET, handed
from scheduler.desk.workbooks import StaleWorkbook, Workbook
from scheduler.domain.table_places import letter_of
from scheduler.domain.wording import counted, listed
from scheduler.errors import CannotWrite, InputFaults

SCREEN = Blueprint("faults", __name__)
SEEN, AT, WAS, MEANT = "seen", "at ", "was ", "meant"
"""The version of the workbook, and the fields of each cell: what it is to hold, what it held, and the guess taken."""
A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A fault as it stands on the page."""

    finding: Finding
    id: str
    field: str
    """The name of its box without what it begins with; blank where it has none."""
    value: str
    """What stands in its box."""
    error: str = ""


@dataclass(frozen=True)
class Typed:
    """What somebody typed, by place, and what is wrong with it."""

    values: Mapping[str, str]
    errors: Mapping[str, str]
    summary: tuple[str, ...] = ()
    """What is wrong with all of it."""


NOTHING_TYPED = Typed({}, {})


@SCREEN.get("/years/<year>/faults")
def faults() -> str:
    """Show what must be put right, by sheet and cell."""
    return _page(NOTHING_TYPED)


def _page(typed: Typed) -> str:
    book = Workbook(g.year)
    findings = book.findings(here().work)
    pages = max(1, -(-len(findings.faults) // A_PAGE))
    page = min(max(request.args.get("page", 1, int), 1), pages)
    first = (page - 1) * A_PAGE
    shown = list(_shown(findings.faults[first : first + A_PAGE], first, typed))
    known = {one.field for one in shown}
    order = [one.sheet for one in findings.faults]
    return render_template(
        "faults/faults.html",
        findings=findings,
        sheets=[
            (sheet, order.index(sheet) + 1, list(group))
            for sheet, group in groupby(shown, lambda one: one.finding.sheet)
        ],
        counts=[(sheet, order.count(sheet), _address(order, sheet, page)) for sheet in dict.fromkeys(order)],
        seen=book.version,
        errors=[
            *(("", words) for words in typed.summary),
            *((f"{one.id}-box", f"{one.finding.cell}: {one.error}") for one in shown if one.error),
        ],
        elsewhere=[(_words(field), text) for field, text in typed.values.items() if field not in known],
        pages=[(url_for("faults.faults", page=number), number) for number in range(1, pages + 1)],
        page=page,
        tabs=tabs(findings),
    )


def _shown(found: tuple[Finding, ...], first: int, typed: Typed) -> Iterator[Shown]:
    taken: set[str] = set()
    for number, finding in enumerate(found, start=first + 1):
        field = _field(finding)
        if field in taken:  # two faults of one cell have one box, at the first of them
            field = ""
        taken.add(field)
        value = typed.values.get(field, finding.typed)
        yield Shown(finding, f"fault-{number}", field, value, typed.errors.get(field, ""))


def _field(finding: Finding) -> str:
    """Return the name of a cell in a form; blank where it is not mended here."""
    return "" if finding.column is None else f"{finding.sheet}!{finding.row}:{finding.column}"


def _words(field: str) -> str:
    """Return the cell that a field names, in words: `Bodies, row 8, column I`."""
    sheet, _, place = field.rpartition("!")
    row, _, column = place.partition(":")
    return f"{sheet}, row {row}, column {letter_of(int(column))}"


def _address(order: list[str], sheet: str, page: int) -> str:
    """Return the address of the first fault of a sheet: on this page, or on another."""
    first = order.index(sheet)
    anchor = f"sheet-{first + 1}"
    its = first // A_PAGE + 1
    return f"#{anchor}" if its == page else url_for("faults.faults", page=its, _anchor=anchor)


def tabs(findings: InputFindings) -> list[tuple[str, str, bool]]:
    """Return the pages about a workbook: address, words, and whether it is this one."""
    pages = (
        ("faults.faults", f"Faults ({len(findings.faults)})"),
        ("faults.warnings", f"To look at ({len(findings.warnings)})"),
        ("faults.law", "The law" if findings.faults else f"The law ({findings.open_law})"),
        ("workbook.workbook", "The workbook"),
    )
    return [(url_for(endpoint), words, request.endpoint == endpoint) for endpoint, words in pages]


# -- mended


@SCREEN.post("/years/<year>/faults")
@access.may(access.PLANNER)
def mended() -> AnyResponse | tuple[str, int]:
    """Write what was typed into the workbook."""
    form = forms.sent()
    book = Workbook(g.year)
    known = {_field(one): one for one in book.findings(here().work).faults if one.column is not None}
    values = _typed(form, known)
    asked = [(known[field], text) for field, text in values.items() if field in known]
    if not values or (not asked and form.text(SEEN) == book.version):
        words = "Nothing was typed that is not there already. Write in a box, and send it again."
        return _page(Typed({}, {}, (words,))), 422
    mends = [_mend(finding, text) for finding, text in asked]
    try:
        with book.changing(form.text(SEEN), g.who.name, _why(mends)) as change:
            change.lines = tuple(_lines(asked))
            done = here().work.call(mend_cells, change.source, mends)
    except StaleWorkbook as trouble:
        return _page(Typed(values, {}, (_stale(trouble),))), 409
    except InputFaults as trouble:
        errors = {_field_of_cell(fault.cell, mends): f"{fault.message}. {fault.remedy}" for fault in trouble.faults}
        return _page(Typed(values, errors)), 422
    except CannotWrite as trouble:
        return _page(Typed(values, {}, (str(trouble),))), 422
    book.keep(done.findings)
    if done.formulas:
        forms.tell(f"A value stands now in {listed(done.formulas)}, where a formula was.", forms.WARNING)
    left = len(done.findings.faults)
    what = f"{counted(left, 'thing')} must still be put right." if left else "The workbook can be planned now."
    forms.tell(f"{counted(sum(len(one.rows) for one in mends), 'cell')} mended. {what}")
    return redirect(url_for("faults.faults", page=request.args.get("page")), 303)


def _typed(form: forms.Form, known: Mapping[str, Finding]) -> dict[str, str]:
    """Return what is to stand in cells, by field: what differs from what was there, and the guess that was taken."""
    values = {
        name.removeprefix(AT): text.strip()
        for name, text in form.values.items()
        if name.startswith(AT) and text.strip() != form.values.get(WAS + name.removeprefix(AT), "").strip()
    }
    taken = form.text(MEANT)
    if taken in known and known[taken].meant:
        values[taken] = known[taken].meant
    return values


def _mend(finding: Finding, text: str) -> Mend:
    return Mend(finding.sheet, finding.rows, finding.column or 0, finding.table, finding.name, text)


def _field_of_cell(cell: str, mends: list[Mend]) -> str:
    """Return the field of the cell that a fault of mending names."""
    fields = {one.cell: f"{one.sheet}!{one.rows[0]}:{one.column}" for one in mends}
    return fields.get(cell, "")


def _why(mends: list[Mend]) -> str:
    sheets = list(dict.fromkeys(one.sheet for one in mends))
    return f"Mended {counted(sum(len(one.rows) for one in mends), 'cell')} of {listed(sheets)}"


def _lines(asked: list[tuple[Finding, str]]) -> Iterator[str]:
    for one, text in asked:
        was = f"“{one.typed}”" if one.typed else "nothing"
        yield f"{one.cell} ({one.heading}): {was} is now {f'“{text}”' if text else 'nothing'}."


def _stale(trouble: StaleWorkbook) -> str:
    return f"{trouble} What you typed stands below, beside what is there now: send it again if it still holds."


# -- what had better be looked at


@SCREEN.get("/years/<year>/faults/warnings")
def warnings() -> str:
    """Show what had better be looked at; it keeps nothing from being planned."""
    findings = Workbook(g.year).findings(here().work)
    sheets = [(sheet, list(group)) for sheet, group in groupby(findings.warnings, lambda one: one.sheet)]
    return render_template("faults/warnings.html", sheets=sheets, tabs=tabs(findings))


@SCREEN.get("/years/<year>/faults/problems.xlsx")
def problems() -> Response:
    """Send a copy of the workbook with its problems listed and marked."""
    name, content = here().work.call(copy_with_problems, g.year.source, g.year.title)
    return handed(content, SPREADSHEET, name)


# -- the law


@SCREEN.get("/years/<year>/faults/law")
def law() -> str:
    """Show what goes against the law, and how it was answered."""
    return _law({})


def _law(error: Mapping[str, str]) -> str:
    book = Workbook(g.year)
    findings = book.findings(here().work)
    if error:
        asked = error["matter"], error["body"]
        places = [number for number, one in enumerate(findings.law, 1) if (one.matter, one.body) == asked]
        error = {**error, "place": f"reason-{places[0]}" if places else ""}
    return render_template("faults/law.html", findings=findings, tabs=tabs(findings), seen=book.version, error=error)


@SCREEN.post("/years/<year>/faults/law")
@access.may(access.PLANNER)
def answered() -> AnyResponse | tuple[str, int]:
    """Answer a law warning, or take the answer back."""
    form = forms.sent()
    matter, body, reason = form.text("matter"), form.text("body"), form.text("reason")
    back = form.ticked("back")
    asked = {"matter": matter, "body": body, "reason": reason}
    if not back and not reason:
        return _law(
            {**asked, "words": "Say why it stands all the same: the reason is shown wherever the warning is."}
        ), 422
    book = Workbook(g.year)
    why = "Took an answer to a law warning back" if back else "Answered a law warning"
    try:
        with book.changing(form.text(SEEN), g.who.name, why) as change:
            title = _title(book.findings(here().work), matter)
            change.lines = (f"{title}: {'no longer answered' if back else reason}.",)
            if back:
                findings = here().work.call(take_answer_back, change.source, matter, body)
            else:
                findings = here().work.call(answer_law, change.source, matter, body, reason, g.who.name)
    except StaleWorkbook as trouble:
        return _law({**asked, "words": _stale(trouble)}), 409
    except (InputFaults, CannotWrite) as trouble:
        return _law({**asked, "words": str(trouble)}), 422
    book.keep(findings)
    forms.tell(
        f"{title}: it is a warning again." if back else f"{title}: answered. It is shown with your reason from now on."
    )
    return redirect(url_for("faults.law"), 303)


def _title(findings: InputFindings, matter: str) -> str:
    titles = {one.matter: one.title for one in findings.law} | {one.matter: one.title for one in findings.answers}
    return titles.get(matter, matter)
