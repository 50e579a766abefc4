"""An input made from what was found: for the year after the calendar that was found, or for that year itself.

For the next year, every rule that is inferred is one that its open days can keep to. For last year itself, what was
moved, special or called something is a row about that meeting, so that a check of its calendar tells what was broken.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from scheduler.domain.found import (
    Found,
    FoundBody,
    FoundClosure,
    FoundMeeting,
    FoundPerson,
    FoundRoom,
    FoundSeat,
    LeftOut,
)
from scheduler.domain.imported import Entry, Imported, ImportedRow
from scheduler.domain.municipal_year import Window
from scheduler.domain.names import name_key
from scheduler.domain.wording import clock, long_date
from scheduler.reading.imports.bodies_found import Body, body_of, body_row
from scheduler.reading.imports.calendars_found import Calendar, calendar_of
from scheduler.reading.imports.codes import body_codes
from scheduler.reading.imports.kinds import authority_kind, is_council
from scheduler.reading.imports.meeting_rows import COUNCILS, rows_of_last_year, start_of, titled_rows
from scheduler.reading.imports.people_found import People, people_of
from scheduler.reading.imports.rooms_found import (
    SEATS_OF_A_COMMITTEE,
    SEATS_OF_A_COUNCIL,
    Rooms,
    rooms_of,
)
from scheduler.reading.imports.unknown import unknown
from scheduler.reading.imports.years import (
    NextYear,
    carried,
    following,
    is_avoided,
    known_otherwise,
    open_days,
    own_closures,
    polling_days,
    published_by,
    why_moved,
    year_of,
    years_words,
)

WELSH = ("cyngor", "council of wales", "welsh")
ENGLAND, WALES = "GB-ENG", "GB-WLS"
Sourced: TypeAlias = FoundBody | FoundPerson | FoundSeat | FoundRoom | FoundMeeting | FoundClosure


@dataclass(frozen=True)
class Known:
    """The codes that a workbook in hand has, by how names are compared."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Made:
    """What is known halfway: the bodies with their habits, the years, the closures."""

    found: Found
    nation: str
    last: Window | None
    target: Window | None
    bodies: Sequence[Body]
    rooms: Rooms
    people: People
    closures: Sequence[FoundClosure]
    coming: NextYear | None
    """The year to be planned; None where there is none, or where it is last year itself."""
    of_last_year: bool


def imported(found: Found, known: Known | None = None, *, of_last_year: bool = False) -> Imported:
    """Return the input that comes of what was found.

    Parameters
    ----------
    found : Found
        With every meeting and seat by the name of its body: see `joined`.
    known : Known, optional
        The codes of a workbook in hand.
    of_last_year : bool
        Whether the input is for the year of the calendar itself, and not for the next.

    """
    known = known or Known()
    live = [one.date for one in found.meetings if not one.cancelled]
    last = year_of(live) if live else None
    target = last if last is None or of_last_year else following(last)
    nation = WALES if any(word in found.authority.casefold() for word in WELSH) else ENGLAND
    calendar = calendar_of(found, last)
    codes = _body_codes(calendar, known)
    people = people_of(found, codes, known.people, target.first if target else None)
    rooms = rooms_of(found, calendar, _sizes(calendar, people, found.authority), known.rooms)
    closures = tuple(own_closures(nation, found.closures))
    coming = None if of_last_year else _next_year(nation, found.authority, target, closures)
    why_not = why_moved(nation, closures)
    bodies = []
    for body in calendar.bodies:
        year, code = calendar.meetings[body.name], codes[body.name]
        habits, told = body_of(body, code, found.authority, year, last, why_not, coming)
        row = body_row(body, code, year, habits, found.authority, rooms, people.voting.get(body.name, 0))
        bodies.append(Body(code, body, year, habits, row, tuple(told)))
    bodies.sort(key=lambda one: (one.row.get("legal_kind", Entry("")).text not in COUNCILS, name_key(one.found.name)))
    made = _Made(found, nation, last, target, bodies, rooms, people, closures, coming, of_last_year)
    tables: dict[str, tuple[ImportedRow, ...]] = {
        "settings": tuple(_settings(made)),
        "bodies": tuple(body.row for body in bodies),
        "people": people.rows,
        "memberships": people.seats,
        "rooms": rooms.rows,
        "closed_dates": tuple(_closed_dates(made)),
        "fixed_meetings": tuple(_fixed_meetings(made)),
    }
    return Imported(
        title=_title(made),
        tables={name: rows for name, rows in tables.items() if rows},
        last_year=tuple(_last_year(made)),
        read_as=found.read_as,
        counts=_counts(found),
        by_file=_by_file(found),
        habits=tuple(words for body in bodies for words in body.told),
        unknown=tuple(unknown(found, bodies, people, closures, target, of_last_year=of_last_year)),
        left_out=(*found.left_out, *calendar.left_out, *people.left_out, *_not_carried(made)),
    )


