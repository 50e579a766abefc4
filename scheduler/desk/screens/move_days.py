"""The year as it is to a meeting that is picked up: each day's colour, letter and words, month by month, and counts."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scheduler.commands.telling import NOT_ASKED
from scheduler.desk.months import in_weeks
from scheduler.domain.bodies import Body
from scheduler.domain.edits import AT_A_PRICE, FREE, OTHERS_MOVE, RULED_OUT, OpenDay
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import subject_title
from scheduler.domain.wording import counted, listed, long_date, month_name
from scheduler.messages.edits import price_words


@dataclass(frozen=True)
class Colour:
    """What a day may be to a meeting: the end of its class, its letter, and its meaning."""

    kind: str
    letter: str
    words: str


COLOURS = {
    FREE: Colour("free", "F", "Free"),
    AT_A_PRICE: Colour("price", "P", "At a price"),
    OTHERS_MOVE: Colour("others", "O", "Others would have to move"),
    RULED_OUT: Colour("out", "X", "Ruled out"),
    NOT_ASKED: Colour("ask", "?", "To be asked"),
}
ANY, POSSIBLE, ONLY_FREE = "", "possible", "free"
SHOWN = {ANY: tuple(COLOURS), POSSIBLE: (FREE, AT_A_PRICE, NOT_ASKED), ONLY_FREE: (FREE, NOT_ASKED)}
"""What days are shown by each filter."""
FILTERS = ((ANY, "every day"), (POSSIBLE, "free, or at a price"), (ONLY_FREE, "only free"))


@dataclass(frozen=True)
class Day:
    """One day of the year."""

    date: dt.date
    colour: Colour
    words: str
    """What it is to the meeting, in a sentence."""
    here: bool
    """Whether the meeting is there now."""
    own: str
    """What else of its body is held there: `meets here: #3`; blank for nothing."""
    shown: bool
    """Whether it passes the filters."""
    held: int
    """How many meetings there are."""


@dataclass(frozen=True)
class Month:
    """A month, week by week from Monday; None where a day is another month's, or outside the calendar."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True)
class Coloured:
    """The coloured year."""

    months: tuple[Month, ...]
    key: tuple[tuple[Colour, int], ...]
    """Each colour, and how many days have it."""

    @property
    def words(self) -> str:
        """How many days are what, in a sentence."""
        return listed([f"{counted(number, 'day')} {colour.words.casefold()}" for colour, number in self.key])


@dataclass(frozen=True)
class Filters:
    """Which days are shown."""

    only: str = ANY
    weekdays: bool = False
    """Whether only those on which it may sit."""

    def admit(self, subject: Body | MeetingDay | None, problem: Problem, day: OpenDay) -> bool:
        """Whether a day is shown."""
        if day.verdict not in SHOWN.get(self.only, SHOWN[ANY]):
            return False
        return not self.weekdays or subject is None or day.date in problem.days_kept_to(subject)


def coloured(
    problem: Problem, plan: Plan, code: str, here: dt.date | None, days: Sequence[OpenDay], filters: Filters
) -> Coloured:
    """Return the year as it is to a meeting.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and the calendar.
    code : str
        The body, or meeting day, that moves.
    here : date, optional
        Where the meeting is; None for one that is new.
    days : sequence of OpenDay
        What each day is to it.
    filters : Filters
        Which are shown.

    """
    subject = problem.meeting_days.get(code) or problem.bodies.get(code)
    held = Counter(meeting.date for meeting in plan.live)
    own: dict[dt.date, str] = {
        one.date: f"#{one.sequence}"
        for one in (plan.occurrences_of(code) if code in problem.meeting_days else plan.of_body(code))
    }
    found = [
        Day(
            one.date,
            COLOURS[one.verdict],
            "here now" if one.date == here else words(problem, one),
            one.date == here,
            "" if one.date == here else own.get(one.date, ""),
            one.date == here or filters.admit(subject, problem, one),
            held[one.date],
        )
        for one in days
    ]
    months = groupby(found, key=lambda one: month_name(one.date))
    counts = Counter(one.verdict for one in days if one.date != here)
    used = [(verdict, colour) for verdict, colour in COLOURS.items() if verdict != NOT_ASKED or counts[verdict]]
    return Coloured(
        tuple(_month(name, [*inside]) for name, inside in months),
        tuple((colour, counts[verdict]) for verdict, colour in used),
    )


def _month(name: str, days: Sequence[Day]) -> Month:
    return Month(name, in_weeks(days[0].date.weekday(), days))


def words(problem: Problem, day: OpenDay) -> str:
    """Say what a day is to the meeting: with the price, what is in the way, or the first reason why not."""
    meaning = COLOURS[day.verdict].words.casefold()
    if day.verdict == AT_A_PRICE:
        return f"{meaning}: {price_words(problem, day)}"
    if day.verdict == OTHERS_MOVE and day.in_the_way:
        names = [f"{subject_title(problem, one.body)} ({one.name})" for one in day.in_the_way]
        return f"{meaning}: {listed(names)}"
    if day.verdict == OTHERS_MOVE and day.breaches:
        return f"{meaning}: {day.breaches[0].message}"
    if day.verdict == RULED_OUT and day.because:
        return f"{meaning}: {day.because[0].message}"
    return meaning


def painted(problem: Problem, days: Sequence[OpenDay], here: dt.date | None) -> Mapping[str, tuple[str, str, str]]:
    """Return for each day, in ISO form, its kind, letter and words: what colours the year while it is dragged."""
    return {
        one.date.isoformat(): (COLOURS[one.verdict].kind, COLOURS[one.verdict].letter, words(problem, one))
        for one in days
        if one.date != here
    }


def told(day: dt.date, colour: Colour) -> str:
    """Name a day and what it is."""
    return f"{long_date(day)}: {colour.words.casefold()}"
