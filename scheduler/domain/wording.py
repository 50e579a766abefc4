"""How dates, times and lists are written for a British reader."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_DAYS_NAMED = 3
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


SMALL_NUMBERS = dict(
    enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1)
)


def clock(minutes: int) -> str:
    """Write minutes after midnight as `HH:MM`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def long_date(day: date) -> str:
    """Write a date as `Thursday 19 November 2015`, whatever the machine's locale."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a date as `Thu 19 Nov 2015`, where there is little room."""
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def monday_of(day: date) -> date:
    """Return the first day of a day's week, which runs from Monday to Sunday."""
    return day - timedelta(days=day.weekday())


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Write words as `a, b and c`."""
    *others, last = words or ("",)
    return f"{', '.join(others)} {joint} {last}" if others else last


def rule_words(rule: str) -> str:
    """Write the name of a rule as words: `room clash`."""
    return rule.replace("_", " ")


def times(number: int) -> str:
    """Write how often something is done: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


CONSULTATION_EDITION = "Consultation edition."
"""How the cover of `consultation.xlsx` begins, by which it is known for no whole calendar."""
OFFICERS_EDITION = "Officers' edition: do not pass it on."
"""What the cover of `calendar.xlsx` says, by which it is known."""


def span(first: date, last: date) -> str:
    """Write days that follow one another: `on Friday 1 April 2016`, or from one to another."""
    return f"on {long_date(first)}" if first == last else f"from {long_date(first)} to {long_date(last)}"


def on_days(days: Collection[date]) -> str:
    """Name a few days as `on Friday 1 April 2016 or Monday 4 April 2016`; count more than three."""
    if len(days) > MOST_DAYS_NAMED:
        return f"on {len(days)} days {span(min(days), max(days))}"
    return f"on {listed([long_date(day) for day in sorted(days)], 'or')}"


def slots_words(slots: int, apologies: tuple[int, int], substitutes: tuple[int, int]) -> str:
    """Say what so many slots cost, in people, and what fewer do: `in two sittings: no apologies instead of 2`.

    Of apologies and substitutes the second number is what it is now; what stays as it is goes without saying.
    """
    counts = ((apologies, "apology", "apologies"), (substitutes, "substitute", "substitutes"))
    parts = [
        f"{counted(then, one, several) if then else f'no {several}'} instead of {now}"
        for (then, now), one, several in counts
        if then != now
    ]
    return f"in {SMALL_NUMBERS.get(slots, str(slots))} sitting{'s' if slots > 1 else ''}: {', '.join(parts)}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun: `1 meeting`, `2 meetings`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
