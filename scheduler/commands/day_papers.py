"""`papers`: the papers of days, made of a sound plan and written beside it, or shown one at a time."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from scheduler.commands.confirming import CONFIRM
from scheduler.commands.history import state_of
from scheduler.commands.on_the_day import date_of
from scheduler.commands.papers import Sound, sound, write
from scheduler.commands.publications import PUBLISH
from scheduler.domain.day_papers import PAPERS, Paper
from scheduler.domain.difference import EVERYTHING, difference
from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, listed, long_date
from scheduler.errors import DamagedHistory, InputFaults
from scheduler.messages.differences import change_sentence, lunch_sentences
from scheduler.outputs.day_papers import Day, DayMade, papers_of
from scheduler.outputs.history import past_of
from scheduler.outputs.places import DAYS_FOLDER
from scheduler.reading.plans.lunch_tables import seats_of

WHAT = "No papers are made"
_OCCURRENCE = re.compile(r"(.+)#([0-9]{1,9})")
_ALL, _DAY, _FILE = 1, 2, 3
"""How many parts of `papers/2015-11-19/run-sheet.docx` name what is replaced as one."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for.

    Parameters
    ----------
    days : sequence of str
        Dates, `2015-11-19`, or occurrences of meeting days, `TPDAY#1`; none for every day.
    kinds : sequence of str
        Some of `domain.day_papers.KINDS`; none for all.
    elsewhere : Path, optional
        A folder of their own, in the place of the plan's.
    as_of : datetime, optional
        The moment it is taken to be: without `days`, earlier days have no papers made.
    anyway : str, optional
        Why they are made although something is wrong with the plan.
    names_on_doors : bool
        Whether door signs name meetings that are not open to the public.

    """

    days: Sequence[str] = ()
    kinds: Sequence[str] = ()
    elsewhere: Path | None = None
    as_of: dt.datetime | None = None
    anyway: str | None = None
    names_on_doors: bool = False


@dataclass(frozen=True)
class Made:
    """What was made, and where it lies."""

    place: Path
    days: tuple[DayMade, ...]
    anyway: str = ""
    wrong: tuple[str, ...] = ()
    """What is wrong with the plan, of which papers were made anyway."""


@dataclass(frozen=True, eq=False)
class _Calendar:
    """A calendar from which days are taken, and what was given out of it before."""

    folder: Path
    problem: Problem
    plan: Plan
    names_on_doors: bool = False

    @cached_property
    def given_out(self) -> tuple[Plan | None, str]:
        """The calendar as it was last confirmed or published, and, where that cannot be read, the sentence of it."""
        done = [one for one in past_of(self.folder).steps if one.step.command in (PUBLISH.command, CONFIRM.command)]
        if not done:
            return None, ""
        try:
            return state_of(self.folder, str(done[-1].number))[1], ""
        except (DamagedHistory, InputFaults) as trouble:
            return self.plan, f"It is not known what has changed: {trouble}"

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """Every day on which anything is held, or was to be when it was given out."""
        before, _ = self.given_out
        held = {one.date for one in self.plan.live}
        told = {one.date for one in (() if before is None else before.live)}
        return tuple(sorted(held | {date for date in told if self.day(date).gone}))

    @cached_property
    def _changes(self) -> tuple[tuple[frozenset[dt.date], str], ...]:
        """What is otherwise than it was given out: the days it concerns, and the sentence."""
        before, _ = self.given_out
        return tuple(
            (
                frozenset(one.date for one in (change.before, change.after) if one is not None),
                change_sentence(self.problem, change),
            )
            for change in (() if before is None else difference(before, self.plan, EVERYTHING))
        )

    def day(self, date: dt.date) -> Day:
        """Return a day for its papers."""
        before, unreadable = self.given_out
        occurrences = tuple(one for one in self.plan.occurrences if one.date == date)
        seats = ((one.meeting_day, seats_of(self.folder, one)) for one in occurrences)
        return Day(
            problem=self.problem,
            plan=self.plan,
            date=date,
            given_out=before,
            changes=tuple(self._changed(date, before, unreadable)),
            tables={meeting_day: found for meeting_day, found in seats if found is not None},
            names_on_doors=self.names_on_doors,
        )

    def _changed(self, date: dt.date, before: Plan | None, unreadable: str) -> Iterator[str]:
        if unreadable:
            yield unreadable
        yield from (sentence for days, sentence in self._changes if date in days)
        if before is not None:
            of_day = tuple(one for one in self.plan.occurrences if one.date == date)
            yield from lunch_sentences(self.problem, before, replace(self.plan, occurrences=of_day))


def day_papers(folder: Path, wanted: Wanted, tell: Callable[[str], None] = lambda _: None) -> Made:
    """Make the papers of days, and write them.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    wanted : Wanted
        What is asked for.
    tell : callable, optional
        Told which day is being worked on.

    Raises
    ------
    InputFaults
        If the input or the plan cannot be read, or there is no such day.
    Refused
        If the plan breaks a rule, and there is no reason to go on.
    CannotWrite
        If a paper there would be lost.

    """
    made = sound(folder, wanted.anyway, f"{WHAT} of {folder}", wanted.as_of)
    calendar = _calendar(made, names_on_doors=wanted.names_on_doors)
    dates = _dates(calendar, wanted)
    files: dict[str, bytes] = {}
    days = []
    for number, date in enumerate(dates, start=1):
        tell(f"{long_date(date)}, {number} of {counted(len(dates), 'day')}")
        day = calendar.day(date)
        papers = papers_of(day, tuple(one for one in PAPERS if not wanted.kinds or one.kind in wanted.kinds))
        files |= {f"{DAYS_FOLDER}/{date.isoformat()}/{paper.file}": content for paper, content in papers.items()}
        days.append(_made(day, papers))
    if files:
        everything = not (wanted.days or wanted.as_of or wanted.kinds)
        write(made, files, wanted.elsewhere, depth=_ALL if everything else _FILE if wanted.kinds else _DAY)
    place = made.folder / DAYS_FOLDER if wanted.elsewhere is None else wanted.elsewhere
    return Made(place, tuple(days), made.approved.anyway, made.approved.wrong)


def _calendar(made: Sound, *, names_on_doors: bool = False) -> _Calendar:
    problem = with_what_is_gone(made.problem, made.plan)
    return _Calendar(made.folder, problem, made.plan, names_on_doors)


def _made(day: Day, papers: Mapping[Paper, bytes]) -> DayMade:
    return DayMade(
        date=day.date,
        meeting_days=tuple(one.name for one in day.occurrences),
        files=tuple(paper.file for paper in papers),
        lunches=tuple(day.told(occurrence, lunch) for occurrence, lunch in day.lunches),
    )


def _dates(calendar: _Calendar, wanted: Wanted) -> tuple[dt.date, ...]:
    """Return the days that are asked for, in order; InputFaults for each that there is not."""
    if not wanted.days:
        first = dt.date.min if wanted.as_of is None else wanted.as_of.date()
        return tuple(date for date in calendar.days if date >= first)
    faults: list[Fault] = []
    found: set[dt.date] = set()
    for words in wanted.days:
        date = _date(calendar.plan, words)
        if date is None or date not in calendar.days:
            faults.append(_no_day(calendar, words, date))
        else:
            found.add(date)
    if faults:
        raise InputFaults(tuple(faults))
    return tuple(sorted(found))


def _date(plan: Plan, words: str) -> dt.date | None:
    """Return the day that somebody names; None where it is no day of this calendar."""
    named = _OCCURRENCE.fullmatch(words.strip())
    if named is not None:
        return date_of(plan, named[1], int(named[2]))
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError:
        return None


def _no_day(calendar: _Calendar, words: str, date: dt.date | None) -> Fault:
    if date is not None:
        after = [one for one in calendar.days if one > date]
        remedy = f"The next day with meetings is {long_date(after[0])}." if after else "It is after the last meeting."
        return Fault("", None, None, f"nothing is held on {long_date(date)}", remedy)
    names = [one.name for one in calendar.plan.occurrences]
    meeting_days = f", or a meeting day: {listed(names, 'or')}" if names else ""
    return Fault("", None, None, f"“{words}” is no day of this calendar", f"Write 2015-11-19{meeting_days}.")


def papers_of_day(
    folder: Path, date: dt.date, file: str = "", *, names_on_doors: bool = False, anyway: str | None = None
) -> tuple[tuple[str, bytes], ...]:
    """Return the papers of a day, each with the name of its file; nothing is written.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    date : date
        The day.
    file : str
        The one file that is wanted; blank for all.
    names_on_doors : bool
        Whether door signs name meetings that are not open to the public.
    anyway : str, optional
        Why they are made although something is wrong with the plan.

    """
    calendar = _calendar(sound(folder, anyway, WHAT), names_on_doors=names_on_doors)
    wanted = tuple(paper for paper in PAPERS if file in ("", paper.file))
    return tuple((paper.file, content) for paper, content in papers_of(calendar.day(date), wanted).items())
