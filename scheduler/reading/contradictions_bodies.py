"""Contradictions of bodies: how often they meet, how long and when, their members, quorums and reporting lines."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import accumulate

from scheduler.dates.closed_dates import check_known
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY
from scheduler.domain.wording import counted
from scheduler.errors import BeyondHorizon
from scheduler.reading.contradictions_cadence import (
    check_cadence,
    check_days_of_month,
    check_order,
    check_own_cadence,
    meets,
)
from scheduler.reading.rows import NOTICE_BEFORE_START, Findings, FoundSettings, Row, Rows, votes
from scheduler.reading.stated import notice_of
from scheduler.reading.tables.texts import cut

MIDNIGHT = 24 * 60
COUNTED_BY = ("category", "organisation", "person", "role")
MOST_LOOKS = 200_000
"""Seats that are looked at before the rest is left to the planner: every rule looks at all of its body's."""


def check_bodies(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in each body."""
    check_report_days(found, findings)
    rooms = {row.get("room"): row for row in rows["rooms"] if "room" in row.values}
    days = {row.get("meeting_day"): row for row in rows["meeting_days"] if "meeting_day" in row.values}
    for row in rows["bodies"]:
        check_own_cadence(row, findings)
        check_cadence(row, rows, findings)
        check_days_of_month(row, days.get(row.get("meeting_day")), rows, found, findings)
        _check_length(row, found, findings)
        _check_notice(row, found, findings)
        _warn_of_contrary_places(row, rooms.get(row.get("room")), findings)
        _warn_of_contrary_weekdays(row, days.get(row.get("meeting_day")), findings)
        if row.get("successor") is not None and row.get("successor") == row.get("body"):
            findings.fault(row, "successor", "a body cannot take over from itself", "Write another body, or clear it.")


def check_meeting_days(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in each meeting day."""
    for row in rows["meeting_days"]:
        check_cadence(row, rows, findings)
        check_days_of_month(row, None, rows, found, findings)
        if not meets(row):
            message = "the meeting day is never held: no number of meetings is given"
            findings.warning(row, "per_period", message, "Fill in per_period, or meetings_min and meetings_max.")


def _check_length(row: Row, found: FoundSettings, findings: Findings) -> None:
    """Note meetings of no minutes, and meetings that run past midnight."""
    if row.get("duration_minutes") == 0:
        findings.fault(row, "duration_minutes", "a meeting of no minutes", "Write how long it sits, or clear the cell.")
    if not row.blank("meeting_day") or not row.fine("duration_minutes", "start_times"):
        return
    settings = found.settings()
    times = row.get("start_times", settings.default_start_times)
    minutes = row.get("duration_minutes", settings.default_duration_minutes)
    if max(times) + minutes >= MIDNIGHT and not row.blank("start_times", "duration_minutes"):
        column = "duration_minutes" if row.blank("start_times") else "start_times"
        message = f"a meeting of {minutes} minutes from the latest start would not be over by midnight"
        findings.contradiction(row, column, message, "Write an earlier start, or a shorter meeting.")


def _check_notice(row: Row, found: FoundSettings, findings: Findings) -> None:
    """Note a notice, or days for reports before it, that count back to days whose public holidays are not known."""
    start = found.values.get("start_date")
    if start is None or not row.fine("notice_clear_days", "report_due_days"):
        return
    notice = notice_of(row, found.settings())
    reports = row.get("report_due_days", found.values.get("report_due_days", 0)) if notice else 0
    column, what = "notice_clear_days", f"{notice} clear days"
    fault = _beyond_what_is_known(start, notice)
    if fault is None and reports:
        column, what = "report_due_days", f"{counted(reports, 'working day')} before an agenda, {what}"
        fault = _beyond_what_is_known(start, notice + reports)
    if fault is not None:
        message = f"{what} before the calendar's first meeting are beyond what can be counted: {fault}"
        findings.contradiction(row, column, message, "Write fewer days, such as 5.")


def check_report_days(found: FoundSettings, findings: Findings) -> None:
    """Note a setting of days for reports that counts back to days whose public holidays are not known."""
    start, days = found.values.get("start_date"), found.values.get("report_due_days", 0)
    fault = None if start is None else _beyond_what_is_known(start, days)
    if fault is not None:
        message = f"{days} working days before the calendar's first agenda are beyond what can be counted: {fault}"
        findings.contradiction(found.rows["report_due_days"], "value", message, "Write fewer days, such as 1.")
        del found.values["report_due_days"]


def _beyond_what_is_known(start: date, days: int) -> BeyondHorizon | None:
    """Return why so many working days cannot be counted back from a calendar's first day; None where they can."""
    try:
        check_known(date.fromordinal(max(start.toordinal() - NOTICE_BEFORE_START.days - 2 * days, 1)))
    except BeyondHorizon as fault:
        return fault
    return None


def _warn_of_contrary_places(row: Row, room: Row | None, findings: Findings) -> None:
    """Warn of a room that is not at the venue."""
    if room is not None and row.get("venue", room.get("venue")) != room.get("venue", row.get("venue")):
        message = f"the room {row.get('room')} is at {cut(room.get('venue'))}, and the venue is {cut(row.get('venue'))}"
        findings.warning(row, "room", message, "Clear the room or the venue: it can sit nowhere that is both.")


def _warn_of_contrary_weekdays(row: Row, meeting_day: Row | None, findings: Findings) -> None:
    """Warn of a body that can sit on none of the weekdays of its meeting day."""
    own = row.get("weekdays")
    if own is None or meeting_day is None or not meeting_day.fine("weekdays"):
        return
    if own.isdisjoint(meeting_day.get("weekdays", MONDAY_TO_FRIDAY)):
        message = f"none of these days is a weekday of the meeting day {row.get('meeting_day')}"
        findings.warning(row, "weekdays", message, "Write one of its weekdays, or clear the cell.")


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


class Seats:
    """The voting seats of every body; a seat with a fault counts for whatever it might yet be."""

    def __init__(self, rows: Rows) -> None:
        self._people = {row.get("person"): row for row in rows["people"]}
        self._of_body: defaultdict[str, list[Row]] = defaultdict(list)
        self._homeless = 0
        self.looked_at = 0
        for row in rows["memberships"]:
            if "body" in row.values:
                self._of_body[row.get("body")].append(row)
            else:
                self._homeless += 1

    def most(self, body: str, days: tuple[date, date], counts: Callable[[Row], bool]) -> int:
        """Return the most seats with a vote, of those that count, that are in force on any of the days."""
        changes = []
        self.looked_at += len(self._of_body[body])
        for row in self._of_body[body]:
            first, last = max(first_day(row), days[0]), min(last_day(row), days[1])
            if first <= last and _may_vote(row) and counts(row):
                changes += [(first.toordinal(), 1), (last.toordinal() + 1, -1)]
        steps = accumulate(change for _, change in sorted(changes))
        return self._homeless + max(steps, default=0)

    def matches(self, rule: Row, seat: Row) -> bool:
        """Whether a quorum rule counts the seat."""
        person = self._people.get(seat.get("person"))
        return (
            (person is None or _agree(rule, person, "category"))
            and (person is None or _agree(rule, person, "organisation"))
            and _agree(rule, seat, "person")
            and (not seat.fine("role") or rule.get("role") in (None, seat.get("role", "member")))
        )


def _may_vote(row: Row) -> bool:
    return not row.fine("role", "voting") or votes(row)


def _agree(rule: Row, row: Row, column: str) -> bool:
    return column not in rule.values or not row.fine(column) or rule.get(column) == row.get(column)


def check_quorums(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note explicit quorums and quorum rules above what the voting members could ever make up."""
    if "memberships" in findings.unreadable:
        return
    seats = Seats(rows)
    life: dict[str, tuple[date, date]] = {}
    for row in rows["bodies"]:
        first, last = max(first_day(row), found.span[0]), min(last_day(row), found.span[1])
        if "body" in row.values and meets(row) and first <= last:
            life[row.get("body")] = first, last
            _check_quorum(row, seats, (first, last), findings)
    for row in rows["quorum_rules"]:
        if seats.looked_at > MOST_LOOKS:
            return
        if row.get("body") in life and "minimum" in row.values and row.fine(*COUNTED_BY) and not row.blank(*COUNTED_BY):
            _check_rule(row, seats, life[row.get("body")], findings)


def _check_quorum(row: Row, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    quorum = row.get("quorum")
    if isinstance(quorum, int):
        most = seats.most(row.get("body"), days, lambda _: True)
        if quorum > most:
            message = f"a quorum of {quorum}, and the body has never more than {counted(most, 'voting member')}"
            remedy = "Write a smaller number or a share such as 25%, or add the missing members to memberships."
            findings.contradiction(row, "quorum", message, remedy)


def _check_rule(row: Row, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    most = seats.most(row.get("body"), days, lambda seat: seats.matches(row, seat))
    if row.get("minimum") > most:
        whom = ", ".join(cut(row.get(column)) for column in COUNTED_BY if column in row.values)
        message = (
            f"at least {row.get('minimum')} of {whom} must be there, and {row.get('body')} has never more than "
            f"{counted(most, 'such voting member')}"
        )
        remedy = "Write a smaller minimum, correct whom it counts, or add the missing members to memberships."
        findings.contradiction(row, "minimum", message, remedy)


def check_reporting(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note minimums above maximums, and warn of bodies that report and never meet."""
    bodies = {row.get("body"): row for row in rows["bodies"]}
    for row in rows["reporting"]:
        check_order(row, "min_working_days", "max_working_days", findings)
        feeder, receiver = bodies.get(row.get("from_body")), bodies.get(row.get("to_body"))
        if row.get("kind", "report") != "report" or feeder is None or receiver is None:
            continue
        _check_blank_minimum(row, receiver, found, findings)
        if meets(receiver) and not meets(feeder):
            message = f"{row.get('from_body')} never meets, so it cannot report before each meeting"
            findings.warning(row, "from_body", message, "Give it meetings in the table bodies, or write escalate.")


def _check_blank_minimum(row: Row, receiver: Row, found: FoundSettings, findings: Findings) -> None:
    """Note a maximum below the receiver's notice and one day, which a blank minimum stands for."""
    most, least = row.get("max_working_days"), notice_of(receiver, found.settings()) + 1
    if row.blank("min_working_days") and receiver.fine("notice_clear_days") and most is not None and most < least:
        message = (
            f"max_working_days is {most}, and a blank min_working_days is the receiver's notice and one day: {least}"
        )
        remedy = f"Write at least {least}, or fill in min_working_days."
        findings.contradiction(row, "max_working_days", message, remedy)
