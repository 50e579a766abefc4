"""What can be planned and is hardly meant: a meeting at half past six in the morning, of three minutes, sixty times.

Each is a warning that shows what was read: typing 6.30 for the evening is the commonest slip of all.
"""

from collections.abc import Iterator

from scheduler.domain.wording import clock, counted, listed
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows
from scheduler.reading.tables.times import EARLIEST, is_unlikely

SHORTEST, LONGEST = 15, 6 * 60
"""Meetings that last less, or longer, are asked about; minutes."""
MOST_MEETINGS = 30
"""Meetings of one body in a year, beyond which it is asked about."""
MOST_NOTICE = 28
"""Clear days of notice, beyond which it is asked about: no law asks for more."""
HALF_A_DAY = 12 * 60
AN_HOUR = 60
LEAVE = "If it is right, nothing need be done."


def warn_of_the_unlikely(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Warn of starts, lengths, numbers of meetings and notices that nobody is likely to mean."""
    for row, column, starts in _starts(rows, found):
        unlikely = [start for start in starts if is_unlikely(start)]
        if unlikely:
            findings.warning(row, column, *_of_start(unlikely[0]))
    for row, column, minutes in _lengths(rows, found):
        if not SHORTEST <= minutes <= LONGEST:
            findings.warning(row, column, f"a meeting of {_length(minutes)}", f"Write its length in minutes. {LEAVE}")
    for row in (*rows["bodies"], *rows["meeting_days"]):
        column, number = _most_meetings(row, rows)
        if number > MOST_MEETINGS:
            message = f"{number} meetings in the year"
            findings.warning(row, column, message, f"Write how many there are to be. {LEAVE}")
    for row in rows["bodies"]:
        notice = row.get("notice_clear_days", 0)
        if notice > MOST_NOTICE:
            message = f"{notice} clear days of notice"
            remedy = f"The usual number is 5; leave it blank for what the law asks. {LEAVE}"
            findings.warning(row, "notice_clear_days", message, remedy)


def _starts(rows: Rows, found: FoundSettings) -> Iterator[tuple[Row, str, tuple[int, ...]]]:
    """Yield every cell of starts: its row, its column, and minutes after midnight."""
    if "default_start_times" in found.values:
        yield found.rows["default_start_times"], "value", found.values["default_start_times"]
    for row in rows["bodies"]:
        yield row, "start_times", row.get("start_times", ())
    for table in ("sessions", "fixed_meetings"):
        for row in rows[table]:
            if "start" in row.values:
                yield row, "start", (row.get("start"),)


def _of_start(start: int) -> tuple[str, str]:
    if start < EARLIEST:
        meant = f"{_by_twelve(start + HALF_A_DAY)}pm"
        return f"{clock(start)} in the morning; did you mean {meant}?", f"Write {clock(start + HALF_A_DAY)}. {LEAVE}"
    meant = f"{_by_twelve(start)}am"
    return f"{clock(start)} at night; did you mean {meant}?", f"Write {clock(start - HALF_A_DAY)}. {LEAVE}"


def _by_twelve(start: int) -> str:
    """Write a time by the clock of twelve hours: `6.30`."""
    hour, minute = divmod(start, AN_HOUR)
    return f"{(hour - 1) % 12 + 1}.{minute:02d}"


def _lengths(rows: Rows, found: FoundSettings) -> Iterator[tuple[Row, str, int]]:
    """Yield every cell of a length that is not a fault already: its row, its column, and minutes."""
    if "default_duration_minutes" in found.values:
        yield found.rows["default_duration_minutes"], "value", found.values["default_duration_minutes"]
    for table in ("bodies", "fixed_meetings"):
        for row in rows[table]:
            if row.get("duration_minutes", 0):
                yield row, "duration_minutes", row.get("duration_minutes")


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, AN_HOUR)
    parts = [counted(number, what) for number, what in ((hours, "hour"), (rest, "minute")) if number]
    return listed(parts)


def _most_meetings(row: Row, rows: Rows) -> tuple[str, int]:
    """Return the column that says most meetings of the year, and how many."""
    cycle = row.get("cycle", "")
    periods = sum(period.get("cycle", "") == cycle for period in rows["periods"])
    numbers = {
        "per_period": row.get("per_period", 0) * periods,
        "meetings_min": row.get("meetings_min", 0),
        "meetings_max": row.get("meetings_max", 0),
    }
    column = max(numbers, key=lambda name: numbers[name])
    return column, numbers[column]
