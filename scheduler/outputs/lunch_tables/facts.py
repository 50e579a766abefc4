"""`tables/tables.json`: who sits where at the lunches of a year; the same bytes for the same tables."""

import json
from typing import Any

from scheduler.domain.lunch_tables import Guest, LunchTables, SeatedLunch

FORMAT = "meeting-day-tables/1"
FACTS, WORKBOOK, PAGE, CARDS = "tables.json", "tables.xlsx", "tables.html", "place-cards.docx"
"""The files in the folder of tables, as facts, for officers, and to print."""


def tables_bytes(tables: LunchTables) -> bytes:
    """Return the tables as JSON in UTF-8."""
    text = json.dumps(tables_document(tables), ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def tables_document(tables: LunchTables) -> dict[str, Any]:
    """Return the tables in the types of JSON: no needs of anybody, only who sits where."""
    return {
        "format": FORMAT,
        "title": tables.title,
        "generated": tables.generated,
        "table_size": tables.table_size,
        "tiers": [
            {"tier": tier.name, "value": tier.value, "bound": tier.bound, "proven": tier.proven}
            for tier in tables.tiers
        ],
        "lunches": [_lunch(lunch) for lunch in tables.lunches],
    }


def _lunch(lunch: SeatedLunch) -> dict[str, Any]:
    return {
        "meeting_day": lunch.meeting_day,
        "sequence": lunch.sequence,
        "date": lunch.date.isoformat(),
        "tables": lunch.tables,
        "held": lunch.held,
        "seats": [
            _seat(guest, table)
            for guest, table in sorted(lunch.places.items(), key=lambda seat: (seat[1], not seat[0].speaks, seat[0]))
        ],
    }


def _seat(guest: Guest, table: int) -> dict[str, Any]:
    return {
        "person": None if guest.speaks else guest.code,
        "speaker": guest.code if guest.speaks else None,
        "table": table,
    }
