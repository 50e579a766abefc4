"""The report as a Word document: headings and paragraphs with numbers, as councils have them, in editable styles."""

import datetime as dt
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from scheduler.outputs.documents.styles import NAMESPACE
from scheduler.outputs.documents.word import Document
from scheduler.outputs.report.parts import TO_COMPLETE, Points, Section, Table
from scheduler.outputs.report.report import Report

NUMBERED, MARK = "Numbered Paragraph", "To Be Completed"
_OUTLINE = 7
"""The list of numbered headings and paragraphs, as the numbering part counts it."""
_LEVELS = (("Heading1", "%1.", "decimal"), ("NumberedParagraph", "%1.%2", "decimal"))
_OF_PARAGRAPHS = (
    f'<w:style {NAMESPACE} w:type="paragraph" w:customStyle="1" w:styleId="NumberedParagraph">'
    f'<w:name w:val="{NUMBERED}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    f'<w:numId w:val="{_OUTLINE}"/></w:numPr></w:pPr></w:style>'
)
_OF_MARKS = (
    f'<w:style {NAMESPACE} w:type="character" w:customStyle="1" w:styleId="ToBeCompleted"><w:name w:val="{MARK}"/>'
    '<w:qFormat/><w:rPr><w:b/><w:bCs/><w:shd w:val="clear" w:color="auto" w:fill="FFF2A8"/></w:rPr></w:style>'
)


def report_bytes(report: Report, made: dt.datetime | None) -> bytes:
    """Return the report as a .docx; the same report and moment give the same bytes."""
    document = Document(report.title, author=report.authority, subject="Calendar of meetings, for approval", made=made)
    _number(document)
    document.paragraph("Report for approval of the calendar of meetings", "Subtitle")
    _write(document, report.facts)
    for section in report.sections:
        _section(document, section, numbered=True)
    document.turned(landscape=True)
    _section(document, report.annex_a, numbered=False)
    document.turned(landscape=False)
    for section in report.annex_b:
        _section(document, section, numbered=False)
    _mark_what_is_to_complete(document)
    return document.to_bytes()


def _number(document: Document) -> None:
    """Give numbers to the headings of the first level, and to the paragraphs below them."""
    styles = document.document.styles.element
    for style in (_OF_PARAGRAPHS, _OF_MARKS):
        styles.append(parse_xml(style))
    heading = document.document.styles["Heading 1"].element.find(qn("w:pPr"))
    heading.insert(2, _numbered_by(_OUTLINE, 0))  # behind keepNext and keepLines, as the schema has it
    numbering: Any = document.document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="709" w:hanging="709"/></w:pPr>'
        "</w:lvl>"
        for number, (style, text, kind) in enumerate(_LEVELS)
    )
    kind = f'<w:multiLevelType w:val="multilevel"/>{levels}'
    numbering.insert(0, parse_xml(f'<w:abstractNum {NAMESPACE} w:abstractNumId="{_OUTLINE}">{kind}</w:abstractNum>'))
    numbering.append(
        parse_xml(f'<w:num {NAMESPACE} w:numId="{_OUTLINE}"><w:abstractNumId w:val="{_OUTLINE}"/></w:num>')
    )


def _numbered_by(number: int, level: int) -> Any:  # noqa: ANN401 - python-docx's elements are typed by their tags alone
    found: Any = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        found.append(OxmlElement(tag, {qn("w:val"): str(value)}))
    return found


def _section(document: Document, section: Section, *, numbered: bool) -> None:
    heading = document.heading(section.heading, section.level)
    if section.level == 1 and not numbered:
        heading.paragraph_format.element.get_or_add_pPr().append(_numbered_by(0, 0))
    for block in section.blocks:
        _write(document, block, NUMBERED if numbered else None)


def _write(document: Document, block: str | Points | Table, style: str | None = None) -> None:
    if isinstance(block, Points):
        (document.numbered if block.numbered else document.bullets)(block.items)
    elif isinstance(block, Table):
        document.table(block.columns, block.rows, widths=block.widths, caption=block.caption or None, small=block.small)
    else:
        document.paragraph(block, style)


def _mark_what_is_to_complete(document: Document) -> None:
    """Give every passage that only an officer can fill in one style, by which Word finds them all."""
    inside = [
        paragraph for table in document.document.tables for cell in _cells(table) for paragraph in cell.paragraphs
    ]
    for paragraph in (*document.document.paragraphs, *inside):
        pieces = TO_COMPLETE.split(paragraph.text)
        if len(pieces) > 1:
            paragraph.clear()
            for piece in filter(None, pieces):
                paragraph.add_run(piece, MARK if TO_COMPLETE.fullmatch(piece) else None)


def _cells(table: Any) -> list[Any]:  # noqa: ANN401 - python-docx's tables
    return [cell for row in table.rows for cell in row.cells]
