"""The bodies that were found, as rows of an input: what each is, when it met last year, and so when it is to meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.found import FoundBody
from scheduler.domain.imported import Entry
from scheduler.domain.municipal_year import ANNUAL_MEETING, Window
from scheduler.domain.sitting_days import ORDINALS
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, clock, counted, listed, short_date
from scheduler.reading.imports.calendars_found import OfBody
from scheduler.reading.imports.habits import Habits, WhyNot, habits_of
from scheduler.reading.imports.kinds import classification, legal_kind
from scheduler.reading.imports.rooms_found import Rooms
from scheduler.reading.imports.years import NextYear, fitted

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Body:
    """A body, its row, and how it met."""

    code: str
    found: FoundBody
    year: OfBody
    habits: Habits
    """As the row has them."""
    row: Mapping[str, Entry]
    told: tuple[str, ...] = ()
    """What was not as usual, and what is no rule, in sentences."""


def body_of(
    found: FoundBody,
    code: str,
    authority: str,
    year: OfBody,
    last: Window | None,
    why_not: WhyNot,
    coming: NextYear | None,
) -> tuple[Habits, list[str]]:
    """Return the habits of a body that the year to be planned can keep to, and what is to be told of them."""
    if last is None:
        return habits_of((), Window(date.min, date.max), why_not), []
    habits = habits_of(year.ordinary, last, why_not)
    told = [f"{found.name} ({code}): {words}." for words in habits.loose]
    told += [
        f"{found.name} ({code}) on {short_date(one.meeting.date)} {one.words}, not as usual."
        for one in habits.otherwise
    ]
    if coming is not None:
        met = year.ordinary[-1].date if year.ordinary else None
        titled = bool(year.ordinary) and year.ordinary[0].title == ANNUAL_MEETING
        annual = coming.lawful(legal_kind(found.name, authority), ANNUAL_MEETING) if titled else None
        habits, given_up = fitted(habits, coming, met, annual)
        if given_up:
            told.append(f"{found.name} ({code}): with the days that are open next year {listed(given_up)}.")
    return habits, told


def body_row(
    found: FoundBody, code: str, year: OfBody, habits: Habits, authority: str, rooms: Rooms, voting: int
) -> dict[str, Entry]:
    """Return the row of a body."""
    row = {"body": Entry(code), "name": Entry(found.name)}
    row |= dict(_what_it_is(found, authority))
    row |= dict(_when(year, habits))
    if found.name in rooms.preferred:
        row["preferred_rooms"] = rooms.preferred[found.name]
    if found.name in rooms.online:
        row["attendance_mode"] = Entry("online", "all its meetings last year were online")
    if found.seats is not None and found.seats >= voting:
        row["seats"] = Entry(str(found.seats))
    for column in ("start_date", "end_date"):
        day = getattr(found, column)
        if day is not None:
            row[column] = Entry(day.isoformat())
    return row


def _what_it_is(found: FoundBody, authority: str) -> Iterator[tuple[str, Entry]]:
    kind = legal_kind(found.name, authority)
    named = f"its name, {found.name}"
    if kind:
        yield "legal_kind", Entry(kind, named)
        if kind != "informal":
            yield (
                "open_to_public",
                Entry("yes", "meetings of such a body are public (Local Government Act 1972 s.100A)"),
            )
    guessed = classification(found.name, kind)
    if found.classification:
        yield "classification", Entry(found.classification)
    elif guessed:
        yield "classification", Entry(guessed, named)


def _when(year: OfBody, habits: Habits) -> Iterator[tuple[str, Entry]]:
    why = habits.why
    if habits.times:
        least = habits.times - year.reserve
        words = f"{why['meetings_min']}{_apart(year)}"
        yield "meetings_min", Entry(str(least), words)
        yield "meetings_max", Entry(str(habits.times), words)
    if habits.least_gap is not None:
        yield "min_gap_days", Entry(str(habits.least_gap), why["min_gap_days"])
    if habits.most_gap is not None:
        yield "max_gap_days", Entry(str(habits.most_gap), why["max_gap_days"])
    evidence = why.get("weekdays", why.get("preferred_weekdays", ""))
    if habits.weekdays is not None:
        yield "weekdays", Entry(weekdays_text(habits.weekdays), evidence)
    if habits.preferred_weekdays:
        yield (
            "preferred_weekdays",
            Entry(weekdays_text(habits.preferred_weekdays), why.get("preferred_weekdays", evidence)),
        )
    if habits.weeks:
        weeks = [str(week) if week != LAST_WEEK else "last" for week in ORDINALS if week in habits.weeks]
        yield "weeks_of_month", Entry(";".join(weeks), why["weeks_of_month"])
    if habits.months:
        yield "months", Entry(months_text(habits.months, year), why["months"])
    if habits.starts:
        yield "start_times", Entry(";".join(map(clock, habits.starts)), why["start_times"])
    if habits.minutes is not None:
        yield "duration_minutes", Entry(str(habits.minutes), why["duration_minutes"])


def _apart(year: OfBody) -> str:
    """Say what was not counted: `; 1 special meeting and 1 cancelled meeting not counted`."""
    parts = [counted(len(year.special), "special meeting")] if year.special else []
    parts += [counted(len(year.cancelled), "cancelled meeting")] if year.cancelled else []
    reserve = f"; {year.reserve} of them only if needed" if year.reserve else ""
    return f"{reserve}; {listed(parts)} not counted" if parts else reserve


def weekdays_text(weekdays: frozenset[int]) -> str:
    """Write weekdays as a cell has them: `Tue;Thu`."""
    return ";".join(WEEKDAY_NAMES[weekday][:3] for weekday in sorted(weekdays))


def months_text(months: frozenset[int], year: OfBody) -> str:
    """Write months as a cell has them, in the order of the year: `May;Jun;Sep`."""
    first = year.ordinary[0].date.month if year.ordinary else 1
    return ";".join(MONTH_NAMES[one - 1][:3] for one in sorted(months, key=lambda one: (one - first) % MONTHS_A_YEAR))
