"""What a calendar's readers have in common: a body's name with what is written beside it, and what was found so far."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scheduler.domain.found import Found, FoundClosure, FoundMeeting, LeftOut, Source
from scheduler.domain.meeting_words import closure_in, is_cancelled, is_ordinary, status_of, title_in
from scheduler.domain.names import name_key
from scheduler.reading.imports.days_and_times import times_in
from scheduler.reading.tables.days import weekday_named
from scheduler.reading.tables.texts import CellFault, cut
from scheduler.reading.tables.times import is_unlikely

LONGEST_NAME = 120
MARKS = "*\u2020\u2021\u00a7#^~\u00b9\u00b2\u00b3"
_MARKED = re.compile(rf"^(.*?)\s*([{re.escape(MARKS)}]+)$")
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]*)[)\]]$")
_AFTER_DASH = re.compile(r"^(.*\S)\s*(?:\s[-\u2013\u2014]\s|:\s|;\s|,\s)\s*([^-\u2013\u2014:;,]+)$")
_LAST_WORD = re.compile(
    r"^(.*\S)\s+(cancell?ed|postponed|withdrawn|inquorate|provisional|reserve|agm|egm)$", re.IGNORECASE
)
_FIRST_WORD = re.compile(r"^(cancell?ed|postponed|withdrawn|provisional)\s*[-\u2013\u2014:]*\s+(.*\S)$", re.IGNORECASE)
_TITLED_FIRST = re.compile(
    r"^(annual|extra-?ordinary|special|budget|additional)\s+"
    r"(?:(?:general |statutory |budget )?meeting of (?:the )?)?(.+)$",
    re.IGNORECASE,
)
_TITLED_LAST = re.compile(
    r"^(.+?)[\s,:-]+((?:annual(?: general)?|extra-?ordinary|special|budget(?: setting)?|additional)(?: meeting)?)$",
    re.IGNORECASE,
)
_A_TITLE = re.compile(
    r"(?:(?:annual|statutory|budget|tax setting|extra-?ordinary|special|additional|extra|urgent)(?: general| budget)?"
    r"(?: setting)?(?: meeting| council)?|a\.?g\.?m\.?|e\.?g\.?m\.?)",
    re.IGNORECASE,
)
_CONDITIONS = frozenset(
    map(name_key, ("if required", "if needed", "as required", "reserve", "reserve date", "tbc", "to be confirmed"))
)
_COUNCIL = ("Council", "Full Council")
_ENDS = re.compile(r"(?:[\s,;:|/\u2013\u2014-]+|\b(?:on|at|and|to)\b)+$", re.IGNORECASE)
_STARTS = re.compile(r"^(?:[\s,;:|/\u2013\u2014-]+|\b(?:on|at|in|and|to)\b\s)+", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A body's name as a calendar writes it, and what stands beside it there."""

    body: str
    title: str = ""
    cancelled: bool = False
    words: str = ""
    """What of it says the title, the status or a condition: `Cancelled`, `if required`."""
    start: int | None = None
    end: int | None = None
    mark: str = ""


def trimmed(text: str) -> str:
    """Return a text without the signs and little words that stood before and behind a day or a time."""
    return _STARTS.sub("", _ENDS.sub("", " ".join(text.split()))).strip()


def named(text: str) -> Named:
    """Return what `Planning Committee (7pm) - CANCELLED*` says: a name, and by and by what stands beside it."""
    found = Named(trimmed(text))
    if len(found.body) > 2 * LONGEST_NAME:
        return found
    for _ in range(len(MARKS)):
        shorter = _without_last(found)
        if shorter is None:
            return found
        found = shorter
    return found


def _without_last(found: Named) -> Named | None:
    """Return the name without the last thing beside it; None where there is none."""
    body = found.body
    if (marked := _MARKED.match(body)) is not None:
        return replace(found, body=marked[1], mark=marked[2] + found.mark)
    times = times_in(body)
    if times.start is not None and times.rest and found.start is None and body.startswith(times.rest):
        return replace(found, body=trimmed(times.rest), start=times.start, end=times.end)
    for form in (_IN_BRACKETS, _AFTER_DASH, _LAST_WORD):
        match = form.match(body)
        if match is not None and (beside := _beside(found, match[2], alone=form is _IN_BRACKETS)) is not None:
            return replace(beside, body=trimmed(match[1]))
    match = _FIRST_WORD.match(body)
    if match is not None and (beside := _beside(found, match[1])) is not None:
        return replace(beside, body=trimmed(match[2]))
    return None


