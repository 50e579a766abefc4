"""`plan.json`, read back as strictly as it is written: every fault with where it is."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan, Tier
from scheduler.domain.reasons import Fault, UngrantedWish
from scheduler.errors import InputFaults
from scheduler.reading.guards import Unreadable

MOST_FAULTS = 200
MAKE_AGAIN = "Make the plan again with `meeting-day plan`, or put the file right."
Thing = TypeVar("Thing")


class _Wrong(ValueError):
    """A value that is not what it should be."""


def plan_from_json(name: str, content: bytes) -> Plan:
    """Return the plan a file holds.

    Raises
    ------
    Unreadable
        If it is no JSON object.
    InputFaults
        If something in it is not as the contract says, with everything that is not.

    """
    try:
        raw = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Unreadable(f"{name} is no JSON document", MAKE_AGAIN) from None
    if not isinstance(raw, dict):
        raise Unreadable(f"{name} is no plan: a JSON object is wanted", MAKE_AGAIN)
    reader = _Reader(name)
    plan = Plan(
        title=reader.one("title", _text, raw, "title"),
        start_date=reader.one("start_date", _day, raw, "start_date") or date.min,
        end_date=reader.one("end_date", _day, raw, "end_date") or date.min,
        timezone=_word(raw, "timezone", "Europe/London"),
        meetings=reader.many("meetings", _meeting, raw),
        occurrences=reader.many("meeting_days", _occurrence, raw),
        tiers=reader.many("tiers", _tier, raw),
        wishes=reader.many("wishes", _wish, raw),
        status=_word(raw, "status", "feasible"),
        input_sha256=_word(raw, "input_sha256", ""),
        generated=_word(raw, "generated", ""),
    )
    reader.check_uids(plan)
    if reader.faults:
        raise InputFaults(tuple(reader.faults[:MOST_FAULTS]))
    return plan


def _word(raw: dict[str, Any], key: str, otherwise: str) -> str:
    """Return a text that nothing depends on, or another where there is none."""
    value = raw.get(key)
    return value if isinstance(value, str) else otherwise


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


class _Reader:
    """Reads parts, and gathers what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def one(self, key: str, read: Callable[[Any], Thing], raw: dict[str, Any], where: str) -> Any:  # noqa: ANN401
        """Return what a key holds; None, and a fault, if it is not as it should be."""
        try:
            return read(_got(raw, key))
        except _Wrong as problem:
            self.faults.append(Fault("plan", None, where, f"{self.name}: {where}: {problem}.", MAKE_AGAIN))
            return None

    def many(self, key: str, read: Callable[[dict[str, Any]], Thing], raw: dict[str, Any]) -> tuple[Thing, ...]:
        """Return the things of a list that are as they should be; each other one is a fault."""
        things = raw.get(key)
        if not isinstance(things, list):
            self.faults.append(Fault("plan", None, key, f"{self.name}: {key} is no list.", MAKE_AGAIN))
            return ()
        found = []
        for number, thing in enumerate(things, start=1):
            try:
                found.append(read(_object(thing)))
            except _Wrong as problem:
                message = f"{self.name}: {key}, number {number}: {problem}."
                self.faults.append(Fault("plan", number, key, message, MAKE_AGAIN))
        return tuple(found)

    def check_uids(self, plan: Plan) -> None:
        """Find every uid that stands for two meetings."""
        seen: set[str] = set()
        for number, meeting in enumerate(plan.meetings, start=1):
            if meeting.uid in seen:
                message = f"{self.name}: the uid {meeting.uid[:80]} stands for two meetings."
                self.faults.append(Fault("plan", number, "meetings", message, MAKE_AGAIN))
            seen.add(meeting.uid)


def _got(raw: dict[str, Any], key: str) -> Any:  # noqa: ANN401 - whatever the file holds
    if key not in raw:
        raise _Wrong(f"{key} is missing")
    return raw[key]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(f"{_shown(value)} is no text")
    return value


