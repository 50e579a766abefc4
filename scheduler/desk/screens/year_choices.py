"""What a page of the year is asked for: the view, filters, overlays. All of it stands in the address."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from scheduler.commands.year_view import YearView, in_words, name_of_day
from scheduler.desk.months import begun_in
from scheduler.domain.names import name_key
from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Meeting
from scheduler.domain.titles import body_title, person_title, room_title

MONTHS, BODIES, MONTH, LIST, ONE = "months", "bodies", "month", "list", "one"
VIEWS = {
    MONTHS: "Whole year",
    BODIES: "Bodies by month",
    MONTH: "One month",
    LIST: "List",
    ONE: "One person, body or room",
}
KINDS = {
    "body": "Body",
    "classification": "Kind of body",
    "authority": "Authority",
    "day": "Meeting day",
    "person": "Person",
    "organisation": "Organisation",
    "room": "Room",
    "status": "Status",
}
"""What meetings are filtered by: a meeting is shown if, of each of these that is chosen, it is one of the chosen."""
CLOSURES, TERMS, DEADLINES, APOLOGIES, BUSY, MOVED_SINCE = (
    "closures",
    "terms",
    "deadlines",
    "apologies",
    "busy",
    "moved",
)
OVERLAYS = {
    CLOSURES: "Closed days",
    TERMS: "Days to avoid",
    DEADLINES: "Agendas and reports due",
    APOLOGIES: "Apologies",
    BUSY: "Who is busy elsewhere",
    MOVED_SINCE: "Changed since published",
}
USUAL_OVERLAYS = (CLOSURES, TERMS)
STATUSES = {PROVISIONAL: "Provisional", CONFIRMED: "Confirmed", CANCELLED: "Cancelled"}
PERSON, BODY, ROOM = "person", "body", "room"
MOST_CHOSEN, LONGEST = 40, 200
"""Values under one name of an address, and characters of each; what is more is not looked at."""
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Choices:
    """What is asked for."""

    view: str = MONTHS
    body: tuple[str, ...] = ()
    classification: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    text: str = ""
    show: tuple[str, ...] = USUAL_OVERLAYS
    month: str = ""
    """`2015-11`, of the view of one month; blank for the first with a meeting that is yet to come."""
    one: str = ""
    """Whose year, of the view of one: `person/ANN`, `body/HWB` or `room/CR1`."""
    dense: bool = False
    """Whether several meetings of a day are gathered into one line."""

    def of(self, kind: str) -> tuple[str, ...]:
        """Return what is chosen of a kind."""
        found: tuple[str, ...] = getattr(self, kind)
        return found

    @property
    def filtered(self) -> bool:
        """Whether any meeting may be left out."""
        return bool(self.text) or any(map(self.of, KINDS))

    @property
    def subject(self) -> tuple[str, str] | None:
        """Whose year the view of one shows, by kind and code: as chosen, else the first that is filtered by."""
        kind, _, code = self.one.partition("/")
        if code and kind in (PERSON, BODY, ROOM):
            return kind, code
        return next(((kind, self.of(kind)[0]) for kind in (PERSON, BODY, ROOM) if self.of(kind)), None)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each name and value of the address, those that go without saying left out, the view always first."""
        yield "view", self.view
        for kind in KINDS:
            yield from ((kind, value) for value in self.of(kind))
        yield from ((name, value) for name in ("text", "month", "one") if (value := getattr(self, name)))
        if self.show != USUAL_OVERLAYS:
            yield from (("show", name) for name in self.show or ("none",))
        if self.dense:
            yield "dense", "yes"

    @property
    def query(self) -> str:
        """The query of the address, with its question mark."""
        return f"?{urlencode(list(self.pairs()))}"

    def but(self, **changes: object) -> "Choices":
        """Return these with some of them others."""
        return replace(self, **changes)  # type: ignore[arg-type] # each by its own name

    def without(self, kind: str, value: str) -> "Choices":
        """Return these without one value of a filter."""
        return self.but(**{kind: tuple(one for one in self.of(kind) if one != value)})


def choices(asked: MultiDict[str, str]) -> Choices:
    """Return what a query asks for; what it has of unknown words is left out, of unknown codes it is kept."""

    def all_of(name: str) -> tuple[str, ...]:
        found = (value.strip()[:LONGEST] for value in asked.getlist(name)[:MOST_CHOSEN])
        return tuple(dict.fromkeys(filter(None, found)))

    def first_of(name: str) -> str:
        return next(iter(all_of(name)), "")

    view, month = first_of("view"), first_of("month")
    shown = all_of("show")
    return Choices(
        view=view if view in VIEWS else MONTHS,
        **{kind: all_of(kind) for kind in KINDS if kind != "status"},
        status=tuple(one for one in STATUSES if one in all_of("status")),
        text=first_of("text"),
        show=tuple(one for one in OVERLAYS if one in shown) if "show" in asked else USUAL_OVERLAYS,
        month=month if _MONTH.fullmatch(month) else "",
        one=first_of("one"),
        dense=first_of("dense") == "yes",
    )


