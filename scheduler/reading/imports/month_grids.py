"""A grid of bodies by months, either way round, with days in its cells: `14`, `14 & 28`, `12*`, `Tu 12`, `3 (AGM)`.

Years come from the headings of the months, a row above them, or a title; where the months run from December to January
the year is the next. What is not surely a day is left out, and told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.domain.found import FoundClosure, FoundMeeting, Source
from scheduler.domain.meeting_words import Status, is_ordinary, status_of
from scheduler.domain.names import name_key
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, long_date, month_name
from scheduler.reading.imports.days_and_times import Times, Years, days_in, month_alone, times_in
from scheduler.reading.imports.gathering import MARKS, Gathering, Named, is_closure, named, trimmed
from scheduler.reading.imports.lists import ROLE_OF, body_of_title
from scheduler.reading.imports.month_headings import Keys, View, header_row, keys_in, months_across, years_of_months
from scheduler.reading.tables.days import weekday_named
from scheduler.reading.tables.texts import CellFault, Raw, text_of

LONGEST_ENTRY = 200
"""Letters of a cell that may hold the days of a month."""
TYPED_AS_A_DAY = 1900
"""The year in which a spreadsheet puts a bare number that is formatted as a date."""

_SHORT_WEEKDAYS = {"m": 0, "mo": 0, "tu": 1, "w": 2, "we": 2, "th": 3, "f": 4, "fr": 4, "sa": 5, "su": 6}
_ENTRY = re.compile(
    rf"(?:(?P<weekday>[A-Za-z]{{1,9}})\.?\s*)?(?P<day>[0-9]{{1,2}})(?![0-9:]|\.[0-9]|\s*[ap]\.?m)(?:\s?(?P<ordinal>st|nd|rd|th)\b)?"
    rf"(?:\s*\(?(?P<after>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?\)?)?\s*(?P<mark>[{re.escape(MARKS)}]+|(?<=[0-9])[A-Za-z]{{1,2}}\b)?"
    r"(?P<beside>(?:\s*[(\[][^()\[\]]*[)\]])*)"
    rf"(?P<late>[{re.escape(MARKS)}]*)"
    r"(?:\s*(?:at\s+|@\s*)?(?P<time>[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\b\.?|[0-9]{1,2}[:.][0-9]{2}))?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"(?:[\s,;&/+.]|\band\b)*", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]{1,2})\s*(?:-|\u2013|\u2014|to)\s*([0-9]{1,2})")
_SLASHED = re.compile(r"\s*[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})+\s*")
_BETWEEN_SPANS = re.compile(r"[,;&\n]|\band\b", re.IGNORECASE)
_NO_DAY = frozenset(("", "-", "none", "nil", "na", "n/a", "nomeeting", "nomeetings", "recess"))


@dataclass(frozen=True)
class Entry:
    """A day in a cell, and what stands beside it."""

    day: int
    weekday: int | None = None
    mark: str = ""
    words: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


def entries_in(text: str) -> tuple[Entry, ...] | None:
    """Return the days of a cell; None where it is not sure that it holds days and nothing else."""
    found: list[Entry] = []
    at = _skip(text, 0)
    while at < len(text):
        match = _ENTRY.match(text, at)
        entry = None if match is None else _entry(match)
        if match is None or entry is None:
            words = trimmed(text[at:])
            if not found or not words or not _is_known(words):
                return None
            return (*found[:-1], replace(found[-1], words=(*found[-1].words, words)))
        found.append(entry)
        at = _skip(text, match.end())
    return tuple(found)


def _skip(text: str, at: int) -> int:
    match = _SEPARATORS.match(text, at)
    return at if match is None else match.end()


def _is_known(words: str) -> bool:
    status = status_of(words)
    return status.cancelled or bool(status.title) or (not status.unknown and is_ordinary(words))


def _entry(match: re.Match[str]) -> Entry | None:
    """Return what a match says; None where a word before the day is no weekday, and for `3rd Thursday`."""
    if match["ordinal"] and match["after"]:
        return None
    word = (match["weekday"] or match["after"] or "").lower()
    weekday = _SHORT_WEEKDAYS.get(word, weekday_named(word.removesuffix("s") if word.endswith("days") else word))
    if word and weekday is None:
        return None
    times = times_in(match["time"] or "")
    mark, words = (match["mark"] or "") + (match["late"] or ""), []
    for beside in re.findall(r"[(\[]([^()\[\]]*)[)\]]", match["beside"] or ""):
        inner = times_in(beside)
        if weekday is None and weekday_named(beside.strip(" .")) is not None:
            weekday = weekday_named(beside.strip(" ."))
        elif inner.start is not None:
            times = inner
            words += [trimmed(inner.rest)] if trimmed(inner.rest) else []
        elif len(beside.strip()) <= 2 and not _is_known(beside):  # noqa: PLR2004 - a letter or two are a mark
            mark += beside.strip()
        else:
            words.append(beside.strip())
    return Entry(int(match["day"]), weekday, mark, tuple(words), times.start, times.end)


def read_months(view: View, keys: Keys, found: Gathering) -> bool:
    """Take every meeting of a grid of bodies by months; return whether it is one."""
    at = header_row(view.rows)
    if at is None:
        return False
    reader = _Months(view, keys, found, at)
    for number in range(at + 1, len(view.rows)):
        reader.take(number)
    return True


class _Months:
    """Goes down the bodies of a grid."""

    def __init__(self, view: View, keys: Keys, found: Gathering, at: int) -> None:
        self.view, self.keys, self.found = view, keys, found
        self.rows = view.rows
        above = [text for row in reversed(self.rows[:at]) for text in dict.fromkeys(map(text_of, row)) if text]
        beside = [text_of(value) for value in self.rows[at] if value != "" and month_alone(value) is None]
        self.titles = [*beside, *above, view.grid.title, *view.grid.above, view.grid.file]
        self._head(at)

    def _head(self, at: int, before: tuple[int, int] | None = None) -> None:
        self.months = months_across(self.rows[at])
        self.years = years_of_months(self.months, self.rows[max(0, at - 2) : at], self.titles, before)
        self.roles: dict[int, str] = {}
        for column in range(len(self.rows[at])):
            if column not in self.months:
                heading = next((text for row in self.rows[at::-1][:2] if (text := row[column]) != ""), "")
                self.roles[column] = ROLE_OF.get(name_key(text_of(heading)), "")
        if "body" not in self.roles.values():
            free = [column for column, role in self.roles.items() if not role and self._has_names(column, at)]
            if free:
                self.roles[free[0]] = "body"
        self.body = next((column for column, role in self.roles.items() if role == "body"), None)

    def _has_names(self, column: int, at: int) -> bool:
        values = [row[column] for row in self.rows[at + 1 :] if row[column] != ""]
        return any(isinstance(value, str) and re.search("[A-Za-z]{2}", value) for value in values)

    def take(self, number: int) -> None:
        """Take the next row."""
        row = self.rows[number]
        if months_across(row):
            last = max(self.months)
            self._head(number, (self.months[last][0], self.years[last]) if last in self.years else None)
            return
        cells = [column for column in self.months if row[column] != "" and not self._same_as_body(row, column)]
        text = self._text(row, "body") if self.body is not None else body_of_title(self.titles[0])
        if not cells:
            self._without_days(number, row)
            return
        name = named(text)
        if not name.body:
            self.found.leave(
                " ".join(text_of(row[column]) for column in cells),
                "no body is named",
                self.view.source(number, cells[0]),
            )
            return
        for column in cells:
            self._cell(name, number, column)

    def _same_as_body(self, row: Sequence[Raw], column: int) -> bool:
        """Whether a heading is merged over the months."""
        return self.body is not None and row[column] == row[self.body]

    def _text(self, row: Sequence[Raw], role: str) -> str:
        column = next((column for column, one in self.roles.items() if one == role), None)
        value = "" if column is None else row[column]
        return "" if isinstance(value, CellFault) else " ".join(text_of(value).split())

    def _without_days(self, number: int, row: Sequence[Raw]) -> None:
        """Tell of a row without days, unless it is the key of marks that are used, or a usual time."""
        words = " ".join(dict.fromkeys(" ".join(text_of(value).split()) for value in row if value != ""))
        keys = keys_in([words])
        if not keys.meanings and keys.start is None:
            column = next(column for column, value in enumerate(row) if value != "")
            self.found.leave(words, "a row without days", self.view.source(number, column))

    def _cell(self, name: Named, number: int, column: int) -> None:
        source = self.view.source(number, column)
        value = self.rows[number][column]
        month, _ = self.months[column]
        year = self.years.get(column)
        if isinstance(value, CellFault):
            self.found.fault(name.body, value, source)
            return
        what = f"{name.body}, {MONTH_NAMES[month - 1]}: {text_of(value)}"
        if isinstance(value, date) and value.year > TYPED_AS_A_DAY:
            if value.month != month or (year is not None and value.year != year):
                self.found.leave(what, f"{long_date(value)} stands under {MONTH_NAMES[month - 1]}", source)
                return
            times = times_in(value) if isinstance(value, datetime) else Times()
            self._meeting(
                name,
                value if not isinstance(value, datetime) else value.date(),
                Entry(value.day, start=times.start or None),
                number,
                source,
            )
            return
        text = str(value.day) if isinstance(value, date) else text_of(value)
        if name_key(text) in _NO_DAY:
            return
        if len(text) > LONGEST_ENTRY:
            self.found.leave(what, "not surely a day", source)
            return
        if year is None:
            self.found.leave(what, "no year is given there, nor in a title", source)
            return
        self._entries(name, text, (month, year), number, what, source)

    def _entries(self, name: Named, text: str, at: tuple[int, int], number: int, what: str, source: Source) -> None:
        month, year = at
        days = days_in("" if _is_days_alone(text, at) else text, Years(year, year))
        for fault in days.faults:
            self.found.fault(what, fault, source)
        if days.found and not days.ranges:
            for day, beside, times in days.each():
                if day.month == month and day.year == year:
                    words = (trimmed(beside),) if _is_known(trimmed(times_in(beside).rest)) else ()
                    self._meeting(
                        name, day, Entry(day.day, words=words, start=times.start, end=times.end), number, source
                    )
                else:
                    self.found.leave(what, f"{long_date(day)} stands under {MONTH_NAMES[month - 1]} {year}", source)
            return
        spans = _spans_in(text) if is_closure(name.body) else ()
        for span in spans:
            self._closure(name.body, at, span, what, source)
        entries = () if spans else entries_in(text)
        if entries is None:
            self.found.leave(what, "not surely a day", source)
            return
        for entry in entries:
            if is_closure(name.body):
                self._closure(name.body, at, (entry.day, entry.day), what, source)
            elif (on := _date(year, month, entry.day)) is None:
                self.found.leave(what, f"{month_name(date(year, month, 1))} has no day {entry.day}", source)
            else:
                self._meeting(name, on, entry, number, source)

    def _closure(self, reason: str, at: tuple[int, int], days: tuple[int, int], what: str, source: Source) -> None:
        first, last = (_date(at[1], at[0], day) for day in days)
        if first is None or last is None or last < first:
            self.found.leave(what, "not surely days of that month", source)
        else:
            self.found.closures.append(FoundClosure(first, last, reason, source))

    def _meeting(self, name: Named, on: date, entry: Entry, number: int, source: Source) -> None:
        if entry.weekday is not None and entry.weekday != on.weekday():
            what = f"{name.body}, {WEEKDAY_NAMES[entry.weekday]} {entry.day} {MONTH_NAMES[on.month - 1]} {on.year}"
            self.found.leave(what, f"it is a {WEEKDAY_NAMES[on.weekday()]}", source)
            return
        usual = weekday_named(self._text(self.rows[number], "weekday").rstrip("s."))
        if usual is not None and usual != on.weekday():
            why = f"taken as it is written, though its row says {WEEKDAY_NAMES[usual]}"
            self.found.leave(f"{name.body}, {long_date(on)}", why, source)
        marks = name.mark + entry.mark
        meanings = list(self._meanings(marks, name, on, source))
        status = _status((name.words, *entry.words, *meanings))
        column = times_in(self._text(self.rows[number], "start"))
        meant = next((times for meaning in meanings if (times := times_in(meaning)).start is not None), Times())
        own = (Times(entry.start, entry.end), meant, column, Times(name.start, name.end), Times(self.keys.start))
        times = next((one for one in own if one.start is not None), Times())
        end = times_in(self._text(self.rows[number], "end")).start or times.end
        self.found.meeting(
            FoundMeeting(
                name.body,
                on,
                source,
                times.start,
                end if end is not None and times.start is not None and end > times.start else None,
                self._place(number),
                name.title or status.title,
                "; ".join(filter(None, (name.words, *entry.words))),
                cancelled=name.cancelled or status.cancelled,
                mark="; ".join(filter(None, (marks, *meanings))),
            )
        )

    def _place(self, number: int) -> str:
        """Return the room and the venue that a row has, or else where meetings usually are."""
        texts = (self._text(self.rows[number], role) for role in ("room", "venue"))
        return ", ".join(filter(None, texts)) or self.keys.place

    def _meanings(self, marks: str, name: Named, on: date, source: Source) -> Iterator[str]:
        if not marks:
            return
        known = [marks] if marks in self.keys.meanings else [mark for mark in marks if mark in self.keys.meanings]
        for mark in known:
            yield self.keys.meanings[mark]
        if not known:
            self.found.leave(f"{name.body}, {long_date(on)}: {marks}", "no key says what this mark means", source)


def _is_days_alone(text: str, at: tuple[int, int]) -> bool:
    """Whether `5/19` or `2/16/30` are days of a month, rather than a date in it."""
    numbers = [int(part) for part in text.split("/")] if _SLASHED.fullmatch(text) else []
    month, year = at
    return len(numbers) > 1 and (numbers[1] != month or numbers[2:] not in ([], [year], [year % 100]))


def _spans_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last day of each part of `3-7, 17-28 & 31`; nothing where it holds more than days."""
    parts = [part.strip() for part in _BETWEEN_SPANS.split(text.strip())]
    spans = [_RANGE.fullmatch(f"{part}-{part}" if part.isdecimal() else part) for part in parts]
    return tuple((int(span[1]), int(span[2])) for span in spans if span is not None) if all(spans) else ()


def _status(words: Iterable[str]) -> Status:
    return status_of("; ".join(filter(None, words)))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
