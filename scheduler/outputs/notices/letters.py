"""What each receiver is written: to whom, what becomes of which meeting, why, what to do, and whom to ask.

A letter is made once, in words; the document, the message and the rows of the sheets are made of it. It says nothing of
anybody else but who deputises for its receiver or is deputised for by them, as their own feed does.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from scheduler.domain.plan import APOLOGIES, PROVISIONAL, SUBSTITUTE, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title, plan_title, sender_title, typed, venue_title
from scheduler.domain.wording import long_date
from scheduler.languages import ENGLISH, phrase, said, said_of, writing, writing_in
from scheduler.law.public_notices import Duty
from scheduler.outputs.absences import because_of
from scheduler.outputs.bilingual import in_each, languages
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.plan_events import NUMBERED, PROVISIONAL_DATE
from scheduler.outputs.naming import dear, from_to, on_one_line, whole_title
from scheduler.outputs.notices.addresses import Mailbox, contact_of, mailbox_of, organiser_of
from scheduler.outputs.notices.entries import (
    CANCELLED,
    MOVED,
    PERSON,
    SPEAKER,
    VENUE,
    Calendars,
    Entry,
    Item,
    Receiver,
)
from scheduler.outputs.notices.phrases import (
    COLUMNS,
    HEADINGS,
    MEETING,
    OF_ROOMS,
    REMARKS,
    ROOMS_TO_DO,
    SENTENCES,
    STATUS,
    TO_DO,
    WHEN_WHERE,
)

LETTER_ONLY, BOTH = "Letter", "E-mail or letter"
"""By which ways a receiver can be told."""


@dataclass(frozen=True)
class Line:
    """One change of a letter."""

    item: Item
    what: str
    """The meeting."""
    was: str
    """When and where it was; blank where the receiver had it not."""
    now: str
    """When and where it is; blank where they have it no longer."""
    remarks: tuple[str, ...]
    """What else there is to it, in sentences: the receiver's own part, and what is otherwise."""
    why: str
    """The reason; blank where none may be told."""
    to_do: str
    language: str = field(default_factory=writing)
    """In which it is written."""

    @property
    def sentence(self) -> str:
        """The change in one sentence."""
        with writing_in(self.language):
            return f"{self.what}: {said(SENTENCES[self.item.kind], was=self.was, now=self.now)}"

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of its row under the columns of its part."""
        kind = self.item.kind
        when = (self.was, self.now) if kind == MOVED else (self.now or self.was,)
        return (self.what, *when)

    @property
    def remark(self) -> str:
        """What stands beside it."""
        told = any(self.why in remark for remark in self.remarks)
        with writing_in(self.language):
            why = [said("Why: {reason}", reason=self.why)] if self.why and not told else []
        return "\n".join((*self.remarks, *why))


@dataclass(frozen=True)
class Part:
    """The changes of one kind in a letter."""

    heading: str
    to_do: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Letter:
    """What one receiver is written."""

    receiver: Receiver
    name: str
    organisation: str
    email: str
    """As the input gives it."""
    mailbox: Mailbox | None
    """None where that is no e-mail address."""
    title: str
    opening: str
    lines: tuple[Line, ...]
    closing: tuple[str, ...]
    language: str = field(default_factory=writing)
    """In which it is written."""
    versions: tuple["Letter", ...] = ()
    """As its receiver has it in each language of the council, where that is not this one alone."""

    @property
    def bodies(self) -> tuple[str, ...]:
        """Of whose meetings it is."""
        return _bodies_of(line.item for line in self.lines)

    @property
    def written(self) -> tuple["Letter", ...]:
        """As its receiver has it, in each language."""
        return self.versions or (self,)

    @property
    def salutation(self) -> str:
        """How it begins."""
        with writing_in(self.language):
            return said("Dear colleague") if self.receiver[0] == VENUE else dear(self.name)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its changes, kind by kind."""
        with writing_in(self.language):
            return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        of_rooms = self.receiver[0] == VENUE
        for kind, heading in HEADINGS.items():
            lines = [line for line in self.lines if line.item.kind == kind]
            if not lines:
                continue
            noted = any(line.remark for line in lines)
            columns = tuple(map(said, (*COLUMNS.get(kind, (MEETING, WHEN_WHERE)), *([REMARKS] if noted else []))))
            yield Part(
                said((OF_ROOMS if of_rooms else HEADINGS).get(kind, heading)),
                said((ROOMS_TO_DO if of_rooms else TO_DO)[kind]),
                columns,
                tuple((*line.cells, line.remark) if noted else line.cells for line in lines),
            )


