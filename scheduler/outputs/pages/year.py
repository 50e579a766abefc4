"""What every part of a page asks of the plan: its order, its months, and where on the page a thing stands."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.plan import PROVISIONAL, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, counted, long_date

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


def heading(year: Year) -> Heading:
    """Return authority, title, year, and the meetings in numbers."""
    plan, live = year.plan, year.plan.live
    provisional, days = sum(meeting.status == PROVISIONAL for meeting in live), len(year.occurrences)
    verb = "is" if provisional == 1 else "are"
    status = {0: "All are confirmed.", len(live): "All are provisional and may still change."}
    about = (
        f" of {counted(len({meeting.body for meeting in live}), 'body', 'bodies')}",
        f", {counted(days, 'meeting day')}" if days else "",
        ". ",
        status.get(provisional, f"{provisional} {verb} provisional and may still change.") if live else "",
    )
    return Heading(
        authority=year.problem.settings.authority,
        title=plan.title,
        span=f"{long_date(plan.start_date)} to {long_date(plan.end_date)}",
        number=counted(len(live), "meeting"),
        about="".join(about),
    )


def after_month(first: dt.date) -> dt.date:
    """Return the first day of the month after the one that begins on the day."""
    return (first + _MORE_THAN_A_MONTH).replace(day=1)


def place_of_month(day: dt.date) -> str:
    """Return the id of the day's month in the list of meetings."""
    return f"month-{day.year}-{day.month:02d}"


def month_name(day: dt.date) -> str:
    """Write the day's month as `November 2015`."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def short_month(day: dt.date) -> str:
    """Write the day's month as `Nov 2015`."""
    return f"{MONTH_NAMES[day.month - 1][:3]} {day.year}"


def short_date(day: dt.date) -> str:
    """Write the day as `Thu 19 Nov`."""
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]}"
