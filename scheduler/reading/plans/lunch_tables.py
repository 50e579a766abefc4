"""`tables/tables.json` of a plan's folder, read back as strictly as it is written: every fault with where it is."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from scheduler.domain.lunch_tables import Guest, LunchTables, SeatedLunch
from scheduler.domain.other_keys import Table, is_newer
from scheduler.domain.plan import Occurrence, Tier
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import times
from scheduler.errors import InputFaults
from scheduler.reading.plans.values import (
    MOST_FAULTS,
    WrongValue,
    day,
    flag,
    got,
    mapping,
    moment,
    perhaps,
    sequence,
    text,
    whole,
)
from scheduler.reading.tables.headers import Unreadable, read_bytes

PLACE = Path("tables", "tables.json")
FORMAT = "meeting-day-tables/1"
LARGEST = 20_000_000
MOST_LUNCHES, MOST_SEATS = 400, 5_000
MAKE_AGAIN = "Take the file away, and make the tables again with `meeting-day tables`."


def seats_of(folder: Path, occurrence: Occurrence) -> Mapping[str, int] | None:
    """Return the table of each person at a lunch, from 1, as written in a plan's folder; None where it has no tables.

    The speaker, who may be nobody's member, sits at `SPEAKERS_TABLE`.

    Raises
    ------
    InputFaults
        If the tables cannot be read.

    """
    tables = read_tables(folder)
    lunch = None if tables is None else tables.of(occurrence.meeting_day, occurrence.sequence)
    if lunch is None or lunch.date != occurrence.date:
        return None
    return {guest.code: table for guest, table in sorted(lunch.places.items()) if not guest.speaks}


def read_tables(folder: Path) -> LunchTables | None:
    """Return the lunch tables that a plan's folder holds; None where it holds none.

    Raises
    ------
    InputFaults
        If they cannot be read, with every fault.

    """
    path = folder / PLACE
    if not path.is_file():
        return None
    try:
        raw = json.loads(read_bytes(path, LARGEST))
    except Unreadable as trouble:
        raise InputFaults((_fault(str(trouble)),)) from trouble
    except (ValueError, RecursionError) as trouble:
        raise InputFaults((_fault("the file is no JSON document"),)) from trouble
    return _tables(raw)


def _tables(found: object) -> LunchTables:
    """Read the whole document; InputFaults with all that is wrong."""
    faults: list[Fault] = []
    lunches: list[SeatedLunch] = []
    tables = LunchTables("", "", 1)
    try:
        raw = _of_format(mapping(found))
        tables = LunchTables(
            title=text(got(raw, "title")),
            generated=moment(got(raw, "generated")),
            table_size=max(1, whole(got(raw, "table_size"))),
            tiers=tuple(_tier(one) for one in sequence(got(raw, "tiers"))),
        )
        given = _no_more_than(MOST_LUNCHES, "lunches", sequence(got(raw, "lunches")))
    except WrongValue as wrong:
        raise InputFaults((_fault(str(wrong)),)) from wrong
    for number, one in enumerate(given, start=1):
        try:
            lunches.append(_lunch(mapping(one)))
        except WrongValue as wrong:
            faults.append(_fault(f"lunch {number}: {wrong}"))
    counts = Counter(lunch.name for lunch in lunches)
    faults += [
        _fault(f"the lunch {name} stands there {times(number)}") for name, number in counts.items() if number > 1
    ]
    if faults:
        raise InputFaults(tuple(faults[:MOST_FAULTS]))
    return replace(tables, lunches=tuple(sorted(lunches, key=lambda one: (one.date, one.meeting_day, one.sequence))))


def _fault(message: str) -> Fault:
    return Fault(PLACE.name, None, None, message, MAKE_AGAIN)


def _of_format(raw: Table) -> Table:
    """Return the document; WrongValue where it is of another format, a newer one by name."""
    found = raw.get("format")
    if found != FORMAT:
        newer = f"a newer version of meeting-day made it; this one reads {FORMAT}"
        raise WrongValue(newer if is_newer(found, FORMAT) else f"it is not of the format {FORMAT}")
    return raw


def _no_more_than(most: int, what: str, found: list[Any]) -> list[Any]:
    if len(found) > most:
        raise WrongValue(f"there are more than {most:,} {what}")
    return found


def _lunch(raw: Table) -> SeatedLunch:
    tables, places = whole(got(raw, "tables")), dict[Guest, int]()
    for one in _no_more_than(MOST_SEATS, "seats", sequence(got(raw, "seats"))):
        guest, table = _seat(one)
        if not 1 <= table <= tables:
            raise WrongValue(f"{guest.code} sits at table {table}, and the tables are 1 to {tables}")
        if guest in places:
            raise WrongValue(f"{guest.code} has more than one seat")
        places[guest] = table
    return SeatedLunch(
        meeting_day=text(got(raw, "meeting_day")),
        sequence=whole(got(raw, "sequence")),
        date=day(got(raw, "date")),
        tables=tables,
        places=places,
        held=flag(got(raw, "held")),
    )


def _seat(value: object) -> tuple[Guest, int]:
    raw = mapping(value)
    person, speaker = perhaps(text, raw.get("person")), perhaps(text, raw.get("speaker"))
    if (person is None) == (speaker is None):
        raise WrongValue("a seat is of a person or of a speaker")
    return Guest(person or speaker or "", speaks=speaker is not None), whole(got(raw, "table"))


def _tier(value: object) -> Tier:
    raw = mapping(value)
    return Tier(text(got(raw, "tier")), whole(got(raw, "value")), whole(got(raw, "bound")))
