"""Contradictions of `fixed_meetings`: rows that name no meeting, contradict themselves, or each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scheduler.domain.wording import counted, long_date
from scheduler.reading.contradictions_bodies import MIDNIGHT
from scheduler.reading.contradictions_cadence import meets, periods_of
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows
from scheduler.reading.tables.texts import shown, word_key
from scheduler.rules import RULES

WHICH = ("date", "number", "earliest", "latest", "title", "extra")
"""One of these says which meeting a row is about."""
AGREEING = ("title", "start", "room", "duration_minutes", "extra", "cancelled")
"""What two rows about one meeting may both say, if they say the same."""


def check_fixed_meetings(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note whatever is contradictory in the rows about single meetings."""
    numbers = dict(highest_numbers(rows))
    for row in rows["fixed_meetings"]:
        _check_subject(row, findings)
        _check_which(row, findings)
        _check_window(row, found, findings)
        _check_number(row, numbers, findings)
        _check_length(row, findings)
        _check_state(row, findings)
        _check_waivers(row, findings)
    _check_who_meets(rows, findings)
    for row in rows["fixed_meetings"]:
        _check_sessions(row, rows, findings)
    _check_pairs(rows["fixed_meetings"], findings)


def check_inside(row: Row, column: str, what: str, found: FoundSettings, findings: Findings) -> None:
    """Note a day outside the calendar."""
    day, (first, last) = row.get(column), found.span
    if day is not None and not first <= day <= last:
        message = f"the {what} is on {long_date(day)}, outside the calendar"
        remedy = "Write a day of the calendar, or change start_date or end_date in settings."
        findings.fault(row, column, message, remedy)


def _check_subject(row: Row, findings: Findings) -> None:
    if row.blank("body", "meeting_day"):
        message = "neither body nor meeting_day is filled in"
        findings.contradiction(row, "body", message, "Write what is fixed: a body or a meeting day.")
    elif not row.blank("body") and not row.blank("meeting_day"):
        message = "body and meeting_day are both filled in, and a row fixes one of them"
        findings.contradiction(row, "meeting_day", message, "Clear one, or write two rows.")


def _check_which(row: Row, findings: Findings) -> None:
    if row.blank(*WHICH):
        message = "the row does not say which meeting it is about"
        remedy = "Write its date, its number, the days between which it is held, its title, or yes under extra."
        findings.contradiction(row, "date", message, remedy)
    elif row.get("cancelled") and row.blank("date", "number"):
        message = "the row does not say which meeting is off"
        findings.contradiction(row, "cancelled", message, "Write its date or its number, or clear cancelled.")


def _check_window(row: Row, found: FoundSettings, findings: Findings) -> None:
    check_inside(row, "date", "fixed meeting", found, findings)
    first, last = found.span
    earliest, latest, day = row.get("earliest"), row.get("latest"), row.get("date")
    if earliest is not None and latest is not None and latest < earliest:
        message = f"latest is {long_date(latest)}, before earliest, which is {long_date(earliest)}"
        findings.fault(row, "latest", message, "Write a day on or after earliest.")
    elif earliest is not None and earliest > last:
        message = f"the meeting is not before {long_date(earliest)}, after the calendar's last day"
        findings.fault(row, "earliest", message, "Write a day of the calendar, or clear the cell.")
    elif latest is not None and latest < first:
        message = f"the meeting is not after {long_date(latest)}, before the calendar's first day"
        findings.fault(row, "latest", message, "Write a day of the calendar, or clear the cell.")
    elif day is not None and ((earliest or day) > day or day > (latest or day)):
        message = f"the date, {long_date(day)}, does not lie between earliest and latest"
        findings.fault(row, "date", message, "Correct the date, or clear earliest and latest: the date is enough.")


