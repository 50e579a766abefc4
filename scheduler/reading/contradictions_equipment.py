"""Contradictions of equipment: what is said twice, what no room or store has enough of, a lunch that there is not."""

from collections import Counter, defaultdict

from scheduler.domain.lending import MOST_VENUES
from scheduler.domain.names import name_key
from scheduler.domain.wording import listed
from scheduler.reading.rows import Findings, Row, Rows
from scheduler.reading.tables.texts import shown

OWNERS = {"body": "a body needs it", "meeting_day": "a lunch needs it", "room": "a room has it built in"}
"""The columns of which a row fills in one at most, and what it says then."""


def check_equipment(rows: Rows, findings: Findings) -> None:
    """Note what is contradictory in the rows of equipment."""
    first: dict[tuple[str, str, str], Row] = {}
    for row in rows["equipment"]:
        _check_row(row, findings)
        for column in OWNERS:
            if {"equipment", column} <= row.values.keys():
                key = name_key(row.get("equipment")), column, row.get(column)
                before = first.setdefault(key, row)
                if before is not row:
                    message = f"{row.get('equipment')} for {row.get(column)} is in row {before.number} already"
                    findings.contradiction(row, column, message, "Clear one of the two rows, and write how many there.")
    _check_lunches(rows, findings)
    _check_stores(rows, findings)
    if findings.unreadable.isdisjoint(("rooms", "equipment")):
        _check_enough(rows, findings)


def _check_row(row: Row, findings: Findings) -> None:
    """Note a row that says several things at once, or a number that is none."""
    filled = [column for column in OWNERS if not row.blank(column)]
    for column in filled[1:]:
        message = f"the row says that {OWNERS[filled[0]]} and that {OWNERS[column]}"
        findings.contradiction(row, column, message, "Write a row for each.")
    if filled and not row.blank("venue"):
        message = f"a venue says where a store lends, and the row says that {OWNERS[filled[0]]}"
        findings.contradiction(row, "venue", message, "Clear the cell, or write a row for the store.")
    if row.get("quantity", 1) < 1:
        message = f"{row.get('quantity')} of it would be none"
        findings.fault(row, "quantity", message, "Write 1 or more, or clear the row.")


def _check_lunches(rows: Rows, findings: Findings) -> None:
    """Note what the lunches of a meeting day need that has none."""
    if "sessions" in findings.unreadable or not all(row.fine("meeting_day", "kind") for row in rows["sessions"]):
        return
    with_lunch = {row.get("meeting_day") for row in rows["sessions"] if row.get("kind") == "lunch"}
    for row in rows["equipment"]:
        if "meeting_day" in row.values and row.get("meeting_day") not in with_lunch:
            message = f"the meeting day {row.get('meeting_day')} has no lunch that could need it"
            remedy = "Write the body whose meetings need it, or add a session of the kind lunch."
            findings.contradiction(row, "meeting_day", message, remedy)


def _check_stores(rows: Rows, findings: Findings) -> None:
    """Note the row of the first venue too many that has a store of its own, where another store lends anywhere."""
    stores = [row for row in rows["equipment"] if "equipment" in row.values and row.blank(*OWNERS)]
    anywhere = {name_key(row.get("equipment")) for row in stores if row.blank("venue")}
    venues: defaultdict[str, set[str]] = defaultdict(set)
    for row in stores:
        thing = name_key(row.get("equipment"))
        if thing in anywhere and "venue" in row.values and len(venues[thing]) <= MOST_VENUES:
            venues[thing].add(name_key(row.get("venue")))
            if len(venues[thing]) > MOST_VENUES:
                message = (
                    f"more than {MOST_VENUES} venues have {shown(row.get('equipment'))} of their own, "
                    "and another store lends it anywhere"
                )
                remedy = "Write a venue for that store, or clear the venues of those that may lend anywhere."
                findings.contradiction(row, "venue", message, remedy)


def _check_enough(rows: Rows, findings: Findings) -> None:
    """Note what a meeting alone could not have: in no room is so much of it built in, or lent to there."""
    named = [row for row in rows["equipment"] if "equipment" in row.values]
    doubtful = {name_key(row.get("equipment")) for row in named if not row.fine("quantity", *OWNERS, "venue")}
    stated = [row for row in named if name_key(row.get("equipment")) not in doubtful]
    online = {row.get("body") for row in rows["bodies"] if row.get("attendance_mode") == "online"}
    had = _most_to_be_had(rows, stated)
    names = {name_key(row.get("equipment")): row.get("equipment") for row in stated if _is_had(row)}
    for row in stated:
        needing = [column for column in ("body", "meeting_day") if column in row.values]
        if not needing or not row.blank("room") or row.get("body") in online:
            continue
        name, number = row.get("equipment"), row.get("quantity", 1)
        there = had[name_key(name)]
        if not there:
            remedy = (
                f"{findings.suggestion(name_key(name), names)}Write a row for the store that lends it, or its room."
            )
            message = f"no room has {shown(name)} built in, and no store lends it"
            findings.contradiction(row, "equipment", message, remedy)
        elif number > there:
            who = listed([row.get(column) for column in needing])
            message = f"{who} needs {number}, and no room can have more than {there}"
            findings.contradiction(row, "quantity", message, "Write how many it needs, or how many there are.")


def _is_had(row: Row) -> bool:
    """Whether a row says that a room has something, or that a store lends it."""
    return row.blank("body", "meeting_day")


def _most_to_be_had(rows: Rows, stated: list[Row]) -> Counter[str]:
    """Return of each thing how many a meeting could have at the most, in the room where it has the most."""
    in_room: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    at_venue: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for row in stated:
        if _is_had(row):
            where = at_venue[row.get("venue")] if row.blank("room") else in_room[row.get("room")]
            where[name_key(row.get("equipment"))] += row.get("quantity", 1)
    combines = {row.get("room"): row.get("combines", ()) for row in rows["rooms"] if "room" in row.values}
    found: Counter[str] = Counter(at_venue[None])
    for row in rows["rooms"]:
        parts, ahead = set[str | None](), [row.get("room")]
        while ahead:
            part = ahead.pop()
            if part not in parts:
                parts.add(part)
                ahead += combines.get(part, ())
        there = at_venue[None] + (at_venue[row.get("venue")] if "venue" in row.values else Counter())
        for part in parts:
            there.update(in_room[part])
        found |= there
    return found