@dataclass(frozen=True)
class Sender:
    """Who writes, of which calendar, on which day."""

    problem: Problem
    plan: Plan
    before: Plan | None
    """The calendar that receivers have; None where they have none yet."""
    day: dt.date
    bodies: tuple[str, ...] = ()
    """Of whose meetings; all where it is none."""

    def about(self, bodies: Iterable[str]) -> "Sender":
        """Return who writes of meetings of these bodies: their own authority, where all have one."""
        return replace(self, bodies=tuple(dict.fromkeys(bodies)))

    @property
    def organiser(self) -> Mailbox | None:
        """Who invites; None where the setting gives nobody."""
        return organiser_of(self.problem.settings_for(self.bodies).organiser)

    @property
    def authority(self) -> str:
        """The council's name, or else the calendar's."""
        return on_one_line(sender_title(self.problem, self.bodies) or plan_title(self.problem, self.plan))

    @property
    def contact(self) -> str:
        """Whom to ask, or else the council."""
        return typed(self.problem, contact_of(self.problem.settings_for(self.bodies))) or self.authority

    @property
    def signature(self) -> str:
        """Who signs."""
        return self.authority if self.organiser is None else self.organiser.name


@dataclass(frozen=True)
class Outbox:
    """What is to be told to whom, and by whose word."""

    sender: Sender
    letters: tuple[Letter, ...]
    duties: tuple[Duty, ...]
    """Who must be told by law."""
    remarks: tuple[str, ...] = ()
    """What must be known of the whole, in sentences."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """The reasons that name somebody, and so stand in no letter, by what they are about."""
    invites: bool = True
    """Whether invitations may be made: not where they would go back on what was sent before."""


def way_to(sender: Sender, letter: Letter) -> str:
    """Say how a receiver can be told, and why not by e-mail where they cannot."""
    if letter.receiver[0] == VENUE:
        return f"{LETTER_ONLY}: the keeper of rooms has no e-mail here"
    if sender.about(letter.bodies).organiser is None:
        return f"{LETTER_ONLY}: nobody is named who invites (setting organiser)"
    if letter.mailbox is not None:
        return BOTH
    if letter.email:
        return f"{LETTER_ONLY}: “{letter.email}” is no e-mail address"
    return f"{LETTER_ONLY}: no e-mail is given"


def letters(
    sender: Sender, before: Calendars | None, changes: Mapping[Receiver, Sequence[Item]], reasons: Mapping[str, str]
) -> tuple[Letter, ...]:
    """Return the letters by kind of receiver and name: in English for officers, and as their receivers have them.

    Parameters
    ----------
    sender : Sender
        Who writes.
    before : Calendars, optional
        What receivers have: it names those whom the input no longer does.
    changes : mapping
        What changes for each receiver.
    reasons : mapping
        Why, by the uid of a meeting, in words that every member may read.

    """
    found = [_in_all(sender, before, receiver, items, reasons) for receiver, items in changes.items()]
    order = (PERSON, SPEAKER, VENUE)
    return tuple(sorted(found, key=lambda one: (order.index(one.receiver[0]), one.name.casefold(), one.receiver)))


def _in_all(
    sender: Sender,
    before: Calendars | None,
    receiver: Receiver,
    items: Sequence[Item],
    reasons: Mapping[str, str],
) -> Letter:
    letter = _letter(sender, before, receiver, items, reasons)
    if languages(sender.problem) == (ENGLISH,):
        return letter
    return replace(letter, versions=in_each(sender.problem, _letter, sender, before, receiver, items, reasons))


def _letter(
    sender: Sender,
    before: Calendars | None,
    receiver: Receiver,
    items: Sequence[Item],
    reasons: Mapping[str, str],
) -> Letter:
    kind, _ = receiver
    sender = sender.about(_bodies_of(items))
    name, organisation, email = _about(receiver, (sender.problem, *([] if before is None else [before.problem])))
    calendar = whole_title(sender.problem, sender.plan)
    if kind == VENUE:
        about = phrase("Bookings at {venue}") if before is None else phrase("Changes to bookings at {venue}")
        title = said(about, venue=name)
        question = said("If you have a question, please ask: {contact}.", contact=sender.contact)
    else:
        title = said("Your meetings") if before is None else said("Changes to your meetings")
        question = said("If you have a question or cannot come, please ask: {contact}.", contact=sender.contact)
    firm = not _all_provisional(items)
    lines = tuple(
        _line(sender.problem, receiver, item, reasons.get(item.event.uid, ""), each_status=firm) for item in items
    )
    return Letter(
        receiver,
        name,
        organisation,
        email,
        mailbox_of(name, email),
        title,
        _opening(sender, calendar, kind, items),
        lines,
        (question, sender.signature, sender.authority),
    )


def _bodies_of(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the bodies whose meetings entries are, each once; of a lunch, none."""
    meetings = (item.newest.meeting for item in items)
    return tuple(dict.fromkeys(one.body for one in meetings if one is not None))


def _about(receiver: Receiver, problems: Sequence[Problem]) -> tuple[str, str, str]:
    """Return the name, the organisation and the e-mail of a receiver, by the first input that knows them."""
    kind, code = receiver
    if kind == VENUE:
        return on_one_line(venue_title(problems[0], code)), "", ""
    of_kind = ((problem.people if kind == PERSON else problem.speakers) for problem in problems)
    known = next(people[code] for people in of_kind if code in people)
    name, organisation = (typed(problems[0], text) for text in (known.name, known.organisation or ""))
    return on_one_line(name), on_one_line(organisation), on_one_line(known.email or "")


