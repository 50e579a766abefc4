"""An input with memberships amended: read back it says what was wanted, and everything else is as it was."""

import csv
from datetime import datetime
from io import StringIO

import pytest
import xlsxwriter
from builders import day, person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from rounds import rounds

from scheduler.commands.sources import files_of
from scheduler.domain.seat_changes import JOIN, LEAVE, SUBSTITUTE, SeatChange, amendments, with_changes
from scheduler.errors import CannotWrite, InputFaults
from scheduler.outputs.amended import amended_files
from scheduler.outputs.copies import parts
from scheduler.reading import places_of, read_input

SETTINGS = [["setting", "value"], ["title", "Year"], ["start_date", "2015-11-01"], ["end_date", "2016-10-31"]]
PEOPLE = ("=1+1", "0", "A:B", 'say "x", é')
BODIES = ("GB", "+HWB")
DAYS = tuple(map(day, ("2015-12-01", "2016-02-01", "2016-02-02", "2016-06-01")))
HEADINGS = {"voting": "Voting", "start_date": "Start date", "end_date": "END-DATE", "substitute": "substitute"}
OPTIONAL = ("role", "voting", "attendance", "substitute", "on_behalf_of", "start_date", "end_date", "note")
ROOMS = [["room", "name", "venue", "capacity"], ["CR1", "Committee Room 1", "Town Hall", 20]]
maybe = st.booleans()


def csv_bytes(rows, ending="\r\n"):
    text = StringIO(newline="")
    csv.writer(text, lineterminator=ending).writerows(rows)
    return text.getvalue().encode()


def write_folder(folder, files):
    folder.mkdir()
    for name, content in {"rooms.csv": csv_bytes(ROOMS), **files}.items():
        (folder / name).write_bytes(content)
    return folder


def write_workbook(path, sheets):
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in {**sheets, "rooms": ROOMS}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@st.composite
def tables(draw):
    """Draw the sheets of an input: some columns missing, blank rows, several rows for one person."""
    columns = ["person", "body", *(name for name in OPTIONAL if draw(maybe))]
    columns = draw(st.permutations(columns))
    rows = []
    for who, where in draw(st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(BODIES)), min_size=3)):
        cells = {
            "person": who,
            "body": draw(st.sampled_from([where, where.lower()])),
            "role": draw(st.sampled_from(["", "chair", "clerk"])),
            "voting": draw(st.sampled_from(["", "yes", "no"])),
            "attendance": draw(st.sampled_from(["", "optional"])),
            "substitute": draw(st.sampled_from(["", *(f"{one};DEP" for one in PEOPLE if one != who)])),
            "on_behalf_of": draw(st.sampled_from(["", "Trafford CCG"])),
            "note": draw(st.sampled_from(["", "a note", "two\nlines"])),
        }
        split = draw(maybe) and {"start_date", "end_date"} <= set(columns)
        spans = [{"end_date": "2016-02-01"}, {"start_date": "2016-02-02", "role": ""}] if split else [{}]
        rows += [{**cells, **span} for span in spans]
    table = [[HEADINGS.get(name, name) for name in columns]]
    for row in draw(st.permutations(rows)):
        table += [["" for _ in columns]] if draw(st.integers(0, 3)) == 0 else []
        table.append([row.get(name, "") for name in columns])
    people = [["note", "Person", "name"], *(["", code, f"Councillor {code}"] for code in (*PEOPLE, "DEP"))]
    bodies = [["body", "name"], *([code, f"{code} Board"] for code in BODIES)]
    return {"settings": SETTINGS, "people": people, "bodies": bodies, "memberships": table}


@st.composite
def seat_changes(draw):
    action, who = (
        draw(st.sampled_from([JOIN, LEAVE, SUBSTITUTE])),
        draw(st.sampled_from([*PEOPLE, "NEXT"])),
    )
    newcomer = person("NEXT", name="=Next", category="nhs", organisation=draw(st.sampled_from([None, "CCG"])))
    return SeatChange(
        action,
        who,
        draw(st.sampled_from(BODIES)),
        draw(st.sampled_from(["member", "vice_chair", "clerk"])) if action == JOIN else "member",
        draw(st.one_of(st.none(), st.sampled_from(DAYS))),
        ("DEP",) if action == SUBSTITUTE or (action == JOIN and draw(maybe)) else (),
        newcomer if who == "NEXT" else None,
    )


def changed(problem, changes):
    """Make those changes that contradict nothing."""
    made = []
    for change in changes:
        try:
            with_changes(problem, [*made, change])
        except InputFaults:
            continue
        made.append(change)
    return with_changes(problem, made)


def seats(problem):
    return sorted(problem.memberships, key=repr)


def written(source, after, folder):
    """Amend an input to what is wanted, and return where the amended one was written."""
    before, _ = read_input(source)
    files = amended_files(source, files_of(source, before), amendments(before, after), places_of(source))
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder if source.is_dir() else folder / source.name


def amended_reads_as_wanted(source, changes, folder):
    before, _ = read_input(source)
    after = changed(before, changes)
    again, _ = read_input(written(source, after, folder))
    assert seats(again) == seats(after)
    assert again.people == after.people


PROPERTY = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.mark.slow
@settings(PROPERTY, max_examples=rounds(50))
@given(tables(), st.lists(seat_changes(), min_size=1, max_size=6), maybe, maybe)
def test_amended_folder_reads_as_wanted(tmp_path_factory, sheets, changes, windows, bom):
    folder = tmp_path_factory.mktemp("amended")
    files = {}
    for name, rows in sheets.items():
        content = csv_bytes(rows, "\r\n" if windows else "\n")
        files[f"{name}.csv"] = b"\xef\xbb\xbf" + content if bom else content
    source = write_folder(folder / "year", files)
    amended_reads_as_wanted(source, changes, folder / "after")
    untouched = [name for name in files if name not in ("memberships.csv", "people.csv")]
    assert all((folder / "after" / name).read_bytes() == files[name] for name in untouched)


