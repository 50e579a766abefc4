"""What an import writes into a workbook in hand: into its bytes, so that whatever is there stays."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from scheduler.domain.found import LeftOut, Source
from scheduler.domain.imported import Disagreement, Entry, Fill, Imported, Overlay, Unknown
from scheduler.domain.table_places import TablePlace
from scheduler.domain.tables import TABLES
from scheduler.errors import CannotWrite
from scheduler.outputs.imported import GUESSED, filled
from scheduler.outputs.imported_sheets import MOST_TOLD, add_sheets

BODIES = TablePlace("Our bodies", {"body": 1, "name": 2, "meetings_max": 3}, (3,), header=2)


@pytest.fixture
def mine(tmp_path):
    """An officer's own workbook: a title above the headings, a note, a chart, a formula, and a sheet of remarks."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Our bodies"
    for row in (["Bodies of the council"], ["Body", "Name", "Most meetings"], ["PC", "Planning", "=5+6"]):
        sheet.append(row)
    sheet["B3"].comment = Comment("Ask the clerk", "Officer", height=222, width=333)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=3))
    sheet.add_chart(chart, "H2")
    book.create_sheet("Remarks")["A1"] = "mine"
    book.save(tmp_path / "mine.xlsx")
    return tmp_path / "mine.xlsx"


def column(table, name):
    return next(one for one in TABLES[table].columns if one.name == name)


def opened(done):
    return openpyxl.load_workbook(BytesIO(done.parts.packed()))


def test_new_rows_and_columns_come_beside_what_is_there(mine):
    row = {"body": Entry("AC"), "name": Entry("Audit"), "weekdays": Entry("Tue", "Tuesday in 4 of 4 meetings")}
    done = filled(mine, Overlay(rows={"bodies": (row,)}), {"bodies": BODIES})
    sheet = opened(done)["Our bodies"]
    assert [[cell.value for cell in each[:4]] for each in sheet.iter_rows(min_row=1)] == [
        ["Bodies of the council", None, None, None],
        ["Body", "Name", "Most meetings", "Weekdays"],
        ["PC", "Planning", "=5+6", None],
        ["AC", "Audit", None, "Tue"],
    ]
    guess = sheet["D4"]
    assert (guess.fill.fgColor.rgb[-6:], guess.comment.text) == (GUESSED, "Guessed: Tuesday in 4 of 4 meetings.")
    assert [(one.cell, one.column, one.value) for one in done.guesses] == [("'Our bodies'!D4", "weekdays", "Tue")]


def test_every_part_that_is_not_written_into_is_the_same_bytes(mine):
    done = filled(mine, Overlay(rows={"bodies": ({"body": Entry("AC")},)}), {"bodies": BODIES})
    with zipfile.ZipFile(mine) as before, zipfile.ZipFile(BytesIO(done.parts.packed())) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    note = opened(done)["Our bodies"]["B3"].comment
    assert note.text == "Ask the clerk"


def test_a_blank_cell_is_filled_and_a_formula_is_not(mine):
    fills = (
        Fill("bodies", 3, "weekdays", column("bodies", "weekdays"), Entry("Tue")),
        Fill("bodies", 3, "meetings_max", column("bodies", "meetings_max"), Entry("11", "11 ordinary meetings")),
        Fill("bodies", 3, "start_date", column("bodies", "start_date"), Entry("2026-05-01")),
        Fill("bodies", 3, "legal_kind", column("bodies", "legal_kind"), Entry("full_council")),
    )
    done = filled(mine, Overlay(fills=fills), {"bodies": BODIES})
    sheet = opened(done)["Our bodies"]
    assert [sheet.cell(3, place).value for place in (3, 4)] == ["=5+6", "Tue"]
    assert sheet["E3"].value.date() == date(2026, 5, 1)
    assert sheet["F3"].value == "Full Council"
    assert done.guesses == []


def test_a_note_of_the_officers_stays_above_that_of_a_guess(mine):
    guess = Fill("bodies", 3, "venue", column("bodies", "venue"), Entry("Town Hall", "no source says"))
    place = TablePlace("Our bodies", {**BODIES.columns, "venue": 2}, (3,), header=2)
    book = openpyxl.load_workbook(mine)
    book["Our bodies"]["B3"].value = None
    book.save(mine)
    done = filled(mine, Overlay(fills=(guess,)), {"bodies": place})
    assert opened(done)["Our bodies"]["B3"].comment.text == "Ask the clerk\n\nGuessed: no source says."


def test_a_table_that_the_workbook_lacks_gets_a_sheet(mine):
    rooms = ({"room": Entry("CC"), "capacity": Entry("60", "no source says"), "name": Entry("=danger")},)
    done = filled(mine, Overlay(rows={"rooms": rooms}), {"bodies": BODIES})
    rows = list(opened(done)["Rooms"].iter_rows(values_only=True))
    assert rows == [("Room (code)", "How many it seats", "Name"), ("CC", 60, "=danger")]


def test_a_setting_that_is_new_has_its_words_and_is_kept_as_its_kind(mine):
    settings = (
        {"setting": Entry("start_date"), "value": Entry("2027-05-01", "the year after")},
        {"setting": Entry("polling_day"), "value": Entry("2027-05-06;2027-06-10")},
    )
    rows = opened(filled(mine, Overlay(rows={"settings": settings}), {}))["Settings"].iter_rows(values_only=True)
    assert [(name, getattr(value, "year", value)) for name, value in rows] == [
        ("Setting", "Value"),
        ("First day", 2027),
        ("Polling days", "06/05/2027;10/06/2027"),
    ]


