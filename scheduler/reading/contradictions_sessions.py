"""Sessions that overlap or end before they start, and meeting days without sessions."""

from collections import defaultdict

from scheduler.domain.wording import clock
from scheduler.reading.parse_rows import Findings, Row, Rows


def check_sessions(rows: Rows, findings: Findings) -> None:
    """Note what is contradictory in the sessions of each meeting day."""
    of_day: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["sessions"]:
        start, end = row.get("start"), row.get("end")
        if start is not None and end is not None and end <= start:
            message = f"the session ends at {clock(end)}, and starts at {clock(start)}"
            findings.fault(row, "end", message, "Write a time after start.")
        if "meeting_day" in row.values:
            of_day[row.get("meeting_day")].append(row)
    for sessions in of_day.values():
        _check_overlaps(sessions, findings)
        _check_lunches(sessions, findings)
    doubtful = "sessions" in findings.unreadable or any(not row.fine("meeting_day") for row in rows["sessions"])
    for row in rows["meeting_days"]:
        if "meeting_day" in row.values and row.get("meeting_day") not in of_day and not doubtful:
            message = f"the meeting day {row.get('meeting_day')} has no sessions"
            findings.contradiction(row, "meeting_day", message, "Add its sessions to the table sessions.")
    _warn_of_lengths(rows, findings)


def _check_overlaps(rows: list[Row], findings: Findings) -> None:
    timed = sorted((row for row in rows if {"start", "end"} <= row.values.keys()), key=lambda row: row.get("start"))
    last: Row | None = None
    for row in timed:
        if last is not None and row.get("start") < last.get("end"):
            message = f"the session starts at {clock(row.get('start'))}, before the one of row {last.number} is over"
            remedy = f"Start it at {clock(last.get('end'))} or later, or end the other earlier."
            findings.contradiction(row, "start", message, remedy)
        if last is None or row.get("end") > last.get("end"):
            last = row


def _check_lunches(rows: list[Row], findings: Findings) -> None:
    lunches = [row for row in rows if row.get("kind") == "lunch"]
    for row in lunches[1:]:
        message = f"a second lunch in one meeting day: row {lunches[0].number} is the first"
        findings.contradiction(row, "kind", message, "Keep one lunch, and make the other boards or plenary.")


def _warn_of_lengths(rows: Rows, findings: Findings) -> None:
    """Warn of bodies that sit longer than their session is, or in a lunch."""
    sessions = {(row.get("meeting_day"), row.get("session")): row for row in rows["sessions"]}
    for row in rows["bodies"]:
        session = sessions.get(
            (
                row.get("meeting_day"),
                row.get("session"),
            )
        )
        if session is None or "session" not in row.values:
            continue
        if session.get("kind") == "lunch":
            message = f"the body sits in {row.get('session')}, which is a lunch"
            findings.warning(row, "session", message, "Write a session of the kind boards or plenary.")
        start, end, minutes = session.get("start"), session.get("end"), row.get("duration_minutes")
        if start is not None and end is not None and minutes is not None and minutes > end - start:
            message = f"{minutes} minutes are longer than the session, which has {end - start}"
            findings.warning(row, "duration_minutes", message, "Shorten the meeting, or lengthen the session.")
