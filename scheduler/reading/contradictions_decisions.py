"""Contradictions of `decisions`: of no meeting, in private for no reason, announced too late; and who decides what."""

from scheduler.domain.calendar import Settings
from scheduler.domain.uids import KEY_DECISION
from scheduler.domain.wording import long_date
from scheduler.law.row import INFORMAL
from scheduler.law.rows import in_force
from scheduler.reading.authorities import settings_for
from scheduler.reading.contradictions_cadence import meets
from scheduler.reading.contradictions_fixed import highest_numbers
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows

ADVISES = frozenset({INFORMAL, "scrutiny_committee", "health_and_wellbeing_board"})
"""Legal kinds that as a rule decide nothing for the council."""


def check_decisions(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in the rows about decisions, and warn of who is no decision maker."""
    numbers = dict(highest_numbers(rows))
    bodies = {row.get("body"): row for row in rows["bodies"]}
    for row in rows["decisions"]:
        _check_meeting(row, found, numbers, findings)
        _check_reason(row, findings)
        _check_notice(row, findings)
        body = bodies.get(row.get("body"))
        if body is not None:
            _check_maker(row, body, findings)
            _check_key(row, body, settings_for(body, rows, found), findings)


def _check_meeting(row: Row, found: FoundSettings, numbers: dict[tuple[str, str], int], findings: Findings) -> None:
    if row.blank("date", "number"):
        message = "neither the date nor the number of the meeting is filled in"
        remedy = "Write the number of the body's meeting, which stays with it wherever it is moved, or its date."
        findings.contradiction(row, "number", message, remedy)
    number, most = row.get("number"), numbers.get(("body", row.get("body")))
    if number is not None and (number == 0 or (most is not None and number > most)):
        message = f"{row.get('body')} has no meeting number {number}"
        highest = f"Write a number from 1 to {most}" if most else "Write its date"
        findings.fault(row, "number", message, f"{highest}, or give the body more meetings.")
    day, (first, last) = row.get("date"), found.span
    if day is not None and row.blank("number") and not first <= day <= last:
        message = f"the decision is dated {long_date(day)}, outside the calendar"
        findings.warning(row, "date", message, "Correct the date, or clear the row if it is left from another year.")


def _check_reason(row: Row, findings: Findings) -> None:
    if row.get("private") and row.blank("reason"):
        message = "it is to be taken in private, and the reason is blank"
        remedy = "Write the reason, as the notice has to give it: the paragraph of exempt information, for example."
        findings.contradiction(row, "reason", message, remedy)
    elif not row.blank("reason") and row.fine("private") and not row.get("private"):
        message = "a reason for private business is given, and the decision is not private"
        findings.warning(row, "private", message, "Write yes, or clear the reason.")


def _check_notice(row: Row, findings: Findings) -> None:
    given, day = row.get("noticed_on"), row.get("date")
    if given is not None and day is not None and row.blank("number") and given >= day:
        message = f"notice was given on {long_date(given)}, not before the meeting on {long_date(day)}"
        findings.fault(row, "noticed_on", message, "Write the day on which notice was given, or clear the cell.")


def _check_maker(row: Row, body: Row, findings: Findings) -> None:
    """Warn of a body that decides nothing, or never meets, or not in public."""
    name = body.get("name", body.get("body"))
    if not meets(body) and body.blank("meeting_day"):
        message = f"{name} holds no meetings in this calendar, and cannot decide anything"
        findings.warning(row, "body", message, "Write the body that takes the decision, or give it meetings.")
    elif body.get("legal_kind", INFORMAL) in ADVISES:
        message = f"{name} is no decision maker: it advises, or is none of the council's committees in law"
        findings.warning(row, "body", message, "Write who takes the decision, or correct legal_kind of the body.")
    elif body.fine("open_to_public") and not body.get("open_to_public"):
        message = f"{name} is not open to the public, so the published forward plan does not show this"
        findings.warning(row, "body", message, "Write yes under open_to_public of the body if it meets in public.")


def _check_key(row: Row, body: Row, settings: Settings, findings: Findings) -> None:
    """Warn of a key decision of a body of which the law asks no notice."""
    if not row.get("key") or not body.fine("legal_kind"):
        return
    day = row.get("date") or settings.end_date
    law = in_force(KEY_DECISION, settings.holidays, settings.authority_kind, body.get("legal_kind", INFORMAL), day)
    if law is None:
        name = body.get("name", body.get("body"))
        message = f"a key decision is one of the executive, and {name} is not: the law asks no notice of 28 days of it"
        remedy = "Clear key, write the body that takes it, or correct legal_kind of the body."
        findings.warning(row, "key", message, remedy)
