"""The table of settings: what is missing, strange, given twice or cannot be."""

from datetime import datetime

import pytest
from raw_council import SOUND, fault_places, faults_of, raw, rows_of, warning_places

from scheduler.domain.headings import HEADINGS
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import SETTINGS
from scheduler.errors import InputFaults
from scheduler.reading.parsing import parse
from scheduler.reading.tables.headers import RawRow, RawTable

VALUES = {
    "title": "Meetings",
    "start_date": "2015-11-01",
    "end_date": "2016-10-31",
    "timezone": "Europe/London",
    "date": "2015-11-02",
    "dates": "2016-05-05",
    "times": "10:00",
    "whole": "20",
    "number": "12.50",
    "weekdays": "Mon",
    "vesting_day": "2019-04-01",
}
"""A value for each setting, by its name or its kind."""


def test_missing_settings_are_named() -> None:
    assert faults_of(raw({"title": None, "end_date": None})) == (
        Fault(
            "settings", None, "setting", "the setting title is missing",
            "Add a row with title in the column setting and its value beside it.",
        ),
        Fault(
            "settings", None, "setting", "the setting end_date is missing",
            "Add a row with end_date in the column setting and its value beside it.",
        ),
    )  # fmt: skip


def test_a_strange_setting_is_a_warning_with_a_suggestion() -> None:
    _, warnings = parse(raw({"travel_minuets": "15", "colour": "green"}))
    assert [(warning.row, warning.column, warning.message, warning.remedy) for warning in warnings] == [
        (
            5,
            "setting",
            "“travel_minuets” is no setting, and is not read",
            "Did you mean travel_minutes? Write a setting of the instructions, or clear the row.",
        ),
        (
            6,
            "setting",
            "“colour” is no setting, and is not read",
            "Write a setting of the instructions, or clear the row.",
        ),
    ]


def test_a_setting_given_twice_is_a_fault_at_the_second() -> None:
    assert faults_of(raw({"Title": "Other"})) == (
        Fault("settings", 5, "setting", "title is given twice: here and in row 2", "Clear one of the two rows."),
    )


def test_a_setting_without_a_value_is_not_given() -> None:
    found = raw()
    rows = (*found.tables["settings"].rows, RawRow(9, {"setting": "authority"}), RawRow(10, {"value": "x"}))
    found.tables["settings"] = RawTable("settings", rows, found.tables["settings"].columns)
    assert [(fault.row, fault.column) for fault in faults_of(found)] == [(10, "setting")]


def test_a_table_of_settings_that_cannot_be_read_is_not_searched() -> None:
    found = raw()
    del found.tables["settings"]
    found.faults.append(Fault("settings", None, None, "the table settings is missing", "Add it."))
    assert faults_of(found) == tuple(found.faults)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start_date", datetime(2015, 11, 1, 9)),
        ("timezone", "Mars/Base"),
        ("timezone", "../../etc/passwd"),
        ("timezone", "/etc/localtime"),
        ("timezone", "Europe"),
        ("timezone", "Europe/London\0"),
        ("holidays", "FR"),
        ("holidays", "GB"),
        ("status", "draft"),
        ("publication_date", 42000),
        ("default_start_times", ";"),
        ("default_duration_minutes", "0"),
        ("travel_minutes", "-1"),
        ("max_meetings_per_person_per_day", "two"),
        ("report_due_days", "8000"),
    ],
)
def test_a_setting_that_cannot_be_is_a_fault_at_its_value(name: str, value: object) -> None:
    row = {"start_date": 3}.get(name, 5)
    assert fault_places({name: value}) == [("settings", row, "value")]


@pytest.mark.parametrize(
    ("start", "end", "rows"),
    [
        ("2015-11-01", "2015-10-31", [4]),
        ("2015-11-01", "2018-11-05", [4]),
        ("1975-03-01", "1975-12-31", [3]),
        ("0001-01-01", "0001-12-31", [3, 4]),
        ("2030-11-01", "2031-10-31", [4]),
        ("9999-01-01", "9999-12-31", [3, 4]),
    ],
)
def test_a_calendar_that_cannot_be_planned_is_a_fault(start: str, end: str, rows: list[int]) -> None:
    places = fault_places({"start_date": start, "end_date": end})
    assert places == [("settings", row, "value") for row in rows]


@pytest.mark.parametrize(
    ("start", "end"), [("2015-11-01", "2015-11-01"), ("2015-11-01", "2018-11-03"), ("1975-03-02", "1975-12-31")]
)
def test_a_calendar_at_the_edge_of_what_is_known_is_read(start: str, end: str) -> None:
    assert warning_places({"start_date": start, "end_date": end}) == []


def test_what_is_beyond_the_known_holidays_is_said_in_words() -> None:
    fault = faults_of(raw({"end_date": "2031-01-01", "start_date": "2030-06-01"}))[0]
    assert fault.message == (
        "Wednesday 1 January 2031 is beyond what can be planned: "
        "public holidays are known from Wednesday 1 January 1975 to Tuesday 31 December 2030"
    )


def test_warnings_of_a_faulty_input_come_with_its_faults() -> None:
    bodies = rows_of("body=NB | name=New Board | meetings_max=1 | statutory=maybe")
    with pytest.raises(InputFaults) as refused:
        parse(raw(bodies=[*SOUND["bodies"], *bodies]))
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(3, "statutory")]
    assert [(warning.row, warning.column) for warning in refused.value.warnings] == [(3, "body")]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_known_by_its_words(name: str) -> None:
    for words in (name, HEADINGS["settings", name], f"{HEADINGS['settings', name].upper()} *"):
        found = raw(settings={name: None})
        value = VALUES.get(name, VALUES.get(SETTINGS[name].kind, (*SETTINGS[name].choices, "x")[0]))
        row = RawRow(9, {"setting": words, "value": value})
        found.tables["settings"] = RawTable(
            "settings", (*found.tables["settings"].rows, row), found.tables["settings"].columns
        )
        assert parse(found)[1] == ()


def test_settings_as_officers_write_them() -> None:
    found = raw(settings={"title": None, "start_date": None, "end_date": None})
    rows = [("Name of the calendar:", "Meetings"), ("From", "1/11/2015"), ("Until", "31/10/2016"), ("Council", "A")]
    rows += [("Usual length (in minutes)", "90"), ("Note", "by the clerk"), ("Start time", "19:00")]
    cells = (RawRow(number, {"setting": name, "value": value}) for number, (name, value) in enumerate(rows, start=4))
    found.tables["settings"] = RawTable("settings", tuple(cells), found.tables["settings"].columns)
    problem, warnings = parse(found)
    assert warnings == ()
    settings = problem.settings
    assert (settings.title, settings.authority, settings.default_duration_minutes) == ("Meetings", "A", 90)
    assert (settings.start_date.isoformat(), settings.end_date.isoformat()) == ("2015-11-01", "2016-10-31")
    assert settings.default_start_times == (19 * 60,)
