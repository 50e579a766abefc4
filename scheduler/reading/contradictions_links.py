"""Contradictions of links: with itself, the same twice, what can never be kept, and minutes that mean nothing."""

from collections import defaultdict
from itertools import islice

from scheduler.domain.links import FOLLOWS
from scheduler.reading.contradictions_cadence import meets
from scheduler.reading.references import MOST_CIRCLES, Arrows, circles, with_arrows
from scheduler.reading.rows import Findings, Row, Rows

ON_ONE_DAY = frozenset({"not_same_day", "not_same_week"})
"""The kinds that two bodies which meet on one day never keep."""


def check_links(rows: Rows, findings: Findings) -> None:
    """Note what is contradictory in links."""
    bodies = {row.get("body"): row for row in rows["bodies"]}
    first: dict[tuple[str, frozenset[str]], Row] = {}
    followed: dict[frozenset[str], Row] = {}
    apart: dict[frozenset[str], Row] = {}
    for row in rows["links"]:
        one, two, kind = row.get("from_body"), row.get("to_body"), row.get("kind")
        if not row.blank("minutes") and kind is not None and kind != FOLLOWS:
            message = f"minutes say how soon a body follows another, and the kind is {kind}"
            findings.contradiction(row, "minutes", message, "Clear the cell, or write follows as the kind.")
        if one is None or two is None or kind is None:
            continue
        if one == two:
            findings.contradiction(row, "to_body", f"{one} cannot be linked with itself", "Write another body.")
            continue
        pair = frozenset((one, two))
        before = first.setdefault((kind, pair), row)
        if before is not row and (kind != FOLLOWS or before.get("from_body") == one):
            message = f"{one} and {two} are linked so already, by row {before.number}"
            findings.contradiction(row, "kind", message, "Clear one of the two rows.")
        if kind == FOLLOWS:
            followed.setdefault(pair, row)
        elif kind in ON_ONE_DAY:
            apart.setdefault(pair, row)
        _check_days(row, bodies, findings)
    _check_circles(rows["links"], findings)
    for pair, row in followed.items():
        if pair in apart:
            later, earlier = sorted((row, apart[pair]), key=lambda one: one.number)[::-1]
            message = f"by row {earlier.number} and this one, two bodies meet on the same day and never do"
            findings.contradiction(later, "kind", message, "Clear one of the two rows.")


def _check_circles(rows: list[Row], findings: Findings) -> None:
    """Note each row that closes a circle of bodies that follow one another."""
    follows: Arrows = defaultdict(list)
    for row in rows:
        one, two = row.get("from_body"), row.get("to_body")
        if row.get("kind") == FOLLOWS and None not in (one, two) and one != two:
            follows[one].append((two, row))
    for row, circle in islice(circles(follows), MOST_CIRCLES):
        message = f"the bodies follow one another in a circle: {with_arrows(circle)}"
        findings.contradiction(row, "to_body", message, "Clear one of these rows: one of them has to sit first.")


def _check_days(row: Row, bodies: dict[str, Row], findings: Findings) -> None:
    """Note what the meeting days of the two bodies, or one that never meets, make impossible."""
    one, two, kind = row.get("from_body"), row.get("to_body"), row.get("kind")
    days = [bodies[code].get("meeting_day") for code in (one, two)]
    if kind == FOLLOWS and days[0] is not None:
        message = f"{one} sits when its session of the meeting day {days[0]} says, and cannot follow {two}"
        findings.contradiction(row, "from_body", message, "Order the sessions of the meeting day, and clear the row.")
    elif kind in ON_ONE_DAY and days[0] is not None and days[0] == days[1]:
        message = f"{one} and {two} sit in one meeting day, {days[0]}, and so always on the same day"
        findings.contradiction(row, "kind", message, "Clear the row, or take one of the two out of the meeting day.")
    elif kind == FOLLOWS and meets(bodies[one]) and not meets(bodies[two]):
        message = f"{two} never meets, so {one} cannot follow it"
        findings.warning(row, "to_body", message, "Give it meetings in the table bodies, or clear the row.")
