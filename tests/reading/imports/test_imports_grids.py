"""Tables of workbooks, CSV files, web pages and Word documents become grids that keep their places."""

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from made_files import content, html_table, only, page, rows_of, word, workbook
from openpyxl.styles import Font

from scheduler.domain.found import LeftOut, Source
from scheduler.reading.imports.grid import MOST_PLACES
from scheduler.reading.imports.grids import grids_of
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault

# -- workbooks


def test_a_sheet_is_a_grid_without_its_blank_rows_and_columns() -> None:
    rows = [["Calendar"], [], [None, "Body", None, "Date"], [None, "Planning\nCommittee", None, date(2026, 5, 21)]]
    grid = only(workbook(Calendar=rows))
    assert grid.rows == (("Calendar", "", ""), ("", "Body", "Date"), ("", "Planning\nCommittee", date(2026, 5, 21)))
    assert (grid.title, grid.place(2, 2), grid.place(2), grid.text(2, 1)) == (
        "Calendar", "Calendar!D4", "Calendar, row 4", "Planning Committee",
    )  # fmt: skip
    assert grid.source(0, 0) == Source("calendar.xlsx", "Calendar!A1")


def test_a_sheet_of_several_words_is_named_as_excel_names_it() -> None:
    assert only(workbook(Last_year=[["x"]])).place(0, 0) == "'Last year'!A1"


def test_merged_cells_hold_for_all_they_cover() -> None:
    def merge(book: Any) -> None:
        book["Year"].merge_cells("A2:A3")
        book["Year"].merge_cells("B1:XFD1")
        book["Year"].merge_cells("A9:B9")

    grid = only(workbook(merge, Year=[["Body", "May", None], ["Planning", 5, 19], [None, 7, 21], [None, None, 8]]))
    assert grid.rows == (("Body", "May", "May"), ("Planning", 5, 19), ("Planning", 7, 21), ("", "", 8))


def test_merged_cells_without_end_are_refused() -> None:
    def merge(book: Any) -> None:
        for columns in ("A1:GQ1000", "B1:GR1000"):
            book["Year"].merged_cells.add(columns)

    with pytest.raises(Unreadable, match="more than 300,000 cells"):
        grids_of(workbook(merge, Year=[["a", "b"] + [None] * 197 + ["c"], *[["a"]] * 999]))


def test_what_is_hidden_or_struck_is_told_and_left_out() -> None:
    def hide(book: Any) -> None:
        book["Draft"].sheet_state = "hidden"
        book["Nothing"].sheet_state = "veryHidden"
        book["Year"].row_dimensions[2].hidden = True
        book["Year"].column_dimensions["B"].hidden = True
        book["Year"]["C3"].font = Font(strike=True)

    made = workbook(hide, Draft=[["old"]], Nothing=[], Year=[["a", "secret", "c"], ["gone"], [1, None, "struck", 4]])
    draft, nothing, year = grids_of(made)
    assert (draft.rows, draft.hidden, nothing.left_out) == ((), True, ())
    assert draft.left_out == (LeftOut("Draft", "the sheet is hidden", Source("calendar.xlsx", "Draft")),)
    assert year.rows == (("a", "c", ""), (1, "", 4))
    assert [(one.what, one.why, one.source.place) for one in year.left_out] == [
        ("struck", "it is struck through", "Year!C3"),
        ("gone", "the row is hidden", "Year, row 2"),
        ("secret", "the column is hidden", "Year, column B"),
    ]
    draft, _, year = grids_of(made, hidden=True)
    assert (draft.hidden, draft.rows, year.rows[1]) == (True, (("old",),), ("gone", "", "", ""))
    assert [(one.what, one.why) for one in year.left_out[1:]] == [("1 row", "hidden, and read all the same")]


def test_a_cell_that_cannot_be_had_is_a_fault_in_its_place() -> None:
    grid = only(workbook(Year=[["Body", "=TODAY()"]]))
    assert isinstance(grid.rows[0][1], CellFault)
    assert grid.text(0, 1) == ""


@pytest.mark.slow
def test_a_sheet_as_wide_as_it_is_long_is_refused() -> None:
    rows: list[list[object]] = [[1]] + [[None] * row + [1] for row in range(1, 600)]
    with pytest.raises(Unreadable, match=f"more than {MOST_PLACES:,} cells"):
        grids_of(workbook(Year=rows))


