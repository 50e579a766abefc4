"""What modern.gov's answers and its pages share: identities, roles, dates and times, and their words in Welsh."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.found import (
    Found,
    FoundBody,
    FoundClosure,
    FoundMeeting,
    FoundPerson,
    FoundRoom,
    FoundSeat,
    LeftOut,
    Source,
)
from scheduler.domain.meeting_words import status_of
from scheduler.domain.seat_marks import SUBSTITUTE, role_in_words
from scheduler.reading.imports.written_names import LONGEST_NAME, is_vacant
from scheduler.reading.tables.days import read_date
from scheduler.reading.tables.texts import CellFault, cut, shown
from scheduler.reading.tables.times import read_time

_NO_DATE = frozenset(("", "unspecified", "amhenodol"))
_WELSH_VACANT = re.compile(r"\W*(?:swydd|sedd|lle) wag\b", re.IGNORECASE)
_MONTHS = (
    ("ion", "January"), ("chwe", "February"), ("maw", "March"), ("ebr", "April"), ("mai", "May"), ("meh", "June"),
    ("gor", "July"), ("aws", "August"), ("med", "September"), ("hyd", "October"), ("tach", "November"),
    ("rhag", "December"),
)  # fmt: skip
"""How the Welsh names of months begin, abbreviated or not."""
_WELSH_WEEKDAY = re.compile(r"\bdydd \w+,?\s*", re.IGNORECASE)
_WELSH_HALF = re.compile(r"\by\.?\s?([bhp])\.?(?!\w)", re.IGNORECASE)
_WELSH_DAY = re.compile(r"(?<=\d)(?:af|ain|eg|fed|il|ydd)\b", re.IGNORECASE)
_WELSH_CANCELLED = re.compile(r"\b\w*(?:gansl|cansl|ohiri)\w*", re.IGNORECASE)
_WELSH_CLOSED = re.compile(
    r"\bg[wŵ]yl (?:y |gyhoeddus|banc)|\btoriad\b|\bdydd (?:nadolig|san steffan)\b", re.IGNORECASE
)
_WELSH_ROLES = {
    "cadeirydd": "chair",
    "is gadeirydd": "vice_chair",
    "is-gadeirydd": "vice_chair",
    "dirprwy gadeirydd": "vice_chair",
    "aelod": "member",
    "aelod o'r pwyllgor": "member",
    "aelod cyfetholedig": "co_opted",
    "eilydd": SUBSTITUTE,
    "dirprwy": SUBSTITUTE,
    "swyddog": "officer",
}
_CONTACTS = re.compile(
    r"[\s,;/(]*(?:\b(?:(?:home )?address|cyfeiriad|contact|cyswllt|tel|telephone|phone|mobile|ffôn|e-?mail|e-?bost)\b"
    r"\s*[:.]"
    r"|\S+@|\+?\(?\d[\d ()-]{8,}|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b).*",
    re.IGNORECASE,
)
"""How somebody is reached or where they live (a postcode), and all that follows it."""
_RANKS = ("chair", "vice_chair", "member", "co_opted", "adviser", "observer", "clerk", SUBSTITUTE)
OFFICER = "officer"
"""Who attends because of their post, and has no seat."""
_OFFICERS = frozenset(("officer", "officers", "swyddog", "in attendance", "guest", "visitor", "contact officer"))


def committee(number: str) -> str:
    """Return a body's identity: what modern.gov numbers it by in `ID=` and `CId=`."""
    return f"modern.gov committee {number}"


def member(number: str) -> str:
    """Return a person's identity: what modern.gov numbers them by in `UID=`."""
    return f"modern.gov member {number}"


def meeting(number: str) -> str:
    """Return a meeting's identity: what modern.gov numbers it by in `MId=`."""
    return f"modern.gov meeting {number}"


