"""Councils as an import finds them, made of rules: what a test knows of them the inference has to find again."""

import csv
from datetime import date, timedelta

from scheduler.domain.found import Found, FoundBody, FoundMeeting, FoundPerson, FoundRoom, FoundSeat, Source
from scheduler.domain.imported import LAST_YEAR_COLUMNS
from scheduler.domain.tables import TABLES

SOURCE = Source("last.docx", "table 1")
YEAR = [(2026, month) for month in range(5, 13)] + [(2027, month) for month in range(1, 5)]
"""The months of a municipal year."""


def nth(year, month, weekday, number):
    """Return the n-th such weekday of a month; the last where the number is -1."""
    if number == -1:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(1 + (after.weekday() - 1 - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


def meeting(body, day, start=1110, end=1230, place="Council Chamber", **more):
    """Return a meeting as an import finds it."""
    return FoundMeeting(body, day, SOURCE, start=start, end=end, place=place, **more)


def monthly(body, weekday, number, months=YEAR, **more):
    """Return a meeting on the n-th such weekday of each month."""
    return [meeting(body, nth(*month, weekday, number), **more) for month in months]


def council(*meetings, authority="Amblethorpe District Council", **more):
    """Return what is found of a council with these meetings."""
    names = dict.fromkeys(one.body for one in meetings)
    places = dict.fromkeys(one.place for one in meetings if one.place)
    found = {
        "bodies": tuple(FoundBody(name, SOURCE) for name in names),
        "rooms": tuple(FoundRoom(name, SOURCE, venue="Town Hall") for name in places),
        "meetings": tuple(meetings),
        "read_as": (("last.docx", "a calendar as a list"),),
    }
    return Found(authority=authority, **{**found, **more})


def members(bodies, size=6):
    """Return people, and their seats on each body."""
    names = [f"Councillor {first} {last}" for first in ("Ann", "Bob", "Cy") for last in ("Ash", "Beck", "Cole", "Dale")]
    people = tuple(FoundPerson(name, SOURCE) for name in names[: max(size, 1)])
    roles = ("chair", "vice_chair")
    seats = tuple(
        FoundSeat(body, person.name, SOURCE, role=roles[place] if place < len(roles) else "member")
        for body in bodies
        for place, person in enumerate(people)
    )
    return people, seats


def written(folder, made):
    """Write what an import made as a folder of tables with its calendar beside, and return both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    needed = {"settings", "bodies", "people", "memberships", "rooms"}
    for table in [*made.tables, *(needed - set(made.tables))]:
        columns = [column.name for column in TABLES[table].columns]
        _write(folder / f"{table}.csv", columns, made.tables.get(table, ()))
    calendar = folder.with_name(f"{folder.name}-calendar.csv")
    _write(calendar, LAST_YEAR_COLUMNS, made.last_year)
    return folder, calendar


def _write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns)
        table.writeheader()
        table.writerows({column: entry.text for column, entry in row.items()} for row in rows)