# -- texts


@pytest.mark.parametrize(
    "data",
    [
        "Body,Date\nPlanning,21 May\n",
        "Body;Date\nPlanning;21 May\n",
        "Body\tDate\r\nPlanning\t21 May\r\n",
        "\ufeffBody;Date\nPlanning;21 May\n",
        "sep=|\nBody|Date\nPlanning|21 May\n",
        "Body\tDate\nPlanning\t21 May\n".encode("utf-16"),
    ],
)
def test_a_text_has_columns_whatever_is_between_them(data: str | bytes) -> None:
    assert rows_of(content("calendar.csv", data)) == [(("Body", "Date"), ("Planning", "21 May"))]


def test_a_text_as_windows_writes_it_is_read() -> None:
    grid = only(content("calendar.csv", "Body,Date\n\nChildren\u2019s Board \u2013 Café,\n".encode("cp1252")))
    assert grid.rows[1] == ("Children\u2019s Board \u2013 Café", "")
    assert grid.place(1, 0) == "line 3"


def test_a_place_is_the_line_on_which_a_row_begins() -> None:
    grid = only(content("calendar.csv", 'Body,Date\n"Planning\nCommittee",1\nAudit,2\n'))
    assert [(grid.rows[row][0], grid.place(row)) for row in (1, 2)] == [
        ("Planning\nCommittee", "line 2"), ("Audit", "line 4"),
    ]  # fmt: skip


def test_a_quotation_mark_without_end_is_a_fault_with_its_line() -> None:
    with pytest.raises(Unreadable, match="a quotation mark is not closed") as caught:
        grids_of(content("calendar.csv", 'Body,Date\nPlanning,"21 May\nAudit,2\n'))
    assert caught.value.row == 2


def test_a_text_of_too_many_cells_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 300,000 cells"):
        grids_of(content("calendar.csv", ("," * 9_999 + "\n") * 31))


# -- pages


def test_the_tables_of_a_page_have_titles_and_places() -> None:
    rows = [["Body", "Date"], ["Planning", "21 May"]]
    made = page(
        "<head><title>A Council</title></head><h1>Calendar 2026/27</h1><h2>May</h2><p>All at 7pm</p>",
        rows,
        "<h2>June</h2>",
        "<table><caption>Boards &amp; panels</caption><tr><th>a<td>b<tr><td>c</table>",
    )
    lines, may, heading, june = grids_of(made)
    assert [row[0] for row in lines.rows] == ["Calendar 2026/27", "May", "All at 7pm"]
    assert (may.rows[1], may.title, may.above) == (
        ("Planning", "21 May"), "All at 7pm", ("May", "Calendar 2026/27", "A Council"),
    )  # fmt: skip
    assert (june.rows, june.title) == ((("a", "b"), ("c", "")), "Boards & panels")
    assert june.above == ("June", "Calendar 2026/27", "A Council")
    assert (heading.rows, june.place(1, 0), june.place(1)) == (
        (("June",),), "table 2, row 2, column 1", "table 2, row 2",
    )  # fmt: skip


def test_cells_of_a_page_reach_over_rows_and_columns() -> None:
    made = page(
        "<table><tr><td rowspan=2>Planning<td colspan=2>5<br>19<tr><td>7<td rowspan=0>8<tr><td colspan=x>9</table>"
    )
    assert rows_of(made) == [(("Planning", "5\n19", "5\n19"), ("Planning", "7", "8"), ("9", "", "8"))]


def test_a_cell_that_reaches_without_end_is_refused_or_ends_with_its_table() -> None:
    assert rows_of(page("<table><tr><td rowspan=65534>a<td>b</table>")) == [(("a", "b"),)]
    wide = "<tr>" + "<td colspan=1000 rowspan=60000>a" * 40
    with pytest.raises(Unreadable, match="more than 300,000 cells"):
        grids_of(page("<table>", wide, "<tr><td>b" * 10, "</table>"))


