"""Reports that go round in a circle, and rooms that are made of themselves."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from scheduler.reading.parse_rows import Findings, Row, Rows

Arrows = defaultdict[str, list[tuple[str, Row]]]
"""From each code to others, and the row that says so, in the order of the table."""

MOST_CIRCLES = 100
MOST_SHOWN = 12


def check_circles(rows: Rows, findings: Findings) -> None:
    """Note each row that closes a circle of reports, or of combined rooms."""
    reports: Arrows = defaultdict(list)
    for row in rows["reporting"]:
        giver, receiver = row.get("from_body"), row.get("to_body")
        if giver is None or receiver is None:
            continue
        if giver == receiver:
            findings.contradiction(row, "to_body", f"{giver} cannot report to itself", "Write another body.")
        elif row.get("kind", "report") == "report" and row.fine("kind"):
            reports[giver].append((receiver, row))
    for row, circle in islice(_circles(reports), MOST_CIRCLES):
        message = f"the reports go round in a circle: {_in_words(circle)}"
        findings.contradiction(row, "to_body", message, "Clear one of these rows, or write escalate in its kind.")
    made_of: Arrows = defaultdict(list)
    for row in rows["rooms"]:
        if "room" in row.values:
            made_of[row.get("room")] += [(part, row) for part in row.get("combines", ())]
    for row, circle in islice(_circles(made_of), MOST_CIRCLES):
        message = f"the room is made of itself: {_in_words(circle)}"
        findings.contradiction(row, "combines", message, f"Take {circle[1]} out of combines, here or there.")


def _in_words(circle: list[str]) -> str:
    """Write a circle with arrows, a long one without its middle."""
    if len(circle) > MOST_SHOWN:
        circle = [*circle[: MOST_SHOWN - 2], "…", *circle[-2:]]
    return " → ".join(circle)


def _circles(arrows: Arrows) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row that leads back to where the way to it came from, and the circle: every arrow is walked once."""
    finished: set[str] = set()
    for start in list(arrows):
        if start in finished:
            continue
        way = {start: 0}
        ahead = [iter(arrows[start])]
        while ahead:
            here = next(reversed(way))
            code, row = next(ahead[-1], (None, None))
            if code is None or row is None:
                finished.add(here)
                del way[here]
                ahead.pop()
            elif code in way:
                yield row, [here, *list(way)[way[code] :]]
            elif code not in finished:
                way[code] = len(way)
                ahead.append(iter(arrows.get(code, ())))
