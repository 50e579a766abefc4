"""What each receiver has in their calendar, as the feeds give it, and what of it another calendar has otherwise.

Notices are made of this alone, so that nobody is told of a change that their feed does not show, and nobody misses one
that it does. Persons have feeds of their own; a speaker has the lunches at which they speak, and a venue what is held
in its rooms. The entry of a whole meeting day takes nobody's time and is not told apart: whatever is changed in it is
changed in its meetings and its lunch as well.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scheduler.domain.plan import CANCELLED as NOT_HELD
from scheduler.domain.plan import SUBSTITUTE, Attendance, Meeting, Plan, moved_on
from scheduler.domain.problem import Problem
from scheduler.languages import phrase, said, writing
from scheduler.outputs.bilingual import APART, in_each, joined
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.plan_events import NOT_HELD as NEVER_HELD
from scheduler.outputs.feeds.year import NOTHING_TOLD, YearEvents

PERSON, SPEAKER, VENUE = "person", "speaker", "venue"
"""Who is told: by person's code, by speaker's code, by the name of the venue whose keeper it is."""
Receiver = tuple[str, str]
"""One of these, and the code."""

NEW, JOINED, AFTER_ALL, MOVED, CHANGED, CANCELLED, NOT_YOURS = (
    "new", "joined", "held after all", "moved", "changed", "cancelled", "no longer yours",
)  # fmt: skip
"""What becomes of an entry: `joined` where the meeting is not new but the receiver is, `no longer yours` likewise."""
WHEN_AND_WHERE = ("date", "start", "end", "place")
NOT_ASKED = phrase("You are no longer asked to this meeting.")


@dataclass(frozen=True)
class Entry:
    """An event as one receiver has it."""

    event: Event
    written: bytes
    """The VEVENT of their feed."""
    stamp: str
    """Its DTSTAMP, ISO."""
    meeting: Meeting | None = None
    """None for a lunch."""
    remarks: tuple[str, ...] = ()
    """What is said to the receiver alone, in each language."""
    elsewhere: bool = False
    """Whether they are not to be there."""

    @property
    def remark(self) -> str:
        """What is said to the receiver alone, in the language that is being written."""
        languages = [one.language for one in self.event.versions]
        place = languages.index(writing()) if writing() in languages else 0
        return self.remarks[place] if self.remarks else ""

    @property
    def shows(self) -> tuple[object, ...]:
        """All that the receiver reads in it: everything but when and how often it changed."""
        return self.event.whole, self.remarks, self.elsewhere

    @property
    def held(self) -> bool:
        """Whether it is not cancelled."""
        return not self.event.cancelled

    def seat_of(self, person: str) -> Attendance | None:
        """Return the seat that a person fills at it: their own, or that of the member for whom they deputise."""
        rows = () if self.meeting is None else self.meeting.attendance
        own = next((row for row in rows if row.person == person), None)
        lent = next((row for row in rows if row.substitute == person and row.outcome == SUBSTITUTE), None)
        return lent or own


Entries = Mapping[str, Entry]
"""By uid."""


@dataclass(frozen=True)
class Item:
    """One entry of one receiver that is not as it was."""

    kind: str
    was: Entry | None
    """None where the receiver had it not, or had it as cancelled."""
    now: Entry | None
    """None where the receiver is not to have it any more."""
    newest: Entry
    """As it stands now, or as it last stood."""
    event: Event
    """As it is to stand in their calendar now: with STATUS CANCELLED where it is not theirs any more, or not held."""
    written: bytes
    """The same as a VEVENT."""

    @property
    def withdrawn(self) -> bool:
        """Whether it is to be taken out of the receiver's calendar."""
        return self.kind in (CANCELLED, NOT_YOURS)


