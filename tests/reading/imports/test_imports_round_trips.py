"""A random year of meetings, written in every form, reads back the same; hostile files end soon."""

import csv
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_files import Rows, content, page, word, workbook
from rounds import rounds

from scheduler.domain.wording import MONTH_NAMES, long_date
from scheduler.reading.imports.content import Content, kind_of
from scheduler.reading.imports.grids import grids_of
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

BODIES = ("Council", "Planning & Licensing Committee", "Children\u2019s Board", "Audit (Joint) Panel", "Area Forum 2")
FIRST = date(2026, 5, 1)
Year = dict[tuple[str, date], int]
"""The start of each meeting, one a body and day."""

years: st.SearchStrategy[Year] = st.dictionaries(
    st.tuples(st.sampled_from(BODIES), st.integers(0, 364).map(lambda days: FIRST + timedelta(days))),
    st.sampled_from((600, 840, 1110, 1140)),
    min_size=2,
    max_size=30,
)


def clock(minutes: int) -> str:
    return f"{minutes // 60 - 12 or 12}.{minutes % 60:02} pm" if minutes >= 720 else f"{minutes // 60}am"


def as_list(year: Year) -> Rows:
    rows = [(body, long_date(day), clock(start)) for (body, day), start in year.items()]
    return [["Calendar 2026/27", "", ""], ["Committee", "Date", "Time"], *rows]


def as_grid(year: Year) -> Rows:
    months = [(FIRST.month + number - 1) % 12 + 1 for number in range(12)]
    cells: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for (body, day), start in sorted(year.items()):
        cells[body, day.month].append(f"{day:%a} {day.day} ({clock(start)})")
    bodies = sorted({body for body, _ in year})
    rows = [[body, *("; ".join(cells[body, month]) for month in months)] for body in bodies]
    return [["Committee", *(MONTH_NAMES[month - 1] for month in months)], *rows]


def as_planner(year: Year) -> Rows:
    months = [(FIRST.month + number - 1) % 12 + 1 for number in range(12)]
    cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for (body, day), start in sorted(year.items()):
        cells[day.day, day.month].append(f"{body} {clock(start)}")
    rows = [[str(day), *("\n".join(cells[day, month]) for month in months)] for day in range(1, 32)]
    return [["", *(MONTH_NAMES[month - 1] for month in months)], *rows]


def as_lines(year: Year) -> str:
    return "\n".join(f"{body} - {long_date(day)}, {clock(start)}" for (body, day), start in year.items())


def as_calendar(year: Year) -> Content:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:{day:%Y%m%d}T{start // 60:02}{start % 60:02}00\r\nSUMMARY:{body}\r\n"
        "END:VEVENT\r\n"
        for number, ((body, day), start) in enumerate(year.items())
    )
    return content("year.ics", f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")


def as_text(rows: Rows) -> Content:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return content("year.csv", text.getvalue())


def every_form(year: Year) -> dict[str, Content]:
    listed, grid, planner = as_list(year), as_grid(year), as_planner(year)
    turned = list(zip(*grid, strict=True))
    title = "# Calendar of meetings 2026/27"
    return {
        "list, workbook": workbook(Year=listed),
        "list, text": as_text(listed),
        "list, page": page(listed),
        "list, Word": word(title, listed[1:]),
        "grid, workbook": workbook(Year_2026_27=[["2026/27"], *grid]),
        "grid, page": page("<h1>Meetings 2026/27</h1>", grid),
        "grid, Word": word(title, grid),
        "grid turned, Word": word(title, turned),
        "planner, workbook": workbook(Planner=[["Planner 2026/27"], *planner]),
        "lines": content("year.txt", as_lines(year)),
        "calendar": as_calendar(year),
    }


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(years)
@example({("Council", date(2026, 5, 31)): 600, ("Council", date(2027, 2, 28)): 840})
def test_a_year_reads_back_the_same_from_every_form(year: Year) -> None:
    for form, made in every_form(year).items():
        found = read_source(made)
        assert {(one.body, one.date): one.start for one in found.meetings} == year, form
        assert (len(found.meetings), found.left_out) == (len(year), ()), form


LETTERS = "<>/=\"' tdrableh0123456789\n!-&;May,2:p"
CUT = [
    workbook(Year=[["Body", "Date"], ["Council", date(2026, 5, 21)]]),
    word([["Body", "Date"], ["Council", "21 May 2026"]]),
]


@settings(max_examples=rounds(60))
@given(st.sampled_from(CUT), st.integers(0, 20_000), st.binary(max_size=8))
def test_a_file_that_is_cut_or_spoilt_is_read_or_refused(made: Content, place: int, instead: bytes) -> None:
    data = made.data[:place] + instead + made.data[place + len(instead) + 1 :]
    with suppress(Unreadable):
        read_source(Content(made.name, data, kind_of(made.name, data)))


@settings(max_examples=rounds(40))
@given(
    st.text(alphabet=LETTERS, max_size=300),
    st.sampled_from(["<table>", "<html>", ""]),
)
def test_any_text_is_read_or_refused(text: str, start: str) -> None:
    with suppress(Unreadable):
        read_source(content("year.txt", start + text))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "<a" * 90 + "x" * 90_000,
        "<html>" + "<!-- " * 90 + "-- " * 30_000,
        "<html>" + "<b>" * 100_000,
        "<html>" + "<table><tr><td>" * 15 + "</table>" * 15 + "</td>" * 100_000,
        "<html>" + "<p hidden>" * 50_000,
        "<html><a b='" + "&#" * 40_000 + "'>",
        "<html>" + "&amp" * 100_000,
        "<html>" + "<![CDATA[" * 90,
        "<html>" + "<? " * 90,
    ],
    ids=range(9),
)
def test_a_hostile_page_costs_no_more_than_its_length(text: str) -> None:
    with suppress(Unreadable):
        grids_of(content("year.html", text))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "cell",
    [
        "1, " * 600, "12 May " * 280, "1" * 2_000, "May" * 600, "(" * 2_000, "7pm - " * 300, "*" * 2_000, "a - " * 500,
        "Monday " * 280, "1.1.1" * 400, "12 & " * 400, "2026/27 " * 250, "(7pm) " * 300, "A = b " * 300,
        "\n".join("ab" * 900),
    ],
    ids=range(15),
)  # fmt: skip
def test_a_hostile_cell_costs_little(cell: str) -> None:
    rows: list[list[object]] = [["2026", "May", "June"], *([cell, cell, "3"] for _ in range(3))]
    listed: list[list[object]] = [["Body", "Date", "Time", "Status"], *([cell, cell, cell, cell] for _ in range(3))]
    for made in (workbook(Year=rows), workbook(Year=listed), page([[cell]] * 3)):
        with suppress(Unreadable):
            read_source(made)
