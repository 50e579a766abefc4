"""What each receiver is written: to whom, what becomes of which meeting, why, what to do, and whom to ask.

A letter is made once, in words; the document, the message and the rows of the sheets are made of it. It says nothing of
anybody else but who deputises for its receiver or is deputised for by them, as their own feed does.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.domain.plan import APOLOGIES, CONFIRMED, PROVISIONAL, SUBSTITUTE, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.domain.wording import clock, counted, long_date
from scheduler.law.public_notices import Duty
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.naming import on_one_line, whole_title
from scheduler.outputs.notices.addresses import Mailbox, contact_of, mailbox_of, organiser_of
from scheduler.outputs.notices.entries import (
    AFTER_ALL,
    CANCELLED,
    CHANGED,
    JOINED,
    MOVED,
    NEW,
    NOT_YOURS,
    PERSON,
    SPEAKER,
    VENUE,
    Calendars,
    Entry,
    Item,
    Receiver,
)

HEADINGS = {
    MOVED: "Moved",
    CANCELLED: "Cancelled",
    NOT_YOURS: "No longer yours",
    JOINED: "Meetings you are now asked to",
    NEW: "New meetings",
    AFTER_ALL: "Held after all",
    CHANGED: "Same day, time and place, something else changed",
}
"""What heads each part of a letter, in the order of the parts."""
_OF_ROOMS = {NOT_YOURS: "No longer here", JOINED: "Now here", NEW: "New"}
_TO_DO = {
    MOVED: "Please put the new date and place in your diary, and tell us if you cannot come.",
    CANCELLED: "These will not be held: please take them out of your diary.",
    NOT_YOURS: "You are no longer asked to these: please take them out of your diary.",
    JOINED: "Please put these in your diary, and tell us if you cannot come.",
    NEW: "Please put these in your diary, and tell us if you cannot come.",
    AFTER_ALL: "These had been cancelled and are held: please put them back in your diary.",
    CHANGED: "Day, time and place are as they were: please note what else has changed.",
}
_ROOMS_TO_DO = {
    MOVED: "Please change these bookings.",
    CANCELLED: "These are not held: please free the rooms.",
    NOT_YOURS: "These are held elsewhere now: please free the rooms.",
    JOINED: "Please book the rooms for these.",
    NEW: "Please book the rooms for these.",
    AFTER_ALL: "These had been cancelled and are held: please book the rooms again.",
    CHANGED: "Please note what else has changed.",
}
_COLUMNS = {
    MOVED: ("Meeting", "Was", "Is now"),
    CHANGED: ("Meeting", "When and where"),
    CANCELLED: ("Meeting", "Was"),
    NOT_YOURS: ("Meeting", "When and where"),
}
REMARKS = "Please note"
LETTER_ONLY, BOTH = "Letter", "E-mail or letter"
"""By which ways a receiver can be told."""
_STATUS = {CONFIRMED: "The date is confirmed now.", PROVISIONAL: "The date is provisional again and may still change."}
_ABOUT_THE_STATUS = ("The date is provisional", "Meeting ")
"""How the lines of a description begin that say nothing new."""


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

    @property
    def sentence(self) -> str:
        """The change in one sentence."""
        return f"{self.what}: {_SENTENCES[self.item.kind].format(was=self.was, now=self.now)}"

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
        return "\n".join((*self.remarks, *([f"Why: {self.why}"] if self.why and not told else [])))


_SENTENCES = {
    MOVED: "moved from {was} to {now}",
    CHANGED: "still {now}, but something else has changed",
    CANCELLED: "cancelled, was {was}",
    NOT_YOURS: "no longer yours, {was}",
    JOINED: "you are now asked to it, {now}",
    NEW: "new, {now}",
    AFTER_ALL: "held after all, {now}",
}


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

    @property
    def salutation(self) -> str:
        """How it begins."""
        return f"Dear {'colleague' if self.receiver[0] == VENUE else self.name}"

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its changes, kind by kind."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        of_rooms = self.receiver[0] == VENUE
        for kind, heading in HEADINGS.items():
            lines = [line for line in self.lines if line.item.kind == kind]
            if not lines:
                continue
            noted = any(line.remark for line in lines)
            columns = _COLUMNS.get(kind, ("Meeting", "When and where"))
            yield Part(
                (_OF_ROOMS if of_rooms else HEADINGS).get(kind, heading),
                (_ROOMS_TO_DO if of_rooms else _TO_DO)[kind],
                (*columns, REMARKS) if noted else columns,
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

    @property
    def organiser(self) -> Mailbox | None:
        """Who invites; None where the setting gives nobody."""
        return organiser_of(self.problem.settings.organiser)

    @property
    def authority(self) -> str:
        """The council's name, or else the calendar's."""
        return on_one_line(self.problem.settings.authority or self.plan.title)

    @property
    def contact(self) -> str:
        """Whom to ask, or else the council."""
        return contact_of(self.problem.settings) or self.authority

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
    if sender.organiser is None:
        return f"{LETTER_ONLY}: nobody is named who invites (setting organiser)"
    if letter.mailbox is not None:
        return BOTH
    if letter.email:
        return f"{LETTER_ONLY}: “{letter.email}” is no e-mail address"
    return f"{LETTER_ONLY}: no e-mail is given"


def letters(
    sender: Sender, before: Calendars | None, changes: Mapping[Receiver, Sequence[Item]], reasons: Mapping[str, str]
) -> tuple[Letter, ...]:
    """Return the letters by kind of receiver and name.

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
    found = [_letter(sender, before, receiver, items, reasons) for receiver, items in changes.items()]
    order = (PERSON, SPEAKER, VENUE)
    return tuple(sorted(found, key=lambda one: (order.index(one.receiver[0]), one.name.casefold(), one.receiver)))