def _opening(sender: Sender, calendar: str, kind: str, items: Sequence[Item]) -> str:
    """Say what the letter is about, and how firm its dates are where all are alike."""
    rooms, number = kind == VENUE, len(items)
    if sender.before is None:
        first = phrase("This is what is held in your rooms in the calendar “{calendar}”.")
        about = said(
            first if rooms else phrase("These are your meetings in the calendar “{calendar}”."), calendar=calendar
        )
    else:
        about = " ".join((_has_changed(sender.before, calendar), _how_many(number, rooms=rooms)))
    if not _all_provisional(items):
        return about
    one = sum(not item.withdrawn for item in items) == 1
    firm = phrase("This date is provisional and may still change.")
    return f"{about} {said(firm if one else phrase('These dates are provisional and may still change.'))}"


def _has_changed(before: Plan, calendar: str) -> str:
    """Say that a calendar has changed, and since when, where that is known."""
    if not before.generated:
        return said("The calendar “{calendar}” has changed.", calendar=calendar)
    day = long_date(before.made_on)
    return said("The calendar “{calendar}” has changed since that of {day}.", calendar=calendar, day=day)


def _how_many(number: int, *, rooms: bool) -> str:
    """Say how many changes of it are in a letter."""
    if rooms:
        return said_of(
            number,
            "Below is {number} change to what is held in your rooms.",
            "Below are {number} changes to what is held in your rooms.",
        )
    return said_of(number, "Below is {number} change to your meetings.", "Below are {number} changes to your meetings.")


def _all_provisional(items: Sequence[Item]) -> bool:
    """Whether every date of a letter that is to be kept is provisional; no letter of cancellations says so."""
    return {item.event.status for item in items if not item.withdrawn} == {PROVISIONAL}


def _line(problem: Problem, receiver: Receiver, item: Item, why: str, *, each_status: bool) -> Line:
    was, now = ("" if one is None else when_and_where(one.event) for one in (item.was, item.now))
    of_rooms = receiver[0] == VENUE
    cancelled = item.kind == CANCELLED
    return Line(
        item,
        on_one_line(item.newest.event.said_in(writing()).title),
        (was or now) if cancelled else was,
        "" if cancelled else now,
        tuple(_remarks(problem, receiver, item, each_status=each_status)),
        why,
        said((ROOMS_TO_DO if of_rooms else TO_DO)[item.kind]),
    )


def when_and_where(event: Event) -> str:
    """Write when and where an event is: `Thursday 19 November 2015, 10:00 to 12:00, Room 1, Town Hall`."""
    times = "" if event.start is None or event.end is None else from_to(event.start, event.end)
    return ", ".join(filter(None, (long_date(event.date), times, on_one_line(event.said_in(writing()).place))))


def _remarks(problem: Problem, receiver: Receiver, item: Item, *, each_status: bool) -> Iterator[str]:
    """Yield what else there is to a change: what it is called, how firm it is, the receiver's part, what is said."""
    was, now = item.was, item.now
    if item.withdrawn or now is None:
        return
    title, before = now.event.said_in(writing()).title, None if was is None else was.event.said_in(writing()).title
    if before is not None and before != title:
        yield said("It is now called {now} (was {was}).", now=on_one_line(title), was=on_one_line(before))
    if receiver[0] == VENUE:
        return
    if was is not None and was.event.status != now.event.status:
        yield said(STATUS[now.event.status])
    elif was is None and now.event.status == PROVISIONAL and each_status:
        yield said(PROVISIONAL_DATE)
    yield from _own_part(problem, receiver, was, now)
    if was is not None:
        yield from _otherwise(*(one.event.said_in(writing()).description for one in (was, now)))


def _own_part(problem: Problem, receiver: Receiver, was: Entry | None, now: Entry) -> Iterator[str]:
    """Yield what the receiver is to do at it, where that is anything but to come, or is not as it was."""
    seat = now.seat_of(receiver[1])
    same = was is not None and (was.remark, was.elsewhere) == (now.remark, now.elsewhere)
    if seat is None:
        return
    if seat.person != receiver[1]:
        member = person_title(problem, seat.person)
        yield said("You are asked to sit for {member}: tell us if you cannot.", member=member)
    elif seat.outcome == SUBSTITUTE and seat.substitute is not None:
        words = phrase("{deputy} is asked to sit in your place{because}: tell us if you can come after all.")
        yield said(words, deputy=person_title(problem, seat.substitute), because=because_of(problem, seat))
    elif seat.outcome == APOLOGIES:
        words = phrase("Your apologies are noted{because}: tell us if you can come after all.")
        yield said(words, because=because_of(problem, seat))
    elif not same and was is not None:
        yield now.remark.replace("\n", " ")


def _otherwise(was: str, now: str) -> Iterator[str]:
    """Yield what is said of it now and was not, and what is said no longer; of its status and number nothing."""
    known = said(PROVISIONAL_DATE), said(NUMBERED).partition("{")[0]
    before, after = ([line for line in text.split("\n") if not line.startswith(known)] for text in (was, now))
    yield from (on_one_line(line) for line in after if line not in before)
    yield from (said("No longer: {line}", line=on_one_line(line)) for line in before if line not in after)
