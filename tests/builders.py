"""Tiny councils and calendars for tests: `from builders import body, calendar, council, meeting, member, room`.

Say only what the test is about; everything else has a sensible default and keeps every rule:

    problem = council(body("GB"), member("ANN", "GB", "chair"), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))

The calendar runs from Sunday 1 November 2015 to Monday 31 October 2016 in England. Dates and times are written
as text ("2015-11-19", "10:00"), weekdays as "Mon;Thu". People of memberships need no row of their own.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from scheduler.domain.authorities import Authority
from scheduler.domain.bodies import Body, Cadence, LawWaiver, Link, QuorumRule, ReportingLine
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Absence, ClosedDate, FixedMeeting, Period, Problem, Settings
from scheduler.domain.rooms import Equipment, Room, Travel
from scheduler.domain.themes import Decision, Project, Speaker, Theme
from scheduler.law.deadlines import agenda_deadline

SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def outputs_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a plan's folder by their paths, without its history: the moments there are the system's."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if path.relative_to(folder).parts[0] != "history"
    }


def day(text: str) -> dt.date:
    """Read `2015-11-19`."""
    return dt.date.fromisoformat(text)


def clock_time(text: str) -> int:
    """Read `09:30` as minutes after midnight."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def weekdays(text: str) -> frozenset[int]:
    """Read `Mon;Thu` as weekday numbers, Monday 0."""
    return frozenset(SHORT_WEEKDAYS.index(name) for name in text.split(";"))


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    """Turn the text of known fields into dates, minutes and weekdays; leave everything else alone."""
    readers = {
        "date": day, "start_date": day, "end_date": day, "publication_date": day, "due": day,
        "start": clock_time, "end": clock_time, "open_from": clock_time, "open_to": clock_time,
        "weekdays": weekdays, "preferred_weekdays": weekdays, "evening_weekdays": weekdays,
    }  # fmt: skip
    return {
        name: readers[name](value) if name in readers and isinstance(value, str) else value
        for name, value in fields.items()
    }


def body(code: str = "GB", **fields: Any) -> Body:
    """Make a body that may meet up to ten times a year; `meetings=4` makes it four exactly, `per_period=1` one each.

    A body of a meeting day (`meeting_day=`, `session=`) has no cadence of its own.
    """
    fields = _read(fields)
    if "meetings" in fields:
        number = fields.pop("meetings")
        fields["cadence"] = Cadence(minimum=number, maximum=number)
    if "per_period" in fields:
        fields["cadence"] = Cadence(per_period=fields.pop("per_period"))
    if "start_times" in fields:
        fields["start_times"] = tuple(clock_time(text) for text in fields["start_times"].split(";"))
    default = Cadence() if "meeting_day" in fields else Cadence(minimum=0, maximum=10)
    return Body(**{"code": code, "name": f"{code} Board", "cadence": default, **fields})


def person(code: str, **fields: Any) -> Person:
    """Make a person; `weekdays="Mon;Tue"` for the days they can attend."""
    return Person(**{"code": code, "name": f"Councillor {code.title()}", **_read(fields)})


def member(who: str, of: str = "GB", role: str = "member", **fields: Any) -> Membership:
    """Make a membership; voting and attendance follow from the role as in the contract."""
    voting = role in ("chair", "vice_chair", "member")
    attendance = "required" if role == "clerk" else "expected"
    return Membership(who, of, role, **{"voting": voting, "attendance": attendance, **_read(fields)})


def room(code: str = "CR1", **fields: Any) -> Room:
    """Make a room with 40 seats at the Town Hall, free of charge and always open."""
    defaults = {"code": code, "name": f"Room {code}", "venue": "Town Hall", "capacity": 40}
    return Room(**{**defaults, **_read(fields)})


def equipment(name: str = "Webcasting kit", **fields: Any) -> Equipment:
    """Make a row of equipment: one that a store lends, or what `body`, `meeting_day` or `room` makes of it."""
    return Equipment(name, **fields)


def meeting_day(code: str = "DAY", **fields: Any) -> MeetingDay:
    """Make a meeting day that is held up to four times a year."""
    fields = _read(fields)
    if "meetings" in fields:
        number = fields.pop("meetings")
        fields["cadence"] = Cadence(minimum=number, maximum=number)
    return MeetingDay(**{"code": code, "name": f"{code} Day", "cadence": Cadence(minimum=0, maximum=4), **fields})


def session(code: str = "AM", of: str = "DAY", **fields: Any) -> Session:
    """Make a session of boards from 09:00 to 12:00; `LUNCH` and `PM` have their usual kind and hours."""
    kind = {"LUNCH": "lunch", "PM": "plenary"}.get(code, "boards")
    hours = {"LUNCH": ("12:30", "13:30"), "PM": ("14:00", "16:00")}.get(code, ("09:00", "12:00"))
    return Session(
        **_read({"meeting_day": of, "code": code, "kind": kind, "start": hours[0], "end": hours[1], **fields})
    )