def _body_codes(calendar: Calendar, known: Known) -> dict[str, str]:
    names = [body.name for body in calendar.bodies]
    codes = {name: known.bodies[name_key(name)] for name in names if name_key(name) in known.bodies}
    return codes | body_codes([name for name in names if name not in codes], known.bodies.values())


def _sizes(calendar: Calendar, people: People, authority: str) -> dict[str, int]:
    """Return how many each body needs seats for, guessed where none of its members are known."""
    usual = {True: SEATS_OF_A_COUNCIL, False: SEATS_OF_A_COMMITTEE}
    return {
        body.name: people.sizes.get(body.name) or body.seats or usual[is_council(body.name, authority)]
        for body in calendar.bodies
    }


def _next_year(nation: str, authority: str, target: Window | None, closures: Sequence[FoundClosure]) -> NextYear | None:
    if target is None:
        return None
    shut = [carried(one).closure for one in closures if not is_avoided(one)]
    closed = [Window(one.first, one.last) for one in shut]
    polling = polling_days(target)
    return NextYear(target, open_days(nation, target, closed, polling), polling, authority_kind(authority))


def _counts(found: Found) -> dict[tuple[str, str], int]:
    """Return how many there are of everything, those of no file as well."""
    return {words: len(things) for words, things in _things(found)}


def _by_file(found: Found) -> dict[str, dict[tuple[str, str], int]]:
    """Return by file how much of everything stands in it first."""
    counts: dict[str, dict[tuple[str, str], int]] = {name: {} for name, _ in found.read_as}
    for words, things in _things(found):
        for name, number in Counter(thing.source.file for thing in things).items():
            counts.setdefault(name, {})[words] = number
    return counts


def _things(found: Found) -> Iterator[tuple[tuple[str, str], Sequence[Sourced]]]:
    yield ("body", "bodies"), found.bodies
    yield ("person", "people"), found.people
    yield ("seat", "seats"), found.seats
    yield ("room", "rooms"), found.rooms
    yield ("meeting", "meetings"), [one for one in found.meetings if not one.cancelled]
    yield ("cancelled meeting", "cancelled meetings"), [one for one in found.meetings if one.cancelled]
    yield ("closure", "closures"), found.closures


def _title(made: _Made) -> str:
    year = "" if made.target is None else f" {years_words(made.target)}"
    return f"Calendar of meetings{year}"


# -- settings, closed days


