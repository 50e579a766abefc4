"""The moments and lengths of a calendar file (RFC 5545 §3.3.4 to §3.3.6): days, local times of a zone, times in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{4})([0-9]{2})?(Z)?)?", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{8}(?![0-9])")
_LENGTH = re.compile(
    r"([+-]?)P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,8})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})S)?)?",
    re.IGNORECASE,
)
_LAST_SECOND = 59


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time of a day in a zone; `zone` is None for a day and for a floating time."""

    local: datetime
    zone: tzinfo | None = None
    whole_day: bool = False

    def at(self, zone: tzinfo, home: tzinfo) -> datetime:
        """Return the local time it is in a zone; a floating time is one of home."""
        return moved(self.local, self.zone or home, zone) if not self.whole_day else self.local

    def day_in(self, zone: tzinfo) -> date:
        """Return the day that it means of an event of whole days.

        A moment that is midnight in the zone means the day that begins then: programs write the last of some days as
        `20260713T230000Z`, which in a British summer is 14 July. Any other moment means the day that is written.
        """
        if self.zone is not None and not self.whole_day:
            there = moved(self.local, self.zone, zone)
            if there.time() == time():
                return there.date()
        return self.local.date()


def day(on: date) -> Moment:
    """Return a whole day."""
    return Moment(datetime.combine(on, time()), whole_day=True)


def moved(local: datetime, here: tzinfo, there: tzinfo) -> datetime:
    """Return the local time it is there, when it is this time here; as good as can be at the ends of the calendar."""
    if here is there:
        return local
    try:
        return local.replace(tzinfo=here).astimezone(there).replace(tzinfo=None, fold=0)
    except OverflowError:
        return local


def later(local: datetime, length: timedelta) -> datetime:
    """Return the time a length later, at most the last (or first) there is."""
    try:
        return local + length
    except OverflowError:
        return datetime.max if length > timedelta() else datetime.min


def moment_of(text: str, zone: tzinfo | None) -> Moment | None:
    """Read `20151119`, `20151119T093000` in a zone, or `20151119T093000Z`; None where it is none of them."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    written, clock, seconds, utc = match.groups()
    try:
        local = datetime.combine(date(int(written[:4]), int(written[4:6]), int(written[6:])), time())
        if clock is None:
            return Moment(local, whole_day=True)
        second = min(int(seconds or 0), _LAST_SECOND)
        local = local.replace(hour=int(clock[:2]), minute=int(clock[2:]), second=second)
    except ValueError:
        return None
    return Moment(local, UTC if utc else zone)


def day_of(text: str) -> date | None:
    """Return the day that a text begins with, whatever becomes of the rest; None where it begins with none."""
    match = _DAY.match(text.strip())
    found = None if match is None else moment_of(match[0], None)
    return None if found is None else found.local.date()


def length_of(text: str) -> timedelta | None:
    """Read `PT1H30M` or `P1D`; None where it is no length."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        return None
    sign, *parts = match.groups()
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts)
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if sign == "-" else length