def test_tables_within_tables_are_tables_of_their_own() -> None:
    inner = html_table([["x", "y"]])
    grids = grids_of(page(f"<table><tr><td>Planning {inner} Committee</td><td>1</td></tr></table>"))
    assert [(grid.label, grid.title, grid.rows) for grid in grids] == [
        ("table 2", "Planning", (("x", "y"),)),
        ("table 1", "", (("Planning Committee", "1"),)),
    ]
    with pytest.raises(Unreadable, match="tables within tables"):
        grids_of(page("<table><tr><td>" * 21 + "</table>" * 21))


def test_a_page_that_breaks_off_in_a_table_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"page\.html breaks off within a table"):
        grids_of(content("page.html", "<html><table><tr><td>Planning<td>21 Ma"))


def test_what_a_page_does_not_show_is_told_and_left_out() -> None:
    made = page(
        "<p hidden>Old notes<p>Shown<script>var a = 1;</script><noscript>Without</noscript>",
        "<ul><li style='display: none'>Gone<li>Here <span class='sr-only'>aloud</span></ul>",
        "<table><tr><td>14 <s>21</s> 28<td hidden><table><tr><td>in</table>out<td>c<tr hidden><td>d<tr><td>e",
        "<tr style='display:none'><td>f</table>",
    )
    lines, table, told = grids_of(made)
    assert [row[0] for row in lines.rows] == ["Shown", "Here"]
    assert table.rows == (("14 28", "c"), ("e", ""))
    assert [(one.what, one.why) for one in told.left_out] == [
        ("Old notes", "it is hidden in the page"),
        ("Gone", "it is hidden in the page"),
        ("21", "it is struck through"),
        ("inout", "it is hidden in the page"),
        ("d", "it is hidden in the page"),
        ("f", "it is hidden in the page"),
    ]


def test_lines_of_a_page_are_rows_of_one_column() -> None:
    made = page("<h2>Council</h2><ul><li>Thursday 21 May 2026, 7pm</li><li>Wed 22 July<br>Thu 1 Oct</li></ul><hr>")
    assert rows_of(made) == [(("Council",), ("Thursday 21 May 2026, 7pm",), ("Wed 22 July",), ("Thu 1 Oct",))]


# -- Word


def test_the_tables_of_a_document_have_titles_and_places() -> None:
    made = word("# Calendar 2026/27", "## May", "All at 7pm", [["Body", "Date"], ["Planning", "21 May"]], "The end")
    lines, table, end = grids_of(made)
    assert [row[0] for row in lines.rows] == ["Calendar 2026/27", "May", "All at 7pm"]
    assert (table.title, table.above) == ("All at 7pm", ("May", "Calendar 2026/27"))
    assert (table.place(1, 1), end.place(0), end.rows) == ("table 1, row 2, column 2", "paragraph 4", (("The end",),))


def test_merged_cells_of_a_document_hold_for_all_they_cover() -> None:
    def merge(made: Any) -> None:
        table = made.tables[0]
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(0, 1).merge(table.cell(0, 2))

    rows = [["Body", "May", ""], ["Planning", "5", "19"], ["", "7", "21"]]
    assert rows_of(word(rows, change=merge)) == [
        (("Body", "May", "May"), ("Planning", "5", "19"), ("Planning", "7", "21"))
    ]


def tracked(made: Any) -> None:
    """Delete the first word of the first cell, insert one, delete the second row, all as tracked changes."""
    cell = made.tables[0].cell(0, 0).paragraphs[0]._p  # noqa: SLF001 - what python-docx has no words for
    run = cell.r_lst[0]
    gone = OxmlElement("w:del")
    cell.replace(run, gone)
    gone.append(run)
    run.find(qn("w:t")).tag = qn("w:delText")
    come = OxmlElement("w:ins")
    new = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "New"
    new.append(text)
    come.append(new)
    cell.append(come)
    row = made.tables[0].rows[1]._tr.get_or_add_trPr()  # noqa: SLF001 - as above
    row.append(OxmlElement("w:del"))


def test_tracked_changes_are_read_as_the_reader_sees_them() -> None:
    table, told = grids_of(word([["Old", "1"], ["Gone", "2"], ["Kept", "3"]], change=tracked))
    assert table.rows == (("New", "1"), ("Kept", "3"))
    assert [(one.what, one.why) for one in told.left_out] == [
        ("2 deleted or moved by tracked changes", "tracked changes are read as if they were accepted")
    ]