class Calendars:
    """The entries of every receiver of a plan."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.events: dict[str, Event] = {}
        """Every event by its uid, as everybody has it."""
        self.of: defaultdict[Receiver, dict[str, Entry]] = defaultdict(dict)
        for year in (YearEvents(problem, one, plan) for one in plan.years):
            self._add(year)

    def _add(self, year: YearEvents) -> None:
        self._add_meetings(year)
        for one in year.plan.occurrences:
            if one.lunch is None:
                continue
            lunch = year.lunches[one.name]
            self.events[lunch.uid] = lunch
            if one.speaker is not None and one.speaker in self.problem.speakers:
                self.of[SPEAKER, one.speaker][lunch.uid] = _plain(lunch)
            if one.venue and one.lunch.room is not None:
                self.of[VENUE, one.venue][lunch.uid] = _plain(lunch)

    def _add_meetings(self, year: YearEvents) -> None:
        """Add the meetings of a year, and the lunches of those who sit on their days."""
        held: defaultdict[str, list[Meeting]] = defaultdict(list)
        for meeting in year.plan.meetings:
            event = year.meetings[meeting.uid]
            self.events[meeting.uid] = event
            for person in year.concerned(meeting):
                held[person].append(meeting)
                self.of[PERSON, person][meeting.uid] = self._of_person(year, person, meeting)
            if meeting.venue and meeting.room is not None:
                self.of[VENUE, meeting.venue][meeting.uid] = _plain(event, meeting)
        for person, meetings in held.items():
            for one in year.days_of(meetings):
                if one.name in year.lunches:
                    lunch = year.lunches[one.name]
                    self.of[PERSON, person][lunch.uid] = _plain(lunch)

    def _of_person(self, year: YearEvents, person: str, meeting: Meeting) -> Entry:
        event = year.meetings[meeting.uid]
        remarks, elsewhere = year.told[meeting.uid].get(person, NOTHING_TOLD)
        written = year.written_for(person, meeting)
        known = self.plan.shown.get(meeting.uid)
        stamp = event.changed if known is None else max(event.changed, known.last_told(person))
        return Entry(event, written, stamp, meeting, remarks, elsewhere)


def _plain(event: Event, meeting: Meeting | None = None) -> Entry:
    return Entry(event, event.plain, event.changed, meeting)


def changed_items(before: Calendars | None, after: Calendars, day: dt.date) -> dict[Receiver, tuple[Item, ...]]:
    """Return what changes for each receiver for whom anything does, in order of the day it is on now.

    Parameters
    ----------
    before : Calendars, optional
        What they have; None where they have nothing yet.
    after : Calendars
        What they are to have.
    day : date
        Today: nobody is told of what is over in both.

    """
    renamed = {old: one.code for one in after.problem.people.values() for old in one.aliases}
    had: defaultdict[Receiver, dict[str, Entry]] = defaultdict(dict)
    for (kind, code), entries in () if before is None else before.of.items():
        had[kind, renamed.get(code, code) if kind == PERSON else code] |= entries
    found = {}
    for receiver in sorted({*had, *after.of}):
        items = list(_items(receiver, had.get(receiver, {}), before, after, day))
        if items:
            found[receiver] = tuple(sorted(items, key=lambda item: (item.newest.event.order, item.event.uid)))
    return found


def _items(
    receiver: Receiver, had: Entries, before: Calendars | None, after: Calendars, day: dt.date
) -> Iterator[Item]:
    has = after.of.get(receiver, {})
    for uid in dict.fromkeys((*had, *has)):
        was, now = had.get(uid), has.get(uid)
        if max(one.event.date for one in (was, now) if one is not None) < day:
            continue
        earlier = None if before is None else before.events.get(uid)
        kind = _kind(receiver, was, now, earlier, after.events.get(uid))
        if kind is None:
            continue
        if now is None:
            event = _taken_away(receiver, had[uid], after)
            yield Item(kind, had[uid], None, had[uid], event, event.plain)
        else:
            yield Item(kind, was if kind in (MOVED, CHANGED, CANCELLED) else None, now, now, now.event, now.written)


def _kind(
    receiver: Receiver, was: Entry | None, now: Entry | None, earlier: Event | None, later: Event | None
) -> str | None:
    """Say what becomes of an entry; None where it is as it was, or was and is cancelled."""
    if was is None or not was.held:
        if now is None or not now.held:
            return None
        others_had_it = earlier is not None and not earlier.cancelled
        return AFTER_ALL if was is not None else JOINED if others_had_it else NEW
    if now is None or not now.held:
        others_have_it = later is not None and not later.cancelled
        return NOT_YOURS if now is None and others_have_it else CANCELLED
    if any(getattr(was.event, name) != getattr(now.event, name) for name in WHEN_AND_WHERE):
        return MOVED
    same = was.event.title == now.event.title if receiver[0] == VENUE else was.shows == now.shows
    return None if same else CHANGED


def _taken_away(receiver: Receiver, was: Entry, after: Calendars) -> Event:
    """Return the event with which an entry is taken out of one receiver's calendar, while others may keep it.

    Its SEQUENCE is the one that everybody has; its DTSTAMP is when the feeds noted that it is not theirs any more, and
    always later than the one they have.
    """
    uid = was.event.uid
    event, known = after.events.get(uid), after.plan.shown.get(uid)
    revision = event.revision if event is not None else was.event.revision if known is None else known.revision
    noted = "" if known is None else known.last_told(receiver[1])
    stamp = noted if noted > was.stamp else moved_on(after.plan.generated, was.stamp)
    held = event is not None and not event.cancelled
    return replace(
        event or was.event,
        status=NOT_HELD,
        revision=max(revision, was.event.revision),
        changed=stamp,
        description=joined(in_each(after.problem, said, NOT_ASKED if held else NEVER_HELD), APART),
        versions=(),
    )
