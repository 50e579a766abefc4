"""Every contradiction between cells, rows and tables: a fault at the cell that shows it."""

from collections import defaultdict
from datetime import timedelta

from scheduler.domain.names import name_key, person_key
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import clock, listed, long_date
from scheduler.reading.contradictions_bodies import (
    check_bodies,
    check_meeting_days,
    check_reporting,
)
from scheduler.reading.contradictions_cadence import check_periods, meets
from scheduler.reading.contradictions_closed import check_closed_dates
from scheduler.reading.contradictions_decisions import check_decisions
from scheduler.reading.contradictions_equipment import check_equipment
from scheduler.reading.contradictions_fixed import check_fixed_meetings, check_inside
from scheduler.reading.contradictions_law import check_law_waivers
from scheduler.reading.contradictions_links import check_links
from scheduler.reading.contradictions_members import check_memberships, check_quorums
from scheduler.reading.contradictions_seating import check_seating
from scheduler.reading.contradictions_sense import warn_of_the_unlikely
from scheduler.reading.contradictions_stale import warn_of_stale
from scheduler.reading.contradictions_year import check_year
from scheduler.reading.references import check_circles, check_keys, warn_of_strange_words
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows, begin_of, end_of
from scheduler.reading.tables.texts import code_key, shown, word_key
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.tiers import EXCHANGE

ONE_DAY = timedelta(days=1)

_FROM_DAY_TO_DAY = ("periods", "bodies", "memberships", "closed_dates", "projects")
LEAST_WEIGHT, MOST_WEIGHT = 1, 10


def find_contradictions(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note every contradiction, and warn of what had better be looked at."""
    check_filled(rows, findings)
    check_keys(rows, findings)
    check_days(rows, findings)
    check_fixed_meetings(rows, found, findings)
    check_year(rows, found, findings)
    check_calendar(rows, found, findings)
    warn_of_stale(rows, found, findings)
    check_closed_dates(rows, findings)
    check_bodies(rows, found, findings)
    check_meeting_days(rows, found, findings)
    check_sessions(rows, findings)
    check_memberships(rows, findings)
    check_quorums(rows, found, findings)
    check_reporting(rows, found, findings)
    check_links(rows, findings)
    check_seating(rows, found, findings)
    check_equipment(rows, findings)
    warn_of_twins(rows, findings)
    warn_of_contacts(rows, findings)
    check_circles(rows, findings)
    check_themes(rows, findings)
    check_wishes(rows, findings)
    warn_of_the_unlikely(rows, found, findings)
    check_law_waivers(rows, findings)
    check_decisions(rows, found, findings)
    warn_of_strange_words(rows, findings)


def check_filled(rows: Rows, findings: Findings) -> None:
    """Note where there is nothing to plan: a workbook that is still to be filled in."""
    if not rows["bodies"] and "bodies" not in findings.unreadable:
        remedy = "Write a row for each body, such as Planning Committee, with a code and a name."
        findings.faults.append(Fault("bodies", None, None, "no body is there yet, so there is nothing to plan", remedy))


def check_days(rows: Rows, findings: Findings) -> None:
    """Note every end before its start, and periods that overlap."""
    for table in _FROM_DAY_TO_DAY:
        for row in rows[table]:
            start, end = row.get("start_date"), row.get("end_date")
            if start is not None and end is not None and end < start:
                message = f"it ends on {long_date(end)}, before it starts on {long_date(start)}"
                findings.fault(row, "end_date", message, "Write a last day on or after start_date.")
    for row in rows["unavailability"]:
        start, end = row.get("start"), row.get("end")
        if start is not None and end is not None and end_of(end) <= begin_of(start):
            findings.fault(row, "end", "it ends before it starts", "Write an end after start.")
    for row in rows["rooms"]:
        opens, closes = row.get("open_from"), row.get("open_to")
        if opens is not None and closes is not None and closes <= opens:
            message = f"it closes at {clock(closes)}, and opens at {clock(opens)}"
            findings.fault(row, "open_to", message, "Write a time after open_from.")
    check_periods(rows, findings)


def check_calendar(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note themes outside the calendar."""
    for row in rows["themes"]:
        check_inside(row, "date", "theme", found, findings)


def warn_of_contacts(rows: Rows, findings: Findings) -> None:
    """Warn of a point of contact of no organisation; an organisation may have several."""
    for row in rows["people"]:
        if row.get("point_of_contact") and row.blank("organisation"):
            message = "a point of contact, and no organisation is named"
            findings.warning(row, "organisation", message, "Write the organisation, or clear point_of_contact.")


def warn_of_twins(rows: Rows, findings: Findings) -> None:
    """Warn of people who may be one: of one name and organisation, whose e-mail addresses do not differ."""
    seen: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["people"]:
        if "person" not in row.values or "name" not in row.values:
            continue
        twins = seen[person_key(row.get("name")), name_key(row.get("organisation", ""))]
        email = code_key(row.get("email", ""))
        for other in twins:
            theirs = code_key(other.get("email", ""))
            if code_key(other.get("person")) != code_key(row.get("person")) and (
                email == theirs or not email or not theirs
            ):
                what = "the name and the e-mail address" if email and theirs else "the name and organisation"
                message = f"{row.get('person')} has {what} of {other.get('person')} (row {other.number})"
                remedy = (
                    "If they are one person, no clash between their meetings can be found: keep one row, and write the"
                    " other code among its aliases. If they are two, nothing need be done."
                )
                findings.warning(row, "person", message, remedy)
                break
        twins.append(row)


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
        if word_key(given) == EXCHANGE:
            _check_exchange(row, first, findings)
            continue
        if not row.blank("tier"):
            message = f"a tier is exchanged in rows of the wish {EXCHANGE}, and this one is {given}"
            findings.contradiction(row, "tier", message, f"Clear the cell, or write {EXCHANGE} as the wish.")
        name = names.get(word_key(given))
        if name is None:
            remedy = f"{findings.suggestion(word_key(given), names)}Write a name from the README's table of wishes."
            findings.fault(row, "wish", f"{shown(given)} is no wish", remedy)
            continue
        row.values["wish"] = name
        if first.setdefault(name, row) is not row:
            message = f"{name} is given twice: here and in row {first[name].number}"
            findings.contradiction(row, "wish", message, "Clear one of the two rows.")


def _check_exchange(row: Row, first: dict[str, Row], findings: Findings) -> None:
    """Note an exchange of no tier, of the last, of nothing, and one given twice."""
    row.values["wish"] = EXCHANGE
    tier, weight = row.get("tier"), row.get("weight")
    if row.blank("tier"):
        message = "the row does not say of which tier a unit is exchanged for some of the next"
        findings.contradiction(row, "tier", message, f"Write one of {listed(TIERS[:-1], 'or')}.")
    elif tier == TIERS[-1]:
        message = f"{tier} is the last tier: there is no next one for which it could be exchanged"
        findings.contradiction(row, "tier", message, f"Write one of {listed(TIERS[:-1], 'or')}.")
    elif tier is not None and first.setdefault(f"{EXCHANGE} {tier}", row) is not row:
        message = f"{tier} is exchanged twice: here and in row {first[f'{EXCHANGE} {tier}'].number}"
        findings.contradiction(row, "tier", message, "Clear one of the two rows.")
    if weight == 0:
        message = "a unit that is worth none of the next tier"
        findings.contradiction(row, "weight", message, "Write how many units of the next tier one is worth, from 1.")
