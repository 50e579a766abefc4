"""An import laid over the tables of a workbook: what is the same row, what is blank, what differs."""

from datetime import date
from pathlib import Path

from scheduler.domain.imported import Entry, Imported
from scheduler.reading.imports.overlay import known_codes, overlay
from scheduler.reading.tables.headers import RawInput, RawRow, RawTable
from scheduler.reading.tables.texts import CellFault

BROKEN = CellFault("a formula that cannot be worked out", "Write the value.")


def raw(**tables):
    """Return tables as they are read of a workbook: rows of cells by column, from row 2 on."""
    found = {
        name: RawTable(name, tuple(RawRow(number, cells) for number, cells in enumerate(rows, start=2)))
        for name, rows in tables.items()
    }
    return RawInput(found, Path(), "")


def rows(*each):
    """Return rows of an import; a pair is a guess."""
    return tuple(
        {column: Entry(*value) if isinstance(value, tuple) else Entry(value) for column, value in one.items()}
        for one in each
    )


def laid(imported_tables, raw_tables, **more):
    return overlay(Imported("", imported_tables), raw(**raw_tables), **more)


def test_codes_are_known_by_name_alias_and_code():
    known = known_codes(
        raw(
            bodies=[
                {"body": "PLAN", "name": "Planning Committee", "aliases": "Planning; Dev Control"},
                {"name": "No code"},
            ],
            people=[{"person": "A1", "name": "Cllr Ann Ash", "aliases": BROKEN}],
            rooms=[{"room": "CH", "name": BROKEN}],
        )
    )
    assert known.bodies == {"planningcommittee": "PLAN", "plan": "PLAN", "planning": "PLAN", "devcontrol": "PLAN"}
    assert known.people == {"annash": "A1", "a1": "A1"}
    assert known.rooms == {"ch": "CH"}


def test_a_blank_cell_is_filled_and_one_that_says_the_same_stays():
    body = {"body": "PLAN", "name": "Planning", "weekdays": "Tue", "start_times": "18:30", "meetings_max": "11"}
    found = laid(
        {"bodies": rows(body)},
        {"bodies": [{"body": "plan", "name": "Planning Committee", "weekdays": "Tuesdays", "start_times": "6.30pm"}]},
    )
    assert [(fill.row, fill.column, fill.entry.text) for fill in found.fills] == [(2, "meetings_max", "11")]
    assert (dict(found.rows), found.disagreements) == ({}, ())


def test_what_the_workbook_says_otherwise_is_told():
    found = laid(
        {
            "bodies": rows(
                {"body": "PLAN", "weekdays": ("Tue", "Tuesday in 9 of 9"), "venue": "Town Hall", "quorum": "5"}
            )
        },
        {"bodies": [{"body": "PLAN", "weekdays": "Wednesday", "venue": "town hall", "quorum": BROKEN}]},
    )
    told = [(one.column, one.has, one.found.text) for one in found.disagreements]
    assert told == [("weekdays", "Wednesday", "Tue"), ("quorum", "", "5")]


def test_settings_are_known_by_their_words_and_read_as_their_own_kind():
    settings = [
        {"setting": "First day", "value": date(2027, 5, 1)},
        {"setting": "Name of the calendar", "value": "Ours"},
        {"setting": "polling_day", "value": "6 May 2027"},
        {"setting": "authority"},
    ]
    found = laid(
        {
            "settings": rows(
                {"setting": "start_date", "value": "2027-05-01"},
                {"setting": "title", "value": "Calendar of meetings 2027-28"},
                {"setting": "polling_day", "value": "2027-05-13"},
                {"setting": "authority", "value": "Amblethorpe"},
                {"setting": "holidays", "value": "GB-ENG"},
            )
        },
        {"settings": settings},
    )
    assert [(fill.row, fill.kind.name, fill.entry.text) for fill in found.fills] == [(5, "authority", "Amblethorpe")]
    assert [(one.row, one.has) for one in found.disagreements] == [(4, "6 May 2027")]
    assert [row["setting"].text for row in found.rows["settings"]] == ["holidays"]


def test_seats_are_known_by_person_and_body_and_those_of_the_grid_are_there():
    seats = rows(
        {"person": "A", "body": "PC", "role": "chair"},
        {"person": "B", "body": "PC", "role": "member"},
        {"person": "C", "body": "PC", "role": "member"},
    )
    found = laid(
        {"memberships": seats},
        {"memberships": [{"person": "a", "body": "pc", "role": "Chairman"}]},
        seated=[("b", "PC")],
    )
    assert [row["person"].text for row in found.rows["memberships"]] == ["C"]
    assert found.disagreements == ()


def test_a_closure_of_the_same_name_about_the_same_days_is_the_same():
    closed = [
        {"start_date": "25 December 2026", "reason": "Christmas closure"},
        {"start_date": BROKEN, "reason": "Summer recess"},
        {"start_date": "27/12/2027", "reason": "Christmas Closure"},
    ]
    found = laid(
        {
            "closed_dates": rows(
                {"start_date": "2027-12-24", "end_date": "2028-01-03", "reason": "Christmas closure"},
                {"start_date": "2027-08-01", "reason": "Summer recess"},
            )
        },
        {"closed_dates": closed},
    )
    assert [(fill.row, fill.column) for fill in found.fills] == [(4, "end_date")]
    assert [one.has for one in found.disagreements] == ["27/12/2027"]
    assert [row["reason"].text for row in found.rows["closed_dates"]] == ["Summer recess"]


def test_rows_about_one_meeting_are_the_same_by_title_or_by_date():
    fixed = [{"body": "C", "title": "Annual meeting"}, {"body": "PC", "date": date(2026, 6, 16)}, {"body": "PC"}]
    found = laid(
        {
            "fixed_meetings": rows(
                {"body": "C", "title": "Annual Meeting", "start": "11:00"},
                {"body": "C", "title": "Budget"},
                {"body": "PC", "date": "2026-06-16", "start": "10:00"},
                {"body": "PC", "date": "2026-06-17", "start": "10:00"},
            )
        },
        {"fixed_meetings": fixed},
    )
    assert [(fill.row, fill.column) for fill in found.fills] == [(2, "start"), (3, "start")]
    assert [row.get("title", row.get("date")).text for row in found.rows["fixed_meetings"]] == ["Budget", "2026-06-17"]


def test_two_closures_of_one_name_are_told_apart_by_their_days():
    first = {"start_date": "2027-08-02", "end_date": "2027-08-06", "reason": "Recess"}
    second = {"start_date": "2027-08-16", "end_date": "2027-08-27", "reason": "Recess"}
    again = laid({"closed_dates": rows(first, second)}, {"closed_dates": [first, second]})
    assert (again.fills, dict(again.rows), again.disagreements) == ((), {}, ())
