"""The year planner of a page, and what every part of a page asks of the plan: its order, months, and anchors."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from scheduler.dates.closed_dates import why_avoided, why_closed
from scheduler.domain.plan import CANCELLED, PROVISIONAL, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import authority_title, body_title, called, plan_title
from scheduler.domain.wording import (
    A_WEEK,
    clock,
    counted,
    long_date,
    month_name,
    short_date,
    short_weekday,
    weekday_name,
)
from scheduler.languages import phrase, said, said_of
from scheduler.outputs.colours import Group, groups, numbers_of_colours
from scheduler.outputs.naming import capital, firmness, name_of_day

_MORE_THAN_A_MONTH = dt.timedelta(days=31)


@dataclass(frozen=True, eq=False)
class Year:
    """A plan as the page walks it."""

    problem: Problem
    plan: Plan
    alone: frozenset[str] = frozenset()
    """The uids of the meetings that the page offers to download by themselves."""

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting in order of time."""
        return tuple(sorted(self.plan.meetings, key=lambda one: (one.date, one.start, one.body, one.sequence)))

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every meeting day in order of time."""
        return tuple(sorted(self.plan.occurrences, key=lambda one: (one.date, one.meeting_day, one.sequence)))

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Every body that has a meeting: those of the input in its order, then those that are gone."""
        held = {meeting.body for meeting in self.meetings}
        return tuple(body for body in self.problem.bodies if body in held) + tuple(
            sorted(held - set(self.problem.bodies))
        )

    @cached_property
    def months(self) -> tuple[dt.date, ...]:
        """The first day of each month from the first day of the plan, or meeting before it, to the last."""
        days = [self.plan.start_date, self.plan.end_date, *(meeting.date for meeting in self.meetings)]
        month, last = min(days).replace(day=1), max(days)
        found = []
        while month <= last:
            found.append(month)
            month = after_month(month)
        return tuple(found)

    @cached_property
    def mixed(self) -> bool:
        """Whether some meetings are provisional and others are not, so that each must say what it is."""
        return len({meeting.status == PROVISIONAL for meeting in self.plan.live}) > 1

    @property
    def colours(self) -> tuple[Group, ...]:
        """The bodies by colour, named in the language that is being written: never kept, as pages of each share it."""
        return groups(self.problem, self.plan)

    @cached_property
    def colour_of(self) -> dict[str, int]:
        """The number of each body's colour."""
        return numbers_of_colours(self.colours)

    def on(self, day: dt.date) -> tuple[Meeting, ...]:
        """Return the meetings of a day."""
        return self._meetings_by_day.get(day, ())

    @cached_property
    def _meetings_by_day(self) -> dict[dt.date, tuple[Meeting, ...]]:
        found: defaultdict[dt.date, tuple[Meeting, ...]] = defaultdict(tuple)
        for meeting in self.meetings:
            found[meeting.date] += (meeting,)
        return dict(found)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        names = [meeting.uid for meeting in self.meetings]
        return {name: number for number, name in enumerate(names, start=1)}

    def place_of_meeting(self, meeting: Meeting) -> str:
        """Return the id of the meeting's entry in the list."""
        return f"meeting-{self._numbers[meeting.uid]}"

    def place_of_occurrence(self, occurrence: Occurrence) -> str:
        """Return the id of the meeting day's entry."""
        return f"day-{self.occurrences.index(occurrence) + 1}"

    @cached_property
    def _classes(self) -> dict[str, str]:
        return {body: f"b{number}" for number, body in enumerate(self.bodies, start=1)}

    def class_of(self, body: str) -> str:
        """Return the class that marks what belongs to the body, for the filter."""
        return self._classes[body]


@dataclass(frozen=True)
class Heading:
    """The head of a page of meetings: whose they are, of which year, how many and how firm."""

    authority: str | None
    title: str
    span: str
    number: str
    about: str
    firmness: str
    """`PROVISIONAL` where every date may still change, `PARTLY PROVISIONAL` where some may."""


def heading(year: Year) -> Heading:
    """Return authority, title, year, and the meetings in numbers."""
    plan, live = year.plan, year.plan.live
    provisional, days = sum(meeting.status == PROVISIONAL for meeting in live), len(year.occurrences)
    bodies = len({meeting.body for meeting in live})
    about = (
        said_of(bodies, " of {number} body", " of {number} bodies"),
        f", {counted(days, 'meeting day')}" if days else "",
        ". ",
        _provisional(provisional, len(live)) if live else "",
    )
    return Heading(
        authority=authority_title(year.problem),
        title=plan_title(year.problem, plan),
        span=capital(said("{first} to {last}", first=long_date(plan.start_date), last=long_date(plan.end_date))),
        number=counted(len(live), "meeting"),
        about="".join(about),
        firmness=firmness(plan),
    )


