"""`attendance/return-by-member.docx`: councillors' attendance for the annual report, ready to be published."""

from scheduler.domain.titles import person_title
from scheduler.domain.wording import counted, long_date, span
from scheduler.outputs.documents.word import Document
from scheduler.outputs.who_came.member_return import HOW_COUNTED, Return
from scheduler.outputs.who_came.report import AttendanceReport
from scheduler.outputs.workbook.cover import moment_made

_COUNTS = (
    ("Expected", 1.9),
    ("Attended", 1.9),
    ("Per cent", 1.5),
    ("Substitute sent", 2.0),
    ("Apologies", 2.0),
    ("Absent", 1.6),
)
_AS_SUBSTITUTE = ("As a substitute", 2.0)
"""Of each column its width in centimetres; the last is there where anybody was one."""
_WIDTH = 16.4
"""Of a line on A4, in centimetres: what the other columns leave is the councillor's."""


def return_document(report: AttendanceReport) -> bytes:
    """Return the document as bytes, the same for the same register and calendar; councillors only."""
    settings = report.problem.settings
    document = Document(
        "Attendance of councillors",
        author=settings.authority or "",
        subject=report.plan.title,
        made=moment_made(report.plan),
    )
    document.paragraph(report.plan.title, "Subtitle")
    document.paragraph(_about(report))
    document.heading("Attendance by councillor")
    if report.returns:
        counts = (*_COUNTS, _AS_SUBSTITUTE) if any(one.as_substitute for one in report.returns) else _COUNTS
        columns = (("Councillor", _WIDTH - sum(width for _, width in counts)), *counts)
        headings, widths = zip(*columns, strict=True)
        rows = [_row(report, one)[: len(columns)] for one in report.returns]
        document.table(headings, rows, widths=widths, small=True)
    else:
        document.paragraph("No councillor was expected at a meeting of which there is a record.")
    document.heading("How it is counted")
    document.bullets(HOW_COUNTED)
    return document.to_bytes()


def _about(report: AttendanceReport) -> str:
    """Say of which meetings it is, and which are not in it."""
    if report.span is None:
        return "There is no record of any meeting yet."
    number = counted(len(report.held.recorded), "meeting")
    missing = len(report.held.unrecorded)
    others = f" {counted(missing, 'other meeting')} held in that time {_has(missing)} no record, and so no part in it."
    as_of = "" if report.now is None else f" As of {long_date(report.now.date())}."
    return f"This return is of {number} held {span(*report.span)}.{others if missing else ''}{as_of}"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _row(report: AttendanceReport, one: Return) -> tuple[str, ...]:
    share = "" if one.percentage is None else f"{one.percentage} %"
    numbers = (one.substitutes, one.apologies, one.absent, one.as_substitute)
    name = person_title(report.problem, one.person)
    return (name, str(one.expected), str(one.attended), share, *map(str, numbers))
