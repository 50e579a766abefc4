"""Days and times in a text, and what stands at the edges of calendars and tables."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_files import content, only, page, rows_of, word, workbook
from test_imports_calendars import held, outlook, planner, told
from test_imports_grids import W, document

from scheduler.reading.imports.days_and_times import Times, Years, days_in, month_alone, times_in, years_in
from scheduler.reading.imports.gathering import Named, named
from scheduler.reading.imports.grids import grids_of
from scheduler.reading.imports.sources import read_source

YEARS = Years(2026, 2027)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tuesdays 12 May and 9 June", ["05-12", "06-09"]),
        ("12, 14 & 28 May 2026", ["05-12", "05-14", "05-28"]),
        ("12 May 14 June 2026", ["05-12", "06-14"]),
        ("Monday 14 and Tuesday 15 September 2026", ["09-14", "09-15"]),
        ("December 17, 2026", ["12-17"]),
        ("4May; 21-May-26; 2026-06-02", ["05-04", "05-21", "06-02"]),
        ("21/05/2026 and 28.05.2026", ["05-21", "05-28"]),
        ("Area Forum 2 - Tuesday 12 May", ["05-12"]),
        ("\u0130stanbul visit 12 May", ["05-12"]),
        ("at 7 - 9 May", []),
        ("10.00-12.30 in May", []),
        ("Mayor's Day", []),
    ],
)
def test_days_are_found_anywhere_in_a_text(text: str, days: list[str]) -> None:
    assert [day.isoformat()[5:] for day in days_in(text, YEARS).days] == days


def test_days_from_one_to_another_are_a_range() -> None:
    for text in ("3 August to 28 August", "3 - 28 August", "Monday 3rd to Friday 28th Aug 2026"):
        found = days_in(text, YEARS)
        assert (found.ranges, found.days) == (((date(2026, 8, 3), date(2026, 8, 28)),), ()), text
    assert days_in(7, YEARS).found is False


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7.00 pm - 9.00 pm", 1140, 1260), ("7 - 9pm", 1140, 1260), ("10.00 - 2.00pm", 600, 840),
        ("11 - 1pm", 660, 780), ("10am to 12 noon", 600, 720), ("19:00\u201321:00", 1140, 1260),
        ("10 - 12:30", 600, 750), ("7.30pm - 7pm", 1170, 1140),
        ("at 7pm in the Chamber", 1140, None), ("1900 hrs", 1140, None), ("tbc", None, None),
    ],
)  # fmt: skip
def test_times_are_found_anywhere_in_a_text(text: str, start: int | None, end: int | None) -> None:
    found = times_in(text)
    assert (found.start, found.end) == (start, end)


def test_numbers_and_blank_cells_are_times_only_where_they_mean_one() -> None:
    assert (times_in(1900).start, times_in(0.5), times_in(None)) == (1140, Times(rest="0.5"), Times())


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Calendar 2026/27", Years(2026, 2027)), ("2026-2027", Years(2026, 2027)), ("Meetings 2026", Years(2026, 2026)),
        ("April 2026 to March 2027", Years(2026, 2027, 4)), ("June 2026, and May 2027", Years(2026, 2027)),
        ("no year", None),
    ],
)  # fmt: skip
def test_titles_say_years(text: str, years: Years | None) -> None:
    assert years_in([text]) == years


@pytest.mark.parametrize(
    ("value", "month"),
    [("SEPT", (9, None)), ("May '26", (5, 2026)), (date(2026, 5, 1), (5, 2026)), (date(2026, 5, 2), None), (5, None)],
)
def test_a_month_alone_is_told_from_other_words(value: Any, month: tuple[int, int | None] | None) -> None:
    assert month_alone(value) == month


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Planning (7pm) - CANCELLED*", Named("Planning", cancelled=True, words="CANCELLED", start=1140, mark="*")),
        ("Council (Budget)", Named("Council", "Budget", words="Budget")),
        ("Scrutiny - Budget", Named("Scrutiny - Budget")),
        ("Planning: 10am - 12 noon", Named("Planning", start=600, end=720)),
        ("Postponed: Audit", Named("Audit", cancelled=True, words="Postponed")),
        ("Cabinet (if required)", Named("Cabinet", words="if required")),
        ("Staffing (Open)", Named("Staffing (Open)")),
        ("Personnel AGM", Named("Personnel", "Annual Meeting", words="AGM")),
        ("x" * 300, Named("x" * 300)),
        ("Board" + "*" * 30, Named("Board", mark="*" * 30)),
    ],
)
def test_a_name_is_told_from_what_stands_beside_it(text: str, found: Named) -> None:
    assert named(text) == found


def test_names_with_ever_more_beside_them_end() -> None:
    assert named("Board" + " (Special)" * 15).title == "Special Meeting"


# -- tables


def test_a_hidden_column_with_nothing_in_it_is_not_told() -> None:
    def hide(book: Any) -> None:
        book["Year"].column_dimensions.group("C", "E", hidden=True)
        book["Year"].column_dimensions["J"].hidden = True

    grid = only(workbook(hide, Year=[["a", "b", "c", "d"]]))
    assert (grid.rows, [one.source.place for one in grid.left_out]) == ((("a", "b"),), ["Year, column C to E"])


def test_a_quotation_mark_in_the_wrong_place_leaves_the_separator_known() -> None:
    text = "Body;Date\nCouncil;1\n" + '"a' + "x" * 140_000 + "\n"
    with pytest.raises(Exception, match="a quotation mark is not closed"):
        grids_of(content("a.csv", text))


def test_stray_tags_of_tables_do_no_harm() -> None:
    made = page(
        "<tr><td>a</td></tr></table><table><tbody><td>b</tbody>loose<p>more</p><tr><td>c<p></table><p hidden></p>"
    )
    assert rows_of(made) == [(("a",),), (("b",), ("c",))]
    assert rows_of(page("<table><caption></caption><tr><td>a</table>")) == [(("a",),)]


def test_a_title_is_that_of_the_document() -> None:
    def title(made: Any) -> None:
        made.paragraphs[0].style = made.styles["Title"]
        made.paragraphs[1].runs[0].font.strike = True
        made.paragraphs[1].add_run(" and more").font.strike = True
        made.paragraphs[2].runs[0].text = " "
        made.paragraphs[2].runs[0].font.hidden = True

    lines, table, rest = grids_of(word("Calendar 2026/27", "Gone", "Nothing", [["a", "b"]], change=title))
    assert (lines.title, table.above, [one.what for one in rest.left_out]) == (
        "Calendar 2026/27", (), ["Gone and more"],
    )  # fmt: skip


def test_boxes_and_fallbacks_are_read_once() -> None:
    fallback = 'xmlns:x="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r><w:del><w:r/></w:del></w:p></w:txbxContent>"
    drawing = f"<w:drawing {fallback}><a>{box}</a><x:Fallback>{box}</x:Fallback></w:drawing>"
    hyper = "<w:hyperlink><w:r><w:t>Linked</w:t></w:r></w:hyperlink><x:Fallback " + fallback + "/>"
    made = document(f"<w:body {W}><w:p><w:r><w:t>A</w:t>{drawing}</w:r>{hyper}</w:p></w:body>")
    assert grids_of(made)[0].rows == (("A\nBoxedLinked",),)


# -- calendars


def test_a_title_column_is_the_body_where_there_is_no_other() -> None:
    rows = [
        ["Title", "Date", "Time"],
        ["Council", "21 May 2026", "7pm"],
        ["", "", ""],
        ["", "", "7pm"],
        ["", "22 May 2026", ""],
        ["Title", "Date", "Time"],
        ["Audit", "23 May 2026", ""],
    ]
    found = read_source(workbook(Sheet1=rows))
    assert [made[:2] for made in held(found)] == [
        ("Council", "2026-05-21"), ("Council", "2026-05-22"), ("Audit", "2026-05-23"),
    ]  # fmt: skip
    assert [why for _, why, _ in told(found)] == ["no date is read there"]


def test_rows_that_say_nothing_known_are_told() -> None:
    rows = [["Committee", "Date", "Colour", "Shade"], ["Council", "21 May 2026", "", ""], ["", "", "red", "pale"]]
    assert told(read_source(page(rows))) == [("red pale", "a line that is no meeting", "table 1, row 3")]


def test_a_month_heading_ends_the_body_above() -> None:
    rows = [["Committee", "Date", "Time"], ["Council", "21 May 2026", "7pm"], ["June 2026", "", ""], ["", "9", "7pm"]]
    found = read_source(page(rows))
    assert (held(found), told(found)[0][1]) == ([("Council", "2026-05-21", "19:00")], "no body is named there")


def test_cells_without_a_value_are_told_wherever_they_stand() -> None:
    listed = [["Committee", "Date", "Time"], ["Council", "=TODAY()", "7pm"], ["Audit", date(2026, 5, 12), "7pm"]]
    months = [["2026", "May", "June"], ["Council", "=1+1", 18]]
    planned = [list(row) for row in planner({(5, 21): "Council", (6, 9): "=NA()"})]
    for rows, place in ((listed, "Year, row 2"), (months, "Year!B2"), (planned, "Year!C11")):
        (left_out,) = told(read_source(workbook(Year=rows)))
        assert left_out[1:] == ("the formula in it has never been worked out", place)


def test_marks_and_weekdays_stand_in_brackets() -> None:
    made = page("<h1>2026</h1>", [["", "May", "June"], ["Council", "21 (Thu)", "9 (R)"], ["Bank Holiday", "28-25", ""]])
    found = read_source(made)
    assert held(found) == [("Council", "2026-05-21", ""), ("Council", "2026-06-09", "R")]
    assert [why for _, why, _ in told(found)] == ["no key says what this mark means", "not surely days of that month"]


def test_a_planner_may_have_real_dates_and_weekdays_beside_them() -> None:
    rows: list[list[object]] = [["", "May 2026", "", "", "June 2026", "", ""]]
    for day in range(1, 31):
        may, june = date(2026, 5, day), date(2026, 6, day)
        entry = "Council;\n; Audit" if day == 21 else "-" if day == 22 else ""
        rows.append([day, f"{may:%a}", may, entry, f"{june:%a}", june, "" if day != 9 else "Panel"])
    rows[5][1] = "Friday"
    rows[5][3] = "Cabinet"
    found = read_source(workbook(Planner=rows))
    assert held(found) == [("Panel", "2026-06-09", ""), ("Council", "2026-05-21", ""), ("Audit", "2026-05-21", "")]
    assert told(found) == [("May 2026: Cabinet", "2026-05-05 is a Tuesday", "Planner!D6")]


def test_weeks_without_a_month_are_no_calendar() -> None:
    weeks = [["Mon", "Tue", "Wed", "Thu", "Fri"], ["4", "5", "6", "7 Council", "8"]]
    made = page("<h2>May</h2>", weeks, "<h2>Council</h2>", [["Body", "Date"], ["Council", "21 May 2026"]])
    found = read_source(made)
    assert (held(found), len(told(found))) == ([("Council", "2026-05-21", "")], 1)


def test_outlook_may_write_days_as_others_do() -> None:
    found = read_source(outlook("Council,2026-05-21,19:00,,,,,"))
    assert held(found) == [("Council", "2026-05-21", "19:00")]


def test_a_line_that_names_no_body_is_told() -> None:
    found = read_source(content("a.txt", "Thursday 21 May 2026, 7pm\nCouncil - Friday 22 May 2026, 7pm\n"))
    assert (held(found), told(found)[0][1]) == ([("Council", "2026-05-22", "19:00")], "no body is named there")


def test_a_table_of_people_with_days_is_no_calendar() -> None:
    rows = [["Member", "Start date", "End date"], ["Cllr A Bee", "21 May 2026", "20 May 2027"]]
    assert read_source(page(rows)).meetings == ()


def test_an_event_long_before_the_others_is_not_followed_for_ever(tmp_path: Path) -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{number}\nDTSTART:{day}T100000\nSUMMARY:Board\n{rule}\nEND:VEVENT\n"
        for number, (day, rule) in enumerate((("20000103", ""), ("20260521", "RRULE:FREQ=DAILY;UNTIL=20260522T100000")))
    )
    found = read_source(content("a.ics", f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"))
    assert [one.date.year for one in found.meetings] == [2000]
