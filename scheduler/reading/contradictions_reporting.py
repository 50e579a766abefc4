"""Reporting lines that no calendar could keep."""

from scheduler.reading.contradictions_bodies import check_order, meets
from scheduler.reading.parse_rows import Findings, Row, Rows


def check_reporting(rows: Rows, findings: Findings) -> None:
    """Note minimums above maximums, and warn of bodies that report and never meet."""
    bodies = {row.get("body"): row for row in rows["bodies"]}
    for row in rows["reporting"]:
        check_order(row, "min_working_days", "max_working_days", findings)
        feeder, receiver = bodies.get(row.get("from_body")), bodies.get(row.get("to_body"))
        if row.get("kind", "report") != "report" or feeder is None or receiver is None:
            continue
        _check_blank_minimum(row, receiver, findings)
        if meets(receiver) and not meets(feeder):
            message = f"{row.get('from_body')} never meets, so it cannot report before each meeting"
            findings.warning(row, "from_body", message, "Give it meetings in the table bodies, or write escalate.")


def _check_blank_minimum(row: Row, receiver: Row, findings: Findings) -> None:
    """Note a maximum below the receiver's notice and one day, which a blank minimum stands for."""
    most, least = row.get("max_working_days"), receiver.get("notice_clear_days", 0) + 1
    if row.blank("min_working_days") and receiver.fine("notice_clear_days") and most is not None and most < least:
        message = (
            f"max_working_days is {most}, and a blank min_working_days is the receiver's notice and one day: {least}"
        )
        remedy = f"Write at least {least}, or fill in min_working_days."
        findings.contradiction(row, "max_working_days", message, remedy)
