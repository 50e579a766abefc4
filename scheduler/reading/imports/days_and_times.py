"""Days and times anywhere in a text of a calendar: several in one cell, without a year where a title says it.

What is found is read by the readers of single cells, so that a weekday is checked and no day is made up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.reading.tables.days import month_named, read_date
from scheduler.reading.tables.texts import CellFault, Raw, text_of
from scheduler.reading.tables.times import read_time, to_the_minute

MAY, LAST_MONTH = 5, 12
LONGEST_LINE = 500
"""Letters of a cell that are looked through; what stands behind them is no calendar's."""
LONGEST_MONTH = 40
"""Letters of a text that may be a month and nothing else."""
HALF_A_DAY = 12 * 60

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = (
    r"(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesday)?s?|thu(?:r(?:s(?:day)?)?)?s?|fri(?:day)?s?|sat(?:urday)?s?"
    r"|sun(?:day)?s?)"
)
_DAY = r"[0-9]{1,2}(?:\s?(?:st|nd|rd|th))?"
_AND = r"\s*(?:,\s*and\b|,\s*&|[,&/+;]|\band\b)\s*"
_TO = r"\s*(?:-|\bto\b|\buntil\b|\btill\b)\s*"
_YEAR = (
    rf"(?:[,\s./-]*(?P<full>[0-9]{{4}})\b(?!\s*h)|[\s./-]*'?(?P<short>[0-9]{{2}})\b(?!\s?(?:st|nd|rd|th)\b"
    rf"|[:.][0-9]|\s*(?:[ap]\.?\s?m\b|noon|h|{_MONTH}\b)))"
)
_WORDS = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?,?\s*)?(?:the\s+)?(?<![0-9:.])"
    rf"(?P<more>(?:{_DAY}{_AND}(?:{_WEEKDAY}\b\.?\s*)?){{0,15}})(?P<from>{_DAY}{_TO}(?:{_WEEKDAY}\b\.?\s*)?)?(?P<day>{_DAY})(?:\s+of\b)?"
    rf"[\s./-]*(?P<month>\b{_MONTH}|(?<=[0-9]){_MONTH})(?![a-z])\.?{_YEAR}?"
)
_MONTH_FIRST = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?,?\s*)?\b(?P<month>{_MONTH})\b\.?\s*(?P<day>{_DAY})\b(?![:.][0-9])"
    r"(?:,?\s+(?P<full>[0-9]{4})\b)?"
)
_FIGURES = re.compile(
    rf"(?:\b{_WEEKDAY}\b\.?,?\s*)?(?<![0-9/.:-])(?:[0-9]{{1,2}}(?P<sign>[/.-])[0-9]{{1,2}}(?P=sign)(?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9/])(?:\s*\(?{_WEEKDAY}\)?\b)?"
)
_WEEKDAY_WITHIN = re.compile(rf"\b{_WEEKDAY}\b")
_NUMBERS = re.compile("[0-9]{1,2}")
_PAIR = re.compile(r"\b((?:19|20)[0-9]{2})\s*(?:/|-|to|and)\s*((?:19|20)?[0-9]{2})\b(?![0-9])")
_SINGLE = re.compile(r"\b(20[0-9]{2})\b")
_FROM_MONTH = re.compile(
    rf"\b({_MONTH})\b\s+((?:19|20)[0-9]{{2}})\s*(?:-|to|until)\s*({_MONTH})\b\s+((?:19|20)[0-9]{{2}})"
)
_MONTH_ALONE = re.compile(rf"({_MONTH})\.?(?:[\s,/-]*'?([0-9]{{4}}|[0-9]{{2}}))?")
_AROUND = " ,;.()[]-\n"
"""What stands around words beside a day."""
CENTURY = 2000
SHORT = 2

