"""The text of iCalendar (RFC 5545): content lines and the time zone.

A content line (3.1) is escaped, folded at 75 octets and ended by CRLF. It is written here and not by a library because
a feed is joined from events that are serialised once; the tests read every line back with two libraries.

VTIMEZONE (3.6.5) is written as every client reads it: one yearly rule into summer time and one out of it. Outlook
knows only DTSTART, RRULE and the offsets (MS-STANOICAL 2.2.47), and Thunderbird misreads lists of RDATE, so each
change is a rule since 1970. Where a zone keeps no yearly rule, each change is written by itself.
"""

import calendar
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.outputs.naming import cleaned, on_one_line

_LONGEST_LINE = 75
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_RULE_YEARS = 13
"""A rule must hold for so many years; in these, "the second Sunday" falls on every date it can."""

_ONE_DAY = dt.timedelta(days=1)
_ONE_SECOND = dt.timedelta(seconds=1)
_NO_OFFSET = dt.timedelta(0)
_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS_OF_A_WEEK = 7


def content_line(name: str, value: str) -> bytes:
    """Return one line; `name` may bear parameters, and `value` is written as it is."""
    line = f"{name}:{value}".encode()
    pieces = []
    start, room = 0, _LONGEST_LINE
    while len(line) - start > room:
        end = start + room
        while b"\x80" <= line[end : end + 1] < b"\xc0":  # inside a character of several octets
            end -= 1
        pieces.append(line[start:end])
        start, room = end, _LONGEST_LINE - 1  # a folded line begins with a space
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def text_line(name: str, text: str) -> bytes:
    """Return one line whose value is text on one line, escaped."""
    return content_line(name, on_one_line(text).translate(_ESCAPES))


def paragraph_line(name: str, text: str) -> bytes:
    """Return one line whose value is text that may hold line ends, escaped."""
    return content_line(name, cleaned(text).translate(_ESCAPES))


def local_time(moment: dt.datetime) -> str:
    """Write a moment of local time."""
    return moment.strftime("%Y%m%dT%H%M%S")


def calendar_date(day: dt.date) -> str:
    """Write a date."""
    return day.strftime("%Y%m%d")


def utc_time(iso: str) -> str:
    """Write a moment given as ISO 8601; one without an offset is in UTC."""
    moment = dt.datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return local_time(moment.astimezone(dt.UTC)) + "Z"


@dataclass(frozen=True)
class _Change:
    """A change of the clocks; `wall` is what they show just before it."""

    wall: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    rule: str | None = None


@lru_cache(maxsize=64)
def time_zone(name: str, first_year: int, last_year: int) -> bytes:
    """Return the VTIMEZONE of an IANA time zone, right for every event of these years."""
    zone = ZoneInfo(name)
    changes = _changes(zone, first_year - 1, max(last_year + 1, first_year + _RULE_YEARS - 2))
    observances = _as_yearly_rules(changes)
    if observances is None:
        needed = [change for change in changes if change.wall.year <= last_year + 1]
        observances = [_standing(zone, dt.datetime(first_year - 1 if needed else 1970, 1, 1), first_year), *needed]
    return b"".join(
        (
            content_line("BEGIN", "VTIMEZONE"),
            content_line("TZID", name),
            content_line("X-LIC-LOCATION", name),
            *(_observance(change) for change in observances),
            content_line("END", "VTIMEZONE"),
        )
    )


def _observance(change: _Change) -> bytes:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    return b"".join(
        (
            content_line("BEGIN", kind),
            content_line("TZOFFSETFROM", _offset(change.before)),
            content_line("TZOFFSETTO", _offset(change.after)),
            content_line("TZNAME", change.name),
            content_line("DTSTART", local_time(change.wall)),
            b"" if change.rule is None else content_line("RRULE", change.rule),
            content_line("END", kind),
        )
    )


def _offset(offset: dt.timedelta) -> str:
    hours, seconds = divmod(int(abs(offset).total_seconds()), 3600)
    return f"{'-' if offset < _NO_OFFSET else '+'}{hours:02d}{seconds // 60:02d}"


def _standing(zone: ZoneInfo, since: dt.datetime, first_year: int) -> _Change:
    """Return what the clocks show before any change of these years."""
    local = dt.datetime(first_year - 1, 1, 1, tzinfo=zone)
    return _Change(since, _offset_of(local), _offset_of(local), local.strftime("%Z"))


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> list[_Change]:
    """Find each change of the clocks in these years."""
    found = []
    moment = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC)
    while moment.year <= last_year:
        before, after = (_offset_of(one.astimezone(zone)) for one in (moment, moment + _ONE_DAY))
        if before != after:
            instant = _instant(zone, moment, before)
            name = instant.astimezone(zone).strftime("%Z")
            found.append(_Change((instant + before).replace(tzinfo=None), before, after, name))
        moment += _ONE_DAY
    return found


def _offset_of(local: dt.datetime) -> dt.timedelta:
    return local.utcoffset() or _NO_OFFSET


def _instant(zone: ZoneInfo, day: dt.datetime, before: dt.timedelta) -> dt.datetime:
    """Return the second of the day at which the offset is no longer what it was before."""
    low, high = day, day + _ONE_DAY
    while high - low > _ONE_SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset_of(middle.astimezone(zone)) == before else (low, middle)
    return high


def _as_yearly_rules(changes: list[_Change]) -> list[_Change] | None:
    """Return the two changes of a year with their rules, in the order of the year; None if they keep no rule."""
    by_offsets = defaultdict(list)
    for change in changes:
        by_offsets[change.before, change.after].append(change)
    years = {change.wall.year for change in changes}
    rules = [_as_yearly_rule(group) for group in by_offsets.values() if len(group) == len(years) >= _RULE_YEARS]
    found = [rule for rule in rules if rule is not None]
    kept = found and len(found) == len(by_offsets)
    return sorted(found, key=lambda change: change.wall) if kept else None


def _as_yearly_rule(changes: list[_Change]) -> _Change | None:
    """Return the first of these changes since 1970 with the rule that they all keep; None if they keep none."""
    walls = [change.wall for change in changes]
    if len({(wall.month, wall.weekday(), wall.time()) for wall in walls}) > 1:
        return None
    first, days = walls[0], [wall.day for wall in walls]
    weekday = _DAY_CODES[first.weekday()]
    nths = {(day - 1) // _DAYS_OF_A_WEEK + 1 for day in days}
    if all(wall.day + _DAYS_OF_A_WEEK > calendar.monthrange(wall.year, wall.month)[1] for wall in walls):
        which, earliest = f"BYDAY=-1{weekday}", calendar.monthrange(1970, first.month)[1] - _DAYS_OF_A_WEEK + 1
    elif len(nths) == 1:
        nth = nths.pop()
        which, earliest = f"BYDAY={nth}{weekday}", _DAYS_OF_A_WEEK * (nth - 1) + 1
    elif max(days) - min(days) == _DAYS_OF_A_WEEK - 1:
        which = f"BYMONTHDAY={','.join(map(str, range(min(days), max(days) + 1)))};BYDAY={weekday}"
        earliest = min(days)
    else:
        return None
    onset = dt.datetime.combine(dt.date(1970, first.month, earliest), first.time())
    onset += _ONE_DAY * ((first.weekday() - onset.weekday()) % _DAYS_OF_A_WEEK)
    example = changes[0]
    rule = f"FREQ=YEARLY;BYMONTH={first.month};{which}"
    return _Change(onset, example.before, example.after, example.name, rule)
