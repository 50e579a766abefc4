"""Forms: sent by a page of ours, once, and on the version that its sender saw; and what is told after a redirect."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from sqlite3 import Error, IntegrityError
from typing import TypeVar

from flask import Response, abort, g, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Conflict, HTTPException
from werkzeug.wrappers import Response as AnyResponse

from scheduler.desk.access import PLANNER, PUBLISHER
from scheduler.desk.calendars import Calendar
from scheduler.desk.desk import here
from scheduler.desk.store import Store
from scheduler.errors import ChangedMeanwhile
from scheduler.server.clock import present_moment

Result = TypeVar("Result")

DONE, WARNING = "done", "warning"
CSRF, ONCE, VERSION = "csrf", "once", "version"
Faults = Sequence[tuple[str, str]]
"""The id of a field, blank for none, and what is wrong with what was typed there."""
OURS = frozenset({CSRF, ONCE, VERSION})
"""The fields that each form has, besides those that somebody fills in."""
_KEPT = timedelta(days=3)
"""So long a form that was sent is known again."""
_MOST_FIGURES = 9
"""Of a number that somebody types: more than anything here is counted to."""
_DONE_ON = "scheduler.commands.at_hand:done_on"
_SECRET = ("password", "token", "secret")
"""In the name of a field: what is typed there is shown and kept nowhere."""
_LONGEST_REASON = 500
"""Characters of what stands in the history."""
MEMBERS_HAVE_IT = "Members have this calendar, so only a publisher changes it. Make a draft of it, and change that."


class Stale(Conflict):
    """Somebody else has changed the calendar since the page was made from which a form was sent."""

    description = "The calendar was changed by somebody else after you opened this page. Nothing was done."

    def __init__(self, calendar: Calendar, seen: str, field: str = VERSION) -> None:
        """Keep which calendar was changed, the version that was seen, and the field of the form that says so."""
        super().__init__()
        self.calendar, self.seen, self.field = calendar, seen, field


class AlreadySent(Conflict):
    """The form is being done already."""

    description = "This form was sent a moment ago, and is being done. Nothing is done twice."


class LedTo(Exception):
    """A form that was sent before: its sender is led to where it led then."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class Form:
    """What was typed and chosen."""

    values: MultiDict[str, str]

    def text(self, name: str) -> str:
        """Return what was typed, without the spaces around it; blank where the form has no such field."""
        return self.values.get(name, "").strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all that was typed or chosen under a name."""
        return tuple(self.values.getlist(name))

    @property
    def reason(self) -> str:
        """Why it is done, for the history."""
        return self.text("reason")[:_LONGEST_REASON]

    @property
    def anyway(self) -> str:
        """Why it is done although something is wrong with the calendar; blank where nobody says."""
        return self.text("anyway")[:_LONGEST_REASON]

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return name in self.values


def sent() -> Form:
    """Return the form of this request.

    Raises
    ------
    Stale
        If it was made for another version of the calendar.
    LedTo, AlreadySent
        If it was sent before.

    """
    values = request.form
    if "calendar" in g:
        see_that_it_may_change(g.calendar)
    once = values.get(ONCE, "")
    if not once:
        abort(400, "This form is not whole. Please go back, load the page again, and send it from there.")
    _see_that_it_is_the_first(once)
    version = values.get(VERSION)
    if version is not None and "calendar" in g and version != g.calendar.version:
        raise Stale(g.calendar, version)
    return Form(values)


def anyway_asked() -> str | None:
    """Return why a page is asked for although something is wrong with the calendar, as its address says; else None."""
    return " ".join(request.args.get("anyway", "").split())[:_LONGEST_REASON] or None


def done(calendar: Calendar, do: Callable[..., Result], *given: object, **named: object) -> Result:
    """Do something to a calendar in a child, as it was when this form was sent: Stale where it is another by then."""
    try:
        found: Result = here().work.call(_DONE_ON, calendar.folder, calendar.version, do, *given, **named)
    except ChangedMeanwhile:
        raise Stale(calendar, calendar.version) from None
    return found


def may_change(calendar: Calendar) -> bool:
    """Whether whoever is at work may change a calendar: one that members have is a publisher's to change."""
    return bool(g.who.may(PUBLISHER if calendar.is_published else PLANNER))


