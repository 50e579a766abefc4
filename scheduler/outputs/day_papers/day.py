"""A day as its papers tell it: what is held, where, who is there, and what is otherwise than was given out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from scheduler.domain.plan import CANCELLED, CONFIRMED, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import sender_title, typed
from scheduler.domain.wording import counted, listed, long_date
from scheduler.languages import ENGLISH, phrase, said, writing_in
from scheduler.outputs.bilingual import Words, spread
from scheduler.outputs.documents.word import Document
from scheduler.outputs.equipment import uses, with_a_capital
from scheduler.outputs.feeds.plan_events import is_public, title_of
from scheduler.outputs.lunches import LunchOfDay, lunch_of_day
from scheduler.outputs.naming import capital, name_of_day, on_one_line
from scheduler.outputs.notices.addresses import contact_of
from scheduler.outputs.on_the_day import Booking, Item, Rounds, bookings, everybody, running_order
from scheduler.outputs.workbook.cover import moment_made

PRIVATE_MEETING = phrase("Private meeting")


@dataclass(frozen=True)
class Gone:
    """A meeting that people may still come for: it was to be held in a room on the day, and is not."""

    was: Meeting
    """As it was given out."""
    now: Meeting | None
    """Where it is held instead; None where it is cancelled."""


@dataclass(frozen=True, eq=False)
class Day:
    """A day with meetings.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    date : date
        The day.
    given_out : Plan, optional
        The calendar as it was last confirmed or published; None where it never was.
    changes : tuple of str
        What is otherwise on the day since then, in sentences.
    tables : mapping
        For each meeting day that is held on the day, the number of the table of each person at its lunch.
    names_on_doors : bool
        Whether door signs name meetings that are not open to the public.

    """

    problem: Problem
    plan: Plan
    date: dt.date
    given_out: Plan | None = None
    changes: tuple[str, ...] = ()
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names_on_doors: bool = False

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """What is held, in order of time."""
        return tuple(item.meeting for item in self.items if item.meeting is not None)

    @cached_property
    def _of_day(self) -> Plan:
        """What of the plan is on the day."""
        meetings = tuple(one for one in self.plan.meetings if one.date == self.date)
        return replace(self.plan, meetings=meetings, occurrences=self.occurrences)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The meetings and lunches, in order of time."""
        with writing_in(ENGLISH):  # they are kept, and members' pages have their own words
            return running_order(self.problem, self._of_day, self.date)

    def items_said(self) -> tuple[Item, ...]:
        """Return them in the language that is being written."""
        return running_order(self.problem, self._of_day, self.date)

    def brought(self, occurrence: Occurrence) -> Iterator[str]:
        """Yield what is brought to a lunch, or built in for it: `Projector`, `Microphone (2)`."""
        for use in uses(self.problem, self._of_day):
            if use.booking.lunch_of == occurrence.meeting_day:
                thing = with_a_capital(typed(self.problem, use.thing))
                yield f"{thing} ({use.needed})" if use.needed > 1 else thing

    @cached_property
    def in_person(self) -> tuple[Meeting, ...]:
        """The meetings that are not online only."""
        bodies = self.problem.bodies
        return tuple(one for one in self.meetings if one.body not in bodies or not bodies[one.body].online)

    @cached_property
    def bookings(self) -> tuple[Booking, ...]:
        """What takes a room, in order of set-up."""
        with writing_in(ENGLISH):
            return tuple(bookings(self.problem, self._of_day))

    @cached_property
    def people(self) -> tuple[Rounds, ...]:
        """Who is there, in order of name."""
        with writing_in(ENGLISH):
            return everybody(self.problem, self._of_day, self.date)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """The meeting days that are held."""
        return tuple(one for one in self.plan.occurrences if one.date == self.date)

    @cached_property
    def lunches(self) -> tuple[tuple[Occurrence, Lunch], ...]:
        """The lunches, each with its meeting day."""
        return tuple((one, one.lunch) for one in self.occurrences if one.lunch is not None)

    def told(self, occurrence: Occurrence, lunch: Lunch) -> LunchOfDay:
        """Return a lunch as whoever serves it is told of it."""
        return lunch_of_day(self.problem, self.plan, occurrence, lunch, self.problem.settings.catering_days)

    @cached_property
    def gone(self) -> tuple[Gone, ...]:
        """The meetings of the day that were confirmed and are held elsewhere or not at all, in order of time."""
        found = sorted(self._gone(), key=lambda one: (one.was.start, one.was.body))
        return tuple(found)

    def _gone(self) -> Iterator[Gone]:
        now = {one.uid: one for one in self.plan.meetings}
        for was in () if self.given_out is None else self.given_out.meetings:
            stands = now.get(was.uid)
            confirmed = was.status == CONFIRMED or (was.status == CANCELLED and was.revision > 0)
            if was.date != self.date or was.room is None or not confirmed:
                continue
            if stands is None or not stands.live:
                yield Gone(was, None)
            elif stands.live and (stands.date, stands.room) != (was.date, was.room):
                yield Gone(was, stands)

    @property
    def names(self) -> str:
        """The meeting days that are held; empty on any other day."""
        return listed([name_of_day(self.problem, one.meeting_day) for one in self.occurrences])

    @property
    def words(self) -> str:
        """The meeting days that are held, and the date: `Partnership Day, Thursday 19 November 2015`."""
        return ", ".join(filter(None, (self.names, long_date(self.date))))

    def words_said(self) -> str:
        """Return them in the language that is being written, as they begin a line."""
        return capital(self.words)

    def document(self, title: Words, *, landscape: bool = False) -> Document:
        """Begin a document of the day: its title, and below it the meeting days that are held and the date."""
        made = moment_made(self.plan)
        document = Document(title, author=self.authority, subject=self.words, made=made, landscape=landscape)
        in_all = spread(self.problem, self.words_said)
        document.paragraph(self.words if isinstance(title, str) else in_all, "Subtitle")
        return document

    @property
    def summary(self) -> str:
        """How much is held, in how many rooms, with how many people and lunches, in a sentence."""
        parts = [counted(len(self.meetings), "meeting")]
        if rooms := {one.room.code for one in self.bookings}:
            parts.append(f"in {counted(len(rooms), 'room')}")
        words = f"{' '.join(parts)}; {counted(len(self.people), 'person', 'people')} expected"
        lunches = sum(lunch.headcount for _, lunch in self.lunches)
        return f"{words}{f', lunch for {lunches}' if lunches else ''}."

    @property
    def authority(self) -> str:
        """Whose meetings they are."""
        return self.sender(self.meetings)

    def sender(self, meetings: Iterable[Meeting]) -> str:
        """Name the authority that speaks for meetings, in the language that is being written; blank where none is."""
        return on_one_line(sender_title(self.problem, (one.body for one in meetings)) or "")

    def contact(self, meetings: Iterable[Meeting]) -> str:
        """Say whom to ask about meetings; blank where nobody is named."""
        return typed(self.problem, contact_of(self.problem.settings_for(one.body for one in meetings)))

    def on_a_door(self, meeting: Meeting) -> str:
        """Name a meeting as passers-by may read it: what feeds for everybody leave out is a private meeting."""
        return title_of(self.problem, self.plan, meeting) if self.is_named(meeting) else said(PRIVATE_MEETING)

    def is_named(self, meeting: Meeting) -> bool:
        """Whether passers-by may read which meeting it is."""
        return self.names_on_doors or is_public(self.problem, self.plan, meeting)

    def is_open(self, meeting: Meeting) -> bool:
        """Whether a meeting is open to the public."""
        return is_public(self.problem, self.plan, meeting)