def made_by(plan: Plan) -> str:
    """Say by what a page was made, and when, where that is known."""
    if not plan.generated:
        return said("Made by meeting-day.")
    return said("Made by meeting-day on {day}.", day=long_date(plan.made_on))


def _provisional(number: int, of: int) -> str:
    """Say how many of the meetings may still change."""
    if number == 0:
        return said("All are confirmed.")
    if number == of:
        return said("All are provisional and may still change.")
    return said_of(
        number,
        "{number} is provisional and may still change.",
        "{number} are provisional and may still change.",
    )


def after_month(first: dt.date) -> dt.date:
    """Return the first day of the month after the one that begins on the day."""
    return (first + _MORE_THAN_A_MONTH).replace(day=1)


_SATURDAY = 5
_DAYS_OF_A_WEEK = 7
_MONTHS_OF_A_YEAR = 12
_ACROSS = 4
_WIDEST_CODE = 14.0
_EMS = {
    letter: width
    for letters, width in (("Iijl .,:;'|!/-()", 0.36), ("frtJ1", 0.56), ("mMW%@&", 0.95), ("CDGHNOQRUw", 0.79))
    for letter in letters
}
_USUAL_EMS = 0.73
"""How wide the letters of a bold sans-serif are at most; capitals most often stand in codes."""
_ONE_DAY = dt.timedelta(days=1)
_KEY = (
    ("chip confirmed", "ABC", phrase("a confirmed meeting")),
    ("chip provisional", "ABC", phrase("a provisional meeting")),
    ("chip cancelled", "ABC", phrase("a cancelled meeting")),
    ("whole-day", phrase("DAY"), phrase("a meeting day")),
    ("swatch closed", "", phrase("closed: nothing may be held")),
    ("swatch avoided", "", phrase("better avoided")),
)


@dataclass(frozen=True)
class Mark:
    """A meeting or a meeting day where it stands in the planner."""

    code: str
    said: str
    """What the code stands for, for those who hear the page."""
    classes: str
    place: str
    """The id of what it leads to."""


@dataclass(frozen=True)
class Day:
    """A day of the planner."""

    number: int
    classes: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Month:
    """A month of the planner, week by week from Monday; None where a day is another month's."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True)
class Colour:
    """Bodies of one colour: the class that has it, the classification they share, and each code with its name."""

    number: int
    colour: str
    title: str
    """Empty where the one body is its own group."""
    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Planner:
    """What the templates of the planner and of its style show."""

    key: tuple[tuple[str, str, str], ...]
    """The classes of each mark, a sample of it, and what it means."""
    weekdays: tuple[tuple[str, str, bool], ...]
    """The name of each, its first two letters, and whether it is of the weekend."""
    months: tuple[Month, ...]
    colours: tuple[Colour, ...]
    widest_code: float
    """In ems of bold letters, so that no code has to be broken; a very long one is cut."""
    wide_days: int
    """Days of the week that something is held on at all, or might be: the weekend is narrow where nothing is."""
    across: int
    """Months side by side on a sheet of A3, which then has all of a year."""
    about_spells: str
    spells: tuple[tuple[str, tuple[str, ...]], ...]
    """In words the days that are closed, and those better avoided: a title, and each run of days with its reason."""


def planner(year: Year) -> Planner:
    """Return the planner of a year."""
    reasons = {day: _why_not(year, day) for day in _days_of(year)}
    absent = {"whole-day"} if not year.occurrences else set[str]()
    if not any(avoided for _, avoided in reasons.values()):
        absent.add("swatch avoided")
    codes = [*year.bodies, *(one.meeting_day for one in year.occurrences)]
    held = [*(one.date for one in year.meetings), *(one.date for one in year.occurrences)]
    weekdays = {day: why for day, why in reasons.items() if day.weekday() < _SATURDAY}
    closed = _spells((day, why) for day, (why, _) in weekdays.items())
    avoided = _spells((day, why) for day, (_, why) in weekdays.items())
    return Planner(
        key=tuple((classes, said(sample), said(meaning)) for classes, sample, meaning in _KEY if classes not in absent),
        weekdays=tuple(
            (capital(weekday_name(day)), short_weekday(day)[:2], day.weekday() >= _SATURDAY) for day in A_WEEK
        ),
        months=tuple(_month(year, first) for first in year.months),
        colours=tuple(_colour(year.problem, group) for group in year.colours),
        widest_code=round(min(max(map(_ems, codes), default=1.0), _WIDEST_CODE), 2),
        wide_days=_DAYS_OF_A_WEEK if any(day.weekday() >= _SATURDAY for day in held) else _SATURDAY,
        across=_ACROSS if len(year.months) <= _MONTHS_OF_A_YEAR else _ACROSS + 1,
        about_spells=said("Closed days, and days better avoided") if avoided else said("Closed days"),
        spells=tuple(row for row in ((said("Closed"), closed), (said("Better avoided"), avoided)) if row[1]),
    )


def _days_of(year: Year) -> list[dt.date]:
    length = (year.plan.end_date - year.plan.start_date).days + 1
    return [year.plan.start_date + _ONE_DAY * number for number in range(length)]


def _month(year: Year, first: dt.date) -> Month:
    length = (after_month(first) - first).days
    days: list[Day | None] = [None] * first.weekday()
    days += [_day(year, first + _ONE_DAY * number) for number in range(length)]
    days += [None] * (-len(days) % _DAYS_OF_A_WEEK)
    starts = range(0, len(days), _DAYS_OF_A_WEEK)
    weeks = (tuple(days[start : start + _DAYS_OF_A_WEEK]) for start in starts)
    return Month(month_name(first), tuple(week for week in weeks if any(map(_is_shown, week))))


def _is_shown(day: Day | None) -> bool:
    """Whether a day is one of the calendar's, or has something on it all the same."""
    return day is not None and (bool(day.marks) or "outside" not in day.classes.split())