def see_that_it_may_change(calendar: Calendar) -> None:
    """Refuse to change a calendar that members have, but for a publisher."""
    if calendar.is_published and not g.who.may(PUBLISHER):
        abort(403, MEMBERS_HAVE_IT)


def typed() -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, without ours and what is secret; none where it cannot be read."""
    return _fields(OURS)


def carried() -> list[tuple[str, str]]:
    """Return the fields with which the form that was sent can be sent again, from another page."""
    return _fields(frozenset({CSRF, ONCE}))


def _fields(left_out: frozenset[str]) -> list[tuple[str, str]]:
    if request.method in ("GET", "HEAD"):
        return []
    try:
        pairs = list(request.form.items(multi=True))
    except (HTTPException, OSError):
        return []
    return [(name, value) for name, value in pairs if name not in left_out and not _is_secret(name)]


def _is_secret(name: str) -> bool:
    return any(word in name.casefold() for word in _SECRET)


def _see_that_it_is_the_first(once: str) -> None:
    with here().store.writing() as database:
        try:
            moment = present_moment().isoformat()
            database.execute("INSERT INTO sent_forms (once, moment) VALUES (?, ?)", (once, moment))
        except IntegrityError:
            (led_to,) = database.execute("SELECT led_to FROM sent_forms WHERE once = ?", (once,)).fetchone()
            if led_to is None:
                raise AlreadySent from None
            raise LedTo(led_to) from None
    g.once = once


def remember(response: Response) -> Response:
    """Keep where a form led to, or, where it was not done, that it may be sent again; a full disk spoils no answer."""
    once = g.pop("once", None)
    if once is not None:
        with suppress(Error), here().store.writing() as database:
            if response.location is not None and response.status_code in (302, 303):
                database.execute("UPDATE sent_forms SET led_to = ? WHERE once = ?", (response.location, once))
            else:
                database.execute("DELETE FROM sent_forms WHERE once = ?", (once,))
    return response


def led_to(before: LedTo) -> AnyResponse:
    """Lead the sender of a form that was sent before to where it led then."""
    return redirect(before.address, 303)


def forget_old(store: Store) -> None:
    """Forget forms of some days ago, and those that were being done when a desk was ended: they may be sent again."""
    old = (present_moment() - _KEPT).isoformat()
    with store.writing() as database:
        database.execute("DELETE FROM sent_forms WHERE led_to IS NULL OR moment < ?", (old,))


def day_in(text: str) -> date | None:
    """Return a day as browsers and addresses write it, `2015-11-19`; None where a text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number_in(text: str) -> int | None:
    """Return the whole number that somebody typed, or that stands in an address; None where it is none, or too long."""
    is_number = len(text) <= _MOST_FIGURES and text.isascii() and text.isdecimal()
    return int(text) if is_number else None


def once() -> str:
    """Return what marks a form that is written into a page."""
    return secrets.token_urlsafe(18)


def version() -> str | None:
    """Return the version of the calendar that the page is about; None where it is about none."""
    return g.calendar.version if "calendar" in g and g.calendar.exists else None


def tell(text: str, kind: str = DONE) -> None:
    """Have the next page say something to whoever is at work."""
    with here().store.writing() as database:
        database.execute("INSERT INTO messages (session, kind, text) VALUES (?, ?, ?)", (g.session, kind, text))


def told() -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of what is to be said, which is then said no more."""
    if "session" not in g:
        return
    with here().store.reading() as database:
        found = database.execute("SELECT rowid, kind, text FROM messages WHERE session = ?", (g.session,)).fetchall()
    if found:
        with suppress(Error), here().store.writing() as database:
            database.executemany("DELETE FROM messages WHERE rowid = ?", [(one["rowid"],) for one in found])
    for one in found:
        yield one["kind"], one["text"]
