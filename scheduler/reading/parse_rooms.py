"""Rows without faults as rooms and the ways between venues."""

from fractions import Fraction

from scheduler.domain.rooms import Room, Travel
from scheduler.reading.parse_rows import Rows


def rooms_of(rows: Rows) -> dict[str, Room]:
    """Return every room by its code, in the order of the table."""
    return {
        row.get("room"): Room(
            code=row.get("room"),
            name=row.get("name"),
            venue=row.get("venue"),
            capacity=row.get("capacity"),
            features=frozenset(row.get("features", ())),
            setup_minutes=row.get("setup_minutes", 0),
            clear_minutes=row.get("clear_minutes", 0),
            open_from=row.get("open_from"),
            open_to=row.get("open_to"),
            cost_per_hour=row.get("cost_per_hour", Fraction(0)),
            combines=row.get("combines", ()),
        )
        for row in rows["rooms"]
    }


def travel_of(rows: Rows) -> tuple[Travel, ...]:
    """Return every way between two venues, in the order of the table."""
    return tuple(Travel(row.get("from_venue"), row.get("to_venue"), row.get("minutes")) for row in rows["travel"])