@settings(PROPERTY, max_examples=rounds(12))
@given(tables(), st.lists(seat_changes(), min_size=1, max_size=6))
def test_amended_workbook_reads_as_wanted(tmp_path_factory, sheets, changes):
    folder = tmp_path_factory.mktemp("amended")
    source = write_workbook(folder / "year.xlsx", sheets)
    amended_reads_as_wanted(source, changes, folder / "after")


SHEETS = {
    "settings": SETTINGS,
    "bodies": [["body", "name"], ["GB", "Growth Board"]],
    "people": [["person", "name"], ["ANN", "Ann"], ["BOB", "Bob"], ["CAT", "Cat"]],
    "memberships": [["person", "body", "note"], ["ANN", "GB", ""], ["BOB", "GB", "a note"]],
}
CAT_FOR_ANN = (
    SeatChange(SUBSTITUTE, "ANN", "GB", start=day("2016-02-01"), substitutes=("CAT",)),
    SeatChange(LEAVE, "BOB", "GB"),
)


def with_formulas(path):
    """Write a workbook whose rows are worked out: text, a date, yes or no, an error, and one that comes to nothing."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {**SHEETS, "rooms": ROOMS}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.get_worksheet_by_name("memberships")
        sheet.write_row("D1", ["start_date", "voting"])
        for row in (2, 3):
            sheet.write_formula(f"A{row}", f'=people!A{row}&""', None, ("ANN", "BOB")[row - 2])
            sheet.write_formula(f"D{row}", "=DATE(2015,11,2)", dates, 42310)
            sheet.write_formula(f"E{row}", "=TRUE()", None, True)  # noqa: FBT003 - what the formula comes to
        sheet.write_formula("F9", "=1/0", None, "#DIV/0!")
        sheet.write("F1", "notes on the rows")
        sheet = book.add_worksheet("notes")
        sheet.write_formula("A1", '="<"&2', None, "<2")
        sheet.write_formula("A2", "=1+1.5", None, 2.5)
        sheet.write_formula("A3", "=A9", None, "")
    return path


def test_amended_workbook_keeps_its_formulas_and_what_they_came_to(tmp_path):
    source = with_formulas(tmp_path / "year.xlsx")
    before, _ = read_input(source)
    after = with_changes(before, CAT_FOR_ANN)
    amended = written(source, after, tmp_path / "after")
    again, _ = read_input(amended)
    assert seats(again) == seats(after)
    formulas, values = load_workbook(amended), load_workbook(amended, data_only=True)
    cells = (("memberships", "A2"), ("memberships", "E2"), ("notes", "A1"), ("notes", "A2"), ("memberships", "F9"))
    assert [(formulas[sheet][cell].value, values[sheet][cell].value) for sheet, cell in cells] == [
        ('=people!A2&""', "ANN"),
        ("=TRUE()", True),
        ('="<"&2', "<2"),
        ("=1+1.5", 2.5),
        ("=1/0", "#DIV/0!"),
    ]
    assert values["memberships"]["D2"].value == datetime(2015, 11, 2)
    assert values["notes"]["A3"].value is None


def test_amended_workbook_adds_below_everything_that_stands_there(tmp_path):
    source = with_formulas(tmp_path / "year.xlsx")
    after = with_changes(read_input(source)[0], [SeatChange(JOIN, "CAT", "GB")])
    sheet = load_workbook(written(source, after, tmp_path / "after"))["memberships"]
    assert [[cell.value for cell in row[:2]] for row in sheet.iter_rows(min_row=9)] == [[None, None], ["CAT", "GB"]]


def test_amended_folder_keeps_what_lies_beside_the_tables(tmp_path):
    files = {f"{name}.csv": csv_bytes(rows) for name, rows in SHEETS.items() if name != "memberships"}
    busy = csv_bytes([["kind", "who", "file"], ["person", "ANN", "ann.ics"]])
    calendar = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
    files |= {"Member-Ships.CSV": csv_bytes(SHEETS["memberships"]), "busy_calendars.csv": busy, "ann.ics": calendar}
    source = write_folder(tmp_path / "year", files)
    after = with_changes(read_input(source)[0], CAT_FOR_ANN)
    amended = written(source, after, tmp_path / "after")
    assert sorted(path.name for path in amended.iterdir()) == sorted([*files, "rooms.csv"])
    assert (amended / "Member-Ships.CSV").read_text(encoding="utf-8").splitlines() == [
        "person,body,note,substitute,start_date,end_date",
        "ANN,GB,,,,2016-01-31",
        "ANN,GB,,CAT,2016-02-01",
    ]


def test_amended_files_without_amendments_of_a_table_are_the_same_bytes(tmp_path):
    source = write_folder(tmp_path / "year", {f"{name}.csv": csv_bytes(rows) for name, rows in SHEETS.items()})
    before, _ = read_input(source)
    files = files_of(source, before)
    assert amended_files(source, files, amendments(before, before), places_of(source)) == files


def test_amended_workbook_that_is_too_large_is_refused(tmp_path, monkeypatch):
    source = write_workbook(tmp_path / "year.xlsx", SHEETS)
    after = with_changes(read_input(source)[0], CAT_FOR_ANN)
    monkeypatch.setattr(parts, "_LARGEST", 10)
    with pytest.raises(CannotWrite, match=r"year.xlsx is too large to be amended here. .* --input-after."):
        written(source, after, tmp_path / "after")
