"""Calendars side by side, each with an input of its own: what is otherwise in them, who gains, and what it costs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.commands.checks import checked
from scheduler.commands.history import NOW, state_of
from scheduler.commands.sources import read_plan
from scheduler.domain.plan import SUBSTITUTE, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.titles import called, person_title, room_title
from scheduler.domain.wording import clock, long_date, rule_words
from scheduler.errors import InputFaults
from scheduler.law.warnings import unanswered
from scheduler.law.words import warning_words
from scheduler.messages.plans import tier_sentence
from scheduler.outputs.folder import options_in
from scheduler.outputs.options.comparison import apologies_sent
from scheduler.outputs.places import OPTIONS_FOLDER, PLAN_FILE
from scheduler.reading.plans.files import ReadPlan
from scheduler.wishes import busy_week
from scheduler.wishes.quantities import quantities, side_by_side
from scheduler.wishes.room_cost import pounds

MOST = 5
"""Calendars that are compared at once."""


@dataclass(frozen=True)
class Which:
    """A calendar that is to be compared: a folder as it is, one of its options, or a step of its history."""

    name: str
    """What it is called on the page."""
    folder: Path
    step: str = NOW
    option: int | None = None


@dataclass(frozen=True)
class Side:
    """One of the calendars that are compared."""

    name: str
    meetings: int
    quality: tuple[str, ...]
    """A sentence for each tier, with whether it could be better."""
    optimal: bool
    """Whether no better calendar exists."""
    broken: tuple[str, ...]
    """The rules that it breaks, each in a sentence."""
    law: tuple[str, ...]
    """What of it goes against the law and is not answered."""
    pounds: int
    """What all rooms cost."""


@dataclass(frozen=True)
class Line:
    """One meeting in each of the calendars."""

    title: str
    body: str
    places: tuple[str, ...]
    """When and where, in words; blank where the calendar does not hold it."""
    days: tuple[date | None, ...]
    differs: bool


@dataclass(frozen=True)
class Figure:
    """A number of each of the calendars: `Apologies from members`, or what one person has of something."""

    title: str
    numbers: tuple[int, ...]
    pounds: bool = False

    @property
    def differs(self) -> bool:
        """Whether it is not the same in all of them."""
        return len(set(self.numbers)) > 1


@dataclass(frozen=True)
class PersonLine:
    """What each of the calendars asks of one person."""

    name: str
    apologies: tuple[int, ...]
    substitutes: tuple[int, ...]
    heavy_weeks: tuple[int, ...]

    @property
    def differs(self) -> bool:
        """Whether it is not the same in all of them."""
        return any(len(set(one)) > 1 for one in (self.apologies, self.substitutes, self.heavy_weeks))


@dataclass(frozen=True)
class Comparison:
    """Calendars side by side; the first is what the others are held against."""

    sides: tuple[Side, ...]
    first_day: date
    last_day: date
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    people: tuple[PersonLine, ...]


@dataclass(frozen=True)
class _Calendar:
    name: str
    problem: Problem
    plan: Plan

    @property
    def meetings(self) -> dict[str, Meeting]:
        return {one.uid: one for one in self.plan.live}


def compare(which: Sequence[Which]) -> Comparison:
    """Compare calendars; meetings are matched by their uids.

    Parameters
    ----------
    which : sequence of Which
        Two or more, at most `MOST`; those beyond are left out.

    Raises
    ------
    InputFaults
        If one of them is not there, or cannot be read.
    DamagedHistory
        If what was kept of a step cannot be read.

    """
    found = [_Calendar(one.name, *_read(one)) for one in which[:MOST]]
    return Comparison(
        tuple(map(_side, found)),
        min(one.plan.start_date for one in found),
        max(one.plan.end_date for one in found),
        tuple(_lines(found)),
        tuple(_figures(found)),
        tuple(_people(found)),
    )


def options_of(folder: Path) -> tuple[int, ...]:
    """Return the numbers of the options that a folder holds beside its calendar."""
    return tuple(int(place.name) for place in options_in(folder))


def _read(which: Which) -> tuple[Problem, Plan]:
    problem, plan = state_of(which.folder, which.step)
    if which.option is None:
        return problem, plan
    place = which.folder / OPTIONS_FOLDER / str(which.option)
    if not (place / PLAN_FILE).is_file():
        message = f"{which.folder.name} holds no option {which.option}"
        raise InputFaults((Fault("", None, None, message, "Choose one of those that are there."),))
    return problem, read_plan(place, problem).plan


def _side(one: _Calendar) -> Side:
    report = checked(one.problem, ReadPlan(one.plan, has_attendance=True, has_rooms=True))
    counts = quantities(one.problem.wish_weights, one.plan.wishes)
    return Side(
        one.name,
        len(one.plan.live),
        tuple(tier_sentence(tier, counts) for tier in one.plan.tiers),
        bool(one.plan.tiers) and all(tier.proven for tier in one.plan.tiers),
        tuple(f"{rule_words(breach.rule)}: {breach.message}" for breach in report.breaches),
        tuple(map(warning_words, unanswered(report.law))),
        pounds(one.problem, one.plan),
    )


def _lines(found: Sequence[_Calendar]) -> Iterator[Line]:
    """Yield each meeting that any of the calendars holds, by the day on which the first that has it holds it."""
    held = [one.meetings for one in found]
    first = {
        uid: (number, meeting) for number, meetings in reversed([*enumerate(held)]) for uid, meeting in meetings.items()
    }
    for uid, (number, meeting) in sorted(first.items(), key=lambda row: (row[1][1].date, row[1][1].start, row[0])):
        ones = [meetings.get(uid) for meetings in held]
        problems = [one.problem for one in found]
        facts = {None if one is None else (one.date, one.start, one.end, one.venue, one.room) for one in ones}
        yield Line(
            called(found[number].problem, meeting),
            meeting.body,
            tuple("" if one is None else _place(problem, one) for problem, one in zip(problems, ones, strict=True)),
            tuple(None if one is None else one.date for one in ones),
            len(facts) > 1,
        )


def _place(problem: Problem, meeting: Meeting) -> str:
    room = "" if meeting.room is None else f", {room_title(problem, meeting.room)}"
    return f"{long_date(meeting.date)} at {clock(meeting.start)}{room}"


def _figures(found: Sequence[_Calendar]) -> Iterator[Figure]:
    """Yield how many of each thing the calendars do not grant, the most important first."""
    counts = [quantities(one.problem.wish_weights, one.plan.wishes) for one in found]
    for one, numbers in side_by_side(counts):
        yield Figure(one.name, tuple(numbers), pounds=one.pounds)


def _people(found: Sequence[_Calendar]) -> Iterator[PersonLine]:
    """Yield what each person has of apologies, substitutes and heavy weeks, whoever has any, by name."""
    names = {code: person_title(one.problem, code) for one in reversed(found) for code in one.problem.people}
    away = [apologies_sent(one.problem, one.plan) for one in found]
    deputised = [
        Counter(row.person for meeting in one.plan.live for row in meeting.attendance if row.outcome == SUBSTITUTE)
        for one in found
    ]
    heavy = [
        Counter(row.subject for row in one.plan.wishes if row.wish == busy_week.WISH.name) for one in found
    ]  # by name: that is what the wish says
    for code, name in sorted(names.items(), key=lambda row: row[1]):
        line = PersonLine(
            name,
            tuple(one[code] for one in away),
            tuple(one[code] for one in deputised),
            tuple(one[name] for one in heavy),
        )
        if any((*line.apologies, *line.substitutes, *line.heavy_weeks)):
            yield line