def _settings(made: _Made) -> Iterator[ImportedRow]:
    year = "the year of the calendar that was found" if made.of_last_year else "the year after the calendar found"
    yield _setting("title", Entry(_title(made), year))
    if made.found.authority:
        yield _setting("authority", Entry(made.found.authority))
    if made.target is not None and made.last is not None:
        why = f"the calendar that was found runs from {long_date(made.last.first)} to {long_date(made.last.last)}"
        yield _setting("start_date", Entry(made.target.first.isoformat(), why))
        yield _setting("end_date", Entry(made.target.last.isoformat(), why))
        if not made.of_last_year:
            why = "two months before the first day: notice of the first meetings falls after it"
            yield _setting("publication_date", Entry(published_by(made.target).isoformat(), why))
    welsh = "the name of the authority" if made.nation == WALES else "no source says in which nation the council is"
    yield _setting("holidays", Entry(made.nation, welsh))
    kind = authority_kind(made.found.authority)
    if kind:
        yield _setting("authority_kind", Entry(kind, f"its name, {made.found.authority}"))
    polling = () if made.target is None or made.of_last_year else polling_days(made.target)
    if polling:
        why = "the first Thursday in May: delete it if there is no election for this council"
        yield _setting("polling_day", Entry(";".join(day.isoformat() for day in polling), why))


def _setting(name: str, value: Entry) -> ImportedRow:
    return {"setting": Entry(name), "value": value}


def _closed_dates(made: _Made) -> Iterator[ImportedRow]:
    for closure in made.closures:
        there = None if made.of_last_year else carried(closure)
        shown, why = (closure, "") if there is None else (there.closure, there.how)
        row = {"start_date": Entry(shown.first.isoformat(), why), "reason": Entry(shown.reason)}
        if shown.last != shown.first:
            row["end_date"] = Entry(shown.last.isoformat(), why)
        if is_avoided(shown):
            row["strength"] = Entry("avoid", f"its name, {shown.reason}")
        yield row


# -- rows about single meetings, and the calendar itself


def _fixed_meetings(made: _Made) -> Iterator[ImportedRow]:
    for body in made.bodies:
        if made.of_last_year:
            yield from rows_of_last_year(body)
        elif made.coming is not None:
            yield from titled_rows(body, made.coming)


def _last_year(made: _Made) -> Iterator[ImportedRow]:
    every = [(meeting, body) for body in made.bodies for meeting in body.year.every]
    for meeting, body in sorted(every, key=lambda one: (one[0].date, one[0].start or 0, one[1].code)):
        yield {column: entry for column, entry in _calendar_row(made, meeting, body) if entry.text}


def _calendar_row(made: _Made, meeting: FoundMeeting, body: Body) -> Iterator[tuple[str, Entry]]:
    yield "body", Entry(body.code)
    yield "date", Entry(meeting.date.isoformat())
    start = start_of(meeting, body)
    yield "start", Entry(clock(start), "no source says when it started" if meeting.start is None else "")
    if meeting.end is not None and meeting.end > start:
        yield "end", Entry(clock(meeting.end))
    code = made.rooms.codes.get(meeting.place)
    if code is not None:
        yield "room", Entry(code)
    elif meeting in made.rooms.guessed:
        yield "room", Entry(made.rooms.guessed[meeting], "no source says where it was")
    yield "title", Entry(meeting.title)
    yield "status", Entry("Cancelled" if meeting.cancelled else "")
    yield "note", Entry("; ".join(dict.fromkeys(filter(None, (meeting.status, meeting.mark)))))


# -- what is told


def _not_carried(made: _Made) -> Iterator[LeftOut]:
    """Yield the closures that need no row, and the meetings that say nothing of the year to come."""
    for closure in made.found.closures:
        why = known_otherwise(made.nation, closure)
        if why:
            yield LeftOut(f"{closure.reason} on {long_date(closure.first)}", why, closure.source)
    if made.of_last_year:
        return
    for body in made.bodies:
        for meeting in body.year.special:
            yield LeftOut(_named(body, meeting), "a special meeting is no part of the year's pattern", meeting.source)
        for meeting in body.year.cancelled:
            yield LeftOut(_named(body, meeting), "it was cancelled, and says nothing of the pattern", meeting.source)


def _named(body: Body, meeting: FoundMeeting) -> str:
    return f"{body.found.name} on {long_date(meeting.date)}"