def _shown(value: object) -> str:
    return repr(value)[:60]


def _perhaps(read: Callable[[Any], Thing], value: object) -> Thing | None:
    return None if value is None else read(value)


def _day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _Wrong(f"{_shown(value)} is no date such as 2015-11-19")


def _clock(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise _Wrong(f"{_shown(value)} is no time such as 09:30")
    return int(value[:2]) * 60 + int(value[3:])


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**12:
        raise _Wrong(f"{_shown(value)} is no whole number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"{_shown(value)} is neither true nor false")
    return value


def _one_of(*words: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in words:
            raise _Wrong(f"{_shown(value)} is none of {', '.join(words)}")
        return str(value)

    return read


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(f"{_shown(value)} is no object")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong(f"{_shown(value)} is no list")
    return value


def _meeting(raw: dict[str, Any]) -> Meeting:
    start, end = _clock(_got(raw, "start")), _clock(_got(raw, "end"))
    if end <= start:
        raise _Wrong("it ends before it starts")
    return Meeting(
        uid=_text(_got(raw, "uid")),
        body=_text(_got(raw, "body")),
        sequence=_whole(_got(raw, "sequence")),
        date=_day(_got(raw, "date")),
        start=start,
        end=end,
        venue=_perhaps(_text, raw.get("venue")),
        room=_perhaps(_text, raw.get("room")),
        meeting_day=_perhaps(_text, raw.get("meeting_day")),
        session=_perhaps(_text, raw.get("session")),
        status=_one_of("provisional", "confirmed", "cancelled")(_got(raw, "status")),
        attendance=tuple(_attendance(row) for row in _list(_got(raw, "attendance"))),
        agenda_deadline=_perhaps(_day, raw.get("agenda_deadline")),
        agenda_items=tuple(_text(item) for item in _list(raw.get("agenda_items", []))),
        revision=_whole(raw.get("revision", 0)),
        changed=_moment(raw.get("changed", "")),
    )


def _attendance(row: object) -> Attendance:
    raw = _object(row)
    return Attendance(
        person=_text(_got(raw, "person")),
        role=_text(_got(raw, "role")),
        voting=_flag(_got(raw, "voting")),
        outcome=_one_of("attends", "substitute", "apologies")(_got(raw, "outcome")),
        substitute=_perhaps(_text, raw.get("substitute")),
        reason=_perhaps(_text, raw.get("reason")),
    )


def _moment(value: object) -> str:
    if value != "" and (not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z", value)):
        raise _Wrong(f"{_shown(value)} is no moment such as 2015-11-19T09:30:00Z")
    return str(value)


def _occurrence(raw: dict[str, Any]) -> Occurrence:
    return Occurrence(
        meeting_day=_text(_got(raw, "meeting_day")),
        sequence=_whole(_got(raw, "sequence")),
        date=_day(_got(raw, "date")),
        venue=_perhaps(_text, raw.get("venue")),
        theme=_perhaps(_text, raw.get("theme")),
        speaker=_perhaps(_text, raw.get("speaker")),
        lunch=_perhaps(_lunch, raw.get("lunch")),
        revision=_whole(raw.get("revision", 0)),
        changed=_moment(raw.get("changed", "")),
    )


def _lunch(table: object) -> Lunch:
    raw = _object(table)
    return Lunch(
        session=_text(_got(raw, "session")),
        start=_clock(_got(raw, "start")),
        end=_clock(_got(raw, "end")),
        room=_perhaps(_text, raw.get("room")),
        headcount=_whole(_got(raw, "headcount")),
    )


def _tier(raw: dict[str, Any]) -> Tier:
    return Tier(_text(_got(raw, "tier")), _whole(_got(raw, "value")), _whole(_got(raw, "bound")))


def _wish(raw: dict[str, Any]) -> UngrantedWish:
    return UngrantedWish(
        _text(_got(raw, "wish")), _text(_got(raw, "subject")), _whole(_got(raw, "cost")), _text(_got(raw, "why"))
    )
