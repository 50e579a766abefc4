"""Meetings and meeting days of a `plan.json`, and what it keeps of the years before and of the feeds."""

import re
from typing import Any

from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan, Shown, Told
from scheduler.reading.plan_values import (
    WrongValue,
    clock,
    day,
    flag,
    got,
    mapping,
    moment,
    one_of,
    perhaps,
    sequence,
    text,
    whole,
    zone,
)

_DIGEST = re.compile(r"[0-9a-f]{16}")


def _hours(raw: dict[str, Any]) -> tuple[int, int]:
    start, end = clock(got(raw, "start")), clock(got(raw, "end"))
    if end <= start:
        raise WrongValue("it ends before it starts")
    return start, end


def meeting(raw: dict[str, Any]) -> Meeting:
    """Read a meeting."""
    start, end = _hours(raw)
    return Meeting(
        uid=text(got(raw, "uid")),
        body=text(got(raw, "body")),
        sequence=whole(got(raw, "sequence")),
        date=day(got(raw, "date")),
        start=start,
        end=end,
        venue=perhaps(text, raw.get("venue")),
        room=perhaps(text, raw.get("room")),
        meeting_day=perhaps(text, raw.get("meeting_day")),
        session=perhaps(text, raw.get("session")),
        status=one_of("provisional", "confirmed", "cancelled")(got(raw, "status")),
        attendance=tuple(_attendance(row) for row in sequence(got(raw, "attendance"))),
        agenda_deadline=perhaps(day, raw.get("agenda_deadline")),
        agenda_items=tuple(text(item) for item in sequence(raw.get("agenda_items", []))),
        revision=whole(raw.get("revision", 0)),
        changed=moment(raw.get("changed", "")),
    )


def _attendance(row: object) -> Attendance:
    raw = mapping(row)
    return Attendance(
        person=text(got(raw, "person")),
        role=text(got(raw, "role")),
        voting=flag(got(raw, "voting")),
        outcome=one_of("attends", "substitute", "apologies")(got(raw, "outcome")),
        substitute=perhaps(text, raw.get("substitute")),
        reason=perhaps(text, raw.get("reason")),
    )


def occurrence(raw: dict[str, Any]) -> Occurrence:
    """Read an occurrence of a meeting day."""
    return Occurrence(
        meeting_day=text(got(raw, "meeting_day")),
        sequence=whole(got(raw, "sequence")),
        date=day(got(raw, "date")),
        venue=perhaps(text, raw.get("venue")),
        theme=perhaps(text, raw.get("theme")),
        speaker=perhaps(text, raw.get("speaker")),
        lunch=perhaps(_lunch, raw.get("lunch")),
        revision=whole(raw.get("revision", 0)),
        changed=moment(raw.get("changed", "")),
    )


def _lunch(table: object) -> Lunch:
    raw = mapping(table)
    start, end = _hours(raw)
    return Lunch(
        session=text(got(raw, "session")),
        start=start,
        end=end,
        room=perhaps(text, raw.get("room")),
        headcount=whole(got(raw, "headcount")),
    )


def earlier_plan(raw: dict[str, Any]) -> Plan:
    """Read what is left of a calendar before this one."""
    return Plan(
        title=text(got(raw, "title")),
        start_date=day(got(raw, "start_date")),
        end_date=day(got(raw, "end_date")),
        timezone=zone(got(raw, "timezone")),
        meetings=tuple(meeting(mapping(one)) for one in sequence(got(raw, "meetings"))),
        occurrences=tuple(occurrence(mapping(one)) for one in sequence(got(raw, "meeting_days"))),
        generated=moment(got(raw, "generated")),
    )


def shown_events(value: object) -> dict[str, Shown]:
    """Read what the feeds last showed, by the uid of each event."""
    return {text(uid): _shown(mapping(raw)) for uid, raw in mapping(value).items()}


def _shown(raw: dict[str, Any]) -> Shown:
    return Shown(
        title=_words(got(raw, "title")),
        place=_words(got(raw, "place")),
        facts=_digest(got(raw, "facts")),
        whole=_digest(got(raw, "whole")),
        revision=whole(got(raw, "revision")),
        changed=moment(got(raw, "changed")),
        people={text(person): _told(told) for person, told in mapping(got(raw, "people")).items()},
        public=raw.get("public") is True,
    )


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise WrongValue("what the feeds last showed is no text")
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise WrongValue("a fingerprint of the feeds is not as it was written")
    return value


def _told(value: object) -> Told:
    digest, _, changed = text(value).partition(" ")
    return Told(_digest(digest), moment(changed))