def _ems(code: str) -> float:
    return sum(_EMS.get(letter, _USUAL_EMS) for letter in code)


def _colour(problem: Problem, group: Group) -> Colour:
    bodies = tuple((code, body_title(problem, code)) for code in group.bodies)
    return Colour(group.number, group.colour, "" if group.of_one(problem) else group.title, bodies)


def _day(year: Year, day: dt.date) -> Day:
    closed, avoided = _why_not(year, day)
    occurrences = [occurrence for occurrence in year.occurrences if occurrence.date == day]
    classes = {
        "weekend": day.weekday() >= _SATURDAY,
        "outside": not _within(year, day),
        "closed": closed is not None,
        "avoided": avoided is not None,
        "has-day": bool(occurrences),
    }
    marks = (*(_of_day(year, one) for one in occurrences), *(_of_meeting(year, one) for one in year.on(day)))
    return Day(day.day, " ".join(name for name, holds in classes.items() if holds), marks)


def _within(year: Year, day: dt.date) -> bool:
    return year.plan.start_date <= day <= year.plan.end_date


def _why_not(year: Year, day: dt.date) -> tuple[str | None, str | None]:
    """Return why nothing at all may be held on the day, and else why it had better be avoided."""
    if not _within(year, day):
        return None, None
    closed = why_closed(year.problem, day, ())
    return closed, None if closed else why_avoided(year.problem, day, ())


def _of_day(year: Year, occurrence: Occurrence) -> Mark:
    name = name_of_day(year.problem, occurrence.meeting_day)
    return Mark(occurrence.meeting_day, f", {name}", "whole-day", year.place_of_occurrence(occurrence))


def _of_meeting(year: Year, meeting: Meeting) -> Mark:
    cancelled = f", {said('cancelled')}" if meeting.status == CANCELLED else ""
    words = f", {called(year.problem, meeting)}, {clock(meeting.start)}{cancelled}"
    classes = f"chip {meeting.status} c{year.colour_of[meeting.body]}"
    return Mark(meeting.body, words, classes, year.place_of_meeting(meeting))


def _spells(reasons: Iterable[tuple[dt.date, str | None]]) -> tuple[str, ...]:
    """Return each run of weekdays that have one reason, in words."""
    found = []
    for reason, spell in groupby(reasons, key=itemgetter(1)):
        if reason is not None:
            days = [day for day, _ in spell]
            span = short_date(days[0])
            if days[0] != days[-1]:
                span = said("{first} to {last}", first=span, last=short_date(days[-1]))
            found.append(f"{span}: {reason}")
    return tuple(found)