def _beside(found: Named, words: str, *, alone: bool = False) -> Named | None:
    """Return what is known with words that stand beside a name; None where they are a part of it.

    In brackets, `alone`, one word is a title: "Council (Budget)" is a meeting, "Scrutiny - Budget" may be a body.
    """
    status = status_of(words)
    times = times_in(words)
    said = "; ".join(filter(None, (words.strip(), found.words)))
    titled = _A_TITLE.fullmatch(words.strip()) is not None and (
        alone or len(words.split()) > 1 or "gm" in words.lower()
    )
    if status.cancelled or titled:
        return replace(
            found, cancelled=found.cancelled or status.cancelled, title=found.title or status.title, words=said
        )
    if times.start is not None and not trimmed(times.rest):
        return replace(found, start=times.start, end=times.end)
    if alone and weekday_named(words.strip().rstrip("s.")) is not None:
        return found
    if name_key(words) in _CONDITIONS or (is_ordinary(words) and name_key(words) not in ("public", "private", "open")):
        return replace(found, words=said)
    return None


def without_titles(meetings: Sequence[FoundMeeting]) -> tuple[FoundMeeting, ...]:
    """Return the meetings with titles apart from names where the body has meetings of its own: `Annual Council`."""
    names = {name_key(one.body): one.body for one in meetings}
    return tuple(_untitled(one, names) for one in meetings)


def bodies_with_a_title(text: str) -> Iterator[str]:
    """Yield by name the bodies whose meeting with a title a text may mean: `Annual Council`, `Planning - Special`."""
    for form, place in ((_TITLED_FIRST, 2), (_TITLED_LAST, 1)):
        match = form.match(text) if len(text) <= 2 * LONGEST_NAME else None
        if match is not None:
            yield match[place]
            yield from _COUNCIL if name_key(match[place]) in map(name_key, _COUNCIL) else ()


def _untitled(meeting: FoundMeeting, names: dict[str, str]) -> FoundMeeting:
    keys = map(name_key, bodies_with_a_title(meeting.body))
    body = next((names[key] for key in keys if key in names), None)
    return meeting if body is None else replace(meeting, body=body, title=meeting.title or title_in(meeting.body))


@dataclass
class Gathering:
    """What was found so far in a calendar."""

    meetings: list[FoundMeeting] = field(default_factory=list)
    closures: list[FoundClosure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether there are meetings or closures."""
        return bool(self.meetings or self.closures)

    def leave(self, what: object, why: str, source: Source) -> None:
        """Note what is not taken over, and why not."""
        self.left_out.append(LeftOut(cut(" ".join(str(what).split())), why, source))

    def fault(self, what: object, fault: CellFault, source: Source) -> None:
        """Note a cell that means nothing, in the words of its reader."""
        self.leave(what, fault.message, source)

    def meeting(self, found: FoundMeeting) -> None:
        """Take a meeting; ask about one whose start is hardly meant."""
        if len(found.body) > LONGEST_NAME or not name_key(found.body):
            self.leave(found.body or found.date.isoformat(), "no body is named there", found.source)
            return
        if found.start is not None and is_unlikely(found.start):
            clock = f"{found.start // 60:02}:{found.start % 60:02}"
            self.leave(
                f"{found.body}, {clock}", f"taken as it is written, {clock}: see whether it is meant", found.source
            )
        self.meetings.append(found)

    def found(self) -> Found:
        """Return all of it, each meeting once."""
        kept: dict[tuple[object, ...], FoundMeeting] = {}
        told = list(self.left_out)
        for one in without_titles(self.meetings):
            key = name_key(one.body), one.date, one.start, one.cancelled
            if key in kept:
                why = f"the same meeting stands in {kept[key].source.place} too"
                told.append(LeftOut(cut(f"{one.body}, {one.date.isoformat()}"), why, one.source))
            else:
                kept[key] = one
        return Found(meetings=tuple(kept.values()), closures=tuple(self.closures), left_out=tuple(dict.fromkeys(told)))


def is_closure(text: str) -> bool:
    """Whether a text names days off rather than a body."""
    return closure_in(text) is not None and not is_cancelled(text)