def test_differences_name_the_cell(mine):
    one = Disagreement("bodies", 3, "name", "Planning", Entry("Plans", "the calendar"))
    (told,) = filled(mine, Overlay(disagreements=(one,)), {"bodies": BODIES}).differences
    assert told.sentence == "'Our bodies'!B3: the workbook says Planning, what was found Plans (the calendar)"


@pytest.mark.parametrize(
    ("table", "column", "text", "words"),
    [
        ("settings", "value", "2027-05-01", "Saturday 1 May 2027"),
        ("settings", "value", "2027-05-06;2027-06-10", "Thursday 6 May 2027;Thursday 10 June 2027"),
        ("settings", "value", "GB-WLS", "Wales"),
        ("bodies", "legal_kind", "full_council", "Full Council"),
        ("bodies", "weekdays", "Tue", "Tue"),
    ],
)
def test_what_was_found_is_told_in_words(mine, table, column, text, words):
    one = Disagreement(table, 3, column, "otherwise", Entry(text))
    place = {table: TablePlace("Sheet", {column: 1}, header=1)}
    (told,) = filled(mine, Overlay(disagreements=(one,)), place).differences
    assert told.found == words


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "none.xlsx"
    path.write_text("none", encoding="utf-8")
    with pytest.raises(CannotWrite, match="is no workbook, or is too large"):
        filled(path, Overlay(), {})


# -- the sheets that are added

LEFT = LeftOut("Vacancy", "a vacant seat", Source("members.csv", "row 3"))
LAST = ({"body": Entry("PC"), "date": Entry("2026-05-19"), "start": Entry("18:30", "no source says")},)


def imported(**more):
    parts = {"read_as": (("last.csv", "a list"),), "last_year": LAST, "left_out": (LEFT,)}
    return Imported("Calendar 2027-28", {}, **{**parts, **more})


def words(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value]


def test_sheets_stand_in_front_and_behind_and_only_the_first_is_chosen(mine):
    done = filled(mine, Overlay(), {"bodies": BODIES})
    add_sheets(done, imported(), ["A meeting was on a holiday."], ["Look."])
    book = opened(done)
    assert book.sheetnames == ["What to look at", "Our bodies", "Remarks", "Last year", "Left out"]
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False, False, False, False]
    assert "A meeting was on a holiday." in words(book["What to look at"])
    assert words(book["Left out"])[3:] == ["Vacancy", "a vacant seat", "members.csv, row 3"]
    start = book["Last year"]["C2"]
    assert (start.value, start.fill.fgColor.rgb[-6:], start.comment.text) == (
        "18:30",
        GUESSED,
        "Guessed: no source says.",
    )
    assert book["Last year"]["B2"].value.date() == date(2026, 5, 19)


def test_a_second_import_renews_its_sheets_and_adds_to_last_year(mine):
    done = filled(mine, Overlay(), {"bodies": BODIES})
    add_sheets(done, imported(), [], [])
    mine.write_bytes(done.parts.packed())
    again = filled(mine, Overlay(), {"bodies": BODIES})
    more = ({"body": Entry("AC"), "date": Entry("2026-06-01"), "start": Entry("10:00")}, *LAST)
    add_sheets(again, imported(last_year=more, left_out=()), [], [])
    book = opened(again)
    assert book.sheetnames == ["What to look at", "Our bodies", "Remarks", "Last year"]
    assert [row[0].value for row in book["Last year"].iter_rows()] == ["Body", "PC", "AC"]
    third = filled(mine, Overlay(), {"bodies": BODIES})
    add_sheets(third, imported(last_year=()), [], [])
    assert [row[0].value for row in opened(third)["Last year"].iter_rows()] == ["Body", "PC"]


def test_long_parts_of_the_first_sheet_are_cut_and_say_so(mine):
    done = filled(mine, Overlay(), {"bodies": BODIES})
    loose = tuple(f"Remark {number}." for number in range(MOST_TOLD + 2))
    add_sheets(done, imported(habits=loose, left_out=(LEFT,) * 5), [], [])
    said = words(opened(done)["What to look at"])
    assert "And 2 more: the notes on cells tell of them." in said
    assert "Vacancy; Vacancy; Vacancy; and 2 more: a vacant seat" in said


def test_one_reason_is_one_line_wherever_in_a_file_it_stands(mine):
    done = filled(mine, Overlay(), {"bodies": BODIES})
    left = tuple(LeftOut(f"Panel {number}", f"old.csv, line {number} says 18:30", LEFT.source) for number in (3, 4))
    add_sheets(done, imported(left_out=left), [], [])
    assert "Panel 3; Panel 4: old.csv says 18:30" in words(opened(done)["What to look at"])


def test_what_no_source_says_leads_to_its_column(mine):
    asked = (
        Unknown("bodies", "meetings_max", "How often."),
        Unknown("bodies", "quorum", "Quorums."),
        Unknown("rooms", "capacity", "Seats."),
    )
    done = filled(mine, Overlay(), {"bodies": BODIES})
    add_sheets(done, imported(unknown=asked), [], [])
    sheet = opened(done)["What to look at"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Our bodies'!C2", "'Left out'!A1"]
