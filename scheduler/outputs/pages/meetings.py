"""The list of meetings, month by month, with filters that need no script; and the programme of each meeting day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.plan import CANCELLED, PROVISIONAL, Lunch, Meeting, Occurrence
from scheduler.domain.titles import body_title, called, typed, venue_title, whose_title
from scheduler.domain.wording import clock, day_and_month, long_date, month_name
from scheduler.languages import said, said_of
from scheduler.outputs.naming import (
    about_speaker,
    capital,
    feed_address,
    feed_path,
    name_of_day,
    place,
    place_of_month,
    sponsor_of_theme,
    title_of_theme,
    waiver_words,
)
from scheduler.outputs.pages.planner import Year

_PUBLIC, _ON_A_DAY = "public", "on-a-day"


@dataclass(frozen=True)
class Entry:
    """A meeting in the list."""

    place: str
    """Its id."""
    classes: str
    iso: str
    date: str
    hours: str
    name: str
    tags: tuple[tuple[str, str], ...]
    """The kind and the words of each."""
    where: str
    agenda: str
    download: str | None
    """Where a copy of it lies, if the page offers one."""


@dataclass(frozen=True)
class Month:
    """A month of the list."""

    place: str
    """Its id."""
    name: str
    classes: str
    meetings: tuple[Entry, ...]


@dataclass(frozen=True)
class Listing:
    """What the templates of the list and its filters show."""

    months: tuple[Month, ...]
    bodies: tuple[tuple[str, str], ...]
    """The class and the title of each body that meets."""
    authorities: tuple[tuple[str, str], ...] = ()
    """The class and the title of each authority of which one meets; empty where the calendar is of one alone."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The classes that the filter can choose by."""
        return _PUBLIC, _ON_A_DAY, *(value for value, _ in (*self.authorities, *self.bodies))


@dataclass(frozen=True)
class Session:
    """A meeting in the programme of a meeting day, or its lunch."""

    hours: str
    title: str
    lines: tuple[str, ...]
    """A meeting's room; what is known of a lunch."""
    place: str = ""
    """The id of the meeting that it leads to; a lunch leads nowhere."""


@dataclass(frozen=True)
class Programme:
    """A meeting day."""

    place: str
    """Its id."""
    date: str
    name: str
    venue: str | None
    sessions: tuple[Session, ...]


def listing(year: Year) -> Listing:
    """Return the meetings of each month, and what they can be filtered by."""
    bodies = tuple((year.class_of(one), body_title(year.problem, one)) for one in year.bodies)
    titles = {_class_of_authority(year, one): whose_title(year.problem, one) for one in year.bodies}
    authorities = tuple(titles.items()) if year.problem.is_joint else ()
    return Listing(tuple(_month(year, first) for first in year.months), bodies, authorities)


def _class_of_authority(year: Year, body: str) -> str:
    """Return the class that marks what belongs to the authority of a body, for the filter: `a1`."""
    problem = year.problem
    codes = [authority.code for authority in problem.with_bodies]
    code = problem.authority_of(problem.bodies.get(body)).code
    return f"a{codes.index(code) + 1 if code in codes else 0}"


def _month(year: Year, first: dt.date) -> Month:
    held = [one for one in year.meetings if one.date.replace(day=1) == first]
    marks = sorted({mark for meeting in held for mark in _marks(year, meeting)})
    entries = tuple(_entry(year, one) for one in held)
    return Month(place_of_month(first), month_name(first), " ".join(("month", *marks)), entries)


def _marks(year: Year, meeting: Meeting) -> Iterator[str]:
    """Yield the classes by which filters find the meeting."""
    yield year.class_of(meeting.body)
    if year.problem.is_joint:
        yield _class_of_authority(year, meeting.body)
    body = year.problem.bodies.get(meeting.body)
    if body is not None and body.open_to_public:
        yield _PUBLIC
    if meeting.meeting_day is not None:
        yield _ON_A_DAY