_HALF = r"(?:[ap]\.?\s?m\b\.?)"
_TIME = (
    rf"(?:[0-9]{{1,2}}\s?[:.h]\s?[0-9]{{2}}(?::[0-9]{{2}})?(?:\s*(?:{_HALF}|hrs?\b|hours\b|noon\b))?"
    rf"|[0-9]{{1,2}}\s*(?:{_HALF}|noon\b|midday\b)|[0-9]{{4}}\s*(?:hrs?\b|hours\b)|\bnoon\b|\bmidday\b)"
)
_TIMES = re.compile(
    rf"(?:\b(?:at|from|starting|commencing)\s+|@\s*)?(?<![0-9./:-])"
    rf"(?:(?P<begin>{_TIME}|[0-9]{{1,2}}){_TO}(?P<end>{_TIME})|(?P<only>{_TIME}))(?![0-9])"
)
_FOR = re.compile(r"\s*for\s*")
"""People come at the one time for the meeting at the other: `6.30pm for 7pm`."""
_HALF_OF = re.compile(r"([ap])\.?\s?m\b")


@dataclass(frozen=True)
class Years:
    """Which year the months of a calendar lie in: all in one, or from a month of the first to before it in the next."""

    first: int
    last: int
    begins: int = MAY

    def of(self, month: int) -> int:
        """Return the year of a month."""
        return self.first if month >= self.begins or self.first == self.last else self.last


def years_in(texts: Iterable[str]) -> Years | None:
    """Return the years that titles say, the nearest first: `2026/27`, `May 2026 to April 2027`, `2026`."""
    single: Years | None = None
    for text in texts:
        plain = _DASHES.sub("-", text[:LONGEST_LINE]).lower()
        if (span := _FROM_MONTH.search(plain)) is not None and int(span[4]) - int(span[2]) <= 1:
            return Years(int(span[2]), int(span[4]), month_named(span[1][:3]) or MAY)
        for pair in _PAIR.finditer(plain):
            first, last = int(pair[1]), int(pair[2]) if len(pair[2]) > SHORT else int(pair[1][:2] + pair[2])
            if last == first + 1:
                return Years(first, last)
        years = sorted({int(year) for year in _SINGLE.findall(plain)})
        if len(years) == 2 and years[1] == years[0] + 1:  # noqa: PLR2004 - a year and the next
            return Years(years[0], years[1])
        if single is None and len(years) == 1:
            single = Years(years[0], years[0])
    return single


def month_alone(value: Raw) -> tuple[int, int | None] | None:
    """Return the month, and the year where it says one, of a text that is a month and nothing else: `May 2026`."""
    if isinstance(value, date):
        return (value.month, value.year) if value.day == 1 else None
    if not isinstance(value, str) or len(value) > LONGEST_MONTH:
        return None
    found = _MONTH_ALONE.fullmatch(_plain(value).strip())
    month = None if found is None else month_named(found[1])
    if found is None or month is None:
        return None
    year = None if found[2] is None else int(found[2]) + (CENTURY if len(found[2]) == SHORT else 0)
    return month, year


@dataclass(frozen=True)
class Days:
    """The days that a text says, in its order, what in it is no day after all, and the text without either."""

    days: tuple[date, ...] = ()
    faults: tuple[CellFault, ...] = ()
    rest: str = ""
    before: str = ""
    """What of the rest stands before the first day."""
    ranges: tuple[tuple[date, date], ...] = ()
    """First and last day where one is said `to` another; they are not among `days`."""
    beside: tuple[str, ...] = ()
    """Of each day, what stands behind it and before the next."""

    def each(self) -> "Iterator[tuple[date, str, Times]]":
        """Yield each day, what stands beside it alone, and its time: its own, or that before or behind all of them."""
        if len(self.days) == 1:
            yield self.days[0], self.rest.strip(_AROUND), times_in(self.rest)
            return
        every = self.beside or ("",) * len(self.days)
        ahead = times_in(self.before)
        of_all = ahead if ahead.start is not None else times_in(every[-1]) if every else ahead
        for day, beside in zip(self.days, every, strict=True):
            own = times_in(beside)
            yield day, beside, own if own.start is not None else of_all

    @property
    def found(self) -> bool:
        """Whether there is anything in the text that means a day."""
        return bool(self.days or self.faults or self.ranges)