def highest_numbers(rows: Rows) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the highest number that a meeting of each body or meeting day may have: its cadence and its extras."""
    days = {row.get("meeting_day"): row for row in rows["meeting_days"]}
    for table, column in (("bodies", "body"), ("meeting_days", "meeting_day")):
        for row in rows[table]:
            cadence = days.get(row.get("meeting_day"), row) if table == "bodies" else row
            extras = sum(
                one.get("extra", False) for one in rows["fixed_meetings"] if one.get(column) == row.get(column)
            )
            if cadence.fine("per_period", "meetings_min", "meetings_max", "cycle"):
                per_year = cadence.get("meetings_max", cadence.get("meetings_min", 0))
                yield (
                    (column, row.get(column)),
                    cadence.get("per_period", 0) * len(periods_of(cadence, rows)) + per_year + extras,
                )


def _check_number(row: Row, numbers: dict[tuple[str, str], int], findings: Findings) -> None:
    number = row.get("number")
    column = "meeting_day" if row.blank("body") else "body"
    most = numbers.get((column, row.get(column)))
    if number == 0:
        findings.fault(row, "number", "no meeting has the number 0", "Write 1 for the first, or clear the cell.")
    elif number is not None and most is not None and number > most:
        message = f"{row.get(column)} has {counted(most, 'meeting')} in the calendar, and this is number {number}"
        remedy = "Write a smaller number, raise how often it meets, or write yes under extra."
        findings.fault(row, "number", message, remedy)


def _check_length(row: Row, findings: Findings) -> None:
    minutes, start = row.get("duration_minutes"), row.get("start")
    if minutes == 0:
        findings.fault(row, "duration_minutes", "a meeting of no minutes", "Write how long it sits, or clear the cell.")
    elif minutes is not None and row.blank("body") and not row.blank("meeting_day"):
        message = "a meeting day lasts as long as its sessions"
        findings.contradiction(row, "duration_minutes", message, "Clear the cell, or change the table sessions.")
    elif minutes is not None and (start or 0) + minutes >= MIDNIGHT:
        message = f"a meeting of {minutes} minutes would not be over by midnight"
        findings.contradiction(row, "duration_minutes", message, "Write an earlier start, or a shorter meeting.")


def _check_state(row: Row, findings: Findings) -> None:
    if row.get("extra") and row.get("cancelled"):
        message = "extra and cancelled are both yes, and an extra meeting that is off needs no row"
        findings.contradiction(row, "cancelled", message, "Clear the whole row, or one of the two.")


def _check_waivers(row: Row, findings: Findings) -> None:
    names = {word_key(rule.RULE.name): rule.RULE.name for rule in RULES}
    known = [names[word_key(name)] for name in row.get("waive", ()) if word_key(name) in names]
    for name in row.get("waive", ()):
        if word_key(name) not in names:
            remedy = f"{findings.suggestion(word_key(name), names)}Write a name of the table of rules in the README."
            findings.contradiction(row, "waive", f"{shown(name)} is no rule", remedy)
    if "waive" in row.values:
        row.values["waive"] = tuple(dict.fromkeys(known))
    if not row.blank("waive") and row.blank("reason"):
        message = "a rule is waived, and no reason is given"
        findings.contradiction(row, "reason", message, "Write why: every output shows it beside the meeting.")


def _check_who_meets(rows: Rows, findings: Findings) -> None:
    for table, column in (("bodies", "body"), ("meeting_days", "meeting_day")):
        idle = {row.get(column): row.number for row in rows[table] if not meets(row)}
        for row in rows["fixed_meetings"]:
            code = row.get(column)
            if code is not None and code in idle and not row.get("extra"):
                message = f"{code} never meets: row {idle[code]} of {table} gives it no number of meetings"
                remedy = "Give it meetings (per_period, meetings_min or meetings_max) there, or clear this row."
                findings.contradiction(row, column, message, remedy)


def _check_sessions(row: Row, rows: Rows, findings: Findings) -> None:
    """Note an extra meeting of a body that has none of its own."""
    sits_in = {one.get("body"): one.get("meeting_day") for one in rows["bodies"]}
    day = sits_in.get(row.get("body"))
    if row.get("extra") and day is not None:
        message = f"{row.get('body')} sits in the meeting day {day}, and has no meetings of its own"
        findings.contradiction(row, "extra", message, f"Write {day} under meeting_day instead of the body.")


def _check_pairs(rows: Iterable[Row], findings: Findings) -> None:
    """Hold each row against the earlier ones that may be about the same meeting; of those that say the same, the first.

    They are of one number; or of one date, and at most one of the two has a number.
    """
    earlier: defaultdict[tuple[object, ...], dict[tuple[object, ...], Row]] = defaultdict(dict)
    for row in rows:
        body, day, number, on = (row.get(column) for column in ("body", "meeting_day", "number", "date"))
        by_number, dated, numbered = ((body, day, *which) for which in (("number", number), (on, False), (on, True)))
        near = [] if number is None else [by_number]
        if on is not None:
            near += [dated, numbered] if number is None else [dated]
        for one in {one.number: one for place in near for one in earlier[place].values()}.values():
            _check_pair(one, row, findings)
        says = tuple(row.get(column) for column in ("number", "date", *AGREEING))
        for place in (by_number, dated if number is None else numbered):
            earlier[place].setdefault(says, row)


def _check_pair(one: Row, two: Row, findings: Findings) -> None:
    """Note two rows about one meeting that contradict each other, at the later."""
    if any(one.get(column) != two.get(column) for column in ("body", "meeting_day")):
        return
    numbers, days = ({one.get(column), two.get(column)} for column in ("number", "date"))
    if len(numbers) == 1 and numbers != {None}:
        columns: tuple[str, ...] = ("date", *AGREEING)
    elif len(days) == 1 and days != {None} and None in numbers and not _at_two_times(one, two):
        columns = AGREEING
    else:
        return
    for column in columns:
        given = one.get(column), two.get(column)
        differ = None not in given and given[0] != given[1]
        if differ or (column == "cancelled" and bool(given[0]) != bool(given[1])):
            message = f"row {one.number} says otherwise of the same meeting"
            findings.contradiction(two, column, message, "Clear one of the two cells, or one of the two rows.")


def _at_two_times(one: Row, two: Row) -> bool:
    """Whether the rows are about two meetings on one day."""
    starts = {one.get("start"), two.get("start")}
    return None not in starts and len(starts) > 1
