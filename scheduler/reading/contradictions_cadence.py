"""Contradictions of how often something meets, and when: cadences, sets of periods, weeks of the month and months."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.domain.sitting_days import EVERY_WEEKDAY, MONDAY_TO_FRIDAY, SittingDays, days_named
from scheduler.domain.wording import counted, long_date, span, times
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows
from scheduler.reading.tables.texts import code_key, shown

CADENCE = ("per_period", "meetings_min", "meetings_max")
ONE_DAY = timedelta(days=1)


def meets(row: Row) -> bool:
    """Whether a body or a meeting day meets at all, as far as its row says."""
    return not row.blank(*CADENCE) or (row.table == "bodies" and not row.blank("meeting_day"))


def check_periods(rows: Rows, findings: Findings) -> None:
    """Note periods of one set that overlap, and days between two of them; sets are spelt as at first."""
    spelt: dict[str, str] = {}
    of_cycle: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows["periods"]:
        if "cycle" in row.values:
            row.values["cycle"] = spelt.setdefault(code_key(row.get("cycle")), row.get("cycle"))
        of_cycle[row.get("cycle")].append(row)
    for periods in of_cycle.values():
        _check_overlaps(periods, findings)


def _check_overlaps(rows: Iterable[Row], findings: Findings) -> None:
    whole = [row for row in rows if "start_date" in row.values and "end_date" in row.values]
    whole.sort(key=lambda row: row.get("start_date"))
    last: Row | None = None
    for row in whole:
        if last is not None:
            start, end = row.get("start_date"), last.get("end_date")
            if start <= end:
                message = f"it starts before the period {last.get('period')} (row {last.number}) is over"
                remedy = f"Start it after {long_date(end)}, or write another set of periods under cycle."
                findings.contradiction(row, "start_date", message, remedy)
            elif start - end > ONE_DAY:
                message = f"there are days between the period {last.get('period')} and this one"
                remedy = f"If they belong to a period, start this one on {long_date(end + ONE_DAY)}."
                findings.warning(row, "start_date", message, remedy)
        if last is None or row.get("end_date") > last.get("end_date"):
            last = row


def periods_of(row: Row, rows: Rows) -> list[Row]:
    """Return the periods of the set that a body or meeting day counts by."""
    return [period for period in rows["periods"] if period.get("cycle") == row.get("cycle")]


def check_own_cadence(row: Row, findings: Findings) -> None:
    """Note a cadence of a body that sits in a meeting day."""
    if row.blank("meeting_day"):
        return
    for column in (*CADENCE, "cycle"):
        if not row.blank(column):
            message = f"{column} is filled in, and the body meets as often as its meeting day does"
            findings.contradiction(row, column, message, f"Clear {column}, or clear meeting_day and session.")
            return


def check_cadence(row: Row, rows: Rows, findings: Findings) -> None:
    """Note two cadences, periods that there are not, a set of periods of no use, and a minimum above its maximum."""
    of_its_own = row.table == "meeting_days" or row.blank("meeting_day")
    if not row.blank("per_period"):
        if not row.blank("meetings_min", "meetings_max"):
            message = "two cadences: so many in each period, and so many in the year"
            findings.contradiction(row, "per_period", message, "Clear per_period, or meetings_min and meetings_max.")
        if "periods" not in findings.unreadable and of_its_own:
            _check_cycle(row, rows, findings)
    elif not row.blank("cycle") and of_its_own:
        message = "a set of periods is named, and it does not meet so many times in each period"
        findings.contradiction(row, "cycle", message, "Clear the cell, or fill in per_period.")
    check_order(row, "meetings_min", "meetings_max", findings)
    check_order(row, "min_gap_days", "max_gap_days", findings)


def _check_cycle(row: Row, rows: Rows, findings: Findings) -> None:
    """Note periods that there are not; the set is spelt as the table of periods does."""
    named = {code_key(one.get("cycle")): one.get("cycle") for one in rows["periods"] if "cycle" in one.values}
    cycle = row.get("cycle")
    if not rows["periods"]:
        message = "it meets so many times in each period, and there are no periods"
        findings.contradiction(row, "per_period", message, "Fill in the table periods, or write meetings_min.")
    elif cycle is not None and code_key(cycle) in named:
        row.values["cycle"] = named[code_key(cycle)]
    elif cycle is not None:
        message = f"no period belongs to the set {shown(cycle)}"
        wanted = f"Write {' or '.join(named.values())}, or clear the cell." if named else "Clear the cell."
        findings.contradiction(row, "cycle", message, f"{findings.suggestion(code_key(cycle), named)}{wanted}")
    elif row.blank("cycle") and all(not one.blank("cycle") for one in rows["periods"]):
        message = (
            f"it meets so many times in each period, and every period belongs to a set: {', '.join(named.values())}"
        )
        findings.contradiction(row, "per_period", message, "Write one of these sets under cycle.")


def check_days_of_month(
    row: Row, meeting_day: Row | None, rows: Rows, found: FoundSettings, findings: Findings
) -> None:
    """Note weeks of the month and months that leave something no day, and warn where they leave too few of them."""
    asked = (row,) if meeting_day is None else (row, meeting_day)
    fine = all(one.fine("weekdays", "weeks_of_month", "months", "start_date", "end_date") for one in asked)
    if row.blank("weeks_of_month", "months") or found.calendar is None or not meets(row) or not fine:
        return
    kept = _days_of(row) if meeting_day is None else _days_of(meeting_day).narrowed_by(_days_of(row))
    life = _days(*found.calendar, row)
    days = [day for day in life if day in kept]
    column = "months" if row.blank("weeks_of_month") else "weeks_of_month"
    if life and not days:
        column = column if any(day.month in kept.months for day in life) else "months"
        message = f"it meets only on {kept.title}, and no day {span(life[0], life[-1])} is one"
        findings.contradiction(row, column, message, "Write others, or clear the cell.")
    elif days and meeting_day is None and row.fine(*CADENCE, "cycle", "start_times", "min_gap_days"):
        once_a_day = row.table == "meeting_days" or row.get("min_gap_days", 0) > 0
        starts = 1 if once_a_day else len(row.get("start_times", found.settings().default_start_times))
        _warn_of_too_few(row, column, kept, [day for day in days for _ in range(starts)], rows, findings)


def _days_of(row: Row) -> SittingDays:
    usual = MONDAY_TO_FRIDAY if row.table == "meeting_days" or row.blank("meeting_day") else EVERY_WEEKDAY
    weeks, months = row.get("weeks_of_month", frozenset()), row.get("months", frozenset())
    return days_named(row.get("weekdays"), weeks, months, usual)


def _days(first: date, last: date, row: Row) -> list[date]:
    """Return the days of the calendar on which a body exists."""
    first, last = max(first, row.get("start_date", first)), min(last, row.get("end_date", last))
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]


def _warn_of_too_few(
    row: Row, column: str, kept: SittingDays, places: list[date], rows: Rows, findings: Findings
) -> None:
    """Warn where there are fewer days, each as often as one may meet on it, than meetings that are owed.

    It is no fault: meetings that were held already, on other days, may be enough.
    """
    remedy = "Write others, or clear the cell; else there is no plan, unless rows of fixed_meetings leave one."
    owed = row.get("per_period", 0)
    for period in periods_of(row, rows) if owed else ():
        if "start_date" in period.values and "end_date" in period.values:
            first, last = period.get("start_date"), period.get("end_date")
            inside = sum(first <= day <= last for day in places)
            if inside < owed and _days(first, last, row):
                message = f"{period.get('period')} has {_such(inside)} as {kept.title}, and it is to meet {times(owed)}"
                findings.warning(row, column, message, remedy)
                return
    if len(places) < row.get("meetings_min", 0):
        least = times(row.get("meetings_min"))
        message = f"the calendar has {_such(len(places))} as {kept.title}, and it is to meet {least}"
        findings.warning(row, column, message, remedy)


def _such(number: int) -> str:
    return counted(number, "such day") if number else "no such day"


def check_order(row: Row, least: str, most: str, findings: Findings) -> None:
    """Note a minimum above its maximum."""
    low, high = row.get(least), row.get(most)
    if low is not None and high is not None and low > high:
        message = f"{least} is {low}, above {most}, which is {high}"
        findings.contradiction(row, least, message, f"Write at most {high}, or raise {most}.")
