"""Themes, projects and weights of wishes that mean nothing."""

from scheduler.reading.cell_text import shown, word_key
from scheduler.reading.contradictions_bodies import meets
from scheduler.reading.parse_rows import Findings, Row, Rows
from scheduler.wishes import WISHES

LEAST_WEIGHT, MOST_WEIGHT = 1, 10


def check_themes(rows: Rows, findings: Findings) -> None:
    """Note weights out of range, and warn of themes no lunch can take and reports nobody can hear."""
    with_lunch = {row.get("meeting_day") for row in rows["sessions"] if row.get("kind") == "lunch"}
    speakers = {row.get("speaker"): row for row in rows["speakers"]}
    doubtful = "sessions" in findings.unreadable or any(not row.fine("meeting_day", "kind") for row in rows["sessions"])
    for row in rows["themes"]:
        weight = row.get("weight")
        if weight is not None and not LEAST_WEIGHT <= weight <= MOST_WEIGHT:
            message = f"a weight of {weight}, and themes weigh from {LEAST_WEIGHT} to {MOST_WEIGHT}"
            findings.contradiction(row, "weight", message, f"Write a number from {LEAST_WEIGHT} to {MOST_WEIGHT}.")
        if "meeting_day" in row.values and row.get("meeting_day") not in with_lunch and not doubtful:
            message = f"{row.get('meeting_day')} has no lunch that could take the theme"
            findings.warning(row, "meeting_day", message, "Add a session of the kind lunch, or clear the row.")
        _warn_of_absent_speaker(row, speakers, findings)
    _warn_of_unheard_reports(rows, findings)


def _warn_of_absent_speaker(row: Row, speakers: dict[str, Row], findings: Findings) -> None:
    day, speaker = row.get("date"), speakers.get(row.get("speaker"))
    available = () if speaker is None else speaker.get("available", ())
    if day is not None and available and day not in available:
        message = f"{row.get('speaker')} is not available on the theme's date"
        findings.warning(row, "speaker", message, "Add the day to available in the table speakers, or change one.")


def _warn_of_unheard_reports(rows: Rows, findings: Findings) -> None:
    idle = {row.get("body") for row in rows["bodies"] if not meets(row)}
    for row in rows["projects"]:
        if "report_due" not in row.values or not row.fine("reports_to"):
            continue
        if row.blank("reports_to"):
            message = "reports are due, and reports_to does not say to whom"
            findings.warning(row, "reports_to", message, "Write the body that hears them.")
        elif row.get("reports_to") in idle:
            message = f"reports are due to {row.get('reports_to')}, which never meets"
            findings.warning(row, "reports_to", message, "Write a body that meets.")


def check_wishes(rows: Rows, findings: Findings) -> None:
    """Spell every wish as this program does; note those it does not know, and those given twice."""
    names = {word_key(wish.WISH.name): wish.WISH.name for wish in WISHES}
    first: dict[str, Row] = {}
    for row in rows["wishes"]:
        given = row.get("wish")
        if given is None:
            continue
        name = names.get(word_key(given))
        if name is None:
            remedy = f"{findings.suggestion(word_key(given), names)}Write a name from the README's table of wishes."
            findings.fault(row, "wish", f"{shown(given)} is no wish", remedy)
            continue
        row.values["wish"] = name
        if first.setdefault(name, row) is not row:
            message = f"{name} is given twice: here and in row {first[name].number}"
            findings.contradiction(row, "wish", message, "Clear one of the two rows.")
