"""How dates, times and lists are written for a British reader."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from scheduler.languages import ENGLISH, WELSH, phrase, said, said_of, writing

WEEKDAY_NAMES = (
    phrase("Monday"), phrase("Tuesday"), phrase("Wednesday"), phrase("Thursday"), phrase("Friday"), phrase("Saturday"),
    phrase("Sunday"),
)  # fmt: skip
MOST_DAYS_NAMED = 3
MONTH_NAMES = (
    phrase("January"), phrase("February"), phrase("March"), phrase("April"), phrase("May"), phrase("June"),
    phrase("July"), phrase("August"), phrase("September"), phrase("October"), phrase("November"), phrase("December"),
)  # fmt: skip
A_WEEK = tuple(date(2024, 1, day) for day in range(1, 8))
"""Days by which weekdays are named, from a Monday."""
_SHORT_WEEKDAYS = (
    phrase("Mon"), phrase("Tue"), phrase("Wed"), phrase("Thu"), phrase("Fri"), phrase("Sat"), phrase("Sun"),
)  # fmt: skip
_SHORT_MONTHS = (
    phrase("Jan"), phrase("Feb"), phrase("Mar"), phrase("Apr"), phrase("May"), phrase("Jun"),
    phrase("Jul"), phrase("Aug"), phrase("Sep"), phrase("Oct"), phrase("Nov"), phrase("Dec"),
)  # fmt: skip
_WEEKDAYS = (
    phrase("Mondays"), phrase("Tuesdays"), phrase("Wednesdays"), phrase("Thursdays"), phrase("Fridays"),
    phrase("Saturdays"), phrase("Sundays"),
)  # fmt: skip
_JOINTS = (phrase("and"), phrase("or"))
_AC_BEFORE = tuple("aeiouyâêîôûŵŷ18")
"""How words begin before which Welsh writes `ac` for `a`, "and": a vowel, and the figures read as `un` and `wyth`."""
_QUOTES = '“("'
_ASPIRATED = {"c": "ch", "p": "ph", "t": "th"}
_WELSH_WORDS = frozenset((
    "cabinet", "cadair", "cadeirydd", "canolfan", "capel", "clerc", "craffu", "cyd-bwyllgor", "cyfarfod", "cyfarwyddwr",
    "cyfieithu", "cymuned", "cynghorydd", "cyngor", "cynllunio", "panel", "partneriaeth", "pennaeth", "plas", "prif",
    "pwyllgor", "taflunydd", "tasglu", "tîm", "trwyddedu", "trysorydd", "tŷ",
))  # fmt: skip
"""How names of bodies, posts and places begin that are Welsh for certain: `a`, "and", aspirates them (`a Chyngor`).

Any other word may be somebody's name, or English, and stays as it is.
"""


SMALL_NUMBERS = dict(
    enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1)
)


def clock(minutes: int) -> str:
    """Write minutes after midnight as `HH:MM`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def long_date(day: date) -> str:
    """Write a date as `Thursday 19 November 2015`, whatever the machine's locale; in Welsh, `dydd Iau 19 Tachwedd`."""
    return f"{weekday_name(day)} {day.day} {month_name(day)}"


def short_date(day: date) -> str:
    """Write a date as `Thu 19 Nov 2015`, where there is little room."""
    return f"{day_and_month(day)} {day.year}"


def day_and_month(day: date) -> str:
    """Write a date as `Thu 19 Nov`, where its year is plain."""
    return f"{short_weekday(day)} {day.day} {short_month(day)}"


def month_name(day: date) -> str:
    """Name the month of a day: `November 2015`."""
    return f"{said(MONTH_NAMES[day.month - 1])} {day.year}"


def weekday_name(day: date) -> str:
    """Name the weekday of a day: `Thursday`, `dydd Iau`."""
    return said(WEEKDAY_NAMES[day.weekday()])


def weekdays_name(weekday: int) -> str:
    """Name a weekday, Monday 0, of several weeks: `Mondays`."""
    return said(_WEEKDAYS[weekday])


def weekdays_counted(number: int, weekday: int) -> str:
    """Write how many of a weekday, Monday 0, there are: `1 Monday`, `3 Mondays`."""
    return (
        counted(number, WEEKDAY_NAMES[weekday])
        if writing() == ENGLISH
        else said("{weekday}: {number}", weekday=said(WEEKDAY_NAMES[weekday]), number=number)
    )


def short_weekday(day: date) -> str:
    """Name the weekday of a day, where there is little room: `Thu`, `Iau`."""
    return said(_SHORT_WEEKDAYS[day.weekday()])


def short_month(day: date) -> str:
    """Name the month of a day, where there is little room: `Nov`, `Tach`."""
    return said(_SHORT_MONTHS[day.month - 1])


def monday_of(day: date) -> date:
    """Return the first day of a day's week, which runs from Monday to Sunday."""
    return day - timedelta(days=day.weekday())


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Write words as `a, b and c`; in Welsh, `ac` stands for `a` before a vowel."""
    *others, last = words or ("",)
    if not others:
        return last
    if writing() == WELSH and joint in _JOINTS:
        vowel = last.lstrip(_QUOTES).casefold().startswith(_AC_BEFORE)
        joint, last = ("ac", last) if vowel and joint == _JOINTS[0] else (said(joint), _after(joint, last))
    return f"{', '.join(others)} {joint} {last}"


def _after(joint: str, words: str) -> str:
    """Return words as they stand in Welsh behind `a`, "and": `Chyngor Llawn`."""
    first = words.partition(" ")[0]
    if joint != _JOINTS[0] or first.casefold() not in _WELSH_WORDS or first.isupper():
        return words
    letter = _ASPIRATED[first[0].casefold()]
    return (letter.capitalize() if first[0].isupper() else letter) + words[1:]


def rule_words(rule: str) -> str:
    """Write the name of a rule as words: `room clash`."""
    return rule.replace("_", " ")


def times(number: int) -> str:
    """Write how often something is done: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


CONSULTATION_EDITIONS = {ENGLISH: "Consultation edition.", WELSH: "Argraffiad ymgynghori."}
"""How the cover of `consultation.xlsx` begins in each language, by which it is known for no whole calendar."""
OFFICERS_EDITION = "Officers' edition: do not pass it on."
"""What the cover of `calendar.xlsx` says, by which it is known."""


def span(first: date, last: date) -> str:
    """Write days that follow one another: `on Friday 1 April 2016`, or from one to another."""
    if first == last:
        return said("on {day}", day=long_date(first))
    return said("from {first} to {last}", first=long_date(first), last=long_date(last))


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
    """Write a number with its noun: `1 meeting`, `2 meetings`; in Welsh, in the form that the number asks for."""
    return said_of(number, f"{{number}} {noun}", f"{{number}} {plural or noun + 's'}")