def chosen(year: YearView, asked: Choices) -> tuple[Meeting, ...]:
    """Return the meetings that the filters leave, in order of time."""
    if not asked.filtered:
        return year.meetings
    words = [name_key(word) for word in asked.text.split()]
    return tuple(one for one in year.meetings if all(_tests(year, asked, one)) and _has(year, one, words))


def _has(year: YearView, meeting: Meeting, words: Iterable[str]) -> bool:
    return all(word in year.words[meeting.uid] for word in words)


def _tests(year: YearView, asked: Choices, meeting: Meeting) -> Iterator[bool]:
    """Yield for each kind of filter that is used whether the meeting is one of the chosen."""
    problem = year.problem
    body = problem.bodies.get(meeting.body)
    if asked.body:
        yield meeting.body in asked.body
    if asked.classification:
        yield body is not None and (body.classification or "") in asked.classification
    if asked.authority:
        yield problem.authority_of(body).code in asked.authority
    if asked.day:
        yield meeting.meeting_day in asked.day
    if asked.status:
        yield meeting.status in asked.status
    if asked.person:
        yield not people_of(meeting).isdisjoint(asked.person)
    if asked.organisation:
        people = (problem.people.get(code) for code in people_of(meeting))
        yield not {one.organisation for one in people if one is not None}.isdisjoint(asked.organisation)
    if asked.room:
        yield meeting.room in rooms_sharing(year, asked.room)


def people_of(meeting: Meeting) -> frozenset[str]:
    """Return everybody whom a meeting is about: its members, there or not, and who deputises."""
    rows = meeting.attendance
    return frozenset(who for row in rows for who in (row.person, row.substitute) if who is not None)


def rooms_sharing(year: YearView, rooms: Iterable[str]) -> frozenset[str]:
    """Return these rooms, and those that have a part in common with one of them."""
    parts = year.problem.parts_of_room
    wanted = [(room, parts.get(room, frozenset((room,)))) for room in rooms]
    return frozenset(other for other in parts for _, mine in wanted if parts[other] & mine) | {one for one, _ in wanted}


def options(year: YearView) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen of each kind: values and words."""
    problem = year.problem
    classes = [one.classification for one in problem.bodies.values() if one.classification]
    organisations = {one.organisation for one in problem.people.values() if one.organisation}
    people = ((code, one.name) for code, one in problem.people.items())
    return {
        "body": [(code, f"{body_title(problem, code)} ({code})") for code in year.bodies],
        "classification": [(code, in_words(code)) for code in dict.fromkeys(classes)],
        "authority": [(one.code, one.title) for one in problem.with_bodies] if problem.is_joint else [],
        "day": [(code, one.name) for code, one in problem.meeting_days.items()],
        "person": sorted(people, key=lambda one: (one[1].casefold(), one[0])),
        "organisation": [(name, name) for name in sorted(organisations, key=lambda name: (name.casefold(), name))],
        "room": [(code, f"{one.name}, {one.venue}") for code, one in problem.rooms.items()],
        "status": list(STATUSES.items()),
    }


def title_of(year: YearView, kind: str, code: str) -> str:
    """Name what is filtered by; what the calendar does not have by its code."""
    problem = year.problem
    titles = {
        "body": lambda: body_title(problem, code),
        "classification": lambda: in_words(code),
        "authority": lambda: problem.authorities[code].title if code in problem.authorities else code,
        "day": lambda: name_of_day(problem, code),
        "person": lambda: person_title(problem, code),
        "room": lambda: room_title(problem, code),
        "status": lambda: STATUSES[code],
    }
    return titles.get(kind, lambda: code)()


@dataclass(frozen=True)
class Chip:
    """A filter that is in force, and the address without it."""

    kind: str
    words: str
    without: str


def chips(year: YearView, asked: Choices) -> tuple[Chip, ...]:
    """Return the filters that are in force, each with the address without it."""
    found = [
        Chip(title, title_of(year, kind, code), asked.without(kind, code).query)
        for kind, title in KINDS.items()
        for code in asked.of(kind)
    ]
    if asked.text:
        found.append(Chip("Words", asked.text, asked.but(text="").query))
    return tuple(found)


def months_of(year: YearView) -> tuple[dt.date, ...]:
    """Return the first day of each month of the calendar, and of any month outside that has a meeting."""
    days = [year.plan.start_date, year.plan.end_date, *(one.date for one in year.meetings)]
    return tuple(begun_in(min(days).replace(day=1), max(days)))


def month_shown(year: YearView, asked: Choices, today: dt.date) -> dt.date:
    """Return the first day of the month of the view of one: as asked, else that of the next meeting, else the first."""
    months = months_of(year)
    wanted = next((month for month in months if f"{month:%Y-%m}" == asked.month), None)
    ahead = next((one.date.replace(day=1) for one in year.meetings if one.date >= today), None)
    return wanted or ahead or months[0]