def _letter(
    sender: Sender,
    before: Calendars | None,
    receiver: Receiver,
    items: Sequence[Item],
    reasons: Mapping[str, str],
) -> Letter:
    kind, _ = receiver
    name, organisation, email = _about(receiver, (sender.problem, *([] if before is None else [before.problem])))
    calendar = whole_title(sender.problem, sender.plan)
    if kind == VENUE:
        title = f"{'Bookings' if before is None else 'Changes to bookings'} at {name}"
    else:
        title = "Your meetings" if before is None else "Changes to your meetings"
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
        (f"If you have a question or cannot come, please ask: {sender.contact}.", sender.signature, sender.authority)
        if kind != VENUE
        else (f"If you have a question, please ask: {sender.contact}.", sender.signature, sender.authority),
    )


def _about(receiver: Receiver, problems: Sequence[Problem]) -> tuple[str, str, str]:
    """Return the name, the organisation and the e-mail of a receiver, by the first input that knows them."""
    kind, code = receiver
    if kind == VENUE:
        return on_one_line(code), "", ""
    of_kind = ((problem.people if kind == PERSON else problem.speakers) for problem in problems)
    known = next(people[code] for people in of_kind if code in people)
    return on_one_line(known.name), on_one_line(known.organisation or ""), on_one_line(known.email or "")


def _opening(sender: Sender, calendar: str, kind: str, items: Sequence[Item]) -> str:
    """Say what the letter is about, and how firm its dates are where all are alike."""
    whose = "what is held in your rooms" if kind == VENUE else "your meetings"
    if sender.before is None:
        verb = "This is" if kind == VENUE else "These are"
        about = f"{verb} {whose} in the calendar “{calendar}”."
    else:
        since = f" since that of {long_date(sender.before.made_on)}" if sender.before.generated else ""
        number = len(items)
        about = (
            f"The calendar “{calendar}” has changed{since}. "
            f"Below {'is' if number == 1 else 'are'} {counted(number, 'change')} to {whose}."
        )
    if not _all_provisional(items):
        return about
    one = sum(not item.withdrawn for item in items) == 1
    return f"{about} {'This date is' if one else 'These dates are'} provisional and may still change."


def _all_provisional(items: Sequence[Item]) -> bool:
    """Whether every date of a letter that is to be kept is provisional; no letter of cancellations says so."""
    return {item.event.status for item in items if not item.withdrawn} == {PROVISIONAL}


def _line(problem: Problem, receiver: Receiver, item: Item, why: str, *, each_status: bool) -> Line:
    was, now = ("" if one is None else when_and_where(one.event) for one in (item.was, item.now))
    of_rooms = receiver[0] == VENUE
    cancelled = item.kind == CANCELLED
    return Line(
        item,
        on_one_line(item.newest.event.title),
        (was or now) if cancelled else was,
        "" if cancelled else now,
        tuple(_remarks(problem, receiver, item, each_status=each_status)),
        why,
        (_ROOMS_TO_DO if of_rooms else _TO_DO)[item.kind],
    )


def when_and_where(event: Event) -> str:
    """Write when and where an event is: `Thursday 19 November 2015, 10:00 to 12:00, Room 1, Town Hall`."""
    times = "" if event.start is None or event.end is None else f"{clock(event.start)} to {clock(event.end)}"
    return ", ".join(filter(None, (long_date(event.date), times, on_one_line(event.place))))


def _remarks(problem: Problem, receiver: Receiver, item: Item, *, each_status: bool) -> Iterator[str]:
    """Yield what else there is to a change: what it is called, how firm it is, the receiver's part, what is said."""
    was, now = item.was, item.now
    if item.withdrawn or now is None:
        return
    if was is not None and was.event.title != now.event.title:
        yield f"It is now called {on_one_line(now.event.title)} (was {on_one_line(was.event.title)})."
    if receiver[0] == VENUE:
        return
    if was is not None and was.event.status != now.event.status:
        yield _STATUS[now.event.status]
    elif was is None and now.event.status == PROVISIONAL and each_status:
        yield "The date is provisional and may still change."
    yield from _own_part(problem, receiver, was, now)
    if was is not None:
        yield from _said(was.event.description, now.event.description)


def _own_part(problem: Problem, receiver: Receiver, was: Entry | None, now: Entry) -> Iterator[str]:
    """Yield what the receiver is to do at it, where that is anything but to come, or is not as it was."""
    seat = now.seat_of(receiver[1])
    same = was is not None and (was.remark, was.elsewhere) == (now.remark, now.elsewhere)
    if seat is None:
        return
    if seat.person != receiver[1]:
        yield f"You are asked to sit for {person_title(problem, seat.person)}: tell us if you cannot."
    elif seat.outcome == SUBSTITUTE and seat.substitute is not None:
        because = f" ({seat.reason.rstrip('.')})" if seat.reason else ""
        who = person_title(problem, seat.substitute)
        yield f"{who} is asked to sit in your place{because}: tell us if you can come after all."
    elif seat.outcome == APOLOGIES:
        because = f" ({seat.reason.rstrip('.')})" if seat.reason else ""
        yield f"Your apologies are noted{because}: tell us if you can come after all."
    elif not same and was is not None:
        yield now.remark.replace("\n", " ")


def _said(was: str, now: str) -> Iterator[str]:
    """Yield what is said of it now and was not, and what is said no longer."""
    before, after = (
        [line for line in text.split("\n") if not line.startswith(_ABOUT_THE_STATUS)] for text in (was, now)
    )
    yield from (on_one_line(line) for line in after if line not in before)
    yield from (f"No longer: {on_one_line(line)}" for line in before if line not in after)
