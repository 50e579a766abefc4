"""Word documents: what is written stands there, for a screen reader too, and the same content is the same bytes."""

import datetime as dt
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from accessible_documents import contrast, faults_of
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import RGBColor

from scheduler.outputs.documents.styles import HEADER_GROUND, HEADING_INK, INK
from scheduler.outputs.documents.word import Document

MADE = dt.datetime(2026, 5, 1, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def picture() -> bytes:
    """A PNG of one black pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    ends = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + ends


def whole() -> Document:
    made = Document("Calendar\nof meetings", author="Westbury Council", subject="Report", made=MADE)
    made.heading("Purpose")
    made.paragraph("One line\nand\x07 another")
    made.numbered(["first", "second"])
    made.bullets(["a", "b"])
    made.numbered(["first again"])
    made.heading("Meetings", 2)
    made.table(["Body", "Day"], [["Cabinet", "Tuesday"], ["Council", "Monday"]], widths=[6, 4], caption="When")
    made.table(["Month", "Days"], [["May", "2"]], small=True)
    made.page_break()
    made.picture(picture(), "A black\nsquare", 3)
    made.turned(landscape=True)
    made.heading("Annex")
    made.paragraph("Subject to change.", "Note")
    return made


def opened(made: Document) -> docx.document.Document:
    return docx.Document(BytesIO(made.to_bytes()))


def test_what_is_written_stands_there_in_its_style() -> None:
    found = [(paragraph.style.name, paragraph.text) for paragraph in opened(whole()).paragraphs]
    assert found == [
        ("Title", "Calendar of meetings"),
        ("Heading 1", "Purpose"),
        ("Normal", "One line\nand another"),
        ("List Number", "first"),
        ("List Number", "second"),
        ("List Bullet", "a"),
        ("List Bullet", "b"),
        ("List Number", "first again"),
        ("Heading 2", "Meetings"),
        ("Caption", "When"),
        ("Note", ""),  # between two tables, which would be one without it
        ("Normal", ""),  # the page's end
        ("Normal", ""),  # the picture
        ("Normal", ""),  # the section's end
        ("Heading 1", "Annex"),
        ("Note", "Subject to change."),
    ]


def test_each_numbered_list_begins_with_one() -> None:
    read = opened(whole())
    numbers = [
        paragraph._p.pPr.numPr.numId.val  # noqa: SLF001 - what python-docx has no words for
        for paragraph in read.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = {number.numId: number.lvlOverride_lst for number in read.part.numbering_part.element.num_lst}
    assert [starts[number][0].startOverride.val for number in numbers] == [1, 1, 1]


def test_tables_have_heading_rows_captions_and_widths() -> None:
    first, second = opened(whole()).tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Body", "Day"],
        ["Cabinet", "Tuesday"],
        ["Council", "Monday"],
    ]
    assert [round(column.width.cm, 1) for column in first.columns] == [6.0, 4.0]
    assert [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in (first, second)] == [  # noqa: SLF001
        "When",
        "Meetings",
    ]
    assert {cell.paragraphs[0].style.name for cell in first.rows[0].cells} == {"Table Heading"}
    assert {cell.paragraphs[0].style.name for cell in second.rows[1].cells} == {"Small Table Text"}
    with pytest.raises(ValueError, match="shorter"):
        whole().table(["Body", "Day"], [["Cabinet"]])


def test_what_announces_a_table_stays_on_its_page() -> None:
    document = Document("Dates")
    document.paragraph("These are the dates:")
    document.table(["Body", "Day"], [["Cabinet", "Tuesday"]])
    document.table(["Body", "Day"], [["Council", "Monday"]])
    document.paragraph("No more of them.")
    kept = {one.text: one.paragraph_format.keep_with_next for one in opened(document).paragraphs}
    assert kept == {"Dates": None, "These are the dates:": True, "": None, "No more of them.": None}


def test_paper_margins_and_page_numbers() -> None:
    read = opened(whole())
    sizes = [(section.page_width.cm, section.page_height.cm, section.orientation) for section in read.sections]
    assert [(round(wide, 1), round(high, 1), way) for wide, high, way in sizes] == [
        (21.0, 29.7, WD_ORIENT.PORTRAIT),
        (29.7, 21.0, WD_ORIENT.LANDSCAPE),
    ]
    for section in read.sections:
        foot = section.footer.paragraphs[0]
        assert foot.style.name == "Footer"
        assert foot.text.startswith("Calendar of meetings  |  Page ")
        fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]  # noqa: SLF001
        assert fields == ["PAGE", "NUMPAGES"]
    small = opened(Document("Door sign", paper="A5", landscape=True)).sections[0]
    assert (round(small.page_width.cm, 1), round(small.page_height.cm, 1)) == (21.0, 14.8)


def test_the_properties_say_what_it_is_and_when_it_was_made() -> None:
    known = opened(whole()).core_properties
    assert (known.title, known.author, known.subject) == ("Calendar of meetings", "Westbury Council", "Report")
    assert known.created == known.modified == MADE
    assert opened(Document("x" * 300)).core_properties.title == "x" * 255
    assert opened(Document("x", made=dt.datetime(2026, 5, 1))).core_properties.created.day == 1


def test_the_same_content_is_the_same_bytes_and_bears_no_clock() -> None:
    made = whole().to_bytes()
    assert made == whole().to_bytes()
    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = parts.namelist()
        assert not [name for name in names if "thumbnail" in name or "Effects" in name]
        assert b"2013" not in parts.read("docProps/core.xml")


def test_a_document_is_accessible() -> None:
    assert faults_of(whole().to_bytes()) == []
    assert contrast(INK, HEADER_GROUND) > 7
    assert contrast(HEADING_INK, "FFFFFF") > 7


def no_title(made: Document) -> None:
    made.document.paragraphs[0].style = "Normal"


def two_titles(made: Document) -> None:
    made.paragraph("Again", "Title")


def a_level_left_out(made: Document) -> None:
    made.heading("Too deep", 3)


def an_empty_heading(made: Document) -> None:
    made.heading("", 1)


def bold_by_hand(made: Document) -> None:
    made.paragraph("").add_run("Looks like one").bold = True


def a_bare_table(made: Document) -> None:
    made.document.add_table(rows=2, cols=2)


def merged_cells(made: Document) -> None:
    table = made.document.tables[0]
    table.cell(1, 0).merge(table.cell(1, 1))


def a_table_in_a_table(made: Document) -> None:
    made.document.tables[0].cell(1, 0).add_table(1, 1)


def a_picture_without_words(made: Document) -> None:
    made.document.add_picture(BytesIO(picture()))


def another_language(made: Document) -> None:
    made.document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), "en-US")


def small_letters(made: Document) -> None:
    made.document.styles["Table Text"].font.size = 8 * 12700


def a_small_body(made: Document) -> None:
    made.document.styles["Normal"].font.size = 11 * 12700


def pale_letters(made: Document) -> None:
    made.paragraph("").add_run("Pale").font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)


def blank_lines(made: Document) -> None:
    made.paragraph("")
    made.paragraph("")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (no_title, "0 paragraphs in the style Title"),
        (two_titles, "2 paragraphs in the style Title"),
        (a_level_left_out, "the heading “Too deep” is of level 3 below one of level 1"),
        (an_empty_heading, "an empty heading 1"),
        (bold_by_hand, "“Looks like one” is bold by hand, as a heading would be"),
        (a_bare_table, "table 3 (“”) has no heading row"),
        (merged_cells, "table 1 (“BodyDay”) has cells that are merged"),
        (a_table_in_a_table, "table 1 (“BodyDay”) has a table in a table"),
        (a_picture_without_words, "a picture without words"),
        (another_language, "the language is en-US"),
        (small_letters, "letters smaller than 9 points in the style Table Text"),
        (a_small_body, "the body's text is smaller than 12 points"),
        (pale_letters, "letters too pale in the style Normal"),
        (blank_lines, "blank lines in the place of a distance"),
    ],
)
def test_what_would_keep_somebody_from_reading_is_found(spoil: Callable[[Document], None], fault: str) -> None:
    made = whole()
    spoil(made)
    assert fault in faults_of(made.to_bytes())
