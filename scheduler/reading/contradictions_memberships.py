"""Memberships that overlap, substitutes for oneself, and quorum rules that count nobody in particular."""

from collections import defaultdict
from datetime import date

from scheduler.reading.contradictions_bodies import meets
from scheduler.reading.parse_rows import Findings, Row, Rows

COUNTED_BY = ("category", "organisation", "person", "role")


def check_memberships(rows: Rows, findings: Findings) -> None:
    """Note what is contradictory in memberships and quorum rules, and warn of bodies without members."""
    of_seat: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["memberships"]:
        person, body = row.get("person"), row.get("body")
        if person is not None and person in row.get("substitute", ()):
            message = f"{person} cannot be a substitute for themselves"
            findings.contradiction(row, "substitute", message, "Write somebody else, or clear the cell.")
        if person is not None and body is not None and row.fine("start_date", "end_date"):
            of_seat[person, body].append(row)
    for (person, body), seats in of_seat.items():
        _check_overlaps(person, body, seats, findings)
    for row in rows["quorum_rules"]:
        if row.blank(*COUNTED_BY):
            message = "the rule does not say whom it counts"
            findings.contradiction(row, "category", message, "Fill in category, organisation, person or role.")
    _warn_of_empty_bodies(rows, findings)


def first_day(row: Row) -> date:
    """Return the first day of a membership or a body's life."""
    found: date = row.get("start_date", date.min)
    return found


def last_day(row: Row) -> date:
    """Return the last day of a membership or a body's life."""
    found: date = row.get("end_date", date.max)
    return found


def _check_overlaps(person: str, body: str, rows: list[Row], findings: Findings) -> None:
    rows.sort(key=first_day)
    last: Row | None = None
    for row in rows:
        if last is not None and first_day(row) <= last_day(last):
            later, earlier = (row, last) if row.number > last.number else (last, row)
            column = "person" if later.blank("start_date") else "start_date"
            message = f"{person} is a member of {body} already, by row {earlier.number}, for some of the same days"
            findings.contradiction(later, column, message, "Clear one row, or end the one before the other starts.")
        if last is None or last_day(row) > last_day(last):
            last = row


def _warn_of_empty_bodies(rows: Rows, findings: Findings) -> None:
    doubtful = "memberships" in findings.unreadable or any("body" not in row.values for row in rows["memberships"])
    members = {row.get("body") for row in rows["memberships"]}
    for row in rows["bodies"]:
        if meets(row) and "body" in row.values and row.get("body") not in members and not doubtful:
            message = f"{row.get('body')} meets, and has no members"
            findings.warning(row, "body", message, "Add its members to the table memberships.")