@dataclass
class Finding:
    """What is found in one file as it is read."""

    file: str
    authority: str = ""
    bodies: list[FoundBody] = field(default_factory=list)
    people: list[FoundPerson] = field(default_factory=list)
    seats: list[FoundSeat] = field(default_factory=list)
    rooms: list[FoundRoom] = field(default_factory=list)
    meetings: list[FoundMeeting] = field(default_factory=list)
    closures: list[FoundClosure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def source(self, place: str = "") -> Source:
        """Return a place in the file."""
        return Source(self.file, place)

    def leave(self, what: str, why: str, place: str = "") -> None:
        """Note what is not taken over, without how anybody is reached."""
        self.left_out.append(LeftOut(cut(without_contacts(what)) or "an entry", why, self.source(place)))

    def found(self) -> Found:
        """Return all of it."""
        return Found(
            authority=self.authority,
            bodies=tuple(self.bodies),
            people=tuple(self.people),
            seats=tuple(self.seats),
            rooms=tuple(self.rooms),
            meetings=tuple(self.meetings),
            closures=tuple(self.closures),
            left_out=tuple(self.left_out),
        )

    def meeting_on(self, body: str, words: tuple[str, str, str], where: str, **more: str | int | None) -> None:
        """Note a meeting by what its source says of its day, its time and its status."""
        day_words, time_words, status_words = words
        try:
            day = day_in(day_words)
        except CellFault as trouble:
            self.leave(f"a meeting on {shown(day_words)}", trouble.message, where)
            return
        if day is None:
            self.leave("a meeting", "it has no date", where)
            return
        status = status_of(in_english(status_words))
        for unknown in status.unknown:
            self.leave(unknown, "no status that is known; the meeting is taken as held", where)
        start = self.time_in(time_words, where)
        found = FoundMeeting(
            body, day, self.source(where), start, title=status.title, status=status_words, cancelled=status.cancelled
        )
        self.meetings.append(FoundMeeting(**{**vars(found), **more}))

    def time_in(self, words: str, place: str) -> int | None:
        """Return a time in minutes after midnight; None where there is none, which is noted unless it is blank."""
        if not words:
            return None
        try:
            return read_time(_WELSH_HALF.sub(_english_half, words))
        except CellFault:
            self.leave(words, "no time of day; the meeting is taken without one", place)
            return None

    def posts(self, words: Iterable[str], place: str) -> None:
        """Note words behind members' names that are no roles."""
        every = list(dict.fromkeys(words))
        if every:
            self.leave("; ".join(every), "posts, not roles on a body; who holds them is taken as a member", place)


def day_in(text: str) -> date | None:
    """Return a date; None where the text says that there is none.

    Raises
    ------
    CellFault
        If it is neither.

    """
    plain = text.strip()
    if plain.casefold() in _NO_DATE:
        return None
    words = _WELSH_DAY.sub("", _WELSH_WEEKDAY.sub("", plain)).split()
    return read_date(" ".join(map(_in_english_month, words)))


def known_day(text: str) -> date | None:
    """Return a date; None where there is none that can be read."""
    try:
        return day_in(text)
    except CellFault:
        return None


def _in_english_month(word: str) -> str:
    return next((english for start, english in _MONTHS if word.casefold().startswith(start)), word)


def _english_half(match: re.Match[str]) -> str:
    """Return am for `y.b.` (y bore), pm for `y.h.` and `y.p.` (yr hwyr, y prynhawn)."""
    return "am" if match[1].lower() == "b" else "pm"


def in_english(words: str) -> str:
    """Return words beside a meeting with the Welsh for cancelled in English."""
    return _WELSH_CANCELLED.sub("Cancelled", words)


def closes(words: str) -> bool:
    """Whether an entry names a holiday or a recess in Welsh."""
    return _WELSH_CLOSED.search(words) is not None


def has_nobody(name: str) -> bool:
    """Whether what stands for a name says that there is nobody."""
    return not name or is_vacant(name) or _WELSH_VACANT.match(name) is not None


def without_contacts(words: str) -> str:
    """Return words up to where they say how somebody is reached, as they may where a page has lost its order."""
    return _CONTACTS.sub("", words)[:LONGEST_NAME]


def role_in(words: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the role, OFFICER or SUBSTITUTE that the words mean, else member, and the words that mean none."""
    roles: list[str] = []
    unknown: list[str] = []
    for part in words:
        plain = part.strip().casefold()
        role = OFFICER if plain in _OFFICERS else _WELSH_ROLES.get(plain) or role_in_words(part)
        if role is not None:
            roles.append(role)
        elif plain:
            unknown.append(part.strip())
    order = (OFFICER, *_RANKS)
    return min(roles, key=order.index, default="member"), tuple(unknown)
