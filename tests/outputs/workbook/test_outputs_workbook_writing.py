import datetime as dt
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet
from outputs.workbook.reopened import table_rows

from scheduler.outputs.workbook.writing import (
    DATE,
    NUMBER,
    SHADED,
    TIME,
    Column,
    DataSheet,
    Row,
    Styles,
    fitted,
    headings_of,
    write_data_sheet,
)

WHAT, NUMBERS = Column("what", "What", 10), Column("number", "Number", 10, NUMBER)


def written(
    columns: tuple[Column, ...], rows: tuple[Row, ...], title: str = "Title", about: str = "About."
) -> Worksheet:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        data = DataSheet("A sheet", title, (about,), columns, rows)
        write_data_sheet(book.add_worksheet(data.name), data, Styles(book))
    return openpyxl.load_workbook(buffer)["A sheet"]


def text_back(text: str) -> object:
    return table_rows(written((Column("what", "What", 40),), ((text,),)))[1][0]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org","click")',
        "=cmd|' /C calc'!A0",
        "+44 161 000 0000",
        "-1+1",
        "@SUM(A1)",
        "{=1+1}",
        "http://example.org",
        "internal:Cover!A1",
        "007",
        "1/4",
        "NA",
        "<b>bold</b> & more",
        "two\nlines",
    ],
)
def test_text_stays_the_text_it_is(text: str) -> None:
    sheet = written((Column("what", "What", 40),), ((text,),))
    cell = sheet["A4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(("text", "quoted"), [("=1+1", True), ("-x", True), ("+x", True), ("@x", True), ("x=1", False)])
def test_text_that_would_become_a_formula_when_edited_is_quoted(text: str, quoted: bool) -> None:  # noqa: FBT001 - an example
    assert bool(written((Column("what", "What", 40),), ((text,),))["A4"].quotePrefix) is quoted


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("bell\x07 and null\x00", "bell and null"),
        ("half a pair \ud800", "half a pair "),
        ("not a letter \ufffe\uffff", "not a letter "),
        ("line\r\nend", "line\nend"),
        ("<r>raw</r>", "<r>raw</r> "),
        ("<r><t>raw & broken", "<r><t>raw & broken "),
        ("_x0041_", "_x0041_"),
    ],
)
def test_text_is_cleaned_of_what_no_spreadsheet_can_hold(text: str, clean: str) -> None:
    assert fitted(text) == clean
    assert text_back(text) == clean


def test_text_is_cut_to_what_a_cell_holds() -> None:
    assert fitted("a" * 32_767) == "a" * 32_767
    assert fitted("a" * 32_768) == "a" * 32_766 + "…"
    assert text_back("word " * 10_000) == ("word " * 10_000)[:32_766] + "…"


def test_text_is_cut_between_letters_that_take_two_units() -> None:
    cut = fitted("a" + "\U0001f600" * 20_000)
    assert cut == "a" + "\U0001f600" * 16_382 + "…"
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_raw_mark_up_that_fills_a_cell_stays_text() -> None:
    assert len(fitted("<r>" + "a" * 40_000 + "</r>")) == 32_767


def test_headings_are_unique_whatever_their_case() -> None:
    assert headings_of(["Vegan", "VEGAN", "vegan", "", " \n", "Vegan (2)"]) == [
        "Vegan",
        "VEGAN (2)",
        "vegan (3)",
        "Column",
        "Column (2)",
        "Vegan (2) (2)",
    ]


def test_headings_are_on_one_line_and_short_enough_for_a_table() -> None:
    assert headings_of(["two\r\nlines", "x" * 300, "_x0041_", "<r>a</r>"]) == [
        "two lines",
        "x" * 245,
        "_ x0041_",
        "< r>a</r>",
    ]


def test_headings_of_a_table_and_its_cells_are_the_same() -> None:
    words = ["=1+1", "<r>a</r>", "_x0041_", "a & b", "two\nlines", 'say "so"']
    sheet = written(tuple(Column(word, word, 12) for word in words), (tuple(words),))
    (table,) = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[3]] == headings_of(words)


