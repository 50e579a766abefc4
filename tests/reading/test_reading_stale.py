"""Rows left from another year are warned of, each table once."""

import pytest
from raw_council import SOUND, parse, raw, rows_of, warning_places

CALENDAR = "lies wholly outside the calendar, which runs from Sunday 1 November 2015 to Monday 31 October 2016"


def messages(**tables: object) -> list[str]:
    return [fault.message for fault in parse(raw(**tables))[1]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("periods", "period=Q1 | start_date=2014-11-01 | end_date=2015-10-31", "start_date"),
        ("closed_dates", "start_date=2014-12-25 | reason=Christmas", "start_date"),
        ("closed_dates", "start_date=2016-12-25 | reason=Christmas | strength=avoid", "start_date"),
        ("closed_dates", "start_date=2015-06-01 | end_date=2015-08-31 | reason=Shut | non_working=yes", "start_date"),
        ("unavailability", "kind=person | who=ANN | start=2015-10-01 | end=2015-10-31 17:00", "start"),
        ("unavailability", "kind=room | who=CR1 | start=2016-11-01 09:00 | end=2016-11-02", "start"),
        ("memberships", "person=DAN | body=GB | end_date=2015-05-01", "end_date"),
        ("memberships", "person=DAN | body=GB | start_date=2016-11-01", "end_date"),
        ("projects", "project=P | title=P | start_date=2014-01-01 | end_date=2014-12-31", "end_date"),
        ("speakers", "speaker=S | name=S | available=2014-01-01;2015-10-31", "available"),
    ],
)
def test_a_row_of_another_year_is_warned_of(table: str, row: str, column: str) -> None:
    rows = SOUND.get(table, [])
    assert warning_places(**{table: [*rows, *rows_of(row)]}) == [(table, len(rows) + 2, column)]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("closed_dates", "start_date=2015-10-31 | end_date=2015-11-01 | reason=Shut"),
        ("closed_dates", "start_date=2016-10-31 | end_date=2018-11-01 | reason=Shut"),
        ("closed_dates", "start_date=2015-09-05 | reason=Shut | non_working=yes"),
        ("unavailability", "kind=person | who=ANN | start=2015-10-01 | end=2015-11-01"),
        ("memberships", "person=DAN | body=GB | end_date=2015-11-01"),
        ("memberships", "person=DAN | body=GB | start_date=2016-10-31"),
        ("projects", "project=P | title=P"),
        ("projects", "project=P | title=P | start_date=2014-01-01"),
        ("speakers", "speaker=S | name=S | available=2014-01-01;2015-11-01"),
        ("speakers", "speaker=S | name=S"),
    ],
)
def test_a_row_that_touches_the_calendar_is_not(table: str, row: str) -> None:
    rows = SOUND.get(table, [])
    assert warning_places(**{table: [*rows, *rows_of(row)]}) == []


def test_each_table_is_warned_of_once_with_all_its_rows() -> None:
    closed = rows_of(*(f"start_date={year}-12-25 | reason=Christmas" for year in (2013, 2015, 2014, 2012)))
    absences = rows_of("kind=person | who=ANN | start=2014-10-01 | end=2014-10-31")
    assert messages(closed_dates=closed, unavailability=absences) == [
        f"the absence {CALENDAR}",
        f"the closure {CALENDAR} (3 of 4 rows: also rows 4 and 5)",
    ]


def test_without_a_calendar_nothing_is_outside_it() -> None:
    closed = rows_of("start_date=2013-12-25 | reason=Christmas")
    found = raw({"end_date": "2015-10-01"}, closed_dates=closed)
    with pytest.raises(Exception, match="before it starts") as refused:
        parse(found)
    assert [fault.table for fault in (*refused.value.faults, *refused.value.warnings)] == ["settings"]  # type: ignore[attr-defined]