def period(code: str, first: str, last: str, cycle: str | None = None) -> Period:
    """Make a period, of the usual set or of a `cycle`."""
    return Period(code, day(first), day(last), cycle)


def closed(first: str, last: str | None = None, reason: str = "Recess", **fields: Any) -> ClosedDate:
    """Make closed dates; `strength="avoid"` for a wish."""
    return ClosedDate(day(first), day(last or first), reason, **fields)


def absence(kind: str, who: str, first: str, last: str | None = None, reason: str = "Away", **fields: Any) -> Absence:
    """Make somebody or something unavailable on whole days, or from `2015-11-19 14:00` to a moment."""
    begin, finish = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last or first)
    whole_days = len(last or first) == len("2015-11-19")
    return Absence(kind, who, begin, finish + dt.timedelta(days=whole_days), reason, **fields)


def fixed(date: str, **fields: Any) -> FixedMeeting:
    """Fix a meeting of a `body`, or an occurrence of a `meeting_day`."""
    return FixedMeeting(day(date), **_read(fields))


def reports(
    from_body: str, to_body: str, least: int = 1, most: int | None = None, kind: str = "report"
) -> ReportingLine:
    """Make a reporting line with its distance in clear working days."""
    return ReportingLine(from_body, to_body, least, most, kind)


def link(from_body: str, kind: str, to_body: str, **fields: Any) -> Link:
    """Link two bodies, as in `link("CAB", "follows", "AUD", minutes=30)`; `strength="soft"` for a wish."""
    return Link(from_body, to_body, kind, **fields)


def theme(code: str, **fields: Any) -> Theme:
    """Make a theme of the meeting day DAY."""
    return Theme(**{"code": code, "title": f"Theme {code}", "meeting_day": "DAY", **_read(fields)})


def speaker(code: str, *available: str, **fields: Any) -> Speaker:
    """Make a speaker, available on these days or on any."""
    return Speaker(
        **{"code": code, "name": f"Dr {code.title()}", "available": frozenset(map(day, available)), **fields}
    )


def project(code: str, reports_to: str | None, *due: str, **fields: Any) -> Project:
    """Make a project whose reports are due on these days."""
    made = Project(code, f"Project {code}", reports_to=reports_to, report_due=tuple(map(day, due)))
    return replace(made, **_read(fields))


def decision(code: str, of: str, **fields: Any) -> Decision:
    """Make a decision of a body, at the meeting of a `number` or a `date`."""
    fields = {name: day(value) if name == "noticed_on" else value for name, value in _read(fields).items()}
    return Decision(**{"code": code, "title": f"Matter {code}", "body": of, **fields})


def council(
    *rows: Any, baseline: Plan | None = None, wishes: Mapping[str, int] | None = None, **settings: Any
) -> Problem:
    """Make a problem of rows of any kind, in any order; settings by name (`start_date="2016-01-01"`)."""
    defaults = {"title": "Calendar", "authority": "Anytown", "start_date": "2015-11-01", "end_date": "2016-10-31"}
    made: dict[type, list[Any]] = {}
    for row in rows:
        made.setdefault(type(row), []).append(row)
    people = {row.code: row for row in made.get(Person, ())}
    named = ((row.person, *row.substitutes) for row in made.get(Membership, ()))
    for code in filter(None, chain.from_iterable(named)):
        people.setdefault(code, person(code))
    coded = {
        kind: {row.code: row for row in made.get(kind, ())}
        for kind in (Body, MeetingDay, Room, Theme, Speaker, Project, Decision, Authority)
    }
    listed = {
        kind: tuple(made.get(kind, ()))
        for kind in (
            Period,
            Membership,
            QuorumRule,
            Travel,
            Absence,
            ClosedDate,
            ReportingLine,
            Link,
            FixedMeeting,
            LawWaiver,
            Equipment,
        )
    }
    return Problem(
        settings=Settings(**_read({**defaults, **settings})),
        periods=listed[Period],
        bodies=coded[Body],
        people=people,
        memberships=listed[Membership],
        quorum_rules=listed[QuorumRule],
        meeting_days=coded[MeetingDay],
        sessions={(row.meeting_day, row.code): row for row in made.get(Session, ())},
        rooms=coded[Room],
        travel=listed[Travel],
        absences=listed[Absence],
        closed_dates=listed[ClosedDate],
        reporting=listed[ReportingLine],
        links=listed[Link],
        themes=coded[Theme],
        speakers=coded[Speaker],
        fixed_meetings=listed[FixedMeeting],
        law_waivers=listed[LawWaiver],
        equipment=listed[Equipment],
        projects=coded[Project],
        decisions=coded[Decision],
        authorities=coded[Authority],
        wish_weights=dict(wishes or {}),
        baseline=baseline,
    )