def test_title_and_what_a_sheet_holds_are_cleaned() -> None:
    sheet = written((Column("what", "What", 40),), (("x",),), title="=1+1\x00", about="<r>\x07 and a\nline.")
    assert (sheet["A1"].value, sheet["A2"].value) == ("=1+1", "<r> and a line. ")


def test_what_a_sheet_holds_goes_on_below_where_it_is_long() -> None:
    sheet = written((Column("what", "What", 40),), (("x",),), about="word " * 30)
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [
        " ".join(["word"] * 13),
        " ".join(["word"] * 13),
        " ".join(["word"] * 4),
        "What",
    ]


def test_dates_times_and_numbers_are_real_ones() -> None:
    columns = (
        Column("date", "Date", 16, DATE),
        Column("start", "Start", 8, TIME),
        Column("number", "Number", 8, NUMBER),
        Column("what", "What", 8),
    )
    sheet = written(columns, ((dt.date(2015, 11, 19), 570, 3, None),))
    assert table_rows(sheet)[1] == (dt.datetime(2015, 11, 19), dt.time(9, 30), 3, None)
    assert [cell.number_format for cell in sheet[4]] == ["[$-809]ddd d mmm yyyy", "hh:mm", "0", "General"]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(1900, 3, 1), dt.datetime(1900, 3, 1)),
        (dt.date(1900, 2, 28), "Wednesday 28 February 1900"),
        (dt.date(1066, 10, 14), "Sunday 14 October 1066"),
    ],
)
def test_dates_before_spreadsheets_agree_are_words(day: dt.date, shown: object) -> None:
    assert table_rows(written((Column("date", "Date", 16, DATE),), ((day,),)))[1] == (shown,)


def test_row_without_text_keeps_its_height() -> None:
    sheet = written(
        (WHAT, NUMBERS),
        (("short", 1), ("several words that wrap", 2)),
    )
    assert (sheet.row_dimensions[4].height, sheet.row_dimensions[5].height) == (None, 47.25)


def test_row_is_never_higher_than_a_spreadsheet_allows() -> None:
    sheet = written((Column("what", "What", 10),), (("word " * 200,),))
    assert sheet.row_dimensions[4].height == 408.75


def test_shaded_columns_get_darker_with_the_number() -> None:
    sheet = written(
        (Column("what", "What", 9), Column("a", "A", 9, SHADED), Column("b", "B", 9, SHADED)),
        (("x", 1, 2), ("y", 3, 4)),
    )
    ((ranges, rules),) = [(str(entry.sqref), entry.rules) for entry in sheet.conditional_formatting]
    assert (ranges, [color.rgb for color in rules[0].colorScale.color]) == ("B4:C5", ["FFFFFFFF", "FFF4A259"])


@pytest.mark.parametrize(
    ("width", "paper", "orientation"), [(100, 9, "portrait"), (200, 9, "landscape"), (201, 8, "landscape")]
)
def test_wide_tables_are_printed_on_wide_paper(width: int, paper: int, orientation: str) -> None:
    setup = written((Column("what", "What", width),), (("x",),)).page_setup
    assert (int(setup.paperSize), setup.orientation) == (paper, orientation)


@pytest.mark.parametrize(
    ("codes", "width"),
    [((), 10), (("HWB", None), 10), (("STANDARDS",), 12), (("A LONG NAME OF SHORT WORDS",), 10), (("W" * 90,), 40)],
)
def test_a_column_of_codes_is_as_wide_as_the_longest_word_and_no_wider_than_a_page(
    codes: tuple[str | None, ...], width: int
) -> None:
    assert Column("body", "Body", 10, whole=True).as_wide_as(codes).width == width
    assert Column("note", "Note", 10).as_wide_as(codes).width == 10


def test_what_must_not_be_overlooked_stands_in_bold_below_the_title() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        data = DataSheet("A sheet", "Title", ("About.",), (WHAT,), (("a",),), notice="PROVISIONAL")
        write_data_sheet(book.add_worksheet(data.name), data, Styles(book))
    sheet = openpyxl.load_workbook(buffer)["A sheet"]
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == ["Title", "PROVISIONAL", "About.", "What", "a"]
    assert (sheet["A2"].font.b, sheet["A3"].font.b, sheet.freeze_panes) == (True, False, "A5")