def _entry(year: Year, meeting: Meeting) -> Entry:
    return Entry(
        place=year.place_of_meeting(meeting),
        classes=" ".join(("meeting", meeting.status, *_marks(year, meeting))),
        iso=meeting.date.isoformat(),
        date=day_and_month(meeting.date),
        hours=_hours(meeting.start, meeting.end),
        name=called(year.problem, meeting),
        tags=tuple(_tags(year, meeting)),
        where=_where(year, meeting),
        agenda=_agenda(year, meeting),
        download=feed_address(feed_path("meetings", meeting.uid)) if meeting.uid in year.alone else None,
    )


def _tags(year: Year, meeting: Meeting) -> Iterator[tuple[str, str]]:
    body = year.problem.bodies.get(meeting.body)
    yield "code", f"{meeting.body} {meeting.sequence}"
    if meeting.status == CANCELLED:
        yield "cancelled", said("Cancelled")
    if year.mixed and meeting.status == PROVISIONAL:
        yield "provisional", said("Provisional")
    if body is not None and body.open_to_public:
        yield "public", said("Open to the public")
    if meeting.meeting_day is not None:
        yield "day", name_of_day(year.problem, meeting.meeting_day)
    if year.problem.is_joint:
        yield "authority", whose_title(year.problem, meeting.body, meeting.date)


def _where(year: Year, meeting: Meeting) -> str:
    body = year.problem.bodies.get(meeting.body)
    mode = "in_person" if body is None else body.attendance_mode
    where = place(year.problem, meeting.room, meeting.venue)
    if mode == "online":
        return said("Online")
    return said("{place}, and online", place=where) if mode == "hybrid" else where


def _agenda(year: Year, meeting: Meeting) -> str:
    projects = year.problem.projects
    titles = [typed(year.problem, projects[code].title) if code in projects else code for code in meeting.agenda_items]
    deadline = meeting.agenda_deadline if meeting.live else None
    parts = (
        None if deadline is None else said("Agenda published by {day}.", day=day_and_month(deadline)),
        said("On the agenda: {titles}.", titles="; ".join(titles)) if titles else None,
        said("The members present choose who presides.") if meeting.has_to_choose_a_chair else None,
        *waiver_words(year.problem, meeting),
    )
    return " ".join(filter(None, parts))


def programmes(year: Year) -> tuple[Programme, ...]:
    """Return what sits when and where on each meeting day, and its lunch."""
    return tuple(
        Programme(
            place=year.place_of_occurrence(occurrence),
            date=capital(long_date(occurrence.date)),
            name=name_of_day(year.problem, occurrence.meeting_day),
            venue=None if occurrence.venue is None else venue_title(year.problem, occurrence.venue),
            sessions=_sessions(year, occurrence),
        )
        for occurrence in year.occurrences
    )


def _sessions(year: Year, occurrence: Occurrence) -> tuple[Session, ...]:
    """Return meetings and lunch in order of time; of those at one time, lunch stands first."""
    rows = [(one.start, one.end, _sitting(year, one)) for one in year.plan.of_occurrence(occurrence)]
    if occurrence.lunch is not None:
        rows.append((occurrence.lunch.start, occurrence.lunch.end, _lunch(year, occurrence, occurrence.lunch)))
    return tuple(session for _, _, session in sorted(rows, key=lambda row: (row[0], row[1], row[2].place)))


def _hours(start: int, end: int) -> str:
    return said("{first} to {last}", first=clock(start), last=clock(end))


def _sitting(year: Year, meeting: Meeting) -> Session:
    where = place(year.problem, meeting.room, None)
    title, lines = called(year.problem, meeting), tuple(filter(None, (where,)))
    return Session(_hours(meeting.start, meeting.end), title, lines, year.place_of_meeting(meeting))


def _lunch(year: Year, occurrence: Occurrence, lunch: Lunch) -> Session:
    theme, sponsor = title_of_theme(year.problem, occurrence), sponsor_of_theme(year.problem, occurrence)
    speaker = occurrence.speaker
    lines = (
        place(year.problem, lunch.room, None),
        None if speaker is None else said("Speaker: {name}", name=about_speaker(year.problem, speaker)),
        None if sponsor is None else said("Sponsor: {name}", name=sponsor),
        said_of(lunch.headcount, "{number} place at table", "{number} places at table"),
    )
    title = said("Lunch: {theme}", theme=theme) if theme else said("Lunch, no theme yet")
    return Session(_hours(lunch.start, lunch.end), title, tuple(filter(None, lines)))