@dataclass(frozen=True)
class _Piece:
    """A day as it stands in a text: from where to where, its words without a year, and its year if it says one."""

    start: int
    end: int
    words: str
    month: int
    year: int | None
    whole: bool = False
    """Whether the words are a whole date already."""
    joined: bool = False
    """Whether it is the last day of a range that the one before begins."""


def days_in(value: Raw, years: Years | None) -> Days:
    """Return every day that a cell or line says.

    A day without a year takes that of the next in the text that has one, or else the one that `years` says.
    """
    if isinstance(value, datetime):
        return Days((value.date(),))
    if isinstance(value, date):
        return Days((value,))
    text = text_of(value)[:LONGEST_LINE] if isinstance(value, str) else ""
    plain = _plain(text)
    pieces = _pieces(plain)
    if not pieces:
        return Days(rest=text)
    days: list[tuple[_Piece, date]] = []
    faults: list[CellFault] = []
    for piece, year in zip(pieces, _years_of(pieces, years), strict=True):
        try:
            days.append((piece, _read(piece, year)))
        except CellFault as fault:
            faults.append(fault)
    rest = _without(text, [(piece.start, piece.end) for piece in pieces])
    kept, ranges = _with_ranges(plain, days)
    beside = tuple(_behind(text, pieces, piece) for piece, _ in kept)
    before = text[: pieces[0].start].strip()
    return Days(tuple(day for _, day in kept), tuple(faults), rest, before, tuple(ranges), beside)


def _behind(text: str, pieces: Sequence[_Piece], piece: _Piece) -> str:
    """Return what stands between a day and the next; nothing where several of one month stand together."""
    place = next(number for number, one in enumerate(pieces) if one is piece)
    following = pieces[place + 1].start if place + 1 < len(pieces) else len(text)
    return re.sub(r"(?:\band\b|&)\s*$", "", text[piece.end : following]).strip(_AROUND)


def _with_ranges(
    plain: str, found: Sequence[tuple[_Piece, date]]
) -> tuple[list[tuple[_Piece, date]], list[tuple[date, date]]]:
    """Return the single days, and the ranges: two days with `to` between."""
    days: list[tuple[_Piece, date]] = []
    ranges: list[tuple[date, date]] = []
    last: _Piece | None = None
    for piece, day in found:
        between = plain[last.end : piece.start] if last is not None else ""
        if last is not None and days and (piece.joined or re.fullmatch(_TO, between)):
            ranges.append((days.pop()[1], day))
            last = None
        else:
            days.append((piece, day))
            last = piece
    return days, ranges


def _plain(text: str) -> str:
    """Return a text in small letters with plain dashes, each letter where it was."""
    dashed = _DASHES.sub("-", text)
    lowered = dashed.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in dashed)


