"""The events of one calendar file as busy periods; whatever the file asks for, in bounded time and memory."""

import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from scheduler.reading.busy import Unusable, local_periods

MOST_COMPONENTS, MOST_PERIODS, MOST_STEPS = 10_000, 5_000, 300_000
LONGEST_LINE, MOST_OF_A_LIST, MOST_REPEATS = 65_536, 60, 10_000
FIRST_YEAR, LAST_YEAR = 1970, 2200
STEPS_A_YEAR = {"YEARLY": 1, "MONTHLY": 12, "WEEKLY": 53, "DAILY": 366}
EXPORT_AGAIN = "Export the calendar again, or leave out the row."
Period = tuple[datetime, datetime]


def expanded(name: str, data: bytes, first: datetime, last: datetime, timezone: str) -> tuple[list[Period], list[str]]:
    """Return the busy periods between two local moments, and what is doubtful about the file.

    Raises
    ------
    Unusable
        If it is no calendar, or asks for more than a calendar should.

    """
    if max(map(len, data.split(b"\n")), default=0) > LONGEST_LINE or data.upper().count(b"BEGIN:") > MOST_COMPONENTS:
        raise Unusable(f"{name} is far larger than a year's calendar.", "Export only the calendar's year.")
    zone = ZoneInfo(timezone)
    periods: list[Period] = []
    doubts: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks of the libraries on odd rules
        try:
            for calendar in icalendar.Calendar.from_ical(data, multiple=True):
                _clear_up(name, calendar, last, doubts)
                periods += local_periods(_busy(calendar, first, last, zone))
        except Unusable:
            raise
        except Exception as problem:  # a broken calendar makes the libraries raise almost anything
            message = f"{name} cannot be read as a calendar ({type(problem).__name__})."
            raise Unusable(message, EXPORT_AGAIN) from problem
    if len(periods) > MOST_PERIODS:
        raise Unusable(f"{name} has more than {MOST_PERIODS:,} events in the year.", EXPORT_AGAIN)
    return sorted(set(periods)), list(dict.fromkeys(doubts))


def _clear_up(name: str, calendar: Any, last: datetime, doubts: list[str]) -> None:  # noqa: ANN401 - any component
    """Leave out events without a start, and bound what repeats."""
    if calendar.name != "VCALENDAR":
        raise Unusable(f"{name} is no calendar.", EXPORT_AGAIN)
    steps = 0
    kept = []
    for component in calendar.subcomponents:
        if component.name == "VEVENT":
            start = _value(component, "DTSTART")
            if start is None:
                doubts.append(f"{name} has an event without a start, which is left out.")
                continue
            if not FIRST_YEAR <= start.year <= LAST_YEAR:
                raise Unusable(f"{name} has an event in the year {start.year}.", "Remove that event from the calendar.")
            if isinstance(start, datetime) and start.tzinfo is None and "TZID" in component["DTSTART"].params:
                doubts.append(f"{name} names a time zone that is not known; its times are taken as local.")
            steps += _bound_repeats(name, component, start, last)
        kept.append(component)
    calendar.subcomponents = kept
    if steps > MOST_STEPS:
        raise Unusable(f"{name} repeats its events too often to be read.", EXPORT_AGAIN)


def _value(component: Any, key: str) -> Any:  # noqa: ANN401 - whatever a calendar holds
    found = component.get(key)
    return None if isinstance(found, list) or found is None else getattr(found, "dt", None)


def _bound_repeats(name: str, event: Any, start: date, last: datetime) -> int:  # noqa: ANN401 - any component
    """Let a repeated event end with the calendar's year, and return how many steps its expansion may take."""
    rules = event.get("RRULE", [])
    steps = 0
    for rule in rules if isinstance(rules, list) else [rules]:
        often = str((rule.get("FREQ") or [""])[0]).upper()
        if often not in STEPS_A_YEAR:
            raise Unusable(f"{name} has an event that repeats by the {often.lower() or 'unknown'} rule.", EXPORT_AGAIN)
        interval, count = (rule.get("INTERVAL") or [1])[0], (rule.get("COUNT") or [1])[0]
        longest = max((len(value) for value in rule.values() if isinstance(value, list)), default=0)
        if interval < 1 or not 1 <= count <= MOST_REPEATS or longest > MOST_OF_A_LIST:
            raise Unusable(f"{name} has an event with an impossible rule of repeats.", EXPORT_AGAIN)
        rule["UNTIL"] = [_until(rule, start, last)]
        by_lists = 1 + sum(len(value) for key, value in rule.items() if key.startswith("BY"))
        steps += (max(0, last.year - start.year) + 1) * STEPS_A_YEAR[often] * min(by_lists, 10)
    return steps


def _until(rule: Any, start: date, last: datetime) -> date:  # noqa: ANN401 - a rule of a calendar
    """Return the earlier of the rule's own end and the calendar's, of the same kind as the event's start."""
    given = (rule.get("UNTIL") or [None])[0]
    bound: date = last.replace(tzinfo=UTC)
    if not isinstance(start, datetime):
        bound = last.date()
        given = given.date() if isinstance(given, datetime) else given
    elif start.tzinfo is None:
        bound = last
        given = _naive(given)
    elif given is not None:
        given = _naive(given).replace(tzinfo=getattr(given, "tzinfo", None) or UTC)
    return bound if given is None else min(given, bound)


def _naive(moment: Any) -> Any:  # noqa: ANN401 - a date, a datetime or nothing
    if moment is None:
        return None
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime.combine(moment, time())


def _busy(calendar: Any, first: datetime, last: datetime, zone: tzinfo) -> Iterator[Period]:  # noqa: ANN401
    for event in recurring_ical_events.of(calendar, skip_bad_series=True).between(first.date(), last.date()):
        status, shown = str(event.get("STATUS", "")).upper(), str(event.get("TRANSP", "")).upper()
        outlook = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
        if status != "CANCELLED" and shown != "TRANSPARENT" and outlook != "FREE":
            yield _local(event.start, zone), _local(event.end, zone)
    for component in calendar.walk("VFREEBUSY"):
        rows = component.get("FREEBUSY", [])
        for row in rows if isinstance(rows, list) else [rows]:
            if str(getattr(row, "params", {}).get("FBTYPE", "BUSY")).upper() != "FREE":
                begin, end = _local(row.start, zone), _local(row.end, zone)
                if begin < last and first < end:
                    yield begin, end


def _local(moment: date, zone: tzinfo) -> datetime:
    """Return a moment of a calendar as naive local time."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None, second=0, microsecond=0) + timedelta(0)
