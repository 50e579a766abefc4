"""Reports that go round in a circle, and rooms that are made of themselves."""

from collections import defaultdict

from scheduler.reading.parse_rows import Findings, Row, Rows


def check_circles(rows: Rows, findings: Findings) -> None:
    """Note each row that closes a circle of reports, or of combined rooms."""
    reports = Circles()
    for row in rows["reporting"]:
        if "from_body" in row.values and "to_body" in row.values:
            _check_report(row, reports, findings)
    made_of = Circles()
    for row in rows["rooms"]:
        for part in row.get("combines", ()) if "room" in row.values else ():
            circle = made_of.circle_closed_by(row.get("room"), part)
            if circle:
                message = f"the room is made of itself: {' → '.join(circle)}"
                findings.contradiction(row, "combines", message, f"Take {part} out of combines, here or there.")
                break


def _check_report(row: Row, reports: "Circles", findings: Findings) -> None:
    giver, receiver = row.get("from_body"), row.get("to_body")
    if giver == receiver:
        findings.contradiction(row, "to_body", f"{giver} cannot report to itself", "Write another body.")
    elif row.get("kind", "report") == "report" and row.fine("kind"):
        circle = reports.circle_closed_by(giver, receiver)
        if circle:
            message = f"the reports go round in a circle: {' → '.join(circle)}"
            findings.contradiction(row, "to_body", message, "Clear one of these rows, or write escalate in its kind.")


class Circles:
    """Arrows between codes, without those that would close a circle."""

    def __init__(self) -> None:
        self._arrows: defaultdict[str, list[str]] = defaultdict(list)

    def circle_closed_by(self, start: str, end: str) -> list[str]:
        """Add an arrow; where it would close a circle, leave it out and return the circle from its start."""
        came_from: dict[str, str] = {}
        ahead = [end]
        while ahead:
            code = ahead.pop()
            if code == start:
                return self._way_back(came_from, start, end)
            for further in self._arrows[code]:
                if further not in came_from and further != end:
                    came_from[further] = code
                    ahead.append(further)
        self._arrows[start].append(end)
        return []

    @staticmethod
    def _way_back(came_from: dict[str, str], start: str, end: str) -> list[str]:
        way = [start]
        while way[-1] != end:
            way.append(came_from[way[-1]])
        return [start, *reversed(way)]