def _pieces(plain: str) -> list[_Piece]:
    found: list[_Piece] = []
    taken: list[tuple[int, int]] = []
    for form in (_FIGURES, _WORDS, _MONTH_FIRST):
        for match in form.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found += [_Piece(*match.span(), match[0], 0, 0, whole=True)] if form is _FIGURES else _in_words(match)
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def _in_words(match: re.Match[str]) -> list[_Piece]:
    """Return the days of one month that stand together: `12, 14 and 28 May 2026`."""
    groups = match.groupdict()
    month, written = month_named(groups["month"]) or 0, groups["month"]
    full, short = groups["full"], groups.get("short")
    year = int(full) if full else CENTURY + int(short) if short else None
    weekday = groups["weekday"] or ""
    if weekday.endswith("days"):
        weekday = weekday.removesuffix("s")
    start, end = match.span()
    before = groups.get("from") or ""
    within = _WEEKDAY_WITHIN.search(before)
    backwards = before and int(_NUMBERS.findall(before)[0]) >= int(_NUMBERS.findall(groups["day"])[0])
    if backwards or (within is not None and not weekday):
        # "Area Forum 2 - Tuesday 12 May": the first number is no day
        weekday = within[0] if within is not None else weekday
        start, before = match.start("from") + (within.start() if within is not None else len(before)), ""
    numbers = _NUMBERS.findall(f"{groups.get('more') or ''} {before} {groups['day']}")
    if len(numbers) > 1:
        weekday = ""
    return [
        _Piece(start, end, f"{weekday} {number} {written}".strip(), month, year, joined=bool(before) and last)
        for number, last in zip(numbers, [*[False] * (len(numbers) - 1), True], strict=True)
    ]


def _years_of(pieces: Sequence[_Piece], years: Years | None) -> list[int | None]:
    """Return the year of each piece: its own, that of the next that has one, or what is known of its month."""
    found: list[int | None] = []
    following: _Piece | None = None
    for piece in reversed(pieces):
        year = piece.year
        if year is None and following is not None and following.year is not None:
            year = following.year - (piece.month > following.month)
        if year is None and years is not None:
            year = years.of(piece.month)
        found.append(year)
        if piece.year is not None and not piece.whole:
            following = piece
    return list(reversed(found))


def _read(piece: _Piece, year: int | None) -> date:
    words = " ".join(word.capitalize() for word in piece.words.replace("(", "").replace(")", "").split())
    return read_date(words if piece.whole or year is None else f"{words} {year}")


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text without some of its letters."""
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join(" ".join([*kept, text[at:]]).split())


@dataclass(frozen=True)
class Times:
    """When something starts and ends, in minutes after midnight, and the text without that."""

    start: int | None = None
    end: int | None = None
    rest: str = ""
    more: tuple[str, ...] = ()
    """Further times that the text names, in its words."""
    fault: CellFault | None = None


def times_in(value: Raw) -> Times:
    """Return the first time or `7.00 pm - 9.00 pm` that a cell or line says; an hour alone takes the other's half."""
    if isinstance(value, datetime | time):
        return Times(to_the_minute(value.hour, value.minute, value.second))
    if isinstance(value, float | int) and not isinstance(value, bool):
        value = text_of(value)
    if not isinstance(value, str):
        return Times()
    text = value[:LONGEST_LINE]
    plain = _plain(text)
    try:
        return Times(read_time(plain.strip(" .")))
    except CellFault:
        matches = list(_TIMES.finditer(plain))
    if not matches:
        return Times(rest=text)
    rest = _without(text, [match.span() for match in matches])
    more = tuple(text[match.start() : match.end()].strip() for match in matches[1:])
    begins = matches[0]
    if len(matches) > 1 and _FOR.fullmatch(plain[begins.end() : matches[1].start()]):
        begins, more = matches[1], (text[begins.start() : begins.end()].strip(), *more[1:])
    try:
        start, end = _start_and_end(begins)
    except CellFault as fault:
        return Times(rest=rest, fault=fault)
    return Times(start, end, rest, more)


def _start_and_end(match: re.Match[str]) -> tuple[int, int | None]:
    if match["only"] is not None:
        return read_time(match["only"].strip(" .")), None
    end = read_time(match["end"].strip(" ."))
    begin = match["begin"].strip(" .")
    half = _HALF_OF.search(match["end"])
    if half is None or _HALF_OF.search(begin) or "noon" in begin or "midday" in begin:
        return read_time(begin if not begin.isdigit() else f"{begin}:00"), end
    start = read_time(f"{begin} {half[1]}m")
    return (start if start < end else start - HALF_A_DAY if start >= HALF_A_DAY else start), end