def test_what_a_document_hides_or_strikes_is_told() -> None:
    def strike(made: Any) -> None:
        made.tables[0].cell(0, 1).paragraphs[0].runs[0].font.strike = True
        made.paragraphs[0].runs[0].font.hidden = True
        nested = made.tables[0].cell(1, 0).add_table(1, 1)
        nested.cell(0, 0).text = "within"

    lines, inner, table, told = grids_of(word("Secret", "Shown", [["14", "21"], ["Boards", "3"]], change=strike))
    assert (lines.rows, inner.rows, inner.title) == ((("Shown",),), (("within",),), "Boards")
    assert table.rows == (("14", ""), ("Boards", "3"))
    assert [(one.what, one.why, one.source.place) for one in told.left_out] == [
        ("Secret", "it is hidden in the document", "paragraph 1"),
        ("21", "it is struck through", "table 1, row 1, column 2"),
    ]


def packed(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="/word/document2.xml"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, before: str = "", **more: str) -> Any:
    text = f"{before}<w:document {W}>{body}</w:document>"
    others = {name.replace("_", "/") + ".xml": part for name, part in more.items()}
    return content("made.docx", packed({"_rels/.rels": RELATIONS, "word/document2.xml": text, **others}))


def test_a_document_is_found_where_its_package_says() -> None:
    text = "<w:r><w:t>Council</w:t><w:tab/><w:t>7pm</w:t><w:noBreakHyphen/><w:t>9pm</w:t></w:r>"
    box = (
        "<w:r><AlternateContent><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
        '</AlternateContent><x:Fallback xmlns:x="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></x:Fallback></w:r>"
    )
    made = document(
        f"<w:body><w:sdt><w:sdtContent><w:p>{text}</w:p></w:sdtContent></w:sdt><w:del/><w:p>{box}</w:p></w:body>",
        word_header1=f"<w:hdr {W}><w:p><w:r><w:t>Calendar 2026/27</w:t></w:r></w:p></w:hdr>",
        word_styles=f"<w:styles {W}><w:style w:styleId='T'><w:name w:val='Title'/></w:style></w:styles>",
    )
    lines = grids_of(made)[0]
    assert (lines.rows, lines.title) == ((("Council 7pm-9pm",), ("Boxed",)), "Calendar 2026/27")


def test_rows_may_begin_further_right() -> None:
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (
        "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>",
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc>",
    ))  # fmt: skip
    assert rows_of(document(f"<w:body><w:tbl>{rows}</w:tbl></w:body>")) == [(("a", "b"), ("", "c"))]


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (document("<w:body/>", '<!DOCTYPE a [<!ENTITY b "c">]>'), "defines entities"),
        (document("<w:footer/>"), "is a Word document without a text"),
        (document("<w:body><w:p>"), "is damaged, or only half there"),
        (document("<w:body>" + "<w:ins>" * 50 + "</w:ins>" * 50 + "</w:body>"), "parts within parts"),
        (content("a.docx", packed({"word/document.xml": "<a/>"})), "is damaged, or only half there"),
        (content("a.docx", packed({"word/a": "", "_rels/.rels": "<a/>"})), "does not say where its text is"),
        (document("<w:body>" + "<a/>" * 2_000_001 + "</w:body>"), "has more text than can be read"),
        (document("<w:body>" + " " * 40_000_001 + "</w:body>"), "has more text than can be read"),
    ],
)
def test_a_document_that_is_hostile_or_half_there_is_refused(made: Any, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        grids_of(made)


def test_other_kinds_have_no_grids() -> None:
    assert grids_of(content("a.json", "{}")) == ()


def test_what_is_struck_through_is_told_with_its_row() -> None:
    def strike(made: Any) -> None:
        made.tables[0].cell(1, 2).paragraphs[0].runs[0].font.strike = True

    *_, told = grids_of(word([["Committee", "May", "June"], ["Employment Committee", "3", "2"]], change=strike))
    assert [(one.what, one.source.place) for one in told.left_out] == [
        ("Employment Committee: 2", "table 1, row 2, column 3")
    ]
