"""The meetings that were found, by their bodies: those of the year, each as ordinary, special or cancelled."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.domain.found import Found, FoundBody, FoundMeeting, LeftOut
from scheduler.domain.meeting_words import OUTSIDE_THE_PATTERN
from scheduler.domain.municipal_year import ANNUAL_MEETING, MAY, Window
from scheduler.domain.wording import long_date
from scheduler.reading.imports.kinds import is_council, title_of, without_title

_RESERVE = re.compile(r"\breserve|\bif (needed|required|necessary)|\bas required|\bprovisional date", re.IGNORECASE)
_ONLINE = re.compile(r"\b(virtual|online|on-line|remote|teams|zoom|webex|skype|video ?conference)\b", re.IGNORECASE)
_MAIN_ROOM = re.compile(r"\b(room|chamber|hall|house|suite|centre|building|office)s?\b", re.IGNORECASE)


def is_online(place: str) -> bool:
    """Whether a place is none that anybody goes to: a virtual meeting."""
    return bool(_ONLINE.search(place)) and not _MAIN_ROOM.search(place)


@dataclass(frozen=True)
class OfBody:
    """What was found of a body's year."""

    ordinary: tuple[FoundMeeting, ...] = ()
    """Those that were held and count for its cadence, in order of date."""
    special: tuple[FoundMeeting, ...] = ()
    cancelled: tuple[FoundMeeting, ...] = ()
    reserve: int = 0
    """How many of the ordinary ones were to be held only if needed."""
    guessed_annual: FoundMeeting | None = None
    """The council's first meeting in May, which is its Annual Meeting although nothing says so."""

    @property
    def every(self) -> tuple[FoundMeeting, ...]:
        """All meetings, in order of date."""
        return tuple(
            sorted((*self.ordinary, *self.special, *self.cancelled), key=lambda one: (one.date, one.start or 0))
        )


@dataclass(frozen=True)
class Calendar:
    """The bodies, and what was found of the year of each by its name."""

    bodies: tuple[FoundBody, ...]
    meetings: dict[str, OfBody]
    left_out: tuple[LeftOut, ...] = ()


def calendar_of(found: Found, year: Window | None) -> Calendar:
    """Return the bodies with their meetings of a year; a name such as Annual Council is a meeting of the Council."""
    names = [body.name for body in found.bodies]
    whose = {name: without_title(name, names, found.authority) for name in names}
    theirs: defaultdict[str, list[FoundMeeting]] = defaultdict(list)
    left_out: list[LeftOut] = []
    made: dict[str, FoundBody] = {}
    for meeting in found.meetings:
        body = whose.get(meeting.body) or meeting.body
        parts = (meeting.title, meeting.status, meeting.mark, meeting.body if body != meeting.body else "")
        words = "; ".join(filter(None, parts))
        title = title_of(words, council=is_council(body, found.authority))
        named = replace(meeting, body=body, title=title)
        if year is None or meeting.date not in year:
            why = "it is of another year than the one that was taken for last year"
            left_out.append(LeftOut(f"{body} on {long_date(meeting.date)}", why, meeting.source))
            continue
        if body not in names:
            made.setdefault(body, FoundBody(body, meeting.source))
        theirs[body].append(named)
    seated = {seat.body for seat in found.seats}
    kept = tuple(body for body in found.bodies if whose.get(body.name) is None or body.name in seated)
    bodies = (*kept, *made.values())
    return Calendar(
        bodies,
        {body.name: _of_body(body.name, theirs.get(body.name, ()), found.authority, year) for body in bodies},
        tuple(left_out),
    )


def _of_body(name: str, meetings: Sequence[FoundMeeting], authority: str, year: Window | None) -> OfBody:
    in_order = sorted(meetings, key=lambda one: (one.date, one.start or 0, one.title))
    held = [one for one in in_order if not one.cancelled]
    ordinary = [one for one in held if one.title not in OUTSIDE_THE_PATTERN]
    guessed = None
    titled = any(one.title == ANNUAL_MEETING for one in ordinary)
    if is_council(name, authority) and ordinary and not titled and year is not None and year.first.month == MAY:
        guessed = next((one for one in ordinary[:1] if one.date.month == MAY), None)
        ordinary = [replace(one, title=ANNUAL_MEETING) if one is guessed else one for one in ordinary]
    return OfBody(
        tuple(ordinary),
        tuple(one for one in held if one.title in OUTSIDE_THE_PATTERN),
        tuple(one for one in in_order if one.cancelled),
        sum(bool(_RESERVE.search(f"{one.title} {one.status} {one.mark}")) for one in ordinary),
        guessed,
    )
