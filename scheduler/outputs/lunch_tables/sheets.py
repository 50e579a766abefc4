"""`tables.xlsx`, for officers: how good the tables are, where everybody sits over the year, a sheet for each lunch."""

from collections.abc import Sequence

from scheduler.domain.lunch_tables import LunchTables
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, short_date
from scheduler.outputs.lunch_tables.shown import LunchShown, lunches_shown, quality
from scheduler.outputs.naming import whole_title
from scheduler.outputs.workbook.cover import created_on
from scheduler.outputs.workbook.writing import CATEGORY, NUMBER, Column, DataSheet, Row, book_of

_FOR_OFFICERS = "For officers: access needs are shown to those who set the tables, and to nobody else."
_NAME = Column("name", "Name", 40, CATEGORY)
_ORGANISATION = Column("organisation", "Organisation", 34, CATEGORY)
_TABLE = Column("table", "Table", 8, NUMBER)


def tables_workbook(problem: Problem, plan: Plan, tables: LunchTables) -> bytes:
    """Return the workbook as bytes, the same for the same tables."""
    lunches = lunches_shown(problem, plan, tables)
    title = f"{whole_title(problem, plan)}: lunch tables"
    sheets = [_how_good(title, tables, lunches), _by_name(title, lunches)]
    sheets += [_of_lunch(one, number) for number, one in enumerate(lunches, start=1)]
    return book_of(sheets, title, created_on(plan))


def _how_good(title: str, tables: LunchTables, lunches: Sequence[LunchShown]) -> DataSheet:
    return DataSheet(
        name="Lunch tables",
        title=title,
        about=(
            *quality(tables),
            f"Tables are for {counted(tables.table_size, 'person', 'people')} at most; those of a lunch differ by one.",
            "The first third of them is set near the door, for those with access needs; table 1 is the speaker's.",
        ),
        columns=(
            Column("lunch", "Lunch", 60, CATEGORY),
            Column("tables", "Tables", 9, NUMBER),
            Column("people", "People", 9, NUMBER),
            Column("near", "Near the door", 16, CATEGORY),
            Column("state", "State", 12, CATEGORY),
        ),
        rows=tuple(
            (
                one.title,
                one.lunch.tables,
                len(one.seats),
                one.near_words.capitalize(),
                "Held" if one.lunch.held else "To come",
            )
            for one in lunches
        ),
    )


def _by_name(title: str, lunches: Sequence[LunchShown]) -> DataSheet:
    people = {seat.guest: seat for one in lunches for seat in one.seats}
    tables = [{seat.guest: seat.table for seat in one.seats} for one in lunches]
    ordered = sorted(people.values(), key=lambda seat: (seat.name.casefold(), seat.guest))
    rows: list[Row] = [(seat.name, seat.organisation, *(there.get(seat.guest) for there in tables)) for seat in ordered]
    return DataSheet(
        name="By name",
        title=title,
        about=("At which table everybody sits, lunch by lunch; blank where they are not there.",),
        columns=(
            _NAME,
            _ORGANISATION,
            *(
                Column(f"table_{number}", short_date(one.lunch.date), 12, NUMBER)
                for number, one in enumerate(lunches, start=1)
            ),
        ),
        rows=tuple(rows),
        frozen_columns=1,
    )


def _of_lunch(one: LunchShown, number: int) -> DataSheet:
    return DataSheet(
        name=f"Lunch {number}",
        title=one.title,
        about=(*one.lines, f"Near the door: {one.near_words}."),
        columns=(
            _TABLE,
            _NAME,
            _ORGANISATION,
            Column("boards", "Boards", 44),
            Column("part", "Part", 10, CATEGORY),
            Column("access", "Access needs", 28),
        ),
        rows=tuple(
            (seat.table, seat.name, seat.organisation, "\n".join(seat.boards), seat.part, seat.access)
            for table in range(1, one.lunch.tables + 1)
            for seat in one.at(table)
        ),
        frozen_columns=2,
        notice=_FOR_OFFICERS,
    )
