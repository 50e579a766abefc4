"""Rules of repeats (RRULE) as they are written, and which of them are refused before anything is expanded."""

import re
from dataclasses import dataclass, field

MOST_REPEATS = 10_000
LONGEST_INTERVAL = 1_000_000
MOST_OF_A_LIST = 60
MOST_TIMES_A_DAY = 60
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OFTEN = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_RANGES = {
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 60, False),
}
"""Least and most of each list, and whether it may count from the end."""


class BadRule(ValueError):
    """A rule that means nothing, or asks for more than a calendar should; says so of `an event that …`."""


@dataclass(frozen=True)
class Rule:
    """How an event repeats."""

    often: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    """As it is written; what it means depends on the event."""
    week_start: int = 0
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """Which one in the month or year (0 for all), and the day of the week."""
    numbers: dict[str, frozenset[int]] = field(default_factory=dict)
    """The other lists by name."""

    def among(self, name: str) -> frozenset[int]:
        """Return one of the lists, empty where it is not given."""
        return self.numbers.get(name, frozenset())


def rule_of(text: str) -> Rule:
    """Read `FREQ=MONTHLY;BYDAY=-1FR`.

    Raises
    ------
    BadRule
        If it is none, or one that is refused.

    """
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, _, value = part.partition("=")
        parts[name.strip()] = value.strip()
    often = parts.get("FREQ", "")
    if often not in OFTEN:
        quick = often in ("SECONDLY", "MINUTELY")
        raise BadRule("repeats by the minute or second" if quick else "repeats by no known rule")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise BadRule("repeats by another calendar than ours")
    rule = Rule(
        often=often,
        interval=_between(parts.get("INTERVAL", "1"), 1, LONGEST_INTERVAL),
        count=_between(parts["COUNT"], 1, MOST_REPEATS) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        week_start=_weekday(parts.get("WKST", "MO"))[1],
        weekdays=frozenset(map(_weekday, _parts(parts.get("BYDAY", "")))),
        numbers={name: _numbers(name, parts[name]) for name in _RANGES if name in parts},
    )
    if often == "HOURLY" and rule.count is None and not rule.until:
        raise BadRule("repeats by the hour without an end")
    hours, minutes, seconds = (max(1, len(rule.among(name))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    if hours * minutes * seconds > MOST_TIMES_A_DAY:
        raise BadRule(f"repeats more than {MOST_TIMES_A_DAY} times a day")
    return rule


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")] if text else []
    if len(parts) > MOST_OF_A_LIST:
        raise BadRule("repeats by a rule that is far too long")
    return parts


def _between(text: str, least: int, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise BadRule("repeats by a rule that cannot be")
    return int(text)


def _numbers(name: str, text: str) -> frozenset[int]:
    least, most, from_end = _RANGES[name]
    found = frozenset(_between(part, -most if from_end else least, most) for part in _parts(text))
    if from_end and 0 in found:
        raise BadRule("repeats by a rule that cannot be")
    return found


def _weekday(text: str) -> tuple[int, int]:
    """Return which one in the month or year (0 for all), and the day of the week."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise BadRule("repeats by a rule that cannot be")
    return int(match[1] or 0), WEEKDAYS.index(match[2])