def attendance(
    problem: Problem, of: str, on: dt.date, apologies: Iterable[str] = (), substitutes: Mapping[str, str] | None = None
) -> tuple[Attendance, ...]:
    """Seat every membership in force: they attend, but for those who send apologies or a substitute."""
    deputies, away = dict(substitutes or {}), set(apologies)
    rows = []
    for row in problem.memberships_on(of, on):
        if row.person in deputies:
            rows.append(Attendance(row.person, row.role, row.voting, "substitute", deputies[row.person], "is away"))
        elif row.person in away:
            rows.append(Attendance(row.person, row.role, row.voting, "apologies", None, "is away"))
        else:
            rows.append(Attendance(row.person, row.role, row.voting, "attends"))
    return tuple(rows)


def meeting(
    problem: Problem,
    of: str = "GB",
    on: str = "2015-11-19",
    start: str | None = None,
    *,
    apologies: Iterable[str] = (),
    substitutes: Mapping[str, str] | None = None,
    **fields: Any,
) -> Meeting:
    """Make a meeting as its body wants it: first start, own length, own (or first) room, everybody there.

    Any field of `Meeting` can be given instead. Number and uid are filled in by `calendar`.
    """
    own, date = problem.bodies[of], day(on)
    part = problem.session_of(own)
    begin = clock_time(start) if start else part.start if part else problem.start_times_of(own)[0]
    default_room = None if own.online else own.room or next(iter(problem.rooms), None)
    fields = {"room": default_room, **_read(fields)}
    where = problem.rooms.get(fields["room"] or "")
    defaults = {
        "uid": "",
        "body": of,
        "sequence": 0,
        "date": date,
        "start": begin,
        "end": begin + problem.duration_of(own),
        "venue": where.venue if where else None,
        "meeting_day": own.meeting_day,
        "session": own.session,
        "attendance": attendance(problem, of, date, apologies, substitutes),
        "agenda_deadline": agenda_deadline(problem, own, date),
    }
    return Meeting(**{**defaults, **fields})


def occurrence(problem: Problem, of: str = "DAY", on: str = "2015-11-19", **fields: Any) -> Occurrence:
    """Make an occurrence of a meeting day at its own (or the first room's) venue, with the lunch its sessions ask for.

    `lunch_room=` names the lunch's room, else the first. Number and headcount are filled in by `calendar`.
    """
    first_room = next(iter(problem.rooms.values()), None)
    lunch_room = fields.pop("lunch_room", first_room.code if first_room else None)
    part = problem.lunch_of(of)
    venue = problem.meeting_days[of].venue or (first_room.venue if first_room else None)
    lunch = None if part is None else Lunch(part.code, part.start, part.end, lunch_room, headcount=-1)
    chosen = problem.themes.get(fields.get("theme") or "")
    speaks = chosen.speaker if chosen else None
    defaults = {
        "meeting_day": of, "sequence": 0, "date": day(on), "venue": venue, "lunch": lunch, "speaker": speaks,
    }  # fmt: skip
    return Occurrence(**{**defaults, **_read(fields)})


def calendar(problem: Problem, *placed: Meeting | Occurrence, **fields: Any) -> Plan:
    """Make a plan of meetings and occurrences in any order: sorted, numbered in order of date, headcounts counted."""
    meetings = sorted((m for m in placed if isinstance(m, Meeting)), key=lambda m: (m.date, m.start, m.body))
    days = sorted((o for o in placed if isinstance(o, Occurrence)), key=lambda o: (o.date, o.meeting_day))
    counts: dict[str, int] = {}
    numbered_meetings, numbered_days = [], []
    for one in meetings:
        counts[one.body] = number = counts.get(one.body, 0) + 1
        number = one.sequence or number
        numbered_meetings.append(replace(one, sequence=number, uid=one.uid or f"{one.body.lower()}-{number}"))
    for day_held in days:
        counts[f"day {day_held.meeting_day}"] = number = counts.get(f"day {day_held.meeting_day}", 0) + 1
        lunch = day_held.lunch
        if lunch is not None and lunch.headcount < 0:
            there = [m for m in meetings if (m.meeting_day, m.date) == (day_held.meeting_day, day_held.date) and m.live]
            people = {who for m in there for _, who in m.present()}
            lunch = replace(lunch, headcount=len(people) + (day_held.speaker is not None))
        numbered_days.append(replace(day_held, sequence=day_held.sequence or number, lunch=lunch))
    settings = problem.settings
    defaults = {
        "title": settings.title,
        "start_date": settings.start_date,
        "end_date": settings.end_date,
        "meetings": tuple(numbered_meetings),
        "occurrences": tuple(numbered_days),
    }
    return Plan(**{**defaults, **fields})
